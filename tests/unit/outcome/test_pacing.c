/* The quota rule over simulated weeks: never above a limit, never more after a flare-up or rising pain, small steps. */
#include "cmocka_all.h"

#include "base/rng.h"
#include "outcome/pacing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static json_t *turn(int64_t day, double did, double before, double after) {
    return json_pack("{s:I, s:f, s:f, s:f}", "day", (json_int_t)day, "did", did, "pain_before", before, "pain_after",
                     after);
}

static double quota_of(const struct pacing_rule *rule, const json_t *log, int64_t day) {
    json_t *plan = pacing_plan(rule, log, day, false);
    double quota = value_number(plan, "quota", -1);
    json_decref(plan);
    return quota;
}

static void expect_plan(const struct pacing_rule *rule, const json_t *log, int64_t day, bool flare, double quota,
                        const char *reason) {
    json_t *plan = pacing_plan(rule, log, day, flare);
    assert_string_equal(value_string(plan, "reason", ""), reason);
    assert_float_equal(value_number(plan, "quota", -1), quota, 1e-9);
    json_decref(plan);
}

/* Three tries of 10, 12 and 8 minutes. */
static json_t *tried(void) {
    json_t *log = json_array();
    json_array_append_new(log, turn(0, 10, 3, 3));
    json_array_append_new(log, turn(1, 12, 3, 4));
    json_array_append_new(log, turn(2, 8, 4, 4));
    return log;
}

static void test_baseline(void **state) {
    (void)state;
    struct pacing_rule rule = {0};
    json_t *log = json_array();
    expect_plan(&rule, log, 0, false, -1, "try");
    json_array_append_new(log, turn(0, 10, 3, 3));
    json_t *plan = pacing_plan(&rule, log, 1, false);
    assert_string_equal(value_string(plan, "phase", ""), "baseline");
    assert_int_equal(value_int(plan, "tries", 0), 1);
    json_decref(plan);
    json_decref(log);
    log = tried();
    expect_plan(&rule, log, 3, false, 8, "first"); /* 80 % of 10 */
    json_decref(log);
}

static void test_grows_after_three_good_times(void **state) {
    (void)state;
    struct pacing_rule rule = {0};
    json_t *log = tried();
    for (int i = 0; i < 2; i++)
        json_array_append_new(log, turn(3 + i, 8, 3, 3));
    expect_plan(&rule, log, 5, false, 8, "steady");
    json_array_append_new(log, turn(5, 8, 3, 2));
    expect_plan(&rule, log, 6, false, 9, "up");
    json_decref(log);
}

static void test_holds(void **state) {
    (void)state;
    struct pacing_rule rule = {.start = 10};
    json_t *log = json_array();
    json_array_append_new(log, turn(0, 10, 3, 4));
    expect_plan(&rule, log, 1, false, 10, "hold_rise");
    json_array_append_new(log, turn(1, 6, 3, 3));
    expect_plan(&rule, log, 2, false, 10, "hold_less");
    json_array_append_new(log, turn(2, 20, 3, 3));
    expect_plan(&rule, log, 3, false, 10, "hold_more");
    json_decref(log);
}

static void test_steps_back(void **state) {
    (void)state;
    struct pacing_rule rule = {.start = 10};
    json_t *log = json_array();
    json_array_append_new(log, turn(0, 10, 3, 5));
    expect_plan(&rule, log, 1, false, 8, "back_flare");
    for (int i = 0; i < 3; i++)
        json_array_append_new(log, turn(1 + i, 8, 3, 3));
    expect_plan(&rule, log, 4, false, 8, "hold_after");
    for (int i = 0; i < 3; i++)
        json_array_append_new(log, turn(4 + i, 8, 3, 3));
    expect_plan(&rule, log, 7, false, 9, "up");
    expect_plan(&rule, log, 7, true, 7, "back_flare");
    expect_plan(&rule, log, 30, false, 7, "gap");
    json_decref(log);
}

static void test_limits(void **state) {
    (void)state;
    struct pacing_rule rule = {.start = 30, .most = 31, .largest = 2};
    json_t *log = json_array();
    for (int i = 0; i < 3; i++)
        json_array_append_new(log, turn(i, 30, 3, 3));
    expect_plan(&rule, log, 3, false, 31, "up");
    for (int i = 0; i < 3; i++)
        json_array_append_new(log, turn(3 + i, 31, 3, 3));
    expect_plan(&rule, log, 6, false, 31, "limit");
    rule = (struct pacing_rule){.start = 30, .most = 5};
    expect_plan(&rule, NULL, 0, false, 5, "first");
    rule = (struct pacing_rule){.start = 0.2};
    expect_plan(&rule, NULL, 0, false, 1, "first");
    json_decref(log);
}

/* Made-up weeks of all sorts of days: what must hold on each of them. */
static void walk_weeks(uint64_t seed) {
    struct rng rng;
    rng_init(&rng, seed, "weeks");
    struct pacing_rule rule = {.start = rng_below(&rng, 3) == 0 ? 0 : 1 + (double)rng_below(&rng, 40),
                               .most = rng_below(&rng, 2) == 0 ? 0 : 1 + (double)rng_below(&rng, 60),
                               .largest = rng_below(&rng, 2) == 0 ? 0 : 1 + (double)rng_below(&rng, 5)};
    json_t *log = json_array();
    int64_t day = 20000;
    for (int i = 0; i < 120; i++) {
        double before = quota_of(&rule, log, day);
        double planned = before < 0 ? 1 + (double)rng_below(&rng, 30) : before;
        double did = floor(planned * (0.5 + (double)rng_below(&rng, 10) / 10.0));
        double pain = (double)rng_below(&rng, 9), after = pain + (double)rng_below(&rng, 5) - 1;
        json_t *now = turn(day, rng_below(&rng, 2) == 0 ? planned : did, pain, after < 0 ? 0 : after > 10 ? 10 : after);
        if (rng_below(&rng, 12) == 0)
            value_set_bool(now, "stopped", true);
        json_array_append_new(log, now);
        day += 1 + (rng_below(&rng, 30) == 0 ? 20 : 0);
        double next = quota_of(&rule, log, day);
        if (next < 0)
            continue;
        assert_true(next >= 1 || (rule.most > 0 && next <= rule.most));
        assert_true(rule.most <= 0 || next <= rule.most);
        if (before < 0)
            continue;
        bool worse = value_number(now, "pain_after", 0) > value_number(now, "pain_before", 0);
        if (worse || pacing_is_flare(now))
            assert_true(next <= before);
        double most = before * 0.1 < 1 ? 1 : before * 0.1;
        most = rule.largest > 0 && rule.largest < most ? rule.largest : most;
        assert_true(next - before <= most + 1e-9);
        assert_true(next >= floor(floor(before * 0.8) * 0.8) || next >= 1); /* a flare-up and a gap at once */
    }
    json_decref(log);
}

static void test_simulated_weeks(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++)
        walk_weeks(seed);
}

/* The same log asked twice, and longer, gives the same for the days it shares. */
static void test_odd_log(void **state) {
    (void)state;
    struct pacing_rule rule = {.start = 10};
    json_t *log =
        json_pack("[{}, s, {s:s}, {s:f}, {s:i, s:n}]", "x", "did", "many", "did", -3.0, "did", 10, "pain_after");
    expect_plan(&rule, log, 0, false, 10, "steady");
    json_decref(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_baseline), cmocka_unit_test(test_grows_after_three_good_times),
        cmocka_unit_test(test_holds),    cmocka_unit_test(test_steps_back),
        cmocka_unit_test(test_limits),   cmocka_unit_test(test_simulated_weeks),
        cmocka_unit_test(test_odd_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
