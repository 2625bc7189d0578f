/* The scroll area: how far it can go, pages, showing a node, momentum after a flick. Positions are px of the
 * window; a body node stands at its place, moved up by the scroll. Both edges of the area are moved to the
 * nearest whole line, so that no line of text is ever cut in half. */
#include "scene/inside.h"

#include <math.h>

float scroll_most(const struct scene *s) {
    int most = s->content_h - s->view.h;
    return most > 0 ? (float)most : 0;
}

bool scroll_unread(const struct scene *s) {
    return s->scroll + 2 < scroll_most(s) - (float)measure_space(&s->m, CONTENT_END);
}

/* With one switch it also goes back to the top. */
bool more_is_shown(const struct scene *s) {
    return !s->page->more->hidden && (scroll_unread(s) || scan_is_on(s));
}

void scroll_to(struct scene *s, float to) {
    float most = scroll_most(s);
    s->scroll = roundf(to < 0 ? 0 : to > most ? most : to);
}

struct rect node_rect(const struct scene *s, const struct node *n) {
    struct rect r = n->at;
    if (!n->fixed)
        r.y += s->view.y - (int)s->scroll;
    return r;
}

struct rect press_rect(const struct scene *s, const struct node *n) {
    struct rect r = node_rect(s, n);
    if (n->kind == NODE_TEXTBOX)
        r.h = n->aux;
    if (n->kind == NODE_NUMBER)
        r = (struct rect){r.x + n->pad, r.y, n->aux, n->style};
    return r;
}

/* Controls are not cut either, unless they fill the view. */
static bool is_cut_control(const struct scene *s, const struct node *n, int y) {
    int h = press_rect(s, n).h;
    bool whole = node_is_target(n) ? n->kind != NODE_ZONE : n->kind == NODE_ENTRY || n->kind == NODE_STATUS;
    return whole && n->at.y < y && n->at.y + h > y && h < s->view.h / 2 && n->at.y > (int)s->scroll;
}

/* Looks for lines of text and controls that the body line y (body px) cuts; gives the top of the highest. */
static int line_above(const struct scene *s, int y) {
    int top = y;
    for (size_t i = 0; i < s->page->count; i++) {
        const struct node *n = s->page->nodes[i];
        if (!n->fixed && node_is_shown(n) && is_cut_control(s, n, y) && n->at.y < top)
            top = n->at.y;
    }
    for (size_t i = 0; i < s->page->count; i++) {
        const struct node *n = s->page->nodes[i];
        if (n->fixed || !node_is_shown(n) || n->at.y >= y || n->at.y + n->at.h <= y)
            continue;
        for (size_t b = n->editor != NULL ? 1 : 0; b < n->block_count; b++) {
            for (size_t k = 0; k < n->blocks[b].count; k++) {
                const struct piece *p = &n->blocks[b].pieces[k];
                int from = n->at.y + n->blocks[b].y + p->y;
                if (from < y && from + p->h > y && from < top)
                    top = from;
            }
        }
    }
    return top;
}

int scroll_clip_top(const struct scene *s) {
    int y = (int)s->scroll;
    int below = y;
    for (size_t i = 0; i < s->page->count && y > 0; i++) {
        const struct node *n = s->page->nodes[i];
        if (n->fixed || !node_is_shown(n) || n->at.y >= y || n->at.y + n->at.h <= y)
            continue;
        if (node_is_target(n) && n->kind != NODE_ZONE) {
            int bottom = n->at.y + press_rect(s, n).h;
            below = n != s->focus && bottom > y && bottom > below && bottom - n->at.y < s->view.h / 3 ? bottom : below;
            continue;
        }
        for (size_t b = 0; b < n->block_count; b++) {
            for (size_t k = 0; k < n->blocks[b].count; k++) {
                int from = n->at.y + n->blocks[b].y + n->blocks[b].pieces[k].y;
                int to = from + n->blocks[b].pieces[k].h;
                below = from < y && to > below ? to : below;
            }
        }
    }
    return s->view.y + below - y;
}

int scroll_clip_bottom(const struct scene *s) {
    int bottom = s->view.y + s->view.h;
    if (!scroll_unread(s))
        return bottom;
    int body = (int)s->scroll + s->view.h;
    int top = line_above(s, body);
    return body - top < s->view.h / 2 ? bottom - (body - top) : bottom;
}

void scroll_page(struct scene *s, int by) {
    s->scroll_speed = 0;
    if (by < 0) {
        scroll_to(s, s->scroll - (float)s->view.h * 0.9f);
        return;
    }
    int bottom = (int)s->scroll + s->view.h;
    int whole = line_above(s, bottom);
    float to = (float)(whole - measure_space(&s->m, 16));
    float least = s->scroll + (float)s->view.h * 0.5f;
    float most = s->scroll + (float)s->view.h * 0.9f;
    scroll_to(s, to < least ? least : to > most ? most : to);
}

static void show_range(struct scene *s, int top, int bottom) {
    if ((float)top < s->scroll)
        scroll_to(s, (float)top);
    else if ((float)(bottom - s->view.h) > s->scroll)
        scroll_to(s, (float)(bottom - s->view.h));
}

void scroll_show(struct scene *s, const struct node *n) {
    if (n->fixed || s->dirty)
        return;
    int margin = measure_space(&s->m, 24);
    int room = s->view.h - 2 * margin;
    int h = press_rect(s, n).h;
    int top = n->at.y - margin;
    int bottom = n->at.y + (h < room ? h : room) + margin;
    show_range(s, top, bottom);
}

/* Keeps the line with the caret in sight while typing. */
void scroll_show_caret(struct scene *s) {
    const struct node *n = s->focus;
    if (n == NULL || n->fixed || n->editor == NULL)
        return;
    layout_ensure(s);
    struct editor *e = node_editor(s, n);
    struct rect area = editor_area(s, n);
    int line_h = s->m.font[STYLE_ENTRY].line;
    size_t line;
    float x;
    editor_place(e, &s->breaker, e->caret, &line, &x);
    int y = area.y + (e->many_lines ? (int)line * line_h - e->scroll_px : 0);
    show_range(s, y - line_h / 2, y + line_h + line_h / 2);
}

/* A flick runs out with a time constant of a third of a second. */
void scroll_tick(struct scene *s, int64_t now_ms) {
    if (s->scroll_speed == 0 || s->press.down)
        return;
    float dt = (float)(now_ms - s->moved_ms);
    if (dt <= 0)
        return;
    s->moved_ms = now_ms;
    float decay = expf(-dt / 325);
    float to = s->scroll + s->scroll_speed * 325 * (1 - decay);
    s->scroll_speed *= decay;
    bool at_end = to <= 0 || to >= scroll_most(s);
    scroll_to(s, to);
    if (at_end || fabsf(s->scroll_speed) < 0.03f || s->m.calm)
        s->scroll_speed = 0;
}
