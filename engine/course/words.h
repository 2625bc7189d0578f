/* When a measure is due, as a course file says it: "start", "end", "every 2 weeks", "3 months". */
#ifndef COURSE_WORDS_H
#define COURSE_WORDS_H

#include <stdbool.h>

enum at_kind { AT_START, AT_END, AT_EVERY, AT_AFTER };
struct at {
    enum at_kind kind;
    int days, months; /* AT_EVERY, AT_AFTER: one of them */
};
bool at_read(const char *text, struct at *out);

#endif
