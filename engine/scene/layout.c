/* Layout of a page: the scroll area between the top bar and the footer, the column in it, and the groups that put nodes
 * below or beside each other. Kinds are laid out in the other layout files. A child's box is relative to its parent;
 * place() turns boxes into positions at the end. */
#include "scene/inside.h"

#include <string.h>

/* Space between two nodes, logical px; measured on the target pictures. */
static double wide_gap(const struct scene *s, const struct node *before, const struct node *after) {
    enum kind a = before->kind;
    enum kind b = after->kind;
    bool title = a == NODE_HEADING && before->style <= 1;
    if (a == NODE_TAG)
        return b == NODE_STEPS ? 24 : b == NODE_SPRIG ? 0 : 4;
    if (b == NODE_LEAD)
        return title ? (s->dense || s->page->brand ? 8 : 16) : 16;
    if (b == NODE_SPACE || a == NODE_SPACE)
        return 0;
    if (b == NODE_SCALE)
        return a == NODE_LEAD ? 72 : title ? 56 : 24;
    if (b == NODE_TEXT && title && before->parent != s->page->body)
        return 8;
    if (b == NODE_HEADING)
        return (a == NODE_STEPS && before->parent != s->page->body) ? 24
               : a == NODE_QUOTES || a == NODE_STEPS                ? 48
               : a == NODE_PICTURE                                  ? 30
               : a == NODE_SMALL                                    ? 6
                                                                    : 32;
    if (a == NODE_HEADING && !title)
        return b == NODE_SMALL || b == NODE_TEXT ? 6 : b == NODE_ROW || b == NODE_BUTTON ? 24 : 14;
    if (a == NODE_ENTRY && b == NODE_ENTRY)
        return 18;
    if (a == NODE_SWITCH && b == NODE_SWITCH)
        return 0;
    if (b == NODE_TAG)
        return a == NODE_WEEK ? 16 : 24;
    if (b == NODE_TILES && a == NODE_COLUMNS)
        return 40;
    if (b == NODE_CHOICE || b == NODE_CARD || (b == NODE_COLUMNS && a == NODE_LEAD) ||
        (b == NODE_PANEL && a == NODE_TEXT) || a == NODE_PANEL)
        return 32;
    if (a == NODE_PACER)
        return 28;
    if (a == NODE_CLOCK || (b == NODE_SMALL && (a == NODE_SMALL || title)))
        return 6;
    if (a == NODE_BUTTON && b == NODE_BUTTON)
        return 14;
    return 24;
}

int layout_gap(const struct scene *s, const struct node *before, const struct node *after) {
    double logical = wide_gap(s, before, after);
    if (s->m.narrow && s->m.compact && logical > 10)
        logical = logical > 30 ? 18 : 12;
    return measure_space(&s->m, logical);
}

void layout_node(struct scene *s, struct node *n, int width) {
    n->box.w = width;
    n->box.h = 0;
    if (!n->hidden && node_kinds[n->kind].layout != NULL)
        node_kinds[n->kind].layout(s, n, width);
}

void layout_stack(struct scene *s, struct node *n, int x, int y, int width, int *out_bottom) {
    const struct node *before = NULL;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        if (c->hidden)
            continue;
        if (before != NULL)
            y += layout_gap(s, before, c);
        layout_node(s, c, width);
        c->box.x = s->page->center && !n->fixed ? x + (width - c->box.w) / 2 : x;
        c->box.y = y;
        y += c->box.h;
        before = c;
    }
    *out_bottom = y;
}

void layout_group(struct scene *s, struct node *n, int width) {
    layout_stack(s, n, 0, 0, width, &n->box.h);
}

void layout_card(struct scene *s, struct node *n, int width) {
    bool small = s->m.narrow && s->m.compact;
    int pad = measure_space(&s->m, small ? 28 : n->kind == NODE_CARD ? 36 : 32);
    int y = pad;
    n->pad = pad;
    struct node *first = n->first;
    bool bleeds = n->kind == NODE_CARD && first != NULL && first->kind == NODE_PICTURE && !first->hidden;
    if (!bleeds) {
        layout_stack(s, n, pad, y, width - 2 * pad, &y);
    } else {
        layout_node(s, first, width);
        first->box.x = first->box.y = 0;
        struct node rest = *n;
        rest.first = first->next;
        layout_stack(s, &rest, pad, first->box.h + measure_space(&s->m, 28), width - 2 * pad, &y);
    }
    n->box.h = y + pad;
}

static double weight_of(const struct node *columns, size_t i) {
    const json_t *weight = json_array_get(json_object_get(columns->data, "weights"), i);
    return json_is_number(weight) && json_number_value(weight) > 0 ? json_number_value(weight) : 1;
}

void layout_columns(struct scene *s, struct node *n, int width) {
    size_t count = 0;
    double total = 0;
    for (const struct node *c = n->first; c != NULL; c = c->next)
        total += weight_of(n, count++);
    /* A film keeps its way out ("Too painful") beside it, also in a small window. */
    bool film = s->page->has_film && s->m.w > s->m.h;
    if ((s->m.narrow && !film) || s->m.portrait || count < 2) {
        layout_stack(s, n, 0, 0, width, &n->box.h);
        return;
    }
    int space = measure_space(&s->m, count > 2 ? 20 : s->m.narrow ? 28 : 56);
    int room = width - space * ((int)count - 1);
    int x = 0;
    size_t i = 0;
    for (struct node *c = n->first; c != NULL; c = c->next, i++) {
        double share = film && s->m.narrow ? 0.5 : weight_of(n, i) / total;
        int w = c->next == NULL ? width - x : (int)(room * share);
        layout_node(s, c, w);
        c->box.x = x;
        c->box.y = 0;
        n->box.h = c->box.h > n->box.h ? c->box.h : n->box.h;
        x += w + space;
    }
}

static int natural_children(struct scene *s, struct node *n, int most) {
    int widest = 0;
    for (struct node *c = n->first; c != NULL; c = c->next) {
        int w = c->hidden ? 0 : layout_natural(s, c, most);
        widest = w > widest ? w : widest;
    }
    return widest;
}

static int natural_words(struct scene *s, const struct node *n) {
    switch (n->kind) {
    case NODE_HEADING:
        return text_natural(s, n->style <= 1 ? STYLE_H1 : n->style == 2 ? STYLE_H2 : STYLE_H3, n->text);
    case NODE_LEAD:
        return text_natural(s, STYLE_LEAD, n->text);
    case NODE_SMALL:
        return text_natural(s, STYLE_SMALL, n->text);
    default:
        return text_natural(s, STYLE_WORDS, n->text);
    }
}

/* The width a node would like to have. */
int layout_natural(struct scene *s, struct node *n, int most) {
    int w = most;
    switch (n->kind) {
    case NODE_HEADING:
    case NODE_LEAD:
    case NODE_SMALL:
    case NODE_WORDS:
    case NODE_TEXT:
        w = natural_words(s, n) + 1;
        break;
    case NODE_GROUP:
        w = natural_children(s, n, most);
        break;
    case NODE_BUTTON:
    case NODE_STATUS:
    case NODE_SPRIG:
    case NODE_BLOB:
    case NODE_RING:
    case NODE_CHIP:
        layout_node(s, n, most);
        w = n->box.w;
        break;
    default:
        break;
    }
    return w < most ? w : most;
}

struct row_line {
    int x, y, height;
    struct node *first;
};

static void close_line(struct row_line *line, struct node *end, int width, bool spread) {
    struct node *last = NULL;
    for (struct node *c = line->first; c != end; c = c->next) {
        if (c->hidden)
            continue;
        c->box.y = line->y + (line->height - c->box.h) / 2;
        last = c;
    }
    if (spread && last != NULL && last != line->first)
        last->box.x = width - last->box.w;
}

/* Prose beside something else rather takes more lines than goes below it. */
static bool yields(const struct node *n) {
    return n->kind == NODE_GROUP || n->kind == NODE_TEXT || n->kind == NODE_SMALL || n->kind == NODE_WORDS;
}

/* Side by side, wrapping; `spread` puts the last of each line at the right end. */
void layout_row(struct scene *s, struct node *n, int width) {
    int space = measure_space(&s->m, 20);
    bool spread = value_bool(n->data, "spread", false);
    struct row_line line = {0, 0, 0, n->first};
    for (struct node *c = n->first; c != NULL; c = c->next) {
        if (c->hidden)
            continue;
        int w = layout_natural(s, c, width);
        int rest = width - line.x;
        if (w > rest && rest > measure_icon(&s->m, 170) && yields(c))
            w = rest;
        if (line.x > 0 && w > rest) {
            close_line(&line, c, width, spread);
            line = (struct row_line){0, line.y + line.height + measure_space(&s->m, 14), 0, c};
        }
        layout_node(s, c, w);
        c->box.x = line.x;
        line.x += c->box.w + space;
        line.height = c->box.h > line.height ? c->box.h : line.height;
    }
    close_line(&line, NULL, width, spread);
    n->box.h = line.y + line.height;
}

void layout_space(struct scene *s, struct node *n, int width) {
    (void)width;
    if (n->kind == NODE_RULE)
        n->box.h = 2;
    else
        n->box.h = measure_space(&s->m, value_number(n->data, "size", 24));
}

static void place(struct node *n, int x, int y) {
    n->at = (struct rect){x + n->box.x, y + n->box.y, n->box.w, n->box.h};
    for (struct node *c = n->first; c != NULL; c = c->next)
        place(c, n->at.x, n->at.y);
}

static bool starts_high(const struct page *p) {
    const struct node *first = p->body->first;
    const char *column = value_string(p->data, "column", "question");
    if (first == NULL || strcmp(column, "wide") == 0 || strcmp(column, "full") == 0 || strcmp(column, "table") == 0)
        return true;
    for (const struct node *c = first; c != NULL; c = c->next) {
        if (c->kind == NODE_REVIEW || c->kind == NODE_ENTRY || c->kind == NODE_PLAYER)
            return true;
    }
    return first->kind == NODE_QUOTES || first->kind == NODE_PICTURE || first->kind == NODE_FILM;
}

static bool asks(const struct page *p) {
    for (size_t i = 0; i < p->count; i++) {
        if (node_is_field(p->nodes[i]))
            return true;
    }
    return false;
}

/* Lays the body out; true when it fits the scroll area. */
static bool try_body(struct scene *s, double top) {
    struct node *body = s->page->body;
    s->content_top = measure_space(&s->m, top);
    layout_node(s, body, s->column_w);
    body->box.x = s->column_x;
    s->content_h = s->content_top + body->box.h + measure_space(&s->m, CONTENT_END);
    return s->content_h <= s->view.h;
}

/* In a small window pictures without words go first, then "Choose one." above a field; both stay in the outline. Any
 * other lead may be all there is to read. */
static void drop_extras(struct scene *s, bool drop) {
    for (size_t i = 0; i < s->page->count; i++) {
        struct node *n = s->page->nodes[i];
        bool extra = n->kind == NODE_PICTURE && value_string(n->data, "alt", "")[0] == '\0';
        extra = extra || value_bool(n->data, "extra", false);
        extra = extra || (s->m.narrow && n->kind == NODE_STEPS && n->parent == s->page->body);
        extra = extra || (s->m.narrow && s->page->has_pacer && n->kind == NODE_HEADING && n->parent == s->page->body);
        extra = extra || (s->m.narrow && n->kind == NODE_LEAD && n->next != NULL && node_is_field(n->next));
        if (extra)
            n->hidden = drop;
    }
}

static void fit_body(struct scene *s) {
    const struct theme_data *d = s->m.data;
    bool high = value_bool(s->page->data, "dense", starts_high(s->page));
    bool tiny = s->m.narrow && s->m.compact;
    s->tight_fit = false;
    drop_extras(s, false);
    s->dense = high || tiny;
    if (!s->dense && s->m.portrait && asks(s->page) && try_body(s, (double)d->content_portrait))
        return;
    double top = s->page->center ? 6 : tiny ? 10 : s->dense ? (double)d->content_tight : (double)d->content_top;
    if (try_body(s, top))
        return;
    s->dense = true;
    if (try_body(s, tiny ? 10 : (double)d->content_tight))
        return;
    s->tight_fit = s->m.compact;
    if (s->m.compact)
        drop_extras(s, true);
    try_body(s, tiny ? 10 : 16);
}

static void center_body(struct scene *s) {
    int free_px = s->view.h - s->content_h;
    if (!s->page->center || free_px <= 0)
        return;
    int shift = s->m.portrait ? free_px / 3 : free_px / 2;
    int most = measure_space(&s->m, 40);
    shift = !s->m.portrait && shift > most && s->page->has_pacer ? 0 : shift;
    s->content_top += shift;
    s->content_h += shift;
}

static void set_column(struct scene *s) {
    s->column_w = measure_column(&s->m, value_string(s->page->data, "column", "question"));
    s->column_x = (s->m.w - s->column_w) / 2;
}

/* The keyboard may have hidden them. */
static void show_frame(struct page *p) {
    struct node *bar[] = {p->back, p->primary, p->notice};
    for (size_t i = 0; i < sizeof bar / sizeof bar[0]; i++) {
        if (bar[i] != NULL)
            bar[i]->hidden = false;
    }
}

void layout_page(struct scene *s) {
    struct page *p = s->page;
    show_frame(p);
    set_column(s);
    frame_top(s);
    p->more->hidden = true;
    frame_bottom(s, false);
    fit_body(s);
    if (s->content_h > s->view.h) {
        p->more->hidden = false;
        frame_bottom(s, true);
        fit_body(s);
    }
    center_body(s);
    keys_place(s);
    p->body->box.y = s->content_top;
    place(p->body, 0, 0);
    s->dirty = false;
    scroll_to(s, s->scroll);
}

void layout_ensure(struct scene *s) {
    if (s->page != NULL && s->dirty)
        layout_page(s);
}
