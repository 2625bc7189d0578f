/* The cross-fade between two pages: it begins with some of the new one, ends with all of it and nothing else, and is
 * not there with less movement. */
#include "app/fade.h"

#include "base/file.h"
#include "cmocka_all.h"

#include <stdlib.h>
#include <string.h>

enum { W = 640, H = 480 };

struct world {
    struct clock clock;
    struct library *library;
    struct stage *stage;
    struct fade fade;
    SDL_Surface *screen, *wanted;
};

static void begin(struct world *w, bool calm) {
    struct error err = {0};
    const char *share = getenv("BALM_SHARE");
    share_set_folder(share != NULL ? share : ".");
    assert_true(clock_init(&w->clock, true, "2026-01-05"));
    w->library = library_create(NULL, 0);
    struct stage_options o = {.clock = &w->clock,
                              .library = w->library,
                              .look = {.width_px = W, .height_px = H, .text_percent = 100, .calm_motion = calm},
                              .silent = true};
    w->stage = stage_create(&o, &err);
    if (w->stage == NULL || !stage_open_module(w->stage, "check-in", NULL, &err))
        fail_msg("%s", err.text);
    w->screen = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_ARGB8888);
    w->wanted = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_ARGB8888);
    fade_init(&w->fade, w->stage);
}

static void end(struct world *w) {
    fade_finish(&w->fade);
    SDL_FreeSurface(w->screen);
    SDL_FreeSurface(w->wanted);
    stage_destroy(w->stage);
    library_destroy(w->library);
}

static struct rect paint(struct world *w, int64_t now_ms) {
    struct rect damage;
    fade_paint(&w->fade, w->stage, w->screen, false, now_ms, &damage);
    return damage;
}

static void go_on(struct world *w) {
    struct error err = {0};
    struct event e = {.kind = EVENT_POINTER_DOWN};
    stage_settle(w->stage);
    if (!scene_find(stage_scene(w->stage), NULL, "Continue", &e.x, &e.y, &err))
        fail_msg("%s", err.text);
    stage_event(w->stage, &e);
    e.kind = EVENT_POINTER_UP;
    stage_event(w->stage, &e);
}

static size_t differing(const SDL_Surface *a, const SDL_Surface *b) {
    const uint32_t *x = a->pixels, *y = b->pixels;
    size_t count = 0;
    for (size_t i = 0; i < (size_t)W * H; i++)
        count += x[i] != y[i];
    return count;
}

static void test_a_page_comes_and_is_there(void **state) {
    (void)state;
    struct world w = {0};
    begin(&w, false);
    paint(&w, 0);
    memcpy(w.wanted->pixels, w.screen->pixels, (size_t)W * H * 4);
    assert_int_equal(fade_wants_at(&w.fade, 0), -1);
    go_on(&w);
    struct rect damage = paint(&w, 1000);
    assert_true(damage.w > 0);
    assert_true(fade_wants_at(&w.fade, 1000) > 1000);
    size_t at_first = differing(w.screen, w.wanted);
    assert_true(at_first > 1000); /* something is seen at once */
    uint32_t *first = malloc((size_t)W * H * 4);
    memcpy(first, w.screen->pixels, (size_t)W * H * 4);
    paint(&w, 1080);
    assert_true(memcmp(first, w.screen->pixels, (size_t)W * H * 4) != 0);
    free(first);
    paint(&w, 1200);
    assert_int_equal(fade_wants_at(&w.fade, 1200), -1);
    struct rect unused;
    stage_paint(w.stage, w.wanted, true, &unused);
    assert_int_equal(differing(w.screen, w.wanted), 0);
    end(&w);
}

static void test_less_movement_has_none(void **state) {
    (void)state;
    struct world w = {0};
    begin(&w, true);
    paint(&w, 0);
    go_on(&w);
    paint(&w, 1000);
    assert_int_equal(fade_wants_at(&w.fade, 1000), -1);
    struct rect unused;
    stage_paint(w.stage, w.wanted, true, &unused);
    assert_int_equal(differing(w.screen, w.wanted), 0);
    end(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_page_comes_and_is_there),
                                       cmocka_unit_test(test_less_movement_has_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
