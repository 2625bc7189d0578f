/* The suggestion: drawn to the course's default while little is known, sure only with figures behind it, and never past
 * the prescription, a stop for pain, or what the person wants. */
#include "course/suggest.h"

#include "base/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

enum { DAY = 20600 };

struct world {
    json_t *plan, *record, *modules, *choices;
};

static struct world make(void) {
    struct world w = {.plan = json_pack("{s:s, s:[{s:s,s:s},{s:s,s:s},{s:s,s:s},{s:s,s:s}], s:{s:s,s:s}}", "state",
                                        "running", "units", "module", "breath", "state", "due", "module", "walk",
                                        "state", "due", "module", "rise", "state", "enough", "module", "later", "state",
                                        "later", "next", "kind", "unit", "module", "breath"),
                      .record = json_pack("{s:[], s:{}}", "sessions", "values"),
                      .modules = json_pack("{s:{s:s}, s:{s:s}, s:{s:s}}", "breath", "kind", "mindfulness", "walk",
                                           "kind", "mindfulness", "rise", "kind", "exercise"),
                      .choices = json_object()};
    assert_non_null(w.plan);
    assert_non_null(w.modules);
    return w;
}

static void finish(struct world *w) {
    json_decref(w->plan);
    json_decref(w->record);
    json_decref(w->modules);
    json_decref(w->choices);
}

static void rated(struct world *w, const char *module, int days_ago, double change) {
    json_array_append_new(json_object_get(w->record, "sessions"),
                          json_pack("{s:s, s:i, s:s, s:i, s:f}", "module", module, "day", DAY - days_ago, "outcome",
                                    "completed", "seconds", 180, "change", change));
}

static void ended(struct world *w, const char *module, int days_ago, const char *outcome) {
    json_array_append_new(json_object_get(w->record, "sessions"),
                          json_pack("{s:s, s:i, s:s, s:i, s:n}", "module", module, "day", DAY - days_ago, "outcome",
                                    outcome, "seconds", 60, "change"));
}

static void state(struct world *w, int unit, const char *state) {
    value_set_string(json_array_get(json_object_get(w->plan, "units"), (size_t)unit), "state", state);
}

static json_t *suggest(const struct world *w) {
    return course_suggestion(w->plan, w->record, w->modules, w->choices, DAY);
}

static const json_t *evidence(const json_t *suggestion, const char *module) {
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(suggestion, "evidence"), i,
                       one) if (strcmp(value_string(one, "module", ""), module) == 0) return one;
    return NULL;
}

/* module NULL: none is suggested, and that is why. */
static void expect_suggestion(const struct world *w, const char *module, const char *code) {
    json_t *s = suggest(w);
    const char *is = value_string(s, "module", NULL);
    assert_string_equal(value_string(json_object_get(s, "reason"), "code", ""), code);
    if (module == NULL)
        assert_null(is);
    else
        assert_string_equal(is != NULL ? is : "none", module);
    json_decref(s);
}

static void expect_left_out(const struct world *w, const char *module, const char *why) {
    json_t *s = suggest(w);
    const char *is = value_string(evidence(s, module), "left_out", "");
    assert_string_equal(is, why);
    json_decref(s);
}

static void walk_helps(struct world *w) {
    for (int i = 1; i <= 8; i++) {
        rated(w, "walk", i * 2, 2.5 + 0.2 * (i % 3));
        rated(w, "breath", i * 2, 0.1 * (i % 3));
    }
}

static void nothing_is_known(void **state_) {
    (void)state_;
    struct world w = make();
    expect_suggestion(&w, NULL, "too_few");
    rated(&w, "walk", 1, 9);
    rated(&w, "walk", 2, 9);
    expect_suggestion(&w, NULL, "too_few"); /* however large, two are too few */
    finish(&w);
}

static void what_helps_more(void **state_) {
    (void)state_;
    struct world w = make();
    walk_helps(&w);
    json_t *s = suggest(&w);
    assert_string_equal(value_string(s, "module", ""), "walk");
    assert_string_equal(value_string(s, "instead_of", ""), "breath");
    assert_string_equal(value_string(s, "sure", ""), "very");
    assert_int_equal(value_int(json_object_get(s, "reason"), "rated", 0), 8);
    const json_t *e = evidence(s, "walk");
    assert_float_equal(value_number(json_object_get(s, "reason"), "mean", 0), value_number(e, "mean", 1), 1e-9);
    double mean = value_number(e, "mean", 0), expected = value_number(e, "expected", 0);
    assert_true(expected < mean && expected > 1); /* drawn to what all do */
    assert_true(value_number(e, "low", 0) < expected && value_number(e, "high", 0) > expected);
    assert_null(evidence(s, "later")); /* not opened */
    json_decref(s);
    finish(&w);
}

static void the_plan_stands(void **state_) {
    (void)state_;
    struct world w = make();
    for (int i = 1; i <= 6; i++) {
        rated(&w, "walk", i, i % 2 == 0 ? 1.2 : -1);
        rated(&w, "breath", i, i % 2 == 0 ? 1 : -1);
    }
    expect_suggestion(&w, NULL, "no_difference");
    finish(&w);
    w = make();
    for (int i = 1; i <= 6; i++) {
        rated(&w, "breath", i, 2);
        rated(&w, "walk", i, 0);
    }
    expect_suggestion(&w, NULL, "plan_agrees");
    value_set_string(json_object_get(w.plan, "next"), "kind", "measure");
    expect_suggestion(&w, NULL, "plan_first");
    finish(&w);
}

static void never_past_the_prescription(void **state_) {
    (void)state_;
    struct world w = make();
    for (int i = 1; i <= 9; i++) {
        rated(&w, "rise", i, 4);
        rated(&w, "later", i, 5);
        rated(&w, "breath", i, 0);
    }
    expect_left_out(&w, "rise", "enough");
    json_t *s = suggest(&w);
    assert_null(value_string(s, "module", NULL));
    json_decref(s);
    state(&w, 0, "enough"); /* all done today: what is not an exercise may be done again */
    state(&w, 1, "enough");
    json_object_set_new(w.plan, "next", json_null());
    expect_left_out(&w, "rise", "enough");
    s = suggest(&w);
    assert_true(value_bool(s, "extra", false));
    assert_null(value_string(s, "module", NULL));
    json_decref(s);
    value_set_string(w.plan, "state", "paused");
    s = suggest(&w);
    assert_true(json_is_null(s));
    json_decref(s);
    finish(&w);
}

static void left_out_with_a_reason(void **state_) {
    (void)state_;
    struct world w = make();
    walk_helps(&w);
    json_object_set_new(w.choices, "not", json_pack("[s]", "walk"));
    expect_left_out(&w, "walk", "not_wanted");
    json_object_clear(w.choices);
    ended(&w, "walk", 6, "stopped_pain");
    expect_left_out(&w, "walk", "hurt");
    expect_suggestion(&w, NULL, "plan_agrees");
    finish(&w);

    w = make();
    walk_helps(&w);
    ended(&w, "walk", 7, "stopped_pain"); /* a week ago */
    expect_suggestion(&w, "walk", "helps_more");
    json_object_set_new(w.record, "snoozed", json_pack("{s:i}", "walk", DAY));
    expect_left_out(&w, "walk", "snoozed");
    json_object_set_new(w.choices, "off", json_true());
    json_t *s = suggest(&w);
    assert_true(json_is_null(s));
    json_decref(s);
    finish(&w);

    w = make();
    for (int i = 0; i < 12; i++)
        rated(&w, "walk", i, -3);
    expect_left_out(&w, "walk", "worse");
    finish(&w);
}

static void what_is_old_weighs_less(void **state_) {
    (void)state_;
    struct world w = make();
    for (int i = 0; i < 6; i++) {
        rated(&w, "walk", 400 + i, 4);
        rated(&w, "walk", i, 0);
        rated(&w, "breath", i, 1);
    }
    json_t *s = suggest(&w);
    assert_true(value_number(evidence(s, "walk"), "expected", 9) < value_number(evidence(s, "breath"), "expected", 0));
    json_decref(s);
    finish(&w);
}

/* Calm now is not weighed against strength in some weeks. */
static void kinds_apart(void **state_) {
    (void)state_;
    struct world w = make();
    walk_helps(&w);
    json_object_set_new(w.modules, "breath", json_pack("{s:s}", "kind", "exercise"));
    expect_left_out(&w, "walk", "other_kind");
    expect_suggestion(&w, NULL, "plan_agrees");
    state(&w, 0, "enough");
    state(&w, 1, "enough");
    json_object_set_new(w.plan, "next", json_null());
    expect_suggestion(&w, "walk", "helps_more"); /* on top, against nothing at all */
    finish(&w);
}

/* Whatever the record: figures stay within the scale and their own range, a suggestion is one that is due and of the
 * same kind as what is planned, and never made on a chance below three in four. */
static void random_records(void **state_) {
    (void)state_;
    static const char *const modules[] = {"breath", "walk", "rise", "later"};
    struct rng rng;
    rng_init(&rng, 7, "suggest");
    for (int round = 0; round < 300; round++) {
        struct world w = make();
        int count = (int)(rng_next(&rng) % 40);
        for (int i = 0; i < count; i++)
            rated(&w, modules[rng_next(&rng) % 4], (int)(rng_next(&rng) % 200),
                  (double)(rng_next(&rng) % 201) / 10 - 10);
        json_t *s = suggest(&w), *one;
        const char *module = value_string(s, "module", NULL);
        double probability = value_number(s, "probability", 0.8);
        assert_true(module == NULL || strcmp(module, "walk") == 0);
        assert_true(probability >= 0.75 && probability <= 1);
        size_t n;
        json_array_foreach(json_object_get(s, "evidence"), n, one) {
            double low = value_number(one, "low", 0), high = value_number(one, "high", 0);
            double expected = value_number(one, "expected", 0), mean = value_number(one, "mean", 0);
            assert_true(isfinite(expected) && low <= expected && expected <= high);
            assert_true(fabs(expected) <= 10 && (value_int(one, "rated", 0) == 0 || fabs(mean) <= 10));
        }
        json_decref(s);
        finish(&w);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_known),
        cmocka_unit_test(what_helps_more),
        cmocka_unit_test(the_plan_stands),
        cmocka_unit_test(never_past_the_prescription),
        cmocka_unit_test(left_out_with_a_reason),
        cmocka_unit_test(what_is_old_weighs_less),
        cmocka_unit_test(kinds_apart),
        cmocka_unit_test(random_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
