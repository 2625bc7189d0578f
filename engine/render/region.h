/* The part of the surface that must be painted anew, as spans per row. Rows rather than rectangles, because what
 * changes of a breathing circle is a thin ring: a rectangle around it is a hundred times as much. */
#ifndef RENDER_REGION_H
#define RENDER_REGION_H

#include "scene/draw.h"

enum { REGION_SPANS = 16 };

struct span {
    uint16_t from, to; /* [from, to) */
};

struct region_row {
    int count;
    struct span spans[REGION_SPANS]; /* sorted, disjoint */
};

struct region {
    int width, height;
    struct region_row *rows;
    struct rect bounds; /* w = 0: empty */
};

bool rect_is_empty(const struct rect *r);
struct rect rect_intersection(struct rect a, struct rect b);
struct rect rect_union(struct rect a, struct rect b); /* an empty one does not count */
struct rect rect_grown(struct rect r, int by);

void region_init(struct region *g);
void region_finish(struct region *g);
/* Empties it and gives it the surface's size. */
void region_reset(struct region *g, int width, int height);
void region_add_rect(struct region *g, struct rect r);
/* All pixels whose centre is between two radii, inside clip. */
void region_add_ring(struct region *g, double cx, double cy, double inner, double outer, struct rect clip);
/* Few rectangles that cover the region, for showing it; returns how many (0: empty), at most room. */
size_t region_rects(const struct region *g, struct rect *out, size_t room);

#endif
