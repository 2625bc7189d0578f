/* What flags need of a person's prescriptions; see flags.h. All of it comes from course_plan() on one day or another.
 */
#include "course/flags.h"

#include "course/course.h"

#include <string.h>
#include <time.h>

/* The moment a day of practice begins, by this machine's local time. */
static int64_t day_ms(int64_t day) {
    time_t noon = (time_t)(day * 86400 + 43200);
    struct tm tm;
    gmtime_r(&noon, &tm);
    tm.tm_hour = COURSE_DAY_TURNS_AT;
    tm.tm_min = tm.tm_sec = 0;
    tm.tm_isdst = -1;
    return (int64_t)mktime(&tm) * 1000;
}

static int64_t date_ms(const char *date, int64_t otherwise) {
    int64_t day;
    return date != NULL && date_parse(date, &day) ? day_ms(day) : otherwise;
}

static void add_pauses(json_t *out, const json_t *prescription) {
    json_t *pauses = json_array(), *pause;
    size_t i;
    json_array_foreach(json_object_get(prescription, "pauses"), i, pause) {
        int64_t from = date_ms(value_string(pause, "from", NULL), 0), to = date_ms(value_string(pause, "to", NULL), 0);
        json_array_append_new(pauses, json_pack("[I, I]", (json_int_t)from, (json_int_t)(to + 86400000)));
    }
    json_object_set_new(out, "pauses", pauses);
}

/* The day after which so many days of the course have counted: pauses move it. */
static int64_t day_of_course(const json_t *prescription, const json_t *record, int64_t start, int64_t wanted) {
    for (int64_t day = start; day < start + 400; day++) {
        json_t *plan = course_plan(prescription, record, day);
        int64_t is = value_int(plan, "day", 0);
        json_decref(plan);
        if (is >= wanted)
            return day;
    }
    return start + wanted;
}

static void add_behind(json_t *out, const json_t *prescription, const json_t *record, int64_t start) {
    json_t *nothing = json_object();
    int64_t day = day_of_course(prescription, nothing, start, FLAG_BEHIND_DAY + 1);
    json_t *plan = course_plan(prescription, record, day);
    if (value_bool(plan, "behind", false))
        value_set_int(out, "behind_ms", day_ms(day));
    json_decref(plan);
    json_decref(nothing);
}

static void add_progress(json_t *out, const json_t *plan) {
    int64_t done = 0, of = 0;
    size_t i;
    json_t *unit;
    json_array_foreach(json_object_get(plan, "units"), i, unit) {
        bool skipped = strcmp(value_string(unit, "state", ""), "skipped") == 0;
        of += skipped ? 0 : 1;
        done += !skipped && value_int(unit, "finished", 0) > 0 ? 1 : 0;
    }
    value_set_int(out, "done", done);
    value_set_int(out, "of", of);
}

static json_t *plan_of(const json_t *prescription, const json_t *record) {
    int64_t start = 0, last = value_int(record, "last_day", 0);
    date_parse(value_string(prescription, "start", ""), &start);
    json_t *plan = course_plan(prescription, record, last > start ? last : start), *out = json_object();
    int64_t ends = date_ms(value_string(plan, "ends", NULL), INT64_MAX);
    value_set_string(out, "id", value_string(prescription, "course", ""));
    value_set_string(out, "title", value_string(plan, "title", ""));
    value_set_string(out, "state", value_string(plan, "state", ""));
    value_set_int(out, "start_ms", day_ms(start));
    add_progress(out, plan);
    bool complete = value_int(out, "of", 0) > 0 && value_int(out, "done", 0) == value_int(out, "of", 0);
    value_set_int(out, "ends_ms", complete && day_ms(last) < ends ? day_ms(last) : ends);
    add_pauses(out, prescription);
    add_behind(out, prescription, record, start);
    json_decref(plan);
    return out;
}

json_t *flags_plans(struct store *s, const char *person, const json_t *record, struct error *err) {
    json_t *prescriptions = course_prescriptions(s, person, false, err), *plans, *one;
    size_t i;
    if (prescriptions == NULL)
        return NULL;
    plans = json_array();
    json_array_foreach(prescriptions, i, one) json_array_append_new(plans, plan_of(one, record));
    json_decref(prescriptions);
    return plans;
}
