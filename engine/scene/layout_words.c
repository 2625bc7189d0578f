/* Layout of what is read: headings, texts, quotes, status labels, pictures, step dots, review rows,
 * and rings. Sizes in comments and numbers are logical px measured on the target pictures. Texts go
 * through text_fit(), which remembers them; only places are computed again. */
#include "scene/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_in_box(const struct node *n) {
    for (const struct node *at = n->parent; at != NULL; at = at->parent) {
        if (at->kind == NODE_CARD || at->kind == NODE_PANEL)
            return true;
    }
    return false;
}

static enum style heading_style(const struct scene *s, const struct node *n) {
    if (n->style <= 1)
        return s->page->brand && !s->m.compact && !is_in_box(n) ? STYLE_DISPLAY : STYLE_H1;
    return n->style == 2 ? STYLE_H2 : STYLE_H3;
}

static enum style words_style(const struct scene *s, const struct node *n) {
    switch (n->kind) {
    case NODE_HEADING:
        return heading_style(s, n);
    case NODE_LEAD:
        return STYLE_LEAD;
    case NODE_WORDS:
        return STYLE_WORDS;
    default:
        return STYLE_SMALL;
    }
}

void layout_words(struct scene *s, struct node *n, int width) {
    if (n->kind == NODE_TEXT) {
        markdown_layout(s, n, width);
        return;
    }
    struct block *b = node_blocks(s->page, n, 1);
    unsigned flags = s->page->center && !n->fixed ? FIT_CENTER : 0;
    n->style = n->kind == NODE_HEADING ? (int)value_int(n->data, "level", 1) : 0;
    text_fit(s, b, words_style(s, n), n->text, width, flags | (n->kind == NODE_HEADING ? FIT_BALANCE : 0u));
    b->colour = n->kind == NODE_LEAD || n->kind == NODE_SMALL ? COLOUR_muted : COLOUR_text;
    n->box.h = b->h;
    if (n->fixed)
        n->box.w = b->w;
}

void layout_quotes(struct scene *s, struct node *n, int width) {
    bool stacked = s->m.narrow || n->first == n->last;
    int space = measure_space(&s->m, 40);
    int w = stacked ? width : (width - space) / 2;
    int y = 0;
    int row = 0;
    int column = 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        layout_node(s, c, w);
        c->box.x = column * (w + space);
        c->box.y = y;
        row = c->box.h > row ? c->box.h : row;
        column = stacked ? 0 : 1 - column;
        if (column == 0 || c->next == NULL) {
            y += row + (c->next != NULL ? measure_space(&s->m, 16) : 0);
            row = 0;
        }
    }
    n->box.h = y;
}

void layout_quote(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 2);
    int indent = measure_space(&s->m, 27);
    text_fit(s, &b[0], STYLE_SMALL, n->label, width - indent, 0);
    text_fit(s, &b[1], STYLE_WORDS, n->text, width - indent, 0);
    b[0].h = n->label == NULL || n->label[0] == '\0' ? 0 : b[0].h;
    b[0].x = b[1].x = indent;
    b[0].y = measure_space(&s->m, 2);
    b[1].y = b[0].y + b[0].h;
    b[0].colour = COLOUR_muted;
    b[1].colour = COLOUR_text;
    n->box.h = b[1].y + b[1].h + measure_space(&s->m, 2);
}

void layout_status(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 1);
    if (n->text == NULL || n->text[0] == '\0') {
        n->box.w = 0; /* for the robot only */
        return;
    }
    int icon = measure_icon(&s->m, 24);
    int pad = measure_space(&s->m, 18);
    int before = pad + icon + measure_space(&s->m, 10);
    text_fit(s, b, STYLE_TOOL, n->text, width - before - pad, 0);
    b->colour = COLOUR_text;
    b->x = before;
    b->y = measure_space(&s->m, 9);
    n->aux = icon;
    n->pad = pad;
    n->box.w = before + b->w + pad;
    n->box.h = b->h + 2 * b->y;
}

void layout_picture(struct scene *s, struct node *n, int width) {
    if (s->m.contrast && value_string(n->data, "art", NULL) != NULL) {
        n->box.w = 0; /* decoration has no place there */
        return;
    }
    int h = measure_space(&s->m, value_number(n->data, "height", 240));
    int most = (int)(s->view.h * (s->tight_fit ? 0.42 : 0.6));
    bool limited = h > most && most > 80;
    /* One that says something is made smaller, never cropped further. */
    bool says = value_string(n->data, "alt", "")[0] != '\0' && n->parent == s->page->body;
    double shape = (double)measure_design_width(&s->m, value_string(s->page->data, "column", "question")) /
                   value_number(n->data, "height", 240);
    n->box.h = limited ? most : h;
    n->box.w = width;
    if (says && n->box.h * shape < width)
        n->box.w = (int)(n->box.h * shape);
    else if (says && n->box.h * shape > width)
        n->box.h = (int)(width / shape);
}

/* --- step dots: block 2i is the dot's place, 2i + 1 its word ---------------------------------- */

static int dot_size(const struct scene *s, int64_t i, int64_t current, bool with_words) {
    return measure_icon(&s->m, with_words || i + 1 < current ? 40 : i + 1 == current ? 56 : 24);
}

static int steps_width(const struct scene *s, const struct node *n, size_t count, int64_t current, bool with_words) {
    int total = 0;
    for (size_t i = 0; i < count; i++) {
        total += dot_size(s, (int64_t)i, current, with_words);
        if (with_words)
            total += measure_space(&s->m, 12) + n->blocks[i * 2 + 1].w;
    }
    return total;
}

static void place_steps(struct scene *s, struct node *n, size_t count, int64_t current, int between) {
    bool with_words = n->aux != 0;
    int x = 0;
    for (size_t i = 0; i < count; i++) {
        struct block *dot = &n->blocks[i * 2];
        struct block *word = dot + 1;
        dot->w = dot->h = dot_size(s, (int64_t)i, current, with_words);
        dot->x = x;
        dot->y = (n->box.h - dot->h) / 2;
        x += dot->w;
        if (with_words) {
            word->x = x + measure_space(&s->m, 12);
            word->y = (n->box.h - word->h) / 2;
            x = word->x + word->w;
        }
        x += between;
    }
}

void layout_steps(struct scene *s, struct node *n, int width) {
    const json_t *items = json_object_get(n->data, "items");
    size_t count = json_array_size(items);
    int64_t current = value_int(n->data, "current", 1);
    struct block *b = node_blocks(s->page, n, count * 2);
    for (size_t i = 0; i < count; i++) {
        const char *word = json_string_value(json_array_get(items, i));
        bool now = (int64_t)i + 1 == current;
        text_fit(s, &b[i * 2 + 1], now ? STYLE_TOOL_STRONG : STYLE_TOOL, word, width, FIT_ONE_LINE);
        b[i * 2 + 1].colour = (int64_t)i < current ? COLOUR_text : COLOUR_muted;
    }
    bool says = false;
    for (size_t i = 0; i < count; i++)
        says = says || b[i * 2 + 1].w > 0;
    int gaps = count > 1 ? (int)count - 1 : 1;
    int least = measure_space(&s->m, 60);
    int total = steps_width(s, n, count, current, true);
    n->aux = says && total + gaps * least <= width;
    if (n->aux == 0)
        total = steps_width(s, n, count, current, false);
    n->box.h = dot_size(s, current - 1, current, n->aux != 0);
    int between = (width - total) / gaps;
    int most = n->aux != 0 ? measure_space(&s->m, 126) : between;
    place_steps(s, n, count, current, between < most ? between : most);
}

/* --- review ----------------------------------------------------------------------------------- */

void layout_review(struct scene *s, struct node *n, int width) {
    layout_stack(s, n, 0, 0, width, &n->box.h);
    int y = 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        c->box.x = 0;
        c->box.y = y;
        y += c->box.h;
    }
    n->box.h = y;
}

/* In the middle of a low row; at the top of one that may be longer than the window. */
static void place_edit(const struct scene *s, struct node *edit, int width, int pad, int height) {
    if (edit == NULL)
        return;
    edit->box.x = width - pad - edit->box.w;
    edit->box.y = height > s->view.h / 3 ? measure_space(&s->m, 12) : (height - edit->box.h) / 2;
}

void layout_review_row(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 2);
    bool stacked = s->m.narrow || s->m.portrait;
    int pad = measure_space(&s->m, 32);
    int edge = measure_space(&s->m, stacked ? 14 : 25);
    int edit_w = 0;
    if (n->first != NULL) {
        layout_node(s, n->first, width);
        edit_w = n->first->box.w;
    }
    int label_w = stacked ? width - 2 * pad - edit_w : (int)((width - 2 * pad) * 0.26);
    int text_x = stacked ? pad : pad + label_w + measure_space(&s->m, 28);
    text_fit(s, &b[0], STYLE_TOOL_STRONG, n->label, label_w, 0);
    text_fit(s, &b[1], value_bool(n->data, "words", false) ? STYLE_WORDS : STYLE_BODY, n->text,
             width - text_x - pad - edit_w - measure_space(&s->m, 16), 0);
    b[0].colour = b[1].colour = COLOUR_text;
    int inner = stacked ? b[0].h + b[1].h : b[0].h > b[1].h ? b[0].h : b[1].h;
    int height = inner + 2 * edge;
    int least = n->first != NULL ? n->first->box.h + measure_space(&s->m, 12) : 0;
    n->box.h = height > least ? height : least;
    b[0].x = pad;
    b[1].x = text_x;
    bool tall = n->box.h > s->view.h / 3;
    b[0].y = stacked ? (n->box.h - inner) / 2 : tall ? edge : (n->box.h - b[0].h) / 2;
    b[1].y = stacked ? b[0].y + b[0].h : (n->box.h - b[1].h) / 2;
    place_edit(s, n->first, width, pad - (n->first != NULL ? n->first->pad : 0), n->box.h);
}

/* --- ring ------------------------------------------------------------------------------------- */

void layout_ring(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 2);
    int size = measure_icon(&s->m, 190);
    char *value = value_text(json_object_get(n->data, "value"));
    size = size > width ? width : size;
    text_fit(s, &b[0], STYLE_H1, value, size, FIT_CENTER);
    text_fit(s, &b[1], STYLE_BODY, n->label, size, FIT_CENTER);
    free(value);
    b[0].colour = b[1].colour = COLOUR_text;
    int top = (size - b[0].h - b[1].h) / 2;
    b[0].y = top;
    b[1].y = top + b[0].h;
    n->box.w = n->box.h = size;
}
