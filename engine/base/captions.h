/* Captions of a clip from a WebVTT file: what is said, and when. Forgiving about what players ignore anyway (styles,
 * notes, positions, tags), strict about time lines, so that an author learns of a cue that would never show.
 * Times are milliseconds of the clip. */
#ifndef BASE_CAPTIONS_H
#define BASE_CAPTIONS_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct captions;

struct caption {
    int64_t from_ms, to_ms;
    char *text; /* UTF-8, lines parted by \n, no tags; owned by the captions */
};

/* Given: captions_destroy(). NULL and err (with file and line) when the file cannot be used; at most 1 MB. */
struct captions *captions_load(const char *path, struct error *err);
/* The same from memory; name is for the message. */
struct captions *captions_parse(const char *bytes, size_t count_bytes, const char *name, struct error *err);
void captions_destroy(struct captions *c);

/* Sorted by beginning. All captions below are borrowed, NULL: none. */
size_t captions_count(const struct captions *c);
const struct caption *captions_get(const struct captions *c, size_t index);
/* What is said at at_ms; the one that began last where several overlap. */
const struct caption *captions_at(const struct captions *c, int64_t at_ms);
/* The last one that is over by at_ms, and the first that begins after it. */
const struct caption *captions_before(const struct captions *c, int64_t at_ms);
const struct caption *captions_after(const struct captions *c, int64_t at_ms);

#endif
