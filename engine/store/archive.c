/* Writing and reading the tar; see archive.h. The form is POSIX 1003.1-1988 "ustar": blocks of 512 bytes, numbers in
 * octal text. */
#include "store/archive.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 512, CHUNK_BYTES = 65536, SUMS_MAX_BYTES = 16 << 20 };
static const char root[] = "balm/", sums_name[] = "SHA256SUMS";

struct archive {
    FILE *out;
    char *path;
    struct text sums;
};

struct header {
    char name[100], mode[8], owner[8], group[8], size[12], changed[12], sum[8], type, link[100], magic[6], version[2],
        rest[247];
};
_Static_assert(sizeof(struct header) == BLOCK_BYTES, "a header is a block");

static bool fail_write(const struct archive *a, struct error *err) {
    return error_set(err, errno == ENOSPC || errno == EDQUOT ? ERROR_FULL : ERROR_IO, "%s could not be written: %s.",
                     a->path, strerror(errno));
}

static unsigned header_sum(const struct header *h) {
    const unsigned char *bytes = (const unsigned char *)h;
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof *h; i++)
        sum += i >= offsetof(struct header, sum) && i < offsetof(struct header, type) ? ' ' : bytes[i];
    return sum;
}

/* ---- writing ---- */

struct archive *archive_create(const char *path, struct error *err) {
    struct archive *a = xcalloc(1, sizeof *a);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    a->path = xstrdup(path);
    text_init(&a->sums);
    a->out = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (a->out != NULL)
        return a;
    fail_write(a, err);
    archive_drop(a);
    return NULL;
}

static void archive_free(struct archive *a) {
    text_finish(&a->sums);
    free(a->path);
    free(a);
}

void archive_drop(struct archive *a) {
    if (a == NULL)
        return;
    if (a->out != NULL) {
        fclose(a->out);
        unlink(a->path);
    }
    archive_free(a);
}

static bool header_write(struct archive *a, const char *name, uint64_t size, struct error *err) {
    struct header h = {.type = '0', .magic = "ustar", .version = {'0', '0'}};
    char sum[8];
    int length = snprintf(h.name, sizeof h.name, "%s%s", root, name);
    if (length < 0 || (size_t)length >= sizeof h.name || size >= (uint64_t)1 << 33)
        return error_set(err, ERROR_FORMAT, "%s cannot be put into a backup: its name is too long, or it is too large.",
                         name);
    memcpy(h.mode, "0000600", 8);
    memcpy(h.owner, "0000000", 8);
    memcpy(h.group, "0000000", 8);
    memcpy(h.changed, "00000000000", 12);
    snprintf(h.size, sizeof h.size, "%011llo", (unsigned long long)size);
    snprintf(sum, sizeof sum, "%06o", header_sum(&h));
    memcpy(h.sum, sum, 7);
    h.sum[7] = ' ';
    return fwrite(&h, sizeof h, 1, a->out) == 1 || fail_write(a, err);
}

static bool pad_write(struct archive *a, uint64_t size, struct error *err) {
    static const char zeros[BLOCK_BYTES];
    size_t left = (size_t)((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
    return left == 0 || fwrite(zeros, left, 1, a->out) == 1 || fail_write(a, err);
}

static void sum_add(struct archive *a, const char *name, struct hash *h) {
    char hex[65];
    text_addf(&a->sums, "%s  %s%s\n", hash_hex(h, hex), root, name);
}

bool archive_add_text(struct archive *a, const char *name, const char *text, struct error *err) {
    struct hash h;
    size_t size = strlen(text);
    hash_init(&h);
    hash_add(&h, text, size);
    bool ok = header_write(a, name, size, err) &&
              (size == 0 || fwrite(text, size, 1, a->out) == 1 || fail_write(a, err)) && pad_write(a, size, err);
    if (ok)
        sum_add(a, name, &h);
    return ok;
}

/* Exactly size bytes: a file that shrinks meanwhile is an error, one that grows is cut at what the header says. */
static bool body_write(struct archive *a, FILE *in, uint64_t size, struct hash *h, const char *path,
                       struct error *err) {
    char *chunk = xcalloc(1, CHUNK_BYTES);
    bool ok = true;
    for (uint64_t left = size; ok && left > 0;) {
        size_t part = left < CHUNK_BYTES ? (size_t)left : CHUNK_BYTES;
        if (fread(chunk, 1, part, in) != part)
            ok = error_set(err, ERROR_IO, "%s could not be read to its end.", path);
        else if (fwrite(chunk, 1, part, a->out) != part)
            ok = fail_write(a, err);
        hash_add(h, chunk, part);
        left -= part;
    }
    free(chunk);
    return ok;
}

bool archive_add_file(struct archive *a, const char *name, const char *path, struct error *err) {
    struct hash h;
    int64_t size = file_size(path);
    FILE *in = size >= 0 ? fopen(path, "rb") : NULL;
    if (in == NULL)
        return error_set(err, ERROR_IO, "%s could not be read: %s.", path, strerror(errno));
    hash_init(&h);
    bool ok = header_write(a, name, (uint64_t)size, err) && body_write(a, in, (uint64_t)size, &h, path, err) &&
              pad_write(a, (uint64_t)size, err);
    fclose(in);
    if (ok)
        sum_add(a, name, &h);
    return ok;
}

bool archive_close(struct archive *a, struct error *err) {
    static const char end[2 * BLOCK_BYTES];
    size_t size = a->sums.length_bytes;
    bool ok = header_write(a, sums_name, size, err) &&
              (size == 0 || fwrite(a->sums.bytes, size, 1, a->out) == 1 || fail_write(a, err)) &&
              pad_write(a, size, err) && (fwrite(end, sizeof end, 1, a->out) == 1 || fail_write(a, err));
    ok = ok && ((fflush(a->out) == 0 && fsync(fileno(a->out)) == 0) || fail_write(a, err));
    if (!ok) {
        archive_drop(a);
        return false;
    }
    fclose(a->out);
    archive_free(a);
    return true;
}

/* ---- reading ---- */

struct reader {
    FILE *in;
    const char *path, *folder;
    struct text sums; /* as found */
    bool is_whole;    /* the sums were met */
};

static bool cut_short(const struct reader *r, struct error *err) {
    return error_set(err, ERROR_FORMAT, "%s is cut short: a part of it is missing. Copy it again.", r->path);
}

static bool damaged(const struct reader *r, const char *what, struct error *err) {
    return error_set(err, ERROR_FORMAT, "%s was changed or damaged (%s). Copy it again, or take another backup.",
                     r->path, what);
}

/* The member's name below balm/, its size. 1, 0 at the end, -1 with err. */
static int header_read(struct reader *r, char name[100], uint64_t *size, struct error *err) {
    struct header h;
    size_t got = fread(&h, 1, sizeof h, r->in);
    if (got == sizeof h && h.name[0] == '\0' && r->is_whole)
        return 0;
    bool first = ftell(r->in) <= (long)sizeof h;
    if (first && (got < sizeof h || memcmp(h.magic, "ustar", 5) != 0)) {
        error_set(err, ERROR_FORMAT, "%s is no backup of Balm's. \"balm backup FILE\" makes one.", r->path);
        return -1;
    }
    if (got < sizeof h || r->is_whole) {
        cut_short(r, err);
        return -1;
    }
    h.name[sizeof h.name - 1] = h.size[sizeof h.size - 1] = '\0';
    if (strtoul(h.sum, NULL, 8) != header_sum(&h) || h.type != '0' || strncmp(h.name, root, sizeof root - 1) != 0 ||
        !path_is_plain(h.name + sizeof root - 1)) {
        damaged(r, "the name of a file in it", err);
        return -1;
    }
    snprintf(name, 100, "%s", h.name + sizeof root - 1);
    *size = strtoull(h.size, NULL, 8);
    return 1;
}

static bool pad_skip(struct reader *r, uint64_t size, struct error *err) {
    char block[BLOCK_BYTES];
    size_t left = (size_t)((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
    if (left > 0 && fread(block, left, 1, r->in) != 1)
        return cut_short(r, err);
    for (size_t i = 0; i < left; i++)
        if (block[i] != 0)
            return damaged(r, "between two files", err);
    return true;
}

static FILE *file_begin(const char *path, struct error *err) {
    char *folder = xstrdup(path), *slash = strrchr(folder, '/');
    FILE *out = NULL;
    if (slash != NULL)
        *slash = '\0';
    if (folder_exists(folder) || folder_make(folder, err)) {
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        out = fd >= 0 ? fdopen(fd, "wb") : NULL;
        if (out == NULL)
            error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO, "%s could not be written: %s.", path,
                      strerror(errno));
    }
    free(folder);
    return out;
}

static bool body_copy(struct reader *r, FILE *out, uint64_t size, struct hash *h, struct error *err) {
    char *chunk = xcalloc(1, CHUNK_BYTES);
    bool ok = true;
    for (uint64_t left = size; ok && left > 0;) {
        size_t part = left < CHUNK_BYTES ? (size_t)left : CHUNK_BYTES;
        if (fread(chunk, 1, part, r->in) != part)
            ok = cut_short(r, err);
        else if (fwrite(chunk, 1, part, out) != part)
            ok = error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO, "What is in %s could not be written: %s.",
                           r->path, strerror(errno));
        hash_add(h, chunk, part);
        left -= part;
    }
    free(chunk);
    return ok;
}

static bool file_extract(struct reader *r, const char *name, uint64_t size, struct error *err) {
    struct hash h;
    char hex[65], *path = path_join(r->folder, name);
    FILE *out = file_begin(path, err);
    hash_init(&h);
    bool ok = out != NULL && body_copy(r, out, size, &h, err) && pad_skip(r, size, err);
    if (out != NULL) {
        bool saved = fflush(out) == 0 && fsync(fileno(out)) == 0;
        saved = fclose(out) == 0 && saved;
        ok = ok && (saved || error_set(err, ERROR_IO, "%s could not be written: %s.", path, strerror(errno)));
    }
    text_addf(&r->sums, "%s  %s%s\n", hash_hex(&h, hex), root, name);
    free(path);
    return ok;
}

static bool sums_check(struct reader *r, uint64_t size, struct error *err) {
    if (size > SUMS_MAX_BYTES)
        return damaged(r, "its sums", err);
    char *said = xcalloc(1, (size_t)size + 1);
    bool ok = fread(said, 1, (size_t)size, r->in) == size || cut_short(r, err);
    ok = ok && (strcmp(said, r->sums.bytes) == 0 || damaged(r, "the sums do not fit", err)) && pad_skip(r, size, err);
    r->is_whole = ok;
    free(said);
    return ok;
}

bool archive_extract(const char *path, const char *folder, struct error *err) {
    struct reader r = {.in = fopen(path, "rb"), .path = path, .folder = folder};
    char name[100];
    uint64_t size = 0;
    int found = 1;
    bool ok = true;
    if (r.in == NULL)
        return error_set(err, errno == ENOENT ? ERROR_MISSING : ERROR_IO, "%s could not be read: %s.", path,
                         strerror(errno));
    text_init(&r.sums);
    while (ok && (found = header_read(&r, name, &size, err)) == 1)
        ok = strcmp(name, sums_name) == 0 ? sums_check(&r, size, err) : file_extract(&r, name, size, err);
    text_finish(&r.sums);
    fclose(r.in);
    return ok && found == 0;
}
