/* The parts of a report's page, each written from a digest. report.c puts them in order: what must not be missed, then
 * the figures, then what was done, then what the patient chose to share. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "report/digest.h"

/* The file up to <main>, and its end. foot: on every sheet of paper, at the left. */
void page_open(FILE *out, const char *title, const char *foot);
void page_close(FILE *out);
/* The sprig, "Balm" and the title; rows come after it, then page_header_end(). */
void page_header(FILE *out, const char *title);
void page_header_row(FILE *out, const char *name, const char *value);
void page_header_end(FILE *out);
/* The foot of a sheet. name NULL: the caseload. */
void page_foot(FILE *out, const char *name, const char *made);
/* A box that scrolls by itself where the window is narrow. Closed by page_scroll_end(). */
void page_scroll(FILE *out, const char *label);
void page_scroll_end(FILE *out);
void page_table_head(FILE *out, const char *caption, const char *const *heads, size_t count, size_t numbers_from,
                     size_t numbers_to);
void page_style(FILE *out, const char *foot); /* page_style.c */

void page_safety(FILE *out, const struct digest *d);   /* page_safety.c */
void page_summary(FILE *out, const struct digest *d);  /* page_summary.c: the sentence and the facts */
void page_scores(FILE *out, const struct digest *d);   /* page_scores.c */
void page_ratings(FILE *out, const struct digest *d);  /* page_ratings.c */
void page_calendar(FILE *out, const struct digest *d); /* page_calendar.c */
void page_modules(FILE *out, const struct digest *d);  /* page_done.c */
void page_sessions(FILE *out, const struct digest *d); /* page_done.c */
void page_shared(FILE *out, const struct digest *d);   /* page_shared.c */
/* page_visit.c, of the review packet alone. session: the one in which they wrote for the visit. */
void page_own(FILE *out, const struct digest *d, const json_t *session);
void page_flares(FILE *out, const struct digest *d);
void page_medication(FILE *out, const struct digest *d);
/* Everything is in the file, or ERROR_IO / ERROR_FULL. */
bool page_written(FILE *out, struct error *err);

/* Ids of instruments with a score, PEG first; given. */
json_t *page_instruments(const struct digest *d);
struct measure page_measure(const struct digest *d, const char *instrument);
/* The scores of one, as a chart takes them: [{"at","milli"}]; given. */
json_t *page_points(const struct digest *d, const struct measure *m);

#endif
