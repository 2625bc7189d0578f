/* Frames to surfaces with swscale; see picture.h. */
#include "media/picture.h"

#include <libavutil/mem.h>
#include <libswscale/swscale.h>
#include <string.h>

enum { ROW_ALIGN = 64, ROW_SLACK = 64 }; /* swscale may write a little past the end of a row */

/* The size that fits, before turning. */
static void fit(const AVFrame *f, int turns, int fit_w, int fit_h, int *out_w, int *out_h) {
    double w = f->width, h = f->height;
    if (f->sample_aspect_ratio.num > 0 && f->sample_aspect_ratio.den > 0)
        w *= av_q2d(f->sample_aspect_ratio);
    if ((turns & 1) != 0) {
        int swap = fit_w;
        fit_w = fit_h;
        fit_h = swap;
    }
    if (fit_w > 0 && fit_h > 0) {
        double scale = fit_w / w < fit_h / h ? fit_w / w : fit_h / h;
        w *= scale;
        h *= scale;
    }
    *out_w = w < 1 ? 1 : w > 8192 ? 8192 : (int)(w + 0.5);
    *out_h = h < 1 ? 1 : h > 8192 ? 8192 : (int)(h + 0.5);
}

void picture_finish(struct picture *p) {
    SDL_FreeSurface(p->surface);
    sws_freeContext(p->scaler);
    av_freep(&p->flat);
    av_freep(&p->turned);
    *p = (struct picture){0};
}

static bool is_ready(const struct picture *p, const AVFrame *f, int turns, int w, int h) {
    return p->surface != NULL && p->from_w == f->width && p->from_h == f->height && p->from_format == f->format &&
           p->to_w == w && p->to_h == h && p->turns == turns && p->from_space == (int)f->colorspace &&
           p->from_range == (int)f->color_range;
}

bool picture_is_made_for(const struct picture *p, const AVFrame *f, int turns, int fit_w, int fit_h) {
    int w, h;
    fit(f, turns, fit_w, fit_h, &w, &h);
    return is_ready(p, f, turns, w, h);
}

/* Films say BT.601 or BT.709, or nothing: then it goes by size, as players do. */
static void set_colours(struct SwsContext *scaler, const AVFrame *f) {
    int space = (int)f->colorspace;
    if (space == AVCOL_SPC_UNSPECIFIED || space == AVCOL_SPC_RGB || space == AVCOL_SPC_RESERVED)
        space = f->height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    int is_full = f->color_range == AVCOL_RANGE_JPEG;
    sws_setColorspaceDetails(scaler, sws_getCoefficients(space), is_full, sws_getCoefficients(SWS_CS_DEFAULT), 1, 0,
                             1 << 16, 1 << 16);
}

static bool make_surface(struct picture *p) {
    bool is_turned = p->turns != 0;
    int w = (p->turns & 1) != 0 ? p->to_h : p->to_w, h = (p->turns & 1) != 0 ? p->to_w : p->to_h;
    p->flat_pitch = (p->to_w * 4 + ROW_ALIGN - 1) / ROW_ALIGN * ROW_ALIGN;
    p->flat = av_malloc((size_t)p->flat_pitch * (size_t)p->to_h + ROW_SLACK);
    p->turned = is_turned ? av_malloc((size_t)w * 4 * (size_t)h) : NULL;
    if (p->flat == NULL || (is_turned && p->turned == NULL))
        return false;
    p->surface = SDL_CreateRGBSurfaceWithFormatFrom(is_turned ? p->turned : p->flat, w, h, 32,
                                                    is_turned ? w * 4 : p->flat_pitch, SDL_PIXELFORMAT_RGB888);
    return p->surface != NULL;
}

static bool make_ready(struct picture *p, const AVFrame *f, int turns, int w, int h) {
    picture_finish(p);
    *p = (struct picture){.from_w = f->width, .from_h = f->height, .from_format = f->format, .to_w = w, .to_h = h};
    p->from_space = (int)f->colorspace;
    p->from_range = (int)f->color_range;
    p->turns = turns;
    bool is_same = w == f->width && h == f->height;
    p->scaler = sws_getContext(f->width, f->height, f->format, w, h, AV_PIX_FMT_BGRA,
                               is_same ? SWS_POINT : SWS_FAST_BILINEAR, NULL, NULL, NULL);
    if (p->scaler == NULL)
        return false;
    set_colours(p->scaler, f);
    return make_surface(p);
}

/* Copies the flat pixels into the turned ones. */
static void turn(struct picture *p) {
    int w = p->surface->w, h = p->surface->h;
    for (int y = 0; y < h; y++) {
        uint32_t *out = (uint32_t *)(void *)(p->turned + (size_t)y * (size_t)w * 4);
        for (int x = 0; x < w; x++) {
            int fx = p->turns == 1 ? y : p->turns == 2 ? p->to_w - 1 - x : p->to_w - 1 - y;
            int fy = p->turns == 1 ? p->to_h - 1 - x : p->turns == 2 ? p->to_h - 1 - y : x;
            memcpy(&out[x], p->flat + (size_t)fy * (size_t)p->flat_pitch + (size_t)fx * 4, 4);
        }
    }
}

SDL_Surface *picture_draw(struct picture *p, const AVFrame *f, int turns, int fit_w, int fit_h) {
    int w, h;
    if (f->width < 1 || f->data[0] == NULL)
        return NULL;
    fit(f, turns, fit_w, fit_h, &w, &h);
    if (!is_ready(p, f, turns, w, h) && !make_ready(p, f, turns, w, h)) {
        picture_finish(p);
        return NULL;
    }
    uint8_t *rows[4] = {p->flat};
    int pitches[4] = {p->flat_pitch};
    sws_scale(p->scaler, (const uint8_t *const *)f->data, f->linesize, 0, f->height, rows, pitches);
    if (turns != 0)
        turn(p);
    return p->surface;
}
