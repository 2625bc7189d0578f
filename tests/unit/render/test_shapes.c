/* Shapes, icons, pictures and film: symmetry, full rings, what is refused, what is missing, and PNG files. */
#include "render/internal.h"

#include "base/clock.h"
#include "base/file.h"

#include <SDL_image.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { W = 200, H = 160 };

struct fixture {
    struct render *render;
    SDL_Surface *surface;
    char folder[64];
};

static int setup(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    const char *share = getenv("BALM_SHARE");
    char path[1024];
    snprintf(path, sizeof path, "%s/assets", share == NULL ? "." : share);
    f->render = render_create(path, NULL);
    f->surface = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_ARGB8888);
    snprintf(f->folder, sizeof f->folder, "/tmp/balm-shapes-XXXXXX");
    *state = f;
    return f->render == NULL || mkdtemp(f->folder) == NULL;
}

static int teardown(void **state) {
    struct fixture *f = *state;
    SDL_FreeSurface(f->surface);
    render_destroy(f->render);
    size_t count;
    char **names = folder_list(f->folder, &count);
    for (size_t i = 0; i < count; i++) {
        char *path = path_join(f->folder, names[i]);
        unlink(path);
        free(path);
    }
    names_free(names, count);
    rmdir(f->folder);
    free(f);
    return 0;
}

static void paint(struct fixture *f, struct draw item) {
    struct rect damage;
    item.clip = (struct rect){0, 0, W, H};
    struct draw_list list = {.background = 0xFFFFFFFF, .items = &item, .count = 1};
    render_paint(f->render, &list, f->surface, true, &damage);
}

static uint32_t pixel(const struct fixture *f, int x, int y) {
    return ((const uint32_t *)f->surface->pixels)[y * f->surface->pitch / 4 + x];
}

static bool is_blank(const struct fixture *f) {
    for (int i = 0; i < W * H; i++) {
        if (pixel(f, i % W, i / W) != 0xFFFFFFFF)
            return false;
    }
    return true;
}

/* --- shapes ---------------------------------------------------------------------------------------------------------
 */

static void test_box_is_symmetric(void **state) {
    struct fixture *f = *state;
    paint(f, (struct draw){.kind = DRAW_BOX,
                           .at = {20, 10, 101, 64},
                           .radius_px = 18,
                           .fill = 0xFF1C5A54,
                           .edge_px = 3.5F,
                           .edge = 0xFFE3A93C});
    for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 101; x++) {
            assert_int_equal(pixel(f, 20 + x, 10 + y), pixel(f, 120 - x, 10 + y));
            assert_int_equal(pixel(f, 20 + x, 10 + y), pixel(f, 20 + x, 73 - y));
        }
    }
    assert_int_equal(pixel(f, 20, 10), 0xFFFFFFFF);
    assert_int_equal(pixel(f, 70, 40), 0xFF1C5A54);
    assert_int_equal(pixel(f, 70, 11), 0xFFE3A93C);
    assert_int_equal(pixel(f, 121, 40), 0xFFFFFFFF);
}

static void test_pill_and_tiny_boxes(void **state) {
    struct fixture *f = *state;
    paint(f, (struct draw){.kind = DRAW_BOX, .at = {10, 10, 90, 30}, .radius_px = 999, .fill = 0xFF000000});
    assert_int_equal(pixel(f, 55, 10), 0xFF000000);
    assert_int_equal(pixel(f, 10, 10), 0xFFFFFFFF);
    for (int size = -1; size < 8; size++)
        paint(f, (struct draw){.kind = DRAW_BOX,
                               .at = {5, 5, size, 7},
                               .radius_px = 50,
                               .fill = 0xFF000000,
                               .edge_px = 30,
                               .edge = 0xFF112233});
    assert_int_equal(pixel(f, 8, 8), 0xFF112233);
}

static void test_shadow_fades(void **state) {
    struct fixture *f = *state;
    paint(f,
          (struct draw){.kind = DRAW_SHADOW, .at = {10, 10, 180, 140}, .radius_px = 20, .a = 20, .fill = 0x80000000});
    for (int x = 11; x < 60; x++)
        assert_true((pixel(f, x, 80) & 0xFF) <= (pixel(f, x - 1, 80) & 0xFF));
    assert_int_equal(pixel(f, 100, 80) & 0xFF, 127);
    assert_int_equal(pixel(f, 40, 80), pixel(f, 159, 80));
    assert_true((pixel(f, 10, 80) & 0xFF) > 245);
}

static void test_disc_area(void **state) {
    struct fixture *f = *state;
    paint(f, (struct draw){.kind = DRAW_DISC, .at = {40, 20, 120, 120}, .a = 50.3F, .fill = 0xFF000000});
    double dark = 0;
    for (int i = 0; i < W * H; i++)
        dark += (255.0 - (pixel(f, i % W, i / W) & 0xFF)) / 255.0;
    assert_true(fabs(dark - M_PI * 50.3 * 50.3) < 8);
}

static void test_full_arc_is_a_ring(void **state) {
    struct fixture *f = *state;
    paint(f,
          (struct draw){
              .kind = DRAW_ARC, .at = {40, 20, 120, 120}, .a = 50, .b = 0, .c = 1, .edge_px = 8, .fill = 0xFF000000});
    for (int i = 0; i < 360; i++) {
        double turn = i * M_PI / 180;
        assert_int_equal(pixel(f, (int)floor(100 + 50 * sin(turn)), (int)floor(80 - 50 * cos(turn))), 0xFF000000);
    }
    assert_int_equal(pixel(f, 100, 80), 0xFFFFFFFF);
    assert_int_equal(pixel(f, 100, 22), 0xFFFFFFFF);
}

static void test_arc_goes_clockwise_from_the_top(void **state) {
    struct fixture *f = *state;
    struct draw arc = {
        .kind = DRAW_ARC, .at = {40, 20, 120, 120}, .a = 50, .b = 0, .c = 0.25F, .edge_px = 8, .fill = 0xFF000000};
    paint(f, arc);
    assert_int_equal(pixel(f, 135, 45), 0xFF000000);
    assert_int_equal(pixel(f, 65, 45), 0xFFFFFFFF);
    assert_int_equal(pixel(f, 97, 30), 0xFF000000); /* the round end */
    assert_int_equal(pixel(f, 94, 30), 0xFFFFFFFF);
    arc.c = 0;
    paint(f, arc);
    assert_true(is_blank(f));
}

static void test_line_wedge_hills(void **state) {
    struct fixture *f = *state;
    paint(f,
          (struct draw){.kind = DRAW_LINE, .at = {20, 20, 0, 0}, .a = 150, .b = 120, .edge_px = 6, .fill = 0xFF000000});
    assert_int_equal(pixel(f, 85, 70), 0xFF000000);
    assert_int_equal(pixel(f, 85, 90), 0xFFFFFFFF);
    paint(f, (struct draw){.kind = DRAW_WEDGE, .at = {10, 50, 180, 40}, .a = 4, .b = 40, .d = 1, .fill = 0xFF000000});
    assert_int_equal(pixel(f, 20, 60), 0xFF000000);
    assert_int_equal(pixel(f, 180, 60), 0xFFFFFFFF);
    paint(f, (struct draw){.kind = DRAW_HILLS, .at = {0, 0, W, H}, .fill = 0xFF111111, .edge = 0xFF222222});
    assert_int_equal(pixel(f, 100, 5), 0xFFFFFFFF);
    assert_int_equal(pixel(f, 50, 60), 0xFF111111);
    assert_int_equal(pixel(f, 100, 159), 0xFF222222);
}

/* --- files ----------------------------------------------------------------------------------------------------------
 */

static void test_icons(void **state) {
    struct fixture *f = *state;
    struct draw icon = {.kind = DRAW_ICON, .at = {40, 40, 60, 60}, .fill = 0xFF000000, .text = "heart"};
    paint(f, icon);
    assert_false(is_blank(f));
    static const char *const missing[] = {"no-such-icon", "../tokens", "", "a/b", "HEART"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        icon.text = missing[i];
        paint(f, icon);
        assert_true(is_blank(f));
    }
    icon.text = NULL;
    paint(f, icon);
}

static char *file_with(struct fixture *f, const char *name, const void *bytes, size_t count) {
    char *path = path_join(f->folder, name);
    assert_true(file_write(path, bytes, count, NULL));
    return path;
}

/* A header that claims 30,000 x 30,000 is turned down before anything is decoded. */
static void test_huge_pictures_are_refused(void **state) {
    struct fixture *f = *state;
    static const unsigned char png[33] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06";
    static const unsigned char jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 0,    4,    0,    0, 0xFF, 0xC0,
                                         0,    17,   8,    0x75, 0x30, 0x75, 0x30, 3, 1,    0};
    static const char svg[] = "<svg xmlns='x' viewBox=\"0 0 1 100000\"><path d=\"M0 0L9 9\"/></svg>";
    char *paths[] = {file_with(f, "a.png", png, sizeof png), file_with(f, "a.jpg", jpeg, sizeof jpeg),
                     file_with(f, "a.svg", svg, sizeof svg - 1), file_with(f, "a.txt", "hello", 5)};
    struct clock clock;
    int w, h;
    bool is_svg;
    clock_init(&clock, false, NULL);
    assert_true(picture_size(paths[1], &w, &h, &is_svg));
    assert_int_equal(w, 30000);
    for (size_t i = 0; i < 4; i++) {
        paint(f, (struct draw){.kind = DRAW_PICTURE, .at = {10, 10, 100, 100}, .text = paths[i], .fill = 0xFF445566});
        assert_in_range(pixel(f, 60, 60) & 0xFF, 0xE0, 0xFE); /* the quiet panel */
        free(paths[i]);
    }
    assert_true(clock_now_ms(&clock) < 500);
}

static void test_pictures_cover_their_place(void **state) {
    struct fixture *f = *state;
    SDL_Surface *wide = SDL_CreateRGBSurfaceWithFormat(0, 400, 100, 32, SDL_PIXELFORMAT_ARGB8888);
    SDL_FillRect(wide, NULL, 0xFF0000FF);
    SDL_FillRect(wide, &(SDL_Rect){150, 0, 100, 100}, 0xFF00FF00);
    char *path = path_join(f->folder, "wide.png");
    assert_true(render_save_png(wide, path, NULL));
    SDL_FreeSurface(wide);
    paint(f, (struct draw){.kind = DRAW_PICTURE, .at = {20, 20, 80, 80}, .radius_px = 16, .text = path});
    assert_int_equal(pixel(f, 30, 60), 0xFF00FF00);
    assert_int_equal(pixel(f, 95, 60), 0xFF00FF00);
    assert_int_equal(pixel(f, 20, 20), 0xFFFFFFFF);
    assert_int_equal(pixel(f, 100, 60), 0xFFFFFFFF);
    free(path);
}

static void test_svg_picture(void **state) {
    struct fixture *f = *state;
    static const char svg[] =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\" viewBox=\"0 0 20 10\">"
        "<rect width=\"20\" height=\"10\" fill=\"#FF0000\"/></svg>";
    char *path = file_with(f, "red.svg", svg, sizeof svg - 1);
    paint(f, (struct draw){.kind = DRAW_PICTURE, .at = {0, 0, 120, 120}, .text = path});
    assert_int_equal(pixel(f, 60, 60), 0xFFFF0000);
    assert_int_equal(pixel(f, 2, 118), 0xFFFF0000);
    free(path);
}

static void test_film_is_fitted(void **state) {
    struct fixture *f = *state;
    SDL_Surface *frame = SDL_CreateRGBSurfaceWithFormat(0, 320, 180, 32, SDL_PIXELFORMAT_RGB888);
    SDL_FillRect(frame, NULL, 0x00336699);
    struct draw film = {.kind = DRAW_FILM, .at = {20, 20, 160, 120}, .radius_px = 10, .text = "1"};
    paint(f, film);
    render_set_film(f->render, frame);
    film.text = "2";
    paint(f, film);
    assert_int_equal(pixel(f, 100, 80), 0xFF336699);
    assert_int_equal(pixel(f, 100, 30), 0xFFFFFFFF);
    assert_int_equal(pixel(f, 20, 35), 0xFFFFFFFF);
    render_set_film(f->render, NULL);
    SDL_FreeSurface(frame);
}

static void test_png_can_be_read(void **state) {
    struct fixture *f = *state;
    struct error err = {.code = ERROR_NONE};
    char *path = path_join(f->folder, "page.png");
    paint(f, (struct draw){.kind = DRAW_BOX, .at = {0, 0, W, H}, .fill = 0xFF123456});
    assert_true(render_save_png(f->surface, path, &err));
    SDL_Surface *read = IMG_Load(path);
    assert_non_null(read);
    assert_int_equal(read->w, W);
    SDL_FreeSurface(read);
    assert_false(render_save_png(f->surface, "/nowhere/at/all.png", &err));
    assert_int_equal(err.code, ERROR_IO);
    free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_box_is_symmetric, setup, teardown),
        cmocka_unit_test_setup_teardown(test_pill_and_tiny_boxes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_shadow_fades, setup, teardown),
        cmocka_unit_test_setup_teardown(test_disc_area, setup, teardown),
        cmocka_unit_test_setup_teardown(test_full_arc_is_a_ring, setup, teardown),
        cmocka_unit_test_setup_teardown(test_arc_goes_clockwise_from_the_top, setup, teardown),
        cmocka_unit_test_setup_teardown(test_line_wedge_hills, setup, teardown),
        cmocka_unit_test_setup_teardown(test_icons, setup, teardown),
        cmocka_unit_test_setup_teardown(test_huge_pictures_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_pictures_cover_their_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_svg_picture, setup, teardown),
        cmocka_unit_test_setup_teardown(test_film_is_fitted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_png_can_be_read, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
