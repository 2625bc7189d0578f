/* Queries and effects: what a script may know of the world, and what it may do to it. Each is an entry of the record,
 * so a replay gets the same answer and repeats nothing. Queued here, written together before the next screen is shown.
 */
#include "base/xalloc.h"
#include "session/internal.h"

#include <stdlib.h>
#include <string.h>

enum { PENDING_MAX = 4096 };

void inputs_queue(struct session *s, const char *key, const char *id, const char *kind, enum entry_status status,
                  json_t *value, json_t *note, const json_t *args) {
    json_t *item = json_object();
    value_set_string(item, "key", key);
    value_set_string(item, "id", id);
    value_set_string(item, "kind", kind);
    value_set_int(item, "status", status);
    if (value != NULL)
        json_object_set_new(item, "value", value);
    if (note != NULL)
        json_object_set_new(item, "note", note);
    if (args != NULL)
        json_object_set(item, "args", (json_t *)args);
    json_array_append_new(s->pending, item);
}

void inputs_drop(struct session *s) {
    json_array_clear(s->pending);
}

bool inputs_flush(struct session *s, struct error *err) {
    size_t count = json_array_size(s->pending), i;
    if (count == 0)
        return true;
    struct entry *entries = xcalloc(count, sizeof *entries);
    json_t *item;
    int64_t now = session_wall_ms(s);
    json_array_foreach(s->pending, i, item) {
        entries[i] = (struct entry){.key = value_string(item, "key", ""),
                                    .id = value_string(item, "id", NULL),
                                    .kind = value_string(item, "kind", ""),
                                    .status = (enum entry_status)value_int(item, "status", ENTRY_ANSWERED),
                                    .value = json_object_get(item, "value"),
                                    .note = json_object_get(item, "note"),
                                    .shown_ms = now,
                                    .answered_ms = now};
        const json_t *args = json_object_get(item, "args");
        if (args != NULL)
            words_hash(entries[i].kind, args, entries[i].def_hash, entries[i].shown_hash);
    }
    bool ok = record_append(s, entries, count, err);
    free(entries);
    if (ok)
        json_array_clear(s->pending);
    return ok;
}

static json_t *today(const struct session *s) {
    char date[16];
    return json_string(clock_date(session_wall_ms(s), date));
}

static json_t *query_value(struct session *s, const char *kind, const json_t *args, struct error *err) {
    struct store *store = s->setup.store;
    const char *id = value_string(args, "id", ""), *module = value_string(args, "module", "");
    if (strcmp(kind, "today") == 0)
        return today(s);
    if (strcmp(kind, "times_done") == 0)
        return json_integer(session_count_done(store, s->row.person, module));
    if (strcmp(kind, "recall") == 0)
        return entry_last(store, s->row.person, NULL, "remember", id, err);
    if (strcmp(kind, "answer") == 0)
        return entry_last(store, s->row.person, module, NULL, id, err);
    if (strcmp(kind, "last") == 0) {
        json_t *score = entry_last(store, s->row.person, NULL, "score", id, err);
        return score != NULL ? score : entry_last(store, s->row.person, NULL, "record", id, err);
    }
    return NULL;
}

/* An id may be asked and recorded under one name, so effects and queries have keys of their own: "record:relief#1". */
static char *input_key(const json_t *request) {
    return xprintf("%s:%s", value_string(request, "kind", ""), value_string(request, "key", ""));
}

static json_t *effect_value(const char *kind, const json_t *args) {
    if (strcmp(kind, "tell_therapist") == 0)
        return json_pack("{s:s, s:s}", "text", value_string(args, "text", ""), "level",
                         value_string(args, "level", "info"));
    json_t *value = json_object_get(args, "value");
    return value != NULL ? json_deep_copy(value) : NULL;
}

static bool holds_words(struct session *s, const char *text) {
    char *open = words_hidden(s, text);
    bool holds = strcmp(open, text) != 0;
    free(open);
    return holds;
}

/* A message to staff is made of what they may read: also where the script put the patient's words in by itself. */
static json_t *open_message(struct session *s, const json_t *request) {
    json_t *args = words_for_others(s, request), *made = json_copy(args);
    char *text = words_hidden(s, value_string(args, "text", ""));
    value_set_string(made, "text", text);
    free(text);
    json_decref(args);
    return made;
}

static bool is_effect(const json_t *request) {
    return strcmp(value_string(request, "op", ""), "effect") == 0;
}

bool inputs_answer(struct session *s, const json_t *request, json_t **out_value, struct error *err) {
    const char *kind = value_string(request, "kind", ""), *id = value_string(request, "id", NULL);
    json_t *args = words_with_answers(s, request, err);
    if (args == NULL)
        return false;
    if (json_array_size(s->pending) >= PENDING_MAX) {
        json_decref(args);
        return error_at(err, ERROR_BUDGET, value_string(request, "file", ""), (int)value_int(request, "line", 0),
                        "This module records or asks for too much between two screens.");
    }
    char *key = input_key(request), *name = xprintf("%s%s", is_effect(request) ? "" : "query.", kind);
    struct kept *k = record_find(s, key, false);
    json_t *value;
    if (k != NULL && !k->on_path) {
        value = k->value != NULL ? json_incref(k->value) : NULL;
        k->on_path = true;
    } else {
        struct error quiet = {0};
        json_t *open = strcmp(kind, "tell_therapist") == 0 ? open_message(s, request) : json_incref(args);
        value = is_effect(request) ? effect_value(kind, open) : query_value(s, kind, args, &quiet);
        json_decref(open);
        const char *unit = value_string(args, "unit", NULL);
        json_t *note = unit != NULL ? json_pack("{s:s}", "unit", unit) : json_object();
        if (strcmp(kind, "record") == 0 && json_is_string(value))
            value_set_bool(note, "own", holds_words(s, json_string_value(value)));
        inputs_queue(s, key, id, name, ENTRY_ANSWERED, value != NULL ? json_incref(value) : NULL, note, args);
    }
    if (is_effect(request))
        words_learn(s, kind, id, args, value);
    *out_value = is_effect(request) ? json_null() : value != NULL ? json_incref(value) : json_null();
    json_decref(value);
    json_decref(args);
    free(key);
    free(name);
    return true;
}
