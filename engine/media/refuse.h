/* Why a file is not played, in words for the person who made the module: what it looks like, and what to do.
 * Looks at the file's first bytes only; knows nothing of FFmpeg's demuxers. Also keeps FFmpeg's own messages off the
 * terminal and remembers the last one. */
#ifndef MEDIA_REFUSE_H
#define MEDIA_REFUSE_H

#include "base/error.h"

#include <stdint.h>

/* The part behind the last slash. Borrowed from path. */
const char *refuse_name(const char *path);
/* True when the file can be opened at all: there, a plain file, not empty, at most 2 GiB. */
bool refuse_check_file(const char *path, int64_t *out_bytes, struct error *err);
/* "The file "x.opus" is not sound that Balm can play (it looks like text). Export it again as ..." Returns false.
 * Without `why` the first bytes and FFmpeg's last message decide. */
bool refuse_file(const char *path, const char *why, struct error *err);
/* "The file "x.mp4" <what>. <next step>": returns false. */
bool refuse_because(const char *path, const char *what, const char *next, struct error *err);
/* From now on FFmpeg says nothing on the terminal. */
void refuse_hush(void);
/* Forgets what this thread heard from FFmpeg. */
void refuse_forget(void);

#endif
