/* When each measure of a course is due, and whether it was taken. A score stands for the occasion before it: from the
 * day it was due until the next one is. */
#include "course/inside.h"
#include "course/words.h"

#include <string.h>

enum { EARLY_DAYS = 7, OCCASIONS_MOST = 60 }; /* a score of the week before the start is the start's */

static int month_length(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* The same day of a later month; the 31st becomes its last. */
static int64_t months_later(int64_t day, int months) {
    char date[16];
    int year = 0, month = 0, of_month = 0;
    int64_t later = day;
    sscanf(date_text(day, date), "%d-%d-%d", &year, &month, &of_month);
    month += months;
    year += (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    int last = month_length(year, month);
    snprintf(date, sizeof date, "%04d-%02d-%02d", year % 10000, month, of_month > last ? last : of_month);
    date_parse(date, &later);
    return later;
}

static int64_t later(int64_t day, const struct at *at, int times) {
    return at->months > 0 ? months_later(day, at->months * times) : day + (int64_t)at->days * times;
}

struct occasions {
    int64_t day[OCCASIONS_MOST];
    const char *words[OCCASIONS_MOST];
    int count;
};

/* In order; two at one day are one. */
static void add(struct occasions *o, int64_t day, const char *words) {
    int i = o->count;
    for (int k = 0; k < o->count; k++)
        if (o->day[k] == day)
            return;
    if (o->count == OCCASIONS_MOST)
        return;
    for (; i > 0 && o->day[i - 1] > day; i--) {
        o->day[i] = o->day[i - 1];
        o->words[i] = o->words[i - 1];
    }
    o->day[i] = day;
    o->words[i] = words;
    o->count++;
}

static void add_words(struct occasions *o, const struct calendar *c, const char *words) {
    struct at at;
    if (!at_read(words, &at))
        return;
    if (at.kind == AT_START)
        add(o, c->start, words);
    else if (at.kind == AT_END)
        add(o, c->ends, words);
    else if (at.kind == AT_AFTER)
        add(o, later(c->start, &at, 1), words);
    for (int n = 1; at.kind == AT_EVERY && n < OCCASIONS_MOST && later(c->start, &at, n) < c->ends; n++)
        add(o, later(c->start, &at, n), words);
}

static bool is_taken(const json_t *values, int64_t from, int64_t to) {
    size_t i;
    json_t *value;
    json_array_foreach(values, i, value) {
        int64_t day = value_int(value, "day", 0);
        if (day >= from && day < to)
            return true;
    }
    return false;
}

static void add_measure(json_t *list, const json_t *measure, const struct calendar *c, const json_t *record,
                        int64_t day) {
    struct occasions o = {.count = 0};
    const char *instrument = value_string(measure, "instrument", "");
    const json_t *values = json_object_get(json_object_get(record, "values"), instrument);
    size_t i;
    json_t *words;
    json_array_foreach(json_object_get(measure, "at"), i, words) if (json_is_string(words))
        add_words(&o, c, json_string_value(words));
    for (int n = 0; n < o.count; n++) {
        int64_t from = o.day[n] - (o.day[n] == c->start ? EARLY_DAYS : 0);
        int64_t to = n + 1 < o.count ? o.day[n + 1] : INT64_MAX;
        const char *state = o.day[n] > day && !is_taken(values, from, day + 1) ? "later"
                            : is_taken(values, from, to)                       ? "done"
                            : day >= to                                        ? "missed"
                                                                               : "due";
        json_array_append_new(list, json_pack("{s:s, s:s?, s:s, s:o, s:s}", "instrument", instrument, "module",
                                              value_string(measure, "module", NULL), "at", o.words[n], "on",
                                              date_json(o.day[n]), "state", state));
    }
}

json_t *plan_measures(const json_t *plan, const struct calendar *c, const json_t *record, int64_t day) {
    json_t *list = json_array(), *measure;
    size_t i;
    json_array_foreach(json_object_get(plan, "measures"), i, measure) add_measure(list, measure, c, record, day);
    return list;
}
