/* The change from one page to the next in a window: 160 ms of cross-fade, as the design's motion tokens say, nothing
 * with less movement. Input goes to the new page from its first moment. The robot never sees it: its pictures are
 * settled. */
#ifndef APP_FADE_H
#define APP_FADE_H

#include "app/stage.h"

struct fade {
    SDL_Surface *before; /* what was on the screen when the page changed */
    SDL_Surface *page;   /* the new page, while it comes */
    int64_t began_ms;    /* steady clock; -1: nothing fades */
    uint64_t turns;      /* as stage_turns() was */
};

/* All NULL, nothing fades. */
void fade_init(struct fade *f, const struct stage *st);
void fade_finish(struct fade *f);
/* Paints the stage into target, as stage_paint does, with what is left of the page before over it. */
void fade_paint(struct fade *f, struct stage *st, SDL_Surface *target, bool whole, int64_t now_ms,
                struct rect *out_damage);
/* When it wants to be painted again, or -1. */
int64_t fade_wants_at(const struct fade *f, int64_t now_ms);

#endif
