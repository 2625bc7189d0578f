/* Rounded boxes and their soft shadows. Corners come from cached masks made of signed distances; what is between them
 * is plain spans. Fill and edge share a pixel by coverage, so no background shines through between them. */
#include "render/internal.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int int_min(int a, int b) {
    return a < b ? a : b;
}

static int int_max(int a, int b) {
    return a > b ? a : b;
}

/* --- corners --------------------------------------------------------------------------------------------------------
 */

/* Distance of a point to the edge of a quarter plane with a rounded corner; negative inside. */
static float corner_distance(float x, float y, float radius) {
    float qx = radius - x, qy = radius - y;
    if (qx > 0 && qy > 0)
        return sqrtf(qx * qx + qy * qy) - radius;
    return -fminf(x, y);
}

static struct corner *corner_make(float radius, float edge_px) {
    int n = (int)ceilf(fmaxf(radius, edge_px));
    size_t area = (size_t)(n * n);
    struct corner *c = xcalloc(1, sizeof *c + 2 * area);
    uint8_t *outer = (uint8_t *)(c + 1), *inner = outer + area;
    for (int i = 0; i < n * n; i++) {
        float d = corner_distance((float)(i % n) + 0.5F, (float)(i / n) + 0.5F, radius);
        outer[i] = coverage_byte(0.5F - d);
        inner[i] = coverage_byte(0.5F - d - edge_px);
    }
    *c = (struct corner){n, edge_px, outer, inner};
    return c;
}

const struct corner *corner_get(struct render *r, float radius_px, float edge_px, int w, int h) {
    float half = (float)int_min(w, h) / 2;
    float radius = fmaxf(0, fminf(radius_px, half)), edge = fmaxf(0, fminf(edge_px, half + 1));
    float key[2] = {radius, edge};
    struct corner *c = cache_find(&r->corners, 0, (const char *)key, sizeof key);
    if (c == NULL) {
        c = corner_make(radius, edge);
        cache_add(&r->corners, 0, (const char *)key, sizeof key, c, sizeof *c + (size_t)(2 * c->n * c->n));
    }
    return c;
}

static uint8_t inner_coverage(const struct corner *c, int dx, int dy) {
    if (dx < c->n && dy < c->n)
        return c->inner[dy * c->n + dx];
    return coverage_byte((float)int_min(dx, dy) + 1 - c->edge_px);
}

uint8_t corner_coverage(const struct corner *corner, int w, int h, int x, int y) {
    int dx = int_min(x, w - 1 - x), dy = int_min(y, h - 1 - y);
    return dx < corner->n && dy < corner->n ? corner->outer[dy * corner->n + dx] : 255;
}

/* --- boxes ----------------------------------------------------------------------------------------------------------
 */

static void box_pixels(const struct job *job, uint32_t *row, int y, int from, int to) {
    const struct corner *c = job->corner;
    unsigned fill_alpha = colour_alpha(job->fill), edge_alpha = colour_alpha(job->edge);
    int dy = int_min(y - job->box.y, job->box.y + job->box.h - 1 - y);
    for (int x = from; x < to; x++) {
        int dx = int_min(x - job->box.x, job->box.x + job->box.w - 1 - x);
        unsigned outer = dx < c->n && dy < c->n ? c->outer[dy * c->n + dx] : 255;
        unsigned inner = inner_coverage(c, dx, dy);
        if (inner > outer)
            inner = outer;
        if (outer > 0)
            row[x] = pixel_over_two(row[x], job->fill, byte_times(inner, fill_alpha), job->edge,
                                    byte_times(outer - inner, edge_alpha));
    }
}

static void box_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    const struct corner *c = job->corner;
    int dy = int_min(y - job->box.y, job->box.y + job->box.h - 1 - y);
    int side = dy < c->n ? c->n : (int)ceilf(c->edge_px);
    int left_end = int_max(from, int_min(to, job->box.x + side));
    int right_start = int_min(to, int_max(left_end, job->box.x + job->box.w - side));
    box_pixels(job, row, y, from, left_end);
    if ((float)dy + 1 - c->edge_px >= 1)
        span_fill(row + left_end, right_start - left_end, job->fill);
    else if ((float)dy + 1 <= c->edge_px)
        span_fill(row + left_end, right_start - left_end, job->edge);
    else
        box_pixels(job, row, y, left_end, right_start);
    box_pixels(job, row, y, right_start, to);
}

void box_prepare(struct render *r, struct job *job) {
    const struct draw *item = job->item;
    bool has_edge = item->edge_px > 0 && colour_alpha(item->edge) > 0;
    job->box = item->at;
    job->corner = corner_get(r, item->radius_px, has_edge ? item->edge_px : 0, item->at.w, item->at.h);
    job->row = box_row;
}

/* --- shadows --------------------------------------------------------------------------------------------------------
 */

static void blur_kernel(float *weights, int reach, float sigma) {
    float sum = 0;
    for (int i = -reach; i <= reach; i++)
        sum += weights[i + reach] = expf(-(float)(i * i) / (2 * sigma * sigma));
    for (int i = 0; i <= 2 * reach; i++)
        weights[i] /= sum;
}

/* One pass along rows, written transposed: twice makes both directions. Beyond the end the last value goes on. */
static void blur_pass(const float *from, float *to, int n, const float *weights, int reach) {
    for (int y = 0; y < n; y++) {
        for (int x = 0; x < n; x++) {
            float sum = 0;
            int lo = int_max(-reach, -x), hi = int_min(reach, n - 1 - x);
            for (int i = lo; i <= hi; i++)
                sum += from[y * n + x + i] * weights[i + reach];
            for (int i = hi + 1; i <= reach; i++)
                sum += from[y * n + n - 1] * weights[i + reach];
            to[x * n + y] = sum;
        }
    }
}

/* The top left corner of a blurred rounded box, `blur` px of which are outside it. */
static struct mask *shadow_make(float radius, int blur) {
    int n = 2 * blur + (int)ceilf(radius) + 1;
    size_t area = (size_t)(n * n);
    struct mask *m = xcalloc(1, sizeof *m + area);
    float *a = xcalloc(2 * area + (size_t)(2 * blur) + 1, sizeof *a), *b = a + area, *weights = b + area;
    for (int i = 0; i < n * n; i++) {
        float x = (float)(i % n - blur) + 0.5F, y = (float)(i / n - blur) + 0.5F;
        a[i] = fmaxf(0, fminf(1, 0.5F - corner_distance(x, y, radius)));
    }
    blur_kernel(weights, blur, fmaxf(0.3F, (float)blur / 2));
    blur_pass(a, b, n, weights, blur);
    blur_pass(b, a, n, weights, blur);
    m->w = m->h = n;
    for (size_t i = 0; i < area; i++)
        m->bytes[i] = coverage_byte(a[i]);
    free(a);
    return m;
}

static void shadow_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    const struct mask *m = job->mask;
    const struct rect *box = &job->box;
    int dy = int_min(int_min(y - box->y, box->y + box->h - 1 - y), m->h - 1);
    const uint8_t *line = m->bytes + dy * m->w;
    unsigned alpha = colour_alpha(job->fill);
    int left_end = int_max(from, int_min(to, box->x + m->w));
    int right_start = int_min(to, int_max(left_end, box->x + box->w - m->w));
    if (left_end > from)
        span_mask(row + from, line + (from - box->x), int_min(left_end, box->x + (box->w + 1) / 2) - from, job->fill);
    for (int x = int_max(from, int_min(left_end, box->x + (box->w + 1) / 2)); x < left_end; x++)
        row[x] = pixel_over(row[x], job->fill, byte_times(line[box->x + box->w - 1 - x], alpha));
    span_fill(row + left_end, right_start - left_end,
              (job->fill & 0xFFFFFF) | (uint32_t)byte_times(line[m->w - 1], alpha) << 24);
    for (int x = right_start; x < to; x++)
        row[x] = pixel_over(row[x], job->fill, byte_times(line[box->x + box->w - 1 - x], alpha));
}

void shadow_prepare(struct render *r, struct job *job) {
    const struct draw *item = job->item;
    int blur = int_max(1, int_min(200, (int)lroundf(item->a)));
    int side = int_min(item->at.w, item->at.h) - 2 * blur;
    float radius = fmaxf(0, fminf(item->radius_px, (float)side / 2));
    float key[2] = {radius, (float)blur};
    struct mask *m = cache_find(&r->shadows, 0, (const char *)key, sizeof key);
    if (m == NULL) {
        m = shadow_make(radius, blur);
        cache_add(&r->shadows, 0, (const char *)key, sizeof key, m, (size_t)(m->w * m->h));
    }
    job->box = item->at;
    job->mask = m;
    job->row = shadow_row;
}
