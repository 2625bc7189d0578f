/* How one unit of a course stands on a day: open or not and why, what was done of what was planned. */
#include "course/inside.h"

#include <math.h>
#include <string.h>

enum { BEHIND_AFTER_DAYS = 10, BEHIND_PLANNED = 3 };

/* What was done of one module since the start of its course. */
struct doing {
    int64_t finished, seconds, week_done, today, last, counted;
};

bool session_counts(const json_t *session) {
    const char *outcome = value_string(session, "outcome", "open");
    return strcmp(outcome, "open") != 0 && strcmp(outcome, "stopped") != 0;
}

/* The weeks of a practice begin on the day its unit opens. */
struct weeks {
    const struct calendar *c;
    int64_t opens, day;
    int target;
    double per_week;
};

static int64_t window_of(const struct weeks *w, int64_t day) {
    return (calendar_counted(w->c, day) - calendar_counted(w->c, w->opens)) / 7;
}

/* Extra practice of one week does not stand in for another week. */
static int64_t count_windows(const struct weeks *w, const json_t *sessions, const char *module) {
    int64_t counted = 0, window = -1, in_window = 0;
    size_t i;
    json_t *session;
    json_array_foreach(sessions, i, session) {
        int64_t day = value_int(session, "day", 0);
        if (strcmp(value_string(session, "module", ""), module) != 0 || !session_counts(session) || day < w->opens ||
            day > w->day || day >= w->c->ends)
            continue;
        int64_t at = window_of(w, day);
        in_window = at == window ? in_window + 1 : 1;
        window = at;
        counted += in_window <= w->target ? 1 : 0;
    }
    return counted;
}

static struct doing doing_of(const struct weeks *w, const json_t *record, const char *module) {
    struct doing d = {.last = INT64_MIN};
    const json_t *sessions = json_object_get(record, "sessions");
    int64_t now = window_of(w, w->day);
    size_t i;
    json_t *session;
    json_array_foreach(sessions, i, session) {
        int64_t day = value_int(session, "day", 0);
        if (strcmp(value_string(session, "module", ""), module) != 0 || day < w->c->start || day > w->day)
            continue;
        d.seconds += value_int(session, "seconds", 0);
        d.last = day > d.last ? day : d.last;
        if (!session_counts(session))
            continue;
        d.finished++;
        d.today += day == w->day ? 1 : 0;
        d.week_done += day >= w->opens && window_of(w, day) == now ? 1 : 0;
    }
    d.counted = count_windows(w, sessions, module);
    return d;
}

/* What the course calls a module, and what this person plays instead. */
static const char *stands_for(const json_t *prescription, const char *module) {
    return value_string(json_object_get(prescription, "substitute"), module, module);
}

static bool is_finished_once(const json_t *prescription, const struct calendar *c, const json_t *record,
                             const char *asked, int64_t day) {
    const char *module = stands_for(prescription, asked);
    size_t i;
    json_t *session;
    if (text_in(json_object_get(prescription, "skip"), asked))
        return true;
    json_array_foreach(json_object_get(record, "sessions"), i, session) {
        int64_t at = value_int(session, "day", 0);
        if (strcmp(value_string(session, "module", ""), module) == 0 && at >= c->start && at <= day &&
            session_counts(session))
            return true;
    }
    return false;
}

/* after="id" or a list of ids: the first that is not done yet, NULL none. */
static const char *waits_for(const json_t *prescription, const json_t *unit, const struct calendar *c,
                             const json_t *record, int64_t day) {
    const json_t *after = json_object_get(unit, "after"), *one;
    size_t i;
    if (json_is_string(after))
        return is_finished_once(prescription, c, record, json_string_value(after), day) ? NULL
                                                                                        : json_string_value(after);
    json_array_foreach(after, i, one) if (json_is_string(one) &&
                                          !is_finished_once(prescription, c, record, json_string_value(one),
                                                            day)) return json_string_value(one);
    return NULL;
}

static void set_state(json_t *out, const char *state, json_t *reason) {
    value_set_string(out, "state", state);
    json_object_set_new(out, "reason", reason != NULL ? reason : json_null());
}

/* Open at all: its week has come, what it comes after is done, its rule holds. False: the state is set. */
static bool is_open(json_t *out, const json_t *prescription, const json_t *unit, const struct weeks *w,
                    const json_t *record) {
    const char *after;
    json_t *reason = NULL;
    if (text_in(json_object_get(prescription, "skip"), value_string(unit, "module", ""))) {
        set_state(out, "skipped", NULL);
    } else if (w->day < w->opens) {
        set_state(out, "later", json_pack("{s:s, s:o}", "code", "week", "on", date_json(w->opens)));
    } else if ((after = waits_for(prescription, unit, w->c, record, w->day)) != NULL) {
        set_state(out, "locked", json_pack("{s:s, s:s}", "code", "after", "module", stands_for(prescription, after)));
    } else if (!course_when(json_object_get(unit, "when"), record, w->day, &reason)) {
        set_state(out, "waiting", json_pack("{s:s, s:O}", "code", "when", "rule", json_object_get(unit, "when")));
    } else {
        json_object_set_new(out, "reason", reason != NULL ? reason : json_null());
        return true;
    }
    return false;
}

static void set_open_state(json_t *out, const struct weeks *w, const struct doing *d) {
    if (w->per_week <= 0)
        value_set_string(out, "state", d->finished > 0 ? "done" : "due");
    else if (w->day >= w->c->ends)
        value_set_string(out, "state", "over");
    else if (d->week_done >= w->target)
        set_state(out, "enough", json_pack("{s:s}", "code", "this_week"));
    else if (d->today >= (int64_t)ceil(w->per_week / 7))
        set_state(out, "enough", json_pack("{s:s}", "code", "today"));
    else
        value_set_string(out, "state", "due");
}

/* Days that counted since it opened, up to yesterday: today is not late. */
static int64_t open_days(const struct weeks *w) {
    int64_t to = w->day < w->c->ends ? w->day : w->c->ends;
    return to > w->opens ? calendar_counted(w->c, to) - calendar_counted(w->c, w->opens) : 0;
}

static void set_adherence(json_t *out, const struct weeks *w, const struct doing *d, bool open) {
    int64_t days = open ? open_days(w) : 0;
    int64_t planned = w->per_week > 0 ? (int64_t)(w->per_week * (double)days / 7 + 1e-9) : (open && days > 0 ? 1 : 0);
    int64_t counted = w->per_week > 0 ? d->counted : (d->finished > 0 ? planned : 0);
    bool behind = w->per_week > 0 ? planned >= BEHIND_PLANNED && counted * 2 < planned
                                  : open && d->finished == 0 && days >= BEHIND_AFTER_DAYS;
    value_set_int(out, "planned", planned);
    value_set_int(out, "counted", counted < planned ? counted : planned);
    value_set_bool(out, "behind", behind && w->day < w->c->ends);
}

json_t *plan_unit(const json_t *prescription, const json_t *unit, const struct calendar *c, const json_t *record,
                  int64_t day) {
    const char *asked = value_string(unit, "module", ""), *module = stands_for(prescription, asked);
    int week = (int)value_int(unit, "week", 1);
    double per_week = course_practice_per_week(value_string(unit, "practice", NULL));
    struct weeks w = {.c = c, .opens = calendar_week_opens(c, week), .day = day, .per_week = per_week};
    w.target = (int)ceil(per_week - 1e-9);
    struct doing d = doing_of(&w, record, module);
    json_t *out = json_pack("{s:s, s:s?, s:i, s:o, s:s?, s:o}", "module", module, "instead_of",
                            strcmp(module, asked) != 0 ? asked : NULL, "week", week, "practice",
                            per_week > 0 ? value_from_number(per_week) : json_null(), "because",
                            value_string(unit, "because", NULL), "opens", date_json(w.opens));
    bool open = is_open(out, prescription, unit, &w, record);
    if (open)
        set_open_state(out, &w, &d);
    set_adherence(out, &w, &d, open);
    value_set_int(out, "finished", d.finished);
    value_set_int(out, "week_done", d.week_done);
    value_set_int(out, "week_target", w.target);
    value_set_int(out, "seconds", d.seconds);
    json_object_set_new(out, "last", d.last != INT64_MIN ? date_json(d.last) : json_null());
    return out;
}
