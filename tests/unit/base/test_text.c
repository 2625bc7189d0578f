/* base/text: growing, splicing, UTF-8 and "did you mean". */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

static bool valid(const char *s) {
    return utf8_valid(s, strlen(s));
}

static void utf8_valid_accepts_every_length(void **state) {
    (void)state;
    assert_true(valid(""));
    assert_true(valid("plain"));
    assert_true(valid("\xC2\x80"));         /* U+0080, least of two bytes */
    assert_true(valid("\xDF\xBF"));         /* U+07FF */
    assert_true(valid("\xE0\xA0\x80"));     /* U+0800, least of three */
    assert_true(valid("\xED\x9F\xBF"));     /* U+D7FF, last before the surrogates */
    assert_true(valid("\xEE\x80\x80"));     /* U+E000, first behind them */
    assert_true(valid("\xEF\xBF\xBF"));     /* U+FFFF */
    assert_true(valid("\xF0\x90\x80\x80")); /* U+10000, least of four */
    assert_true(valid("\xF4\x8F\xBF\xBF")); /* U+10FFFF, the last one */
    assert_true(utf8_valid("a\0b", 3));
}

static void utf8_valid_refuses_overlong_forms(void **state) {
    (void)state;
    assert_false(valid("\xC0\x80"));         /* zero in two bytes */
    assert_false(valid("\xC0\xAF"));         /* "/" in two */
    assert_false(valid("\xC1\xBF"));         /* U+007F in two */
    assert_false(valid("\xE0\x80\xAF"));     /* "/" in three */
    assert_false(valid("\xE0\x9F\xBF"));     /* U+07FF in three */
    assert_false(valid("\xF0\x80\x80\xAF")); /* "/" in four */
    assert_false(valid("\xF0\x8F\xBF\xBF")); /* U+FFFF in four */
}

static void utf8_valid_refuses_what_is_no_character(void **state) {
    (void)state;
    assert_false(valid("\xED\xA0\x80"));     /* U+D800 */
    assert_false(valid("\xED\xBF\xBF"));     /* U+DFFF */
    assert_false(valid("\xF4\x90\x80\x80")); /* U+110000 */
    assert_false(valid("\xF5\x80\x80\x80"));
    assert_false(valid("\xF8\x88\x80\x80\x80"));
    assert_false(valid("\xFE"));
    assert_false(valid("\xFF"));
    assert_false(valid("\x80")); /* a tail without a head */
    assert_false(valid("a\xBF"));
}

static void utf8_valid_refuses_cut_off_sequences(void **state) {
    (void)state;
    assert_false(valid("\xC3"));
    assert_false(valid("\xE2\x82"));
    assert_false(valid("\xF0\x9F\x98"));
    assert_false(valid("\xC3(")); /* head, then no tail */
    assert_false(valid("\xE2\x82("));
    assert_false(utf8_valid("\xE2\x82\xAC", 2)); /* the count counts, not the zero */
}

static void utf8_clean_mends_and_strips(void **state) {
    (void)state;
    static const char bytes[] = "a\x01\x1B[31m\xFF"
                                "b\r\n\tc\x7F\xC2\x85\xE2\x82";
    char *clean = utf8_clean(bytes, sizeof bytes - 1);
    assert_string_equal(clean, "a[31m\xEF\xBF\xBD"
                               "b\n\tc\xEF\xBF\xBD\xEF\xBF\xBD");
    free(clean);
    clean = utf8_clean("a\0b", 3);
    assert_string_equal(clean, "ab");
    free(clean);
    clean = utf8_clean("", 0);
    assert_string_equal(clean, "");
    free(clean);
}

static void utf8_put_and_next_are_inverse(void **state) {
    (void)state;
    static const uint32_t points[] = {0x01,   0x41,   0x7F,   0x80,   0xE9,    0x7FF,   0x800,
                                      0x20AC, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F642, 0x10FFFF};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char out[4];
        int n = utf8_put(points[i], out);
        assert_in_range(n, 1, 4);
        assert_true(utf8_valid(out, (size_t)n));
        size_t at = 0;
        assert_int_equal(utf8_next(out, (size_t)n, &at), points[i]);
        assert_int_equal(at, n);
    }
}

static void utf8_next_takes_broken_bytes_one_by_one(void **state) {
    (void)state;
    size_t at = 0;
    assert_int_equal(utf8_next("\xE2\x82z", 3, &at), 0xFFFD);
    assert_int_equal(at, 1);
    assert_int_equal(utf8_next("\xE2\x82z", 3, &at), 0xFFFD);
    assert_int_equal(at, 2);
    assert_int_equal(utf8_next("\xE2\x82z", 3, &at), 'z');
    assert_int_equal(at, 3);
}

static void utf8_offsets_step_over_whole_characters(void **state) {
    (void)state;
    static const char s[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82z"; /* a e-acute euro smile z: 1 2 3 4 1 bytes */
    static const size_t starts[] = {0, 1, 3, 6, 10, 11};
    for (size_t i = 0; i + 1 < sizeof starts / sizeof *starts; i++) {
        assert_int_equal(utf8_next_offset(s, 11, starts[i]), starts[i + 1]);
        assert_int_equal(utf8_prev_offset(s, starts[i + 1]), starts[i]);
    }
    assert_int_equal(utf8_prev_offset(s, 0), 0);
    assert_int_equal(utf8_next_offset(s, 11, 11), 11);
    assert_int_equal(utf8_next_offset(s, 11, 99), 11);
}

static void text_grows(void **state) {
    (void)state;
    struct text t;
    text_init(&t);
    assert_string_equal(t.bytes, "");
    for (int i = 0; i < 1000; i++)
        text_addf(&t, "%d,", i % 10);
    assert_int_equal(t.length_bytes, 2000);
    assert_int_equal(strlen(t.bytes), 2000);
    assert_memory_equal(t.bytes + 1990, "5,6,7,8,9,", 10);
    text_clear(&t);
    assert_string_equal(t.bytes, "");
    text_add(&t, "one");
    text_add_char(&t, ' ');
    text_add_bytes(&t, "two three", 3);
    text_add(&t, "");
    assert_string_equal(t.bytes, "one two");
    text_finish(&t);
}

static void text_splices(void **state) {
    (void)state;
    struct text t;
    text_init(&t);
    text_add(&t, "hello world");
    text_splice(&t, 6, 11, "there", 5); /* same size */
    assert_string_equal(t.bytes, "hello there");
    text_splice(&t, 0, 5, "good morning", 12); /* longer, past the room there was */
    assert_string_equal(t.bytes, "good morning there");
    text_splice(&t, 4, 12, "", 0); /* away */
    assert_string_equal(t.bytes, "good there");
    text_splice(&t, 4, 4, NULL, 0); /* nothing for nothing */
    assert_string_equal(t.bytes, "good there");
    text_splice(&t, 0, 0, "a ", 2);
    text_splice(&t, t.length_bytes, t.length_bytes, "!", 1);
    assert_string_equal(t.bytes, "a good there!");
    text_splice(&t, 0, t.length_bytes, "x", 1);
    assert_string_equal(t.bytes, "x");
    assert_int_equal(t.length_bytes, 1);
    char big[500];
    memset(big, 'b', sizeof big);
    text_splice(&t, 0, 0, big, sizeof big);
    assert_int_equal(t.length_bytes, 501);
    assert_int_equal(t.bytes[500], 'x');
    text_finish(&t);
}

static void text_take_leaves_an_empty_text(void **state) {
    (void)state;
    struct text t;
    text_init(&t);
    text_add(&t, "first");
    char *taken = text_take(&t);
    assert_string_equal(taken, "first");
    free(taken);
    assert_int_equal(t.length_bytes, 0);
    text_add(&t, "second");
    assert_string_equal(t.bytes, "second");
    text_finish(&t);
}

static void text_distance_counts_edits_and_swaps(void **state) {
    (void)state;
    assert_int_equal(text_distance("", ""), 0);
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("abc", ""), 3);
    assert_int_equal(text_distance("scale", "scale"), 0);
    assert_int_equal(text_distance("Scale", "sCALE"), 0);
    assert_int_equal(text_distance("scale", "scael"), 1);
    assert_int_equal(text_distance("scale", "scal"), 1);
    assert_int_equal(text_distance("scale", "scalee"), 1);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_int_equal(text_distance("ab", "ba"), 1);
    char longer[80];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(text_distance(longer, "a"), 99);
    longer[64] = '\0';
    assert_int_equal(text_distance(longer, longer), 0);
}

static void text_nearest_suggests_only_what_is_near(void **state) {
    (void)state;
    static const char *const names[] = {"text", "choice", "many", "scale", "number", "tell_therapist"};
    size_t count = sizeof names / sizeof *names;
    assert_string_equal(text_nearest("scael", names, count), "scale");
    assert_string_equal(text_nearest("Choise", names, count), "choice");
    assert_string_equal(text_nearest("tel_therapst", names, count), "tell_therapist");
    assert_null(text_nearest("video", names, count));
    assert_null(text_nearest("xy", names, count));
    assert_null(text_nearest("scale", names, 0));
    assert_ptr_equal(text_nearest("many", names, count), names[2]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_valid_accepts_every_length),
        cmocka_unit_test(utf8_valid_refuses_overlong_forms),
        cmocka_unit_test(utf8_valid_refuses_what_is_no_character),
        cmocka_unit_test(utf8_valid_refuses_cut_off_sequences),
        cmocka_unit_test(utf8_clean_mends_and_strips),
        cmocka_unit_test(utf8_put_and_next_are_inverse),
        cmocka_unit_test(utf8_next_takes_broken_bytes_one_by_one),
        cmocka_unit_test(utf8_offsets_step_over_whole_characters),
        cmocka_unit_test(text_grows),
        cmocka_unit_test(text_splices),
        cmocka_unit_test(text_take_leaves_an_empty_text),
        cmocka_unit_test(text_distance_counts_edits_and_swaps),
        cmocka_unit_test(text_nearest_suggests_only_what_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
