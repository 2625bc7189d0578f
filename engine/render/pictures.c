/* Icons, pictures and the film's frame: loaded at their final size when first seen and kept while there is room.
 * What cannot be loaded is remembered too and painted as a quiet panel (a picture) or not at all (an icon). */
#include "render/internal.h"

#include "base/file.h"
#include "base/xalloc.h"

#include <SDL_image.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ICON_PX = 2048, SIDE_PX = 16384 };
static const double pixels_most = 40e6;
static const int64_t file_bytes_most = 64 << 20;

static int int_min(int a, int b) {
    return a < b ? a : b;
}

static int int_max(int a, int b) {
    return a > b ? a : b;
}

/* Opaque-order 32 bits, whatever came; takes `from`. */
static SDL_Surface *surface_as_argb(SDL_Surface *from) {
    if (from == NULL || from->format->format == SDL_PIXELFORMAT_ARGB8888)
        return from;
    SDL_Surface *to = SDL_ConvertSurfaceFormat(from, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(from);
    return to;
}

static SDL_Surface *svg_load(const char *path, int w, int h) {
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    if (file == NULL)
        return NULL;
    SDL_Surface *loaded = IMG_LoadSizedSVG_RW(file, w, h);
    SDL_RWclose(file);
    return surface_as_argb(loaded);
}

static const uint32_t *surface_row(const SDL_Surface *s, int y) {
    return (const uint32_t *)(const void *)((const uint8_t *)s->pixels + (ptrdiff_t)y * s->pitch);
}

/* --- icons ----------------------------------------------------------------------------------------------------------
 */

static bool icon_name_is_plain(const char *name) {
    size_t count = strlen(name);
    return count > 0 && count < 60 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == count;
}

/* A mask without pixels when there is no such icon. */
static struct mask *icon_make(const struct render *r, const char *name, int size) {
    char *path = xprintf("%s/icons/%s.svg", r->assets, name);
    SDL_Surface *s = icon_name_is_plain(name) && file_exists(path) ? svg_load(path, size, size) : NULL;
    free(path);
    struct mask *m = xcalloc(1, sizeof *m + (s == NULL ? 0 : (size_t)s->w * (size_t)s->h));
    if (s == NULL)
        return m;
    m->w = s->w;
    m->h = s->h;
    for (int y = 0; y < s->h; y++) {
        for (int x = 0; x < s->w; x++)
            m->bytes[y * s->w + x] = (uint8_t)(surface_row(s, y)[x] >> 24);
    }
    SDL_FreeSurface(s);
    return m;
}

void icon_prepare(struct render *r, struct job *job) {
    const struct draw *item = job->item;
    int size = int_min(item->at.w, item->at.h);
    if (item->text == NULL || size > ICON_PX)
        return;
    size_t count = strlen(item->text);
    struct mask *m = cache_find(&r->icons, (uint64_t)size, item->text, count);
    if (m == NULL) {
        m = icon_make(r, item->text, size);
        cache_add(&r->icons, (uint64_t)size, item->text, count, m, sizeof *m + (size_t)(m->w * m->h));
    }
    if (m->w == 0)
        return;
    job->box = (struct rect){item->at.x + (item->at.w - m->w) / 2, item->at.y + (item->at.h - m->h) / 2, m->w, m->h};
    job->bounds = rect_intersection(job->bounds, job->box);
    job->mask = m;
    job->row = mask_row;
}

/* --- scaling --------------------------------------------------------------------------------------------------------
 */

static uint32_t block_mean(const SDL_Surface *s, int x0, int y0, int side) {
    unsigned sum[4] = {0}, count = (unsigned)(side * side);
    for (int y = y0; y < y0 + side; y++) {
        for (int x = x0; x < x0 + side; x++) {
            uint32_t p = surface_row(s, y)[x];
            for (int i = 0; i < 4; i++)
                sum[i] += p >> (8 * i) & 0xFF;
        }
    }
    uint32_t mean = 0;
    for (int i = 0; i < 4; i++)
        mean |= (uint32_t)((sum[i] + count / 2) / count) << (8 * i);
    return mean;
}

/* Smaller by a whole factor, so that the bilinear step after it never skips pixels. Takes s. */
static SDL_Surface *surface_shrink(SDL_Surface *s, int factor) {
    factor = int_min(factor, int_min(s->w, s->h));
    if (factor < 2)
        return s;
    SDL_Surface *to = SDL_CreateRGBSurfaceWithFormat(0, s->w / factor, s->h / factor, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; to != NULL && y < to->h; y++) {
        uint32_t *row = (uint32_t *)(void *)((uint8_t *)to->pixels + (ptrdiff_t)y * to->pitch);
        for (int x = 0; x < to->w; x++)
            row[x] = block_mean(s, x * factor, y * factor, factor);
    }
    SDL_FreeSurface(s);
    return to;
}

/* The middle of s, filling w x h. Takes s. */
static SDL_Surface *surface_cover(SDL_Surface *s, int w, int h) {
    if (s == NULL || (s->w == w && s->h == h))
        return s;
    s = surface_shrink(s, (int)fmin((double)s->w / w, (double)s->h / h));
    if (s == NULL)
        return NULL;
    double scale = fmax((double)w / s->w, (double)h / s->h);
    SDL_Rect part = {0, 0, int_min(s->w, int_max(1, (int)lround(w / scale))),
                     int_min(s->h, int_max(1, (int)lround(h / scale)))};
    part.x = (s->w - part.w) / 2;
    part.y = (s->h - part.h) / 2;
    SDL_Surface *to = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_SetSurfaceBlendMode(s, SDL_BLENDMODE_NONE);
    if (to != NULL && part.w == w && part.h == h)
        SDL_BlitSurface(s, &part, to, NULL);
    else if (to != NULL)
        SDL_SoftStretchLinear(s, &part, to, NULL);
    SDL_FreeSurface(s);
    return to;
}

/* --- pictures -------------------------------------------------------------------------------------------------------
 */

void picture_destroy(void *picture) {
    struct picture *p = picture;
    SDL_FreeSurface(p->surface);
    free(p);
}

static SDL_Surface *picture_load(const char *path, int w, int h) {
    int natural_w, natural_h;
    bool is_svg;
    if (file_size(path) > file_bytes_most || !picture_size(path, &natural_w, &natural_h, &is_svg))
        return NULL;
    double scale = fmax((double)w / natural_w, (double)h / natural_h);
    double load_w = is_svg ? ceil(natural_w * scale) : natural_w, load_h = is_svg ? ceil(natural_h * scale) : natural_h;
    if (load_w * load_h > pixels_most)
        return NULL;
    SDL_Surface *s = is_svg ? svg_load(path, (int)load_w, (int)load_h) : surface_as_argb(IMG_Load(path));
    return surface_cover(s, w, h);
}

static bool surface_has_alpha(const SDL_Surface *s) {
    for (int y = 0; y < s->h; y++) {
        for (int x = 0; x < s->w; x++) {
            if (surface_row(s, y)[x] >> 24 != 255)
                return true;
        }
    }
    return false;
}

static const struct picture *picture_get(struct render *r, const char *path, int w, int h) {
    uint64_t key = (uint64_t)(uint32_t)w << 32 | (uint32_t)h;
    struct picture *p = cache_find(&r->pictures, key, path, strlen(path));
    if (p != NULL)
        return p;
    p = xcalloc(1, sizeof *p);
    char *own = path[0] != '/' ? path_join(r->assets, path) : NULL;
    p->surface = w <= SIDE_PX && h <= SIDE_PX ? picture_load(own != NULL ? own : path, w, h) : NULL;
    free(own);
    p->has_alpha = p->surface != NULL && surface_has_alpha(p->surface);
    size_t bytes = p->surface == NULL ? 0 : (size_t)w * (size_t)h * 4;
    cache_add(&r->pictures, key, path, strlen(path), p, sizeof *p + bytes);
    return p;
}

static void image_pixels(const struct job *job, uint32_t *row, int y, int from, int to) {
    const uint32_t *line = surface_row(job->image, y - job->box.y) - job->box.x;
    for (int x = from; x < to; x++) {
        unsigned alpha = job->image_has_alpha ? line[x] >> 24 : 255;
        alpha = byte_times(alpha, corner_coverage(job->corner, job->box.w, job->box.h, x - job->box.x, y - job->box.y));
        if (alpha > 0)
            row[x] = pixel_over(row[x], line[x], alpha);
    }
}

static void image_row(const struct job *job, uint32_t *row, int y, int from, int to) {
    int dy = int_min(y - job->box.y, job->box.y + job->box.h - 1 - y);
    int side = dy < job->corner->n ? job->corner->n : 0;
    int left_end = int_max(from, int_min(to, job->box.x + side));
    int right_start = int_min(to, int_max(left_end, job->box.x + job->box.w - side));
    image_pixels(job, row, y, from, left_end);
    if (job->image_has_alpha) {
        image_pixels(job, row, y, left_end, right_start);
    } else {
        const uint32_t *line = surface_row(job->image, y - job->box.y) - job->box.x;
        for (int x = left_end; x < right_start; x++)
            row[x] = line[x] | 0xFF000000u;
    }
    image_pixels(job, row, y, right_start, to);
}

static void image_set(struct render *r, struct job *job, const SDL_Surface *image, bool has_alpha) {
    job->image = image;
    job->image_has_alpha = has_alpha;
    job->corner = corner_get(r, job->item->radius_px, 0, job->box.w, job->box.h);
    job->row = image_row;
}

/* In place of what cannot be shown: a quiet panel that suits light and dark pages. */
static void panel_prepare(struct render *r, struct job *job) {
    box_prepare(r, job);
    job->fill = 0x20808080;
}

void picture_prepare(struct render *r, struct job *job) {
    const struct draw *item = job->item;
    const struct picture *p = item->text == NULL ? NULL : picture_get(r, item->text, item->at.w, item->at.h);
    job->box = item->at;
    if (p == NULL || p->surface == NULL)
        panel_prepare(r, job);
    else
        image_set(r, job, p->surface, p->has_alpha);
}

/* --- film -----------------------------------------------------------------------------------------------------------
 */

/* The largest rectangle of the frame's shape inside at. */
static struct rect fitted(const SDL_Surface *frame, struct rect at) {
    double scale = fmin((double)at.w / frame->w, (double)at.h / frame->h);
    int w = int_max(1, int_min(at.w, (int)lround(frame->w * scale)));
    int h = int_max(1, int_min(at.h, (int)lround(frame->h * scale)));
    return (struct rect){at.x + (at.w - w) / 2, at.y + (at.h - h) / 2, w, h};
}

static bool is_plain_order(const SDL_Surface *s) {
    return s->format->format == SDL_PIXELFORMAT_ARGB8888 || s->format->format == SDL_PIXELFORMAT_RGB888;
}

/* The frame at its place's size: itself when it fits already, else scaled once per frame. */
static const SDL_Surface *film_fit(struct render *r, int w, int h, uint64_t hash) {
    SDL_Surface *old = r->film_fitted;
    if (r->film->w == w && r->film->h == h && is_plain_order(r->film))
        return r->film;
    if (old != NULL && r->film_hash == hash && old->w == w && old->h == h)
        return old;
    if (old == NULL || old->w != w || old->h != h || old->format->format != r->film->format->format) {
        SDL_FreeSurface(old);
        uint32_t format = is_plain_order(r->film) ? r->film->format->format : (uint32_t)SDL_PIXELFORMAT_RGB888;
        r->film_fitted = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, format);
    }
    if (r->film_fitted == NULL)
        return NULL;
    if (is_plain_order(r->film))
        SDL_SoftStretchLinear(r->film, NULL, r->film_fitted, NULL);
    else
        SDL_BlitScaled(r->film, NULL, r->film_fitted, NULL);
    r->film_hash = hash;
    return r->film_fitted;
}

void film_prepare(struct render *r, struct job *job, uint64_t hash) {
    const struct draw *item = job->item;
    job->box = r->film == NULL ? item->at : fitted(r->film, item->at);
    const SDL_Surface *image = r->film == NULL ? NULL : film_fit(r, job->box.w, job->box.h, hash);
    if (image == NULL) {
        panel_prepare(r, job);
        return;
    }
    job->bounds = rect_intersection(job->bounds, job->box);
    image_set(r, job, image, false);
}

void render_set_film(struct render *r, SDL_Surface *frame) {
    r->film = frame;
    r->film_hash = 0;
}
