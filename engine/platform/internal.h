/* What the files of this room share: the window or its headless twin, and the translation of SDL's events. */
#ifndef PLATFORM_INTERNAL_H
#define PLATFORM_INTERNAL_H

#include "platform/platform.h"

enum { PADS_MOST = 4 };

/* Game controllers (pad.c), and the thread that waits for one. */
struct pads {
    SDL_GameController *open[PADS_MOST];
    size_t count;
    bool started; /* SDL looks for them */
    int held;     /* the arrow that is held down */
    uint64_t repeat_ms;
    SDL_Thread *thread;
    int changes, end; /* file descriptors: of /dev/input, and to end the thread */
};

struct platform {
    bool headless;
    SDL_Window *window;   /* NULL headless */
    SDL_Surface *surface; /* headless: owned */
    uint32_t wake_event;  /* and the next: something new in /dev/input */
    struct pads pads;
    bool finger_down; /* only the first finger counts */
    SDL_FingerID finger;
    char *clipboard; /* headless */
    int width_px, height_px;
};

/* Makes an event of SDL's; false: nothing to tell. */
bool event_translate(struct platform *p, const SDL_Event *from, struct event *out);

void pads_begin(struct platform *p);
void pads_finish(struct platform *p);
void pads_look(struct platform *p); /* opens what is there */
void pads_rest(struct platform *p); /* lets go of SDL's part when none is there any more */
bool pads_translate(struct platform *p, const SDL_Event *from, struct event *out);
/* Takes in what they say; true: an arrow is held, and here it is again. */
bool pads_repeat(struct platform *p, struct event *out);
/* How long the wait for an event may be at a time: a controller has to be asked. */
int64_t pads_slice_ms(const struct platform *p, int64_t left_ms);

#endif
