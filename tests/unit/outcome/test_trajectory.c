/* A person's own course as data: points in order, the band's mark, and the same judgement as the report's. */
#include "cmocka_all.h"

#include "outcome/measure.h"

#include <string.h>

static const int64_t day_ms = 86400000;

static json_t *tables(void) {
    return json_pack("{s:{s:s, s:i, s:[i, i], s:s, s:{s:f, s:s}}}", "peg", "title", "PEG: pain", "decimals", 1, "range",
                     0, 10, "direction", "lower is better", "important_change", "value", 1.0, "source",
                     "Reed DE et al. 2024: in six trials");
}

/* Totals two weeks apart from 10 March 2026, noon. */
static json_t *course(const double *totals, size_t count) {
    json_t *history = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(history, json_pack("{s:I, s:s, s:{s:f}}", "at_ms",
                                                 (json_int_t)(1773140400000 + (int64_t)i * 14 * day_ms), "session", "s",
                                                 "value", "total", totals[i]));
    return history;
}

static json_t *trajectory(const char *id, const double *totals, size_t count) {
    json_t *t = tables(), *history = course(totals, count);
    struct measure m = measure_of(t, id, id);
    json_t *made = measure_trajectory(&m, history);
    json_decref(t);
    json_decref(history);
    return made;
}

static void expect_change(const double *totals, size_t count, const char *change) {
    json_t *t = trajectory("peg", totals, count);
    assert_string_equal(value_string(t, "change", "none"), change);
    json_decref(t);
}

static void test_points(void **state) {
    (void)state;
    json_t *t = trajectory("peg", (double[]){6.7, 6.3, 4.7}, 3), *points = json_object_get(t, "points");
    assert_int_equal(json_array_size(points), 3);
    assert_string_equal(value_string(json_array_get(points, 0), "date", ""), "2026-03-10");
    assert_int_equal(value_int(json_array_get(points, 1), "x", 0) - value_int(json_array_get(points, 0), "x", 0), 14);
    assert_float_equal(value_number(json_array_get(points, 2), "y", 0), 4.7, 1e-9);
    assert_string_equal(value_string(t, "name", ""), "PEG");
    assert_string_equal(value_string(t, "better", ""), "lower");
    assert_string_equal(value_string(t, "cite", ""), "Reed DE et al. 2024");
    assert_float_equal(value_number(t, "mark", 0), 1, 1e-9);
    assert_float_equal(value_number(t, "to", 0), 10, 1e-9);
    json_decref(t);
}

static void test_change_is_the_reports(void **state) {
    (void)state;
    expect_change((double[]){6.7, 5.7}, 2, "better"); /* exactly the mark counts */
    expect_change((double[]){6.7, 5.8}, 2, "small");
    expect_change((double[]){6.7, 9, 6.7}, 3, "same");
    expect_change((double[]){3, 4.3}, 2, "worse");
    expect_change((double[]){3}, 1, "none");
    expect_change(NULL, 0, "none");
}

static void test_unknown_is_not_judged(void **state) {
    (void)state;
    json_t *t = trajectory("minutes", (double[]){5, 12, 23}, 3);
    assert_string_equal(value_string(t, "change", ""), "unjudged");
    assert_string_equal(value_string(t, "better", "?"), "");
    assert_float_equal(value_number(t, "to", 0), 30, 1e-9);
    assert_float_equal(value_number(t, "mark", -1), 0, 1e-9);
    json_decref(t);
    t = trajectory("change", (double[]){-4, 2}, 2);
    assert_float_equal(value_number(t, "from", 0), -10, 1e-9);
    json_decref(t);
}

/* What a hand-made or damaged record may hold is passed over. */
static void test_odd_values(void **state) {
    (void)state;
    json_t *t = tables();
    struct measure m = measure_of(t, "peg", "peg");
    json_t *history =
        json_pack("[{s:I, s:s}, {s:I, s:{s:n}}, {s:I, s:f}, s]", "at_ms", (json_int_t)0, "value", "high", "at_ms",
                  (json_int_t)0, "value", "total", "at_ms", (json_int_t)1773140400000, "value", 5.25, "x");
    json_t *made = measure_trajectory(&m, history);
    assert_int_equal(json_array_size(json_object_get(made, "points")), 1);
    json_decref(made);
    json_decref(history);
    json_decref(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_points), cmocka_unit_test(test_change_is_the_reports),
                                       cmocka_unit_test(test_unknown_is_not_judged), cmocka_unit_test(test_odd_values)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
