/* What can be said of a translation without a patient: whether it can be read, what it lacks, and whether its holes are
 * those of the original. */
#ifndef APP_CHECK_LANGUAGE_H
#define APP_CHECK_LANGUAGE_H

#include "base/value.h"

/* texts: [{"text","many"?,"line"}] of the source. all: a note for each missing text, else one with their number.
 * official: the wording must say whether it is the owner's own. Given: [{"level","file","line","message"}], where a
 * hole or a plural rule that does not fit is an error, and what waits for somebody is a note. */
json_t *translation_problems(const json_t *texts, const char *po, const char *file, bool all, bool official);

#endif
