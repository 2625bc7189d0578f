/* Whether a question of an instrument is to be asked: its when= over the answers given before. The rule is that of
 * FHIR's Questionnaire.item.enableWhen (R4): a question that was skipped, or not asked, has no answer. */
#ifndef OUTCOME_CONDITION_H
#define OUTCOME_CONDITION_H

#include "base/value.h"

/* The answer to an item by its id; NULL: none. Borrowed. */
typedef const json_t *condition_answer_fn(void *context, const char *item);

/* when: {"all": [{"item","op","value"}]} or {"any": [...]}; op is = (when absent), !=, >, <, >=, <= or exists. Of a
 * list of answers one is enough; != holds when none is equal. Texts (dates, times) compare as they are written. */
bool condition_holds(const json_t *when, condition_answer_fn *answer, void *context);

#endif
