/* The tokens as C data: colours by role, type styles in px for the present window, and lengths. Loaded once
 * from the parsed tokens.json; measures_set() then answers for one look (u scales by the window, t by the text
 * setting). Lengths in logical px are those of the design at 1920x1080 and 100 %. */
#ifndef SCENE_THEME_H
#define SCENE_THEME_H

#include "base/error.h"
#include "base/value.h"
#include "scene/scene.h"

/* clang-format off */
/* Colour roles in the order of tokens.json; the names are made from this list. */
#define COLOUR_ROLES(X) \
    X(bg) X(surface) X(sunken) X(horizon1) X(horizon2) X(hairline) X(border) X(text) X(muted) X(primary) \
    X(primaryHover) X(primaryPressed) X(onPrimary) X(primarySoft) X(onPrimarySoft) X(accent) X(onAccent) \
    X(accentSoft) X(accentText) X(good) X(goodSoft) X(caution) X(cautionSoft) X(danger) X(dangerSoft) X(onDanger) \
    X(disabledFill) X(disabledText) X(focus) X(focusGap) X(mind) X(mindSoft) X(calm) X(calmSoft) X(move) X(moveSoft) \
    X(chart1) X(chart2) X(chart3) X(chartGrid) X(chartBand) X(bodyZone) X(bodySeam) X(scrim) X(breath1) X(breath2) X(breath3) X(onBreath)
/* clang-format on */
enum colour {
#define X(name) COLOUR_##name,
    COLOUR_ROLES(X)
#undef X
        COLOUR_COUNT
};

enum style {
    STYLE_DISPLAY,
    STYLE_H1,
    STYLE_H2,
    STYLE_H3,
    STYLE_LEAD,
    STYLE_BODY,
    STYLE_WORDS,
    STYLE_ENTRY,
    STYLE_LABEL,
    STYLE_TOOL,
    STYLE_SMALL,
    STYLE_TINY,
    STYLE_NUMBER,
    STYLE_TOKENS, /* the styles above have names in tokens.json; those below are other weights of them */
    STYLE_LEAD_STRONG = STYLE_TOKENS,
    STYLE_LEAD_BOLD,
    STYLE_BODY_MEDIUM,
    STYLE_TOOL_STRONG,
    STYLE_COUNT
};

struct type {
    enum face face;
    float size, line, narrow_size;
    bool heading;
};

struct theme_data {
    uint32_t colour[3][COLOUR_COUNT]; /* 0xFFRRGGBB */
    struct type type[STYLE_COUNT];
    float margin, margin_portrait, progress_bar, top_bar, footer, content_top, content_tight, content_portrait;
    float reading, question, wide, full, table; /* columns */
};

struct font {
    enum face face;
    int size, line; /* px */
};

/* One look, ready to use. */
struct measures {
    const struct theme_data *data;
    const uint32_t *colour;
    struct font font[STYLE_COUNT];
    float u, t;
    int w, h;
    bool narrow, compact, portrait, contrast, dark, calm, plain;
};

bool theme_load(struct theme_data *out, const json_t *tokens, struct error *err);
void measures_set(struct measures *out, const struct theme_data *data, const struct scene_look *look);
/* Lengths in px: of space, of icons (grow with the text), and the width of a named column. */
int measure_space(const struct measures *m, double logical);
int measure_icon(const struct measures *m, double logical);
int measure_column(const struct measures *m, const char *name);
/* A column's width in logical px, before text size and margins. */
int measure_design_width(const struct measures *m, const char *name);
/* Height of a control: at least `least` logical px, the text and its padding, and 56 real px. */
int measure_control(const struct measures *m, double least, int text_px, double padding);

#endif
