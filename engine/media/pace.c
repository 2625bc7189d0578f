/* A clip's clock; see pace.h. */
#include "media/pace.h"

#include "media/voice.h"

#include <time.h>

static int64_t mono_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void pace_init(struct pace *p, int64_t at_ms) {
    *p = (struct pace){.base_ms = at_ms};
    pthread_mutex_init(&p->lock, NULL);
}

void pace_finish(struct pace *p) {
    pthread_mutex_destroy(&p->lock);
}

static int64_t now_locked(const struct pace *p) {
    if (p->by_voice)
        return p->base_ms + voice_heard_ms();
    return p->is_running ? p->base_ms + mono_ms() - p->started_ms : p->base_ms;
}

int64_t pace_now_ms(struct pace *p) {
    pthread_mutex_lock(&p->lock);
    int64_t ms = now_locked(p);
    pthread_mutex_unlock(&p->lock);
    return ms;
}

void pace_set(struct pace *p, int64_t at_ms, bool by_voice) {
    pthread_mutex_lock(&p->lock);
    p->base_ms = at_ms;
    p->started_ms = mono_ms();
    p->by_voice = by_voice;
    pthread_mutex_unlock(&p->lock);
}

void pace_run(struct pace *p, bool is_running) {
    pthread_mutex_lock(&p->lock);
    if (!p->by_voice && p->is_running != is_running) {
        p->base_ms = now_locked(p);
        p->started_ms = mono_ms();
    }
    p->is_running = is_running;
    pthread_mutex_unlock(&p->lock);
}

bool pace_is_running(struct pace *p) {
    pthread_mutex_lock(&p->lock);
    bool is_running = p->is_running;
    pthread_mutex_unlock(&p->lock);
    return is_running;
}
