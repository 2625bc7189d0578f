/* Where the on-screen keyboard stands and how it looks. The page is laid out as if it were not there and then gives
 * way: the footer goes up where there is room for it and the field, else it waits below the keyboard; nothing else
 * moves. Letters stand from left to right in every language, as on a real keyboard of that language. */
#include "scene/inside.h"

#include <math.h>
#include <string.h>

static double width_of(const struct scene *s, const struct node *key) {
    bool wide = key->style == KEY_SHIFT || key->style == KEY_DELETE;
    return wide && !keys_are_pad(s) ? 1.5 : 1;
}

/* Of a key with the space around it. */
static void key_size(const struct scene *s, int *out_w, int *out_h) {
    const struct measures *m = &s->m;
    int gap = measure_space(m, 8);
    int room = m->w - 2 * gap;
    int most = measure_space(m, 150);
    int w = (int)(room / keys_width(s));
    w = w > most ? most : w;
    int h = (int)((float)measure_space(m, 76) * (1 + (m->t - 1) * 0.45f));
    int tall = (int)((float)m->h * 0.055f); /* a tall window has room for squarer keys */
    tall = tall < w ? tall : w;
    h = h > tall ? h : tall;
    int cap = (int)((float)m->h * 0.46f) / KEY_ROWS;
    h = h > cap ? cap : h;
    *out_w = w;
    *out_h = h < 56 + gap ? 56 + gap : h;
}

/* Space takes what the others leave. */
static double free_width(const struct scene *s, const struct node *row, bool *out_has_space) {
    double used = 0;
    *out_has_space = false;
    for (const struct node *key = row->first; key != NULL && !key->hidden; key = key->next) {
        *out_has_space |= key->style == KEY_SPACE && !keys_are_pad(s);
        used += key->style == KEY_SPACE && !keys_are_pad(s) ? 0 : width_of(s, key);
    }
    return keys_width(s) - used;
}

static void put_key(const struct scene *s, struct node *key, int x, int y, int w, int h) {
    int left = s->look.right_to_left ? s->m.w - x - w : x; /* turned twice: it stays */
    key->box = key->at = (struct rect){left, y, w, h};
}

static void place_row(const struct scene *s, struct node *row, int y, int key_w, int key_h) {
    bool has_space;
    double left = free_width(s, row, &has_space);
    int whole = (int)(key_w * keys_width(s));
    double x = (s->m.w - whole) / 2 + (has_space ? 0 : left * key_w / 2);
    row->at = row->box = (struct rect){(s->m.w - whole) / 2, y, whole, key_h};
    for (struct node *key = row->first; key != NULL && !key->hidden; key = key->next) {
        bool is_space = key->style == KEY_SPACE && !keys_are_pad(s);
        double w = (is_space ? left : width_of(s, key)) * key_w;
        put_key(s, key, (int)x, y, (int)(x + w) - (int)x, key_h);
        x += w;
    }
}

static void lift(struct node *n, int by) {
    if (n == NULL)
        return;
    n->box.y -= by;
    n->at.y -= by;
}

/* The footer and the notice stand above the keyboard, where the field keeps room for some lines. */
static void give_way(struct scene *s, int height) {
    struct page *p = s->page;
    struct node *bar[] = {p->back, p->middle, p->more, p->primary, p->notice};
    int least = 3 * s->m.font[STYLE_ENTRY].line + measure_space(&s->m, 96);
    bool stays = s->view.h - height >= least;
    for (size_t i = 0; i < sizeof bar / sizeof bar[0]; i++) {
        if (stays)
            lift(bar[i], height);
        else if (bar[i] != NULL)
            bar[i]->hidden = true;
    }
    if (stays) {
        s->footer.y -= height;
        s->view.h -= height;
    } else {
        s->footer = (struct rect){0, s->m.h - height, s->m.w, 0};
        s->view.h = s->footer.y - s->view.y;
    }
}

void keys_place(struct scene *s) {
    if (!keys_open(s))
        return;
    int key_w;
    int key_h;
    int edge = measure_space(&s->m, 10);
    key_size(s, &key_w, &key_h);
    int height = KEY_ROWS * key_h + 2 * edge;
    int y = s->m.h - height;
    s->keys.at = (struct rect){0, y, s->m.w, height};
    s->page->keys->at = s->page->keys->box = s->keys.at;
    y += edge;
    for (struct node *row = s->page->keys->first; row != NULL; row = row->next, y += key_h)
        place_row(s, row, y, key_w, key_h);
    give_way(s, height);
}

/* --- painting ---------------------------------------------------------------------------------- */

static bool is_on(const struct scene *s, const struct node *key) {
    enum key_plane plane = s->keys.plane;
    if (key->style == KEY_SHIFT)
        return plane == PLANE_CAPITALS || plane == PLANE_MARKED_CAPITALS;
    return key->style == KEY_MARKS && (plane == PLANE_MARKS || plane == PLANE_MARKED_CAPITALS);
}

static struct rect within(const struct paint *p, struct rect r) {
    int gap = measure_space(p->m, 8) / 2;
    return (struct rect){r.x + gap, r.y + gap, r.w - 2 * gap, r.h - 2 * gap};
}

/* A mark that stands on a letter is shown on a line that stands for it. */
static const char *shown(const struct node *key, char room[16]) {
    uint32_t letter = 0;
    size_t at = 0;
    if (key->style == KEY_TYPES)
        letter = utf8_next(key->text, strlen(key->text), &at);
    if (letter < 0x064B || letter > 0x0652)
        return key->text;
    snprintf(room, 16, "\u0640%s", key->text);
    return room;
}

static void paint_letters(struct paint *p, const struct node *key, struct rect r, enum colour ink) {
    char room[16];
    const char *text = shown(key, room);
    int size = (int)((float)r.h * (key->style == KEY_TYPES ? 0.46f : 0.36f));
    int most = measure_space(p->m, 44);
    size = size > most ? most : size;
    float w = breaker_width(&p->s->breaker, FACE_UI_MEDIUM, size, text, strlen(text));
    if (w > (float)(r.w - 8)) {
        size = (int)((float)(size * (r.w - 8)) / w);
        w = breaker_width(&p->s->breaker, FACE_UI_MEDIUM, size, text, strlen(text));
    }
    int wide = (int)ceilf(w);
    paint_words(p, (struct rect){r.x + (r.w - wide) / 2, r.y, wide, r.h}, FACE_UI_MEDIUM, size, ink, text);
}

void paint_key(struct paint *p, const struct node *n) {
    struct rect r = within(p, n->at);
    bool plain = n->style == KEY_TYPES || n->style == KEY_SPACE;
    bool on = is_on(p->s, n) || is_pressed(p, n);
    bool hover = is_hovered(p, n);
    enum colour fill = on ? COLOUR_primary : hover && !p->m->contrast ? COLOUR_primarySoft : COLOUR_surface;
    enum colour ink = on ? COLOUR_onPrimary : plain ? COLOUR_text : COLOUR_primary;
    paint_box(p, r, fill, on ? COLOUR_primary : COLOUR_border, paint_px(p, hover && p->m->contrast ? 6 : 2),
              paint_px(p, 14));
    if (n->icon == NULL) {
        paint_letters(p, n, r, ink);
        return;
    }
    int size = r.h * 46 / 100;
    int most = measure_space(p->m, 48);
    size = size > most ? most : size;
    paint_icon(p, (struct rect){r.x + (r.w - size) / 2, r.y + (r.h - size) / 2, size, size}, n->icon, ink);
}

void keys_paint(struct paint *p) {
    if (!keys_open(p->s))
        return;
    int line = p->m->contrast ? (int)lroundf(paint_px(p, 3)) : 1;
    struct rect at = p->s->keys.at;
    paint_fill(p, at, COLOUR_sunken, 0);
    paint_fill(p, (struct rect){0, at.y, at.w, line}, COLOUR_hairline, 0);
    paint_node(p, p->s->page->keys);
}
