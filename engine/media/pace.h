/* The clip's clock: the frames the sound device took, or without sound a monotonic clock that can be stopped.
 * May be read from any thread; set from the main thread only. */
#ifndef MEDIA_PACE_H
#define MEDIA_PACE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct pace {
    pthread_mutex_t lock;
    int64_t base_ms;    /* clip time at the voice's beginning, or when the own clock was started */
    int64_t started_ms; /* monotonic */
    bool by_voice, is_running;
};

void pace_init(struct pace *p, int64_t at_ms);
void pace_finish(struct pace *p);
int64_t pace_now_ms(struct pace *p);
void pace_set(struct pace *p, int64_t at_ms, bool by_voice); /* the voice counts from 0 there */
void pace_run(struct pace *p, bool is_running);
bool pace_is_running(struct pace *p);

#endif
