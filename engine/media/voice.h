/* The one clip that is heard: a feed of samples, added to what SDL2_mixer mixes (bells, ambience). Fades in and out,
 * and counts the frames the device has really taken, which is the clip's clock. Needs an open device (device.h). Lock
 * order: SDL_mixer's own lock, then this file's; so nothing here calls Mix_ with its lock held. */
#ifndef MEDIA_VOICE_H
#define MEDIA_VOICE_H

#include <stdbool.h>
#include <stdint.h>

enum { VOICE_RATE = 48000, VOICE_CHANNELS = 2, VOICE_CHUNK = 1024, VOICE_FADE_MS = 150 };

/* Writes up to `frames` frames (16 bit, stereo) and returns how many of them were clip; the rest stays silent and
 * does not count. Called in the device's thread. */
typedef int (*voice_feed)(void *who, int16_t *out, int frames);

void voice_begin(voice_feed feed, void *who); /* silent until voice_resume */
void voice_resume(void);                      /* starts, or goes on where voice_pause left off */
void voice_pause(void);                       /* the sound goes on for the fade, and so does the clock */
void voice_rewind(void);                      /* the count starts at 0 again */
void voice_end(void);                         /* at once; the feed is not called after this */
int64_t voice_heard_ms(void);                 /* since the beginning or the last rewind; from any thread */
void voice_set_gain(float gain);

/* device.c: the mixer was opened; latency_frames lie between mixer and ear. */
void voice_connect(int latency_frames);

#endif
