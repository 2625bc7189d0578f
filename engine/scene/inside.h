/* What the files of this room share: the scene itself, and who does what. Not for other rooms. One struct holds
 * everything that lives longer than a page; a page and its nodes are in node.h. Files are named for what they
 * do: layout_*, paint_*, and one each for fields, focus, pointer, scroll and outline. */
#ifndef SCENE_INSIDE_H
#define SCENE_INSIDE_H

#include "scene/keyboard.h"
#include "scene/node.h"
#include "scene/say.h"

enum { CONTENT_END = 12 /* logical px below the last node */, DOUBLE_TAP_MS = 400, BLINK_MS = 530, FRAME_MS = 16 };

struct press {
    struct node *node; /* pressed, NULL: none */
    bool down, dragging, selecting, sliding, is_touch;
    int start_x, start_y, last_x, last_y;
    int64_t last_ms;
    float scroll_start;
};

/* One-switch scanning: a range of stops on each level, and the one that has the frame. */
enum { SCAN_LEVELS = 4, SCAN_SHOWN = 160 };
struct scan_level {
    size_t from, to, at;
    int rounds;
};
struct scan {
    struct scan_level levels[SCAN_LEVELS];
    int depth;
    size_t count;    /* of stops when they were last looked at */
    int64_t next_ms; /* when the frame goes on; 0: not known yet */
    int64_t pressed_ms;
    bool waiting;                         /* it has gone round often enough */
    const struct node *shown[SCAN_SHOWN]; /* what the frame is around, and which part of a slider */
    size_t shown_count;
    int part;
};

struct scene {
    struct breaker breaker;
    struct theme_data theme;
    struct measures m;
    struct scene_look look;
    struct scene_live live;
    char *live_texts[4];
    struct body_art *body; /* NULL: body maps are lists */
    struct page *page;
    json_t *refs; /* key of a node: its number, while the screen stays the same */
    int next_ref;
    bool dirty; /* layout is needed */
    /* Where things are; window px. */
    struct rect view, topbar, footer;
    int column_x, column_w, content_h, content_top;
    bool dense, tools_small, tight_fit;
    float scroll, scroll_speed; /* px, px per ms */
    int64_t moved_ms;
    /* Hands. */
    struct node *focus, *hover;
    bool ring;
    struct press press;
    struct keyboard keys;
    struct scan scan;
    int tap_ref; /* the action button tapped last, 0: on a page before this one */
    char tap_action[32];
    int64_t tap_ms;
    char digit;
    int64_t digit_ms, caret_ms, shown_ms;
    int click_count;
    int64_t click_ms;
    char *copied;
    bool wants_paste;
    bool has_text_focus;
};

/* layout*.c */
void layout_page(struct scene *s);
void layout_ensure(struct scene *s);
void layout_node(struct scene *s, struct node *n, int width);
/* Space between two nodes, px. */
int layout_gap(const struct scene *s, const struct node *before, const struct node *after);
int layout_natural(struct scene *s, struct node *n, int most);
void layout_stack(struct scene *s, struct node *n, int x, int y, int width, int *out_bottom);
enum fit_flags { FIT_BALANCE = 1u << 0, FIT_CENTER = 1u << 1, FIT_RIGHT = 1u << 2, FIT_ONE_LINE = 1u << 3 };
void text_fit(struct scene *s, struct block *b, enum style style, const char *text, int width, unsigned flags);
void text_fit_spans(struct scene *s, struct block *b, enum style style, const char *text, const struct span *spans,
                    size_t span_count, int width, unsigned flags);
bool button_is_small(const struct node *n);
int text_natural(struct scene *s, enum style style, const char *text);
void markdown_layout(struct scene *s, struct node *n, int width);
#define LAYOUT(name) void layout_##name(struct scene *s, struct node *n, int width)
LAYOUT(group);
LAYOUT(card);
LAYOUT(columns);
LAYOUT(row);
LAYOUT(words);
LAYOUT(quotes);
LAYOUT(quote);
LAYOUT(status);
LAYOUT(picture);
LAYOUT(steps);
LAYOUT(review);
LAYOUT(review_row);
LAYOUT(table);
LAYOUT(table_row);
LAYOUT(ring);
LAYOUT(space);
LAYOUT(chart);
LAYOUT(tag);
LAYOUT(blob);
LAYOUT(week);
LAYOUT(sprig);
LAYOUT(facts);
LAYOUT(fact);
LAYOUT(calendar);
LAYOUT(tiles);
LAYOUT(pick);
LAYOUT(switch);
LAYOUT(button);
LAYOUT(entry);
LAYOUT(choice);
LAYOUT(option);
LAYOUT(scale);
LAYOUT(cell);
LAYOUT(textbox);
LAYOUT(chip);
LAYOUT(number);
LAYOUT(stepper);
LAYOUT(bodymap);
LAYOUT(figure);
LAYOUT(body_row);
LAYOUT(slider);
LAYOUT(film);
LAYOUT(player);
LAYOUT(round);
LAYOUT(volume);
LAYOUT(captions);
LAYOUT(pacer);
LAYOUT(clock);
/* layout_table.c: the parts of a cell beside its words, for layout and paint alike; px */
struct cell {
    const char *text;
    const json_t *data; /* NULL: words alone */
    int before;         /* bar or line, with the space behind it */
    int pad, icon;      /* of its pill; 0: none */
    bool right;
};
const json_t *row_cells(const struct node *row);
struct cell row_cell(struct scene *s, const struct node *row, size_t i);
/* frame.c: top bar, footer, notice */
void frame_top(struct scene *s);
void frame_bottom(struct scene *s, bool more);
int frame_bottom_height(const struct scene *s);

/* fields.c */
json_t *fields_value(const struct node *n);                     /* given; NULL: not answered */
void field_set(struct scene *s, struct node *n, json_t *value); /* takes value */
bool option_chosen(const struct node *option);
bool field_take(struct scene *s, struct node *n, const json_t *value, struct error *err);
void fields_keep(struct scene *s, struct page *now, struct page *before);
void option_press(struct scene *s, struct node *option);
void number_step(struct scene *s, struct node *n, int by);
void chip_press(struct scene *s, struct node *chip, int64_t now_ms);
void editor_changed(struct scene *s, struct node *n);
struct editor *node_editor(struct scene *s, const struct node *n);
void editor_fit(struct scene *s, const struct node *n);
struct rect editor_area(const struct scene *s, const struct node *n); /* of its text, node coordinates as n->at */

/* focus.c */
/* What an input method shows in the focused box becomes text of it. */
void focus_keep_pre(struct scene *s);
void focus_set(struct scene *s, struct node *n, bool reveal);
void focus_start(struct scene *s);
bool focus_key(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out);
bool focus_stops(const struct node *n);

/* aim.c: the control that lies in a direction (dx, dy: one of them -1 or 1), NULL none */
struct node *aim(struct scene *s, const struct node *from, int dx, int dy);

/* pointer.c */
void pointer_event(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out);
struct node *pointer_hit(struct scene *s, int x, int y);
void scene_press(struct scene *s, struct node *n, int64_t now_ms, struct scene_action *out);
void scene_emit(struct scene *s, const char *name, const json_t *arg, struct scene_action *out);

/* keyboard.c, keyboard_look.c: the on-screen keyboard */
bool keys_open(const struct scene *s);
bool keys_are_pad(const struct scene *s); /* digits alone */
double keys_width(const struct scene *s); /* of its widest row, in keys */
void keys_come(struct scene *s, struct node *field);
void keys_go(struct scene *s, bool by_hand); /* by_hand: it stays away until the field is touched again */
void keys_follow_focus(struct scene *s, struct node *n);
void keys_touched(struct scene *s, struct node *field, bool by_finger);
void keys_begin(struct scene *s);
void keys_renew(struct scene *s, struct node *field, struct node *hushed);
void keys_press(struct scene *s, struct node *key, int64_t now_ms, struct scene_action *out);
void keys_typed(struct scene *s); /* the text has changed, by whatever keys */
void keys_place(struct scene *s); /* after the page was laid out: it gives way */

/* scan.c */
enum { SLIDER_PARTS = 11 };
bool scan_is_on(const struct scene *s);
bool scan_event(struct scene *s, const struct event *event, int64_t now_ms,
                struct scene_action *out); /* true: its own */
void scan_restart(struct scene *s);        /* another screen, or other controls */
void scan_refresh(struct scene *s);        /* before the frame is shown or told */
bool scan_holds(const struct scene *s, const struct node *n);
void scan_tick(struct scene *s, int64_t now_ms);
json_t *scan_slider_value(const struct node *scale, int part); /* given */
int64_t scan_wants_at(const struct scene *s, int64_t now_ms);

/* scene.c */
void text_event(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out);

/* body.c, body_look.c: the body map */
void body_press_zone(struct scene *s, struct node *zone);
void body_press_step(struct scene *s, struct node *stepper);
void body_press_mode(struct scene *s, struct node *button);
bool body_key(struct scene *s, const char *key, int64_t now_ms, struct scene_action *out);
const struct node *body_entry_zone(const struct node *figure);
struct node *body_zone_at(struct scene *s, struct node *figure, float x, float y); /* px in the figure */
bool body_take(struct scene *s, struct node *field, const json_t *value, struct error *err);

/* scroll.c */
float scroll_most(const struct scene *s);
bool scroll_unread(const struct scene *s);
bool more_is_shown(const struct scene *s); /* the button to go on reading */
void scroll_to(struct scene *s, float to);
void scroll_page(struct scene *s, int by);
void scroll_show(struct scene *s, const struct node *n);
void scroll_tick(struct scene *s, int64_t now_ms);
struct rect node_rect(const struct scene *s, const struct node *n);  /* window px */
struct rect press_rect(const struct scene *s, const struct node *n); /* the part that can be pressed, window px */
void scroll_show_caret(struct scene *s);
/* Where the scroll area is cut so that no line of text and no control is cut in half; window px. */
int scroll_clip_top(const struct scene *s);
int scroll_clip_bottom(const struct scene *s);

/* live.c */
struct breath {
    enum word label;
    double phase; /* 0..1 of the phase */
    double size;  /* 0..1 of the disc */
    int seconds;  /* left in this phase */
};
struct breath live_breath(const struct scene *s, const struct node *n);
double live_share(const struct scene *s); /* of position in duration */

/* paint.c */
struct paint {
    struct scene *s;
    struct draw_list *list;
    const struct measures *m;
    struct rect clip;
    int dx, dy; /* from node coordinates to the window */
    int64_t now_ms;
};
struct box_look {
    enum colour fill, edge;
    float edge_px, radius_px;
    bool no_fill;
};
#define PAINT(name) void paint_##name(struct paint *p, const struct node *n)
void paint_box(struct paint *p, struct rect at, enum colour fill, enum colour edge, float edge_px, float radius_px);
void paint_fill(struct paint *p, struct rect at, enum colour fill, float radius_px);
void paint_outline(struct paint *p, struct rect at, enum colour edge, float edge_px, float radius_px);
void paint_icon(struct paint *p, struct rect at, const char *icon, enum colour colour);
void paint_disc(struct paint *p, float x, float y, float radius, enum colour colour, float alpha);
void paint_arc(struct paint *p, float x, float y, float radius, float width, float from, float to, enum colour colour);
void paint_line(struct paint *p, float x0, float y0, float x1, float y1, float width, enum colour colour);
void paint_text(struct paint *p, int x, int y, enum style style, enum colour colour, const char *text);
void paint_words(struct paint *p, struct rect line, enum face face, int size, enum colour colour, const char *text);
void paint_block(struct paint *p, const struct node *n, const struct block *b, enum colour colour);
void paint_node(struct paint *p, const struct node *n);
struct rect paint_rect(const struct paint *p, const struct node *n);
float paint_px(const struct paint *p, double logical);
bool is_hovered(const struct paint *p, const struct node *n);
bool is_pressed(const struct paint *p, const struct node *n);
float edge_control(const struct paint *p);
struct tone {
    enum colour soft, ink;
    const char *icon;
};
struct tone paint_tone(const json_t *data); /* its "tone": info, good, caution, danger, plain */
void paint_hairline(struct paint *p, struct rect r);
PAINT(blocks);
PAINT(card);
PAINT(panel);
PAINT(quote);
PAINT(status);
PAINT(picture);
PAINT(steps);
PAINT(review);
PAINT(review_row);
PAINT(table_row);
/* A passphrase as dots, a PIN as boxes; r: its field. */
void paint_secret(struct paint *p, const struct node *n, struct rect r);
void paint_pin(struct paint *p, const struct node *n, struct rect r);
PAINT(ring);
PAINT(rule);
PAINT(chart);
PAINT(tag);
PAINT(blob_alone);
PAINT(week_row);
PAINT(sprig);
PAINT(fact);
PAINT(calendar);
PAINT(pick);
PAINT(switch);
PAINT(button);
PAINT(entry);
PAINT(choice);
PAINT(option);
PAINT(scale);
PAINT(cell);
PAINT(textbox);
PAINT(chip);
PAINT(number);
PAINT(stepper);
PAINT(bodymap);
PAINT(figure);
PAINT(body_row);
PAINT(slider);
PAINT(film);
PAINT(round);
PAINT(toggle);
PAINT(volume);
PAINT(captions);
PAINT(pacer);
PAINT(clock);
PAINT(tool);
PAINT(title);
PAINT(progress);
PAINT(player);
PAINT(key);
void keys_paint(struct paint *p);
void scan_paint(struct paint *p);
/* Soft fill and ink of a named tint ("calm", "move", ...), and a thin line as wide as r. */
struct tint {
    enum colour soft, ink;
};
struct tint paint_tint(const struct node *n);
void paint_blob(struct paint *p, struct rect r, const struct node *n);
void paint_hairline(struct paint *p, struct rect r);
/* A field's sentence of trouble under it. */
void body_paint_ring(struct paint *p, const struct node *zone);
void paint_problem(struct paint *p, const struct node *n, const struct block *b);

/* outline.c */
char *outline_label(const struct scene *s, const struct node *n); /* given */
void outline_refs(struct scene *s, struct page *p);

#endif
