/* What the pacing rule says for the step now shown: a "pace" step, or an exercise film with a dose. Collects the log of
 * earlier turns from the record and the therapist's limits from the prescription; the rule itself is outcome/pacing.h.
 */
#include "base/xalloc.h"
#include "course/course.h"
#include "outcome/pacing.h"
#include "session/internal.h"

#include <stdlib.h>
#include <string.h>

static bool earlier(const struct session *s, const json_t *entry) {
    return strcmp(value_string(entry, "session", ""), s->row.id) != 0;
}

static json_t *turn_at(const json_t *entry) {
    return json_pack("{s:I}", "day", (json_int_t)course_day(value_int(entry, "at_ms", 0)));
}

static void copy(json_t *to, const char *as, const json_t *from, const char *name) {
    json_t *value = json_object_get(from, name);
    if (value != NULL && !json_is_null(value))
        json_object_set(to, as, value);
}

/* Turns of a pace step: its own answers, those of this session left out. */
static json_t *pace_log(struct session *s, const char *id, struct error *err) {
    json_t *history = entry_history(s->setup.store, s->row.person, "pace", id, err), *log = json_array(), *entry;
    static const char *const names[] = {"did", "pain_before", "pain_after", "stopped", "flare"};
    size_t i;
    json_array_foreach(history, i, entry) {
        json_t *turn = turn_at(entry);
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            copy(turn, names[n], json_object_get(entry, "value"), names[n]);
        if (earlier(s, entry))
            json_array_append(log, turn);
        json_decref(turn);
    }
    json_decref(history);
    return log;
}

/* The answers a question was given in one session: the first, or the highest. */
static json_t *pain_in(const json_t *history, const char *session, bool highest) {
    json_t *found = NULL, *entry;
    size_t i;
    json_array_foreach(history, i, entry) {
        json_t *value = json_object_get(entry, "value");
        if (strcmp(value_string(entry, "session", ""), session) != 0 || !json_is_number(value))
            continue;
        if (found == NULL || (highest && json_number_value(value) > json_number_value(found)))
            found = value;
    }
    return found;
}

static json_t *asked_history(struct session *s, const json_t *dose, const char *name, struct error *err) {
    const char *id = value_string(dose, name, NULL);
    return id != NULL ? entry_history(s->setup.store, s->row.person, "ask.scale", id, err) : NULL;
}

static void add_pain(json_t *turn, const char *name, json_t *value) {
    if (value != NULL)
        json_object_set(turn, name, value);
}

/* Sets of an exercise film: one turn a session, with the pain that was asked around them. */
static json_t *dose_log(struct session *s, const char *id, const json_t *dose, struct error *err) {
    json_t *history = entry_history(s->setup.store, s->row.person, "watch", id, err), *log = json_array(), *entry;
    json_t *before = asked_history(s, dose, "before", err), *during = asked_history(s, dose, "during", err);
    json_t *after = asked_history(s, dose, "after", err);
    const char *last = "";
    size_t i;
    json_array_foreach(history, i, entry) {
        const json_t *value = json_object_get(entry, "value");
        const char *session = value_string(entry, "session", "");
        bool stopped = value_bool(value, "stopped", false);
        if (!earlier(s, entry))
            continue;
        if (strcmp(session, last) == 0) { /* a further set of the same session */
            json_t *turn = json_array_get(log, json_array_size(log) - 1);
            if (stopped)
                value_set_bool(turn, "stopped", true);
            continue;
        }
        last = session;
        json_t *turn = turn_at(entry), *worst = pain_in(after, session, true), *peak = pain_in(during, session, true);
        if (worst == NULL || (peak != NULL && json_number_value(peak) > json_number_value(worst)))
            worst = peak;
        value_set_number(turn, "did", value_bool(value, "finished", false) ? value_number(value, "reps", 0) : 0);
        value_set_bool(turn, "stopped", stopped);
        add_pain(turn, "pain_before", pain_in(before, session, false));
        add_pain(turn, "pain_after", worst);
        json_array_append_new(log, turn);
    }
    json_decref(before);
    json_decref(during);
    json_decref(after);
    json_decref(history);
    return log;
}

static double lower(double limit, const json_t *limits, const char *name) {
    double other = value_number(limits, name, 0);
    return other > 0 && (limit <= 0 || other < limit) ? other : limit;
}

/* The therapist's own limits come first: "walk" for the most, "walk_step" for the largest increase. */
static void apply_limits(struct session *s, const char *id, struct pacing_rule *rule, struct error *err) {
    json_t *held = course_prescriptions(s->setup.store, s->row.person, false, err), *one;
    char *step = xprintf("%s_step", id);
    size_t i;
    json_array_foreach(held, i, one) {
        const json_t *limits = json_object_get(one, "limits");
        rule->most = lower(rule->most, limits, id);
        rule->largest = lower(rule->largest, limits, step);
    }
    free(step);
    json_decref(held);
}

json_t *session_pace(struct session *s) {
    const char *kind = value_string(s->def, "kind", ""), *id = value_string(s->def, "id", "");
    const json_t *dose = json_object_get(s->def, "dose");
    struct error quiet = {0};
    bool film = strcmp(kind, "watch") == 0 && json_is_object(dose);
    if (!film && strcmp(kind, "pace") != 0)
        return NULL;
    const json_t *from = film ? dose : s->def;
    struct pacing_rule rule = {.start = value_number(s->def, film ? "reps" : "start", 0),
                               .least = value_number(from, "from", 1),
                               .most = value_number(from, "to", 0),
                               .largest = value_number(from, "step", 0)};
    apply_limits(s, id, &rule, &quiet);
    json_t *log = film ? dose_log(s, id, dose, &quiet) : pace_log(s, id, &quiet);
    json_t *plan = pacing_plan(&rule, log, course_day(session_wall_ms(s)), value_bool(s->def, "flare", false));
    json_decref(log);
    return plan;
}
