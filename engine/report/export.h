/* The record as data for others: JSON as section 5 of the contract (modules/export.schema.json), and tidy CSV. Streamed
 * a session at a time, so memory stays flat. What a patient wrote is private until they share it: its value is left out
 * and "private" says so; scales, choices and doses are there. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "store/store.h"

#include <stdio.h>

/* person: id, or NULL for everybody; instruments: {id: table}, for the flags. ERROR_IO / ERROR_FULL when `out` cannot
 * be written. */
bool export_json(struct store *s, const char *person, const json_t *instruments, FILE *out, struct error *err);
bool export_csv(struct store *s, const char *person, FILE *out, struct error *err);
/* What the columns of the CSV are, and the items of the instruments ({id: table}, may be NULL), as CSV. */
bool export_dictionary(const json_t *instruments, FILE *out, struct error *err);
/* One session as in the export: {"id","module",...,"entries":[...]}; given. */
json_t *export_session(struct store *s, const struct session_row *row, struct error *err);

#endif
