/* The record as plans need it: sessions with their day of practice, and every figure over time. */
#include "course/inside.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

static void add_value(struct record_reader *g, const char *name, int64_t day, const json_t *value) {
    json_t *list = json_object_get(g->values, name);
    if (!json_is_number(value))
        return;
    if (list == NULL) {
        list = json_array();
        json_object_set_new(g->values, name, list);
    }
    json_array_append_new(list, json_pack("{s:I, s:O}", "day", (json_int_t)day, "value", value));
}

static void add_item(struct record_reader *g, const struct entry *e, int64_t day) {
    char *name = xprintf("%s.%s", value_string(e->note, "instrument", ""), e->id);
    add_value(g, name, day, e->value);
    free(name);
}

/* A scale asked again (same_as=) on which more or less is better: how far it moved. The third asking again belongs to
 * the third asking; asked once and then again and again, the last one counts. */
static void add_change(struct record_reader *g, const struct entry *e) {
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
static json_t *change_of(const struct record_reader *g) {
    double sum = 0;
    const char *key;
    json_t *change;
    json_object_foreach(g->changes, key, change) sum += json_number_value(change);
    size_t count = json_object_size(g->changes);
    return count > 0 ? value_from_number(sum / (double)count) : json_null();
}

static void gather_entry(void *context, const struct entry *e) {
    struct record_reader *g = context;
    int64_t day = course_day(e->answered_ms);
    if (e->superseded)
        return;
    if (strcmp(e->kind, "ask.scale") == 0 && e->id != NULL && json_is_number(e->value))
        add_change(g, e);
    else if (strcmp(e->kind, "score") == 0 && e->id != NULL)
        add_value(g, e->id, day, json_object_get(e->value, "total"));
    else if (strcmp(e->kind, "record") == 0 && e->id != NULL)
        add_value(g, e->id, day, json_is_object(e->value) ? json_object_get(e->value, "value") : e->value);
    else if (strcmp(e->kind, "instrument.item") == 0 && e->id != NULL)
        add_item(g, e, day);
}

static void gather_begin(void *context, const struct session_row *row) {
    struct record_reader *g = context;
    (void)row;
    json_object_clear(g->scales);
    json_object_clear(g->changes);
}

static void gather_end(void *context, const struct session_row *row, int64_t seconds) {
    struct record_reader *g = context;
    json_array_append_new(g->sessions,
                          json_pack("{s:s, s:s, s:I, s:s, s:I, s:b, s:o}", "id", row->id, "module", row->module, "day",
                                    (json_int_t)course_day(row->started_ms), "outcome",
                                    row->ended_ms != 0 ? row->outcome : "open", "seconds", (json_int_t)seconds,
                                    "parent", row->parent[0] == '\0', "change", change_of(g)));
}

struct reader record_reader_start(struct record_reader *g) {
    *g = (struct record_reader){
        .sessions = json_array(), .values = json_object(), .scales = json_object(), .changes = json_object()};
    return (struct reader){.context = g, .begin = gather_begin, .entry = gather_entry, .end = gather_end};
}

json_t *record_reader_finish(struct record_reader *g) {
    json_decref(g->scales);
    json_decref(g->changes);
    return json_pack("{s:o, s:o}", "sessions", g->sessions, "values", g->values);
}

json_t *course_record(struct store *s, const char *person, struct error *err) {
    struct record_reader g;
    struct reader reader = record_reader_start(&g);
    bool ok = walk_person(s, person, &reader, 1, err);
    json_t *record = record_reader_finish(&g);
    if (ok)
        return record;
    json_decref(record);
    return NULL;
}
