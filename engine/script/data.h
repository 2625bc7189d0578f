/* Data files in Lua: instruments, courses, module tests. Each runs in a guest environment of its own with one word more
 * (instrument{}, course{}, play{}), under the same budgets. */
#ifndef SCRIPT_DATA_H
#define SCRIPT_DATA_H

#include "base/value.h"

struct instrument;

/* ERROR_MISSING / ERROR_SCRIPT with file:line. Given: instrument_destroy(). */
struct instrument *instrument_load(const char *path, struct error *err);
void instrument_destroy(struct instrument *i);
/* The instrument{...} table without its score function; borrowed. */
const json_t *instrument_table(const struct instrument *i);
/* Runs score(answers): answers by item id, skipped ones absent. *out_total null when there is none; *out_band likewise;
 * both given. A score that throws is ERROR_SCRIPT. */
bool instrument_score(struct instrument *i, const json_t *answers, json_t **out_total, json_t **out_band,
                      struct error *err);
/* course{...} of a course.lua; given. */
json_t *course_load(const char *path, struct error *err);
/* All play{...} of a tests.lua, a list; given. */
json_t *plays_load(const char *path, struct error *err);

#endif
