/* What is accepted, what is refused, and what the refusal says: every kind on the list, and files that lie. */
#include "make.h"

#include <time.h>

#include <sys/stat.h>

static void write_file(const char *name, const void *bytes, size_t count) {
    FILE *file = fopen(made(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    fclose(file);
}

/* The first `keep` of 1000 parts of a file. */
static void cut(const char *from, const char *to, long keep) {
    FILE *in = fopen(made(from), "rb");
    assert_non_null(in);
    fseek(in, 0, SEEK_END);
    size_t count = (size_t)(ftell(in) * keep / 1000);
    rewind(in);
    char *bytes = malloc(count + 1);
    assert_int_equal(fread(bytes, 1, count, in), count);
    fclose(in);
    write_file(to, bytes, count);
    free(bytes);
}

/* Processor time: a busy machine makes nothing slow. */
static int64_t cpu_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void accepts_all_on_the_list(void **state) {
    (void)state;
    static const struct {
        const char *name, *arguments, *container, *video, *sound;
    } good[] = {
        {"a.opus", TONE "2 -c:a libopus", "ogg", "", "opus"},
        {"a.ogg", TONE "2 -c:a libvorbis", "ogg", "", "vorbis"},
        {"a.flac", TONE "2", "flac", "", "flac"},
        {"a.wav", TONE "2", "wav", "", "pcm_s16le"},
        {"a24.wav", TONE "2 -c:a pcm_s24le -ac 2", "wav", "", "pcm_s24le"},
        {"a.mp3", TONE "2 -ar 44100", "mp3", "", "mp3"},
        {"noxing.mp3", TONE "2 -q:a 4 -write_xing 0 -id3v2_version 0", "mp3", "", "mp3"},
        {"a.m4a", TONE "2 -c:a aac", "mp4", "", "aac"},
        {"a.webm", TONE "2 -c:a libopus", "webm", "", "opus"},
        {"h264.mp4", PICTURES "2 " TONE "2 -c:v libx264 -pix_fmt yuv420p -c:a aac", "mp4", "h264", "aac"},
        {"mute.mp4", PICTURES "2 -c:v libx264 -pix_fmt yuv420p", "mp4", "h264", ""},
        {"vp8.webm", PICTURES "2 " TONE "2 -c:v libvpx -c:a libvorbis", "webm", "vp8", "vorbis"},
        {"vp9.webm", PICTURES "2 " TONE "2 -c:v libvpx-vp9 -cpu-used 8 -c:a libopus", "webm", "vp9", "opus"},
        {"live.webm", PICTURES "2 -c:v libvpx -live 1", "webm", "vp8", ""},
        {"mp3.mp4", PICTURES "2 " TONE "2 -c:v libx264 -c:a libmp3lame", "mp4", "h264", "mp3"},
        {"x.mkv", PICTURES "2 " TONE "2 -c:v libx264 -c:a flac", "webm", "h264", "flac"},
        {"moof.mp4", PICTURES "2 -c:v libx264 -movflags frag_keyframe+empty_moov", "mp4", "h264", ""},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct clip_info info = {0};
        struct error err = {0};
        int64_t began = cpu_ms();
        if (!balm_media.probe(make(good[i].name, good[i].arguments), &info, &err))
            fail_msg("%s: %s", good[i].name, err.text);
        int64_t took = cpu_ms() - began;
        if (strcmp(info.container, good[i].container) != 0 || strcmp(info.video_codec, good[i].video) != 0 ||
            strcmp(info.sound_codec, good[i].sound) != 0 || info.has_video != (good[i].video[0] != '\0') ||
            info.has_sound != (good[i].sound[0] != '\0') || llabs(info.duration_ms - 2000) > 120 || took > 1000)
            fail_msg("%s: %s %s %s, %d ms, took %d ms", good[i].name, info.container, info.video_codec,
                     info.sound_codec, (int)info.duration_ms, (int)took);
        if (info.has_video && (info.width_px != 320 || info.height_px != 180))
            fail_msg("%s: %d x %d", good[i].name, info.width_px, info.height_px);
    }
}

static void make_hostile(void) {
    static const char words[] = "This was meant to be a recording.\nIt is a text.\n";
    make("p.png", PICTURES "1 -frames:v 1");
    make("front.mp4", PICTURES "5 " TONE "5 -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart");
    make("back.mp4", PICTURES "5 " TONE "5 -c:v libx264 -pix_fmt yuv420p -c:a aac");
    make("five.webm", PICTURES "5 " TONE "5 -c:v libvpx -c:a libvorbis");
    make("five.wav", TONE "5");
    make("five.mp3", TONE "5");
    make("five.flac", TONE "5");
    write_file("text.opus", words, sizeof words - 1);
    write_file("text.mp4", words, sizeof words - 1);
    write_file("text.mp3", words, sizeof words - 1);
    write_file("list.mp4", "ffconcat version 1.0\nfile /etc/passwd\n", 38);
    write_file("list.m3u8", "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n", 43);
    write_file("empty.wav", "", 0);
    char noise[40000];
    srand(7);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)rand();
    write_file("noise.mp3", noise, sizeof noise);
    write_file("noise.webm", noise, sizeof noise);
    memset(noise, 0, sizeof noise);
    write_file("zeros.mp4", noise, sizeof noise);
    cut("p.png", "png.opus", 1000);
    cut("back.mp4", "nomoov.mp4", 600);
    cut("front.mp4", "torn.mp4", 600);
    cut("five.webm", "torn.webm", 600);
    cut("five.wav", "torn.wav", 600);
    cut("five.mp3", "torn.mp3", 600);
    cut("five.flac", "torn.flac", 600);
    cut("front.mp4", "head.mp4", 20);
}

static void refuses_with_a_sentence(void **state) {
    (void)state;
    make_hostile();
    make("hevc.mp4", PICTURES "1 -c:v mpeg4");
    make("theora.ogv", PICTURES "1 -c:v libtheora");
    make("huge.mp4", "-f lavfi -i color=size=4200x64:rate=5:duration=1 -c:v libx264 -preset ultrafast");
    make("ac3.mp4", PICTURES "1 " TONE "1 -c:v libx264 -c:a ac3");
    make("avi.mp4", PICTURES "1 -c:v libx264 -f avi");
    mkdir(made("folder.mp4"), 0700);
    static const struct {
        const char *name, *says;
    } bad[] = {
        {"absent.opus", "There is no file \"absent.opus\""},
        {"folder.mp4", "is not a file but"},
        {"empty.wav", "is empty"},
        {"text.opus", "is not sound that Balm can play (it looks like text). Export it again as Opus, MP3 or WAV."},
        {"text.mp4", "is not a film that Balm can play (it looks like text)"},
        {"text.mp3", "it looks like text"},
        {"list.mp4", "it looks like text"},
        {"list.m3u8", "it looks like text"},
        {"png.opus", "it is a PNG picture"},
        {"noise.mp3", "\"noise.mp3\""},
        {"noise.webm", "\"noise.webm\" is not a film"},
        {"zeros.mp4", "\"zeros.mp4\" is not a film"},
        {"nomoov.mp4", "its index is missing: it was cut short"},
        {"head.mp4", "\"head.mp4\""},
        {"torn.mp4", "is cut short: only"},
        {"torn.webm", "is cut short: only"},
        {"torn.wav", "is cut short: only"},
        {"torn.mp3", "is cut short: only"},
        {"torn.flac", "is cut short: only"},
        {"hevc.mp4", "of the kind mpeg4, which Balm does not play"},
        {"theora.ogv", "of the kind theora"},
        {"huge.mp4", "4200 x 64, which is too large"},
        {"ac3.mp4", "sound of the kind ac3"},
        {"avi.mp4", "is not a film that Balm can play"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct clip_info info = {.duration_ms = -7};
        struct error err = {0};
        int64_t began = cpu_ms();
        bool is_good = balm_media.probe(made(bad[i].name), &info, &err);
        if (is_good || strstr(err.text, bad[i].says) == NULL || info.duration_ms != -7 || cpu_ms() - began > 1500)
            fail_msg("%s: %s, %d ms, %s", bad[i].name, is_good ? "taken" : "refused", (int)info.duration_ms, err.text);
        assert_int_equal(err.code, i == 0 ? ERROR_MISSING : ERROR_FORMAT);
        print_message("  %s\n", err.text);
    }
}

static void opens_nothing_it_would_refuse(void **state) {
    (void)state;
    struct error err = {0};
    assert_null(balm_media.clip_open(made("text.opus"), true, 0, &err));
    assert_null(balm_media.clip_open(made("absent.opus"), true, 0, &err));
    assert_int_equal(err.code, ERROR_MISSING);
    balm_media.clip_close(NULL);
}

/* Bytes of good files turned at random: no crash, a bounded time, and playing ends. */
static void survives_damage(void **state) {
    (void)state;
    static const char *const names[] = {"h264.mp4", "vp9.webm", "a.opus", "a.mp3", "a.flac"};
    srand(3);
    for (int round = 0; round < 30; round++) {
        const char *name = names[round % 5];
        cut(name, "damaged.bin", 1000);
        FILE *file = fopen(made("damaged.bin"), "r+b");
        fseek(file, 0, SEEK_END);
        long count = ftell(file);
        for (int i = 0; i < 20; i++) {
            fseek(file, rand() % count, SEEK_SET);
            fputc(rand(), file);
        }
        fclose(file);
        struct clip_info info;
        balm_media.probe(made("damaged.bin"), &info, NULL);
        struct clip *c = balm_media.clip_open(made("damaged.bin"), true, 0, NULL);
        if (c == NULL)
            continue;
        balm_media.clip_play(c);
        for (int step = 0; step < 200 && !balm_media.clip_is_over(c); step++) {
            balm_media.clip_advance(c, 100);
            balm_media.clip_frame(c, 160, 90, NULL);
        }
        struct error err;
        balm_media.clip_trouble(c, &err);
        balm_media.clip_close(c);
    }
}

int main(void) {
    if (!make_can())
        return 77;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_all_on_the_list),
        cmocka_unit_test(refuses_with_a_sentence),
        cmocka_unit_test(opens_nothing_it_would_refuse),
        cmocka_unit_test(survives_damage),
    };
    return cmocka_run_group_tests(tests, make_begin, make_end);
}
