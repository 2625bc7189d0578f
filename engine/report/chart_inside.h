/* What chart.c and chart_small.c share: the frame of a chart and its axis. Included by those two only. */
#ifndef REPORT_CHART_INSIDE_H
#define REPORT_CHART_INSIDE_H

#include "report/chart.h"

#define CHART_INK "#1B2A29"
#define CHART_MUTED "#3E4D4A"
#define CHART_LINE "#1C5A54"
#define CHART_GRID "#D3D9CE"

/* Edges in tenths of a pixel. */
struct frame {
    const struct chart *chart;
    int left, right, top, bottom;
};

int frame_y(const struct frame *f, int64_t milli);
/* Tenths as pixels. */
static inline double px(int tenths) {
    return tenths / 10.0;
}
void frame_open(FILE *out, const struct frame *f, int width, int height);
void frame_grid(FILE *out, const struct frame *f);
void frame_text(FILE *out, int x, int y, const char *attributes, const char *text);
void frame_disc(FILE *out, int x, int y, int radius, bool filled);

#endif
