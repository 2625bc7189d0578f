/* Paints a drawing list: finds what differs from the last one, makes each command that touches it ready, and paints
 * those rows and spans only. The paint order is the list's, so a part painted anew has the same bytes as the whole. */
#include "render/internal.h"

#include "base/xalloc.h"

#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_CACHE = 8 << 20, ICON_CACHE = 2 << 20, PICTURE_CACHE = 48 << 20, MASK_CACHE = 1 << 20, HILLS_CACHE = 2 };

struct render *render_create(const char *assets, struct error *err) {
    struct fonts *fonts = fonts_create(assets, err);
    if (fonts == NULL)
        return NULL;
    struct render *r = xcalloc(1, sizeof *r);
    r->assets = xstrdup(assets);
    r->fonts = fonts;
    cache_init(&r->lines, LINE_CACHE, line_destroy);
    cache_init(&r->icons, ICON_CACHE, free);
    cache_init(&r->pictures, PICTURE_CACHE, picture_destroy);
    cache_init(&r->corners, MASK_CACHE, free);
    cache_init(&r->shadows, MASK_CACHE, free);
    cache_init(&r->hills, HILLS_CACHE, free);
    region_init(&r->region);
    return r;
}

void render_destroy(struct render *r) {
    if (r == NULL)
        return;
    cache_finish(&r->lines);
    cache_finish(&r->icons);
    cache_finish(&r->pictures);
    cache_finish(&r->corners);
    cache_finish(&r->shadows);
    cache_finish(&r->hills);
    region_finish(&r->region);
    fonts_destroy(r->fonts);
    SDL_FreeSurface(r->canvas);
    SDL_FreeSurface(r->film_fitted);
    free(r->last);
    free(r->next);
    free(r->assets);
    free(r);
}

/* --- one command ----------------------------------------------------------------------------------------------------
 */

static void job_prepare(struct render *r, struct job *job, uint64_t hash) {
    switch (job->item->kind) {
    case DRAW_BOX:
        box_prepare(r, job);
        break;
    case DRAW_SHADOW:
        shadow_prepare(r, job);
        break;
    case DRAW_TEXT:
        text_prepare(r, job);
        break;
    case DRAW_ICON:
        icon_prepare(r, job);
        break;
    case DRAW_PICTURE:
        picture_prepare(r, job);
        break;
    case DRAW_FILM:
        film_prepare(r, job, hash);
        break;
    case DRAW_DISC:
        disc_prepare(job);
        break;
    case DRAW_ARC:
        arc_prepare(job);
        break;
    case DRAW_WEDGE:
        wedge_prepare(r, job);
        break;
    case DRAW_LINE:
        line_prepare(job);
        break;
    case DRAW_POLYGON:
        polygon_prepare(job);
        break;
    case DRAW_HILLS:
        hills_prepare(r, job);
        break;
    }
}

static uint32_t *target_row(SDL_Surface *target, int y) {
    return (uint32_t *)(void *)((uint8_t *)target->pixels + (ptrdiff_t)y * target->pitch);
}

/* One piece of a row of a round shape: nothing or a plain fill where it is all middle. */
static void piece_paint(const struct job *job, uint32_t *row, int y, int from, int to) {
    if (job->begin == NULL || from < job->cuts[1] || to > job->cuts[2])
        job->row(job, row, y, from, to);
    else if (!job->is_hollow)
        span_fill(row + from, to - from, job->fill);
}

static void row_paint(struct job *job, const struct region_row *damage, uint32_t *row, int y) {
    int left = job->bounds.x, right = job->bounds.x + job->bounds.w;
    if (damage->count == 0)
        return;
    if (job->begin != NULL) {
        job->begin(job, y);
        left = job->cuts[0] > left ? job->cuts[0] : left;
        right = job->cuts[3] < right ? job->cuts[3] : right;
    }
    for (int i = 0; i < damage->count; i++) {
        int from = damage->spans[i].from > left ? damage->spans[i].from : left;
        int to = damage->spans[i].to < right ? damage->spans[i].to : right;
        if (from < to)
            piece_paint(job, row, y, from, to);
    }
}

static void item_paint(struct render *r, const struct draw *item, const struct record *record, SDL_Surface *target) {
    struct job job = {.item = item, .fill = item->fill, .edge = item->edge};
    job.bounds = rect_intersection(record->bounds, r->region.bounds);
    if (rect_is_empty(&job.bounds))
        return;
    job_prepare(r, &job, record->hash);
    if (job.row == NULL)
        return;
    for (int y = job.bounds.y; y < job.bounds.y + job.bounds.h; y++)
        row_paint(&job, &r->region.rows[y], target_row(target, y), y);
}

/* --- the list -------------------------------------------------------------------------------------------------------
 */

static void background_paint(const struct render *r, uint32_t colour, SDL_Surface *target) {
    const struct rect *bounds = &r->region.bounds;
    for (int y = bounds->y; y < bounds->y + bounds->h; y++) {
        const struct region_row *damage = &r->region.rows[y];
        for (int i = 0; i < damage->count; i++)
            span_fill(target_row(target, y) + damage->spans[i].from, damage->spans[i].to - damage->spans[i].from,
                      colour | 0xFF000000u);
    }
}

static bool is_plain_order(const SDL_PixelFormat *f) {
    return f->BytesPerPixel == 4 && f->Rmask == 0xFF0000 && f->Gmask == 0xFF00 && f->Bmask == 0xFF;
}

/* What to paint into: the target, or a canvas in our order of colours. */
static SDL_Surface *canvas_get(struct render *r, SDL_Surface *target) {
    if (is_plain_order(target->format))
        return target;
    if (r->canvas == NULL || r->canvas->w != target->w || r->canvas->h != target->h) {
        SDL_FreeSurface(r->canvas);
        r->canvas = SDL_CreateRGBSurfaceWithFormat(0, target->w, target->h, 32, SDL_PIXELFORMAT_RGB888);
    }
    return r->canvas;
}

static bool target_is_new(struct render *r, const SDL_Surface *target) {
    bool is_new = r->target != target || r->target_pixels != target->pixels || r->target_w != target->w ||
                  r->target_h != target->h;
    r->target = target;
    r->target_pixels = target->pixels;
    r->target_w = target->w;
    r->target_h = target->h;
    return is_new;
}

void render_paint(struct render *r, const struct draw_list *list, SDL_Surface *target, bool whole,
                  struct rect *out_damage) {
    whole = target_is_new(r, target) || whole;
    SDL_Surface *canvas = canvas_get(r, target);
    damage_find(r, list, whole);
    *out_damage = r->region.bounds;
    if (canvas == NULL || rect_is_empty(out_damage))
        return;
    if (SDL_MUSTLOCK(target))
        SDL_LockSurface(target);
    background_paint(r, list->background, canvas);
    for (size_t i = 0; i < list->count; i++)
        item_paint(r, &list->items[i], &r->last[i], canvas);
    if (SDL_MUSTLOCK(target))
        SDL_UnlockSurface(target);
    if (canvas != target) {
        SDL_Rect part = {out_damage->x, out_damage->y, out_damage->w, out_damage->h}, at = part;
        SDL_BlitSurface(canvas, &part, target, &at);
    }
}

size_t render_damage(const struct render *r, struct rect *out, size_t room) {
    return region_rects(&r->region, out, room);
}

bool render_save_png(SDL_Surface *surface, const char *path, struct error *err) {
    if (IMG_SavePNG(surface, path) == 0)
        return true;
    return error_set(err, ERROR_IO, "The picture %s could not be written: %s.", path, SDL_GetError());
}
