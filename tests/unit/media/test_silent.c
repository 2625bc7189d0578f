/* Silent clips: time moves only when told to, every frame is exactly that of the position, twice the same bytes. */
#include "make.h"

static const char film_arguments[] = PICTURES "4 " TONE "4 -c:v libx264 -g 40 -bf 3 -pix_fmt yuv420p -c:a aac";

static uint64_t hash_at(struct clip *c) {
    SDL_Surface *s = balm_media.clip_frame(c, 320, 180, NULL);
    assert_non_null(s);
    return surface_hash(s);
}

static void frames_are_exact(void **state) {
    (void)state;
    struct clip *c = open_clip(make("f.mp4", film_arguments), true, 0);
    uint64_t hashes[100];
    bool changed;
    assert_non_null(balm_media.clip_frame(c, 320, 180, &changed));
    assert_true(changed);
    balm_media.clip_advance(c, 500);
    assert_int_equal(balm_media.clip_position_ms(c), 0); /* paused */
    balm_media.clip_play(c);
    for (int i = 0; i < 100; i++) {
        hashes[i] = hash_at(c);
        for (int k = 0; k < i; k++)
            if (hashes[k] == hashes[i])
                fail_msg("frames %d and %d are the same", k, i);
        assert_int_equal(balm_media.clip_next_frame_ms(c), i < 99 ? (i + 1) * 40 : -1);
        balm_media.clip_advance(c, 39);
        balm_media.clip_frame(c, 320, 180, &changed);
        assert_false(changed);
        balm_media.clip_advance(c, 1);
    }
    assert_true(balm_media.clip_is_over(c));
    static const int jumps[] = {99, 0, 50, 49, 51, 10, 80, 39, 40, 41, 98, 1};
    for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
        balm_media.clip_seek(c, jumps[i] * 40 + 20);
        assert_int_equal(balm_media.clip_position_ms(c), jumps[i] * 40 + 20);
        if (hash_at(c) != hashes[jumps[i]])
            fail_msg("frame %d is another one after a jump", jumps[i]);
    }
    struct error err;
    assert_false(balm_media.clip_trouble(c, &err));
    balm_media.clip_close(c);
}

static uint64_t play_through(const char *path, int step_ms, int w, int h) {
    struct clip *c = open_clip(path, true, 333);
    uint64_t hash = 7;
    balm_media.clip_play(c);
    while (!balm_media.clip_is_over(c)) {
        SDL_Surface *s = balm_media.clip_frame(c, w, h, NULL);
        hash = hash * 31 + (s != NULL ? surface_hash(s) : 0);
        balm_media.clip_advance(c, step_ms);
    }
    assert_int_equal(balm_media.clip_position_ms(c), 4000);
    balm_media.clip_close(c);
    return hash;
}

static void two_runs_are_the_same(void **state) {
    (void)state;
    static const char *const names[] = {"f.mp4", "f8.webm", "f9.webm"};
    make("f8.webm", PICTURES "4 -c:v libvpx -g 50");
    make("f9.webm", PICTURES "4 -c:v libvpx-vp9 -cpu-used 8 -g 50");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(play_through(made(names[i]), 70, 500, 200), play_through(made(names[i]), 70, 500, 200));
        assert_int_equal(play_through(made(names[i]), 3100, 99, 99), play_through(made(names[i]), 3100, 99, 99));
    }
}

/* Frame i has the brightness 16 + i * 7 all over: which frame it is can be read from it. */
static void frame_is_that_of_the_time(void **state) {
    (void)state;
    struct clip *c = open_clip(make("grey.mp4", "-f lavfi -i \"color=size=64x64:rate=10:duration=3,format=gray,"
                                                "geq=lum='16+N*7'\" -c:v libx264 -qp 0 -g 100 -pix_fmt yuv420p"),
                               true, 0);
    for (int i = 29; i >= 0; i -= 3) {
        balm_media.clip_seek(c, i * 100 + 50);
        SDL_Surface *s = balm_media.clip_frame(c, 64, 64, NULL);
        int level = ((uint8_t *)s->pixels)[32 * s->pitch + 32 * 4];
        int expected = 16 + i * 7;
        if (abs(level - expected) > 4)
            fail_msg("at frame %d the picture is %d, not %d", i, level, expected);
    }
    balm_media.clip_close(c);
}

static void fits(void **state) {
    (void)state;
    struct clip *c = open_clip(make("f.mp4", film_arguments), true, 0);
    static const int sizes[][4] = {{320, 180, 320, 180}, {640, 640, 640, 360}, {100, 500, 100, 56},
                                   {0, 0, 320, 180},     {1, 1, 1, 1},         {1920, 1080, 1920, 1080}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bool changed;
        SDL_Surface *s = balm_media.clip_frame(c, sizes[i][0], sizes[i][1], &changed);
        assert_int_equal(s->w, sizes[i][2]);
        assert_int_equal(s->h, sizes[i][3]);
        assert_int_equal(s->format->BytesPerPixel, 4);
        assert_true(changed);
    }
    balm_media.clip_close(c);
}

/* Phones hold the sensor's picture and say how to turn it. Red is on the left in the file. */
static void turns_upright(void **state) {
    (void)state;
    static const struct {
        int rotate, w, h, red_x, red_y;
    } turns[] = {{90, 32, 64, 16, 56}, {180, 64, 32, 56, 16}, {270, 32, 64, 16, 8}}; /* as ffmpeg 5.1 shows them */
    make("half.mp4", "-f lavfi -i color=red:size=64x32:duration=1 -vf drawbox=x=32:w=32:c=blue:t=fill -c:v libx264");
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        char arguments[600], name[32];
        snprintf(name, sizeof name, "turned%d.mp4", turns[i].rotate);
        snprintf(arguments, sizeof arguments, "-i '%s' -c copy -metadata:s:v:0 rotate=%d", made("half.mp4"),
                 turns[i].rotate);
        struct clip *c = open_clip(make(name, arguments), true, 0);
        struct clip_info info;
        balm_media.clip_info(c, &info);
        assert_int_equal(info.width_px, turns[i].w);
        assert_int_equal(info.height_px, turns[i].h);
        SDL_Surface *s = balm_media.clip_frame(c, info.width_px, info.height_px, NULL);
        uint8_t *red = (uint8_t *)s->pixels + turns[i].red_y * s->pitch + turns[i].red_x * 4;
        assert_true(red[2] > 200 && red[0] < 50);
        balm_media.clip_close(c);
    }
}

static void sound_has_only_a_time(void **state) {
    (void)state;
    setenv("SDL_AUDIODRIVER", "nonexistent", 1); /* would fail if it were asked */
    struct clip *c = open_clip(make("a.opus", TONE "4 -c:a libopus"), true, 1000);
    balm_media.clip_play(c);
    assert_false(balm_media.clip_has_device(c));
    assert_null(balm_media.clip_frame(c, 10, 10, NULL));
    assert_int_equal(balm_media.clip_next_frame_ms(c), -1);
    balm_media.clip_advance(c, 2500);
    assert_int_equal(balm_media.clip_position_ms(c), 3500);
    balm_media.clip_pause(c);
    balm_media.clip_advance(c, 100);
    assert_int_equal(balm_media.clip_position_ms(c), 3500);
    balm_media.clip_play(c);
    balm_media.clip_advance(c, INT64_C(1) << 40);
    assert_true(balm_media.clip_is_over(c));
    balm_media.sound_once(made("a.opus"), true);
    balm_media.ambience(made("a.opus"), true);
    balm_media.ambience(NULL, true);
    balm_media.close_device();
    assert_false(balm_media.is_sounding());
    balm_media.clip_close(c);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
}

/* A film cut at 60 %: plays what is there, ends there, and says why. */
static void torn_film_ends_calmly(void **state) {
    (void)state;
    char command[600];
    make("front.mp4", PICTURES "5 " TONE "5 -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart");
    snprintf(command, sizeof command, "head -c $(($(stat -c %%s '%s') * 6 / 10)) '%s' > '%s'", made("front.mp4"),
             made("front.mp4"), made("torn.mp4"));
    run(command);
    struct clip *c = open_clip(made("torn.mp4"), true, 0);
    struct clip_info info;
    balm_media.clip_info(c, &info);
    assert_true(info.duration_ms > 1500 && info.duration_ms < 4500);
    struct error err;
    assert_true(balm_media.clip_trouble(c, &err));
    assert_non_null(strstr(err.text, "\"torn.mp4\" is cut short"));
    assert_false(balm_media.clip_trouble(c, &err));
    balm_media.clip_play(c);
    int frames = 0;
    while (!balm_media.clip_is_over(c)) {
        bool changed;
        assert_non_null(balm_media.clip_frame(c, 320, 180, &changed));
        frames += changed;
        balm_media.clip_advance(c, 40);
    }
    assert_in_range(frames, info.duration_ms / 40 - 3, info.duration_ms / 40 + 2);
    balm_media.clip_close(c);
}

int main(void) {
    if (!make_can())
        return 77;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_exact),
        cmocka_unit_test(two_runs_are_the_same),
        cmocka_unit_test(frame_is_that_of_the_time),
        cmocka_unit_test(fits),
        cmocka_unit_test(turns_upright),
        cmocka_unit_test(sound_has_only_a_time),
        cmocka_unit_test(torn_film_ends_calmly),
    };
    return cmocka_run_group_tests(tests, make_begin, make_end);
}
