/* The on-screen keyboard: its layouts as data, and its state. A key gives the same event as a real one, so nothing
 * behind it knows the difference. Keys are nodes of the page (robot, speech, focus and scanning meet them there); what
 * stands on them is filled in anew for each plane. Knows nothing of editors. */
#ifndef SCENE_KEYBOARD_H
#define SCENE_KEYBOARD_H

#include "scene/node.h"

enum { KEY_ROWS = 4, KEY_COLUMNS = 13 };

enum key_plane { PLANE_LETTERS, PLANE_CAPITALS, PLANE_MARKS, PLANE_MARKED_CAPITALS, PLANE_NUMBERS, PLANE_COUNT };

/* What a key does when it types nothing by itself. */
enum key_deed {
    KEY_TYPES,
    KEY_SHIFT,
    KEY_MARKS,
    KEY_NUMBERS,
    KEY_LETTERS,
    KEY_LAYOUT, /* letters of the next language */
    KEY_SPACE,
    KEY_DELETE,
    KEY_ENTER,
    KEY_HIDE,
};

/* A row is what its keys type, from left to right, NULL behind the last; "<shift>" and the like are deeds. A plane
 * without a first key is not there. */
typedef const char *const key_rows[KEY_ROWS][KEY_COLUMNS + 1];

struct key_layout {
    const char *tag;     /* of the language: "es" */
    const char *marks;   /* what stands on the key for letters with marks */
    const char *decimal; /* on the number pad */
    double width;        /* in keys */
    key_rows planes[PLANE_COUNT];
};

/* The layout for a language tag, else the English one. */
const struct key_layout *key_layout_for(const char *tag);
const struct key_layout *key_layout_after(const struct key_layout *layout);
/* Digits, for numbers and times; rows point to static text. mark: the sign at the right of 0. */
void key_pad_rows(const char *mark, const char *out[KEY_ROWS][KEY_COLUMNS + 1]);
enum key_deed key_deed_of(const char *key);

struct scene;
struct event;

struct keyboard {
    struct node *field;  /* where its keys type; NULL: it is not there */
    struct node *hushed; /* it was hidden while this field had the focus: comes again when that is touched */
    const struct key_layout *layout; /* NULL: that of the interface's language */
    enum key_plane plane;
    bool once; /* the plane is for one letter */
    struct rect at;
};

#endif
