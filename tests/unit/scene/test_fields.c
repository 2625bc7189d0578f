/* Setting fields as the robot does, and what stays when the same screen is shown again. A refused value changes
 * nothing, and its message says what the field can take. Values that a page gives always win over what was
 * there. */
#include "fake.h"

static const char *const form =
    "{'name':'form','step':'f','body':[{'t':'scale','id':'s'},{'t':'choice','id':'one','options':[{'value':'a','label':"
    "'A'},{'value':2,'label':'B'}]},{'t':'choice','id':'many','multi':true,'at_most':2,'options':[{'value':'a','label':"
    "'A'},{'value':'b','label':'B'},{'value':'c','label':'C'}],'other':{'label':'Else'}},{'t':'yesno','id':'y'},"
    "{'t':'textbox','id':'t'},{'t':'number','id':'n','from':0,'to':20}]," FAKE_FOOTER "}";

static bool set(struct fake *f, const char *id, const char *value, struct error *err) {
    json_t *v = fake_json(value);
    bool taken = scene_set_field(f->scene, id, v, err);
    json_decref(v);
    return taken;
}

static const struct {
    const char *id, *value, *fields; /* fields NULL: refused */
} table[] = {
    {"s", "4", "{'s':4}"},
    {"s", "4.0", "{'s':4}"},
    {"s", "11", NULL},
    {"s", "4.5", NULL},
    {"s", "'4'", NULL},
    {"s", "null", "{}"},
    {"one", "'a'", "{'one':'a'}"},
    {"one", "2", "{'one':2}"},
    {"one", "'z'", NULL},
    {"one", "['a']", NULL},
    {"many", "['c','a']", "{'many':['c','a']}"},
    {"many", "['a','typed']", "{'many':['a','typed']}"},
    {"many", "['a','b','c']", NULL},
    {"many", "'a'", NULL},
    {"y", "true", "{'y':true}"},
    {"y", "1", NULL},
    {"t", "'words'", "{'t':'words'}"},
    {"t", "''", "{}"},
    {"t", "3", NULL},
    {"n", "7.5", "{'n':7.5}"},
    {"n", "21", NULL},
    {"nobody", "1", NULL},
};

static void test_set(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct fake f;
        struct error err = {0};
        fake_begin(&f);
        fake_page(&f, form);
        assert_int_equal(set(&f, table[i].id, table[i].value, &err), table[i].fields != NULL);
        fake_fields(&f, table[i].fields != NULL ? table[i].fields : "{}");
        assert_true(table[i].fields != NULL || err.text[0] != '\0');
        fake_end(&f);
    }
}

static void test_refusals_say_what_can_be(void **state) {
    (void)state;
    struct fake f;
    struct error err = {0};
    fake_begin(&f);
    fake_page(&f, form);
    set(&f, "one", "'z'", &err);
    assert_string_equal(err.text, "The field \"one\" cannot take this value. It takes one of \"a\", 2.");
    set(&f, "s", "11", &err);
    assert_string_equal(err.text,
                        "The field \"s\" cannot take this value. It takes a number from 0 to 10 in steps of 1.");
    set(&f, "nobody", "1", &err);
    assert_int_equal(err.code, ERROR_MISSING);
    assert_non_null(strstr(err.text, "\"many\""));
    fake_end(&f);
}

static void test_same_screen_keeps_answers(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, form);
    set(&f, "s", "4", NULL);
    set(&f, "many", "['a','typed']", NULL);
    focus_set(f.scene, page_find_id(f.scene->page, "t"), false);
    fake_type(&f, "half a sen");
    fake_key(&f, "Left");
    int ref = f.scene->focus->ref;
    fake_page(&f, form);
    fake_fields(&f, "{'many':['a','typed'],'s':4,'t':'half a sen'}");
    assert_int_equal(f.scene->focus->ref, ref);
    fake_type(&f, "!");
    fake_key(&f, "Ctrl+Z");
    fake_key(&f, "Ctrl+Z"); /* undo was kept as well */
    fake_fields(&f, "{'many':['a','typed'],'s':4}");
    fake_end(&f);
}

static void test_given_values_win(void **state) {
    (void)state;
    struct fake f;
    fake_begin(&f);
    fake_page(&f, "{'name':'x','step':'1','body':[{'t':'textbox','id':'t'},{'t':'scale','id':'s'}]}");
    fake_type(&f, "old");
    fake_page(&f, "{'name':'x','step':'1','body':[{'t':'textbox','id':'t','value':'new'},{'t':'scale','id':'s','value':"
                  "3}]}");
    fake_fields(&f, "{'s':3,'t':'new'}");
    fake_page(&f, "{'name':'x','step':'2','body':[{'t':'textbox','id':'t'},{'t':'scale','id':'s'}]}");
    fake_fields(&f, "{}"); /* another step begins empty */
    fake_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_refusals_say_what_can_be),
        cmocka_unit_test(test_same_screen_keeps_answers),
        cmocka_unit_test(test_given_values_win),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
