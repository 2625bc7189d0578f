/* Layout at six window sizes and two text sizes: every kind of node inside its parent, nothing over its neighbour, all
 * targets high enough, the frame in order; the same page gives the same list; and a text is laid out only once.
 */
#include "fake.h"

static const int sizes[][2] = {{1024, 600}, {1280, 800}, {1366, 768}, {1920, 1080}, {3840, 2160}, {1080, 1920}};

static const char *const everything =
    "{'name':'all','title':'A module with a rather long name for its bar','sub':'Step 2 of 11. About 4 minutes left',"
    "'progress':0.2,'tools':['listen','text','help'],'column':'question','decor':'hills',"
    "'notice':{'tone':'caution','text':'Choose a number, or skip this question.'},'body':["
    "{'t':'quotes','items':[{'label':'What happened','text':'My back seized up while I was washing up.'},"
    "{'label':'How I felt','text':'Worried, 70. Sad, 40.'}]},"
    "{'t':'steps','items':['Pain','Enjoying life','Daily activity'],'current':2},"
    "{'t':'heading','level':1,'text':'What number best describes how pain has interfered with your enjoyment of "
    "life?'},"
    "{'t':'lead','text':'Choose the number that fits best. There is no wrong answer.'},"
    "{'t':'text','text':'One **bold** word and *another*.\\n\\n## List\\n- one\\n- two, which is long enough for two "
    "lines in any of the columns that there are, so it seems\\n1. first'},"
    "{'t':'small','text':'Small print.'},{'t':'words','text':'The words of the patient.'},"
    "{'t':'scale','id':'a','low':'No pain','high':'Pain as bad as you can imagine','value':6,'problem':'Choose one.'},"
    "{'t':'scale','id':'b','from':0,'to':100,'low':'None','high':'All'},"
    "{'t':'choice','id':'c','options':[{'value':1,'label':'Less than 5 minutes'},{'value':2,'label':'A very long "
    "answer "
    "that needs more than one line on a narrow screen, I am afraid'}],'other':{'label':'Something else'},"
    "'value':'typed','problem':'Please choose one of these.'},"
    "{'t':'yesno','id':'d'},{'t':'textbox','id':'e','lines':4,'starters':['If this happens, then ...','The worst part "
    "is ...','This means I ...'],'example':'For example'},{'t':'textbox','id':'f'},"
    "{'t':'number','id':'g','from':0,'to':300,'unit':'minutes','value':20},"
    "{'t':'button','action':'x','label':'Secondary'},{'t':'button','action':'x','arg':2,'label':'Too painful. Show me "
    "an easier way','style':'caution','icon':'easier'},"
    "{'t':'entry','action':'go','label':'Steady my breathing','sub':'Two minutes','icon':'breath','tint':'calm'},"
    "{'t':'entry','label':'Your clinic','sub':'Weekdays, 8 to 5','icon':'person','trailing':'555 0142'},"
    "{'t':'status','tone':'good','text':'Saved'},{'t':'picture','file':'/x.svg','alt':'A picture'},"
    "{'t':'review','rows':[{'label':'My thought','text':'I will never be able to do normal things. By tonight I will "
    "be stuck in bed.','words':true,'action':'edit','arg':'x'},{'label':'Pain','text':'6'}]},"
    "{'t':'table','head':['Date','Total'],'rows':[['10 March','6.7'],['24 March','5.3']]},"
    "{'t':'row','body':[{'t':'ring','value':4,'of':8,'label':'of 8'},{'t':'group','body':[{'t':'heading','level':3,"
    "'text':'Set 1 of 3'},{'t':'small','text':'Use your hands if you like.'}]}]},"
    "{'t':'rule'},{'t':'space','size':24},"
    "{'t':'chart','title':'How much pain got in the way','points':[{'x':0,'y':6.7,'label':'10 Mar'},{'x':1,'y':5}],"
    "'from':0,'to':10,'summary':'Lower is better.'},"
    "{'t':'card','body':[{'t':'heading','level':2,'text':'Card'},{'t':'row','spread':true,'body':[{'t':'button','"
    "action':"
    "'s','label':'Start','style':'primary','icon':'play'},{'t':'button','action':'g','label':'Something gentler "
    "today','style':'ghost'}]}]},"
    "{'t':'panel','body':[{'t':'text','text':'In a panel'}]},"
    "{'t':'columns','weights':[2,1],'body':[{'t':'group','body':[{'t':'film','label':'Film'},{'t':'player','kind':"
    "'video','label':'Film'}]},{'t':'group','body':[{'t':'captions'},{'t':'clock','text_left':'%s left'},"
    "{'t':'button','action':'w','label':'Something got worse','style':'ghost','icon':'info'}]}]},"
    "{'t':'pacer','inhale':4,'exhale':6},{'t':'pacer','plain':true}],"
    "'footer':{'back':{'t':'button','action':'back','label':'Back','icon':'arrow-left'},'middle':{'t':'button','action'"
    ":"
    "'skip','label':'Skip this question','style':'ghost'},'primary':{'t':'button','action':'continue','label':"
    "'Continue','icon_after':'arrow-right'}}}";

static bool inside(struct rect in, struct rect out, int slack) {
    return in.x >= out.x - slack && in.y >= out.y - slack && in.x + in.w <= out.x + out.w + slack &&
           in.y + in.h <= out.y + out.h + slack;
}

static bool overlap(struct rect a, struct rect b) {
    return a.w > 0 && b.w > 0 && a.h > 0 && b.h > 0 && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
           b.y < a.y + a.h;
}

static void complain(const struct scene *s, const struct node *n, const char *what) {
    print_error("%dx%d %d%%: node %d, kind %d, \"%s\" at %d,%d %dx%d %s\n", s->m.w, s->m.h, s->look.text_percent,
                n->serial, (int)n->kind,
                n->label != NULL  ? n->label
                : n->text != NULL ? n->text
                                  : "",
                n->at.x, n->at.y, n->at.w, n->at.h, what);
    fail();
}

static void check_pieces(const struct scene *s, const struct node *n) {
    for (size_t i = 0; i < n->block_count; i++) {
        const struct block *b = &n->blocks[i];
        bool unused = n->kind == NODE_TEXTBOX || n->kind == NODE_STEPS || n->kind == NODE_TOGGLE ||
                      n->kind == NODE_VOLUME || (n->kind == NODE_SCALE && b->h == 0);
        for (size_t k = 0; k < b->count && !unused; k++) {
            const struct piece *p = &b->pieces[k];
            struct rect at = {n->at.x + b->x + p->x, n->at.y + b->y + p->y, p->w, p->h};
            struct rect room = n->at;
            room.h += n->kind == NODE_TOOL || n->fixed ? p->h : 0;
            if (p->text[0] != '\0' && !inside(at, room, 2))
                complain(s, n, "has text outside of it");
        }
    }
}

static void check_node(const struct scene *s, const struct node *n) {
    struct rect window = {0, n->fixed ? 0 : -100000, s->m.w, n->fixed ? s->m.h : 200000};
    if (!node_is_shown(n))
        return;
    if (!inside(n->at, window, 0))
        complain(s, n, "is outside the window");
    if (n->parent != NULL && n->parent->at.w > 0 && !inside(n->at, n->parent->at, 1))
        complain(s, n, "is outside its parent");
    if (node_is_target(n) && (press_rect(s, n).h < 56 || press_rect(s, n).w < 56))
        complain(s, n, "is too small a target");
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        for (const struct node *d = c->next; d != NULL; d = d->next) {
            if (!c->hidden && !d->hidden && overlap(c->at, d->at))
                complain(s, c, "lies over its neighbour");
        }
    }
    if (n->kind == NODE_TEXTBOX && n->first != NULL && n->first->at.y < n->at.y + n->blocks[1].y + n->blocks[1].h + 4)
        complain(s, n, "has chips over its hint");
    check_pieces(s, n);
}

static void check_frame(const struct scene *s) {
    const struct page *p = s->page;
    const struct node *title = p->title;
    for (const struct node *n = p->tools->first; n != NULL; n = n->next) {
        for (size_t i = 0; i < title->block_count; i++) {
            struct rect words = {title->at.x + title->blocks[i].x, title->at.y, title->blocks[i].w, title->at.h};
            if (overlap(words, n->at))
                complain(s, n, "lies over the title");
        }
        assert_true(n->at.y + n->at.h <= s->view.y);
    }
    assert_true(s->view.y >= s->topbar.y + s->topbar.h);
    if (p->notice != NULL)
        assert_true(p->notice->at.y >= s->view.y + s->view.h && p->notice->at.y + p->notice->at.h <= s->footer.y);
    if (p->back != NULL)
        assert_true(inside(p->back->at, s->footer, 0));
}

static void test_everything_fits(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (int percent = 100; percent <= 200; percent += 25) {
            fake_look(&f, sizes[i][0], sizes[i][1], percent);
            fake_page(&f, everything);
            for (size_t k = 0; k < f.scene->page->count; k++)
                check_node(f.scene, f.scene->page->nodes[k]);
            check_frame(f.scene);
        }
    }
    fake_end(&f);
}

static const char *const question =
    "{'name':'ask.scale','step':'pain#1','title':'Check-in','sub':'Step 2 of 11','progress':0.18,"
    "'tools':['listen','text','help'],'column':'question','body':["
    "{'t':'heading','level':1,'text':'How strong is your pain right now?'},"
    "{'t':'lead','text':'Choose the number that fits best.'},"
    "{'t':'scale','id':'pain','low':'No pain','high':'Bad'}]," FAKE_FOOTER "}";

/* Places of the target picture c-pain-scale-light.png (1920x1080). */
static void test_target_picture(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, question);
    const struct node *heading = f.scene->page->body->first;
    const struct node *scale = heading->next->next;
    struct rect at = node_rect(f.scene, heading);
    assert_int_equal(at.x, 440);
    assert_int_equal(at.y, 168);
    at = node_rect(f.scene, scale->first);
    assert_int_equal(at.x, 440);
    assert_int_equal(at.y, 353);
    assert_int_equal(at.h, 104);
    assert_int_equal(node_rect(f.scene, scale->last).x + scale->last->at.w, 1480);
    at = f.scene->page->primary->at;
    assert_int_equal(at.x, 1200);
    assert_int_equal(at.y, 980);
    assert_int_equal(at.w, 280);
    assert_int_equal(at.h, 80);
    assert_int_equal(f.scene->footer.y, 960);
    fake_end(&f);
}

static void test_narrow_scale_has_two_rows(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_look(&f, 1024, 600, 200);
    fake_page(&f, question);
    const struct node *scale = page_find_id(f.scene->page, "pain");
    int rows = 1;
    int in_first = 0;
    for (const struct node *c = scale->first; c != NULL; c = c->next) {
        rows += c->next != NULL && c->next->at.y > c->at.y;
        in_first += c->at.y == scale->first->at.y;
    }
    assert_int_equal(rows, 2);
    assert_int_equal(in_first, 6); /* 0 to 5 */
    assert_int_equal(scale->first->next->at.h, 78);
    fake_end(&f);
}

static void list_text(const struct draw_list *list, struct text *out) {
    for (size_t i = 0; i < list->count; i++) {
        const struct draw *d = &list->items[i];
        text_addf(out, "%d %d %d %d %d %08x %08x %g %g %g %s\n", (int)d->kind, d->at.x, d->at.y, d->at.w, d->at.h,
                  d->fill, d->edge, (double)d->edge_px, (double)d->a, (double)d->c, d->text != NULL ? d->text : "");
    }
}

static void test_same_page_same_list(void **state) {
    (void)state;
    struct fake f;
    struct text first;
    struct text second;
    struct draw_list list;
    fake_begin(&f);
    text_init(&first);
    text_init(&second);
    draw_list_init(&list);
    fake_page(&f, everything);
    scene_draw(f.scene, 1000, &list);
    list_text(&list, &first);
    fake_page(&f, question);
    scene_draw(f.scene, 1000, &list);
    fake_page(&f, everything);
    scene_draw(f.scene, 1000, &list);
    list_text(&list, &second);
    assert_true(list.count > 30);
    assert_string_equal(first.bytes, second.bytes);
    draw_list_finish(&list);
    text_finish(&first);
    text_finish(&second);
    fake_end(&f);
}

static void test_drawing_measures_nothing_anew(void **state) {
    (void)state;
    struct fake f;
    struct draw_list list;
    struct text page;
    fake_begin(&f);
    text_init(&page);
    draw_list_init(&list);
    text_add(&page, "{'name':'long','body':[");
    for (int i = 0; i < 300; i++)
        text_addf(&page, "%s{'t':'text','text':'row %d of many rows'}", i > 0 ? "," : "", i);
    text_add(&page, "]}");
    fake_page(&f, page.bytes);
    size_t laid = f.calls;
    assert_true(laid < 3000); /* each word and each line once, though the page was tried with and without More */
    scene_draw(f.scene, 1000, &list);
    assert_int_equal(f.calls, laid);
    assert_true(list.count < 80); /* what is below the view is left out */
    text_finish(&page);
    draw_list_finish(&list);
    fake_end(&f);
}

/* A lead that is all there is to read is never dropped; one above a field is, where the page would not fit. */
static void test_small_window_loses_nothing(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_look(&f, 1024, 600, 200);
    fake_page(&f, "{'name':'say','body':[{'t':'heading','text':'Heading'},{'t':'lead','text':'All there is.'},{'t':"
                  "'text','text':'a\\n\\nb\\n\\nc\\n\\nd\\n\\ne\\n\\nf\\n\\ng\\n\\nh'}]," FAKE_FOOTER "}");
    assert_false(f.scene->page->body->first->next->hidden);
    assert_true(scroll_unread(f.scene));
    fake_page(&f, question);
    assert_int_equal(f.scene->page->body->first->next->hidden, f.scene->tight_fit);
    fake_end(&f);
}

static void test_wrong_kind(void **state) {
    (void)state;
    struct fake f;
    struct error err = {0};
    fake_begin(&f);
    json_t *page = fake_json("{'name':'x','body':[{'t':'headign','text':'x'}]}");
    assert_false(scene_set_page(f.scene, page, 0, &err));
    assert_int_equal(err.code, ERROR_FORMAT);
    assert_non_null(strstr(err.text, "\"heading\""));
    json_decref(page);
    fake_end(&f);
}

static void test_right_to_left_mirrors(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, question);
    int x;
    int y;
    fake_find(&f, "Continue", &x, &y);
    assert_int_equal(x, 1340);
    struct scene_look look = *scene_look(f.scene);
    look.right_to_left = true;
    scene_set_look(f.scene, &look);
    fake_find(&f, "Continue", &x, &y);
    assert_int_equal(x, 1919 - 1340);
    assert_string_equal(fake_tap_at(&f, x, y), "continue");
    fake_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_fits),
        cmocka_unit_test(test_target_picture),
        cmocka_unit_test(test_narrow_scale_has_two_rows),
        cmocka_unit_test(test_same_page_same_list),
        cmocka_unit_test(test_drawing_measures_nothing_anew),
        cmocka_unit_test(test_small_window_loses_nothing),
        cmocka_unit_test(test_wrong_kind),
        cmocka_unit_test(test_right_to_left_mirrors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
