/* The outline of three pages, word for word, and that a ref stays with its node while the screen stays. What
 * the robot and speech depend on is written out here in full: a change of these texts is a change of the
 * contract. */
#include "fake.h"

/* One line per node: ref role "label" =value text, then * for focus, - for disabled. */
static void expect(struct fake *f, const char *expected) {
    json_t *outline = scene_outline(f->scene);
    struct text out;
    size_t i;
    json_t *n;
    text_init(&out);
    json_array_foreach(json_object_get(outline, "nodes"), i, n) {
        char *value = value_dump(json_object_get(n, "value"));
        const char *text = value_string(n, "text", "");
        text_addf(&out, "%s %s \"%s\" %s", value_string(n, "ref", "?"), value_string(n, "role", "?"),
                  value_string(n, "label", "?"), value);
        text_addf(&out, "%s%s%s%s\n", text[0] != '\0' ? " " : "", text, value_bool(n, "focused", false) ? " *" : "",
                  value_bool(n, "enabled", false) ? "" : " -");
        assert_int_equal(json_array_size(json_object_get(n, "bounds")), 4);
        free(value);
    }
    assert_string_equal(out.bytes, expected);
    text_finish(&out);
    json_decref(outline);
}

static void test_scale(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, "{'name':'ask.scale','step':'pain#1','title':'Check-in','sub':'Step 2 of 11','progress':0.25,'tools':"
                  "['text','help'],'body':[{'t':'heading','level':1,'text':'How strong?'},{'t':'scale','id':'pain',"
                  "'from':0,'to':2,'low':'No','high':'Bad'}]," FAKE_FOOTER "}");
    expect(&f, "n1 progress \"\" 0.25\n"
               "n2 text \"Check-in\" null Step 2 of 11\n"
               "n4 heading \"How strong?\" null How strong?\n"
               "n5 scale \"How strong?\" null 0 = No, 2 = Bad\n"
               "n6 option \"0\" 0\n"
               "n7 option \"1\" 1\n"
               "n8 option \"2\" 2\n"
               "n10 button \"Back\" null\n"
               "n12 button \"Continue\" null\n"
               "n14 button \"Text size\" null\n"
               "n15 button \"Help now\" null\n");
    json_t *outline = scene_outline(f.scene);
    assert_string_equal(value_string(outline, "name", ""), "ask.scale");
    assert_string_equal(value_string(outline, "step", ""), "pain#1");
    assert_string_equal(value_string(outline, "title", ""), "Check-in");
    assert_true(value_number(outline, "progress", 0) > 0.24);
    json_decref(outline);
    fake_end(&f);
}

static void test_form(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_look(&f, 1080, 1920, 100); /* all of it in sight: no More */
    fake_page(&f,
              "{'name':'form','step':'f','body':[{'t':'yesno','id':'y','label':'Did you sleep?','value':false},"
              "{'t':'choice','id':'c','label':'Mood','options':[{'value':'sad','label':'Sad'}]},{'t':'textbox','id':"
              "'t','label':'Thought'},{'t':'number','id':'n','label':'Minutes','value':5},{'t':'picture','file':"
              "'/x.png','alt':'A hill'},{'t':'picture','file':'/y.png'},{'t':'button','action':'x','label':'Off',"
              "'enabled':false}]}");
    expect(&f, "n3 choice \"Did you sleep?\" false\n"
               "n4 option \"Yes\" true\n"
               "n5 option \"No\" false\n"
               "n6 choice \"Mood\" null\n"
               "n7 option \"Sad\" \"sad\"\n"
               "n8 textbox \"Thought\" null *\n"
               "n9 number \"Minutes\" 5\n"
               "n10 button \"Minus\" null\n"
               "n11 button \"Plus\" null\n"
               "n12 image \"A hill\" null\n"
               "n14 button \"Off\" null -\n");
    fake_end(&f);
}

static void test_practice(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_look(&f, 1080, 1920, 100);
    fake_page(&f, "{'name':'breathe','step':'b','body':[{'t':'pacer','inhale':4,'exhale':6,'label':'Breathing'},{'t':"
                  "'clock','text_left':'%s left'},{'t':'player','kind':'audio','label':'Body scan'},{'t':'captions'},"
                  "{'t':'status','tone':'caution','text':'Take care'},{'t':'review','rows':[{'label':'Pain','text':"
                  "'6','action':'edit','arg':'pain#1'}]},{'t':'table','head':['A','B'],'rows':[['1','2']]}],"
                  "'notice':{'tone':'info','text':'Saved.'}}");
    struct scene_live live = {.position_ms = 5500, .duration_ms = 65500, .captions_on = true, .caption = "Rest here."};
    scene_set_live(f.scene, &live);
    expect(&f, "n3 pacer \"Breathing\" 5.5 Breathe out\n"
               "n4 text \"\" null 1 minute left\n"
               "n5 player \"Body scan\" 5.5\n"
               "n7 button \"Quieter\" null\n"
               "n9 button \"Louder\" null\n"
               "n10 button \"Back 15 s\" null\n"
               "n11 button \"Ahead 15 s\" null\n"
               "n12 button \"Captions on\" null\n"
               "n13 text \"\" null Rest here.\n"
               "n14 status \"\" null Take care\n"
               "n16 row \"Pain\" null 6\n"
               "n17 button \"Edit\" null\n"
               "n18 table \"\" null\n"
               "n19 row \"\" null A\tB\n"
               "n20 row \"\" null 1\t2\n"
               "n21 status \"\" null Saved.\n");
    fake_end(&f);
}

static int ref_of(struct fake *f, const char *label) {
    json_t *outline = scene_outline(f->scene);
    size_t i;
    json_t *n;
    int ref = 0;
    json_array_foreach(json_object_get(outline, "nodes"), i, n) {
        if (strcmp(value_string(n, "label", ""), label) == 0)
            ref = (int)strtol(value_string(n, "ref", "n0") + 1, NULL, 10);
    }
    json_decref(outline);
    return ref;
}

static void test_refs_stay(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, "{'name':'x','step':'1','body':[{'t':'textbox','id':'t','label':'T'}]," FAKE_FOOTER "}");
    int field = ref_of(&f, "T");
    int go_on = ref_of(&f, "Continue");
    fake_page(&f, "{'name':'x','step':'1','body':[{'t':'heading','text':'New'},{'t':'textbox','id':'t','label':'T',"
                  "'problem':'Please write.'}]," FAKE_FOOTER "}");
    assert_int_equal(ref_of(&f, "T"), field);
    assert_int_equal(ref_of(&f, "Continue"), go_on);
    assert_true(ref_of(&f, "New") > go_on);
    fake_end(&f);
}

static void test_find(void **state) {
    (void)state;
    struct fake f;
    struct error err = {0};
    int x;
    int y;
    char ref[16];
    fake_begin(&f);
    fake_page(&f, "{'name':'x','body':[{'t':'heading','text':'Continue'}]," FAKE_FOOTER "}");
    assert_true(scene_find(f.scene, NULL, "Continue", &x, &y, &err)); /* the button, not the heading */
    assert_true(y > 900);
    assert_false(scene_find(f.scene, NULL, "continue", &x, &y, &err));
    assert_non_null(strstr(err.text, "\"Back\", \"Continue\""));
    snprintf(ref, sizeof ref, "n%d", f.scene->page->back->ref);
    assert_true(scene_find(f.scene, ref, NULL, &x, &y, &err));
    assert_string_equal(fake_tap_at(&f, x, y), "back");
    assert_false(scene_find(f.scene, "n999", NULL, &x, &y, &err));
    fake_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scale),     cmocka_unit_test(test_form), cmocka_unit_test(test_practice),
        cmocka_unit_test(test_refs_stay), cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
