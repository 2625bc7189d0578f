/* A game controller as keys, with a virtual one of SDL's: it comes, its buttons and stick are keys, a held arrow
 * repeats, it goes, and then nothing of it runs on. */
#include "platform/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct hand {
    struct platform *p;
    int device;
    SDL_Joystick *stick;
};

static struct event told(struct hand *h, int64_t within_ms) {
    struct event event = {.kind = EVENT_NONE};
    if (!platform_wait(h->p, within_ms, &event))
        event.kind = EVENT_NONE;
    return event;
}

static void begin(struct hand *h) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    struct error err = {.code = ERROR_NONE};
    *h = (struct hand){.p = platform_create(&(struct platform_options){.width_px = 900, .height_px = 600}, &err)};
    if (h->p == NULL)
        skip();
    SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1");
    assert_int_equal(SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER), 0);
    h->device = SDL_JoystickAttachVirtual(SDL_JOYSTICK_TYPE_GAMECONTROLLER, SDL_CONTROLLER_AXIS_MAX,
                                          SDL_CONTROLLER_BUTTON_MAX, 0);
    assert_true(h->device >= 0);
    h->stick = SDL_JoystickOpen(h->device);
    pads_look(h->p);
    assert_int_equal(h->p->pads.count, 1);
    while (told(h, 0).kind != EVENT_NONE)
        ;
}

static struct event press(struct hand *h, SDL_GameControllerButton button) {
    SDL_JoystickSetVirtualButton(h->stick, (int)button, 1);
    struct event event = told(h, 200);
    SDL_JoystickSetVirtualButton(h->stick, (int)button, 0);
    assert_int_equal(told(h, 60).kind, EVENT_NONE);
    return event;
}

static void test_buttons(void **state) {
    static const struct {
        SDL_GameControllerButton button;
        const char *key;
        unsigned mods;
    } keys[] = {{SDL_CONTROLLER_BUTTON_A, "Return", 0},
                {SDL_CONTROLLER_BUTTON_B, "Escape", 0},
                {SDL_CONTROLLER_BUTTON_Y, "F1", 0},
                {SDL_CONTROLLER_BUTTON_START, "AudioPlay", 0},
                {SDL_CONTROLLER_BUTTON_DPAD_DOWN, "Down", 0},
                {SDL_CONTROLLER_BUTTON_DPAD_LEFT, "Left", 0},
                {SDL_CONTROLLER_BUTTON_LEFTSHOULDER, "Tab", MOD_SHIFT},
                {SDL_CONTROLLER_BUTTON_X, "Button", 0}};
    struct hand h;
    (void)state;
    begin(&h);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct event event = press(&h, keys[i].button);
        assert_int_equal(event.kind, EVENT_KEY);
        assert_string_equal(event.key, keys[i].key);
        assert_int_equal(event.mods, MOD_PAD | keys[i].mods);
        assert_false(event.is_repeat);
    }
    SDL_JoystickClose(h.stick);
    platform_destroy(h.p);
}

static void test_stick(void **state) {
    struct hand h;
    (void)state;
    begin(&h);
    SDL_JoystickSetVirtualAxis(h.stick, SDL_CONTROLLER_AXIS_LEFTX, 9000);
    assert_int_equal(told(&h, 60).kind, EVENT_NONE); /* a stick that trembles */
    SDL_JoystickSetVirtualAxis(h.stick, SDL_CONTROLLER_AXIS_LEFTX, 30000);
    struct event first = told(&h, 200);
    assert_string_equal(first.key, "Right");
    assert_false(first.is_repeat);
    assert_int_equal(told(&h, 200).kind, EVENT_NONE); /* a short push is one step */
    struct event again = told(&h, 600);
    assert_string_equal(again.key, "Right");
    assert_true(again.is_repeat);
    SDL_JoystickSetVirtualAxis(h.stick, SDL_CONTROLLER_AXIS_LEFTX, 0);
    assert_int_equal(told(&h, 600).kind, EVENT_NONE);
    SDL_JoystickClose(h.stick);
    platform_destroy(h.p);
}

static void test_it_goes(void **state) {
    struct hand h;
    (void)state;
    begin(&h);
    SDL_JoystickClose(h.stick);
    assert_int_equal(SDL_JoystickDetachVirtual(h.device), 0);
    for (int i = 0; i < 10 && h.p->pads.count > 0; i++)
        told(&h, 30);
    assert_int_equal(h.p->pads.count, 0);
    assert_false(h.p->pads.started);
    platform_destroy(h.p);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_buttons), cmocka_unit_test(test_stick),
                                       cmocka_unit_test(test_it_goes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
