/* The chart node: a line over time with its axis, and what it is compared with (a band around the start, a planned
 * course, marked days). Everything a colour says is also said by shape and in a legend of words. Also in a
 * right-to-left language time runs to the right, so x is turned once here and back by the page. Data in: a chart node
 * of PAGE.md. It judges nothing: bands and sentences come with the data. */
#include "scene/inside.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum legend { LEGEND_START, LEGEND_BAND, LEGEND_GOAL, LEGEND_MARK, LEGENDS };

/* Blocks of a chart: title, line below it, the words of an empty one, then the legend. */
enum { BLOCK_TITLE, BLOCK_SUB, BLOCK_EMPTY, BLOCK_LEGEND, BLOCKS = BLOCK_LEGEND + LEGENDS };

static const char *legend_words(const struct node *n, int i) {
    static const char *const names[LEGENDS] = {"start_label", "band_label", "goal_label", "mark_label"};
    return value_string(n->data, names[i], "");
}

static size_t point_count(const struct node *n) {
    return json_array_size(json_object_get(n->data, "points"));
}

static const json_t *point_at(const struct node *n, size_t i) {
    return json_array_get(json_object_get(n->data, "points"), i);
}

static bool has_y(const json_t *point) {
    return json_is_number(json_object_get(point, "y"));
}

/* --- layout ----------------------------------------------------------------------------------- */

static int plot_height(const struct scene *s) {
    int wanted = measure_icon(&s->m, 300);
    int least = measure_space(&s->m, 240);
    int most = s->view.h * 6 / 10;
    most = most > least ? most : least;
    return wanted < most ? wanted : most;
}

static int place_block(struct scene *s, struct block *b, enum style style, enum colour colour, const char *text,
                       struct rect room) {
    text_fit(s, b, style, text, room.w, 0);
    b->x = room.x;
    b->y = room.y;
    b->colour = colour;
    return text[0] != '\0' ? b->h : 0;
}

static int swatch_width(const struct scene *s) {
    return measure_icon(&s->m, 44);
}

void layout_chart(struct scene *s, struct node *n, int width) {
    struct block *b = node_blocks(s->page, n, BLOCKS);
    bool empty = point_count(n) == 0;
    int y = place_block(s, &b[BLOCK_TITLE], STYLE_H3, COLOUR_text, value_string(n->data, "title", ""),
                        (struct rect){0, 0, width, 0});
    y += place_block(s, &b[BLOCK_SUB], STYLE_SMALL, COLOUR_muted,
                     value_string(n->data, "sub", value_string(n->data, "summary", "")), (struct rect){0, y, width, 0});
    y += y > 0 ? measure_space(&s->m, empty ? 12 : 28) : 0;
    n->aux = y;
    y += place_block(s, &b[BLOCK_EMPTY], STYLE_BODY, COLOUR_text, empty ? value_string(n->data, "empty", "") : "",
                     (struct rect){0, y, width, 0});
    if (!empty)
        y += plot_height(s) + s->m.font[STYLE_TINY].line + measure_space(&s->m, 12);
    n->pad = y;
    int indent = swatch_width(s) + measure_space(&s->m, 14);
    for (int i = 0; i < LEGENDS; i++) {
        const char *words = empty ? "" : legend_words(n, i);
        if (words[0] != '\0')
            y += measure_space(&s->m, i == 0 || y == n->pad ? 14 : 6);
        y += place_block(s, &b[BLOCK_LEGEND + i], STYLE_SMALL, COLOUR_muted, words,
                         (struct rect){indent, y, width - indent, 0});
    }
    n->box.h = y;
}

/* --- the plot --------------------------------------------------------------------------------- */

struct plot {
    struct rect at;
    double from, to, x_from, x_to;
    size_t count;
    bool flip;
};

/* All of one day stand beside each other. */
static float plot_x(const struct plot *plot, const json_t *point, size_t i) {
    double span = plot->x_to - plot->x_from;
    double share = 0.5;
    if (span > 0)
        share = (value_number(point, "x", 0) - plot->x_from) / span;
    else if (plot->count > 1)
        share = (double)i / (double)(plot->count - 1);
    share = plot->flip ? 1 - share : share;
    return (float)(plot->at.x + plot->at.w * (0.06 + 0.88 * share));
}

static float plot_y(const struct plot *plot, double y) {
    double span = plot->to - plot->from;
    double share = span > 0 ? (y - plot->from) / span : 0;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return (float)(plot->at.y + plot->at.h * (1 - share));
}

/* 1, 2 or 5 times a power of ten: at most five steps, and room for the words of each. */
static double tick_step(const struct plot *plot, int line_px) {
    double span = plot->to - plot->from, step = 0.001;
    static const double factors[] = {2, 2.5, 2};
    for (int i = 0; i < 60; i++) {
        bool fits = span / step <= 5.001 && plot->at.h * step / span >= line_px * 1.25;
        if (fits || step >= span)
            break;
        step *= factors[i % 3];
    }
    return step < span || span <= 0 ? step : span;
}

static void tick_words(double value, char out[32]) {
    snprintf(out, 32, "%.4g", fabs(value) < 1e-9 ? 0 : value);
}

static int axis_width(struct scene *s, double from, double to) {
    char low[32], high[32];
    tick_words(from, low);
    tick_words(to, high);
    int a = text_natural(s, STYLE_TINY, low), b = text_natural(s, STYLE_TINY, high);
    return (a > b ? a : b) + measure_space(&s->m, 16);
}

static void paint_grid(struct paint *p, const struct plot *plot) {
    int line = p->m->font[STYLE_TINY].line;
    double step = tick_step(plot, line);
    for (double value = plot->from; value <= plot->to + step * 0.001; value += step) {
        char text[32];
        int y = (int)lroundf(plot_y(plot, value));
        paint_fill(p, (struct rect){plot->at.x, y, plot->at.w, value > plot->from ? 1 : 2}, COLOUR_chartGrid, 0);
        tick_words(value, text);
        int w = text_natural(p->s, STYLE_TINY, text);
        int gap = measure_space(p->m, 14);
        int x = plot->flip ? plot->at.x + plot->at.w + gap : plot->at.x - gap - w;
        paint_text(p, x, y - line / 2, STYLE_TINY, COLOUR_muted, text);
        if (step <= 0)
            break;
    }
}

static void paint_dashes(struct paint *p, float x0, float y0, float x1, float y1, double width, enum colour colour) {
    float dash = paint_px(p, 10), gap = paint_px(p, 9);
    float length = hypotf(x1 - x0, y1 - y0);
    for (float at = 0; at < length; at += dash + gap) {
        float end = fminf(at + dash, length);
        paint_line(p, x0 + (x1 - x0) * at / length, y0 + (y1 - y0) * at / length, x0 + (x1 - x0) * end / length,
                   y0 + (y1 - y0) * end / length, paint_px(p, width), colour);
    }
}

/* The band and its edges, so that it is seen in grey and in high contrast too. */
static void paint_band_box(struct paint *p, struct rect r) {
    int edge = p->m->contrast ? 2 : 1;
    paint_fill(p, r, COLOUR_chartBand, 0);
    paint_fill(p, (struct rect){r.x, r.y, r.w, edge}, COLOUR_border, 0);
    paint_fill(p, (struct rect){r.x, r.y + r.h - edge, r.w, edge}, COLOUR_border, 0);
}

static void paint_band(struct paint *p, const struct plot *plot, const json_t *band) {
    if (json_array_size(band) != 2)
        return;
    int low = (int)lroundf(plot_y(plot, json_number_value(json_array_get(band, 0))));
    int high = (int)lroundf(plot_y(plot, json_number_value(json_array_get(band, 1))));
    int top = low < high ? low : high;
    int h = low < high ? high - low : low - high;
    if (h > 0)
        paint_band_box(p, (struct rect){plot->at.x, top, plot->at.w, h});
}

static void paint_start(struct paint *p, const struct plot *plot, const json_t *start) {
    if (!json_is_number(start))
        return;
    float y = plot_y(plot, json_number_value(start));
    paint_dashes(p, (float)plot->at.x, y, (float)(plot->at.x + plot->at.w), y, 2, COLOUR_border);
}

/* The planned course: level from each point to the next. */
static void paint_goal(struct paint *p, const struct plot *plot, const struct node *n) {
    for (size_t i = 0; i < plot->count; i++) {
        const json_t *point = point_at(n, i);
        if (!json_is_number(json_object_get(point, "goal")))
            continue;
        float y = plot_y(plot, value_number(point, "goal", 0));
        float x = plot_x(plot, point, i);
        float half = (float)plot->at.w * 0.44f / (float)(plot->count > 1 ? plot->count - 1 : 1);
        float before = i > 0 ? (x + plot_x(plot, point_at(n, i - 1), i - 1)) / 2 : plot->flip ? x + half : x - half;
        float after = i + 1 < plot->count ? (x + plot_x(plot, point_at(n, i + 1), i + 1)) / 2
                      : plot->flip        ? x - half
                                          : x + half;
        float least = (float)plot->at.x, most = (float)(plot->at.x + plot->at.w);
        paint_dashes(p, fminf(fmaxf(before, least), most), y, fminf(fmaxf(after, least), most), y, 4, COLOUR_chart3);
    }
}

static void value_words(const struct node *n, double value, char out[32]) {
    int decimals = (int)value_int(n->data, "decimals", -1);
    if (decimals < 0 || decimals > 3)
        snprintf(out, 32, "%.4g", value);
    else
        snprintf(out, 32, "%.*f", decimals, value);
}

/* The figure above its point, below it where there is no room, never outside the plot. */
static void paint_value(struct paint *p, const struct plot *plot, const struct node *n, float x, float y,
                        double value) {
    char text[32];
    value_words(n, value, text);
    int line = p->m->font[STYLE_LABEL].line;
    int w = text_natural(p->s, STYLE_LABEL, text);
    int off = measure_space(p->m, 12);
    int top = (int)y - line - off < plot->at.y - line / 2 ? (int)y + off : (int)y - line - off;
    int left = (int)x - w / 2;
    int most = plot->at.x + plot->at.w - w;
    left = left > most ? most : left < plot->at.x ? plot->at.x : left;
    paint_text(p, left, top, STYLE_LABEL, COLOUR_text, text);
}

static void paint_point(struct paint *p, const struct plot *plot, const struct node *n, size_t i) {
    const json_t *point = point_at(n, i);
    if (!has_y(point))
        return;
    double value = value_number(point, "y", 0);
    bool end = i == 0 || i + 1 == plot->count;
    float x = plot_x(plot, point, i), y = plot_y(plot, value);
    bool many = plot->count > 40;
    float radius = paint_px(p, end ? 11 : many ? 5 : 8);
    paint_disc(p, x, y, radius, COLOUR_chart1, 1);
    if (!end && !many)
        paint_disc(p, x, y, paint_px(p, 4.5), COLOUR_surface, 1);
    if (value_string(point, "mark", NULL) != NULL) {
        int size = measure_icon(p->m, 28);
        struct rect at = {(int)x - size / 2, (int)y - size - measure_space(p->m, 14), size, size};
        paint_icon(p, at, "flag", COLOUR_text);
    } else if (end) {
        paint_value(p, plot, n, x, y, value);
    }
}

static void paint_course(struct paint *p, const struct plot *plot, const struct node *n) {
    for (size_t i = 0; i + 1 < plot->count; i++) {
        const json_t *a = point_at(n, i), *b = point_at(n, i + 1);
        if (has_y(a) && has_y(b)) /* a missed one leaves a gap */
            paint_line(p, plot_x(plot, a, i), plot_y(plot, value_number(a, "y", 0)), plot_x(plot, b, i + 1),
                       plot_y(plot, value_number(b, "y", 0)), paint_px(p, 5), COLOUR_chart1);
    }
    for (size_t i = 0; i < plot->count; i++)
        paint_point(p, plot, n, i);
}

struct span_px {
    int left, right;
};

static struct span_px label_span(struct paint *p, const struct plot *plot, const struct node *n, size_t i) {
    const json_t *point = point_at(n, i);
    int w = text_natural(p->s, STYLE_TINY, value_string(point, "label", ""));
    int left = (int)plot_x(plot, point, i) - w / 2;
    int most = plot->at.x + plot->at.w - w;
    left = left > most ? most : left;
    left = left < plot->at.x ? plot->at.x : left;
    return (struct span_px){left, left + w};
}

static bool apart(struct span_px a, struct span_px b, int gap) {
    return a.right + gap <= b.left || b.right + gap <= a.left;
}

/* First and last always; between them those that do not touch their neighbours. The outline has them all. */
static void paint_days(struct paint *p, const struct plot *plot, const struct node *n) {
    int y = plot->at.y + plot->at.h + measure_space(p->m, 8);
    int gap = measure_space(p->m, 14);
    if (plot->count == 0)
        return;
    size_t final = plot->count - 1;
    struct span_px end = label_span(p, plot, n, final), shown = end;
    for (size_t i = 0; i <= final; i++) {
        struct span_px at = label_span(p, plot, n, i);
        bool fits = i == final || (apart(at, end, gap) && (i == 0 || apart(at, shown, gap)));
        if (!fits)
            continue;
        paint_text(p, at.left, y, STYLE_TINY, COLOUR_muted, value_string(point_at(n, i), "label", ""));
        shown = at;
    }
}

/* --- the legend ------------------------------------------------------------------------------- */

static void paint_swatch(struct paint *p, const struct node *n, int i) {
    const struct block *b = &n->blocks[BLOCK_LEGEND + i];
    struct rect r = paint_rect(p, n);
    int line = p->m->font[STYLE_SMALL].line;
    float middle = (float)(r.y + b->y) + (float)line / 2;
    int w = swatch_width(p->s), h = line * 6 / 10;
    switch ((enum legend)i) {
    case LEGEND_START:
        paint_dashes(p, (float)r.x, middle, (float)(r.x + w), middle, 2, COLOUR_border);
        break;
    case LEGEND_BAND:
        paint_band_box(p, (struct rect){r.x, (int)middle - h / 2, w, h});
        break;
    case LEGEND_GOAL:
        paint_dashes(p, (float)r.x, middle, (float)(r.x + w), middle, 4, COLOUR_chart3);
        break;
    default:
        paint_icon(p, (struct rect){r.x + (w - h) / 2, (int)middle - h / 2, h, h}, "flag", COLOUR_text);
        break;
    }
}

void paint_chart(struct paint *p, const struct node *n) {
    size_t count = point_count(n);
    struct rect r = paint_rect(p, n);
    paint_blocks(p, n);
    if (count == 0)
        return;
    double from = value_number(n->data, "from", 0), to = value_number(n->data, "to", 10);
    int axis = axis_width(p->s, from, to);
    int below = p->m->font[STYLE_TINY].line + measure_space(p->m, 12);
    struct plot plot = {.at = {r.x, r.y + n->aux, r.w - axis, n->pad - n->aux - below},
                        .from = from,
                        .to = to,
                        .x_from = value_number(point_at(n, 0), "x", 0),
                        .x_to = value_number(point_at(n, count - 1), "x", 0),
                        .count = count,
                        .flip = p->s->look.right_to_left};
    plot.at.x += plot.flip ? 0 : axis;
    paint_band(p, &plot, json_object_get(n->data, "band"));
    paint_grid(p, &plot);
    paint_start(p, &plot, json_object_get(n->data, "start"));
    paint_goal(p, &plot, n);
    paint_course(p, &plot, n);
    paint_days(p, &plot, n);
    for (int i = 0; i < LEGENDS; i++) {
        if (legend_words(n, i)[0] != '\0')
            paint_swatch(p, n, i);
    }
}
