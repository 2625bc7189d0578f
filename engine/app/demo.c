/* balm demo: a simulated patient plays the sample modules through the same stage as a real one, over four weeks of
 * virtual time, into a fresh data folder. Leaves screenshots, the report and the exports. */
#include "app/app.h"
#include "app/prescribe.h"
#include "app/stage_internal.h"
#include "base/file.h"
#include "base/log.h"
#include "base/rng.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "platform/platform.h"
#include "report/export.h"
#include "store/clinic.h"

#include <stdlib.h>
#include <string.h>

enum { SCREENS_MAX = 400, TICK_MS = 250, DAY_MS = 86400000 };

struct demo {
    struct app *app;
    struct stage *stage;
    struct platform *platform;
    const char *folder;
    int shots;
    bool take_shots;
    uint64_t seed;
    json_t *answers; /* assets/demo.json: what this patient says, by id, in turn */
};

/* What is played on which day. */
static const struct {
    int day;
    const char *module;
    bool shots;
} plan[] = {{0, "check-in", true},       {0, "breathing-space", true},  {1, "thought-record", true},
            {2, "sit-to-stand", true},   {4, "breathing-space", false}, {7, "check-in", false},
            {8, "sit-to-stand", false},  {10, "thought-record", false}, {14, "check-in", false},
            {17, "sit-to-stand", false}, {21, "check-in", false},       {25, "breathing-space", false},
            {28, "check-in", false}};

enum { PLAN_COUNT = sizeof plan / sizeof *plan };

static bool shot(struct demo *d, const char *what, struct error *err) {
    if (!d->take_shots)
        return true;
    char safe[64];
    snprintf(safe, sizeof safe, "%s", what);
    for (char *p = safe; *p != '\0'; p++)
        if (strchr("/#:. ", *p) != NULL)
            *p = '-';
    char *path = xprintf("%s/screens/%03d-%s.png", d->folder, ++d->shots, safe);
    struct rect damage;
    SDL_Surface *surface = platform_surface(d->platform);
    stage_paint(d->stage, surface, false, &damage);
    bool ok = render_save_png(surface, path, err);
    free(path);
    return ok;
}

static bool tap(struct demo *d, const char *label, struct error *err) {
    int x, y;
    if (!scene_find(stage_scene(d->stage), NULL, label, &x, &y, err))
        return false;
    clock_advance(&d->app->clock, 1500);
    stage_event(d->stage, &(struct event){.kind = EVENT_POINTER_DOWN, .x = x, .y = y});
    stage_event(d->stage, &(struct event){.kind = EVENT_POINTER_UP, .x = x, .y = y});
    stage_tick(d->stage);
    return true;
}

static void pass(struct demo *d, int64_t ms) {
    for (; ms > 0; ms -= TICK_MS) {
        clock_advance(&d->app->clock, ms < TICK_MS ? ms : TICK_MS);
        stage_tick(d->stage);
    }
}

/* Lets a practice play to its end, with a picture on the way. */
static bool practise(struct demo *d, const struct session_view *v, struct error *err) {
    char key[160];
    snprintf(key, sizeof key, "%s", v->key);
    const struct playing *p = &d->stage->play;
    if (p->phase == PHASE_READY && p->media_ok && !tap(d, "Start", err))
        return false;
    int64_t third = p->dose.duration_ms / 3;
    if (p->phase == PHASE_PLAYING) {
        pass(d, third);
        if (!shot(d, key, err))
            return false;
        pass(d, p->dose.duration_ms - third + 2000);
    }
    return tap(d, "Continue", err);
}

/* This patient's next answer to a field; the made-up one where there is none. Given. */
static json_t *next_answer(struct demo *d, const char *id, json_t *made_up) {
    json_t *list = json_object_get(d->answers, id);
    if (!json_is_array(list) || json_array_size(list) == 0)
        return json_incref(made_up);
    json_t *answer = json_incref(json_array_get(list, 0));
    if (json_array_size(list) > 1)
        json_array_remove(list, 0);
    return answer;
}

static bool fill(struct demo *d, const struct session_view *v, struct error *err) {
    json_t *args = json_array(), *fields = NULL, *made_up;
    const char *id;
    json_array_append(args, (json_t *)v->def);
    json_array_append_new(args, json_integer((json_int_t)(d->seed++ % 1000003)));
    fields = stage_call(d->stage, "steps.simulate", args, err);
    bool ok = fields != NULL;
    json_object_foreach(fields, id, made_up) {
        json_t *answer = next_answer(d, id, made_up);
        ok = ok && (json_is_null(answer) || stage_set_field(d->stage, id, answer, err));
        json_decref(answer);
    }
    json_decref(fields);
    clock_advance(&d->app->clock, 7000);
    stage_tick(d->stage);
    return ok;
}

/* One screen, as a patient would take it. */
static bool take_screen(struct demo *d, bool *out_done, struct error *err) {
    enum screen screen = d->stage->screen;
    if (screen == SCREEN_TROUBLE) {
        *err = d->stage->trouble;
        return false;
    }
    if (screen == SCREEN_FINISHED) {
        *out_done = true;
        if (!shot(d, "finished", err))
            return false;
        return !json_is_true(json_object_get(d->stage->finished, "has_words")) ||
               tap(d, "Share with my therapist", err);
    }
    if (screen != SCREEN_STEP)
        return shot(d, "safety", err) && tap(d, "Continue", err);
    const struct session_view *v = session_view(stage_session(d->stage));
    if (practice_is_step(v))
        return practise(d, v, err);
    if (strcmp(v->kind, "offer") == 0)
        return shot(d, v->key, err) && tap(d, "Not now", err);
    return fill(d, v, err) && shot(d, v->key, err) && tap(d, "Continue", err);
}

static bool play(struct demo *d, const char *module, const char *person, struct error *err) {
    bool done = false;
    if (!stage_open_module(d->stage, module, person, err))
        return false;
    for (int i = 0; i < SCREENS_MAX && !done; i++)
        if (!take_screen(d, &done, err))
            return false;
    return done || error_set(err, ERROR_SCRIPT, "%s did not come to an end within %d screens.", module, SCREENS_MAX);
}

static bool play_all(struct demo *d, const char *person, struct error *err) {
    int64_t first = clock_wall_ms(&d->app->clock);
    for (size_t i = 0; i < PLAN_COUNT; i++) {
        int64_t due = first + (int64_t)plan[i].day * DAY_MS + (int64_t)(i % 3) * 600000;
        int64_t now = clock_wall_ms(&d->app->clock);
        if (due > now)
            clock_advance(&d->app->clock, due - now);
        d->take_shots = plan[i].shots;
        printf("[%2zu/%2d] day %2d  %s\n", i + 1, PLAN_COUNT, plan[i].day, plan[i].module);
        fflush(stdout);
        if (!play(d, plan[i].module, person, err))
            return false;
    }
    d->take_shots = true;
    static const char *const screens[] = {"today", "library", "progress", "notes", "help", "settings", "desk"};
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++)
        if (!stage_open_screen(d->stage, screens[i], person, err) || !shot(d, screens[i], err))
            return false;
    return true;
}

static bool export_to(struct demo *d, const char *name, bool json, struct error *err) {
    char *path = path_join(d->folder, name);
    FILE *out = app_output_open(path, err);
    json_t *instruments = facts_instruments(d->app->library);
    bool ok = out != NULL && (json ? export_json(d->stage->record, NULL, instruments, out, err)
                                   : export_csv(d->stage->record, NULL, out, err));
    json_decref(instruments);
    ok = out != NULL && app_output_close(out, path, err) && ok;
    free(path);
    return ok;
}

/* What a verb of the command line would leave of this person. */
static bool leave(struct demo *d, const char *person, const char *name, const char *format,
                  int (*verb)(struct app *app)) {
    struct app app = *d->app;
    char *path = path_join(d->folder, name);
    app.o.patient = person;
    app.o.format = format;
    app.o.output = path;
    int status = verb(&app);
    free(path);
    return status == EXIT_DONE;
}

/* The clinic's side before the first day: a safety card, and the course first-steps. */
static bool prescribe(struct demo *d, const char *person, struct error *err) {
    struct store *s = d->stage->record;
    const json_t *clinic = json_object_get(d->answers, "clinic");
    const char *by = value_string(clinic, "by", ""), *message = value_string(clinic, "message", NULL);
    char today[16];
    if (!safety_card_set(s, "en", json_object_get(clinic, "safety_card"), by, err))
        return false;
    json_t *p = prescribe_begin(d->app->library, s, person, value_string(clinic, "course", ""), false, err);
    if (p == NULL)
        return false;
    value_set_string(p, "start", clock_date(clock_wall_ms(&d->app->clock), today));
    value_set_string(p, "by", by);
    value_set_string(p, "signed", by);
    value_set_string(p, "message", message);
    bool ok = course_prescription_check(p, err) && fact_append(s, person, COURSE_PRESCRIPTION, p, NULL, err);
    json_decref(p);
    return ok;
}

static bool fresh_folders(struct demo *d, struct error *err) {
    char *screens = path_join(d->folder, "screens"), *data = path_join(d->folder, "data");
    free(d->app->o.data);
    d->app->o.data = data;
    bool ok = folder_make(screens, err);
    free(screens);
    for (int n = 2; ok && folder_exists(d->app->o.data); n++) {
        free(d->app->o.data);
        d->app->o.data = xprintf("%s/data-%d", d->folder, n);
    }
    return ok;
}

static json_t *load_answers(struct error *err) {
    char *path = path_join(share_folder(), "assets/demo.json");
    size_t length;
    char *text = file_read(path, 1 << 20, &length, err);
    json_t *answers = text != NULL ? value_parse(text, length, err) : NULL;
    free(text);
    free(path);
    return answers;
}

static bool run(struct demo *d, struct error *err) {
    struct stage_options so = app_stage_options(d->app, true);
    struct platform_options po = {.headless = true, .width_px = so.look.width_px, .height_px = so.look.height_px};
    char person[40];
    d->platform = platform_create(&po, err);
    d->stage = d->platform != NULL ? stage_create(&so, err) : NULL;
    struct store *record = d->stage != NULL ? stage_record(d->stage, err) : NULL;
    d->answers = load_answers(err);
    if (record == NULL || d->answers == NULL || !person_add(record, "Demo Patient", person, err) ||
        !prescribe(d, person, err) || !play_all(d, person, err) || !export_to(d, "export.json", true, err) ||
        !export_to(d, "export.csv", false, err))
        return false;
    if (!leave(d, person, "report.html", NULL, verb_report) || !leave(d, person, "fhir.json", "fhir", verb_export))
        return error_set(err, ERROR_IO, "The report or the FHIR bundle could not be made.");
    printf("Screenshots: %s/screens (%d)\nExports:     %s/export.json, %s/export.csv, %s/fhir.json\nRecord:      %s\n",
           d->folder, d->shots, d->folder, d->folder, d->folder, d->app->o.data);
    printf("Report:      %s/report.html\n", d->folder);
    return true;
}

int verb_demo(struct app *app) {
    struct error err = {0};
    struct demo d = {.app = app, .folder = app->o.output, .seed = app->o.seed != 0 ? (uint64_t)app->o.seed : 1};
    if (d.folder == NULL) {
        error_set(&err, ERROR_USAGE, "demo needs -o DIR.");
        return app_fail(&err);
    }
    clock_init(&app->clock, true, app->o.today);
    bool ok = fresh_folders(&d, &err) && run(&d, &err);
    stage_destroy(d.stage);
    platform_destroy(d.platform);
    json_decref(d.answers);
    return ok ? EXIT_DONE : app_fail(&err);
}
