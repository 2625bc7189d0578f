/* The table of an instrument, looked through; see problems.h. */
#include "outcome/problems.h"

#include "outcome/measure.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum { ITEMS_MOST = 500 };

#define COUNT(names) (sizeof(names) / sizeof *(names))

static bool is_one_of(const char *word, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, names[i]) == 0)
            return true;
    return false;
}

/* ---- the table itself ---- */

static void check_texts(const json_t *table, json_t *list) {
    static const char *const needed[] = {"version", "title", "licence", "source"};
    const char *direction = value_string(table, "direction", "");
    for (size_t i = 0; i < COUNT(needed); i++)
        if (value_string(table, needed[i], "")[0] == '\0')
            problems_add(list, "error", "", "The instrument needs %s=\"...\".", needed[i]);
    if (json_object_get(table, "direction") != NULL && strcmp(direction, "lower is better") != 0 &&
        strcmp(direction, "higher is better") != 0)
        problems_add(list, "error", direction,
                     "direction=\"%s\" is not known. Write \"lower is better\" or \"higher is better\".", direction);
}

static bool range_of(const json_t *table, double *low, double *high) {
    const json_t *range = json_object_get(table, "range");
    *low = json_number_value(json_array_get(range, 0));
    *high = json_number_value(json_array_get(range, 1));
    return json_array_size(range) == 2 && json_is_number(json_array_get(range, 0)) &&
           json_is_number(json_array_get(range, 1)) && *low < *high;
}

static void check_change(const json_t *table, json_t *list) {
    static const char *const names[] = {"value", "source"};
    const json_t *change = json_object_get(table, "important_change");
    if (change == NULL)
        return;
    problems_names(list, change, "important_change", names, COUNT(names));
    if (!(value_number(change, "value", 0) > 0) || value_string(change, "source", "")[0] == '\0')
        problems_add(
            list, "error", "important_change",
            "important_change takes a value above 0 and its source: important_change={ value=1, source=\"...\" }.");
    if (value_string(table, "direction", "")[0] == '\0')
        problems_add(list, "error", "important_change",
                     "An important change needs direction=\"lower is better\" or \"higher is better\".");
}

/* ---- bands ---- */

/* The least difference between two totals. */
static double unit_of(const json_t *table) {
    return pow(10, -(double)value_int(table, "decimals", 0));
}

static void check_bands(const json_t *table, json_t *list) {
    static const char *const names[] = {"from", "to", "id", "label"};
    const json_t *bands = json_object_get(table, "bands");
    double low, high, unit = unit_of(table), expected;
    bool ranged = range_of(table, &low, &high);
    size_t i;
    json_t *band;
    if (json_array_size(bands) > 0 && value_string(table, "bands_source", "")[0] == '\0')
        problems_add(list, "warning", "bands", "The bands have no bands_source: say where they are published.");
    expected = low;
    json_array_foreach(bands, i, band) {
        const char *id = value_string(band, "id", "");
        double from = value_number(band, "from", NAN), to = value_number(band, "to", NAN);
        problems_names(list, band, "A band", names, COUNT(names));
        if (id[0] == '\0' || value_string(band, "label", "")[0] == '\0')
            problems_add(list, "error", "bands", "Band %zu needs an id and a label.", i + 1);
        if (!(from <= to)) {
            problems_add(list, "error", id, "The band \"%s\" needs from= and to=, from not above to.", id);
            continue;
        }
        if (ranged && fabs(from - expected) > unit / 2)
            problems_add(list, "error", id, "The band \"%s\" begins at %g; after the one before it, %g is next%s.", id,
                         from, expected, from > expected ? ", so there is a gap" : ", so they overlap");
        expected = to + unit;
    }
    if (ranged && json_array_size(bands) > 0 && fabs(expected - unit - high) > unit / 2)
        problems_add(list, "error", "bands", "The bands end at %g and the range at %g.", expected - unit, high);
}

/* ---- codes: https://loinc.org/kb/check-digit/ ---- */

static bool is_loinc(const char *code) {
    size_t n = strspn(code, "0123456789");
    int sum = 0;
    if (n == 0 || n > 7 || code[n] != '-' || !isdigit((unsigned char)code[n + 1]) || code[n + 2] != '\0')
        return false;
    for (size_t i = 0; i < n; i++) {
        int digit = code[n - 1 - i] - '0';
        digit = i % 2 == 0 ? digit * 2 : digit;
        sum += digit > 9 ? digit - 9 : digit;
    }
    return (10 - sum % 10) % 10 == code[n + 1] - '0';
}

static void check_code(const json_t *object, const char *name, json_t *list) {
    const char *code = value_string(object, name, NULL);
    if (code != NULL && !is_loinc(code))
        problems_add(list, "error", code,
                     "%s=\"%s\" is no LOINC code: digits, a hyphen and the right check digit, for example 44250-9.",
                     name, code);
}

static void check_codes(const json_t *table, json_t *list) {
    static const char *const names[] = {"loinc_panel", "loinc_score"};
    const json_t *codes = json_object_get(table, "codes");
    problems_names(list, codes, "codes", names, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        check_code(codes, names[i], list);
}

/* ---- items ---- */

static bool is_in_score(const json_t *item) {
    return value_bool(item, "in_score", true) && strcmp(value_string(item, "ask", ""), "display") != 0;
}

static void check_options(const json_t *item, const char *id, json_t *list) {
    static const char *const names[] = {"items", "code", "points"}; /* items: the value and the label */
    const json_t *options = json_object_get(item, "options");
    json_t *seen = json_array(), *option, *other;
    size_t i, k;
    if (json_array_size(options) < 2 && json_object_get(item, "other") == NULL)
        problems_add(list, "error", id, "The item \"%s\" needs at least two options.", id);
    json_array_foreach(options, i, option) {
        const json_t *value = measure_option_part(option, 0);
        if (json_is_object(option))
            problems_names(list, option, "An option", names, COUNT(names));
        json_array_foreach(seen, k, other) if (json_equal(other, value))
            problems_add(list, "error", id, "Two options of the item \"%s\" have the same value.", id);
        json_array_append(seen, (json_t *)value);
    }
    json_decref(seen);
}

static void check_risk(const json_t *item, const char *id, json_t *list) {
    const json_t *risk = json_object_get(item, "risk");
    const char *ask = value_string(item, "ask", "");
    if (risk == NULL)
        return;
    if (!json_is_number(json_object_get(risk, "from")))
        problems_add(list, "error", id, "The risk of the item \"%s\" needs a number: risk={ from=1 }.", id);
    if (strcmp(ask, "choice") != 0 && strcmp(ask, "scale") != 0 && strcmp(ask, "number") != 0)
        problems_add(list, "error", id,
                     "The risk item \"%s\" has no number as its answer, so it would never show the "
                     "safety card. Ask it as a choice, a scale or a number.",
                     id);
    json_t *option;
    size_t i;
    bool reached = strcmp(ask, "choice") != 0;
    json_array_foreach(json_object_get(item, "options"), i, option) {
        const json_t *value = measure_option_part(option, 0);
        reached = reached || (json_is_number(value) && json_number_value(value) >= value_number(risk, "from", 1));
    }
    if (!reached)
        problems_add(list, "error", id, "No answer to the risk item \"%s\" reaches its risk={ from= }.", id);
}

static bool stands_before(const json_t *items, const char *id, size_t before) {
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) if (i < before && strcmp(value_string(item, "id", ""), id) == 0) return true;
    return false;
}

/* before: how many items are asked earlier. */
static void check_when(const json_t *items, const json_t *when, const char *what, size_t before, json_t *list) {
    static const char *const names[] = {"all", "any"}, *const of_test[] = {"item", "op", "value"},
                             *const ops[] = {"=", "!=", ">", "<", ">=", "<=", "exists"};
    if (when == NULL)
        return;
    problems_names(list, when, "when", names, COUNT(names));
    for (size_t n = 0; n < COUNT(names); n++) {
        size_t i;
        json_t *test;
        json_array_foreach(json_object_get(when, names[n]), i, test) {
            const char *item = value_string(test, "item", ""), *op = value_string(test, "op", "=");
            problems_names(list, test, "A condition", of_test, COUNT(of_test));
            if (!stands_before(items, item, before))
                problems_add(list, "error", item, "%s has a condition on \"%s\", which is no earlier item.", what,
                             item);
            if (!is_one_of(op, ops, COUNT(ops)))
                problems_add(list, "error", op,
                             "%s has a condition with op=\"%s\". Known: =, !=, >, <, >=, <=, exists.", what, op);
        }
    }
}

static bool has_group(const json_t *table, const char *id) {
    size_t i;
    json_t *group;
    json_array_foreach(json_object_get(table, "groups"), i,
                       group) if (strcmp(value_string(group, "id", ""), id) == 0) return true;
    return false;
}

static void check_group(const json_t *table, const json_t *object, const char *what, json_t *list) {
    const char *group = value_string(object, "group", NULL);
    if (group != NULL && !has_group(table, group))
        problems_add(list, "error", group, "%s stands in the group \"%s\", which there is not.", what, group);
}

static void check_item(const json_t *table, const json_t *item, size_t at, json_t *list) {
    static const char *const names[] = {"id",    "short", "ask",   "text",    "from",       "to",    "low",
                                        "high",  "step",  "unit",  "whole",   "options",    "other", "at_most",
                                        "note",  "when",  "group", "link_id", "code",       "risk",  "in_score",
                                        "lines", "keep",  "about", "example", "max_length", "intro", "adherence"};
    static const char *const asks[] = {"scale", "choice", "many", "number", "time", "date", "yes", "text", "display"};
    const json_t *items = json_object_get(table, "items");
    const char *id = value_string(item, "id", ""), *ask = value_string(item, "ask", "");
    char what[120];
    snprintf(what, sizeof what, "The item \"%.80s\"", id);
    problems_names(list, item, what, names, COUNT(names));
    if (id[0] == '\0')
        problems_add(list, "error", "items", "Item %zu has no id.", at + 1);
    if (stands_before(items, id, at))
        problems_add(list, "error", id, "Two items have the id \"%s\".", id);
    if (!is_one_of(ask, asks, COUNT(asks)))
        problems_add(list, "error", id,
                     "%s has ask=\"%s\". Known: scale, choice, many, number, time, date, yes, text, "
                     "display.",
                     what, ask);
    if (strcmp(ask, "choice") == 0 || strcmp(ask, "many") == 0)
        check_options(item, id, list);
    if (strcmp(ask, "scale") == 0 && !(value_number(item, "from", 0) < value_number(item, "to", 10)))
        problems_add(list, "error", id, "%s is a scale that ends before it begins.", what);
    const char *about = value_string(item, "about", NULL);
    if (about != NULL && !stands_before(items, about, at))
        problems_add(list, "error", about, "%s is about \"%s\", which is no earlier item.", what, about);
    check_risk(item, id, list);
    check_when(items, json_object_get(item, "when"), what, at, list);
    check_group(table, item, what, list);
    check_code(item, "code", list);
}

/* A group's condition is asked before its first item. */
static size_t first_in(const json_t *items, const char *group) {
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) if (strcmp(value_string(item, "group", ""), group) == 0) return i;
    return json_array_size(items);
}

static void check_groups(const json_t *table, json_t *list) {
    static const char *const names[] = {"id", "text", "group", "when", "code", "link_id"};
    const json_t *items = json_object_get(table, "items");
    size_t i;
    json_t *group;
    json_array_foreach(json_object_get(table, "groups"), i, group) {
        const char *id = value_string(group, "id", "");
        char what[120];
        snprintf(what, sizeof what, "The group \"%.80s\"", id);
        problems_names(list, group, what, names, COUNT(names));
        if (id[0] == '\0')
            problems_add(list, "error", "groups", "Group %zu has no id.", i + 1);
        check_when(items, json_object_get(group, "when"), what, first_in(items, id), list);
        check_group(table, group, what, list);
        check_code(group, "code", list);
    }
}

json_t *instrument_problems(const json_t *table) {
    static const char *const names[] = {
        "id",    "version", "language",  "title",        "patient_title", "licence", "source",           "recall",
        "intro", "codes",   "direction", "range",        "decimals",      "missing", "important_change", "bands",
        "items", "groups",  "skeleton",  "bands_source", "risk_source"};
    json_t *list = json_array(), *item;
    const json_t *items = json_object_get(table, "items");
    double low, high;
    size_t i, scored = 0;
    problems_names(list, table, "An instrument", names, COUNT(names));
    check_texts(table, list);
    check_change(table, list);
    check_codes(table, list);
    json_array_foreach(items, i, item) scored += is_in_score(item);
    if (json_array_size(items) == 0 || json_array_size(items) > ITEMS_MOST)
        problems_add(list, "error", "items", "An instrument has from 1 to %d items.", ITEMS_MOST);
    if (json_object_get(table, "range") != NULL && !range_of(table, &low, &high))
        problems_add(list, "error", "range", "range takes two numbers, the lowest first: range={0, 10}.");
    else if (json_object_get(table, "range") == NULL && scored > 0)
        problems_add(list, "warning", "", "It has items in a score and no range={lowest, highest} of the total.");
    check_bands(table, list);
    check_groups(table, list);
    if (json_array_size(items) <= ITEMS_MOST)
        json_array_foreach(items, i, item) check_item(table, item, i, list);
    return list;
}

/* ---- its score ---- */

/* A number between 0 and below count, another for each seed and place. */
static size_t chosen(uint64_t seed, size_t place, size_t count) {
    uint64_t mixed = (seed * 0x9E3779B97F4A7C15u) ^ ((uint64_t)place * 0xBF58476D1CE4E5B9u);
    mixed ^= mixed >> 29;
    mixed *= 0x94D049BB133111EBu;
    return (size_t)((mixed >> 33) % count);
}

static json_t *option_answer(const json_t *item, uint64_t seed, size_t place) {
    const json_t *options = json_object_get(item, "options"), *found = NULL;
    json_t *option;
    size_t i, count = json_array_size(options);
    if (count == 0)
        return NULL;
    if (seed > 1)
        return json_incref((json_t *)measure_option_part(json_array_get(options, chosen(seed, place, count)), 0));
    json_array_foreach(options, i, option) {
        const json_t *points = measure_option_points(option), *best = measure_option_points(found);
        bool better =
            best == NULL || (points != NULL && (seed == 0 ? json_number_value(points) < json_number_value(best)
                                                          : json_number_value(points) > json_number_value(best)));
        found = better ? option : found;
    }
    return json_incref((json_t *)measure_option_part(found, 0));
}

static json_t *number_answer(const json_t *item, uint64_t seed, size_t place) {
    double from = value_number(item, "from", 0), to = value_number(item, "to", 10);
    return value_from_number(seed == 0   ? from
                             : seed == 1 ? to
                                         : from + (double)chosen(seed, place, (size_t)(fmin(to - from, 1000) + 1)));
}

json_t *instrument_answers(const json_t *table, uint64_t seed) {
    json_t *answers = json_object(), *item;
    size_t i;
    json_array_foreach(json_object_get(table, "items"), i, item) {
        const char *ask = value_string(item, "ask", "");
        json_t *answer = NULL;
        if (!is_in_score(item) || (seed > 1 && chosen(seed, i + 1000, 40) == 0))
            continue;
        if (strcmp(ask, "choice") == 0)
            answer = option_answer(item, seed, i);
        else if (strcmp(ask, "scale") == 0 || strcmp(ask, "number") == 0)
            answer = number_answer(item, seed, i);
        else if (strcmp(ask, "yes") == 0)
            answer = json_boolean(seed == 1 || (seed > 1 && chosen(seed, i, 2) == 1));
        else if (strcmp(ask, "time") == 0)
            answer = json_integer((json_int_t)(seed <= 1 ? seed * 1439 : chosen(seed, i, 1440)));
        if (answer != NULL)
            json_object_set_new(answers, value_string(item, "id", ""), answer);
    }
    return answers;
}

void instrument_score_problems(const json_t *table, const json_t *score, json_t *list) {
    const json_t *total = json_object_get(score, "total"), *bands = json_object_get(table, "bands");
    const char *band = value_string(score, "band", NULL), *right = NULL;
    double low, high, value = json_number_value(total), unit = unit_of(table);
    size_t i;
    json_t *one;
    if (!json_is_number(total))
        return;
    if (range_of(table, &low, &high) && (value < low - 1e-9 || value > high + 1e-9))
        problems_add(list, "error", "score", "score gives %g, which is outside of range={%g, %g}.", value, low, high);
    json_array_foreach(bands, i, one) if (value >= value_number(one, "from", 0) - unit / 2 &&
                                          value < value_number(one, "to", 0) + unit / 2) right =
        value_string(one, "id", NULL);
    if (right != NULL && (band == NULL || strcmp(band, right) != 0))
        problems_add(list, "error", "score", "score gives %g and the band \"%s\"; by the bands it is \"%s\".", value,
                     band != NULL ? band : "none", right);
    else if (json_array_size(bands) == 0 && band != NULL)
        problems_add(list, "error", "score", "score gives the band \"%s\", and the table has no bands.", band);
}
