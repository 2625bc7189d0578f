/* A plan as an iCalendar file (RFC 5545), for the patient's own calendar. A pure function: no clock, no files.
 *
 * A practice repeats on days spread over the week, from the day its unit opens (or today) to the end of the course,
 * with its pauses left out: one series per stretch between pauses. What is done once, and each measure to come, is one
 * event. What waits for a rule of the course (when=) has no day yet and is left out, like what is skipped or done.
 * Events have the module's title and the course's words, no name and no figures; they are private, do not block time,
 * and ring only as the calendar itself is set to. Times are of wherever the patient is (floating), so summer time does
 * not move them. Ids stay the same from one file to the next: bringing in a newer file changes events instead of
 * doubling them.
 */
#ifndef COURSE_ICS_H
#define COURSE_ICS_H

#include "course/course.h"

struct ics_setup {
    const json_t *modules;     /* {id: {"title","minutes"}} */
    const json_t *instruments; /* {id: {"title"}} */
    const char *person;        /* any text that is always the same for this person; only its hash is written */
    int64_t stamp_ms;          /* Unix: when the file is made */
    int hour;                  /* 0..23 o'clock */
};

/* prescriptions: as course_prescriptions() gives them. The whole file, with CRLF line ends. Given (free()). */
char *course_ics(const json_t *prescriptions, const json_t *record, int64_t day, const struct ics_setup *setup);

#endif
