/* Layout of what is pressed: buttons, entries, choices, scales and their cells, text boxes, numbers, sliders.
 * Every target is at least 64 logical and 56 real px high; see measure_control(). What a choice would change
 * (the weight of its words) is laid out beforehand, so that a press needs no layout. */
#include "scene/inside.h"

#include <stdlib.h>
#include <string.h>

/* --- buttons and entries ---------------------------------------------------------------------- */

static bool has_quiet(const struct node *row) {
    for (const struct node *c = row->first; c != NULL; c = c->next) {
        if (c->kind == NODE_BUTTON && c->style == BUTTON_QUIET)
            return true;
    }
    return false;
}

/* Quiet buttons in the body are small, and so is a secondary one in a row with them: the chosen of several. */
bool button_is_small(const struct node *n) {
    if (n->fixed || n->kind != NODE_BUTTON)
        return false;
    bool beside = n->style == BUTTON_SECONDARY && n->parent->kind == NODE_ROW && has_quiet(n->parent);
    return n->style == BUTTON_EDIT || n->style == BUTTON_QUIET || beside;
}

static int button_pad(const struct scene *s, const struct node *n) {
    if (n->fixed)
        return n->pad;
    double logical = n->style == BUTTON_EDIT ? 12 : n->style == BUTTON_GHOST || button_is_small(n) ? 24 : 38;
    return measure_space(&s->m, s->m.narrow ? logical * 0.6 : logical);
}

void layout_button(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 1);
    enum style style = button_is_small(n) ? STYLE_TOOL_STRONG : STYLE_LABEL;
    bool with_icon = (n->icon != NULL || n->icon_after != NULL) && !(n->fixed && n->aux < 0);
    int icon = with_icon ? measure_icon(&s->m, button_is_small(n) ? 26 : 30) : 0;
    int beside = with_icon ? icon + measure_space(&s->m, 14) : 0;
    int pad = button_pad(s, n);
    text_fit(s, b, style, n->label, width - 2 * pad - beside, 0);
    bool whole = n->style == BUTTON_CAUTION && width < measure_icon(&s->m, 560);
    int least = n->style == BUTTON_PRIMARY && !n->fixed ? measure_space(&s->m, 260) : 0;
    int w = b->w + 2 * pad + beside;
    w = w < least ? least : w;
    n->pad = pad;
    if (!n->fixed)
        n->aux = with_icon ? icon : -1;
    else if (n->aux >= 0)
        n->aux = icon;
    n->box.w = whole || w > width ? width : w;
    n->box.h = measure_control(&s->m, button_is_small(n) ? 64 : 80, b->h, 13);
}

void layout_entry(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 3);
    const char *sub = value_string(n->data, "sub", NULL);
    const char *trailing = value_string(n->data, "trailing", "");
    bool chevron = n->action != NULL && (sub != NULL || width > measure_icon(&s->m, 500));
    int pad = measure_space(&s->m, 24);
    int blob = n->icon != NULL ? measure_icon(&s->m, sub != NULL ? 64 : 56) : 0;
    int text_x = pad + (blob > 0 ? blob + measure_space(&s->m, 18) : 0);
    int right = chevron ? measure_icon(&s->m, 28) + measure_space(&s->m, 12) : 0;
    bool done = value_bool(n->data, "done", false);
    enum style end = done ? STYLE_TOOL : STYLE_H2;
    int trailing_w = text_natural(s, end, trailing);
    text_fit(s, &b[2], end, trailing, trailing_w + 1, FIT_ONE_LINE);
    trailing_w += done ? measure_icon(&s->m, 32) : 0; /* its tick */
    int gap = trailing_w > 0 ? measure_space(&s->m, 20) : 0;
    int room = width - text_x - pad - right - trailing_w - gap;
    bool below = trailing_w > 0 && room < measure_icon(&s->m, 200);
    room = below ? width - text_x - pad - right : room;
    text_fit(s, &b[0], sub != NULL ? STYLE_LABEL : STYLE_BODY_MEDIUM, n->label, room, 0);
    text_fit(s, &b[1], STYLE_SMALL, sub, room, 0);
    b[1].h = sub != NULL ? b[1].h : 0;
    int under = below ? b[2].h : 0;
    int inner = b[0].h + b[1].h + under > blob ? b[0].h + b[1].h + under : blob;
    n->box.h = measure_control(&s->m, n->action == NULL ? 94 : sub != NULL ? 103 : 88, inner, 14);
    b[0].x = b[1].x = text_x;
    b[0].y = (n->box.h - b[0].h - b[1].h - under) / 2;
    b[1].y = b[0].y + b[0].h;
    b[2].x = below ? text_x : width - pad - right - b[2].w;
    b[2].x += below && done ? measure_icon(&s->m, 32) : 0;
    b[2].y = below ? b[1].y + b[1].h : (n->box.h - b[2].h) / 2;
    b[0].colour = b[2].colour = COLOUR_text;
    b[1].colour = COLOUR_muted;
    n->pad = pad;
    n->aux = blob;
}

/* --- fields: the sentence of trouble below them ----------------------------------------------- */

/* Puts the problem under y as the node's last block; returns the new bottom. */
static int fit_problem(struct scene *s, struct node *n, struct block *b, int y, int width) {
    const char *problem = value_string(n->data, "problem", NULL);
    if (problem == NULL || problem[0] == '\0')
        return y;
    int icon = measure_icon(&s->m, 28) + measure_space(&s->m, 10);
    text_fit(s, b, STYLE_SMALL, problem, width - icon, 0);
    b->colour = COLOUR_danger;
    b->x = icon;
    b->y = y + measure_space(&s->m, 10);
    return b->y + b->h;
}

void layout_choice(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 1);
    int y = 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        if (c->hidden)
            continue;
        y += y > 0 ? measure_space(&s->m, 14) : 0;
        layout_node(s, c, width);
        c->box.y = y;
        y += c->box.h;
    }
    n->aux = y;
    n->box.h = fit_problem(s, n, b, y, width);
}

void layout_option(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 2);
    int pad = measure_space(&s->m, 26);
    int box = measure_icon(&s->m, 36);
    n->pad = pad;
    n->aux = box;
    /* The chosen row is set in medium: both are laid out at once, so that choosing needs no layout. */
    int x = pad + box + measure_space(&s->m, 22);
    text_fit(s, &b[0], STYLE_BODY, n->label, width - x - pad, 0);
    text_fit(s, &b[1], STYLE_BODY_MEDIUM, n->label, width - x - pad, 0);
    int h = b[0].h > b[1].h ? b[0].h : b[1].h;
    n->box.h = measure_control(&s->m, 80, h > box ? h : box, 14);
    for (int i = 0; i < 2; i++) {
        b[i].x = x;
        b[i].y = (n->box.h - b[i].h) / 2;
    }
    b[0].colour = COLOUR_text;
    b[1].colour = COLOUR_onPrimarySoft;
}

/* --- scales: blocks are low, high, problem ---------------------------------------------------- */

static const char *anchor(struct scene *s, const struct node *n, const char *name, double value) {
    const char *text = value_string(n->data, name, "");
    if (text[0] == '\0')
        return text;
    json_t *number = value_from_number(value);
    char *digits = value_text(number);
    struct text joined;
    text_init(&joined);
    text_addf(&joined, "%s%s%s", digits, say(s->look.words, WORD_ANCHOR), text);
    const char *kept = arena_text(&s->page->text_arena, joined.bytes, joined.length_bytes);
    text_finish(&joined);
    free(digits);
    json_decref(number);
    return kept;
}

/* Both ends of the scale on one line where they fit, else below each other. Returns the height. */
static int place_anchors(struct scene *s, struct node *n, int y, int width, bool with_numbers) {
    struct block *b = n->blocks;
    const char *low = with_numbers ? anchor(s, n, "low", n->from) : value_string(n->data, "low", "");
    const char *high = with_numbers ? anchor(s, n, "high", n->to) : value_string(n->data, "high", "");
    int low_w = text_natural(s, STYLE_TOOL, low);
    int high_w = text_natural(s, STYLE_TOOL, high);
    int middle = with_numbers ? measure_space(&s->m, 24)
                              : text_natural(s, STYLE_LEAD, "You chose 10") + 2 * measure_space(&s->m, 16);
    int widest = low_w > high_w ? low_w : high_w;
    bool beside = with_numbers ? low_w + high_w + middle <= width : 2 * widest + middle <= width;
    int low_room = beside ? low_w + 1 : with_numbers ? width : (width - middle) / 2;
    int high_room = beside ? high_w + 1 : with_numbers ? width : (width - middle) / 2;
    b[0].set = b[1].set = false;
    text_fit(s, &b[0], STYLE_TOOL, low, low_room, 0);
    text_fit(s, &b[1], STYLE_TOOL, high, high_room, beside || !with_numbers ? FIT_RIGHT : 0);
    b[0].h = low[0] == '\0' ? 0 : b[0].h;
    b[1].h = high[0] == '\0' ? 0 : b[1].h;
    b[0].x = 0;
    b[0].y = y;
    b[1].x = beside || !with_numbers ? width - b[1].w : 0;
    b[1].y = !beside && with_numbers ? y + b[0].h : y;
    b[0].colour = b[1].colour = COLOUR_text;
    return b[1].y + b[1].h > b[0].y + b[0].h ? b[1].y + b[1].h : b[0].y + b[0].h;
}

static int count_parts(const struct node *n) {
    int count = 0;
    for (const struct node *c = n->first; c != NULL; c = c->next)
        count++;
    return count;
}

static int place_cells(struct scene *s, struct node *n, int y, int width, int per_row) {
    int space = measure_space(&s->m, 12);
    int room = width - space * (per_row - 1);
    int i = 0;
    int height = 0;
    for (struct node *c = n->first; c != NULL; c = c->next, i++) {
        int column = i % per_row;
        int x0 = (int)((double)room * column / per_row);
        int x1 = (int)((double)room * (column + 1) / per_row);
        layout_node(s, c, x1 - x0);
        height = c->box.h;
        c->box.x = x0 + column * space;
        c->box.y = y + i / per_row * (height + space);
    }
    int rows = (i + per_row - 1) / per_row;
    return y + rows * height + (rows - 1) * space;
}

/* Minus, slider, plus; the value stands between the anchors below. */
static int place_slider(struct scene *s, struct node *n, int y, int width) {
    int space = measure_space(&s->m, 20);
    struct node *minus = n->first;
    struct node *slider = minus->next;
    struct node *plus = slider->next;
    layout_node(s, minus, width);
    layout_node(s, plus, width);
    layout_node(s, slider, width - 2 * (minus->box.w + space));
    minus->box.x = 0;
    slider->box.x = minus->box.w + space;
    plus->box.x = width - plus->box.w;
    minus->box.y = plus->box.y = y;
    slider->box.y = y + (minus->box.h - slider->box.h) / 2;
    return y + minus->box.h;
}

void layout_scale(struct scene *s, struct node *n, int width) {
    node_blocks(s->page, n, 3);
    bool cells = n->first != NULL && n->first->kind == NODE_CELL;
    int count = count_parts(n);
    bool rows = cells && s->m.narrow && count > 7;
    bool above = cells && s->m.narrow;
    int bottom = 0;
    if (above)
        bottom = place_anchors(s, n, 0, width, true) + measure_space(&s->m, 12);
    if (cells)
        bottom = place_cells(s, n, bottom, width, rows ? (count + 1) / 2 : count);
    else
        bottom = place_slider(s, n, bottom, width);
    n->aux = bottom; /* the wedge or the words start here */
    n->pad = above;
    if (!above) {
        int wedge = cells ? measure_space(&s->m, 18 + 26) : 0;
        int line = s->m.font[STYLE_LEAD].line;
        int top = bottom + wedge + measure_space(&s->m, 14);
        int shift = (line - s->m.font[STYLE_TOOL].line) / 2 + measure_space(&s->m, 1);
        bottom = place_anchors(s, n, top + shift, width, false);
        bottom = bottom > top + line ? bottom : top + line;
    }
    n->box.h = fit_problem(s, n, &n->blocks[2], bottom, width);
}

void layout_cell(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 1);
    text_fit(s, b, STYLE_NUMBER, n->label, width, FIT_CENTER | FIT_ONE_LINE);
    n->box.h = measure_control(&s->m, 104, b->h, s->m.narrow ? 15 : 24);
    b->y = (n->box.h - b->h) / 2;
    b->colour = COLOUR_text;
}

/* --- text boxes: blocks are example, hint, problem -------------------------------------------- */

static int place_chips(struct scene *s, struct node *n, int y, int width) {
    int space = measure_space(&s->m, 12);
    int x = 0;
    int height = 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        layout_node(s, c, width);
        if (x > 0 && x + c->box.w > width) {
            x = 0;
            y += height + space;
            height = 0;
        }
        c->box.x = x;
        c->box.y = y;
        x += c->box.w + space;
        height = c->box.h > height ? c->box.h : height;
    }
    return y + height;
}

void layout_textbox(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 3);
    const struct font *font = &s->m.font[STYLE_ENTRY];
    int64_t lines = value_int(n->data, "lines", 1);
    bool tiny = s->m.narrow && s->m.compact;
    n->pad = measure_space(&s->m, 28);
    int edge = measure_space(&s->m, 24);
    int shown = lines > 1 ? (int)(tiny && lines > 2 ? 2 : lines < 4 ? 4 : lines > 10 ? 10 : lines) : 1;
    int height = measure_control(&s->m, lines > 1 ? 200 : 88, shown * font->line, 24);
    if (tiny)
        height = shown * font->line + 2 * edge;
    text_fit(s, &b[0], STYLE_ENTRY, n->text, width - 2 * n->pad, lines > 1 ? 0 : FIT_ONE_LINE);
    b[0].x = n->pad;
    b[0].y = lines > 1 ? edge : (height - b[0].h) / 2;
    b[0].colour = COLOUR_muted;
    if (lines > 1 && b[0].h + 2 * edge > height)
        height = b[0].h + 2 * edge;
    n->aux = height;
    int bottom = height;
    if (n->first != NULL) {
        text_fit(s, &b[1], STYLE_SMALL, say(s->look.words, WORD_BEGIN_HINT), width, 0);
        b[1].colour = COLOUR_muted;
        b[1].y = bottom + measure_space(&s->m, 24);
        bottom = place_chips(s, n, b[1].y + b[1].h + measure_space(&s->m, 10), width);
    }
    n->box.h = fit_problem(s, n, &b[2], bottom, width);
}

void layout_chip(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 1);
    int pad = measure_space(&s->m, 25);
    text_fit(s, b, STYLE_TOOL, n->label, width - 2 * pad, 0);
    n->box.w = b->w + 2 * pad;
    n->box.h = measure_control(&s->m, 64, b->h, 12);
    b->x = pad;
    b->y = (n->box.h - b->h) / 2;
    b->colour = COLOUR_text;
}

/* --- numbers ---------------------------------------------------------------------------------- */

void layout_stepper(struct scene *s, struct node *n, int width) {
    (void)width;
    n->box.w = n->box.h = measure_control(&s->m, 80, measure_icon(&s->m, 30), 18);
    n->aux = measure_icon(&s->m, 30);
}

/* Minus, box with the unit behind the number, plus. Blocks are unit, problem. */
void layout_number(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 2);
    int space = measure_space(&s->m, 14);
    struct node *minus = n->first;
    struct node *plus = minus->next;
    layout_node(s, minus, width);
    layout_node(s, plus, width);
    int unit_w = text_natural(s, STYLE_BODY, value_string(n->data, "unit", ""));
    text_fit(s, &b[0], STYLE_BODY, value_string(n->data, "unit", ""), unit_w + 1, FIT_ONE_LINE);
    b[0].colour = COLOUR_muted;
    int room = width - 2 * (minus->box.w + space);
    int box = measure_icon(&s->m, 200) + (unit_w > 0 ? unit_w + space : 0);
    box = box > room ? room : box;
    int height = measure_control(&s->m, 80, s->m.font[STYLE_ENTRY].line, 16);
    n->pad = minus->box.w + space; /* where the box starts */
    n->aux = box;
    minus->box.x = 0;
    plus->box.x = n->pad + box + space;
    minus->box.y = plus->box.y = (height - minus->box.h) / 2;
    b[0].x = n->pad + box - unit_w - measure_space(&s->m, 24);
    b[0].y = (height - b[0].h) / 2;
    n->style = height;
    n->box.h = fit_problem(s, n, &b[1], height, width);
    n->box.w = plus->box.x + plus->box.w > n->box.w ? plus->box.x + plus->box.w : n->box.w;
}

void layout_slider(struct scene *s, struct node *n, int width) {
    n->box.w = width;
    n->box.h = measure_control(&s->m, 64, 0, 0);
    n->aux = measure_icon(&s->m, 34); /* knob */
}
