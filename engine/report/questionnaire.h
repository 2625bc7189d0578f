/* A FHIR R4 Questionnaire read as an instrument's table: the other direction of fhir_questionnaire.c, and the only
 * reader of FHIR. Pure: JSON in, JSON out; the file is written by who called. What an instrument cannot say is left
 * out and told, item by item; nothing is left out in silence. */
#ifndef REPORT_QUESTIONNAIRE_H
#define REPORT_QUESTIONNAIRE_H

#include "base/value.h"

/* The Questionnaire itself, or the one of a Bundle whose url, name, title or id is `which` (NULL: there is but one).
 * Borrowed; NULL and err: it is something else, or there is none, or there are several. */
const json_t *questionnaire_find(const json_t *resource, const char *which, struct error *err);
/* A name for its instrument, small letters, digits and -: of its url, id, name or title, else of `otherwise`.
 * Given (free()). */
char *questionnaire_id(const json_t *resource, const char *otherwise);
/* The table as modules/instruments/README.md has it, id filled in, and a list of sentences on what was left out; both
 * given. "in_total" of the table names the items whose ordinal values are summed (instrument_source writes the score).
 * NULL and err, with the notes still given: there is no question in it that could be asked. */
json_t *questionnaire_read(const json_t *resource, const char *id, json_t **out_notes, struct error *err);

#endif
