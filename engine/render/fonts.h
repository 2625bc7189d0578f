/* Font files, which file draws which character, and lines of text cut into runs of one font, script and direction.
 * Widths come from HarfBuzz in font units, so measuring rasterises nothing and holds for every size. */
#ifndef RENDER_FONTS_H
#define RENDER_FONTS_H

#include "base/error.h"
#include "scene/draw.h"

#include <SDL_ttf.h>
#include <hb.h>

struct fonts;

/* A piece of a line in one font and direction. Distances are in em: times size_px gives pixels. */
struct run {
    int file;
    uint32_t from, to; /* bytes of the text */
    bool is_rtl;
    hb_script_t script;
    float x, width;          /* from the left of the line */
    float ink_left, ink_top; /* the ink's leftmost point from x, its highest above the baseline */
};

/* Runs from left to right. */
struct layout {
    float width;
    size_t count;
    struct run runs[];
};

/* NULL when not one sans font can be found. */
struct fonts *fonts_create(const char *assets, struct error *err);
void fonts_destroy(struct fonts *f);

/* --- font files (fonts.c); files are small numbers ------------------------------------------------------------------
 */
int fonts_face_file(struct fonts *f, enum face face);
/* The file that has the character: the face's own, else a fallback; the face's own when nobody has it. */
int fonts_file_for(struct fonts *f, enum face face, uint32_t character, hb_script_t script);
/* The file of coloured emoji when it is installed and has the character, else -1. */
int fonts_emoji_file(struct fonts *f, uint32_t character);
/* Its glyphs are pictures of one size, to be scaled and shown in their own colours. */
bool fonts_is_pictures(struct fonts *f, int file);
bool fonts_file_has(struct fonts *f, int file, uint32_t character);
hb_font_t *fonts_shaper(struct fonts *f, int file); /* borrowed; scaled to font units */
float fonts_units_per_em(struct fonts *f, int file);
/* Opened for drawing at a size, light hinting. Borrowed until the next call; NULL when it cannot be read. */
TTF_Font *fonts_open(struct fonts *f, int file, int size_px);
/* How many fonts are open for drawing; measuring opens none. */
size_t fonts_open_count(const struct fonts *f);

/* --- layouts (layout.c) ---------------------------------------------------------------------------------------------
 */
/* Cached; borrowed until the next call. */
const struct layout *layout_get(struct fonts *f, enum face face, const char *utf8, size_t count_bytes);
float layout_caret(struct fonts *f, enum face face, const char *utf8, size_t count_bytes, size_t offset); /* em */
struct cache *fonts_layouts(struct fonts *f);

#endif
