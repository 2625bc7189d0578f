/* Files: whole reads, durable writes, folders, and where Balm's own files live. Paths are UTF-8. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* The whole file, zero-terminated. Given (free()); NULL and err when missing, unreadable or larger than max_bytes. */
char *file_read(const char *path, size_t max_bytes, size_t *out_bytes, struct error *err);
/* Writes a temporary beside it, fsync, rename: the old file or the new one, never half. */
bool file_write(const char *path, const void *bytes, size_t count_bytes, struct error *err);
bool file_copy(const char *from, const char *to, struct error *err); /* as file_write */
bool file_exists(const char *path);
bool folder_exists(const char *path);
bool folder_make(const char *path, struct error *err); /* with its parents, mode 0700 */
int64_t file_size(const char *path);                   /* -1 when there is none */
int64_t file_changed_ms(const char *path);             /* modification time, -1 when there is none */
/* "a/b": given (free()). */
char *path_join(const char *folder, const char *name);
/* True for a relative path that stays inside its folder: no "..", not absolute, no backslash, no control characters,
 * 1 to 200 bytes. (A symbolic link that leads out is refused where the file is opened: path_inside.) */
bool path_is_plain(const char *relative);
/* folder/relative with links resolved, if that is a file inside folder. Given; NULL and err otherwise. */
char *path_inside(const char *folder, const char *relative, struct error *err);
/* Sorted names in a folder (no dot-files). Given: names_free(). NULL when it cannot be read. */
char **folder_list(const char *path, size_t *out_count);
void names_free(char **names, size_t count);
/* Where Balm's own files are (steps, screens, assets, modules): BALM_SHARE, else beside the program (a build tree or
 * an installed prefix). Borrowed, the same for the whole run. Set once by main. */
void share_set_folder(const char *path);
const char *share_folder(void);

#endif
