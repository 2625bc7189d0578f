/* A least-recently-used cache: a number and some bytes lead to a value. Used for shaped lines, masks, icons and
 * pictures alike. The cost is whatever the owner counts (bytes, entries); the newest entry is never thrown out. */
#ifndef RENDER_CACHE_H
#define RENDER_CACHE_H

#include <stddef.h>
#include <stdint.h>

struct cache_entry;

struct cache {
    struct cache_entry **buckets; /* NULL until the first value */
    size_t bucket_count, count;
    size_t cost, room;
    struct cache_entry *newest, *oldest;
    void (*destroy)(void *value);
};

void cache_init(struct cache *c, size_t room, void (*destroy)(void *value));
void cache_finish(struct cache *c);
/* The value, now the newest, or NULL. Borrowed until the next cache_add(). */
void *cache_find(struct cache *c, uint64_t number, const char *bytes, size_t count_bytes);
/* Keeps value (not NULL) under a key that is not there yet; throws out the oldest while too much is kept. */
void cache_add(struct cache *c, uint64_t number, const char *bytes, size_t count_bytes, void *value, size_t cost);

/* A quick, stable hash of bytes, going on from `seed`. */
uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t count_bytes);

#endif
