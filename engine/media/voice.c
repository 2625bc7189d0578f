/* The heard clip and its clock; see voice.h. */
#include "media/voice.h"

#include <SDL_mixer.h>
#include <math.h>
#include <pthread.h>
#include <time.h>

static const float FADE_STEP = 1000.0f / (VOICE_FADE_MS * (float)VOICE_RATE);

static struct voice {
    pthread_mutex_t lock; /* guards all below */
    voice_feed feed;
    void *feed_who;
    bool is_running;
    float level, gain;               /* level moves to gain, or to 0 */
    int64_t before, taken, stamp_us; /* frames before the last mix, with it, and when it was */
    int64_t said;                    /* heard never goes back */
    int latency;
} voice = {.lock = PTHREAD_MUTEX_INITIALIZER, .gain = 1.0f};

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void count(int frames) {
    voice.before = voice.taken;
    voice.taken += frames;
    voice.stamp_us = now_us();
}

static float aim(void) {
    return voice.is_running ? voice.gain : 0.0f;
}

static float step_to(float level, float to, float by) {
    return level < to ? fminf(level + by, to) : fmaxf(level - by, to);
}

static int16_t sum(int16_t a, float b) {
    long both = a + lrintf(b);
    return (int16_t)(both > INT16_MAX ? INT16_MAX : both < INT16_MIN ? INT16_MIN : both);
}

static void ramp_onto(int16_t *out, const int16_t *samples, int frames) {
    float to = aim();
    for (int i = 0; i < frames; i++) {
        voice.level = step_to(voice.level, to, FADE_STEP);
        for (int c = 0; c < VOICE_CHANNELS; c++, out++, samples++)
            *out = sum(*out, (float)*samples * voice.level);
    }
}

/* Of a mix of so many frames: while it fades out only as much is taken as the fade lasts. */
static int wanted(int frames) {
    if (voice.feed == NULL || voice.is_running)
        return voice.feed != NULL ? frames : 0;
    int left = (int)(voice.level / FADE_STEP);
    if (left == 0)
        voice.level = 0.0f;
    return left < frames ? left : frames;
}

/* After each mix, in the device's thread: adds the feed. */
static void mix_feed(void *udata, Uint8 *stream, int bytes) {
    (void)udata;
    int16_t part[VOICE_CHUNK * VOICE_CHANNELS];
    int16_t *out = (int16_t *)(void *)stream;
    int frames = bytes / (int)(sizeof *out * VOICE_CHANNELS), taken = 0, got = 0;
    pthread_mutex_lock(&voice.lock);
    for (frames = wanted(frames); taken < frames; taken += got) {
        int most = frames - taken < VOICE_CHUNK ? frames - taken : VOICE_CHUNK;
        got = voice.feed(voice.feed_who, part, most);
        if (got <= 0)
            break;
        ramp_onto(out + taken * VOICE_CHANNELS, part, got);
    }
    if (taken > 0)
        count(taken);
    pthread_mutex_unlock(&voice.lock);
}

void voice_connect(int latency_frames) {
    voice.latency = latency_frames;
    Mix_SetPostMix(mix_feed, NULL);
}

void voice_rewind(void) {
    pthread_mutex_lock(&voice.lock);
    voice.before = voice.taken = voice.said = 0;
    voice.stamp_us = now_us();
    if (!voice.is_running)
        voice.level = 0.0f; /* a fade under way belongs to what was before */
    pthread_mutex_unlock(&voice.lock);
}

void voice_begin(voice_feed feed, void *who) {
    voice_rewind();
    pthread_mutex_lock(&voice.lock); /* waits for a mix under way: the old feed is not called after this */
    voice.feed = feed;
    voice.feed_who = who;
    voice.is_running = false;
    voice.level = 0.0f;
    pthread_mutex_unlock(&voice.lock);
}

void voice_end(void) {
    voice_begin(NULL, NULL);
}

/* From the very beginning there is nothing to fade in from. */
void voice_resume(void) {
    pthread_mutex_lock(&voice.lock);
    voice.is_running = true;
    if (voice.taken == 0)
        voice.level = voice.gain;
    pthread_mutex_unlock(&voice.lock);
}

void voice_pause(void) {
    pthread_mutex_lock(&voice.lock);
    voice.is_running = false;
    pthread_mutex_unlock(&voice.lock);
}

/* What was mixed one device buffer ago is what the ear gets now. */
static int64_t heard_frames(void) {
    int64_t since = (now_us() - voice.stamp_us) * VOICE_RATE / 1000000;
    int64_t heard = voice.before - voice.latency + since;
    heard = heard < voice.taken ? heard : voice.taken;
    voice.said = heard > voice.said ? heard : voice.said;
    return voice.said;
}

int64_t voice_heard_ms(void) {
    pthread_mutex_lock(&voice.lock);
    int64_t ms = heard_frames() * 1000 / VOICE_RATE;
    pthread_mutex_unlock(&voice.lock);
    return ms;
}

void voice_set_gain(float gain) {
    pthread_mutex_lock(&voice.lock);
    voice.gain = gain;
    pthread_mutex_unlock(&voice.lock);
}
