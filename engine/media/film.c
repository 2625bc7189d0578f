/* The decoder's thread and the queue of pictures; see film.h. The source belongs to the thread alone. */
#include "media/film.h"

#include "base/xalloc.h"
#include "media/track.h"

#include <libavutil/imgutils.h>
#include <stdlib.h>
#include <time.h>

enum {
    QUEUE_MOST = 8,
    QUEUE_LEAST = 3,
    QUEUE_BYTES = 64 << 20,
    LATE_MS = 150,
    LOOK_AGAIN_MS = 100,
    START_SOUND_MS = 60
};

struct waiting_picture {
    AVFrame *frame;
    int64_t at_ms;
};

struct film {
    pthread_t thread;
    pthread_mutex_t lock; /* guards all but source and the inside of track */
    pthread_cond_t wake;
    struct source *source;
    struct pace *pace;
    struct track track;
    struct waiting_picture queue[QUEUE_MOST];
    int first, count, most;
    int64_t seek_ms;            /* -1: none asked */
    atomic_bool is_interrupted; /* a seek or the end was asked: stop looking for the last target */
    bool is_ended, is_filling, is_video_over, is_ready, is_fresh; /* is_fresh: nothing was taken since the seek */
    bool has_trouble, is_deaf;
    struct error trouble;
};

static struct waiting_picture *slot(struct film *f, int i) {
    return &f->queue[(f->first + i) % QUEUE_MOST];
}

static void drop_first(struct film *f) {
    av_frame_unref(slot(f, 0)->frame);
    f->first = (f->first + 1) % QUEUE_MOST;
    f->count--;
}

static void drop_all(struct film *f) {
    while (f->count > 0)
        drop_first(f);
}

static void add(struct film *f, AVFrame *frame, int64_t at_ms) {
    struct waiting_picture *w = slot(f, f->count++);
    av_frame_move_ref(w->frame, frame);
    w->at_ms = at_ms;
}

/* Big pictures: fewer of them, so that a film never takes more than QUEUE_BYTES. */
static int queue_length(const struct source *s) {
    if (s->video.codec == NULL)
        return QUEUE_MOST;
    int bytes = av_image_get_buffer_size(AV_PIX_FMT_YUV420P, s->video.codec->width, s->video.codec->height, 1);
    int fits = bytes > 0 ? QUEUE_BYTES / bytes : QUEUE_LEAST;
    return fits < QUEUE_LEAST ? QUEUE_LEAST : fits > QUEUE_MOST ? QUEUE_MOST : fits;
}

static bool wants_sound(struct film *f) {
    if (f->is_deaf && f->source->sound.codec != NULL)
        source_drop_sound(f->source);
    if (f->source->sound.codec == NULL || track_is_over(&f->track))
        return false;
    int ready = track_ready_ms(&f->track);
    return ready < TRACK_LEAST_MS || (f->is_filling && ready < TRACK_MOST_MS);
}

/* Nobody may be looking: what is late goes, so that the sound goes on. */
static bool wants_picture(struct film *f) {
    if (f->source->video.codec == NULL || f->is_video_over)
        return false;
    int64_t now = pace_now_ms(f->pace);
    while (f->count > 1 && slot(f, 1)->at_ms <= now)
        drop_first(f);
    return f->count <= f->most / 2 || (f->is_filling && f->count < f->most);
}

/* On a machine that is too slow pictures nobody refers to are not decoded. */
static void keep_up(struct film *f, int64_t last_ms) {
    int64_t late = pace_now_ms(f->pace) - last_ms;
    f->source->video.codec->skip_frame = late > LATE_MS ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
}

static void pass_on_trouble(struct film *f) {
    if (!f->source->has_trouble || f->has_trouble)
        return;
    f->has_trouble = true;
    f->trouble = f->source->trouble;
}

static void open_gate_when_ready(struct film *f) {
    bool has_sound =
        f->source->sound.codec == NULL || track_is_over(&f->track) || track_ready_ms(&f->track) >= START_SOUND_MS;
    bool has_picture = f->source->video.codec == NULL || f->is_video_over || f->count > 0;
    if (f->is_ready || !has_sound || !has_picture)
        return;
    f->is_ready = true;
    track_open_gate(&f->track, true);
}

/* The steps below are called with the lock held and let go of it while they decode. */

static void step_seek(struct film *f) {
    int64_t to = f->seek_ms;
    f->seek_ms = -1;
    atomic_store(&f->is_interrupted, false);
    pthread_mutex_unlock(&f->lock);
    struct frame_pair pair;
    frame_pair_init(&pair);
    if (f->source->video.codec != NULL)
        source_aim(f->source, &pair, to, &f->is_interrupted);
    else
        source_seek(f->source, to);
    track_reset(&f->track, to);
    pthread_mutex_lock(&f->lock);
    if (f->seek_ms < 0 && !f->is_ended) {
        if (pair.now_ms >= 0)
            add(f, pair.now, pair.now_ms);
        if (pair.next_ms >= 0)
            add(f, pair.next, pair.next_ms);
        f->is_video_over = pair.next_ms < 0;
    }
    frame_pair_finish(&pair);
}

static void step_sound(struct film *f) {
    pthread_mutex_unlock(&f->lock);
    track_fill(&f->track, f->source);
    pthread_mutex_lock(&f->lock);
}

static void step_picture(struct film *f) {
    pthread_mutex_unlock(&f->lock);
    AVFrame *frame = av_frame_alloc();
    int64_t at_ms = 0;
    bool got = source_next(f->source, &f->source->video, frame, &at_ms);
    if (got)
        keep_up(f, at_ms);
    pthread_mutex_lock(&f->lock);
    if (f->seek_ms < 0) {
        if (got)
            add(f, frame, at_ms);
        else
            f->is_video_over = true;
    }
    av_frame_free(&frame);
}

static void rest(struct film *f) {
    f->is_filling = false;
    if (!pace_is_running(f->pace)) {
        pthread_cond_wait(&f->wake, &f->lock);
        return;
    }
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += LOOK_AGAIN_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&f->wake, &f->lock, &until);
}

static void *film_run(void *arg) {
    struct film *f = arg;
    pthread_mutex_lock(&f->lock);
    while (!f->is_ended) {
        if (f->seek_ms >= 0) {
            step_seek(f);
        } else if (wants_sound(f)) {
            f->is_filling = true;
            step_sound(f);
        } else if (wants_picture(f)) {
            f->is_filling = true;
            step_picture(f);
        } else {
            rest(f);
        }
        if (f->seek_ms < 0)
            open_gate_when_ready(f);
        pass_on_trouble(f);
    }
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

static void make_wake(struct film *f) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&f->wake, &attributes);
    pthread_condattr_destroy(&attributes);
}

struct film *film_create(struct source *source, struct pace *pace, int64_t at_ms) {
    struct film *f = xcalloc(1, sizeof *f);
    f->source = source;
    f->pace = pace;
    f->seek_ms = at_ms;
    f->is_fresh = true;
    f->most = queue_length(source);
    pthread_mutex_init(&f->lock, NULL);
    make_wake(f);
    track_init(&f->track);
    for (int i = 0; i < QUEUE_MOST; i++)
        f->queue[i].frame = av_frame_alloc();
    if (pthread_create(&f->thread, NULL, film_run, f) != 0)
        abort(); /* as running out of memory does: every answer is on disk */
    return f;
}

void film_destroy(struct film *f) {
    if (f == NULL)
        return;
    pthread_mutex_lock(&f->lock);
    f->is_ended = true;
    atomic_store(&f->is_interrupted, true);
    pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    for (int i = 0; i < QUEUE_MOST; i++)
        av_frame_free(&f->queue[i].frame);
    track_finish(&f->track);
    pthread_cond_destroy(&f->wake);
    pthread_mutex_destroy(&f->lock);
    source_close(f->source);
    free(f);
}

void film_hold(struct film *f) {
    pthread_mutex_lock(&f->lock);
    f->is_ready = true; /* so that the thread does not open the gate again */
    track_open_gate(&f->track, false);
    pthread_mutex_unlock(&f->lock);
}

void film_seek(struct film *f, int64_t to_ms) {
    pthread_mutex_lock(&f->lock);
    track_open_gate(&f->track, false);
    f->seek_ms = to_ms;
    atomic_store(&f->is_interrupted, true);
    drop_all(f);
    f->is_video_over = f->is_ready = false;
    f->is_fresh = true;
    pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
}

void film_drop_sound(struct film *f) {
    pthread_mutex_lock(&f->lock);
    f->is_deaf = true;
    pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
}

void film_wake(struct film *f) {
    pthread_mutex_lock(&f->lock);
    pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
}

bool film_take(struct film *f, int64_t now_ms, AVFrame *out) {
    pthread_mutex_lock(&f->lock);
    while (f->count > 1 && slot(f, 1)->at_ms <= now_ms)
        drop_first(f);
    bool got = f->count > 0 && (f->is_fresh || slot(f, 0)->at_ms <= now_ms);
    if (got) {
        av_frame_unref(out);
        av_frame_move_ref(out, slot(f, 0)->frame);
        drop_first(f);
        f->is_fresh = false;
    }
    if (f->count <= f->most / 2 && !f->is_video_over)
        pthread_cond_signal(&f->wake);
    pthread_mutex_unlock(&f->lock);
    return got;
}

int64_t film_next_ms(struct film *f) {
    pthread_mutex_lock(&f->lock);
    int64_t ms = f->count > 0 ? slot(f, 0)->at_ms : f->is_video_over && f->seek_ms < 0 ? -1 : -2;
    if (ms >= 0 && f->is_fresh)
        ms = 0; /* the first one is due at once */
    pthread_mutex_unlock(&f->lock);
    return ms;
}

bool film_is_ready(struct film *f) {
    pthread_mutex_lock(&f->lock);
    bool is_ready = f->is_ready;
    pthread_mutex_unlock(&f->lock);
    return is_ready;
}

bool film_trouble(struct film *f, struct error *out) {
    pthread_mutex_lock(&f->lock);
    bool has = f->has_trouble;
    if (has)
        *out = f->trouble;
    pthread_mutex_unlock(&f->lock);
    return has;
}

int film_feed(void *film, int16_t *out, int frames) {
    struct film *f = film;
    return track_feed(&f->track, out, frames);
}
