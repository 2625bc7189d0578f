/* One line on standard error, "balm: ...". Only session and app log; lower rooms return errors. Never an answer, a
 * name or anything else a patient wrote. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/error.h"

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_error(const char *what, const struct error *err);

#endif
