/* Lines of text as coverage masks: drawn once by SDL_ttf per (face, size, text), then only blended. Runs of several
 * fonts are put on one baseline. The ruler answers from the same layouts. */
#include "render/internal.h"

#include "base/xalloc.h"

#include <hb.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 60000, LINE_PX = 16000 };

void line_destroy(void *line) {
    struct line *one = line;
    free(one->mask);
    free(one->colours);
    free(one);
}

/* Control characters have no picture: they become spaces. Given. */
static char *text_tidy(const char *text, size_t *out_count) {
    size_t count = strnlen(text, LINE_BYTES);
    char *tidy = xstrndup(text, count);
    for (size_t i = 0; i < count; i++) {
        if ((unsigned char)tidy[i] < 0x20 || tidy[i] == 0x7F)
            tidy[i] = ' ';
    }
    *out_count = count;
    return tidy;
}

/* Where SDL_ttf's picture of a run goes: it starts at the ink where that is left of the origin or above the ascent. */
struct placed {
    SDL_Surface *picture; /* 8 bits, its values are the coverage; or in colour, 32 bits with alpha */
    int x, y;             /* from the start of the line and the baseline */
};

/* The mean of the pixels each one stands for, alpha counted in. */
static uint32_t mean_of(const SDL_Surface *s, int from_x, int to_x, int from_y, int to_y) {
    uint64_t a = 0, red = 0, green = 0, blue = 0, count = 0;
    for (int y = from_y; y < to_y; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)s->pixels + (ptrdiff_t)y * s->pitch);
        for (int x = from_x; x < to_x; x++, count++) {
            uint32_t alpha = row[x] >> 24;
            a += alpha;
            red += (row[x] >> 16 & 0xFF) * alpha;
            green += (row[x] >> 8 & 0xFF) * alpha;
            blue += (row[x] & 0xFF) * alpha;
        }
    }
    if (a == 0 || count == 0)
        return 0;
    return (uint32_t)(a / count) << 24 | (uint32_t)(red / a) << 16 | (uint32_t)(green / a) << 8 | (uint32_t)(blue / a);
}

/* Takes big. */
static SDL_Surface *picture_scale(SDL_Surface *big, int w, int h) {
    SDL_Surface *small = w > 0 && h > 0 ? SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888) : NULL;
    for (int y = 0; small != NULL && y < h; y++) {
        uint32_t *row = (uint32_t *)(void *)((uint8_t *)small->pixels + (ptrdiff_t)y * small->pitch);
        int from_y = y * big->h / h, to_y = (y + 1) * big->h / h;
        for (int x = 0; x < w; x++) {
            int from_x = x * big->w / w, to_x = (x + 1) * big->w / w;
            row[x] = mean_of(big, from_x, to_x > from_x ? to_x : from_x + 1, from_y, to_y > from_y ? to_y : from_y + 1);
        }
    }
    SDL_FreeSurface(big);
    return small;
}

/* Glyphs that are pictures come in one size: scaled to the run's width. */
static struct placed emoji_draw(TTF_Font *font, const struct run *run, int size_px, const char *part) {
    SDL_Surface *big = TTF_RenderUTF8_Blended(font, part, (SDL_Color){255, 255, 255, 255});
    int w = (int)lroundf(run->width * (float)size_px);
    if (big == NULL || big->w == 0 || big->format->format != SDL_PIXELFORMAT_ARGB8888) {
        SDL_FreeSurface(big);
        return (struct placed){0};
    }
    float scale = (float)w / (float)big->w;
    int h = (int)lroundf((float)big->h * scale), ascent = (int)lroundf((float)TTF_FontAscent(font) * scale);
    return (struct placed){
        .picture = picture_scale(big, w, h), .x = (int)lroundf(run->x * (float)size_px), .y = -ascent};
}

static struct placed run_draw(struct fonts *f, const struct run *run, int size_px, const char *text) {
    TTF_Font *font = fonts_open(f, run->file, size_px);
    if (font == NULL)
        return (struct placed){0};
    char tag[5] = {0};
    hb_tag_to_string(hb_script_to_iso15924_tag(run->script), tag);
    TTF_SetFontDirection(font, run->is_rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, tag);
    char *part = xstrndup(text + run->from, run->to - run->from);
    if (fonts_is_pictures(f, run->file)) {
        struct placed emoji = emoji_draw(font, run, size_px, part);
        free(part);
        return emoji;
    }
    struct placed p = {
        .picture = TTF_RenderUTF8_Shaded(font, part, (SDL_Color){255, 255, 255, 255}, (SDL_Color){0, 0, 0, 255})};
    free(part);
    if (p.picture == NULL)
        return p;
    float size = (float)size_px;
    int ascent = TTF_FontAscent(font), above = (int)ceilf(run->ink_top * size) - ascent;
    int spare = p.picture->h - TTF_FontHeight(font);
    p.x = (int)lroundf(run->x * size) + (int)fminf(0, floorf(run->ink_left * size));
    p.y = -ascent - (above > 0 && spare > 0 ? (above < spare ? above : spare) : 0);
    return p;
}

static bool is_coloured(const struct placed *p) {
    return p->picture != NULL && p->picture->format->BitsPerPixel == 32;
}

static void colours_add(struct line *line, const struct placed *p) {
    const struct mask *mask = line->mask;
    if (line->colours == NULL)
        line->colours = xcalloc((size_t)mask->w * (size_t)mask->h, sizeof *line->colours);
    for (int y = 0; y < p->picture->h; y++) {
        uint32_t *to = line->colours + (size_t)(p->y - line->top + y) * (size_t)mask->w + (size_t)(p->x - line->left);
        memcpy(to, (const uint8_t *)p->picture->pixels + (ptrdiff_t)y * p->picture->pitch,
               (size_t)p->picture->w * sizeof *to);
    }
}

static void picture_add(struct mask *mask, const struct placed *p, int left, int top) {
    const uint8_t *from = p->picture->pixels;
    for (int y = 0; y < p->picture->h; y++) {
        uint8_t *to = mask->bytes + (size_t)(p->y - top + y) * (size_t)mask->w + (size_t)(p->x - left);
        const uint8_t *line = from + (ptrdiff_t)y * p->picture->pitch;
        for (int x = 0; x < p->picture->w; x++) {
            if (line[x] > to[x])
                to[x] = line[x];
        }
    }
}

static void pictures_join(struct line *line, const struct placed *parts, size_t count) {
    struct rect all = {0};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].picture != NULL)
            all = rect_union(all, (struct rect){parts[i].x, parts[i].y, parts[i].picture->w, parts[i].picture->h});
    }
    if (rect_is_empty(&all) || all.w > LINE_PX * 4 || all.h > LINE_PX)
        return;
    line->mask = xcalloc(1, sizeof *line->mask + (size_t)all.w * (size_t)all.h);
    line->mask->w = all.w;
    line->mask->h = all.h;
    line->left = all.x;
    line->top = all.y;
    for (size_t i = 0; i < count; i++) {
        if (is_coloured(&parts[i]))
            colours_add(line, &parts[i]);
        else if (parts[i].picture != NULL)
            picture_add(line->mask, &parts[i], all.x, all.y);
    }
}

static struct line *line_make(struct render *r, enum face face, int size_px, const char *text) {
    struct line *line = xcalloc(1, sizeof *line);
    size_t count;
    char *tidy = text_tidy(text, &count);
    const struct layout *layout = layout_get(r->fonts, face, tidy, count);
    struct placed *parts = xcalloc(layout->count + 1, sizeof *parts);
    for (size_t i = 0; i < layout->count; i++)
        parts[i] = run_draw(r->fonts, &layout->runs[i], size_px, tidy);
    pictures_join(line, parts, layout->count);
    TTF_Font *own = fonts_open(r->fonts, fonts_face_file(r->fonts, face), size_px);
    line->ascent_px = own == NULL ? size_px : TTF_FontAscent(own);
    line->height_px = own == NULL ? size_px : TTF_FontHeight(own);
    for (size_t i = 0; i < layout->count; i++)
        SDL_FreeSurface(parts[i].picture);
    free(parts);
    free(tidy);
    return line;
}

const struct line *line_get(struct render *r, enum face face, int size_px, const char *text) {
    uint64_t key = (uint64_t)face << 32 | (uint32_t)size_px;
    size_t count = strlen(text);
    struct line *line = cache_find(&r->lines, key, text, count);
    if (line == NULL) {
        line = line_make(r, face, size_px, text);
        size_t pixels = line->mask == NULL ? 0 : (size_t)line->mask->w * (size_t)line->mask->h;
        size_t cost = sizeof *line + pixels + (line->colours != NULL ? 4 * pixels : 0);
        cache_add(&r->lines, key, text, count, line, cost);
    }
    return line;
}

static bool has_text(const struct draw *item) {
    return item->text != NULL && item->text[0] != '\0' && item->size_px > 0 && item->size_px < 2000 &&
           (unsigned)item->face < FACE_COUNT;
}

static struct rect line_place(const struct draw *item, const struct line *line) {
    int baseline = item->at.y + (item->at.h - line->height_px) / 2 + line->ascent_px;
    return (struct rect){item->at.x + line->left, baseline + line->top, line->mask->w, line->mask->h};
}

/* The ink itself when the line may be seen at all; at.w may be anything. */
struct rect text_bounds(struct render *r, const struct draw *item) {
    struct rect near = {item->clip.x, item->at.y - 2 * item->size_px, item->clip.w, item->at.h + 4 * item->size_px};
    near = rect_intersection(near, item->clip);
    if (!has_text(item) || rect_is_empty(&near))
        return (struct rect){0};
    const struct line *line = line_get(r, item->face, item->size_px, item->text);
    return line->mask == NULL ? (struct rect){0} : line_place(item, line);
}

/* The letters in the text's colour, the emoji in their own. */
static void coloured_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    const uint32_t *line = job->colours + (size_t)(y - job->box.y) * (size_t)job->mask->w;
    unsigned alpha = colour_alpha(job->fill);
    mask_row(job, row, y, from, to);
    for (int x = from; x < to; x++) {
        uint32_t colour = line[x - job->box.x];
        if (colour_alpha(colour) != 0)
            row[x] = pixel_over(row[x], colour, byte_times(colour_alpha(colour), alpha));
    }
}

void text_prepare(struct render *r, struct job *job) {
    if (!has_text(job->item))
        return;
    const struct line *line = line_get(r, job->item->face, job->item->size_px, job->item->text);
    if (line->mask == NULL)
        return;
    job->box = line_place(job->item, line);
    job->mask = line->mask;
    job->colours = line->colours;
    job->row = line->colours != NULL ? coloured_row : mask_row;
}

/* --- ruler ----------------------------------------------------------------------------------------------------------
 */

static float ruler_width(void *context, enum face face, int size_px, const char *utf8, size_t count_bytes) {
    struct render *r = context;
    if (utf8 == NULL || count_bytes == 0 || (unsigned)face >= FACE_COUNT)
        return 0;
    return layout_get(r->fonts, face, utf8, count_bytes)->width * (float)size_px;
}

static float ruler_caret(void *context, enum face face, int size_px, const char *utf8, size_t count_bytes,
                         size_t offset) {
    struct render *r = context;
    if (utf8 == NULL || count_bytes == 0 || (unsigned)face >= FACE_COUNT)
        return 0;
    return layout_caret(r->fonts, face, utf8, count_bytes, offset) * (float)size_px;
}

struct ruler render_ruler(struct render *r) {
    return (struct ruler){.context = r, .width = ruler_width, .caret = ruler_caret};
}
