/* The keyboard: who has the focus, in which order it goes round, and what keys do. Order: content, footer from
 * right to left, then the tools. A scale is one stop; arrows move inside it. The ring shows only after a key
 * was used. Every key goes through focus_key(): page keys, then the text box with the focus, then digits,
 * arrows and presses. */
#include "scene/inside.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool can_focus(const struct node *n) {
    return node_is_target(n) && n->enabled && node_is_shown(n);
}

/* The cell at which Tab enters a scale. */
static const struct node *entry_cell(const struct node *scale) {
    const struct node *first = scale->first;
    for (const struct node *c = scale->first; c != NULL; c = c->next) {
        if (scale->value != NULL && json_equal(c->means, scale->value))
            return c;
    }
    return first;
}

bool focus_stops(const struct node *n) {
    if (n->kind == NODE_ZONE && body_entry_zone(n->parent) != n)
        return false;
    if (n->kind == NODE_KEY)
        return n->parent->first == n && n->parent->parent->first == n->parent && can_focus(n);
    return can_focus(n) && (n->kind != NODE_CELL || entry_cell(n->parent) == n);
}

void focus_keep_pre(struct scene *s) {
    struct node *n = s->focus;
    if (n != NULL && n->editor != NULL && editor_keep_pre(n->editor, s->caret_ms) != EDIT_NOTHING)
        editor_changed(s, n);
}

void focus_set(struct scene *s, struct node *n, bool reveal) {
    if (n != s->focus)
        focus_keep_pre(s);
    s->focus = n;
    keys_follow_focus(s, n);
    s->caret_ms = 0;
    if (n != NULL && n->editor != NULL)
        n->editor->typing = false;
    if (n != NULL && reveal) {
        layout_ensure(s);
        scroll_show(s, n);
    }
}

static size_t add_footer(const struct page *p, struct node **out, size_t count) {
    struct node *bar[] = {p->primary, p->more, p->middle, p->back};
    for (size_t i = 0; i < 4; i++) {
        if (bar[i] != NULL && focus_stops(bar[i]))
            out[count++] = bar[i];
    }
    return count;
}

/* All stops in order; `here` as well, when a cell within a scale has the focus. Given (free()). */
static struct node **collect(struct scene *s, size_t *out_count) {
    struct page *p = s->page;
    struct node **order = xcalloc(p->count + 8, sizeof(struct node *));
    size_t count = 0;
    bool part = s->focus != NULL && (s->focus->kind == NODE_CELL || s->focus->kind == NODE_ZONE);
    const struct node *scale = part ? s->focus->parent : NULL;
    for (size_t i = 0; i < p->count; i++) {
        struct node *n = p->nodes[i];
        bool inside = scale != NULL && n->kind == s->focus->kind && n->parent == scale;
        if (!n->fixed && (inside ? n == s->focus : focus_stops(n)))
            order[count++] = n;
    }
    if (keys_open(s)) /* one stop: arrows go from key to key */
        order[count++] = s->focus != NULL && s->focus->kind == NODE_KEY ? s->focus : p->keys->first->first;
    count = add_footer(p, order, count);
    for (struct node *n = p->tools->first; n != NULL; n = n->next) {
        if (focus_stops(n))
            order[count++] = n;
    }
    *out_count = count;
    return order;
}

static void step_focus(struct scene *s, int by) {
    size_t count = 0;
    struct node **order = collect(s, &count);
    size_t at = count;
    for (size_t i = 0; i < count; i++) {
        if (order[i] == s->focus)
            at = i;
    }
    if (count > 0) {
        size_t next = at == count ? (by > 0 ? 0 : count - 1) : (at + count + (size_t)(by > 0 ? 1 : -1)) % count;
        focus_set(s, order[next], true);
        if (order[next]->editor != NULL)
            editor_move(order[next]->editor, order[next]->editor->text.length_bytes, false);
    }
    free(order);
}

static struct node *find_focus(struct page *p, const char *name) {
    struct node *field = page_find_id(p, name);
    if (field != NULL)
        return field->kind == NODE_CHOICE || field->kind == NODE_SCALE ? field->first : field;
    for (size_t i = 0; i < p->count; i++) {
        if (p->nodes[i]->action != NULL && strcmp(p->nodes[i]->action, name) == 0)
            return p->nodes[i];
    }
    return NULL;
}

/* The page's own wish, else the first text box of a page that fits: a caret, but no ring. */
void focus_start(struct scene *s) {
    struct page *p = s->page;
    const char *name = value_string(p->data, "focus", NULL);
    struct node *n = name != NULL ? find_focus(p, name) : NULL;
    for (size_t i = 0; i < p->count && n == NULL && name == NULL; i++) {
        if (p->nodes[i]->kind == NODE_TEXTBOX && p->nodes[i]->id != NULL && can_focus(p->nodes[i]))
            n = p->nodes[i];
    }
    s->focus = n != NULL && can_focus(n) ? n : NULL;
    s->ring = false;
}

/* --- arrows ----------------------------------------------------------------------------------- */

static struct node *neighbour(struct node *n, int by) {
    struct node *before = NULL;
    for (struct node *c = n->parent->first; c != NULL; c = c->next) {
        if (by < 0 && c == n)
            return before;
        if (by > 0 && before == n && c->kind == n->kind)
            return c;
        if (c->kind == n->kind)
            before = c;
    }
    return NULL;
}

/* -1, +1, or 0 for no arrow; left is less also when the page is mirrored, as the layout is. */
static int arrow(const struct scene *s, const char *key, bool *out_vertical) {
    int flip = s->look.right_to_left ? -1 : 1;
    *out_vertical = strcmp(key, "Up") == 0 || strcmp(key, "Down") == 0;
    if (strcmp(key, "Left") == 0)
        return -flip;
    if (strcmp(key, "Right") == 0)
        return flip;
    return strcmp(key, "Up") == 0 ? -1 : strcmp(key, "Down") == 0 ? 1 : 0;
}

static void changed(struct scene *s, struct scene_action *out) {
    scene_emit(s, "changed", NULL, out);
}

static void slide(struct scene *s, struct node *slider, double by, struct scene_action *out) {
    struct node *scale = slider->parent;
    if (scale->kind == NODE_PLAYER) {
        int64_t to = s->live.position_ms + (int64_t)(by * 5000);
        to = to < 0 ? 0 : to > s->live.duration_ms ? s->live.duration_ms : to;
        json_t *arg = json_integer(to);
        scene_emit(s, "seek", arg, out);
        json_decref(arg);
        return;
    }
    number_step(s, scale, (int)by);
    changed(s, out);
}

/* To the control on that side. False: there is none, or nothing has the focus yet. */
static bool go_beside(struct scene *s, int by, bool vertical) {
    if (s->focus == NULL || !node_is_shown(s->focus))
        return false;
    struct node *to = aim(s, s->focus, vertical ? 0 : by, vertical ? by : 0);
    if (to != NULL)
        focus_set(s, to, true);
    return to != NULL;
}

/* Of a game controller: off a value only up and down, and the first press says where one is. */
static bool pad_arrow(struct scene *s, int by, bool vertical) {
    struct node *n = s->focus;
    bool has_value = n != NULL && (n->kind == NODE_SLIDER || n->kind == NODE_NUMBER || n->kind == NODE_ZONE);
    if (has_value && !vertical)
        return false;
    if (n == NULL || !node_is_shown(n)) {
        step_focus(s, 1);
        return true;
    }
    return go_beside(s, by, vertical);
}

static bool arrow_key(struct scene *s, const char *key, bool pad, struct scene_action *out) {
    bool vertical;
    int by = arrow(s, key, &vertical);
    struct node *n = s->focus;
    if (by == 0)
        return false;
    s->ring = true;
    if (pad && pad_arrow(s, by, vertical))
        return true;
    if (n != NULL && (n->kind == NODE_SLIDER || n->kind == NODE_NUMBER)) {
        double up = vertical ? -by : by;
        if (n->kind == NODE_SLIDER)
            slide(s, n, up, out);
        else {
            number_step(s, n, (int)up);
            changed(s, out);
        }
        return true;
    }
    if (n != NULL && (n->kind == NODE_CELL || n->kind == NODE_OPTION)) {
        struct node *next = neighbour(n, by);
        if (next != NULL)
            focus_set(s, next, true);
        return true;
    }
    bool beside = n != NULL && n->editor == NULL && (n->kind == NODE_KEY || !vertical);
    if (beside && go_beside(s, by, vertical))
        return true;
    if (vertical)
        scroll_to(s, s->scroll + (float)(by * measure_space(&s->m, 80)));
    return vertical;
}

static bool edge_key(struct scene *s, bool end) {
    struct node *n = s->focus;
    if (n == NULL || (n->kind != NODE_CELL && n->kind != NODE_OPTION)) {
        scroll_to(s, end ? 1e9f : 0);
        return true;
    }
    struct node *to = end ? n->parent->last : n->parent->first;
    if (to->kind == n->kind)
        focus_set(s, to, true);
    return true;
}

/* --- digits on a scale ------------------------------------------------------------------------ */

static struct node *scale_for_digits(struct scene *s) {
    if (s->focus != NULL && s->focus->editor != NULL)
        return NULL;
    if (s->focus != NULL && (s->focus->kind == NODE_CELL || s->focus->kind == NODE_SLIDER))
        return s->focus->parent->kind == NODE_SCALE ? s->focus->parent : NULL;
    struct node *only = NULL;
    for (size_t i = 0; i < s->page->count; i++) {
        if (s->page->nodes[i]->kind != NODE_SCALE)
            continue;
        if (only != NULL)
            return NULL;
        only = s->page->nodes[i];
    }
    return only;
}

static bool choose_number(struct scene *s, struct node *scale, double number, struct scene_action *out) {
    json_t *value = value_from_number(number);
    bool taken = field_take(s, scale, value, NULL);
    json_decref(value);
    if (!taken)
        return false;
    for (struct node *c = scale->first; c != NULL; c = c->next) {
        if (c->kind == NODE_CELL && json_equal(c->means, scale->value))
            focus_set(s, c, true);
    }
    s->ring = true;
    changed(s, out);
    return true;
}

/* A second digit within a second makes a number of two: 1, then 0, is 10. */
static bool digit_key(struct scene *s, const char *key, int64_t now_ms, struct scene_action *out) {
    const char *digit = strncmp(key, "Keypad ", 7) == 0 ? key + 7 : key;
    struct node *scale = scale_for_digits(s);
    if (scale == NULL || digit[0] < '0' || digit[0] > '9' || digit[1] != '\0')
        return false;
    double number = digit[0] - '0';
    bool joined = s->digit != '\0' && now_ms - s->digit_ms < 1000;
    double both = joined ? (s->digit - '0') * 10 + number : -1;
    s->digit = digit[0];
    s->digit_ms = now_ms;
    if (joined && choose_number(s, scale, both, out)) {
        s->digit = '\0';
        return true;
    }
    return choose_number(s, scale, number, out);
}

/* --- keys ------------------------------------------------------------------------------------- */

static void editor_result(struct scene *s, struct node *n, unsigned result, int64_t now_ms, struct scene_action *out) {
    s->caret_ms = now_ms;
    s->wants_paste |= (result & EDIT_PASTE) != 0;
    if ((result & (EDIT_MOVED | EDIT_CHANGED)) != 0)
        scroll_show_caret(s);
    if ((result & EDIT_CHANGED) == 0)
        return;
    editor_changed(s, n);
    changed(s, out);
}

static bool text_key(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    struct node *n = s->focus;
    struct editor *e = n != NULL ? node_editor(s, n) : NULL;
    bool vertical = strcmp(event->key, "Up") == 0 || strcmp(event->key, "Down") == 0;
    if (e == NULL || (n->kind == NODE_NUMBER && vertical) || (event->mods & MOD_PAD) != 0)
        return false;
    char *copied = NULL;
    unsigned result = editor_key(e, &s->breaker, event, now_ms, &copied);
    bool is_secret = value_bool(n->data, "secret", false) || value_bool(n->data, "pin", false);
    if (copied != NULL) {
        free(is_secret ? copied : s->copied);
        s->copied = is_secret ? s->copied : copied;
    }
    if (result != EDIT_NOTHING)
        editor_result(s, n, result, now_ms, out);
    bool types = (event->mods & (MOD_CTRL | MOD_ALT)) == 0 && (strlen(event->key) == 1 || !strcmp(event->key, "Space"));
    return result != EDIT_NOTHING || types;
}

/* Enter in a one-line box does what the box says (a search), goes on to the next box, or presses the primary button. */
static void enter_in_line(struct scene *s, int64_t now_ms, struct scene_action *out) {
    const char *enter = value_string(s->focus->data, "enter", NULL);
    if (enter != NULL) {
        scene_emit(s, enter, NULL, out);
        return;
    }
    for (size_t i = (size_t)s->focus->serial + 1; i < s->page->count; i++) {
        struct node *n = s->page->nodes[i];
        if (n->editor != NULL && can_focus(n)) {
            focus_set(s, n, true);
            return;
        }
    }
    if (s->page->primary != NULL && s->page->primary->enabled)
        scene_press(s, s->page->primary, now_ms, out);
}

/* There is nothing else to type with. */
static void type_with_pad(struct scene *s) {
    keys_come(s, s->focus);
    if (keys_open(s))
        focus_set(s, s->page->keys->first->first, false);
}

static bool press_key(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    const char *key = event->key;
    bool enter = strcmp(key, "Return") == 0 || strcmp(key, "Keypad Enter") == 0;
    if (!enter && strcmp(key, "Space") != 0)
        return false;
    if (event->is_repeat)
        return true;
    if (s->focus == NULL && enter && s->page->primary != NULL && s->page->primary->enabled)
        scene_press(s, s->page->primary, now_ms, out); /* nothing chosen: Enter goes on */
    if (s->focus == NULL || !s->focus->enabled || !node_is_shown(s->focus))
        return true;
    if (s->focus->editor != NULL && (event->mods & MOD_PAD) != 0)
        type_with_pad(s);
    else if (s->focus->editor != NULL)
        enter_in_line(s, now_ms, out);
    else if (s->focus->kind != NODE_SLIDER)
        scene_press(s, s->focus, now_ms, out);
    return true;
}

static bool back_key(struct scene *s, struct scene_action *out) {
    for (size_t i = 0; i < s->page->count; i++) {
        const struct node *n = s->page->nodes[i];
        if (n->action != NULL && strcmp(n->action, "back") == 0 && n->enabled)
            scene_emit(s, "back", n->arg, out);
    }
    return true;
}

/* A key for pause and play: whichever of the two the page has now. */
static bool play_key(struct scene *s, struct scene_action *out) {
    static const char *const actions[] = {"pause", "play", "start"};
    for (size_t i = 0; i < s->page->count; i++) {
        const struct node *n = s->page->nodes[i];
        for (size_t k = 0; k < 3 && n->action != NULL && n->arg == NULL && n->enabled; k++) {
            if (strcmp(n->action, actions[k]) == 0 && out->name[0] == '\0')
                scene_emit(s, n->action, NULL, out);
        }
    }
    return true;
}

static bool page_key(struct scene *s, const struct event *event, struct scene_action *out) {
    const char *key = event->key;
    if (strcmp(key, "Tab") == 0) {
        s->ring = true;
        step_focus(s, (event->mods & MOD_SHIFT) != 0 ? -1 : 1);
        return true;
    }
    if (strcmp(key, "Escape") == 0 && keys_open(s)) {
        keys_go(s, true);
        return true;
    }
    if (strcmp(key, "Escape") == 0)
        return back_key(s, out);
    if (strcmp(key, "F1") == 0) {
        scene_emit(s, "help", NULL, out);
        return true;
    }
    if (strcmp(key, "F2") == 0) {
        scene_emit(s, "got_worse", NULL, out);
        return true;
    }
    if (strcmp(key, "AudioPlay") == 0 || strcmp(key, "Pause") == 0)
        return play_key(s, out);
    if (strcmp(key, "PageDown") == 0 || strcmp(key, "PageUp") == 0) {
        scroll_page(s, strcmp(key, "PageDown") == 0 ? 1 : -1);
        return true;
    }
    return false;
}

bool focus_key(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    const char *key = event->key;
    if (page_key(s, event, out) || text_key(s, event, now_ms, out))
        return true;
    if (event->mods & (MOD_CTRL | MOD_ALT))
        return false;
    bool pad = (event->mods & MOD_PAD) != 0;
    if (body_key(s, key, now_ms, out) || digit_key(s, key, now_ms, out) || arrow_key(s, key, pad, out))
        return true;
    if (strcmp(key, "Home") == 0 || strcmp(key, "End") == 0)
        return edge_key(s, key[0] == 'E');
    return press_key(s, event, now_ms, out);
}
