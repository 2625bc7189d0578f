/* Prescriptions: which of a person's hold, and whether one makes sense. Each change is a fact of its own. */
#include "course/inside.h"

#include <string.h>

struct gather {
    json_t *newest; /* {course: prescription}, in the order they were first prescribed */
};

static bool gather_fact(void *context, const struct fact *fact) {
    struct gather *g = context;
    const char *course = value_string(fact->value, "course", "");
    const json_t *before = json_object_get(g->newest, course);
    json_t *now = json_deep_copy(fact->value);
    value_set_string(now, "id", fact->id);
    value_set_int(now, "at_ms", fact->at_ms);
    value_set_int(now, "versions", value_int(before, "versions", 0) + 1);
    json_object_set_new(g->newest, course, now);
    return true;
}

json_t *course_prescriptions(struct store *s, const char *person, bool ended, struct error *err) {
    struct gather g = {.newest = json_object()};
    json_t *list = fact_each(s, person, COURSE_PRESCRIPTION, gather_fact, &g, err) ? json_array() : NULL, *one;
    const char *course;
    if (list != NULL)
        json_object_foreach(g.newest, course, one) if (ended || value_string(one, "ended", NULL) == NULL)
            json_array_append(list, one);
    json_decref(g.newest);
    return list;
}

static bool date_check(const json_t *object, const char *name, const char *what, struct error *err) {
    int64_t day;
    const char *date = value_string(object, name, "");
    return date_parse(date, &day) ||
           error_set(err, ERROR_FORMAT, "%s takes a date like 2026-04-14, not \"%s\".", what, date);
}

static bool pauses_check(const json_t *prescription, struct error *err) {
    size_t i;
    json_t *pause;
    json_array_foreach(json_object_get(prescription, "pauses"), i, pause) {
        if (!date_check(pause, "from", "A pause", err) || !date_check(pause, "to", "A pause", err))
            return false;
        if (day_of(pause, "to", 0) < day_of(pause, "from", 0))
            return error_set(err, ERROR_FORMAT, "A pause ends before it begins: %s..%s.",
                             value_string(pause, "from", ""), value_string(pause, "to", ""));
    }
    return true;
}

static bool in_plan(const json_t *prescription, const char *module) {
    size_t i;
    json_t *unit;
    json_array_foreach(json_object_get(json_object_get(prescription, "plan"), "units"), i,
                       unit) if (strcmp(value_string(unit, "module", ""), module) == 0) return true;
    return false;
}

static bool module_check(const json_t *prescription, const char *module, struct error *err) {
    return in_plan(prescription, module) || error_set(err, ERROR_FORMAT, "The course %s has no module \"%s\".",
                                                      value_string(prescription, "course", ""), module);
}

bool course_prescription_check(const json_t *prescription, struct error *err) {
    double pace = value_number(prescription, "pace", 1);
    const char *old;
    size_t i;
    json_t *one;
    if (!date_check(prescription, "start", "--start", err) || !pauses_check(prescription, err))
        return false;
    if (!(pace >= 0.5 && pace <= 4))
        return error_set(err, ERROR_FORMAT, "A pace is 0.5 (half as long) to 4 (four times as long), not %g.", pace);
    json_array_foreach(
        json_object_get(prescription, "skip"), i,
        one) if (!module_check(prescription, json_is_string(one) ? json_string_value(one) : "", err)) return false;
    json_object_foreach(json_object_get(prescription, "substitute"), old,
                        one) if (!module_check(prescription, old, err)) return false;
    return true;
}
