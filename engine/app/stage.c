/* Navigation: which screen is shown, sessions begun, taken up and left. See stage.h. */
#include "app/desk.h"
#include "base/file.h"
#include "base/log.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

enum { DRAFT_AFTER_MS = 1000, SILENT_MS = 5000 };

int64_t stage_now_ms(const struct stage *st) {
    return clock_now_ms(st->o.clock);
}

/* The guest has budgets; this is for what they cannot end. The next start goes on at the same place. */
static void end_silent(void *context, const char *at) {
    (void)context;
    log_line("%s: the script did not come back for %d seconds, so Balm ends here. Nothing is lost: start it again.", at,
             SILENT_MS / 1000);
    _Exit(3);
}

static json_t *load_asset(const char *name, struct error *err) {
    char *path = path_join(share_folder(), name);
    size_t length;
    char *text = file_read(path, 1 << 20, &length, err);
    json_t *tokens = text != NULL ? value_parse(text, length, err) : NULL;
    free(text);
    free(path);
    return tokens;
}

/* The figures are read when a question first needs them; without them the body map is a list. */
void stage_need_body(struct stage *st) {
    struct error wrong = {0};
    if (scene_has_body(st->scene))
        return;
    json_t *art = load_asset("assets/art/bodymap.json", &wrong);
    if (art == NULL || !scene_set_body(st->scene, art, &wrong))
        log_error("the body map cannot be drawn, it is shown as a list", &wrong);
    json_decref(art);
}

struct stage *stage_create(const struct stage_options *options, struct error *err) {
    struct stage *st = xcalloc(1, sizeof *st);
    st->o = *options;
    st->volume = VOLUME_AT_FIRST;
    st->captions_on = true;
    st->draft_due_ms = -1;
    json_t *tokens = load_asset("assets/tokens.json", err);
    char *assets = path_join(share_folder(), "assets");
    bool ok = tokens != NULL && (st->watchdog = watchdog_create(SILENT_MS, end_silent, NULL, err)) != NULL &&
              (st->render = render_create(assets, err)) != NULL &&
              (st->host = host_create(share_folder(), err)) != NULL;
    if (ok) {
        st->ruler = render_ruler(st->render);
        st->scene = scene_create(&st->ruler, tokens, err);
        ok = st->scene != NULL;
    }
    if (ok)
        scene_set_look(st->scene, &st->o.look);
    if (ok)
        language_use(st, NULL);
    json_decref(tokens);
    free(assets);
    if (!ok) {
        stage_destroy(st);
        return NULL;
    }
    return st;
}

void stage_destroy(struct stage *st) {
    if (st == NULL)
        return;
    struct error ignored = {0};
    stage_flush_draft(st, &ignored);
    stage_leave_sessions(st);
    aloud_finish(st);
    scene_destroy(st->scene);
    render_destroy(st->render);
    language_finish(st);
    host_destroy(st->host);
    watchdog_destroy(st->watchdog);
    store_close(st->record);
    store_close(st->trial);
    json_decref(st->finished);
    json_decref(st->problem);
    json_decref(st->draft);
    desk_destroy(st->desk);
    free(st);
}

struct scene *stage_scene(struct stage *st) {
    return st->scene;
}

json_t *stage_outline(struct stage *st) {
    practice_fill_live(st, false);
    return scene_outline(st->scene);
}

json_t *stage_heard(struct stage *st) {
    return aloud_heard(st);
}

struct session *stage_session(struct stage *st) {
    return st->depth > 0 ? st->stack[st->depth - 1] : NULL;
}

struct store *stage_record(struct stage *st, struct error *err) {
    if (st->record == NULL) {
        struct store_options o = {.folder = st->o.data_folder, .clock = st->o.clock, .exclusive = st->o.exclusive};
        st->record = store_open(&o, err);
    }
    return st->record;
}

static struct store *trial_store(struct stage *st, struct error *err) {
    if (st->trial != NULL)
        return st->trial;
    struct store_options o = {.clock = st->o.clock};
    st->trial = store_open(&o, err);
    if (st->trial != NULL && !person_add(st->trial, "Trial", st->trial_person, err)) {
        store_close(st->trial);
        st->trial = NULL;
    }
    return st->trial;
}

struct store *stage_store(struct stage *st) {
    return st->is_trial ? st->trial : st->record;
}

json_t *stage_call(struct stage *st, const char *function, json_t *args, struct error *err) {
    json_t *out = NULL;
    bool ok = host_call(st->host, function, args, &out, err);
    json_decref(args);
    return ok ? out : NULL;
}

static json_t *page_of(struct stage *st, struct error *err) {
    switch (st->screen) {
    case SCREEN_STEP:
        return step_page(st, err);
    case SCREEN_DESK:
    case SCREEN_DESK_SIGN_IN:
        return desk_page(st, err);
    case SCREEN_SIGN_IN:
    case SCREEN_IDLE:
        return kiosk_page(st, err);
    default:
        return screen_page(st, err);
    }
}

static void count_turn(struct stage *st, const json_t *page) {
    char shown[sizeof st->shown_page];
    snprintf(shown, sizeof shown, "%s/%s", value_string(page, "name", ""), value_string(page, "step", ""));
    st->turns += strcmp(shown, st->shown_page) != 0;
    memcpy(st->shown_page, shown, sizeof shown);
}

void stage_show(struct stage *st) {
    struct error wrong = {0};
    json_t *page = page_of(st, &wrong);
    practice_fill_live(st, false);
    aloud_new_page(st, page);
    count_turn(st, page);
    if (page == NULL || !scene_set_page(st->scene, page, stage_now_ms(st), &wrong)) {
        log_error("the page could not be shown", &wrong);
        if (st->screen != SCREEN_TROUBLE)
            stage_trouble(st, &wrong, false);
    }
    json_decref(page);
}

void stage_go(struct stage *st, enum screen screen) {
    st->screen = screen;
    stage_show(st);
}

void stage_trouble(struct stage *st, const struct error *err, bool can_retry) {
    st->trouble = *err;
    st->can_retry = can_retry;
    practice_pause(st, PHASE_PAUSED);
    stage_go(st, SCREEN_TROUBLE);
}

void stage_leave_sessions(struct stage *st) {
    practice_end(st);
    voice_stop(st);
    while (st->depth > 0)
        session_close(st->stack[--st->depth]);
    json_decref(st->problem);
    st->problem = NULL;
}

static struct session_setup setup_for(struct stage *st, struct bundle *bundle) {
    return (struct session_setup){.store = stage_store(st),
                                  .host = st->host,
                                  .bundle = bundle,
                                  .find_instrument = library_instrument,
                                  .find_context = st->o.library,
                                  .person = st->person,
                                  .language = stage_language(st),
                                  .fixed = st->words,
                                  .watchdog = st->watchdog};
}

static void push(struct stage *st, struct session *s) {
    st->stack[st->depth++] = s;
}

static char *media_store_path(struct stage *st) {
    const char *folder = st->is_trial ? NULL : store_folder(st->record);
    return folder != NULL ? path_join(folder, "media") : NULL;
}

bool stage_begin(struct stage *st, struct bundle *bundle, struct error *err) {
    if (st->depth == STACK_MAX)
        return error_set(err, ERROR_FORMAT, "Modules are offered inside each other more than %d deep.", STACK_MAX);
    struct session_setup setup = setup_for(st, bundle);
    setup.parent = st->depth > 0 ? session_row(stage_session(st))->id : NULL;
    char *media = media_store_path(st);
    bool ok = media == NULL || bundle_keep_media(bundle, media, err);
    free(media);
    struct session *s = ok ? session_begin(&setup, err) : NULL;
    if (s == NULL)
        return false;
    push(st, s);
    stage_after_move(st);
    return true;
}

/* The bundle a session began with: the module on disk when it is still the same, else the kept bytes. */
static struct bundle *bundle_of(struct stage *st, const struct session_row *row, struct error *err) {
    struct error missing = {0};
    struct bundle *now = library_bundle(st->o.library, row->module, false, &missing);
    if (now != NULL && strcmp(bundle_hash(now), row->bundle_hash) == 0)
        return now;
    json_t *packed = bundle_get(stage_store(st), row->bundle_hash, err);
    char *media = media_store_path(st);
    struct bundle *kept = packed != NULL ? library_adopt(st->o.library, packed, media, err) : NULL;
    json_decref(packed);
    free(media);
    return kept;
}

bool stage_take_up(struct stage *st, const struct session_row *row, struct error *err) {
    struct session_row at = *row;
    for (;;) {
        struct bundle *bundle = bundle_of(st, &at, err);
        if (bundle == NULL)
            return false;
        struct session_setup setup = setup_for(st, bundle);
        struct session *s = session_resume(&setup, &at, err);
        if (s == NULL)
            return false;
        push(st, s);
        struct session_row child;
        struct error none = {0};
        if (st->depth == STACK_MAX || !session_find_child(stage_store(st), at.id, &child, &none))
            break;
        at = child;
    }
    return true;
}

bool stage_continue(struct stage *st, const struct session_row *row, struct error *err) {
    if (!stage_take_up(st, row, err))
        return false;
    stage_after_move(st);
    return true;
}

/* A session inside another one ended: its parent's offer is answered, and the patient is back there. */
static bool pop_child(struct stage *st) {
    struct session *child = stage_session(st);
    const char *outcome = session_view(child)->outcome;
    json_t *value = json_string(strcmp(outcome, "stopped") == 0 ? "stopped" : "done");
    session_close(child);
    st->depth--;
    struct error wrong = {0};
    bool ok = session_answer(stage_session(st), ENTRY_ANSWERED, value, 0, &wrong);
    json_decref(value);
    if (!ok)
        stage_trouble(st, &wrong, true);
    return ok;
}

void stage_after_move(struct stage *st) {
    practice_end(st);
    voice_stop(st);
    json_decref(st->problem);
    st->problem = NULL;
    json_decref(st->draft);
    st->draft = NULL;
    st->draft_due_ms = -1;
    st->shown_ms = stage_now_ms(st);
    struct session *s = stage_session(st);
    const struct session_view *v = session_view(s);
    if (v->wants_safety) {
        stage_safety_shown(st, "risk");
        stage_go(st, SCREEN_SAFETY);
        return;
    }
    switch (v->at) {
    case SESSION_AT_STEP:
        st->screen = SCREEN_STEP;
        practice_begin(st, v);
        stage_show(st);
        break;
    case SESSION_AT_TROUBLE:
        stage_trouble(st, &v->trouble, false);
        break;
    case SESSION_AT_END:
        if (st->depth > 1) {
            if (pop_child(st))
                stage_after_move(st);
            break;
        }
        json_decref(st->finished);
        st->finished = finished_context(st, s);
        stage_go(st, SCREEN_FINISHED);
        break;
    }
}

void stage_plain_look(struct stage *st) {
    struct scene_look look = *scene_look(st->scene);
    look.text_percent = st->o.look.text_percent;
    look.theme = st->o.look.theme;
    look.calm_motion = st->o.look.calm_motion;
    look.plain_letters = st->o.look.plain_letters;
    hands_first(st, &look);
    aloud_first(st);
    scene_set_look(st->scene, &look);
}

static bool choose_person(struct stage *st, const char *person, struct error *err) {
    if (person == NULL) {
        st->is_trial = true;
        if (trial_store(st, err) == NULL)
            return false;
        snprintf(st->person, sizeof st->person, "%s", st->trial_person);
        return true;
    }
    if (stage_record(st, err) == NULL)
        return false;
    char id[40];
    if (!person_find(st->record, person, id, err))
        return false;
    st->is_trial = false;
    if (st->person[0] != '\0' && strcmp(st->person, id) != 0)
        stage_plain_look(st);
    snprintf(st->person, sizeof st->person, "%s", id);
    json_t *look = person_get(st->record, id, "look");
    struct scene_look now = *scene_look(st->scene);
    now.text_percent = (int)value_int(look, "text_percent", now.text_percent);
    now.theme = (enum theme)value_int(look, "theme", now.theme);
    now.calm_motion = value_bool(look, "calm_motion", now.calm_motion);
    now.plain_letters = value_bool(look, "plain_letters", now.plain_letters);
    st->captions_on = value_bool(look, "captions", true);
    st->volume = (int)value_int(look, "volume", VOLUME_AT_FIRST);
    if (look != NULL) {
        aloud_load(st, look);
        hands_load(st, look, &now);
        scene_set_look(st->scene, &now);
    }
    language_use(st, value_string(look, "language", NULL));
    json_decref(look);
    return true;
}

bool stage_open_module(struct stage *st, const char *module, const char *person, struct error *err) {
    struct error wrong = {0};
    struct bundle *bundle = library_bundle(st->o.library, module, true, &wrong);
    if (bundle == NULL && wrong.code == ERROR_MISSING && wrong.file[0] == '\0') {
        *err = wrong;
        return false;
    }
    if (!choose_person(st, person, err))
        return false;
    stage_flush_draft(st, err);
    stage_leave_sessions(st);
    if (bundle == NULL || bundle_manifest(bundle, &wrong) == NULL) {
        log_error(module, &wrong);
        stage_trouble(st, &wrong, false);
        return true;
    }
    struct session_row open;
    struct error none = {0};
    if (!st->is_trial && session_find_open(stage_store(st), st->person, bundle_id(bundle), &open, &none)) {
        st->resume = open;
        stage_go(st, SCREEN_RESUME);
        return true;
    }
    if (!stage_begin(st, bundle, &wrong)) {
        log_error(module, &wrong);
        stage_trouble(st, &wrong, false);
    }
    return true;
}

/* The desk and the kiosk are nobody's own: whoever was here has left. */
static bool open_for_many(struct stage *st, enum screen screen, struct error *err) {
    if (!stage_flush_draft(st, err))
        return false;
    stage_leave_sessions(st);
    st->person[0] = '\0';
    if (screen == SCREEN_DESK)
        desk_open(st, err);
    else
        kiosk_open(st);
    return true;
}

bool stage_open_screen(struct stage *st, const char *name, const char *person, struct error *err) {
    static const struct {
        const char *name;
        enum screen screen;
        bool needs_person;
    } known[] = {
        {"today", SCREEN_TODAY, true},    {"library", SCREEN_LIBRARY, true}, {"progress", SCREEN_PROGRESS, true},
        {"notes", SCREEN_NOTES, true},    {"help", SCREEN_HELP, false},      {"settings", SCREEN_SETTINGS, false},
        {"people", SCREEN_PEOPLE, false}, {"desk", SCREEN_DESK, false},      {"signin", SCREEN_SIGN_IN, false},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, name) != 0)
            continue;
        if (stage_record(st, err) == NULL)
            return false;
        if (known[i].screen == SCREEN_DESK || known[i].screen == SCREEN_SIGN_IN)
            return open_for_many(st, known[i].screen, err);
        enum screen to = known[i].screen;
        json_t *people = person_list(st->record, err);
        if (people == NULL)
            return false;
        const char *only = json_array_size(people) == 1 ? value_string(json_array_get(people, 0), "id", NULL) : NULL;
        bool ok = person == NULL || choose_person(st, person, err);
        if (ok && person == NULL && only != NULL && st->person[0] == '\0')
            ok = choose_person(st, only, err);
        json_decref(people);
        if (!ok)
            return false;
        stage_flush_draft(st, err);
        stage_leave_sessions(st);
        st->below = SCREEN_TODAY;
        stage_go(st, known[i].needs_person && st->person[0] == '\0' ? SCREEN_PEOPLE : to);
        return true;
    }
    return error_set(
        err, ERROR_MISSING,
        "There is no screen \"%s\". Known: today, library, progress, notes, help, people, settings, desk, signin.",
        name);
}

bool stage_flush_draft(struct stage *st, struct error *err) {
    if (st->draft == NULL || stage_session(st) == NULL)
        return true;
    if (!session_save_draft(stage_session(st), st->draft, err))
        return false;
    st->draft_due_ms = -1;
    return true;
}

static void note_draft(struct stage *st, const json_t *fields) {
    json_decref(st->draft);
    st->draft = json_deep_copy(fields);
    if (st->draft_due_ms < 0)
        st->draft_due_ms = stage_now_ms(st) + DRAFT_AFTER_MS;
}

static void act(struct stage *st, const struct scene_action *a) {
    bool at_desk = st->screen == SCREEN_DESK || st->screen == SCREEN_DESK_SIGN_IN;
    if (strcmp(a->name, "changed") != 0 && at_desk && desk_act(st, a))
        return;
    if (st->kiosk.on && kiosk_act(st, a))
        return;
    if (strcmp(a->name, "changed") == 0) {
        if (st->screen == SCREEN_STEP && stage_session(st) != NULL)
            note_draft(st, a->fields);
        if (st->screen == SCREEN_NOTES)
            screen_act(st, &(struct scene_action){.name = "search", .fields = a->fields});
        return;
    }
    struct error wrong = {0};
    if (!stage_flush_draft(st, &wrong)) {
        stage_trouble(st, &wrong, true);
        return;
    }
    if (listen_act(st, a) || (st->screen == SCREEN_STEP && step_act(st, a)))
        return;
    if (!screen_act(st, a))
        log_line("nothing answers to \"%s\" here", a->name);
}

void stage_event(struct stage *st, const struct event *event) {
    bool closes = event->kind == EVENT_KEY && strcmp(event->key, "F4") == 0 && (event->mods & MOD_ALT) != 0;
    if (event->kind == EVENT_QUIT || (closes && st->o.locked)) {
        st->quit = !kiosk_asks_to_leave(st);
        return;
    }
    if (st->kiosk.on && st->screen != SCREEN_IDLE)
        kiosk_touch(st);
    if (event->kind == EVENT_RESIZE) {
        struct scene_look look = *scene_look(st->scene);
        look.width_px = event->x;
        look.height_px = event->y;
        scene_set_look(st->scene, &look);
        return;
    }
    if (aloud_event(st, event))
        return;
    struct scene_action a = {0};
    scene_event(st->scene, event, stage_now_ms(st) + st->settle_ms, &a);
    if (a.name[0] != '\0')
        act(st, &a);
    scene_action_finish(&a);
}

void stage_settle(struct stage *st) {
    st->settle_ms += 1000;
}

bool stage_set_field(struct stage *st, const char *id, const json_t *value, struct error *err) {
    if (!scene_set_field(st->scene, id, value, err))
        return false;
    json_t *fields = scene_fields(st->scene);
    if (st->screen == SCREEN_STEP && stage_session(st) != NULL)
        note_draft(st, fields);
    if (st->screen == SCREEN_NOTES)
        screen_act(st, &(struct scene_action){.name = "search", .fields = fields});
    json_decref(fields);
    return true;
}

void stage_tick(struct stage *st) {
    int64_t now = stage_now_ms(st);
    if (st->draft_due_ms >= 0 && now >= st->draft_due_ms) {
        struct error wrong = {0};
        if (!stage_flush_draft(st, &wrong)) {
            st->draft_due_ms = now + 5 * DRAFT_AFTER_MS;
            log_error("what is being typed could not be saved yet", &wrong);
        }
    }
    scene_tick(st->scene, now + st->settle_ms);
    practice_tick(st);
    kiosk_tick(st);
    desk_tick(st);
    aloud_tick(st);
}

static int64_t sooner(int64_t a, int64_t b) {
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

int64_t stage_wants_at(struct stage *st) {
    int64_t at = sooner(scene_wants_frame_at(st->scene, stage_now_ms(st)), practice_wants_at(st));
    at = sooner(at, sooner(kiosk_wants_at(st), desk_wants_at(st)));
    at = sooner(at, aloud_wants_at(st));
    return sooner(at, st->draft_due_ms);
}

void stage_paint(struct stage *st, SDL_Surface *target, bool whole, struct rect *out_damage) {
    struct draw_list list;
    draw_list_init(&list);
    practice_fill_live(st, true);
    scene_draw(st->scene, stage_now_ms(st) + st->settle_ms, &list);
    render_paint(st->render, &list, target, whole, out_damage);
    draw_list_finish(&list);
}

size_t stage_damage(const struct stage *st, struct rect *out, size_t room) {
    return render_damage(st->render, out, room);
}

uint64_t stage_turns(const struct stage *st) {
    return st->turns;
}

bool stage_wants_quit(const struct stage *st) {
    return st->quit;
}
