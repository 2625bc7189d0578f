/* A step on screen: the state its page is made of, and what the patient's presses there mean. */
#include "app/stage_internal.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "outcome/measure.h"
#include "report/packet.h"

#include <stdlib.h>
#include <string.h>

static json_t *module_state(struct session *s) {
    const json_t *m = session_manifest(s);
    json_t *made = json_object();
    value_set_string(made, "id", session_row(s)->module);
    value_set_string(made, "title", session_text(s, value_string(m, "title", session_row(s)->module)));
    value_set_string(made, "kind", value_string(m, "kind", "education"));
    value_set_number(made, "minutes", value_number(m, "minutes", 10));
    return made;
}

static void add(json_t *state, const char *name, const json_t *value) {
    if (value != NULL)
        json_object_set(state, name, (json_t *)value);
}

static void add_new(json_t *state, const char *name, json_t *value) {
    if (value != NULL)
        json_object_set_new(state, name, value);
}

/* Absolute path of a picture a step shows, if it has one. */
static void add_picture(struct session *s, const struct session_view *v, json_t *state) {
    const char *name = value_string(v->def, "picture", NULL);
    struct error quiet = {0};
    char *path = name != NULL ? bundle_media(session_bundle(s), name, &quiet) : NULL;
    if (path != NULL)
        value_set_string(state, "picture", path);
    free(path);
}

static void add_offer(struct stage *st, const struct session_view *v, json_t *state) {
    const char *module = strcmp(v->kind, "offer") == 0 ? value_string(v->def, "module", NULL) : NULL;
    struct error quiet = {0};
    struct bundle *b = module != NULL ? library_bundle(st->o.library, module, false, &quiet) : NULL;
    const json_t *m = b != NULL ? bundle_manifest(b, &quiet) : NULL;
    if (m == NULL)
        return;
    json_t *offer =
        json_pack("{s:s, s:f}", "title", value_string(m, "title", module), "minutes", value_number(m, "minutes", 10));
    language_of_module(st, module, offer);
    json_object_set_new(state, "offer", offer);
}

/* A person's own course of what a chart names: an instrument's score, a recorded value, or what a question was given.
 */
json_t *stage_trajectory(struct stage *st, const char *id, const char *title) {
    static const char *const kinds[] = {"score", "record", "ask.scale", "ask.number", "pace"};
    struct error quiet = {0};
    struct instrument *in = library_instrument(st->o.library, id, &quiet);
    json_t *tables = json_object(), *history = NULL;
    if (in != NULL)
        json_object_set(tables, id, (json_t *)instrument_table(in));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && json_array_size(history) == 0; i++) {
        json_decref(history);
        history = entry_history(stage_store(st), st->person, kinds[i], id, &quiet);
    }
    struct measure m = measure_of(tables, id, title != NULL ? title : id);
    json_t *made = measure_trajectory(&m, history);
    const char *plain = value_string(json_object_get(tables, id), "patient_title", NULL);
    if (plain != NULL)
        value_set_string(made, "title", plain);
    json_decref(history);
    json_decref(tables);
    return made;
}

static void add_trajectory(struct stage *st, const struct session_view *v, json_t *state) {
    if (strcmp(v->kind, "chart") != 0)
        return;
    json_t *made = stage_trajectory(st, value_string(v->def, "of", ""), value_string(v->def, "title", NULL));
    json_object_set_new(state, "trajectory", made);
}

/* What there is for the review packet, in the language of the screen. */
static void add_packet(struct stage *st, const struct session_view *v, json_t *state) {
    struct error wrong = {0};
    if (strcmp(v->kind, "packet") != 0)
        return;
    json_t *instruments = facts_instruments(st->o.library), *score;
    struct report_facts facts = {.instruments = instruments};
    json_t *made = packet_preview(stage_store(st), st->person, (int)value_int(v->def, "weeks", 12), &facts, &wrong);
    size_t i;
    json_array_foreach(json_object_get(made, "scores"), i, score)
        library_instrument_in(st->o.library, st->language, value_string(score, "id", ""), score);
    if (made == NULL)
        log_error("the review packet could not be previewed", &wrong);
    add_new(state, "packet", made);
    json_decref(instruments);
}

json_t *step_page(struct stage *st, struct error *err) {
    struct session *s = stage_session(st);
    const struct session_view *v = session_view(s);
    json_t *state = json_object();
    json_object_set_new(state, "module", module_state(s));
    value_set_int(state, "index", v->index);
    value_set_int(state, "total", v->total);
    value_set_number(state, "progress", v->progress);
    value_set_bool(state, "can_back", v->can_back);
    add(state, "value", v->value);
    add(state, "draft", st->draft != NULL ? st->draft : v->draft);
    add(state, "context", v->context);
    add(state, "rows", v->rows);
    add(state, "part", v->part);
    add(state, "pace", v->pace);
    add(state, "problem", st->problem);
    add_picture(s, v, state);
    add_offer(st, v, state);
    add_trajectory(st, v, state);
    add_packet(st, v, state);
    if (strcmp(v->kind, "ask.body") == 0 || strcmp(v->kind, "form") == 0)
        stage_need_body(st);
    if (st->play.phase != PHASE_NONE) {
        add_new(state, "practice", practice_state(st));
        add_new(state, "media", media_state(st));
    }
    json_t *args = json_array();
    json_array_append(args, (json_t *)v->def);
    json_array_append_new(args, state);
    return stage_call(st, "steps.page", args, err);
}

static void moved_or_trouble(struct stage *st, bool ok, const struct error *err) {
    if (ok)
        stage_after_move(st);
    else
        stage_trouble(st, err, true);
}

static void submit(struct stage *st, const json_t *fields, bool skip) {
    struct error wrong = {0};
    json_t *problem = NULL;
    struct session *s = stage_session(st);
    bool ok = session_submit(s, fields, skip, stage_now_ms(st) - st->shown_ms, &problem, &wrong);
    if (!ok && st->draft == NULL)
        st->draft = json_deep_copy(fields);
    if (!ok && wrong.code == ERROR_SCRIPT)
        stage_trouble(st, &wrong, false);
    else if (problem == NULL)
        moved_or_trouble(st, ok, &wrong);
    if (problem == NULL)
        return;
    json_decref(st->problem);
    json_decref(st->draft);
    st->problem = problem;
    st->draft = json_deep_copy(fields);
    stage_show(st);
}

static void answer(struct stage *st, enum entry_status status, json_t *value) {
    struct error wrong = {0};
    bool ok = session_answer(stage_session(st), status, value, stage_now_ms(st) - st->shown_ms, &wrong);
    json_decref(value);
    moved_or_trouble(st, ok, &wrong);
}

/* A finished practice shown again by Back keeps its answer when nothing was played. */
static void finish_practice(struct stage *st, bool finished) {
    const struct session_view *v = session_view(stage_session(st));
    if (v->is_answered && !st->play.started) {
        answer(st, ENTRY_ANSWERED, v->value != NULL ? json_incref((json_t *)v->value) : json_null());
        return;
    }
    json_t *value = practice_value(st);
    value_set_bool(value, "finished", finished);
    submit(st, value, false);
    json_decref(value);
}

static void accept_offer(struct stage *st) {
    const struct session_view *v = session_view(stage_session(st));
    struct error wrong = {0};
    const char *module = value_string(v->def, "module", "");
    struct bundle *b = library_bundle(st->o.library, module, false, &wrong);
    if (b == NULL || bundle_manifest(b, &wrong) == NULL || !stage_begin(st, b, &wrong))
        stage_trouble(st, &wrong, false);
}

static void leave_for_now(struct stage *st) {
    struct error wrong = {0};
    stage_flush_draft(st, &wrong);
    stage_leave_sessions(st);
    stage_go(st, SCREEN_TODAY);
}

static void go_back(struct stage *st) {
    struct error wrong = {0};
    struct session *s = stage_session(st);
    if (!session_view(s)->can_back && st->depth > 1) {
        json_t *value = json_string("stopped");
        bool ok = session_stop(s, &wrong);
        if (ok) {
            session_close(s);
            st->depth--;
            ok = session_answer(stage_session(st), ENTRY_ANSWERED, value, 0, &wrong);
        }
        json_decref(value);
        moved_or_trouble(st, ok, &wrong);
        return;
    }
    if (!session_view(s)->can_back)
        return;
    practice_end(st);
    moved_or_trouble(st, session_back(s, &wrong), &wrong);
}

static bool offer_act(struct stage *st, const char *name, bool *out_done) {
    if (strcmp(session_view(stage_session(st))->kind, "offer") != 0)
        return false;
    *out_done = true;
    if (strcmp(name, "yes") == 0 || strcmp(name, "offer_yes") == 0)
        accept_offer(st);
    else if (strcmp(name, "not_now") == 0 || strcmp(name, "offer_not_now") == 0 || strcmp(name, "no") == 0)
        answer(st, ENTRY_DECLINED, json_string("declined"));
    else
        *out_done = false;
    return *out_done;
}

bool step_act(struct stage *st, const struct scene_action *a) {
    struct session *s = stage_session(st);
    struct error wrong = {0};
    bool done = false, practice = st->play.phase != PHASE_NONE;
    if (s == NULL)
        return false;
    if (offer_act(st, a->name, &done))
        return true;
    if (practice && practice_act(st, a))
        return true;
    if (strcmp(a->name, "continue") == 0 && practice)
        finish_practice(st, st->play.phase == PHASE_OVER);
    else if (strcmp(a->name, "finish_here") == 0 && practice)
        finish_practice(st, false);
    else if (strcmp(a->name, "skip") == 0 && practice)
        answer(st, ENTRY_SKIPPED, practice_value(st));
    else if (strcmp(a->name, "continue") == 0)
        submit(st, a->fields, false);
    else if (strcmp(a->name, "skip") == 0)
        submit(st, a->fields, true);
    else if (strcmp(a->name, "back") == 0)
        go_back(st);
    else if (strcmp(a->name, "edit") == 0 && json_is_string(a->arg))
        moved_or_trouble(st, session_edit(s, json_string_value(a->arg), &wrong), &wrong);
    else if (strcmp(a->name, "stop") == 0)
        leave_for_now(st);
    else
        return false;
    return true;
}
