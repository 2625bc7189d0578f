/* One clip: which of the ways to play it applies, and its state; see clip.h.
 * Heard and seen: a film (film.h), which a sound alone is too; its sound feeds the mixer.
 * Silent: only a time, and for films a pair of frames decoded on the spot. */
#include "media/clip.h"

#include "base/xalloc.h"
#include "media/device.h"
#include "media/film.h"
#include "media/picture.h"
#include "media/refuse.h"
#include "media/voice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 2, FAR_MS = 2000, SOON_MS = 10, EARLY_MS = 1000 };

struct clip {
    char *path;
    struct clip_info info;
    int64_t end_ms;
    int turns;
    bool is_silent, wants_play, is_finished, is_heard; /* is_heard: the voice is this clip's */
    struct error trouble;
    bool has_trouble, has_told;
    int64_t silent_ms; /* silent */
    struct source *source;
    struct frame_pair pair;
    struct pace pace; /* not silent */
    struct film *film;
    AVFrame *shown; /* the picture on the screen, and the surface made of it */
    int64_t shown_ms;
    bool has_shown;
    struct picture picture;
};

static struct clip *heard; /* the clip the voice belongs to */

static void note_short(struct clip *c, int64_t there_ms) {
    c->has_trouble = true;
    error_set(&c->trouble, ERROR_FORMAT,
              "The file \"%.120s\" is cut short: it ends at %d:%02d. Copy or export it again.", refuse_name(c->path),
              (int)(there_ms / 60000), (int)(there_ms / 1000 % 60));
}

static int64_t within(const struct clip *c, int64_t ms) {
    return ms < 0 ? 0 : ms > c->end_ms ? c->end_ms : ms;
}

/* Decides how it is played; s goes to the film, is kept for silent pictures, or is closed. */
static void set_up(struct clip *c, struct source *s, int64_t at_ms) {
    if (c->is_silent && c->info.has_video) {
        c->source = s;
        source_drop_sound(s);
    } else if (c->is_silent) {
        source_close(s);
    } else {
        c->film = film_create(s, &c->pace, at_ms);
    }
}

struct clip *clip_open(const char *path, bool silent, int64_t start_ms, struct error *err) {
    struct source *s = source_open(path, SOURCE_VIDEO | SOURCE_SOUND, silent ? 1 : THREADS, err);
    if (s == NULL)
        return NULL;
    struct clip *c = xcalloc(1, sizeof *c);
    c->path = xstrdup(path);
    c->is_silent = silent;
    c->info = s->info;
    c->info.duration_ms = c->end_ms = s->end_ms;
    c->turns = s->quarter_turns;
    if (s->is_cut_short)
        note_short(c, s->end_ms);
    frame_pair_init(&c->pair);
    c->shown = av_frame_alloc();
    c->silent_ms = within(c, start_ms);
    pace_init(&c->pace, c->silent_ms);
    set_up(c, s, c->silent_ms);
    return c;
}

/* Gives the voice back; the clip then stands at its position and may ask for the voice again. */
static void release_voice(struct clip *c) {
    if (!c->is_heard)
        return;
    int64_t at_ms = clip_position_ms(c);
    voice_end();
    c->is_heard = false;
    heard = NULL;
    pace_run(&c->pace, false);
    pace_set(&c->pace, at_ms, false);
    film_seek(c->film, at_ms);
}

void clip_close(struct clip *c) {
    if (c == NULL)
        return;
    if (c->is_heard) {
        voice_end();
        heard = NULL;
    }
    film_destroy(c->film);
    source_close(c->source);
    frame_pair_finish(&c->pair);
    av_frame_free(&c->shown);
    picture_finish(&c->picture);
    pace_finish(&c->pace);
    free(c->path);
    free(c);
}

void clip_info(const struct clip *c, struct clip_info *out_info) {
    *out_info = c->info;
}

/* Takes the device's clock, if there is a device and something to hear. */
static void take_voice(struct clip *c) {
    if (c->is_heard || !c->info.has_sound)
        return;
    if (!device_open()) {
        film_drop_sound(c->film);
        return;
    }
    int64_t at_ms = pace_now_ms(&c->pace);
    if (heard != NULL) {
        clip_pause(heard);
        release_voice(heard);
    }
    voice_begin(film_feed, c->film);
    pace_set(&c->pace, at_ms, true);
    c->is_heard = true;
    heard = c;
}

static void start(struct clip *c) {
    if (c->is_heard)
        voice_resume();
    if (c->is_heard || !c->info.has_video || film_is_ready(c->film))
        pace_run(&c->pace, true);
    film_wake(c->film);
}

void clip_play(struct clip *c) {
    if (c->wants_play || clip_is_over(c))
        return;
    c->wants_play = true;
    if (c->is_silent)
        return;
    take_voice(c);
    start(c);
}

void clip_pause(struct clip *c) {
    c->wants_play = false;
    if (c->is_silent)
        return;
    pace_run(&c->pace, false);
    if (c->is_heard)
        voice_pause();
}

void clip_seek(struct clip *c, int64_t to_ms) {
    to_ms = within(c, to_ms);
    c->is_finished = false;
    c->silent_ms = to_ms;
    if (c->is_silent)
        return;
    pace_run(&c->pace, false);
    film_hold(c->film);
    if (c->is_heard)
        voice_rewind();
    pace_set(&c->pace, to_ms, c->is_heard);
    film_seek(c->film, to_ms);
    if (c->wants_play)
        start(c);
}

void clip_advance(struct clip *c, int64_t by_ms) {
    if (!c->is_silent || !c->wants_play || by_ms <= 0)
        return;
    c->silent_ms = by_ms < c->end_ms - c->silent_ms ? c->silent_ms + by_ms : c->end_ms;
}

/* The own clock waits for the first picture. */
static void start_when_ready(struct clip *c) {
    if (!c->wants_play || c->is_heard || pace_is_running(&c->pace) || !film_is_ready(c->film))
        return;
    pace_run(&c->pace, true);
    film_wake(c->film);
}

static void finish(struct clip *c, int64_t at_ms) {
    clip_pause(c);
    c->is_finished = true;
    if (at_ms < c->end_ms - EARLY_MS && !c->has_trouble)
        note_short(c, at_ms);
}

int64_t clip_position_ms(struct clip *c) {
    if (c->is_silent)
        return c->silent_ms;
    start_when_ready(c);
    int64_t ms = pace_now_ms(&c->pace);
    if (ms >= c->end_ms && c->wants_play)
        finish(c, ms);
    return within(c, ms);
}

bool clip_is_over(struct clip *c) {
    int64_t ms = clip_position_ms(c);
    return c->is_silent ? ms >= c->end_ms : c->is_finished;
}

bool clip_has_device(const struct clip *c) {
    return c->is_heard;
}

/* Silent: makes pair.now the frame of the position. */
static void aim_silent(struct clip *c) {
    int64_t at = c->silent_ms;
    bool is_near = c->pair.now_ms >= 0 && (at >= c->pair.now_ms || c->pair.now_ms == 0) &&
                   (c->pair.next_ms < 0 || at < c->pair.next_ms + FAR_MS);
    if (!is_near) {
        source_aim(c->source, &c->pair, at, NULL);
        c->has_shown = false;
    }
    while (c->pair.next_ms >= 0 && c->pair.next_ms <= at)
        source_step(c->source, &c->pair);
}

/* Brings c->shown up to date; true when it is another picture than before. */
static bool next_picture(struct clip *c) {
    if (c->film != NULL)
        return film_take(c->film, clip_position_ms(c), c->shown);
    aim_silent(c);
    if (c->pair.now_ms < 0 || (c->has_shown && c->shown_ms == c->pair.now_ms))
        return false;
    c->shown_ms = c->pair.now_ms;
    av_frame_unref(c->shown);
    return av_frame_ref(c->shown, c->pair.now) == 0;
}

SDL_Surface *clip_frame(struct clip *c, int fit_w, int fit_h, bool *out_changed) {
    bool unused;
    bool *changed = out_changed != NULL ? out_changed : &unused;
    *changed = false;
    if (!c->info.has_video || (c->film == NULL && c->source == NULL))
        return NULL;
    *changed = next_picture(c);
    c->has_shown = c->has_shown || *changed;
    if (!c->has_shown)
        return NULL;
    if (!*changed && picture_is_made_for(&c->picture, c->shown, c->turns, fit_w, fit_h))
        return c->picture.surface;
    *changed = true;
    return picture_draw(&c->picture, c->shown, c->turns, fit_w, fit_h);
}

int64_t clip_next_frame_ms(struct clip *c) {
    if (c->source != NULL) {
        aim_silent(c);
        return c->has_shown ? c->pair.next_ms : c->silent_ms;
    }
    if (c->film == NULL || !c->info.has_video)
        return -1;
    int64_t next = film_next_ms(c->film);
    return next == -2 ? clip_position_ms(c) + SOON_MS : next;
}

bool clip_trouble(struct clip *c, struct error *out_err) {
    if (!c->has_trouble && c->film != NULL)
        c->has_trouble = film_trouble(c->film, &c->trouble);
    if (!c->has_trouble && c->source != NULL && c->source->has_trouble) {
        c->has_trouble = true;
        c->trouble = c->source->trouble;
    }
    if (!c->has_trouble || c->has_told)
        return false;
    c->has_told = true;
    *out_err = c->trouble;
    return true;
}

bool clip_let_go(void) {
    if (heard != NULL && heard->wants_play)
        return false;
    if (heard != NULL)
        release_voice(heard);
    return true;
}
