/* The report for the care team, as one HTML file without scripts: one patient's, or the whole caseload. All of it is
 * worked out from the record by way of export_session(); nothing is stored. What the patient wrote stands in it only
 * where they shared it, and what they did not share is not counted. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "outcome/words.h"
#include "store/store.h"

#include <stdio.h>

struct report_facts {
    const json_t *instruments; /* {id: table of modules/instruments/<id>.lua}; NULL: none known */
    const json_t *modules;     /* {id: {"title","kind","minutes"}}; NULL: none known */
};

/* person: an id. ERROR_IO / ERROR_FULL when `out` cannot be written. */
bool report_patient(struct store *s, const char *person, const struct report_facts *facts, FILE *out,
                    struct error *err);
/* One row a person, by need. */
bool report_caseload(struct store *s, const struct report_facts *facts, FILE *out, struct error *err);

#endif
