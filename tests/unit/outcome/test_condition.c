/* Conditions of an instrument's items: every operator, skipped answers, lists of answers, all and any. */
#include "cmocka_all.h"
#include "outcome/condition.h"

#include <string.h>

static const json_t *answer(void *context, const char *item) {
    return json_object_get(context, item);
}

static bool holds(const char *when, const char *answers) {
    struct error err = {0};
    json_t *w = value_parse(when, strlen(when), &err), *a = value_parse(answers, strlen(answers), &err);
    assert_non_null(w);
    assert_non_null(a);
    bool yes = condition_holds(w, answer, a);
    json_decref(w);
    json_decref(a);
    return yes;
}

#define TEST(op, value) "{\"all\":[{\"item\":\"a\",\"op\":\"" op "\",\"value\":" value "}]}"

static void test_operators(void **state) {
    (void)state;
    assert_true(holds(TEST("=", "3"), "{\"a\":3}"));
    assert_true(holds(TEST("=", "3"), "{\"a\":3.0}"));
    assert_false(holds(TEST("=", "3"), "{\"a\":\"3\"}"));
    assert_true(holds(TEST("!=", "3"), "{\"a\":4}"));
    assert_true(holds(TEST(">", "3"), "{\"a\":4}"));
    assert_false(holds(TEST(">", "3"), "{\"a\":3}"));
    assert_true(holds(TEST(">=", "3"), "{\"a\":3}"));
    assert_true(holds(TEST("<", "3"), "{\"a\":2.5}"));
    assert_false(holds(TEST("<=", "3"), "{\"a\":3.5}"));
    assert_true(holds(TEST("=", "true"), "{\"a\":true}"));
    assert_false(holds(TEST("=", "false"), "{\"a\":true}"));
    assert_true(holds(TEST(">", "\"2026-01-31\""), "{\"a\":\"2026-02-01\"}"));
    assert_false(holds(TEST("about", "3"), "{\"a\":3}"));
}

static void test_no_answer(void **state) {
    (void)state;
    assert_false(holds(TEST("=", "3"), "{}"));
    assert_false(holds(TEST("<", "3"), "{\"a\":null}"));
    assert_true(holds(TEST("!=", "3"), "{}"));
    assert_true(holds(TEST("exists", "false"), "{}"));
    assert_false(holds(TEST("exists", "true"), "{\"a\":null}"));
    assert_true(holds(TEST("exists", "true"), "{\"a\":0}"));
}

static void test_lists(void **state) {
    (void)state;
    assert_true(holds(TEST("=", "\"x\""), "{\"a\":[\"w\",\"x\"]}"));
    assert_false(holds(TEST("!=", "\"x\""), "{\"a\":[\"w\",\"x\"]}"));
    assert_true(holds(TEST("!=", "\"x\""), "{\"a\":[\"w\"]}"));
}

static void test_all_and_any(void **state) {
    (void)state;
    const char *all = "{\"all\":[{\"item\":\"a\",\"value\":1},{\"item\":\"b\",\"value\":2}]}";
    const char *any = "{\"any\":[{\"item\":\"a\",\"value\":1},{\"item\":\"b\",\"value\":2}]}";
    assert_true(holds(all, "{\"a\":1,\"b\":2}"));
    assert_false(holds(all, "{\"a\":1}"));
    assert_true(holds(any, "{\"b\":2}"));
    assert_false(holds(any, "{\"b\":1}"));
    assert_true(holds("{}", "{}"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_operators), cmocka_unit_test(test_no_answer),
                                       cmocka_unit_test(test_lists), cmocka_unit_test(test_all_and_any)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
