/* The plan of a day: every unit and measure, what comes next and why, and the sums. */
#include "course/inside.h"

#include <stdio.h>
#include <string.h>

static bool has_state(const json_t *item, const char *state) {
    return strcmp(value_string(item, "state", ""), state) == 0;
}

/* How much of this week's practice is done, in thousandths; what is done once comes first. */
static int64_t rank(const json_t *unit) {
    int64_t target = value_int(unit, "week_target", 0);
    return target > 0 ? 1 + value_int(unit, "week_done", 0) * 1000 / target : 0;
}

/* "Not today", of a unit or a measure; a questionnaire without a module of its own is one by itself. */
static bool is_snoozed(const json_t *record, const json_t *item, int64_t day) {
    char by_itself[128];
    snprintf(by_itself, sizeof by_itself, "measure-%s", value_string(item, "instrument", ""));
    const char *module = value_string(item, "module", by_itself);
    return value_int(json_object_get(record, "snoozed"), module, INT64_MIN) >= day;
}

static json_t *why(const json_t *unit) {
    const json_t *reason = json_object_get(unit, "reason");
    int64_t target = value_int(unit, "week_target", 0);
    if (json_is_object(reason))
        return json_incref((json_t *)reason);
    if (target == 0)
        return json_pack("{s:s}", "code", "first");
    return json_pack("{s:s, s:I, s:I}", "code", "of_week", "done", (json_int_t)value_int(unit, "week_done", 0),
                     "target", (json_int_t)target);
}

static json_t *next_unit(const json_t *units, const json_t *record, int64_t day) {
    const json_t *best = NULL;
    size_t i;
    json_t *unit;
    json_array_foreach(units, i, unit) if (has_state(unit, "due") && !is_snoozed(record, unit, day) &&
                                           (best == NULL || rank(unit) < rank(best))) best = unit;
    return best == NULL ? NULL
                        : json_pack("{s:s, s:O, s:n, s:o}", "kind", "unit", "module", json_object_get(best, "module"),
                                    "instrument", "why", why(best));
}

static json_t *next_measure(const json_t *measures, const json_t *record, int64_t day) {
    size_t i;
    json_t *m;
    json_array_foreach(measures, i, m) if (has_state(m, "due") && !is_snoozed(record, m, day)) return json_pack(
        "{s:s, s:O, s:O, s:{s:s, s:O}}", "kind", "measure", "module", json_object_get(m, "module"), "instrument",
        json_object_get(m, "instrument"), "why", "code", "measure", "at", json_object_get(m, "at"));
    return NULL;
}

/* The next unit to open by itself. */
static json_t *soon(const json_t *units) {
    const json_t *best = NULL;
    size_t i;
    json_t *unit;
    json_array_foreach(units, i, unit) if (has_state(unit, "later") &&
                                           (best == NULL || strcmp(value_string(unit, "opens", ""),
                                                                   value_string(best, "opens", "")) < 0)) best = unit;
    return best == NULL ? json_null()
                        : json_pack("{s:O, s:O}", "module", json_object_get(best, "module"), "on",
                                    json_object_get(best, "opens"));
}

static const char *state_of(const struct calendar *c, const json_t *units, int64_t day) {
    size_t i;
    json_t *unit;
    if (day < c->start)
        return "before";
    if (day < c->ends)
        return calendar_is_paused(c, day) ? "paused" : "running";
    json_array_foreach(units, i,
                       unit) if (!has_state(unit, "skipped") && value_int(unit, "finished", 0) == 0) return "over";
    return "complete";
}

static void add_sums(json_t *out, const json_t *units) {
    int64_t planned = 0, counted = 0;
    bool behind = false;
    size_t i;
    json_t *unit;
    json_array_foreach(units, i, unit) {
        planned += value_int(unit, "planned", 0);
        counted += value_int(unit, "counted", 0);
        behind = behind || value_bool(unit, "behind", false);
    }
    value_set_int(out, "planned", planned);
    value_set_int(out, "counted", counted);
    value_set_bool(out, "behind", behind);
    json_object_set_new(out, "adherence", planned > 0 ? json_real((double)counted / (double)planned) : json_null());
}

/* Practice and sessions of the course's own modules, week by week; days with practice. */
static void add_dose(json_t *out, const struct calendar *c, const json_t *units, const json_t *record, int64_t day) {
    json_t *weeks = json_array(), *mine = json_array(), *unit, *session;
    int64_t seconds = 0, finished = 0, days = 0, last = INT64_MIN;
    size_t i;
    json_array_foreach(units, i, unit) json_array_append(mine, json_object_get(unit, "module"));
    for (int w = 0; day >= c->start && w < calendar_week(c, day < c->ends ? day : c->ends - 1); w++)
        json_array_append_new(weeks, json_pack("{s:i, s:i, s:i}", "week", w + 1, "seconds", 0, "finished", 0));
    json_array_foreach(json_object_get(record, "sessions"), i, session) {
        int64_t at = value_int(session, "day", 0), spent = value_int(session, "seconds", 0);
        if (at < c->start || at > day || !text_in(mine, value_string(session, "module", "")))
            continue;
        json_t *week = json_array_get(weeks, (size_t)calendar_week(c, at) - 1);
        int64_t done = session_counts(session) ? 1 : 0;
        if (week != NULL) {
            value_set_int(week, "seconds", value_int(week, "seconds", 0) + spent);
            value_set_int(week, "finished", value_int(week, "finished", 0) + done);
        }
        seconds += spent;
        finished += done;
        days += (spent > 0 || done > 0) && at != last ? 1 : 0;
        last = spent > 0 || done > 0 ? at : last;
    }
    value_set_int(out, "seconds", seconds);
    value_set_int(out, "finished", finished);
    value_set_int(out, "days", days);
    json_object_set_new(out, "weeks_of", weeks);
    json_decref(mine);
}

static json_t *heading(const json_t *prescription, const struct calendar *c, int64_t day) {
    const json_t *plan = json_object_get(prescription, "plan");
    bool paused = calendar_is_paused(c, day) && day >= c->start && day < c->ends;
    int week = calendar_week(c, day);
    json_t *out = json_pack("{s:s, s:s, s:s, s:o, s:i, s:o, s:s?}", "course", value_string(prescription, "course", ""),
                            "title", value_string(plan, "title", ""), "start", value_string(prescription, "start", ""),
                            "ends", date_json(c->ends), "weeks", c->weeks, "paused_until",
                            paused ? date_json(calendar_pause_ends(c, day)) : json_null(), "message",
                            value_string(prescription, "message", NULL));
    value_set_int(out, "day", day < c->start ? 0 : calendar_counted(c, day) + 1);
    value_set_int(out, "week", day < c->start ? 0 : week > c->weeks ? c->weeks : week);
    const json_t *limits = json_object_get(prescription, "limits");
    json_object_set_new(out, "limits", limits != NULL ? json_incref((json_t *)limits) : json_object());
    return out;
}

json_t *course_plan(const json_t *prescription, const json_t *record, int64_t day) {
    const json_t *plan = json_object_get(prescription, "plan");
    struct calendar c;
    json_t *units = json_array(), *unit, *next = NULL;
    size_t i;
    calendar_of(&c, prescription);
    json_array_foreach(json_object_get(plan, "units"), i, unit)
        json_array_append_new(units, plan_unit(prescription, unit, &c, record, day));
    json_t *measures = plan_measures(plan, &c, record, day), *out = heading(prescription, &c, day);
    const char *state = state_of(&c, units, day);
    value_set_string(out, "state", state);
    if (strcmp(state, "before") != 0 && strcmp(state, "paused") != 0) {
        next = next_measure(measures, record, day);
        next = next != NULL ? next : next_unit(units, record, day);
    }
    add_sums(out, units);
    add_dose(out, &c, units, record, day);
    json_object_set_new(out, "next", next != NULL ? next : json_null());
    json_object_set_new(out, "soon", soon(units));
    json_object_set_new(out, "units", units);
    json_object_set_new(out, "measures", measures);
    return out;
}
