/* The text editor: a table of keys and what becomes of the text, caret ("^") and selection ("[", "]"); undo; wrapping;
 * the pre-edit; and that a long text stays quick. Letters are 5 px, lines 50 px (ten letters).
 */
#include "fake.h"

static size_t calls;
static const struct ruler ruler = {&calls, fake_width, fake_caret};

struct bench {
    struct breaker breaker;
    struct editor *editor;
    char *copied;
};

static void begin(struct bench *b, const char *text, bool many_lines) {
    breaker_init(&b->breaker, &ruler);
    b->editor = editor_create(many_lines, false);
    b->copied = NULL;
    editor_set(b->editor, text);
    editor_break(b->editor, &b->breaker, FACE_VOICE, 10, 50);
}

static void end(struct bench *b) {
    editor_destroy(b->editor);
    breaker_finish(&b->breaker);
    free(b->copied);
}

static unsigned key(struct bench *b, const char *name, int64_t now_ms) {
    struct event e = {.kind = EVENT_KEY};
    for (; strchr(name + 1, '+') != NULL; name = strchr(name, '+') + 1)
        e.mods |= name[0] == 'S' ? MOD_SHIFT : MOD_CTRL;
    snprintf(e.key, sizeof e.key, "%s", name);
    char *copied = NULL;
    unsigned result = editor_key(b->editor, &b->breaker, &e, now_ms, &copied);
    if (copied != NULL) {
        free(b->copied);
        b->copied = copied;
    }
    editor_break(b->editor, &b->breaker, FACE_VOICE, 10, 50);
    return result;
}

static void show(const struct editor *e, struct text *out) {
    size_t from = e->caret < e->anchor ? e->caret : e->anchor;
    size_t to = e->caret < e->anchor ? e->anchor : e->caret;
    for (size_t i = 0; i <= e->text.length_bytes; i++) {
        if (i == from && from != to)
            text_add(out, e->caret == from ? "[^" : "[");
        if (i == to)
            text_add(out, from == to ? "^" : e->caret == to ? "^]" : "]");
        if (i < e->text.length_bytes)
            text_add_char(out, e->text.bytes[i]);
    }
}

static void expect(const struct bench *b, const char *expected) {
    struct text shown;
    text_init(&shown);
    show(b->editor, &shown);
    assert_string_equal(shown.bytes, expected);
    text_finish(&shown);
}

/* Keys separated by spaces; "'x" types x. */
static void run(struct bench *b, const char *keys) {
    char name[64];
    int64_t now_ms = 1000;
    for (; sscanf(keys, "%63s", name) == 1; keys += strcspn(keys, " "), keys += strspn(keys, " ")) {
        if (name[0] == '\'')
            editor_insert(b->editor, strcmp(name, "'_") == 0 ? " " : name + 1, true, now_ms);
        else
            key(b, name, now_ms);
        editor_break(b->editor, &b->breaker, FACE_VOICE, 10, 50);
        now_ms += 10;
    }
}

static const struct {
    const char *text, *keys, *expected;
} table[] = {
    {"", "'a 'b", "ab^"},
    {"abc", "Left 'x", "abx^c"},
    {"abc", "Home 'x", "x^abc"},
    {"abc", "Home Right Delete", "a^c"},
    {"abc", "Backspace", "ab^"},
    {"one two", "Ctrl+Left", "one ^two"},
    {"one two", "Ctrl+Left Ctrl+Left", "^one two"},
    {"one two", "Home Ctrl+Right", "one ^two"},
    {"one two", "Ctrl+Backspace", "one ^"},
    {"one two", "Home Ctrl+Delete", "^two"},
    {"abc", "Shift+Left", "ab[^c]"},
    {"abc", "Shift+Left Shift+Left 'x", "ax^"},
    {"abc", "Shift+Home", "[^abc]"},
    {"abc", "Shift+Home Right", "abc^"},
    {"abc", "Shift+Home Left", "^abc"},
    {"abc", "Home Shift+End", "[abc^]"},
    {"abc", "Ctrl+A", "[abc^]"},
    {"abc", "Ctrl+A Backspace", "^"},
    {"one two", "Shift+Ctrl+Left", "one [^two]"},
    {"one two", "Ctrl+A Ctrl+X", "^"},
    {"a\nb", "Up 'x", "ax^\nb"},
    {"a\nb", "Up Down Down", "a\nb^"},
    {"abc\nd", "Up End Down Home 'x", "abc\nx^d"},
    {"ab", "Left Return", "a\n^b"},
    {"a\nb", "Left Backspace", "a^b"},
    {"a\nb", "Ctrl+Home Delete", "^\nb"},
    {"one two three", "Up", "one t^wo three"}, /* wraps after "one two ": from "three^" to the column above */
    {"one two three", "Home", "one two ^three"},
    {"one two three", "Ctrl+Home End", "one two^ three"},
    {"one two three", "Ctrl+Home Down 'x", "one two x^three"},
    {"one two three", "Up Down", "one two three^"}, /* the column is kept */
    {"e\xCC\x81x", "Home Right", "e\xCC\x81^x"},
    {"xe\xCC\x81", "Backspace", "x^"},
    {"xe\xCC\x81", "Left", "x^e\xCC\x81"},
    {"", "'a 'b Ctrl+Z", "^"},
    {"", "'a 'b Ctrl+Z Ctrl+Y", "ab^"},
    {"", "'a 'b Ctrl+Z Shift+Ctrl+Z", "ab^"},
    {"", "'a Left 'b Ctrl+Z", "^a"},
    {"", "'a Left 'b Ctrl+Z Ctrl+Z", "^"},
    {"", "'a 'b Backspace Ctrl+Z", "ab^"},
    {"abc", "Ctrl+A 'x Ctrl+Z", "[abc^]"},
    {"", "'a Return 'b Ctrl+Z", "a\n^"},
    {"", "'a Return 'b Ctrl+Z Ctrl+Z", "a^"},
    {"", "'a Ctrl+Z 'b Ctrl+Y", "b^"},
};

static void test_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct bench b;
        begin(&b, table[i].text, true);
        run(&b, table[i].keys);
        struct text shown;
        text_init(&shown);
        show(b.editor, &shown);
        if (strcmp(shown.bytes, table[i].expected) != 0)
            print_error("row %zu: \"%s\" + %s\n", i, table[i].text, table[i].keys);
        assert_string_equal(shown.bytes, table[i].expected);
        text_finish(&shown);
        end(&b);
    }
}

static void test_copy_and_paste(void **state) {
    (void)state;
    struct bench b;
    begin(&b, "one two", true);
    run(&b, "Shift+Ctrl+Left Ctrl+C");
    assert_string_equal(b.copied, "two");
    assert_int_equal(key(&b, "Ctrl+V", 0), EDIT_PASTE | EDIT_USED);
    run(&b, "Ctrl+X");
    expect(&b, "one ^");
    editor_insert(b.editor, "a\nb\x01", false, 0);
    expect(&b, "one a\nb^");
    end(&b);
}

static void test_one_line(void **state) {
    (void)state;
    struct bench b;
    begin(&b, "", false);
    editor_insert(b.editor, "a\nb", false, 0);
    expect(&b, "a b^");
    assert_int_equal(key(&b, "Return", 0), EDIT_NOTHING);
    assert_int_equal(key(&b, "Up", 0), EDIT_NOTHING);
    editor_insert(b.editor, " a long line that never wraps", false, 0);
    editor_break(b.editor, &b.breaker, FACE_VOICE, 10, 50);
    assert_int_equal(editor_line_count(b.editor), 1);
    end(&b);
}

static void test_typing_pauses_split_undo(void **state) {
    (void)state;
    struct bench b;
    begin(&b, "", true);
    editor_insert(b.editor, "a", true, 1000);
    editor_insert(b.editor, "b", true, 1500);
    editor_insert(b.editor, "c", true, 9000);
    editor_undo(b.editor, false);
    expect(&b, "ab^");
    editor_undo(b.editor, false);
    expect(&b, "^");
    end(&b);
}

static void test_pre_edit(void **state) {
    (void)state;
    struct bench b;
    begin(&b, "xy", true);
    run(&b, "Left");
    editor_compose(b.editor, "ka", -1);
    expect(&b, "xka^y");
    char *value = editor_value(b.editor);
    assert_string_equal(value, "xy");
    free(value);
    editor_compose(b.editor, "kan", -1);
    expect(&b, "xkan^y");
    editor_insert(b.editor, "K", true, 0);
    expect(&b, "xK^y");
    editor_compose(b.editor, "q", -1);
    editor_compose(b.editor, "", -1);
    expect(&b, "xK^y");
    editor_undo(b.editor, false);
    expect(&b, "x^y");
    end(&b);
}

static void test_places(void **state) {
    (void)state;
    struct bench b;
    begin(&b, "one two three\nfour", true);
    size_t line;
    float x;
    editor_place(b.editor, &b.breaker, 9, &line, &x);
    assert_int_equal(line, 1);
    assert_true(x > 4.9f && x < 5.1f);
    assert_int_equal(editor_at(b.editor, &b.breaker, 0, 11), 2);
    assert_int_equal(editor_at(b.editor, &b.breaker, 2, 1000), 18);
    assert_int_equal(editor_at(b.editor, &b.breaker, 99, 0), 14);
    editor_select_word(b.editor, 5);
    expect(&b, "one [two^] three\nfour");
    end(&b);
}

/* The paragraphs always describe the text, whatever was done to it. */
static void test_random_edits(void **state) {
    (void)state;
    static const char *const keys[] = {"Left",   "Right",     "Up",     "Down",   "Home",   "End",         "Backspace",
                                       "Delete", "Return",    "Ctrl+Z", "Ctrl+Y", "Ctrl+X", "Shift+Left",  "Shift+Up",
                                       "Ctrl+A", "Shift+End", "'ab",    "'_",     "'x",     "Ctrl+Delete", "'\xC3\xA4"};
    struct bench b;
    unsigned seed = 7;
    begin(&b, "", true);
    for (int i = 0; i < 4000; i++) {
        seed = seed * 1103515245u + 12345u;
        run(&b, keys[(seed >> 16) % (sizeof keys / sizeof keys[0])]);
        const struct editor *e = b.editor;
        size_t at = 0;
        for (size_t k = 0; k < e->paragraph_count; k++) {
            assert_int_equal(e->paragraphs[k].start, at);
            assert_null(memchr(e->text.bytes + at, '\n', e->paragraphs[k].length));
            at += e->paragraphs[k].length + 1;
        }
        assert_int_equal(at, e->text.length_bytes + 1);
        assert_true(utf8_valid(e->text.bytes, e->text.length_bytes));
        assert_true(e->caret <= e->text.length_bytes && e->anchor <= e->text.length_bytes);
    }
    while (b.editor->done > 0)
        editor_undo(b.editor, false);
    expect(&b, "^");
    end(&b);
}

static void test_long_text_is_quick(void **state) {
    (void)state;
    struct bench b;
    struct text long_text;
    text_init(&long_text);
    for (int i = 0; i < 500; i++)
        text_addf(&long_text, "word%d and more\n", i); /* 500 paragraphs, 10,000 letters */
    begin(&b, long_text.bytes, true);
    size_t before = calls;
    editor_insert(b.editor, "x", true, 0);
    editor_break(b.editor, &b.breaker, FACE_VOICE, 10, 50);
    assert_true(calls - before < 10); /* only the changed paragraph was measured */
    text_finish(&long_text);
    end(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),        cmocka_unit_test(test_copy_and_paste),
        cmocka_unit_test(test_one_line),     cmocka_unit_test(test_typing_pauses_split_undo),
        cmocka_unit_test(test_pre_edit),     cmocka_unit_test(test_places),
        cmocka_unit_test(test_random_edits), cmocka_unit_test(test_long_text_is_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
