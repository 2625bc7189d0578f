/* The frame of a page: tools and title at the top, the notice and the footer with its buttons at the bottom. What is
 * left between them is the scroll area. Boxes here are window pixels.
 * A footer that is too wide gives way in steps: less padding, no icons, a second row. */
#include "scene/inside.h"

#include <string.h>

static void put(struct node *n, int x, int y, int w, int h) {
    n->box = (struct rect){x, y, w, h};
    n->at = n->box;
}

static int margin(const struct scene *s) {
    const struct theme_data *d = s->m.data;
    return measure_space(&s->m, s->m.portrait && !s->m.narrow ? (double)d->margin_portrait : (double)d->margin);
}

/* Tools are pills with words, or tiles with icons where there is no room. */
static int tool_width(struct scene *s, struct node *n) {
    bool help = strcmp(n->text, "help") == 0;
    int icon = measure_icon(&s->m, 28);
    struct block *b = node_blocks(s->page, n, 1);
    const char *label = s->tools_small && help ? say(s->look.words, WORD_HELP_SHORT) : n->label;
    bool with_words = !s->tools_small || help;
    n->pad = measure_space(&s->m, s->tools_small ? 20 : 24);
    n->aux = icon;
    b->set = false;
    text_fit(s, b, STYLE_TOOL, with_words ? label : "", s->m.w, FIT_ONE_LINE);
    int gap = with_words ? measure_space(&s->m, 12) : 0;
    b->x = n->pad + icon + gap;
    int w = 2 * n->pad + icon + gap + (with_words ? b->w : 0);
    return w < 56 ? 56 : w;
}

static int place_tools(struct scene *s, int y, int height) {
    int x = s->m.w - margin(s);
    int space = measure_space(&s->m, 20);
    struct node *tools[8];
    size_t count = 0;
    for (struct node *n = s->page->tools->first; n != NULL && count < 8; n = n->next)
        tools[count++] = n;
    while (count > 0) {
        struct node *n = tools[--count];
        int w = tool_width(s, n);
        x -= w;
        put(n, x, y, w, height);
        n->blocks[0].y = (height - n->blocks[0].h) / 2;
        x -= space;
    }
    return x;
}

/* The first sentence, for a narrow bar. */
static const char *first_sentence(struct scene *s, const char *text) {
    const char *dot = strstr(text, ". ");
    return dot != NULL ? arena_text(&s->page->text_arena, text, (size_t)(dot - text)) : text;
}

/* Cuts a line that is too long and ends it in three dots. */
static void fit_title(struct scene *s, struct block *b, enum style style, const char *text, int room) {
    b->set = false;
    text_fit(s, b, style, text, room, FIT_ONE_LINE);
    size_t length = strlen(text);
    while (b->w > room && length > 1) {
        length = caret_prev(text, length, length - length / 12);
        char *cut = arena_get(&s->page->text_arena, length + sizeof "\xE2\x80\xA6");
        memcpy(cut, text, length);
        memcpy(cut + length, "\xE2\x80\xA6", sizeof "\xE2\x80\xA6");
        b->set = false;
        text_fit(s, b, style, cut, room, FIT_ONE_LINE);
    }
}

static void place_brand(struct scene *s, struct rect bar) {
    struct node *n = s->page->title;
    struct block *b = node_blocks(s->page, n, 2);
    int icon = measure_icon(&s->m, 44);
    n->aux = icon;
    fit_title(s, &b[0], STYLE_H2, "Balm", bar.w);
    b[0].x = icon + measure_space(&s->m, 12);
    b[0].y = (bar.h - b[0].h) / 2;
    b[0].colour = COLOUR_text;
    fit_title(s, &b[1], STYLE_TINY, "", bar.w);
}

static void place_title(struct scene *s, struct rect bar) {
    struct node *n = s->page->title;
    put(n, bar.x, bar.y, bar.w, bar.h);
    if (s->page->brand) {
        place_brand(s, bar);
        return;
    }
    struct block *b = node_blocks(s->page, n, 2);
    const char *title = n->label != NULL ? n->label : "";
    const char *sub = n->text != NULL ? n->text : "";
    if (s->tools_small && sub[0] != '\0') {
        title = first_sentence(s, sub);
        sub = "";
    }
    fit_title(s, &b[0], STYLE_TOOL_STRONG, title, bar.w);
    fit_title(s, &b[1], STYLE_TINY, sub, bar.w);
    b[0].colour = COLOUR_text;
    b[1].colour = COLOUR_muted;
    int height = sub[0] != '\0' ? b[0].h + b[1].h - measure_space(&s->m, 2) : b[0].h;
    b[0].y = (bar.h - height) / 2;
    b[1].y = b[0].y + b[0].h - measure_space(&s->m, 2);
}

static int title_needs(struct scene *s) {
    const struct node *n = s->page->title;
    if (s->page->brand)
        return measure_icon(&s->m, 44) + measure_space(&s->m, 12) + text_natural(s, STYLE_H2, "Balm");
    int title = text_natural(s, STYLE_TOOL_STRONG, n->label);
    int sub = text_natural(s, STYLE_TINY, n->text);
    return title > sub ? title : sub;
}

void frame_top(struct scene *s) {
    int progress = s->page->progress != NULL ? measure_space(&s->m, (double)s->m.data->progress_bar) : 0;
    if (progress != 0 && s->m.contrast)
        progress += measure_space(&s->m, 6);
    if (s->page->progress != NULL)
        put(s->page->progress, 0, 0, s->m.w, progress);
    int icon = measure_icon(&s->m, 28);
    int line = s->m.font[STYLE_TOOL].line;
    int inner = icon > line ? icon : line;
    s->tools_small = s->m.narrow;
    int left = margin(s);
    int height = 0;
    int bar = 0;
    for (int attempt = 0; attempt < 2; attempt++) {
        height = measure_control(&s->m, 64, inner, s->tools_small ? 22 : 12);
        bar = measure_space(&s->m, (double)s->m.data->top_bar);
        int words_h = s->tools_small ? 0 : s->m.font[STYLE_TOOL].line + s->m.font[STYLE_TINY].line;
        int least = (words_h > height ? words_h : height) + measure_space(&s->m, 24);
        bar = bar < least ? least : bar;
        int tools_x = place_tools(s, progress + (bar - height) / 2, height);
        s->topbar = (struct rect){0, progress, s->m.w, bar};
        place_title(s, (struct rect){left, progress, tools_x - left, bar});
        if (s->tools_small || title_needs(s) <= tools_x - left)
            break;
        s->tools_small = true;
    }
    s->topbar.h += progress;
    s->topbar.y = 0;
}

enum { FOOT_WIDE, FOOT_TIGHT, FOOT_BARE, FOOT_ROWS };

struct foot {
    struct node *nodes[4];
    size_t count;
    int total;
};

static void measure_foot(struct scene *s, struct foot *f, int how) {
    f->total = 0;
    for (size_t i = 0; i < f->count; i++) {
        struct node *n = f->nodes[i];
        n->pad = n->kind != NODE_BUTTON ? 0 : measure_space(&s->m, how == FOOT_WIDE ? 38 : how == FOOT_TIGHT ? 22 : 14);
        n->aux = how >= FOOT_BARE ? -1 : 0; /* -1: no icon */
        layout_node(s, n, s->column_w);
        int natural = n->kind == NODE_BUTTON ? n->box.w : layout_natural(s, n, s->column_w);
        int least = how != FOOT_WIDE || n->kind != NODE_BUTTON ? 0 : n->style == BUTTON_PRIMARY ? 280 : 170;
        if (n->style == BUTTON_GHOST)
            least = 0;
        least = measure_space(&s->m, least);
        n->box.w = natural > least ? natural : least;
        f->total += n->box.w;
    }
}

static void spread(struct scene *s, struct node **nodes, size_t count, int y, int height) {
    int total = 0;
    for (size_t i = 0; i < count; i++)
        total += nodes[i]->box.w;
    int free_px = s->column_w - total;
    /* Without Back, what is not Continue stands in the middle all the same. */
    bool middle = count > 1 && nodes[0] != s->page->back && nodes[count - 1] == s->page->primary;
    int space = free_px / (int)(middle ? count : count > 1 ? count - 1 : 1);
    int x = s->column_x + (middle ? space : 0);
    for (size_t i = 0; i < count; i++) {
        struct node *n = nodes[i];
        bool only = count == 1 && (n == s->page->primary);
        bool whole = count == 1 && n == s->page->more;
        n->box.x = only ? s->column_x + s->column_w - n->box.w : x;
        n->box.w = whole ? s->column_w : n->box.w;
        n->box.y = y + (height - n->box.h) / 2;
        n->at = n->box;
        x += n->box.w + space;
    }
}

static void collect(struct scene *s, struct foot *f, bool more) {
    struct node *middle = s->page->middle;
    f->count = 0;
    if (s->page->back != NULL)
        f->nodes[f->count++] = s->page->back;
    if (middle != NULL && (!more || middle->kind == NODE_BUTTON))
        f->nodes[f->count++] = middle;
    if (middle != NULL)
        middle->hidden = more && middle->kind != NODE_BUTTON;
    if (more)
        f->nodes[f->count++] = s->page->more;
    if (s->page->primary != NULL)
        f->nodes[f->count++] = s->page->primary;
}

static int tallest(const struct foot *f) {
    int height = 0;
    for (size_t i = 0; i < f->count; i++)
        height = f->nodes[i]->box.h > height ? f->nodes[i]->box.h : height;
    return height;
}

/* Back and Continue keep the lower row; what was between them goes above. */
static void place_rows(struct scene *s, struct foot *f, int y, int height) {
    struct node *lower[2];
    size_t below = 0;
    struct foot upper = {.count = 0};
    for (size_t i = 0; i < f->count; i++) {
        struct node *n = f->nodes[i];
        if (n == s->page->back || n == s->page->primary)
            lower[below++] = n;
        else
            upper.nodes[upper.count++] = n;
    }
    spread(s, upper.nodes, upper.count, y, height);
    spread(s, lower, below, y + height + measure_space(&s->m, 12), height);
}

static int place_footer(struct scene *s, bool more) {
    struct foot f;
    collect(s, &f, more);
    if (f.count == 0)
        return 0;
    int how = FOOT_WIDE;
    int space = measure_space(&s->m, 16) * (int)(f.count - 1);
    for (; how < FOOT_ROWS; how++) {
        measure_foot(s, &f, how);
        if (f.total + space <= s->column_w)
            break;
    }
    bool rows = how == FOOT_ROWS && f.count > 2;
    if (how == FOOT_ROWS)
        measure_foot(s, &f, rows ? FOOT_TIGHT : FOOT_BARE);
    int button = tallest(&f);
    int inner = rows ? 2 * button + measure_space(&s->m, 12) : button;
    int height = measure_space(&s->m, (double)s->m.data->footer);
    int least = inner + 2 * measure_space(&s->m, 17);
    height = height > least ? height : least;
    int y = s->m.h - height + (height - inner) / 2;
    if (rows)
        place_rows(s, &f, y, button);
    else
        spread(s, f.nodes, f.count, y, button);
    return height;
}

static int place_notice(struct scene *s, int bottom) {
    struct node *n = s->page->notice;
    if (n == NULL)
        return 0;
    int icon = measure_icon(&s->m, 28);
    int pad = measure_space(&s->m, 24);
    int gap = measure_space(&s->m, 16);
    struct block *b = node_blocks(s->page, n, 1);
    text_fit(s, b, STYLE_BODY, n->text, s->column_w - 2 * pad - icon - gap, 0);
    b->colour = COLOUR_text;
    b->x = pad + icon + gap;
    b->y = measure_space(&s->m, 17);
    n->aux = icon;
    n->pad = pad;
    int height = b->h + 2 * b->y;
    put(n, s->column_x, bottom - measure_space(&s->m, 16) - height, s->column_w, height);
    return height + 2 * measure_space(&s->m, 16);
}

void frame_bottom(struct scene *s, bool more) {
    int footer = place_footer(s, more);
    s->footer = (struct rect){0, s->m.h - footer, s->m.w, footer};
    int notice = place_notice(s, s->footer.y);
    int top = s->topbar.h;
    int height = s->footer.y - notice - top;
    s->view = (struct rect){0, top, s->m.w, height > 40 ? height : 40};
}
