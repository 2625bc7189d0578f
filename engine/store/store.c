/* Opening and closing the record; see store.h. The order matters: look at the file without touching it, take the lock,
 * have the key on disk, open the database, refuse what is newer, only then change anything.
 * Knows which pragmas and files there are; nothing of what the tables mean. */
#include "store/internal.h"

#include "base/file.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool folder_prepare(struct store *s, bool exclusive, struct error *err) {
    bool exists = false;
    if (!s->read_only && !folder_exists(s->folder) && !folder_make(s->folder, err))
        return false;
    if (!folder_peek(s->path, &exists, err))
        return false;
    if (s->read_only)
        return exists || error_set(err, ERROR_MISSING, "There is no record in %s.", s->folder);
    if (access(s->folder, W_OK) != 0 || (exists && access(s->path, W_OK) != 0))
        return error_set(err, ERROR_READONLY, "%s cannot be written. Check who may write to that folder.", s->folder);
    return !exclusive || folder_lock(s, err);
}

/* The keys Balm works with come from the one in the key file, the pair for envelopes too. */
static bool keys_open(struct store *s, struct error *err) {
    uint8_t key[KEY_BYTES];
    if (s->folder == NULL)
        seal_random(key, sizeof key);
    else if (!folder_key(s, key, err))
        return false;
    seal_derive(key, 1, s->wrap_key);
    seal_derive(key, 2, s->mac_key);
    seal_derive(key, 3, s->folder_key);
    seal_derive(key, 4, key);
    seal_pair(key, s->public_key, s->secret_key);
    seal_wipe(key, sizeof key);
    return true;
}

static bool file_open(struct store *s, const char *name, int flags) {
    sqlite3_close(s->db);
    s->db = NULL;
    if (sqlite3_open_v2(name, &s->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL) != SQLITE_OK)
        return false;
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_busy_timeout(s->db, BUSY_MS);
    /* Until the version is known, closing must not write either. */
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return schema_pragma(s, "user_version") >= 0;
}

/* "file:...": with what SQLite's URIs do not take as they are, escaped. Given. */
static char *file_uri(const char *path, const char *options) {
    struct text uri;
    text_init(&uri);
    text_add(&uri, "file:");
    while (path[0] == '/' && path[1] == '/') /* two of them would name a host */
        path++;
    for (const char *p = path; *p != '\0'; p++) {
        if (strchr("%?#", *p) != NULL)
            text_addf(&uri, "%%%02x", (unsigned)*p);
        else
            text_add_char(&uri, *p);
    }
    text_add(&uri, options);
    return text_take(&uri);
}

/* A -wal without its -shm in a folder that cannot be written: SQLite needs to make the -shm, so it works on a copy
 * in a private folder that is gone as soon as it is open. What is personal is sealed in the copy too. */
static bool copy_open(struct store *s, const char *wal) {
    const char *temporary = getenv("TMPDIR"); /* allowed: where temporary files go is the system's word, as in mktemp */
    char *folder = xprintf("%s/balm-XXXXXX", temporary != NULL && temporary[0] == '/' ? temporary : "/tmp");
    bool ok = mkdtemp(folder) != NULL;
    if (ok) {
        static const char *const names[] = {"record.db", "record.db-wal", "record.db-shm"};
        char *paths[3];
        for (int i = 0; i < 3; i++)
            paths[i] = path_join(folder, names[i]);
        char *uri = file_uri(paths[0], "");
        ok = file_copy(s->path, paths[0], NULL) && file_copy(wal, paths[1], NULL) &&
             file_open(s, uri, SQLITE_OPEN_READWRITE);
        for (int i = 0; i < 3; i++) {
            unlink(paths[i]);
            free(paths[i]);
        }
        rmdir(folder);
        free(uri);
    }
    free(folder);
    return ok;
}

/* Reading: together with a running Balm where there is one; and from a folder that cannot be written. */
static bool reader_open(struct store *s, struct error *err) {
    char *wal = xprintf("%s-wal", s->path);
    char *shm = xprintf("%s-shm", s->path);
    char *plain = file_uri(s->path, ""), *still = file_uri(s->path, "?immutable=1");
    bool had_files = file_exists(wal) || file_exists(shm);
    bool ok = file_open(s, plain, SQLITE_OPEN_READONLY);
    int code = s->db != NULL ? sqlite3_errcode(s->db) & 0xff : SQLITE_NOMEM;
    if (ok)
        s->tidy_after = !had_files;
    else if (code == SQLITE_CANTOPEN || code == SQLITE_READONLY)
        ok = file_size(wal) > 0 ? copy_open(s, wal) : file_open(s, still, SQLITE_OPEN_READONLY);
    if (!ok)
        store_fail(s, err);
    free(plain);
    free(still);
    free(wal);
    free(shm);
    return ok;
}

static bool writer_open(struct store *s, struct error *err) {
    if (s->folder == NULL)
        return file_open(s, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) || store_fail(s, err);
    int fd = open(s->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600); /* so that the -wal and -shm files are 0600 too */
    if (fd >= 0)
        close(fd);
    char *uri = file_uri(s->path, "");
    bool ok = file_open(s, uri, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) || store_fail(s, err);
    free(uri);
    if (ok && sqlite3_db_readonly(s->db, "main") == 1)
        return error_set(err, ERROR_READONLY, "%s cannot be written. Check who may write to it.", s->path);
    return ok;
}

/* Of two first starts at once one is refused, without SQLite waiting: it tries again. */
static bool wal_begin(struct store *s, struct error *err) {
    for (int waited_ms = 0;; waited_ms += 20) {
        int result = sqlite3_exec(s->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
        if (result == SQLITE_OK)
            return true;
        if ((result & 0xff) != SQLITE_BUSY || waited_ms >= BUSY_MS)
            return store_fail(s, err);
        usleep(20000);
    }
}

static bool pragmas_set(struct store *s, struct error *err) {
    if (!store_exec(s, "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY", err))
        return false;
    if (s->read_only)
        return true;
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return wal_begin(s, err) && store_exec(s, "PRAGMA secure_delete=ON; PRAGMA synchronous=FULL", err);
}

/* What a record is born with: a line sealed with the folder's key, which tells a wrong key before anything is added
 * under it. In the change that makes the tables and their empty ledgers. */
bool record_begin(struct store *s, struct error *err) {
    json_t *made = json_pack("{s:s,s:I}", "made_by", "balm", "made_ms", (json_int_t)clock_wall_ms(s->clock));
    bool ok = setting_write(s, "record", made, err);
    json_decref(made);
    return ok;
}

static bool key_check(struct store *s, struct error *err) {
    json_t *made = setting_get(s, "record");
    if (made == NULL)
        return error_set(err, ERROR_SEALED,
                         "The key in %s is not the one this record was sealed with. Nothing was changed. Restore the "
                         "right key from a backup.",
                         s->folder);
    json_decref(made);
    return true;
}

struct store *store_open(const struct store_options *options, struct error *err) {
    struct store *s = xcalloc(1, sizeof *s);
    s->lock_fd = -1;
    s->clock = options->clock;
    s->folder = options->folder != NULL ? xstrdup(options->folder) : NULL;
    s->path = s->folder != NULL ? path_join(s->folder, "record.db") : xstrdup("the record in memory");
    s->read_only = options->read_only && s->folder != NULL;
    bool ok = seal_start() || error_set(err, ERROR_IO, "libsodium did not start.");
    ok = ok && (s->folder == NULL || folder_prepare(s, options->exclusive, err));
    ok = ok && keys_open(s, err) && (s->read_only ? reader_open(s, err) : writer_open(s, err));
    ok = ok && version_check(s->path, schema_pragma(s, "user_version"), err);
    ok = ok && pragmas_set(s, err) && schema_migrate(s, err) && key_check(s, err);
    if (ok)
        return s;
    store_close(s);
    return NULL;
}

/* The last reader leaves empty -wal and -shm files behind; a writer that comes and goes removes them, if nobody else is
 * there. */
static void reader_tidy(struct store *s) {
    sqlite3 *db = NULL;
    char *uri = file_uri(s->path, "");
    if (sqlite3_open_v2(uri, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, NULL) == SQLITE_OK)
        sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    sqlite3_close(db);
    free(uri);
}

void store_close(struct store *s) {
    if (s == NULL)
        return;
    for (int i = 0; i < QUERY_COUNT; i++)
        sqlite3_finalize(s->statements[i]);
    sqlite3_close(s->db);
    if (s->tidy_after)
        reader_tidy(s);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    seal_wipe(s->wrap_key, sizeof s->wrap_key);
    seal_wipe(s->mac_key, sizeof s->mac_key);
    seal_wipe(s->folder_key, sizeof s->folder_key);
    seal_wipe(s->secret_key, sizeof s->secret_key);
    free(s->folder);
    free(s->path);
    free(s);
}

const char *store_folder(const struct store *s) {
    return s->folder;
}

const struct clock *store_clock(const struct store *s) {
    return s->clock;
}
