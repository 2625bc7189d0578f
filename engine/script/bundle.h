/* A module's folder as one thing with a hash: the source texts in memory, media by name, size and hash. What a session
 * began with is kept under its hash, so it can end on the same bytes. */
#ifndef SCRIPT_BUNDLE_H
#define SCRIPT_BUNDLE_H

#include "base/catalogue.h"

struct bundle;

/* Reads a module's folder: module.lua (UTF-8, <= 256 KiB, no bytecode), every other .lua and lang .po file, and the
 * list of all other files as media. extra_media: folder with more media files of this module (the generated ones), or
 * NULL; the module's own folder wins. ERROR_MISSING / ERROR_FORMAT name the file. Given: bundle_destroy(). */
struct bundle *bundle_load(const char *folder, const char *extra_media, struct error *err);
/* A bundle of one text, module.lua, without a folder: for tests, fuzzing and an author's page that is not saved yet.
 * The same checks as bundle_load. Given. */
struct bundle *bundle_from_text(const char *id, const char *source, size_t count_bytes, struct error *err);
/* Adds or replaces a text file of it ("words.lua"). */
bool bundle_add_text(struct bundle *b, const char *name, const char *source, size_t count_bytes, struct error *err);
void bundle_destroy(struct bundle *b);
/* Folder name, which must equal module{id=}. */
const char *bundle_id(const struct bundle *b);
const char *bundle_folder(const struct bundle *b); /* "" for one that was unpacked */
/* SHA-256 over names and contents, hex (media count by the SHA-256 of their bytes, worked out at the first call). */
const char *bundle_hash(struct bundle *b);
/* One blob with all texts and the media list, and back. media_store: folder where media bytes are kept by hash
 * (media_store/<hash>), or NULL. Given. */
json_t *bundle_pack(struct bundle *b);
struct bundle *bundle_unpack(const json_t *packed, const char *media_store, struct error *err);
/* Copies media that are not yet there to media_store/<hash>. */
bool bundle_keep_media(struct bundle *b, const char *media_store, struct error *err);
/* A text file of the bundle; borrowed; NULL when there is none. */
const char *bundle_text(const struct bundle *b, const char *name, size_t *out_bytes);
/* Names of its .lua files, borrowed, at most `room`; returns their count. */
size_t bundle_source_names(const struct bundle *b, const char **out_names, size_t room);
/* Absolute path of a media file named in a step. Given. ERROR_MISSING names it and the nearest name there is. */
char *bundle_media(struct bundle *b, const char *name, struct error *err);
/* module{...} as written plus defaults (version "1.0.0", language "en", minutes 10, updates {}); borrowed. Runs the
 * script to its first call. ERROR_SCRIPT when that is not module{}, or a field is unknown or missing (id, title). */
const json_t *bundle_manifest(struct bundle *b, struct error *err);
/* Its translation into that language, lang/<tag>.po with the wider tags behind it. NULL without err: there is none (or
 * the module is written in it). NULL and err: a file cannot be read. Given. */
struct catalogue *bundle_catalogue(struct bundle *b, const char *tag, struct error *err);
/* Lines of all step calls in module.lua and its includes, sorted: [{"file","line","kind"},...]; borrowed. For progress.
 */
const json_t *bundle_step_sites(struct bundle *b);

#endif
