/* Playing in real time without a sound card: SDL's dummy driver takes sound at the right speed, its disk driver
 * writes down what was heard, and a driver that does not exist is a machine without sound. */
#include "make.h"

#include <math.h>

static const char film_arguments[] = PICTURES "6 " TONE "6 -c:v libx264 -g 50 -pix_fmt yuv420p -c:a aac";
/* Soft, and from 1.0 s on loud. */
static const char late_tone[] = "-f lavfi -i \"aevalsrc=exprs='(0.1+0.7*gte(t,1))*sin(880*PI*t)':s=48000:d=3\"";

static const char *film(void) {
    return make("f.mp4", film_arguments);
}

static const char *sound(const char *name) {
    return make(name, strstr(name, ".m4a") != NULL ? TONE "4 -ar 44100 -c:a aac" : TONE "4 -c:a libopus");
}

static const char *opus(void) {
    return sound("a.opus");
}

static void use_driver(const char *name) {
    balm_media.close_device();
    setenv("SDL_AUDIODRIVER", name, 1);
}

/* The difference between the clip's time and the wall's over so many ms: the largest but the five largest, since a busy
 * machine holds this thread up now and then between its two looks at the clocks. */
static int64_t drift_over(struct clip *c, int ms) {
    enum { SPIKES = 5 };
    int64_t top[SPIKES + 1] = {0};
    while (balm_media.clip_position_ms(c) == 0)
        sleep_ms(1);
    int64_t began = mono_ms() - balm_media.clip_position_ms(c), last = 0;
    while (mono_ms() - began < ms) {
        int64_t at = balm_media.clip_position_ms(c), off = llabs(at - (mono_ms() - began));
        assert_true(at >= last);
        last = at;
        for (int i = 0; i <= SPIKES; i++) {
            if (off > top[i]) {
                int64_t smaller = top[i];
                top[i] = off;
                off = smaller;
            }
        }
        sleep_ms(7);
    }
    return top[SPIKES];
}

static void sound_keeps_time(void **state) {
    (void)state;
    static const char *const names[] = {"a.opus", "a.m4a"};
    use_driver("dummy");
    for (size_t i = 0; i < 2; i++) {
        struct clip *c = open_clip(sound(names[i]), false, 0);
        assert_false(balm_media.clip_has_device(c));
        assert_int_equal(balm_media.clip_position_ms(c), 0);
        balm_media.clip_play(c);
        assert_true(balm_media.clip_has_device(c));
        int64_t drift = drift_over(c, 3000);
        print_message("  %s: at most %d ms off\n", names[i], (int)drift);
        assert_true(drift < 40);
        for (int k = 0; k < 200 && !balm_media.clip_is_over(c); k++)
            sleep_ms(10);
        assert_true(balm_media.clip_is_over(c));
        assert_in_range(balm_media.clip_position_ms(c), 3980, 4030);
        struct error err;
        assert_false(balm_media.clip_trouble(c, &err));
        balm_media.clip_close(c);
    }
}

static void pause_keeps_the_place(void **state) {
    (void)state;
    static const char *const names[] = {"a.opus", "a.m4a"};
    use_driver("dummy");
    for (size_t i = 0; i < 2; i++) {
        struct clip *c = open_clip(sound(names[i]), false, 1000);
        balm_media.clip_play(c);
        sleep_ms(400);
        balm_media.clip_pause(c);
        sleep_ms(300);
        int64_t there = balm_media.clip_position_ms(c);
        assert_in_range(there, 1300, 1650); /* 400, and the fade of 150 */
        sleep_ms(300);
        assert_int_equal(balm_media.clip_position_ms(c), there);
        balm_media.close_device(); /* a paused clip lets go of the device, and gets it back */
        assert_false(balm_media.clip_has_device(c));
        assert_int_equal(balm_media.clip_position_ms(c), there);
        balm_media.clip_play(c);
        assert_true(balm_media.clip_has_device(c));
        sleep_ms(400);
        assert_in_range(balm_media.clip_position_ms(c), there + 250, there + 460);
        balm_media.clip_seek(c, 3500);
        assert_in_range(balm_media.clip_position_ms(c), 3500, 3520);
        sleep_ms(200);
        assert_in_range(balm_media.clip_position_ms(c), 3600, 3760);
        balm_media.clip_pause(c);
        balm_media.clip_seek(c, 200);
        sleep_ms(200);
        assert_int_equal(balm_media.clip_position_ms(c), 200);
        balm_media.clip_close(c);
    }
}

/* Runs a film for a while, showing frames when they are due; how many were shown, and the worst lateness. */
static int show(struct clip *c, int ms, int64_t *out_late) {
    int64_t until = mono_ms() + ms;
    int frames = 0;
    *out_late = 0;
    while (mono_ms() < until) {
        int64_t due = balm_media.clip_next_frame_ms(c), at = balm_media.clip_position_ms(c);
        bool changed;
        if (due > at)
            sleep_ms(due - at < 20 ? (int)(due - at) : 20);
        assert_true(balm_media.clip_frame(c, 320, 180, &changed) != NULL || frames == 0);
        int64_t late = balm_media.clip_position_ms(c) - due;
        if (changed && frames++ > 3 && due > 0)
            *out_late = late > *out_late ? late : *out_late;
    }
    return frames;
}

static void pictures_follow_the_sound(void **state) {
    (void)state;
    static const char *const drivers[] = {"dummy", "nonexistent"};
    for (size_t i = 0; i < 2; i++) {
        use_driver(drivers[i]);
        struct clip *c = open_clip(film(), false, 0);
        int64_t late, began = mono_ms();
        balm_media.clip_play(c);
        assert_int_equal(balm_media.clip_has_device(c), i == 0);
        int frames = show(c, 3000, &late);
        int64_t at = balm_media.clip_position_ms(c), gone = mono_ms() - began;
        print_message("  %s: %d frames in 3 s, at most %d ms late, clock %d of %d ms\n", drivers[i], frames, (int)late,
                      (int)at, (int)gone);
        assert_in_range(frames, 65, 77);
        assert_true(late < 40);
        assert_true(at > gone - 250 && at <= gone + 40);
        balm_media.clip_seek(c, 5000);
        frames = show(c, 600, &late);
        assert_in_range(frames, 8, 17);
        assert_in_range(balm_media.clip_position_ms(c), 5300, 5640);
        for (int k = 0; k < 100 && !balm_media.clip_is_over(c); k++)
            sleep_ms(10);
        assert_true(balm_media.clip_is_over(c));
        assert_int_equal(balm_media.clip_position_ms(c), 6000);
        balm_media.clip_frame(c, 320, 180, NULL);
        assert_int_equal(balm_media.clip_next_frame_ms(c), -1);
        balm_media.clip_close(c);
    }
}

/* While nobody looks (the window is covered) the sound goes on, and the picture is right afterwards. */
static void plays_on_unseen(void **state) {
    (void)state;
    use_driver("dummy");
    struct clip *c = open_clip(film(), false, 0), *exact = open_clip(film(), true, 0);
    balm_media.clip_play(c);
    sleep_ms(2500);
    assert_true(balm_media.clip_position_ms(c) > 2200);
    balm_media.clip_pause(c);
    sleep_ms(400);
    int64_t at = balm_media.clip_position_ms(c);
    bool changed;
    SDL_Surface *s = balm_media.clip_frame(c, 320, 180, &changed);
    assert_true(s != NULL && changed);
    balm_media.clip_seek(exact, at);
    assert_true(surface_hash(s) == surface_hash(balm_media.clip_frame(exact, 320, 180, NULL)));
    balm_media.clip_close(exact);
    balm_media.clip_close(c);
}

/* A seek while paused shows the exact frame, whatever lies before it. */
static void seeks_to_the_frame(void **state) {
    (void)state;
    static const int to[] = {3990, 40, 2000, 2040, 1999, 5960, 0};
    use_driver("dummy");
    struct clip *c = open_clip(film(), false, 0), *exact = open_clip(film(), true, 0);
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        bool changed = false;
        SDL_Surface *s = NULL;
        balm_media.clip_seek(c, to[i]);
        for (int k = 0; k < 300 && !changed; k++) {
            s = balm_media.clip_frame(c, 320, 180, &changed);
            sleep_ms(5);
        }
        balm_media.clip_seek(exact, to[i]);
        assert_true(changed && surface_hash(s) == surface_hash(balm_media.clip_frame(exact, 320, 180, NULL)));
    }
    balm_media.clip_close(exact);
    balm_media.clip_close(c);
}

static void no_sound_card_is_no_error(void **state) {
    (void)state;
    use_driver("nonexistent");
    struct clip *c = open_clip(opus(), false, 500);
    balm_media.clip_play(c);
    balm_media.sound_once(opus(), false);
    balm_media.ambience(opus(), false);
    assert_false(balm_media.clip_has_device(c));
    int64_t began = mono_ms();
    sleep_ms(500);
    assert_true(llabs(balm_media.clip_position_ms(c) - 500 - (mono_ms() - began)) < 15);
    balm_media.clip_pause(c);
    int64_t there = balm_media.clip_position_ms(c);
    sleep_ms(100);
    assert_int_equal(balm_media.clip_position_ms(c), there);
    balm_media.clip_seek(c, 3950);
    balm_media.clip_play(c);
    sleep_ms(100);
    assert_true(balm_media.clip_is_over(c));
    balm_media.clip_close(c);
}

static int16_t *heard_bytes(size_t *out_frames) {
    FILE *file = fopen(made("heard.raw"), "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *out_frames = (size_t)ftell(file) / 4;
    rewind(file);
    int16_t *samples = malloc(*out_frames * 4 + 4);
    assert_int_equal(fread(samples, 4, *out_frames, file), *out_frames);
    fclose(file);
    return samples;
}

/* The first frame louder than that, -1: none. */
static long first_louder(const int16_t *samples, size_t frames, int level) {
    for (size_t i = 0; i < frames; i++)
        if (abs(samples[i * 2]) > level)
            return (long)i;
    return -1;
}

static void use_disk(void) {
    use_driver("disk");
    setenv("SDL_DISKAUDIOFILE", made("heard.raw"), 1);
    balm_media.set_volume(5);
}

/* Whatever the file and wherever it was begun: the sound of 1.0 s comes 1.0 s less the start after the first. */
static void is_heard_when_it_says(void **state) {
    (void)state;
    static const struct {
        const char *name, *codec;
        int start_ms;
    } files[] = {{"late.wav", "", 0},
                 {"late.opus", "-c:a libopus", 0},
                 {"late.m4a", "-c:a aac", 0},
                 {"late.wav", "", 700},
                 {"late.ogg", "-c:a libvorbis", 700},
                 {"late.opus", "-c:a libopus", 700},
                 {"late.m4a", "-c:a aac", 700},
                 {"late.mkv", PICTURES "3 -c:v libx264 -c:a libopus", 700}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char arguments[600];
        snprintf(arguments, sizeof arguments, "%s %s", late_tone, files[i].codec);
        make(files[i].name, arguments);
        use_disk();
        struct clip *c = open_clip(made(files[i].name), false, files[i].start_ms);
        sleep_ms(300);
        balm_media.clip_play(c);
        while (balm_media.clip_position_ms(c) < 1200)
            sleep_ms(5);
        balm_media.clip_close(c);
        balm_media.close_device();
        size_t frames;
        int16_t *samples = heard_bytes(&frames);
        long began = first_louder(samples, frames, 40), loud = first_louder(samples, frames, 8000);
        free(samples);
        int off = (int)((loud - began) / 48) + files[i].start_ms - 1000;
        print_message("  %s from %d: %d ms off\n", files[i].name, files[i].start_ms, off);
        assert_true(began >= 0 && loud > began && abs(off) < 15);
    }
}

/* Pausing fades: no jump between neighbouring samples larger than the tone itself makes. */
static void fades_softly(void **state) {
    (void)state;
    static const struct {
        const char *name, *arguments;
    } files[] = {{"tone.m4a", TONE "4 -af volume=12dB -c:a aac"}, {"tone.opus", TONE "4 -af volume=12dB -c:a libopus"}};
    for (size_t k = 0; k < 2; k++) {
        use_disk();
        struct clip *c = open_clip(make(files[k].name, files[k].arguments), false, 0);
        balm_media.clip_play(c);
        sleep_ms(500);
        balm_media.clip_pause(c);
        sleep_ms(400);
        balm_media.clip_close(c);
        balm_media.close_device();
        size_t frames;
        int16_t *samples = heard_bytes(&frames);
        int most = 0;
        long last = 0;
        for (size_t i = 1; i < frames; i++) {
            int step = abs(samples[i * 2] - samples[i * 2 - 2]);
            most = step > most ? step : most;
            last = abs(samples[i * 2]) > 30 ? (long)i : last;
        }
        int peak = 0;
        for (size_t i = 0; i < frames; i++)
            peak = abs(samples[i * 2]) > peak ? abs(samples[i * 2]) : peak;
        int tone = (int)(peak * 2 * M_PI * 440 / 48000);
        print_message("  %s: largest step %d (the tone's own %d), sound ends at %d ms of %d\n", files[k].name, most,
                      tone, (int)(last / 48), (int)(frames / 48));
        free(samples);
        assert_true(peak > 8000);
        assert_true(most < tone * (k == 0 ? 3 : 6) / 2 + 200);
        assert_in_range(last / 48, 450, 780);
    }
}

static void bells_and_ambience(void **state) {
    (void)state;
    use_disk();
    make("bell.wav", TONE "0.3");
    make("rain.ogg", "-f lavfi -i anoisesrc=duration=2:amplitude=0.5 -c:a libvorbis");
    balm_media.sound_once(made("not-there.wav"), false);
    balm_media.ambience(made("not-there.wav"), false);
    assert_false(balm_media.is_sounding());
    balm_media.sound_once(made("bell.wav"), false);
    assert_true(balm_media.is_sounding());
    sleep_ms(500);
    assert_false(balm_media.is_sounding());
    balm_media.ambience(made("rain.ogg"), false);
    balm_media.ambience(made("rain.ogg"), false); /* the same: goes on */
    sleep_ms(2600);                               /* loops */
    assert_true(balm_media.is_sounding());
    balm_media.ambience(NULL, false);
    sleep_ms(1700);
    assert_false(balm_media.is_sounding());
    balm_media.close_device();
    size_t frames;
    int16_t *samples = heard_bytes(&frames);
    assert_true(first_louder(samples, frames, 300) >= 0 && first_louder(samples, frames, 300) < 4800);
    double early = 0, late = 0;
    for (size_t i = 26400; i < 31200; i++) { /* soon after its beginning, and at full */
        early += abs(samples[i * 2]);
        late += abs(samples[(i + 96000) * 2]);
    }
    free(samples);
    print_message("  ambience %d, later %d\n", (int)(early / 4800), (int)(late / 4800));
    assert_true(late > early * 3 && early > 0);
}

static void volume_is_heard(void **state) {
    (void)state;
    double last = -1;
    for (int step = 0; step <= 5; step++) {
        use_disk();
        balm_media.set_volume(step);
        struct clip *c = open_clip(make("tone.m4a", TONE "4 -af volume=12dB -c:a aac"), false, 0);
        balm_media.clip_play(c);
        sleep_ms(250);
        balm_media.clip_close(c);
        balm_media.close_device();
        size_t frames;
        double sum = 0;
        int16_t *samples = heard_bytes(&frames);
        for (size_t i = frames / 2; i < frames * 3 / 4; i++)
            sum += abs(samples[i * 2]);
        free(samples);
        sum /= (double)frames / 4;
        assert_true(step == 0 ? sum == 0 : sum > last * 1.3);
        last = sum;
    }
}

/* Two clips at once: the second takes the sound, the first is paused where it was. */
static void one_clip_at_a_time(void **state) {
    (void)state;
    use_driver("dummy");
    struct clip *a = open_clip(opus(), false, 0), *b = open_clip(film(), false, 0);
    balm_media.clip_play(a);
    sleep_ms(300);
    balm_media.clip_play(b);
    assert_false(balm_media.clip_has_device(a));
    int64_t there = balm_media.clip_position_ms(a);
    balm_media.close_device(); /* does nothing: b plays */
    sleep_ms(300);
    assert_true(balm_media.clip_has_device(b));
    assert_true(balm_media.clip_position_ms(b) > 150);
    assert_int_equal(balm_media.clip_position_ms(a), there);
    balm_media.clip_close(a);
    balm_media.clip_close(b);
    balm_media.close_device();
}

int main(void) {
    if (!make_can())
        return 77;
    cmocka_set_test_filter(getenv("TEST_FILTER"));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_keeps_time),          cmocka_unit_test(pause_keeps_the_place),
        cmocka_unit_test(pictures_follow_the_sound), cmocka_unit_test(plays_on_unseen),
        cmocka_unit_test(seeks_to_the_frame),        cmocka_unit_test(no_sound_card_is_no_error),
        cmocka_unit_test(is_heard_when_it_says),     cmocka_unit_test(fades_softly),
        cmocka_unit_test(bells_and_ambience),        cmocka_unit_test(volume_is_heard),
        cmocka_unit_test(one_clip_at_a_time),
    };
    return cmocka_run_group_tests(tests, make_begin, make_end);
}
