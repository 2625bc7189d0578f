/* The body map inside the room: its art (zones of two figures, in figure units) and what its files share. The field's
 * value is a list of {"region", "pain"}; "pain" is absent until the patient has set it. */
#ifndef SCENE_BODY_H
#define SCENE_BODY_H

#include "scene/node.h"

enum { BODY_W = 300, BODY_H = 720, BODY_ZONES_MAX = 96 };

struct body_zone {
    char region[40];
    bool back;
    float label_x, label_y;
    float *points; /* x, y */
    size_t count;
};

struct body_art {
    struct body_zone *zones;
    size_t count;
    float *outline;
    size_t outline_count;
};

/* Given: body_art_destroy(). ERROR_FORMAT when it is not what assets/art/bodymap.json is. */
struct body_art *body_art_create(const json_t *art, struct error *err);
void body_art_destroy(struct body_art *art);
const struct body_zone *body_art_find(const struct body_art *art, const char *region);
/* Distance of a point from a zone in figure units, 0 inside. */
float body_distance(const struct body_zone *zone, float x, float y);

/* How the figures are shown; kept in the field's style while the screen stays. */
enum body_mode { BODY_FIT, BODY_LARGE, BODY_LIST };

struct scene;
struct node *body_figure(struct node *field, bool back);
const char *body_region(const struct node *zone_or_row);
/* The zone's art, NULL where there is none. */
const struct body_zone *body_art_of(const struct scene *s, const struct node *zone);
/* A place of a figure in node coordinates of it; the figure is never mirrored. */
void body_place(const struct scene *s, const struct node *figure, float x, float y, float *out_x, float *out_y);
/* The row that keeps a field with a problem from being taken: chosen, without a number. NULL: none. */
struct node *body_unset_row(const struct node *field);
/* False: not chosen. *out_pain is -1 while unset. */
bool body_chosen(const struct node *field, const char *region, int *out_pain);

#endif
