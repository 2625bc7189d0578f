/* What playing a film costs, against the floor, in one run:
 *   bench_media_cpu FLOOR_VIDEO FILM.mp4 [seconds]
 * FLOOR_VIDEO is floor/video.c, compiled. Both play in real time into a dummy window surface of the film's size, ours
 * with its sound into SDL's dummy device. Needs balm-media.so as the program does. Prints CPU seconds and the ratio. */
#include "platform/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 3 };

static int64_t mono_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void sleep_ms(int64_t ms) {
    usleep((useconds_t)(ms < 1 ? 1 : ms > 50 ? 50 : ms) * 1000);
}

/* As the program does it: sleep until the next frame, fetch it, copy it to the window, push it. */
static int show(const struct media_api *media, struct clip *clip, SDL_Window *window, int64_t until_ms) {
    SDL_Surface *target = SDL_GetWindowSurface(window);
    SDL_Rect all = {0, 0, target->w, target->h};
    int frames = 0;
    while (mono_ms() < until_ms && !media->clip_is_over(clip)) {
        bool changed;
        SDL_Surface *frame = media->clip_frame(clip, target->w, target->h, &changed);
        if (frame != NULL && changed) {
            SDL_PumpEvents();
            SDL_BlitSurface(frame, NULL, target, NULL);
            SDL_UpdateWindowSurfaceRects(window, &all, 1);
            frames++;
        }
        int64_t next = media->clip_next_frame_ms(clip);
        sleep_ms(next < 0 ? 20 : next - media->clip_position_ms(clip));
    }
    return frames;
}

static int play_ours(const char *film, int seconds) {
    struct error err = {0};
    struct clip_info info;
    const struct media_api *media = media_api_load(&err);
    struct clip *clip = media != NULL ? media->clip_open(film, false, 0, &err) : NULL;
    if (clip == NULL) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    media->clip_info(clip, &info);
    SDL_Init(SDL_INIT_VIDEO);
    SDL_Window *window = SDL_CreateWindow("film", 0, 0, info.width_px, info.height_px, SDL_WINDOW_BORDERLESS);
    media->clip_play(clip);
    int frames = show(media, clip, window, mono_ms() + seconds * 1000);
    printf("ours: %d frames, position %d ms, device %d\n", frames, (int)media->clip_position_ms(clip),
           media->clip_has_device(clip));
    media->clip_close(clip);
    media->close_device();
    return 0;
}

/* CPU seconds of a child that plays the film with the floor (its program given) or with ours. */
static double cost(const char *floor, const char *film, int seconds, int *out_bad) {
    char limit[16];
    snprintf(limit, sizeof limit, "%d", seconds);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        if (floor != NULL)
            execl(floor, floor, film, "shm", "1", limit, (char *)NULL);
        int status = floor != NULL ? 1 : play_ours(film, seconds);
        fflush(stdout);
        _exit(status);
    }
    int status = 1;
    struct rusage used;
    wait4(pid, &status, 0, &used);
    *out_bad |= status;
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "bench_media_cpu FLOOR_VIDEO FILM [seconds]\n");
        return 2;
    }
    int seconds = argc > 3 ? atoi(argv[3]) : 10, bad = 0;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    double floor[ROUNDS], ours[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        floor[i] = cost(argv[1], argv[2], seconds, &bad);
        ours[i] = cost(NULL, argv[2], seconds, &bad);
    }
    qsort(floor, ROUNDS, sizeof *floor, by_size);
    qsort(ours, ROUNDS, sizeof *ours, by_size);
    printf("media_cpu: floor %.3f s, ours %.3f s, ratio %.2f (medians of %d, %d s each)\n", floor[ROUNDS / 2],
           ours[ROUNDS / 2], ours[ROUNDS / 2] / floor[ROUNDS / 2], ROUNDS, seconds);
    return bad != 0;
}
