/* The least-recently-used cache; see cache.h. Chained buckets that double, and a doubly linked list by age.
 * Knows nothing of what it keeps. */
#include "render/cache.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

struct cache_entry {
    struct cache_entry *next_in_bucket;
    struct cache_entry *newer, *older;
    void *value;
    size_t cost;
    uint64_t hash, number;
    size_t count_bytes;
    char bytes[];
};

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t count_bytes) {
    const uint64_t factor = 0x9E3779B97F4A7C15u;
    const unsigned char *at = bytes;
    uint64_t hash = seed ^ (count_bytes * factor);
    while (count_bytes > 0) {
        uint64_t word = 0;
        size_t take = count_bytes < sizeof word ? count_bytes : sizeof word;
        memcpy(&word, at, take);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 29;
        at += take;
        count_bytes -= take;
    }
    return hash;
}

void cache_init(struct cache *c, size_t room, void (*destroy)(void *value)) {
    *c = (struct cache){.room = room, .destroy = destroy};
}

void cache_finish(struct cache *c) {
    for (struct cache_entry *e = c->newest; e != NULL;) {
        struct cache_entry *older = e->older;
        c->destroy(e->value);
        free(e);
        e = older;
    }
    free(c->buckets);
    *c = (struct cache){.room = c->room, .destroy = c->destroy};
}

static void age_unlink(struct cache *c, struct cache_entry *e) {
    *(e->newer != NULL ? &e->newer->older : &c->newest) = e->older;
    *(e->older != NULL ? &e->older->newer : &c->oldest) = e->newer;
}

static void age_link_newest(struct cache *c, struct cache_entry *e) {
    e->newer = NULL;
    e->older = c->newest;
    *(c->newest != NULL ? &c->newest->newer : &c->oldest) = e;
    c->newest = e;
}

void *cache_find(struct cache *c, uint64_t number, const char *bytes, size_t count_bytes) {
    if (c->buckets == NULL)
        return NULL;
    uint64_t hash = hash_bytes(number, bytes, count_bytes);
    struct cache_entry *e = c->buckets[hash & (c->bucket_count - 1)];
    for (; e != NULL; e = e->next_in_bucket) {
        if (e->hash == hash && e->number == number && e->count_bytes == count_bytes &&
            (count_bytes == 0 || memcmp(e->bytes, bytes, count_bytes) == 0))
            break;
    }
    if (e == NULL)
        return NULL;
    age_unlink(c, e);
    age_link_newest(c, e);
    return e->value;
}

static void buckets_grow(struct cache *c) {
    size_t count = c->bucket_count == 0 ? 64 : c->bucket_count * 2;
    free(c->buckets);
    c->buckets = xcalloc(count, sizeof *c->buckets);
    c->bucket_count = count;
    for (struct cache_entry *e = c->newest; e != NULL; e = e->older) {
        struct cache_entry **bucket = &c->buckets[e->hash & (count - 1)];
        e->next_in_bucket = *bucket;
        *bucket = e;
    }
}

static void oldest_drop(struct cache *c) {
    struct cache_entry *e = c->oldest;
    struct cache_entry **at = &c->buckets[e->hash & (c->bucket_count - 1)];
    while (*at != e)
        at = &(*at)->next_in_bucket;
    *at = e->next_in_bucket;
    age_unlink(c, e);
    c->count--;
    c->cost -= e->cost;
    c->destroy(e->value);
    free(e);
}

void cache_add(struct cache *c, uint64_t number, const char *bytes, size_t count_bytes, void *value, size_t cost) {
    while (c->oldest != NULL && c->cost + cost > c->room)
        oldest_drop(c);
    if (c->count >= c->bucket_count)
        buckets_grow(c);
    struct cache_entry *e = xcalloc(1, sizeof *e + count_bytes);
    e->value = value;
    e->cost = cost;
    e->number = number;
    e->hash = hash_bytes(number, bytes, count_bytes);
    e->count_bytes = count_bytes;
    if (count_bytes > 0)
        memcpy(e->bytes, bytes, count_bytes);
    struct cache_entry **bucket = &c->buckets[e->hash & (c->bucket_count - 1)];
    e->next_in_bucket = *bucket;
    *bucket = e;
    age_link_newest(c, e);
    c->count++;
    c->cost += cost;
}
