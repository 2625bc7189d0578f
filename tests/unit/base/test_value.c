/* base/value: reading with a default, one spelling per value, text for people. */
#include "base/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

static json_t *parsed(const char *utf8) {
    struct error err;
    json_t *value = value_parse(utf8, strlen(utf8), &err);
    assert_non_null(value);
    return value;
}

static void expect_dump(const char *in, const char *out) {
    json_t *value = parsed(in);
    char *dump = value_dump(value);
    assert_string_equal(dump, out);
    free(dump);
    json_decref(value);
}

static void expect_text(const char *in, const char *out) {
    json_t *value = parsed(in);
    char *text = value_text(value);
    assert_string_equal(text, out);
    free(text);
    json_decref(value);
}

static void reads_members_of_the_right_type(void **state) {
    (void)state;
    json_t *o = parsed("{\"s\":\"word\",\"i\":7,\"r\":2.5,\"t\":true,\"f\":false,\"n\":null}");
    assert_string_equal(value_string(o, "s", "-"), "word");
    assert_int_equal(value_int(o, "i", -1), 7);
    assert_true(value_number(o, "i", -1) == 7.0);
    assert_true(value_number(o, "r", -1) == 2.5);
    assert_int_equal(value_int(o, "r", -1), 3);
    assert_true(value_bool(o, "t", false));
    assert_false(value_bool(o, "f", true));
    json_decref(o);
}

static void reads_the_default_otherwise(void **state) {
    (void)state;
    json_t *o = parsed("{\"s\":\"7\",\"i\":7,\"n\":null}"), *list = parsed("[1]");
    assert_string_equal(value_string(o, "i", "-"), "-");
    assert_null(value_string(o, "absent", NULL));
    assert_int_equal(value_int(o, "s", -1), -1);
    assert_true(value_number(o, "n", -1) == -1.0);
    assert_true(value_bool(o, "i", true));
    assert_string_equal(value_string(NULL, "s", "-"), "-");
    assert_int_equal(value_int(NULL, "i", -1), -1);
    assert_int_equal(value_int(list, "i", -1), -1);
    json_decref(o);
    json_decref(list);
}

static void whole_numbers_are_integers(void **state) {
    (void)state;
    static const struct {
        double number;
        bool is_integer;
    } cases[] = {
        {0, true},    {-0.0, true},  {6, true},     {-3, true}, {9007199254740991.0, true}, {9007199254740992.0, false},
        {3.5, false}, {-0.1, false}, {1e300, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *v = value_from_number(cases[i].number);
        assert_int_equal(json_is_integer(v), cases[i].is_integer);
        assert_true(json_number_value(v) == cases[i].number);
        json_decref(v);
    }
    assert_true(json_is_null(value_from_number((double)NAN)));
    assert_true(json_is_null(value_from_number((double)INFINITY)));
}

static void dump_has_one_spelling(void **state) {
    (void)state;
    expect_dump(" { \"b\" : 1 , \"a\" : [ true , null , \"x\" ] } ", "{\"a\":[true,null,\"x\"],\"b\":1}");
    expect_dump("{\"b\":{\"z\":1,\"y\":2},\"a\":0}", "{\"a\":0,\"b\":{\"y\":2,\"z\":1}}");
    expect_dump("0.1", "0.1");
    expect_dump("\"\\u00e9\"", "\"\xC3\xA9\"");
    expect_dump("null", "null");
    expect_dump("[]", "[]");
}

static void dump_and_parse_are_inverse(void **state) {
    (void)state;
    json_t *one = parsed("{\"list\":[1,2.25,\"a\\nb\",{\"deep\":[[]]}],\"yes\":true}");
    char *dump = value_dump(one);
    json_t *two = parsed(dump);
    assert_true(json_equal(one, two));
    free(dump);
    json_decref(one);
    json_decref(two);
}

static void text_is_for_people(void **state) {
    (void)state;
    expect_text("6", "6");
    expect_text("3.5", "3.5");
    expect_text("true", "true");
    expect_text("\"as it is\"", "as it is");
    expect_text("[\"sad\",\"tired\",2]", "sad, tired, 2");
    expect_text("[]", "");
    expect_text("null", "");
    char *text = value_text(NULL);
    assert_string_equal(text, "");
    free(text);
}

static void parse_refuses_what_is_not_json(void **state) {
    (void)state;
    static const char *const bad[] = {"",     "{",   "{\"a\":1,\"a\":2}", "1 2", "{'a':1}", "nulll", "\"\xC3(\"",
                                      "[1,]", "NaN", "\"\\ud800\""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error err;
        error_clear(&err);
        assert_null(value_parse(bad[i], strlen(bad[i]), &err));
        assert_int_equal(err.code, ERROR_FORMAT);
        assert_true(err.text[0] != '\0');
        assert_null(value_parse(bad[i], strlen(bad[i]), NULL));
    }
}

static void sets_members(void **state) {
    (void)state;
    json_t *o = json_object();
    value_set_string(o, "s", "word");
    value_set_string(o, "none", NULL);
    value_set_number(o, "whole", 4.0);
    value_set_number(o, "part", 4.5);
    value_set_int(o, "i", -9);
    value_set_bool(o, "b", true);
    value_set_int(o, "i", 10); /* again: replaced */
    char *dump = value_dump(o);
    assert_string_equal(dump, "{\"b\":true,\"i\":10,\"none\":null,\"part\":4.5,\"s\":\"word\",\"whole\":4}");
    free(dump);
    json_decref(o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_members_of_the_right_type), cmocka_unit_test(reads_the_default_otherwise),
        cmocka_unit_test(whole_numbers_are_integers),      cmocka_unit_test(dump_has_one_spelling),
        cmocka_unit_test(dump_and_parse_are_inverse),      cmocka_unit_test(text_is_for_people),
        cmocka_unit_test(parse_refuses_what_is_not_json),  cmocka_unit_test(sets_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
