/* Painting rows of tables: a hairline above, the pill, bar or line of each cell, a chevron where the row can be
 * pressed. Colours carry no meaning alone: a pill always has words in it. */
#include "scene/inside.h"

#include <math.h>
#include <string.h>

static void paint_pill(struct paint *p, const struct cell *c, struct rect r, const struct block *b) {
    struct tone tone = paint_tone(c->data);
    struct rect pill = {r.x + b->x - c->icon - c->pad, r.y + b->y - c->pad / 3, b->w + c->icon + 2 * c->pad,
                        b->h + 2 * (c->pad / 3)};
    paint_box(p, pill, tone.soft, tone.ink, p->m->contrast ? paint_px(p, 2) : 0, (float)pill.h / 2);
    if (c->icon == 0)
        return;
    int icon = measure_icon(p->m, 22);
    struct rect at = {pill.x + c->pad, pill.y + (pill.h - icon) / 2, icon, icon};
    paint_icon(p, at, value_string(c->data, "icon", ""), tone.ink);
}

/* How much of something is done. */
static void paint_bar(struct paint *p, const json_t *bar, struct rect r) {
    double of = value_number(bar, "of", 1), share = of > 0 ? value_number(bar, "value", 0) / of : 0;
    struct rect part = r;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    part.w = (int)lround(r.w * share);
    paint_box(p, r, COLOUR_sunken, COLOUR_border, paint_px(p, 1.5), (float)r.h / 2);
    if (part.w > 0)
        paint_fill(p, part, COLOUR_primary, (float)r.h / 2);
}

/* How a score went, oldest first; low is low. */
static void paint_trend(struct paint *p, const json_t *cell, struct rect r) {
    const json_t *line = json_object_get(cell, "line");
    size_t count = json_array_size(line);
    double from = value_number(cell, "from", 0), to = value_number(cell, "to", 10);
    float x0 = 0, y0 = 0, width = paint_px(p, 3);
    for (size_t i = 0; i < count && to > from; i++) {
        double share = (json_number_value(json_array_get(line, i)) - from) / (to - from);
        share = share < 0 ? 0 : share > 1 ? 1 : share;
        float x = (float)r.x + (count > 1 ? (float)r.w * (float)i / (float)(count - 1) : (float)r.w);
        float y = (float)r.y + (float)r.h * (float)(1 - share);
        if (i > 0)
            paint_line(p, x0, y0, x, y, width, COLOUR_chart1);
        x0 = x;
        y0 = y;
    }
    if (count > 0)
        paint_disc(p, x0, y0, paint_px(p, 4.5), COLOUR_chart1, 1);
}

static void paint_table_cell(struct paint *p, const struct node *n, size_t i) {
    struct rect r = paint_rect(p, n);
    const struct block *b = &n->blocks[i];
    struct cell c = row_cell(p->s, n, i);
    int left = r.x + b->x - c.icon - c.pad - c.before;
    if (c.pad > 0)
        paint_pill(p, &c, r, b);
    if (json_is_object(json_object_get(c.data, "bar"))) {
        int h = measure_space(p->m, 14);
        paint_bar(p, json_object_get(c.data, "bar"),
                  (struct rect){left, r.y + b->y + (b->h - h) / 2, measure_icon(p->m, 170), h});
    } else if (c.before > 0) {
        int h = measure_icon(p->m, 30);
        paint_trend(p, c.data, (struct rect){left, r.y + b->y + (b->h - h) / 2, measure_icon(p->m, 112), h});
    }
    paint_block(p, n, b, b->colour);
}

void paint_table_row(struct paint *p, const struct node *n) {
    struct rect r = paint_rect(p, n);
    bool pressed = is_pressed(p, n), hover = is_hovered(p, n) && n->action != NULL;
    if (n->action != NULL && (pressed || hover))
        paint_fill(p, r, pressed ? COLOUR_sunken : COLOUR_primarySoft, paint_px(p, 12));
    const struct node *first = n->parent->first;
    if (n != first && !(first->hidden && n == first->next))
        paint_hairline(p, r);
    for (size_t i = 0; i < n->block_count; i++)
        paint_table_cell(p, n, i);
    int chevron = measure_icon(p->m, 28);
    if (n->action != NULL)
        paint_icon(p, (struct rect){r.x + r.w - chevron, r.y + (r.h - chevron) / 2, chevron, chevron}, "forward",
                   COLOUR_text);
}

/* --- what nobody else should read: a passphrase as dots, a PIN as boxes ------------------------ */

static size_t letters_of(const char *text) {
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += (*text & 0xc0) != 0x80;
    return count;
}

void paint_secret(struct paint *p, const struct node *n, struct rect r) {
    size_t count = letters_of(n->editor->text.bytes);
    bool focused = p->s->focus == n;
    float radius = paint_px(p, 8);
    int step = measure_icon(p->m, 26), left = r.x + n->pad;
    size_t most = (size_t)((r.w - 2 * n->pad) / step);
    for (size_t i = 0; i < count && i < most; i++)
        paint_disc(p, (float)left + (float)(i * (size_t)step) + radius, (float)r.y + (float)r.h / 2, radius,
                   COLOUR_text, 1);
    int caret_h = p->m->font[STYLE_ENTRY].line * 3 / 4, x = left + (int)(count < most ? count : most) * step;
    if (focused)
        paint_fill(p, (struct rect){x, r.y + (r.h - caret_h) / 2, measure_space(p->m, 3), caret_h}, COLOUR_focus, 0);
}

void paint_pin(struct paint *p, const struct node *n, struct rect r) {
    size_t count = letters_of(n->editor->text.bytes), of = (size_t)value_int(n->data, "of", 6);
    int space = measure_space(p->m, 12), w = (r.w - space * ((int)of - 1)) / (int)of;
    for (size_t i = 0; i < of; i++) {
        struct rect box = {r.x + (int)i * (w + space), r.y, w, r.h};
        bool here = i == count || (count >= of && i == of - 1);
        paint_box(p, box, COLOUR_surface, here ? COLOUR_focus : COLOUR_border, paint_px(p, here ? 4.5 : 2),
                  paint_px(p, 16));
        if (i < count)
            paint_disc(p, (float)box.x + (float)box.w / 2, (float)box.y + (float)box.h / 2, paint_px(p, 10),
                       COLOUR_text, 1);
    }
}
