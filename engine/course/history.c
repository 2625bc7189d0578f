/* One person's record walked once; see flags.h. Reads sessions, entries and facts; knows no clock. */
#include "course/flags.h"
#include "course/inside.h"

#include <stdlib.h>
#include <string.h>

struct history {
    const json_t *instruments;
    json_t *history, *risk_ids;
    const struct session_row *row;
    int64_t last_ms;
};

static json_t *list_in(json_t *object, const char *name) {
    json_t *list = json_object_get(object, name);
    if (list == NULL) {
        list = json_array();
        json_object_set_new(object, name, list);
    }
    return list;
}

/* "phq-9.self_harm#2" to the risk item it answers; NULL when it is none. */
static const json_t *risk_of(const struct history *w, const char *id, char instrument[80], char item[80]) {
    const char *dot = id != NULL ? strrchr(id, '.') : NULL;
    size_t i;
    json_t *one;
    if (dot == NULL)
        return NULL;
    snprintf(instrument, 80, "%.*s", (int)(dot - id), id);
    snprintf(item, 80, "%.*s", (int)strcspn(dot + 1, "#"), dot + 1);
    json_array_foreach(json_object_get(json_object_get(w->instruments, instrument), "items"), i,
                       one) if (strcmp(value_string(one, "id", ""), item) == 0 &&
                                json_is_object(json_object_get(one, "risk"))) return json_object_get(one, "risk");
    return NULL;
}

static json_t *event(const struct history *w, const struct entry *e, const char *kind) {
    char id[80];
    flag_id(id, kind, w->row->id, e->seq);
    return json_pack("{s:s, s:I, s:s}", "id", id, "at_ms", (json_int_t)e->answered_ms, "module", w->row->module);
}

static void add_item(struct history *w, const struct entry *e) {
    char instrument[80], item[80];
    const json_t *risk = risk_of(w, e->id, instrument, item);
    if (risk == NULL)
        return;
    json_object_set_new(w->risk_ids, e->id, json_true());
    if (!json_is_number(e->value) || json_number_value(e->value) < value_number(risk, "from", 1))
        return;
    json_t *one = event(w, e, "risk");
    value_set_string(one, "instrument", instrument);
    value_set_string(one, "item", item);
    json_object_set(one, "value", (json_t *)e->value);
    value_set_bool(one, "changed", e->superseded);
    json_array_append_new(list_in(w->history, "risks"), one);
}

/* A risk item's own message says what its entry says already. */
static void add_message(struct history *w, const struct entry *e) {
    const char *level = value_string(e->value, "level", "info");
    if (e->id != NULL && json_object_get(w->risk_ids, e->id) != NULL)
        return;
    json_t *one = event(w, e, strcmp(level, "urgent") == 0 ? "urgent" : "message");
    value_set_string(one, "level", level);
    value_set_string(one, "text", value_string(e->value, "text", ""));
    json_array_append_new(list_in(w->history, "messages"), one);
}

static void add_event(struct history *w, const struct entry *e) {
    json_t *one = event(w, e, "adverse_event");
    value_set_string(one, "severity", value_string(e->value, "severity", "unknown"));
    value_set_string(one, "step", value_string(e->value, "step", ""));
    json_array_append_new(list_in(w->history, "events"), one);
}

static void add_severity(struct history *w, const struct entry *e) {
    const json_t *events = json_object_get(w->history, "events");
    json_t *last = json_array_get(events, json_array_size(events) - 1);
    if (last != NULL)
        value_set_string(last, "severity", value_string(e->value, "severity", "unknown"));
}

static void add_score(struct history *w, const struct entry *e) {
    const json_t *total = json_object_get(e->value, "total");
    if (e->id == NULL || !json_is_number(total))
        return;
    json_array_append_new(
        list_in(json_object_get(w->history, "scores"), e->id),
        json_pack("{s:I, s:O, s:s}", "at_ms", (json_int_t)e->answered_ms, "total", total, "session", w->row->id));
    if (value_string(e->note, "title", NULL) != NULL)
        value_set_string(json_object_get(w->history, "titles"), e->id, value_string(e->note, "title", ""));
}

static void add_stop(struct history *w, const struct entry *e) {
    if (json_is_object(e->value) && strcmp(e->kind, "form") != 0 && value_bool(e->value, "stopped", false) &&
        strcmp(value_string(e->value, "reason", ""), "pain") == 0)
        json_array_append_new(list_in(w->history, "stops"), event(w, e, "stop"));
}

static void take_entry(void *context, const struct entry *e) {
    struct history *w = context;
    w->last_ms = e->answered_ms > w->last_ms ? e->answered_ms : w->last_ms;
    if (strcmp(e->kind, "instrument.item") == 0)
        add_item(w, e); /* a positive risk answer stays when it was changed afterwards */
    else if (e->superseded)
        return;
    else if (strcmp(e->kind, "tell_therapist") == 0)
        add_message(w, e);
    else if (strcmp(e->kind, "adverse_event") == 0)
        add_event(w, e);
    else if (strcmp(e->kind, "adverse_event.severity") == 0)
        add_severity(w, e);
    else if (strcmp(e->kind, "score") == 0)
        add_score(w, e);
    else
        add_stop(w, e);
}

static void begin_session(void *context, const struct session_row *row) {
    struct history *w = context;
    w->row = row;
    w->last_ms = row->started_ms;
    json_object_clear(w->risk_ids);
}

static void end_session(void *context, const struct session_row *row, int64_t seconds) {
    struct history *w = context;
    json_array_append_new(json_object_get(w->history, "sessions"),
                          json_pack("{s:s, s:s, s:I, s:I, s:s, s:I, s:b}", "id", row->id, "module", row->module,
                                    "at_ms", (json_int_t)row->started_ms, "last_ms", (json_int_t)w->last_ms, "outcome",
                                    row->ended_ms != 0 ? row->outcome : "open", "seconds", (json_int_t)seconds,
                                    "inside", row->parent[0] != '\0'));
}

static bool take_note(void *context, const struct fact *f) {
    struct history *w = context;
    json_array_append_new(list_in(w->history, "notes"),
                          json_pack("{s:I, s:s, s:s}", "at_ms", (json_int_t)f->at_ms, "by",
                                    value_string(f->value, "by", ""), "text", value_string(f->value, "text", "")));
    return true;
}

json_t *history_make(struct store *s, const char *person, const json_t *instruments, json_t **out_record,
                     struct error *err) {
    struct history w = {.instruments = instruments};
    struct record_reader g;
    struct reader readers[] = {{.context = &w, .begin = begin_session, .entry = take_entry, .end = end_session},
                               record_reader_start(&g)};
    struct person_row who;
    json_t *seen = person_get_row(s, person, &who, err) ? flags_seen(s, person, err) : NULL;
    w.risk_ids = json_object();
    w.history = json_pack("{s:s, s:I, s:[], s:{}, s:{}, s:o*}", "name", seen != NULL ? who.name : "", "added_ms",
                          (json_int_t)(seen != NULL ? who.added_ms : 0), "sessions", "scores", "titles", "seen", seen);
    bool ok = seen != NULL && walk_person(s, person, readers, sizeof readers / sizeof *readers, err) &&
              fact_each(s, person, "message", take_note, &w, err);
    json_t *record = record_reader_finish(&g);
    json_decref(w.risk_ids);
    if (!ok) {
        json_decref(record);
        json_decref(w.history);
        return NULL;
    }
    *out_record = record;
    return w.history;
}
