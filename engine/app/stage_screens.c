/* The app's own screens: what each needs to know (its context, plain data), and what its buttons do. How they look is
 * in the Lua files of screens/. */
#include "app/stage_internal.h"
#include "base/log.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CRASHES_MANY = 2 }; /* at one place: then the patient may skip it */

static const char *const names[] = {
    [SCREEN_STEP] = "step",         [SCREEN_TODAY] = "today",       [SCREEN_LIBRARY] = "library",
    [SCREEN_PROGRESS] = "progress", [SCREEN_NOTES] = "notes",       [SCREEN_HELP] = "help",
    [SCREEN_RESUME] = "resume",     [SCREEN_FINISHED] = "finished", [SCREEN_SETTINGS] = "settings",
    [SCREEN_PEOPLE] = "people",     [SCREEN_SAFETY] = "safety",     [SCREEN_TROUBLE] = "trouble",
};

static void add_person(struct stage *st, json_t *ctx) {
    struct error quiet = {0};
    char *name = st->person[0] != '\0' && !st->is_trial ? person_name(stage_store(st), st->person, &quiet) : NULL;
    if (name != NULL)
        value_set_string(ctx, "name", name);
    value_set_bool(ctx, "trial", st->is_trial);
    free(name);
}

/* "yesterday", "today", "3 days ago" */
static char *ago(struct stage *st, int64_t then_ms) {
    char now[16], then[16];
    int64_t a = 0, b = 0;
    date_parse(clock_date(clock_wall_ms(st->o.clock), now), &a);
    date_parse(clock_date(then_ms, then), &b);
    return language_ago(st, a - b);
}

/* "Step 6 of 11": where a half-done session stands, found as always by running it. */
static void add_place(struct stage *st, struct bundle *b, const struct session_row *row, json_t *ctx) {
    struct error quiet = {0};
    if (b == NULL || strcmp(bundle_hash(b), row->bundle_hash) != 0)
        return;
    struct session_setup setup = {.store = stage_store(st),
                                  .host = st->host,
                                  .bundle = b,
                                  .find_instrument = library_instrument,
                                  .find_context = st->o.library,
                                  .person = row->person,
                                  .language = stage_language(st),
                                  .fixed = st->words};
    struct session *s = session_resume(&setup, row, &quiet);
    const struct session_view *v = s != NULL ? session_view(s) : NULL;
    if (v != NULL && v->at == SESSION_AT_STEP) {
        value_set_string(ctx, "step_title", value_string(v->def, "title", NULL));
        value_set_int(ctx, "index", v->index);
        value_set_int(ctx, "total", v->total);
    }
    session_close(s);
}

/* module{resume_within="7 days"}: milliseconds, 0 where it says nothing. */
static int64_t resume_within_ms(const json_t *manifest) {
    static const struct {
        const char *unit;
        int64_t ms;
    } units[] = {{"minute", 60000}, {"hour", 3600000}, {"day", 86400000}, {"week", 604800000}};
    const char *text = value_string(manifest, "resume_within", "");
    char *unit;
    long count = strtol(text, &unit, 10);
    unit += strspn(unit, " ");
    for (size_t i = 0; count > 0 && i < sizeof units / sizeof *units; i++)
        if (strncmp(unit, units[i].unit, strlen(units[i].unit)) == 0)
            return count * units[i].ms;
    return 0;
}

/* A half-done session as the resume screen and Today show it. */
json_t *resume_context(struct stage *st, const struct session_row *row) {
    struct error quiet = {0};
    struct bundle *b = library_bundle(st->o.library, row->module, false, &quiet);
    const json_t *m = b != NULL ? bundle_manifest(b, &quiet) : NULL;
    char *when = ago(st, row->last_ms > 0 ? row->last_ms : row->started_ms);
    json_t *ctx = json_object();
    value_set_string(ctx, "session", row->id);
    value_set_string(ctx, "module", row->module);
    value_set_string(ctx, "title", value_string(m, "title", row->module));
    language_of_module(st, row->module, ctx);
    value_set_string(ctx, "kind", value_string(m, "kind", "education"));
    value_set_number(ctx, "minutes", value_number(m, "minutes", 10));
    value_set_string(ctx, "when", when);
    int64_t within = resume_within_ms(m), last = row->last_ms > 0 ? row->last_ms : row->started_ms;
    value_set_bool(ctx, "expired", within > 0 && clock_wall_ms(st->o.clock) - last > within);
    bool crashed = session_crashes(stage_store(st), row) >= CRASHES_MANY;
    value_set_bool(ctx, "crashed", crashed);
    if (!crashed)
        add_place(st, b, row, ctx);
    free(when);
    return ctx;
}

json_t *finished_context(struct stage *st, struct session *s) {
    const json_t *m = session_manifest(s);
    json_t *ctx = json_object();
    const struct session_view *v = session_view(s);
    value_set_string(ctx, "title", session_text(s, value_string(m, "title", session_row(s)->module)));
    value_set_string(ctx, "outcome", v->outcome);
    if (v->closing != NULL)
        value_set_string(ctx, "text", v->closing);
    value_set_int(ctx, "seconds", session_practice_seconds(s));
    json_object_set_new(ctx, "changes", session_changes(s));
    value_set_int(ctx, "practice_days", record_practice_days(st));
    value_set_bool(ctx, "has_words", session_has_words(s));
    value_set_bool(ctx, "shared", session_is_shared(stage_store(st), session_row(s)->id));
    return ctx;
}

static json_t *settings_context(struct stage *st) {
    static const char *const themes[] = {"light", "dark", "contrast"};
    const struct scene_look *look = scene_look(st->scene);
    json_t *ctx = json_pack("{s:i, s:s, s:b, s:b, s:b, s:i}", "text_percent", look->text_percent, "theme",
                            themes[look->theme], "calm_motion", look->calm_motion, "plain_letters", look->plain_letters,
                            "captions", st->captions_on, "volume", st->volume);
    json_t *languages = language_list(st);
    value_set_string(ctx, "language", language_chosen(st, languages));
    json_object_set_new(ctx, "languages", languages);
    hands_add(st, ctx);
    aloud_add(st, ctx);
    choices_add(st, ctx);
    return ctx;
}

static json_t *trouble_context(struct stage *st) {
    const struct error *e = &st->trouble;
    json_t *ctx = json_object();
    value_set_string(ctx, "code", error_code_name(e->code));
    value_set_string(ctx, "file", e->file);
    value_set_int(ctx, "line", e->line);
    value_set_string(ctx, "message", e->text);
    value_set_bool(ctx, "can_retry", st->can_retry);
    return ctx;
}

static json_t *people_context(struct stage *st) {
    struct error quiet = {0};
    json_t *people = st->record != NULL ? person_list(st->record, &quiet) : NULL;
    return json_pack("{s:o}", "people", people != NULL ? people : json_array());
}

static json_t *own_record_context(struct stage *st) {
    json_t *ctx = record_context(st);
    value_set_string(ctx, "search", st->search);
    value_set_bool(ctx, "as_table", st->as_table);
    return ctx;
}

static json_t *help_context(struct stage *st) {
    json_t *ctx = json_object();
    json_object_set_new(ctx, "plan", record_flare_plan(st));
    value_set_string(ctx, "part", st->help_part[0] != '\0' ? st->help_part : NULL);
    value_set_string(ctx, "severity", st->play.severity);
    return ctx;
}

static json_t *context_for(struct stage *st) {
    switch (st->screen) {
    case SCREEN_TODAY:
        return today_context(st);
    case SCREEN_LIBRARY:
        return library_context(st);
    case SCREEN_PROGRESS:
    case SCREEN_NOTES:
        return own_record_context(st);
    case SCREEN_HELP:
        return help_context(st);
    case SCREEN_RESUME:
        return resume_context(st, &st->resume);
    case SCREEN_FINISHED:
        return json_deep_copy(st->finished);
    case SCREEN_SETTINGS:
        return settings_context(st);
    case SCREEN_PEOPLE:
        return people_context(st);
    case SCREEN_TROUBLE:
        return trouble_context(st);
    default:
        return json_object();
    }
}

json_t *screen_page(struct stage *st, struct error *err) {
    json_t *ctx = context_for(st), *card = stage_safety_card(st);
    if (card != NULL)
        json_object_set_new(ctx, "card", card);
    add_person(st, ctx);
    json_t *args = json_array();
    json_array_append_new(args, json_string(names[st->screen]));
    json_array_append_new(args, ctx);
    return stage_call(st, "screens.page", args, err);
}

static void open_over(struct stage *st, enum screen screen) {
    if (st->screen != SCREEN_HELP && st->screen != SCREEN_SETTINGS)
        st->below = st->screen;
    practice_pause(st, PHASE_PAUSED);
    if (screen == SCREEN_HELP && st->screen != SCREEN_HELP)
        stage_safety_shown(st, "help");
    st->help_part[0] = '\0';
    stage_go(st, screen);
}

/* One small thing on the help screen; "" is the choice again. */
static void open_help_part(struct stage *st, const char *part) {
    if (st->screen != SCREEN_HELP)
        open_over(st, SCREEN_HELP);
    snprintf(st->help_part, sizeof st->help_part, "%s", part);
    st->help_from_ms = stage_now_ms(st);
    stage_show(st);
}

/* "Something got worse" where nothing plays: kept, and then the same help. */
static void got_worse(struct stage *st) {
    struct error wrong = {0};
    struct session *s = stage_session(st);
    st->play.severity[0] = '\0';
    if (s != NULL && !session_adverse_event(s, "unknown", &wrong))
        stage_trouble(st, &wrong, true);
    else
        open_help_part(st, "worse");
}

static void tell_severity(struct stage *st, const char *severity) {
    struct error wrong = {0};
    struct session *s = stage_session(st);
    snprintf(st->play.severity, sizeof st->play.severity, "%s", severity);
    if (s != NULL && !session_adverse_severity(s, severity, &wrong))
        stage_trouble(st, &wrong, true);
    else
        stage_show(st);
}

static void start_module(struct stage *st, const char *module) {
    struct error wrong = {0};
    if (!stage_open_module(st, module, st->is_trial ? NULL : st->person, &wrong))
        stage_trouble(st, &wrong, false);
}

static void resume_now(struct stage *st) {
    struct error wrong = {0};
    stage_leave_sessions(st);
    if (!stage_continue(st, &st->resume, &wrong))
        stage_trouble(st, &wrong, false);
}

/* The step at which the program died again and again is not shown: past it, and on. */
static void skip_crash(struct stage *st) {
    struct error wrong = {0};
    stage_leave_sessions(st);
    if (stage_take_up(st, &st->resume, &wrong) && session_skip_crash(stage_session(st), &wrong))
        stage_after_move(st);
    else
        stage_trouble(st, &wrong, false);
}

/* "Start again" ends the half-done session for good (what was practised counts) and begins a new one. */
static void start_again(struct stage *st) {
    struct error wrong = {0};
    char module[80];
    snprintf(module, sizeof module, "%s", st->resume.module);
    stage_leave_sessions(st);
    struct bundle *b = library_bundle(st->o.library, module, true, &wrong);
    bool ok = b != NULL && bundle_manifest(b, &wrong) != NULL;
    if (ok && stage_take_up(st, &st->resume, &wrong)) {
        while (st->depth > 0 && session_stop(stage_session(st), &wrong))
            session_close(st->stack[--st->depth]);
    } else if (ok) {
        ok = session_end(stage_store(st), st->resume.id, "stopped", &wrong);
    }
    stage_leave_sessions(st);
    if (!ok || !stage_begin(st, b, &wrong))
        stage_trouble(st, &wrong, false);
}

static void save_look(struct stage *st) {
    const struct scene_look *look = scene_look(st->scene);
    struct error quiet = {0};
    json_t *saved = json_pack("{s:i, s:i, s:b, s:b, s:b, s:i}", "text_percent", look->text_percent, "theme",
                              (int)look->theme, "calm_motion", look->calm_motion, "plain_letters", look->plain_letters,
                              "captions", st->captions_on, "volume", st->volume);
    hands_save(st, look, saved);
    aloud_save(st, saved);
    if (st->is_language_chosen)
        value_set_string(saved, "language", st->language);
    if (st->person[0] != '\0' && !person_set(stage_store(st), st->person, "look", saved, &quiet))
        log_error("the settings could not be saved", &quiet);
    json_decref(saved);
}

static bool settings_act(struct stage *st, const struct scene_action *a) {
    struct scene_look look = *scene_look(st->scene);
    const char *word = json_string_value(a->arg);
    if (strcmp(a->name, "set_language") == 0 && word != NULL) {
        language_switch(st, word);
        look = *scene_look(st->scene);
    } else if (strcmp(a->name, "set_text_size") == 0)
        look.text_percent = json_is_number(a->arg) ? (int)json_number_value(a->arg) : look.text_percent;
    else if (strcmp(a->name, "set_theme") == 0 && word != NULL)
        look.theme = strcmp(word, "dark") == 0       ? THEME_DARK
                     : strcmp(word, "contrast") == 0 ? THEME_CONTRAST
                                                     : THEME_LIGHT;
    else if (strcmp(a->name, "set_motion") == 0)
        look.calm_motion = !look.calm_motion;
    else if (strcmp(a->name, "set_plain_letters") == 0)
        look.plain_letters = !look.plain_letters;
    else if (strcmp(a->name, "set_captions") == 0)
        st->captions_on = !st->captions_on;
    else if (strcmp(a->name, "set_volume") == 0 && json_is_number(a->arg))
        st->volume = (int)json_number_value(a->arg);
    else if (strcmp(a->name, "settings_normal") == 0)
        look.text_percent = st->o.look.text_percent, look.theme = st->o.look.theme, look.calm_motion = false,
        look.plain_letters = false, st->captions_on = true, st->volume = VOLUME_AT_FIRST, hands_first(st, &look),
        aloud_first(st);
    else if (!hands_act(st, a, &look) && !aloud_settle(st, a))
        return false;
    scene_set_look(st->scene, &look);
    if (st->media != NULL)
        st->media->set_volume(st->volume);
    save_look(st);
    stage_show(st);
    return true;
}

/* Back to where help or settings were opened: same step, same second. */
static void return_below(struct stage *st) {
    if (st->screen == SCREEN_HELP && st->help_part[0] != '\0' && strcmp(st->help_part, "worse") != 0) {
        open_help_part(st, "");
        return;
    }
    bool anew = st->is_said_anew && st->below == SCREEN_STEP && stage_session(st) != NULL;
    st->is_said_anew = false;
    if (anew)
        stage_after_move(st);
    else
        stage_go(st, st->below);
}

static void finished_act(struct stage *st, const char *name, const char *word) {
    struct error wrong = {0};
    struct session *s = stage_session(st);
    bool share = strcmp(name, "share") == 0;
    if (s == NULL)
        return;
    if (strcmp(name, "got_worse") == 0) {
        if (session_adverse_event(s, "unknown", &wrong))
            value_set_string(st->finished, "worse", "unknown");
    } else if (strcmp(name, "worse_severity") == 0 && word != NULL) {
        if (session_adverse_severity(s, word, &wrong))
            value_set_string(st->finished, "worse", word);
    } else if (session_share(stage_store(st), session_row(s)->id, share, &wrong)) {
        value_set_bool(st->finished, "shared", share);
    }
    if (wrong.code != ERROR_NONE)
        stage_trouble(st, &wrong, false);
    else
        stage_show(st);
}

static void go_today(struct stage *st) {
    stage_leave_sessions(st);
    stage_go(st, st->person[0] != '\0' || st->is_trial ? SCREEN_TODAY : SCREEN_PEOPLE);
}

static void after_safety(struct stage *st) {
    struct error wrong = {0};
    struct session *s = stage_session(st);
    if (s != NULL && !session_acknowledge_safety(s, &wrong))
        stage_trouble(st, &wrong, false);
    else if (s != NULL)
        stage_after_move(st);
    else
        go_today(st);
}

static void retry(struct stage *st) {
    if (stage_session(st) == NULL) {
        go_today(st);
        return;
    }
    st->screen = SCREEN_STEP;
    stage_show(st);
}

static bool is(const struct scene_action *a, const char *name) {
    return strcmp(a->name, name) == 0;
}

static bool navigate(struct stage *st, const struct scene_action *a) {
    static const struct {
        const char *action;
        enum screen screen;
    } to[] = {
        {"library", SCREEN_LIBRARY}, {"progress", SCREEN_PROGRESS}, {"notes", SCREEN_NOTES}, {"people", SCREEN_PEOPLE}};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        if (is(a, to[i].action)) {
            st->search[0] = '\0';
            stage_go(st, to[i].screen);
            return true;
        }
    }
    if (is(a, "help"))
        open_over(st, SCREEN_HELP);
    else if (is(a, "text_size") || is(a, "settings"))
        open_over(st, SCREEN_SETTINGS);
    else if (is(a, "today") || is(a, "person"))
        go_today(st);
    else
        return false;
    return true;
}

static void share_note(struct stage *st, const char *session, bool share) {
    struct error wrong = {0};
    if (session_share(stage_store(st), session, share, &wrong))
        stage_show(st);
    else
        stage_trouble(st, &wrong, false);
}

static void search_notes(struct stage *st, const json_t *fields) {
    snprintf(st->search, sizeof st->search, "%s", value_string(fields, "search", ""));
    stage_show(st);
}

static void choose(struct stage *st, const char *person) {
    struct error wrong = {0};
    if (person != NULL && !stage_open_screen(st, "today", person, &wrong))
        stage_trouble(st, &wrong, false);
}

bool screen_act(struct stage *st, const struct scene_action *a) {
    const char *word = json_string_value(a->arg);
    if (st->screen == SCREEN_SAFETY && (is(a, "continue") || is(a, "acknowledge")))
        after_safety(st);
    else if (navigate(st, a) || settings_act(st, a) || choices_act(st, a))
        return true;
    else if (is(a, "back") && (st->screen == SCREEN_HELP || st->screen == SCREEN_SETTINGS))
        return_below(st);
    else if (is(a, "start") && word != NULL)
        start_module(st, word);
    else if (st->screen == SCREEN_RESUME && is(a, "continue"))
        resume_now(st);
    else if (st->screen == SCREEN_RESUME && is(a, "start_again"))
        start_again(st);
    else if (st->screen == SCREEN_RESUME && is(a, "skip"))
        skip_crash(st);
    else if (st->screen == SCREEN_FINISHED &&
             (is(a, "share") || is(a, "keep_private") || is(a, "got_worse") || is(a, "worse_severity")))
        finished_act(st, a->name, word);
    else if (st->screen == SCREEN_NOTES && (is(a, "share") || is(a, "keep_private")) && word != NULL)
        share_note(st, word, is(a, "share"));
    else if (st->screen == SCREEN_NOTES && is(a, "search"))
        search_notes(st, a->fields);
    else if (st->screen == SCREEN_PROGRESS && is(a, "as_table"))
        st->as_table = !st->as_table, stage_show(st);
    else if (is(a, "help_part") && word != NULL)
        open_help_part(st, word);
    else if (is(a, "got_worse"))
        got_worse(st);
    else if (st->screen == SCREEN_HELP && is(a, "worse_severity") && word != NULL)
        tell_severity(st, word);
    else if (st->screen == SCREEN_TODAY && is(a, "snooze") && word != NULL)
        today_snooze(st, word), stage_show(st);
    else if (is(a, "choose_person"))
        choose(st, word);
    else if (is(a, "retry"))
        retry(st);
    else if (is(a, "continue") || is(a, "back") || is(a, "not_now"))
        go_today(st);
    else
        return false;
    return true;
}
