/* Repeatable chance: SplitMix64, seeded by a number and a word; see rng.h. */
#include "base/rng.h"

void rng_init(struct rng *r, uint64_t seed, const char *key) {
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    for (; *key != '\0'; key++)
        hash = (hash ^ (unsigned char)*key) * 1099511628211u;
    r->state = seed ^ hash;
    rng_next(r);
}

uint64_t rng_next(struct rng *r) {
    uint64_t z = r->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

uint64_t rng_below(struct rng *r, uint64_t limit) {
    uint64_t floor = -limit % limit, drawn;
    do
        drawn = rng_next(r);
    while (drawn < floor);
    return drawn % limit;
}
