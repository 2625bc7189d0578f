/* Breaking text into lines: greedy, balanced, no lonely last word, words wider than a line, combining marks. The ruler
 * has letters of 5 px (size 10).
 */
#include "fake.h"

static size_t calls;
static const struct ruler ruler = {&calls, fake_width, fake_caret};

static void check(const char *text, float width, unsigned flags, const char *expected) {
    struct breaker b;
    struct lines lines = {0};
    struct span span = {0, strlen(text), FACE_UI};
    struct text joined;
    breaker_init(&b, &ruler);
    text_init(&joined);
    lines_break(&b, &span, 1, 10, text, strlen(text), width, flags, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        text_add(&joined, i > 0 ? "|" : "");
        text_add_bytes(&joined, text + lines.items[i].start, lines.items[i].length);
        assert_true(lines.items[i].width <= width + 0.1f || (flags & 8u) != 0);
    }
    assert_string_equal(joined.bytes, expected);
    text_finish(&joined);
    lines_finish(&lines);
    breaker_finish(&b);
}

static void test_greedy(void **state) {
    (void)state;
    check("", 100, 0, "");
    check("one", 100, 0, "one");
    check("one two three", 40, 0, "one two|three");
    check("one two three", 39, 0, "one two|three");
    check("one two three", 34, 0, "one|two|three");
    check("one\ntwo", 100, 0, "one|two");
    check("one\n", 100, 0, "one|");
    check("well-known word", 30, 0, "well-|known|word");
}

static void test_long_word(void **state) {
    (void)state;
    check("abcdefghij", 20, 0, "abcd|efgh|ij");
    check("a abcdefghij b", 20, 0, "a|abcd|efgh|ij b");
}

static void test_marks_stay(void **state) {
    (void)state;
    /* e + combining acute: one letter of two characters */
    check("ae\xCC\x81"
          "be\xCC\x81"
          "c",
          10, 0, "ae\xCC\x81|be\xCC\x81|c");
}

static void test_balance(void **state) {
    (void)state;
    check("aaaa bbbb cccc dddd eeee", 100, BREAK_BALANCE, "aaaa bbbb cccc|dddd eeee");
    check("aaaa bbbb cccc d", 75, 0, "aaaa bbbb cccc|d");
    check("aaaa bbbb cccc d", 75, BREAK_BALANCE, "aaaa bbbb|cccc d");
}

static void test_no_lonely_word(void **state) {
    (void)state;
    check("aaaa bbbb cccc d", 75, BREAK_WIDOW, "aaaa bbbb|cccc d");
    check("aaaa bbbb", 25, BREAK_WIDOW, "aaaa|bbbb");
}

static void test_widths_are_remembered(void **state) {
    (void)state;
    struct breaker b;
    breaker_init(&b, &ruler);
    float first = breaker_width(&b, FACE_UI, 10, "word", 4);
    size_t before = calls;
    assert_true(first > 19.9f && first < 20.1f);
    breaker_width(&b, FACE_UI, 10, "word", 4);
    assert_int_equal(calls, before);
    breaker_width(&b, FACE_UI, 24, "there", 5);
    assert_true(breaker_width(&b, FACE_UI, 56, "There", 5) > 139); /* once had the same key */
    breaker_finish(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_greedy),         cmocka_unit_test(test_long_word),
        cmocka_unit_test(test_marks_stay),     cmocka_unit_test(test_balance),
        cmocka_unit_test(test_no_lonely_word), cmocka_unit_test(test_widths_are_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
