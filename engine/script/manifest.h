/* The fields of module{}: what is allowed, and what is assumed where nothing is written. */
#ifndef SCRIPT_MANIFEST_H
#define SCRIPT_MANIFEST_H

#include "base/value.h"

/* folder_id: what id= must equal, or NULL. Fills err with ERROR_SCRIPT (ERROR_NEWER for a newer api), no place. */
bool manifest_check(const json_t *args, const char *folder_id, struct error *err);
/* A copy with the defaults filled in. Given. */
json_t *manifest_complete(const json_t *args);

#endif
