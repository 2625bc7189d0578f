/* Painting: nodes become drawing commands. Here are the brushes, the frame of the page, and the walk over the nodes;
 * the kinds are in the other paint files. The walk leaves out what is outside the scroll area. A right-to-left page is
 * laid out as any other and mirrored as the very last step, command by command. */
#include "scene/inside.h"

#include <math.h>
#include <string.h>

/* --- brushes ---------------------------------------------------------------------------------- */

float paint_px(const struct paint *p, double logical) {
    float value = (float)logical * p->m->u;
    return value < 1 ? 1 : value;
}

float edge_control(const struct paint *p) {
    return paint_px(p, 2);
}

static uint32_t tone(const struct paint *p, enum colour colour) {
    return p->m->colour[colour];
}

static void add(struct paint *p, struct draw item) {
    item.clip = p->clip;
    if (item.at.w > 0 && item.at.h > 0)
        draw_list_add(p->list, &item);
}

void paint_box(struct paint *p, struct rect at, enum colour fill, enum colour edge, float edge_px, float radius_px) {
    add(p, (struct draw){.kind = DRAW_BOX,
                         .at = at,
                         .fill = tone(p, fill),
                         .edge = edge_px > 0 ? tone(p, edge) : 0,
                         .edge_px = edge_px,
                         .radius_px = radius_px});
}

void paint_fill(struct paint *p, struct rect at, enum colour fill, float radius_px) {
    paint_box(p, at, fill, fill, 0, radius_px);
}

void paint_outline(struct paint *p, struct rect at, enum colour edge, float edge_px, float radius_px) {
    add(p,
        (struct draw){
            .kind = DRAW_BOX, .at = at, .fill = 0, .edge = tone(p, edge), .edge_px = edge_px, .radius_px = radius_px});
}

void paint_icon(struct paint *p, struct rect at, const char *icon, enum colour colour) {
    add(p, (struct draw){.kind = DRAW_ICON, .at = at, .fill = tone(p, colour), .text = icon});
}

static struct rect round_at(float x, float y, float radius) {
    int r = (int)ceilf(radius) + 1;
    /* Symmetric about the centre, so that x + w/2 is exact to half a pixel. */
    int left = (int)floorf(x * 2 + 0.5f);
    int top = (int)floorf(y * 2 + 0.5f);
    return (struct rect){left / 2 - r, top / 2 - r, 2 * r + left % 2, 2 * r + top % 2};
}

void paint_disc(struct paint *p, float x, float y, float radius, enum colour colour, float alpha) {
    uint32_t opaque = tone(p, colour) & 0xFFFFFFu;
    uint32_t a = (uint32_t)lroundf(alpha * 255);
    add(p, (struct draw){.kind = DRAW_DISC, .at = round_at(x, y, radius), .fill = a << 24 | opaque, .a = radius});
}

void paint_arc(struct paint *p, float x, float y, float radius, float width, float from, float to, enum colour colour) {
    add(p, (struct draw){.kind = DRAW_ARC,
                         .at = round_at(x, y, radius + width / 2 + 1),
                         .fill = tone(p, colour),
                         .edge = tone(p, colour),
                         .edge_px = width,
                         .a = radius,
                         .b = from,
                         .c = to});
}

/* A line's rectangle holds it, but starts at one end: at.x, at.y is that end, a, b the other. */
void paint_line(struct paint *p, float x0, float y0, float x1, float y1, float width, enum colour colour) {
    int w = (int)ceilf(fabsf(x1 - x0) + width);
    int h = (int)ceilf(fabsf(y1 - y0) + width);
    add(p, (struct draw){.kind = DRAW_LINE,
                         .at = {(int)lroundf(x0), (int)lroundf(y0), w, h},
                         .fill = tone(p, colour),
                         .edge = tone(p, colour),
                         .edge_px = width,
                         .a = x1,
                         .b = y1});
}

void paint_words(struct paint *p, struct rect line, enum face face, int size, enum colour colour, const char *text) {
    if (text[0] != '\0')
        add(p,
            (struct draw){
                .kind = DRAW_TEXT, .at = line, .fill = tone(p, colour), .face = face, .size_px = size, .text = text});
}

void paint_text(struct paint *p, int x, int y, enum style style, enum colour colour, const char *text) {
    const struct font *font = &p->m->font[style];
    int w = text_natural(p->s, style, text);
    paint_words(p, (struct rect){x, y, w, font->line}, font->face, font->size, colour, text);
}

void paint_block(struct paint *p, const struct node *n, const struct block *b, enum colour colour) {
    int x = n->at.x + p->dx + b->x;
    int y = n->at.y + p->dy + b->y;
    for (size_t i = 0; i < b->count; i++) {
        const struct piece *piece = &b->pieces[i];
        if (y + piece->y + piece->h < p->clip.y || y + piece->y > p->clip.y + p->clip.h)
            continue;
        paint_words(p, (struct rect){x + piece->x, y + piece->y, piece->w, piece->h}, piece->face, piece->size, colour,
                    piece->text);
    }
}

struct rect paint_rect(const struct paint *p, const struct node *n) {
    return (struct rect){n->at.x + p->dx, n->at.y + p->dy, n->at.w, n->at.h};
}

bool is_hovered(const struct paint *p, const struct node *n) {
    return p->s->hover == n && n->enabled && !p->s->press.down;
}

bool is_pressed(const struct paint *p, const struct node *n) {
    const struct press *press = &p->s->press;
    return press->down && press->node == n && !press->dragging;
}

void paint_blocks(struct paint *p, const struct node *n) {
    for (size_t i = 0; i < n->block_count; i++)
        paint_block(p, n, &n->blocks[i], n->blocks[i].colour);
}

/* --- the focus ring --------------------------------------------------------------------------- */

static struct rect grown(struct rect r, float by) {
    int g = (int)lroundf(by);
    return (struct rect){r.x - g, r.y - g, r.w + 2 * g, r.h + 2 * g};
}

static float ring_radius(const struct paint *p, const struct node *n, struct rect r) {
    switch (n->kind) {
    case NODE_BUTTON:
        return paint_px(p, button_is_small(n) ? 16 : 20);
    case NODE_ENTRY:
        return paint_px(p, 20);
    case NODE_CHIP:
    case NODE_TOGGLE:
    case NODE_ROUND:
    case NODE_SLIDER:
        return (float)r.h / 2;
    case NODE_TOOL:
        return p->s->tools_small ? paint_px(p, 16) : (float)r.h / 2;
    default:
        return paint_px(p, 18);
    }
}

static void paint_rings(struct paint *p, struct rect r, float radius, float gap, float width) {
    paint_outline(p, grown(r, gap + 1), COLOUR_focusGap, gap + 1, radius + gap);
    paint_outline(p, grown(r, gap + width), COLOUR_focus, width, radius + gap + width);
}

static void paint_ring_around(struct paint *p, const struct node *n) {
    if (n == NULL || scan_is_on(p->s) || !p->s->ring || !node_is_shown(n) || n->editor != NULL)
        return;
    if (n->kind == NODE_ZONE) {
        body_paint_ring(p, n);
        return;
    }
    struct rect r = paint_rect(p, n);
    if (n->kind == NODE_ROUND) {
        r.x += (r.w - n->pad) / 2;
        r.w = r.h = n->pad;
    }
    if (n->kind == NODE_SLIDER) {
        int h = n->aux + measure_space(p->m, 2);
        r.y += (r.h - h) / 2;
        r.h = h;
    }
    bool contrast = p->m->contrast;
    paint_rings(p, r, ring_radius(p, n, r), paint_px(p, contrast ? 5 : 3.5), paint_px(p, contrast ? 7 : 4.5));
}

/* --- the frame of one-switch scanning --------------------------------------------------------- */

static struct rect joined(struct rect a, struct rect b) {
    int x = a.x < b.x ? a.x : b.x;
    int y = a.y < b.y ? a.y : b.y;
    int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){x, y, right - x, bottom - y};
}

/* A slider is chosen by the part of it. */
static struct rect slider_part(const struct node *n, struct rect r, int part) {
    int w = n->aux;
    r.x += (int)((double)(r.w - w) * part / (SLIDER_PARTS - 1));
    r.y += (r.h - w) / 2;
    r.w = r.h = w;
    return r;
}

/* While it waits for a press, the frame is around everything. */
void scan_paint(struct paint *p) {
    const struct scene *s = p->s;
    const struct scan *scan = &s->scan;
    if (!scan_is_on(s) || (scan->shown_count == 0 && !scan->waiting))
        return;
    float gap = paint_px(p, 3);
    float width = paint_px(p, p->m->contrast ? 10 : 8);
    int reach = (int)(gap + width) + 1;
    struct rect r = {reach, reach, p->m->w - 2 * reach, p->m->h - 2 * reach};
    for (size_t i = 0; i < scan->shown_count; i++) {
        struct rect one = press_rect(s, scan->shown[i]);
        if (scan->shown_count == 1 && scan->shown[i]->kind == NODE_SLIDER)
            one = slider_part(scan->shown[i], one, scan->part);
        r = i == 0 ? one : joined(r, one);
    }
    paint_rings(p, r, paint_px(p, 18), gap, width);
}

/* --- the frame -------------------------------------------------------------------------------- */

static void paint_hills(struct paint *p) {
    if (!p->s->page->decor || p->m->contrast)
        return;
    int h = measure_space(p->m, p->m->portrait && p->s->footer.h > 0 ? 440 : 260);
    struct rect at = {0, p->s->footer.y - h, p->m->w, h};
    add(p, (struct draw){
               .kind = DRAW_HILLS, .at = at, .fill = tone(p, COLOUR_horizon1), .edge = tone(p, COLOUR_horizon2)});
}

static void paint_footer(struct paint *p) {
    struct rect at = p->s->footer;
    if (at.h == 0)
        return;
    paint_fill(p, at, COLOUR_surface, 0);
    int line = p->m->contrast ? (int)lroundf(paint_px(p, 3)) : 1;
    paint_fill(p, (struct rect){0, at.y, at.w, line}, COLOUR_hairline, 0);
}

void paint_progress(struct paint *p, const struct node *n) {
    double share = value_number(p->s->page->data, "progress", 0);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    struct rect track = n->at;
    int edge = p->m->contrast ? (int)lroundf(paint_px(p, 3)) : 0;
    track.h -= edge;
    paint_fill(p, track, COLOUR_sunken, 0);
    float radius = (float)track.h / 2;
    int w = (int)lround(share * track.w);
    if (w > 0)
        paint_fill(p, (struct rect){-track.h, 0, w + track.h, track.h}, COLOUR_primary, radius);
    if (edge > 0)
        paint_fill(p, (struct rect){0, track.h, track.w, edge}, COLOUR_hairline, 0);
}

void paint_title(struct paint *p, const struct node *n) {
    if (p->s->page->brand)
        paint_icon(p, (struct rect){n->at.x, n->at.y + (n->at.h - n->aux) / 2, n->aux, n->aux}, "balm-mark",
                   COLOUR_primary);
    paint_blocks(p, n);
}

void paint_tool(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool help = strcmp(n->text, "help") == 0;
    bool edged = help || p->s->tools_small || p->m->contrast;
    bool hover = is_hovered(p, n);
    bool pressed = is_pressed(p, n);
    enum colour fill = pressed ? COLOUR_sunken : hover && !p->m->contrast ? COLOUR_primarySoft : COLOUR_surface;
    float radius = p->s->tools_small ? paint_px(p, 16) : (float)r.h / 2;
    float edge = paint_px(p, hover && p->m->contrast ? 6 : 2);
    if (edged)
        paint_box(p, r, fill, COLOUR_border, edge, radius);
    else if (hover || pressed)
        paint_fill(p, r, fill, radius);
    int x = r.x + (p->s->tools_small && !help ? (r.w - n->aux) / 2 : n->pad);
    paint_icon(p, (struct rect){x, r.y + (r.h - n->aux) / 2, n->aux, n->aux}, n->icon, COLOUR_primary);
    paint_block(p, n, &n->blocks[0], COLOUR_text);
}

/* --- the walk --------------------------------------------------------------------------------- */

static bool outside(const struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    int slack = measure_space(p->m, 60); /* shadows reach out */
    return r.y + r.h + slack < p->clip.y || r.y - slack > p->clip.y + p->clip.h;
}

void paint_node(struct paint *p, const struct node *n) {
    if (n->hidden || outside(p, n))
        return;
    if (node_kinds[n->kind].paint != NULL)
        node_kinds[n->kind].paint(p, n);
    for (const struct node *c = n->first; c != NULL; c = c->next)
        paint_node(p, c);
}

static void paint_body(struct paint *p) {
    struct scene *s = p->s;
    struct rect whole = p->clip;
    p->dy = s->view.y - (int)s->scroll;
    int top = scroll_clip_top(s);
    p->clip = (struct rect){0, top, s->view.w, scroll_clip_bottom(s) - top};
    if (s->scroll <= 0 && !scroll_unread(s))
        p->clip = whole; /* nothing to hide: shadows and rings may reach out */
    paint_node(p, s->page->body);
    p->clip = whole;
    if (s->focus != NULL && !s->focus->fixed) {
        int reach = measure_space(p->m, 12);
        p->clip = (struct rect){0, s->view.y - reach, s->view.w, s->view.h + 2 * reach};
        paint_ring_around(p, s->focus);
    }
    p->clip = whole;
    p->dy = 0;
}

static void paint_frame(struct paint *p) {
    struct page *page = p->s->page;
    struct node *bar[] = {page->back, page->middle, page->more, page->primary, page->notice};
    for (size_t i = 0; i < 5; i++) {
        if (bar[i] != NULL && !(bar[i] == page->more && !more_is_shown(p->s)))
            paint_node(p, bar[i]);
    }
    paint_node(p, page->title);
    for (const struct node *n = page->tools->first; n != NULL; n = n->next)
        paint_node(p, n);
    if (page->progress != NULL)
        paint_node(p, page->progress);
    keys_paint(p);
    if (p->s->focus != NULL && p->s->focus->fixed)
        paint_ring_around(p, p->s->focus);
}

/* --- right to left ---------------------------------------------------------------------------- */

static const char *turned(const char *icon) {
    static const char *const pairs[][2] = {
        {"back", "forward"}, {"arrow-left", "arrow-right"}, {"backspace", "backspace-rtl"}, {"enter", "enter-rtl"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (strcmp(icon, pairs[i][0]) == 0)
            return pairs[i][1];
        if (strcmp(icon, pairs[i][1]) == 0)
            return pairs[i][0];
    }
    return NULL;
}

static void turn(struct draw *item, int width) {
    for (size_t i = 0; i < item->point_count; i++)
        ((float *)(uintptr_t)item->points)[2 * i] = (float)width - item->points[2 * i];
    if (item->kind == DRAW_LINE) {
        item->at.x = width - item->at.x;
        item->a = (float)width - item->a;
    } else {
        item->at.x = width - item->at.x - item->at.w;
    }
    item->clip.x = width - item->clip.x - item->clip.w;
    if (item->kind == DRAW_ARC) {
        float from = item->b;
        item->b = 1 - item->c;
        item->c = 1 - from;
    }
    if (item->kind == DRAW_WEDGE)
        item->d = 1;
    const char *icon = item->kind == DRAW_ICON ? turned(item->text) : NULL;
    if (icon != NULL) {
        struct draw_list copy;
        draw_list_init(&copy);
        struct draw renamed = *item;
        renamed.text = icon;
        draw_list_add(&copy, &renamed);
        const char *old = item->text;
        item->text = copy.items[0].text;
        copy.items[0].text = old;
        draw_list_finish(&copy);
    }
}

void scene_draw(struct scene *s, int64_t now_ms, struct draw_list *out) {
    draw_list_clear(out);
    layout_ensure(s);
    out->background = s->m.colour[COLOUR_bg];
    s->shown_ms = now_ms;
    if (s->page == NULL)
        return;
    scroll_tick(s, now_ms);
    scan_refresh(s);
    struct paint p = {.s = s, .list = out, .m = &s->m, .clip = {0, 0, s->m.w, s->m.h}, .now_ms = now_ms};
    paint_hills(&p);
    paint_body(&p);
    paint_footer(&p);
    paint_frame(&p);
    scan_paint(&p);
    for (size_t i = 0; i < out->count && s->look.right_to_left; i++)
        turn(&out->items[i], s->m.w);
}
