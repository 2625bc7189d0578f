/* Painting what is pressed, in all its states: default, hover, pressed, chosen, disabled, in error. In the
 * contrast theme hovering makes the edge thicker instead of tinting. Which box, edge and ink a state has is
 * decided in one function per kind; the rest is drawing. */
#include "scene/inside.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct skin {
    enum colour fill, edge, ink;
    float edge_px;
    bool bare; /* no box at all */
};

static struct skin button_rest(const struct paint *p, const struct node *n) {
    float edge = paint_px(p, 2);
    switch ((enum button_style)n->style) {
    case BUTTON_PRIMARY:
        return (struct skin){COLOUR_primary, COLOUR_primary, COLOUR_onPrimary, 0, false};
    case BUTTON_QUIET:
        return (struct skin){COLOUR_surface, COLOUR_border, COLOUR_text, edge, false};
    case BUTTON_CAUTION:
        return (struct skin){COLOUR_cautionSoft, COLOUR_caution, COLOUR_text, edge, false};
    case BUTTON_GHOST:
    case BUTTON_EDIT:
        return (struct skin){COLOUR_surface, COLOUR_surface, COLOUR_primary, 0, true};
    default:
        return (struct skin){COLOUR_surface, COLOUR_primary, COLOUR_primary, edge, false};
    }
}

static struct skin button_hover(const struct paint *p, struct skin skin, const struct node *n) {
    if (n->style == BUTTON_PRIMARY) {
        skin.fill = COLOUR_primaryHover;
    } else if (p->m->contrast) {
        skin.edge = skin.bare ? COLOUR_primary : skin.edge;
        skin.edge_px = paint_px(p, skin.bare ? 3 : 6);
    } else if (n->style != BUTTON_CAUTION) {
        skin.fill = COLOUR_primarySoft;
        skin.ink = COLOUR_onPrimarySoft;
    } else {
        skin.edge_px = paint_px(p, 3.5);
    }
    skin.bare = false;
    return skin;
}

static struct skin button_skin(const struct paint *p, const struct node *n) {
    struct skin skin = button_rest(p, n);
    if (!n->enabled)
        return (struct skin){COLOUR_disabledFill, COLOUR_hairline, COLOUR_disabledText, paint_px(p, 2), false};
    if (is_pressed(p, n)) {
        bool primary = n->style == BUTTON_PRIMARY;
        enum colour fill = primary ? COLOUR_primaryPressed : COLOUR_primary;
        return (struct skin){fill, fill, COLOUR_onPrimary, 0, false};
    }
    return is_hovered(p, n) ? button_hover(p, skin, n) : skin;
}

void paint_button(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    struct skin skin = button_skin(p, n);
    const struct block *b = &n->blocks[0];
    bool small = button_is_small(n);
    if (!skin.bare)
        paint_box(p, r, skin.fill, skin.edge, skin.edge_px, paint_px(p, small ? 16 : 20));
    int icon = n->aux > 0 ? n->aux : 0;
    int gap = icon > 0 ? measure_space(p->m, 14) : 0;
    int x = r.x + (r.w - b->w - icon - gap) / 2;
    int y = r.y + (r.h - icon) / 2;
    bool after = icon > 0 && n->icon == NULL;
    enum colour ink = n->style == BUTTON_CAUTION && skin.ink == COLOUR_text ? COLOUR_caution : skin.ink;
    if (icon > 0)
        paint_icon(p, (struct rect){after ? x + b->w + gap : x, y, icon, icon}, after ? n->icon_after : n->icon, ink);
    struct node shifted = *n;
    shifted.at.x += x - r.x + (after ? 0 : icon + gap);
    shifted.at.y += (r.h - b->h) / 2;
    paint_block(p, &shifted, b, skin.ink);
}

/* --- entries ---------------------------------------------------------------------------------- */

struct tint paint_tint(const struct node *n) {
    static const struct {
        const char *name;
        struct tint tint;
    } tints[] = {{"mind", {COLOUR_mindSoft, COLOUR_mind}},       {"calm", {COLOUR_calmSoft, COLOUR_calm}},
                 {"move", {COLOUR_moveSoft, COLOUR_move}},       {"accent", {COLOUR_accentSoft, COLOUR_accentText}},
                 {"danger", {COLOUR_dangerSoft, COLOUR_danger}}, {"none", {COLOUR_sunken, COLOUR_text}}};
    const char *name = value_string(n->data, "tint", "primary");
    for (size_t i = 0; i < sizeof tints / sizeof tints[0]; i++) {
        if (strcmp(tints[i].name, name) == 0)
            return tints[i].tint;
    }
    return (struct tint){COLOUR_sunken, COLOUR_primary};
}

void paint_blob(struct paint *p, struct rect r, const struct node *n) {
    struct tint tint = paint_tint(n);
    paint_box(p, r, tint.soft, tint.ink, p->m->contrast ? paint_px(p, 2) : 0, (float)r.h / 2);
    int inset = (int)(r.h * 0.25);
    paint_icon(p, (struct rect){r.x + inset, r.y + inset, r.w - 2 * inset, r.h - 2 * inset}, n->icon, tint.ink);
}

void paint_entry(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool pressed = is_pressed(p, n);
    bool hover = is_hovered(p, n) && n->action != NULL;
    bool panel = n->action == NULL;
    bool contrast = p->m->contrast;
    enum colour fill = pressed ? COLOUR_sunken : hover && !contrast ? COLOUR_primarySoft : COLOUR_surface;
    float edge = panel ? paint_px(p, contrast ? 3 : 1.5) : paint_px(p, hover && contrast ? 6 : 2);
    paint_box(p, r, fill, panel ? COLOUR_hairline : pressed ? COLOUR_primary : COLOUR_border, edge, paint_px(p, 20));
    if (n->icon != NULL)
        paint_blob(p, (struct rect){r.x + n->pad, r.y + (r.h - n->aux) / 2, n->aux, n->aux}, n);
    int chevron = measure_icon(p->m, 28);
    bool sub = value_string(n->data, "sub", NULL) != NULL;
    if (!panel && (sub || r.w > measure_icon(p->m, 500)))
        paint_icon(p, (struct rect){r.x + r.w - n->pad - chevron + 4, r.y + (r.h - chevron) / 2, chevron, chevron},
                   "forward", COLOUR_text);
    bool tinted = hover && !contrast && !pressed;
    paint_block(p, n, &n->blocks[0], tinted ? COLOUR_onPrimarySoft : COLOUR_text);
    if (sub)
        paint_block(p, n, &n->blocks[1], tinted ? COLOUR_onPrimarySoft : COLOUR_muted);
    const struct block *end = &n->blocks[2];
    bool done = value_bool(n->data, "done", false);
    int tick = measure_icon(p->m, 24);
    if (done)
        paint_icon(
            p,
            (struct rect){r.x + end->x - tick - measure_space(p->m, 8), r.y + end->y + (end->h - tick) / 2, tick, tick},
            "check", COLOUR_good);
    paint_block(p, n, end, done ? COLOUR_good : COLOUR_text);
}

/* --- choices ---------------------------------------------------------------------------------- */

void paint_problem(struct paint *p, const struct node *n, const struct block *b) {
    if (!b->set || value_string(n->data, "problem", "")[0] == '\0')
        return;
    struct rect r = paint_rect(p, n);
    int icon = measure_icon(p->m, 26);
    int line = p->m->font[STYLE_SMALL].line;
    paint_icon(p, (struct rect){r.x, r.y + b->y + (line - icon) / 2, icon, icon}, "warning", COLOUR_danger);
    paint_block(p, n, b, COLOUR_danger);
}

static bool in_trouble(const struct node *n) {
    return value_string(n->data, "problem", "")[0] != '\0';
}

void paint_choice(struct paint *p, const struct node *n) {
    paint_problem(p, n, &n->blocks[0]);
}

static void paint_tick(struct paint *p, struct rect r, bool multi, bool chosen) {
    float radius = multi ? (float)r.h * 0.25f : (float)r.h / 2;
    if (!chosen) {
        paint_box(p, r, COLOUR_surface, COLOUR_border, edge_control(p), radius);
        return;
    }
    /* On the yellow row of the contrast theme the box is black. */
    enum colour fill = p->m->contrast ? COLOUR_onPrimarySoft : COLOUR_primary;
    enum colour mark = p->m->contrast ? COLOUR_primarySoft : COLOUR_onPrimary;
    paint_fill(p, r, fill, radius);
    if (multi) {
        int inset = r.w / 8;
        paint_icon(p, (struct rect){r.x + inset, r.y + inset, r.w - 2 * inset, r.h - 2 * inset}, "check", mark);
        return;
    }
    paint_disc(p, (float)r.x + (float)r.w / 2, (float)r.y + (float)r.h / 2, (float)r.h * 0.2f, mark, 1);
}

void paint_option(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool chosen = option_chosen(n);
    bool pressed = is_pressed(p, n);
    bool hover = is_hovered(p, n);
    bool wrong = in_trouble(n->parent) && !chosen;
    enum colour fill = chosen                     ? COLOUR_primarySoft
                       : pressed                  ? COLOUR_sunken
                       : hover && !p->m->contrast ? COLOUR_primarySoft
                                                  : COLOUR_surface;
    enum colour edge = chosen || pressed ? COLOUR_primary : wrong ? COLOUR_danger : COLOUR_border;
    float edge_px = paint_px(p, chosen ? 3.5 : hover && p->m->contrast ? 6 : 2);
    paint_box(p, r, fill, edge, edge_px, paint_px(p, 18));
    paint_tick(p, (struct rect){r.x + n->pad, r.y + (r.h - n->aux) / 2, n->aux, n->aux}, n->multi, chosen);
    paint_block(p, n, &n->blocks[chosen], fill == COLOUR_primarySoft ? COLOUR_onPrimarySoft : COLOUR_text);
}

/* --- scales ----------------------------------------------------------------------------------- */

static void paint_chose(struct paint *p, const struct node *n, int y) {
    char *value = n->value != NULL ? value_text(n->value) : NULL;
    struct rect r = paint_rect(p, n);
    if (value == NULL)
        return;
    const char *chose = say(p->s->look.words, WORD_CHOSE);
    int first = text_natural(p->s, STYLE_LEAD, chose);
    int space = text_natural(p->s, STYLE_LEAD, " ");
    int second = text_natural(p->s, STYLE_LEAD_BOLD, value);
    int x = r.x + (r.w - first - space - second) / 2;
    paint_text(p, x, y, STYLE_LEAD, COLOUR_text, chose);
    paint_text(p, x + first + space, y, STYLE_LEAD_BOLD, COLOUR_text, value);
    free(value);
}

void paint_scale(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool cells = n->first != NULL && n->first->kind == NODE_CELL;
    int y = r.y + n->aux;
    if (cells && n->pad == 0) {
        struct draw wedge = {.kind = DRAW_WEDGE,
                             .at = {r.x, y + measure_space(p->m, 18), r.w, measure_space(p->m, 26)},
                             .clip = p->clip,
                             .fill = p->m->colour[COLOUR_hairline],
                             .radius_px = paint_px(p, 5),
                             .a = paint_px(p, 4),
                             .b = paint_px(p, 26)};
        draw_list_add(p->list, &wedge);
        y += measure_space(p->m, 18 + 26);
    }
    if (n->pad == 0)
        paint_chose(p, n, y + measure_space(p->m, 14));
    if (n->blocks[0].h > 0)
        paint_block(p, n, &n->blocks[0], COLOUR_text);
    if (n->blocks[1].h > 0)
        paint_block(p, n, &n->blocks[1], COLOUR_text);
    paint_problem(p, n, &n->blocks[2]);
}

void paint_cell(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool chosen = n->parent->value != NULL && json_equal(n->parent->value, n->means);
    bool hover = is_hovered(p, n);
    bool soft = hover && !p->m->contrast;
    float radius = paint_px(p, 18);
    enum colour ink = COLOUR_text;
    if (is_pressed(p, n) || chosen) {
        paint_fill(p, r, is_pressed(p, n) ? COLOUR_primaryPressed : COLOUR_primary, radius);
        ink = COLOUR_onPrimary;
    } else {
        bool wrong = in_trouble(n->parent);
        paint_box(p, r, soft ? COLOUR_primarySoft : COLOUR_surface, wrong ? COLOUR_danger : COLOUR_border,
                  paint_px(p, hover && p->m->contrast ? 6 : 2), radius);
        ink = soft ? COLOUR_onPrimarySoft : COLOUR_text;
    }
    paint_block(p, n, &n->blocks[0], ink);
}

/* --- text ------------------------------------------------------------------------------------- */

/* A mirrored page sets lines from the right; what is inside a line keeps its own direction. */
static int in_line(const struct paint *p, float x, float width) {
    return (int)lroundf(p->s->look.right_to_left ? width - x : x);
}

static void paint_span(struct paint *p, const struct editor *e, struct rect line, size_t start, size_t length,
                       size_t from, size_t to, bool underline) {
    struct breaker *b = &p->s->breaker;
    size_t end = start + length;
    from = from < start ? start : from;
    to = to > end ? end : to;
    if (from >= to)
        return;
    const char *text = e->text.bytes + start;
    float x0 = b->ruler->caret(b->ruler->context, e->face, e->size_px, text, length, from - start);
    float x1 = b->ruler->caret(b->ruler->context, e->face, e->size_px, text, length, to - start);
    int left = in_line(p, x0, (float)line.w);
    int right = in_line(p, x1, (float)line.w);
    struct rect at = {line.x + (left < right ? left : right), line.y, abs(right - left), line.h};
    if (underline) {
        at.y += line.h - measure_space(p->m, 5);
        at.h = (int)lroundf(paint_px(p, 2.5));
        paint_fill(p, at, COLOUR_primary, 0);
        return;
    }
    uint32_t tint =
        p->m->contrast ? (p->m->colour[COLOUR_focus] & 0xFFFFFFu) | 0x66000000u : p->m->colour[COLOUR_primarySoft];
    draw_list_add(p->list, &(struct draw){.kind = DRAW_BOX, .at = at, .clip = p->clip, .fill = tint});
}

static void paint_line_of_text(struct paint *p, const struct node *n, struct rect line, size_t start, size_t length) {
    const struct editor *e = n->editor;
    const struct font *font = &p->m->font[STYLE_ENTRY];
    size_t from = e->caret < e->anchor ? e->caret : e->anchor;
    size_t to = e->caret < e->anchor ? e->anchor : e->caret;
    char *text = xstrndup(e->text.bytes + start, length);
    line.w = (int)ceilf(breaker_width(&p->s->breaker, font->face, font->size, text, length));
    if (p->s->focus == n)
        paint_span(p, e, line, start, length, from, to, false);
    if (line.w > 0)
        paint_words(p, line, font->face, font->size, COLOUR_text, text);
    if (e->pre_size > 0)
        paint_span(p, e, line, start, length, e->pre_at, e->pre_at + e->pre_size, true);
    free(text);
}

static void paint_caret(struct paint *p, const struct node *n, struct rect area, int top) {
    const struct editor *e = n->editor;
    bool on = (p->now_ms - p->s->caret_ms) / BLINK_MS % 2 == 0 || p->m->calm;
    if (p->s->focus != n || !on)
        return;
    size_t line;
    size_t start;
    size_t length;
    float x;
    editor_place(e, &p->s->breaker, e->caret, &line, &x);
    editor_line(e, line, &start, &length);
    float width = breaker_width(&p->s->breaker, e->face, e->size_px, e->text.bytes + start, length);
    width = x > width && e->caret > start + length ? x : width;
    int h = p->m->font[STYLE_ENTRY].line;
    int w = (int)lroundf(paint_px(p, 3));
    int room = area.w > w ? area.w - w : 0;
    int at = in_line(p, x, width) - (e->many_lines ? 0 : e->scroll_px);
    at = at > room ? room : at;
    at -= p->s->look.right_to_left ? w : 0; /* beside the letter, not on it */
    int inset = h / 8;
    struct rect r = {area.x + at, top + (int)line * h + inset, w < 2 ? 2 : w, h - 2 * inset};
    paint_fill(p, r, COLOUR_focus, 0);
}

static void paint_editor(struct paint *p, const struct node *n) {
    struct editor *e = node_editor(p->s, n);
    struct rect area = editor_area(p->s, n);
    struct rect clip = p->clip;
    int line_h = p->m->font[STYLE_ENTRY].line;
    area.y += p->dy;
    int top = area.y - (e->many_lines ? e->scroll_px : 0);
    int left = area.x - (e->many_lines ? 0 : e->scroll_px);
    int bottom = area.y + area.h < clip.y + clip.h ? area.y + area.h : clip.y + clip.h;
    p->clip.y = area.y > clip.y ? area.y : clip.y;
    p->clip.h = bottom - p->clip.y;
    p->clip.x = area.x - 2;
    p->clip.w = area.w + 6;
    size_t first = top < area.y ? (size_t)((area.y - top) / line_h) : 0;
    size_t start;
    size_t length;
    for (size_t i = first; editor_line(e, i, &start, &length) && p->clip.h > 0; i++) {
        struct rect line = {left, top + (int)i * line_h, area.w, line_h};
        if (line.y >= area.y + area.h)
            break;
        paint_line_of_text(p, n, line, start, length);
    }
    if (p->clip.h > 0)
        paint_caret(p, n, area, top);
    p->clip = clip;
}

static void paint_field_box(struct paint *p, const struct node *n, struct rect r) {
    bool focused = p->s->focus == n;
    bool wrong = in_trouble(n);
    enum colour edge = focused ? COLOUR_focus : wrong ? COLOUR_danger : COLOUR_border;
    bool hover = is_hovered(p, n) && p->m->contrast;
    paint_box(p, r, COLOUR_surface, edge, paint_px(p, focused ? 4.5 : wrong ? 3.5 : hover ? 6 : 2), paint_px(p, 18));
}

void paint_textbox(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    r.h = n->aux;
    if (value_bool(n->data, "pin", false)) {
        paint_pin(p, n, r);
        paint_problem(p, n, &n->blocks[2]);
        return;
    }
    paint_field_box(p, n, r);
    if (value_bool(n->data, "secret", false)) {
        paint_secret(p, n, r);
        paint_problem(p, n, &n->blocks[2]);
        return;
    }
    if (editor_is_empty(n->editor) && n->text != NULL && n->editor->pre_size == 0)
        paint_block(p, n, &n->blocks[0], COLOUR_muted);
    paint_editor(p, n);
    if (n->first != NULL)
        paint_block(p, n, &n->blocks[1], COLOUR_muted);
    paint_problem(p, n, &n->blocks[2]);
}

void paint_chip(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool hover = is_hovered(p, n);
    bool soft = hover && !p->m->contrast;
    bool pressed = is_pressed(p, n);
    paint_box(p, r,
              pressed ? COLOUR_sunken
              : soft  ? COLOUR_primarySoft
                      : COLOUR_surface,
              pressed ? COLOUR_primary : COLOUR_border, paint_px(p, hover && p->m->contrast ? 6 : 2), (float)r.h / 2);
    paint_block(p, n, &n->blocks[0], soft && !pressed ? COLOUR_onPrimarySoft : COLOUR_text);
}

/* --- numbers and sliders ---------------------------------------------------------------------- */

void paint_number(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    paint_field_box(p, n, (struct rect){r.x + n->pad, r.y, n->aux, n->style});
    paint_block(p, n, &n->blocks[0], COLOUR_muted);
    paint_editor(p, n);
    paint_problem(p, n, &n->blocks[1]);
}

static void paint_square(struct paint *p, const struct node *n, struct rect r, float radius) {
    bool hover = is_hovered(p, n);
    bool pressed = is_pressed(p, n);
    bool soft = hover && !p->m->contrast && !pressed;
    enum colour fill = pressed ? COLOUR_primary : soft ? COLOUR_primarySoft : COLOUR_surface;
    paint_box(p, r, fill, COLOUR_border, paint_px(p, hover && p->m->contrast ? 6 : 2), radius);
    paint_icon(p, (struct rect){r.x + (r.w - n->aux) / 2, r.y + (r.h - n->aux) / 2, n->aux, n->aux}, n->icon,
               pressed ? COLOUR_onPrimary
               : soft  ? COLOUR_onPrimarySoft
                       : COLOUR_text);
}

void paint_stepper(struct paint *p, const struct node *n) {
    paint_square(p, n, paint_rect(p, n), paint_px(p, 18));
}

void paint_round(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    r.x += (r.w - n->pad) / 2;
    r.w = r.h = n->pad;
    paint_square(p, n, r, (float)n->pad / 2);
    if (n->blocks[0].y > 0)
        paint_block(p, n, &n->blocks[0], COLOUR_text);
}

/* The knob appears with the answer. */
void paint_slider(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    const struct node *scale = n->parent;
    bool media = scale->kind == NODE_PLAYER;
    bool known = media || scale->value != NULL;
    double span = scale->to - scale->from;
    double share = media ? live_share(p->s) : known ? (json_number_value(scale->value) - scale->from) / span : 0;
    bool flip = media && p->s->look.right_to_left;
    int track = measure_space(p->m, 12);
    struct rect bar = {r.x, r.y + (r.h - track) / 2, r.w, track};
    paint_box(p, bar, COLOUR_surface, COLOUR_border, paint_px(p, 1.5), (float)track / 2);
    int x = (int)lround(n->aux / 2.0 + (flip ? 1 - share : share) * (r.w - n->aux));
    if (!known)
        return;
    struct rect done = {flip ? r.x + x : r.x, bar.y, flip ? r.w - x : x, track};
    paint_fill(p, done, COLOUR_primary, (float)track / 2);
    float y = (float)r.y + (float)r.h / 2;
    float radius = (float)n->aux / 2;
    paint_disc(p, (float)(r.x + x), y, radius + paint_px(p, 2), COLOUR_surface, 1);
    paint_disc(p, (float)(r.x + x), y, radius - paint_px(p, 1), is_hovered(p, n) ? COLOUR_primaryHover : COLOUR_primary,
               1);
}
