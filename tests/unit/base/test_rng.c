/* base/rng: the same seed and key draw the same, others draw something else, and no number is left out. */
#include "base/rng.h"

#include <stdbool.h>

#include "cmocka_all.h"

static void same_seed_and_key_draw_the_same(void **state) {
    (void)state;
    struct rng a, b;
    rng_init(&a, 2026, "pick#1");
    rng_init(&b, 2026, "pick#1");
    for (int i = 0; i < 1000; i++)
        assert_true(rng_next(&a) == rng_next(&b));
}

static void another_seed_or_key_draws_otherwise(void **state) {
    (void)state;
    struct rng a, b, c;
    rng_init(&a, 2026, "pick#1");
    rng_init(&b, 2027, "pick#1");
    rng_init(&c, 2026, "pick#2");
    int same = 0;
    for (int i = 0; i < 1000; i++) {
        uint64_t x = rng_next(&a), y = rng_next(&b), z = rng_next(&c);
        same += x == y || x == z || y == z;
    }
    assert_int_equal(same, 0);
}

/* Records of years ago are replayed with today's program: the numbers must never change. */
static void the_numbers_are_fixed_for_ever(void **state) {
    (void)state;
    struct rng r;
    rng_init(&r, 1, "shuffle#1");
    static const uint64_t expected[] = {UINT64_C(0xd4b1ba33e9ba6d05), UINT64_C(0x8c87c66b65210611),
                                        UINT64_C(0xa30d22bbe040e134)};
    for (int i = 0; i < 3; i++)
        assert_true(rng_next(&r) == expected[i]);
}

static void below_stays_in_range_and_reaches_all(void **state) {
    (void)state;
    struct rng r;
    rng_init(&r, 7, "");
    for (uint64_t limit = 1; limit <= 40; limit++) {
        uint64_t seen = 0;
        for (int i = 0; i < 2000; i++) {
            uint64_t n = rng_below(&r, limit);
            assert_true(n < limit);
            seen |= UINT64_C(1) << n;
        }
        assert_true(seen == (UINT64_C(1) << limit) - 1);
    }
    uint64_t huge = UINT64_C(1) << 63 | 1;
    for (int i = 0; i < 100; i++)
        assert_true(rng_below(&r, huge) < huge);
    assert_true(rng_below(&r, 1) == 0);
}

static void below_is_even(void **state) {
    (void)state;
    struct rng r;
    int counts[6] = {0};
    rng_init(&r, 99, "die");
    for (int i = 0; i < 60000; i++)
        counts[rng_below(&r, 6)]++;
    for (int i = 0; i < 6; i++)
        assert_in_range(counts[i], 9500, 10500);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_seed_and_key_draw_the_same),
        cmocka_unit_test(another_seed_or_key_draws_otherwise),
        cmocka_unit_test(the_numbers_are_fixed_for_ever),
        cmocka_unit_test(below_stays_in_range_and_reaches_all),
        cmocka_unit_test(below_is_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
