/* Fingers and the mouse: pressing, sliding off, double taps, dragging to scroll, sliders, and places in a text.
 * A press acts on release inside its target grown by 24 px; the same button tapped again within 400 ms acts
 * once. A press that becomes a drag scrolls the page and presses nothing. */
#include "scene/inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool contains(struct rect r, int x, int y, int grow) {
    return x >= r.x - grow && x < r.x + r.w + grow && y >= r.y - grow && y < r.y + r.h + grow;
}

static bool can_press(const struct node *n) {
    return node_is_target(n) && n->enabled && node_is_shown(n);
}

struct node *pointer_hit(struct scene *s, int x, int y) {
    layout_ensure(s);
    bool in_view = contains(s->view, x, y, 0) && y < scroll_clip_bottom(s);
    for (size_t i = s->page->count; i-- > 0;) {
        struct node *n = s->page->nodes[i];
        if (n->kind == NODE_FIGURE && in_view && node_is_shown(n)) {
            struct rect r = node_rect(s, n);
            struct node *zone = body_zone_at(s, n, (float)(x - r.x), (float)(y - r.y));
            if (zone != NULL)
                return zone;
        }
        if (n->kind != NODE_ZONE && (n->fixed || in_view) && can_press(n) && contains(press_rect(s, n), x, y, 0))
            return n;
    }
    return NULL;
}

void scene_emit(struct scene *s, const char *name, const json_t *arg, struct scene_action *out) {
    if (out->name[0] != '\0') {
        json_decref(out->arg);
        json_decref(out->fields);
    }
    snprintf(out->name, sizeof out->name, "%s", name);
    out->arg = arg != NULL ? json_incref((json_t *)(uintptr_t)arg) : NULL;
    out->fields = scene_fields(s);
}

/* A button may answer a field by itself: {"set": {"where": []}}. */
static void press_sets(struct scene *s, const struct node *n) {
    const char *id;
    json_t *value;
    json_object_foreach(json_object_get(n->data, "set"), id, value) {
        struct node *field = page_find_id(s->page, id);
        if (field != NULL)
            field_take(s, field, value, NULL);
    }
}

/* Does what pressing this node does, by hand or by key. */
void scene_press(struct scene *s, struct node *n, int64_t now_ms, struct scene_action *out) {
    focus_keep_pre(s);
    switch (n->kind) {
    case NODE_OPTION:
        option_press(s, n);
        scene_emit(s, "changed", NULL, out);
        return;
    case NODE_CELL:
        field_set(s, n->parent, json_incref((json_t *)(uintptr_t)n->means));
        scene_emit(s, "changed", NULL, out);
        return;
    case NODE_ZONE:
        body_press_zone(s, n);
        scene_emit(s, "changed", NULL, out);
        return;
    case NODE_STEPPER:
        if (n->parent->kind == NODE_BODY_ROW)
            body_press_step(s, n);
        else
            number_step(s, n->parent, n->style);
        scene_emit(s, "changed", NULL, out);
        return;
    case NODE_KEY:
        keys_press(s, n, now_ms, out);
        return;
    case NODE_CHIP:
        chip_press(s, n, now_ms);
        scene_emit(s, "changed", NULL, out);
        return;
    default:
        break;
    }
    press_sets(s, n);
    if (n->kind == NODE_BUTTON && n->parent != NULL && n->parent->kind == NODE_BODYMAP && n->own != NULL)
        body_press_mode(s, n);
    else if (n == s->page->more)
        scroll_page(s, 1);
    else if (n->action != NULL)
        scene_emit(s, n->action, n->arg, out);
}

/* --- text ------------------------------------------------------------------------------------- */

static size_t text_at(struct scene *s, const struct node *n, int x, int y) {
    struct editor *e = node_editor(s, n);
    struct rect area = editor_area(s, n);
    area.y += n->fixed ? 0 : s->view.y - (int)s->scroll;
    int line = e->many_lines ? (y - area.y + e->scroll_px) / s->m.font[STYLE_ENTRY].line : 0;
    float at = (float)(x - area.x + (e->many_lines ? 0 : e->scroll_px));
    return editor_at(e, &s->breaker, line < 0 || y < area.y - area.h ? 0 : (size_t)line, at);
}

static void text_down(struct scene *s, struct node *n, const struct event *event, int64_t now_ms) {
    if (s->focus == n && n->editor->pre_size > 0)
        return; /* the input method has it */
    size_t at = text_at(s, n, event->x, event->y);
    bool again = now_ms - s->click_ms < DOUBLE_TAP_MS && s->focus == n && s->click_ms != 0;
    s->click_ms = now_ms;
    if (again) {
        editor_select_word(n->editor, at);
        return;
    }
    focus_set(s, n, false);
    editor_move(n->editor, at, (event->mods & MOD_SHIFT) != 0);
    s->caret_ms = now_ms;
    s->press.selecting = true;
    keys_touched(s, n, event->is_touch);
}

/* --- sliders ---------------------------------------------------------------------------------- */

static void slide_to(struct scene *s, struct node *slider, int x, struct scene_action *out) {
    struct rect r = node_rect(s, slider);
    double room = r.w - slider->aux;
    double share = room > 0 ? (x - r.x - slider->aux / 2.0) / room : 0;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    struct node *scale = slider->parent;
    if (scale->kind == NODE_PLAYER) {
        share = s->look.right_to_left ? 1 - share : share; /* time runs to the right in every language */
        json_t *arg = json_integer((json_int_t)llround(share * (double)s->live.duration_ms));
        scene_emit(s, "seek", arg, out);
        json_decref(arg);
        return;
    }
    double value = scale->from + round(share * (scale->to - scale->from) / scale->step) * scale->step;
    field_set(s, scale, value_from_number(round(value * 1e6) / 1e6));
    scene_emit(s, "changed", NULL, out);
}

/* --- press, move, release --------------------------------------------------------------------- */

static void pointer_down(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    struct press *p = &s->press;
    if (p->down && p->is_touch != event->is_touch)
        return; /* a mouse that is bumped while a finger is down, or the other way round */
    bool was_moving = fabsf(s->scroll_speed) > 0.2f;
    s->scroll_speed = 0;
    s->ring = false;
    *p = (struct press){.down = true,
                        .start_x = event->x,
                        .start_y = event->y,
                        .last_x = event->x,
                        .last_y = event->y,
                        .last_ms = now_ms,
                        .is_touch = event->is_touch,
                        .scroll_start = s->scroll};
    p->node = was_moving ? NULL : pointer_hit(s, event->x, event->y);
    s->hover = event->is_touch ? NULL : p->node;
    if (p->node == NULL)
        return;
    if (p->node->editor != NULL && !event->is_touch)
        text_down(s, p->node, event, now_ms);
    if (p->node->kind == NODE_SLIDER) {
        p->sliding = true;
        slide_to(s, p->node, event->x, out);
    }
}

static void drag(struct scene *s, const struct event *event, int64_t now_ms) {
    struct press *p = &s->press;
    int far = abs(event->y - p->start_y);
    bool in_view = contains(s->view, p->start_x, p->start_y, 0);
    if (!p->dragging && in_view && scroll_most(s) > 0 && far > measure_space(&s->m, 14)) {
        p->dragging = true;
        p->node = NULL;
    }
    if (!p->dragging)
        return;
    float dt = (float)(now_ms - p->last_ms);
    if (dt > 0)
        s->scroll_speed = 0.4f * s->scroll_speed + 0.6f * (float)(p->last_y - event->y) / dt;
    scroll_to(s, p->scroll_start + (float)(p->start_y - event->y));
}

static void pointer_move(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    struct press *p = &s->press;
    if (p->down && p->is_touch != event->is_touch)
        return;
    if (!p->down) {
        s->hover = event->is_touch ? NULL : pointer_hit(s, event->x, event->y);
        return;
    }
    if (p->sliding && p->node != NULL)
        slide_to(s, p->node, event->x, out);
    else if (p->selecting && p->node != NULL) {
        editor_move(p->node->editor, text_at(s, p->node, event->x, event->y), true);
        s->caret_ms = now_ms;
    } else
        drag(s, event, now_ms);
    p->last_x = event->x;
    p->last_y = event->y;
    p->last_ms = now_ms;
}

/* A second tap on the same action button, too soon to be meant; also when the first has already brought the next page
 * with the same button in the same place. */
static bool is_second_tap(struct scene *s, const struct node *n, int64_t now_ms) {
    const char *action = n->action != NULL ? n->action : "";
    if (n->kind != NODE_BUTTON || n == s->page->more) {
        s->tap_action[0] = '\0';
        return false;
    }
    int64_t since = now_ms - s->tap_ms;
    bool same = strcmp(s->tap_action, action) == 0 && action[0] != '\0';
    bool here = s->tap_ref == n->ref;
    bool again = same && since < DOUBLE_TAP_MS && (here || (s->tap_ref == 0 && since > 0));
    if (!again) {
        s->tap_ref = n->ref;
        s->tap_ms = now_ms;
        snprintf(s->tap_action, sizeof s->tap_action, "%s", action);
    }
    return again;
}

static void pointer_up(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    struct press p = s->press;
    if (p.is_touch != event->is_touch)
        return;
    s->press = (struct press){0};
    if (p.dragging) {
        s->moved_ms = now_ms;
        if (now_ms - p.last_ms > 80 || s->m.calm)
            s->scroll_speed = 0;
        return;
    }
    int slop = measure_space(&s->m, 24);
    if (p.node == NULL || p.sliding || p.selecting || !contains(press_rect(s, p.node), event->x, event->y, slop))
        return;
    if (p.node->editor != NULL) {
        if (p.is_touch)
            text_down(s, p.node, event, now_ms);
        s->press = (struct press){0};
        return;
    }
    bool is_key = p.node->kind == NODE_KEY;
    if ((!p.is_touch && !is_key) || p.node->kind == NODE_CELL || p.node->kind == NODE_OPTION ||
        p.node->kind == NODE_ZONE)
        focus_set(s, p.node, false);
    if (!is_second_tap(s, p.node, now_ms))
        scene_press(s, p.node, now_ms, out);
}

static void wheel(struct scene *s, const struct event *event) {
    struct node *n = pointer_hit(s, event->x, event->y);
    struct editor *e = n != NULL ? node_editor(s, n) : NULL;
    int line = s->m.font[STYLE_ENTRY].line;
    s->scroll_speed = 0;
    if (e != NULL && e->many_lines && n == s->focus) {
        int most = (int)editor_line_count(e) * line - editor_area(s, n).h;
        if (most > 0)
            return; /* the caret stays in sight; the page does not run away under it */
    }
    scroll_to(s, s->scroll - event->dy * (float)measure_space(&s->m, 100));
}

void pointer_event(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    switch (event->kind) {
    case EVENT_POINTER_DOWN:
        pointer_down(s, event, now_ms, out);
        break;
    case EVENT_POINTER_MOVE:
        pointer_move(s, event, now_ms, out);
        break;
    case EVENT_POINTER_UP:
        if (s->press.down)
            pointer_up(s, event, now_ms, out);
        break;
    case EVENT_POINTER_CANCEL:
        s->press = (struct press){0};
        break;
    case EVENT_WHEEL:
        wheel(s, event);
        break;
    default:
        break;
    }
}
