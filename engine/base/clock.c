/* Time as a parameter; see clock.h. The only file that asks the system for the time. */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t system_ms(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool leap(int64_t y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

bool date_parse(const char *date, int64_t *out_days) {
    int y, m, d, used = 0;
    for (int i = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? date[i] != '-' : date[i] < '0' || date[i] > '9')
            return false;
    }
    if (date[10] != '\0' || sscanf(date, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || used != 10)
        return false;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (y < 1 || m < 1 || m > 12 || d < 1 || d > lengths[m - 1] + (m == 2 && leap(y)))
        return false;
    /* Howard Hinnant's civil-days formula: March-based years make the leap day the last of the year. */
    int64_t yy = y - (m <= 2), era = yy / 400, yoe = yy - era * 400;
    int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    *out_days = era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
    return true;
}

char *date_text(int64_t days, char out[16]) {
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int64_t d = doy - (153 * mp + 2) / 5 + 1, m = mp < 10 ? mp + 3 : mp - 9, y = yoe + era * 400 + (m <= 2);
    snprintf(out, 16, "%04d-%02d-%02d", (int)(y % 10000), (int)(m % 100), (int)(d % 100));
    return out;
}

/* Unix milliseconds of a local day and time of day. */
static int64_t local_ms(const char *date, int hour, int minute, int second) {
    struct tm tm = {.tm_hour = hour, .tm_min = minute, .tm_sec = second, .tm_isdst = -1};
    sscanf(date, "%4d-%2d-%2d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    return (int64_t)mktime(&tm) * 1000;
}

bool clock_init(struct clock *c, bool is_virtual, const char *today) {
    int64_t days;
    if (today != NULL && !date_parse(today, &days))
        return false;
    *c = (struct clock){.is_virtual = is_virtual, .started_mono_ms = system_ms(CLOCK_MONOTONIC)};
    if (is_virtual) {
        c->wall_start_ms = local_ms(today != NULL ? today : "2026-01-05", 9, 0, 0);
    } else if (today != NULL) {
        int64_t now = system_ms(CLOCK_REALTIME);
        time_t seconds = (time_t)(now / 1000);
        struct tm tm;
        localtime_r(&seconds, &tm);
        c->wall_shift_ms = local_ms(today, tm.tm_hour, tm.tm_min, tm.tm_sec) - now / 1000 * 1000;
    }
    return true;
}

int64_t clock_now_ms(const struct clock *c) {
    return c->is_virtual ? c->virtual_ms : system_ms(CLOCK_MONOTONIC) - c->started_mono_ms;
}

int64_t clock_wall_ms(const struct clock *c) {
    return c->is_virtual ? c->wall_start_ms + c->virtual_ms : system_ms(CLOCK_REALTIME) + c->wall_shift_ms;
}

void clock_advance(struct clock *c, int64_t by_ms) {
    if (c->is_virtual)
        c->virtual_ms += by_ms;
}

char *clock_iso(int64_t wall_ms, char out[40]) {
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm tm;
    localtime_r(&seconds, &tm);
    char zone[8];
    strftime(zone, sizeof zone, "%z", &tm);
    size_t n = strftime(out, 40, "%Y-%m-%dT%H:%M:%S", &tm);
    snprintf(out + n, 40 - n, "%.3s:%.2s", zone, zone + 3);
    return out;
}

char *clock_date(int64_t wall_ms, char out[16]) {
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm tm;
    localtime_r(&seconds, &tm);
    strftime(out, 16, "%Y-%m-%d", &tm);
    return out;
}
