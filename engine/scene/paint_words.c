/* Painting what is read: cards, quotes, status labels, pictures, step dots, review rows, tables, rings.
 * Colours carry no meaning alone: each tone has an icon and words, each step dot a number or a tick. Nothing
 * here can be pressed. */
#include "scene/inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void shadow(struct paint *p, struct rect r, int dy, int blur, uint32_t colour, float radius) {
    int reach = measure_space(p->m, blur);
    struct draw item = {.kind = DRAW_SHADOW,
                        .at = {r.x - reach, r.y + measure_space(p->m, dy) - reach, r.w + 2 * reach, r.h + 2 * reach},
                        .clip = p->clip,
                        .fill = colour,
                        .radius_px = radius,
                        .a = (float)reach};
    draw_list_add(p->list, &item);
}

void paint_card(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    float radius = paint_px(p, 28);
    if (p->m->contrast || p->m->dark) {
        paint_box(p, r, COLOUR_surface, COLOUR_hairline, paint_px(p, p->m->contrast ? 3 : 1.5), radius);
        return;
    }
    shadow(p, r, 12, 40, 0x1A142824u, radius);
    shadow(p, r, 2, 6, 0x0F142824u, radius);
    paint_fill(p, r, COLOUR_surface, radius);
}

void paint_panel(struct paint *p, const struct node *n) {
    paint_box(p, paint_rect(p, n), COLOUR_surface, COLOUR_hairline, paint_px(p, p->m->contrast ? 3 : 1.5),
              paint_px(p, 20));
}

void paint_quote(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    r.w = (int)lroundf(paint_px(p, 5));
    paint_fill(p, r, COLOUR_accent, (float)r.w / 2);
    paint_blocks(p, n);
}

struct tone paint_tone(const json_t *data) {
    const char *name = value_string(data, "tone", "info");
    if (strcmp(name, "good") == 0)
        return (struct tone){COLOUR_goodSoft, COLOUR_good, "check"};
    if (strcmp(name, "caution") == 0)
        return (struct tone){COLOUR_cautionSoft, COLOUR_caution, "info"};
    if (strcmp(name, "danger") == 0)
        return (struct tone){COLOUR_dangerSoft, COLOUR_danger, "warning"};
    if (strcmp(name, "plain") == 0)
        return (struct tone){COLOUR_sunken, COLOUR_text, "info"};
    return (struct tone){COLOUR_calmSoft, COLOUR_calm, "info"};
}

void paint_status(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    struct tone t = paint_tone(n->data);
    const struct block *b = &n->blocks[0];
    if (r.w == 0)
        return;
    bool notice = n->kind == NODE_NOTICE;
    bool pill = !notice && b->h <= p->m->font[STYLE_TOOL].line;
    float radius = pill ? (float)r.h / 2 : paint_px(p, 18);
    paint_box(p, r, t.soft, t.ink, notice ? paint_px(p, 2) : p->m->contrast ? paint_px(p, 2) : 0, radius);
    int line = p->m->font[notice ? STYLE_BODY : STYLE_TOOL].line;
    struct rect icon = {r.x + n->pad, r.y + b->y + (line - n->aux) / 2, n->aux, n->aux};
    paint_icon(p, icon, n->icon != NULL ? n->icon : t.icon, t.ink);
    paint_block(p, n, b, COLOUR_text);
}

void paint_picture(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    const struct node *card = n->parent;
    bool bleeds = card != NULL && card->kind == NODE_CARD && card->first == n;
    float radius = paint_px(p, bleeds ? 28 : 20);
    struct rect clip = p->clip;
    if (bleeds) {
        /* Only its upper corners are round: the lower ones are painted below where it ends. */
        int bottom = r.y + r.h < clip.y + clip.h ? r.y + r.h : clip.y + clip.h;
        clip.h = bottom - clip.y;
        r.h += (int)radius;
    }
    char own[80] = "";
    const char *art = value_string(n->data, "art", NULL);
    if (art != NULL)
        snprintf(own, sizeof own, "art/%s-%s.svg", art, p->m->dark ? "dark" : "light");
    struct draw item = {.kind = DRAW_PICTURE,
                        .at = r,
                        .clip = clip,
                        .fill = 0xFFFFFFFFu,
                        .radius_px = radius,
                        .text = art != NULL ? own : value_string(n->data, "file", "")};
    if (r.w > 0 && r.h > 0 && clip.h > 0)
        draw_list_add(p->list, &item);
}

/* --- step dots -------------------------------------------------------------------------------- */

static void paint_dot(struct paint *p, struct rect r, int64_t number, int64_t current, bool with_number) {
    float radius = (float)r.h / 2;
    if (number < current) {
        int inset = r.w / 5;
        paint_fill(p, r, COLOUR_primary, radius);
        paint_icon(p, (struct rect){r.x + inset, r.y + inset, r.w - 2 * inset, r.h - 2 * inset}, "check",
                   COLOUR_onPrimary);
        return;
    }
    bool now = number == current;
    paint_box(p, r, COLOUR_surface, now ? COLOUR_primary : COLOUR_border, paint_px(p, now ? 3.5 : 2), radius);
    if (!now && !with_number)
        return;
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    enum style style = r.h > measure_icon(p->m, 44) ? STYLE_LABEL : STYLE_TINY;
    int w = text_natural(p->s, style, digits);
    paint_text(p, r.x + (r.w - w) / 2, r.y + (r.h - p->m->font[style].line) / 2, style,
               now ? COLOUR_text : COLOUR_muted, digits);
}

void paint_steps(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    int64_t current = value_int(n->data, "current", 1);
    int space = measure_space(p->m, n->aux != 0 ? 18 : 7);
    for (size_t i = 0; i + 1 < n->block_count; i += 2) {
        const struct block *dot = &n->blocks[i];
        const struct block *word = dot + 1;
        paint_dot(p, (struct rect){r.x + dot->x, r.y + dot->y, dot->w, dot->h}, (int64_t)i / 2 + 1, current,
                  n->aux != 0);
        if (n->aux != 0)
            paint_block(p, n, word, word->colour);
        if (i + 3 >= n->block_count)
            continue;
        int from = (n->aux != 0 ? word->x + word->w : dot->x + dot->w) + space;
        int to = n->blocks[i + 2].x - space;
        if (to > from)
            paint_fill(p, (struct rect){r.x + from, r.y + r.h / 2, to - from, (int)lroundf(paint_px(p, 2))},
                       COLOUR_border, 0);
    }
}

/* --- review and tables ------------------------------------------------------------------------ */

void paint_review(struct paint *p, const struct node *n) {
    paint_panel(p, n);
}

void paint_hairline(struct paint *p, struct rect r) {
    r.h = p->m->contrast ? (int)lroundf(paint_px(p, 3)) : 1;
    paint_fill(p, r, COLOUR_hairline, 0);
}

void paint_review_row(struct paint *p, const struct node *n) {
    if (n != n->parent->first)
        paint_hairline(p, paint_rect(p, n));
    paint_blocks(p, n);
}

void paint_rule(struct paint *p, const struct node *n) {
    paint_hairline(p, paint_rect(p, n));
}

/* --- ring ------------------------------------------------------------------------------------- */

void paint_ring(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    double of = value_number(n->data, "of", 1);
    double share = of > 0 ? value_number(n->data, "value", 0) / of : 0;
    float width = paint_px(p, 12) * p->m->t;
    float radius = ((float)r.w - width) / 2;
    float x = (float)r.x + (float)r.w / 2;
    float y = (float)r.y + (float)r.h / 2;
    paint_arc(p, x, y, radius, width, 0, 1, COLOUR_hairline);
    if (share > 0)
        paint_arc(p, x, y, radius, width, 0, (float)(share > 1 ? 1 : share), COLOUR_primary);
    paint_blocks(p, n);
}
