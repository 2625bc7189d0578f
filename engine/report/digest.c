/* Folding sessions: what was done, when and for how long, and the scores; see digest.h. */
#include "report/digest.h"

#include "base/xalloc.h"
#include "course/flags.h"
#include "outcome/measure.h"
#include "report/export.h"

#include <stdlib.h>
#include <string.h>

json_t *digest_list(json_t *object, const char *name) {
    json_t *list = json_object_get(object, name);
    if (list == NULL) {
        list = json_array();
        json_object_set_new(object, name, list);
    }
    return list;
}

void digest_insert(json_t *list, json_t *item) {
    size_t at = json_array_size(list);
    const char *when = value_string(item, "at", "");
    while (at > 0 && strcmp(value_string(json_array_get(list, at - 1), "at", ""), when) > 0)
        at--;
    json_array_insert_new(list, at, item);
}

const char *digest_title(const struct digest *d, const char *module, char out[WORDS_MAX]) {
    static const char alone[] = "measure-"; /* a questionnaire by itself */
    const char *title = value_string(json_object_get(d->facts->modules, module), "title", NULL);
    if (title == NULL && strncmp(module, alone, sizeof alone - 1) == 0)
        title = value_string(json_object_get(d->facts->instruments, module + sizeof alone - 1), "title", NULL);
    return title != NULL && title[0] != '\0' ? title : words_id(module, "A module", out);
}

static void count(json_t *object, const char *name, int64_t by) {
    value_set_int(object, name, value_int(object, name, 0) + by);
}

static void add_day(struct digest *d, const char *at, int64_t seconds) {
    char day[11];
    snprintf(day, sizeof day, "%s", at);
    if (seconds > 0 && words_day_number(day, -1) >= 0)
        count(d->days, day, seconds);
}

static const char *last_touched(const json_t *session) {
    const char *last = value_string(session, "ended_at", value_string(session, "started_at", "")), *at;
    size_t i;
    json_t *e;
    json_array_foreach(json_object_get(session, "entries"), i, e) {
        at = value_string(e, "answered_at", "");
        last = strcmp(at, last) > 0 ? at : last;
    }
    return last;
}

/* Practice by the day it was answered; what has no answer yet by the day the session began. Returns easier ones. */
static int add_practice(struct digest *d, const json_t *session) {
    int64_t left = value_int(session, "practice_seconds", 0);
    int easier = 0;
    size_t i;
    json_t *e;
    d->seconds += left;
    json_array_foreach(json_object_get(session, "entries"), i, e) {
        const json_t *value = json_object_get(e, "value");
        int64_t seconds = value_int(value, "seconds", 0);
        if (value_bool(e, "superseded", false) || strcmp(value_string(e, "kind", ""), "form") == 0)
            continue;
        easier += value_bool(value, "easier", false) ? 1 : 0;
        seconds = seconds > left ? left : seconds;
        add_day(d, value_string(e, "answered_at", ""), seconds);
        left -= seconds;
    }
    add_day(d, value_string(session, "started_at", ""), left);
    return easier;
}

static void add_to_module(struct digest *d, const json_t *session, const char *last, int easier) {
    const char *id = value_string(session, "module", ""), *outcome = value_string(session, "outcome", "");
    json_t *m = json_object_get(d->modules, id);
    if (m == NULL) {
        char words[WORDS_MAX];
        m = json_object();
        value_set_string(m, "title", digest_title(d, id, words));
        value_set_string(m, "kind", value_string(json_object_get(d->facts->modules, id), "kind", ""));
        json_object_set_new(d->modules, id, m);
    }
    bool done = strcmp(outcome, "completed") == 0, open = strcmp(outcome, "open") == 0;
    count(m, "started", 1);
    count(m, done ? "finished" : open ? "open" : "early", 1);
    count(m, "seconds", value_int(session, "practice_seconds", 0));
    count(m, "easier", easier);
    if (strcmp(last, value_string(m, "last", "")) > 0)
        value_set_string(m, "last", last);
    d->started++;
    d->finished += done ? 1 : 0;
}

static void add_session(struct digest *d, const json_t *session, const char *last) {
    json_t *row = json_object();
    value_set_string(row, "at", value_string(session, "started_at", ""));
    value_set_string(row, "last", last);
    value_set_string(row, "module", value_string(session, "module", ""));
    value_set_string(row, "outcome", value_string(session, "outcome", ""));
    value_set_int(row, "seconds", value_int(session, "practice_seconds", 0));
    value_set_bool(row, "inside", value_string(session, "parent", NULL) != NULL);
    digest_insert(d->sessions, row);
}

static void add_scores(struct digest *d, const json_t *session) {
    size_t i;
    json_t *score;
    json_array_foreach(json_object_get(session, "scores"), i, score) {
        const char *id = value_string(score, "instrument", NULL), *title = value_string(score, "title", NULL);
        if (id == NULL || !json_is_number(json_object_get(score, "total")))
            continue;
        digest_insert(digest_list(d->scores, id), json_pack("{s:s, s:O}", "at", value_string(score, "at", ""), "total",
                                                            json_object_get(score, "total")));
        if (title != NULL)
            value_set_string(d->titles, id, title);
    }
}

void digest_add(struct digest *d, const json_t *session) {
    const char *last = last_touched(session);
    if (strncmp(value_string(session, "started_at", ""), d->since, strlen("2026-04-14")) < 0) {
        add_scores(d, session);
        return;
    }
    add_session(d, session, last);
    add_to_module(d, session, last, add_practice(d, session));
    add_scores(d, session);
    digest_add_safety(d, session);
    digest_add_ratings(d, session);
    digest_add_days(d, session);
    if (value_bool(session, "shared", false))
        json_array_append(d->shared, (json_t *)session);
}

struct walk {
    struct digest *digest;
    struct store *store;
    struct error *err;
    bool failed;
};

static bool walk_session(void *context, const struct session_row *row) {
    struct walk *w = context;
    json_t *session = export_session(w->store, row, w->err);
    w->failed = session == NULL;
    if (!w->failed)
        digest_add(w->digest, session);
    json_decref(session);
    return !w->failed;
}

bool digest_make(struct digest *d, struct store *s, const char *person, const char *since,
                 const struct report_facts *facts, struct error *err) {
    *d = (struct digest){.facts = facts, .name = person_name(s, person, err)};
    json_t **const lists[] = {&d->sessions, &d->risks, &d->flags, &d->events, &d->shared};
    json_t **const tables[] = {&d->modules, &d->days,    &d->scores, &d->titles,    &d->unanswered,
                               &d->pairs,   &d->records, &d->flares, &d->medication};
    snprintf(d->since, sizeof d->since, "%s", since != NULL ? since : "");
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        *lists[i] = json_array();
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        *tables[i] = json_object();
    clock_date(clock_wall_ms(store_clock(s)), d->today);
    struct walk w = {.digest = d, .store = s, .err = err};
    d->seen = flags_seen(s, person, err);
    return d->name != NULL && d->seen != NULL && session_each(s, person, walk_session, &w, err) && !w.failed;
}

void digest_finish(struct digest *d) {
    json_t *const all[] = {d->sessions,   d->modules,    d->days,   d->scores, d->titles,  d->risks,
                           d->unanswered, d->flags,      d->events, d->pairs,  d->records, d->shared,
                           d->flares,     d->medication, d->packet, d->seen};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        json_decref(all[i]);
    free(d->name);
    *d = (struct digest){0};
}
