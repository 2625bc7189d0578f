/* The caseload: a summary of each person out of the record's cache, those that are missing worked out again, then
 * filtered and put in order of need. Ten thousand people are one query and one sort; a page shows 25. */
#include "app/desk.h"
#include "base/xalloc.h"
#include "course/flags.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LINE_POINTS = 12 };

/* ---- summaries ---- */

static json_t *open_flags(const json_t *flags) {
    json_t *open = json_array(), *flag;
    size_t i;
    json_array_foreach(flags, i, flag) if (json_object_get(flag, "seen_ms") == NULL) json_array_append(open, flag);
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

static json_t *summary_make(struct stage *st, const char *person, struct error *err) {
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

struct gather {
    json_t *rows;
    size_t waiting;
};

static bool take_summary(void *context, const char *person, const json_t *summary) {
    struct gather *g = context;
    json_t *row = summary != NULL ? json_incref((json_t *)summary) : json_object();
    g->waiting += summary == NULL;
    value_set_string(row, "id", person);
    json_array_append_new(g->rows, row);
    return true;
}

static bool read_rows(struct stage *st, struct error *err) {
    struct gather g = {.rows = json_array()};
    if (!summary_each(st->record, take_summary, &g, err)) {
        json_decref(g.rows);
        return false;
    }
    json_decref(st->desk->rows);
    st->desk->rows = g.rows;
    st->desk->waiting = g.waiting;
    return true;
}

static bool make_missing(struct stage *st, size_t most, struct error *err) {
    struct desk *d = st->desk;
    size_t i, made = 0;
    json_t *row;
    if (!store_batch_begin(st->record, err))
        return false;
    bool ok = true;
    json_array_foreach(d->rows, i, row) {
        if (!ok || made == most)
            break;
        if (json_object_get(row, "name") != NULL)
            continue;
        json_t *summary = summary_make(st, value_string(row, "id", ""), err);
        ok = summary != NULL && summary_put(st->record, value_string(row, "id", ""), summary, err);
        if (ok)
            json_object_update(row, summary);
        json_decref(summary);
        made += ok;
    }
    ok = store_batch_end(st->record, ok, err) && ok;
    d->waiting -= made;
    return ok;
}

bool desk_list_read(struct stage *st, size_t most, struct error *err) {
    if (st->desk->rows == NULL && !read_rows(st, err))
        return false;
    return st->desk->waiting == 0 || make_missing(st, most, err);
}

/* ---- order ---- */

struct line {
    json_t *row;
    const char *name;
    int64_t need, at_ms, last_ms;
};

/* The flag that counts most by now, and when it was raised. */
static void take_need(struct line *line, int64_t now_ms) {
    size_t i;
    json_t *flag;
    line->need = INT64_MAX;
    json_array_foreach(json_object_get(line->row, "flags"), i, flag) if (flag_is_open(flag, now_ms)) {
        line->need = value_int(flag, "need", 0);
        line->at_ms = value_int(flag, "at_ms", 0);
        break;
    }
}

static int by_name(const struct line *a, const struct line *b) {
    int order = strcasecmp(a->name, b->name);
    return order != 0 ? order : strcmp(value_string(a->row, "id", ""), value_string(b->row, "id", ""));
}

static int compare_need(const void *x, const void *y) {
    const struct line *a = x, *b = y;
    if (a->need != b->need)
        return a->need < b->need ? -1 : 1;
    if (a->at_ms != b->at_ms)
        return a->at_ms > b->at_ms ? -1 : 1;
    return by_name(a, b);
}

static int compare_name(const void *x, const void *y) {
    return by_name(x, y);
}

static int compare_last(const void *x, const void *y) {
    const struct line *a = x, *b = y;
    return a->last_ms != b->last_ms ? (a->last_ms > b->last_ms ? -1 : 1) : by_name(a, b);
}

static bool fits(const struct desk *d, const struct line *line) {
    if (d->search[0] != '\0' && strcasestr(line->name, d->search) == NULL &&
        strcasestr(value_string(line->row, "course", ""), d->search) == NULL &&
        strcmp(value_string(line->row, "id", ""), d->search) != 0)
        return false;
    return strcmp(d->filter, "flags") != 0 || line->need != INT64_MAX;
}

static json_t *row_now(const struct line *line, int64_t now_ms) {
    json_t *row = json_copy(line->row), *open = json_array(), *flag;
    size_t i;
    json_array_foreach(json_object_get(line->row, "flags"), i, flag) if (flag_is_open(flag, now_ms))
        json_array_append(open, flag);
    json_object_set_new(row, "flags", open);
    return row;
}

json_t *desk_list_page(struct stage *st) {
    struct desk *d = st->desk;
    int64_t now_ms = clock_wall_ms(st->o.clock);
    size_t all = json_array_size(d->rows), count = 0, flagged = 0, known = 0;
    struct line *lines = xcalloc(all + 1, sizeof *lines);
    for (size_t i = 0; i < all; i++) {
        struct line *line = &lines[count];
        *line = (struct line){.row = json_array_get(d->rows, i)};
        line->name = value_string(line->row, "name", NULL);
        line->last_ms = value_int(line->row, "last_ms", 0);
        if (line->name == NULL)
            continue;
        take_need(line, now_ms);
        known++;
        flagged += line->need != INT64_MAX;
        count += fits(d, line);
    }
    qsort(lines, count, sizeof *lines,
          strcmp(d->order, "name") == 0   ? compare_name
          : strcmp(d->order, "last") == 0 ? compare_last
                                          : compare_need);
    int pages = (int)((count + DESK_ROWS - 1) / DESK_ROWS);
    d->page = d->page >= pages ? (pages > 0 ? pages - 1 : 0) : d->page;
    json_t *rows = json_array();
    for (size_t i = (size_t)d->page * DESK_ROWS; i < count && i < (size_t)(d->page + 1) * DESK_ROWS; i++)
        json_array_append_new(rows, row_now(&lines[i], now_ms));
    free(lines);
    return json_pack("{s:o, s:I, s:I, s:I, s:I, s:i, s:i, s:i, s:I}", "rows", rows, "people", (json_int_t)all, "known",
                     (json_int_t)known, "flagged", (json_int_t)flagged, "found", (json_int_t)count, "page", d->page,
                     "pages", pages, "per_page", DESK_ROWS, "now_ms", (json_int_t)now_ms);
}
