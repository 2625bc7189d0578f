/* What balm-media.so gives to the program: one table (media.h). Nothing else in the object is visible. */
#include "media/clip.h"
#include "media/device.h"
#include "media/probe.h"

static void close_device(void) {
    if (clip_let_go())
        device_close();
}

extern const struct media_api balm_media;

__attribute__((visibility("default"))) const struct media_api balm_media = {
    .version = MEDIA_API,
    .probe = probe_file,
    .clip_open = clip_open,
    .clip_close = clip_close,
    .clip_info = clip_info,
    .clip_play = clip_play,
    .clip_pause = clip_pause,
    .clip_seek = clip_seek,
    .clip_advance = clip_advance,
    .clip_position_ms = clip_position_ms,
    .clip_is_over = clip_is_over,
    .clip_has_device = clip_has_device,
    .set_volume = device_set_volume,
    .clip_frame = clip_frame,
    .clip_next_frame_ms = clip_next_frame_ms,
    .clip_trouble = clip_trouble,
    .sound_once = device_sound_once,
    .ambience = device_ambience,
    .close_device = close_device,
    .is_sounding = device_is_sounding,
};
