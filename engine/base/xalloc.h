/* Allocation that cannot fail: out of memory is said in one line and ends the program. Nothing is lost by that,
 * because each answer is committed before the next screen is drawn. */
#ifndef BASE_XALLOC_H
#define BASE_XALLOC_H

#include <stddef.h>

void *xcalloc(size_t count, size_t each_bytes);
void *xrealloc(void *old, size_t new_bytes);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t count_bytes);
char *xprintf(const char *format, ...) __attribute__((format(printf, 1, 2))); /* given */

#endif
