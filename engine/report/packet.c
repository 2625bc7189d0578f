/* The review packet in its order, and what there is to choose from; see packet.h. */
#include "report/packet.h"

#include "outcome/measure.h"
#include "report/page.h"

#include <stdlib.h>
#include <string.h>

enum { WEEKS_USUAL = 12, DAYS_A_WEEK = 7 };

/* The date so many weeks before a time of the record. */
static void weeks_before(const char *at, int64_t weeks, char out[16]) {
    date_text(words_day_number(at, 0) - weeks * DAYS_A_WEEK, out);
}

static bool has_part(const struct digest *d, const char *part) {
    size_t i;
    json_t *one;
    if (d->packet == NULL)
        return true;
    json_array_foreach(json_object_get(d->packet, "parts"), i,
                       one) if (strcmp(json_string_value(one), part) == 0) return true;
    return false;
}

static const json_t *own_session(const struct digest *d) {
    const char *id = value_string(d->packet, "session", "");
    size_t i;
    json_t *session;
    json_array_foreach(d->shared, i, session) if (strcmp(value_string(session, "id", ""), id) == 0) return session;
    return NULL;
}

static void header(FILE *out, const struct digest *d) {
    char words[WORDS_MAX];
    page_header(out, "Review packet");
    page_header_row(out, "Patient", d->name);
    page_header_row(out, "Period", words_period(d->since, d->today, words));
    page_header_row(out, "Made on", words_date(d->today, words));
    page_header_row(out, "Looked through",
                    d->packet != NULL ? words_date(value_string(d->packet, "at", ""), words) : "not by the patient");
    page_header_end(out);
}

/* What they wrote for the visit stands first, and not a second time among the notes. */
static void own_words(FILE *out, struct digest *d) {
    const json_t *session = has_part(d, "own") ? own_session(d) : NULL;
    size_t i;
    json_t *one;
    if (session != NULL)
        page_own(out, d, session);
    json_array_foreach(d->shared, i, one) if (one == session) {
        json_array_remove(d->shared, i);
        break;
    }
}

static void sheets(FILE *out, struct digest *d) {
    char made[WORDS_MAX];
    words_date(d->today, made);
    page_safety(out, d);
    own_words(out, d);
    if (has_part(d, "scores") && has_part(d, "practice"))
        page_summary(out, d);
    if (has_part(d, "scores"))
        page_scores(out, d);
    page_foot(out, d->name, made);
    fputs("</section>\n<section class=\"page\">", out);
    if (has_part(d, "practice") && json_array_size(d->sessions) > 0) {
        page_calendar(out, d);
        page_modules(out, d);
    }
    if (has_part(d, "flares"))
        page_flares(out, d);
    if (has_part(d, "medication"))
        page_medication(out, d);
    if (has_part(d, "ratings"))
        page_ratings(out, d);
    if (has_part(d, "shared") && json_array_size(d->shared) > 0)
        page_shared(out, d);
    page_foot(out, d->name, made);
}

/* The day it begins, where nobody says: as the patient chose it. */
static bool first_day(struct store *s, const char *person, const struct report_facts *facts, char out[16],
                      struct error *err) {
    struct digest all;
    bool ok = digest_make(&all, s, person, NULL, facts, err);
    if (ok && all.packet != NULL)
        weeks_before(value_string(all.packet, "at", ""), value_int(all.packet, "weeks", WEEKS_USUAL), out);
    else if (ok)
        weeks_before(all.today, WEEKS_USUAL, out);
    digest_finish(&all);
    return ok;
}

bool report_packet(struct store *s, const char *person, const char *since, const struct report_facts *facts, FILE *out,
                   struct error *err) {
    struct digest d = {0};
    char from[16];
    if (since == NULL && !first_day(s, person, facts, from, err))
        return false;
    bool ok = digest_make(&d, s, person, since != NULL ? since : from, facts, err);
    if (ok) {
        char title[320], foot[420], made[WORDS_MAX];
        snprintf(title, sizeof title, "Review packet: %s", d.name);
        snprintf(foot, sizeof foot, "Balm review packet for %s, made %s", d.name, words_date(d.today, made));
        page_open(out, title, foot);
        fputs("<section class=\"page\">", out);
        header(out, &d);
        sheets(out, &d);
        fputs("</section>\n", out);
        page_close(out);
        ok = page_written(out, err);
    }
    digest_finish(&d);
    return ok;
}

static json_t *score_lines(const struct digest *d) {
    json_t *lines = json_array(), *ids = page_instruments(d), *id;
    size_t i;
    json_array_foreach(ids, i, id) {
        const json_t *scores = json_object_get(d->scores, json_string_value(id));
        size_t count = json_array_size(scores);
        struct measure m = page_measure(d, json_string_value(id));
        const json_t *table = json_object_get(d->facts->instruments, json_string_value(id));
        if (count > 0)
            json_array_append_new(lines, json_pack("{s:O, s:s, s:O, s:O}", "id", id, "title",
                                                   value_string(table, "patient_title", m.title), "first",
                                                   json_object_get(json_array_get(scores, 0), "total"), "last",
                                                   json_object_get(json_array_get(scores, count - 1), "total")));
    }
    json_decref(ids);
    return lines;
}

json_t *packet_preview(struct store *s, const char *person, int weeks, const struct report_facts *facts,
                       struct error *err) {
    struct digest d;
    char since[16], today[16];
    clock_date(clock_wall_ms(store_clock(s)), today);
    weeks_before(today, weeks, since);
    json_t *made = NULL, *day;
    const char *unused;
    int64_t taken = 0;
    if (digest_make(&d, s, person, since, facts, err)) {
        json_object_foreach(d.medication, unused, day) taken += strcmp(json_string_value(day), "taken") == 0;
        made = json_pack("{s:o, s:I, s:I, s:I, s:I, s:{s:I, s:I}, s:I}", "scores", score_lines(&d), "sessions",
                         (json_int_t)json_array_size(d.sessions), "seconds", (json_int_t)d.seconds, "rated",
                         (json_int_t)json_object_size(d.pairs), "flares", (json_int_t)json_object_size(d.flares),
                         "medication", "taken", (json_int_t)taken, "asked", (json_int_t)json_object_size(d.medication),
                         "shared", (json_int_t)json_array_size(d.shared));
    }
    digest_finish(&d);
    return made;
}
