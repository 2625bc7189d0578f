/* What the tests of the report share: a record in memory, sessions put into it as the session room would, and the
 * report as one text. Header only, so that each test stays one executable. */
#ifndef TESTS_REPORT_TEST_H
#define TESTS_REPORT_TEST_H

#include "cmocka_all.h"

#include "base/text.h"
#include "base/xalloc.h"
#include "report/report.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

static const char facts_instruments[] =
    "{\"peg\":{\"id\":\"peg\",\"title\":\"PEG: pain, enjoyment, general activity\",\"direction\":\"lower is better\","
    "\"range\":[0,10],\"decimals\":1,\"important_change\":{\"value\":1.0,\"source\":\"Reed DE et al. 2024: "
    "anchor-based "
    "minimally important difference 1.0 to 1.75 in six trials\"},\"items\":[]},"
    "\"phq-9\":{\"id\":\"phq-9\",\"title\":\"PHQ-9: patient health questionnaire\",\"direction\":\"lower is better\","
    "\"range\":[0,27],\"decimals\":0,\"important_change\":{\"value\":5,\"source\":\"Löwe B, Unützer J, Callahan CM, et "
    "al. "
    "Med Care 2004;42(12):1194-1201\"},\"items\":[{\"id\":\"interest\",\"text\":\"Little interest\"},"
    "{\"id\":\"self_harm\",\"text\":\"Thoughts that you would be better off dead\",\"risk\":{\"from\":1},"
    "\"options\":[[0,\"Not at all\"],{\"items\":[1,\"Several days\"],\"code\":\"LA6569-3\"}]}]}}";
static const char facts_modules[] =
    "{\"thought-record\":{\"title\":\"A kinder thought\",\"kind\":\"cbt\",\"minutes\":10},"
    "\"breathing-space\":{\"title\":\"Breathing space\",\"kind\":\"mindfulness\",\"minutes\":5}}";

struct world {
    struct clock clock;
    struct store *s;
    struct error err;
    json_t *instruments, *modules;
    struct report_facts facts;
    char person[40], session[40];
    int steps;
};

static inline void must(bool ok, const struct error *err) {
    if (!ok)
        fail_msg("%s: %s", error_code_name(err->code), err->text);
}

static inline struct world *world_make(const char *name) {
    struct world *w = xcalloc(1, sizeof *w);
    assert_true(clock_init(&w->clock, true, "2026-03-10"));
    w->s = store_open(&(struct store_options){.clock = &w->clock}, &w->err);
    must(w->s != NULL && person_add(w->s, name, w->person, &w->err), &w->err);
    w->instruments = value_parse(facts_instruments, strlen(facts_instruments), &w->err);
    must(w->instruments != NULL, &w->err);
    w->modules = value_parse(facts_modules, strlen(facts_modules), &w->err);
    must(w->modules != NULL, &w->err);
    w->facts = (struct report_facts){.instruments = w->instruments, .modules = w->modules};
    return w;
}

static inline void world_destroy(struct world *w) {
    store_close(w->s);
    json_decref(w->instruments);
    json_decref(w->modules);
    free(w);
}

static inline void days_pass(struct world *w, int days) {
    clock_advance(&w->clock, (int64_t)days * 86400000);
}

static inline void begin(struct world *w, const char *module) {
    struct session_row row = {.seed = 1};
    snprintf(row.person, sizeof row.person, "%s", w->person);
    snprintf(row.module, sizeof row.module, "%s", module);
    snprintf(row.version, sizeof row.version, "1.0");
    snprintf(row.bundle_hash, sizeof row.bundle_hash, "%064d", 7);
    snprintf(row.language, sizeof row.language, "en");
    must(session_insert(w->s, &row, &w->err), &w->err);
    memcpy(w->session, row.id, sizeof w->session);
}

static inline void finish(struct world *w, const char *outcome, bool shared) {
    must(session_end(w->s, w->session, outcome, &w->err), &w->err);
    if (shared)
        must(session_share(w->s, w->session, true, &w->err), &w->err);
}

/* Appends an entry as the session writes it; takes value and note. */
static inline int64_t put(struct world *w, const char *kind, const char *id, json_t *value, json_t *note) {
    char key[120];
    int64_t now = clock_wall_ms(&w->clock);
    snprintf(key, sizeof key, "%s#%d", id != NULL ? id : kind, ++w->steps);
    struct entry e = {
        .key = key, .id = id, .kind = kind, .value = value, .note = note, .shown_ms = now, .answered_ms = now};
    must(entry_append(w->s, w->session, &e, 1, &w->err), &w->err);
    json_decref(value);
    json_decref(note);
    return e.seq;
}

static inline void put_text(struct world *w, const char *id, const char *question, const char *words) {
    put(w, "ask.text", id, json_string(words), json_pack("{s:s, s:s}", "text", question, "label", words));
}

static inline void put_score(struct world *w, const char *instrument, double total) {
    put(w, "score", instrument, json_pack("{s:f, s:n, s:b}", "total", total, "band", "complete", 1),
        json_pack("{s:s}", "title", instrument));
}

static inline void put_flag(struct world *w, const char *id, const char *level, const char *text) {
    put(w, "tell_therapist", id, json_pack("{s:s, s:s}", "text", text, "level", level), NULL);
}

/* The page; given. person NULL: the caseload. */
static inline char *page_of(struct world *w, const char *person) {
    char *html = NULL;
    size_t bytes = 0;
    FILE *out = open_memstream(&html, &bytes);
    assert_non_null(out);
    bool ok = person != NULL ? report_patient(w->s, person, &w->facts, out, &w->err)
                             : report_caseload(w->s, &w->facts, out, &w->err);
    fclose(out);
    must(ok, &w->err);
    return html;
}

static inline void assert_has(const char *html, const char *needle) {
    if (strstr(html, needle) == NULL)
        fail_msg("The page does not say: %s", needle);
}

static inline void assert_lacks(const char *html, const char *needle) {
    if (strstr(html, needle) != NULL)
        fail_msg("The page says: %s", needle);
}

#endif
