/* The record as plans need it: sessions with their day of practice, and every figure over time. */
#include "course/course.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

struct gather {
    struct store *store;
    struct error *err;
    json_t *sessions, *values;
    json_t *seen;    /* keys of the session under way that have an entry */
    json_t *scales;  /* id: [number...] of its scales */
    json_t *changes; /* "id#n" of the first asking: points of 10, positive = better */
    int64_t seconds; /* of the session under way */
    bool failed;
};

static void add_value(struct gather *g, const char *name, int64_t day, const json_t *value) {
    json_t *list = json_object_get(g->values, name);
    if (!json_is_number(value))
        return;
    if (list == NULL) {
        list = json_array();
        json_object_set_new(g->values, name, list);
    }
    json_array_append_new(list, json_pack("{s:I, s:O}", "day", (json_int_t)day, "value", value));
}

static void add_item(struct gather *g, const struct entry *e, int64_t day) {
    char *name = xprintf("%s.%s", value_string(e->note, "instrument", ""), e->id);
    add_value(g, name, day, e->value);
    free(name);
}

/* A scale asked again (same_as=) on which more or less is better: how far it moved. The third asking again belongs to
 * the third asking; asked once and then again and again, the last one counts. */
static void add_change(struct gather *g, const struct entry *e) {
    const char *same = value_string(e->note, "same_as", NULL), *better = value_string(e->note, "better", NULL);
    const json_t *first = same != NULL ? json_object_get(g->scales, same) : NULL;
    json_t *mine = json_object_get(g->scales, e->id);
    if (mine == NULL) {
        mine = json_array();
        json_object_set_new(g->scales, e->id, mine);
    }
    size_t place = json_array_size(mine), count = json_array_size(first);
    json_array_append(mine, (json_t *)e->value);
    double range = value_number(e->note, "to", 10) - value_number(e->note, "from", 0);
    if (count == 0 || better == NULL || range <= 0)
        return;
    place = place < count ? place : count - 1;
    double by = json_number_value(e->value) - json_number_value(json_array_get(first, place));
    char *key = xprintf("%s#%zu", same, place);
    value_set_number(g->changes, key, 10 * by / range * (strcmp(better, "higher") == 0 ? 1 : -1));
    free(key);
}

/* All scales of the session count alike; null where nothing was asked twice. Given. */
static json_t *change_of(const struct gather *g) {
    double sum = 0;
    const char *key;
    json_t *change;
    json_object_foreach(g->changes, key, change) sum += json_number_value(change);
    size_t count = json_object_size(g->changes);
    return count > 0 ? value_from_number(sum / (double)count) : json_null();
}

static bool gather_entry(void *context, const struct entry *e) {
    struct gather *g = context;
    int64_t day = course_day(e->answered_ms);
    if (e->superseded)
        return true;
    json_object_set_new(g->seen, e->key, json_true());
    if (json_is_object(e->value) && strncmp(e->kind, "ask.", 4) != 0 && strcmp(e->kind, "form") != 0)
        g->seconds += value_int(e->value, "seconds", 0);
    if (strcmp(e->kind, "ask.scale") == 0 && e->id != NULL && json_is_number(e->value))
        add_change(g, e);
    else if (strcmp(e->kind, "score") == 0 && e->id != NULL)
        add_value(g, e->id, day, json_object_get(e->value, "total"));
    else if (strcmp(e->kind, "record") == 0 && e->id != NULL)
        add_value(g, e->id, day, json_is_object(e->value) ? json_object_get(e->value, "value") : e->value);
    else if (strcmp(e->kind, "instrument.item") == 0 && e->id != NULL)
        add_item(g, e, day);
    return true;
}

/* Practice that has no entry yet counts as it accrues. */
static bool gather_position(void *context, const char *key, const json_t *position) {
    struct gather *g = context;
    if (json_object_get(g->seen, key) == NULL)
        g->seconds += value_int(position, "seconds", 0);
    return true;
}

static bool gather_session(void *context, const struct session_row *row) {
    struct gather *g = context;
    g->seconds = 0;
    json_object_clear(g->seen);
    json_object_clear(g->scales);
    json_object_clear(g->changes);
    g->failed = !entry_each(g->store, row->id, gather_entry, g, g->err) ||
                !position_each(g->store, row->id, gather_position, g, g->err);
    json_array_append_new(g->sessions,
                          json_pack("{s:s, s:s, s:I, s:s, s:I, s:b, s:o}", "id", row->id, "module", row->module, "day",
                                    (json_int_t)course_day(row->started_ms), "outcome",
                                    row->ended_ms != 0 ? row->outcome : "open", "seconds", (json_int_t)g->seconds,
                                    "parent", row->parent[0] == '\0', "change", change_of(g)));
    return !g->failed;
}

json_t *course_record(struct store *s, const char *person, struct error *err) {
    struct gather g = {.store = s,
                       .err = err,
                       .sessions = json_array(),
                       .values = json_object(),
                       .seen = json_object(),
                       .scales = json_object(),
                       .changes = json_object()};
    bool ok = session_each(s, person, gather_session, &g, err) && !g.failed;
    json_decref(g.seen);
    json_decref(g.scales);
    json_decref(g.changes);
    json_t *record = json_pack("{s:o, s:o}", "sessions", g.sessions, "values", g.values);
    if (ok)
        return record;
    json_decref(record);
    return NULL;
}
