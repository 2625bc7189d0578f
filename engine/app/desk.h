/* The therapist's desk inside the stage: who is signed in, which page of it is shown, and what they look for. Shared by
 * stage_desk.c (what is pressed), desk_pages.c (what each page knows) and desk_list.c (the caseload). */
#ifndef APP_DESK_H
#define APP_DESK_H

#include "app/stage_internal.h"

enum desk_view {
    DESK_CASELOAD,
    DESK_PATIENT,
    DESK_PRESCRIBE,
    DESK_LIBRARY,
    DESK_SAFETY,
    DESK_PEOPLE,
    DESK_REMOVE,
    DESK_STAFF,
    DESK_LOG,
    DESK_EXPORT,
};

enum { DESK_ROWS = 25, DESK_SUMMARIES = 200 /* made at a time */ };

struct desk_row;

struct desk {
    enum desk_view view;
    char staff_id[40], staff[84]; /* "" nobody is signed in */
    char person[40];              /* DESK_PATIENT and what belongs to it */
    char search[80], order[16], filter[16];
    char language[24];
    char fit[80]; /* course whose modules are shown while prescribing; "" none */
    int page;
    json_t *instruments, *modules; /* tables of the library */
    struct desk_row *rows;         /* desk_list.c */
    size_t row_count;
    bool is_read;                 /* false: the list has to be read again */
    size_t waiting;               /* summaries that have to be made yet */
    char problem[800], done[300]; /* said on the next page */
    bool fresh;                   /* the page comes anew: nothing typed is kept */
    int64_t wait_until_ms;        /* a wrong passphrase has to wait; wall clock */
};

/* Makes it when it is first needed. */
struct desk *desk_of(struct stage *st);
void desk_destroy(struct desk *d);
/* "Tom", or what the log says where nobody has to sign in yet. */
const char *desk_who(const struct desk *d);
void desk_log(struct stage *st, const char *what, const char *about);

/* desk_list.c */
void desk_rows_destroy(struct desk *d); /* forgets the list; it is read again when it is next shown */
/* Reads the caseload where that is needed, and works out missing summaries, `most` at a time. */
bool desk_list_read(struct stage *st, size_t most, struct error *err);
json_t *desk_list_page(struct stage *st); /* given: the context of the caseload */

/* desk_fit.c */
/* The modules of a course with what the prescription makes of them: [{"module","title","practice","week","choice":
 * "keep", "skip" or the module in its place,"others":[{"module","title"}],"limits":[{"id","unit","most","step"}]}]. */
json_t *desk_fit(struct stage *st, const char *course, const json_t *prescription);
/* Takes over the fields "unit:MODULE" and "limit:NAME" of the page. */
void desk_fit_put(json_t *prescription, const json_t *fields);

/* desk_pages.c */
json_t *desk_context(struct stage *st, struct error *err); /* of the present view; given */

#endif
