/* SHA-256 (FIPS 180-4), for naming bytes by what they are: module bundles and media. Not for secrets; the store has
 * its own, keyed hashes. Knows nothing of files; callers feed it bytes. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct hash {
    uint32_t state[8];
    uint64_t count_bytes;
    uint8_t block[64];
};

void hash_init(struct hash *h);
void hash_add(struct hash *h, const void *bytes, size_t count_bytes);
/* Ends it: 64 hex digits and a zero into out. Returns out. */
char *hash_hex(struct hash *h, char out[65]);

#endif
