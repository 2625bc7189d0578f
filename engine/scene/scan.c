/* One-switch scanning: a frame goes from one control to the next by itself, and one press anywhere chooses. Controls
 * that belong together (a row of keys, a scale, a figure) are one stop first, and their parts the next; nobody has to
 * wait for forty keys. A wrong choice ends by itself: after two rounds in a group the frame goes on outside it. After
 * three rounds of a whole screen it rests until the next press. The page scrolls by a stop of its own, never by itself.
 */
#include "scene/inside.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    FEW_STOPS = 8,   /* up to so many controls, only long rows are groups */
    GROUP_MOST = 13, /* more parts than that are cut in chunks */
    CHUNK = 6,
    GROUP_ROUNDS = 2,
    SCREEN_ROUNDS = 3,
    BOUNCE_MS = 250, /* a trembling hand presses once */
};

struct stop {
    struct node *node;
    int part; /* of a slider, 0 .. SLIDER_PARTS - 1 */
    const struct node *group;
};

struct stops {
    struct stop *items;
    size_t count;
};

bool scan_is_on(const struct scene *s) {
    return s->look.scan_ms > 0 && s->page != NULL;
}

/* --- which stops there are --------------------------------------------------------------------- */

static const struct node *group_of(const struct scene *s, const struct node *n) {
    switch (n->kind) {
    case NODE_KEY:
    case NODE_CELL:
    case NODE_SLIDER:
    case NODE_ZONE:
    case NODE_OPTION:
    case NODE_STEPPER:
    case NODE_CHIP:
    case NODE_PICK:
    case NODE_ROUND:
    case NODE_TOGGLE:
    case NODE_TABLE_ROW:
        return n->parent;
    case NODE_NUMBER:
        return n;
    case NODE_TOOL: /* help stands alone: it is never two choices away */
        return n->action != NULL && strcmp(n->action, "help") == 0 ? NULL : s->page->tools;
    default:
        return NULL;
    }
}

/* Long ones are always one stop first; the others only on a screen with much on it. */
static bool is_long(const struct node *n) {
    return n->kind == NODE_KEY || n->kind == NODE_CELL || n->kind == NODE_SLIDER || n->kind == NODE_ZONE;
}

static bool in_sight(const struct scene *s, const struct node *n) {
    if (n->fixed)
        return true;
    struct rect r = press_rect(s, n);
    int top = scroll_clip_top(s);
    int bottom = scroll_clip_bottom(s);
    int seen = (r.y + r.h < bottom ? r.y + r.h : bottom) - (r.y > top ? r.y : top);
    return seen >= (r.h < 56 ? r.h : 56);
}

static void add_stop(struct scene *s, struct stops *to, struct node *n) {
    bool can = n != NULL && node_is_target(n) && n->enabled && node_is_shown(n) && in_sight(s, n);
    if (!can || (n->kind == NODE_SLIDER && n->parent->kind == NODE_PLAYER))
        return;
    int parts = n->kind == NODE_SLIDER ? SLIDER_PARTS : 1;
    for (int i = 0; i < parts; i++)
        to->items[to->count++] = (struct stop){n, i, group_of(s, n)};
}

static void add_all(struct scene *s, struct stops *to, bool keys) {
    struct page *p = s->page;
    for (size_t i = 0; i < p->count; i++) {
        struct node *n = p->nodes[i];
        if (keys ? n->kind == NODE_KEY : !n->fixed)
            add_stop(s, to, n);
    }
}

/* Keys first, then the page as it is read, then the frame. Given (free items). */
static struct stops stops_of(struct scene *s) {
    struct page *p = s->page;
    struct stops all = {xcalloc(p->count * SLIDER_PARTS + 1, sizeof(struct stop)), 0};
    if (keys_open(s))
        add_all(s, &all, true);
    add_all(s, &all, false);
    struct node *more = more_is_shown(s) ? p->more : NULL;
    bool unread = scroll_unread(s); /* first what is not read yet */
    struct node *bar[] = {unread ? more : p->primary, unread ? p->primary : more, p->middle, p->back};
    for (size_t i = 0; i < sizeof bar / sizeof bar[0]; i++)
        add_stop(s, &all, bar[i]);
    for (struct node *n = p->tools->first; n != NULL; n = n->next)
        add_stop(s, &all, n);
    for (size_t i = 0; i < all.count; i++) {
        if (all.count <= FEW_STOPS && !is_long(all.items[i].node))
            all.items[i].group = NULL;
    }
    return all;
}

/* Where the thing that begins at `at` ends: a group on the first level, a chunk or a single control within one. */
static size_t thing_end(const struct stops *all, const struct scan *scan, size_t at) {
    const struct scan_level *level = &scan->levels[scan->depth];
    size_t end = at + 1;
    if (scan->depth > 0) {
        bool many = level->to - level->from > GROUP_MOST;
        end = many ? at + CHUNK : end;
        return end < level->to ? end : level->to;
    }
    const struct node *group = all->items[at].group;
    while (group != NULL && end < level->to && all->items[end].group == group)
        end++;
    return end;
}

static void begin(struct scan *scan, size_t count) {
    scan->depth = 0;
    scan->levels[0] = (struct scan_level){0, count, 0, 0};
    scan->waiting = false;
    scan->next_ms = 0;
    scan->count = count;
}

void scan_restart(struct scene *s) {
    s->scan.count = 0;
    s->scan.shown_count = 0;
}

/* "More" goes on to the end of the page, and then back to its top. */
static void name_more(struct scene *s) {
    struct node *more = s->page->more;
    bool unread = scroll_unread(s);
    const char *label = say(s->look.words, unread ? WORD_MORE : WORD_TO_TOP);
    if (more->hidden || strcmp(label, more->label) == 0)
        return;
    more->label = label;
    more->icon_after = unread ? "down" : "up";
    for (size_t i = 0; i < more->block_count; i++)
        more->blocks[i].set = false;
    s->dirty = true;
    layout_ensure(s);
}

static struct stops look_around(struct scene *s) {
    layout_ensure(s);
    name_more(s);
    struct stops all = stops_of(s);
    if (all.count != s->scan.count)
        begin(&s->scan, all.count);
    return all;
}

void scan_refresh(struct scene *s) {
    struct scan *scan = &s->scan;
    scan->shown_count = 0;
    if (!scan_is_on(s))
        return;
    struct stops all = look_around(s);
    if (all.count > 0 && !scan->waiting) {
        size_t at = scan->levels[scan->depth].at;
        size_t end = thing_end(&all, scan, at);
        scan->part = all.items[at].part;
        for (; at < end && scan->shown_count < SCAN_SHOWN; at++)
            scan->shown[scan->shown_count++] = all.items[at].node;
    }
    free(all.items);
}

bool scan_holds(const struct scene *s, const struct node *n) {
    for (size_t i = 0; i < s->scan.shown_count; i++) {
        if (s->scan.shown[i] == n)
            return true;
    }
    return false;
}

/* --- time -------------------------------------------------------------------------------------- */

static void advance(struct scan *scan, const struct stops *all) {
    struct scan_level *level = &scan->levels[scan->depth];
    level->at = thing_end(all, scan, level->at);
    if (level->at < level->to)
        return;
    level->at = level->from;
    level->rounds++;
    if (scan->depth > 0 && level->rounds >= GROUP_ROUNDS)
        scan->depth--;
    else if (scan->depth == 0 && level->rounds >= SCREEN_ROUNDS)
        scan->waiting = true;
}

void scan_tick(struct scene *s, int64_t now_ms) {
    struct scan *scan = &s->scan;
    if (!scan_is_on(s))
        return;
    struct stops all = look_around(s);
    if (scan->next_ms == 0)
        scan->next_ms = now_ms + s->look.scan_ms;
    if (all.count > 0 && !scan->waiting && now_ms >= scan->next_ms) {
        advance(scan, &all);
        scan->next_ms = now_ms + s->look.scan_ms;
    }
    free(all.items);
}

int64_t scan_wants_at(const struct scene *s, int64_t now_ms) {
    if (!scan_is_on(s) || s->scan.waiting)
        return -1;
    return s->scan.next_ms == 0 ? now_ms : s->scan.next_ms;
}

/* --- the switch -------------------------------------------------------------------------------- */

json_t *scan_slider_value(const struct node *scale, int part) {
    double share = (double)part / (SLIDER_PARTS - 1);
    double steps = (scale->to - scale->from) / scale->step;
    return value_from_number(scale->from + floor(share * steps + 0.5) * scale->step);
}

static void slide_to_part(struct scene *s, struct node *slider, int part, struct scene_action *out) {
    json_t *value = scan_slider_value(slider->parent, part);
    if (field_take(s, slider->parent, value, NULL))
        scene_emit(s, "changed", NULL, out);
    json_decref(value);
}

/* What is pressed again and again keeps the frame; after anything else it leaves the group. */
static bool repeats(const struct node *n) {
    return n->kind == NODE_STEPPER || n->kind == NODE_ROUND;
}

static void choose(struct scene *s, const struct stop *stop, int64_t now_ms, struct scene_action *out) {
    struct node *n = stop->node;
    struct scan *scan = &s->scan;
    if (!repeats(n))
        scan->depth = 0;
    scan->levels[scan->depth].rounds = 0;
    if (n->editor != NULL) {
        focus_set(s, n, true);
        keys_come(s, n);
        scan_restart(s);
    } else if (n == s->page->more) {
        if (scroll_unread(s))
            scroll_page(s, 1);
        else
            scroll_to(s, 0);
        scan_restart(s);
    } else if (n->kind == NODE_SLIDER) {
        slide_to_part(s, n, stop->part, out);
    } else {
        if (n->kind == NODE_KEY)
            scan_restart(s);
        else if (node_field(n) != n)
            focus_set(s, n, false);
        scene_press(s, n, now_ms, out);
    }
}

static void press(struct scene *s, int64_t now_ms, struct scene_action *out) {
    struct scan *scan = &s->scan;
    if (now_ms - scan->pressed_ms < BOUNCE_MS && scan->pressed_ms != 0)
        return;
    scan->pressed_ms = now_ms;
    struct stops all = look_around(s);
    scan->next_ms = now_ms + s->look.scan_ms;
    if (scan->waiting || all.count == 0) {
        begin(scan, all.count);
    } else {
        size_t at = scan->levels[scan->depth].at;
        size_t end = thing_end(&all, scan, at);
        if (end - at > 1)
            scan->levels[++scan->depth] = (struct scan_level){at, end, at, 0};
        else
            choose(s, &all.items[at], now_ms, out);
    }
    free(all.items);
}

static bool is_switch(const struct event *e) {
    if (e->kind == EVENT_POINTER_DOWN)
        return true;
    bool named = !strcmp(e->key, "Space") || !strcmp(e->key, "Return") || !strcmp(e->key, "Keypad Enter");
    return e->kind == EVENT_KEY && !e->is_repeat && (named || (e->mods & MOD_PAD) != 0);
}

/* Held down, or the rest of a press: not meant for what lies below. */
static bool is_swallowed(const struct event *e) {
    bool named = !strcmp(e->key, "Space") || !strcmp(e->key, "Return") || !strcmp(e->key, "Keypad Enter");
    switch (e->kind) {
    case EVENT_POINTER_MOVE:
    case EVENT_POINTER_UP:
    case EVENT_POINTER_CANCEL:
        return true;
    case EVENT_KEY:
        return named || (e->mods & MOD_PAD) != 0;
    case EVENT_TEXT:
        return strcmp(e->text, " ") == 0;
    default:
        return false;
    }
}

bool scan_event(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    if (!scan_is_on(s))
        return false;
    if (is_switch(event)) {
        press(s, now_ms, out);
        return true;
    }
    return is_swallowed(event);
}
