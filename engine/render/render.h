/* Paints drawing commands into a 32-bit surface, and measures text. Repaints only what differs from the last list.
 * Knows nothing of pages; owns fonts, glyph caches, icons and pictures. The surface may be a window's or plain memory.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/error.h"
#include "scene/draw.h"

#include <SDL.h>

struct render;

/* assets: folder with icons/; fonts are found by file name in the Debian font folders, then assets/fonts, then
 * fontconfig (asked only then, it costs time). Given: render_destroy(). */
struct render *render_create(const char *assets, struct error *err);
void render_destroy(struct render *r);
/* Text measures for scene; valid as long as r. */
struct ruler render_ruler(struct render *r);
/* The film's picture for DRAW_FILM: borrowed until the next call; NULL: none. */
void render_set_film(struct render *r, SDL_Surface *frame);
/* Paints the list into target (32-bit RGB). Fills *out_damage with the repainted rectangle (w = 0: nothing changed)
 * relative to the last call with the same target; everything when `whole` or when the size changed. */
void render_paint(struct render *r, const struct draw_list *list, SDL_Surface *target, bool whole,
                  struct rect *out_damage);
/* The repainted part of the last render_paint() as few rectangles that leave out what did not change (a pacer's ring
 * without its middle); returns how many were written, 0: nothing changed. */
size_t render_damage(const struct render *r, struct rect *out, size_t room);
/* Writes a PNG. */
bool render_save_png(SDL_Surface *surface, const char *path, struct error *err);

#endif
