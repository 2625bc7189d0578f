/* A decoded frame as a 32-bit surface: scaled to fit, in the colours the film was made in, turned upright. Made only
 * for frames that are shown. Knows nothing of time. */
#ifndef MEDIA_PICTURE_H
#define MEDIA_PICTURE_H

#include <SDL.h>
#include <libavutil/frame.h>
#include <stdbool.h>

struct picture {
    struct SwsContext *scaler;
    int from_w, from_h, from_format, to_w, to_h; /* what the scaler was made for */
    int from_space, from_range;
    uint8_t *flat, *turned; /* pixels before and after turning */
    int flat_pitch;
    SDL_Surface *surface;
    int turns;
};

/* A zeroed picture is ready. Draws the frame into the largest surface that keeps its shape within fit_w x fit_h
 * (0 x 0: its own size). Borrowed until the next call; NULL when the frame is of no use. */
SDL_Surface *picture_draw(struct picture *p, const AVFrame *frame, int quarter_turns, int fit_w, int fit_h);
/* True when picture_draw would make a surface of the size there already is. */
bool picture_is_made_for(const struct picture *p, const AVFrame *frame, int quarter_turns, int fit_w, int fit_h);
void picture_finish(struct picture *p);

#endif
