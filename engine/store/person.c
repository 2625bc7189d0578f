/* People: a sealed name, a key of their own wrapped by the folder's key, and small sealed things. Removing a person
 * destroys that key and what may be deleted; the chain of what they answered stays, sealed for ever. */
#include "store/internal.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct seal_place person_place(const char *part, const char *id) {
    return (struct seal_place){.table = part, .row = id};
}

/* ---- keys ---- */

bool person_key_unwrap(struct store *s, const char *id, const void *wrapped, size_t count, uint8_t key[KEY_BYTES],
                       struct error *err) {
    struct seal_place place = person_place("person.key", id);
    struct bytes plain = {0};
    bool ok = seal_open(s->wrap_key, &place, wrapped, count, &plain) && plain.length == KEY_BYTES;
    if (ok)
        memcpy(key, plain.at, KEY_BYTES);
    else
        error_set(err, ERROR_SEALED, "The key of person %s does not open with the key of this folder.", id);
    bytes_finish(&plain);
    return ok;
}

static bool person_fail(struct error *err) {
    return error_set(err, ERROR_MISSING,
                     "Nobody in this record has that name or id. \"balm patient list\" shows who is here, \"balm "
                     "patient add --name NAME\" adds a person.");
}

bool person_key_get(struct store *s, const char *id, struct person_key *out, struct error *err) {
    struct person_key found = {0};
    sqlite3_stmt *q = query_take(s, QUERY_PERSON_KEY, err);
    if (q == NULL)
        return false;
    snprintf(found.id, sizeof found.id, "%s", id != NULL ? id : "");
    query_bind(q, "t", found.id);
    int row = query_step(s, q, err);
    bool ok = row == 1 && sqlite3_column_type(q, 1) != SQLITE_NULL;
    if (row >= 0 && !ok)
        person_fail(err);
    if (ok) {
        found.number = sqlite3_column_int64(q, 0);
        ok = person_key_unwrap(s, found.id, sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1), found.key,
                               err);
    }
    query_give(s, QUERY_PERSON_KEY, q);
    if (ok)
        *out = found;
    seal_wipe(found.key, sizeof found.key);
    return ok;
}

/* ---- add, list, find, remove ---- */

static bool name_check(const char *name, struct error *err) {
    size_t length = name != NULL ? strlen(name) : 0;
    return (length >= 1 && length <= 200 && utf8_valid(name, length)) ||
           error_set(err, ERROR_FORMAT, "A name has 1 to 200 bytes of UTF-8 text.");
}

bool person_is_removed(struct store *s, const char *id) {
    sqlite3_stmt *q = query_take(s, QUERY_PERSON_KEY, NULL);
    if (q == NULL)
        return false;
    query_bind(q, "t", id);
    bool removed = query_step(s, q, NULL) == 1 && sqlite3_column_type(q, 1) == SQLITE_NULL;
    query_give(s, QUERY_PERSON_KEY, q);
    return removed;
}

static bool id_is_free(struct store *s, const char *id) {
    sqlite3_stmt *q = query_take(s, QUERY_PERSON_KEY, NULL);
    if (q == NULL)
        return false;
    query_bind(q, "t", id);
    bool is_free = query_step(s, q, NULL) == 0;
    query_give(s, QUERY_PERSON_KEY, q);
    return is_free;
}

bool person_adopt(struct store *s, const char *id, const char *name, int64_t added_ms, struct error *err) {
    uint8_t key[KEY_BYTES], hash[HASH_BYTES];
    struct bytes wrapped = {0}, sealed = {0};
    struct seal_place key_place = person_place("person.key", id), name_place = person_place("person.name", id);
    if (!name_check(name, err))
        return false;
    seal_random(key, sizeof key);
    seal_close(s->wrap_key, &key_place, key, sizeof key, &wrapped);
    seal_close(key, &name_place, name, strlen(name), &sealed);
    person_link(id, added_ms, hash);
    bool ok = query_run(s, err, QUERY_PERSON_ADD, "tbbi", id, sealed.at, sealed.length, wrapped.at, wrapped.length,
                        added_ms) &&
              ledger_add(s, "person", hash, err);
    seal_wipe(key, sizeof key);
    bytes_finish(&wrapped);
    bytes_finish(&sealed);
    return ok;
}

bool person_add(struct store *s, const char *name, char out_id[40], struct error *err) {
    char id[40];
    if (!name_check(name, err) || !change_begin(s, err))
        return false;
    for (int i = 0; i < 100; i++) {
        id_make(id, 'p', 6);
        if (id_is_free(s, id))
            break;
    }
    if (!change_end(s, person_adopt(s, id, name, clock_wall_ms(s->clock), err), err))
        return false;
    memcpy(out_id, id, sizeof id);
    return true;
}

/* The row of QUERY_PERSON_ALL as {"id","name","added_at"}; NULL when the key is gone. */
static json_t *person_row(struct store *s, sqlite3_stmt *q) {
    uint8_t key[KEY_BYTES];
    struct bytes name = {0};
    char when[40];
    json_t *row = NULL;
    const char *id = column_text(q, 0);
    struct seal_place place = person_place("person.name", id);
    if (sqlite3_column_type(q, 2) != SQLITE_NULL &&
        person_key_unwrap(s, id, sqlite3_column_blob(q, 2), (size_t)sqlite3_column_bytes(q, 2), key, NULL) &&
        seal_open(key, &place, sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1), &name))
        row = json_pack("{s:s,s:s,s:s}", "id", id, "name", (const char *)name.at, "added_at",
                        clock_iso(sqlite3_column_int64(q, 3), when));
    seal_wipe(key, sizeof key);
    bytes_finish(&name);
    return row;
}

static int by_name(const void *a, const void *b) {
    const json_t *const *x = a, *const *y = b;
    int order = strcmp(value_string(*x, "name", ""), value_string(*y, "name", ""));
    return order != 0 ? order : strcmp(value_string(*x, "id", ""), value_string(*y, "id", ""));
}

static json_t *list_sorted(json_t *list) {
    size_t count = json_array_size(list);
    json_t **rows = calloc(count + 1, sizeof *rows);
    json_t *sorted = json_array();
    for (size_t i = 0; rows != NULL && i < count; i++)
        rows[i] = json_array_get(list, i);
    if (rows != NULL && count > 1)
        qsort(rows, count, sizeof *rows, by_name);
    for (size_t i = 0; rows != NULL && i < count; i++)
        json_array_append(sorted, rows[i]);
    free(rows);
    json_decref(list);
    return sorted;
}

json_t *person_list(struct store *s, struct error *err) {
    sqlite3_stmt *q = query_take(s, QUERY_PERSON_ALL, err);
    if (q == NULL)
        return NULL;
    json_t *list = json_array();
    int row;
    while ((row = query_step(s, q, err)) == 1) {
        json_t *person = person_row(s, q);
        if (person != NULL)
            json_array_append_new(list, person);
    }
    query_give(s, QUERY_PERSON_ALL, q);
    if (row == 0)
        return list_sorted(list);
    json_decref(list);
    return NULL;
}

static bool find_by_name(const json_t *people, const char *name, char out_id[40], struct error *err) {
    size_t i, found = 0;
    const json_t *person;
    char ids[400] = "", id[40] = "";
    json_array_foreach(people, i, person) {
        if (strcmp(value_string(person, "name", ""), name) != 0)
            continue;
        size_t used = strlen(ids);
        snprintf(id, sizeof id, "%s", value_string(person, "id", ""));
        snprintf(ids + used, sizeof ids - used, "%s%s", found > 0 ? ", " : "", id);
        found++;
    }
    if (found == 0)
        return person_fail(err);
    if (found > 1)
        return error_set(err, ERROR_FORMAT, "%zu people have that name. Give the id instead: %s.", found, ids);
    memcpy(out_id, id, sizeof id);
    return true;
}

bool person_find(struct store *s, const char *id_or_name, char out_id[40], struct error *err) {
    struct person_key found;
    struct error cause = {0};
    if (id_or_name == NULL || id_or_name[0] == '\0')
        return person_fail(err);
    if (person_key_get(s, id_or_name, &found, &cause)) {
        memcpy(out_id, found.id, sizeof found.id);
        seal_wipe(&found, sizeof found);
        return true;
    }
    if (cause.code != ERROR_MISSING)
        return error_set(err, cause.code, "%s", cause.text);
    json_t *people = person_list(s, err);
    bool ok = people != NULL && find_by_name(people, id_or_name, out_id, err);
    json_decref(people);
    return ok;
}

static bool person_wipe(struct store *s, const struct person_key *who, struct error *err) {
    char line[80];
    uint8_t mac[HASH_BYTES];
    removed_mac(s, who->id, mac);
    snprintf(line, sizeof line, "removed %s", who->id);
    return query_run(s, err, QUERY_DRAFT_WIPE, "i", who->number) &&
           query_run(s, err, QUERY_POSITION_WIPE, "i", who->number) &&
           query_run(s, err, QUERY_PLACE_WIPE, "i", who->number) &&
           query_run(s, err, QUERY_THING_WIPE, "i", who->number) &&
           query_run(s, err, QUERY_PERSON_REMOVE, "bi", mac, (size_t)HASH_BYTES, who->number) &&
           staff_add(s, "balm", line, err);
}

bool person_remove(struct store *s, const char *id, struct error *err) {
    struct person_key who;
    if (!change_begin(s, err))
        return false;
    bool ok = change_end(s, person_key_get(s, id, &who, err) && person_wipe(s, &who, err), err);
    seal_wipe(&who, sizeof who);
    if (!ok)
        return false;
    /* The old key still stands in the -wal file: write it back over the database (secure_delete) and empty the file. */
    return sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK ||
           store_fail(s, err);
}

bool person_get_row(struct store *s, const char *id, struct person_row *out, struct error *err) {
    struct person_key who;
    struct bytes name = {0};
    if (!person_key_get(s, id, &who, err))
        return false;
    struct seal_place place = person_place("person.name", who.id);
    sqlite3_stmt *q = query_take(s, QUERY_PERSON_ONE, err);
    bool ok = q != NULL;
    if (ok) {
        query_bind(q, "i", who.number);
        ok = (query_step(s, q, err) == 1 &&
              seal_open(who.key, &place, sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), &name)) ||
             error_set(err, ERROR_SEALED, "The name of person %s was altered.", who.id);
    }
    if (ok) {
        snprintf(out->name, sizeof out->name, "%s", (const char *)name.at);
        out->added_ms = sqlite3_column_int64(q, 1);
    }
    query_give(s, QUERY_PERSON_ONE, q);
    bytes_finish(&name);
    seal_wipe(&who, sizeof who);
    return ok;
}

bool person_rename(struct store *s, const char *id, const char *name, struct error *err) {
    struct person_key who;
    struct bytes sealed = {0};
    if (!name_check(name, err) || !change_begin(s, err))
        return false;
    bool ok = person_key_get(s, id, &who, err);
    if (ok) {
        struct seal_place place = person_place("person.name", who.id);
        seal_close(who.key, &place, name, strlen(name), &sealed);
        ok = query_run(s, err, QUERY_PERSON_RENAME, "bi", sealed.at, sealed.length, who.number);
    }
    bytes_finish(&sealed);
    seal_wipe(&who, sizeof who);
    return change_end(s, ok, err);
}

char *person_name(struct store *s, const char *id, struct error *err) {
    struct person_key who;
    struct bytes name = {0};
    char *given = NULL;
    if (!person_key_get(s, id, &who, err))
        return NULL;
    struct seal_place place = person_place("person.name", who.id);
    sqlite3_stmt *q = query_take(s, QUERY_PERSON_NAME, err);
    if (q != NULL) {
        query_bind(q, "i", who.number);
        if (query_step(s, q, err) == 1 &&
            seal_open(who.key, &place, sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), &name))
            given = strdup((const char *)name.at);
        else
            error_set(err, ERROR_SEALED, "The name of person %s was altered.", who.id);
        query_give(s, QUERY_PERSON_NAME, q);
    }
    bytes_finish(&name);
    seal_wipe(&who, sizeof who);
    return given;
}

/* ---- settings of a person ---- */

static struct seal_place thing_place(const struct person_key *who, const char *name) {
    return (struct seal_place){.table = "person_setting", .row = who->id, .name = name};
}

static bool thing_write(struct store *s, const struct person_key *who, const char *name, const json_t *value,
                        struct error *err) {
    struct bytes sealed = {0};
    struct seal_place place = thing_place(who, name);
    if (value == NULL)
        return query_run(s, err, QUERY_THING_DELETE, "it", who->number, name);
    bool ok = value_seal(who->key, &place, value, &sealed, err) &&
              query_run(s, err, QUERY_THING_SET, "itb", who->number, name, sealed.at, sealed.length);
    bytes_finish(&sealed);
    return ok;
}

bool person_set(struct store *s, const char *person, const char *name, const json_t *value, struct error *err) {
    struct person_key who;
    if (name == NULL || name[0] == '\0')
        return error_set(err, ERROR_FORMAT, "A setting needs a name.");
    if (!change_begin(s, err))
        return false;
    bool ok = person_key_get(s, person, &who, err) && thing_write(s, &who, name, value, err);
    seal_wipe(&who, sizeof who);
    return change_end(s, ok, err);
}

json_t *person_get(struct store *s, const char *person, const char *name) {
    struct person_key who;
    json_t *value = NULL;
    if (name == NULL || !person_key_get(s, person, &who, NULL))
        return NULL;
    struct seal_place place = thing_place(&who, name);
    sqlite3_stmt *q = query_take(s, QUERY_THING_GET, NULL);
    if (q != NULL) {
        query_bind(q, "it", who.number, name);
        if (query_step(s, q, NULL) == 1)
            value = value_unseal(who.key, &place, sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), NULL);
        query_give(s, QUERY_THING_GET, q);
    }
    seal_wipe(&who, sizeof who);
    return value;
}
