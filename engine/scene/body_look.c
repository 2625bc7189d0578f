/* How the body map looks: where its figures and rows stand, in three modes (picture, larger picture, list), and its
 * painting. Left and right are the patient's own, and the figures are the same in right-to-left languages: only their
 * place on the page is mirrored. A pain number stands on the zone as well as its colour. */
#include "scene/body.h"
#include "scene/inside.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Logical px between figures, and the scale (px per figure unit) at which the smallest zones are finger-wide. */
enum { BETWEEN = 24 };
static const double LARGE_SCALE = 1.3;

const struct body_zone *body_art_of(const struct scene *s, const struct node *zone) {
    return body_art_find(s->body, body_region(zone));
}

void body_place(const struct scene *s, const struct node *figure, float x, float y, float *out_x, float *out_y) {
    float k = (float)figure->step;
    *out_x = (s->look.right_to_left ? BODY_W - x : x) * k;
    *out_y = y * k;
}

/* --- layout ----------------------------------------------------------------------------------- */

/* Label, minus, number, plus, and away with it. */
void layout_body_row(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 3);
    bool wrong = value_string(n->parent->data, "problem", NULL) != NULL && body_unset_row(n->parent) == n;
    int size = measure_control(&s->m, 60, measure_icon(&s->m, 26), 16);
    int number = measure_icon(&s->m, 64), gap = measure_space(&s->m, 12);
    int pain;
    bool chosen = body_chosen(n->parent, body_region(n), &pain);
    char text[16];
    snprintf(text, sizeof text, pain >= 0 ? "%d" : "\u2013", pain);
    int controls = 3 * size + number + gap;
    int room = width - controls - gap;
    bool below = room < measure_icon(&s->m, 150);
    text_fit(s, &b[0], STYLE_BODY, n->label, below ? width : room, 0);
    b[1].set = false; /* the number may have changed since */
    text_fit(s, &b[1], STYLE_LABEL, text, number, FIT_CENTER);
    int row_h = size + measure_space(&s->m, 16);
    int top = below ? b[0].h + measure_space(&s->m, 6) : 0;
    int height = below ? top + row_h : b[0].h > row_h ? b[0].h : row_h;
    int middle = below ? top + row_h / 2 : height / 2;
    int x = width - controls;
    struct node *minus = n->first, *plus = minus->next, *away = plus->next;
    minus->box = (struct rect){x, middle - size / 2, size, size};
    b[1].x = x + size;
    b[1].y = middle - b[1].h / 2;
    plus->box = (struct rect){x + size + number, middle - size / 2, size, size};
    away->box = (struct rect){x + 2 * size + number + gap, middle - size / 2, size, size};
    away->hidden = !chosen;
    minus->aux = plus->aux = away->aux = measure_icon(&s->m, 26);
    b[0].x = 0;
    b[0].y = below ? 0 : (height - b[0].h) / 2;
    b[0].colour = b[1].colour = COLOUR_text;
    b[2].set = false;
    text_fit(s, &b[2], STYLE_BODY_MEDIUM, wrong ? value_string(n->parent->data, "problem", "") : "", width, 0);
    b[2].y = height;
    b[2].colour = COLOUR_danger;
    n->box.w = width;
    n->box.h = wrong ? height + b[2].h + measure_space(&s->m, 12) : height;
}

static struct rect zone_box(const struct scene *s, const struct node *figure, const struct body_zone *art) {
    float left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    for (size_t i = 0; i < art->count; i++) {
        float x, y;
        body_place(s, figure, art->points[2 * i], art->points[2 * i + 1], &x, &y);
        left = fminf(left, x);
        right = fmaxf(right, x);
        top = fminf(top, y);
        bottom = fmaxf(bottom, y);
    }
    struct rect r = {(int)left, (int)top, (int)(right - left), (int)(bottom - top)};
    int least = 56; /* real px: what a finger reaches, see body_zone_at() */
    if (r.w < least) {
        r.x -= (least - r.w) / 2;
        r.w = least;
    }
    if (r.h < least) {
        r.y -= (least - r.h) / 2;
        r.h = least;
    }
    return r;
}

void layout_figure(struct scene *s, struct node *n, int width) {
    (void)width;
    for (struct node *z = n->first; z != NULL; z = z->next) {
        const struct body_zone *art = body_art_of(s, z);
        z->hidden = art == NULL;
        if (art != NULL)
            z->box = zone_box(s, n, art);
    }
    n->box.w = (int)ceil(BODY_W * n->step);
    n->box.h = (int)ceil(BODY_H * n->step);
}

/* Room above the figures for "Front" and "Back". */
static int head_height(const struct scene *s) {
    return s->m.font[STYLE_H3].line + measure_space(&s->m, 8);
}

struct plan {
    enum body_mode mode;
    bool beside; /* words and rows left of the picture */
    int left_w, right_x, right_w, pad;
    double scale;
};

static double fitting_scale(const struct scene *s, const struct plan *plan, bool whole) {
    int between = measure_space(&s->m, BETWEEN);
    double by_width = (plan->right_w - 2.0 * plan->pad - between) / (2.0 * BODY_W);
    double room = s->view.h - s->content_top - 2.0 * plan->pad - head_height(s) - measure_space(&s->m, 16);
    double by_height = room / BODY_H;
    return whole && by_height < by_width ? by_height : by_width;
}

static struct plan make_plan(struct scene *s, const struct node *n, int width) {
    struct plan plan = {.mode = (enum body_mode)n->style, .pad = measure_space(&s->m, 24)};
    int gap = measure_space(&s->m, 56);
    plan.beside = !s->m.narrow && !s->m.portrait && plan.mode != BODY_LIST;
    plan.left_w = plan.beside ? (width - gap) * 36 / 100 : width;
    plan.right_x = plan.beside ? plan.left_w + gap : 0;
    plan.right_w = width - plan.right_x;
    plan.scale = fitting_scale(s, &plan, true);
    if (n->style < 0) /* until the patient chooses: as large as fingers need */
        plan.mode = plan.scale < 0.8 ? BODY_LARGE : BODY_FIT;
    if (s->body == NULL)
        plan.mode = BODY_LIST;
    if (plan.mode == BODY_LARGE) {
        double most = fitting_scale(s, &plan, false);
        double wanted = LARGE_SCALE > plan.scale * 1.4 ? LARGE_SCALE : plan.scale * 1.4;
        plan.scale = wanted < most ? wanted : most;
    }
    plan.scale = plan.scale < 0.3 ? 0.3 : plan.scale;
    return plan;
}

static void show_parts(struct node *n, const struct plan *plan) {
    int i = 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        if (c->kind == NODE_BODY_ROW)
            c->hidden = plan->mode != BODY_LIST && !body_chosen(n, body_region(c), NULL);
        if (c->kind == NODE_FIGURE)
            c->hidden = plan->mode == BODY_LIST;
        if (c->kind != NODE_BUTTON || c->own == NULL)
            continue;
        enum body_mode leads_to = (enum body_mode)json_integer_value(c->own);
        bool list = plan->mode == BODY_LIST;
        /* list, picture, larger, smaller: in this order */
        c->hidden = i == 0 ? list : i == 1 ? !list : list || leads_to == plan->mode;
        if (i == 3)
            c->hidden = plan->mode != BODY_LARGE;
        i++;
    }
}

enum stack { STACK_WORDS, STACK_MODES, STACK_ROWS };

static enum stack stack_of(const struct node *c) {
    bool mode = c->kind == NODE_BUTTON && c->own != NULL;
    return c->kind == NODE_BODY_ROW ? STACK_ROWS : mode ? STACK_MODES : STACK_WORDS;
}

/* One below the other; the buttons for the mode beside each other where there is room. */
static int stack_kind(struct scene *s, struct node *n, const struct plan *plan, int y, enum stack which) {
    int width = plan->left_w, x = 0, space = measure_space(&s->m, 16), bottom = y;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        if (c->hidden || c->kind == NODE_FIGURE || stack_of(c) != which)
            continue;
        layout_node(s, c, width);
        if (which == STACK_MODES && x > 0 && x + c->box.w <= width)
            y = bottom - c->box.h - space;
        else
            x = 0;
        c->box.x = x;
        c->box.y = y + (which == STACK_MODES && bottom == y ? space : 0);
        x = which == STACK_MODES ? c->box.w + space : 0;
        y = c->box.y + c->box.h + (which == STACK_ROWS ? 1 : which == STACK_MODES ? space : measure_space(&s->m, 14));
        bottom = y;
    }
    return y;
}

static int place_figures(struct scene *s, struct node *n, const struct plan *plan, int y) {
    int between = measure_space(&s->m, BETWEEN), x = 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        if (c->kind != NODE_FIGURE || c->hidden)
            continue;
        c->step = plan->scale;
        layout_figure(s, c, 0);
        int both = 2 * c->box.w + between;
        int left = plan->right_x + (plan->right_w - both) / 2;
        c->box.x = left + x;
        c->box.y = y + plan->pad + head_height(s);
        x += c->box.w + between;
    }
    const struct node *figure = body_figure(n, false);
    return figure == NULL || figure->hidden ? y : figure->box.y + figure->box.h + plan->pad;
}

void layout_bodymap(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 1);
    struct plan plan = make_plan(s, n, width);
    show_parts(n, &plan);
    n->from = plan.right_x; /* for the panel behind the figures */
    n->to = plan.right_w;
    int left = stack_kind(s, n, &plan, 0, STACK_WORDS);
    const char *problem = body_unset_row(n) == NULL ? value_string(n->data, "problem", "") : "";
    b[0].set = false;
    text_fit(s, &b[0], STYLE_BODY_MEDIUM, problem, plan.left_w, 0);
    b[0].colour = COLOUR_danger;
    b[0].y = left;
    left += problem[0] != '\0' ? b[0].h + measure_space(&s->m, 14) : 0;
    if (!plan.beside)
        left = stack_kind(s, n, &plan, left, STACK_MODES);
    int right = plan.beside ? 0 : left;
    n->pad = right;
    int foot = place_figures(s, n, &plan, right);
    n->aux = foot - right;
    int rows =
        stack_kind(s, n, &plan, plan.beside ? left : foot + (foot > right ? measure_space(&s->m, 12) : 0), STACK_ROWS);
    rows = plan.beside ? stack_kind(s, n, &plan, rows, STACK_MODES) : rows;
    n->box.w = width;
    n->box.h = rows > foot ? rows : foot;
}

/* --- painting --------------------------------------------------------------------------------- */

static void add_polygon(struct paint *p, const struct node *figure, const float *points, size_t count, uint32_t fill,
                        uint32_t edge, float edge_px) {
    enum { MOST = 1024 };
    float at[2 * MOST];
    struct rect r = paint_rect(p, figure);
    count = count < MOST ? count : MOST;
    for (size_t i = 0; i < count; i++) {
        float x, y;
        body_place(p->s, figure, points[2 * i], points[2 * i + 1], &x, &y);
        at[2 * i] = (float)r.x + x;
        at[2 * i + 1] = (float)r.y + y;
    }
    draw_list_add(p->list, &(struct draw){.kind = DRAW_POLYGON,
                                          .clip = p->clip,
                                          .fill = fill,
                                          .edge = edge,
                                          .edge_px = edge_px,
                                          .points = at,
                                          .point_count = count});
}

static void paint_zone(struct paint *p, const struct node *figure, const struct node *zone) {
    const struct body_zone *art = body_art_of(p->s, zone);
    const uint32_t *colour = p->m->colour;
    if (art == NULL)
        return;
    bool chosen = body_chosen(figure->parent, body_region(zone), NULL);
    bool hover = is_hovered(p, zone) && !p->m->contrast;
    enum colour fill = chosen ? COLOUR_chart3 : is_pressed(p, zone) || hover ? COLOUR_primarySoft : COLOUR_bodyZone;
    add_polygon(p, figure, art->points, art->count, colour[fill], colour[COLOUR_bodySeam], (float)(3.4 * figure->step));
}

/* The number on a chosen zone, "?" until it is set. */
static void paint_pain(struct paint *p, const struct node *figure, const struct node *zone) {
    const struct body_zone *art = body_art_of(p->s, zone);
    int pain;
    if (art == NULL || !body_chosen(figure->parent, body_region(zone), &pain))
        return;
    char text[16];
    float x, y;
    snprintf(text, sizeof text, pain >= 0 ? "%d" : "?", pain);
    body_place(p->s, figure, art->label_x, art->label_y, &x, &y);
    struct rect r = paint_rect(p, figure);
    int size = (int)lround(22 * figure->step);
    size = size < 15 ? 15 : size;
    int w = (int)ceilf(breaker_width(&p->s->breaker, FACE_UI_BOLD, size, text, strlen(text)));
    int line = size * 5 / 4;
    paint_words(p, (struct rect){r.x + (int)x - w / 2, r.y + (int)y - line / 2, w, line}, FACE_UI_BOLD, size,
                p->m->contrast || p->m->dark ? COLOUR_bg : COLOUR_onPrimary, text);
}

static void centred(struct paint *p, const struct node *figure, float x, float y, enum style style, enum colour colour,
                    const char *text) {
    struct rect r = paint_rect(p, figure);
    float at_x, at_y;
    body_place(p->s, figure, x, y, &at_x, &at_y);
    paint_text(p, r.x + (int)at_x - text_natural(p->s, style, text) / 2, r.y + (int)at_y, style, colour, text);
}

/* "your left": one word a line, beside the shins. */
static void paint_side(struct paint *p, const struct node *figure, float x, const char *text) {
    const char *space = strchr(text, ' ');
    float line = (float)p->m->font[STYLE_TINY].line / (float)figure->step;
    if (space == NULL) {
        centred(p, figure, x, 570, STYLE_TINY, COLOUR_muted, text);
        return;
    }
    char first[64];
    snprintf(first, sizeof first, "%.*s", (int)(space - text), text);
    centred(p, figure, x, 570, STYLE_TINY, COLOUR_muted, first);
    centred(p, figure, x, 570 + line, STYLE_TINY, COLOUR_muted, space + 1);
}

void paint_figure(struct paint *p, const struct node *n) {
    const struct node *field = n->parent;
    const struct body_art *art = p->s->body;
    if (art == NULL)
        return;
    for (const struct node *z = n->first; z != NULL; z = z->next)
        paint_zone(p, n, z);
    add_polygon(p, n, art->outline, art->outline_count, 0, p->m->colour[COLOUR_border], (float)(2.6 * n->step));
    for (const struct node *z = n->first; z != NULL; z = z->next)
        paint_pain(p, n, z);
    float head = (float)head_height(p->s) / (float)n->step;
    centred(p, n, BODY_W / 2.0F, -head, STYLE_H3, COLOUR_text, n->label);
    bool back = n->style == 1;
    paint_side(p, n, 44, value_string(field->data, back ? "left" : "right", ""));
    paint_side(p, n, 256, value_string(field->data, back ? "right" : "left", ""));
}

void paint_bodymap(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    if (n->aux > 0)
        paint_box(p, (struct rect){r.x + (int)n->from, r.y + n->pad, (int)n->to, n->aux}, COLOUR_surface,
                  COLOUR_hairline, paint_px(p, p->m->contrast ? 3 : 1.5), paint_px(p, 20));
    paint_block(p, n, &n->blocks[0], COLOUR_danger);
}

void paint_body_row(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    int line = p->m->contrast ? 2 : 1;
    paint_fill(p, (struct rect){r.x, r.y, r.w, line}, COLOUR_hairline, 0);
    paint_fill(p, (struct rect){r.x, r.y + r.h, r.w, line}, COLOUR_hairline, 0);
    paint_blocks(p, n);
}

/* The focus ring follows the zone's own shape. */
void body_paint_ring(struct paint *p, const struct node *zone) {
    const struct body_zone *art = body_art_of(p->s, zone);
    if (art == NULL)
        return;
    float ring = paint_px(p, p->m->contrast ? 7 : 4.5), gap = paint_px(p, p->m->contrast ? 5 : 3.5);
    add_polygon(p, zone->parent, art->points, art->count, 0, p->m->colour[COLOUR_focusGap], ring + 2 * gap);
    add_polygon(p, zone->parent, art->points, art->count, 0, p->m->colour[COLOUR_focus], ring);
}
