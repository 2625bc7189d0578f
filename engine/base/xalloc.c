/* Allocation that cannot fail; see xalloc.h. */
#include "base/xalloc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *check(void *p) {
    if (p == NULL) {
        fputs("balm: out of memory. Everything that was answered is saved; please start again.\n", stderr);
        abort();
    }
    return p;
}

void *xcalloc(size_t count, size_t each_bytes) {
    return check(calloc(count != 0 ? count : 1, each_bytes != 0 ? each_bytes : 1));
}

void *xrealloc(void *old, size_t new_bytes) {
    return check(realloc(old, new_bytes != 0 ? new_bytes : 1));
}

char *xstrndup(const char *s, size_t count_bytes) {
    char *copy = xcalloc(count_bytes + 1, 1);
    memcpy(copy, s, count_bytes);
    return copy;
}

char *xstrdup(const char *s) {
    return xstrndup(s, strlen(s));
}

char *xprintf(const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *made = xcalloc((size_t)(length < 0 ? 0 : length) + 1, 1);
    vsnprintf(made, (size_t)(length < 0 ? 0 : length) + 1, format, again);
    va_end(again);
    return made;
}
