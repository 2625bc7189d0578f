/* Polygons: filled by four scanlines a row with exact ends, stroked by the distance to their sides. Made for figures of
 * some dozens of corners (the body map), whose sides are short: each row looks only at the sides that reach it. */
#include "render/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 256 /* pixels at a time */, LINES = 4 /* scanlines a row */, CROSSINGS = 64 };

struct side {
    float x0, y0, x1, y1;
};

static struct side side_at(const struct draw *item, size_t i) {
    const float *a = item->points + 2 * i;
    const float *b = item->points + 2 * ((i + 1) % item->point_count);
    return (struct side){a[0], a[1], b[0], b[1]};
}

static int by_value(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Where the outline crosses the height y, from left to right. */
static int crossings(const struct draw *item, float y, float out[CROSSINGS]) {
    int count = 0;
    for (size_t i = 0; i < item->point_count && count < CROSSINGS; i++) {
        struct side s = side_at(item, i);
        if ((s.y0 <= y) != (s.y1 <= y))
            out[count++] = s.x0 + (y - s.y0) * (s.x1 - s.x0) / (s.y1 - s.y0);
    }
    qsort(out, (size_t)count, sizeof *out, by_value);
    return count;
}

/* Adds the part of each pixel between two places; from: the first pixel of the piece. */
static void add_span(float coverage[PIECE], int from, int count, float left, float right) {
    left = fmaxf(left - (float)from, 0);
    right = fminf(right - (float)from, (float)count);
    for (int x = (int)left; x < count && (float)x < right; x++)
        coverage[x] += (fminf(right, (float)(x + 1)) - fmaxf(left, (float)x)) / LINES;
}

static void fill_piece(const struct job *job, uint32_t *row, int y, int from, int count) {
    float coverage[PIECE] = {0}, at[CROSSINGS];
    unsigned alpha = colour_alpha(job->fill);
    for (int line = 0; line < LINES; line++) {
        int found = crossings(job->item, (float)y + ((float)line + 0.5F) / LINES, at);
        for (int i = 0; i + 1 < found; i += 2)
            add_span(coverage, from, count, at[i], at[i + 1]);
    }
    for (int x = 0; x < count; x++) {
        if (coverage[x] > 0)
            row[from + x] = pixel_over(row[from + x], job->fill, byte_times(coverage_byte(coverage[x]), alpha));
    }
}

static float distance(const struct side *s, float x, float y) {
    float vx = s->x1 - s->x0, vy = s->y1 - s->y0, length = vx * vx + vy * vy;
    float t = length > 0 ? ((x - s->x0) * vx + (y - s->y0) * vy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return hypotf(x - s->x0 - t * vx, y - s->y0 - t * vy);
}

static void near_side(float coverage[PIECE], const struct side *s, float y, int from, int count, float limit) {
    if (fminf(s->y0, s->y1) - limit > y || fmaxf(s->y0, s->y1) + limit < y)
        return;
    int first = (int)floorf(fminf(s->x0, s->x1) - limit) - from, last = (int)ceilf(fmaxf(s->x0, s->x1) + limit) - from;
    for (int x = first < 0 ? 0 : first; x < count && x <= last; x++)
        coverage[x] = fmaxf(coverage[x], limit - distance(s, (float)(from + x) + 0.5F, y));
}

static void stroke_piece(const struct job *job, uint32_t *row, int y, int from, int count) {
    float coverage[PIECE] = {0};
    unsigned alpha = colour_alpha(job->edge);
    for (size_t i = 0; i < job->item->point_count; i++) {
        struct side s = side_at(job->item, i);
        near_side(coverage, &s, (float)y + 0.5F, from, count, (float)job->half_width + 0.5F);
    }
    for (int x = 0; x < count; x++) {
        if (coverage[x] > 0)
            row[from + x] = pixel_over(row[from + x], job->edge, byte_times(coverage_byte(coverage[x]), alpha));
    }
}

static void polygon_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    for (int at = from; at < to; at += PIECE) {
        int count = to - at < PIECE ? to - at : PIECE;
        if (colour_alpha(job->fill) > 0)
            fill_piece(job, row, y, at, count);
        if (job->half_width > 0)
            stroke_piece(job, row, y, at, count);
    }
}

void polygon_prepare(struct job *job) {
    job->half_width = colour_alpha(job->edge) > 0 ? (double)job->item->edge_px / 2 : 0;
    job->row = job->item->point_count > 2 ? polygon_row : NULL;
}

struct rect polygon_bounds(const struct draw *item) {
    float left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY, reach = item->edge_px / 2 + 1;
    for (size_t i = 0; i < item->point_count; i++) {
        left = fminf(left, item->points[2 * i]);
        right = fmaxf(right, item->points[2 * i]);
        top = fminf(top, item->points[2 * i + 1]);
        bottom = fmaxf(bottom, item->points[2 * i + 1]);
    }
    if (!(left <= right) || !isfinite(left + right + top + bottom))
        return (struct rect){0};
    int x = (int)floorf(left - reach), y = (int)floorf(top - reach);
    return (struct rect){x, y, (int)ceilf(right + reach) - x, (int)ceilf(bottom + reach) - y};
}
