/* Time as a parameter. A clock tells milliseconds since it was made (for motion and media) and the wall's date and
 * time (for the record). A virtual clock moves only when told to, so a ten-minute practice plays in milliseconds. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clock {
    bool is_virtual;
    int64_t virtual_ms;      /* since clock_init, when virtual */
    int64_t started_mono_ms; /* CLOCK_MONOTONIC at clock_init, when real */
    int64_t wall_start_ms;   /* Unix time at which a virtual clock starts */
    int64_t wall_shift_ms;   /* --today: added to the wall clock */
};

/* today: "YYYY-MM-DD" or NULL. A virtual clock without a date starts at 2026-01-05 09:00 local time; with a date, at
 * 09:00 local time of that day. A real clock with a date keeps the time of day. Returns false for a bad date. */
bool clock_init(struct clock *c, bool is_virtual, const char *today);
int64_t clock_now_ms(const struct clock *c);
int64_t clock_wall_ms(const struct clock *c);       /* Unix milliseconds */
void clock_advance(struct clock *c, int64_t by_ms); /* virtual only */

/* Unix milliseconds as "2026-04-14T09:30:05+02:00" in local time. Returns out. */
char *clock_iso(int64_t wall_ms, char out[40]);
/* Local date "2026-04-14" of a Unix time. Returns out. */
char *clock_date(int64_t wall_ms, char out[16]);
/* Days since 1970-01-01 of a "YYYY-MM-DD"; false when it is no date of the calendar. */
bool date_parse(const char *date, int64_t *out_days);
/* The date of a day number. Returns out. */
char *date_text(int64_t days, char out[16]);

#endif
