/* Small media files made with ffmpeg when the test runs: tones and moving test pictures, one per codec, in a fresh
 * folder that is removed at the end. Without ffmpeg the tests are skipped. */
#ifndef TEST_MEDIA_MAKE_H
#define TEST_MEDIA_MAKE_H

#include "media/media.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

extern const struct media_api balm_media;

static char make_folder[64];

#define TONE "-f lavfi -i sine=frequency=440:sample_rate=48000:duration="
#define PICTURES "-f lavfi -i testsrc=size=320x180:rate=25:duration="

/* "folder/name"; one of four rotating buffers. */
static inline const char *made(const char *name) {
    static char paths[4][512];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", make_folder, name);
    return path;
}

static inline void run(const char *command) {
    if (system(command) != 0)
        fail_msg("this did not work: %s", command);
}

/* ffmpeg <arguments> folder/name, unless it was made already. */
static inline const char *make(const char *name, const char *arguments) {
    char command[1024];
    const char *path = made(name);
    snprintf(command, sizeof command, "ffmpeg -v error -nostdin -y -threads 1 %s -threads 1 '%s'", arguments, path);
    if (access(path, F_OK) != 0)
        run(command);
    return path;
}

static inline int make_begin(void **state) {
    (void)state;
    strcpy(make_folder, "/tmp/balm-media-XXXXXX");
    return mkdtemp(make_folder) == NULL ? -1 : 0;
}

static inline int make_remove(const char *path, const struct stat *info, int kind, struct FTW *at) {
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline int make_end(void **state) {
    (void)state;
    return nftw(make_folder, make_remove, 8, FTW_DEPTH | FTW_PHYS);
}

static inline bool make_can(void) {
    return system("ffmpeg -version > /dev/null 2>&1") == 0;
}

static inline int64_t mono_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static inline void sleep_ms(int ms) {
    usleep((useconds_t)ms * 1000);
}

static inline struct clip *open_clip(const char *path, bool silent, int64_t start_ms) {
    struct error err = {0};
    struct clip *c = balm_media.clip_open(path, silent, start_ms, &err);
    if (c == NULL)
        fail_msg("%s: %s", path, err.text);
    return c;
}

static inline uint64_t surface_hash(const SDL_Surface *s) {
    uint64_t hash = 1469598103934665603u;
    for (int y = 0; y < s->h; y++)
        for (int x = 0; x < s->w * 4; x++)
            hash = (hash ^ ((const uint8_t *)s->pixels)[y * s->pitch + x]) * 1099511628211u;
    return hash;
}

#endif
