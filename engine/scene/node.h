/* The node tree of one page. A node is made from page data once; layout fills in its boxes and text blocks, and may do
 * so again for another window size. Nodes, texts and blocks live in the page's arena and go with the page.
 * What differs between kinds is one row of the table in kinds.c. */
#ifndef SCENE_NODE_H
#define SCENE_NODE_H

#include "scene/editor.h"
#include "scene/theme.h"

enum kind {
    NODE_GROUP,
    NODE_CARD,
    NODE_PANEL,
    NODE_COLUMNS,
    NODE_ROW,
    NODE_HEADING,
    NODE_LEAD,
    NODE_TEXT,
    NODE_SMALL,
    NODE_WORDS,
    NODE_QUOTES,
    NODE_QUOTE,
    NODE_STATUS,
    NODE_PICTURE,
    NODE_STEPS,
    NODE_REVIEW,
    NODE_REVIEW_ROW,
    NODE_TABLE,
    NODE_TABLE_ROW,
    NODE_RING,
    NODE_SPACE,
    NODE_RULE,
    NODE_CHART,
    NODE_TAG,
    NODE_BLOB,
    NODE_WEEK,
    NODE_WEEK_ROW,
    NODE_SPRIG,
    NODE_FACTS,
    NODE_FACT,
    NODE_CALENDAR,
    NODE_TILES,
    NODE_PICK,
    NODE_SWITCH,
    NODE_BUTTON,
    NODE_ENTRY,
    NODE_CHOICE,
    NODE_OPTION,
    NODE_SCALE,
    NODE_CELL,
    NODE_TEXTBOX,
    NODE_CHIP,
    NODE_NUMBER,
    NODE_STEPPER, /* minus or plus */
    NODE_BODYMAP,
    NODE_FIGURE, /* front or back */
    NODE_ZONE,
    NODE_BODY_ROW,
    NODE_SLIDER,
    NODE_FILM,
    NODE_PLAYER,
    NODE_ROUND, /* a round button with its word below */
    NODE_TOGGLE,
    NODE_VOLUME, /* the five steps between quieter and louder */
    NODE_CAPTIONS,
    NODE_PACER,
    NODE_CLOCK,
    NODE_TOOL,
    NODE_TITLE, /* the words at the top left */
    NODE_NOTICE,
    NODE_PROGRESS,
    NODE_KEY_ROW, /* of the on-screen keyboard */
    NODE_KEY,
    NODE_KINDS
};

enum button_style { BUTTON_SECONDARY, BUTTON_PRIMARY, BUTTON_QUIET, BUTTON_GHOST, BUTTON_CAUTION, BUTTON_EDIT };

/* One line (or part of a line in one face) of laid-out text, relative to its block. */
struct piece {
    int x, y, w, h;
    enum face face;
    int size;
    const char *text;
};

struct block {
    int x, y, w, h; /* relative to the node */
    struct piece *pieces;
    size_t count;
    enum colour colour;
    bool set;      /* laid out for ... */
    int for_width; /* ... this width, */
    int for_style; /* style and flags */
    unsigned flags;
};

struct node {
    enum kind kind;
    bool fixed; /* in window coordinates: top bar, footer, notice */
    struct node *parent, *first, *last, *next;
    const json_t *data;
    int serial; /* place in reading order */
    int ref;
    const char *id, *label, *text, *action, *icon, *icon_after;
    const json_t *arg;
    json_t *value;       /* of a field: given; NULL: not answered */
    const json_t *means; /* of an option or cell: the value it stands for, in the page or owned by `own` */
    json_t *own;
    int style; /* heading level, button style, -1/+1 of a stepper */
    bool enabled, hidden, multi, is_other, other_open;
    double from, to, step;
    struct rect box; /* relative to the parent */
    struct rect at;  /* body or window coordinates */
    struct block *blocks;
    size_t block_count;
    struct editor *editor;
    int pad, aux; /* layout's own: inner padding, icon size ... */
};

struct arena_block {
    struct arena_block *next;
    size_t used, room;
};

struct arena {
    struct arena_block *first;
};

void *arena_get(struct arena *a, size_t bytes); /* zeroed */
char *arena_text(struct arena *a, const char *utf8, size_t count_bytes);
void arena_finish(struct arena *a);

struct page {
    json_t *data;
    struct arena nodes_arena; /* as long as the page */
    struct arena text_arena;  /* blocks: until the look changes */
    const char *name, *step;
    const struct catalogue *words; /* of scene's own labels */
    struct node *body, *title, *progress, *notice, *back, *middle, *primary, *more, *tools;
    struct node *keys;   /* the on-screen keyboard, NULL: nothing to type here */
    struct node **nodes; /* reading order */
    size_t count, room;
    bool center, brand, decor;
    bool has_moving, has_player, has_pacer, has_film;
};

/* Builds the tree. NULL and err for a kind that PAGE.md does not know. Given: page_destroy(). */
struct page *page_create(const json_t *data, const struct catalogue *words, struct error *err);
void page_destroy(struct page *p);
struct node *page_find_id(const struct page *p, const char *id);
struct node *node_add(struct page *p, struct node *parent, enum kind kind, const json_t *data);
/* The field a part belongs to (an option its choice), or the node itself. */
struct node *node_field(struct node *n);
bool node_is_field(const struct node *n);
bool node_is_target(const struct node *n); /* can be pressed */
bool node_is_shown(const struct node *n);
struct block *node_blocks(struct page *p, struct node *n, size_t count);

/* What a kind is called in a page and for the robot. */
struct scene;
struct paint;
struct kind_row {
    const char *name; /* in pages; NULL: made by another node only */
    const char *role; /* in the outline; NULL: not in it */
    bool (*make)(struct page *p, struct node *n, struct error *err);
    void (*layout)(struct scene *s, struct node *n, int width);
    void (*paint)(struct paint *p, const struct node *n);
};
extern const struct kind_row node_kinds[NODE_KINDS];

/* Fields with parts: made in nodes_fields.c. */
bool make_choice(struct page *p, struct node *n, struct error *err);
bool make_yesno(struct page *p, struct node *n, struct error *err);
bool make_scale(struct page *p, struct node *n, struct error *err);
bool make_textbox(struct page *p, struct node *n, struct error *err);
bool make_number(struct page *p, struct node *n, struct error *err);
bool make_bodymap(struct page *p, struct node *n, struct error *err);
bool make_player(struct page *p, struct node *n, struct error *err);
bool make_parts(struct page *p, struct node *n, struct error *err); /* "body" */

#endif
