/* gettext's plural rules: "nplurals=2; plural=(n != 1);", a C expression in n. Pure. */
#ifndef BASE_PLURAL_H
#define BASE_PLURAL_H

#include <stdbool.h>
#include <stdint.h>

/* The value of a Plural-Forms header for n: the index of the form, 0 .. *out_count - 1. False: it cannot be read, or
 * gives an index that is not there. */
bool plural_form(const char *rule, uint64_t n, unsigned *out_index, unsigned *out_count);

#endif
