/* The tables, and the way from any older version of them to this one. user_version in the file says which version it
 * is; each step of the way is one string, run in one transaction. Nothing personal stands outside a sealed column
 * (BLOB); ids, kinds, keys, times and statuses are clear so that they can be found. */
#include "store/internal.h"

#include <stdio.h>

#define QUERY_TEXT(name, sql) [name] = sql,
const char *const query_text[QUERY_COUNT] = {QUERY_LIST(QUERY_TEXT)};
#undef QUERY_TEXT

static const char version_1[] =
    "CREATE TABLE person(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name BLOB, wrapped_key BLOB,"
    " added_ms INTEGER NOT NULL, removed BLOB) STRICT;"
    "CREATE TABLE person_setting(person INTEGER NOT NULL REFERENCES person(number), name TEXT NOT NULL,"
    " value BLOB NOT NULL, PRIMARY KEY(person, name)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE setting(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE bundle(hash TEXT PRIMARY KEY, packed TEXT NOT NULL, mac BLOB NOT NULL) STRICT;"
    "CREATE TABLE session(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " person INTEGER NOT NULL REFERENCES person(number), module TEXT NOT NULL, version TEXT NOT NULL,"
    " bundle_hash TEXT NOT NULL, parent INTEGER REFERENCES session(number), seed INTEGER NOT NULL,"
    " language TEXT NOT NULL, started_ms INTEGER NOT NULL, root BLOB NOT NULL,"
    " ended_ms INTEGER NOT NULL DEFAULT 0, outcome TEXT NOT NULL DEFAULT '', shared INTEGER NOT NULL DEFAULT 0,"
    " last_ms INTEGER NOT NULL, count INTEGER NOT NULL DEFAULT 0, head BLOB NOT NULL, mac BLOB NOT NULL) STRICT;"
    "CREATE INDEX session_of ON session(person, number);"
    "CREATE INDEX session_inside ON session(parent) WHERE parent IS NOT NULL;"
    /* Append-only but for superseded_by, which the marks in the chain prove. */
    "CREATE TABLE entry(number INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(number),"
    " seq INTEGER NOT NULL, person INTEGER NOT NULL, key TEXT NOT NULL, id TEXT, kind TEXT NOT NULL,"
    " status INTEGER NOT NULL, value BLOB NOT NULL, shown_ms INTEGER NOT NULL,"
    " answered_ms INTEGER NOT NULL, active_ms INTEGER NOT NULL, superseded_by INTEGER, hash BLOB NOT NULL) STRICT;"
    "CREATE UNIQUE INDEX entry_in ON entry(session, seq);"
    "CREATE INDEX entry_what ON entry(person, id, number, kind);"
    "CREATE TABLE draft(session INTEGER NOT NULL REFERENCES session(number), key TEXT NOT NULL, value BLOB NOT NULL,"
    " PRIMARY KEY(session, key)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE position(session INTEGER NOT NULL REFERENCES session(number), key TEXT NOT NULL,"
    " value BLOB NOT NULL, PRIMARY KEY(session, key)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE place(session INTEGER NOT NULL REFERENCES session(number), key TEXT NOT NULL, value BLOB NOT NULL,"
    " PRIMARY KEY(session, key)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE ledger(name TEXT PRIMARY KEY, count INTEGER NOT NULL, head BLOB NOT NULL, mac BLOB NOT NULL)"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE staff_log(number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, line BLOB NOT NULL) STRICT;";

static const char version_2[] =
    "CREATE TABLE fact(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " person INTEGER NOT NULL REFERENCES person(number), kind TEXT NOT NULL, at_ms INTEGER NOT NULL,"
    " value BLOB NOT NULL) STRICT;"
    "CREATE INDEX fact_of ON fact(person, at_ms);";

/* A cache: gone as soon as anything it was made from changes. */
static const char version_3[] =
    "CREATE TABLE summary(person INTEGER PRIMARY KEY REFERENCES person(number), value BLOB NOT NULL) STRICT;"
    "CREATE TRIGGER summary_person AFTER UPDATE ON person BEGIN"
    " DELETE FROM summary WHERE person = NEW.number; END;"
    "CREATE TRIGGER summary_session_new AFTER INSERT ON session BEGIN"
    " DELETE FROM summary WHERE person = NEW.person; END;"
    "CREATE TRIGGER summary_session AFTER UPDATE ON session BEGIN"
    " DELETE FROM summary WHERE person = NEW.person; END;"
    "CREATE TRIGGER summary_fact AFTER INSERT ON fact BEGIN"
    " DELETE FROM summary WHERE person = NEW.person; END;";

static const char *const versions[] = {version_1, version_2, version_3};
/* The ledgers that came with a version. */
static const char *const ledgers[STORE_VERSION][4] = {{"person", "session", "staff"}, {"fact"}, {NULL}};
_Static_assert(sizeof versions / sizeof *versions == STORE_VERSION, "one step for each version");

int64_t schema_pragma(struct store *s, const char *name) {
    char sql[64];
    sqlite3_stmt *q = NULL;
    int64_t number = -1;
    snprintf(sql, sizeof sql, "PRAGMA %s", name);
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
        number = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return number;
}

/* The number of tables; a database with tables but version 0 is somebody else's. */
static bool is_foreign(struct store *s, int64_t version) {
    sqlite3_stmt *q = NULL;
    int64_t tables = 0;
    if (sqlite3_prepare_v2(s->db, "SELECT count(*) FROM sqlite_schema", -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        tables = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return (version == 0 && tables > 0) || (version > 0 && schema_pragma(s, "application_id") != STORE_APPLICATION);
}

static bool steps_run(struct store *s, struct error *err) {
    char sql[96];
    int64_t version = schema_pragma(s, "user_version"); /* once more: another process may have been quicker */
    if (version < 0)
        return store_fail(s, err);
    for (int64_t i = version; i < STORE_VERSION; i++) {
        if (!store_exec(s, versions[i], err))
            return false;
        for (size_t l = 0; ledgers[i][l] != NULL; l++)
            if (!ledger_begin(s, ledgers[i][l], err))
                return false;
    }
    if (version == 0 && !record_begin(s, err))
        return false;
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d; PRAGMA application_id = %d", STORE_VERSION, STORE_APPLICATION);
    return store_exec(s, sql, err);
}

/* Version and owner as of one moment: another process may be making the record right now. */
static bool look(struct store *s, int64_t *out_version, bool *out_foreign, struct error *err) {
    if (!store_exec(s, "BEGIN", err))
        return false;
    *out_version = schema_pragma(s, "user_version");
    bool ok = *out_version >= 0 || store_fail(s, err);
    *out_foreign = ok && is_foreign(s, *out_version);
    return store_exec(s, "COMMIT", ok ? err : NULL) && ok;
}

bool schema_migrate(struct store *s, struct error *err) {
    int64_t version;
    bool foreign;
    if (!look(s, &version, &foreign, err))
        return false;
    if (foreign)
        return error_set(err, ERROR_FORMAT, "%s is a database, but not one of Balm's. Choose another data folder.",
                         s->path);
    if (version == STORE_VERSION)
        return true;
    if (s->read_only)
        return error_set(err, ERROR_FORMAT, "%s was written by an older Balm. Start Balm once, then read it again.",
                         s->path);
    return change_begin(s, err) && change_end(s, steps_run(s, err), err);
}
