/* See fade.h. While a page comes, the stage paints into a surface of its own; the screen is a mix of it and of what was
 * there. Whole pixels of 32 bits, two channels at a time. */
#include "app/fade.h"

#include <string.h>

enum { FADE_MS = 160, FRAME_MS = 16 };

void fade_init(struct fade *f, const struct stage *st) {
    *f = (struct fade){.began_ms = -1, .turns = stage_turns(st)};
}

void fade_finish(struct fade *f) {
    SDL_FreeSurface(f->before);
    SDL_FreeSurface(f->page);
    f->before = f->page = NULL;
    f->began_ms = -1;
}

static bool fits(const SDL_Surface *one, const SDL_Surface *target) {
    return one != NULL && one->w == target->w && one->h == target->h && one->format->format == target->format->format;
}

static SDL_Surface *like(const SDL_Surface *target) {
    return SDL_CreateRGBSurfaceWithFormat(0, target->w, target->h, 32, target->format->format);
}

static const uint32_t *row_of(const SDL_Surface *s, int y) {
    return (const uint32_t *)(const void *)((const uint8_t *)s->pixels + (ptrdiff_t)y * s->pitch);
}

/* False when there is no memory for it, or the screen is not of 32 bits: then the page changes at once. */
static bool begin(struct fade *f, const SDL_Surface *target, int64_t now_ms) {
    if (target->format->BitsPerPixel != 32)
        return false;
    if (!fits(f->before, target)) {
        fade_finish(f);
        f->before = like(target);
        f->page = like(target);
    }
    if (f->before == NULL || f->page == NULL)
        return false;
    for (int y = 0; y < target->h; y++)
        memcpy((void *)(uintptr_t)row_of(f->before, y), row_of(target, y), (size_t)target->w * 4);
    f->began_ms = now_ms;
    return true;
}

/* 0 to 256 of the new page. The first picture already shows some of it. */
static uint32_t share_at(const struct fade *f, int64_t now_ms) {
    double p = (double)(now_ms - f->began_ms + FRAME_MS) / FADE_MS, left = p < 1 ? 1 - p : 0;
    return (uint32_t)((1 - left * left * left) * 256); /* ease-out cubic */
}

static void mix_row(uint32_t *restrict to, const uint32_t *restrict a, const uint32_t *restrict b, int count,
                    uint32_t share) {
    uint32_t rest = 256 - share;
    for (int x = 0; x < count; x++) {
        uint32_t odd = ((a[x] & 0xFF00FF) * rest + (b[x] & 0xFF00FF) * share) >> 8 & 0xFF00FF;
        uint32_t even = ((a[x] >> 8 & 0xFF00FF) * rest + (b[x] >> 8 & 0xFF00FF) * share) & 0xFF00FF00;
        to[x] = odd | even;
    }
}

/* Only where the two differ: the rest of the screen is right as it is. */
static struct rect mix(const struct fade *f, SDL_Surface *target, uint32_t share) {
    int left = target->w, right = 0, top = target->h, bottom = 0;
    for (int y = 0; y < target->h; y++) {
        const uint32_t *a = row_of(f->before, y), *b = row_of(f->page, y);
        int from = 0, to = target->w;
        if (memcmp(a, b, (size_t)to * 4) == 0)
            continue;
        while (a[from] == b[from])
            from++;
        while (a[to - 1] == b[to - 1])
            to--;
        mix_row((uint32_t *)(uintptr_t)row_of(target, y) + from, a + from, b + from, to - from, share);
        left = from < left ? from : left;
        right = to > right ? to : right;
        top = y < top ? y : top;
        bottom = y + 1;
    }
    return right > left ? (struct rect){left, top, right - left, bottom - top} : (struct rect){0};
}

void fade_paint(struct fade *f, struct stage *st, SDL_Surface *target, bool whole, int64_t now_ms,
                struct rect *out_damage) {
    uint64_t turns = stage_turns(st);
    bool turned = turns != f->turns, calm = scene_look(stage_scene(st))->calm_motion;
    f->turns = turns;
    if (whole || calm)
        f->began_ms = -1;
    else if (turned && !begin(f, target, now_ms))
        f->began_ms = -1;
    uint32_t share = f->began_ms < 0 ? 256 : share_at(f, now_ms);
    if (share >= 256) {
        bool ended = f->began_ms >= 0; /* the screen has everything but the last of the mix */
        f->began_ms = -1;
        stage_paint(st, target, whole || ended, out_damage);
        return;
    }
    stage_paint(st, f->page, false, out_damage);
    *out_damage = mix(f, target, share);
}

int64_t fade_wants_at(const struct fade *f, int64_t now_ms) {
    return f->began_ms < 0 ? -1 : now_ms + FRAME_MS;
}
