/* What the files of the FHIR export share: the open bundle, the person and session at hand, and the small parts every
 * resource is made of. Not for others; they include report/fhir.h. */
#ifndef REPORT_FHIR_INSIDE_H
#define REPORT_FHIR_INSIDE_H

#include "outcome/measure.h"
#include "report/fhir.h"

#define FHIR_HL7 "http://terminology.hl7.org/CodeSystem/"
#define FHIR_EXTENSION "http://hl7.org/fhir/StructureDefinition/"
#define FHIR_LOINC "http://loinc.org"
#define FHIR_UCUM "http://unitsofmeasure.org"

enum { UUID_BYTES = 37, REFERENCE_BYTES = 46 };

struct fhir {
    const struct fhir_options *o;
    const char *base;
    FILE *out;
    bool first;
    char *line; /* one resource as text, on its way out */
    size_t line_bytes;
    char device[REFERENCE_BYTES]; /* "urn:uuid:..." */
    json_t *to_device, *survey;   /* parts that are the same everywhere, made once */
    json_t *asked;                /* questionnaires whose answers are in the bundle: {canonical: table} */
    json_t *codes;                /* codes of our own that are in the bundle: {system: {code: display}} */
    /* the person and session at hand */
    json_t *seen;  /* flags that staff marked as seen: {flag id: {"by","at_ms"}} */
    json_t *plans; /* {module: reference of the CarePlan it is in} */
    const char *person;
    char patient[REFERENCE_BYTES];
    json_t *to_patient;
    const json_t *session;
    char procedure[REFERENCE_BYTES];
    json_t *targets; /* references for Provenance */
};

/* "urn:uuid:..." worked out from what it stands for; parts may not be NULL. Returns out. */
char *fhir_reference(char out[REFERENCE_BYTES], const char *type, const char *of, const char *part);
json_t *fhir_to(const char *reference);                                         /* {"reference":...}; given */
json_t *fhir_coding(const char *system, const char *code, const char *display); /* given; display may be NULL */
json_t *fhir_concept(const char *system, const char *code, const char *display,
                     const char *text); /* one coding; given */
/* "base/kind/name": given (free()). name may be NULL: "base/kind". */
char *fhir_url(const struct fhir *f, const char *kind, const char *name);
/* A name for computers: letters, digits and _, a capital first. Given. */
char *fhir_computer_name(const char *letter, const char *id);
/* Remembers a code of our own for the bundle's end; fhir_own() does. */
void fhir_code_seen(struct fhir *f, const char *system, const char *code, const char *display);
void fhir_codes_put(struct fhir *f);
/* A concept of a code system of ours: base/CodeSystem/kind. Given. */
json_t *fhir_own(struct fhir *f, const char *kind, const char *code, const char *text);
/* Without control characters and blanks at its ends; NULL when nothing is left. Given (free()). */
char *fhir_string(const char *utf8);
/* Sets a member to fhir_string(utf8), if something is left. */
void fhir_set(json_t *object, const char *name, const char *utf8);
/* A resource with its id (out of the reference) and one line of narrative for people. Given. */
json_t *fhir_resource(const char *type, const char *reference, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Writes it into the bundle and lets go of it; of a session's resources remembers it for Provenance. */
void fhir_put(struct fhir *f, const char *reference, json_t *resource);
void fhir_put_of_session(struct fhir *f, const char *reference, json_t *resource);

/* ---- fhir_questionnaire.c ---- */
/* The table of an instrument if the library has it in this version (NULL: any); else NULL. Borrowed. */
const json_t *fhir_instrument(const struct fhir *f, const char *id, const char *version);
/* "base/Questionnaire/id|version": given (free()). */
char *fhir_canonical(const struct fhir *f, const char *id, const char *version);
/* A questionnaire gathered from its answers: a table like an instrument's, whose items are sorted by id when it is
 * written. Borrowed; fhir_gather adds an item, or finds it. */
json_t *fhir_gathered(struct fhir *f, const char *canonical, const char *id, const char *title);
json_t *fhir_gather(json_t *table, const char *id, const char *ask, const char *text);
/* The linkId of an item or group: its id, unless it came with another. Borrowed. */
const char *fhir_link(const json_t *item);
/* Where the items of that group go: `root`, or the group's own list, made (with its outer groups) when it is first
 * asked for. questionnaire: with types and conditions; a response has neither. Borrowed. */
json_t *fhir_group_items(struct fhir *f, json_t *root, const json_t *table, const char *group, bool questionnaire);
/* The type of an item in FHIR's words. */
const char *fhir_item_type(const json_t *item);
/* An option of an item as a Coding; given. Its ordinal value is there where the item is in the score, and only there: a
 * reader that adds them up gets the published total. */
json_t *fhir_option(struct fhir *f, const char *instrument, const json_t *item, const json_t *option);
void fhir_questionnaires_put(struct fhir *f);

/* ---- fhir_answers.c, fhir_observation.c: what the session at hand asked and measured ---- */
void fhir_answers_put(struct fhir *f);
/* runs: {key: {"id","version","at","answers","reference"}}, one for each time of asking; the key is the instrument's.
 */
void fhir_observations_put(struct fhir *f, const json_t *runs);

/* ---- fhir_plan.c, fhir_document.c: what was prescribed to the person at hand, and their report ---- */
bool fhir_plans_put(struct fhir *f, struct store *s, struct error *err);
bool fhir_report_put(struct fhir *f, struct store *s, struct error *err);

/* ---- fhir_session.c: what was done, and what went wrong ---- */
void fhir_session_put(struct fhir *f, const json_t *session);

#endif
