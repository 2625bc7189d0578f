/* A practice on screen: sound and film, cues, captions, and the dose as it accrues. The clip's clock leads; where there
 * is no clip (breathe, rest, no sound file) the stage's clock does. Every 5 seconds the place is on disk. */
#include "app/stage_internal.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "platform/load.h"

#include <stdlib.h>
#include <string.h>

enum { SAVE_EVERY_MS = 5000, STEP_BACK_MS = 15000 };

bool practice_is_step(const struct session_view *v) {
    static const char *const kinds[] = {"listen", "watch", "breathe", "rest", "guide", "sit"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(v->kind, kinds[i]) == 0)
            return true;
    return false;
}

static const json_t *step_def(struct stage *st) {
    return session_view(stage_session(st))->def;
}

/* The file a step names, or NULL with the reason noted for staff. */
static char *media_path(struct stage *st, const char *name) {
    struct error wrong = {0};
    if (name == NULL)
        return NULL;
    char *path = bundle_media(session_bundle(stage_session(st)), name, &wrong);
    if (path == NULL) {
        log_error(session_row(stage_session(st))->module, &wrong);
        snprintf(st->play.trouble, sizeof st->play.trouble, "%.255s", wrong.text);
    }
    return path;
}

/* A caption in the language of the session: its text is translated like any other of the module. */
static const char *said(struct stage *st, const struct caption *c) {
    return c != NULL ? session_text(stage_session(st), c->text) : NULL;
}

/* All captions as paragraphs to read, for when there is no sound. Given, NULL without captions. */
static char *transcript_of(struct stage *st, const struct captions *c) {
    struct text out;
    if (c == NULL)
        return NULL;
    text_init(&out);
    for (size_t i = 0; i < captions_count(c); i++) {
        text_add(&out, i > 0 ? "\n\n" : "");
        text_add(&out, said(st, captions_get(c, i)));
    }
    return text_take(&out);
}

/* lang/<tag>/<name> where the module has it in the language of the screen, else the captions as they were recorded. */
static char *captions_path(struct stage *st, const char *name) {
    char tag[24];
    snprintf(tag, sizeof tag, "%s", st->language);
    bool more = tag[0] != '\0';
    while (more) {
        struct error missing = {0};
        char *translated = xprintf("lang/%s/%s", tag, name);
        char *path = bundle_media(session_bundle(stage_session(st)), translated, &missing);
        free(translated);
        if (path != NULL)
            return path;
        more = language_wider(tag);
    }
    return media_path(st, name);
}

static void load_captions(struct stage *st, const char *name) {
    struct error wrong = {0};
    char *path = name != NULL ? captions_path(st, name) : NULL;
    if (path != NULL && (st->play.captions = captions_load(path, &wrong)) == NULL)
        log_error("captions", &wrong);
    free(path);
    st->play.transcript = transcript_of(st, st->play.captions);
}

/* easier="file.mp4" or easier={video=,captions=,text=}. */
static const char *named(const json_t *def, bool easier, const char *field) {
    const json_t *other = json_object_get(def, "easier");
    if (!easier || other == NULL)
        return value_string(def, field, NULL);
    if (json_is_string(other))
        return strcmp(field, "video") == 0 ? json_string_value(other) : value_string(def, "easier_captions", NULL);
    return value_string(other, field, NULL);
}

static void open_clip(struct stage *st, const json_t *def, int64_t start_ms) {
    struct playing *p = &st->play;
    const char *name = named(def, p->easier, "audio");
    if (name == NULL)
        name = named(def, p->easier, "video");
    load_captions(st, named(def, p->easier, "captions"));
    p->media_ok = name == NULL;
    char *path = media_path(st, name);
    struct error wrong = {0};
    if (path != NULL && st->media == NULL)
        st->media = media_api_load(&wrong);
    if (path != NULL && st->media != NULL) {
        p->clip = st->media->clip_open(path, st->o.silent, start_ms, &wrong);
        p->media_ok = p->clip != NULL;
    }
    if (wrong.code != ERROR_NONE) {
        log_error(session_row(stage_session(st))->module, &wrong);
        snprintf(p->trouble, sizeof p->trouble, "%.255s", wrong.text);
    }
    if (p->clip != NULL) {
        struct clip_info info;
        st->media->clip_info(p->clip, &info);
        p->film = info.has_video;
        p->dose.duration_ms = info.duration_ms;
        p->shape = info.height_px > 0 ? (double)info.width_px / info.height_px : 0;
        st->media->set_volume(st->volume);
    }
    free(path);
}

/* minutes and seconds as the step says; a clip's own length comes with the clip. */
static int64_t planned_ms(const json_t *def) {
    double minutes = value_number(def, "minutes", 0), seconds = value_number(def, "seconds", 0);
    double cues = 0;
    size_t i;
    json_t *cue;
    json_array_foreach(json_object_get(def, "cues"), i, cue) cues += value_number(cue, "seconds", 0);
    double whole = seconds > 0 ? seconds : minutes > 0 ? minutes * 60 : cues;
    return (int64_t)(whole * 1000);
}

static void play_sound(struct stage *st, const char *name) {
    struct error wrong = {0};
    if (name == NULL || st->o.silent)
        return;
    if (st->media == NULL)
        st->media = media_api_load(&wrong);
    char *path = bundle_media(session_bundle(stage_session(st)), name, &wrong);
    if (path == NULL)
        path = xprintf("%s/media/sounds/%s.ogg", share_folder(), name);
    if (st->media != NULL)
        st->media->sound_once(path, st->o.silent);
    free(path);
}

static void set_ambience(struct stage *st, const char *name) {
    if (st->media == NULL || st->o.silent)
        return;
    struct error wrong = {0};
    char *path = name != NULL ? bundle_media(session_bundle(stage_session(st)), name, &wrong) : NULL;
    if (path == NULL && name != NULL)
        path = xprintf("%s/media/sounds/%s.ogg", share_folder(), name);
    st->media->ambience(path, st->o.silent);
    free(path);
}

void practice_begin(struct stage *st, const struct session_view *v) {
    struct playing *p = &st->play;
    *p = (struct playing){.phase = PHASE_NONE};
    if (!practice_is_step(v))
        return;
    snprintf(p->key, sizeof p->key, "%s", v->key);
    p->easier = value_bool(v->position, "easier", false);
    p->cues = json_object_get(v->def, "cues");
    practice_init(&p->dose, v->position, planned_ms(v->def));
    int64_t start = value_int(v->position, "position_ms", 0);
    open_clip(st, v->def, start);
    practice_init(&p->dose, v->position, p->dose.duration_ms);
    p->saved_ms = p->ticked_ms = stage_now_ms(st);
    p->breath[0] = value_number(v->def, "inhale", 0);
    p->breath[1] = value_number(v->def, "hold", 0);
    p->breath[2] = value_number(v->def, "exhale", 0);
    p->breath[3] = value_number(v->def, "rest", 0);
    if (v->is_answered || practice_is_over(&p->dose)) {
        p->phase = PHASE_OVER;
        return;
    }
    bool can_play = p->media_ok && p->dose.duration_ms > 0;
    p->phase = PHASE_READY;
    if (can_play && !value_bool(v->def, "start", false))
        practice_play(st);
}

static void let_go(struct stage *st) {
    struct playing *p = &st->play;
    set_ambience(st, NULL);
    if (p->clip != NULL)
        st->media->clip_close(p->clip);
    p->clip = NULL;
    captions_destroy(p->captions);
    free(p->transcript);
    p->captions = NULL;
    p->transcript = NULL;
    render_set_film(st->render, NULL);
    if (st->media != NULL && !st->media->is_sounding())
        st->media->close_device();
}

bool practice_save_now(struct stage *st, struct error *err) {
    struct playing *p = &st->play;
    struct session *s = stage_session(st);
    if (p->phase == PHASE_NONE || s == NULL || session_view(s)->at != SESSION_AT_STEP ||
        strcmp(session_view(s)->key, p->key) != 0)
        return true;
    json_t *position = practice_save(&p->dose);
    value_set_bool(position, "easier", p->easier);
    bool ok = session_save_position(s, position, err);
    json_decref(position);
    p->saved_ms = stage_now_ms(st);
    return ok;
}

void practice_end(struct stage *st) {
    struct error wrong = {0};
    if (st->play.phase == PHASE_NONE)
        return;
    if (st->play.started && !practice_save_now(st, &wrong))
        log_error("the place in this practice", &wrong);
    let_go(st);
    st->play = (struct playing){.phase = PHASE_NONE};
}

void practice_play(struct stage *st) {
    struct playing *p = &st->play;
    const json_t *def = step_def(st);
    if (!p->started) {
        const json_t *bells = json_object_get(def, "bells");
        const json_t *bell = json_is_array(bells) ? json_array_get(bells, 0) : NULL;
        play_sound(st, json_string_value(bell));
        set_ambience(st, value_string(def, "ambience", NULL));
    }
    p->started = true;
    p->phase = PHASE_PLAYING;
    p->dose.playing = true;
    p->ticked_ms = stage_now_ms(st);
    if (p->clip != NULL)
        st->media->clip_play(p->clip);
}

void practice_pause(struct stage *st, enum phase phase) {
    struct playing *p = &st->play;
    struct error wrong = {0};
    if (p->phase != PHASE_PLAYING && p->phase != PHASE_PAUSED)
        return;
    if (p->clip != NULL && p->phase == PHASE_PLAYING)
        st->media->clip_pause(p->clip);
    set_ambience(st, NULL);
    p->phase = phase;
    p->dose.playing = false;
    if (!practice_save_now(st, &wrong))
        log_error("the place in this practice", &wrong);
}

static void take_cue(struct stage *st, const json_t *cue) {
    struct playing *p = &st->play;
    const json_t *breath = json_object_get(cue, "breath");
    if (value_string(cue, "sound", NULL) != NULL)
        play_sound(st, value_string(cue, "sound", NULL));
    static const char *const names[] = {"inhale", "hold", "exhale", "rest"};
    for (int i = 0; i < 4; i++) /* a cue without breath ends the pacer */
        p->breath[i] = value_number(breath, names[i], 0);
    p->breath_from_ms = (int64_t)(value_number(cue, "at", 0) * 1000);
}

static void take_cues(struct stage *st) {
    struct playing *p = &st->play;
    while (p->cue_next < json_array_size(p->cues)) {
        const json_t *cue = json_array_get(p->cues, p->cue_next);
        if (value_number(cue, "at", 0) * 1000 > (double)p->dose.position_ms)
            break;
        take_cue(st, cue);
        p->cue_next++;
    }
}

static void rewind_cues(struct stage *st) {
    st->play.cue_next = 0;
    while (st->play.cue_next < json_array_size(st->play.cues)) {
        const json_t *cue = json_array_get(st->play.cues, st->play.cue_next);
        if (value_number(cue, "at", 0) * 1000 > (double)st->play.dose.position_ms)
            break;
        st->play.cue_next++;
    }
}

static void over(struct stage *st) {
    struct playing *p = &st->play;
    struct error wrong = {0};
    p->phase = PHASE_OVER;
    p->dose.playing = false;
    set_ambience(st, NULL);
    const json_t *bells = json_object_get(step_def(st), "bells");
    size_t count = json_array_size(bells);
    if (count > 1)
        play_sound(st, json_string_value(json_array_get(bells, count - 1)));
    if (!practice_save_now(st, &wrong))
        log_error("the place in this practice", &wrong);
    if (st->screen == SCREEN_STEP)
        stage_show(st);
}

static void check_clip(struct stage *st) {
    struct playing *p = &st->play;
    struct error wrong = {0};
    if (p->clip == NULL || !st->media->clip_trouble(p->clip, &wrong))
        return;
    log_error(session_row(stage_session(st))->module, &wrong);
    snprintf(p->trouble, sizeof p->trouble, "%.255s", wrong.text);
    stage_show(st);
}

void practice_tick(struct stage *st) {
    struct playing *p = &st->play;
    int64_t now = stage_now_ms(st), passed = now - p->ticked_ms;
    p->ticked_ms = now;
    if (p->phase != PHASE_PLAYING)
        return;
    if (p->clip != NULL) {
        if (st->o.silent)
            st->media->clip_advance(p->clip, passed);
        practice_reach(&p->dose, st->media->clip_position_ms(p->clip));
        check_clip(st);
        if (st->media->clip_is_over(p->clip))
            practice_reach(&p->dose, p->dose.duration_ms);
    } else {
        practice_reach(&p->dose, p->dose.position_ms + passed);
    }
    take_cues(st);
    if (practice_is_over(&p->dose)) {
        over(st);
        return;
    }
    struct error wrong = {0};
    if (now - p->saved_ms >= SAVE_EVERY_MS && !practice_save_now(st, &wrong)) {
        p->saved_ms = now;
        log_error("the place in this practice", &wrong);
    }
}

static const char *cue_text(const struct playing *p) {
    for (size_t i = p->cue_next; i-- > 0;) {
        const char *show = value_string(json_array_get(p->cues, i), "show", NULL);
        if (show != NULL)
            return show;
    }
    return NULL;
}

void practice_fill_live(struct stage *st, bool picture) {
    struct playing *p = &st->play;
    struct scene_live *live = &st->live;
    *live = (struct scene_live){.volume = st->volume, .captions_on = st->captions_on};
    if (p->phase != PHASE_NONE) {
        live->position_ms = p->dose.position_ms;
        live->duration_ms = p->dose.duration_ms;
        live->playing = p->phase == PHASE_PLAYING;
        live->inhale = p->breath[0];
        live->hold = p->breath[1];
        live->exhale = p->breath[2];
        live->rest = p->breath[3];
        live->phase_from_ms = p->breath_from_ms;
        live->caption = cue_text(p);
        if (p->captions != NULL) {
            live->caption_before = said(st, captions_before(p->captions, p->dose.position_ms));
            live->caption = said(st, captions_at(p->captions, p->dose.position_ms));
            live->caption_after = said(st, captions_after(p->captions, p->dose.position_ms));
        }
    }
    if (st->screen == SCREEN_HELP) { /* its own quiet circle, whatever waits below */
        *live = (struct scene_live){.volume = st->volume, .playing = strcmp(st->help_part, "breathing") == 0};
        live->position_ms = stage_now_ms(st) - st->help_from_ms;
    }
    live->film_shape = p->film ? p->shape : 0;
    live->film = p->film && p->film_name[0] != '\0' ? p->film_name : NULL;
    if (picture && p->film && p->clip != NULL && st->screen == SCREEN_STEP) {
        bool changed = false;
        const struct scene_look *look = scene_look(st->scene);
        int w = look->width_px * 2 / 3, h = look->height_px * 2 / 3;
        SDL_Surface *frame = st->media->clip_frame(p->clip, w, h, &changed);
        render_set_film(st->render, frame);
        if (changed || p->film_name[0] == '\0')
            snprintf(p->film_name, sizeof p->film_name, "film@%u", ++p->film_count);
        live->film = frame != NULL ? p->film_name : NULL;
    }
    scene_set_live(st->scene, live);
}

int64_t practice_wants_at(const struct stage *st) {
    const struct playing *p = &st->play;
    if (p->phase != PHASE_PLAYING)
        return -1;
    int64_t now = stage_now_ms(st), at = now + 250;
    if (p->clip != NULL && p->film) {
        int64_t next = st->media->clip_next_frame_ms(p->clip);
        int64_t due = next >= 0 ? now + next - st->media->clip_position_ms(p->clip) : at;
        at = due < now ? now : due < at ? due : at;
    }
    return at;
}

json_t *practice_state(const struct stage *st) {
    static const char *const names[] = {
        [PHASE_NONE] = "none", [PHASE_READY] = "ready", [PHASE_PLAYING] = "playing", [PHASE_PAUSED] = "paused",
        [PHASE_OVER] = "over", [PHASE_HURT] = "hurt",   [PHASE_WORSE] = "worse"};
    const struct playing *p = &st->play;
    if (p->phase == PHASE_NONE)
        return NULL;
    return json_pack("{s:s, s:I, s:I, s:I, s:b, s:s}", "phase", names[p->phase], "position_ms",
                     (json_int_t)p->dose.position_ms, "duration_ms", (json_int_t)p->dose.duration_ms, "seconds",
                     (json_int_t)practice_seconds(&p->dose), "easier", p->easier, "severity", p->severity);
}

json_t *media_state(struct stage *st) {
    struct playing *p = &st->play;
    json_t *m = json_object();
    value_set_bool(m, "ok", p->media_ok);
    value_set_bool(m, "film", p->film);
    value_set_bool(m, "captions", p->captions != NULL);
    value_set_bool(m, "captions_on", st->captions_on);
    value_set_int(m, "volume", st->volume);
    if (p->transcript != NULL)
        value_set_string(m, "transcript", p->transcript);
    if (p->trouble[0] != '\0')
        value_set_string(m, "trouble", p->trouble);
    const char *picture = value_string(step_def(st), "picture", NULL);
    struct error quiet = {0};
    char *path = picture != NULL ? bundle_media(session_bundle(stage_session(st)), picture, &quiet) : NULL;
    if (path != NULL)
        value_set_string(m, "picture", path);
    free(path);
    return m;
}

json_t *practice_value(const struct stage *st) {
    const struct playing *p = &st->play;
    json_t *value = json_object();
    value_set_bool(value, "finished", p->phase == PHASE_OVER);
    value_set_int(value, "seconds", practice_seconds(&p->dose));
    if (p->film || p->easier)
        value_set_bool(value, "easier", p->easier);
    return value;
}

static void seek(struct stage *st, int64_t to_ms) {
    struct playing *p = &st->play;
    practice_jump(&p->dose, to_ms);
    if (p->clip != NULL)
        st->media->clip_seek(p->clip, p->dose.position_ms);
    rewind_cues(st);
    if (p->phase == PHASE_OVER && !practice_is_over(&p->dose))
        p->phase = PHASE_PAUSED;
    stage_show(st);
}

static void change_volume(struct stage *st, int by) {
    st->volume += by;
    st->volume = st->volume < 0 ? 0 : st->volume > 5 ? 5 : st->volume;
    if (st->media != NULL)
        st->media->set_volume(st->volume);
    stage_show(st);
}

static void start_easier(struct stage *st) {
    struct error wrong = {0};
    const json_t *def = step_def(st);
    let_go(st);
    st->play.easier = true;
    st->play.phase = PHASE_READY;
    practice_jump(&st->play.dose, 0);

    open_clip(st, def, 0);
    practice_save_now(st, &wrong);
    if (st->play.media_ok)
        practice_play(st);
    stage_show(st);
}

/* Stopped for a reason: the dose so far counts, and the script hears why. */
static void stop_because(struct stage *st, const char *reason) {
    struct error wrong = {0};
    json_t *value = practice_value(st);
    value_set_bool(value, "finished", false);
    value_set_bool(value, "stopped", true);
    value_set_string(value, "reason", reason);
    struct session *s = stage_session(st);
    bool ok = session_answer(s, ENTRY_STOPPED, value, stage_now_ms(st) - st->shown_ms, &wrong);
    json_decref(value);
    if (ok)
        stage_after_move(st);
    else
        stage_trouble(st, &wrong, true);
}

/* Kept at once, whatever is pressed after it. */
static void got_worse(struct stage *st) {
    struct error wrong = {0};
    practice_pause(st, PHASE_WORSE);
    st->play.phase = PHASE_WORSE;
    st->play.severity[0] = '\0';
    if (session_adverse_event(stage_session(st), "unknown", &wrong))
        stage_show(st);
    else
        stage_trouble(st, &wrong, true);
}

static void tell_severity(struct stage *st, const char *severity) {
    struct error wrong = {0};
    snprintf(st->play.severity, sizeof st->play.severity, "%s", severity);
    if (session_adverse_severity(stage_session(st), severity, &wrong))
        stage_show(st);
    else
        stage_trouble(st, &wrong, true);
}

bool practice_act(struct stage *st, const struct scene_action *a) {
    struct playing *p = &st->play;
    const char *name = a->name, *arg = json_string_value(a->arg);
    if (p->phase == PHASE_NONE)
        return false;
    practice_tick(st);
    if (strcmp(name, "pause") == 0)
        practice_pause(st, PHASE_PAUSED), stage_show(st);
    else if (strcmp(name, "play") == 0 || strcmp(name, "start") == 0 || strcmp(name, "resume_practice") == 0)
        practice_play(st), stage_show(st);
    else if (strcmp(name, "back15") == 0)
        seek(st, p->dose.position_ms - STEP_BACK_MS);
    else if (strcmp(name, "ahead15") == 0)
        seek(st, p->dose.position_ms + STEP_BACK_MS);
    else if (strcmp(name, "seek") == 0)
        seek(st, (int64_t)json_number_value(a->arg));
    else if (strcmp(name, "captions") == 0)
        st->captions_on = !st->captions_on, stage_show(st);
    else if (strcmp(name, "volume_down") == 0 || strcmp(name, "volume_up") == 0)
        change_volume(st, strcmp(name, "volume_up") == 0 ? 1 : -1);
    else if (strcmp(name, "too_painful") == 0)
        practice_pause(st, PHASE_HURT), p->phase = PHASE_HURT, stage_show(st);
    else if (strcmp(name, "got_worse") == 0)
        got_worse(st);
    else if (strcmp(name, "worse_severity") == 0 && arg != NULL && p->phase == PHASE_WORSE)
        tell_severity(st, arg);
    else if (strcmp(name, "sound") == 0)
        change_volume(st, st->volume > 0 ? -st->volume : VOLUME_AT_FIRST);
    else if (strcmp(name, "easier") == 0)
        start_easier(st);
    else if (strcmp(name, "stop_reason") == 0)
        stop_because(st, arg != NULL ? arg : "other");
    else
        return false;
    return true;
}
