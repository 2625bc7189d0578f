/* The quota rule as a walk over the log; see pacing.h. Quotas are whole units. */
#include "outcome/pacing.h"

#include <math.h>
#include <string.h>

enum { TRIES = 3, GOOD_TIMES = 3, GAP_DAYS = 14 };
static const double FIRST_SHARE = 0.8, BACK_SHARE = 0.8, STEP_SHARE = 0.1, TOO_MUCH = 1.2;
static const double FLARE_RISE = 2, FLARE_HIGH = 7, RISE = 1;

struct course {
    const struct pacing_rule *rule;
    double quota;
    int good, hold; /* hold: good times still to wait after a flare-up */
    const char *reason;
};

static double within(const struct pacing_rule *rule, double quota) {
    double least = rule->least > 1 ? rule->least : 1;
    if (rule->most > 0 && quota > rule->most)
        quota = rule->most;
    return floor(quota < least ? (rule->most > 0 && rule->most < least ? rule->most : least) : quota);
}

static double rise_of(const json_t *turn) {
    const json_t *before = json_object_get(turn, "pain_before"), *after = json_object_get(turn, "pain_after");
    return json_is_number(before) && json_is_number(after) ? json_number_value(after) - json_number_value(before) : 0;
}

bool pacing_is_flare(const json_t *turn) {
    double after = value_number(turn, "pain_after", 0);
    return value_bool(turn, "flare", false) || value_bool(turn, "stopped", false) || rise_of(turn) >= FLARE_RISE ||
           (after >= FLARE_HIGH && rise_of(turn) > 0);
}

static void step_back(struct course *c, const char *reason) {
    c->quota = within(c->rule, floor(c->quota * BACK_SHARE));
    c->good = 0;
    c->hold = GOOD_TIMES;
    c->reason = reason;
}

static void step_up(struct course *c) {
    double by = floor(c->quota * STEP_SHARE);
    by = by < 1 ? 1 : by;
    if (c->rule->largest > 0 && by > c->rule->largest)
        by = floor(c->rule->largest);
    double next = within(c->rule, c->quota + by);
    c->reason = next > c->quota ? "up" : "limit";
    c->quota = next;
    c->good = 0;
}

static void good_turn(struct course *c) {
    c->good++;
    if (c->hold > 0) {
        c->hold--;
        c->reason = "hold_after";
        c->good = 0;
    } else if (c->good >= GOOD_TIMES) {
        step_up(c);
    } else {
        c->reason = "steady";
    }
}

static void take_turn(struct course *c, const json_t *turn) {
    double did = value_number(turn, "did", 0);
    if (pacing_is_flare(turn))
        step_back(c, "back_flare");
    else if (rise_of(turn) >= RISE)
        c->reason = "hold_rise";
    else if (did < c->quota)
        c->reason = "hold_less";
    else if (did > c->quota * TOO_MUCH && did > c->quota + 1)
        c->reason = "hold_more";
    else
        good_turn(c);
}

static bool is_turn(const json_t *turn) {
    double did = value_number(turn, "did", NAN);
    return isfinite(did) && did >= 0;
}

/* The mean of the first tries; counts those that there are. */
static double baseline_of(const json_t *log, int *out_tries, size_t *out_next) {
    double sum = 0;
    size_t i, count = json_array_size(log);
    *out_tries = 0;
    for (i = 0; i < count && *out_tries < TRIES; i++) {
        if (!is_turn(json_array_get(log, i)))
            continue;
        sum += value_number(json_array_get(log, i), "did", 0);
        (*out_tries)++;
    }
    *out_next = i;
    return *out_tries > 0 ? sum / *out_tries : 0;
}

static json_t *trying(int tries) {
    return json_pack("{s:s, s:n, s:i, s:i, s:n, s:s, s:i}", "phase", "baseline", "quota", "tries", tries, "of", TRIES,
                     "baseline", "reason", "try", "good", 0);
}

json_t *pacing_plan(const struct pacing_rule *rule, const json_t *log, int64_t day, bool flare_today) {
    struct course c = {.rule = rule, .quota = within(rule, rule->start), .reason = "first"};
    int tries = TRIES;
    size_t next = 0, count = json_array_size(log);
    double baseline = 0;
    int64_t last = INT64_MIN;
    if (rule->start <= 0) {
        baseline = baseline_of(log, &tries, &next);
        if (tries < TRIES)
            return trying(tries);
        c.quota = within(rule, floor(baseline * FIRST_SHARE));
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *turn = json_array_get(log, i);
        if (!is_turn(turn))
            continue;
        int64_t on = value_int(turn, "day", 0);
        if (last != INT64_MIN && on - last >= GAP_DAYS && i >= next)
            step_back(&c, "gap");
        last = on;
        if (i >= next)
            take_turn(&c, turn);
    }
    if (flare_today)
        step_back(&c, "back_flare");
    else if (last != INT64_MIN && day - last >= GAP_DAYS)
        step_back(&c, "gap");
    return json_pack("{s:s, s:o, s:i, s:i, s:o, s:s, s:i}", "phase", "quota", "quota", value_from_number(c.quota),
                     "tries", tries, "of", TRIES, "baseline",
                     rule->start > 0 ? json_null() : value_from_number(baseline), "reason", c.reason, "good", c.good);
}
