/* The suggestion of what to practise next; see suggest.h for how it judges. Knows the plan of a day and the record, and
 * neither store nor words. */
#include "course/suggest.h"
#include "course/inside.h"

#include <math.h>
#include <string.h>

enum { UNITS_MOST = 200, HURT_DAYS = 7 };

#define HALF_LIFE_DAYS 56.0
#define PRIOR_SESSIONS 4.0     /* what the common mean weighs against a practice's own sessions */
#define PRIOR_SPREAD 1.5       /* points of 10 */
#define PREFERENCE_POINTS 0.25 /* what always finishing, or never, is worth */
#define MIDDLE_90 1.645        /* standard deviations each way */

/* What is known of one unit. */
struct evidence {
    const json_t *unit;
    const char *module, *kind, *left_out;
    int rated, finished, left;
    bool hurt;
    double weight, sum, squares; /* of changes */
    double expected, variance;   /* variance 0: no figures, but a fact */
};

struct judge {
    const json_t *record, *modules, *choices;
    int64_t day;
    struct evidence of[UNITS_MOST];
    int count;
};

static bool state_is(const struct evidence *e, const char *state) {
    return strcmp(value_string(e->unit, "state", ""), state) == 0;
}

static double mean_of(const struct evidence *e) {
    return e->weight > 0 ? e->sum / e->weight : 0;
}

/* ---- what there is to judge by ---- */

static void take_session(struct evidence *e, const json_t *session, int64_t day) {
    int64_t age = day - value_int(session, "day", 0);
    const char *outcome = value_string(session, "outcome", "open");
    const json_t *change = json_object_get(session, "change");
    if (age < 0 || strcmp(value_string(session, "module", ""), e->module) != 0)
        return;
    e->finished += session_counts(session) ? 1 : 0;
    e->left += strcmp(outcome, "stopped") == 0 ? 1 : 0;
    e->hurt = e->hurt || (age < HURT_DAYS && strcmp(outcome, "stopped_pain") == 0);
    if (!json_is_number(change))
        return;
    double weight = exp2(-(double)age / HALF_LIFE_DAYS), points = json_number_value(change);
    e->rated++;
    e->weight += weight;
    e->sum += weight * points;
    e->squares += weight * points * points;
}

static bool has_opened(const json_t *unit) {
    static const char *const open[] = {"due", "enough", "done", "over"};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (strcmp(value_string(unit, "state", ""), open[i]) == 0)
            return true;
    return false;
}

static void gather(struct judge *j, const json_t *plan) {
    size_t i, n;
    json_t *unit, *session;
    json_array_foreach(json_object_get(plan, "units"), i, unit) {
        if (!has_opened(unit) || j->count == UNITS_MOST)
            continue;
        struct evidence *e = &j->of[j->count++];
        *e = (struct evidence){.unit = unit, .module = value_string(unit, "module", "")};
        e->kind = value_string(json_object_get(j->modules, e->module), "kind", "exercise");
        json_array_foreach(json_object_get(j->record, "sessions"), n, session) take_session(e, session, j->day);
    }
}

/* ---- what follows from it ---- */

/* -PREFERENCE_POINTS (always left) .. PREFERENCE_POINTS (always finished), near 0 while little is known. */
static double preference(const struct evidence *e) {
    double share = (e->finished + 2.0) / (e->finished + e->left + 4.0);
    return (share - 0.5) * 2 * PREFERENCE_POINTS;
}

/* What all practices of one kind do together. */
struct common {
    double mean, spread2; /* of changes; spread2: variance around each practice's own mean */
};

static struct common common_of(const struct judge *j, const char *kind) {
    double weight = 0, sum = 0, within = 0;
    for (int i = 0; i < j->count; i++) {
        const struct evidence *e = &j->of[i];
        if (e->weight <= 0 || strcmp(e->kind, kind) != 0)
            continue;
        weight += e->weight;
        sum += e->sum;
        within += fmax(e->squares - e->sum * e->sum / e->weight, 0);
    }
    double of = weight + PRIOR_SESSIONS; /* nothing known: no change */
    return (struct common){sum / of, (within + PRIOR_SESSIONS * PRIOR_SPREAD * PRIOR_SPREAD) / of};
}

static void expect(struct judge *j) {
    for (int i = 0; i < j->count; i++) {
        struct evidence *e = &j->of[i];
        struct common all = common_of(j, e->kind);
        double of = e->weight + PRIOR_SESSIONS;
        e->expected = (e->sum + PRIOR_SESSIONS * (all.mean + preference(e))) / of;
        e->variance = all.spread2 / of;
    }
}

static bool is_snoozed(const struct judge *j, const char *module) {
    return value_int(json_object_get(j->record, "snoozed"), module, INT64_MIN) >= j->day;
}

/* Why it cannot be suggested today; NULL: it can. first: what the plan puts first, NULL when all of today is done. */
static const char *left_out(const struct judge *j, const struct evidence *e, const struct evidence *first, bool extra) {
    bool measures = strcmp(e->kind, "measure") == 0, exercise = strcmp(e->kind, "exercise") == 0;
    if (e->hurt)
        return "hurt";
    if (e->rated >= SUGGEST_RATED_LEAST && e->expected + MIDDLE_90 * sqrt(e->variance) < 0)
        return "worse";
    if (text_in(json_object_get(j->choices, "not"), e->module))
        return "not_wanted";
    if (is_snoozed(j, e->module))
        return "snoozed";
    if (!state_is(e, extra ? "enough" : "due") || (extra && (exercise || measures)))
        return "enough";
    return first != NULL && strcmp(e->kind, first->kind) != 0 ? "other_kind" : NULL;
}

static bool any_due(const struct judge *j) {
    for (int i = 0; i < j->count; i++)
        if (state_is(&j->of[i], "due") && !is_snoozed(j, j->of[i].module))
            return true;
    return false;
}

static const struct evidence *find(const struct judge *j, const char *module) {
    for (int i = 0; module != NULL && i < j->count; i++)
        if (strcmp(j->of[i].module, module) == 0)
            return &j->of[i];
    return NULL;
}

/* The one expected to do most good. */
static const struct evidence *best_of(const struct judge *j) {
    const struct evidence *best = NULL;
    for (int i = 0; i < j->count; i++)
        if (j->of[i].left_out == NULL && (best == NULL || j->of[i].expected > best->expected))
            best = &j->of[i];
    return best;
}

/* All others of its kind together, as if they were one practice; without any, what doing nothing changes: nothing. */
static struct evidence others_of(const struct judge *j, const struct evidence *but) {
    struct evidence all = {0};
    int count = 0;
    for (int i = 0; i < j->count; i++) {
        if (&j->of[i] == but || strcmp(j->of[i].kind, but->kind) != 0)
            continue;
        all.expected += j->of[i].expected;
        all.variance += j->of[i].variance;
        count++;
    }
    all.expected /= count > 0 ? count : 1;
    all.variance /= count > 0 ? (double)count * count : 1;
    return all;
}

static double probability_above(const struct evidence *a, const struct evidence *b) {
    return 0.5 * erfc(-(a->expected - b->expected) / sqrt(2 * (a->variance + b->variance)));
}

static const char *sure_of(double probability) {
    return probability >= 0.95 ? "very" : probability >= 0.85 ? "fairly" : probability >= 0.75 ? "a_little" : "not_yet";
}

/* ---- as data ---- */

static double tenths(double points) {
    double rounded = round(points * 10) / 10;
    return rounded == 0 ? 0 : rounded; /* no -0 */
}

static json_t *evidence_json(const struct judge *j) {
    json_t *list = json_array();
    for (int i = 0; i < j->count; i++) {
        const struct evidence *e = &j->of[i];
        double reach = MIDDLE_90 * sqrt(e->variance);
        json_t *one =
            json_pack("{s:s, s:i, s:i, s:i, s:I, s:o, s:s?}", "module", e->module, "rated", e->rated, "finished",
                      e->finished, "left", e->left, "seconds", (json_int_t)value_int(e->unit, "seconds", 0), "mean",
                      e->rated > 0 ? value_from_number(tenths(mean_of(e))) : json_null(), "left_out", e->left_out);
        value_set_number(one, "expected", tenths(e->expected));
        value_set_number(one, "low", tenths(e->expected - reach));
        value_set_number(one, "high", tenths(e->expected + reach));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *nothing(const char *code) {
    return json_pack("{s:n, s:n, s:s, s:n, s:{s:s}}", "module", "instead_of", "sure", "not_yet", "probability",
                     "reason", "code", code);
}

static json_t *too_few(const struct evidence *best) {
    json_t *out = nothing("too_few"), *reason = json_object_get(out, "reason");
    value_set_int(reason, "rated", best->rated);
    value_set_int(reason, "wanted", SUGGEST_RATED_LEAST);
    return out;
}

static json_t *weigh(const struct judge *j, const json_t *next, bool extra) {
    const struct evidence *best = best_of(j), *first = find(j, value_string(next, "module", NULL));
    if (strcmp(value_string(next, "kind", "unit"), "measure") == 0 || best == NULL)
        return nothing("plan_first");
    if (best->rated < SUGGEST_RATED_LEAST)
        return too_few(best);
    if (best == first)
        return nothing("plan_agrees");
    struct evidence others = others_of(j, best), against = first != NULL && !extra ? *first : others;
    double probability = probability_above(best, &against);
    const char *sure = sure_of(probability);
    if (strcmp(sure, "not_yet") == 0 || best->expected <= 0)
        return nothing("no_difference");
    json_t *out = json_pack("{s:s, s:s?, s:s, s:f}", "module", best->module, "instead_of",
                            first != NULL && !extra ? first->module : NULL, "sure", sure, "probability", probability);
    json_t *reason = json_pack("{s:s, s:i}", "code", "helps_more", "rated", best->rated);
    value_set_number(reason, "mean", tenths(mean_of(best)));
    value_set_number(reason, "change", tenths(best->expected));
    value_set_number(reason, "others", tenths(against.expected));
    json_object_set_new(out, "reason", reason);
    return out;
}

json_t *course_suggestion(const json_t *plan, const json_t *record, const json_t *modules, const json_t *choices,
                          int64_t day) {
    struct judge j = {.record = record, .modules = modules, .choices = choices, .day = day};
    if (value_bool(choices, "off", false) || strcmp(value_string(plan, "state", ""), "running") != 0)
        return json_null();
    gather(&j, plan);
    expect(&j);
    const json_t *next = json_object_get(plan, "next");
    const struct evidence *first = find(&j, value_string(next, "module", NULL));
    bool extra = !any_due(&j);
    for (int i = 0; i < j.count; i++)
        j.of[i].left_out = left_out(&j, &j.of[i], extra ? NULL : first, extra);
    json_t *out = weigh(&j, next, extra);
    value_set_bool(out, "extra", extra);
    json_object_set_new(out, "evidence", evidence_json(&j));
    return out;
}
