/* The caseload: a summary of each person out of the record's cache, those that are missing worked out again, then
 * filtered and put in order of need. Ten thousand people are one query and one sort; a page shows 25.
 * The JSON of a summary (course/summary.h) is only read for those 25. */
#include "app/desk.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "course/flags.h"
#include "course/summary.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
        char *summary = summary_make(st->record, d->rows[i].id, d->instruments, err);
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
