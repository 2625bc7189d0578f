/* What a page looks like, as data: a flat list of drawing commands in paint order, in window pixels. scene writes it,
 * render compares it with the last one and repaints only the rectangle that differs. So a static page costs nothing,
 * a pacer costs its ring, and there is one mechanism for hover, caret, page change and motion. */
#ifndef SCENE_DRAW_H
#define SCENE_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rect {
    int x, y, w, h;
};

enum face { FACE_UI, FACE_UI_MEDIUM, FACE_UI_SEMIBOLD, FACE_UI_BOLD, FACE_VOICE, FACE_VOICE_BOLD, FACE_COUNT };

enum draw_kind {
    DRAW_BOX,     /* rounded rectangle: fill, edge of edge_px inside its border, radius_px */
    DRAW_SHADOW,  /* soft shadow of a rounded rectangle: radius_px, blur = a px, fill with alpha; at = that rectangle
                     grown by a on every side */
    DRAW_TEXT,    /* one line of text: text, face, size_px, fill; at.x/at.y top left of the line box, at.h its height;
                     the glyphs are centred in the line box: y + (h - font height)/2 */
    DRAW_ICON,    /* assets/icons/<text>.svg, coloured fill, scaled to at */
    DRAW_PICTURE, /* image file <text> (without a leading / one of assets/), fitted to cover at, corners radius_px */
    DRAW_FILM,    /* the current video frame, fitted inside at, corners radius_px; text changes with each frame */
    DRAW_DISC,    /* circle of radius a at the centre of at (centre = x + w/2.0, y + h/2.0) */
    DRAW_ARC,     /* ring of radius a (its middle line), width edge_px, from b to c turns clockwise from the top, round
                     ends; c <= b: nothing; fill */
    DRAW_WEDGE, /* the growing wedge under a scale: height a at the left, b at the right, base at the bottom; mirror: d
                   != 0 */
    DRAW_LINE,  /* straight line from (at.x,at.y) to (a,b), width edge_px, round ends */
    DRAW_POLYGON, /* closed polygon: filled, its outline stroked edge_px wide in edge; at is not looked at */
    DRAW_HILLS,   /* the two hills of the horizon: fill = back, edge = front; at = field rectangle */
};

struct draw {
    enum draw_kind kind;
    struct rect at;   /* where; for damage this must contain all that is painted, feathering of 1 px aside */
    struct rect clip; /* nothing is painted outside of it */
    uint32_t fill;    /* 0xAARRGGBB, straight alpha */
    uint32_t edge;
    float edge_px, radius_px;
    float a, b, c, d;
    enum face face;
    int size_px;
    const char *text;    /* owned by the list */
    const float *points; /* x, y of each corner, window px; owned by the list */
    size_t point_count;
};

struct draw_list {
    uint32_t background;
    struct draw *items;
    size_t count, room;
};

void draw_list_init(struct draw_list *list);
void draw_list_clear(struct draw_list *list);
void draw_list_finish(struct draw_list *list);
/* Appends a copy; item->text and points are copied. */
void draw_list_add(struct draw_list *list, const struct draw *item);

/* How wide text is and how high a line: render answers, scene asks. */
struct ruler {
    void *context;
    /* Advance width in px of the shaped line (its bidi order and fallback fonts included). */
    float (*width)(void *context, enum face face, int size_px, const char *utf8, size_t count_bytes);
    /* Caret position in px from the left of the drawn line for a byte offset into it. */
    float (*caret)(void *context, enum face face, int size_px, const char *utf8, size_t count_bytes, size_t offset);
};

#endif
