/* The small charts: before and after, and one figure a session. The newest ten sessions, evenly spaced; see chart.h. */
#include "outcome/words.h"
#include "report/chart_inside.h"

enum { WIDTH = 330, HEIGHT = 150, SHOWN_MAX = 10 };

static struct frame small_frame(const struct chart *c) {
    return (struct frame){.chart = c, .left = 340, .right = (WIDTH - 6) * 10, .top = 100, .bottom = (HEIGHT - 26) * 10};
}

/* The newest points; given. */
static json_t *newest(const json_t *points) {
    size_t count = json_array_size(points), from = count > SHOWN_MAX ? count - SHOWN_MAX : 0;
    json_t *list = json_array();
    for (size_t i = from; i < count; i++)
        json_array_append(list, json_array_get(points, i));
    return list;
}

static int place(const struct frame *f, size_t i, size_t count) {
    return f->left + (int)((size_t)(f->right - f->left) * (2 * i + 1) / (2 * count));
}

static void draw_dates(FILE *out, const struct frame *f, size_t count) {
    size_t every = count > 5 ? (count + 4) / 5 : 1;
    for (size_t i = 0; i < count; i += every) {
        char day[WORDS_MAX];
        frame_text(out, place(f, i, count), f->bottom + 190, "text-anchor=\"middle\" fill=\"" CHART_MUTED "\"",
                   words_short(value_string(json_array_get(f->chart->points, i), "at", ""), day));
    }
}

static void draw_pair(FILE *out, const struct frame *f, int x, const json_t *point) {
    int before = frame_y(f, value_int(point, "before", 0)), after = frame_y(f, value_int(point, "after", 0));
    fprintf(out, "<path d=\"M%g %gV%g\" stroke=\"" CHART_LINE "\" stroke-width=\"2.2\"/>", px(x), px(before),
            px(after));
    frame_disc(out, x, before, 58, false);
    frame_disc(out, x, after, 32, true);
}

static void draw_dot(FILE *out, const struct frame *f, int x, const json_t *point) {
    int64_t value = value_int(point, "milli", 0);
    int y = frame_y(f, value), zero = frame_y(f, 0);
    fprintf(out, "<path d=\"M%g %gV%g\" stroke=\"" CHART_LINE "\" stroke-width=\"2.2\"/>", px(x), px(zero), px(y));
    frame_disc(out, x, y, 42, true);
}

static void small(FILE *out, const struct chart *given,
                  void (*draw)(FILE *, const struct frame *, int, const json_t *)) {
    struct chart c = *given;
    json_t *points = newest(given->points), *point;
    size_t i, count = json_array_size(points);
    c.points = points;
    struct frame f = small_frame(&c);
    frame_open(out, &f, WIDTH, HEIGHT);
    frame_grid(out, &f);
    draw_dates(out, &f, count);
    json_array_foreach(points, i, point) draw(out, &f, place(&f, i, count), point);
    fputs("</svg>\n", out);
    json_decref(points);
}

void chart_pairs(FILE *out, const struct chart *c) {
    small(out, c, draw_pair);
}

void chart_dots(FILE *out, const struct chart *c) {
    small(out, c, draw_dot);
}
