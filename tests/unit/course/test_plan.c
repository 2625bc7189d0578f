/* Plans: what is due on which day, years ahead, across pauses, paces, midnight practice and changes of the clock. */
#include "course/course.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmocka_all.h"

static const char COURSE[] =
    "{\"course\":\"c\",\"version\":\"1\",\"start\":\"2026-01-05\",\"pace\":1,\"plan\":{\"title\":\"C\",\"weeks\":6,"
    "\"measures\":[{\"instrument\":\"peg\",\"at\":[\"start\",\"every 2 weeks\",\"end\",\"3 months\"]}],"
    "\"units\":[{\"module\":\"breath\",\"week\":1,\"practice\":\"5 per week\"},"
    "{\"module\":\"thought\",\"week\":2,\"after\":\"breath\",\"because\":\"B\"},"
    "{\"module\":\"sleep\",\"week\":3,\"when\":{\"of\":\"sleep\",\"below\":5,\"weeks\":2}}]}}";

struct world {
    json_t *prescription, *record;
};

static int64_t day(const char *date) {
    int64_t number;
    assert_true(date_parse(date, &number));
    return number;
}

static struct world make(void) {
    struct error err = {0};
    struct world w = {.prescription = value_parse(COURSE, strlen(COURSE), &err),
                      .record = json_pack("{s:[], s:{}}", "sessions", "values")};
    assert_non_null(w.prescription);
    return w;
}

static void finish(struct world *w) {
    json_decref(w->prescription);
    json_decref(w->record);
}

static void did(struct world *w, const char *module, const char *date, const char *outcome, int seconds) {
    json_array_append_new(json_object_get(w->record, "sessions"),
                          json_pack("{s:s, s:I, s:s, s:i}", "module", module, "day", (json_int_t)day(date), "outcome",
                                    outcome, "seconds", seconds));
}

static void value(struct world *w, const char *name, const char *date, double number) {
    json_t *values = json_object_get(w->record, "values"), *list = json_object_get(values, name);
    if (list == NULL) {
        list = json_array();
        json_object_set_new(values, name, list);
    }
    json_array_append_new(list, json_pack("{s:I, s:f}", "day", (json_int_t)day(date), "value", number));
}

static json_t *plan(struct world *w, const char *date) {
    return course_plan(w->prescription, w->record, day(date));
}

static const json_t *unit(const json_t *p, const char *module) {
    size_t i;
    json_t *u;
    json_array_foreach(json_object_get(p, "units"), i,
                       u) if (strcmp(value_string(u, "module", ""), module) == 0) return u;
    fail_msg("no unit %s", module);
    return NULL;
}

static void unit_is(struct world *w, const char *date, const char *module, const char *state) {
    json_t *p = plan(w, date);
    const char *is = value_string(unit(p, module), "state", "");
    if (strcmp(is, state) != 0)
        fail_msg("%s on %s is %s, not %s", module, date, is, state);
    json_decref(p);
}

static void plan_is(struct world *w, const char *date, const char *state) {
    json_t *p = plan(w, date);
    assert_string_equal(value_string(p, "state", ""), state);
    json_decref(p);
}

static void practice_by_the_week(void **state) {
    (void)state;
    struct world w = make();
    unit_is(&w, "2026-01-04", "breath", "later");
    plan_is(&w, "2026-01-04", "before");
    unit_is(&w, "2026-01-05", "breath", "due");
    did(&w, "breath", "2026-01-05", "completed", 180);
    unit_is(&w, "2026-01-05", "breath", "enough"); /* once a day */
    for (int i = 6; i <= 9; i++) {
        char date[16];
        snprintf(date, sizeof date, "2026-01-%02d", i);
        unit_is(&w, date, "breath", "due");
        did(&w, "breath", date, "completed", 180);
    }
    unit_is(&w, "2026-01-10", "breath", "enough"); /* five this week */
    unit_is(&w, "2026-01-12", "breath", "due");    /* a new week */
    json_t *p = plan(&w, "2026-01-12");
    assert_int_equal(value_int(p, "planned", -1), 5);
    assert_int_equal(value_int(p, "counted", -1), 5);
    assert_int_equal(value_int(p, "seconds", -1), 900);
    assert_int_equal(value_int(p, "days", -1), 5);
    assert_int_equal(value_int(p, "week", -1), 2);
    assert_float_equal(value_number(p, "adherence", -1), 1, 1e-9);
    json_decref(p);
    finish(&w);
}

static void one_unit_after_another(void **state) {
    (void)state;
    struct world w = make();
    unit_is(&w, "2026-01-11", "thought", "later");
    unit_is(&w, "2026-01-12", "thought", "locked");
    did(&w, "breath", "2026-01-12", "stopped", 30); /* left: practice, but not done */
    unit_is(&w, "2026-01-12", "thought", "locked");
    did(&w, "breath", "2026-01-13", "completed", 180);
    unit_is(&w, "2026-01-13", "thought", "due");
    json_t *p = plan(&w, "2026-01-13");
    value(&w, "peg", "2026-01-13", 5);
    json_decref(p);
    p = plan(&w, "2026-01-13");
    assert_string_equal(value_string(json_object_get(p, "next"), "module", ""), "thought");
    json_decref(p);
    did(&w, "thought", "2026-01-14", "completed", 0);
    unit_is(&w, "2026-01-14", "thought", "done");
    unit_is(&w, "2036-01-14", "thought", "done");
    finish(&w);
}

static void a_rule_opens_a_unit(void **state) {
    (void)state;
    struct world w = make();
    unit_is(&w, "2026-01-19", "sleep", "waiting");
    value(&w, "sleep", "2026-01-08", 3);
    value(&w, "sleep", "2026-01-15", 4.5);
    unit_is(&w, "2026-01-19", "sleep", "due");
    json_t *p = plan(&w, "2026-01-19"), *reason = json_object_get(unit(p, "sleep"), "reason");
    assert_string_equal(value_string(reason, "code", ""), "when");
    assert_string_equal(value_string(reason, "word", ""), "below");
    json_decref(p);
    value(&w, "sleep", "2026-01-16", 6);
    unit_is(&w, "2026-01-19", "sleep", "waiting");
    unit_is(&w, "2026-03-19", "sleep", "waiting"); /* nothing in the last two weeks */
    finish(&w);
}

static void pauses_and_pace_move_everything(void **state) {
    (void)state;
    struct world w = make();
    json_object_set_new(w.prescription, "pauses",
                        json_pack("[{s:s, s:s, s:s}]", "from", "2026-01-07", "to", "2026-01-20", "reason", "surgery"));
    plan_is(&w, "2026-01-06", "running");
    plan_is(&w, "2026-01-07", "paused");
    plan_is(&w, "2026-01-20", "paused");
    json_t *p = plan(&w, "2026-01-10");
    assert_string_equal(value_string(p, "paused_until", ""), "2026-01-21");
    assert_true(json_is_null(json_object_get(p, "next")));
    json_decref(p);
    did(&w, "breath", "2026-01-06", "completed", 60);
    unit_is(&w, "2026-01-25", "thought", "later"); /* day 7 of the course */
    unit_is(&w, "2026-01-26", "thought", "due");
    p = plan(&w, "2026-01-26");
    assert_string_equal(value_string(p, "ends", ""), "2026-03-02");
    assert_int_equal(value_int(p, "planned", -1), 5);
    json_decref(p);
    value_set_number(w.prescription, "pace", 2);
    unit_is(&w, "2026-01-26", "thought", "later");
    p = plan(&w, "2026-01-26");
    assert_string_equal(value_string(p, "ends", ""), "2026-04-13");
    json_decref(p);
    finish(&w);
}

static void skipped_and_substituted(void **state) {
    (void)state;
    struct world w = make();
    json_object_set_new(w.prescription, "skip", json_pack("[s]", "breath"));
    unit_is(&w, "2026-01-12", "breath", "skipped");
    unit_is(&w, "2026-01-12", "thought", "due"); /* what it came after is skipped */
    json_object_set_new(w.prescription, "substitute", json_pack("{s:s}", "thought", "letter"));
    unit_is(&w, "2026-01-12", "letter", "due");
    finish(&w);
}

static const char *measure_on(const json_t *p, const char *date) {
    size_t i;
    json_t *m;
    json_array_foreach(json_object_get(p, "measures"), i,
                       m) if (strcmp(value_string(m, "on", ""), date) == 0) return value_string(m, "state", "");
    return "";
}

static void measures_have_their_days(void **state) {
    (void)state;
    struct world w = make();
    json_t *p = plan(&w, "2026-01-05");
    assert_string_equal(measure_on(p, "2026-01-05"), "due");
    assert_string_equal(measure_on(p, "2026-01-19"), "later");
    assert_string_equal(measure_on(p, "2026-02-16"), "later"); /* the end */
    assert_string_equal(measure_on(p, "2026-04-05"), "later"); /* 3 months */
    assert_int_equal(json_array_size(json_object_get(p, "measures")), 5);
    assert_string_equal(value_string(json_object_get(p, "next"), "instrument", ""), "peg");
    json_decref(p);
    value(&w, "peg", "2026-01-02", 6); /* three days before the start */
    p = plan(&w, "2026-01-20");
    assert_string_equal(measure_on(p, "2026-01-05"), "done");
    assert_string_equal(measure_on(p, "2026-01-19"), "due");
    json_decref(p);
    p = plan(&w, "2026-02-03");
    assert_string_equal(measure_on(p, "2026-01-19"), "missed");
    assert_string_equal(measure_on(p, "2026-02-02"), "due");
    json_decref(p);
    finish(&w);
}

static void behind_is_said_late_and_taken_back(void **state) {
    (void)state;
    struct world w = make();
    json_t *p = plan(&w, "2026-01-09");
    assert_false(value_bool(p, "behind", true)); /* two planned: too early to tell */
    json_decref(p);
    p = plan(&w, "2026-01-14");
    assert_true(value_bool(p, "behind", false));
    json_decref(p);
    for (int i = 5; i < 14; i++) {
        char date[16];
        snprintf(date, sizeof date, "2026-01-%02d", i);
        did(&w, "breath", date, "completed", 60);
    }
    p = plan(&w, "2026-01-14");
    assert_false(value_bool(p, "behind", true));
    json_decref(p);
    finish(&w);
}

static void the_end(void **state) {
    (void)state;
    struct world w = make();
    plan_is(&w, "2026-02-15", "running");
    plan_is(&w, "2026-02-16", "over");
    did(&w, "breath", "2026-02-01", "completed", 60);
    did(&w, "thought", "2026-02-02", "completed", 0);
    did(&w, "sleep", "2026-02-02", "completed", 0);
    plan_is(&w, "2026-02-16", "complete");
    plan_is(&w, "2046-02-16", "complete");
    finish(&w);
}

/* Whatever was done: figures never shrink with time, never exceed what was planned, and any day can be asked. */
static void counts_only_grow(void **state) {
    (void)state;
    static const char *const modules[] = {"breath", "thought", "sleep", "other"};
    static const char *const outcomes[] = {"completed", "stopped", "open", "stopped_pain"};
    for (unsigned seed = 1; seed <= 40; seed++) {
        struct world w = make();
        int64_t start = day("2026-01-05"), seconds = 0, finished = 0, counted = 0;
        char date[16];
        srand(seed);
        for (int64_t d = start - 5; d < start + 80; d++)
            for (int n = rand() % 3; n > 0; n--)
                did(&w, modules[rand() % 4], date_text(d, date), outcomes[rand() % 4], rand() % 600);
        for (int64_t d = start - 10; d < start + 100; d++) {
            json_t *p = course_plan(w.prescription, w.record, d);
            assert_true(value_int(p, "seconds", -1) >= seconds);
            assert_true(value_int(p, "finished", -1) >= finished);
            assert_true(value_int(p, "counted", -1) <= value_int(p, "planned", -1));
            assert_true(value_int(p, "counted", -1) >= counted);
            seconds = value_int(p, "seconds", 0);
            finished = value_int(p, "finished", 0);
            counted = value_int(p, "counted", 0);
            json_decref(p);
        }
        json_t *p = course_plan(w.prescription, w.record, 0); /* the clock says 1970 */
        assert_string_equal(value_string(p, "state", ""), "before");
        json_decref(p);
        finish(&w);
    }
}

static int64_t wall(const char *zone, int y, int m, int d, int hour, int minute) {
    setenv("TZ", zone, 1);
    tzset();
    struct tm tm = {
        .tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = d, .tm_hour = hour, .tm_min = minute, .tm_isdst = -1};
    return (int64_t)mktime(&tm) * 1000;
}

static void the_day_turns_at_four(void **state) {
    (void)state;
    static const char *const zones[] = {"Europe/Berlin", "America/Santiago", "Australia/Sydney", "UTC"};
    for (size_t z = 0; z < 4; z++) {
        for (int64_t d = day("2026-01-01"); d < day("2027-01-03"); d++) {
            char date[16];
            int y, m, of_month;
            sscanf(date_text(d, date), "%d-%d-%d", &y, &m, &of_month);
            assert_int_equal(course_day(wall(zones[z], y, m, of_month, 12, 0)), d);
            assert_int_equal(course_day(wall(zones[z], y, m, of_month, 4, 0)), d);
            assert_int_equal(course_day(wall(zones[z], y, m, of_month, 3, 30)), d - 1);
            assert_int_equal(course_day(wall(zones[z], y, m, of_month, 23, 59)), d);
        }
    }
}

static void words_of_practice(void **state) {
    (void)state;
    assert_float_equal(course_practice_per_week("5 per week"), 5, 1e-9);
    assert_float_equal(course_practice_per_week("Daily"), 7, 1e-9);
    assert_float_equal(course_practice_per_week("twice a week"), 2, 1e-9);
    assert_float_equal(course_practice_per_week("3 times a week"), 3, 1e-9);
    assert_float_equal(course_practice_per_week("2 per day"), 14, 1e-9);
    assert_float_equal(course_practice_per_week("every day"), 7, 1e-9);
    assert_float_equal(course_practice_per_week("every 2 days"), 3.5, 1e-9);
    assert_float_equal(course_practice_per_week("weekly"), 1, 1e-9);
    assert_float_equal(course_practice_per_week("often"), 0, 1e-9);
    assert_float_equal(course_practice_per_week("5 per fortnight"), 0, 1e-9);
    assert_float_equal(course_practice_per_week("0 per week"), 0, 1e-9);
    assert_float_equal(course_practice_per_week(NULL), 0, 1e-9);
    assert_true(course_at_is_known("start") && course_at_is_known("every 2 weeks") && course_at_is_known("6 months"));
    assert_false(course_at_is_known("sometimes") || course_at_is_known("every") || course_at_is_known(""));
}

static bool has_module(void *context, const char *id) {
    (void)context;
    return strcmp(id, "a") == 0 || strcmp(id, "b") == 0 || strcmp(id, "c") == 0;
}

static bool has_instrument(void *context, const char *id) {
    (void)context;
    return strcmp(id, "peg") == 0;
}

static void says(const char *course, const char *part) {
    struct error err = {0};
    json_t *table = value_parse(course, strlen(course), &err);
    struct course_library library = {.has_module = has_module, .has_instrument = has_instrument};
    assert_non_null(table);
    json_t *list = course_problems(table, &library);
    char *all = value_dump(list);
    if (part == NULL ? json_array_size(list) != 0 : strstr(all, part) == NULL)
        fail_msg("%s\ngives %s\nwithout %s", course, all, part != NULL ? part : "(nothing)");
    free(all);
    json_decref(list);
    json_decref(table);
}

#define C(rest) "{\"id\":\"x\",\"version\":\"1\",\"title\":\"X\",\"weeks\":4," rest "}"
static void problems_of_courses(void **state) {
    (void)state;
    says(C("\"units\":[{\"module\":\"a\",\"week\":1},{\"module\":\"b\",\"week\":4,\"after\":\"a\"}],"
           "\"measures\":[{\"instrument\":\"peg\",\"at\":[\"start\"]}]"),
         NULL);
    says(C("\"units\":[{\"module\":\"z\",\"week\":1}]"), "no module \\\"z\\\"");
    says(C("\"units\":[{\"module\":\"a\",\"week\":5}]"), "week 5 of 4");
    says(C("\"units\":[{\"module\":\"a\"},{\"module\":\"a\"}]"), "twice");
    says(C("\"units\":[{\"module\":\"a\",\"practise\":\"daily\"}]"), "Did you mean \\\"practice\\\"");
    says(C("\"units\":[{\"module\":\"a\",\"practice\":\"often\"}]"), "says no number");
    says(C("\"units\":[{\"module\":\"a\",\"after\":\"c\"}]"), "no unit of this course");
    says(C("\"units\":[{\"module\":\"a\",\"after\":\"b\"},{\"module\":\"b\",\"after\":\"c\"},"
           "{\"module\":\"c\",\"after\":\"a\"}]"),
         "a after b after c after a");
    says(C("\"units\":[{\"module\":\"a\",\"after\":\"a\"}]"), "a after a");
    says(C("\"units\":[{\"module\":\"a\",\"when\":{\"of\":\"sleep\"}}]"), "one of below=");
    says(C("\"units\":[{\"module\":\"a\"}],\"measures\":[{\"instrument\":\"pge\",\"at\":[\"start\"]}]"),
         "no instrument \\\"pge\\\"");
    says(C("\"units\":[{\"module\":\"a\"}],\"measures\":[{\"instrument\":\"peg\",\"at\":[\"now\"]}]"),
         "at=\\\"now\\\"");
    says(C("\"units\":[]"), "needs units");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(practice_by_the_week),
        cmocka_unit_test(one_unit_after_another),
        cmocka_unit_test(a_rule_opens_a_unit),
        cmocka_unit_test(pauses_and_pace_move_everything),
        cmocka_unit_test(skipped_and_substituted),
        cmocka_unit_test(measures_have_their_days),
        cmocka_unit_test(behind_is_said_late_and_taken_back),
        cmocka_unit_test(the_end),
        cmocka_unit_test(counts_only_grow),
        cmocka_unit_test(the_day_turns_at_four),
        cmocka_unit_test(words_of_practice),
        cmocka_unit_test(problems_of_courses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
