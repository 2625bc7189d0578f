/* Layout of what tells of days and choices on the app's own screens: the tag above a title, the week, the sprig, facts
 * in a panel, the calendar, tiles of equal width, and the picks and switches of the settings. Lengths are logical px
 * measured on the target pictures. */
#include "scene/inside.h"

/* --- tag: icon and words of a kind, and what stands at the other end of the line -------------- */

void layout_tag(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 2);
    const char *trailing = value_string(n->data, "trailing", "");
    int icon = measure_icon(&s->m, 28) + measure_space(&s->m, 10);
    int before = n->icon != NULL ? icon : 0;
    int right = text_natural(s, STYLE_SMALL, trailing);
    bool with_icon = value_string(n->data, "trailing_icon", NULL) != NULL;
    int room = width - before - right - (with_icon ? icon : 0) - measure_space(&s->m, 20);
    bool beside = right > 0 && text_natural(s, STYLE_TOOL_STRONG, n->text) <= room;
    text_fit(s, &b[0], STYLE_TOOL_STRONG, n->text, beside ? room : width - before, 0);
    text_fit(s, &b[1], STYLE_SMALL, trailing, right + 1, FIT_ONE_LINE);
    b[0].x = before;
    b[1].x = beside ? width - b[1].w : with_icon ? icon : 0;
    b[1].y = beside ? 0 : b[0].h;
    b[0].colour = paint_tint(n).ink;
    b[1].colour = COLOUR_muted;
    b[1].h = right > 0 ? b[1].h : 0;
    n->aux = measure_icon(&s->m, 28);
    n->box.h = b[1].y + b[1].h > b[0].h ? b[1].y + b[1].h : b[0].h;
}

/* A round tint with an icon, beside a heading. */
void layout_blob(struct scene *s, struct node *n, int width) {
    (void)width;
    n->box.w = n->box.h = measure_icon(&s->m, value_number(n->data, "size", 88));
}

/* --- week: blocks of a row are day, words, "Done" --------------------------------------------- */

static void layout_week_row(struct scene *s, struct node *n, int width, int day_w) {
    struct block *b = node_blocks(s->page, n, 3);
    bool today = value_bool(n->data, "today", false);
    bool done = value_bool(n->data, "done", false);
    enum style style = today ? STYLE_TOOL_STRONG : STYLE_TOOL;
    const char *state = value_string(n->data, "state", "");
    int icon = done ? measure_icon(&s->m, 24) + measure_space(&s->m, 8) : 0;
    int state_w = text_natural(s, STYLE_SMALL, state);
    text_fit(s, &b[0], style, value_string(n->data, "day", ""), day_w, FIT_ONE_LINE);
    text_fit(s, &b[2], STYLE_SMALL, state, state_w + 1, FIT_ONE_LINE);
    int right = state_w > 0 ? state_w + icon + measure_space(&s->m, 12) : 0;
    b[1].x = day_w + measure_space(&s->m, 18);
    int room = width - b[1].x - right;
    bool below = right > 0 && room < measure_icon(&s->m, 150);
    text_fit(s, &b[1], style, n->label, below ? room + right : room, 0);
    int inner = b[1].h + (below ? b[2].h : 0);
    n->box.w = width;
    n->box.h = inner + 2 * measure_space(&s->m, 15);
    b[0].y = b[1].y = measure_space(&s->m, 15);
    b[2].x = below ? b[1].x + icon : width - state_w;
    b[2].y = below ? b[1].y + b[1].h : b[1].y;
    enum colour ink = today ? COLOUR_onPrimarySoft : COLOUR_text;
    b[0].colour = today ? ink : COLOUR_muted;
    b[1].colour = ink;
    b[2].colour = today ? ink : COLOUR_good;
    n->aux = measure_icon(&s->m, 24);
}

void layout_week(struct scene *s, struct node *n, int width) {
    int day_w = 0;
    int y = 0;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        int w = text_natural(s, STYLE_TOOL_STRONG, value_string(c->data, "day", "")) + 1;
        day_w = w > day_w ? w : day_w;
    }
    for (struct node *c = n->first; c != NULL; c = c->next) {
        layout_week_row(s, c, width, day_w);
        c->box.x = 0;
        c->box.y = y;
        y += c->box.h;
    }
    n->box.h = y;
}

/* --- sprig ------------------------------------------------------------------------------------ */

void layout_sprig(struct scene *s, struct node *n, int width) {
    int leaves = (int)value_int(n->data, "of", 8);
    leaves = leaves < 1 ? 1 : leaves > 26 ? 26 : leaves;
    int leaf = measure_space(&s->m, n->parent->kind == NODE_FACT ? 36 : 48);
    int step = leaf * 11 / 12;
    int most = (width - leaf) / (leaves + 1);
    step = step < most ? step : most;
    n->aux = leaf;
    n->pad = step;
    n->box.w = step * (leaves + 1) + leaf / 2;
    n->box.h = leaf * 2;
}

/* --- facts: blocks of a row are label, text --------------------------------------------------- */

void layout_fact(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 2);
    int pad = measure_space(&s->m, 32);
    int edge = measure_space(&s->m, 22);
    int space = measure_space(&s->m, 20);
    int room = width - 2 * pad;
    enum style style = value_bool(n->data, "strong", false) ? STYLE_LABEL : STYLE_BODY;
    int label_w = text_natural(s, STYLE_BODY, n->label);
    int text_w = text_natural(s, style, n->text);
    int bars = json_is_object(json_object_get(n->data, "bars")) ? measure_icon(&s->m, 170) : 0;
    if (n->first != NULL) {
        layout_node(s, n->first, room);
        bars = n->first->box.w;
    }
    n->aux = bars;
    n->pad = pad;
    bool stacked = label_w + text_w + bars + (bars > 0 ? 2 : 1) * space > room;
    text_fit(s, &b[0], STYLE_BODY, n->label, stacked ? room : label_w + 1, 0);
    text_fit(s, &b[1], style, n->text, stacked ? room : text_w + 1, 0);
    b[0].colour = COLOUR_text;
    b[1].colour = bars > 0 && n->first != NULL ? COLOUR_muted : COLOUR_text;
    int bars_h = n->first != NULL ? n->first->box.h : bars > 0 ? measure_icon(&s->m, 34) : 0;
    int y = edge + (stacked ? b[0].h : 0);
    int line = b[0].h > b[1].h ? b[0].h : b[1].h;
    int inner = stacked ? b[0].h + bars_h + b[1].h : line > bars_h - edge ? line : bars_h - edge;
    n->box.h = inner + 2 * edge;
    b[0].x = pad;
    b[0].y = stacked ? edge : (n->box.h - b[0].h) / 2;
    b[1].x = stacked ? pad : width - pad - b[1].w;
    b[1].y = stacked ? y + bars_h : (n->box.h - b[1].h) / 2;
    n->style = stacked ? y : 0; /* where the bars start; 0: in the middle */
    if (n->first != NULL) {
        n->first->box.x = stacked ? pad : b[1].x - space - bars;
        n->first->box.y = stacked ? y : (n->box.h - bars_h) / 2;
    }
}

void layout_facts(struct scene *s, struct node *n, int width) {
    int y = 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        layout_node(s, c, width);
        c->box.x = 0;
        c->box.y = y;
        y += c->box.h;
    }
    n->box.h = y;
}

/* --- calendar: blocks are title, summary, the words below, then the heads of the 7 columns ---- */

enum { DAYS = 7 };

void layout_calendar(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 3 + DAYS);
    const json_t *heads = json_object_get(n->data, "heads");
    size_t count = json_array_size(json_object_get(n->data, "days"));
    text_fit(s, &b[0], STYLE_H3, value_string(n->data, "title", ""), width, 0);
    text_fit(s, &b[1], STYLE_SMALL, value_string(n->data, "summary", ""), width, 0);
    text_fit(s, &b[2], STYLE_SMALL, value_string(n->data, "note", ""), width, 0);
    b[0].colour = COLOUR_text;
    b[1].colour = b[2].colour = COLOUR_muted;
    b[1].y = b[0].h;
    int space = measure_space(&s->m, 10);
    int cell = (width - (DAYS - 1) * space) / DAYS;
    int most = measure_icon(&s->m, 48);
    cell = cell < most ? cell : most;
    int y = b[1].y + b[1].h + measure_space(&s->m, 14);
    for (size_t i = 0; i < DAYS; i++) {
        text_fit(s, &b[3 + i], STYLE_TINY, json_string_value(json_array_get(heads, i)), cell,
                 FIT_CENTER | FIT_ONE_LINE);
        b[3 + i].x = (int)i * (cell + space);
        b[3 + i].y = y;
        b[3 + i].colour = COLOUR_muted;
    }
    n->pad = cell;
    n->aux = y + b[3].h + measure_space(&s->m, 6);
    int rows = (int)(count + DAYS - 1) / DAYS;
    b[2].y = n->aux + rows * (cell + space) + measure_space(&s->m, 4);
    n->box.h = b[2].y + b[2].h;
}

/* --- tiles, picks, switches ------------------------------------------------------------------- */

/* Equal widths, as many beside each other as have room for their words. */
/* As high as its neighbours, its words still in the middle. */
static void stretch_tile(struct node *n, int height) {
    bool words_alone = n->kind == NODE_PICK && json_object_get(n->data, "percent") == NULL &&
                       json_object_get(n->data, "theme") == NULL;
    for (size_t i = 0; i < n->block_count && words_alone; i++)
        n->blocks[i].y += (height - n->box.h) / 2;
    n->box.h = height;
}

void layout_tiles(struct scene *s, struct node *n, int width) {
    int space = measure_space(&s->m, 20);
    int least = measure_icon(&s->m, value_number(n->data, "least", 170));
    int count = 0;
    for (const struct node *c = n->first; c != NULL; c = c->next)
        count++;
    int per_row = (width + space) / (least + space);
    per_row = per_row < 1 ? 1 : per_row > count ? count : per_row;
    if (per_row > 1 && count % per_row == 1 && value_number(n->data, "least", 0) > 300)
        per_row = 1; /* rather one below the other than one left over */
    int rows = per_row > 0 ? (count + per_row - 1) / per_row : 0;
    per_row = rows > 0 ? (count + rows - 1) / rows : 1; /* rows of like length */
    per_row = (int)value_int(n->data, "columns", per_row);
    per_row = per_row < 1 ? 1 : per_row;
    int w = (width - space * (per_row - 1)) / per_row;
    /* Digits stand as on a telephone: from left to right also where the page is mirrored. */
    bool as_keys = s->look.right_to_left && value_bool(n->data, "keys", false);
    int y = 0;
    int i = 0;
    int height = 0;
    struct node *line = n->first;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        layout_node(s, c, w);
        c->box.x = (as_keys ? per_row - 1 - i : i) * (w + space);
        c->box.y = y;
        height = c->box.h > height ? c->box.h : height;
        if (++i < per_row && c->next != NULL)
            continue;
        for (; line != c->next; line = line->next)
            stretch_tile(line, height);
        y += height + (c->next != NULL ? measure_space(&s->m, 16) : 0);
        height = i = 0;
    }
    n->box.h = y;
}

/* A sample of what is chosen, and its name below (a text size) or beside it (a theme, plain words). */
void layout_pick(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 1);
    bool size = json_is_number(json_object_get(n->data, "percent"));
    bool swatch = value_string(n->data, "theme", NULL) != NULL;
    int pad = measure_space(&s->m, 22);
    int sample = size ? measure_space(&s->m, 62) : swatch ? measure_icon(&s->m, 84) : 0;
    n->aux = sample;
    n->pad = pad;
    if (size) {
        text_fit(s, b, STYLE_TOOL, n->label, width, FIT_CENTER);
        n->box.h = measure_control(&s->m, 120, sample + b->h, 16);
        b->x = 0;
        b->y = n->box.h - b->h - (n->box.h - sample - b->h) / 2;
        return;
    }
    int x = pad + sample + (sample > 0 ? measure_space(&s->m, 20) : 0);
    text_fit(s, b, STYLE_BODY, n->label, width - x - pad, swatch ? 0 : FIT_CENTER);
    int tallest = b->h > sample * 2 / 3 ? b->h : sample * 2 / 3;
    n->box.h = measure_control(&s->m, swatch ? 96 : 80, tallest, 18);
    b->x = x;
    b->y = (n->box.h - b->h) / 2;
}

/* Words at the left, "On" and the switch at the right. Blocks are label, sub, state. */
void layout_switch(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, 3);
    const char *sub = value_string(n->data, "sub", "");
    int pill = measure_icon(&s->m, 78);
    int space = measure_space(&s->m, 18);
    int state_w = text_natural(s, STYLE_LABEL, value_string(n->data, "state", ""));
    int pad = measure_space(&s->m, 12);
    int room = width - pill - state_w - 2 * space - 2 * pad;
    text_fit(s, &b[0], STYLE_BODY_MEDIUM, n->label, room, 0);
    text_fit(s, &b[1], STYLE_SMALL, sub, room, 0);
    text_fit(s, &b[2], STYLE_LABEL, value_string(n->data, "state", ""), state_w + 1, FIT_ONE_LINE);
    b[1].h = sub[0] != '\0' ? b[1].h : 0;
    n->box.h = measure_control(&s->m, 72, b[0].h + b[1].h, 8);
    n->aux = pill;
    n->pad = pad;
    b[0].x = b[1].x = pad;
    b[0].y = (n->box.h - b[0].h - b[1].h) / 2;
    b[1].y = b[0].y + b[0].h;
    b[2].x = width - pad - pill - space - state_w;
    b[2].y = (n->box.h - b[2].h) / 2;
    b[0].colour = b[2].colour = COLOUR_text;
    b[1].colour = COLOUR_muted;
}
