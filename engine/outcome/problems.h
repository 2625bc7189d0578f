/* What is wrong with an instrument, as balm check says it. The wording is nobody's to judge; ids, values, ranges,
 * bands, conditions and codes are, and whether the score keeps to what the table says of it. */
#ifndef OUTCOME_PROBLEMS_H
#define OUTCOME_PROBLEMS_H

#include "base/problems.h"

/* Of an instrument{...} table; a list as base/problems.h has it. Given. */
json_t *instrument_problems(const json_t *table);
/* Answers as a score gets them, {item id: value}: the lowest of every item in the score, the highest, or one of its
 * own for each seed from 2 on, some left out. Given. */
json_t *instrument_answers(const json_t *table, uint64_t seed);
/* What does not fit in a score of such answers ({"total","band"}): a total out of the range, a band that is not the
 * one the total lies in. Appends to list. */
void instrument_score_problems(const json_t *table, const json_t *score, json_t *list);

#endif
