/* The keyboard on the screen: what its layouts hold, that its keys are large and in the window, and that it gives way
 * to the field whatever the window. What its keys do is played in tests/scenario/533_on_screen_keyboard. */
#include "fake.h"

static const char *const tags[] = {"en", "es-MX", "ar", "xx"};

static size_t count_of(const struct key_layout *l, enum key_plane plane, const char *key) {
    size_t count = 0;
    for (int row = 0; row < KEY_ROWS; row++) {
        for (int i = 0; i < KEY_COLUMNS && l->planes[plane][row][i] != NULL; i++)
            count += strcmp(l->planes[plane][row][i], key) == 0;
    }
    return count;
}

static void test_layouts_hold_their_letters(void **state) {
    (void)state;
    for (char letter = 'a'; letter <= 'z'; letter++) {
        char small[2] = {letter, '\0'}, large[2] = {(char)(letter - 32), '\0'};
        for (size_t i = 0; i < 2; i++) {
            assert_int_equal(count_of(key_layout_for(tags[i]), PLANE_LETTERS, small), 1);
            assert_int_equal(count_of(key_layout_for(tags[i]), PLANE_CAPITALS, large), 1);
        }
    }
    static const char *const arabic[] = {"\u0627", "\u0628", "\u062A", "\u062B", "\u062C", "\u062D", "\u062E", "\u062F",
                                         "\u0630", "\u0631", "\u0632", "\u0633", "\u0634", "\u0635", "\u0636", "\u0637",
                                         "\u0638", "\u0639", "\u063A", "\u0641", "\u0642", "\u0643", "\u0644", "\u0645",
                                         "\u0646", "\u0647", "\u0648", "\u064A", "\u0629", "\u0621"};
    for (size_t i = 0; i < sizeof arabic / sizeof arabic[0]; i++)
        assert_int_equal(count_of(key_layout_for("ar"), PLANE_LETTERS, arabic[i]), 1);
    static const char *const spanish[] = {"\u00E1", "\u00E9", "\u00ED", "\u00F3",
                                          "\u00FA", "\u00FC", "\u00BF", "\u00A1"};
    for (size_t i = 0; i < sizeof spanish / sizeof spanish[0]; i++)
        assert_int_equal(count_of(key_layout_for("es"), PLANE_MARKS, spanish[i]), 1);
    assert_string_equal(key_layout_for("xx")->tag, "en");
    assert_string_equal(key_layout_for("es-MX")->tag, "es");
}

/* Every plane can be left, typed on and hidden from, or somebody would be caught in it. */
static void test_no_plane_is_a_trap(void **state) {
    (void)state;
    for (size_t t = 0; t < 3; t++) {
        const struct key_layout *l = key_layout_for(tags[t]);
        for (int plane = 0; plane < PLANE_COUNT; plane++) {
            if (l->planes[plane][0][0] == NULL)
                continue;
            enum key_plane p = (enum key_plane)plane;
            bool first = p == PLANE_LETTERS || p == PLANE_CAPITALS;
            assert_int_equal(count_of(l, p, first ? "<numbers>" : "<letters>"), 1);
            assert_int_equal(count_of(l, p, "<hide>"), 1);
            assert_int_equal(count_of(l, p, "<delete>"), 1);
            assert_int_equal(count_of(l, p, "<space>"), 1);
        }
    }
    assert_ptr_equal(key_layout_after(key_layout_after(key_layout_after(key_layout_for("ar")))), key_layout_for("ar"));
}

static void show(struct fake *f, int w, int h, int percent, const char *tag) {
    struct scene_look look = {.width_px = w,
                              .height_px = h,
                              .text_percent = percent,
                              .screen_keys = SCREEN_KEYS_ALWAYS,
                              .right_to_left = strcmp(tag, "ar") == 0};
    snprintf(look.language, sizeof look.language, "%s", tag);
    scene_set_look(f->scene, &look);
}

static void test_large_keys_in_every_window(void **state) {
    static const struct {
        int w, h, percent;
    } windows[] = {{800, 480, 100},   {1024, 600, 200},  {1280, 720, 150},
                   {1920, 1080, 100}, {1080, 1920, 200}, {3840, 2160, 100}};
    (void)state;
    for (size_t i = 0; i < sizeof windows / sizeof windows[0] * 3; i++) {
        struct fake f;
        fake_begin(&f);
        show(&f, windows[i / 3].w, windows[i / 3].h, windows[i / 3].percent, tags[i % 3]);
        json_t *page =
            fake_json("{'name':'ask.text','step':'a#1','title':'T','body':[{'t':'heading','level':1,'text':'Q'},"
                      "{'t':'textbox','id':'a','lines':4}],'footer':{'primary':{'t':'button',"
                      "'action':'continue','label':'Continue'}}}");
        struct error err;
        assert_true(scene_set_page(f.scene, page, 1000, &err));
        struct scene *s = f.scene;
        assert_true(keys_open(s));
        struct rect field;
        assert_true(scene_text_focus(s, &field));
        assert_true(field.y >= s->view.y && field.y < s->keys.at.y);
        for (size_t k = 0; k < s->page->count; k++) {
            const struct node *n = s->page->nodes[k];
            if (n->kind != NODE_KEY || !node_is_shown(n))
                continue;
            assert_true(n->at.w >= 56 && n->at.h >= 56);
            assert_true(n->at.x >= 0 && n->at.x + n->at.w <= windows[i / 3].w && n->at.y + n->at.h <= windows[i / 3].h);
        }
        json_t *faults = scene_faults(s);
        assert_int_equal(json_array_size(faults), 0);
        json_decref(faults);
        json_decref(page);
        fake_end(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_layouts_hold_their_letters),
                                       cmocka_unit_test(test_no_plane_is_a_trap),
                                       cmocka_unit_test(test_large_keys_in_every_window)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
