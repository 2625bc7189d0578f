/* The window, its surface and its events, or a headless twin that is a surface in memory and touches no display.
 * Uses the window's surface without a renderer: nothing is loaded or running that a still page does not need. */
#include "platform/internal.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_W = 800, MIN_H = 480, DEFAULT_W = 1280, DEFAULT_H = 720, MOST_PX = 16384, PRESENT_RECTS = 64 };

static int int_min(int a, int b) {
    return a < b ? a : b;
}

static int int_max(int a, int b) {
    return a > b ? a : b;
}

/* --- create ---------------------------------------------------------------------------------------------------------
 */

static bool surface_make(struct platform *p, int width, int height) {
    int w = int_max(1, int_min(width, MOST_PX)), h = int_max(1, int_min(height, MOST_PX));
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (surface == NULL)
        return false;
    SDL_FreeSurface(p->surface);
    p->surface = surface;
    p->width_px = w;
    p->height_px = h;
    return true;
}

static void hints_set(void) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1"); /* a pre-edit of more than 31 bytes arrives whole */
}

/* Asked for, or 1280x720, or what the display has room for. */
static void window_size(const struct platform_options *options, int *out_w, int *out_h) {
    SDL_Rect room = {0, 0, DEFAULT_W, DEFAULT_H};
    bool known = SDL_GetDisplayUsableBounds(0, &room) == 0;
    *out_w = options->width_px > 0 ? options->width_px : int_min(DEFAULT_W, known ? room.w : DEFAULT_W);
    *out_h = options->height_px > 0 ? options->height_px : int_min(DEFAULT_H, known ? room.h : DEFAULT_H);
}

/* The window's surface; where a display has none of its own (Wayland, bare kernel), SDL's texture takes its place. */
static bool surface_ready(struct platform *p) {
    p->surface = SDL_GetWindowSurface(p->window);
    if (p->surface != NULL)
        return true;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "1");
    p->surface = SDL_GetWindowSurface(p->window);
    return p->surface != NULL;
}

static bool window_open(struct platform *p, const struct platform_options *options, struct error *err) {
    hints_set();
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return error_set(err, ERROR_MISSING, "There is no display to open a window on (%s).", SDL_GetError());
    SDL_StopTextInput();
    int w, h;
    window_size(options, &w, &h);
    uint32_t flags = SDL_WINDOW_RESIZABLE | (options->fullscreen ? (uint32_t)SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    p->window = SDL_CreateWindow(options->title == NULL ? "Balm" : options->title, SDL_WINDOWPOS_CENTERED,
                                 SDL_WINDOWPOS_CENTERED, w, h, flags);
    if (p->window == NULL)
        return error_set(err, ERROR_MISSING, "The window could not be opened (%s).", SDL_GetError());
    SDL_SetWindowMinimumSize(p->window, MIN_W, MIN_H);
    SDL_GetWindowSize(p->window, &p->width_px, &p->height_px);
    p->wake_event = SDL_RegisterEvents(2);
    if (!surface_ready(p))
        return error_set(err, ERROR_MISSING, "The window cannot be drawn into (%s).", SDL_GetError());
    pads_begin(p);
    return true;
}

struct platform *platform_create(const struct platform_options *options, struct error *err) {
    struct platform *p = xcalloc(1, sizeof *p);
    p->headless = options->headless;
    p->pads.changes = p->pads.end = -1;
    bool ok;
    if (p->headless) {
        ok = surface_make(p, options->width_px > 0 ? options->width_px : DEFAULT_W,
                          options->height_px > 0 ? options->height_px : DEFAULT_H);
        if (!ok)
            error_set(err, ERROR_MISSING, "No surface could be made (%s).", SDL_GetError());
    } else {
        ok = window_open(p, options, err);
    }
    if (ok)
        return p;
    platform_destroy(p);
    return NULL;
}

void platform_destroy(struct platform *p) {
    if (p == NULL)
        return;
    if (p->headless) {
        SDL_FreeSurface(p->surface);
    } else {
        pads_finish(p);
        if (p->window != NULL)
            SDL_DestroyWindow(p->window);
        SDL_Quit();
    }
    free(p->clipboard);
    free(p);
}

/* --- surface --------------------------------------------------------------------------------------------------------
 */

SDL_Surface *platform_surface(struct platform *p) {
    if (!p->headless)
        p->surface = SDL_GetWindowSurface(p->window);
    return p->surface;
}

void platform_present_rects(struct platform *p, const struct rect *rects, size_t count) {
    SDL_Rect out[PRESENT_RECTS];
    if (p->headless)
        return;
    while (count > 0) {
        int take = 0;
        for (; count > 0 && take < PRESENT_RECTS; count--, rects++) {
            if (rects->w > 0 && rects->h > 0)
                out[take++] = (SDL_Rect){rects->x, rects->y, rects->w, rects->h};
        }
        if (take > 0)
            SDL_UpdateWindowSurfaceRects(p->window, out, take);
    }
}

void platform_present(struct platform *p, const struct rect *damage) {
    platform_present_rects(p, damage, 1);
}

void platform_resize(struct platform *p, int width_px, int height_px) {
    if (p->headless)
        surface_make(p, width_px, height_px);
    else
        SDL_SetWindowSize(p->window, width_px, height_px);
}

void platform_set_fullscreen(struct platform *p, bool fullscreen) {
    if (!p->headless)
        SDL_SetWindowFullscreen(p->window, fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

/* --- events ---------------------------------------------------------------------------------------------------------
 */

/* Of several moves in a row only the last counts. */
static void moves_join(SDL_Event *event) {
    SDL_Event next;
    if (event->type != SDL_MOUSEMOTION && event->type != SDL_FINGERMOTION)
        return;
    while (SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1 && next.type == event->type &&
           (event->type == SDL_MOUSEMOTION || next.tfinger.fingerId == event->tfinger.fingerId))
        SDL_PeepEvents(event, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT);
}

static int event_take(SDL_Event *event, int64_t timeout_ms) {
    if (timeout_ms < 0)
        return SDL_WaitEvent(event);
    if (timeout_ms == 0)
        return SDL_PollEvent(event);
    return SDL_WaitEventTimeout(event, timeout_ms > INT32_MAX ? INT32_MAX : (int)timeout_ms);
}

static bool take_event(struct platform *p, SDL_Event *event, struct event *out) {
    if (event->type == p->wake_event + 1) {
        pads_look(p);
        return false;
    }
    moves_join(event);
    bool is_ours = event_translate(p, event, out);
    pads_rest(p);
    return is_ours;
}

bool platform_wait(struct platform *p, int64_t timeout_ms, struct event *out) {
    if (p->headless)
        return false;
    uint64_t start = SDL_GetTicks64();
    for (int64_t left = timeout_ms;;) {
        SDL_Event event;
        if (pads_repeat(p, out))
            return true;
        int64_t slice = pads_slice_ms(p, left);
        bool came = event_take(&event, slice) != 0;
        if (!came && slice == left)
            return false;
        if (came && event.type == p->wake_event)
            return false;
        if (came && take_event(p, &event, out))
            return true;
        if (timeout_ms > 0) {
            left = timeout_ms - (int64_t)(SDL_GetTicks64() - start);
            if (left <= 0)
                left = 0;
        }
    }
}

void platform_wake(struct platform *p) {
    SDL_Event event = {.type = p->wake_event};
    if (!p->headless && p->wake_event != (uint32_t)-1)
        SDL_PushEvent(&event);
}

/* --- clipboard, text input, screen saver ----------------------------------------------------------------------------
 */

void platform_set_clipboard(struct platform *p, const char *utf8) {
    if (!p->headless) {
        SDL_SetClipboardText(utf8);
        return;
    }
    free(p->clipboard);
    p->clipboard = xstrdup(utf8);
}

char *platform_clipboard(struct platform *p) {
    if (p->headless)
        return xstrdup(p->clipboard == NULL ? "" : p->clipboard);
    char *text = SDL_GetClipboardText();
    char *given = xstrdup(text == NULL ? "" : text);
    SDL_free(text);
    return given;
}

void platform_text_input(struct platform *p, const struct rect *at) {
    if (p->headless)
        return;
    if (at == NULL) {
        if (SDL_IsTextInputActive())
            SDL_StopTextInput();
        return;
    }
    SDL_Rect place = {at->x, at->y, at->w, at->h};
    SDL_SetTextInputRect(&place);
    if (!SDL_IsTextInputActive())
        SDL_StartTextInput();
}

void platform_keep_awake(struct platform *p, bool awake) {
    if (p->headless)
        return;
    if (awake)
        SDL_DisableScreenSaver();
    else
        SDL_EnableScreenSaver();
}
