/* Messages for staff on standard error; see log.h. */
#include "base/log.h"

#include <stdio.h>

void log_line(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("balm: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

void log_error(const char *what, const struct error *err) {
    char line[1200];
    error_format(err, line, sizeof line);
    log_line("%s%s%s", what, what[0] != '\0' ? ": " : "", line);
}
