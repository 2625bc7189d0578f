/* The machine: a window with input, or its headless twin with a surface in memory. Events come out by value; the same
 * code runs both. Sound and film are in media.h, loaded at the first need. */
#ifndef PLATFORM_PLATFORM_H
#define PLATFORM_PLATFORM_H

#include "base/error.h"
#include "base/event.h"
#include "scene/draw.h"

#include <SDL.h>

struct platform;

struct platform_options {
    bool headless;
    bool fullscreen;         /* kiosk */
    int width_px, height_px; /* 0: the display's size less a margin, or 1280x720 headless */
    const char *title;
};

struct platform *platform_create(const struct platform_options *options, struct error *err);
void platform_destroy(struct platform *p);
/* The surface to paint into, of the window's size; valid until the next event. */
SDL_Surface *platform_surface(struct platform *p);
/* Shows the damaged rectangle. */
void platform_present(struct platform *p, const struct rect *damage);
/* Shows several, as render_damage() gives them: less is copied to the display. */
void platform_present_rects(struct platform *p, const struct rect *rects, size_t count);
/* Waits up to timeout_ms (-1: as long as it takes, 0: not at all) for one event; false: none came. Never on headless:
 * returns at once. */
bool platform_wait(struct platform *p, int64_t timeout_ms, struct event *out);
void platform_resize(struct platform *p, int width_px, int height_px); /* headless, or asks the window */
void platform_set_clipboard(struct platform *p, const char *utf8);
char *platform_clipboard(struct platform *p); /* given */
/* Text input on at this place (input methods, on-screen keyboards), or off with NULL. */
void platform_text_input(struct platform *p, const struct rect *at);
/* From another thread: wakes platform_wait, which then returns false. */
void platform_wake(struct platform *p);
/* While true the screen saver does not come (a practice without touching anything). Off at first. */
void platform_keep_awake(struct platform *p, bool awake);
void platform_set_fullscreen(struct platform *p, bool fullscreen);

#endif
