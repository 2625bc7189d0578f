/* One session as data: what both exports and the report are made of. Nothing here is stored; all is folded from
 * entries. */
#include "base/xalloc.h"
#include "course/walk.h"
#include "report/export.h"

#include <stdlib.h>
#include <string.h>

struct fold {
    struct store *store;
    const struct session_row *row;
    bool shared;
    json_t *entries, *records, *units, *scores, *flags, *events, *safety;
    int64_t seconds;
};

/* Words the patient wrote, wherever they stand. */
static bool is_private_kind(const char *kind) {
    return strcmp(kind, "ask.text") == 0 || strcmp(kind, "ask.list") == 0;
}

static json_t *time_value(int64_t wall_ms) {
    char iso[40];
    return wall_ms > 0 ? json_string(clock_iso(wall_ms, iso)) : json_null();
}

/* A form's value without the fields that hold words. */
static json_t *without_words(const json_t *value, const json_t *note) {
    json_t *copy = json_copy((json_t *)value), *name;
    size_t i;
    json_array_foreach(json_object_get(note, "words"), i,
                       name) if (json_is_string(name) && json_object_get(copy, json_string_value(name)))
        json_object_set_new(copy, json_string_value(name), json_null());
    return copy;
}

static bool is_step(const char *kind) {
    static const char *const others[] = {"record", "tell_therapist", "remember",
                                         "score",  "adverse_event",  "adverse_event.severity"};
    if (strncmp(kind, "query.", 6) == 0 || strncmp(kind, "safety.", 7) == 0)
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(kind, others[i]) == 0)
            return false;
    return true;
}

static void add_step(struct fold *f, const struct entry *e) {
    json_t *item = json_object();
    bool written = is_private_kind(e->kind) || value_bool(e->note, "own", false);
    bool hidden = !f->shared && written && e->value != NULL && !json_is_null(e->value);
    value_set_int(item, "seq", e->seq);
    value_set_string(item, "key", e->key);
    value_set_string(item, "id", e->id);
    value_set_string(item, "kind", e->kind);
    value_set_string(item, "status", entry_status_name(e->status));
    if (hidden || e->value == NULL)
        json_object_set_new(item, "value", json_null());
    else if (!f->shared && strcmp(e->kind, "form") == 0)
        json_object_set_new(item, "value", without_words(e->value, e->note));
    else
        json_object_set_new(item, "value", json_deep_copy(e->value));
    if (hidden)
        value_set_bool(item, "private", true);
    else if (value_string(e->note, "label", NULL) != NULL && strcmp(e->kind, "form") != 0)
        value_set_string(item, "label", value_string(e->note, "label", ""));
    if (value_string(e->note, "text", NULL) != NULL)
        value_set_string(item, "text", value_string(e->note, "text", ""));
    if (value_string(e->note, "version", NULL) != NULL)
        value_set_string(item, "version", value_string(e->note, "version", ""));
    value_set_bool(item, "superseded", e->superseded);
    json_object_set_new(item, "shown_at", time_value(e->shown_ms));
    json_object_set_new(item, "answered_at", time_value(e->answered_ms));
    value_set_number(item, "active_seconds", (double)(e->active_ms / 100) / 10);
    json_array_append_new(f->entries, item);
}

static void add_score(struct fold *f, const struct entry *e) {
    static const char prefix[] = "score:";
    json_t *total = json_object_get(e->value, "total"), *band = json_object_get(e->value, "band");
    json_t *item = json_object();
    value_set_string(item, "instrument", e->id);
    if (strncmp(e->key, prefix, sizeof prefix - 1) == 0)
        value_set_string(item, "key", e->key + sizeof prefix - 1);
    if (value_string(e->note, "version", NULL) != NULL)
        value_set_string(item, "version", value_string(e->note, "version", ""));
    json_object_set(item, "total", total != NULL ? total : json_null());
    json_object_set(item, "band", band != NULL ? band : json_null());
    if (json_object_get(e->value, "subscales") != NULL)
        json_object_set_new(item, "subscales", json_deep_copy(json_object_get(e->value, "subscales")));
    json_object_set_new(item, "at", time_value(e->answered_ms));
    if (value_string(e->note, "title", NULL) != NULL)
        value_set_string(item, "title", value_string(e->note, "title", ""));
    json_array_append_new(f->scores, item);
}

static void add_flag(struct fold *f, const struct entry *e) {
    json_t *item = json_object();
    value_set_string(item, "id", e->id);
    value_set_int(item, "seq", e->seq);
    value_set_string(item, "level", value_string(e->value, "level", "info"));
    value_set_string(item, "text", value_string(e->value, "text", ""));
    json_object_set_new(item, "at", time_value(e->answered_ms));
    json_array_append_new(f->flags, item);
}

static void add_record(struct fold *f, const struct entry *e) {
    json_object_set_new(f->records, e->id,
                        f->shared || !value_bool(e->note, "own", false) ? json_deep_copy(e->value) : json_null());
    if (value_string(e->note, "unit", NULL) != NULL)
        value_set_string(f->units, e->id, value_string(e->note, "unit", ""));
}

static void fold_entry(void *context, const struct entry *e) {
    struct fold *f = context;
    if (is_step(e->kind))
        add_step(f, e);
    else if (strncmp(e->kind, "safety.", 7) == 0)
        json_array_append_new(f->safety,
                              json_pack("{s:s, s:s*, s:o}", "what",
                                        strcmp(e->kind, "safety.ack") == 0 ? "acknowledged" : "shown", "by",
                                        value_string(e->value, "by", NULL), "at", time_value(e->answered_ms)));
    else if (e->superseded)
        return;
    else if (strcmp(e->kind, "record") == 0 && e->id != NULL)
        add_record(f, e);
    else if (strcmp(e->kind, "score") == 0)
        add_score(f, e);
    else if (strcmp(e->kind, "tell_therapist") == 0)
        add_flag(f, e);
    else if (strcmp(e->kind, "adverse_event") == 0)
        json_array_append_new(f->events,
                              json_pack("{s:I, s:s, s:s, s:o}", "seq", (json_int_t)e->seq, "severity",
                                        value_string(e->value, "severity", "unknown"), "step",
                                        value_string(e->value, "step", ""), "at", time_value(e->answered_ms)));
    else if (strcmp(e->kind, "adverse_event.severity") == 0 && json_array_size(f->events) > 0)
        json_object_set(json_array_get(f->events, json_array_size(f->events) - 1), "severity",
                        json_object_get(e->value, "severity"));
}

static void fold_end(void *context, const struct session_row *row, int64_t seconds) {
    struct fold *f = context;
    (void)row;
    f->seconds = seconds;
}

json_t *export_session(struct store *s, const struct session_row *row, struct error *err) {
    struct fold f = {.store = s,
                     .row = row,
                     .shared = session_is_shared(s, row->id),
                     .entries = json_array(),
                     .records = json_object(),
                     .units = json_object(),
                     .scores = json_array(),
                     .flags = json_array(),
                     .events = json_array(),
                     .safety = json_array()};
    struct reader reader = {.context = &f, .entry = fold_entry, .end = fold_end};
    bool ok = walk_session(s, row, &reader, 1, err);
    json_t *made = json_object();
    value_set_string(made, "id", row->id);
    value_set_string(made, "module", row->module);
    value_set_string(made, "version", row->version);
    value_set_string(made, "bundle", row->bundle_hash);
    json_object_set_new(made, "started_at", time_value(row->started_ms));
    json_object_set_new(made, "ended_at", time_value(row->ended_ms));
    value_set_string(made, "outcome", row->ended_ms > 0 ? row->outcome : "open");
    value_set_string(made, "parent", row->parent[0] != '\0' ? row->parent : NULL);
    value_set_string(made, "language", row->language);
    value_set_bool(made, "shared", f.shared);
    value_set_int(made, "practice_seconds", f.seconds);
    json_object_set_new(made, "records", f.records);
    if (json_object_size(f.units) > 0)
        json_object_set(made, "units", f.units);
    json_object_set_new(made, "scores", f.scores);
    json_object_set_new(made, "flags", f.flags);
    json_object_set_new(made, "adverse_events", f.events);
    json_object_set_new(made, "safety_card", f.safety);
    json_object_set_new(made, "entries", f.entries);
    json_decref(f.units);
    if (!ok) {
        json_decref(made);
        return NULL;
    }
    return made;
}
