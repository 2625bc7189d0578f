/* Damage: nothing for the same list, little for little, and a part painted anew has the same bytes as the whole. */
#include "hand_list.h"

#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { W = 640, H = 400 };

struct fixture {
    struct render *render;
    SDL_Surface *surface;
    struct hand hand;
};

static const char *assets(void) {
    const char *share = getenv("BALM_SHARE");
    static char path[1024];
    snprintf(path, sizeof path, "%s/assets", share == NULL ? "." : share);
    return path;
}

static SDL_Surface *surface_new(int w, int h) {
    return SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
}

static int setup(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    f->render = render_create(assets(), NULL);
    f->surface = surface_new(W, H);
    hand_init(&f->hand, W, H, 0xFFF2F3EC);
    *state = f;
    return f->render == NULL || f->surface == NULL;
}

static int teardown(void **state) {
    struct fixture *f = *state;
    hand_finish(&f->hand);
    SDL_FreeSurface(f->surface);
    render_destroy(f->render);
    free(f);
    return 0;
}

static struct rect paint(struct fixture *f) {
    struct rect damage;
    render_paint(f->render, &f->hand.list, f->surface, false, &damage);
    return damage;
}

static bool same_bytes(const SDL_Surface *a, const SDL_Surface *b) {
    return memcmp(a->pixels, b->pixels, (size_t)a->pitch * (size_t)a->h) == 0;
}

/* The hand's list painted whole by a renderer that has seen nothing else. */
static bool equals_whole(struct fixture *f, struct render *fresh, SDL_Surface *other) {
    struct rect damage;
    render_paint(fresh, &f->hand.list, other, true, &damage);
    return same_bytes(f->surface, other);
}

/* --- small things ---------------------------------------------------------------------------------------------------
 */

static void test_first_paint_is_whole(void **state) {
    struct fixture *f = *state;
    struct rect damage = paint(f);
    assert_int_equal(damage.w, W);
    assert_int_equal(damage.h, H);
}

static void test_same_list_damages_nothing(void **state) {
    struct fixture *f = *state;
    struct ruler ruler = render_ruler(f->render);
    hand_text(&f->hand, &ruler, "Good morning.", FACE_VOICE_BOLD, 40, 20, 20, 50, 0, 0xFF1B2A29);
    paint(f);
    hand_clear(&f->hand);
    hand_text(&f->hand, &ruler, "Good morning.", FACE_VOICE_BOLD, 40, 20, 20, 50, 0, 0xFF1B2A29);
    struct rect damage = paint(f), rects[4];
    assert_int_equal(damage.w, 0);
    assert_int_equal(render_damage(f->render, rects, 4), 0);
}

static void test_caret_damages_little(void **state) {
    struct fixture *f = *state;
    hand_box(&f->hand, (struct rect){10, 10, 600, 300}, 18, 0xFFFFFFFF, 2, 0xFF6B7A74);
    hand_box(&f->hand, (struct rect){100, 50, 2, 30}, 0, 0xFF1747C8, 0, 0);
    paint(f);
    f->hand.list.items[1].at.x = 112;
    struct rect damage = paint(f);
    assert_int_equal(damage.x, 100);
    assert_int_equal(damage.w, 14);
    assert_int_equal(damage.h, 30);
}

static void test_insertion_damages_only_itself(void **state) {
    struct fixture *f = *state;
    for (int i = 0; i < 10; i++)
        hand_box(&f->hand, (struct rect){i * 60, 10, 50, 50}, 8, 0xFF1C5A54, 0, 0);
    paint(f);
    struct draw last = f->hand.list.items[9];
    f->hand.list.items[9] = f->hand.list.items[4];
    f->hand.list.items[9].at.y = 200;
    hand_add(&f->hand, last);
    struct rect damage = paint(f);
    assert_int_equal(damage.y, 200);
    assert_int_equal(damage.h, 50);
    assert_int_equal(damage.w, 50);
}

static void test_new_background_damages_all(void **state) {
    struct fixture *f = *state;
    paint(f);
    f->hand.list.background = 0xFF121A1A;
    assert_int_equal(paint(f).w, W);
}

static void test_new_size_damages_all(void **state) {
    struct fixture *f = *state;
    paint(f);
    SDL_FreeSurface(f->surface);
    f->surface = surface_new(W / 2, H / 2);
    assert_int_equal(paint(f).w, W / 2);
}

static size_t area_shown(struct render *r) {
    struct rect rects[64];
    size_t count = render_damage(r, rects, 64), area = 0;
    for (size_t i = 0; i < count; i++)
        area += (size_t)rects[i].w * (size_t)rects[i].h;
    return area;
}

static void test_growing_disc_leaves_out_its_middle(void **state) {
    struct fixture *f = *state;
    hand_disc(&f->hand, 320, 200, 150, 0xFFA3C9BC);
    paint(f);
    hand_clear(&f->hand);
    hand_disc(&f->hand, 320, 200, 151, 0xFFA3C9BC);
    struct rect damage = paint(f);
    assert_in_range(damage.w, 300, 306);
    assert_true(area_shown(f->render) < 300 * 300 * 7 / 10);
}

/* --- whole and in parts ---------------------------------------------------------------------------------------------
 */

static float chance(struct rng *rng, float most) {
    return (float)rng_below(rng, 1000) * most / 1000;
}

static struct draw random_item(struct rng *rng) {
    static const char *const words[] = {"Breathe in", "No pain", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D 12", "play",
                                        "heart"};
    struct draw item = {.kind = (enum draw_kind)rng_below(rng, DRAW_HILLS + 1)};
    item.at = (struct rect){(int)rng_below(rng, W) - 60, (int)rng_below(rng, H) - 60, 1 + (int)rng_below(rng, 200),
                            1 + (int)rng_below(rng, 150)};
    item.clip = (struct rect){0, 0, W, H};
    if (rng_below(rng, 3) == 0)
        item.clip = (struct rect){100, 80, 300, 200};
    item.fill = (uint32_t)rng_next(rng);
    item.edge = (uint32_t)rng_next(rng) | 0xFF000000u;
    item.edge_px = chance(rng, 8);
    item.radius_px = chance(rng, 40);
    item.a = item.kind == DRAW_LINE ? chance(rng, W) : chance(rng, 120);
    item.b = item.kind == DRAW_ARC ? chance(rng, 1) : chance(rng, 60);
    item.c = chance(rng, 2);
    item.face = (enum face)rng_below(rng, FACE_COUNT);
    item.size_px = 10 + (int)rng_below(rng, 30);
    item.text = words[rng_below(rng, 5)];
    return item;
}

static void item_disturb(struct rng *rng, struct draw *item) {
    switch (rng_below(rng, 7)) {
    case 0:
        item->at.x += (int)rng_below(rng, 20) - 10;
        break;
    case 1:
        item->a += chance(rng, 6) - 3;
        break;
    case 2:
        item->c += chance(rng, 0.4F) - 0.2F;
        break;
    case 3:
        item->fill ^= 0x00123456;
        break;
    case 4:
        item->b += chance(rng, 0.4F) - 0.2F;
        break;
    case 5:
        item->clip.w -= 5;
        break;
    default:
        item->radius_px += 1;
        break;
    }
}

static void list_disturb(struct rng *rng, struct hand *h) {
    size_t at = rng_below(rng, h->list.count);
    switch (rng_below(rng, 5)) {
    case 0:
        hand_add(h, random_item(rng));
        break;
    case 1:
        free((void *)(uintptr_t)h->list.items[at].text);
        memmove(&h->list.items[at], &h->list.items[at + 1], (h->list.count - at - 1) * sizeof *h->list.items);
        h->list.count--;
        break;
    default:
        item_disturb(rng, &h->list.items[at]);
        break;
    }
}

static void test_parts_equal_whole(void **state) {
    struct fixture *f = *state;
    struct rng rng;
    struct render *fresh = render_create(assets(), NULL);
    SDL_Surface *other = surface_new(W, H);
    for (int round = 0; round < 12; round++) {
        rng_init(&rng, (uint64_t)round, "parts");
        hand_clear(&f->hand);
        for (int i = 0; i < 25; i++)
            hand_add(&f->hand, random_item(&rng));
        for (int step = 0; step < 25 && f->hand.list.count > 1; step++) {
            paint(f);
            assert_true(equals_whole(f, fresh, other));
            list_disturb(&rng, &f->hand);
        }
    }
    SDL_FreeSurface(other);
    render_destroy(fresh);
}

static void test_pacer_equals_whole(void **state) {
    (void)state;
    struct fixture f = {.render = render_create(assets(), NULL), .surface = surface_new(1920, 1080)};
    struct render *fresh = render_create(assets(), NULL);
    struct ruler ruler = render_ruler(f.render);
    SDL_Surface *other = surface_new(1920, 1080);
    hand_init(&f.hand, 1920, 1080, 0xFFF2F3EC);
    for (int i = 0; i < 300; i++) {
        hand_pacer_page(&f.hand, &ruler, fmod(i / 290.0, 1));
        paint(&f);
        if (i % 10 == 0)
            assert_true(equals_whole(&f, fresh, other));
    }
    hand_finish(&f.hand);
    SDL_FreeSurface(other);
    SDL_FreeSurface(f.surface);
    render_destroy(fresh);
    render_destroy(f.render);
}

static void test_other_colour_order(void **state) {
    struct fixture *f = *state;
    SDL_Surface *other = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_ABGR8888);
    struct rect damage;
    hand_box(&f->hand, (struct rect){0, 0, W, H}, 0, 0xFF112233, 0, 0);
    render_paint(f->render, &f->hand.list, other, false, &damage);
    assert_int_equal(((uint32_t *)other->pixels)[5] & 0xFFFFFF, 0x332211);
    SDL_FreeSurface(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_first_paint_is_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(test_same_list_damages_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_caret_damages_little, setup, teardown),
        cmocka_unit_test_setup_teardown(test_insertion_damages_only_itself, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_background_damages_all, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_size_damages_all, setup, teardown),
        cmocka_unit_test_setup_teardown(test_growing_disc_leaves_out_its_middle, setup, teardown),
        cmocka_unit_test_setup_teardown(test_parts_equal_whole, setup, teardown),
        cmocka_unit_test(test_pacer_equals_whole),
        cmocka_unit_test_setup_teardown(test_other_colour_order, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
