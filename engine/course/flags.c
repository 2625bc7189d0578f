/* The rules of flags: pure functions of a history; see flags.h. */
#include "course/flags.h"

#include <math.h>
#include <string.h>

#define DAY_MS INT64_C(86400000)

/* In the order of need. */
enum need { NEED_RISK, NEED_URGENT, NEED_EVENT, NEED_STOPPED, NEED_WORSE, NEED_MESSAGE, NEED_BEHIND, NEED_QUIET };
static const char *const kinds[] = {"risk",  "urgent",  "adverse_event", "stopped_for_pain",
                                    "worse", "message", "behind",        "no_contact"};

static json_t *flag_new(enum need need, const char *id, int64_t at_ms) {
    return json_pack("{s:s, s:s, s:I, s:i}", "id", id, "kind", kinds[need], "at_ms", (json_int_t)at_ms, "need",
                     (int)need);
}

/* Keeps the list in order: need first, then the newest. Takes flag. */
static void insert(json_t *flags, json_t *flag) {
    int64_t need = value_int(flag, "need", 0), at_ms = value_int(flag, "at_ms", 0);
    size_t at = json_array_size(flags);
    while (at > 0) {
        const json_t *before = json_array_get(flags, at - 1);
        int64_t its_need = value_int(before, "need", 0);
        if (its_need < need || (its_need == need && value_int(before, "at_ms", 0) >= at_ms))
            break;
        at--;
    }
    json_array_insert_new(flags, at, flag);
}

static void copy_to(json_t *flag, const json_t *from, const char *const *names) {
    for (; *names != NULL; names++)
        if (json_object_get(from, *names) != NULL)
            json_object_set(flag, *names, json_object_get(from, *names));
}

/* ---- what happened: one flag each ---- */

static void add_happened(json_t *flags, const json_t *history) {
    static const char *const names[] = {"module", "instrument", "item", "value", "text", "severity", "changed", NULL};
    static const struct {
        const char *list;
        enum need need;
    } lists[] = {{"risks", NEED_RISK}, {"events", NEED_EVENT}, {"messages", NEED_MESSAGE}};
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
        size_t i;
        json_t *one;
        json_array_foreach(json_object_get(history, lists[l].list), i, one) {
            const char *level = value_string(one, "level", "attention");
            if (strcmp(level, "info") == 0)
                continue;
            enum need need = strcmp(level, "urgent") == 0 ? NEED_URGENT : lists[l].need;
            json_t *flag = flag_new(need, value_string(one, "id", ""), value_int(one, "at_ms", 0));
            copy_to(flag, one, names);
            insert(flags, flag);
        }
    }
}

/* Every second stop, so that a pair that was seen does not hide the next one. */
static void add_stops(json_t *flags, const json_t *history) {
    size_t i;
    json_t *stop;
    json_array_foreach(json_object_get(history, "stops"), i, stop) {
        char id[100];
        if ((i + 1) % FLAG_STOPS != 0)
            continue;
        snprintf(id, sizeof id, "stopped_for_pain:%s", value_string(stop, "id", ""));
        json_t *flag = flag_new(NEED_STOPPED, id, value_int(stop, "at_ms", 0));
        value_set_string(flag, "module", value_string(stop, "module", ""));
        insert(flags, flag);
    }
}

/* ---- worse by the important change since the first score, each time that line is crossed ---- */

static double rounded(double total, int64_t decimals) {
    double unit = pow(10, (double)(decimals < 0 ? 0 : decimals > 6 ? 6 : decimals));
    return round(total * unit) / unit;
}

static void add_worse(json_t *flags, const char *instrument, const json_t *table, const json_t *scores) {
    double mark = value_number(json_object_get(table, "important_change"), "value", 0);
    int64_t decimals = value_int(table, "decimals", 0);
    double sign = strcmp(value_string(table, "direction", ""), "higher is better") == 0 ? -1 : 1, first = 0;
    bool was = false;
    size_t i;
    json_t *score;
    if (!(mark > 0))
        return;
    json_array_foreach(scores, i, score) {
        double total = rounded(value_number(score, "total", 0), decimals);
        first = i == 0 ? total : first;
        bool worse = (total - first) * sign >= mark - 1e-9;
        if (worse && !was) {
            char id[160];
            snprintf(id, sizeof id, "worse:%s:%s:%zu", instrument, value_string(score, "session", ""), i);
            json_t *flag = flag_new(NEED_WORSE, id, value_int(score, "at_ms", 0));
            value_set_string(flag, "instrument", instrument);
            value_set_number(flag, "from", first);
            value_set_number(flag, "to", total);
            insert(flags, flag);
        }
        was = worse;
    }
}

/* ---- behind, and no contact ---- */

static void add_behind(json_t *flags, const json_t *plans) {
    size_t i;
    json_t *plan;
    json_array_foreach(plans, i, plan) {
        char id[100];
        if (json_object_get(plan, "behind_ms") == NULL)
            continue;
        snprintf(id, sizeof id, "behind:%s", value_string(plan, "id", ""));
        insert(flags, flag_new(NEED_BEHIND, id, value_int(plan, "behind_ms", 0)));
    }
}

/* The end of the pause that `at_ms` falls into, or at_ms. */
static int64_t after_pauses(const json_t *plans, int64_t at_ms) {
    size_t i, k;
    json_t *plan, *pause;
    json_array_foreach(plans, i, plan) json_array_foreach(json_object_get(plan, "pauses"), k, pause) {
        int64_t from = json_integer_value(json_array_get(pause, 0)), to = json_integer_value(json_array_get(pause, 1));
        at_ms = at_ms >= from && at_ms < to ? to : at_ms;
    }
    return at_ms;
}

/* When contact is expected until: the end of the last plan; for ever where there is none. */
static int64_t expected_until(const json_t *plans) {
    int64_t until = 0;
    size_t i;
    json_t *plan;
    json_array_foreach(plans, i, plan) {
        int64_t ends = value_int(plan, "ends_ms", INT64_MAX);
        until = ends > until ? ends : until;
    }
    return json_array_size(plans) == 0 ? INT64_MAX : until;
}

/* A gap from one contact to the next (next_ms 0: none yet). */
static void add_gap(json_t *flags, const json_t *plans, const char *after, int64_t from_ms, int64_t next_ms) {
    int64_t at_ms = after_pauses(plans, from_ms + FLAG_QUIET_DAYS * DAY_MS);
    char id[80];
    if ((next_ms != 0 && next_ms < at_ms) || at_ms > expected_until(plans))
        return;
    snprintf(id, sizeof id, "no_contact:%s", after);
    json_t *flag = flag_new(NEED_QUIET, id, at_ms);
    value_set_int(flag, "from_ms", from_ms);
    if (next_ms != 0)
        value_set_int(flag, "back_ms", next_ms);
    insert(flags, flag);
}

static int64_t first_expected(const json_t *history, const json_t *plans) {
    int64_t from = value_int(history, "added_ms", 0);
    size_t i;
    json_t *plan;
    json_array_foreach(plans, i, plan) {
        int64_t start = value_int(plan, "start_ms", 0);
        from = start > from ? start : from;
    }
    return from;
}

static void add_gaps(json_t *flags, const json_t *history, const json_t *plans) {
    int64_t last_ms = 0;
    const char *after = "start";
    size_t i;
    json_t *session;
    json_array_foreach(json_object_get(history, "sessions"), i, session) {
        int64_t at_ms = value_int(session, "at_ms", 0), end_ms = value_int(session, "last_ms", at_ms);
        if (i > 0)
            add_gap(flags, plans, after, last_ms, at_ms);
        if (end_ms >= last_ms) {
            last_ms = end_ms;
            after = value_string(session, "id", "");
        }
    }
    if (last_ms == 0)
        last_ms = first_expected(history, plans);
    add_gap(flags, plans, after, last_ms, 0);
}

static void add_seen(json_t *flags, const json_t *seen) {
    size_t i;
    json_t *flag;
    json_array_foreach(flags, i, flag) {
        const json_t *mark = json_object_get(seen, value_string(flag, "id", ""));
        if (mark == NULL)
            continue;
        json_object_set(flag, "seen_by", json_object_get(mark, "by"));
        json_object_set(flag, "seen_ms", json_object_get(mark, "at_ms"));
    }
}

json_t *flags_of(const json_t *history, const json_t *instruments, const json_t *plans) {
    json_t *flags = json_array(), *scores;
    const char *instrument;
    add_happened(flags, history);
    add_stops(flags, history);
    json_object_foreach(json_object_get(history, "scores"), instrument, scores)
        add_worse(flags, instrument, json_object_get(instruments, instrument), scores);
    add_behind(flags, plans);
    add_gaps(flags, history, plans);
    add_seen(flags, json_object_get(history, "seen"));
    return flags;
}

bool flag_is_open(const json_t *flag, int64_t now_ms) {
    return value_int(flag, "at_ms", 0) <= now_ms && json_object_get(flag, "seen_ms") == NULL;
}

void flag_id(char out[80], const char *kind, const char *session, int64_t seq) {
    snprintf(out, 80, "%s:%s:%lld", kind, session, (long long)seq);
}

/* The first mark of each counts. */
static bool take_seen(void *context, const struct fact *f) {
    const char *flag = value_string(f->value, "flag", NULL);
    if (flag != NULL && json_object_get(context, flag) == NULL)
        json_object_set_new(
            context, flag,
            json_pack("{s:s, s:I}", "by", value_string(f->value, "by", ""), "at_ms", (json_int_t)f->at_ms));
    return true;
}

json_t *flags_seen(struct store *s, const char *person, struct error *err) {
    json_t *seen = json_object();
    if (fact_each(s, person, FLAG_SEEN, take_seen, seen, err))
        return seen;
    json_decref(seen);
    return NULL;
}

const json_t *flag_seen_of(const json_t *seen, const char *kind, const char *session, int64_t seq) {
    char id[80];
    flag_id(id, kind, session, seq);
    return json_object_get(seen, id);
}

bool flag_mark_seen(struct store *s, const char *person, const char *flag, const char *by, struct error *err) {
    if (flag == NULL || flag[0] == '\0' || by == NULL || by[0] == '\0')
        return error_set(err, ERROR_FORMAT, "A flag is marked as seen by somebody with a name.");
    json_t *value = json_pack("{s:s, s:s}", "flag", flag, "by", by);
    bool ok = fact_append(s, person, FLAG_SEEN, value, NULL, err);
    json_decref(value);
    return ok;
}
