/* Proof that the record is whole: SQLite's own check, the ledgers of people, sessions and staff lines, every session's
 * chain up to its head, every seal that can be opened. Stops at the first break and names it. Changes nothing. */
#include "store/internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool broken(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool broken(struct error *err, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return error_set(err, ERROR_RECORD, "The record does not hold: %s", text);
}

static sqlite3_stmt *plain_query(struct store *s, const char *sql, struct error *err) {
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK)
        store_fail(s, err);
    return q;
}

/* The file itself: pages, indexes, and rows that point nowhere. */
static bool file_verify(struct store *s, struct error *err) {
    sqlite3_stmt *q = plain_query(s, "PRAGMA integrity_check(1)", err);
    bool ok = q != NULL && query_step(s, q, err) == 1;
    if (ok && strcmp(column_text(q, 0), "ok") != 0)
        ok = broken(err, "%s: %s.", s->path, column_text(q, 0));
    sqlite3_finalize(q);
    q = ok ? plain_query(s, "PRAGMA foreign_key_check", err) : NULL;
    if (ok && q != NULL && query_step(s, q, err) == 1)
        ok = broken(err, "a row of table %s belongs to no row of %s.", column_text(q, 0), column_text(q, 2));
    ok = ok && q != NULL;
    sqlite3_finalize(q);
    return ok;
}

/* ---- people ---- */

static bool seal_fits(const uint8_t key[KEY_BYTES], const struct seal_place *place, sqlite3_stmt *q, int column) {
    struct bytes plain = {0};
    bool ok = seal_open(key, place, sqlite3_column_blob(q, column), (size_t)sqlite3_column_bytes(q, column), &plain);
    bytes_finish(&plain);
    return ok;
}

static bool person_verify(struct store *s, sqlite3_stmt *q, uint8_t ledger[HASH_BYTES], struct error *err) {
    uint8_t hash[HASH_BYTES], kept[HASH_BYTES], key[KEY_BYTES];
    const char *id = column_text(q, 0);
    struct seal_place place = {.table = "person.name", .row = id};
    person_link(id, sqlite3_column_int64(q, 3), hash);
    ledger_fold(ledger, hash);
    if (sqlite3_column_type(q, 2) == SQLITE_NULL) {
        removed_mac(s, id, hash);
        return (column_hash(q, 4, kept) && seal_equal(hash, kept, HASH_BYTES)) ||
               broken(err, "the key of person %s is gone, but nobody removed that person with Balm.", id);
    }
    if (!person_key_unwrap(s, id, sqlite3_column_blob(q, 2), (size_t)sqlite3_column_bytes(q, 2), key, NULL))
        return broken(err, "the key of person %s was changed.", id);
    bool ok = seal_fits(key, &place, q, 1) || broken(err, "the name of person %s was changed.", id);
    seal_wipe(key, sizeof key);
    return ok;
}

static bool people_verify(struct store *s, int64_t *out_count, struct error *err) {
    uint8_t ledger[HASH_BYTES] = {0};
    int row;
    bool ok = true;
    sqlite3_stmt *q = query_take(s, QUERY_PERSON_ALL, err);
    if (q == NULL)
        return false;
    for (*out_count = 0; ok && (row = query_step(s, q, err)) != 0; ++*out_count)
        ok = row == 1 && person_verify(s, q, ledger, err);
    query_give(s, QUERY_PERSON_ALL, q);
    return ok && ledger_check(s, "person", *out_count, ledger, err);
}

/* ---- sessions and their entries ---- */

struct walk {
    struct head head;
    int64_t seq, ended_by, number;
    uint8_t hash[HASH_BYTES]; /* of the entry before */
    char outcome[80];
    bool shared;
    json_t *superseded; /* {"3": 7}: entry 3 by mark 7 */
    json_t *found;      /* the same as the rows say */
};

static struct link row_link(sqlite3_stmt *q) {
    return (struct link){.seq = sqlite3_column_int64(q, 0),
                         .key = (const char *)sqlite3_column_text(q, 1),
                         .id = (const char *)sqlite3_column_text(q, 2),
                         .kind = column_text(q, 3),
                         .status = sqlite3_column_int64(q, 4),
                         .value = sqlite3_column_blob(q, 5),
                         .value_bytes = (size_t)sqlite3_column_bytes(q, 5),
                         .shown_ms = sqlite3_column_int64(q, 6),
                         .answered_ms = sqlite3_column_int64(q, 7),
                         .active_ms = sqlite3_column_int64(q, 8)};
}

static void number_name(char out[24], int64_t number) {
    snprintf(out, 24, "%lld", (long long)number);
}

/* What a mark says, folded into the walk. */
static void mark_fold(struct walk *w, const struct link *link) {
    char name[24];
    size_t i;
    const json_t *seq;
    json_t *value = value_parse(link->value, link->value_bytes, NULL);
    if (strcmp(link->kind, "session.end") == 0) {
        snprintf(w->outcome, sizeof w->outcome, "%s", json_is_string(value) ? json_string_value(value) : "");
        w->ended_by = link->seq;
    } else if (strcmp(link->kind, "session.share") == 0) {
        w->shared = json_is_true(value);
    } else if (strcmp(link->kind, "mark.superseded") == 0) {
        json_array_foreach(value, i, seq) {
            number_name(name, json_integer_value(seq));
            json_object_set_new(w->superseded, name, json_integer(link->seq));
        }
    }
    json_decref(value);
}

static bool seals_verify(const struct walk *w, sqlite3_stmt *q, const struct link *link, struct error *err) {
    struct seal_place place = entry_place(w->head.session, link->seq);
    if (!w->head.has_key || kind_is_mark(link->kind))
        return true;
    return seal_fits(w->head.key, &place, q, 5) ||
           broken(err, "session %s, entry %lld (%s): its sealed value does not open.", w->head.session,
                  (long long)link->seq, link->key);
}

static bool entry_verify(struct walk *w, sqlite3_stmt *q, struct error *err) {
    uint8_t hash[HASH_BYTES], kept[HASH_BYTES];
    char name[24];
    struct link link = row_link(q);
    if (link.seq != w->seq + 1)
        return broken(err, "session %s, entry %lld is missing (the next one is %lld).", w->head.session,
                      (long long)w->seq + 1, (long long)link.seq);
    link_hash(w->hash, w->head.session, &link, hash);
    if (!column_hash(q, 10, kept) || !seal_equal(hash, kept, HASH_BYTES) ||
        sqlite3_column_int64(q, 11) != w->head.person || sqlite3_column_int64(q, 12) <= w->number)
        return broken(err, "session %s, entry %lld (%s) was changed, or stands in the wrong place.", w->head.session,
                      (long long)link.seq, column_text(q, 1));
    memcpy(w->hash, hash, HASH_BYTES);
    w->seq = link.seq;
    w->number = sqlite3_column_int64(q, 12);
    if (kind_is_mark(link.kind))
        mark_fold(w, &link);
    if (sqlite3_column_type(q, 9) != SQLITE_NULL) {
        number_name(name, link.seq);
        json_object_set_new(w->found, name, json_integer(sqlite3_column_int64(q, 9)));
    }
    return seals_verify(w, q, &link, err);
}

/* What the head says against what the entries said. */
static bool end_verify(const struct walk *w, struct error *err) {
    const struct head *head = &w->head;
    if (w->seq != head->count)
        return broken(err, "session %s, entry %lld is missing (there should be %lld).", head->session,
                      (long long)w->seq + 1, (long long)head->count);
    if (!seal_equal(w->hash, head->hash, HASH_BYTES))
        return broken(err, "session %s: its last entry (%lld) is not the one that was written.", head->session,
                      (long long)w->seq);
    if (!json_equal(w->superseded, w->found))
        return broken(err, "session %s: an entry's \"superseded\" was changed.", head->session);
    if (strcmp(w->outcome, head->outcome) != 0 || (w->ended_by != 0) != (head->ended_ms != 0) ||
        w->shared != head->shared)
        return broken(err, "session %s: how it ended or what was shared was changed.", head->session);
    return true;
}

static bool entries_verify(struct store *s, struct walk *w, struct error *err) {
    int row;
    bool ok = true;
    sqlite3_stmt *q = query_take(s, QUERY_ENTRY_ALL, err);
    if (q == NULL)
        return false;
    query_bind(q, "i", w->head.number);
    memcpy(w->hash, w->head.root, HASH_BYTES);
    while (ok && (row = query_step(s, q, err)) != 0)
        ok = row == 1 && entry_verify(w, q, err);
    query_give(s, QUERY_ENTRY_ALL, q);
    return ok && end_verify(w, err);
}

struct sessions {
    struct store *s;
    struct error *err;
    uint8_t ledger[HASH_BYTES];
    int64_t count, entries;
    bool ok;
};

static bool session_verify(struct sessions *all, const struct session_row *row) {
    uint8_t root[HASH_BYTES];
    struct error cause = {0};
    struct walk w = {.superseded = json_object(), .found = json_object()};
    bool ok = head_load(all->s, row->id, &w.head, &cause) || broken(all->err, "%s", cause.text);
    session_root(row, root);
    if (ok && !seal_equal(root, w.head.root, HASH_BYTES))
        ok = broken(all->err, "session %s, before entry 1: its person, module, bundle, seed or start was changed.",
                    row->id);
    ok = ok && entries_verify(all->s, &w, all->err);
    ledger_fold(all->ledger, root);
    all->count++;
    all->entries += w.seq;
    seal_wipe(w.head.key, sizeof w.head.key);
    json_decref(w.superseded);
    json_decref(w.found);
    return ok;
}

static bool session_next(void *context, const struct session_row *row) {
    struct sessions *all = context;
    all->ok = session_verify(all, row);
    return all->ok;
}

static bool sessions_verify(struct store *s, struct verify_result *out, struct error *err) {
    struct sessions all = {.s = s, .err = err, .ok = true};
    if (!session_each(s, NULL, session_next, &all, err) || !all.ok)
        return false;
    out->sessions = all.count;
    out->entries = all.entries;
    return ledger_check(s, "session", all.count, all.ledger, err);
}

/* ---- what may change: each seal opens ---- */

struct shelf_check {
    const char *sql; /* columns: wrapped key, person's id, row, name, value */
    const char *table;
};
#define SHELF_SQL(table)                                                                                               \
    "SELECT p.wrapped_key, p.id, s.id, t.key, t.value FROM " table                                                     \
    " t JOIN session s ON s.number = t.session JOIN person p ON p.number = s.person"
static const struct shelf_check shelves[] = {
    {SHELF_SQL("draft"), "draft"},
    {SHELF_SQL("position"), "position"},
    {SHELF_SQL("place"), "place"},
    {"SELECT p.wrapped_key, p.id, p.id, t.name, t.value FROM person_setting t JOIN person p ON p.number = t.person",
     "person_setting"},
};

static bool shelf_verify(struct store *s, const struct shelf_check *shelf, struct error *err) {
    uint8_t key[KEY_BYTES];
    int row;
    bool ok = true;
    sqlite3_stmt *q = plain_query(s, shelf->sql, err);
    if (q == NULL)
        return false;
    while (ok && (row = query_step(s, q, err)) != 0) {
        struct seal_place place = {.table = shelf->table, .row = column_text(q, 2), .name = column_text(q, 3)};
        ok = row == 1 &&
             ((person_key_unwrap(s, column_text(q, 1), sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0),
                                 key, NULL) &&
               seal_fits(key, &place, q, 4)) ||
              broken(err, "%s of %s, \"%s\": its sealed value does not open.", shelf->table, place.row, place.name));
    }
    seal_wipe(key, sizeof key);
    sqlite3_finalize(q);
    return ok;
}

static bool settings_verify(struct store *s, struct error *err) {
    int row;
    bool ok = true;
    sqlite3_stmt *q = plain_query(s, "SELECT name, value FROM setting", err);
    if (q == NULL)
        return false;
    while (ok && (row = query_step(s, q, err)) != 0) {
        struct seal_place place = {.table = "setting", .name = column_text(q, 0)};
        ok = row == 1 && (seal_fits(s->folder_key, &place, q, 1) ||
                          broken(err, "the setting \"%s\" was changed outside Balm.", place.name));
    }
    sqlite3_finalize(q);
    return ok;
}

static bool bundles_verify(struct store *s, struct error *err) {
    uint8_t mac[HASH_BYTES], kept[HASH_BYTES];
    int row;
    bool ok = true;
    sqlite3_stmt *q = plain_query(s, "SELECT hash, packed, mac FROM bundle", err);
    if (q == NULL)
        return false;
    while (ok && (row = query_step(s, q, err)) != 0) {
        bundle_mac(s, column_text(q, 0), column_text(q, 1), mac);
        ok = row == 1 && ((column_hash(q, 2, kept) && seal_equal(mac, kept, HASH_BYTES)) ||
                          broken(err, "the kept module %.12s was changed.", column_text(q, 0)));
    }
    sqlite3_finalize(q);
    return ok;
}

static bool staff_verify(struct store *s, struct error *err) {
    uint8_t ledger[HASH_BYTES] = {0}, hash[HASH_BYTES];
    int64_t count = 0;
    int row;
    bool ok = true;
    sqlite3_stmt *q = query_take(s, QUERY_STAFF_ALL, err);
    if (q == NULL)
        return false;
    while (ok && (row = query_step(s, q, err)) != 0) {
        struct seal_place place = {.table = "staff_log", .number = ++count};
        staff_link(sqlite3_column_int64(q, 1), sqlite3_column_blob(q, 2), (size_t)sqlite3_column_bytes(q, 2), hash);
        ledger_fold(ledger, hash);
        ok = row == 1 && ((sqlite3_column_int64(q, 0) == count && seal_fits(s->folder_key, &place, q, 2)) ||
                          broken(err, "line %lld of the staff log was changed or is missing.", (long long)count));
    }
    query_give(s, QUERY_STAFF_ALL, q);
    return ok && ledger_check(s, "staff", count, ledger, err);
}

static bool fact_verify(struct store *s, sqlite3_stmt *q, uint8_t ledger[HASH_BYTES], struct error *err) {
    uint8_t hash[HASH_BYTES], key[KEY_BYTES];
    const char *id = column_text(q, 0), *person = column_text(q, 1);
    struct seal_place place = fact_place(id);
    fact_link(id, person, column_text(q, 2), sqlite3_column_int64(q, 3), sqlite3_column_blob(q, 4),
              (size_t)sqlite3_column_bytes(q, 4), hash);
    ledger_fold(ledger, hash);
    if (sqlite3_column_type(q, 5) == SQLITE_NULL)
        return true; /* the person was removed */
    bool ok = person_key_unwrap(s, person, sqlite3_column_blob(q, 5), (size_t)sqlite3_column_bytes(q, 5), key, err) &&
              (seal_fits(key, &place, q, 4) || broken(err, "fact %s was changed.", id));
    seal_wipe(key, sizeof key);
    return ok;
}

static bool facts_verify(struct store *s, struct error *err) {
    uint8_t ledger[HASH_BYTES] = {0};
    int64_t count = 0;
    int row;
    bool ok = true;
    sqlite3_stmt *q = query_take(s, QUERY_FACT_ALL, err);
    if (q == NULL)
        return false;
    for (; ok && (row = query_step(s, q, err)) != 0; count++)
        ok = row == 1 && fact_verify(s, q, ledger, err);
    query_give(s, QUERY_FACT_ALL, q);
    return ok && ledger_check(s, "fact", count, ledger, err);
}

static bool all_verify(struct store *s, struct verify_result *found, struct error *err) {
    bool ok = file_verify(s, err) && people_verify(s, &found->people, err) && sessions_verify(s, found, err) &&
              settings_verify(s, err) && bundles_verify(s, err) && staff_verify(s, err) && facts_verify(s, err);
    for (size_t i = 0; ok && i < sizeof shelves / sizeof *shelves; i++)
        ok = shelf_verify(s, &shelves[i], err);
    return ok;
}

bool store_verify(struct store *s, struct verify_result *out, struct error *err) {
    struct verify_result found = {0};
    /* One read transaction, so that a session being played meanwhile cannot look like a break. */
    if (!store_exec(s, "BEGIN", err))
        return false;
    bool ok = all_verify(s, &found, err);
    store_exec(s, "COMMIT", NULL);
    if (ok && out != NULL)
        *out = found;
    return ok;
}
