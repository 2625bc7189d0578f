/* What lies beside the database in the data folder: the key file and the lock; and a first look at the database's
 * header that touches nothing. The key is always on disk before the database is, so a database without a key is never
 * new. Knows nothing of tables. */
#include "store/internal.h"

#include "base/file.h"
#include "base/xalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail_errno(struct error *err, const char *doing, const char *path) {
    enum error_code code = errno == ENOSPC || errno == EDQUOT || errno == EFBIG  ? ERROR_FULL
                           : errno == EROFS || errno == EACCES || errno == EPERM ? ERROR_READONLY
                                                                                 : ERROR_IO;
    return error_set(err, code, "%s %s did not work: %s.", doing, path, strerror(errno));
}

bool folder_lock(struct store *s, struct error *err) {
    char *path = path_join(s->folder, "lock");
    s->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    bool ok = s->lock_fd >= 0 || fail_errno(err, "Making the lock", path);
    if (ok && flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        ok = errno == EWOULDBLOCK
                 ? error_set(err, ERROR_BUSY, "Balm is already running with the data in %s. Please close it first.",
                             s->folder)
                 : fail_errno(err, "Locking", path);
        close(s->lock_fd);
        s->lock_fd = -1;
    }
    free(path);
    return ok;
}

bool version_check(const char *path, int64_t version, struct error *err) {
    return version <= STORE_VERSION ||
           error_set(
               err, ERROR_NEWER,
               "%s was written by a newer Balm (format %lld; this one knows %d). Nothing was changed. Install the "
               "newer Balm.",
               path, (long long)version, STORE_VERSION);
}

bool folder_peek(const char *path, bool *out_exists, struct error *err) {
    static const char magic[16] = "SQLite format 3";
    uint8_t header[100];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        *out_exists = false;
        return true;
    }
    if (fd < 0)
        return fail_errno(err, "Reading", path);
    ssize_t got = read(fd, header, sizeof header);
    close(fd);
    if (got < 0)
        return fail_errno(err, "Reading", path);
    *out_exists = true;
    if (got == 0)
        return true;
    if ((size_t)got < sizeof header || memcmp(header, magic, sizeof magic) != 0)
        return error_set(err, ERROR_FORMAT, "%s is not a Balm record. Choose another data folder.", path);
    int64_t version = (int64_t)header[60] << 24 | header[61] << 16 | header[62] << 8 | header[63];
    return version_check(path, version, err);
}

/* ---- the key ---- */

static void folder_sync(const char *folder) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

static bool key_write(const char *path, struct error *err) {
    uint8_t key[KEY_BYTES];
    char hex[KEY_BYTES * 2 + 2];
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail_errno(err, "Making the key", path);
    seal_random(key, sizeof key);
    key_to_hex(key, hex);
    hex[KEY_BYTES * 2] = '\n';
    errno = EIO;
    bool ok = write(fd, hex, KEY_BYTES * 2 + 1) == KEY_BYTES * 2 + 1 && fsync(fd) == 0;
    if (!ok) {
        fail_errno(err, "Writing the key", path);
        unlink(path);
    }
    close(fd);
    seal_wipe(key, sizeof key);
    seal_wipe(hex, sizeof hex);
    return ok;
}

/* Made beside and moved in place without replacing: of two first starts at once, one key wins and both read it. */
static bool key_make(struct store *s, const char *path, struct error *err) {
    char *beside = xprintf("%s.%ld", path, (long)getpid());
    bool ok = key_write(beside, err);
    if (ok && renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE) != 0) {
        bool there = errno == EEXIST;
        if (there || errno != EINVAL || rename(beside, path) != 0) {
            ok = there || fail_errno(err, "Making the key", path);
            unlink(beside);
        }
    }
    folder_sync(s->folder);
    free(beside);
    return ok;
}

static bool key_read(const char *path, uint8_t key[KEY_BYTES], struct error *err) {
    struct error cause;
    size_t length = 0;
    char *hex = file_read(path, 4096, &length, &cause);
    if (hex == NULL)
        return error_set(err, ERROR_SEALED, "The key of this record, %s, cannot be read (%s). Nothing was changed.",
                         path, cause.text);
    bool ok = key_from_hex(hex, length, key);
    seal_wipe(hex, length);
    free(hex);
    return ok || error_set(err, ERROR_SEALED,
                           "%s is not a key: it should hold %d hexadecimal digits. Restore it from a backup.", path,
                           KEY_BYTES * 2);
}

bool folder_key(struct store *s, uint8_t key[KEY_BYTES], struct error *err) {
    struct stat info;
    char *path = path_join(s->folder, "key");
    bool ok = true;
    if (stat(path, &info) == 0) {
        if ((info.st_mode & 077) != 0 && !s->read_only && chmod(path, 0600) != 0)
            errno = 0; /* somebody else's file: the key still opens the record */
    } else if (errno == ENOENT) {
        /* The key is made before the record: of two first starts the other may have made both since the look above. */
        if (!file_exists(s->path))
            ok = key_make(s, path, err);
        else if (!file_exists(path))
            ok = error_set(err, ERROR_SEALED,
                           "The key of this record, %s, is missing. Nothing was changed. Restore "
                           "the key from a backup; without it the record cannot be read.",
                           path);
    }
    ok = ok && key_read(path, key, err);
    free(path);
    return ok;
}
