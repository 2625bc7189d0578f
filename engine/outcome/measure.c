/* Change against the important change, in whole thousandths; see measure.h. */
#include "outcome/measure.h"

#include "base/clock.h"
#include "base/text.h"
#include "outcome/pacing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int64_t milli_of(const json_t *number, int64_t otherwise) {
    double value = json_is_number(number) ? json_number_value(number) : NAN;
    return isfinite(value) && fabs(value) < 1e12 ? (int64_t)llround(value * MILLI) : otherwise;
}

struct measure measure_of(const json_t *instruments, const char *id, const char *title) {
    const json_t *table = json_object_get(instruments, id);
    const json_t *range = json_object_get(table, "range"), *mark = json_object_get(table, "important_change");
    struct measure m = {.known = json_is_object(table)};
    snprintf(m.id, sizeof m.id, "%s", id);
    snprintf(m.title, sizeof m.title, "%s", value_string(table, "title", title));
    snprintf(m.name, sizeof m.name, "%.*s", (int)strcspn(m.title, ":"), m.title);
    snprintf(m.source, sizeof m.source, "%s", value_string(mark, "source", ""));
    m.decimals = (int)value_int(table, "decimals", m.known ? 0 : 1);
    m.decimals = m.decimals < 0 ? 0 : m.decimals > 3 ? 3 : m.decimals;
    m.low_milli = milli_of(json_array_get(range, 0), 0);
    m.high_milli = milli_of(json_array_get(range, 1), 0);
    m.mark_milli = milli_of(json_object_get(mark, "value"), 0);
    m.mark_milli = m.mark_milli < 0 ? 0 : m.mark_milli;
    m.higher_is_better = strcmp(value_string(table, "direction", ""), "higher is better") == 0;
    return m;
}

int64_t measure_milli(const struct measure *m, double total) {
    static const int64_t steps[] = {1000, 100, 10, 1};
    if (!isfinite(total) || fabs(total) > 1e12)
        return 0;
    int64_t step = steps[m->decimals];
    return (int64_t)llround(total * (double)(MILLI / step)) * step;
}

enum change measure_change(const struct measure *m, int64_t first_milli, int64_t last_milli) {
    int64_t by = last_milli - first_milli;
    if (by == 0)
        return CHANGE_SAME;
    if (m->mark_milli == 0)
        return CHANGE_UNJUDGED;
    if (llabs(by) < m->mark_milli)
        return CHANGE_SMALL;
    return (by > 0) == m->higher_is_better ? CHANGE_BETTER : CHANGE_WORSE;
}

/* The mark may have more places than the score: 1.75 beside 6.7. */
static int mark_decimals(const struct measure *m) {
    int decimals = m->decimals;
    for (int64_t step = decimals == 0 ? 1000 : decimals == 1 ? 100 : 10; decimals < 3 && m->mark_milli % step != 0;)
        step /= 10, decimals++;
    return decimals;
}

static const char *lead(const struct measure *m, enum change change) {
    if (strcmp(m->id, "peg") != 0)
        return "";
    switch (change) {
    case CHANGE_BETTER:
        return "Pain interferes less than at the start. ";
    case CHANGE_WORSE:
        return "Pain interferes more than at the start. ";
    case CHANGE_UNJUDGED:
        return "";
    default:
        return "Pain interferes about as much as at the start. ";
    }
}

static void add_verdict(struct text *t, const struct measure *m, int64_t by, enum change change) {
    char mark[WORDS_MAX], cite[WORDS_MAX];
    int64_t size = llabs(by);
    const char *than = size < m->mark_milli ? "less than" : size > m->mark_milli ? "more than" : "exactly";
    text_addf(t, ", which is %s the %s usually seen as a real change", than,
              words_points(m->mark_milli, mark_decimals(m), mark));
    if (measure_cite(m, cite)[0] != '\0')
        text_addf(t, " (%s)", cite);
    text_add(t, ".");
    if (strcmp(m->id, "peg") != 0 && change >= CHANGE_BETTER)
        text_addf(t, " That is %s than at the start.", change == CHANGE_BETTER ? "better" : "worse");
}

char *measure_sentence(const struct measure *m, int64_t first_milli, int64_t last_milli) {
    enum change change = measure_change(m, first_milli, last_milli);
    char from[WORDS_MAX], to[WORDS_MAX], by[WORDS_MAX];
    struct text t;
    text_init(&t);
    text_add(&t, lead(m, change));
    words_milli(first_milli, m->decimals, from);
    words_milli(last_milli, m->decimals, to);
    if (change == CHANGE_SAME) {
        text_addf(&t, "The %s score is %s, the same as at the start.", m->name, to);
        return text_take(&t);
    }
    text_addf(&t, "The %s score %s from %s to %s. That is %s", m->name, last_milli < first_milli ? "fell" : "rose",
              from, to, words_points(llabs(last_milli - first_milli), m->decimals, by));
    if (change == CHANGE_UNJUDGED)
        text_add(&t, ". How much counts as a real change is not known here.");
    else
        add_verdict(&t, m, last_milli - first_milli, change);
    return text_take(&t);
}

char *measure_cite(const struct measure *m, char out[WORDS_MAX]) {
    const char *colon = strchr(m->source, ':'), *others = strstr(m->source, "et al.");
    size_t n = 0;
    if (colon != NULL && colon - m->source < 60)
        n = (size_t)(colon - m->source);
    else if (others != NULL && others - m->source < 60)
        n = (size_t)(others - m->source) + strlen("et al.");
    snprintf(out, WORDS_MAX, "%.*s", (int)n, m->source);
    return out;
}

static const char *change_name(enum change change) {
    static const char *const names[] = {"unjudged", "same", "small", "better", "worse"};
    return names[change];
}

static void add_point(const struct measure *m, const json_t *entry, json_t *points) {
    const json_t *value = json_object_get(entry, "value");
    const json_t *did = json_object_get(value, "did"); /* a turn of a pace step */
    const json_t *total = did != NULL ? did : json_is_object(value) ? json_object_get(value, "total") : value;
    char date[16];
    int64_t day = 0;
    if (!json_is_number(total))
        return;
    date_parse(clock_date(value_int(entry, "at_ms", 0), date), &day);
    json_t *point = json_pack("{s:s, s:I, s:o}", "date", date, "x", (json_int_t)day, "y",
                              value_from_number((double)measure_milli(m, json_number_value(total)) / MILLI));
    if (json_is_number(json_object_get(value, "quota")))
        json_object_set(point, "goal", json_object_get(value, "quota"));
    if (did != NULL && pacing_is_flare(value))
        value_set_string(point, "mark", "flare");
    json_array_append_new(points, point);
}

static int64_t point_milli(const json_t *points, size_t i) {
    return milli_of(json_object_get(json_array_get(points, i), "y"), 0);
}

/* Without a table: none where all figures are whole. */
static int decimals_of(const struct measure *m, const json_t *points) {
    for (size_t i = 0; i < json_array_size(points) && !m->known; i++) {
        if (point_milli(points, i) % MILLI != 0)
            return m->decimals;
    }
    return m->known ? m->decimals : 0;
}

/* The table's range, or the smallest from 0 to a multiple of 10 that holds all points. */
static void add_range(const struct measure *m, const json_t *points, json_t *out) {
    int64_t low = m->low_milli, high = m->high_milli;
    if (low >= high) {
        low = 0;
        high = 10 * MILLI;
        for (size_t i = 0; i < json_array_size(points); i++) {
            int64_t y = point_milli(points, i);
            low = y < low ? -((-y + 10 * MILLI - 1) / (10 * MILLI)) * 10 * MILLI : low;
            high = y > high ? (y + 10 * MILLI - 1) / (10 * MILLI) * 10 * MILLI : high;
        }
    }
    json_object_set_new(out, "from", value_from_number((double)low / MILLI));
    json_object_set_new(out, "to", value_from_number((double)high / MILLI));
}

json_t *measure_trajectory(const struct measure *m, const json_t *history) {
    json_t *points = json_array(), *entry, *out = json_object();
    char cite[WORDS_MAX];
    size_t i;
    json_array_foreach(history, i, entry) add_point(m, entry, points);
    size_t count = json_array_size(points);
    value_set_string(out, "id", m->id);
    value_set_string(out, "title", m->title);
    value_set_string(out, "name", m->name);
    value_set_int(out, "decimals", decimals_of(m, points));
    json_object_set_new(out, "mark", value_from_number((double)m->mark_milli / MILLI));
    value_set_string(out, "cite", measure_cite(m, cite));
    value_set_string(out, "better", !m->known ? "" : m->higher_is_better ? "higher" : "lower");
    add_range(m, points, out);
    if (count > 1)
        value_set_string(out, "change",
                         change_name(measure_change(m, point_milli(points, 0), point_milli(points, count - 1))));
    json_object_set_new(out, "points", points);
    return out;
}

const json_t *measure_item(const json_t *table, const char *item, int *out_number) {
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(table, "items"), i, one) {
        if (strcmp(value_string(one, "id", ""), item) != 0)
            continue;
        *out_number = (int)i + 1;
        return one;
    }
    return NULL;
}

const json_t *measure_option_part(const json_t *option, size_t which) {
    return json_array_get(json_is_object(option) ? json_object_get(option, "items") : option, which);
}

const json_t *measure_option_points(const json_t *option) {
    const json_t *points = json_is_object(option) ? json_object_get(option, "points") : NULL;
    points = points != NULL ? points : measure_option_part(option, 0);
    return json_is_number(points) ? points : NULL;
}
