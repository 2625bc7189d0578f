/* Sound and film. Lives in balm-media.so (FFmpeg, SDL2_mixer), which is opened at the first practice that needs it, so
 * that a page with a question costs none of it. One clip plays at a time; bells and ambience play over it.
 * All calls from the main thread. */
#ifndef MEDIA_MEDIA_H
#define MEDIA_MEDIA_H

#include "base/error.h"

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

enum { MEDIA_API = 1 };

struct clip;

struct clip_info {
    int64_t duration_ms;
    bool has_video, has_sound;
    int width_px, height_px;
    char video_codec[32], sound_codec[32], container[32];
};

/* What balm-media.so exports under the symbol "balm_media". */
struct media_api {
    int version; /* MEDIA_API */
    /* Reads headers and checks the allow-lists (containers mp4, webm/matroska, ogg, flac, wav, mp3; codecs h264, vp8,
     * vp9, av1?, aac, opus, vorbis, flac, mp3, pcm), sizes (at most 4096x2304, 4 hours, 2 GiB) and that a frame can be
     * decoded. ERROR_MISSING, ERROR_FORMAT with a sentence that names the file and what to do. No sound card needed. */
    bool (*probe)(const char *path, struct clip_info *out_info, struct error *err);
    /* Opens a clip, paused at start_ms. `silent`: no sound device, and time moves only by clip_advance (virtual clock,
     * headless). Without `silent` a missing sound card is no error: the clip then keeps time by itself and
     * clip_has_device() says false. Given: clip_close(). */
    struct clip *(*clip_open)(const char *path, bool silent, int64_t start_ms, struct error *err);
    void (*clip_close)(struct clip *c);
    void (*clip_info)(const struct clip *c, struct clip_info *out_info);
    void (*clip_play)(struct clip *c);
    void (*clip_pause)(struct clip *c); /* soft: fades within 150 ms */
    void (*clip_seek)(struct clip *c, int64_t to_ms);
    void (*clip_advance)(struct clip *c, int64_t by_ms); /* silent clips only; stops at the end */
    int64_t (*clip_position_ms)(struct clip *c);         /* what is heard now */
    bool (*clip_is_over)(struct clip *c);
    bool (*clip_has_device)(const struct clip *c);
    void (*set_volume)(int step); /* 0 .. 5, clip, bells and ambience */
    /* The frame for the position, 32-bit; borrowed until the next call. NULL: no video. *out_changed: a new frame since
     * the last call. With `silent` it is the exact frame for the position, decoded on the spot. */
    SDL_Surface *(*clip_frame)(struct clip *c, int fit_w, int fit_h, bool *out_changed);
    int64_t (*clip_next_frame_ms)(struct clip *c); /* when the next frame is due, as clip position; -1: none */
    /* A frame that could not be decoded, a file cut short: the reason, once; false when all is well. */
    bool (*clip_trouble)(struct clip *c, struct error *out_err);
    void (*sound_once)(const char *path, bool silent);       /* bell; a missing file is no error */
    void (*ambience)(const char *path_or_null, bool silent); /* loops softly under all else; NULL ends it */
    void (*close_device)(void);                              /* when nothing plays any more */
    /* A bell or the ambience can still be heard (also while it fades out): close_device() would cut it off. */
    bool (*is_sounding)(void);
};

#endif
