/* Tables: columns as wide as what is in them, or, where they do not fit, each row as a small paragraph in which every
 * value has its column's name before it. A cell is words, or words with a pill round them, a bar or a small line before
 * them. A row with an action can be pressed. Lengths are logical px measured on the target pictures. */
#include "scene/inside.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 12, HEAD = 1, STACKED = 2 /* styles of a row */ };

const json_t *row_cells(const struct node *row) {
    return json_is_array(row->data) ? row->data : json_object_get(row->data, "cells");
}

/* "6.7", "+2", "1,024": figures and signs, no words. */
static bool looks_like_number(const char *text) {
    return text[strcspn(text, "0123456789")] != '\0' && text[strspn(text, "0123456789.,+- ")] == '\0';
}

static const char *cell_words(struct scene *s, const json_t *cell) {
    if (json_is_string(cell))
        return json_string_value(cell);
    if (json_is_object(cell))
        return value_string(cell, "text", "");
    char *text = value_text(cell);
    const char *kept = arena_text(&s->page->text_arena, text, strlen(text));
    free(text);
    return kept;
}

struct cell row_cell(struct scene *s, const struct node *row, size_t i) {
    const json_t *cell = json_array_get(row_cells(row), i);
    struct cell c = {.text = cell_words(s, cell), .data = json_is_object(cell) ? cell : NULL};
    c.right = row->style != HEAD && i > 0 && (c.data == NULL || value_bool(c.data, "right", false)) &&
              looks_like_number(c.text);
    if (json_is_object(json_object_get(c.data, "bar")))
        c.before = measure_icon(&s->m, 170) + measure_space(&s->m, 14);
    else if (json_is_array(json_object_get(c.data, "line")))
        c.before = measure_icon(&s->m, 112) + measure_space(&s->m, 16);
    if (value_string(c.data, "tone", NULL) != NULL && c.text[0] != '\0') {
        c.icon = value_string(c.data, "icon", NULL) != NULL ? measure_icon(&s->m, 22) + measure_space(&s->m, 10) : 0;
        c.pad = measure_space(&s->m, 18);
    }
    return c;
}

static enum style cell_style(const struct node *row, const struct cell *c) {
    if (row->style == HEAD)
        return STYLE_TOOL_STRONG;
    return c->pad > 0 ? STYLE_TOOL : value_bool(c->data, "strong", false) ? STYLE_LABEL : STYLE_BODY;
}

static int cell_natural(struct scene *s, const struct node *row, const struct cell *c) {
    return c->before + 2 * c->pad + c->icon + text_natural(s, cell_style(row, c), c->text) + 1;
}

/* The widest cell of each column and the space behind it; returns their sum. */
static int column_widths(struct scene *s, const struct node *n, int *widths, size_t *out_columns) {
    size_t columns = 0;
    int total = 0;
    int space = measure_space(&s->m, 28);
    memset(widths, 0, COLUMNS_MAX * sizeof *widths);
    for (const struct node *row = n->first; row != NULL; row = row->next) {
        size_t count = json_array_size(row_cells(row));
        columns = count > columns ? count : columns;
        for (size_t i = 0; i < count && i < COLUMNS_MAX; i++) {
            struct cell c = row_cell(s, row, i);
            int w = cell_natural(s, row, &c) + space;
            widths[i] = w > widths[i] ? w : widths[i];
        }
    }
    *out_columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX;
    for (size_t i = 0; i < *out_columns; i++)
        total += widths[i];
    return total - space; /* none behind the last */
}

static int chevron_room(struct scene *s, const struct node *row) {
    return row->action != NULL ? measure_icon(&s->m, 28) + measure_space(&s->m, 20) : 0;
}

static bool has_actions(const struct node *n) {
    return n->last != NULL && n->last->action != NULL;
}

static void fit_cell(struct scene *s, const struct node *row, struct block *b, const struct cell *c, int x, int room) {
    int inner = room - c->before - 2 * c->pad - c->icon;
    text_fit(s, b, cell_style(row, c), c->text, inner, c->right ? FIT_RIGHT : 0);
    b->x = x + c->before + c->pad + c->icon;
    b->colour = row->style == HEAD ? COLOUR_muted : COLOUR_text;
}

static void layout_line(struct scene *s, struct node *row, const int *x, const int *widths, size_t columns, int width) {
    struct block *b = node_blocks(s->page, row, columns);
    int tallest = 0;
    int space = measure_space(&s->m, 28);
    for (size_t i = 0; i < columns; i++) {
        struct cell c = row_cell(s, row, i);
        fit_cell(s, row, &b[i], &c, x[i], widths[i] - space);
        tallest = b[i].h > tallest ? b[i].h : tallest;
    }
    int least = measure_space(&s->m, row->style == HEAD ? 60 : 84);
    int height = tallest + measure_space(&s->m, 24);
    row->box = (struct rect){0, row->box.y, width, height > least ? height : least};
    for (size_t i = 0; i < columns; i++)
        b[i].y = (row->box.h - b[i].h) / 2;
}

/* "PEG now 7.3": the name of the column stands before its value, muted names would need a second block. */
static const char *named(struct scene *s, const struct node *n, const struct cell *c, size_t i) {
    const struct node *head = n->first;
    if (i == 0 || head->style != HEAD || c->pad > 0 || c->text[0] == '\0')
        return c->text;
    const char *name = row_cell(s, head, i).text;
    size_t bytes = strlen(name) + strlen(c->text) + sizeof ": ";
    char *text = arena_get(&s->page->text_arena, bytes);
    snprintf(text, bytes, "%s: %s", name, c->text);
    return text;
}

/* Cells one after the other, wrapping; the first has a line of its own. */
static void layout_stacked(struct scene *s, const struct node *n, struct node *row, size_t columns, int width) {
    struct block *b = node_blocks(s->page, row, columns);
    int pad = measure_space(&s->m, 18), space = measure_space(&s->m, 32), right = chevron_room(s, row);
    int room = width - right, x = 0, y = pad, height = 0;
    for (size_t i = 0; i < columns; i++) {
        struct cell c = row_cell(s, row, i);
        c.text = named(s, n, &c, i);
        c.right = false;
        int w = cell_natural(s, row, &c);
        w = w > room ? room : w;
        if (x > 0 && (x + w > room || i == 1)) {
            x = 0;
            y += height + measure_space(&s->m, 12);
            height = 0;
        }
        fit_cell(s, row, &b[i], &c, x, w);
        int line = s->m.font[STYLE_BODY].line;
        b[i].y = y + (c.pad > 0 ? c.pad / 3 : b[i].h < line ? (line - b[i].h) / 2 : 0);
        int h = b[i].h + 2 * (c.pad / 3);
        height = h > height ? h : height;
        x += c.text[0] != '\0' || c.before > 0 ? w + space : 0;
    }
    row->box = (struct rect){0, row->box.y, width, y + height + pad};
}

void layout_table(struct scene *s, struct node *n, int width) {
    int widths[COLUMNS_MAX], x[COLUMNS_MAX];
    size_t columns;
    int room = width - (has_actions(n) ? chevron_room(s, n->last) : 0);
    int total = column_widths(s, n, widths, &columns);
    bool stacked = total > room && columns > 2;
    int at = 0, y = 0;
    for (size_t i = 0; i < columns; i++) {
        /* The space behind the last column lies outside. */
        double whole = room + measure_space(&s->m, 28), natural = total + measure_space(&s->m, 28);
        widths[i] = natural > 0 ? (int)(widths[i] * whole / natural) : 0;
        x[i] = at;
        at += widths[i];
    }
    for (struct node *row = n->first; row != NULL; row = row->next) {
        bool head = row->style == HEAD;
        row->box.y = y;
        row->hidden = stacked && head;
        if (row->hidden)
            row->box.h = 0;
        else if (stacked) {
            row->style = STACKED;
            layout_stacked(s, n, row, columns, width);
        } else {
            row->style = head ? HEAD : 0;
            layout_line(s, row, x, widths, columns, width);
        }
        y += row->box.h;
    }
    n->box.h = y;
}
