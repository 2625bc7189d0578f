/* A film's sound into the mixer; see track.h. */
#include "media/track.h"

#include "base/xalloc.h"
#include "media/voice.h"

#include <libavutil/channel_layout.h>
#include <stdlib.h>
#include <string.h>

enum { TOLERATED_FRAMES = 1920, PAD_AT_ONCE = 4800 }; /* 40 ms, 100 ms */

void track_init(struct track *t) {
    *t = (struct track){.frame = av_frame_alloc()};
    t->ring = xcalloc(TRACK_RING_FRAMES, sizeof *t->ring * VOICE_CHANNELS);
    pthread_mutex_init(&t->lock, NULL);
}

void track_finish(struct track *t) {
    pthread_mutex_destroy(&t->lock);
    swr_free(&t->resampler);
    av_frame_free(&t->frame);
    free(t->made);
    free(t->ring);
}

void track_reset(struct track *t, int64_t at_ms) {
    pthread_mutex_lock(&t->lock);
    t->first = t->count = 0;
    t->is_gate_open = t->is_over = false;
    pthread_mutex_unlock(&t->lock);
    swr_free(&t->resampler);
    t->made_count = t->made_first = 0;
    t->pad_frames = t->skip_frames = 0;
    t->is_aligned = false;
    t->at_frame = at_ms * VOICE_RATE / 1000;
}

void track_open_gate(struct track *t, bool is_open) {
    pthread_mutex_lock(&t->lock);
    t->is_gate_open = is_open;
    pthread_mutex_unlock(&t->lock);
}

int track_ready_ms(struct track *t) {
    pthread_mutex_lock(&t->lock);
    int ms = t->count * 1000 / VOICE_RATE;
    pthread_mutex_unlock(&t->lock);
    return ms;
}

bool track_is_over(struct track *t) {
    pthread_mutex_lock(&t->lock);
    bool is_over = t->is_over;
    pthread_mutex_unlock(&t->lock);
    return is_over;
}

static void copy_out(struct track *t, int16_t *out, int frames) {
    for (int done = 0; done < frames;) {
        int run = TRACK_RING_FRAMES - t->first < frames - done ? TRACK_RING_FRAMES - t->first : frames - done;
        memcpy(out + done * VOICE_CHANNELS, t->ring + t->first * VOICE_CHANNELS,
               (size_t)run * sizeof *out * VOICE_CHANNELS);
        t->first = (t->first + run) % TRACK_RING_FRAMES;
        done += run;
    }
    t->count -= frames;
}

int track_feed(void *who, int16_t *out, int frames) {
    struct track *t = who;
    pthread_mutex_lock(&t->lock);
    int got = 0;
    if (t->is_gate_open) {
        got = frames < t->count ? frames : t->count;
        copy_out(t, out, got);
        if (t->is_over && got < frames) {
            memset(out + got * VOICE_CHANNELS, 0, (size_t)(frames - got) * sizeof *out * VOICE_CHANNELS);
            got = frames;
        }
    }
    pthread_mutex_unlock(&t->lock);
    return got;
}

/* Puts samples (NULL: silence) into the ring; returns how many found room. */
static int copy_in(struct track *t, const int16_t *samples, int frames) {
    pthread_mutex_lock(&t->lock);
    int room = TRACK_RING_FRAMES - t->count;
    frames = frames < room ? frames : room;
    for (int done = 0; done < frames;) {
        int at = (t->first + t->count) % TRACK_RING_FRAMES;
        int run = TRACK_RING_FRAMES - at < frames - done ? TRACK_RING_FRAMES - at : frames - done;
        size_t bytes = (size_t)run * sizeof *samples * VOICE_CHANNELS;
        if (samples != NULL)
            memcpy(t->ring + at * VOICE_CHANNELS, samples + done * VOICE_CHANNELS, bytes);
        else
            memset(t->ring + at * VOICE_CHANNELS, 0, bytes);
        t->count += run;
        done += run;
    }
    pthread_mutex_unlock(&t->lock);
    return frames;
}

/* Sound may change its shape in mid file; then the resampler is made anew. */
static bool make_resampler(struct track *t, const AVFrame *f) {
    if (t->resampler != NULL && t->from_rate == f->sample_rate && t->from_format == f->format &&
        t->from_channels == f->ch_layout.nb_channels)
        return true;
    AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO, from;
    av_channel_layout_default(&from, f->ch_layout.nb_channels);
    if (f->ch_layout.order == AV_CHANNEL_ORDER_NATIVE)
        av_channel_layout_copy(&from, &f->ch_layout);
    swr_free(&t->resampler);
    t->from_rate = f->sample_rate;
    t->from_format = f->format;
    t->from_channels = f->ch_layout.nb_channels;
    bool is_made = swr_alloc_set_opts2(&t->resampler, &stereo, AV_SAMPLE_FMT_S16, VOICE_RATE, &from, f->format,
                                       f->sample_rate, 0, NULL) >= 0 &&
                   swr_init(t->resampler) >= 0;
    av_channel_layout_uninit(&from);
    return is_made;
}

static void resample(struct track *t, const AVFrame *f) {
    t->made_count = t->made_first = 0;
    if (!make_resampler(t, f))
        return;
    int most = swr_get_out_samples(t->resampler, f->nb_samples);
    if (most > t->made_room) {
        t->made = xrealloc(t->made, (size_t)most * sizeof *t->made * VOICE_CHANNELS);
        t->made_room = most;
    }
    uint8_t *out[1] = {(uint8_t *)t->made};
    int made = swr_convert(t->resampler, out, t->made_room, (const uint8_t **)(void *)f->extended_data, f->nb_samples);
    t->made_count = made > 0 ? made : 0;
}

/* Compares where the frame belongs with where the sound is: exactly behind a jump, with patience later. */
static void line_up(struct track *t, int64_t frame_ms) {
    int64_t off = frame_ms * VOICE_RATE / 1000 - t->at_frame;
    int64_t tolerated = t->is_aligned ? TOLERATED_FRAMES : 0;
    t->pad_frames = off > tolerated ? off : 0;
    t->skip_frames = off < -tolerated ? -off : 0;
}

static void drop_skipped(struct track *t) {
    int64_t drop = t->skip_frames < t->made_count ? t->skip_frames : t->made_count;
    t->made_first += (int)drop;
    t->made_count -= (int)drop;
    t->skip_frames = 0;
    t->is_aligned = t->is_aligned || t->made_count > 0;
}

static void decode(struct track *t, struct source *s) {
    int64_t ms;
    if (!source_next(s, &s->sound, t->frame, &ms)) {
        pthread_mutex_lock(&t->lock);
        t->is_over = true;
        pthread_mutex_unlock(&t->lock);
        return;
    }
    line_up(t, ms);
    resample(t, t->frame);
    drop_skipped(t);
    av_frame_unref(t->frame);
}

void track_fill(struct track *t, struct source *s) {
    if (t->pad_frames == 0 && t->made_count == 0) {
        decode(t, s);
        return;
    }
    bool is_pad = t->pad_frames > 0;
    int64_t want = is_pad ? t->pad_frames : t->made_count;
    int frames = (int)(want < PAD_AT_ONCE ? want : PAD_AT_ONCE);
    int put = copy_in(t, is_pad ? NULL : t->made + t->made_first * VOICE_CHANNELS, frames);
    t->at_frame += put;
    if (is_pad) {
        t->pad_frames -= put;
    } else {
        t->made_first += put;
        t->made_count -= put;
    }
}
