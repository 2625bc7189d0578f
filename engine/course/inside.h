/* Inside the course room: a prescription's calendar, and small things its files share. */
#ifndef COURSE_INSIDE_H
#define COURSE_INSIDE_H

#include "course/course.h"
#include "course/walk.h"

/* The days of one prescription: which count, which week of the course they are in. */
struct calendar {
    const json_t *pauses;
    int64_t start, ends; /* ends: the first day after the course */
    double week_days;    /* 7 x pace */
    int weeks;
};

void calendar_of(struct calendar *c, const json_t *prescription);
bool calendar_is_paused(const struct calendar *c, int64_t day);
int64_t calendar_pause_ends(const struct calendar *c, int64_t day); /* the first day that counts again */
/* Days that count from the start up to day, without it. */
int64_t calendar_counted(const struct calendar *c, int64_t day);
/* The first day on which so many days have counted. */
int64_t calendar_day_at(const struct calendar *c, int64_t counted);
int calendar_week(const struct calendar *c, int64_t day);        /* from 1 */
int64_t calendar_week_opens(const struct calendar *c, int week); /* its first day */

int64_t day_of(const json_t *object, const char *name, int64_t otherwise); /* a date's number */
json_t *date_json(int64_t day);                                            /* given */
bool text_in(const json_t *list, const char *text);

/* record.c: course_record() as one reader of a walk among others. */
struct record_reader {
    json_t *sessions, *values;
    json_t *scales;  /* id: [number...] of the session under way */
    json_t *changes; /* "id#n" of the first asking: points of 10, positive = better */
};
struct reader record_reader_start(struct record_reader *g);
json_t *record_reader_finish(struct record_reader *g); /* given */

/* measures.c */
json_t *plan_measures(const json_t *plan, const struct calendar *c, const json_t *record, int64_t day); /* given */
/* units.c */
json_t *plan_unit(const json_t *prescription, const json_t *unit, const struct calendar *c, const json_t *record,
                  int64_t day);             /* given */
bool session_counts(const json_t *session); /* done, not open and not left */

#endif
