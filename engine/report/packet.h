/* The review packet: what a patient brings to the 4-weekly or the 3- to 6-monthly visit. One patient's report for a
 * stretch of time, with their goals and questions first, and with the parts they chose when they looked through it (the
 * packet step). What must not be missed always stands in it; parts that nobody looked through stand in it too, but no
 * word the patient wrote and did not share. */
#ifndef REPORT_PACKET_H
#define REPORT_PACKET_H

#include "report/report.h"

/* since: a local date; NULL is as far back as the patient chose, else 12 weeks. Errors as report_patient. */
bool report_packet(struct store *s, const char *person, const char *since, const struct report_facts *facts, FILE *out,
                   struct error *err);
/* What there would be in it, for the patient to choose from: {"scores":[{"id","title","first","last"}], "sessions",
 * "seconds" practised, "rated" practices, "flares" days, "medication":{"taken","asked"} days, "shared" notes}. NULL and
 * err. Given. */
json_t *packet_preview(struct store *s, const char *person, int weeks, const struct report_facts *facts,
                       struct error *err);

#endif
