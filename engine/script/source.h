/* Checks a source text before any compiler sees it: size, bytecode, UTF-8, zero bytes. */
#ifndef SCRIPT_SOURCE_H
#define SCRIPT_SOURCE_H

#include "base/error.h"

#include <stddef.h>

enum { SOURCE_MAX_BYTES = 256 * 1024 };

/* Takes a byte order mark off the front of *bytes. False with ERROR_FORMAT and the place. */
bool source_check(const char *file, const char **bytes, size_t *count_bytes, struct error *err);
/* Reads and checks a source file; given. `shown` is the name in messages. */
char *source_read(const char *path, const char *shown, size_t *out_bytes, struct error *err);

#endif
