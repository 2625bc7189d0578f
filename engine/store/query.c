/* Statements and transactions: prepared once, taken and given back, bound by a short word of types. Turns SQLite's
 * errors into Balm's: which file, what is wrong, what to do. Knows no table. */
#include "store/internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static enum error_code code_of(int result, int system) {
    switch (result & 0xff) {
    case SQLITE_FULL:
        return ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ERROR_READONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERROR_BUSY;
    case SQLITE_CORRUPT:
        return ERROR_RECORD;
    case SQLITE_NOTADB:
        return ERROR_FORMAT;
    default:
        break;
    }
    if (system == ENOSPC || system == EDQUOT || system == EFBIG)
        return ERROR_FULL;
    return system == EROFS || system == EACCES || system == EPERM ? ERROR_READONLY : ERROR_IO;
}

/* The errno of a failed write. SQLite keeps it with the file it happened to (a quota or a limit on file sizes is not
 * SQLITE_FULL to it), and the -wal file has to be asked separately. */
static int write_errno(struct store *s) {
    sqlite3_file *files[2] = {NULL, NULL};
    int found = 0;
    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &files[0]);
    sqlite3_file_control(s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &files[1]);
    for (int i = 0; i < 2; i++) {
        int number = 0;
        if (files[i] != NULL && files[i]->pMethods != NULL)
            files[i]->pMethods->xFileControl(files[i], SQLITE_FCNTL_LAST_ERRNO, &number);
        found = number != 0 ? number : found;
    }
    return found;
}

static int system_errno(struct store *s, int result) {
    if (result == SQLITE_IOERR_SHMSIZE)
        return ENOSPC; /* the one reason not to get a larger -shm file */
    if (result == SQLITE_IOERR_WRITE || result == SQLITE_IOERR_FSYNC || result == SQLITE_IOERR_TRUNCATE)
        return write_errno(s);
    int kind = result & 0xff;
    return kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN ? sqlite3_system_errno(s->db) : 0;
}

bool store_fail(struct store *s, struct error *err) {
    int result = sqlite3_extended_errcode(s->db);
    int system = system_errno(s, result);
    enum error_code code = code_of(result, system);
    const char *path = s->path;
    switch (code) {
    case ERROR_FULL:
        return error_set(err, code, "The disk with %s is full; nothing was saved. Make room and try again.", path);
    case ERROR_READONLY:
        return error_set(err, code, "%s cannot be written. Check who may write to its folder.", path);
    case ERROR_BUSY:
        return error_set(err, code, "Another program is using %s. Close it and try again.", path);
    case ERROR_RECORD:
        return error_set(err, code, "%s is damaged (%s). Keep it as it is and restore a backup.", path,
                         sqlite3_errmsg(s->db));
    case ERROR_FORMAT:
        return error_set(err, code, "%s is not a Balm record. Choose another data folder.", path);
    default:
        return error_set(err, code, "Using %s failed: %s%s%s.", path, sqlite3_errmsg(s->db), system != 0 ? ", " : "",
                         system != 0 ? strerror(system) : "");
    }
}

bool store_exec(struct store *s, const char *sql, struct error *err) {
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(s, err);
}

sqlite3_stmt *query_take(struct store *s, enum query which, struct error *err) {
    sqlite3_stmt *q = s->statements[which];
    s->statements[which] = NULL;
    if (q == NULL &&
        sqlite3_prepare_v3(s->db, query_text[which], -1, SQLITE_PREPARE_PERSISTENT, &q, NULL) != SQLITE_OK) {
        store_fail(s, err);
        return NULL;
    }
    return q;
}

void query_give(struct store *s, enum query which, sqlite3_stmt *q) {
    if (q == NULL)
        return;
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    if (s->statements[which] == NULL)
        s->statements[which] = q;
    else
        sqlite3_finalize(q);
}

static void bind_all(sqlite3_stmt *q, const char *types, va_list args) {
    for (int i = 0; types[i] != '\0'; i++) {
        if (types[i] == 't') {
            sqlite3_bind_text(q, i + 1, va_arg(args, const char *), -1, SQLITE_STATIC);
        } else if (types[i] == 'i') {
            sqlite3_bind_int64(q, i + 1, va_arg(args, int64_t));
        } else {
            const void *bytes = va_arg(args, const void *);
            size_t count = va_arg(args, size_t);
            sqlite3_bind_blob64(q, i + 1, bytes, count, SQLITE_STATIC);
        }
    }
}

void query_bind(sqlite3_stmt *q, const char *types, ...) {
    va_list args;
    va_start(args, types);
    bind_all(q, types, args);
    va_end(args);
}

int query_step(struct store *s, sqlite3_stmt *q, struct error *err) {
    int result = sqlite3_step(q);
    if (result == SQLITE_ROW)
        return 1;
    if (result == SQLITE_DONE)
        return 0;
    store_fail(s, err);
    return -1;
}

bool query_run(struct store *s, struct error *err, enum query which, const char *types, ...) {
    sqlite3_stmt *q = query_take(s, which, err);
    if (q == NULL)
        return false;
    va_list args;
    va_start(args, types);
    bind_all(q, types, args);
    va_end(args);
    int row = query_step(s, q, err);
    query_give(s, which, q);
    return row >= 0;
}

bool query_any(struct store *s, enum query which, const char *types, ...) {
    sqlite3_stmt *q = query_take(s, which, NULL);
    if (q == NULL)
        return false;
    va_list args;
    va_start(args, types);
    bind_all(q, types, args);
    va_end(args);
    bool any = query_step(s, q, NULL) == 1;
    query_give(s, which, q);
    return any;
}

const char *column_text(sqlite3_stmt *q, int column) {
    const unsigned char *text = sqlite3_column_text(q, column);
    return text != NULL ? (const char *)text : "";
}

void column_copy(sqlite3_stmt *q, int column, char *out, size_t out_bytes) {
    snprintf(out, out_bytes, "%s", column_text(q, column));
}

bool column_hash(sqlite3_stmt *q, int column, uint8_t out[HASH_BYTES]) {
    const void *bytes = sqlite3_column_blob(q, column);
    if (bytes == NULL || sqlite3_column_bytes(q, column) != HASH_BYTES)
        return false;
    memcpy(out, bytes, HASH_BYTES);
    return true;
}

bool change_begin(struct store *s, struct error *err) {
    if (s->read_only)
        return error_set(err, ERROR_READONLY, "%s was opened for reading only.", s->path);
    if (s->is_spoilt)
        return error_set(err, ERROR_IO, "An earlier part of this change failed; nothing of it is kept.");
    if (s->depth == 0 && !query_run(s, err, QUERY_BEGIN, ""))
        return false;
    s->depth++;
    return true;
}

bool change_end(struct store *s, bool ok, struct error *err) {
    s->is_spoilt = s->is_spoilt || !ok;
    if (--s->depth > 0)
        return ok;
    bool keep = !s->is_spoilt;
    s->is_spoilt = false;
    if (keep && query_run(s, err, QUERY_COMMIT, ""))
        return true;
    if (sqlite3_get_autocommit(s->db) == 0)
        query_run(s, NULL, QUERY_ROLLBACK, "");
    return false;
}

bool store_batch_begin(struct store *s, struct error *err) {
    return change_begin(s, err);
}

bool store_batch_end(struct store *s, bool keep, struct error *err) {
    return change_end(s, keep, err);
}
