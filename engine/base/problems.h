/* What a check found, as plain data: a list of {"level":"error"|"warning"|"note","message","word"}. word: the text in
 * the file to point at, "" none. */
#ifndef BASE_PROBLEMS_H
#define BASE_PROBLEMS_H

#include "base/value.h"

void problems_add(json_t *list, const char *level, const char *word, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* An error for each member of object that is none of these names, with the nearest one. what: "A unit". */
void problems_names(json_t *list, const json_t *object, const char *what, const char *const *names, size_t count);

#endif
