/* A folder as one file: a plain tar (ustar), so that any tar can look into it, with the SHA-256 of every file in its
 * last member, so that a cut or a changed byte shows. Streamed: memory does not grow with the files. Knows nothing of
 * records; names are relative, in a folder "balm/". */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include "base/error.h"

#include <stddef.h>

struct archive;

/* Makes path (0600). Given: archive_close() or archive_drop(). */
struct archive *archive_create(const char *path, struct error *err);
bool archive_add_file(struct archive *a, const char *name, const char *path, struct error *err);
bool archive_add_text(struct archive *a, const char *name, const char *text, struct error *err);
/* Writes the sums and the end; on disk when it returns. Lets go of it either way. */
bool archive_close(struct archive *a, struct error *err);
void archive_drop(struct archive *a); /* and removes the file; NULL is fine */

/* Writes what is in path below folder, which has to be there (files 0600, folders 0700), and checks every sum.
 * ERROR_FORMAT says whether it is no archive, cut short or changed; what was written by then stays. */
bool archive_extract(const char *path, const char *folder, struct error *err);

#endif
