/* What the files of this room share: the window or its headless twin, and the translation of SDL's events. */
#ifndef PLATFORM_INTERNAL_H
#define PLATFORM_INTERNAL_H

#include "platform/platform.h"

struct platform {
    bool headless;
    SDL_Window *window;   /* NULL headless */
    SDL_Surface *surface; /* headless: owned */
    uint32_t wake_event;
    bool finger_down; /* only the first finger counts */
    SDL_FingerID finger;
    char *clipboard; /* headless */
    int width_px, height_px;
};

/* Makes an event of SDL's; false: nothing to tell. */
bool event_translate(struct platform *p, const SDL_Event *from, struct event *out);

#endif
