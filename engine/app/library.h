/* What can be played: module folders by id, courses, instruments. Folders named by --modules come before the shipped
 * ones. Loaded things are kept until library_destroy. */
#ifndef APP_LIBRARY_H
#define APP_LIBRARY_H

#include "script/bundle.h"
#include "script/data.h"

struct library;

/* folders: searched in this order, then the shipped modules. Kept strings are copied. */
struct library *library_create(const char *const *folders, size_t count);
void library_destroy(struct library *l);
/* By id, folder or path of a module.lua; "measure-ID" is a module made of the instrument ID alone. ERROR_MISSING lists
 * the known ids and suggests the nearest. Borrowed; `fresh` reads it anew from disk. */
struct bundle *library_bundle(struct library *l, const char *name, bool fresh, struct error *err);
/* A bundle kept in the record, by hash: its own bytes, media from media_store or the module's folder. Borrowed. */
struct bundle *library_adopt(struct library *l, const json_t *packed, const char *media_store, struct error *err);
/* Ids of all modules, sorted: a JSON list of strings; given. */
json_t *library_ids(struct library *l);
/* [{"id","title","kind","minutes","summary","folder"} or {"id","problem"}]; given. Runs each module to its first call.
 */
json_t *library_list(struct library *l);
json_t *library_course_ids(struct library *l); /* given */
/* The course.lua of an id, of a folder, or itself; given, NULL when there is none. */
char *library_course_path(struct library *l, const char *name);
json_t *library_course(struct library *l, const char *name, struct error *err); /* given */
/* instrument_find_fn over a library. */
struct instrument *library_instrument(void *library, const char *id, struct error *err);
/* facts.c: {id: table} of every instrument; {id: {"title","kind","minutes"}} of every module; given. */
json_t *facts_instruments(struct library *l);
json_t *facts_modules(struct library *l);
json_t *library_instrument_ids(struct library *l); /* given */
/* library_words.c: the texts of a module's item (title, summary), of a course (and the "because" of its units) and of
 * an instrument (title, patient_title) in the language of tag, from their own lang folder; what has no translation
 * stays.
 */
void library_module_in(struct library *l, const char *tag, const char *id, json_t *item);
void library_course_in(struct library *l, const char *tag, const char *id, json_t *course);
void library_instrument_in(struct library *l, const char *tag, const char *id, json_t *item);
/* As a struct course_library asks; a file with mistakes is there. */
bool library_has_module(void *library, const char *id);
bool library_has_instrument(void *library, const char *id);

#endif
