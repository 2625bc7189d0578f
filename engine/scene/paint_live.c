/* Painting what moves: pacer, film, captions, player, clock. All of it is a function of struct scene_live, so
 * any frame can be drawn at any time and two drawings of one moment are equal. The pacer keeps its rectangles
 * still and changes only radius and angle, so that render repaints only rings. */
#include "scene/inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double live_share(const struct scene *s) {
    if (s->live.duration_ms <= 0)
        return 0;
    double share = (double)s->live.position_ms / (double)s->live.duration_ms;
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* The four phases; those of the live state where it has any, else the node's. */
static void phases(const struct scene *s, const struct node *n, double out[4]) {
    const struct scene_live *l = &s->live;
    bool live = l->inhale > 0 || l->hold > 0 || l->exhale > 0 || l->rest > 0;
    out[0] = live ? l->inhale : value_number(n->data, "inhale", 4);
    out[1] = live ? l->hold : value_number(n->data, "hold", 0);
    out[2] = live ? l->exhale : value_number(n->data, "exhale", 6);
    out[3] = live ? l->rest : value_number(n->data, "rest", 0);
    for (int i = 0; i < 4; i++)
        out[i] = out[i] > 0 ? out[i] : 0;
}

static const enum word breath_labels[4] = {WORD_BREATHE_IN, WORD_HOLD, WORD_BREATHE_OUT, WORD_REST};

struct breath live_breath(const struct scene *s, const struct node *n) {
    double length[4];
    phases(s, n, length);
    double total = length[0] + length[1] + length[2] + length[3];
    if (total <= 0)
        return (struct breath){WORD_BREATHE_IN, 0, 0, 0};
    int64_t since = s->live.position_ms - s->live.phase_from_ms;
    double at = fmod(since > 0 ? (double)since / 1000 : 0, total);
    int i = 0;
    while (i < 3 && (length[i] <= 0 || at >= length[i])) {
        at -= length[i];
        i++;
    }
    double share = length[i] > 0 ? at / length[i] : 0;
    double wave = (1 - cos(M_PI * share)) / 2;
    double size = i == 0 ? wave : i == 1 ? 1 : i == 2 ? 1 - wave : 0;
    return (struct breath){breath_labels[i], share, size, (int)ceil(length[i] - at - 1e-9)};
}

/* --- pacer ------------------------------------------------------------------------------------ */

static void centered(struct paint *p, struct rect r, int y, enum face face, int size, int line, enum colour colour,
                     const char *text) {
    int w = (int)ceilf(breaker_width(&p->s->breaker, face, size, text, strlen(text)));
    paint_words(p, (struct rect){r.x + (r.w - w) / 2, y, w, line}, face, size, colour, text);
}

/* Discs of a pacer share one rectangle, so that only their radius changes from frame to frame. */
static void disc(struct paint *p, struct rect r, float radius, enum colour colour, float alpha) {
    uint32_t tint = p->m->colour[colour] & 0xFFFFFFu;
    draw_list_add(p->list, &(struct draw){.kind = DRAW_DISC,
                                          .at = r,
                                          .clip = p->clip,
                                          .fill = (uint32_t)lroundf(alpha * 255) << 24 | tint,
                                          .a = radius});
}

static void ring(struct paint *p, struct rect r, float radius, float width, float to, enum colour colour) {
    draw_list_add(p->list, &(struct draw){.kind = DRAW_ARC,
                                          .at = r,
                                          .clip = p->clip,
                                          .fill = p->m->colour[colour],
                                          .edge = p->m->colour[colour],
                                          .edge_px = width,
                                          .a = radius,
                                          .b = 0,
                                          .c = to});
}

static void paint_rings(struct paint *p, struct rect r, float share) {
    float width = 8 * (float)r.w / 588;
    float radius = ((float)r.w - width) / 2;
    ring(p, r, radius, width, 1, COLOUR_hairline);
    if (share > 0)
        ring(p, r, radius, width, share, COLOUR_primary);
}

static void paint_halos(struct paint *p, struct rect r, float radius) {
    float k = (float)r.w / 588;
    disc(p, r, radius + 66 * k, COLOUR_breath1, 0.35f);
    disc(p, r, radius + 42 * k, COLOUR_breath1, 0.6f);
    disc(p, r, radius + 20 * k, COLOUR_breath2, 1);
    disc(p, r, radius, COLOUR_breath3, 1);
    if (p->m->contrast)
        paint_arc(p, (float)r.x + (float)r.w / 2, (float)r.y + (float)r.h / 2, radius, paint_px(p, 3), 0, 1,
                  COLOUR_border);
}

/* Width of the longest of the four words of a breath. */
static float widest_label(struct paint *p, int size) {
    float widest = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *label = say(p->s->look.words, breath_labels[i]);
        widest = fmaxf(widest, breaker_width(&p->s->breaker, p->m->font[STYLE_H1].face, size, label, strlen(label)));
    }
    return widest;
}

/* The label shrinks until it fits the ring; the disc never gets smaller than the label. */
static int label_size(struct paint *p, struct rect r) {
    int size = (int)lroundf(54 * p->m->u * (1 + (p->m->t - 1) * 0.7f));
    int room = (int)((float)r.w * 0.76f);
    while (size > 18 && widest_label(p, size) > (float)room)
        size--;
    return size;
}

static void paint_breath(struct paint *p, struct rect r, const struct breath *breath) {
    int size = label_size(p, r);
    int line = size * 5 / 4;
    const struct font *small = &p->m->font[STYLE_LEAD];
    int small_size = small->size < size * 2 / 3 ? small->size : size * 2 / 3;
    int small_line = small_size * 3 / 2;
    int y = r.y + (r.h - line - small_line) / 2;
    char *text = say_more_seconds(p->s->look.words, breath->seconds);
    centered(p, r, y, p->m->font[STYLE_H1].face, size, line, COLOUR_onBreath, say(p->s->look.words, breath->label));
    centered(p, r, y + line, FACE_UI_MEDIUM, small_size < 15 ? 15 : small_size, small_line, COLOUR_onBreath, text);
    free(text);
}

void paint_pacer(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    float k = (float)r.w / 588;
    if (value_bool(n->data, "plain", false)) {
        char *left = say_time(p->s->live.duration_ms - p->s->live.position_ms + 999);
        paint_rings(p, r, (float)live_share(p->s));
        paint_halos(p, r, 176 * k);
        int size = label_size(p, r);
        centered(p, r, r.y + (r.h - size * 5 / 4) / 2, p->m->font[STYLE_H1].face, size, size * 5 / 4, COLOUR_onBreath,
                 left);
        free(left);
        return;
    }
    struct breath breath = live_breath(p->s, n);
    double share = breath.phase;
    if (p->m->calm) {
        double steps = breath.seconds / (1 - share < 1e-6 ? 1e-6 : 1 - share);
        share = steps >= 1 ? floor(share * steps + 1e-6) / steps : share;
    }
    int size = label_size(p, r);
    float text = widest_label(p, size) / 2 + paint_px(p, 14);
    float least = fmaxf(132 * k, text);
    float most = fmaxf(220 * k, least);
    float at = p->m->calm ? 0.82f : (float)breath.size;
    paint_rings(p, r, (float)share);
    paint_halos(p, r, least + (most - least) * at);
    paint_breath(p, r, &breath);
}

void paint_clock(struct paint *p, const struct node *n) {
    char *left = say_duration(p->s->look.words, p->s->live.duration_ms - p->s->live.position_ms);
    char *text = say_fill(value_string(n->data, "text_left", say(p->s->look.words, WORD_LEFT)), left);
    struct rect r = paint_rect(p, n);
    const struct font *font = &p->m->font[STYLE_LEAD_STRONG];
    if (p->s->page->center)
        centered(p, r, r.y, font->face, font->size, font->line, COLOUR_text, text);
    else
        paint_text(p, r.x, r.y, STYLE_LEAD_STRONG, COLOUR_text, text);
    free(text);
    free(left);
}

/* --- film and captions ------------------------------------------------------------------------ */

static void paint_lines(struct paint *p, struct rect r, int *y, enum style style, enum colour colour, const char *text,
                        int most) {
    if (text == NULL || text[0] == '\0')
        return;
    const struct font *font = &p->m->font[style];
    struct lines lines = {0};
    struct span span = {0, strlen(text), font->face};
    lines_break(&p->s->breaker, &span, 1, font->size, text, strlen(text), (float)r.w, BREAK_WIDOW, &lines);
    for (size_t i = 0; i < lines.count && i < (size_t)most; i++) {
        char line[512];
        snprintf(line, sizeof line, "%.*s", (int)lines.items[i].length, text + lines.items[i].start);
        int w = (int)ceilf(lines.items[i].width);
        int x = p->s->page->center ? r.x + (r.w - w) / 2 : r.x;
        paint_words(p, (struct rect){x, *y, w, font->line}, font->face, font->size, colour, line);
        *y += font->line;
    }
    lines_finish(&lines);
}

void paint_captions(struct paint *p, const struct node *n) {
    const struct scene_live *l = &p->s->live;
    struct rect r = paint_rect(p, n);
    int y = r.y;
    if (!l->captions_on && !value_bool(n->data, "always", false))
        return;
    int strong = 2 * p->m->font[STYLE_LEAD_STRONG].line;
    bool around = r.h > strong; /* room for the lines before and after */
    if (around && l->caption_before == NULL)
        y += p->m->font[STYLE_SMALL].line;
    paint_lines(p, r, &y, STYLE_SMALL, COLOUR_muted, around ? l->caption_before : NULL, 1);
    paint_lines(p, r, &y, STYLE_LEAD_STRONG, COLOUR_text, l->caption, 2);
    paint_lines(p, r, &y, STYLE_SMALL, COLOUR_muted, around ? l->caption_after : NULL, 1);
}

/* The caption in a dark box over the lower part of the picture, in all themes. */
static void paint_subtitle(struct paint *p, struct rect r) {
    const char *text = p->s->live.caption;
    if (!p->s->live.captions_on || text == NULL || text[0] == '\0')
        return;
    bool small = r.w < measure_icon(p->m, 600); /* hides less of a small picture */
    const struct font *font = &p->m->font[small ? STYLE_TINY : STYLE_BODY_MEDIUM];
    int pad = measure_space(p->m, small ? 12 : 28);
    struct lines lines = {0};
    struct span span = {0, strlen(text), font->face};
    lines_break(&p->s->breaker, &span, 1, font->size, text, strlen(text), (float)(r.w - 4 * pad), BREAK_BALANCE,
                &lines);
    float widest = 0;
    for (size_t i = 0; i < lines.count; i++)
        widest = fmaxf(widest, lines.items[i].width);
    int w = (int)widest + 2 * pad;
    int h = (int)lines.count * font->line + measure_space(p->m, 22);
    struct rect box = {r.x + (r.w - w) / 2, r.y + r.h - h - measure_space(p->m, small ? 8 : 26), w, h};
    draw_list_add(p->list,
                  &(struct draw){
                      .kind = DRAW_BOX, .at = box, .clip = p->clip, .fill = 0xF2141F1Eu, .radius_px = paint_px(p, 14)});
    for (size_t i = 0; i < lines.count; i++) {
        char line[512];
        snprintf(line, sizeof line, "%.*s", (int)lines.items[i].length, text + lines.items[i].start);
        int line_w = (int)ceilf(lines.items[i].width);
        draw_list_add(p->list,
                      &(struct draw){.kind = DRAW_TEXT,
                                     .at = {box.x + (w - line_w) / 2,
                                            box.y + (h - (int)lines.count * font->line) / 2 + (int)i * font->line,
                                            line_w, font->line},
                                     .clip = p->clip,
                                     .fill = 0xFFFFFFFFu,
                                     .face = font->face,
                                     .size_px = font->size,
                                     .text = line});
    }
    lines_finish(&lines);
}

void paint_film(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    paint_box(p, r, COLOUR_sunken, COLOUR_hairline, paint_px(p, p->m->contrast ? 3 : 1.5), paint_px(p, 20));
    if (p->s->live.film != NULL)
        draw_list_add(p->list, &(struct draw){.kind = DRAW_FILM,
                                              .at = r,
                                              .clip = p->clip,
                                              .fill = 0xFFFFFFFFu,
                                              .radius_px = paint_px(p, 20),
                                              .text = p->s->live.film});
    paint_subtitle(p, r);
}

/* --- player ----------------------------------------------------------------------------------- */

void paint_player(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool flip = p->s->look.right_to_left;
    char *past = say_time(p->s->live.position_ms);
    char *time = say_time(p->s->live.duration_ms - p->s->live.position_ms);
    char *left = say_fill(say(p->s->look.words, WORD_LEFT), time);
    int y = r.y + n->aux;
    int past_w = text_natural(p->s, STYLE_SMALL, past);
    int left_w = text_natural(p->s, STYLE_SMALL, left);
    paint_text(p, flip ? r.x + r.w - past_w : r.x, y, STYLE_SMALL, COLOUR_text, past);
    paint_text(p, flip ? r.x : r.x + r.w - left_w, y, STYLE_SMALL, COLOUR_muted, left);
    free(past);
    free(time);
    free(left);
}

void paint_volume(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    int bar = r.w / 9;
    paint_block(p, n, &n->blocks[0], COLOUR_text);
    for (int i = 0; i < 5; i++) {
        int h = r.h * (i + 3) / 7;
        int x = p->s->look.right_to_left ? r.w - (i * 2 + 1) * bar : i * 2 * bar;
        struct rect at = {r.x + x, r.y + r.h - h, bar, h};
        if (i < p->s->live.volume)
            paint_fill(p, at, COLOUR_primary, (float)bar / 2);
        else
            paint_outline(p, at, COLOUR_border, paint_px(p, 1.5), (float)bar / 2);
    }
}

void paint_toggle(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool on = p->s->live.captions_on;
    bool hover = is_hovered(p, n);
    bool pressed = is_pressed(p, n);
    enum colour fill = pressed ? COLOUR_sunken : on || (hover && !p->m->contrast) ? COLOUR_primarySoft : COLOUR_surface;
    float edge = paint_px(p, on ? 3.5 : hover && p->m->contrast ? 6 : 2);
    paint_box(p, r, fill, on || pressed ? COLOUR_primary : COLOUR_border, edge, (float)r.h / 2);
    enum colour ink = fill == COLOUR_primarySoft ? COLOUR_onPrimarySoft : COLOUR_text;
    int icon = measure_icon(p->m, 24);
    const struct block *b = &n->blocks[!on];
    if (on)
        paint_icon(p, (struct rect){r.x + b->x - n->aux, r.y + (r.h - icon) / 2, icon, icon}, "check", ink);
    paint_block(p, n, b, ink);
}
