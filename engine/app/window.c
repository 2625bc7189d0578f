/* The window's loop: wait for an event or for the moment something moves, hand it on, paint what changed. Nothing
 * moves: the process sleeps. Serves balm, balm play and balm kiosk. */
#include "app/app.h"
#include "app/fade.h"
#include "base/log.h"
#include "platform/platform.h"
#include "store/clinic.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WATCH_EVERY_MS = 500, DAMAGE_MAX = 64 };

struct window {
    struct app *app;
    struct stage *stage;
    struct platform *platform;
    int64_t watched_ms, watch_due_ms;
    struct fade fade;
    bool whole;
    bool bench;
};

/* SIGTERM and SIGINT end the loop as closing the window does. A thread waits for them, so that the loop may sleep. */
struct ending {
    pthread_t thread;
    struct platform *platform;
    sigset_t signals;
};

static atomic_bool asked_to_end;

static void *wait_for_end(void *context) {
    struct ending *e = context;
    int number;
    sigwait(&e->signals, &number);
    atomic_store(&asked_to_end, true);
    platform_wake(e->platform);
    return NULL;
}

/* Before any other thread is made: they inherit the mask. */
static void hold_signals(struct ending *e) {
    sigemptyset(&e->signals);
    sigaddset(&e->signals, SIGTERM);
    sigaddset(&e->signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &e->signals, NULL);
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
}

static bool ending_begin(struct ending *e, struct platform *platform) {
    e->platform = platform;
    return pthread_create(&e->thread, NULL, wait_for_end, e) == 0;
}

static void ending_finish(struct ending *e) {
    pthread_kill(e->thread, SIGTERM);
    pthread_join(e->thread, NULL);
}

/* Milliseconds since the process began, for tests/bench. */
static double since_start_ms(void) {
    char line[1024];
    FILE *f = fopen("/proc/self/stat", "r");
    if (f == NULL)
        return 0;
    size_t n = fread(line, 1, sizeof line - 1, f);
    fclose(f);
    line[n] = '\0';
    char *p = strrchr(line, ')');
    unsigned long long started = 0;
    if (p != NULL)
        sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu", &started);
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6 - (double)started * 1e3 / (double)sysconf(_SC_CLK_TCK);
}

static void paint(struct window *w) {
    struct rect damage;
    int64_t now = clock_now_ms(&w->app->clock);
    fade_paint(&w->fade, w->stage, platform_surface(w->platform), w->whole, now, &damage);
    w->whole = false;
    struct rect parts[DAMAGE_MAX];
    if (fade_wants_at(&w->fade, now) >= 0 && damage.w > 0)
        platform_present(w->platform, &damage);
    else if (damage.w > 0 && damage.h > 0)
        platform_present_rects(w->platform, parts, stage_damage(w->stage, parts, DAMAGE_MAX));
}

static void take(struct window *w, const struct event *e) {
    struct scene *scene = stage_scene(w->stage);
    if (e->kind == EVENT_EXPOSE || e->kind == EVENT_RESIZE)
        w->whole = true;
    stage_event(w->stage, e);
    char *copied = scene_take_clipboard(scene);
    if (copied != NULL)
        platform_set_clipboard(w->platform, copied);
    free(copied);
    if (scene_take_paste_wish(scene)) {
        char *text = platform_clipboard(w->platform);
        stage_event(w->stage, &(struct event){.kind = EVENT_PASTE, .paste = text != NULL ? text : ""});
        free(text);
    }
}

static void watch(struct window *w) {
    int64_t now = clock_now_ms(&w->app->clock);
    if (!w->app->o.watch || now < w->watch_due_ms)
        return;
    w->watch_due_ms = now + WATCH_EVERY_MS;
    int64_t changed = stage_module_changed_ms(w->stage);
    if (changed > w->watched_ms && w->watched_ms != 0)
        stage_reload(w->stage);
    w->watched_ms = changed;
}

static int64_t timeout_ms(struct window *w) {
    int64_t now = clock_now_ms(&w->app->clock), at = stage_wants_at(w->stage);
    if (w->app->o.watch && (at < 0 || at > w->watch_due_ms))
        at = w->watch_due_ms;
    int64_t fading = fade_wants_at(&w->fade, now);
    if (fading >= 0 && (at < 0 || at > fading))
        at = fading;
    return at < 0 ? -1 : at > now ? at - now : 0;
}

static void loop(struct window *w) {
    struct event e;
    while (!stage_wants_quit(w->stage) && !atomic_load(&asked_to_end)) {
        stage_tick(w->stage);
        watch(w);
        paint(w);
        struct rect at;
        platform_text_input(w->platform, scene_text_focus(stage_scene(w->stage), &at) ? &at : NULL);
        if (w->bench) {
            printf("%.1f\n", since_start_ms());
            return;
        }
        if (!platform_wait(w->platform, timeout_ms(w), &e))
            continue;
        do
            take(w, &e);
        while (platform_wait(w->platform, 0, &e));
    }
}

/* Who closes it must be known before it fills the screen. */
static bool kiosk_is_ready(struct stage *stage, struct error *err) {
    struct store *s = stage_record(stage, err);
    json_t *members = s != NULL ? staff_members(s) : NULL;
    bool ok = json_array_size(members) > 0;
    json_decref(members);
    if (ok || s == NULL)
        return ok;
    return error_set(err, ERROR_MISSING,
                     "Nobody could close the kiosk: set up a member of staff first, with balm desk or balm staff add.");
}

static bool open_first(struct window *w, struct error *err) {
    struct app *app = w->app;
    if (strcmp(app->o.verb, "desk") == 0)
        return stage_open_screen(w->stage, "desk", NULL, err);
    if (strcmp(app->o.verb, "kiosk") == 0)
        return kiosk_is_ready(w->stage, err) && stage_open_screen(w->stage, "signin", NULL, err);
    if (strcmp(app->o.verb, "play") != 0)
        return stage_open_screen(w->stage, "today", app->o.patient, err);
    return stage_open_module(w->stage, app->o.words[0], app->o.patient, err);
}

int verb_app(struct app *app) {
    struct error err = {0};
    if (strcmp(app->o.verb, "play") == 0 && app->o.word_count != 1) {
        error_set(&err, ERROR_USAGE, "play needs one module: an id, a folder or a module.lua.");
        return app_fail(&err);
    }
    struct ending ending;
    hold_signals(&ending);
    const char *bench = getenv("BALM_BENCH");
    struct platform_options po = {.headless = app->o.headless,
                                  .fullscreen = strcmp(app->o.verb, "kiosk") == 0,
                                  .width_px = app->o.width_px,
                                  .height_px = app->o.height_px,
                                  .title = "Balm"};
    struct window w = {.app = app, .whole = true, .bench = bench != NULL && strcmp(bench, "first-frame") == 0};
    w.platform = platform_create(&po, &err);
    if (w.platform != NULL) {
        struct stage_options so = app_stage_options(app, app->o.headless);
        SDL_Surface *surface = platform_surface(w.platform);
        so.look.width_px = surface->w;
        so.look.height_px = surface->h;
        so.locked = strcmp(app->o.verb, "kiosk") == 0;
        w.stage = stage_create(&so, &err);
    }
    bool ok = w.stage != NULL && open_first(&w, &err);
    if (ok) {
        fade_init(&w.fade, w.stage);
        bool watched = ending_begin(&ending, w.platform);
        if (app->o.headless)
            paint(&w);
        else
            loop(&w);
        if (watched)
            ending_finish(&ending);
    }
    fade_finish(&w.fade);
    stage_destroy(w.stage);
    platform_destroy(w.platform);
    return ok ? EXIT_DONE : app_fail(&err);
}
