/* What differs between the last list and this one. Items that stay are found as a common subsequence; of the others the
 * old and the new place is damaged. A disc that only grew damages a thin ring, an arc that only went on its new piece.
 */
#include "render/internal.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_AHEAD = 64 };

/* --- one item -------------------------------------------------------------------------------------------------------
 */

static struct rect line_bounds(const struct draw *item) {
    double x0 = item->at.x, y0 = item->at.y, x1 = (double)item->a, y1 = (double)item->b;
    double reach = (double)item->edge_px / 2 + 1;
    int left = (int)floor(fmin(x0, x1) - reach), top = (int)floor(fmin(y0, y1) - reach);
    int right = (int)ceil(fmax(x0, x1) + reach), bottom = (int)ceil(fmax(y0, y1) + reach);
    return (struct rect){left, top, right - left, bottom - top};
}

static struct rect round_bounds(const struct draw *item) {
    double reach = (double)item->a + 1 + (item->kind == DRAW_ARC ? (double)item->edge_px / 2 : 0);
    double cx = item->at.x + item->at.w / 2.0, cy = item->at.y + item->at.h / 2.0;
    int left = (int)floor(cx - reach), top = (int)floor(cy - reach);
    return (struct rect){left, top, (int)ceil(cx + reach) - left, (int)ceil(cy + reach) - top};
}

struct rect item_bounds(struct render *r, const struct draw *item) {
    struct rect bounds = item->at;
    if (item->kind == DRAW_TEXT)
        bounds = text_bounds(r, item);
    else if (item->kind == DRAW_LINE)
        bounds = line_bounds(item);
    else if (item->kind == DRAW_DISC || item->kind == DRAW_ARC)
        bounds = round_bounds(item);
    else if (item->kind == DRAW_POLYGON)
        bounds = polygon_bounds(item);
    return rect_intersection(bounds, item->clip);
}

uint64_t item_hash(const struct draw *item) {
    const int32_t numbers[] = {(int32_t)item->kind, item->at.x,          item->at.y,          item->at.w,
                               item->at.h,          item->clip.x,        item->clip.y,        item->clip.w,
                               item->clip.h,        (int32_t)item->fill, (int32_t)item->edge, item->size_px,
                               (int32_t)item->face};
    const float sizes[] = {item->edge_px, item->radius_px, item->a, item->b, item->c, item->d};
    uint64_t hash = hash_bytes(1, numbers, sizeof numbers);
    hash = hash_bytes(hash, sizes, sizeof sizes);
    if (item->points != NULL)
        hash = hash_bytes(hash, item->points, 2 * item->point_count * sizeof *item->points);
    return item->text == NULL ? hash : hash_bytes(hash, item->text, strlen(item->text));
}

/* --- what differs of two
 * ---------------------------------------------------------------------------------------------- */

/* The hash of an item without what moves: a disc's radius and place about its centre, an arc's ends. */
static uint64_t hash_without_motion(const struct draw *item) {
    struct draw still = *item;
    still.at = (struct rect){2 * item->at.x + item->at.w, 2 * item->at.y + item->at.h, 0, 0}; /* the centre stays */
    still.a = item->kind == DRAW_DISC ? 0 : item->a;
    if (item->kind == DRAW_ARC)
        still.b = still.c = 0;
    still.text = NULL;
    still.points = NULL;
    return item_hash(&still);
}

static bool only_moved_on(const struct draw *old, const struct draw *now) {
    return old->kind == now->kind && (now->kind == DRAW_DISC || now->kind == DRAW_ARC) &&
           hash_without_motion(old) == hash_without_motion(now);
}

static void disc_difference(struct region *g, const struct draw *old, const struct draw *now) {
    double cx = now->at.x + now->at.w / 2.0, cy = now->at.y + now->at.h / 2.0;
    double inner = (double)fminf(old->a, now->a) - 0.51, outer = (double)fmaxf(old->a, now->a) + 0.51;
    if (now->edge_px > 0 && colour_alpha(now->edge) > 0)
        inner -= (double)now->edge_px;
    region_add_ring(g, cx, cy, inner, outer, now->clip);
}

/* Grows a rectangle, as edges left, top, right, bottom, to a point of the arc's middle line. */
static void piece_include(double edges[4], const struct draw *item, double turns) {
    double x = sin(turns * 2 * M_PI) * (double)item->a, y = -cos(turns * 2 * M_PI) * (double)item->a;
    edges[0] = fmin(edges[0], x);
    edges[1] = fmin(edges[1], y);
    edges[2] = fmax(edges[2], x);
    edges[3] = fmax(edges[3], y);
}

/* The piece between two ends of an arc with its round caps. */
static void arc_difference(struct region *g, const struct draw *old, const struct draw *now) {
    bool start_moved = old->c == now->c;
    float one = start_moved ? old->b : old->c, other = start_moved ? now->b : now->c;
    double from = (double)fminf(one, other), to = (double)fmaxf(one, other);
    double cx = now->at.x + now->at.w / 2.0, cy = now->at.y + now->at.h / 2.0;
    double reach = (double)now->edge_px / 2 + 2;
    if (to - from > 0.2) {
        region_add_ring(g, cx, cy, (double)now->a - reach, (double)now->a + reach, now->clip);
        return;
    }
    double edges[4] = {1e9, 1e9, -1e9, -1e9};
    piece_include(edges, now, from);
    piece_include(edges, now, to);
    for (double quarter = ceil(from * 4); quarter < to * 4; quarter++)
        piece_include(edges, now, quarter / 4);
    int left = (int)floor(cx + edges[0] - reach), top = (int)floor(cy + edges[1] - reach);
    struct rect piece = {left, top, (int)ceil(cx + edges[2] + reach) - left, (int)ceil(cy + edges[3] + reach) - top};
    region_add_rect(g, rect_intersection(piece, now->clip));
}

/* Between nothing and whole, where the ends neither come nor go. */
static bool arc_is_open(const struct draw *item) {
    return item->c > item->b && item->c - item->b < 1;
}

static bool arc_moved_on(const struct draw *old, const struct draw *now) {
    return arc_is_open(old) && arc_is_open(now) && (old->b == now->b || old->c == now->c);
}

static void difference_add(struct region *g, const struct record *old, const struct record *now) {
    bool moved_on = only_moved_on(&old->item, &now->item);
    if (moved_on && now->item.kind == DRAW_DISC) {
        disc_difference(g, &old->item, &now->item);
    } else if (moved_on && arc_moved_on(&old->item, &now->item)) {
        arc_difference(g, &old->item, &now->item);
    } else {
        region_add_rect(g, old->bounds);
        region_add_rect(g, now->bounds);
    }
}

/* --- two lists ------------------------------------------------------------------------------------------------------
 */

static void records_fill(struct render *r, const struct draw_list *list) {
    if (list->count > r->next_room) {
        r->next_room = list->count + 64;
        r->next = xrealloc(r->next, r->next_room * sizeof *r->next);
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct draw *item = &list->items[i];
        uint64_t hash = item_hash(item);
        bool same = r->has_last && i < r->last_count && r->last[i].hash == hash;
        struct rect bounds = same ? r->last[i].bounds : item_bounds(r, item);
        r->next[i] = (struct record){hash, bounds, *item};
        r->next[i].item.text = NULL;
        r->next[i].item.points = NULL;
    }
}

/* How far ahead in the old list this item is, or -1. */
static int old_find(const struct record *old, size_t count, uint64_t hash) {
    for (size_t i = 0; i < count && i < LOOK_AHEAD; i++) {
        if (old[i].hash == hash)
            return (int)i;
    }
    return -1;
}

/* Lists of different lengths: what is found further on stays, what is skipped is gone. */
static void middle_compare(struct region *g, const struct record *old, size_t old_count, const struct record *now,
                           size_t count) {
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        int ahead = old_find(old + at, old_count - at, now[i].hash);
        if (ahead < 0) {
            region_add_rect(g, now[i].bounds);
            continue;
        }
        for (size_t end = at + (size_t)ahead; at < end; at++)
            region_add_rect(g, old[at].bounds);
        at++;
    }
    for (; at < old_count; at++)
        region_add_rect(g, old[at].bounds);
}

static void lists_compare(struct render *r, size_t count) {
    const struct record *old = r->last, *now = r->next;
    size_t old_count = r->last_count;
    while (old_count > 0 && count > 0 && old->hash == now->hash) {
        old++;
        now++;
        old_count--;
        count--;
    }
    while (old_count > 0 && count > 0 && old[old_count - 1].hash == now[count - 1].hash) {
        old_count--;
        count--;
    }
    if (old_count != count) {
        middle_compare(&r->region, old, old_count, now, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (old[i].hash != now[i].hash)
            difference_add(&r->region, &old[i], &now[i]);
    }
}

void damage_find(struct render *r, const struct draw_list *list, bool whole) {
    region_reset(&r->region, r->target_w, r->target_h);
    records_fill(r, list);
    if (whole || !r->has_last || r->last_background != list->background)
        region_add_rect(&r->region, (struct rect){0, 0, r->target_w, r->target_h});
    else
        lists_compare(r, list->count);
    struct record *spare = r->last;
    size_t spare_room = r->last_room;
    r->last = r->next;
    r->last_room = r->next_room;
    r->last_count = list->count;
    r->next = spare;
    r->next_room = spare_room;
    r->last_background = list->background;
    r->has_last = true;
}
