/* Reading aloud: each screen when it comes, then what changes on it; a press or a touch cuts it off, F3 or Listen says
 * it all again. Never over a recorded voice. The sentences are made in aloud.c, the speech is balm-speech.so. */
#include "app/aloud.h"
#include "app/stage_internal.h"
#include "platform/load.h"

#include "base/log.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_EVERY_MS = 250, WATCH_SERVER_MS = 4000, HEARD_MAX_BYTES = 64 * 1024, RATE_SLOW = -40, RATE_FAST = 40 };

static int known_rate(int64_t rate) {
    return rate < 0 ? RATE_SLOW : rate > 0 ? RATE_FAST : 0;
}

/* --- what was chosen --------------------------------------------------------------------------- */

static void aloud_hush(struct stage *st) {
    if (st->aloud.speech != NULL)
        st->aloud.api->hush(st->aloud.speech);
}

static void turn(struct stage *st, bool on) {
    struct aloud *a = &st->aloud;
    if (a->on && !on)
        aloud_hush(st);
    if (on && !a->on)
        a->watch_until_ms = stage_now_ms(st) + WATCH_SERVER_MS;
    a->on = on;
    a->read[0] = '\0';
}

void aloud_first(struct stage *st) {
    turn(st, false);
    st->aloud.rate = 0;
}

void aloud_load(struct stage *st, const json_t *saved) {
    turn(st, value_bool(saved, "read_aloud", false));
    st->aloud.rate = known_rate(value_int(saved, "speech_rate", 0));
}

void aloud_save(const struct stage *st, json_t *to) {
    if (st->aloud.on)
        value_set_bool(to, "read_aloud", true);
    if (st->aloud.rate != 0)
        value_set_int(to, "speech_rate", st->aloud.rate);
}

void aloud_add(const struct stage *st, json_t *ctx) {
    value_set_bool(ctx, "read_aloud", st->aloud.on);
    value_set_int(ctx, "speech_rate", st->aloud.rate);
    if (st->aloud.trouble[0] != '\0')
        value_set_string(ctx, "speech_trouble", st->aloud.trouble);
}

bool aloud_settle(struct stage *st, const struct scene_action *a) {
    if (strcmp(a->name, "set_read_aloud") == 0)
        turn(st, !st->aloud.on);
    else if (strcmp(a->name, "set_speech_rate") == 0 && json_is_integer(a->arg))
        st->aloud.rate = known_rate(json_integer_value(a->arg)), st->aloud.read[0] = '\0';
    else
        return false;
    return true;
}

/* --- speaking ---------------------------------------------------------------------------------- */

static bool can_speak(struct stage *st) {
    struct aloud *a = &st->aloud;
    struct error wrong = {0};
    if (a->speech == NULL && !a->gave_up && !st->o.silent) {
        a->api = speech_api_load(&wrong);
        a->speech = a->api != NULL ? a->api->create(&wrong) : NULL;
        a->gave_up = a->speech == NULL;
        if (a->gave_up) {
            log_error("reading aloud", &wrong);
            snprintf(a->trouble, sizeof a->trouble, "%.*s", (int)sizeof a->trouble - 1, wrong.text);
        }
    }
    return a->speech != NULL;
}

/* Of the words on the screen: the interface's, else the module's own. */
static const char *language_now(struct stage *st) {
    const char *tag = stage_language(st);
    if (tag == NULL && st->screen == SCREEN_STEP && stage_session(st) != NULL)
        tag = value_string(session_manifest(stage_session(st)), "language", NULL);
    return tag != NULL ? tag : "en";
}

static void say(struct stage *st, const char *text, bool after) {
    struct aloud *a = &st->aloud;
    if (text[0] == '\0')
        return;
    if (a->heard.bytes == NULL || a->heard.length_bytes > HEARD_MAX_BYTES) {
        text_finish(&a->heard);
        text_init(&a->heard);
    }
    if (st->o.silent)
        text_addf(&a->heard, "%s\n", text);
    if (can_speak(st))
        a->api->say(a->speech, text, language_now(st), a->rate, after);
}

/* A clip that plays: the narrator, or a film. */
static bool voice_sounds(const struct stage *st) {
    return st->voice != NULL || (st->screen == SCREEN_STEP && st->play.clip != NULL && st->play.phase == PHASE_PLAYING);
}

/* What makes a screen another one. */
static void name_screen(const json_t *outline, char *out, size_t room) {
    snprintf(out, room, "%s %s", value_string(outline, "name", ""), value_string(outline, "step", ""));
}

static void read_outline(struct stage *st, const json_t *now) {
    struct aloud *a = &st->aloud;
    char name[sizeof a->read];
    name_screen(now, name, sizeof name);
    if (strcmp(name, a->read) != 0) {
        char *all = aloud_screen(now, st->words);
        say(st, all, false);
        free(all);
        memcpy(a->read, name, sizeof name);
        return;
    }
    bool moved = false;
    char *changes = aloud_changes(a->before, now, st->words, &moved);
    say(st, changes, !moved);
    free(changes);
}

/* The server answers a moment later: whether it can speak stands on the settings screen then. */
static void watch_server(struct stage *st) {
    struct aloud *a = &st->aloud;
    char trouble[sizeof a->trouble] = "";
    if (a->speech == NULL)
        return;
    a->api->trouble(a->speech, trouble, sizeof trouble);
    if (strcmp(trouble, a->trouble) == 0)
        return;
    memcpy(a->trouble, trouble, sizeof trouble);
    if (trouble[0] != '\0')
        log_line("nothing can be read aloud: %s", trouble);
    if (st->screen == SCREEN_SETTINGS)
        stage_show(st);
}

/* Without a sound device its time is the stage's. */
static void voice_tick(struct stage *st, int64_t now_ms) {
    if (st->voice == NULL)
        return;
    if (st->o.silent)
        st->media->clip_advance(st->voice, now_ms - st->voice_ticked_ms);
    st->voice_ticked_ms = now_ms;
    if (st->media->clip_is_over(st->voice))
        voice_stop(st);
}

void aloud_tick(struct stage *st) {
    struct aloud *a = &st->aloud;
    int64_t now_ms = stage_now_ms(st);
    voice_tick(st, now_ms);
    if (!a->on || (now_ms < a->due_ms && !a->touched))
        return;
    a->due_ms = now_ms + LOOK_EVERY_MS;
    a->touched = false;
    watch_server(st);
    json_t *now = stage_outline(st);
    bool voice = voice_sounds(st);
    if (voice && !a->gave_way)
        aloud_hush(st);
    a->gave_way = voice;
    if (!voice)
        read_outline(st, now);
    json_decref(a->before);
    a->before = now;
}

int64_t aloud_wants_at(const struct stage *st) {
    int64_t now = stage_now_ms(st);
    if (st->voice != NULL || (st->aloud.on && now < st->aloud.watch_until_ms))
        return now + LOOK_EVERY_MS;
    return -1;
}

bool aloud_event(struct stage *st, const struct event *event) {
    struct aloud *a = &st->aloud;
    bool pressed = event->kind == EVENT_KEY || event->kind == EVENT_POINTER_DOWN;
    a->touched = true;
    if (!a->on || !pressed)
        return false;
    aloud_hush(st);
    if (event->kind != EVENT_KEY || strcmp(event->key, "F3") != 0)
        return false;
    a->read[0] = '\0';
    return true;
}

/* --- a voice of the page's own ------------------------------------------------------------------ */

void voice_stop(struct stage *st) {
    if (st->voice != NULL)
        st->media->clip_close(st->voice);
    st->voice = NULL;
}

static bool voice_start(struct stage *st, const char *name) {
    struct error wrong = {0};
    char *path = bundle_media(session_bundle(stage_session(st)), name, &wrong);
    if (path != NULL && st->media == NULL)
        st->media = media_api_load(&wrong);
    if (path != NULL && st->media != NULL)
        st->voice = st->media->clip_open(path, st->o.silent, 0, &wrong);
    free(path);
    if (st->voice == NULL) {
        log_error(session_row(stage_session(st))->module, &wrong);
        return false;
    }
    st->media->set_volume(st->volume);
    st->media->clip_play(st->voice);
    st->voice_ticked_ms = stage_now_ms(st);
    return true;
}

bool listen_act(struct stage *st, const struct scene_action *a) {
    if (strcmp(a->name, "listen") != 0)
        return false;
    bool was_on = st->voice != NULL;
    const json_t *def = st->screen == SCREEN_STEP ? session_view(stage_session(st))->def : NULL;
    const char *name = value_string(def, "voice", NULL);
    voice_stop(st);
    if (was_on || (name != NULL && voice_start(st, name)))
        return true;
    st->aloud.read[0] = '\0';
    st->aloud.touched = true;
    return true;
}

void aloud_new_page(struct stage *st, json_t *page) {
    json_t *tools = json_object_get(page, "tools");
    st->aloud.touched = true;
    if (!st->aloud.on || !json_is_array(tools))
        return;
    const char *first = json_string_value(json_array_get(tools, 0));
    if (first == NULL || strcmp(first, "listen") != 0)
        json_array_insert_new(tools, 0, json_string("listen"));
}

json_t *aloud_heard(struct stage *st) {
    json_t *said = json_string(st->aloud.heard.bytes != NULL ? st->aloud.heard.bytes : "");
    text_finish(&st->aloud.heard);
    st->aloud.heard = (struct text){0};
    return said;
}

void aloud_finish(struct stage *st) {
    voice_stop(st);
    if (st->aloud.speech != NULL)
        st->aloud.api->destroy(st->aloud.speech);
    json_decref(st->aloud.before);
    text_finish(&st->aloud.heard);
}
