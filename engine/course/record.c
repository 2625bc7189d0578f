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

static bool gather_entry(void *context, const struct entry *e) {
    struct gather *g = context;
    int64_t day = course_day(e->answered_ms);
    if (e->superseded)
        return true;
    json_object_set_new(g->seen, e->key, json_true());
    if (json_is_object(e->value) && strncmp(e->kind, "ask.", 4) != 0 && strcmp(e->kind, "form") != 0)
        g->seconds += value_int(e->value, "seconds", 0);
    if (strcmp(e->kind, "score") == 0 && e->id != NULL)
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
    g->failed = !entry_each(g->store, row->id, gather_entry, g, g->err) ||
                !position_each(g->store, row->id, gather_position, g, g->err);
    json_array_append_new(g->sessions, json_pack("{s:s, s:s, s:I, s:s, s:I, s:b}", "id", row->id, "module", row->module,
                                                 "day", (json_int_t)course_day(row->started_ms), "outcome",
                                                 row->ended_ms != 0 ? row->outcome : "open", "seconds",
                                                 (json_int_t)g->seconds, "parent", row->parent[0] == '\0'));
    return !g->failed;
}

json_t *course_record(struct store *s, const char *person, struct error *err) {
    struct gather g = {
        .store = s, .err = err, .sessions = json_array(), .values = json_object(), .seen = json_object()};
    bool ok = session_each(s, person, gather_session, &g, err) && !g.failed;
    json_decref(g.seen);
    json_t *record = json_pack("{s:o, s:o}", "sessions", g.sessions, "values", g.values);
    if (ok)
        return record;
    json_decref(record);
    return NULL;
}
