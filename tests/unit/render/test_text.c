/* Text: widths that add up and open no font, runs in the order they are seen, carets, and lines drawn where measured.
 */
#include "render/fonts.h"
#include "render/internal.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SHALOM "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D" /* four Hebrew letters */
#define SALAM "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85"  /* four Arabic letters */
#define NAMASTE "\xE0\xA4\xA8\xE0\xA4\xAE\xE0\xA4\xB8\xE0\xA5\x8D\xE0\xA4\xA4\xE0\xA5\x87"

static int setup(void **state) {
    const char *share = getenv("BALM_SHARE");
    char path[1024];
    snprintf(path, sizeof path, "%s/assets", share == NULL ? "." : share);
    struct render *r = render_create(path, NULL);
    *state = r;
    return r == NULL;
}

static int teardown(void **state) {
    render_destroy(*state);
    return 0;
}

static float width(struct render *r, enum face face, int size, const char *text) {
    struct ruler ruler = render_ruler(r);
    return ruler.width(ruler.context, face, size, text, strlen(text));
}

static float caret(struct render *r, const char *text, size_t offset) {
    struct ruler ruler = render_ruler(r);
    return ruler.caret(ruler.context, FACE_UI, 100, text, strlen(text), offset);
}

static void assert_near(float a, float b, float by) {
    if (!(fabsf(a - b) <= by))
        fail_msg("%f is not %f", (double)a, (double)b);
}

/* --- widths ---------------------------------------------------------------------------------------------------------
 */

static void test_widths_add_up(void **state) {
    struct render *r = *state;
    float both = width(r, FACE_UI, 24, "Choose the number");
    float parts = width(r, FACE_UI, 24, "Choose ") + width(r, FACE_UI, 24, "the ") + width(r, FACE_UI, 24, "number");
    assert_near(both, parts, 1);
    assert_near(width(r, FACE_UI, 48, "Choose the number"), 2 * both, 0.01F);
    assert_true(width(r, FACE_UI_BOLD, 24, "Choose the number") > both);
    assert_near(width(r, FACE_UI, 24, ""), 0, 0);
}

static void test_measuring_opens_no_font(void **state) {
    struct render *r = *state;
    width(r, FACE_UI, 24, "Choose the number");
    width(r, FACE_VOICE_BOLD, 46, SALAM " and " SHALOM);
    assert_int_equal(fonts_open_count(r->fonts), 0);
}

static void test_widths_are_kept(void **state) {
    struct render *r = *state;
    const struct layout *first = layout_get(r->fonts, FACE_UI, "kept", 4);
    assert_ptr_equal(first, layout_get(r->fonts, FACE_UI, "kept", 4));
    for (int i = 0; i < 6000; i++) {
        char text[32];
        snprintf(text, sizeof text, "word %d", i);
        width(r, FACE_UI, 20, text);
    }
    assert_true(fonts_layouts(r->fonts)->count <= 4096);
}

static void test_widths_are_what_is_drawn(void **state) {
    struct render *r = *state;
    static const char *const lines[] = {
        "How strong is your pain right now?", "AVATAR To. Wave", "fjord office", SALAM, SHALOM, NAMASTE};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (int size = 15; size < 60; size += 11) {
            const struct line *line = line_get(r, FACE_VOICE_BOLD, size, lines[i]);
            assert_non_null(line->mask);
            assert_near((float)(line->left + line->mask->w), width(r, FACE_VOICE_BOLD, size, lines[i]), 3.5F);
        }
    }
}

/* --- order ----------------------------------------------------------------------------------------------------------
 */

static void test_plain_text_is_one_run(void **state) {
    struct render *r = *state;
    const char *text = "Don\xE2\x80\x99t worry, caf\xC3\xA9 \xE2\x80\x93 ok";
    const struct layout *l = layout_get(r->fonts, FACE_UI, text, strlen(text));
    assert_int_equal(l->count, 1);
    assert_int_equal(l->runs[0].to, strlen(text));
}

/* "abc HEB def": three runs in reading order; a Hebrew line with a Latin word turns round. */
static void check_mix(struct fonts *f, const char *letters, hb_script_t script) {
    char text[64];
    snprintf(text, sizeof text, "abc %s def", letters);
    const struct layout *l = layout_get(f, FACE_UI, text, strlen(text));
    assert_int_equal(l->count, 3);
    assert_false(l->runs[0].is_rtl);
    assert_true(l->runs[1].is_rtl);
    assert_int_equal(l->runs[1].script, script);
    assert_int_equal(l->runs[1].from, 4);
    snprintf(text, sizeof text, "%s abc %s", letters, letters);
    l = layout_get(f, FACE_UI, text, strlen(text));
    assert_true(l->count >= 3);
    assert_true(l->runs[0].is_rtl);
    assert_int_equal(l->runs[0].to, strlen(text));
    assert_int_equal(l->runs[l->count - 1].from, 0);
    for (size_t i = 1; i < l->count; i++)
        assert_near(l->runs[i].x, l->runs[i - 1].x + l->runs[i - 1].width, 1e-4F);
}

static void test_hebrew_in_order(void **state) {
    check_mix(((struct render *)*state)->fonts, SHALOM, HB_SCRIPT_HEBREW);
}

static void test_arabic_in_order(void **state) {
    check_mix(((struct render *)*state)->fonts, SALAM, HB_SCRIPT_ARABIC);
}

static void test_fallback_fonts_have_the_letters(void **state) {
    struct fonts *f = ((struct render *)*state)->fonts;
    static const struct {
        uint32_t character;
        hb_script_t script;
    } asked[] = {{0x5D0, HB_SCRIPT_HEBREW}, {0x628, HB_SCRIPT_ARABIC},    {0x915, HB_SCRIPT_DEVANAGARI},
                 {0xE01, HB_SCRIPT_THAI},   {0x10D0, HB_SCRIPT_GEORGIAN}, {0x2603, HB_SCRIPT_COMMON},
                 {0x75DB, HB_SCRIPT_HAN},   {0x307F, HB_SCRIPT_HIRAGANA}, {0xD1B5, HB_SCRIPT_HANGUL}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        int file = fonts_file_for(f, FACE_UI, asked[i].character, asked[i].script);
        assert_true(fonts_file_has(f, file, asked[i].character));
    }
    assert_int_equal(fonts_file_for(f, FACE_UI, 0x10FFFD, HB_SCRIPT_UNKNOWN), fonts_face_file(f, FACE_UI));
}

/* As large as the letters beside it, in its own colours; a sequence is one picture, and the space behind it a space. */
static void test_emoji(void **state) {
    struct render *r = *state;
    static const char *const lines[] = {
        "\xF0\x9F\x98\x80", "\xE2\x9D\xA4\xEF\xB8\x8F", "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "1\xEF\xB8\x8F\xE2\x83\xA3"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct line *line = line_get(r, FACE_UI, 40, lines[i]);
        assert_non_null(line->colours);
        assert_in_range(line->mask->h, 30, 64);
        assert_in_range(line->mask->w, 30, 64);
        bool coloured = false;
        for (int n = 0; n < line->mask->w * line->mask->h; n++)
            coloured = coloured || (line->colours[n] >> 24 > 200);
        assert_true(coloured);
    }
    float alone = width(r, FACE_UI, 40, lines[0]), spaced = width(r, FACE_UI, 40, "\xF0\x9F\x98\x80 ");
    assert_near(spaced - alone, width(r, FACE_UI, 40, "a ") - width(r, FACE_UI, 40, "a"), 1);
    assert_null(line_get(r, FACE_UI, 40, "Plain")->colours);
}

/* --- carets ---------------------------------------------------------------------------------------------------------
 */

static void test_caret_left_to_right(void **state) {
    struct render *r = *state;
    assert_near(caret(r, "abc", 0), 0, 0);
    assert_near(caret(r, "abc", 1), width(r, FACE_UI, 100, "a"), 1);
    assert_near(caret(r, "abc", 3), width(r, FACE_UI, 100, "abc"), 0.01F);
}

static void test_caret_right_to_left(void **state) {
    struct render *r = *state;
    float all = width(r, FACE_UI, 100, SHALOM);
    assert_near(caret(r, SHALOM, 0), all, 0.01F);
    assert_near(caret(r, SHALOM, 8), 0, 0.01F);
    for (size_t i = 2; i <= 8; i += 2)
        assert_true(caret(r, SHALOM, i) < caret(r, SHALOM, i - 2));
}

static void test_strange_text_is_harmless(void **state) {
    struct render *r = *state;
    static const char *const strange[] = {"\xFF\xFE\xC0",
                                          "a\tb\nc\x01",
                                          "\xCC\x81",
                                          "\xE2\x80\x8F",
                                          " ",
                                          "\xF0\x9F\x98\x80 smile",
                                          "\xE2\x80\xAE"
                                          "abc" SALAM};
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        line_get(r, FACE_UI, 24, strange[i]);
        for (size_t at = 0; at <= strlen(strange[i]); at++)
            assert_true(caret(r, strange[i], at) >= -100);
    }
}

/* --- ink ------------------------------------------------------------------------------------------------------------
 */

static int first_ink_column(const struct line *line) {
    for (int x = 0; x < line->mask->w; x++) {
        for (int y = 0; y < line->mask->h; y++) {
            if (line->mask->bytes[y * line->mask->w + x] > 20)
                return line->left + x;
        }
    }
    return 999;
}

static int lowest_ink_row(const struct line *line) {
    for (int i = line->mask->w * line->mask->h - 1; i >= 0; i--) {
        if (line->mask->bytes[i] > 60)
            return line->top + i / line->mask->w;
    }
    return 999;
}

/* A letter that hangs out to the left starts left of the origin; capitals stand on the baseline whatever is on top. */
static void test_ink_is_where_the_font_says(void **state) {
    struct render *r = *state;
    for (int size = 16; size < 90; size += 13) {
        const struct line *j = line_get(r, FACE_VOICE, size, "j");
        const struct run *run = &layout_get(r->fonts, FACE_VOICE, "j", 1)->runs[0];
        assert_near((float)first_ink_column(j), floorf(run->ink_left * (float)size), 1);
        const struct line *tall = line_get(r, FACE_UI, size, "\xE1\xBA\xA4H"); /* circumflex and acute */
        assert_near((float)lowest_ink_row(tall), -1, 1);
        assert_near((float)lowest_ink_row(line_get(r, FACE_UI, size, "H")), -1, 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_widths_add_up, setup, teardown),
        cmocka_unit_test_setup_teardown(test_measuring_opens_no_font, setup, teardown),
        cmocka_unit_test_setup_teardown(test_widths_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(test_widths_are_what_is_drawn, setup, teardown),
        cmocka_unit_test_setup_teardown(test_plain_text_is_one_run, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hebrew_in_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_arabic_in_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fallback_fonts_have_the_letters, setup, teardown),
        cmocka_unit_test_setup_teardown(test_emoji, setup, teardown),
        cmocka_unit_test_setup_teardown(test_caret_left_to_right, setup, teardown),
        cmocka_unit_test_setup_teardown(test_caret_right_to_left, setup, teardown),
        cmocka_unit_test_setup_teardown(test_strange_text_is_harmless, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ink_is_where_the_font_says, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
