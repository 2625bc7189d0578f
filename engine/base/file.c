/* Whole files, durable writes, folders; see file.h. */
#include "base/file.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char share_path[PATH_MAX];

void share_set_folder(const char *path) {
    snprintf(share_path, sizeof share_path, "%s", path);
}

const char *share_folder(void) {
    return share_path;
}

static bool fail_errno(struct error *err, const char *doing, const char *path) {
    enum error_code code = errno == ENOSPC || errno == EDQUOT                    ? ERROR_FULL
                           : errno == EROFS || errno == EACCES || errno == EPERM ? ERROR_READONLY
                           : errno == ENOENT                                     ? ERROR_MISSING
                                                                                 : ERROR_IO;
    return error_set(err, code, "%s %s did not work: %s.", doing, path, strerror(errno));
}

char *file_read(const char *path, size_t max_bytes, size_t *out_bytes, struct error *err) {
    char *bytes = NULL;
    size_t length = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0) {
        fail_errno(err, "Reading", path);
        goto out;
    }
    if (!S_ISREG(info.st_mode)) {
        error_set(err, ERROR_FORMAT, "%s is not a file.", path);
        goto out;
    }
    if ((uint64_t)info.st_size > max_bytes) {
        error_set(err, ERROR_FORMAT, "%s is too large: %lld bytes, at most %zu.", path, (long long)info.st_size,
                  max_bytes);
        goto out;
    }
    bytes = xcalloc((size_t)info.st_size + 1, 1);
    while (length < (size_t)info.st_size) {
        ssize_t got = read(fd, bytes + length, (size_t)info.st_size - length);
        if (got < 0) {
            fail_errno(err, "Reading", path);
            free(bytes);
            bytes = NULL;
            goto out;
        }
        if (got == 0)
            break;
        length += (size_t)got;
    }
    if (out_bytes != NULL)
        *out_bytes = length;
out:
    if (fd >= 0)
        close(fd);
    return bytes;
}

static bool write_all(int fd, const char *bytes, size_t count_bytes) {
    while (count_bytes > 0) {
        ssize_t put = write(fd, bytes, count_bytes);
        if (put < 0)
            return false;
        bytes += put;
        count_bytes -= (size_t)put;
    }
    return true;
}

static void sync_folder_of(const char *path) {
    char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder] = '\0';
    int fd = open(slash != NULL ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

bool file_write(const char *path, const void *bytes, size_t count_bytes, struct error *err) {
    char *temporary = xprintf("%s.%d.tmp", path, (int)getpid());
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write_all(fd, bytes, count_bytes) && fsync(fd) == 0;
    int kept = errno;
    if (fd >= 0 && close(fd) != 0 && ok)
        ok = false, kept = errno;
    if (ok && rename(temporary, path) != 0)
        ok = false, kept = errno;
    if (ok) {
        sync_folder_of(path);
    } else {
        if (fd >= 0)
            unlink(temporary);
        errno = kept;
        fail_errno(err, "Writing", path);
    }
    free(temporary);
    return ok;
}

bool file_copy(const char *from, const char *to, struct error *err) {
    size_t length;
    char *bytes = file_read(from, (size_t)1 << 32, &length, err);
    if (bytes == NULL)
        return false;
    bool ok = file_write(to, bytes, length, err);
    free(bytes);
    return ok;
}

bool file_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool folder_exists(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool folder_make(const char *path, struct error *err) {
    char *part = xstrdup(path);
    bool ok = true;
    for (char *p = part + 1; ok; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char kept = *p;
        *p = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST && !folder_exists(part))
            ok = fail_errno(err, "Making the folder", part);
        *p = kept;
        if (kept == '\0')
            break;
    }
    if (ok && !folder_exists(path))
        ok = error_set(err, ERROR_IO, "%s is not a folder.", path);
    free(part);
    return ok;
}

int64_t file_size(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 ? (int64_t)info.st_size : -1;
}

int64_t file_changed_ms(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 ? (int64_t)info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000 : -1;
}

char *path_join(const char *folder, const char *name) {
    size_t n = strlen(folder);
    return xprintf("%s%s%s", folder, n > 0 && folder[n - 1] == '/' ? "" : "/", name);
}

bool path_is_plain(const char *relative) {
    size_t length = strlen(relative);
    if (length == 0 || length > 200 || relative[0] == '/' || !utf8_valid(relative, length))
        return false;
    for (const char *p = relative; *p != '\0'; p++)
        if ((unsigned char)*p < 0x20 || *p == '\\' || *p == ':')
            return false;
    for (const char *p = relative; p != NULL; p = strchr(p, '/')) {
        p += *p == '/';
        if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
            return false;
    }
    return true;
}

char *path_inside(const char *folder, const char *relative, struct error *err) {
    if (!path_is_plain(relative)) {
        error_set(err, ERROR_FORMAT, "\"%s\" is not a file inside the module's folder.", relative);
        return NULL;
    }
    char *joined = path_join(folder, relative), *whole = realpath(joined, NULL), *root = realpath(folder, NULL);
    size_t n = root != NULL ? strlen(root) : 0;
    char *found = NULL;
    if (whole == NULL || root == NULL)
        error_set(err, ERROR_MISSING, "The file \"%s\" is not in the module's folder.", relative);
    else if (strncmp(whole, root, n) != 0 || whole[n] != '/')
        error_set(err, ERROR_FORMAT, "\"%s\" leads out of the module's folder.", relative);
    else if (!file_exists(whole))
        error_set(err, ERROR_FORMAT, "\"%s\" is not a file.", relative);
    else
        found = xstrdup(whole);
    free(joined);
    free(whole);
    free(root);
    return found;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **folder_list(const char *path, size_t *out_count) {
    DIR *dir = opendir(path);
    if (dir == NULL)
        return NULL;
    char **names = NULL;
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        names = xrealloc(names, (count + 1) * sizeof *names);
        names[count++] = xstrdup(entry->d_name);
    }
    closedir(dir);
    if (count > 0)
        qsort(names, count, sizeof *names, by_name);
    *out_count = count;
    return names != NULL ? names : xcalloc(1, sizeof *names);
}

void names_free(char **names, size_t count) {
    for (size_t i = 0; names != NULL && i < count; i++)
        free(names[i]);
    free(names);
}
