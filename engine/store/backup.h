/* The whole data folder as one file, and back. The record is copied while Balm may be running (SQLite's online backup:
 * one moment of it, whole); the folder's key goes along, since without it the record cannot be read: whoever has the
 * file can read it. Both ways are proved before anything takes their place: the backup is unpacked again and its
 * chain walked, a restored folder likewise. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

enum { ASIDE_BYTES = 4096 };

/* Replaces what stands at path when all is well. out: what was walked in it. */
bool backup_write(struct store *s, const char *path, struct verify_result *out, struct error *err);
/* Puts the backup at path in the place of folder. A folder that is there is moved aside, never deleted: out_aside is
 * its new name ("" when there was none). Nothing is changed on failure. ERROR_BUSY while Balm plays on it. */
bool backup_restore(const char *path, const char *folder, const struct clock *clock, char out_aside[ASIDE_BYTES],
                    struct verify_result *out, struct error *err);

#endif
