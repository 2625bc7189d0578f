/* What an instrument's table says about its figures, and what a change in them means. The important change and its
 * source come from the table; nothing is judged without one. */
#ifndef OUTCOME_MEASURE_H
#define OUTCOME_MEASURE_H

#include "base/value.h"
#include "outcome/words.h"

struct measure {
    char id[80];
    char title[160];
    char name[80]; /* the title up to its colon: "PEG" */
    int decimals;
    int64_t low_milli, high_milli;
    int64_t mark_milli; /* the important change; 0: none is known */
    char source[400];
    bool known; /* false: no table, so no range, direction or mark */
    bool higher_is_better;
};

enum change { CHANGE_UNJUDGED, CHANGE_SAME, CHANGE_SMALL, CHANGE_BETTER, CHANGE_WORSE };

/* instruments: {id: table}, may be NULL; title: what the record calls it, used where there is no table. */
struct measure measure_of(const json_t *instruments, const char *id, const char *title);
/* Rounded to the instrument's decimals. */
int64_t measure_milli(const struct measure *m, double total);
/* A change of exactly the mark counts as real. */
enum change measure_change(const struct measure *m, int64_t first_milli, int64_t last_milli);
/* "The PEG score fell from 6.7 to 4.7. That is 2.0 points, ..."; given. */
char *measure_sentence(const struct measure *m, int64_t first_milli, int64_t last_milli);
/* "Reed DE et al. 2024": the short form of the source, "" when there is none to cut. */
char *measure_cite(const struct measure *m, char out[WORDS_MAX]);
/* A person's own scores as plain data for a picture and its sentence: history is entry_history()'s list, whose values
 * are numbers or score tables ("total"). {"id","title","name","from","to","decimals","mark","cite","change","better",
 * "points":[{"date","x","y","goal","mark"}]}: x counts days; mark 0 and change "unjudged" where no important change is
 * known; change compares the last point with the first ("same", "small", "better", "worse"), absent with fewer than two
 * points; better is "lower", "higher" or "". Given. */
json_t *measure_trajectory(const struct measure *m, const json_t *history);
/* The item of a table by id, and its number from 1; NULL. */
const json_t *measure_item(const json_t *table, const char *item, int *out_number);
/* An option of a choice is {value, label} or, with more beside it, {"items": [value, label], "code", "points"}:
 * which 0 the value, 1 the label; borrowed. */
const json_t *measure_option_part(const json_t *option, size_t which);
/* What an option adds to a total: its points, else a value that is a number; NULL. Borrowed. */
const json_t *measure_option_points(const json_t *option);

#endif
