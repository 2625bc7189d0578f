/* What pack.c and merge.c share: a session as plain data. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "store/internal.h"
#include "store/pack.h"

/* {"id","module",...,"entries":[],"positions":{}}; given. */
json_t *session_pack(struct store *s, const struct session_row *row, struct error *err);

#endif
