/* The run: the guest asks, the record answers, until a step has no answer yet. That step is shown. Everything that
 * moves a session (first start, resume, Back, Edit, reload) is this loop from the top. */
#include "base/log.h"
#include "base/xalloc.h"
#include "session/internal.h"

#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MAX = 10000 };

enum met { MET_FED, MET_SHOWN, MET_ENDED, MET_TROUBLE, MET_UNWRITTEN };

void session_pass(struct session *s, const char *key, struct kept *entry, bool shown) {
    s->path = xrealloc(s->path, (s->path_count + 1) * sizeof *s->path);
    s->path[s->path_count++] = (struct passed){
        .key = xstrdup(key), .entry = entry != NULL ? (size_t)(entry - s->kept) : SIZE_MAX, .shown = shown};
    if (entry != NULL)
        entry->on_path = true;
}

static void clear_run(struct session *s) {
    for (size_t i = 0; i < s->path_count; i++)
        free(s->path[i].key);
    s->path_count = 0;
    for (size_t i = 0; i < s->kept_count; i++)
        s->kept[i].on_path = false;
    json_object_clear(s->words);
    json_object_clear(s->said);
    json_object_clear(s->asked);
    json_object_clear(s->private_ids);
    inputs_drop(s);
    parts_leave(s);
    s->best_rank = 0;
    s->stop_next = false;
    guest_destroy(s->guest);
    s->guest = NULL;
}

static void trouble(struct session *s, const struct error *err) {
    s->view.at = SESSION_AT_TROUBLE;
    s->view.trouble = *err;
    inputs_drop(s);
    log_error(s->row.module, err);
}

/* How far down the module's text the steps have come: the measure of progress. */
static void rank_step(struct session *s) {
    const json_t *sites = bundle_step_sites(s->bundle);
    const char *file = value_string(s->request, "file", "");
    int64_t line = value_int(s->request, "line", 0);
    size_t i;
    json_t *site;
    json_array_foreach(sites, i, site) {
        if (value_int(site, "line", -1) != line || strcmp(value_string(site, "file", ""), file) != 0)
            continue;
        if ((int)i + 1 > s->best_rank)
            s->best_rank = (int)i + 1;
        return;
    }
}

static bool under(const char *cursor, const char *key) {
    size_t n = strlen(key);
    return cursor != NULL && strncmp(cursor, key, n) == 0 && (cursor[n] == '/' || cursor[n] == '\0');
}

static bool same_question(struct session *s, const struct kept *k, const char *kind, const json_t *args) {
    uint8_t def[16], shown[16];
    if (strcmp(k->kind, kind) != 0)
        return false;
    if (s->is_new_bundle) {
        words_hash(kind, args, def, shown);
        return memcmp(def, k->def_hash, sizeof def) == 0;
    }
    words_hash_shown(kind, args, shown);
    if (memcmp(shown, k->shown_hash, sizeof shown) == 0)
        return true;
    if (s->until == NULL && !k->superseded)
        log_line("%s: the step %s at %s:%d is not what was asked before; it is asked again.", s->row.module, k->key,
                 value_string(s->request, "file", ""), (int)value_int(s->request, "line", 0));
    return false;
}

/* The recorded answer to the waiting request, or NULL when it must be shown. */
static struct kept *recorded(struct session *s, const char *key, const char *kind, const json_t *args) {
    bool at_until = s->until != NULL && strcmp(s->until, key) == 0;
    if (at_until || under(s->cursor, key))
        return NULL;
    struct kept *k = record_find(s, key, s->until != NULL);
    if (k == NULL || k->on_path || !same_question(s, k, kind, args))
        return NULL;
    if (s->stop_next) {
        s->stop_next = strcmp(kind, "instrument") == 0; /* stops at its first item instead */
        if (!s->stop_next) {
            free(s->cursor);
            s->cursor = xstrdup(key);
        }
        return NULL;
    }
    return k;
}

/* Editing an answer of a branch that is reached again: the answer counts anew. */
static void carry(struct session *s, struct kept *k, const json_t *args) {
    inputs_queue(s, k->key, k->id, k->kind, k->status, k->value != NULL ? json_incref(k->value) : NULL,
                 json_pack("{s:b}", "carried", true), args);
}

static void set_outcome(struct session *s, const json_t *args, const json_t *shown) {
    snprintf(s->outcome, sizeof s->outcome, "%s", value_string(args, "outcome", "completed"));
    free(s->closing);
    const char *text = value_string(shown, "text", NULL);
    s->closing = text != NULL ? xstrdup(text) : NULL;
    json_t *open = words_for_others(s, s->request);
    const json_t *tell = json_object_get(open, "tell_therapist");
    const char *words = json_is_string(tell) ? json_string_value(tell) : value_string(tell, "text", NULL);
    char *key = xprintf("tell_therapist:%s", value_string(s->request, "key", "finish#1"));
    if (words != NULL && record_find(s, key, false) == NULL) {
        const char *level = value_string(tell, "level", "attention");
        inputs_queue(s, key, "finish", "tell_therapist", ENTRY_ANSWERED,
                     json_pack("{s:s, s:s}", "text", words, "level", level), NULL, NULL);
    }
    json_decref(open);
    free(key);
}

static bool end(struct session *s, struct error *err) {
    if (!inputs_flush(s, err) || !record_supersede_unmet(s, err))
        return false;
    if (s->row.ended_ms == 0) {
        if (!session_end(s->setup.store, s->row.id, s->outcome, err))
            return false;
        s->row.ended_ms = session_wall_ms(s);
        snprintf(s->row.outcome, sizeof s->row.outcome, "%s", s->outcome);
    }
    s->view.at = SESSION_AT_END;
    s->view.outcome = s->outcome;
    s->view.closing = s->closing;
    s->view.progress = 1;
    return true;
}

/* For a form: the args of every step its fields may name in same_as, by id. */
static json_t *asked_args(struct session *s) {
    json_t *made = json_object(), *asked;
    const char *id;
    json_object_foreach(s->asked, id, asked) json_object_set(made, id, json_object_get(asked, "shown"));
    return made;
}

static json_t *define(struct session *s, struct error *err) {
    const json_t *args = json_object_get(s->request, "args");
    const char *same = value_string(args, "same_as", NULL);
    const json_t *inherited = same != NULL ? json_object_get(json_object_get(s->asked, same), "shown") : NULL;
    bool form = strcmp(value_string(s->request, "kind", ""), "form") == 0;
    if (same != NULL && inherited == NULL) {
        error_at(err, ERROR_SCRIPT, value_string(s->request, "file", ""), (int)value_int(s->request, "line", 0),
                 "same_as=\"%s\" names no step that was asked before.", same);
        return NULL;
    }
    json_t *call = json_array(), *def = NULL, *request = json_copy(s->request);
    json_object_set(request, "args", json_object_get(s->request, "shown"));
    json_array_append_new(call, request);
    if (form)
        json_array_append_new(call, asked_args(s));
    else if (inherited != NULL)
        json_array_append(call, (json_t *)inherited);
    bool ok = host_call(s->setup.host, "steps.define", call, &def, err);
    json_decref(call);
    if (!ok && err->line == 0) {
        snprintf(err->file, sizeof err->file, "%s", value_string(s->request, "file", ""));
        err->line = (int)value_int(s->request, "line", 0);
    }
    return ok ? def : NULL;
}

static enum met meet_finish(struct session *s) {
    json_t *def;
    struct error wrong = {0};
    if ((def = define(s, &wrong)) == NULL) {
        trouble(s, &wrong);
        return MET_TROUBLE;
    }
    json_decref(def);
    set_outcome(s, json_object_get(s->request, "args"), json_object_get(s->request, "shown"));
    return MET_ENDED;
}

static enum met finish_parts(struct session *s, json_t **out_feed, struct error *err) {
    struct error wrong = {0};
    if (!parts_finish(s, out_feed, &wrong)) {
        trouble(s, &wrong);
        return MET_TROUBLE;
    }
    const char *id = value_string(s->request, "id", value_string(json_object_get(s->request, "args"), "id", NULL));
    words_learn(s, "instrument", id, json_object_get(s->request, "args"), *out_feed);
    parts_leave(s);
    return inputs_flush(s, err) ? MET_FED : MET_UNWRITTEN;
}

static enum met show(struct session *s, json_t **out_feed, struct error *err) {
    struct error wrong = {0};
    json_t *def = define(s, &wrong);
    json_decref(s->def);
    s->def = def;
    bool instrument = strcmp(value_string(s->request, "kind", ""), "instrument") == 0;
    if (def == NULL || (instrument && !parts_enter(s, &wrong))) {
        trouble(s, &wrong);
        return MET_TROUBLE;
    }
    if (instrument && !parts_next(s))
        return finish_parts(s, out_feed, err);
    if (!inputs_flush(s, err) || (s->cursor == NULL && !record_supersede_unmet(s, err)))
        return MET_UNWRITTEN;
    if (s->until != NULL && strcmp(s->until, value_string(s->request, "key", "")) == 0) {
        free(s->until);
        s->until = NULL;
    }
    return session_show(s, err) ? MET_SHOWN : MET_UNWRITTEN;
}

static enum met meet_step(struct session *s, json_t **out_feed, struct error *err) {
    struct error wrong = {0};
    const char *kind = value_string(s->request, "kind", ""), *key = value_string(s->request, "key", "");
    json_t *args = words_with_answers(s, s->request, &wrong);
    if (args == NULL) {
        trouble(s, &wrong);
        return MET_TROUBLE;
    }
    if (args != json_object_get(s->request, "args"))
        json_object_set(s->request, "written", json_object_get(s->request, "args"));
    json_t *shown = words_shown(s, s->request, &wrong);
    json_object_set_new(s->request, "args", args);
    if (shown == NULL) {
        trouble(s, &wrong);
        return MET_TROUBLE;
    }
    json_object_set_new(s->request, "shown", shown);
    if (strcmp(kind, "finish") == 0)
        return meet_finish(s);
    rank_step(s);
    struct kept *k = recorded(s, key, kind, args);
    if (k == NULL)
        return show(s, out_feed, err);
    if (strcmp(kind, "instrument") == 0)
        parts_pass_recorded(s, key);
    bool parts = strcmp(kind, "instrument") == 0;
    if (k->superseded) {
        carry(s, k, args);
        session_pass(s, key, NULL, !parts);
    } else {
        session_pass(s, key, k, !parts);
    }
    words_learn(s, kind, k->id, args, k->value);
    *out_feed = k->value != NULL ? json_incref(k->value) : NULL;
    return MET_FED;
}

static enum met meet(struct session *s, json_t **out_feed, struct error *err) {
    const char *op = value_string(s->request, "op", "");
    *out_feed = NULL;
    if (strcmp(op, "module") == 0)
        return MET_FED;
    if (strcmp(op, "step") == 0)
        return meet_step(s, out_feed, err);
    struct error wrong = {0};
    if (inputs_answer(s, s->request, out_feed, &wrong))
        return MET_FED;
    trouble(s, &wrong);
    return MET_TROUBLE;
}

/* One request and its answer. */
static enum met turn(struct session *s, json_t **feed, struct error *err) {
    struct error wrong = {0};
    json_t *request = NULL;
    watchdog_at(s->setup.watchdog, value_string(s->request, "key", s->row.module));
    enum guest_event event = guest_resume(s->guest, *feed, &request, &wrong);
    watchdog_leave(s->setup.watchdog);
    json_decref(*feed);
    *feed = NULL;
    if (event == GUEST_FAILED) {
        trouble(s, &wrong);
        return MET_TROUBLE;
    }
    if (event == GUEST_ENDED) {
        snprintf(s->outcome, sizeof s->outcome, "completed");
        return MET_ENDED;
    }
    json_decref(s->request);
    s->request = request;
    if (s->path_count > ENTRIES_MAX || s->kept_count > ENTRIES_MAX) {
        error_at(&wrong, ERROR_BUDGET, value_string(request, "file", ""), (int)value_int(request, "line", 0),
                 "This session has more than %d steps.", ENTRIES_MAX);
        trouble(s, &wrong);
        return MET_TROUBLE;
    }
    return meet(s, feed, err);
}

bool session_run_on(struct session *s, json_t *feed, struct error *err) {
    enum met met;
    do
        met = turn(s, &feed, err);
    while (met == MET_FED);
    json_decref(feed);
    if (met == MET_ENDED)
        return end(s, err);
    return met != MET_UNWRITTEN;
}

bool session_rerun(struct session *s, struct error *err) {
    clear_run(s);
    char *name = person_name(s->setup.store, s->row.person, err);
    struct guest_options options = {.seed = s->row.seed, .patient_name = name != NULL ? name : ""};
    struct error wrong = {0};
    s->guest = guest_create(s->bundle, &options, &wrong);
    free(name);
    if (s->guest == NULL) {
        trouble(s, &wrong);
        return true;
    }
    return session_run_on(s, NULL, err);
}
