/* Figures in thousandths: no float decides whether a change is real, and a chart's range and steps are round. */
#include "cmocka_all.h"

#include "outcome/measure.h"
#include "report/chart.h"

#include <stdlib.h>
#include <string.h>

static struct measure peg(void) {
    struct measure m = {
        .id = "peg", .name = "PEG", .decimals = 1, .high_milli = 10000, .mark_milli = 1000, .known = true};
    return m;
}

/* Every score of PEG against the same one a point lower or higher: 1.0 is always exactly 1.0. */
static void test_exactly_one_point(void **state) {
    (void)state;
    struct measure m = peg();
    for (int tenths = 10; tenths <= 100; tenths++) {
        int64_t high = measure_milli(&m, tenths / 10.0), low = measure_milli(&m, (tenths - 10) / 10.0);
        assert_int_equal(high - low, 1000);
        assert_int_equal(measure_change(&m, high, low), CHANGE_BETTER);
        assert_int_equal(measure_change(&m, low, high), CHANGE_WORSE);
        assert_int_equal(measure_change(&m, low, high - 100), CHANGE_SMALL);
    }
    m.higher_is_better = true;
    assert_int_equal(measure_change(&m, 3000, 4000), CHANGE_BETTER);
    m.mark_milli = 0;
    assert_int_equal(measure_change(&m, 3000, 4000), CHANGE_UNJUDGED);
}

static void test_numbers_in_words(void **state) {
    (void)state;
    char out[WORDS_MAX];
    assert_string_equal(words_milli(4700, 1, out), "4.7");
    assert_string_equal(words_milli(4700, 0, out), "5");
    assert_string_equal(words_milli(-40, 1, out), "0.0");
    assert_string_equal(words_milli(-1050, 2, out), "\xE2\x88\x92"
                                                    "1.05");
    assert_string_equal(words_points(1000, 1, out), "1.0 point");
    assert_string_equal(words_points(900, 1, out), "0.9 points");
    assert_string_equal(words_minutes(20, out), "under 1");
    assert_string_equal(words_period("2026-03-10T09:00:00+01:00", "2026-04-14", out), "10 March to 14 April 2026");
    assert_string_equal(words_period("2025-12-10", "2026-04-14", out), "10 December 2025 to 14 April 2026");
    assert_string_equal(words_date("never", out), "no date");
    assert_string_equal(words_id("not_today", "x", out), "Not today");
    assert_string_equal(words_id("<b>", "x", out), "x");
}

static void test_no_table_no_verdict(void **state) {
    (void)state;
    struct measure m = measure_of(NULL, "mood", "Mood");
    char *words = measure_sentence(&m, 3000, 4500);
    assert_non_null(strstr(words, "not known here"));
    free(words);
    assert_int_equal(measure_milli(&m, 1e300), 0);
}

static void test_round_ranges(void **state) {
    (void)state;
    json_t *points = json_pack("[{s:i}, {s:i}]", "milli", 3000, "milli", 27000);
    struct chart c = {.points = points};
    chart_range(&c);
    assert_int_equal(c.low_milli, 0);
    assert_int_equal(c.high_milli, 30000);
    assert_int_equal(chart_step(10000), 2000);
    assert_int_equal(chart_step(100000), 20000);
    json_object_set_new(json_array_get(points, 0), "milli", json_integer(-3500));
    chart_range(&c);
    assert_true(c.low_milli <= -3500 && c.low_milli % chart_step(c.high_milli - c.low_milli) == 0);
    json_decref(points);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exactly_one_point),
        cmocka_unit_test(test_numbers_in_words),
        cmocka_unit_test(test_no_table_no_verdict),
        cmocka_unit_test(test_round_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
