/* The line over time, and the frame all charts share; see chart.h. */
#include "outcome/words.h"
#include "report/chart_inside.h"
#include "report/html.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_ROOM = 420, VALUE_ROOM = 300, DISC = 46, DISC_SMALL = 30, MANY = 30 };

int frame_y(const struct frame *f, int64_t milli) {
    const struct chart *c = f->chart;
    int64_t range = c->high_milli - c->low_milli;
    milli = milli < c->low_milli ? c->low_milli : milli > c->high_milli ? c->high_milli : milli;
    return f->bottom - (int)((milli - c->low_milli) * (f->bottom - f->top) / (range > 0 ? range : 1));
}

int64_t chart_step(int64_t range_milli) {
    static const int64_t factors[] = {1, 2, 5};
    for (int64_t ten = MILLI; ten < INT64_MAX / 100; ten *= 10)
        for (size_t i = 0; i < 3; i++)
            if (range_milli <= 6 * ten * factors[i])
                return ten * factors[i];
    return range_milli;
}

static void stretch(struct chart *c, const json_t *number) {
    int64_t value = json_integer_value(number);
    c->low_milli = value < c->low_milli ? value : c->low_milli;
    c->high_milli = value > c->high_milli ? value : c->high_milli;
}

void chart_range(struct chart *c) {
    size_t i;
    json_t *point, *number;
    const char *name;
    c->low_milli = c->high_milli = 0;
    json_array_foreach(c->points, i, point) json_object_foreach(point, name, number) if (json_is_integer(number))
        stretch(c, number);
    if (c->low_milli == 0)
        c->high_milli = c->high_milli <= 10 * MILLI ? 10 * MILLI : c->high_milli;
    int64_t step = chart_step(c->high_milli - c->low_milli);
    c->high_milli = (c->high_milli + step - 1) / step * step;
    c->low_milli = -((-c->low_milli + step - 1) / step * step);
}

void frame_open(FILE *out, const struct frame *f, int width, int height) {
    const struct chart *c = f->chart;
    char day[WORDS_MAX], number[WORDS_MAX], after[WORDS_MAX];
    size_t i;
    json_t *p;
    fprintf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" ", width, height);
    html_put(out, "aria-labelledby=\"~-t ~-d\"><title id=\"~-t\">~</title><desc id=\"~-d\">", c->id, c->id, c->id,
             c->title, c->id);
    json_array_foreach(c->points, i, p) {
        bool pair = json_object_get(p, "after") != NULL;
        words_day(value_string(p, "at", ""), day);
        words_milli(value_int(p, pair ? "before" : "milli", 0), c->decimals, number);
        if (pair)
            html_put(out, "~: before ~, after ~. ", day, number,
                     words_milli(value_int(p, "after", 0), c->decimals, after));
        else
            html_put(out, "~: ~. ", day, number);
    }
    fputs("</desc>", out);
}

void frame_text(FILE *out, int x, int y, const char *attributes, const char *text) {
    fprintf(out, "<text x=\"%g\" y=\"%g\" %s>", px(x), px(y), attributes);
    html_put(out, "~</text>", text);
}

void frame_disc(FILE *out, int x, int y, int radius, bool filled) {
    fprintf(out, "<circle cx=\"%g\" cy=\"%g\" r=\"%g\" fill=\"%s\" stroke=\"" CHART_LINE "\" stroke-width=\"2.2\"/>",
            px(x), px(y), px(radius), filled ? CHART_LINE : "#fff");
}

void frame_grid(FILE *out, const struct frame *f) {
    const struct chart *c = f->chart;
    int64_t step = chart_step(c->high_milli - c->low_milli);
    for (int64_t at = c->low_milli; at <= c->high_milli; at += step) {
        char number[WORDS_MAX];
        int y = frame_y(f, at);
        fprintf(out, "<path d=\"M%g %gH%g\" stroke=\"" CHART_GRID "\" stroke-width=\"%s\"/>", px(f->left), px(y),
                px(f->right), at == c->low_milli ? "1.6" : "1");
        frame_text(out, f->left - 90, y + 45, "text-anchor=\"end\" fill=\"" CHART_MUTED "\"",
                   words_milli(at, 0, number));
    }
}

/* Places by date; evenly when all fall on one day. */
static int *places(const struct frame *f) {
    size_t count = json_array_size(f->chart->points);
    int *x = xcalloc(count + 1, sizeof *x), from = f->left + 220, to = f->right - 220;
    int64_t first = words_day_number(value_string(json_array_get(f->chart->points, 0), "at", ""), 0);
    int64_t last = words_day_number(value_string(json_array_get(f->chart->points, count - 1), "at", ""), 0);
    for (size_t i = 0; i < count; i++) {
        int64_t day = words_day_number(value_string(json_array_get(f->chart->points, i), "at", ""), first);
        if (last > first)
            x[i] = from + (int)((to - from) * (day - first) / (last - first));
        else
            x[i] = count > 1 ? from + (int)((size_t)(to - from) * i / (count - 1)) : from;
    }
    return x;
}

static int64_t value_at(const struct chart *c, size_t i) {
    return value_int(json_array_get(c->points, i), "milli", 0);
}

static void draw_band(FILE *out, const struct frame *f) {
    const struct chart *c = f->chart;
    int64_t start = value_at(c, 0);
    int top = frame_y(f, start + c->mark_milli), bottom = frame_y(f, start - c->mark_milli);
    char number[WORDS_MAX], words[WORDS_MAX * 2];
    if (c->mark_milli > 0) {
        fprintf(out, "<path d=\"M%g %gV%g\" stroke=\"#24593A\" stroke-width=\"2\"/>", px(f->right + 40), px(top),
                px(bottom));
        snprintf(words, sizeof words, "band: \xC2\xB1 %s",
                 words_milli(c->mark_milli, c->mark_milli % MILLI == 0 ? c->decimals : 2, number));
        frame_text(out, f->right + 120, (top + bottom) / 2 + 110, "fill=\"" CHART_MUTED "\"", words);
    }
    snprintf(words, sizeof words, "Start %s", words_milli(start, c->decimals, number));
    frame_text(out, f->right + 120, (top + bottom) / 2 - (c->mark_milli > 0 ? 40 : -45),
               "fill=\"" CHART_INK "\" font-weight=\"600\"", words);
}

static void draw_start(FILE *out, const struct frame *f) {
    fprintf(out, "<path d=\"M%g %gH%g\" stroke=\"" CHART_INK "\" stroke-width=\"1.2\" stroke-dasharray=\"5 4\"/>",
            px(f->left), px(frame_y(f, value_at(f->chart, 0))), px(f->right));
}

static void draw_weeks(FILE *out, const struct frame *f, const int *x) {
    int64_t first = words_day_number(value_string(json_array_get(f->chart->points, 0), "at", ""), 0), shown = -1;
    int free_from = 0;
    size_t i;
    json_t *p;
    json_array_foreach(f->chart->points, i, p) {
        char words[WORDS_MAX];
        int64_t days = words_day_number(value_string(p, "at", ""), first) - first, week = (days + 3) / 7;
        if (x[i] < free_from || (i > 0 && week == shown && week > 0))
            continue;
        if (i == 0)
            snprintf(words, sizeof words, "Start");
        else if (week > 0)
            snprintf(words, sizeof words, "Wk %lld", (long long)week);
        else
            words_short(value_string(p, "at", ""), words);
        frame_text(out, x[i], f->bottom + 240, "text-anchor=\"middle\" fill=\"" CHART_MUTED "\"", words);
        free_from = x[i] + LABEL_ROOM;
        shown = week;
    }
}

static void draw_path(FILE *out, const struct frame *f, const int *x, size_t count) {
    fputs("<path d=\"", out);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%c%g %g", i == 0 ? 'M' : 'L', px(x[i]), px(frame_y(f, value_at(f->chart, i))));
    fputs("\" fill=\"none\" stroke=\"" CHART_LINE
          "\" stroke-width=\"2.6\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>",
          out);
}

static void draw_points(FILE *out, const struct frame *f, const int *x, size_t count) {
    int free_from = 0, last_room = count > 0 ? x[count - 1] - VALUE_ROOM : 0;
    for (size_t i = 0; i < count; i++) {
        bool edge = i == 0 || i == count - 1;
        int y = frame_y(f, value_at(f->chart, i));
        char number[WORDS_MAX];
        frame_disc(out, x[i], y, count > MANY && !edge ? DISC_SMALL : DISC, edge);
        if (i != count - 1 && i != 0 && (x[i] < free_from || x[i] > last_room))
            continue;
        frame_text(out, x[i], y > f->top + 40 ? y - 100 : y + 200,
                   "text-anchor=\"middle\" font-weight=\"600\" fill=\"" CHART_INK
                   "\" stroke=\"#fff\" stroke-width=\"3.5\" paint-order=\"stroke\" stroke-linejoin=\"round\"",
                   words_milli(value_at(f->chart, i), f->chart->decimals, number));
        free_from = x[i] + VALUE_ROOM;
    }
}

void chart_line(FILE *out, const struct chart *c) {
    struct frame f = {.chart = c, .left = 440, .right = 5220, .top = 160, .bottom = (c->height - 38) * 10};
    size_t count = json_array_size(c->points);
    int *x = places(&f);
    frame_open(out, &f, 690, c->height);
    if (c->mark_milli > 0) {
        int top = frame_y(&f, value_at(c, 0) + c->mark_milli), bottom = frame_y(&f, value_at(c, 0) - c->mark_milli);
        fprintf(out, "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" fill=\"#DDE8DA\"/>", px(f.left), px(top),
                px(f.right - f.left), px(bottom - top));
    }
    frame_grid(out, &f);
    draw_start(out, &f);
    draw_weeks(out, &f, x);
    draw_path(out, &f, x, count);
    draw_points(out, &f, x, count);
    draw_band(out, &f);
    fputs("</svg>\n", out);
    free(x);
}
