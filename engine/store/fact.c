/* What is known of a person outside their sessions: prescriptions, flags marked as seen, messages. Append-only like
 * the sessions: a change is a new fact. Sealed with the person's key; the ledger "fact" shows a lost or changed row.
 * Knows nothing of what a kind means. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

struct seal_place fact_place(const char *id) {
    return (struct seal_place){.table = "fact", .row = id};
}

void fact_link(const char *id, const char *person, const char *kind, int64_t at_ms, const void *sealed, size_t count,
               uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, NULL, "fact");
    hash_text(&h, id);
    hash_text(&h, person);
    hash_text(&h, kind);
    hash_int(&h, at_ms);
    hash_add_bytes(&h, sealed, count);
    hash_end(&h, out);
}

static bool fact_insert(struct store *s, const struct person_key *who, const struct fact *fact, struct error *err) {
    struct bytes sealed = {0};
    uint8_t hash[HASH_BYTES];
    struct seal_place place = fact_place(fact->id);
    bool ok = value_seal(who->key, &place, fact->value, &sealed, err);
    if (ok) {
        fact_link(fact->id, who->id, fact->kind, fact->at_ms, sealed.at, sealed.length, hash);
        ok = query_run(s, err, QUERY_FACT_ADD, "titib", fact->id, who->number, fact->kind, fact->at_ms, sealed.at,
                       sealed.length) &&
             ledger_add(s, "fact", hash, err);
    }
    bytes_finish(&sealed);
    return ok;
}

bool fact_adopt(struct store *s, const struct person_key *who, const struct fact *fact, bool *out_new,
                struct error *err) {
    *out_new = !query_any(s, QUERY_FACT_IS, "t", fact->id);
    return !*out_new || fact_insert(s, who, fact, err);
}

bool fact_append(struct store *s, const char *person, const char *kind, const json_t *value, char out_id[40],
                 struct error *err) {
    struct person_key who;
    char id[40];
    if (kind == NULL || kind[0] == '\0' || value == NULL)
        return error_set(err, ERROR_FORMAT, "A fact needs a kind and a value.");
    if (!change_begin(s, err))
        return false;
    id_make(id, 'f', 12);
    struct fact fact = {.id = id, .kind = kind, .at_ms = clock_wall_ms(s->clock), .value = value};
    bool ok = person_key_get(s, person, &who, err);
    while (ok && query_any(s, QUERY_FACT_AT, "ii", who.number, fact.at_ms))
        fact.at_ms++; /* the newest is told by its time: no two at once */
    ok = change_end(s, ok && fact_insert(s, &who, &fact, err), err);
    seal_wipe(&who, sizeof who);
    if (ok && out_id != NULL)
        memcpy(out_id, id, sizeof id);
    return ok;
}

static bool fact_give(sqlite3_stmt *q, const struct person_key *who, fact_fn *fn, void *context, bool *out_go_on,
                      struct error *err) {
    char id[40], kind[80];
    column_copy(q, 0, id, sizeof id);
    column_copy(q, 1, kind, sizeof kind);
    struct seal_place place = fact_place(id);
    json_t *value = value_unseal(who->key, &place, sqlite3_column_blob(q, 3), (size_t)sqlite3_column_bytes(q, 3), err);
    if (value == NULL)
        return false;
    struct fact fact = {.id = id, .kind = kind, .at_ms = sqlite3_column_int64(q, 2), .value = value};
    *out_go_on = fn(context, &fact);
    json_decref(value);
    return true;
}

bool fact_each(struct store *s, const char *person, const char *kind, fact_fn *fn, void *context, struct error *err) {
    struct person_key who;
    if (!person_key_get(s, person, &who, err))
        return false;
    sqlite3_stmt *q = query_take(s, QUERY_FACT_OF, err);
    bool ok = q != NULL, go_on = ok;
    int row;
    if (ok)
        query_bind(q, "it", who.number, kind);
    while (go_on && (row = query_step(s, q, err)) != 0) {
        ok = row == 1 && fact_give(q, &who, fn, context, &go_on, err);
        go_on = ok && go_on;
    }
    query_give(s, QUERY_FACT_OF, q);
    seal_wipe(&who, sizeof who);
    return ok;
}
