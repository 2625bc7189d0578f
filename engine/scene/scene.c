/* The face of the room: makes a scene, shows a page, feeds events, says when it wants to be drawn; see scene.h.
 * The work is done in the other files; this one only passes on. A page with the name and step of the one before
 * keeps focus, scroll and answers; any other begins anew. */
#include "scene/body.h"
#include "scene/inside.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

struct scene *scene_create(const struct ruler *ruler, const json_t *tokens, struct error *err) {
    struct scene *s = xcalloc(1, sizeof *s);
    if (!theme_load(&s->theme, tokens, err)) {
        free(s);
        return NULL;
    }
    breaker_init(&s->breaker, ruler);
    s->refs = json_object();
    struct scene_look look = {.width_px = 1280, .height_px = 720, .text_percent = 100};
    scene_set_look(s, &look);
    return s;
}

static void forget_live(struct scene *s) {
    for (size_t i = 0; i < 4; i++) {
        free(s->live_texts[i]);
        s->live_texts[i] = NULL;
    }
}

void scene_destroy(struct scene *s) {
    if (s == NULL)
        return;
    page_destroy(s->page);
    body_art_destroy(s->body);
    json_decref(s->refs);
    breaker_finish(&s->breaker);
    forget_live(s);
    free(s->copied);
    free(s);
}

bool scene_set_body(struct scene *s, const json_t *json, struct error *err) {
    struct body_art *art = body_art_create(json, err);
    if (art == NULL)
        return false;
    body_art_destroy(s->body);
    s->body = art;
    s->dirty = true;
    return true;
}

bool scene_has_body(const struct scene *s) {
    return s->body != NULL;
}

/* All blocks are made anew for the new sizes. */
static void forget_blocks(struct page *p) {
    arena_finish(&p->text_arena);
    for (size_t i = 0; i < p->count; i++) {
        p->nodes[i]->blocks = NULL;
        p->nodes[i]->block_count = 0;
    }
}

void scene_set_look(struct scene *s, const struct scene_look *look) {
    if (look->scan_ms != s->look.scan_ms)
        scan_restart(s);
    s->look = *look;
    s->look.width_px = look->width_px < 320 ? 320 : look->width_px;
    s->look.height_px = look->height_px < 240 ? 240 : look->height_px;
    measures_set(&s->m, &s->theme, &s->look);
    s->press = (struct press){0};
    s->hover = NULL;
    s->dirty = true;
    if (s->page == NULL)
        return;
    forget_blocks(s->page);
    layout_page(s);
    if (s->focus != NULL)
        scroll_show(s, s->focus);
}

const struct scene_look *scene_look(const struct scene *s) {
    return &s->look;
}

static bool same_screen(const struct page *a, const struct page *b) {
    return a != NULL && strcmp(a->name, b->name) == 0 && strcmp(a->step, b->step) == 0;
}

static struct node *with_ref(const struct page *p, int ref) {
    for (size_t i = 0; i < p->count; i++) {
        if (p->nodes[i]->ref == ref && ref != 0)
            return p->nodes[i];
    }
    return NULL;
}

static const struct node *first_field(const struct page *p) {
    for (size_t i = 0; i < p->count; i++) {
        if (node_is_field(p->nodes[i]))
            return p->nodes[i];
    }
    return NULL;
}

static void begin_screen(struct scene *s, struct page *page) {
    json_object_clear(s->refs);
    s->next_ref = 0;
    s->tap_ref = 0;
    s->scroll = 0;
    s->scroll_speed = 0;
    s->digit = '\0';
    s->keys.field = s->keys.hushed = NULL;
    scan_restart(s);
    outline_refs(s, page);
    s->page = page;
    s->dirty = true;
    layout_page(s);
    bool ring = s->ring;
    focus_start(s);
    if (s->focus != NULL && s->focus->editor != NULL && first_field(page) == s->focus)
        scroll_show(s, s->focus);
    s->ring = ring && s->focus != NULL;
    keys_begin(s);
}

static bool within(const struct node *n, const struct node *field) {
    while (n != NULL && n != field)
        n = n->parent;
    return n != NULL;
}

/* What stands in the way of going on is shown, and has the focus: the field with a problem, or its first option. */
static void show_problem(struct scene *s) {
    struct node *wrong = NULL;
    for (size_t i = 0; i < s->page->count; i++) {
        struct node *n = s->page->nodes[i];
        if (wrong == NULL && node_is_field(n) && value_string(n->data, "problem", NULL) != NULL)
            wrong = n;
        if (wrong != NULL && wrong->kind == NODE_BODYMAP) {
            struct node *row = body_unset_row(wrong);
            focus_set(s, row != NULL ? row->first->next : NULL, true);
            scroll_show(s, row != NULL ? row : wrong);
            return;
        }
        if (wrong != NULL && within(n, wrong) && focus_stops(n)) {
            focus_set(s, n, true);
            scroll_show(s, wrong);
            struct rect r = node_rect(s, wrong); /* its foot is where the sentence stands */
            int below = r.y + r.h - scroll_clip_bottom(s);
            if (below > 0)
                scroll_to(s, s->scroll + (float)below);
            return;
        }
    }
}

static void renew_screen(struct scene *s, struct page *page) {
    struct page *before = s->page;
    s->scan.shown_count = 0;
    outline_refs(s, page);
    fields_keep(s, page, before);
    s->page = page;
    struct node *field = s->keys.field != NULL ? with_ref(page, s->keys.field->ref) : NULL;
    struct node *hushed = s->keys.hushed != NULL ? with_ref(page, s->keys.hushed->ref) : NULL;
    s->focus = s->focus != NULL ? with_ref(page, s->focus->ref) : NULL;
    s->hover = s->hover != NULL ? with_ref(page, s->hover->ref) : NULL;
    if (s->press.node != NULL)
        s->press.node = with_ref(page, s->press.node->ref);
    s->dirty = true;
    keys_renew(s, field, hushed);
    layout_page(s);
    show_problem(s);
}

bool scene_set_page(struct scene *s, const json_t *page, int64_t now_ms, struct error *err) {
    struct page *fresh = page_create(page, s->look.words, err);
    struct page *before = s->page;
    if (fresh == NULL)
        return false;
    s->shown_ms = now_ms;
    if (same_screen(before, fresh) && !value_bool(page, "fresh", false)) {
        renew_screen(s, fresh);
    } else {
        s->hover = NULL;
        s->press = (struct press){0};
        begin_screen(s, fresh);
        s->caret_ms = now_ms;
    }
    page_destroy(before);
    return true;
}

static const char *keep_text(struct scene *s, size_t slot, const char *text) {
    free(s->live_texts[slot]);
    s->live_texts[slot] = text != NULL ? xstrdup(text) : NULL;
    return s->live_texts[slot];
}

void scene_set_live(struct scene *s, const struct scene_live *live) {
    s->dirty = s->dirty || (s->page != NULL && s->page->has_film && live->film_shape != s->live.film_shape);
    s->live = *live;
    s->live.film = keep_text(s, 0, live->film);
    s->live.caption_before = keep_text(s, 1, live->caption_before);
    s->live.caption = keep_text(s, 2, live->caption);
    s->live.caption_after = keep_text(s, 3, live->caption_after);
}

/* --- events ----------------------------------------------------------------------------------- */

void text_event(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    struct node *n = s->focus;
    if (n == NULL || n->editor == NULL)
        return;
    s->caret_ms = now_ms;
    if (event->kind == EVENT_COMPOSE) {
        editor_compose(n->editor, event->text, event->caret);
        scroll_show_caret(s);
        return;
    }
    const char *text = event->kind == EVENT_PASTE ? event->paste : event->text;
    if (text == NULL)
        return;
    unsigned result = editor_insert(n->editor, text, event->kind == EVENT_TEXT, now_ms);
    if ((result & EDIT_CHANGED) == 0)
        return;
    editor_changed(s, n);
    keys_typed(s);
    scene_emit(s, "changed", NULL, out);
    scroll_show_caret(s);
}

static struct event turned_event(const struct scene *s, const struct event *event) {
    struct event e = *event;
    if (s->look.right_to_left)
        e.x = s->m.w - 1 - e.x;
    return e;
}

void scene_event(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    *out = (struct scene_action){0};
    if (s->page == NULL)
        return;
    layout_ensure(s);
    if (scan_event(s, event, now_ms, out)) {
        layout_ensure(s);
        return;
    }
    struct event e = turned_event(s, event);
    switch (event->kind) {
    case EVENT_KEY:
        s->tap_action[0] = '\0';
        focus_key(s, event, now_ms, out);
        break;
    case EVENT_TEXT:
    case EVENT_PASTE:
    case EVENT_COMPOSE:
        text_event(s, event, now_ms, out);
        break;
    case EVENT_RESIZE: {
        struct scene_look look = s->look;
        look.width_px = event->x;
        look.height_px = event->y;
        scene_set_look(s, &look);
        break;
    }
    default:
        pointer_event(s, &e, now_ms, out);
        break;
    }
    layout_ensure(s);
}

void scene_action_finish(struct scene_action *a) {
    json_decref(a->arg);
    json_decref(a->fields);
    *a = (struct scene_action){0};
}

/* --- fields ----------------------------------------------------------------------------------- */

static bool no_field(struct scene *s, const char *id, struct error *err) {
    struct text known;
    const char *between = "";
    text_init(&known);
    for (size_t i = 0; s->page != NULL && i < s->page->count; i++) {
        if (!node_is_field(s->page->nodes[i]))
            continue;
        text_addf(&known, "%s\"%s\"", between, s->page->nodes[i]->id);
        between = ", ";
    }
    error_set(err, ERROR_MISSING, "This screen has no field \"%s\". It has %s.", id,
              known.length_bytes > 0 ? known.bytes : "none");
    text_finish(&known);
    return false;
}

bool scene_set_field(struct scene *s, const char *id, const json_t *value, struct error *err) {
    struct node *n = s->page != NULL ? page_find_id(s->page, id) : NULL;
    if (n == NULL)
        return no_field(s, id, err);
    s->tap_ref = 0;
    s->tap_action[0] = '\0';
    bool taken = field_take(s, n, value, err);
    layout_ensure(s);
    return taken;
}

json_t *scene_fields(const struct scene *s) {
    json_t *fields = json_object();
    for (size_t i = 0; s->page != NULL && i < s->page->count; i++) {
        const struct node *n = s->page->nodes[i];
        json_t *value = node_is_field(n) ? fields_value(n) : NULL;
        if (value != NULL)
            json_object_set_new(fields, n->id, value);
    }
    return fields;
}

/* --- time ------------------------------------------------------------------------------------- */

static int64_t sooner(int64_t a, int64_t b) {
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

void scene_tick(struct scene *s, int64_t now_ms) {
    if (s->page != NULL)
        scroll_tick(s, now_ms);
    scan_tick(s, now_ms);
}

int64_t scene_wants_frame_at(const struct scene *s, int64_t now_ms) {
    int64_t at = -1;
    if (s->page == NULL)
        return at;
    at = scan_wants_at(s, now_ms);
    if (s->scroll_speed > 0 || s->scroll_speed < 0)
        at = sooner(at, s->press.down ? -1 : now_ms + FRAME_MS);
    if (s->live.playing && s->page->has_pacer)
        at = sooner(at, now_ms + (s->m.calm ? 250 : FRAME_MS));
    else if (s->live.playing && s->page->has_player)
        at = sooner(at, now_ms + 250);
    if (s->focus != NULL && s->focus->editor != NULL && !s->m.calm) {
        int64_t since = now_ms - s->caret_ms;
        at = sooner(at, now_ms + BLINK_MS - (since > 0 ? since % BLINK_MS : 0));
    }
    return at;
}

char *scene_take_clipboard(struct scene *s) {
    char *copied = s->copied;
    s->copied = NULL;
    return copied;
}

bool scene_take_paste_wish(struct scene *s) {
    bool wish = s->wants_paste;
    s->wants_paste = false;
    return wish;
}

/* The line the caret is in, from the caret on: beside it an input method shows what there is to choose. */
static void at_caret(struct scene *s, struct rect *r) {
    const struct editor *e = node_editor(s, s->focus);
    int line_h = s->m.font[STYLE_ENTRY].line, below = r->h;
    size_t line;
    float x;
    editor_place(e, &s->breaker, e->caret, &line, &x);
    int y = e->many_lines ? (int)line * line_h - e->scroll_px : 0, at = (int)x - (e->many_lines ? 0 : e->scroll_px);
    if (y >= 0 && y + line_h <= below) {
        r->y += y;
        r->h = line_h;
    }
    if (!s->look.right_to_left && at > 0 && at < r->w) {
        r->x += at;
        r->w -= at;
    }
}

bool scene_text_focus(struct scene *s, struct rect *out_at) {
    if (s->focus == NULL || s->focus->editor == NULL)
        return false;
    struct rect r = editor_area(s, s->focus);
    at_caret(s, &r);
    r.y += s->focus->fixed ? 0 : s->view.y - (int)s->scroll;
    if (s->look.right_to_left)
        r.x = s->m.w - r.x - r.w;
    *out_at = r;
    return true;
}
