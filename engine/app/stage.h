/* What the patient sees now, and what a press there does. The stage holds the current screen (a step of a session, or
 * one of the app's own), gives it to the scene, and turns the scene's actions into wishes for the session. The window,
 * the robot and the demo all drive this one thing: events and time in, pixels and an outline out. */
#ifndef APP_STAGE_H
#define APP_STAGE_H

#include "app/library.h"
#include "base/clock.h"
#include "base/event.h"
#include "render/render.h"
#include "scene/scene.h"
#include "store/store.h"

struct stage;

struct stage_options {
    const char *data_folder; /* kept string */
    struct clock *clock;     /* kept; the stage never moves it */
    struct library *library; /* kept */
    struct scene_look look;
    const char *language; /* NULL: each module's own */
    bool silent;          /* headless: no sound device, media follow the clock */
    bool locked;          /* kiosk: the window closes for a member of staff only */
    bool exclusive;       /* takes the data folder's lock when it is first needed */
};

struct stage *stage_create(const struct stage_options *options, struct error *err);
void stage_destroy(struct stage *st);

/* person: id, name or NULL (trial data). A module that cannot be found: false, nothing changes. A module that is
 * broken: true, and the screen is `trouble`. */
bool stage_open_module(struct stage *st, const char *module, const char *person, struct error *err);
/* today, library, progress, notes, help, people, settings, desk, signin. today without a person: the only one, or
 * people. */
bool stage_open_screen(struct stage *st, const char *name, const char *person, struct error *err);

void stage_event(struct stage *st, const struct event *event);
/* Lets time pass up to the clock's now: sound, cues, dose, drafts. */
void stage_tick(struct stage *st);
/* When it wants to be ticked or painted again by itself (clock ms), or -1. */
int64_t stage_wants_at(struct stage *st);
/* Paints into target; out_damage.w is 0 when nothing changed. */
void stage_paint(struct stage *st, SDL_Surface *target, bool whole, struct rect *out_damage);
/* The repainted part of the last stage_paint as few rectangles; returns how many were written. */
size_t stage_damage(const struct stage *st, struct rect *out, size_t room);
struct scene *stage_scene(struct stage *st);
json_t *stage_outline(struct stage *st); /* the screen as it is now, for robot and speech; given */
struct store *stage_record(struct stage *st, struct error *err); /* opens the record; NULL and err */
/* What was read aloud since this was asked last, a line each; headless only. Given. */
json_t *stage_heard(struct stage *st);
/* Reload-on-save (play --watch): same screen under the module as it is on disk now. */
void stage_reload(struct stage *st);
/* Milliseconds of the module's newest file, for --watch. */
int64_t stage_module_changed_ms(struct stage *st);
/* How often another page was shown: another name or step, not the same one anew. */
uint64_t stage_turns(const struct stage *st);
bool stage_wants_quit(const struct stage *st);
/* The robot's taps are deliberate, however fast: the guard against double taps looks at this time. */
void stage_settle(struct stage *st);
/* Sets a field of the page as a patient would, drafts included. */
bool stage_set_field(struct stage *st, const char *id, const json_t *value, struct error *err);

#endif
