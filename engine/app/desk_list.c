/* The caseload: a summary of each person out of the record's cache, those that are missing worked out again, then
 * filtered and put in order of need. Ten thousand people are one query and one sort; a page shows 25.
 * A summary is a line for the order (last contact, need and time of each flag, name, course) and a second line of JSON
 * for what is shown, which is only read for those 25. */
#include "app/desk.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "course/flags.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LINE_POINTS = 12 };

/* ---- summaries ---- */

/* What a line of the list says of a flag, and no more. */
static json_t *open_flags(const json_t *flags) {
    static const char *const names[] = {"kind", "need", "at_ms", "instrument", "from_ms", "back_ms"};
    json_t *open = json_array(), *flag;
    size_t i;
    json_array_foreach(flags, i, flag) {
        if (json_object_get(flag, "seen_ms") != NULL)
            continue;
        json_t *kept = json_object();
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (json_object_get(flag, names[n]) != NULL)
                json_object_set(kept, names[n], json_object_get(flag, names[n]));
        json_array_append_new(open, kept);
    }
    return open;
}

static int64_t last_contact(const json_t *history) {
    int64_t last = 0;
    size_t i;
    json_t *session;
    json_array_foreach(json_object_get(history, "sessions"), i, session) {
        int64_t at = value_int(session, "last_ms", 0);
        last = at > last ? at : last;
    }
    return last;
}

/* The last totals of the PEG, or of the first score there is. */
static void add_line(json_t *summary, const json_t *history) {
    json_t *scores = json_object_get(history, "scores"), *points = json_object_get(scores, "peg"), *line = json_array();
    const char *id = "peg";
    if (points == NULL) {
        void *first = json_object_iter(scores);
        id = first != NULL ? json_object_iter_key(first) : "";
        points = first != NULL ? json_object_iter_value(first) : NULL;
    }
    size_t count = json_array_size(points);
    for (size_t i = count > LINE_POINTS ? count - LINE_POINTS : 0; i < count; i++)
        json_array_append(line, json_object_get(json_array_get(points, i), "total"));
    if (count > 0) {
        value_set_string(summary, "score", id);
        json_object_set(summary, "first", json_object_get(json_array_get(points, 0), "total"));
        json_object_set(summary, "line", line);
    }
    json_decref(line);
}

static json_t *summary_detail(struct stage *st, const char *person, struct error *err) {
    struct desk *d = st->desk;
    json_t *history = history_make(st->record, person, d->instruments, err);
    json_t *plans = history != NULL ? flags_plans(st->record, person, err) : NULL, *summary = NULL;
    if (plans != NULL) {
        json_t *flags = flags_of(history, d->instruments, plans), *plan = json_array_get(plans, 0);
        summary = json_pack("{s:O, s:I, s:o}", "name", json_object_get(history, "name"), "last_ms",
                            (json_int_t)last_contact(history), "flags", open_flags(flags));
        if (plan != NULL) {
            json_object_set(summary, "course", json_object_get(plan, "title"));
            json_object_set(summary, "done", json_object_get(plan, "done"));
            json_object_set(summary, "of", json_object_get(plan, "of"));
        }
        add_line(summary, history);
        json_decref(flags);
    }
    json_decref(plans);
    json_decref(history);
    return summary;
}

/* "LAST_MS NEED:AT_MS,NEED:AT_MS\tNAME\tCOURSE\nJSON"; given. */
static char *summary_make(struct stage *st, const char *person, struct error *err) {
    json_t *detail = summary_detail(st, person, err), *flag;
    struct text t;
    size_t i;
    if (detail == NULL)
        return NULL;
    text_init(&t);
    text_addf(&t, "%lld ", (long long)value_int(detail, "last_ms", 0));
    json_array_foreach(json_object_get(detail, "flags"), i, flag)
        text_addf(&t, "%s%lld:%lld", i > 0 ? "," : "", (long long)value_int(flag, "need", 0),
                  (long long)value_int(flag, "at_ms", 0));
    char *name = xstrdup(value_string(detail, "name", "")), *course = xstrdup(value_string(detail, "course", ""));
    for (char *p = name; (p = strpbrk(p, "\t\n")) != NULL; p++)
        *p = ' ';
    for (char *p = course; (p = strpbrk(p, "\t\n")) != NULL; p++)
        *p = ' ';
    text_addf(&t, "\t%s\t%s\n", name, course);
    char *json = value_dump(detail);
    text_add(&t, json);
    free(json);
    free(name);
    free(course);
    json_decref(detail);
    return text_take(&t);
}

/* ---- the list in memory ---- */

struct desk_row {
    char id[40];
    char *summary;                    /* NULL: to be made yet */
    const char *name, *course, *json; /* within it */
    int64_t need, at_ms, last_ms;     /* as of now; need INT64_MAX: no open flag */
};

void desk_rows_destroy(struct desk *d) {
    for (size_t i = 0; i < d->row_count; i++)
        free(d->rows[i].summary);
    free(d->rows);
    d->rows = NULL;
    d->row_count = d->waiting = 0;
    d->is_read = false;
}

/* Points into the summary; one that is not of this form is made again. */
static bool row_take(struct desk_row *row, const char *summary) {
    free(row->summary);
    row->summary = xstrdup(summary);
    char *name = strchr(row->summary, '\t'), *course = name != NULL ? strchr(name + 1, '\t') : NULL;
    char *json = course != NULL ? strchr(course, '\n') : NULL;
    if (json == NULL) {
        free(row->summary);
        row->summary = NULL;
        return false;
    }
    *name = *course = *json = '\0';
    row->name = name + 1;
    row->course = course + 1;
    row->json = json + 1;
    return true;
}

struct gather {
    struct desk *desk;
    size_t room;
};

static bool take_summary(void *context, const char *person, const char *summary) {
    struct gather *g = context;
    struct desk *d = g->desk;
    if (d->row_count == g->room) {
        g->room = g->room * 2 + 64;
        d->rows = xrealloc(d->rows, g->room * sizeof *d->rows);
    }
    struct desk_row *row = &d->rows[d->row_count++];
    *row = (struct desk_row){0};
    snprintf(row->id, sizeof row->id, "%s", person);
    d->waiting += summary == NULL || !row_take(row, summary);
    return true;
}

static bool make_missing(struct stage *st, size_t most, struct error *err) {
    struct desk *d = st->desk;
    size_t made = 0;
    bool ok = store_batch_begin(st->record, err);
    if (!ok)
        return false;
    for (size_t i = 0; i < d->row_count && ok && made < most; i++) {
        if (d->rows[i].summary != NULL)
            continue;
        char *summary = summary_make(st, d->rows[i].id, err);
        ok = summary != NULL && summary_put(st->record, d->rows[i].id, summary, err) && row_take(&d->rows[i], summary);
        free(summary);
        made += ok;
    }
    ok = store_batch_end(st->record, ok, err) && ok;
    d->waiting -= made;
    return ok;
}

bool desk_list_read(struct stage *st, size_t most, struct error *err) {
    struct desk *d = st->desk;
    struct gather g = {.desk = d};
    if (!d->is_read) {
        desk_rows_destroy(d);
        if (!summary_each(st->record, take_summary, &g, err))
            return false;
        d->is_read = true;
    }
    return d->waiting == 0 || make_missing(st, most, err);
}

/* ---- order ---- */

/* The flag that counts most by now, and when it was raised: they stand in the order of need. */
static void take_need(struct desk_row *row, int64_t now_ms) {
    char *at;
    row->last_ms = strtoll(row->summary, &at, 10);
    row->need = INT64_MAX;
    while (*at == ' ' || *at == ',') {
        if (at[1] == '\0')
            return;
        int64_t need = strtoll(at + 1, &at, 10), at_ms = *at == ':' ? strtoll(at + 1, &at, 10) : INT64_MAX;
        if (at_ms > now_ms)
            continue;
        row->need = need;
        row->at_ms = at_ms;
        return;
    }
}

static int by_name(const struct desk_row *a, const struct desk_row *b) {
    int order = strcasecmp(a->name, b->name);
    return order != 0 ? order : strcmp(a->id, b->id);
}

static int compare_need(const void *x, const void *y) {
    const struct desk_row *a = *(struct desk_row *const *)x, *b = *(struct desk_row *const *)y;
    if (a->need != b->need)
        return a->need < b->need ? -1 : 1;
    if (a->need != INT64_MAX && a->at_ms != b->at_ms)
        return a->at_ms > b->at_ms ? -1 : 1;
    return by_name(a, b);
}

static int compare_name(const void *x, const void *y) {
    return by_name(*(struct desk_row *const *)x, *(struct desk_row *const *)y);
}

static int compare_last(const void *x, const void *y) {
    const struct desk_row *a = *(struct desk_row *const *)x, *b = *(struct desk_row *const *)y;
    return a->last_ms != b->last_ms ? (a->last_ms > b->last_ms ? -1 : 1) : by_name(a, b);
}

static bool fits(const struct desk *d, const struct desk_row *row) {
    if (d->search[0] != '\0' && strcasestr(row->name, d->search) == NULL &&
        strcasestr(row->course, d->search) == NULL && strcmp(row->id, d->search) != 0)
        return false;
    return strcmp(d->filter, "flags") != 0 || row->need != INT64_MAX;
}

static json_t *row_now(const struct desk_row *row, int64_t now_ms) {
    struct error quiet = {0};
    json_t *shown = value_parse(row->json, strlen(row->json), &quiet), *open = json_array(), *flag;
    size_t i;
    if (shown == NULL)
        shown = json_pack("{s:s}", "name", row->name);
    json_array_foreach(json_object_get(shown, "flags"), i, flag) if (flag_is_open(flag, now_ms))
        json_array_append(open, flag);
    json_object_set_new(shown, "flags", open);
    value_set_string(shown, "id", row->id);
    return shown;
}

json_t *desk_list_page(struct stage *st) {
    struct desk *d = st->desk;
    int64_t now_ms = clock_wall_ms(st->o.clock);
    size_t count = 0, flagged = 0, known = 0;
    struct desk_row **found = xcalloc(d->row_count + 1, sizeof *found);
    for (size_t i = 0; i < d->row_count; i++) {
        struct desk_row *row = &d->rows[i];
        if (row->summary == NULL)
            continue;
        take_need(row, now_ms);
        known++;
        flagged += row->need != INT64_MAX;
        if (fits(d, row))
            found[count++] = row;
    }
    qsort(found, count, sizeof *found,
          strcmp(d->order, "name") == 0   ? compare_name
          : strcmp(d->order, "last") == 0 ? compare_last
                                          : compare_need);
    int pages = (int)((count + DESK_ROWS - 1) / DESK_ROWS);
    d->page = d->page >= pages ? (pages > 0 ? pages - 1 : 0) : d->page;
    json_t *rows = json_array();
    for (size_t i = (size_t)d->page * DESK_ROWS; i < count && i < (size_t)(d->page + 1) * DESK_ROWS; i++)
        json_array_append_new(rows, row_now(found[i], now_ms));
    free(found);
    return json_pack("{s:o, s:I, s:I, s:I, s:I, s:i, s:i, s:i}", "rows", rows, "people", (json_int_t)d->row_count,
                     "known", (json_int_t)known, "flagged", (json_int_t)flagged, "found", (json_int_t)count, "page",
                     d->page, "pages", pages, "per_page", DESK_ROWS);
}
