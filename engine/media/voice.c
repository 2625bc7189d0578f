/* The heard clip and its clock; see voice.h. */
#include "media/voice.h"

#include <math.h>
#include <pthread.h>
#include <time.h>

static const float FADE_STEP = 1000.0f / (VOICE_FADE_MS * (float)VOICE_RATE);

static struct voice {
    pthread_mutex_t lock; /* guards all below */
    voice_feed feed;
    void *feed_who;
    Mix_Music *music;
    double music_from_s;
    bool is_started; /* the mixer knows the music */
    bool is_running, is_finished;
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

static void ramp(int16_t *samples, int frames) {
    float to = aim();
    for (int i = 0; i < frames; i++) {
        voice.level = step_to(voice.level, to, FADE_STEP);
        for (int c = 0; c < VOICE_CHANNELS; c++) {
            int16_t *s = &samples[i * VOICE_CHANNELS + c];
            *s = (int16_t)lrintf((float)*s * voice.level);
        }
    }
}

/* Mixes the feed. While it fades out only as much is taken as the fade lasts. */
static void mix_feed(void *udata, Uint8 *stream, int bytes) {
    (void)udata;
    int16_t *out = (int16_t *)(void *)stream;
    int frames = bytes / (int)(sizeof *out * VOICE_CHANNELS);
    pthread_mutex_lock(&voice.lock);
    if (!voice.is_running) {
        int left = (int)(voice.level / FADE_STEP);
        frames = left < frames ? left : frames;
        if (left == 0)
            voice.level = 0.0f;
    }
    int got = voice.feed != NULL && frames > 0 ? voice.feed(voice.feed_who, out, frames) : 0;
    if (got > 0) {
        ramp(out, got);
        count(got);
    }
    pthread_mutex_unlock(&voice.lock);
}

/* After each mix: the music's share of the count, and the next step of its fade. */
static void follow_music(void *udata, Uint8 *stream, int bytes) {
    (void)udata;
    (void)stream;
    int frames = bytes / (int)(sizeof(int16_t) * VOICE_CHANNELS);
    pthread_mutex_lock(&voice.lock);
    if (voice.music != NULL && voice.is_started && !voice.is_finished && Mix_PausedMusic() == 0) {
        count(frames);
        voice.is_finished = Mix_PlayingMusic() == 0;
        voice.level = step_to(voice.level, aim(), FADE_STEP * (float)frames);
        Mix_VolumeMusic((int)lrintf(voice.level * MIX_MAX_VOLUME));
        if (!voice.is_running && voice.level <= 0.0f)
            Mix_PauseMusic();
    }
    pthread_mutex_unlock(&voice.lock);
}

void voice_connect(int latency_frames) {
    voice.latency = latency_frames;
    Mix_SetPostMix(follow_music, NULL);
}

void voice_rewind(void) {
    pthread_mutex_lock(&voice.lock);
    voice.before = voice.taken = voice.said = 0;
    voice.stamp_us = now_us();
    if (!voice.is_running)
        voice.level = 0.0f; /* a fade under way belongs to what was before */
    pthread_mutex_unlock(&voice.lock);
}

static void attach(voice_feed feed, void *who, Mix_Music *music, double from_s) {
    voice_rewind();
    pthread_mutex_lock(&voice.lock);
    voice.feed = feed;
    voice.feed_who = who;
    voice.music = music;
    voice.music_from_s = from_s;
    voice.is_started = voice.is_running = voice.is_finished = false;
    voice.level = 0.0f;
    pthread_mutex_unlock(&voice.lock);
}

void voice_end(void) {
    Mix_HookMusic(NULL, NULL); /* waits for a mix under way */
    attach(NULL, NULL, NULL, 0.0);
    Mix_HaltMusic();
}

void voice_begin_feed(voice_feed feed, void *who) {
    voice_end();
    attach(feed, who, NULL, 0.0);
    Mix_HookMusic(mix_feed, NULL);
}

void voice_begin_music(Mix_Music *music, int64_t at_ms) {
    voice_end();
    attach(NULL, NULL, music, (double)at_ms / 1000.0);
}

/* The first time; from the very beginning there is nothing to fade in from. */
static bool start_music(Mix_Music *music, double from_s) {
    pthread_mutex_lock(&voice.lock);
    voice.level = from_s > 0.0 ? fminf(FADE_STEP * VOICE_CHUNK, voice.gain) : voice.gain;
    voice.is_started = true;
    int volume = (int)lrintf(voice.level * MIX_MAX_VOLUME);
    pthread_mutex_unlock(&voice.lock);
    Mix_VolumeMusic(volume);
    int played = from_s > 0.0 ? Mix_FadeInMusicPos(music, 0, 0, from_s) : Mix_PlayMusic(music, 0);
    Mix_VolumeMusic(volume);
    return played == 0;
}

bool voice_resume(void) {
    pthread_mutex_lock(&voice.lock);
    Mix_Music *music = voice.music;
    bool is_started = voice.is_started;
    voice.is_running = true;
    if (music == NULL && voice.taken == 0)
        voice.level = voice.gain;
    pthread_mutex_unlock(&voice.lock);
    if (music == NULL)
        return true;
    if (!is_started)
        return start_music(music, voice.music_from_s);
    Mix_ResumeMusic();
    return true;
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

bool voice_is_finished(void) {
    pthread_mutex_lock(&voice.lock);
    bool is_finished = voice.is_finished && heard_frames() >= voice.taken;
    pthread_mutex_unlock(&voice.lock);
    return is_finished;
}

void voice_set_gain(float gain) {
    pthread_mutex_lock(&voice.lock);
    voice.gain = gain;
    pthread_mutex_unlock(&voice.lock);
}
