/* What the files of this room share. A job is one drawing command made ready: its bounds on the surface and a function
 * that paints one piece of one row. Everything is painted row by row, so that damage may have any shape. */
#ifndef RENDER_INTERNAL_H
#define RENDER_INTERNAL_H

#include "render/blend.h"
#include "render/cache.h"
#include "render/fonts.h"
#include "render/region.h"
#include "render/render.h"

/* Coverage of a rectangle of pixels. */
struct mask {
    int w, h;
    uint8_t bytes[];
};

/* The corner of a rounded box: coverage of the whole and of what is inside the edge, n x n, top left. */
struct corner {
    int n;
    float edge_px;
    const uint8_t *outer, *inner; /* behind the struct */
};

/* One line of text: coverage, its place relative to the start of the baseline, and the font's ascent and height. */
struct line {
    int left, top; /* of the mask, px */
    int ascent_px, height_px;
    struct mask *mask; /* NULL: nothing to see */
    uint32_t *colours; /* of the mask's size: emoji in their own colours, with alpha; NULL: none */
};

/* Tops of the two hills per column, 1/256 px from the top of the field. */
struct hills {
    int highest_back, highest_front, lowest_back, lowest_front; /* rows */
    const int *back, *front;                                    /* behind the struct */
};

/* A picture at its final size; fails as a NULL surface. */
struct picture {
    SDL_Surface *surface;
    bool has_alpha;
};

struct job;
/* Paints pixels [from, to) of row y; row points to the row's first pixel. */
typedef void row_painter(const struct job *job, uint32_t *row, int y, int from, int to);
/* Called once per row before its pieces: what all of them need. */
typedef void row_beginner(struct job *job, int y);

struct job {
    const struct draw *item;
    struct rect bounds; /* nothing is painted outside */
    row_painter *row;
    row_beginner *begin; /* or NULL: then cuts and is_hollow mean nothing */
    int cuts[4];         /* this row: where the shape starts, its plain middle starts, ends, where it ends */
    bool is_hollow;      /* the middle is empty, not filled */
    struct rect box;     /* of boxes, masks, images: where their pixel (0,0) is, and their size */
    uint32_t fill, edge; /* for round shapes the one colour is fill */
    double cx, cy, radius, half_width;
    double start_x, start_y, end_x, end_y; /* unit vectors of an arc's ends; ends of a line */
    bool is_whole, is_wide;                /* arc: full turn; more than half a turn */
    float slope_left, slope_right;
    const struct corner *corner;
    const struct mask *mask;
    const uint32_t *colours; /* of a line of text */
    const struct hills *hills;
    const SDL_Surface *image;
    bool image_has_alpha;
};

/* What was painted last time, to compare with. */
struct record {
    uint64_t hash;
    struct rect bounds;
    struct draw item; /* text and points are NULL */
};

struct render {
    char *assets;
    struct fonts *fonts;
    struct cache lines, icons, pictures, corners, shadows, hills;
    struct region region;
    struct record *last, *next;
    size_t last_count, last_room, next_room;
    uint32_t last_background;
    bool has_last;
    const SDL_Surface *target;
    const void *target_pixels;
    int target_w, target_h;
    SDL_Surface *canvas;      /* when the target has another order of colours */
    SDL_Surface *film;        /* borrowed */
    SDL_Surface *film_fitted; /* owned: the frame at its place's size */
    uint64_t film_hash;       /* of the item film_fitted was made for */
};

/* --- shapes: fill in the job's row painter and what it needs --------------------------------------------------------
 */
void box_prepare(struct render *r, struct job *job);    /* shapes_box.c */
void shadow_prepare(struct render *r, struct job *job); /* shapes_box.c */
void disc_prepare(struct job *job);                     /* shapes_round.c */
void arc_prepare(struct job *job);                      /* shapes_round.c */
void line_prepare(struct job *job);                     /* shapes_round.c */
void polygon_prepare(struct job *job);                  /* shapes_polygon.c */
struct rect polygon_bounds(const struct draw *item);
void wedge_prepare(struct render *r, struct job *job); /* shapes_field.c */
void hills_prepare(struct render *r, struct job *job); /* shapes_field.c */
void mask_row(const struct job *job, uint32_t *row, int y, int from, int to);
/* Coverage of pixel (x, y) of a w x h box with these corners. */
uint8_t corner_coverage(const struct corner *corner, int w, int h, int x, int y);
const struct corner *corner_get(struct render *r, float radius_px, float edge_px, int w, int h);

/* --- text, icons, pictures, film ------------------------------------------------------------------------------------
 */
const struct line *line_get(struct render *r, enum face face, int size_px, const char *text); /* never NULL */
void line_destroy(void *line);
void text_prepare(struct render *r, struct job *job);
struct rect text_bounds(struct render *r, const struct draw *item);
void icon_prepare(struct render *r, struct job *job);
void picture_prepare(struct render *r, struct job *job);
void picture_destroy(void *picture);
void film_prepare(struct render *r, struct job *job, uint64_t hash);
/* Width and height from a picture file's first bytes, without decoding; false: unknown kind or broken. */
bool picture_size(const char *path, int *out_w, int *out_h, bool *out_is_svg);

/* --- damage ---------------------------------------------------------------------------------------------------------
 */
struct rect item_bounds(struct render *r, const struct draw *item);
uint64_t item_hash(const struct draw *item);
/* Fills r->region with what differs from the last list, and remembers this one. */
void damage_find(struct render *r, const struct draw_list *list, bool whole);

#endif
