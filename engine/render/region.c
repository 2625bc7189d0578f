/* Damage as spans per row; see region.h. A row that would need too many spans joins the two nearest. Knows nothing of
 * what is painted. */
#include "render/region.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { JOIN_PX = 3, TILE_PX = 32 };

bool rect_is_empty(const struct rect *r) {
    return r->w <= 0 || r->h <= 0;
}

static int int_min(int a, int b) {
    return a < b ? a : b;
}

static int int_max(int a, int b) {
    return a > b ? a : b;
}

struct rect rect_intersection(struct rect a, struct rect b) {
    int x = int_max(a.x, b.x), y = int_max(a.y, b.y);
    int w = int_min(a.x + a.w, b.x + b.w) - x, h = int_min(a.y + a.h, b.y + b.h) - y;
    if (w <= 0 || h <= 0)
        return (struct rect){x, y, 0, 0};
    return (struct rect){x, y, w, h};
}

struct rect rect_union(struct rect a, struct rect b) {
    if (rect_is_empty(&a))
        return b;
    if (rect_is_empty(&b))
        return a;
    int x = int_min(a.x, b.x), y = int_min(a.y, b.y);
    return (struct rect){x, y, int_max(a.x + a.w, b.x + b.w) - x, int_max(a.y + a.h, b.y + b.h) - y};
}

struct rect rect_grown(struct rect r, int by) {
    return (struct rect){r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by};
}

void region_init(struct region *g) {
    *g = (struct region){0};
}

void region_finish(struct region *g) {
    free(g->rows);
    *g = (struct region){0};
}

void region_reset(struct region *g, int width, int height) {
    if (height != g->height) {
        g->rows = xrealloc(g->rows, (size_t)int_max(height, 1) * sizeof *g->rows);
        memset(g->rows, 0, (size_t)int_max(height, 1) * sizeof *g->rows);
    }
    for (int y = g->bounds.y; y < int_min(g->bounds.y + g->bounds.h, height); y++)
        g->rows[y].count = 0;
    g->width = width;
    g->height = height;
    g->bounds = (struct rect){0};
}

static void nearest_join(struct region_row *row) {
    int best = 0, best_gap = 1 << 20;
    for (int i = 0; i + 1 < row->count; i++) {
        int gap = row->spans[i + 1].from - row->spans[i].to;
        if (gap < best_gap) {
            best = i;
            best_gap = gap;
        }
    }
    row->spans[best].to = row->spans[best + 1].to;
    memmove(&row->spans[best + 1], &row->spans[best + 2], (size_t)(row->count - best - 2) * sizeof row->spans[0]);
    row->count--;
}

/* Puts [from, to) in, swallowing what it touches. */
static void row_add(struct region_row *row, int from, int to) {
    int first = 0;
    while (first < row->count && row->spans[first].to + JOIN_PX < from)
        first++;
    int last = first;
    while (last < row->count && row->spans[last].from <= to + JOIN_PX) {
        from = int_min(from, row->spans[last].from);
        to = int_max(to, row->spans[last].to);
        last++;
    }
    if (last == first && row->count == REGION_SPANS) {
        nearest_join(row);
        row_add(row, from, to);
        return;
    }
    if (last - first != 1)
        memmove(&row->spans[first + 1], &row->spans[last], (size_t)(row->count - last) * sizeof row->spans[0]);
    row->spans[first] = (struct span){(uint16_t)from, (uint16_t)to};
    row->count += 1 - (last - first);
}

static struct rect whole(const struct region *g) {
    return (struct rect){0, 0, g->width, g->height};
}

void region_add_rect(struct region *g, struct rect r) {
    r = rect_intersection(r, whole(g));
    if (rect_is_empty(&r))
        return;
    for (int y = r.y; y < r.y + r.h; y++)
        row_add(&g->rows[y], r.x, r.x + r.w);
    g->bounds = rect_union(g->bounds, r);
}

/* The pixels of row y whose centres are in [from, to]. */
static void centres_add(struct region *g, int y, double from, double to, const struct rect *clip) {
    int x0 = int_max((int)ceil(from - 0.5), clip->x), x1 = int_min((int)floor(to - 0.5) + 1, clip->x + clip->w);
    if (x0 < x1)
        row_add(&g->rows[y], x0, x1);
}

static void ring_row_add(struct region *g, int y, double cx, double dy, double inner, double outer,
                         const struct rect *clip) {
    double reach = sqrt(outer * outer - dy * dy);
    double hole = inner > 0 && dy * dy < inner * inner ? sqrt(inner * inner - dy * dy) : 0;
    if (hole > 0) {
        centres_add(g, y, cx - reach, cx - hole, clip);
        centres_add(g, y, cx + hole, cx + reach, clip);
    } else {
        centres_add(g, y, cx - reach, cx + reach, clip);
    }
}

void region_add_ring(struct region *g, double cx, double cy, double inner, double outer, struct rect clip) {
    int left = (int)floor(cx - outer), top = (int)floor(cy - outer);
    struct rect square = {left, top, (int)ceil(cx + outer) - left, (int)ceil(cy + outer) - top};
    clip = rect_intersection(rect_intersection(clip, whole(g)), square);
    if (rect_is_empty(&clip))
        return;
    for (int y = clip.y; y < clip.y + clip.h; y++) {
        double dy = y + 0.5 - cy;
        if (dy * dy < outer * outer)
            ring_row_add(g, y, cx, dy, inner, outer, &clip);
    }
    g->bounds = rect_union(g->bounds, clip);
}

/* --- rectangles for showing ----------------------------------------------------------------------------------------
 */

struct cover {
    struct rect *out;
    size_t room, count;
};

/* Spans of whole tiles touched in a band of rows; returns how many, -1 when there are too many. */
static int band_spans(const struct region *g, int y0, int y1, struct span *out, int room) {
    struct region_row all = {0};
    for (int y = y0; y < y1; y++) {
        for (int i = 0; i < g->rows[y].count; i++) {
            int from = g->rows[y].spans[i].from / TILE_PX * TILE_PX;
            int to = (g->rows[y].spans[i].to + TILE_PX - 1) / TILE_PX * TILE_PX;
            row_add(&all, from, int_min(to, g->width));
        }
    }
    if (all.count > room)
        return -1;
    memcpy(out, all.spans, (size_t)all.count * sizeof *out);
    return all.count;
}

/* Goes on with a rectangle of the band above that has the same sides, or starts one. False: no room. */
static bool cover_add(struct cover *c, struct span s, int y0, int y1) {
    for (size_t i = 0; i < c->count; i++) {
        struct rect *r = &c->out[i];
        if (r->x == s.from && r->x + r->w == s.to && r->y + r->h == y0) {
            r->h = y1 - r->y;
            return true;
        }
    }
    if (c->count == c->room)
        return false;
    c->out[c->count++] = (struct rect){s.from, y0, s.to - s.from, y1 - y0};
    return true;
}

size_t region_rects(const struct region *g, struct rect *out, size_t room) {
    if (rect_is_empty(&g->bounds) || room == 0)
        return 0;
    struct cover cover = {out, room, 0};
    int end = g->bounds.y + g->bounds.h;
    for (int y0 = g->bounds.y; y0 < end;) {
        int y1 = int_min((y0 / TILE_PX + 1) * TILE_PX, end);
        struct span spans[REGION_SPANS];
        int count = band_spans(g, y0, y1, spans, REGION_SPANS);
        for (int i = 0; i < count; i++) {
            if (!cover_add(&cover, spans[i], y0, y1)) {
                out[0] = g->bounds;
                return 1;
            }
        }
        y0 = y1;
    }
    return cover.count;
}
