/* Backup and restore; see backup.h. Temporary things stand beside the target, so that the last step is a rename. */
#include "store/backup.h"

#include "store/archive.h"
#include "store/internal.h"

#include "base/file.h"
#include "base/xalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static const char format_line[] = "balm backup 1\n";

/* ---- folders ---- */

static void folder_remove(const char *folder) {
    size_t count = 0;
    char **names = folder_list(folder, &count);
    for (size_t i = 0; i < count; i++) {
        char *path = path_join(folder, names[i]);
        if (folder_exists(path))
            folder_remove(path);
        else
            unlink(path);
        free(path);
    }
    names_free(names, count);
    rmdir(folder);
}

static bool folder_is_empty(const char *folder) {
    size_t count = 0;
    char **names = folder_list(folder, &count);
    names_free(names, count);
    return count == 0;
}

/* Unpacks, and walks the record in it as balm verify does. */
static bool unpack_verified(const char *path, const char *folder, const struct clock *clock, struct verify_result *out,
                            struct error *err) {
    char *format = path_join(folder, "format"), *line = NULL;
    size_t length = 0;
    bool ok = folder_make(folder, err) && archive_extract(path, folder, err);
    line = ok ? file_read(format, 100, &length, err) : NULL;
    ok = ok && line != NULL;
    if (ok && strcmp(line, format_line) != 0)
        ok = error_set(err, ERROR_NEWER, "%s was made by a newer Balm. Install the newer Balm.", path);
    unlink(format);
    struct store_options options = {.folder = folder, .clock = clock, .read_only = true};
    struct store *s = ok ? store_open(&options, err) : NULL;
    ok = s != NULL && store_verify(s, out, err);
    store_close(s);
    free(format);
    free(line);
    return ok;
}

/* ---- backup ---- */

/* One moment of the record as a file of its own, without a -wal beside it. */
static bool record_copy(struct store *s, const char *path, struct error *err) {
    sqlite3 *copy = NULL;
    unlink(path);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    bool ok = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
    sqlite3_backup *b = ok ? sqlite3_backup_init(copy, "main", s->db, "main") : NULL;
    int step = b != NULL ? sqlite3_backup_step(b, -1) : SQLITE_CANTOPEN;
    ok = sqlite3_backup_finish(b) == SQLITE_OK && step == SQLITE_DONE;
    ok = ok && sqlite3_exec(copy, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) == SQLITE_OK;
    if (!ok)
        error_set(err, step == SQLITE_FULL ? ERROR_FULL : ERROR_IO, "The record could not be copied to %s: %s.", path,
                  copy != NULL ? sqlite3_errmsg(copy) : "out of memory");
    sqlite3_close(copy);
    return ok;
}

static bool is_left_out(const char *name) {
    static const char *const out[] = {"record.db", "record.db-wal", "record.db-shm", "lock", "format", "SHA256SUMS"};
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        if (strcmp(name, out[i]) == 0)
            return true;
    size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, ".part") == 0;
}

/* Everything else in the folder: the key, kept media, and what later versions put there. */
static bool rest_add(struct archive *a, const char *folder, const char *below, struct error *err) {
    size_t count = 0;
    bool ok = true;
    char **names = folder_list(folder, &count);
    for (size_t i = 0; ok && i < count; i++) {
        char *path = path_join(folder, names[i]);
        char *name = below[0] != '\0' ? path_join(below, names[i]) : xstrdup(names[i]);
        if (folder_exists(path))
            ok = rest_add(a, path, name, err);
        else if (below[0] != '\0' || !is_left_out(name))
            ok = archive_add_file(a, name, path, err);
        free(path);
        free(name);
    }
    names_free(names, count);
    return ok;
}

static bool archive_make(struct store *s, const char *path, const char *record, struct error *err) {
    struct archive *a = archive_create(path, err);
    if (a == NULL)
        return false;
    bool ok = archive_add_text(a, "format", format_line, err) && archive_add_file(a, "record.db", record, err) &&
              rest_add(a, s->folder, "", err);
    if (ok)
        return archive_close(a, err);
    archive_drop(a);
    return false;
}

bool backup_write(struct store *s, const char *path, struct verify_result *out, struct error *err) {
    char *part = xprintf("%s.part", path), *record = xprintf("%s.record", path), *check = xprintf("%s.check", path);
    folder_remove(check);
    bool ok = record_copy(s, record, err) && archive_make(s, part, record, err) &&
              unpack_verified(part, check, s->clock, out, err);
    folder_remove(check);
    unlink(record);
    ok = ok &&
         (rename(part, path) == 0 || error_set(err, ERROR_IO, "%s could not be written: %s.", path, strerror(errno)));
    if (!ok)
        unlink(part);
    free(part);
    free(record);
    free(check);
    return ok;
}

/* ---- restore ---- */

/* Nobody may be playing on the folder that is about to move. */
static bool folder_is_idle(const char *folder, struct error *err) {
    char *path = path_join(folder, "lock");
    int fd = open(path, O_RDWR | O_CLOEXEC);
    bool idle = fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (fd >= 0)
        close(fd);
    free(path);
    return idle || error_set(err, ERROR_BUSY, "Balm is running with the data in %s. Please close it first.", folder);
}

static void aside_name(const char *folder, const struct clock *clock, char out[ASIDE_BYTES]) {
    char iso[40];
    clock_iso(clock_wall_ms(clock), iso);
    snprintf(out, ASIDE_BYTES, "%s.before-%.10s-%.2s%.2s%.2s", folder, iso, iso + 11, iso + 14, iso + 17);
    for (int i = 2; folder_exists(out) && i < 1000; i++)
        snprintf(out, ASIDE_BYTES, "%s.before-%.10s-%.2s%.2s%.2s-%d", folder, iso, iso + 11, iso + 14, iso + 17, i);
}

static bool folders_swap(const char *fresh, const char *folder, const struct clock *clock, char out_aside[ASIDE_BYTES],
                         struct error *err) {
    char aside[ASIDE_BYTES] = "";
    bool there = folder_exists(folder) && !(folder_is_empty(folder) && rmdir(folder) == 0);
    if (there) {
        aside_name(folder, clock, aside);
        if (rename(folder, aside) != 0)
            return error_set(err, ERROR_IO, "%s could not be moved aside to %s: %s. Nothing was changed.", folder,
                             aside, strerror(errno));
    }
    if (rename(fresh, folder) != 0) {
        int why = errno;
        bool back = !there || rename(aside, folder) == 0;
        return error_set(err, ERROR_IO, "%s could not be put in place: %s. %s%s", folder, strerror(why),
                         back ? "Nothing was changed." : "The old data is in ", back ? "" : aside);
    }
    memcpy(out_aside, aside, sizeof aside);
    return true;
}

bool backup_restore(const char *path, const char *folder, const struct clock *clock, char out_aside[ASIDE_BYTES],
                    struct verify_result *out, struct error *err) {
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    char *place = xstrndup(folder, length), *fresh = xprintf("%s.restoring", place);
    folder_remove(fresh);
    bool ok = seal_start() && folder_is_idle(place, err) && unpack_verified(path, fresh, clock, out, err) &&
              folders_swap(fresh, place, clock, out_aside, err);
    if (!ok)
        folder_remove(fresh);
    free(place);
    free(fresh);
    return ok;
}
