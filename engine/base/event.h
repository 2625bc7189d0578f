/* Input as data. platform makes events from a window, the robot makes them from its lines; nobody downstream can
 * tell which. Positions are in window pixels. */
#ifndef BASE_EVENT_H
#define BASE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

enum event_kind {
    EVENT_NONE,
    EVENT_POINTER_DOWN, /* mouse button or finger */
    EVENT_POINTER_MOVE,
    EVENT_POINTER_UP,
    EVENT_POINTER_CANCEL,
    EVENT_WHEEL,   /* dy: lines, up is positive */
    EVENT_KEY,     /* a key went down, or repeats */
    EVENT_TEXT,    /* committed text */
    EVENT_COMPOSE, /* an input method's pre-edit text; empty ends it */
    EVENT_PASTE,   /* text from the clipboard, asked for by the editor */
    EVENT_RESIZE,  /* x, y: the new size */
    EVENT_EXPOSE,  /* the window must be drawn anew */
    EVENT_QUIT,
};

enum event_mods {
    MOD_SHIFT = 1u << 0,
    MOD_CTRL = 1u << 1,
    MOD_ALT = 1u << 2,
    MOD_PAD = 1u << 3 /* a game controller's: arrows go from control to control */
};

struct event {
    enum event_kind kind;
    int x, y;
    float dy;
    bool is_touch;
    char key[24];  /* EVENT_KEY: SDL key name ("Return", "Left", "A", "Tab") */
    unsigned mods; /* enum event_mods */
    bool is_repeat;
    char text[256];    /* EVENT_TEXT, EVENT_COMPOSE: UTF-8; longer text arrives as several events */
    int caret;         /* EVENT_COMPOSE: characters of the pre-edit before its caret; -1: all */
    const char *paste; /* EVENT_PASTE: borrowed for the call */
};

#endif
