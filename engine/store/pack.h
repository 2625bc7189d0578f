/* One person as one piece of data, to carry to another folder and merge there. What only grows travels: sessions with
 * their entries (sealed ones opened: the receiver seals them with its own key for that person, and its own chain
 * proves them), facts (prescriptions, messages), what was played of practices not yet ended, and the modules they were
 * begun with. Drafts, places on the screen and settings stay: they belong to the device.
 *
 * Merging is a union: an entry is known by its session and its number in it, so any order and any number of times give
 * the same record. A session grows only where it began (elsewhere it is not offered to go on with); if a folder was
 * set back to an old backup and went on differently, the two ways are kept as two sessions. */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "store/store.h"

enum { PACK_FORMAT = 1, CLINIC_KEY_BYTES = 96 };

struct merge_result {
    char person[40];
    bool person_is_new;
    int64_t sessions_new, sessions_grown, entries_new, facts_new;
};

/* {"balm_person":1,"person":{},"sessions":[],"facts":[],"bundles":{}}; given. */
json_t *person_pack(struct store *s, const char *person, struct error *err);
/* All of it or nothing. into: id of a person here that this one is the same as (remembered from then on), or NULL: the
 * person of that id, added where nobody has it. ERROR_NEWER, ERROR_FORMAT names what is wrong, ERROR_SEALED when that
 * person was removed here. */
bool person_merge(struct store *s, const json_t *packed, const char *into, struct merge_result *out, struct error *err);

/* ---- envelopes: a pack that only one folder can open ---- */
/* The folder's public key as a line of text: "balm-clinic-<64 hex>-<8 hex>". It comes from the folder's key, so it is
 * in every backup of it. Returns out. */
char *clinic_key(const struct store *s, char out[CLINIC_KEY_BYTES]);
/* Finds such a key in a text (a file with other lines is fine). ERROR_FORMAT when there is none or it has a slip. */
bool clinic_key_find(const char *text, char out[CLINIC_KEY_BYTES], struct error *err);
/* Given (free()). ERROR_FORMAT for a bad key. */
char *envelope_seal(const char *key, const json_t *packed, size_t *out_bytes, struct error *err);
/* Given. ERROR_FORMAT no envelope, or cut short; ERROR_NEWER; ERROR_SEALED sealed for another folder, or changed. */
json_t *envelope_open(const struct store *s, const void *bytes, size_t count_bytes, struct error *err);

#endif
