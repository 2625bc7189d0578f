/* Data files in Lua: instruments, courses, module tests. Each runs in a guest environment of its own with one word more
 * (instrument{}, course{}, play{}), under the same budgets. */
#ifndef SCRIPT_DATA_H
#define SCRIPT_DATA_H

#include "base/catalogue.h"

struct instrument;

/* ERROR_MISSING / ERROR_SCRIPT with file:line. Given: instrument_destroy(). */
struct instrument *instrument_load(const char *path, struct error *err);
void instrument_destroy(struct instrument *i);
/* The instrument{...} table without its score function; borrowed. */
const json_t *instrument_table(const struct instrument *i);
/* The wording in that language, lang/<id>.<tag>.po beside it. Its header says whether it is the official one
 * ("X-Balm-Wording: official"). NULL without err: there is none. Given. */
struct catalogue *instrument_catalogue(const struct instrument *i, const char *tag, struct error *err);
const char *instrument_folder(const struct instrument *i); /* where its file lies; borrowed */
/* Runs score(answers): answers by item id, skipped ones absent. {"total": number or null, "band": id or null} and,
 * where the instrument has them, "subscales": {id: {"total","band"}}; given. NULL: a score that throws, takes too long
 * or is no number is ERROR_SCRIPT or ERROR_BUDGET with file and line. */
json_t *instrument_score(struct instrument *i, const json_t *answers, struct error *err);
/* The file of such a table: "in_total", a list of item ids, becomes a score that is their sum (nil when one is
 * missing). comment: its first line, without a line break. Given (free()). */
char *instrument_source(const json_t *table, const char *comment);
/* Words as a Lua string in double quotes; given (free()). */
char *source_quoted(const char *words);
/* course{...} of a course.lua; given. */
json_t *course_load(const char *path, struct error *err);
/* All play{...} of a tests.lua, a list; given. */
json_t *plays_load(const char *path, struct error *err);

#endif
