/* Small words for figures and dates, the same everywhere in a report. Figures are whole thousandths, so that nothing
 * hangs on the last bit of a double. A date is the first ten letters of a time in ISO 8601, as the export writes it. */
#ifndef OUTCOME_WORDS_H
#define OUTCOME_WORDS_H

#include <stdbool.h>
#include <stdint.h>

enum { WORDS_MAX = 96, MILLI = 1000 };

char *words_date(const char *iso, char out[WORDS_MAX]);  /* "14 April 2026"; "no date" */
char *words_day(const char *iso, char out[WORDS_MAX]);   /* "14 April" */
char *words_short(const char *iso, char out[WORDS_MAX]); /* "14 Apr" */
char *words_time(const char *iso, char out[WORDS_MAX]);  /* "14 April 2026, 09:30" */
/* "10 March to 14 April 2026", with the first year where it differs; one date where both are the same. */
char *words_period(const char *from, const char *to, char out[WORDS_MAX]);
/* Days since 1970, or `otherwise` where it is no date. */
int64_t words_day_number(const char *iso, int64_t otherwise);
/* 4700 with one decimal is "4.7"; never "-0.0". */
char *words_milli(int64_t milli, int decimals, char out[WORDS_MAX]);
/* "1.0 point", "2.0 points". */
char *words_points(int64_t milli, int decimals, char out[WORDS_MAX]);
/* Rounded to whole minutes; "under 1" for a few seconds. */
char *words_minutes(int64_t seconds, char out[WORDS_MAX]);
/* "3 sessions", "1 session". */
char *words_count(int64_t count, const char *one, const char *many, char out[WORDS_MAX]);
/* "lower_back" is "Lower back". Text that does not look like an id is not shown: "otherwise" is. */
char *words_id(const char *id, const char *otherwise, char out[WORDS_MAX]);

#endif
