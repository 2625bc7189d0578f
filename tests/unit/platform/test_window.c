/* The headless twin, and SDL's events as ours (with SDL's dummy video, so no display is needed). */
#include "platform/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_headless(void **state) {
    (void)state;
    struct platform *p = platform_create(&(struct platform_options){.headless = true}, NULL);
    assert_non_null(p);
    assert_int_equal(platform_surface(p)->w, 1280);
    assert_int_equal(platform_surface(p)->h, 720);
    assert_int_equal(platform_surface(p)->format->format, SDL_PIXELFORMAT_ARGB8888);
    assert_int_equal(SDL_WasInit(SDL_INIT_VIDEO), 0);
    struct event event;
    assert_false(platform_wait(p, -1, &event));
    platform_resize(p, 1920, 1080);
    assert_int_equal(platform_surface(p)->w, 1920);
    platform_present(p, &(struct rect){0, 0, 10, 10});
    platform_keep_awake(p, true);
    platform_text_input(p, &(struct rect){0, 0, 10, 10});
    platform_wake(p);
    char *text = platform_clipboard(p);
    assert_string_equal(text, "");
    free(text);
    platform_set_clipboard(p, "kept");
    text = platform_clipboard(p);
    assert_string_equal(text, "kept");
    free(text);
    platform_destroy(p);
    platform_destroy(NULL);
}

/* --- events ---------------------------------------------------------------------------------------------------------
 */

static struct event told(struct platform *p, SDL_Event from) {
    struct event event = {.kind = EVENT_NONE};
    return event_translate(p, &from, &event) ? event : (struct event){.kind = EVENT_NONE};
}

static SDL_Event key(SDL_Keycode code, int mods) {
    return (SDL_Event){.key = {.type = SDL_KEYDOWN, .keysym = {.sym = code, .mod = (uint16_t)mods}}};
}

static void test_keys(void **state) {
    (void)state;
    struct platform p = {.width_px = 1000, .height_px = 500};
    assert_string_equal(told(&p, key(SDLK_RETURN, 0)).key, "Return");
    assert_string_equal(told(&p, key(SDLK_KP_ENTER, 0)).key, "Return");
    assert_string_equal(told(&p, key(SDLK_KP_7, KMOD_NUM)).key, "7");
    assert_string_equal(told(&p, key(SDLK_KP_4, 0)).key, "Left");
    assert_string_equal(told(&p, key(SDLK_a, 0)).key, "A");
    struct event event = told(&p, key(SDLK_TAB, KMOD_LSHIFT | KMOD_RCTRL));
    assert_string_equal(event.key, "Tab");
    assert_int_equal(event.mods, MOD_SHIFT | MOD_CTRL);
}

static SDL_Event touch(uint32_t type, int id, float x, float y) {
    return (SDL_Event){.tfinger = {.type = type, .fingerId = id, .x = x, .y = y}};
}

static void test_only_the_first_finger(void **state) {
    (void)state;
    struct platform p = {.width_px = 1000, .height_px = 500};
    struct event event = told(&p, touch(SDL_FINGERDOWN, 7, 0.5F, 0.5F));
    assert_int_equal(event.kind, EVENT_POINTER_DOWN);
    assert_int_equal(event.x, 500);
    assert_int_equal(event.y, 250);
    assert_true(event.is_touch);
    assert_int_equal(told(&p, touch(SDL_FINGERDOWN, 8, 0.1F, 0.1F)).kind, EVENT_NONE);
    assert_int_equal(told(&p, touch(SDL_FINGERMOTION, 8, 0.1F, 0.1F)).kind, EVENT_NONE);
    assert_int_equal(told(&p, touch(SDL_FINGERUP, 8, 0.1F, 0.1F)).kind, EVENT_NONE);
    assert_int_equal(told(&p, touch(SDL_FINGERUP, 7, 0.6F, 0.5F)).kind, EVENT_POINTER_UP);
    assert_int_equal(told(&p, touch(SDL_FINGERDOWN, 9, 0.1F, 0.1F)).kind, EVENT_POINTER_DOWN);
}

static void test_mouse_made_of_touch_is_ignored(void **state) {
    (void)state;
    struct platform p = {.width_px = 1000, .height_px = 500};
    SDL_Event move = {.motion = {.type = SDL_MOUSEMOTION, .x = 3, .y = 4}};
    assert_int_equal(told(&p, move).kind, EVENT_POINTER_MOVE);
    move.motion.which = SDL_TOUCH_MOUSEID;
    assert_int_equal(told(&p, move).kind, EVENT_NONE);
    SDL_Event press = {.button = {.type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_RIGHT}};
    assert_int_equal(told(&p, press).kind, EVENT_NONE);
}

static void test_text_and_wheel(void **state) {
    (void)state;
    struct platform p = {.width_px = 1000, .height_px = 500};
    SDL_Event typed = {.text = {.type = SDL_TEXTINPUT, .text = "\xC3\xA9"}};
    assert_string_equal(told(&p, typed).text, "\xC3\xA9");
    SDL_Event turned = {.wheel = {.type = SDL_MOUSEWHEEL, .y = 2, .preciseY = 2, .mouseX = 5}};
    assert_true(told(&p, turned).dy > 1.9F && told(&p, turned).x == 5);
}

/* --- a window without a display -------------------------------------------------------------------------------------
 */

static void test_window(void **state) {
    (void)state;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    struct error err = {.code = ERROR_NONE};
    struct platform *p =
        platform_create(&(struct platform_options){.width_px = 900, .height_px = 600, .title = "t"}, &err);
    if (p == NULL)
        skip();
    assert_int_equal(platform_surface(p)->w, 900);
    struct event event;
    while (platform_wait(p, 0, &event))
        ;
    for (int i = 0; i < 5; i++)
        SDL_PushEvent(&(SDL_Event){.motion = {.type = SDL_MOUSEMOTION, .x = i, .y = 1}});
    assert_true(platform_wait(p, 100, &event));
    assert_int_equal(event.x, 4);
    platform_wake(p);
    assert_false(platform_wait(p, -1, &event));
    uint64_t before = SDL_GetTicks64();
    assert_false(platform_wait(p, 30, &event));
    assert_true(SDL_GetTicks64() - before >= 28);
    assert_int_equal(SDL_IsScreenSaverEnabled(), SDL_TRUE);
    platform_keep_awake(p, true);
    assert_int_equal(SDL_IsScreenSaverEnabled(), SDL_FALSE);
    assert_int_equal(SDL_IsTextInputActive(), SDL_FALSE);
    platform_text_input(p, &(struct rect){1, 2, 3, 4});
    assert_int_equal(SDL_IsTextInputActive(), SDL_TRUE);
    platform_text_input(p, NULL);
    assert_int_equal(SDL_IsTextInputActive(), SDL_FALSE);
    platform_destroy(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headless),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_only_the_first_finger),
        cmocka_unit_test(test_mouse_made_of_touch_is_ignored),
        cmocka_unit_test(test_text_and_wheel),
        cmocka_unit_test(test_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
