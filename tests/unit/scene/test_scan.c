/* One switch: the frame comes to everything that can be pressed, whatever was pressed before; nobody is ever caught. */
#include "fake.h"

enum { STEP_MS = 500 };

static const char page_text[] =
    "{'name':'form','step':'a#1','title':'T','tools':['text','help'],'body':[{'t':'heading','level':1,'text':'Q'},"
    "{'t':'scale','id':'pain'},{'t':'scale','id':'percent','from':0,'to':100},{'t':'textbox','id':'note','lines':4},"
    "{'t':'choice','id':'mood','options':[{'value':'a','label':'A'},{'value':'b','label':'B'},{'value':'c','label':'C'}"
    "]},"
    "{'t':'number','id':'steps','from':0,'to':10},"
    "{'t':'text','text':'A long text. A long text. A long text. A long text. A long text. A long text. A long text.'}],"
    "'footer':{'back':{'t':'button','action':'back','label':'Back'},"
    "'primary':{'t':'button','action':'continue','label':'Continue'}}}";

static void begin(struct fake *f, int w, int h) {
    fake_begin(f);
    struct scene_look look = {.width_px = w, .height_px = h, .text_percent = 150, .scan_ms = STEP_MS};
    scene_set_look(f->scene, &look);
    json_t *page = fake_json(page_text);
    struct error err;
    assert_true(scene_set_page(f->scene, page, f->now_ms, &err));
    json_decref(page);
}

static void pass(struct fake *f, int64_t ms) {
    for (; ms > 0; ms -= 100) {
        f->now_ms += 100;
        scene_tick(f->scene, f->now_ms);
    }
    scan_refresh(f->scene);
}

static void press(struct fake *f) {
    struct event event = {.kind = EVENT_KEY, .key = "Space"};
    scene_action_finish(&f->action);
    scene_event(f->scene, &event, f->now_ms, &f->action);
    scan_refresh(f->scene);
}

/* Presses whenever the frame is around the node, until it was chosen; wakes the frame, and scrolls when it has not come
 * for long. False: it never came. */
static bool reach(struct fake *f, const struct node *n) {
    struct scene *s = f->scene;
    int patience = 0;
    for (int i = 0; i < 2000; i++, patience++) {
        pass(f, 300); /* longer than a tremble */
        bool more = patience > 200 && s->scan.shown_count == 1 && s->scan.shown[0] == s->page->more;
        bool here = scan_holds(s, n);
        bool last = here && s->scan.shown_count == 1;
        patience = more ? 0 : patience;
        if (here || more || s->scan.waiting)
            press(f);
        if (last)
            return true;
    }
    return false;
}

static void test_everything_from_everywhere(void **state) {
    static const int windows[][2] = {{1280, 720}, {1024, 600}, {1080, 1920}};
    (void)state;
    for (size_t w = 0; w < 3; w++) {
        struct fake f;
        begin(&f, windows[w][0], windows[w][1]);
        uint32_t chance = 7;
        for (int round = 0; round < 40; round++) {
            for (int k = 0; k < 12; k++) { /* anything, at any time */
                chance = chance * 1664525 + 1013904223;
                pass(&f, 300 + (chance >> 24) * 20);
                press(&f);
            }
            static const char *const names[] = {"Back", "Continue", "Help now"};
            const struct node *wanted = NULL;
            for (size_t i = 0; i < f.scene->page->count; i++) {
                const struct node *n = f.scene->page->nodes[i];
                if (node_is_target(n) && n->label != NULL && strcmp(n->label, names[round % 3]) == 0)
                    wanted = n;
            }
            assert_non_null(wanted);
            if (keys_open(f.scene) && !node_is_shown(wanted)) { /* it stands below the keyboard */
                const struct node *hide = NULL;
                for (size_t i = 0; i < f.scene->page->count; i++) {
                    const struct node *n = f.scene->page->nodes[i];
                    if (n->kind == NODE_KEY && n->style == KEY_HIDE && node_is_shown(n))
                        hide = n;
                }
                assert_true(reach(&f, hide));
                assert_false(keys_open(f.scene));
            }
            assert_true(reach(&f, wanted));
            assert_string_equal(f.action.name, wanted->action);
        }
        fake_end(&f);
    }
}

static void test_a_slider_by_its_parts(void **state) {
    struct fake f;
    (void)state;
    begin(&f, 1280, 720);
    struct scene *s = f.scene;
    struct node *slider = page_find_id(s->page, "percent")->first->next;
    assert_true(reach(&f, slider));
    double least = json_number_value(page_find_id(s->page, "percent")->value);
    assert_true(least >= 0 && least <= 100);
    assert_string_equal(f.action.name, "changed");
    fake_end(&f);
}

/* It rests, and the press that wakes it chooses nothing. */
static void test_it_rests(void **state) {
    struct fake f;
    (void)state;
    begin(&f, 1280, 720);
    pass(&f, 120000);
    assert_true(f.scene->scan.waiting);
    assert_int_equal(scan_wants_at(f.scene, f.now_ms), -1);
    press(&f);
    assert_string_equal(f.action.name, "");
    assert_false(f.scene->scan.waiting);
    fake_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_everything_from_everywhere),
                                       cmocka_unit_test(test_a_slider_by_its_parts), cmocka_unit_test(test_it_rests)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
