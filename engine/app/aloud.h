/* A screen in words: what a reader says of an outline (scene_outline), in reading order, with each control's role and
 * state; and what has changed since the one before. Pure: no sound, no time. */
#ifndef APP_ALOUD_H
#define APP_ALOUD_H

#include "base/catalogue.h"
#include "base/value.h"

/* All of it, one node a line; tools at the top of the screen come last, keys of the on-screen keyboard not at all.
 * words: of the interface, NULL English. Given. */
char *aloud_screen(const json_t *outline, const struct catalogue *words);
/* The node that has the focus; "" none. Given. */
char *aloud_focus(const json_t *outline, const struct catalogue *words);
/* What there is to say after `before` on the same screen: another focus, another state of what has it, and news (a
 * status, the next breath). out_moved: the focus went elsewhere, so what is being said may be cut off. Given; ""
 * nothing. */
char *aloud_changes(const json_t *before, const json_t *now, const struct catalogue *words, bool *out_moved);

#endif
