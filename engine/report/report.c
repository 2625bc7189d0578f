/* One patient's report: its parts in order, on sheets; see report.h. */
#include "report/report.h"

#include "report/page.h"

static void header(FILE *out, const struct digest *d) {
    char words[WORDS_MAX];
    const json_t *first = json_array_get(d->sessions, 0);
    page_header(out, "Progress report");
    page_header_row(out, "Patient", d->name);
    page_header_row(out, "Period",
                    first != NULL ? words_period(value_string(first, "at", ""), d->today, words) : "not begun yet");
    page_header_row(out, "Made on", words_date(d->today, words));
    page_header_end(out);
}

static void nothing_yet(FILE *out, const struct digest *d) {
    fputs("<p class=\"sum\">No session is on record yet. Scores, practice and shared notes will stand here after the "
          "first one.</p>",
          out);
    char made[WORDS_MAX];
    fputs("<p class=\"note\">This page is made from the record on this machine alone.</p>", out);
    page_foot(out, d->name, words_date(d->today, made));
}

static void sheets(FILE *out, const struct digest *d) {
    char made[WORDS_MAX];
    words_date(d->today, made);
    page_safety(out, d);
    page_summary(out, d);
    page_scores(out, d);
    page_foot(out, d->name, made);
    fputs("</section>\n<section class=\"page\">", out);
    page_calendar(out, d);
    page_modules(out, d);
    page_ratings(out, d);
    page_sessions(out, d);
    page_shared(out, d);
    page_foot(out, d->name, made);
}

bool report_patient(struct store *s, const char *person, const struct report_facts *facts, FILE *out,
                    struct error *err) {
    struct digest d;
    bool ok = digest_make(&d, s, person, NULL, facts, err);
    if (ok) {
        char title[320], foot[420], made[WORDS_MAX];
        snprintf(title, sizeof title, "Progress report: %s", d.name);
        snprintf(foot, sizeof foot, "Balm report for %s, made %s", d.name, words_date(d.today, made));
        page_open(out, title, foot);
        fputs("<section class=\"page\">", out);
        header(out, &d);
        if (json_array_size(d.sessions) > 0)
            sheets(out, &d);
        else
            nothing_yet(out, &d);
        fputs("</section>\n", out);
        page_close(out);
        ok = page_written(out, err);
    }
    digest_finish(&d);
    return ok;
}
