/* What the files of the Questionnaire reader share. Not for others; they include report/questionnaire.h. */
#ifndef REPORT_QUESTIONNAIRE_INSIDE_H
#define REPORT_QUESTIONNAIRE_INSIDE_H

#include "report/fhir_inside.h"
#include "report/questionnaire.h"

struct reading {
    const json_t *resource;
    json_t *items, *groups; /* of the table */
    json_t *notes;
    json_t *ids;     /* names taken: {id: true} */
    json_t *seen;    /* linkIds so far: {linkId: true} */
    json_t *links;   /* the questions: {linkId: {"at": place among the items, "item": made}} */
    json_t *waiting; /* conditions, to be read when all items are known: [{"into","asked","at","link"}] */
};

/* Adds "linkId "x": ..." to what is told. */
void reading_note(struct reading *r, const char *link, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The extension whose url ends in /name; NULL. Borrowed. */
const json_t *reading_extension(const json_t *element, const char *name);
/* value[x] of an element, and which: "Coding", "String". NULL: none. Borrowed. */
const json_t *reading_value(const json_t *element, const char *prefix, const char **out_type);
/* Small letters, digits and `joint`, at most most_bytes; given, may be empty. */
char *reading_slug(const char *words, char joint, size_t most_bytes);

/* ---- questionnaire_item.c ---- */
/* Fills in ask, options and limits; false when the type is none that can be asked (told already). */
bool reading_question(struct reading *r, const json_t *asked, const char *link, json_t *item);
/* The value of the option whose coding (or text, or number) this is; NULL. Borrowed. */
const json_t *reading_option_value(const json_t *item, const json_t *coding);

/* ---- questionnaire_when.c ---- */
void reading_conditions(struct reading *r);

#endif
