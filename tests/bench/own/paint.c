/* The renderer and the window alone, beside the floor programs, before or without the rest of Balm:
 *   paint first        the question page, shown once; prints milliseconds since the process started, exits
 *   paint stay         the same, then waits for events until killed
 *   paint pace SECONDS the breathing pacer at 60 frames a second; prints the CPU seconds it took */
#include "../../unit/render/hand_list.h"

#include "platform/platform.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double clock_ms(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double since_start_ms(void) {
    char stat[1024] = {0};
    unsigned long long ticks = 0;
    FILE *file = fopen("/proc/self/stat", "r");
    if (file == NULL || fgets(stat, sizeof stat, file) == NULL)
        return 0;
    fclose(file);
    sscanf(strrchr(stat, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
           &ticks);
    return clock_ms(CLOCK_BOOTTIME) - (double)ticks * 1e3 / (double)sysconf(_SC_CLK_TCK);
}

static void phase(const char *name) {
    if (getenv("FLOOR_TRACE") != NULL)
        fprintf(stderr, "%-16s wall %6.1f  cpu %6.2f ms\n", name, since_start_ms(), clock_ms(CLOCK_PROCESS_CPUTIME_ID));
}

static void frame(struct platform *p, struct render *r, const struct draw_list *list) {
    struct rect damage, rects[64];
    render_paint(r, list, platform_surface(p), false, &damage);
    platform_present_rects(p, rects, render_damage(r, rects, 64));
}

static void pace(struct platform *p, struct render *r, struct hand *h, double seconds) {
    struct ruler ruler = render_ruler(r);
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (int n = 0; n < (int)(seconds * 60); n++) {
        struct event event;
        while (platform_wait(p, 0, &event))
            ;
        hand_pacer_page(h, &ruler, fmod(n / 600.0, 1));
        frame(p, r, &h->list);
        next.tv_nsec += 1000000000L / 60;
        if (next.tv_nsec >= 1000000000L) {
            next.tv_nsec -= 1000000000L;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("%.3f\n", (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                         (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "first";
    const char *assets = getenv("BALM_ASSETS") == NULL ? "assets" : getenv("BALM_ASSETS");
    struct error err = {0};
    phase("main");
    struct platform *p =
        platform_create(&(struct platform_options){.width_px = 1920, .height_px = 1080, .title = "paint"}, &err);
    phase("window");
    struct render *r = p == NULL ? NULL : render_create(assets, &err);
    if (r == NULL) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct ruler ruler = render_ruler(r);
    struct hand h;
    hand_init(&h, 1920, 1080, 0xFFF2F3EC);
    hand_scale_page(&h, &ruler);
    phase("list");
    frame(p, r, &h.list);
    phase("presented");
    if (strcmp(mode, "first") == 0)
        printf("%.1f\n", since_start_ms());
    else if (strcmp(mode, "pace") == 0)
        pace(p, r, &h, argc > 2 ? atof(argv[2]) : 20);
    for (struct event event; strcmp(mode, "stay") == 0;) {
        if (platform_wait(p, -1, &event) && event.kind == EVENT_QUIT)
            break;
        if (event.kind == EVENT_EXPOSE || event.kind == EVENT_RESIZE)
            frame(p, r, &h.list);
    }
    hand_finish(&h);
    render_destroy(r);
    platform_destroy(p);
    return 0;
}
