/* Finds the step calls of a source text without running it: a small scanner that knows comments, texts and names. */
#ifndef SCRIPT_SITES_H
#define SCRIPT_SITES_H

#include "base/value.h"

/* Appends {"file","line","kind"} per step call to `sites`, in order; the names of include "x" to `includes`. */
void sites_scan(const char *file, const char *source, json_t *sites, json_t *includes);

#endif
