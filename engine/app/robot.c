/* balm robot: one JSON object a line in, one out. It presses and types through the same events as a finger or a key,
 * and sees what a screen reader sees. */
#include "app/app.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "platform/platform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WAIT_STEP_MS = 100, LINE_MAX_BYTES = 1 << 20 };

struct robot {
    struct app *app;
    struct stage *stage;
    struct platform *platform;
    bool quit;
};

static json_t *fine(struct robot *r) {
    stage_tick(r->stage);
    return json_pack("{s:b, s:o}", "ok", 1, "screen", stage_outline(r->stage));
}

static json_t *failed(const struct error *err) {
    char line[1200];
    error_format(err, line, sizeof line);
    return json_pack("{s:b, s:s, s:s}", "ok", 0, "error", line, "code", error_code_name(err->code));
}

static json_t *bad(const char *what) {
    struct error err;
    error_set(&err, ERROR_USAGE, "%s", what);
    return failed(&err);
}

static void send(struct robot *r, struct event *e) {
    stage_event(r->stage, e);
}

/* Clipboard wishes of the editor, as the window loop answers them. */
static void serve_clipboard(struct robot *r) {
    struct scene *scene = stage_scene(r->stage);
    char *copied = scene_take_clipboard(scene);
    if (copied != NULL)
        platform_set_clipboard(r->platform, copied);
    free(copied);
    if (scene_take_paste_wish(scene)) {
        char *text = platform_clipboard(r->platform);
        send(r, &(struct event){.kind = EVENT_PASTE, .paste = text != NULL ? text : ""});
        free(text);
    }
}

static json_t *do_open(struct robot *r, const json_t *q) {
    const char *module = value_string(q, "module", NULL), *screen = value_string(q, "screen", NULL);
    const char *patient = value_string(q, "patient", r->app->o.patient);
    struct error err = {0};
    bool ok = module != NULL   ? stage_open_module(r->stage, module, patient, &err)
              : screen != NULL ? stage_open_screen(r->stage, screen, patient, &err)
                               : error_set(&err, ERROR_USAGE, "open needs \"module\" or \"screen\".");
    return ok ? fine(r) : failed(&err);
}

static json_t *tap_at(struct robot *r, const char *ref, const char *label, int x, int y) {
    struct error err = {0};
    if (ref == NULL && label == NULL && (x < 0 || y < 0))
        return bad("tap needs \"ref\", \"label\", or \"x\" and \"y\".");
    if ((ref != NULL || label != NULL) && !scene_find(stage_scene(r->stage), ref, label, &x, &y, &err))
        return failed(&err);
    stage_settle(r->stage);
    send(r, &(struct event){.kind = EVENT_POINTER_DOWN, .x = x, .y = y, .is_touch = true});
    send(r, &(struct event){.kind = EVENT_POINTER_UP, .x = x, .y = y, .is_touch = true});
    serve_clipboard(r);
    return fine(r);
}

static json_t *do_tap(struct robot *r, const json_t *q) {
    int x = (int)value_int(q, "x", -1), y = (int)value_int(q, "y", -1);
    const char *ref = value_string(q, "ref", NULL);
    const json_t *named = json_object_get(q, "label");
    char *label = json_is_string(named) || json_is_number(named) ? value_text(named) : NULL;
    json_t *made = tap_at(r, ref, label, x, y);
    free(label);
    return made;
}

static bool read_place(const json_t *q, const char *name, int *out_x, int *out_y) {
    const json_t *place = json_object_get(q, name);
    *out_x = (int)json_integer_value(json_array_get(place, 0));
    *out_y = (int)json_integer_value(json_array_get(place, 1));
    return json_array_size(place) == 2;
}

static void pass(struct robot *r, int64_t ms);

/* A finger put down, moved evenly and lifted: a drag, or in a short time a flick. */
static json_t *do_drag(struct robot *r, const json_t *q) {
    enum { STEP_MS = 16 };
    int from_x, from_y, to_x, to_y;
    double seconds = value_number(q, "seconds", 0.3);
    if (!read_place(q, "from", &from_x, &from_y) || !read_place(q, "to", &to_x, &to_y) || !(seconds > 0) ||
        seconds > 60)
        return bad("drag needs \"from\" and \"to\", each [x,y], and may have \"seconds\", up to 60.");
    int steps = (int)ceil(seconds * 1000 / STEP_MS);
    stage_settle(r->stage);
    send(r, &(struct event){.kind = EVENT_POINTER_DOWN, .x = from_x, .y = from_y, .is_touch = true});
    for (int i = 1; i <= steps; i++) {
        pass(r, STEP_MS);
        int x = from_x + (to_x - from_x) * i / steps, y = from_y + (to_y - from_y) * i / steps;
        send(r, &(struct event){.kind = EVENT_POINTER_MOVE, .x = x, .y = y, .is_touch = true});
    }
    send(r, &(struct event){.kind = EVENT_POINTER_UP, .x = to_x, .y = to_y, .is_touch = true});
    return fine(r);
}

static json_t *do_type(struct robot *r, const json_t *q) {
    const char *text = value_string(q, "text", NULL);
    if (text == NULL)
        return bad("type needs \"text\".");
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        size_t end = at;
        if (text[at] == '\n') {
            send(r, &(struct event){.kind = EVENT_KEY, .key = "Return"});
            at++;
            continue;
        }
        while (end < length && text[end] != '\n' && utf8_next_offset(text, length, end) - at < 250)
            end = utf8_next_offset(text, length, end);
        struct event e = {.kind = EVENT_TEXT};
        memcpy(e.text, text + at, end - at);
        send(r, &e);
        at = end;
    }
    return fine(r);
}

/* "Ctrl+Shift+Left" -> key and mods. */
static void parse_key(const char *name, struct event *e) {
    static const struct {
        const char *prefix;
        unsigned mod;
    } mods[] = {{"Shift+", MOD_SHIFT}, {"Ctrl+", MOD_CTRL}, {"Alt+", MOD_ALT}, {"Pad+", MOD_PAD}};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof mods / sizeof *mods; i++) {
            size_t n = strlen(mods[i].prefix);
            if (strncmp(name, mods[i].prefix, n) == 0 && name[n] != '\0') {
                e->mods |= mods[i].mod;
                name += n;
                more = true;
            }
        }
    }
    snprintf(e->key, sizeof e->key, "%s", name);
}

/* What an input method shows before it is committed; "" ends it. What it commits comes as "type". */
static json_t *do_compose(struct robot *r, const json_t *q) {
    const char *text = value_string(q, "text", NULL);
    struct event e = {.kind = EVENT_COMPOSE, .caret = (int)value_int(q, "caret", -1)};
    if (text == NULL || strlen(text) >= sizeof e.text)
        return bad("compose needs \"text\", and may have \"caret\", in characters.");
    snprintf(e.text, sizeof e.text, "%s", text);
    send(r, &e);
    return fine(r);
}

static json_t *do_key(struct robot *r, const json_t *q) {
    const char *name = value_string(q, "key", NULL);
    if (name == NULL)
        return bad("key needs \"key\", an SDL key name like \"Tab\" or \"Shift+Tab\".");
    struct event e = {.kind = EVENT_KEY};
    parse_key(name, &e);
    struct rect at;
    bool typing = scene_text_focus(stage_scene(r->stage), &at);
    if (strcmp(e.key, "Return") == 0 || strcmp(e.key, "Space") == 0)
        stage_settle(r->stage);
    send(r, &e);
    bool character = strlen(e.key) == 1 || strcmp(e.key, "Space") == 0;
    if (typing && character && (e.mods & (MOD_CTRL | MOD_ALT)) == 0) {
        struct event typed = {.kind = EVENT_TEXT};
        bool upper = (e.mods & MOD_SHIFT) != 0;
        typed.text[0] = strcmp(e.key, "Space") == 0                    ? ' '
                        : e.key[0] >= 'A' && e.key[0] <= 'Z' && !upper ? (char)(e.key[0] + 32)
                                                                       : e.key[0];
        send(r, &typed);
    }
    serve_clipboard(r);
    return fine(r);
}

static json_t *do_set(struct robot *r, const json_t *q) {
    struct error err = {0};
    const char *id = value_string(q, "id", NULL);
    if (id == NULL)
        return bad("set needs \"id\" and \"value\".");
    if (!stage_set_field(r->stage, id, json_object_get(q, "value"), &err))
        return failed(&err);
    return fine(r);
}

static void sleep_ms(int64_t ms) {
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static void pass(struct robot *r, int64_t ms) {
    if (r->app->clock.is_virtual)
        clock_advance(&r->app->clock, ms);
    else
        sleep_ms(ms);
    stage_tick(r->stage);
}

static json_t *do_wait(struct robot *r, const json_t *q) {
    double seconds = value_number(q, "seconds", -1);
    if (!(seconds >= 0) || seconds > 86400)
        return bad("wait needs \"seconds\", 0 to 86400.");
    for (int64_t left = llround(seconds * 1000); left > 0;) {
        int64_t now = left < WAIT_STEP_MS ? left : WAIT_STEP_MS;
        pass(r, now);
        left -= now;
    }
    return fine(r);
}

static json_t *do_shot(struct robot *r, const json_t *q) {
    const char *file = value_string(q, "file", NULL);
    struct error err = {0};
    if (file == NULL)
        return bad("shot needs \"file\".");
    struct rect damage;
    SDL_Surface *surface = platform_surface(r->platform);
    stage_tick(r->stage);
    stage_paint(r->stage, surface, false, &damage);
    if (!render_save_png(surface, file, &err))
        return failed(&err);
    return json_pack("{s:b, s:i, s:i}", "ok", 1, "width", surface->w, "height", surface->h);
}

static json_t *do_resize(struct robot *r, const json_t *q) {
    int w = (int)value_int(q, "width", 0), h = (int)value_int(q, "height", 0);
    if (w < 320 || h < 240 || w > 7680 || h > 7680)
        return bad("resize needs \"width\" and \"height\", from 320x240 to 7680x7680.");
    platform_resize(r->platform, w, h);
    send(r, &(struct event){.kind = EVENT_RESIZE, .x = w, .y = h});
    return fine(r);
}

static json_t *do_screen(struct robot *r, const json_t *q) {
    (void)q;
    return fine(r);
}

/* Everything that is wrong with how this screen is laid out, in words. */
static json_t *do_layout(struct robot *r, const json_t *q) {
    (void)q;
    return json_pack("{s:b, s:o}", "ok", 1, "faults", scene_faults(stage_scene(r->stage)));
}

/* What was read aloud since this was asked last. */
static json_t *do_heard(struct robot *r, const json_t *q) {
    (void)q;
    stage_tick(r->stage);
    return json_pack("{s:b, s:o}", "ok", 1, "said", stage_heard(r->stage));
}

static json_t *do_quit(struct robot *r, const json_t *q) {
    (void)q;
    r->quit = true;
    return json_pack("{s:b}", "ok", 1);
}

static json_t *answer(struct robot *r, const char *line, size_t length) {
    static const struct {
        const char *name;
        json_t *(*run)(struct robot *, const json_t *);
    } deeds[] = {{"open", do_open},       {"screen", do_screen}, {"tap", do_tap},       {"drag", do_drag},
                 {"type", do_type},       {"key", do_key},       {"set", do_set},       {"wait", do_wait},
                 {"shot", do_shot},       {"resize", do_resize}, {"layout", do_layout}, {"heard", do_heard},
                 {"compose", do_compose}, {"quit", do_quit}};
    enum { COUNT = sizeof deeds / sizeof *deeds };
    struct error err = {0};
    json_t *q = value_parse(line, length, &err);
    if (!json_is_object(q)) {
        json_decref(q);
        return q == NULL ? failed(&err) : bad("A request is a JSON object with \"do\".");
    }
    const char *name = value_string(q, "do", ""), *known[COUNT];
    json_t *made = NULL;
    for (size_t i = 0; i < COUNT; i++) {
        known[i] = deeds[i].name;
        if (strcmp(deeds[i].name, name) == 0)
            made = deeds[i].run(r, q);
    }
    if (made == NULL) {
        const char *near = text_nearest(name, known, COUNT);
        error_set(&err, ERROR_USAGE, "There is no request \"%s\".%s%s%s", name, near != NULL ? " Did you mean \"" : "",
                  near != NULL ? near : "", near != NULL ? "\"?" : "");
        made = failed(&err);
    }
    json_decref(q);
    return made;
}

static void serve(struct robot *r) {
    char *line = NULL;
    size_t room = 0;
    ssize_t got;
    while (!r->quit && (got = getline(&line, &room, stdin)) > 0) {
        if (line[strspn(line, " \t\r\n")] == '\0')
            continue;
        json_t *made = got > LINE_MAX_BYTES ? bad("A request is at most 1 MiB.") : answer(r, line, (size_t)got);
        char *dump = value_dump(made);
        puts(dump);
        fflush(stdout);
        free(dump);
        json_decref(made);
    }
    free(line);
}

int verb_robot(struct app *app) {
    struct error err = {0};
    struct stage_options so = app_stage_options(app, true);
    struct platform_options po = {.headless = true, .width_px = so.look.width_px, .height_px = so.look.height_px};
    struct robot r = {.app = app};
    r.platform = platform_create(&po, &err);
    r.stage = r.platform != NULL ? stage_create(&so, &err) : NULL;
    if (r.stage != NULL)
        serve(&r);
    bool ok = r.stage != NULL;
    stage_destroy(r.stage);
    platform_destroy(r.platform);
    return ok ? EXIT_DONE : app_fail(&err);
}
