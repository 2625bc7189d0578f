/* One person on a list, worked out from their record once and kept in the store's cache (store.h, summary_put) until
 * the record changes. It is true for any later day: flags may lie in the future, and what was recent is told by its
 * time. The text has a line for the order of a list, "LAST_MS NEED:AT_MS,NEED:AT_MS\tNAME\tCOURSE", and a second line
 * of JSON:
 *   {"name","last_ms","flags":[{"kind","need","at_ms",...}] that nobody has seen, "course","done","of",
 *    "score": instrument, "first": its first total, "line": its last totals, oldest first,
 *    "recent": [[at_ms, seconds]] of the sessions in the last SUMMARY_RECENT_DAYS before the newest} */
#ifndef COURSE_SUMMARY_H
#define COURSE_SUMMARY_H

#include "base/value.h"
#include "store/store.h"

enum { SUMMARY_RECENT_DAYS = 28 };

/* instruments: {id: table}. Given; NULL and err. */
char *summary_make(struct store *s, const char *person, const json_t *instruments, struct error *err);
/* The second line; NULL where it is none of this form, and has to be made again. Given. */
json_t *summary_shown(const char *summary);
/* {"id","name"...} of everybody as summary_shown() has it, in the order they were added; what was missing is made, and
 * kept where the store may be written. Given; NULL and err. */
json_t *summaries_all(struct store *s, const json_t *instruments, struct error *err);

#endif
