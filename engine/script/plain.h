/* Lua's messages in plain words, for authors who are clinicians: what is wrong and what to write instead. */
#ifndef SCRIPT_PLAIN_H
#define SCRIPT_PLAIN_H

#include "base/error.h"

#include <stddef.h>

/* A compile error. message: luaL_load's, "file:12: '}' expected near 'x'". Fills err with file and line; false. */
bool plain_syntax(const char *file, const char *message, const char *source, struct error *err);
/* A runtime error's sentence, its place taken off. */
void plain_runtime(const char *message, char *out, size_t out_bytes);
/* Behind "file:12: " of a Lua message; the message itself when it has none. Fills out_line (0 none). */
const char *plain_after_place(const char *message, int *out_line);

#endif
