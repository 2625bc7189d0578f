/* Game controllers as keys, the way a television has them: arrows, choose, back, help, pause. They may come and go
 * while the program runs. SDL would wake the process all the time to look for them, so nothing of SDL's is started
 * before there is one: a thread sleeps on /dev/input and says when something new is there. */
#include "platform/internal.h"

#include <glob.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
    POLL_MS = 16, /* while there is one */
    REPEAT_AFTER_MS = 450,
    REPEAT_MS = 160,
    STICK_ON = 18000, /* of 32767 */
    STICK_OFF = 11000,
};

/* --- coming and going ------------------------------------------------------------------------------------------------
 */

static bool is_on(const struct platform *p) {
    return p->pads.count > 0;
}

static void pad_open(struct platform *p, int index) {
    SDL_GameController *pad = p->pads.count < PADS_MOST ? SDL_GameControllerOpen(index) : NULL;
    for (size_t i = 0; i < p->pads.count && pad != NULL; i++) {
        if (p->pads.open[i] == pad) { /* told twice */
            SDL_GameControllerClose(pad);
            return;
        }
    }
    if (pad != NULL)
        p->pads.open[p->pads.count++] = pad;
}

static void pad_close(struct platform *p, SDL_JoystickID which) {
    SDL_GameController *pad = SDL_GameControllerFromInstanceID(which);
    for (size_t i = 0; i < p->pads.count; i++) {
        if (p->pads.open[i] != pad)
            continue;
        SDL_GameControllerClose(pad);
        p->pads.open[i] = p->pads.open[--p->pads.count];
        p->pads.held = 0;
        return;
    }
}

void pads_look(struct platform *p) {
    if (is_on(p))
        return; /* SDL looks by itself now */
    SDL_SetHint(SDL_HINT_AUTO_UPDATE_JOYSTICKS, "0");
    if (!p->pads.started && SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER) != 0)
        return;
    p->pads.started = true;
    SDL_GameControllerUpdate();
    for (int i = 0; i < SDL_NumJoysticks(); i++) {
        if (SDL_IsGameController(i))
            pad_open(p, i);
    }
    pads_rest(p);
}

/* Without one, nothing of it runs on. */
void pads_rest(struct platform *p) {
    if (is_on(p) || !p->pads.started)
        return;
    SDL_QuitSubSystem(SDL_INIT_GAMECONTROLLER);
    p->pads.started = false;
}

/* --- the thread that waits for one -----------------------------------------------------------------------------------
 */

static int watch(void *context) {
    struct platform *p = context;
    struct pollfd fds[2] = {{.fd = p->pads.changes, .events = POLLIN}, {.fd = p->pads.end, .events = POLLIN}};
    char unread[4096];
    while (poll(fds, 2, -1) >= 0 && (fds[1].revents & POLLIN) == 0) {
        if ((fds[0].revents & POLLIN) == 0 || read(p->pads.changes, unread, sizeof unread) <= 0)
            continue;
        SDL_Event event = {.type = p->wake_event + 1};
        SDL_PushEvent(&event);
    }
    return 0;
}

void pads_begin(struct platform *p) {
    glob_t found;
    p->pads.changes = inotify_init1(IN_CLOEXEC);
    p->pads.end = eventfd(0, EFD_CLOEXEC);
    bool watched = p->pads.changes >= 0 && p->pads.end >= 0 &&
                   inotify_add_watch(p->pads.changes, "/dev/input", IN_CREATE | IN_ATTRIB) >= 0;
    p->pads.thread = watched ? SDL_CreateThread(watch, "controllers", p) : NULL;
    if (glob("/dev/input/js*", GLOB_NOSORT, NULL, &found) == 0)
        pads_look(p);
    globfree(&found);
}

void pads_finish(struct platform *p) {
    uint64_t one = 1;
    if (p->pads.thread != NULL && write(p->pads.end, &one, sizeof one) == sizeof one)
        SDL_WaitThread(p->pads.thread, NULL);
    while (p->pads.count > 0)
        SDL_GameControllerClose(p->pads.open[--p->pads.count]);
    pads_rest(p);
    if (p->pads.changes >= 0)
        close(p->pads.changes);
    if (p->pads.end >= 0)
        close(p->pads.end);
}

/* --- as keys
 * ----------------------------------------------------------------------------------------------------------
 */

static const char *const arrows[] = {"", "Up", "Down", "Left", "Right"};
enum { ARROW_NONE, ARROW_UP, ARROW_DOWN, ARROW_LEFT, ARROW_RIGHT };

static bool key_set(struct event *out, const char *key, unsigned mods, bool is_repeat) {
    *out = (struct event){.kind = EVENT_KEY, .mods = MOD_PAD | mods, .is_repeat = is_repeat};
    snprintf(out->key, sizeof out->key, "%s", key);
    return true;
}

static bool hold(struct platform *p, int arrow, struct event *out) {
    if (arrow == p->pads.held)
        return false;
    p->pads.held = arrow;
    p->pads.repeat_ms = SDL_GetTicks64() + REPEAT_AFTER_MS;
    return arrow != ARROW_NONE && key_set(out, arrows[arrow], 0, false);
}

static bool button(struct platform *p, const SDL_ControllerButtonEvent *from, struct event *out) {
    static const struct {
        SDL_GameControllerButton button;
        int arrow;
        const char *key;
        unsigned mods;
    } keys[] = {{SDL_CONTROLLER_BUTTON_DPAD_UP, ARROW_UP, NULL, 0},
                {SDL_CONTROLLER_BUTTON_DPAD_DOWN, ARROW_DOWN, NULL, 0},
                {SDL_CONTROLLER_BUTTON_DPAD_LEFT, ARROW_LEFT, NULL, 0},
                {SDL_CONTROLLER_BUTTON_DPAD_RIGHT, ARROW_RIGHT, NULL, 0},
                {SDL_CONTROLLER_BUTTON_A, ARROW_NONE, "Return", 0},
                {SDL_CONTROLLER_BUTTON_B, ARROW_NONE, "Escape", 0},
                {SDL_CONTROLLER_BUTTON_Y, ARROW_NONE, "F1", 0},
                {SDL_CONTROLLER_BUTTON_START, ARROW_NONE, "AudioPlay", 0},
                {SDL_CONTROLLER_BUTTON_LEFTSHOULDER, ARROW_NONE, "Tab", MOD_SHIFT},
                {SDL_CONTROLLER_BUTTON_RIGHTSHOULDER, ARROW_NONE, "Tab", 0}};
    bool down = from->type == SDL_CONTROLLERBUTTONDOWN;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if ((int)keys[i].button != from->button)
            continue;
        if (keys[i].arrow != ARROW_NONE)
            return hold(p, down ? keys[i].arrow : ARROW_NONE, out);
        return down && key_set(out, keys[i].key, keys[i].mods, false);
    }
    return down && key_set(out, "Button", 0, false); /* for one switch, any will do */
}

/* A stick is an arrow while it is pushed well over, and none again when it is nearly back. */
static bool stick(struct platform *p, const SDL_ControllerAxisEvent *from, struct event *out) {
    bool across = from->axis == SDL_CONTROLLER_AXIS_LEFTX;
    if (!across && from->axis != SDL_CONTROLLER_AXIS_LEFTY)
        return false;
    int less = across ? ARROW_LEFT : ARROW_UP;
    int more = across ? ARROW_RIGHT : ARROW_DOWN;
    bool held = p->pads.held == less || p->pads.held == more;
    if (from->value < -STICK_ON || from->value > STICK_ON)
        return hold(p, from->value < 0 ? less : more, out);
    bool back = from->value > -STICK_OFF && from->value < STICK_OFF;
    return held && back && hold(p, ARROW_NONE, out);
}

bool pads_translate(struct platform *p, const SDL_Event *from, struct event *out) {
    switch (from->type) {
    case SDL_CONTROLLERDEVICEADDED:
        pad_open(p, from->cdevice.which);
        return false;
    case SDL_CONTROLLERDEVICEREMOVED:
        pad_close(p, from->cdevice.which);
        return false;
    case SDL_CONTROLLERBUTTONDOWN:
    case SDL_CONTROLLERBUTTONUP:
        return button(p, &from->cbutton, out);
    case SDL_CONTROLLERAXISMOTION:
        return stick(p, &from->caxis, out);
    default:
        return false;
    }
}

bool pads_repeat(struct platform *p, struct event *out) {
    if (!is_on(p))
        return false;
    SDL_GameControllerUpdate();
    if (p->pads.held == ARROW_NONE || SDL_GetTicks64() < p->pads.repeat_ms)
        return false;
    p->pads.repeat_ms = SDL_GetTicks64() + REPEAT_MS;
    return key_set(out, arrows[p->pads.held], 0, true);
}

int64_t pads_slice_ms(const struct platform *p, int64_t left_ms) {
    return is_on(p) && (left_ms < 0 || left_ms > POLL_MS) ? POLL_MS : left_ms;
}
