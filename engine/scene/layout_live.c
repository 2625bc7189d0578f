/* Layout of what moves: film, player, captions, pacer, clock. Film and pacer take what room the page leaves, so
 * that the words and buttons beside them stay in sight. What they show is painted from struct scene_live, so no
 * frame of a practice needs a layout. */
#include "scene/inside.h"

#include <string.h>

/* As large as the place allows, in the picture's own shape: no bars beside it. */
void layout_film(struct scene *s, struct node *n, int width) {
    double shape = s->live.film_shape > 0.2 && s->live.film_shape < 5 ? s->live.film_shape : 16.0 / 9;
    int most = s->view.h - measure_space(&s->m, 8 + 24 + 24);
    for (struct node *c = n->next; c != NULL; c = c->next) {
        layout_node(s, c, width); /* what stands below it stays in sight */
        most -= c->box.h + measure_space(&s->m, 24);
    }
    int least = (int)(s->view.h * (s->m.narrow ? 0.7 : 0.5));
    int h = (int)(width / shape);
    most = most < least ? least : most;
    n->box.h = h > most ? most : h;
    n->box.w = h > most ? (int)(most * shape) : width;
}

void layout_round(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 1);
    bool volume = n->style == 1;
    int size = measure_control(&s->m, volume ? 64 : 80, measure_icon(&s->m, 28), 16);
    n->aux = measure_icon(&s->m, 28);
    n->pad = size;
    n->box.w = size;
    n->box.h = size;
    text_fit(s, b, STYLE_TOOL, volume ? "" : n->label, width, FIT_ONE_LINE);
    b->colour = COLOUR_text;
    if (volume)
        return;
    n->box.w = b->w > size ? b->w : size;
    b->x = (n->box.w - b->w) / 2;
    b->y = size + measure_space(&s->m, 14);
    n->box.h = b->y + b->h;
}

void layout_volume(struct scene *s, struct node *n, int width) {
    (void)width;
    struct block *b = node_blocks(s->page, n, 1);
    text_fit(s, b, STYLE_TOOL, n->label, s->m.w, FIT_ONE_LINE);
    b->colour = COLOUR_text;
    n->box.w = measure_icon(&s->m, 80);
    n->box.h = measure_icon(&s->m, 40);
    b->x = (n->box.w - b->w) / 2;
}

/* A few controls side by side: volume, skips, captions. */
struct controls {
    struct node *nodes[3];
    int space, width, height;
};

static void measure_controls(struct scene *s, struct controls *c, int width) {
    c->width = c->height = 0;
    for (int i = 0; i < 3 && c->nodes[i] != NULL; i++) {
        layout_node(s, c->nodes[i], width);
        c->width += c->nodes[i]->box.w + (i > 0 ? c->space : 0);
        c->height = c->nodes[i]->box.h > c->height ? c->nodes[i]->box.h : c->height;
    }
}

/* Puts them on a line of the given height; what stands below a circle hangs from it. Returns the lowest edge. */
static int place_line(struct scene *s, struct controls *c, int x, int y, int height) {
    int bottom = y;
    for (int i = 0; i < 3 && c->nodes[i] != NULL; i++) {
        struct node *n = c->nodes[i];
        int head = n->kind == NODE_ROUND ? n->pad : n->box.h;
        n->box.x = x;
        n->box.y = y + (height - head) / 2;
        x += n->box.w + c->space;
        int low = n->box.y + n->box.h;
        if (n->kind == NODE_VOLUME) {
            n->blocks[0].y = y + height + measure_space(&s->m, 14) - n->box.y;
            low = n->box.y + n->blocks[0].y + n->blocks[0].h;
        }
        bottom = low > bottom ? low : bottom;
    }
    return bottom;
}

static int place_in_row(struct scene *s, struct controls *c, int y, int width, int height) {
    int gap = measure_space(&s->m, 24);
    int low = c[0].width + gap;
    int high = width - c[2].width - gap - c[1].width;
    int middle = (width - c[1].width) / 2;
    middle = middle < low ? low : middle > high ? high : middle;
    int x[3] = {0, middle, width - c[2].width};
    int bottom = y;
    for (int g = 0; g < 3; g++) {
        int edge = place_line(s, &c[g], x[g], y, height);
        bottom = edge > bottom ? edge : bottom;
    }
    return bottom;
}

/* Side by side where there is room, else below each other. */
static int place_controls(struct scene *s, struct node *n, int y, int width) {
    struct node *quieter = n->first->next;
    struct node *louder = quieter->next->next;
    struct node *back = louder->next;
    struct node *ahead = back->next;
    struct controls c[3] = {{.nodes = {quieter, quieter->next, louder}, .space = measure_space(&s->m, 12)},
                            {.nodes = {back, ahead, NULL}, .space = measure_space(&s->m, 40)},
                            {.nodes = {ahead->next, NULL, NULL}}};
    quieter->style = louder->style = 1;
    for (int g = 0; g < 3; g++)
        measure_controls(s, &c[g], width);
    int total = c[0].width + c[1].width + c[2].width + 2 * measure_space(&s->m, 24);
    if (total <= width)
        return place_in_row(s, c, y, width, back->pad);
    int bottom = place_line(s, &c[0], 0, y, c[0].height);
    bottom = place_line(s, &c[1], 0, bottom + measure_space(&s->m, 14), back->pad);
    return place_line(s, &c[2], 0, bottom + measure_space(&s->m, 14), c[2].height);
}

static void layout_toggle(struct scene *s, struct node *n) {
    struct block *b = node_blocks(s->page, n, 2);
    int pad = measure_space(&s->m, 25);
    int icon = measure_icon(&s->m, 24) + measure_space(&s->m, 10);
    text_fit(s, &b[0], STYLE_TOOL, say(s->look.words, WORD_CAPTIONS_ON), s->m.w, FIT_ONE_LINE);
    text_fit(s, &b[1], STYLE_TOOL, say(s->look.words, WORD_CAPTIONS_OFF), s->m.w, FIT_ONE_LINE);
    int w = b[0].w + icon > b[1].w ? b[0].w + icon : b[1].w;
    n->box.w = w + 2 * pad;
    n->box.h = measure_control(&s->m, 64, b[0].h, 12);
    n->aux = icon;
    b[0].x = pad + icon;
    b[1].x = (n->box.w - b[1].w) / 2;
    b[0].y = b[1].y = (n->box.h - b[0].h) / 2;
    b[0].colour = COLOUR_onPrimarySoft;
    b[1].colour = COLOUR_text;
}

void layout_player(struct scene *s, struct node *n, int width) {
    if (n->kind == NODE_TOGGLE) {
        layout_toggle(s, n);
        return;
    }
    struct node *slider = n->first;
    layout_node(s, slider, width);
    slider->box.x = 0;
    slider->box.y = 0;
    n->aux = slider->box.h - measure_space(&s->m, 12); /* the times stand here */
    n->box.h = place_controls(s, n, n->aux + s->m.font[STYLE_SMALL].line + measure_space(&s->m, 14), width);
    /* Media controls are the same in every language: turned here, they are straight after the page was mirrored. */
    for (struct node *c = n->first; c != NULL && s->look.right_to_left; c = c->next)
        c->box.x = width - c->box.x - c->box.w;
}

void layout_captions(struct scene *s, struct node *n, int width) {
    (void)width;
    bool timed = !value_bool(n->data, "plain", false) && !(s->tight_fit && s->page->has_pacer);
    n->box.h = (timed ? 2 * s->m.font[STYLE_SMALL].line : 0) + 2 * s->m.font[STYLE_LEAD_STRONG].line;
}

/* Height of the page's other parts, so that the pacer can take the rest. */
static int others_height(struct scene *s) {
    const struct node *before = NULL;
    int height = s->content_top + measure_space(&s->m, CONTENT_END);
    for (struct node *c = s->page->body->first; c != NULL; c = c->next) {
        if (c->hidden)
            continue;
        if (c->kind != NODE_PACER)
            layout_node(s, c, s->column_w);
        height += (c->kind != NODE_PACER ? c->box.h : 0) + (before != NULL ? layout_gap(s, before, c) : 0);
        before = c;
    }
    return height;
}

void layout_pacer(struct scene *s, struct node *n, int width) {
    int most = measure_space(&s->m, 580);
    int least = measure_space(&s->m, s->m.narrow && s->m.compact ? 220 : 320);
    int room = n->parent == s->page->body ? s->view.h - others_height(s) : most;
    int size = room < most ? room : most;
    size = size < least ? least : size;
    size = size > width ? width : size;
    n->box.w = n->box.h = size;
}

void layout_clock(struct scene *s, struct node *n, int width) {
    (void)width;
    n->box.h = s->m.font[STYLE_LEAD_STRONG].line;
}
