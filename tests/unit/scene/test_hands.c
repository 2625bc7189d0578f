/* Keys and fingers: order of the focus, keys of a scale and a choice, pressing, sliding off, the second tap, dragging,
 * the More button, sliders, and text typed into boxes.
 */
#include "fake.h"

static const char *const scale_page =
    "{'name':'ask.scale','step':'pain#1','tools':['listen','text','help'],'body':["
    "{'t':'heading','level':1,'text':'How strong?'},{'t':'scale','id':'pain'}],"
    "'footer':{'back':{'t':'button','action':'back','label':'Back'},'middle':{'t':'button','action':'skip','label':"
    "'Skip','style':'ghost'},'primary':{'t':'button','action':'continue','label':'Continue'}}}";

static const char *const many_page =
    "{'name':'ask.many','step':'m','body':[{'t':'choice','id':'c','multi':true,'at_most':2,'options':["
    "{'value':'a','label':'A'},{'value':'b','label':'B'},{'value':'c','label':'C'}]}]," FAKE_FOOTER "}";

static const char *const text_page =
    "{'name':'ask.text','step':'t','body':[{'t':'textbox','id':'words','lines':4,'starters':['The worst part is "
    "...']},{'t':'textbox','id':'line'}]," FAKE_FOOTER "}";

static void expect_focus(struct fake *f, const char *label) {
    char *own = f->scene->focus != NULL ? outline_label(f->scene, f->scene->focus) : strdup("(none)");
    assert_string_equal(own, label);
    free(own);
}

static void test_focus_order(void **state) {
    (void)state;
    static const char *const order[] = {"0", "Continue", "Skip", "Back", "Listen", "Text size", "Help now", "0"};
    struct fake f;
    fake_begin(&f);
    fake_page(&f, scale_page);
    expect_focus(&f, "(none)");
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        fake_key(&f, "Tab");
        expect_focus(&f, order[i]);
    }
    fake_key(&f, "Shift+Tab");
    expect_focus(&f, "Help now");
    assert_true(f.scene->ring);
    fake_end(&f);
}

static void test_scale_keys(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, scale_page);
    assert_string_equal(fake_key(&f, "6"), "changed");
    fake_fields(&f, "{'pain':6}");
    expect_focus(&f, "6");
    fake_key(&f, "Right");
    expect_focus(&f, "7");
    fake_fields(&f, "{'pain':6}"); /* moving is not choosing */
    assert_string_equal(fake_key(&f, "Space"), "changed");
    fake_fields(&f, "{'pain':7}");
    fake_key(&f, "Home");
    expect_focus(&f, "0");
    fake_key(&f, "Left");
    expect_focus(&f, "0");
    fake_key(&f, "End");
    expect_focus(&f, "10");
    f.now_ms += 5000;
    fake_key(&f, "1");
    fake_fields(&f, "{'pain':1}");
    f.now_ms += 300;
    fake_key(&f, "0");
    fake_fields(&f, "{'pain':10}");
    f.now_ms += 300;
    fake_key(&f, "Keypad 0");
    fake_fields(&f, "{'pain':0}");
    fake_key(&f, "Tab");
    expect_focus(&f, "Continue");
    fake_key(&f, "Shift+Tab");
    expect_focus(&f, "0"); /* back to the chosen cell */
    fake_end(&f);
}

static void test_page_keys(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, scale_page);
    assert_string_equal(fake_key(&f, "Escape"), "back");
    assert_string_equal(fake_key(&f, "F1"), "help");
    assert_string_equal(fake_key(&f, "Space"), ""); /* nothing has the focus */
    assert_string_equal(fake_key(&f, "Return"), "continue");
    fake_key(&f, "Tab");
    fake_key(&f, "Tab");
    assert_string_equal(fake_key(&f, "Return"), "continue");
    fake_end(&f);
}

static void test_choice(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, many_page);
    fake_fields(&f, "{}");
    fake_tap(&f, "B");
    fake_tap(&f, "A");
    fake_fields(&f, "{'c':['a','b']}"); /* in the order of the page */
    fake_tap(&f, "C");
    fake_fields(&f, "{'c':['a','b']}"); /* two at most */
    fake_tap(&f, "A");
    fake_fields(&f, "{'c':['b']}");
    fake_tap(&f, "B");
    fake_fields(&f, "{}");
    fake_key(&f, "Down");
    expect_focus(&f, "C");
    fake_key(&f, "Up");
    expect_focus(&f, "B");
    fake_end(&f);
}

static void test_other(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, "{'name':'o','body':[{'t':'choice','id':'c','options':[{'value':1,'label':'One'}],'other':{'label':"
                  "'Something else'}}]}");
    fake_tap(&f, "Something else");
    fake_fields(&f, "{}");
    assert_non_null(f.scene->focus->editor);
    assert_string_equal(fake_type(&f, "my own"), "changed");
    fake_fields(&f, "{'c':'my own'}");
    fake_tap(&f, "One");
    fake_fields(&f, "{'c':1}");
    fake_tap(&f, "One");
    fake_fields(&f, "{'c':1}"); /* a single choice stays chosen */
    fake_end(&f);
}

static void test_slide_off(void **state) {
    (void)state;
    struct fake f;
    int x;
    int y;
    fake_begin(&f);
    fake_page(&f, scale_page);
    fake_find(&f, "Continue", &x, &y);
    struct rect r = f.scene->page->primary->at;
    fake_pointer(&f, EVENT_POINTER_DOWN, x, y);
    assert_string_equal(fake_pointer(&f, EVENT_POINTER_UP, r.x + r.w + 20, y), "continue"); /* grown by 24 */
    f.now_ms += 1000;
    fake_pointer(&f, EVENT_POINTER_DOWN, x, y);
    fake_pointer(&f, EVENT_POINTER_MOVE, r.x + r.w + 30, y);
    assert_string_equal(fake_pointer(&f, EVENT_POINTER_UP, r.x + r.w + 30, y), "");
    fake_pointer(&f, EVENT_POINTER_DOWN, x, y);
    fake_pointer(&f, EVENT_POINTER_CANCEL, x, y);
    assert_string_equal(fake_pointer(&f, EVENT_POINTER_UP, x, y), "");
    fake_end(&f);
}

static void test_second_tap(void **state) {
    (void)state;
    struct fake f;
    int x;
    int y;
    fake_begin(&f);
    fake_page(&f, scale_page);
    fake_find(&f, "Continue", &x, &y);
    assert_string_equal(fake_tap_at(&f, x, y), "continue");
    f.now_ms += 300;
    assert_string_equal(fake_tap_at(&f, x, y), "");
    f.now_ms += 101;
    assert_string_equal(fake_tap_at(&f, x, y), "continue");
    /* On the next page, too: a double tap must not skip it. */
    f.now_ms += 200;
    fake_page(&f, many_page);
    int x2;
    int y2;
    struct rect r = f.scene->page->primary->at;
    x2 = r.x + r.w / 2;
    y2 = r.y + r.h / 2;
    assert_string_equal(fake_tap_at(&f, x2, y2), "");
    f.now_ms += 400;
    assert_string_equal(fake_tap_at(&f, x2, y2), "continue");
    /* Aimed by name (the robot), or with something else in between, it counts at once. */
    assert_string_equal(fake_tap(&f, "Continue"), "continue");
    assert_string_equal(fake_tap(&f, "Back"), "back");
    fake_end(&f);
}

static void test_more_and_dragging(void **state) {
    (void)state;
    struct fake f;
    struct text page;
    fake_begin(&f);
    text_init(&page);
    text_add(&page, "{'name':'long','body':[{'t':'text','text':'");
    for (int i = 0; i < 60; i++)
        text_addf(&page, "Paragraph %d.\\n\\n", i);
    text_add(&page, "'}]," FAKE_FOOTER "}");
    fake_page(&f, page.bytes);
    assert_true(scroll_unread(f.scene));
    assert_string_equal(fake_tap(&f, "More"), "");
    assert_true(f.scene->scroll > 300);
    fake_key(&f, "PageUp");
    assert_true(f.scene->scroll < 1);
    for (int i = 0; i < 20; i++)
        fake_key(&f, "PageDown");
    assert_false(scroll_unread(f.scene));
    int x;
    int y;
    assert_false(scene_find(f.scene, NULL, "More", &x, &y, NULL));
    float end = f.scene->scroll;
    fake_pointer(&f, EVENT_POINTER_DOWN, 900, 400);
    for (int i = 1; i <= 10; i++) {
        f.now_ms += 16;
        fake_pointer(&f, EVENT_POINTER_MOVE, 900, 400 + i * 20);
    }
    assert_true(f.scene->scroll < end - 190 && f.scene->scroll > end - 210);
    fake_pointer(&f, EVENT_POINTER_UP, 900, 600);
    assert_int_equal(scene_wants_frame_at(f.scene, f.now_ms), f.now_ms + 16); /* a flick runs on */
    struct draw_list list;
    draw_list_init(&list);
    scene_draw(f.scene, f.now_ms + 100, &list);
    assert_true(f.scene->scroll < end - 220);
    for (int64_t at = 200; at < 4000; at += 16)
        scene_draw(f.scene, f.now_ms + at, &list);
    assert_int_equal(scene_wants_frame_at(f.scene, f.now_ms + 4000), -1); /* and comes to rest */
    draw_list_finish(&list);
    fake_event(&f, (struct event){.kind = EVENT_WHEEL, .x = 900, .y = 400, .dy = 100});
    assert_true(f.scene->scroll < 1);
    text_finish(&page);
    fake_end(&f);
}

static void test_typing(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, text_page);
    assert_non_null(f.scene->focus); /* the first text box, with a caret but no ring */
    assert_false(f.scene->ring);
    struct rect at;
    assert_true(scene_text_focus(f.scene, &at));
    assert_string_equal(fake_type(&f, "Hello"), "changed");
    fake_key(&f, "Return");
    fake_type(&f, "you");
    fake_fields(&f, "{'words':'Hello\\nyou'}");
    fake_tap(&f, "The worst part is ...");
    fake_fields(&f, "{'words':'Hello\\nyou The worst part is '}");
    fake_key(&f, "Ctrl+A");
    fake_key(&f, "Ctrl+X");
    fake_fields(&f, "{}");
    char *copied = scene_take_clipboard(f.scene);
    assert_string_equal(copied, "Hello\nyou The worst part is ");
    free(copied);
    fake_key(&f, "Ctrl+V");
    assert_true(scene_take_paste_wish(f.scene));
    assert_false(scene_take_paste_wish(f.scene));
    fake_event(&f, (struct event){.kind = EVENT_PASTE, .paste = "pasted"});
    fake_fields(&f, "{'words':'pasted'}");
    fake_event(&f, (struct event){.kind = EVENT_COMPOSE, .text = "pre"});
    fake_fields(&f, "{'words':'pasted'}");
    fake_event(&f, (struct event){.kind = EVENT_COMPOSE, .text = ""});
    fake_key(&f, "Tab");
    fake_key(&f, "Tab");
    fake_type(&f, "one line");
    fake_fields(&f, "{'line':'one line','words':'pasted'}");
    assert_string_equal(fake_key(&f, "Return"), "continue");
    fake_end(&f);
}

static void test_caret_by_pointer(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, text_page);
    fake_type(&f, "one two three");
    struct node *n = f.scene->focus;
    struct rect area = editor_area(f.scene, n);
    int y = area.y + f.scene->view.y + 10;
    int letter = f.scene->m.font[STYLE_ENTRY].size / 2;
    fake_tap_at(&f, area.x + 3 * letter + 1, y);
    assert_int_equal(n->editor->caret, 3);
    f.now_ms += 2000;
    fake_pointer(&f, EVENT_POINTER_DOWN, area.x + 4 * letter, y);
    fake_pointer(&f, EVENT_POINTER_MOVE, area.x + 7 * letter, y);
    fake_pointer(&f, EVENT_POINTER_UP, area.x + 7 * letter, y);
    assert_int_equal(n->editor->anchor, 4);
    assert_int_equal(n->editor->caret, 7);
    f.now_ms += 2000;
    fake_tap_at(&f, area.x + 9 * letter, y);
    f.now_ms += 200;
    fake_tap_at(&f, area.x + 9 * letter, y);
    assert_int_equal(n->editor->anchor, 8);
    assert_int_equal(n->editor->caret, 13);
    fake_end(&f);
}

static void test_number_and_slider(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f,
              "{'name':'n','body':[{'t':'number','id':'n','from':5,'to':20,'step':5},{'t':'scale','id':'s','from':0,"
              "'to':100}]}");
    fake_fields(&f, "{}");
    fake_tap(&f, "Plus");
    fake_fields(&f, "{'n':5}");
    for (int i = 0; i < 5; i++)
        fake_tap(&f, "Plus");
    fake_fields(&f, "{'n':20}");
    fake_tap(&f, "Minus");
    fake_fields(&f, "{'n':15}");
    struct node *n = page_find_id(f.scene->page, "n");
    focus_set(f.scene, n, false);
    fake_key(&f, "Ctrl+A");
    fake_type(&f, "7,5x");
    fake_fields(&f, "{'n':7.5}");
    fake_key(&f, "Ctrl+A");
    fake_key(&f, "Delete");
    fake_fields(&f, "{}");
    const struct node *slider = page_find_id(f.scene->page, "s")->first->next;
    struct rect r = node_rect(f.scene, slider);
    assert_string_equal(fake_pointer(&f, EVENT_POINTER_DOWN, r.x + r.w / 2, r.y + r.h / 2), "changed");
    fake_fields(&f, "{'s':50}");
    fake_pointer(&f, EVENT_POINTER_MOVE, r.x + r.w + 500, r.y);
    fake_pointer(&f, EVENT_POINTER_UP, r.x + r.w + 500, r.y);
    fake_fields(&f, "{'s':100}");
    fake_end(&f);
}

static void test_player(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, "{'name':'listen','body':[{'t':'player','kind':'audio','label':'Body scan'}]}");
    struct scene_live live = {.position_ms = 60000, .duration_ms = 120000, .playing = true, .captions_on = true};
    scene_set_live(f.scene, &live);
    assert_int_equal(scene_wants_frame_at(f.scene, 5000), 5250);
    assert_string_equal(fake_tap(&f, "Back 15 s"), "back15");
    assert_string_equal(fake_tap(&f, "Ahead 15 s"), "ahead15");
    assert_string_equal(fake_tap(&f, "Quieter"), "volume_down");
    assert_string_equal(fake_tap(&f, "Captions on"), "captions");
    live.captions_on = false;
    scene_set_live(f.scene, &live);
    assert_string_equal(fake_tap(&f, "Captions off"), "captions");
    fake_key(&f, "Tab");
    while (f.scene->focus->kind != NODE_SLIDER)
        fake_key(&f, "Tab");
    assert_string_equal(fake_key(&f, "Right"), "seek");
    assert_int_equal(json_integer_value(f.action.arg), 65000);
    fake_end(&f);
}

static void test_frames_wanted(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, scale_page);
    assert_int_equal(scene_wants_frame_at(f.scene, 5000), -1);
    fake_page(&f, text_page);
    assert_int_equal(scene_wants_frame_at(f.scene, f.now_ms), f.now_ms + 530);
    fake_page(&f, "{'name':'breathe','body':[{'t':'pacer','inhale':4,'exhale':6}]}");
    assert_int_equal(scene_wants_frame_at(f.scene, 5000), -1);
    struct scene_live live = {.playing = true};
    scene_set_live(f.scene, &live);
    assert_int_equal(scene_wants_frame_at(f.scene, 5000), 5016);
    fake_end(&f);
}

static void test_breath(void **state) {
    (void)state;
    static const struct {
        int64_t at_ms;
        enum word label;
        int seconds;
        double size;
    } table[] = {{0, WORD_BREATHE_IN, 4, 0},     {2000, WORD_BREATHE_IN, 2, 0.5},  {4000, WORD_HOLD, 2, 1},
                 {6000, WORD_BREATHE_OUT, 6, 1}, {9000, WORD_BREATHE_OUT, 3, 0.5}, {12000, WORD_REST, 1, 0},
                 {13000, WORD_BREATHE_IN, 4, 0}, {11999, WORD_BREATHE_OUT, 1, 0}};
    struct fake f;
    fake_begin(&f);
    fake_page(&f, "{'name':'breathe','body':[{'t':'pacer','inhale':4,'hold':2,'exhale':6,'rest':1}]}");
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct scene_live live = {.position_ms = table[i].at_ms, .playing = true};
        scene_set_live(f.scene, &live);
        struct breath b = live_breath(f.scene, f.scene->page->body->first);
        assert_int_equal(b.label, table[i].label);
        assert_int_equal(b.seconds, table[i].seconds);
        assert_true(b.size > table[i].size - 0.01 && b.size < table[i].size + 0.01);
    }
    fake_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_focus_order),
        cmocka_unit_test(test_scale_keys),
        cmocka_unit_test(test_page_keys),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_other),
        cmocka_unit_test(test_slide_off),
        cmocka_unit_test(test_second_tap),
        cmocka_unit_test(test_more_and_dragging),
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_caret_by_pointer),
        cmocka_unit_test(test_number_and_slider),
        cmocka_unit_test(test_player),
        cmocka_unit_test(test_frames_wanted),
        cmocka_unit_test(test_breath),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
