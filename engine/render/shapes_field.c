/* Shapes given by a height per column: the wedge under a scale and the two hills of the horizon; and plain masks.
 * The hills' curves are those of tokens.json (horizon), flattened once per size. */
#include "render/internal.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>

static int int_min(int a, int b) {
    return a < b ? a : b;
}

static int int_max(int a, int b) {
    return a > b ? a : b;
}

void mask_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    const uint8_t *line = job->mask->bytes + (size_t)(y - job->box.y) * (size_t)job->mask->w;
    span_mask(row + from, line + (from - job->box.x), to - from, job->fill);
}

/* --- wedge ----------------------------------------------------------------------------------------------------------
 */

static void wedge_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    const struct rect *box = &job->box;
    float from_base = (float)(box->y + box->h - y) - 0.5F;
    unsigned alpha = colour_alpha(job->fill);
    for (int x = from; x < to; x++) {
        float t = ((float)(x - box->x) + 0.5F) / (float)box->w;
        float height = job->slope_left + (job->slope_right - job->slope_left) * t;
        unsigned coverage = coverage_byte(height - from_base + 0.5F);
        coverage = byte_times(coverage, corner_coverage(job->corner, box->w, box->h, x - box->x, y - box->y));
        if (coverage > 0)
            row[x] = pixel_over(row[x], job->fill, byte_times(coverage, alpha));
    }
}

void wedge_prepare(struct render *r, struct job *job) {
    const struct draw *item = job->item;
    bool mirror = item->d < 0 || item->d > 0;
    job->box = item->at;
    job->slope_left = mirror ? item->b : item->a;
    job->slope_right = mirror ? item->a : item->b;
    job->corner = corner_get(r, item->radius_px, 0, item->at.w, item->at.h);
    job->row = wedge_row;
}

/* --- hills ----------------------------------------------------------------------------------------------------------
 */

enum { FIELD_W = 1920, FIELD_H = 320, CURVE_POINTS = 7, CURVE_STEPS = 200 };

static const double back_curve[CURVE_POINTS][2] = {{0, 150},    {320, 40},   {620, 60}, {960, 130},
                                                   {1300, 200}, {1600, 180}, {1920, 70}};
static const double front_curve[CURVE_POINTS][2] = {{0, 230},    {280, 250},  {560, 170}, {900, 190},
                                                    {1260, 212}, {1560, 280}, {1920, 190}};

static double bezier(const double (*p)[2], int axis, double t) {
    double s = 1 - t;
    return s * s * s * p[0][axis] + 3 * s * s * t * p[1][axis] + 3 * s * t * t * p[2][axis] + t * t * t * p[3][axis];
}

/* Heights at the middle of each column; the curve only goes right. */
static void curve_flatten(const double (*curve)[2], int w, int h, int *out_top) {
    double x0 = 0, y0 = curve[0][1] * h / FIELD_H;
    int column = 0;
    for (int i = 1; i <= 2 * CURVE_STEPS; i++) {
        const double(*part)[2] = curve + (i <= CURVE_STEPS ? 0 : 3);
        double t = (i <= CURVE_STEPS ? i : i - CURVE_STEPS) / (double)CURVE_STEPS;
        double x1 = bezier(part, 0, t) * w / FIELD_W, y1 = bezier(part, 1, t) * h / FIELD_H;
        for (; column < w && column + 0.5 <= x1; column++)
            out_top[column] = (int)lround(256 * (y0 + (y1 - y0) * (column + 0.5 - x0) / fmax(1e-9, x1 - x0)));
        x0 = x1;
        y0 = y1;
    }
    for (; column < w; column++)
        out_top[column] = (int)lround(256 * y0);
}

static void extent(const int *tops, int w, int *out_highest, int *out_lowest) {
    int highest = tops[0], lowest = tops[0];
    for (int i = 1; i < w; i++) {
        highest = int_min(highest, tops[i]);
        lowest = int_max(lowest, tops[i]);
    }
    *out_highest = highest / 256;
    *out_lowest = lowest / 256 + 1;
}

static struct hills *hills_make(int w, int h) {
    struct hills *made = xcalloc(1, sizeof *made + 2 * (size_t)w * sizeof(int));
    int *back = (int *)(made + 1), *front = back + w;
    curve_flatten(back_curve, w, h, back);
    curve_flatten(front_curve, w, h, front);
    extent(back, w, &made->highest_back, &made->lowest_back);
    extent(front, w, &made->highest_front, &made->lowest_front);
    made->back = back;
    made->front = front;
    return made;
}

static void hill_row(uint32_t *at, const int *tops, int count, int y, uint32_t colour) {
    int below = (y + 1) * 256;
    unsigned alpha = colour_alpha(colour);
    for (int i = 0; i < count; i++) {
        int coverage = below - tops[i];
        if (coverage >= 256 && alpha == 255)
            at[i] = colour;
        else if (coverage > 0)
            at[i] = pixel_over(at[i], colour, byte_times((unsigned)int_min(coverage, 255), alpha));
    }
}

static void hills_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    const struct hills *hills = job->hills;
    int line = y - job->box.y, first = from - job->box.x;
    bool front_covers = line > hills->lowest_front && colour_alpha(job->edge) == 255;
    if (!front_covers && line > hills->lowest_back)
        span_fill(row + from, to - from, job->fill);
    else if (!front_covers && line >= hills->highest_back)
        hill_row(row + from, hills->back + first, to - from, line, job->fill);
    if (line > hills->lowest_front)
        span_fill(row + from, to - from, job->edge);
    else if (line >= hills->highest_front)
        hill_row(row + from, hills->front + first, to - from, line, job->edge);
}

void hills_prepare(struct render *r, struct job *job) {
    const struct rect *at = &job->item->at;
    uint64_t key = (uint64_t)(uint32_t)at->w << 32 | (uint32_t)at->h;
    struct hills *hills = cache_find(&r->hills, key, NULL, 0);
    if (hills == NULL) {
        hills = hills_make(at->w, at->h);
        cache_add(&r->hills, key, NULL, 0, hills, 1);
    }
    job->box = *at;
    job->hills = hills;
    job->row = hills_row;
}
