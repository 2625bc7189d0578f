/* Charts as inline SVG: no scripts, a title and a description for those who do not see them, shapes as well as colours
 * so that grey print works, and the same figures as a table below. Figures are thousandths, places whole tenths of a
 * pixel. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "base/value.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct chart {
    const char *id;       /* unique in the file: letters, digits and - */
    const char *title;    /* what it shows, in plain words */
    const char *column;   /* head of the table's figures: "PEG" */
    const json_t *points; /* [{"at","milli"}], oldest first */
    int decimals;
    int64_t low_milli, high_milli;
    int64_t mark_milli; /* half height of the band around the first point; 0: none */
    int height;
};

/* A line over time, with the start as a dashed line and the change band around it. */
void chart_line(FILE *out, const struct chart *c);
/* Before (open) and after (filled) of each session: points [{"at","before","after"}]; the newest ten. */
void chart_pairs(FILE *out, const struct chart *c);
/* One figure a session, small: points as chart_line. */
void chart_dots(FILE *out, const struct chart *c);
/* Smallest round range that holds all figures; begins at 0 unless some are below it. */
void chart_range(struct chart *c);
/* Step between grid lines, thousandths. */
int64_t chart_step(int64_t range_milli);

#endif
