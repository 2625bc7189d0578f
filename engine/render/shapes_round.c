/* Discs, arcs and lines with round ends, anti-aliased from distances. Per row only the pixels near an edge are
 * computed one by one; the inside is a plain span and the outside is not looked at. */
#include "render/internal.h"

#include <math.h>

static int int_min(int a, int b) {
    return a < b ? a : b;
}

static int int_max(int a, int b) {
    return a > b ? a : b;
}

/* Half the width of a circle at height dy; 0 when it is not reached. */
static double half_chord(double radius, double dy) {
    return radius > fabs(dy) ? sqrt(radius * radius - dy * dy) : 0;
}

static int clamped(int x, int from, int to) {
    return x <= from ? from : x >= to ? to : x;
}

/* As floor() and ceil() for coordinates, without the calls. */
static int floor_int(double x) {
    int i = (int)x;
    return i - (x < i);
}

static int ceil_int(double x) {
    int i = (int)x;
    return i + (x > i);
}

static unsigned near_byte(double coverage) {
    return coverage_byte((float)coverage);
}

static uint32_t one_colour(const struct draw *item) {
    return colour_alpha(item->fill) > 0 ? item->fill : item->edge;
}

/* --- disc -----------------------------------------------------------------------------------------------------------
 */

/* With an edge inside its border. */
static void edged_disc_pixels(const struct job *job, uint32_t *row, int y, int from, int to) {
    double dy = y + 0.5 - job->cy, inner_radius = job->radius - job->half_width;
    unsigned fill_alpha = colour_alpha(job->fill), edge_alpha = colour_alpha(job->edge);
    for (int x = from; x < to; x++) {
        double dx = x + 0.5 - job->cx, d = sqrt(dx * dx + dy * dy);
        unsigned outer = near_byte(job->radius + 0.5 - d);
        unsigned inner = near_byte(inner_radius + 0.5 - d);
        if (outer > 0)
            row[x] = pixel_over_two(row[x], job->fill, byte_times(inner, fill_alpha), job->edge,
                                    byte_times(outer - inner, edge_alpha));
    }
}

static void disc_pixels(const struct job *job, uint32_t *row, int y, int from, int to) {
    float dy = (float)(y + 0.5 - job->cy), limit = (float)job->radius + 0.5F;
    float x0 = (float)(0.5 - job->cx), beyond = limit * limit;
    unsigned alpha = colour_alpha(job->fill);
    for (int x = from; x < to; x++) {
        float dx = (float)x + x0, square = dx * dx + dy * dy;
        if (square < beyond)
            row[x] = pixel_over(row[x], job->fill, byte_times(coverage_byte(limit - sqrtf(square)), alpha));
    }
}

/* half_width is the edge's width here, 0 for none. */
static void disc_begin(struct job *job, int y) {
    double dy = y + 0.5 - job->cy;
    double outside = half_chord(job->radius + 0.5, dy), inside = half_chord(job->radius - job->half_width - 0.5, dy);
    job->cuts[0] = floor_int(job->cx - outside - 0.5);
    job->cuts[3] = ceil_int(job->cx + outside + 0.5);
    job->cuts[1] = inside <= 1 ? job->cuts[3] : ceil_int(job->cx - inside + 0.5);
    job->cuts[2] = inside <= 1 ? job->cuts[3] : floor_int(job->cx + inside - 0.5);
}

static void disc_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    row_painter *pixels = job->half_width > 0 ? edged_disc_pixels : disc_pixels;
    int solid_from = clamped(job->cuts[1], from, to), solid_to = clamped(job->cuts[2], solid_from, to);
    pixels(job, row, y, from, solid_from);
    span_fill(row + solid_from, solid_to - solid_from, job->fill);
    pixels(job, row, y, solid_to, to);
}

static void centre_set(struct job *job) {
    const struct rect *at = &job->item->at;
    job->cx = at->x + at->w / 2.0;
    job->cy = at->y + at->h / 2.0;
    job->radius = (double)job->item->a;
}

void disc_prepare(struct job *job) {
    const struct draw *item = job->item;
    centre_set(job);
    job->half_width = item->edge_px > 0 && colour_alpha(item->edge) > 0 ? (double)item->edge_px : 0;
    job->begin = disc_begin;
    job->row = disc_row;
}

/* --- arc ------------------------------------------------------------------------------------------------------------
 */

static double cross(double ax, double ay, double bx, double by) {
    return ax * by - ay * bx;
}

/* Clockwise from start to end, y down. */
static bool in_sector(const struct job *job, double dx, double dy) {
    bool behind_start = cross(job->start_x, job->start_y, dx, dy) >= 0;
    bool before_end = cross(dx, dy, job->end_x, job->end_y) >= 0;
    return job->is_wide ? behind_start || before_end : behind_start && before_end;
}

static double cap_distance(const struct job *job, double ux, double uy, double dx, double dy) {
    double x = dx - ux * job->radius, y = dy - uy * job->radius;
    return sqrt(x * x + y * y);
}

static void arc_pixels(const struct job *job, uint32_t *row, int y, int from, int to) {
    double dy = y + 0.5 - job->cy, limit = job->half_width + 0.5;
    unsigned alpha = colour_alpha(job->fill);
    for (int x = from; x < to; x++) {
        double dx = x + 0.5 - job->cx;
        double d = fabs(sqrt(dx * dx + dy * dy) - job->radius);
        if (d >= limit)
            continue;
        if (!job->is_whole && !in_sector(job, dx, dy))
            d = fmin(cap_distance(job, job->start_x, job->start_y, dx, dy),
                     cap_distance(job, job->end_x, job->end_y, dx, dy));
        unsigned coverage = near_byte(limit - d);
        if (coverage > 0)
            row[x] = pixel_over(row[x], job->fill, byte_times(coverage, alpha));
    }
}

static void arc_begin(struct job *job, int y) {
    double dy = y + 0.5 - job->cy;
    double outside = half_chord(job->radius + job->half_width + 0.5, dy);
    double hole = half_chord(job->radius - job->half_width - 0.5, dy);
    job->cuts[0] = outside > 0 ? floor_int(job->cx - outside) : 0;
    job->cuts[3] = outside > 0 ? ceil_int(job->cx + outside) : 0;
    job->cuts[1] = ceil_int(job->cx - hole);
    job->cuts[2] = floor_int(job->cx + hole);
}

static void arc_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    int left_to = clamped(job->cuts[1], from, to), right_from = clamped(job->cuts[2], left_to, to);
    arc_pixels(job, row, y, from, left_to);
    arc_pixels(job, row, y, right_from, to);
}

static void turn_vector(double turns, double *out_x, double *out_y) {
    *out_x = sin(turns * 2 * M_PI);
    *out_y = -cos(turns * 2 * M_PI);
}

void arc_prepare(struct job *job) {
    const struct draw *item = job->item;
    double from = (double)item->b, to = (double)item->c;
    centre_set(job);
    job->half_width = (double)item->edge_px / 2;
    job->fill = one_colour(item);
    job->is_whole = to - from >= 1;
    job->is_wide = to - from > 0.5;
    turn_vector(from, &job->start_x, &job->start_y);
    turn_vector(to, &job->end_x, &job->end_y);
    job->begin = arc_begin;
    job->is_hollow = true;
    job->row = to > from ? arc_row : NULL;
}

/* --- line -----------------------------------------------------------------------------------------------------------
 */

static double segment_distance(const struct job *job, double px, double py) {
    double vx = job->end_x - job->start_x, vy = job->end_y - job->start_y;
    double length = vx * vx + vy * vy;
    double t = length > 0 ? ((px - job->start_x) * vx + (py - job->start_y) * vy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double x = px - job->start_x - t * vx, y = py - job->start_y - t * vy;
    return sqrt(x * x + y * y);
}

/* The part of the line that may touch this row, as a range of x. */
static void line_reach(const struct job *job, double y, double limit, double *out_from, double *out_to) {
    double x0 = job->start_x, x1 = job->end_x, y0 = job->start_y, y1 = job->end_y;
    double t0 = 0, t1 = 1;
    if (fabs(y1 - y0) > 1e-6) {
        double a = (y - limit - y0) / (y1 - y0), b = (y + limit - y0) / (y1 - y0);
        t0 = fmax(0, fmin(a, b));
        t1 = fmin(1, fmax(a, b));
    }
    double xa = x0 + t0 * (x1 - x0), xb = x0 + t1 * (x1 - x0);
    *out_from = fmin(xa, xb) - limit;
    *out_to = fmax(xa, xb) + limit;
}

static void line_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    double limit = job->half_width + 0.5, reach_from, reach_to;
    unsigned alpha = colour_alpha(job->fill);
    line_reach(job, y + 0.5, limit, &reach_from, &reach_to);
    from = int_max(from, clamped(floor_int(reach_from), from, to));
    to = int_min(to, clamped(ceil_int(reach_to), from, to));
    for (int x = from; x < to; x++) {
        unsigned coverage = near_byte(limit - segment_distance(job, x + 0.5, y + 0.5));
        if (coverage > 0)
            row[x] = pixel_over(row[x], job->fill, byte_times(coverage, alpha));
    }
}

void line_prepare(struct job *job) {
    const struct draw *item = job->item;
    job->start_x = item->at.x;
    job->start_y = item->at.y;
    job->end_x = (double)item->a;
    job->end_y = (double)item->b;
    job->half_width = (double)item->edge_px / 2;
    job->fill = one_colour(item);
    job->row = line_row;
}
