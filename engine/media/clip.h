/* A clip as the rest of the program sees it (media.h): silent with the caller's clock, or heard and seen in real time
 * with the device's clock or its own. Main thread only. */
#ifndef MEDIA_CLIP_H
#define MEDIA_CLIP_H

#include "media/media.h"

struct clip *clip_open(const char *path, bool silent, int64_t start_ms, struct error *err);
void clip_close(struct clip *c);
void clip_info(const struct clip *c, struct clip_info *out_info);
void clip_play(struct clip *c);
void clip_pause(struct clip *c);
void clip_seek(struct clip *c, int64_t to_ms);
void clip_advance(struct clip *c, int64_t by_ms);
int64_t clip_position_ms(struct clip *c);
bool clip_is_over(struct clip *c);
bool clip_has_device(const struct clip *c);
SDL_Surface *clip_frame(struct clip *c, int fit_w, int fit_h, bool *out_changed);
int64_t clip_next_frame_ms(struct clip *c);
bool clip_trouble(struct clip *c, struct error *out_err);
/* Lets go of the device unless a clip is playing; false: one is. */
bool clip_let_go(void);

#endif
