/* base/clock: the calendar, and a clock that moves only when told to. */
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmocka_all.h"

static int64_t days_of(const char *date) {
    int64_t days;
    assert_true(date_parse(date, &days));
    return days;
}

static void known_days(void **state) {
    (void)state;
    assert_int_equal(days_of("1970-01-01"), 0);
    assert_int_equal(days_of("1969-12-31"), -1);
    assert_int_equal(days_of("1970-01-02"), 1);
    assert_int_equal(days_of("2000-01-01"), 10957);
    assert_int_equal(days_of("2000-02-29"), 11016);
    assert_int_equal(days_of("2000-03-01"), 11017);
    assert_int_equal(days_of("2026-01-05"), 20458);
    assert_int_equal(days_of("1900-03-01") - days_of("1900-02-28"), 1); /* 1900 had no leap day */
    assert_int_equal(days_of("2000-03-01") - days_of("2000-02-28"), 2); /* 2000 had one */
    assert_int_equal(days_of("2024-03-01") - days_of("2024-02-28"), 2);
    assert_int_equal(days_of("2023-03-01") - days_of("2023-02-28"), 1);
    assert_int_equal(days_of("2100-03-01") - days_of("2100-02-28"), 1);
    assert_int_equal(days_of("2001-01-01") - days_of("2000-01-01"), 366);
    assert_int_equal(days_of("1901-01-01") - days_of("1900-01-01"), 365);
}

static void leap_days_only_in_leap_years(void **state) {
    (void)state;
    int64_t days = 42;
    assert_true(date_parse("2000-02-29", &days));
    assert_true(date_parse("2024-02-29", &days));
    assert_true(date_parse("0004-02-29", &days));
    days = 42;
    assert_false(date_parse("1900-02-29", &days));
    assert_false(date_parse("2023-02-29", &days));
    assert_false(date_parse("2100-02-29", &days));
    assert_false(date_parse("2024-02-30", &days));
    assert_int_equal(days, 42); /* untouched */
}

static void refuses_what_is_no_date(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",           "today",      "2026",        "2026-01",     "2026-1-5",   "2026-01-5",
        "26-01-05",   "2026-00-10", "2026-13-10",  "2026-01-00",  "2026-01-32", "2026-04-31",
        "2026-06-31", "2026-09-31", "2026-11-31",  "0000-01-01",  "2026/01/05", "05.01.2026",
        "2026-01-5x", "x026-01-05", "2026-01-05 ", " 2026-01-05", "2026-01-051"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t days = 42;
        if (date_parse(bad[i], &days))
            fail_msg("\"%s\" was taken for a date", bad[i]);
        assert_int_equal(days, 42);
    }
}

static void refuses_signs_and_spaces_inside(void **state) {
    (void)state;
    static const char *const bad[] = {"2026- 1-05", "2026-+1-05", "2026-01- 5",
                                      "2026-01-+5", "+202-01-05", " 202-01-05"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t days;
        if (date_parse(bad[i], &days))
            fail_msg("\"%s\" was taken for a date", bad[i]);
    }
}

static void text_and_parse_are_inverse(void **state) {
    (void)state;
    char out[16];
    assert_string_equal(date_text(0, out), "1970-01-01");
    assert_string_equal(date_text(-1, out), "1969-12-31");
    assert_string_equal(date_text(11016, out), "2000-02-29");
    for (int64_t day = days_of("1890-01-01"); day <= days_of("2110-01-01"); day++)
        assert_int_equal(days_of(date_text(day, out)), day);
}

static void virtual_clock_moves_when_told(void **state) {
    (void)state;
    struct clock c;
    char out[40], date[16];
    assert_true(clock_init(&c, true, NULL));
    assert_int_equal(clock_now_ms(&c), 0);
    assert_string_equal(clock_iso(clock_wall_ms(&c), out), "2026-01-05T09:00:00+01:00");
    clock_advance(&c, 61500);
    assert_int_equal(clock_now_ms(&c), 61500);
    assert_string_equal(clock_iso(clock_wall_ms(&c), out), "2026-01-05T09:01:01+01:00");
    clock_advance(&c, (int64_t)15 * 3600 * 1000);
    assert_string_equal(clock_date(clock_wall_ms(&c), date), "2026-01-06");
}

static void virtual_clock_starts_on_the_day_asked_for(void **state) {
    (void)state;
    struct clock c;
    char out[40];
    assert_true(clock_init(&c, true, "2026-07-14")); /* summer time */
    assert_string_equal(clock_iso(clock_wall_ms(&c), out), "2026-07-14T09:00:00+02:00");
    assert_true(clock_init(&c, true, "2024-02-29"));
    assert_string_equal(clock_iso(clock_wall_ms(&c), out), "2024-02-29T09:00:00+01:00");
    assert_false(clock_init(&c, true, "2023-02-29"));
    assert_false(clock_init(&c, false, "soon"));
    assert_false(clock_init(&c, false, ""));
}

static void real_clock_runs_and_can_be_another_day(void **state) {
    (void)state;
    struct clock c;
    char date[16];
    assert_true(clock_init(&c, false, NULL));
    int64_t before = clock_now_ms(&c), wall = clock_wall_ms(&c);
    assert_true(before >= 0);
    assert_true(wall / 1000 - (int64_t)time(NULL) <= 1);
    clock_advance(&c, 1000000); /* nothing: it is real */
    assert_true(clock_now_ms(&c) >= before);
    assert_true(clock_now_ms(&c) < before + 100000);
    assert_true(clock_init(&c, false, "2030-05-06"));
    assert_string_equal(clock_date(clock_wall_ms(&c), date), "2030-05-06");
}

static int in_berlin(void **state) {
    (void)state;
    setenv("TZ", "Europe/Berlin", 1);
    tzset();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(leap_days_only_in_leap_years),
        cmocka_unit_test(refuses_what_is_no_date),
        cmocka_unit_test(refuses_signs_and_spaces_inside),
        cmocka_unit_test(text_and_parse_are_inverse),
        cmocka_unit_test(virtual_clock_moves_when_told),
        cmocka_unit_test(virtual_clock_starts_on_the_day_asked_for),
        cmocka_unit_test(real_clock_runs_and_can_be_another_day),
    };
    return cmocka_run_group_tests(tests, in_berlin, NULL);
}
