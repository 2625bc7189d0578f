/* SDL's events as ours. Mouse and first finger become one pointer, key names are SDL's with the keypad's folded in.
 * Knows the window only by its size, which fingers need. */
#include "platform/internal.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool pointer_set(struct event *out, enum event_kind kind, int x, int y, bool is_touch) {
    *out = (struct event){.kind = kind, .x = x, .y = y, .is_touch = is_touch};
    return true;
}

static bool mouse_button(const SDL_MouseButtonEvent *from, struct event *out) {
    if (from->which == SDL_TOUCH_MOUSEID || from->button != SDL_BUTTON_LEFT)
        return false;
    bool down = from->type == SDL_MOUSEBUTTONDOWN;
    SDL_CaptureMouse(down ? SDL_TRUE : SDL_FALSE);
    return pointer_set(out, down ? EVENT_POINTER_DOWN : EVENT_POINTER_UP, from->x, from->y, false);
}

static bool mouse_motion(const SDL_MouseMotionEvent *from, struct event *out) {
    if (from->which == SDL_TOUCH_MOUSEID)
        return false;
    return pointer_set(out, EVENT_POINTER_MOVE, from->x, from->y, false);
}

static bool finger(struct platform *p, const SDL_TouchFingerEvent *from, struct event *out) {
    int x = (int)lroundf(from->x * (float)p->width_px), y = (int)lroundf(from->y * (float)p->height_px);
    if (from->type == SDL_FINGERDOWN) {
        if (p->finger_down)
            return false;
        p->finger_down = true;
        p->finger = from->fingerId;
        return pointer_set(out, EVENT_POINTER_DOWN, x, y, true);
    }
    if (!p->finger_down || from->fingerId != p->finger)
        return false;
    if (from->type == SDL_FINGERMOTION)
        return pointer_set(out, EVENT_POINTER_MOVE, x, y, true);
    p->finger_down = false;
    return pointer_set(out, EVENT_POINTER_UP, x, y, true);
}

static bool wheel(const SDL_MouseWheelEvent *from, struct event *out) {
    float dy = from->preciseY;
    if (from->which == SDL_TOUCH_MOUSEID || !(dy < 0 || dy > 0))
        return false;
    pointer_set(out, EVENT_WHEEL, from->mouseX, from->mouseY, false);
    out->dy = from->direction == SDL_MOUSEWHEEL_FLIPPED ? -dy : dy;
    return true;
}

/* --- keys -----------------------------------------------------------------------------------------------------------
 */

struct keypad_key {
    SDL_Keycode code;
    const char *locked, *unlocked; /* with and without Num Lock */
};

static const struct keypad_key keypad[] = {
    {SDLK_KP_ENTER, "Return", "Return"},
    {SDLK_KP_0, "0", "Insert"},
    {SDLK_KP_1, "1", "End"},
    {SDLK_KP_2, "2", "Down"},
    {SDLK_KP_3, "3", "PageDown"},
    {SDLK_KP_4, "4", "Left"},
    {SDLK_KP_5, "5", "5"},
    {SDLK_KP_6, "6", "Right"},
    {SDLK_KP_7, "7", "Home"},
    {SDLK_KP_8, "8", "Up"},
    {SDLK_KP_9, "9", "PageUp"},
    {SDLK_KP_PERIOD, ".", "Delete"},
    {SDLK_KP_PLUS, "+", "+"},
    {SDLK_KP_MINUS, "-", "-"},
    {SDLK_AC_BACK, "Escape", "Escape"},
};

static const char *key_name(const SDL_Keysym *key) {
    for (size_t i = 0; i < sizeof keypad / sizeof *keypad; i++) {
        if (keypad[i].code == key->sym)
            return key->mod & KMOD_NUM ? keypad[i].locked : keypad[i].unlocked;
    }
    return SDL_GetKeyName(key->sym);
}

static bool key_down(const SDL_KeyboardEvent *from, struct event *out) {
    *out = (struct event){.kind = EVENT_KEY, .is_repeat = from->repeat != 0};
    snprintf(out->key, sizeof out->key, "%s", key_name(&from->keysym));
    out->mods = (from->keysym.mod & KMOD_SHIFT ? (unsigned)MOD_SHIFT : 0) |
                (from->keysym.mod & KMOD_CTRL ? (unsigned)MOD_CTRL : 0) |
                (from->keysym.mod & KMOD_ALT ? (unsigned)MOD_ALT : 0);
    return out->key[0] != '\0';
}

static bool text_set(struct event *out, enum event_kind kind, const char *utf8) {
    *out = (struct event){.kind = kind};
    size_t count = strlen(utf8);
    if (count >= sizeof out->text) /* SDL's own pieces are far shorter */
        count = utf8_prev_offset(utf8, sizeof out->text - 1);
    memcpy(out->text, utf8, count);
    return kind == EVENT_COMPOSE || count > 0;
}

/* --- window ---------------------------------------------------------------------------------------------------------
 */

static bool window_event(struct platform *p, const SDL_WindowEvent *from, struct event *out) {
    switch (from->event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        p->width_px = from->data1;
        p->height_px = from->data2;
        return pointer_set(out, EVENT_RESIZE, from->data1, from->data2, false);
    case SDL_WINDOWEVENT_EXPOSED:
        *out = (struct event){.kind = EVENT_EXPOSE};
        return true;
    case SDL_WINDOWEVENT_FOCUS_LOST:
        p->finger_down = false;
        *out = (struct event){.kind = EVENT_POINTER_CANCEL};
        return true;
    default:
        return false;
    }
}

bool event_translate(struct platform *p, const SDL_Event *from, struct event *out) {
    switch (from->type) {
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return mouse_button(&from->button, out);
    case SDL_MOUSEMOTION:
        return mouse_motion(&from->motion, out);
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
        return finger(p, &from->tfinger, out);
    case SDL_MOUSEWHEEL:
        return wheel(&from->wheel, out);
    case SDL_KEYDOWN:
        return key_down(&from->key, out);
    case SDL_TEXTINPUT:
        return text_set(out, EVENT_TEXT, from->text.text);
    case SDL_TEXTEDITING:
        text_set(out, EVENT_COMPOSE, from->edit.text);
        out->caret = from->edit.start;
        return true;
    case SDL_TEXTEDITING_EXT: /* more than fits into the event above */
        text_set(out, EVENT_COMPOSE, from->editExt.text != NULL ? from->editExt.text : "");
        out->caret = from->editExt.start;
        SDL_free(from->editExt.text);
        return true;
    case SDL_CONTROLLERDEVICEADDED:
    case SDL_CONTROLLERDEVICEREMOVED:
    case SDL_CONTROLLERBUTTONDOWN:
    case SDL_CONTROLLERBUTTONUP:
    case SDL_CONTROLLERAXISMOTION:
        return pads_translate(p, from, out);
    case SDL_WINDOWEVENT:
        return window_event(p, &from->window, out);
    case SDL_QUIT:
        *out = (struct event){.kind = EVENT_QUIT};
        return true;
    default:
        return false;
    }
}
