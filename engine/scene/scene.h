/* A page as nodes: layout, focus, fields, scrolling, outline. Data comes in as a page (PAGE.md), events and the time;
 * it goes out as drawing commands, an outline (what robot and speech read) and actions. Knows nothing of windows,
 * fonts, records or Lua. */
#ifndef SCENE_SCENE_H
#define SCENE_SCENE_H

#include "base/catalogue.h"
#include "base/event.h"
#include "base/value.h"
#include "scene/draw.h"

struct scene;

/* When the on-screen keyboard comes: when a text box is touched, when it has the focus, never. */
enum screen_keys { SCREEN_KEYS_TOUCHED, SCREEN_KEYS_ALWAYS, SCREEN_KEYS_NEVER };

enum theme { THEME_LIGHT, THEME_DARK, THEME_CONTRAST };

struct scene_look {
    int width_px, height_px;
    enum theme theme;
    int text_percent; /* 100 .. 200 */
    bool calm_motion; /* "less movement" */
    bool right_to_left;
    bool plain_letters;            /* everything without serifs */
    const struct catalogue *words; /* language of scene's own labels; kept, NULL English */
    char language[24];             /* its tag: which letters the on-screen keyboard has first */
    enum screen_keys screen_keys;
    int scan_ms; /* one-switch scanning: how long the frame stays on a thing; 0: off */
};

/* What live nodes show; set each frame, no new page needed. Strings are borrowed until the next call. */
struct scene_live {
    int64_t position_ms, duration_ms;
    bool playing;
    bool captions_on;
    int volume;                                           /* 0 .. 5 */
    const char *caption_before, *caption, *caption_after; /* NULL: none */
    const char *film;                                     /* names the current frame ("demo.mp4@1234"); NULL: no film */
    double film_shape;                                    /* its width by its height; 0: not known, 16:9 is kept free */
    /* Breath phases from a cue list may change during a practice; seconds, all 0: as the pacer node says. The cycle is
     * counted from phase_from_ms. */
    double inhale, hold, exhale, rest;
    int64_t phase_from_ms;
};

struct scene_action {
    char name[32];  /* "" : nothing happened */
    json_t *arg;    /* given, may be NULL */
    json_t *fields; /* given; values of all fields by id */
};

/* ruler is kept; tokens is the parsed assets/tokens.json, borrowed. NULL and err when tokens lack something. */
struct scene *scene_create(const struct ruler *ruler, const json_t *tokens, struct error *err);
void scene_destroy(struct scene *s);
/* The figures of the body map (assets/art/bodymap.json), borrowed for the call; without them it is a list. */
bool scene_set_body(struct scene *s, const json_t *art, struct error *err);
bool scene_has_body(const struct scene *s);
void scene_set_look(struct scene *s, const struct scene_look *look);
const struct scene_look *scene_look(const struct scene *s);
/* Shows a page. When name and step are those of the page before, focus, scroll and what was typed stay (fields whose
 * value the new page gives are set). Page is borrowed. ERROR_FORMAT for a node that PAGE.md does not know. */
bool scene_set_page(struct scene *s, const json_t *page, int64_t now_ms, struct error *err);
void scene_set_live(struct scene *s, const struct scene_live *live);
/* Feeds one event. out->name is "" when it caused no action. Given members: scene_action_finish(). */
void scene_event(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out);
void scene_action_finish(struct scene_action *a);
/* Sets a field as a patient would (robot "set"). False and err: no such field on this page, or a value it cannot take
 * (the message lists what it can). */
bool scene_set_field(struct scene *s, const char *id, const json_t *value, struct error *err);
/* Presses the node with this ref or label (robot "tap"): gives the point to press, scrolled into view. */
bool scene_find(struct scene *s, const char *ref, const char *label, int *out_x, int *out_y, struct error *err);
json_t *scene_fields(const struct scene *s); /* given */
/* {"name","step","title","progress","nodes":[...]} as section 4 of the contract, in reading order; given. Every node
 * also carries "id" where it is a field. */
json_t *scene_outline(struct scene *s);
/* What is wrong with the present layout, as sentences; [] when nothing is. For tests and authors. Given. */
json_t *scene_faults(struct scene *s);
/* Fills the list for this moment. */
void scene_draw(struct scene *s, int64_t now_ms, struct draw_list *out);
/* Lets time pass: what was flicked runs on, one-switch scanning goes on. */
void scene_tick(struct scene *s, int64_t now_ms);
/* When the next frame is wanted by itself (motion, caret), or -1: nothing moves. */
int64_t scene_wants_frame_at(const struct scene *s, int64_t now_ms);
/* Text that the editor put on the clipboard since last asked (cut, copy); NULL none. Given. */
char *scene_take_clipboard(struct scene *s);
/* True once after Ctrl+V: the caller answers with EVENT_PASTE. */
bool scene_take_paste_wish(struct scene *s);
/* Where text is being typed, for input methods; false when no text field has the focus. */
bool scene_text_focus(struct scene *s, struct rect *out_at);

#endif
