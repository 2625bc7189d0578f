/* The record as an HL7 FHIR R4 bundle (4.0.1, type collection): Patient, Questionnaire and QuestionnaireResponse,
 * Observation, CarePlan, Task, Procedure, Flag, AdverseEvent, DocumentReference (one person's export) and Provenance,
 * streamed a session at a time, so that memory stays flat. Made from export_session(), so what a patient has not shared
 * is as absent here as in the JSON. Every id is worked out from the record's own ids: the same record gives the same
 * resources, whoever exports it. */
#ifndef REPORT_FHIR_H
#define REPORT_FHIR_H

#include "report/report.h"

struct fhir_options {
    struct report_facts facts; /* instruments and modules as in the report */
    const char *base;          /* what names of our own begin with (no / at its end); NULL: FHIR_BASE */
    const char *program;       /* version of Balm, for Device */
    bool names;                /* Patient carries the name; else it is a pseudonym */
};

/* Ours until a clinic names its own: .invalid never resolves, so that nobody takes it for an address. */
#define FHIR_BASE "https://balm.invalid/fhir"

/* person: id, or NULL for everybody. ERROR_IO / ERROR_FULL when `out` cannot be written. */
bool export_fhir(struct store *s, const char *person, const struct fhir_options *options, FILE *out, struct error *err);

#endif
