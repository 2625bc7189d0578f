/* Ratings before and after a practice, and figures a module records. Pairs go by their ids: pain_before and pain_after,
 * before and after, belief and belief_after. Asked more than once in a session, their mean counts. */
#include "outcome/measure.h"
#include "report/digest.h"

#include <math.h>
#include <string.h>

static bool is_figure(const json_t *value) {
    return json_is_number(value) && fabs(json_number_value(value)) < 1e9;
}

static bool is_rating(const json_t *e) {
    const char *kind = value_string(e, "kind", "");
    return !value_bool(e, "superseded", false) && is_figure(json_object_get(e, "value")) &&
           (strcmp(kind, "ask.scale") == 0 || strcmp(kind, "ask.number") == 0);
}

static void add_rating(json_t *sums, const char *id, double value) {
    json_t *sum = json_object_get(sums, id);
    if (sum == NULL) {
        sum = json_object();
        json_object_set_new(sums, id, sum);
    }
    value_set_number(sum, "sum", value_number(sum, "sum", 0) + value);
    value_set_int(sum, "count", value_int(sum, "count", 0) + 1);
}

static bool is_field_figure(const char *id, const json_t *value) {
    size_t n = strlen(id);
    return is_figure(value) &&
           ((n > 7 && strcmp(id + n - 7, "_before") == 0) || (n > 6 && strcmp(id + n - 6, "_after") == 0));
}

/* {id: {"sum","count"}} of a session's ratings; given. */
static json_t *ratings_of(const json_t *session) {
    json_t *sums = json_object(), *e, *value;
    const char *id;
    size_t i;
    json_array_foreach(json_object_get(session, "entries"), i, e) {
        if (is_rating(e) && value_string(e, "id", NULL) != NULL)
            add_rating(sums, value_string(e, "id", ""), value_number(e, "value", 0));
        if (strcmp(value_string(e, "kind", ""), "form") != 0 || value_bool(e, "superseded", false))
            continue;
        json_object_foreach(json_object_get(e, "value"), id, value) if (is_field_figure(id, value))
            add_rating(sums, id, json_number_value(value));
    }
    return sums;
}

/* The rating that stands before "<base>_after"; its base goes to `base`. NULL when there is none. */
static const json_t *before_of(const json_t *sums, const char *after, char base[80]) {
    size_t n = strlen(after);
    char name[96];
    if (strcmp(after, "after") == 0) {
        base[0] = '\0';
        return json_object_get(sums, "before");
    }
    if (n <= 6 || n >= 80 || strcmp(after + n - 6, "_after") != 0)
        return NULL;
    snprintf(base, 80, "%.*s", (int)(n - 6), after);
    snprintf(name, sizeof name, "%s_before", base);
    const json_t *before = json_object_get(sums, name);
    return before != NULL ? before : json_object_get(sums, base);
}

static json_t *series(json_t *all, const char *module, const char *id) {
    char name[200];
    snprintf(name, sizeof name, "%s/%s", module, id);
    json_t *made = json_object_get(all, name);
    if (made == NULL) {
        made = json_pack("{s:s, s:s, s:[]}", "module", module, "id", id, "points");
        json_object_set_new(all, name, made);
    }
    return made;
}

static int64_t mean_milli(const json_t *sum) {
    return (int64_t)llround(value_number(sum, "sum", 0) * MILLI / (double)value_int(sum, "count", 1));
}

static void add_pairs(struct digest *d, const json_t *session, const json_t *sums) {
    const char *after;
    json_t *sum;
    char base[80];
    json_object_foreach((json_t *)sums, after, sum) {
        const json_t *before = before_of(sums, after, base);
        int64_t times = value_int(sum, "count", 0);
        if (before == NULL || value_int(before, "count", 0) != times)
            continue;
        json_t *pair = series(d->pairs, value_string(session, "module", ""), base);
        if (times > 1)
            value_set_bool(pair, "mean", true);
        digest_insert(json_object_get(pair, "points"),
                      json_pack("{s:s, s:I, s:I}", "at", value_string(session, "started_at", ""), "before",
                                (json_int_t)mean_milli(before), "after", (json_int_t)mean_milli(sum)));
    }
}

void digest_add_ratings(struct digest *d, const json_t *session) {
    json_t *sums = ratings_of(session), *value;
    const char *id;
    add_pairs(d, session, sums);
    json_decref(sums);
    json_object_foreach(json_object_get(session, "records"), id, value) if (is_figure(value)) {
        json_t *record = series(d->records, value_string(session, "module", ""), id);
        digest_insert(json_object_get(record, "points"),
                      json_pack("{s:s, s:I}", "at", value_string(session, "started_at", ""), "value",
                                (json_int_t)llround(json_number_value(value) * MILLI)));
    }
}
