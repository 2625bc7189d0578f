/* A session from outside: begin, resume, answer, back, edit, stop. The run itself is in advance.c; this file decides
 * what each wish of the patient means for the record and the cursor. */
#include "base/xalloc.h"
#include "session/internal.h"

#include <stdlib.h>
#include <string.h>

int64_t session_wall_ms(const struct session *s) {
    return clock_wall_ms(store_clock(s->setup.store));
}

const char *session_step_key(const struct session *s) {
    return value_string(s->def, "key", value_string(s->request, "key", ""));
}

static struct session *make(const struct session_setup *setup) {
    struct session *s = xcalloc(1, sizeof *s);
    s->setup = *setup;
    s->bundle = setup->bundle;
    s->words = json_object();
    s->said = json_object();
    s->asked = json_object();
    s->private_ids = json_object();
    s->pending = json_array();
    s->newest = json_object();
    s->site_total = (int)json_array_size(bundle_step_sites(setup->bundle));
    return s;
}

void session_close(struct session *s) {
    if (s == NULL)
        return;
    crash_unmark(s);
    record_free(s);
    for (size_t i = 0; i < s->path_count; i++)
        free(s->path[i].key);
    free(s->path);
    parts_leave(s);
    guest_destroy(s->guest);
    catalogue_destroy(s->catalogue);
    json_t *held[] = {s->words, s->said,     s->private_ids, s->asked, s->request,    s->def,    s->context,
                      s->rows,  s->position, s->part,        s->pace,  s->view.draft, s->pending};
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        json_decref(held[i]);
    free(s->cursor);
    free(s->until);
    free(s->closing);
    free(s);
}

struct session *session_begin(const struct session_setup *setup, struct error *err) {
    struct error wrong = {0};
    const json_t *manifest = bundle_manifest(setup->bundle, &wrong);
    struct session *s = make(setup);
    snprintf(s->row.person, sizeof s->row.person, "%s", setup->person);
    snprintf(s->row.parent, sizeof s->row.parent, "%s", setup->parent != NULL ? setup->parent : "");
    snprintf(s->row.module, sizeof s->row.module, "%s", bundle_id(setup->bundle));
    snprintf(s->row.version, sizeof s->row.version, "%s", value_string(manifest, "version", ""));
    snprintf(s->row.bundle_hash, sizeof s->row.bundle_hash, "%s", bundle_hash(setup->bundle));
    const char *language = setup->language != NULL ? setup->language : value_string(manifest, "language", "en");
    snprintf(s->row.language, sizeof s->row.language, "%s", language);
    language_load(s);
    json_t *packed = bundle_pack(setup->bundle);
    bool ok = bundle_put(setup->store, s->row.bundle_hash, packed, err) && session_insert(setup->store, &s->row, err);
    json_decref(packed);
    if (ok)
        crash_mark(s);
    if (!ok || !session_rerun(s, err)) {
        session_close(s);
        return NULL;
    }
    return s;
}

static void load_place(struct session *s) {
    json_t *place = place_get(s->setup.store, s->row.id);
    const char *cursor = value_string(place, "cursor", NULL), *until = value_string(place, "until", NULL);
    s->cursor = cursor != NULL ? xstrdup(cursor) : NULL;
    s->until = until != NULL ? xstrdup(until) : NULL;
    json_decref(place);
}

struct session *session_resume(const struct session_setup *setup, const struct session_row *row, struct error *err) {
    struct session *s = make(setup);
    s->row = *row;
    language_load(s);
    load_place(s);
    bool ok = record_load(s, err);
    if (ok)
        crash_mark(s);
    if (!ok || !session_rerun(s, err)) {
        session_close(s);
        return NULL;
    }
    return s;
}

bool session_save_place(struct session *s, struct error *err) {
    json_t *place = json_object();
    if (s->cursor != NULL)
        value_set_string(place, "cursor", s->cursor);
    if (s->until != NULL)
        value_set_string(place, "until", s->until);
    bool ok = place_set(s->setup.store, s->row.id, place, err);
    json_decref(place);
    return ok;
}

static void replace(json_t **slot, json_t *with) {
    json_decref(*slot);
    *slot = with;
}

static json_t *part_state(const struct session *s) {
    if (s->instrument_parts == NULL)
        return NULL;
    json_t *labels = json_array(), *part;
    size_t i;
    json_array_foreach(s->instrument_parts, i, part) json_array_append_new(
        labels, json_string(catalogue_text(s->part_catalogue, NULL, value_string(part, "short", ""))));
    return json_pack("{s:i, s:i, s:o}", "index", (int)s->part_index + 1, "count",
                     (int)json_array_size(s->instrument_parts), "labels", labels);
}

static void measure_progress(struct session *s) {
    int total = s->site_total > 0 ? s->site_total : 1;
    double whole = s->best_rank > 0 ? s->best_rank : 1;
    size_t parts = json_array_size(s->instrument_parts);
    if (parts > 0)
        whole += (double)s->part_index / (double)parts - 1;
    s->view.index = s->best_rank > 0 ? s->best_rank : 1;
    s->view.total = total > s->view.index ? total : s->view.index;
    s->view.progress = whole / s->view.total;
}

static bool safety_waits(const struct session *s) {
    bool waits = false;
    for (size_t i = 0; i < s->kept_count; i++) {
        const struct kept *k = &s->kept[i];
        if (strcmp(k->kind, "safety.ack") == 0)
            waits = false;
        else if (strcmp(k->kind, "tell_therapist") == 0 && strcmp(value_string(k->value, "level", ""), "urgent") == 0)
            waits = true;
    }
    return waits;
}

bool session_show(struct session *s, struct error *err) {
    const char *key = session_step_key(s);
    const json_t *args = json_object_get(s->request, "args");
    struct kept *k = record_find(s, key, true);
    replace(&s->context, words_context(s, args));
    replace(&s->rows, strcmp(value_string(s->request, "kind", ""), "review") == 0 ? words_rows(s, args) : NULL);
    replace(&s->part, part_state(s));
    replace(&s->pace, session_pace(s));
    replace(&s->position, position_get(s->setup.store, s->row.id, key));
    replace(&s->view.draft, draft_get(s->setup.store, s->row.id, key));
    s->shown_ms = session_wall_ms(s);
    s->view.at = SESSION_AT_STEP;
    s->view.key = key;
    s->view.kind = value_string(s->def, "kind", "");
    s->view.def = s->def;
    s->view.value = k != NULL ? k->value : NULL;
    s->view.is_answered = k != NULL && !k->superseded;
    s->view.position = s->position;
    s->view.context = s->context;
    s->view.rows = s->rows;
    s->view.part = s->part;
    s->view.pace = s->pace;
    s->view.can_back = false;
    for (size_t i = 0; i < s->path_count; i++)
        s->view.can_back = s->view.can_back || s->path[i].shown;
    measure_progress(s);
    (void)err;
    return true;
}

const struct session_view *session_view(struct session *s) {
    s->view.wants_safety = safety_waits(s);
    return &s->view;
}

const struct session_row *session_row(const struct session *s) {
    return &s->row;
}

const json_t *session_manifest(const struct session *s) {
    struct error quiet = {0};
    return bundle_manifest(s->bundle, &quiet);
}

struct bundle *session_bundle(const struct session *s) {
    return s->bundle;
}

static bool is_written(const json_t *value) {
    return (json_is_string(value) && json_string_value(value)[0] != '\0') ||
           (json_is_array(value) && json_array_size(value) > 0);
}

bool session_has_words(const struct session *s) {
    const char *id;
    json_t *unused;
    for (size_t i = 0; i < s->kept_count; i++) {
        const struct kept *k = &s->kept[i];
        bool form = strcmp(k->kind, "form") == 0;
        if (k->superseded || k->id == NULL)
            continue;
        const json_t *args = json_object_get(json_object_get(s->asked, k->id), "args");
        bool own = json_object_get(s->private_ids, k->id) != NULL || words_are_own(args, k->kind, k->value);
        if (!form && own && is_written(k->value))
            return true;
        json_object_foreach(s->private_ids, id,
                            unused) if (form && is_written(json_object_get(k->value, id))) return true;
    }
    return false;
}

/* The newest number given to that id, or NULL. */
static const json_t *number_of(const struct session *s, const char *id) {
    const json_t *found = NULL;
    for (size_t i = 0; i < s->kept_count; i++) {
        const struct kept *k = &s->kept[i];
        if (!k->superseded && k->id != NULL && strcmp(k->id, id) == 0 && json_is_number(k->value))
            found = k->value;
    }
    return found;
}

json_t *session_changes(const struct session *s) {
    json_t *changes = json_array();
    for (size_t i = 0; i < s->kept_count; i++) {
        const struct kept *k = &s->kept[i];
        if (k->superseded || k->id == NULL || strcmp(k->kind, "ask.scale") != 0 || !json_is_number(k->value))
            continue;
        const json_t *args = json_object_get(json_object_get(s->asked, k->id), "args");
        const char *same = value_string(args, "same_as", NULL);
        const json_t *before = same != NULL ? number_of(s, same) : NULL;
        const json_t *first = same != NULL ? json_object_get(json_object_get(s->asked, same), "shown") : NULL;
        if (before == NULL || k->value != number_of(s, k->id))
            continue;
        json_t *change =
            json_pack("{s:s, s:O, s:O}", "label", value_string(first, "text", ""), "before", before, "after", k->value);
        value_set_number(change, "from", value_number(first, "from", 0));
        value_set_number(change, "to", value_number(first, "to", 10));
        json_array_append_new(changes, change);
    }
    return changes;
}

int64_t session_practice_seconds(struct session *s) {
    int64_t seconds = 0;
    for (size_t i = 0; i < s->kept_count; i++) {
        const struct kept *k = &s->kept[i];
        bool practice = strncmp(k->kind, "ask.", 4) != 0 && json_is_object(k->value);
        if (!k->superseded && practice)
            seconds += value_int(k->value, "seconds", 0);
    }
    return seconds;
}

bool session_submit(struct session *s, const json_t *fields, bool skip, int64_t active_ms, json_t **out_problem,
                    struct error *err) {
    json_t *call = json_array(), *taken = NULL, *state = json_object();
    *out_problem = NULL;
    value_set_bool(state, "skip", skip);
    if (s->pace != NULL)
        json_object_set(state, "pace", s->pace);
    json_array_append(call, s->def);
    json_array_append(call, (json_t *)fields);
    json_array_append_new(call, state);
    bool ok = host_call(s->setup.host, "steps.accept", call, &taken, err);
    json_decref(call);
    if (!ok)
        return false;
    if (value_string(taken, "problem", NULL) != NULL) {
        *out_problem = json_pack("{s:s, s:s?}", "text", value_string(taken, "problem", ""), "field",
                                 value_string(taken, "field", NULL));
    } else {
        bool skipped = strcmp(value_string(taken, "status", "answered"), "skipped") == 0;
        const json_t *share = json_object_get(taken, "share");
        ok = session_answer(s, skipped ? ENTRY_SKIPPED : ENTRY_ANSWERED, json_object_get(taken, "value"), active_ms,
                            err) &&
             (!json_is_boolean(share) || session_share(s->setup.store, s->row.id, json_is_true(share), err));
    }
    json_decref(taken);
    return ok;
}

/* Ids of a form's fields that hold the patient's own words. */
static json_t *word_fields(const json_t *args) {
    json_t *ids = json_array(), *field;
    size_t i;
    json_array_foreach(json_object_get(args, "fields"), i, field) {
        const char *ask = value_string(field, "ask", "");
        ask += strncmp(ask, "ask.", 4) == 0 ? 4 : 0;
        if (strcmp(ask, "text") == 0 || strcmp(ask, "list") == 0)
            json_array_append(ids, json_object_get(field, "id"));
    }
    return ids;
}

/* What a report needs to tell what was asked and answered; nothing in it is the patient's own words. */
static json_t *note_for(struct session *s, const char *kind, const json_t *value) {
    json_t *args = s->instrument_parts != NULL ? json_incref(s->part_asked) : words_for_others(s, s->request);
    char *label = words_label(s, NULL, args, kind, value);
    const char *text = value_string(args, "text", value_string(args, "title", NULL));
    json_t *note = json_object();
    char *open = text != NULL ? words_hidden(s, text) : NULL;
    if (open != NULL)
        value_set_string(note, "text", open);
    free(open);
    if (label[0] != '\0')
        value_set_string(note, "label", label);
    static const char *const kept[] = {"from", "to", "same_as", "better"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (json_object_get(args, kept[i]) != NULL)
            json_object_set(note, kept[i], json_object_get(args, kept[i]));
    if (words_are_own(args, kind, value))
        value_set_bool(note, "own", true);
    if (strcmp(kind, "form") == 0)
        json_object_set_new(note, "words", word_fields(json_object_get(s->request, "args")));
    if ((s->catalogue != NULL || s->part_catalogue != NULL) && strcmp(s->language, s->row.language) != 0)
        value_set_string(note, "language", s->language);
    if (s->part_catalogue != NULL)
        value_set_string(note, "wording", catalogue_header(s->part_catalogue, "X-Balm-Wording"));
    if (s->instrument_parts != NULL)
        value_set_string(note, "instrument", value_string(json_object_get(s->request, "args"), "id", ""));
    free(label);
    json_decref(args);
    return note;
}

/* Appends the answer to the step (or item) now shown. A risk item's message goes into the same commit. */
static bool append_answer(struct session *s, enum entry_status status, const json_t *value, int64_t active_ms,
                          struct error *err) {
    bool item = s->instrument_parts != NULL;
    const json_t *args = item ? s->part_asked : json_object_get(s->request, "args");
    const char *kind = item ? "instrument.item" : value_string(s->request, "kind", "");
    struct entry entries[2] = {{.key = session_step_key(s),
                                .id = value_string(item ? s->def : s->request, "id", NULL),
                                .kind = kind,
                                .status = status,
                                .value = value,
                                .shown_ms = s->shown_ms,
                                .answered_ms = session_wall_ms(s),
                                .active_ms = active_ms}};
    words_hash(kind, args, entries[0].def_hash, entries[0].shown_hash);
    json_t *note = note_for(s, kind, value);
    entries[0].note = note;
    size_t count = 1;
    if (item) {
        parts_queue_risk(s, value);
        const json_t *risk = json_array_get(s->pending, 0);
        if (risk != NULL)
            entries[count++] = (struct entry){.key = value_string(risk, "key", ""),
                                              .id = value_string(risk, "id", NULL),
                                              .kind = "tell_therapist",
                                              .value = json_object_get(risk, "value"),
                                              .shown_ms = s->shown_ms,
                                              .answered_ms = entries[0].answered_ms};
    }
    bool ok = record_append(s, entries, count, err);
    inputs_drop(s);
    json_decref(note);
    return ok;
}

static bool answer_changes(struct session *s, enum entry_status status, const json_t *value) {
    struct kept *k = record_find(s, session_step_key(s), false);
    if (k == NULL || k->status != status)
        return true;
    bool both_null = (k->value == NULL || json_is_null(k->value)) && (value == NULL || json_is_null(value));
    return !both_null && (k->value == NULL || value == NULL || !json_equal(k->value, value));
}

/* After an answer: the next item of the instrument, or on with the script. */
static bool go_on(struct session *s, const json_t *value, struct error *err) {
    if (s->instrument_parts != NULL) {
        if (parts_next(s))
            return session_show(s, err);
        json_t *result = NULL;
        struct error wrong = {0};
        if (!parts_finish(s, &result, &wrong)) {
            s->view.at = SESSION_AT_TROUBLE;
            s->view.trouble = wrong;
            return true;
        }
        words_learn(s, "instrument", value_string(json_object_get(s->request, "args"), "id", NULL),
                    json_object_get(s->request, "args"), result);
        parts_leave(s);
        return inputs_flush(s, err) && session_run_on(s, result, err);
    }
    words_learn(s, value_string(s->request, "kind", ""), value_string(s->request, "id", NULL),
                json_object_get(s->request, "args"), value);
    return session_run_on(s, value != NULL ? json_incref((json_t *)value) : NULL, err);
}

bool session_answer(struct session *s, enum entry_status status, const json_t *value, int64_t active_ms,
                    struct error *err) {
    bool returning = s->cursor != NULL, changes = answer_changes(s, status, value);
    char *key = xstrdup(session_step_key(s));
    bool ok = true;
    if (changes)
        ok = append_answer(s, status, value, active_ms, err);
    if (ok) {
        session_pass(s, key, record_find(s, key, false), true);
        free(s->cursor);
        s->cursor = NULL;
        if (returning && s->until == NULL && changes)
            ok = record_supersede_unmet(s, err);
        s->stop_next = returning && s->until == NULL && !changes;
        json_t *kept_value = value != NULL ? json_incref((json_t *)value) : NULL;
        ok = ok && go_on(s, kept_value, err);
        json_decref(kept_value);
        if (returning && ok)
            ok = session_save_place(s, err);
    }
    free(key);
    return ok;
}

static bool go_to(struct session *s, const char *key, const char *until, struct error *err) {
    char *cursor = xstrdup(key), *stop = until != NULL ? xstrdup(until) : NULL;
    free(s->cursor);
    free(s->until);
    s->cursor = cursor;
    s->until = stop;
    return session_save_place(s, err) && session_rerun(s, err);
}

bool session_back(struct session *s, struct error *err) {
    for (size_t i = s->path_count; i-- > 0;)
        if (s->path[i].shown)
            return go_to(s, s->path[i].key, NULL, err);
    return true;
}

bool session_edit(struct session *s, const char *key, struct error *err) {
    for (size_t i = 0; i < s->path_count; i++)
        if (strcmp(s->path[i].key, key) == 0)
            return go_to(s, key, value_string(s->request, "key", NULL), err);
    return error_set(err, ERROR_MISSING, "There is no answer %s to edit.", key);
}

bool session_save_draft(struct session *s, const json_t *fields, struct error *err) {
    return draft_set(s->setup.store, s->row.id, session_step_key(s), fields, err);
}

bool session_save_position(struct session *s, const json_t *position, struct error *err) {
    replace(&s->position, json_deep_copy(position));
    s->view.position = s->position;
    return position_set(s->setup.store, s->row.id, session_step_key(s), position, err);
}

/* Something that happened outside of the script's questions; it stays whatever is taken back later. */
static bool append_fact(struct session *s, const char *kind, json_t *value, struct error *err) {
    char *key = xprintf("%s:%zu", kind, s->kept_count + 1);
    int64_t now = session_wall_ms(s);
    struct entry e = {.key = key, .kind = kind, .value = value, .shown_ms = now, .answered_ms = now};
    bool ok = record_append(s, &e, 1, err);
    json_decref(value);
    free(key);
    return ok;
}

bool session_safety_shown(struct session *s, const char *by, struct error *err) {
    return append_fact(s, "safety.shown", json_pack("{s:s}", "by", by), err);
}

bool session_acknowledge_safety(struct session *s, struct error *err) {
    return append_fact(s, "safety.ack", json_true(), err);
}

bool session_adverse_event(struct session *s, const char *severity, struct error *err) {
    json_t *value = json_pack("{s:s, s:s}", "severity", severity, "step", session_step_key(s));
    return append_fact(s, "adverse_event", value, err);
}

bool session_adverse_severity(struct session *s, const char *severity, struct error *err) {
    return append_fact(s, "adverse_event.severity", json_pack("{s:s}", "severity", severity), err);
}

bool session_stop(struct session *s, struct error *err) {
    if (s->row.ended_ms != 0)
        return true;
    int64_t seconds = value_int(s->position, "seconds", 0);
    if (s->view.at == SESSION_AT_STEP && seconds > 0 && !s->view.is_answered) {
        json_t *value = json_pack("{s:b, s:I}", "finished", false, "seconds", (json_int_t)seconds);
        bool ok = append_answer(s, ENTRY_STOPPED, value, 0, err);
        json_decref(value);
        if (!ok)
            return false;
    }
    snprintf(s->outcome, sizeof s->outcome, "stopped");
    if (!session_end(s->setup.store, s->row.id, s->outcome, err))
        return false;
    s->row.ended_ms = session_wall_ms(s);
    s->view.at = SESSION_AT_END;
    s->view.outcome = s->outcome;
    return true;
}

bool session_reload(struct session *s, struct bundle *bundle, struct error *err) {
    struct bundle *old = s->bundle;
    s->bundle = bundle;
    s->setup.bundle = bundle;
    s->is_new_bundle = true;
    s->site_total = (int)json_array_size(bundle_step_sites(bundle));
    if (session_rerun(s, err))
        return true;
    s->bundle = s->setup.bundle = old;
    return false;
}
