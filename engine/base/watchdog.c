/* One thread, one condition: it sleeps until work begins, then until the limit after the last beat. See watchdog.h. */
#include "base/watchdog.h"

#include "base/xalloc.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct watchdog {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    watchdog_fn *expired;
    void *context;
    int64_t limit_ms;
    struct timespec until; /* CLOCK_MONOTONIC */
    char at[200];
    bool is_inside, is_over;
    bool is_asleep; /* the thread waits without a limit and has to be woken */
};

static void set_until(struct watchdog *w) {
    clock_gettime(CLOCK_MONOTONIC, &w->until);
    int64_t ns = w->until.tv_nsec + w->limit_ms % 1000 * 1000000;
    w->until.tv_sec += (time_t)(w->limit_ms / 1000 + ns / 1000000000);
    w->until.tv_nsec = (long)(ns % 1000000000);
}

static bool is_past(const struct timespec *t) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > t->tv_sec || (now.tv_sec == t->tv_sec && now.tv_nsec >= t->tv_nsec);
}

static void *watch(void *context) {
    struct watchdog *w = context;
    pthread_mutex_lock(&w->lock);
    while (!w->is_over) {
        if (!w->is_inside) {
            w->is_asleep = true;
            pthread_cond_wait(&w->changed, &w->lock);
            w->is_asleep = false;
            continue;
        }
        struct timespec until = w->until; /* moves on without waking this thread */
        pthread_cond_timedwait(&w->changed, &w->lock, &until);
        if (!w->is_over && w->is_inside && is_past(&w->until)) {
            w->is_inside = false;
            w->expired(w->context, w->at);
        }
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static bool begin(struct watchdog *w) {
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, &attr);
    pthread_condattr_destroy(&attr);
    return pthread_create(&w->thread, NULL, watch, w) == 0;
}

static void end(struct watchdog *w) {
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

struct watchdog *watchdog_create(int64_t limit_ms, watchdog_fn *expired, void *context, struct error *err) {
    struct watchdog *w = xcalloc(1, sizeof *w);
    w->limit_ms = limit_ms;
    w->expired = expired;
    w->context = context;
    if (begin(w))
        return w;
    end(w);
    error_set(err, ERROR_IO, "This computer cannot start another thread.");
    return NULL;
}

void watchdog_destroy(struct watchdog *w) {
    if (w == NULL)
        return;
    pthread_mutex_lock(&w->lock);
    w->is_over = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    end(w);
}

void watchdog_at(struct watchdog *w, const char *at) {
    if (w == NULL)
        return;
    pthread_mutex_lock(&w->lock);
    w->is_inside = true;
    set_until(w);
    snprintf(w->at, sizeof w->at, "%s", at);
    if (w->is_asleep)
        pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

void watchdog_leave(struct watchdog *w) {
    if (w == NULL)
        return;
    pthread_mutex_lock(&w->lock);
    w->is_inside = false;
    pthread_mutex_unlock(&w->lock);
}
