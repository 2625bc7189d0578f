/* Figures and dates in words; see words.h. */
#include "outcome/words.h"

#include "base/clock.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

struct date {
    int year, month, day;
    int64_t number;
};

static bool date_of(const char *iso, struct date *out) {
    char ten[11];
    int64_t number;
    snprintf(ten, sizeof ten, "%s", iso);
    if (!date_parse(ten, &number))
        return false;
    *out = (struct date){.year = (int)strtol(ten, NULL, 10),
                         .month = (int)strtol(ten + 5, NULL, 10),
                         .day = (int)strtol(ten + 8, NULL, 10),
                         .number = number};
    return true;
}

char *words_date(const char *iso, char out[WORDS_MAX]) {
    struct date d;
    if (!date_of(iso, &d))
        snprintf(out, WORDS_MAX, "no date");
    else
        snprintf(out, WORDS_MAX, "%d %s %d", d.day, months[d.month - 1], d.year);
    return out;
}

char *words_day(const char *iso, char out[WORDS_MAX]) {
    struct date d;
    if (!date_of(iso, &d))
        snprintf(out, WORDS_MAX, "no date");
    else
        snprintf(out, WORDS_MAX, "%d %s", d.day, months[d.month - 1]);
    return out;
}

char *words_short(const char *iso, char out[WORDS_MAX]) {
    struct date d;
    if (!date_of(iso, &d))
        snprintf(out, WORDS_MAX, "?");
    else
        snprintf(out, WORDS_MAX, "%d %.3s", d.day, months[d.month - 1]);
    return out;
}

char *words_time(const char *iso, char out[WORDS_MAX]) {
    words_date(iso, out);
    size_t n = strlen(out);
    if (strlen(iso) >= 16 && iso[10] == 'T')
        snprintf(out + n, WORDS_MAX - n, ", %.5s", iso + 11);
    return out;
}

char *words_period(const char *from, const char *to, char out[WORDS_MAX]) {
    char first[WORDS_MAX], last[WORDS_MAX];
    struct date a, b;
    if (!date_of(from, &a) || !date_of(to, &b) || a.number >= b.number)
        return words_date(date_of(from, &a) ? from : to, out);
    if (a.year == b.year)
        words_day(from, first);
    else
        words_date(from, first);
    snprintf(out, WORDS_MAX, "%.40s to %.40s", first, words_date(to, last));
    return out;
}

int64_t words_day_number(const char *iso, int64_t otherwise) {
    struct date d;
    return date_of(iso, &d) ? d.number : otherwise;
}

char *words_milli(int64_t milli, int decimals, char out[WORDS_MAX]) {
    int64_t step = decimals <= 0 ? 1000 : decimals == 1 ? 100 : decimals == 2 ? 10 : 1;
    int64_t size = (llabs(milli) + step / 2) / step * step;
    const char *sign = milli < 0 && size > 0 ? "\xE2\x88\x92" : "";
    if (decimals <= 0) {
        snprintf(out, WORDS_MAX, "%s%lld", sign, (long long)(size / MILLI));
    } else {
        int shown = decimals > 3 ? 3 : decimals;
        snprintf(out, WORDS_MAX, "%s%lld.%0*lld", sign, (long long)(size / MILLI), shown,
                 (long long)(size % MILLI / step));
    }
    return out;
}

char *words_points(int64_t milli, int decimals, char out[WORDS_MAX]) {
    char number[WORDS_MAX];
    snprintf(out, WORDS_MAX, "%.40s point%s", words_milli(milli, decimals, number), llabs(milli) == MILLI ? "" : "s");
    return out;
}

char *words_minutes(int64_t seconds, char out[WORDS_MAX]) {
    if (seconds > 0 && seconds < 30)
        snprintf(out, WORDS_MAX, "under 1");
    else
        snprintf(out, WORDS_MAX, "%lld", (long long)((seconds + 30) / 60));
    return out;
}

char *words_count(int64_t count, const char *one, const char *many, char out[WORDS_MAX]) {
    snprintf(out, WORDS_MAX, "%lld %s", (long long)count, count == 1 ? one : many);
    return out;
}

char *words_id(const char *id, const char *otherwise, char out[WORDS_MAX]) {
    size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    if (n == 0 || n > 48 || id[n] != '\0') {
        snprintf(out, WORDS_MAX, "%s", otherwise);
        return out;
    }
    snprintf(out, WORDS_MAX, "%s", id);
    for (char *p = out; *p != '\0'; p++)
        if (*p == '_' || *p == '-')
            *p = ' ';
    out[0] = (char)toupper((unsigned char)out[0]);
    return out;
}
