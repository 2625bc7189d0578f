/* Painting what tells of days and choices: tag, week, sprig, facts, calendar, picks and switches. What was done, is due
 * and is to come differ by shape and words, never by colour alone; a day without practice is only an empty place. */
#include "scene/inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void icon_beside(struct paint *p, const struct node *n, const struct block *b, const char *icon, int size,
                        enum style style, enum colour colour) {
    struct rect r = paint_rect(p, n);
    int x = r.x + b->x - size - measure_space(p->m, 8);
    paint_icon(p, (struct rect){x, r.y + b->y + (p->m->font[style].line - size) / 2, size, size}, icon, colour);
}

void paint_tag(struct paint *p, const struct node *n) {
    if (n->icon != NULL)
        icon_beside(p, n, &n->blocks[0], n->icon, n->aux, STYLE_TOOL_STRONG, n->blocks[0].colour);
    const char *icon = value_string(n->data, "trailing_icon", NULL);
    if (icon != NULL && n->blocks[1].h > 0)
        icon_beside(p, n, &n->blocks[1], icon, n->aux * 6 / 7, STYLE_SMALL, COLOUR_muted);
    paint_blocks(p, n);
}

void paint_blob_alone(struct paint *p, const struct node *n) {
    paint_blob(p, paint_rect(p, n), n);
}

void paint_week_row(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    int out = measure_space(p->m, 16); /* the words stay in line with those above and below */
    if (value_bool(n->data, "today", false))
        paint_box(p, (struct rect){r.x - out, r.y, r.w + 2 * out, r.h}, COLOUR_primarySoft, COLOUR_primary,
                  p->m->contrast ? paint_px(p, 3) : 0, paint_px(p, 16));
    if (value_bool(n->data, "done", false))
        icon_beside(p, n, &n->blocks[2], "check", n->aux, STYLE_SMALL, n->blocks[2].colour);
    paint_blocks(p, n);
}

/* --- sprig ------------------------------------------------------------------------------------ */

/* The stem rises a little to the right, as a young twig does. */
static float stem_y(struct rect r, float x) {
    float t = (x - (float)r.x) / (float)r.w;
    return (float)r.y + (float)r.h * (0.52f - 0.16f * (t - 0.5f) - 0.05f * sinf(t * 6.2832f));
}

static void paint_leaf(struct paint *p, struct rect at, int64_t number, const struct node *n, bool up) {
    int64_t done = value_int(n->data, "done", 0);
    bool now = number == value_int(n->data, "current", 0);
    if (number <= done)
        paint_icon(p, at, up ? "leaf-up" : "leaf-down", COLOUR_primary);
    else if (now)
        paint_icon(p, at, up ? "leaf-up" : "leaf-down", COLOUR_accent);
    if (number > done)
        paint_icon(p, at, up ? "leaf-up-open" : "leaf-down-open", now ? COLOUR_text : COLOUR_border);
}

void paint_sprig(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    int64_t leaves = (r.w - n->aux / 2) / (n->pad > 0 ? n->pad : 1) - 1;
    float width = paint_px(p, 2.5);
    enum { PARTS = 12 };
    for (int i = 0; i < PARTS; i++) {
        float x0 = (float)r.x + (float)(r.w * i) / PARTS;
        float x1 = (float)r.x + (float)(r.w * (i + 1)) / PARTS;
        paint_line(p, x0, stem_y(r, x0), x1, stem_y(r, x1), width, COLOUR_muted);
    }
    for (int64_t i = 0; i < leaves; i++) {
        bool up = i % 2 == 0;
        int x = r.x + n->pad / 2 + (int)i * n->pad;
        int y = (int)lroundf(stem_y(r, (float)x + (float)n->aux * 0.25f));
        paint_leaf(p, (struct rect){x, up ? y - n->aux * 21 / 24 : y - n->aux * 3 / 24, n->aux, n->aux}, i + 1, n, up);
    }
}

/* --- facts ------------------------------------------------------------------------------------ */

/* Before above after: two bars, so that the eye need not compare colours. */
static void paint_bars(struct paint *p, const struct node *n) {
    const json_t *bars = json_object_get(n->data, "bars");
    const struct block *text = &n->blocks[1];
    struct rect r = paint_rect(p, n);
    double of = value_number(bars, "of", 10);
    int h = measure_icon(p->m, 10);
    int x = r.x + (n->style > 0 ? n->pad : text->x - measure_space(p->m, 20) - n->aux);
    int y = r.y + (n->style > 0 ? n->style + measure_icon(p->m, 5) : r.h / 2 - h - measure_icon(p->m, 2));
    const char *names[] = {"before", "after"};
    for (int i = 0; i < 2; i++) {
        double share = of > 0 ? value_number(bars, names[i], 0) / of : 0;
        int w = (int)lround((share < 0 ? 0 : share > 1 ? 1 : share) * n->aux);
        w = w < h ? h : w;
        paint_fill(p, (struct rect){x, y + i * (h + measure_icon(p->m, 4)), w, h},
                   i == 0 ? COLOUR_border : COLOUR_primary, (float)h / 2);
    }
}

void paint_fact(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    if (n != n->parent->first)
        paint_hairline(p, (struct rect){r.x + n->pad, r.y, r.w - 2 * n->pad, 1});
    if (json_is_object(json_object_get(n->data, "bars")))
        paint_bars(p, n);
    paint_blocks(p, n);
}

/* --- calendar --------------------------------------------------------------------------------- */

static void paint_day(struct paint *p, struct rect r, const char *state) {
    float radius = paint_px(p, 14);
    bool practised = strstr(state, "practised") != NULL;
    bool future = strcmp(state, "future") == 0;
    if (practised) {
        int inset = r.w / 5;
        paint_fill(p, r, COLOUR_primary, radius);
        paint_icon(p, (struct rect){r.x + inset, r.y + inset, r.w - 2 * inset, r.h - 2 * inset}, "leaf",
                   COLOUR_onPrimary);
    } else if (future) {
        paint_disc(p, (float)r.x + (float)r.w / 2, (float)r.y + (float)r.h / 2, paint_px(p, 5), COLOUR_hairline, 1);
    } else {
        paint_box(p, r, COLOUR_sunken, COLOUR_hairline, p->m->contrast ? paint_px(p, 1.5) : 0, radius);
    }
    if (strncmp(state, "today", 5) == 0) {
        int out = measure_space(p->m, 4);
        paint_outline(p, (struct rect){r.x - out, r.y - out, r.w + 2 * out, r.h + 2 * out}, COLOUR_accent,
                      paint_px(p, 4), radius + (float)out);
    }
}

void paint_calendar(struct paint *p, const struct node *n) {
    const json_t *days = json_object_get(n->data, "days");
    struct rect r = paint_rect(p, n);
    int step = n->pad + measure_space(p->m, 10);
    size_t i;
    json_t *day;
    json_array_foreach(days, i, day) {
        struct rect at = {r.x + (int)(i % 7) * step, r.y + n->aux + (int)(i / 7) * step, n->pad, n->pad};
        paint_day(p, at, json_is_string(day) ? json_string_value(day) : "");
    }
    paint_blocks(p, n);
}

/* --- picks and switches ----------------------------------------------------------------------- */

static void sample_words(struct paint *p, struct rect r, int size, uint32_t ink) {
    int line = size * 5 / 4;
    int w = (int)ceilf(breaker_width(&p->s->breaker, FACE_VOICE_BOLD, size, "Aa", 2));
    struct draw words = {.kind = DRAW_TEXT,
                         .at = {r.x + (r.w - w) / 2, r.y + (r.h - line) / 2, w, line},
                         .clip = p->clip,
                         .fill = ink,
                         .face = FACE_VOICE_BOLD,
                         .size_px = size,
                         .text = "Aa"};
    draw_list_add(p->list, &words);
}

/* A little page in the theme's own colours, with a button. */
static void paint_swatch(struct paint *p, struct rect r, const char *name) {
    static const char *const names[] = {"light", "dark", "contrast"};
    size_t i = 0;
    while (i < 2 && strcmp(names[i], name) != 0)
        i++;
    const uint32_t *colours = p->m->data->colour[i];
    struct draw box = {.kind = DRAW_BOX,
                       .at = r,
                       .clip = p->clip,
                       .fill = colours[COLOUR_bg],
                       .edge = p->m->colour[COLOUR_border],
                       .edge_px = paint_px(p, 2),
                       .radius_px = paint_px(p, 10)};
    draw_list_add(p->list, &box);
    sample_words(p, (struct rect){r.x, r.y, r.w * 2 / 3, r.h}, r.h * 2 / 5, colours[COLOUR_text]);
    int d = r.h / 3;
    struct draw dot = {.kind = DRAW_DISC,
                       .at = {r.x + r.w * 7 / 10 - d / 2, r.y + (r.h - d) / 2 - 1, d + 2, d + 2},
                       .clip = p->clip,
                       .fill = colours[COLOUR_primary],
                       .a = (float)d / 2};
    draw_list_add(p->list, &dot);
}

static void paint_sample(struct paint *p, const struct node *n, struct rect r, enum colour ink) {
    const json_t *percent = json_object_get(n->data, "percent");
    const char *theme = value_string(n->data, "theme", NULL);
    if (json_is_number(percent)) {
        int size = (int)lround(24 * (double)p->m->u * json_number_value(percent) / 100);
        sample_words(p, (struct rect){r.x, r.y + n->blocks[0].y - n->aux, r.w, n->aux}, size, p->m->colour[ink]);
    } else if (theme != NULL) {
        int h = n->aux * 2 / 3;
        paint_swatch(p, (struct rect){r.x + n->pad, r.y + (r.h - h) / 2, n->aux, h}, theme);
    }
}

void paint_pick(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool chosen = value_bool(n->data, "chosen", false);
    bool pressed = is_pressed(p, n);
    bool hover = is_hovered(p, n);
    bool soft = chosen || (hover && !p->m->contrast && !pressed);
    enum colour fill = soft ? COLOUR_primarySoft : pressed ? COLOUR_sunken : COLOUR_surface;
    enum colour ink = soft ? COLOUR_onPrimarySoft : COLOUR_text;
    paint_box(p, r, fill, chosen || pressed ? COLOUR_primary : COLOUR_border,
              paint_px(p, chosen                    ? 3.5
                          : hover && p->m->contrast ? 6
                                                    : 2),
              paint_px(p, 18));
    paint_sample(p, n, r, ink);
    struct node shifted = *n;
    shifted.at.y += (r.h - n->box.h) / 2;
    paint_block(p, &shifted, &n->blocks[0], ink);
    if (chosen) {
        int icon = measure_icon(p->m, 24);
        int edge = measure_space(p->m, 10);
        paint_icon(p, (struct rect){r.x + r.w - edge - icon, r.y + edge, icon, icon}, "check", ink);
    }
}

void paint_switch(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool on = value_bool(n->data, "on", false);
    bool hover = is_hovered(p, n);
    bool soft = (hover && !p->m->contrast) || is_pressed(p, n);
    if (soft)
        paint_fill(p, r, is_pressed(p, n) ? COLOUR_sunken : COLOUR_primarySoft, paint_px(p, 16));
    else
        paint_hairline(p, r);
    int h = n->aux * 44 / 78;
    struct rect pill = {r.x + r.w - n->pad - n->aux, r.y + (r.h - h) / 2, n->aux, h};
    paint_box(p, pill, on ? COLOUR_primary : COLOUR_surface, on ? COLOUR_primary : COLOUR_border,
              paint_px(p, hover && p->m->contrast ? 6 : 2), (float)h / 2);
    bool right = on;
    paint_disc(p, (float)pill.x + (right ? (float)pill.w - (float)h / 2 : (float)h / 2), (float)pill.y + (float)h / 2,
               (float)h * 0.34f, on ? COLOUR_onPrimary : COLOUR_border, 1);
    for (int i = 0; i < 3; i++)
        paint_block(p, n, &n->blocks[i], soft && !is_pressed(p, n) ? COLOUR_onPrimarySoft : n->blocks[i].colour);
}
