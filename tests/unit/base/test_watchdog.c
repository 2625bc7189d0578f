/* base/watchdog: silence inside the work is noticed once, with the place; work that gets on, or nothing, is not. */
#include "base/watchdog.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cmocka_all.h"

struct seen {
    atomic_int count;
    char at[64];
};

static void note(void *context, const char *at) {
    struct seen *seen = context;
    snprintf(seen->at, sizeof seen->at, "%s", at);
    atomic_fetch_add(&seen->count, 1);
}

static void sleep_ms(long ms) {
    nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

static void wait_for(struct seen *seen, int count) {
    for (int i = 0; i < 1000 && atomic_load(&seen->count) < count; i++)
        sleep_ms(10);
    assert_int_equal(atomic_load(&seen->count), count);
}

static void silence_is_noticed_once(void **state) {
    (void)state;
    struct seen seen = {0};
    struct error err = {0};
    struct watchdog *w = watchdog_create(30, note, &seen, &err);
    assert_non_null(w);
    watchdog_at(w, "say#1");
    watchdog_at(w, "say#2");
    wait_for(&seen, 1);
    assert_string_equal(seen.at, "say#2");
    sleep_ms(100);
    assert_int_equal(atomic_load(&seen.count), 1);
    watchdog_at(w, "say#3");
    wait_for(&seen, 2);
    assert_string_equal(seen.at, "say#3");
    watchdog_destroy(w);
}

static void work_that_comes_back_is_left_alone(void **state) {
    (void)state;
    struct seen seen = {0};
    struct error err = {0};
    struct watchdog *w = watchdog_create(60000, note, &seen, &err);
    for (int i = 0; i < 1000; i++) {
        watchdog_at(w, "say#1");
        watchdog_leave(w);
    }
    watchdog_destroy(w);
    assert_int_equal(atomic_load(&seen.count), 0);
    w = watchdog_create(20, note, &seen, &err);
    watchdog_at(w, "say#1");
    watchdog_leave(w);
    sleep_ms(100);
    watchdog_destroy(w);
    assert_int_equal(atomic_load(&seen.count), 0);
}

static void none_is_fine(void **state) {
    (void)state;
    watchdog_at(NULL, "say#1");
    watchdog_leave(NULL);
    watchdog_destroy(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(silence_is_noticed_once),
        cmocka_unit_test(work_that_comes_back_is_left_alone),
        cmocka_unit_test(none_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
