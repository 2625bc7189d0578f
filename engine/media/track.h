/* The sound of a film on its way to the mixer: decoded and resampled by the film's thread into a ring, taken out by
 * the device's thread. Lines the samples up with the clip's time: cuts what comes before, pads what is missing. */
#ifndef MEDIA_TRACK_H
#define MEDIA_TRACK_H

#include "media/source.h"

#include <libswresample/swresample.h>
#include <pthread.h>

enum { TRACK_RING_FRAMES = 96000, TRACK_MOST_MS = 1000, TRACK_LEAST_MS = 500 };

struct track {
    pthread_mutex_t lock; /* guards the ring, the gate and is_over */
    int16_t *ring;        /* TRACK_RING_FRAMES stereo frames */
    int first, count;
    bool is_gate_open, is_over;
    /* below: the film's thread only */
    SwrContext *resampler;
    AVFrame *frame;
    int16_t *made; /* resampled, not yet in the ring */
    int made_room, made_count, made_first;
    int64_t pad_frames, skip_frames, at_frame; /* at_frame: how far the sound is, in frames from the clip's start */
    bool is_aligned;                           /* the first samples since the last jump are in place */
    int from_rate, from_format, from_channels;
};

void track_init(struct track *t);
void track_finish(struct track *t);
/* Empty, shut, beginning at at_ms of the clip. Any thread; the film's thread must not be in track_fill. */
void track_reset(struct track *t, int64_t at_ms);
void track_open_gate(struct track *t, bool is_open);
int track_ready_ms(struct track *t);
bool track_is_over(struct track *t);
/* A voice_feed: `who` is the track. Behind the end of the sound silence counts as clip. */
int track_feed(void *who, int16_t *out, int frames);
/* Film's thread: one step towards a full ring. */
void track_fill(struct track *t, struct source *s);

#endif
