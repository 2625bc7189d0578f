/* A film that plays in real time: one thread reads and decodes pictures and sound ahead of the clock, a short queue of
 * pictures waits to be shown. Who is late is dropped, the sound never waits. A file with sound alone is a film too. */
#ifndef MEDIA_FILM_H
#define MEDIA_FILM_H

#include "media/pace.h"
#include "media/source.h"

struct film;

/* Keeps the source (closes it) and borrows the pace. Starts decoding at at_ms at once. */
struct film *film_create(struct source *source, struct pace *pace, int64_t at_ms);
void film_destroy(struct film *f); /* the voice must have ended */
/* No more sound is given until the film_seek that must follow. Between the two the pace is set to the new place, so
 * that no picture is dropped by the old one. */
void film_hold(struct film *f);
void film_seek(struct film *f, int64_t to_ms);
void film_wake(struct film *f); /* the pace changed */
/* There is no device: the sound is no longer decoded. */
void film_drop_sound(struct film *f);
/* Moves the newest picture due at now_ms into out; false: none since the last call. */
bool film_take(struct film *f, int64_t now_ms, AVFrame *out);
/* When the next picture is due; -1: there are no more; -2: not known yet. */
int64_t film_next_ms(struct film *f);
/* Both sound and pictures stand ready at the position. */
bool film_is_ready(struct film *f);
bool film_trouble(struct film *f, struct error *out);
/* The voice_feed of its sound, and its `who`. */
int film_feed(void *film, int16_t *out, int frames);

#endif
