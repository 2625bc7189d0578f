/* Packs a person: reads every session with its raw entries into plain data. See pack.h; merge.c takes it apart. */
#include "store/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void hex_set(json_t *object, const char *name, const uint8_t hash[16]) {
    char hex[33];
    for (int i = 0; i < 16; i++)
        snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    value_set_string(object, name, hex);
}

static void entry_pack(json_t *list, const struct entry *e) {
    json_t *made = json_object();
    value_set_string(made, "key", e->key);
    value_set_string(made, "id", e->id);
    value_set_string(made, "kind", e->kind);
    value_set_int(made, "status", (int64_t)e->status);
    value_set_int(made, "shown_ms", e->shown_ms);
    value_set_int(made, "answered_ms", e->answered_ms);
    value_set_int(made, "active_ms", e->active_ms);
    hex_set(made, "def", e->def_hash);
    hex_set(made, "shown", e->shown_hash);
    json_object_set_new(made, "value", e->value != NULL ? json_deep_copy(e->value) : json_null());
    json_object_set_new(made, "note", e->note != NULL ? json_deep_copy(e->note) : json_null());
    json_array_append_new(list, made);
}

static bool entry_one(void *context, const struct entry *e) {
    entry_pack(context, e);
    return true;
}

static bool position_one(void *context, const char *key, const json_t *position) {
    json_object_set_new(context, key, json_deep_copy(position));
    return true;
}

json_t *session_pack(struct store *s, const struct session_row *row, struct error *err) {
    json_t *entries = json_array(), *positions = json_object();
    bool ok =
        entry_each_raw(s, row->id, entry_one, entries, err) && position_each(s, row->id, position_one, positions, err);
    json_t *made =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:s, s:I, s:I, s:o, s:o}", "id", row->id, "module", row->module,
                  "version", row->version, "bundle", row->bundle_hash, "parent", row->parent, "seed",
                  (json_int_t)row->seed, "language", row->language, "started_ms", (json_int_t)row->started_ms,
                  "last_ms", (json_int_t)row->last_ms, "entries", entries, "positions", positions);
    if (ok && made != NULL)
        return made;
    json_decref(made);
    if (ok)
        error_set(err, ERROR_FORMAT, "Session %s cannot be packed: it holds text that is not UTF-8.", row->id);
    return NULL;
}

/* In the order they were written, so that a session stands behind the one it began in. */
static json_t *sessions_pack(struct store *s, const char *person, struct error *err) {
    json_t *sessions = json_array();
    sqlite3_stmt *q = query_take(s, QUERY_SESSION_PACK, err);
    int found = q != NULL ? 1 : -1;
    if (q != NULL)
        query_bind(q, "t", person);
    while (found == 1 && (found = query_step(s, q, err)) == 1) {
        struct session_row row;
        session_read(q, &row);
        json_t *session = session_pack(s, &row, err);
        if (session != NULL)
            json_array_append_new(sessions, session);
        else
            found = -1;
    }
    query_give(s, QUERY_SESSION_PACK, q);
    if (found == 0)
        return sessions;
    json_decref(sessions);
    return NULL;
}

static bool fact_one(void *context, const struct fact *fact) {
    json_array_append_new(context, json_pack("{s:s, s:s, s:I, s:O}", "id", fact->id, "kind", fact->kind, "at_ms",
                                             (json_int_t)fact->at_ms, "value", fact->value));
    return true;
}

static json_t *facts_pack(struct store *s, const char *person, struct error *err) {
    json_t *facts = json_array();
    if (fact_each(s, person, NULL, fact_one, facts, err))
        return facts;
    json_decref(facts);
    return NULL;
}

/* The modules the sessions began with, as far as they are kept here. */
static json_t *bundles_pack(struct store *s, const char *person, struct error *err) {
    json_t *bundles = json_object();
    sqlite3_stmt *q = query_take(s, QUERY_BUNDLES_OF, err);
    if (q == NULL)
        return bundles;
    query_bind(q, "t", person);
    while (query_step(s, q, err) == 1) {
        struct error absent = {0};
        json_t *packed = bundle_get(s, column_text(q, 0), &absent);
        if (packed != NULL)
            json_object_set_new(bundles, column_text(q, 0), packed);
    }
    query_give(s, QUERY_BUNDLES_OF, q);
    return bundles;
}

static int64_t added_of(struct store *s, const char *person) {
    int64_t added_ms = 0;
    sqlite3_stmt *q = query_take(s, QUERY_PERSON_ALL, NULL);
    while (q != NULL && query_step(s, q, NULL) == 1)
        if (strcmp(column_text(q, 0), person) == 0)
            added_ms = sqlite3_column_int64(q, 3);
    query_give(s, QUERY_PERSON_ALL, q);
    return added_ms;
}

json_t *person_pack(struct store *s, const char *person, struct error *err) {
    char *name = person_name(s, person, err);
    json_t *sessions = name != NULL ? sessions_pack(s, person, err) : NULL, *packed = NULL;
    json_t *facts = sessions != NULL ? facts_pack(s, person, err) : NULL;
    if (facts != NULL)
        packed = json_pack("{s:i, s:{s:s, s:s, s:I}, s:O, s:O, s:o}", "balm_person", PACK_FORMAT, "person", "id",
                           person, "name", name, "added_ms", (json_int_t)added_of(s, person), "sessions", sessions,
                           "facts", facts, "bundles", bundles_pack(s, person, err));
    if (name != NULL)
        seal_wipe(name, strlen(name));
    free(name);
    json_decref(sessions);
    json_decref(facts);
    return packed;
}
