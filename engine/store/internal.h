/* What the files of this room share: the open store, its statements and transactions, keys, and the heads of chains.
 * Not for other rooms; they include store/store.h.
 * Statements are taken and given back, so that a callback may ask the store again while a walk is on. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "store/query.h"
#include "store/seal.h"
#include "store/store.h"

#include <sqlite3.h>

enum { STORE_VERSION = 3, BUSY_MS = 5000 };
#define STORE_APPLICATION 0x42616c6d /* "Balm", in the database's header */

struct store {
    sqlite3 *db;
    char *folder; /* NULL in memory */
    char *path;   /* of the database, for messages */
    const struct clock *clock;
    bool read_only, tidy_after; /* tidy_after: a reader made the -wal and -shm files, so it has them removed */
    int lock_fd;                /* -1 none */
    int depth;                  /* of changes: only the outermost is a transaction of SQLite's */
    bool is_spoilt;             /* a part of the change failed: the outermost rolls back */
    uint8_t wrap_key[KEY_BYTES], mac_key[KEY_BYTES], folder_key[KEY_BYTES]; /* derived; folder_key seals settings */
    uint8_t public_key[KEY_BYTES], secret_key[KEY_BYTES];                   /* for envelopes; from the same key */
    sqlite3_stmt *statements[QUERY_COUNT];
};

/* ---- folder.c: what lies in the folder beside SQLite's own doing ---- */
bool folder_lock(struct store *s, struct error *err);
bool folder_key(struct store *s, uint8_t key[KEY_BYTES],
                struct error *err); /* reads it, or makes it for a new record */
/* Looks at the file's header without SQLite, so that nothing is touched. out_exists: there is a database. */
bool folder_peek(const char *path, bool *out_exists, struct error *err);
bool version_check(const char *path, int64_t version, struct error *err);

/* ---- store.c, small.c: in a change ---- */
bool record_begin(struct store *s, struct error *err);
bool setting_write(struct store *s, const char *name, const json_t *value, struct error *err);

/* ---- schema.c ---- */
bool schema_migrate(struct store *s, struct error *err);
int64_t schema_pragma(struct store *s, const char *name); /* user_version, application_id; -1 when unreadable */

/* ---- query.c ---- */
bool store_fail(struct store *s, struct error *err); /* SQLite's last error as ours; false */
bool store_exec(struct store *s, const char *sql, struct error *err);
sqlite3_stmt *query_take(struct store *s, enum query which, struct error *err);
void query_give(struct store *s, enum query which, sqlite3_stmt *q); /* NULL is fine */
/* types, one letter a parameter: t text (NULL: null), i int64_t, b bytes and their size_t. Borrowed until given back.
 */
void query_bind(sqlite3_stmt *q, const char *types, ...);
/* Takes, binds, runs to the end, gives back. */
bool query_run(struct store *s, struct error *err, enum query which, const char *types, ...);
/* Whether there is a row. */
bool query_any(struct store *s, enum query which, const char *types, ...);
/* A row: 1, none: 0, failed: -1 with err. */
int query_step(struct store *s, sqlite3_stmt *q, struct error *err);
const char *column_text(sqlite3_stmt *q, int column); /* "" for null */
void column_copy(sqlite3_stmt *q, int column, char *out, size_t out_bytes);
bool column_hash(sqlite3_stmt *q, int column, uint8_t out[HASH_BYTES]); /* false: not a hash */
/* Changes nest: what an inner one wrote is kept or lost with the outermost, and one that failed spoils the whole. */
bool change_begin(struct store *s, struct error *err);
bool change_end(struct store *s, bool ok, struct error *err); /* commits, or rolls back; true when committed */

/* ---- values.c: JSON in and out of seals ---- */
bool value_seal(const uint8_t key[KEY_BYTES], const struct seal_place *place, const json_t *value, struct bytes *out,
                struct error *err);
/* Given; NULL and ERROR_SEALED when altered. */
json_t *value_unseal(const uint8_t key[KEY_BYTES], const struct seal_place *place, const void *sealed, size_t count,
                     struct error *err);
char *json_text(const json_t *value); /* exactly as it is: order and all 17 digits. Given; NULL value is "null", NULL
                                         when circular */
void id_make(char out[40], char letter, int length);

/* ---- person.c ---- */
struct person_key {
    int64_t number;
    char id[40];
    uint8_t key[KEY_BYTES];
};
bool person_key_get(struct store *s, const char *id, struct person_key *out, struct error *err);
/* In a change: with an id and a time that are given. */
bool person_adopt(struct store *s, const char *id, const char *name, int64_t added_ms, struct error *err);
bool person_is_removed(struct store *s, const char *id);
bool person_key_unwrap(struct store *s, const char *id, const void *wrapped, size_t count, uint8_t key[KEY_BYTES],
                       struct error *err);
void removed_mac(struct store *s, const char *id, uint8_t out[HASH_BYTES]);

/* ---- chain.c: hashes, the head of each session, the ledgers of the folder ---- */
struct head {
    int64_t number, person;
    char session[40], person_id[40];
    uint8_t root[HASH_BYTES], hash[HASH_BYTES];
    int64_t count, ended_ms;
    char outcome[80];
    bool shared, has_key;
    uint8_t key[KEY_BYTES];
};
/* Reads and checks a session's head; opens its person's key where it still exists (has_key). */
bool head_load(struct store *s, const char *session, struct head *out, struct error *err);
bool head_load_writable(struct store *s, const char *session, struct head *out, struct error *err);
bool head_save(struct store *s, const struct head *head, struct error *err);
void head_mac(struct store *s, const struct head *head, uint8_t out[HASH_BYTES]);
void session_root(const struct session_row *row, uint8_t out[HASH_BYTES]);
/* One link: everything an entry row holds, over the link before. */
struct link {
    int64_t seq;
    const char *key, *id, *kind;
    int64_t status, shown_ms, answered_ms, active_ms;
    const void *value; /* sealed (marks: clear) */
    size_t value_bytes;
};
void link_hash(const uint8_t before[HASH_BYTES], const char *session, const struct link *link, uint8_t out[HASH_BYTES]);
bool ledger_begin(struct store *s, const char *name, struct error *err); /* an empty one. In a change */
/* Adds one hash to the ledger of that name ("person", "session", "staff"). In a change. */
bool ledger_add(struct store *s, const char *name, const uint8_t hash[HASH_BYTES], struct error *err);
void ledger_fold(uint8_t head[HASH_BYTES], const uint8_t hash[HASH_BYTES]);
/* ERROR_RECORD when the ledger is not whole, or not count long with that head. */
bool ledger_check(struct store *s, const char *name, int64_t count, const uint8_t head[HASH_BYTES], struct error *err);
void person_link(const char *id, int64_t added_ms, uint8_t out[HASH_BYTES]);
void staff_link(int64_t at_ms, const void *line, size_t line_bytes, uint8_t out[HASH_BYTES]);
void bundle_mac(struct store *s, const char *hash, const char *packed, uint8_t out[HASH_BYTES]);

/* ---- fact.c ---- */
struct seal_place fact_place(const char *id);
void fact_link(const char *id, const char *person, const char *kind, int64_t at_ms, const void *sealed, size_t count,
               uint8_t out[HASH_BYTES]);

/* In a change: one that another folder made; nothing is done where it is here already. */
bool fact_adopt(struct store *s, const struct person_key *who, const struct fact *fact, bool *out_new,
                struct error *err);

/* ---- small.c, in a change ---- */
bool position_write(struct store *s, const struct head *head, const char *key, const json_t *value, struct error *err);
/* This session began on another device, which goes on with it: it is not offered here. */
bool elsewhere_write(struct store *s, const struct head *head, struct error *err);

/* ---- session.c, entry.c, staff.c ---- */
void session_read(sqlite3_stmt *q, struct session_row *out);
bool kind_is_mark(const char *kind); /* Balm's own entries: not sealed, not shown */
bool mark_append(struct store *s, struct head *head, const char *kind, const json_t *value, int64_t now_ms,
                 struct error *err);
/* In a change: one line, chained. */
bool staff_add(struct store *s, const char *who, const char *what, struct error *err);
/* As entry_each, marks and session.end too, as they were written. */
bool entry_each_raw(struct store *s, const char *session, entry_fn *fn, void *context, struct error *err);
/* In a change: appends what another folder wrote, marks too, and does to the head what a mark says. */
bool entry_adopt(struct store *s, struct head *head, struct entry *e, struct error *err);
/* In a change: a session as another folder made it; row->parent has to be here. */
bool session_adopt(struct store *s, const struct session_row *row, const struct person_key *who, struct error *err);
struct seal_place entry_place(const char *session, int64_t seq);

#endif
