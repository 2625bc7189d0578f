/* Inside the stage: its state, shared by stage.c (navigation), stage_step.c (steps), stage_practice.c (sound, film,
 * dose) and stage_screens.c (the app's own screens). */
#ifndef APP_STAGE_INTERNAL_H
#define APP_STAGE_INTERNAL_H

#include "app/stage.h"
#include "base/captions.h"
#include "base/text.h"
#include "media/media.h"
#include "script/host.h"
#include "session/practice.h"
#include "session/session.h"
#include "speech/speech.h"

enum { STACK_MAX = 4, VOLUME_AT_FIRST = 4 };

enum screen {
    SCREEN_STEP,
    SCREEN_TODAY,
    SCREEN_LIBRARY,
    SCREEN_PROGRESS,
    SCREEN_NOTES,
    SCREEN_HELP,
    SCREEN_RESUME,
    SCREEN_FINISHED,
    SCREEN_SETTINGS,
    SCREEN_PEOPLE,
    SCREEN_SAFETY,
    SCREEN_TROUBLE,
    SCREEN_DESK,
    SCREEN_DESK_SIGN_IN,
    SCREEN_SIGN_IN,
    SCREEN_IDLE,
};

enum phase { PHASE_NONE, PHASE_READY, PHASE_PLAYING, PHASE_PAUSED, PHASE_OVER, PHASE_HURT, PHASE_WORSE };

/* One practice on screen: a listen, watch, breathe, rest, guide or sit step. */
struct playing {
    enum phase phase;
    char key[160]; /* of the step; "" none */
    struct practice dose;
    struct clip *clip; /* NULL: time alone */
    struct captions *captions;
    char *transcript;
    json_t *cues; /* borrowed from the step's def: sorted by at_ms */
    size_t cue_next;
    bool easier, media_ok, film, started;
    double shape; /* of the film; 0 not known */
    char trouble[256];
    int64_t saved_ms, ticked_ms; /* clock */
    int64_t breath_from_ms;
    double breath[4];
    char severity[16]; /* told on the PHASE_WORSE page; "" not yet */
    char film_name[64];
    unsigned film_count;
};

/* One machine for many patients: they sign in with a PIN, and are signed out when nobody is there. */
struct kiosk {
    bool on, leaving;  /* leaving: the staff's passphrase is asked for, to end the program */
    char initials[16]; /* chosen on the sign-in page, "" none */
    int page;          /* of initials */
    bool wrong;
    int64_t wait_until_ms;            /* wall clock */
    int64_t touched_ms, idle_ends_ms; /* clock; idle_ends_ms 0: nobody is asked whether they are there */
    int64_t shown_seconds;
    enum screen before; /* the question */
};

/* Reading the screen aloud. */
struct aloud {
    bool on;
    int rate; /* speech_api.say */
    const struct speech_api *api;
    struct speech *speech;           /* NULL: not yet needed, or silent */
    bool gave_up, touched, gave_way; /* gave_way: a recorded voice sounds */
    char read[200];                  /* the screen that was read; "" it is to be read */
    json_t *before;                  /* outline that was looked at last */
    struct text heard;               /* what was said while silent, for the robot */
    int64_t due_ms, watch_until_ms;  /* clock */
    char trouble[300];               /* why it cannot speak; "" it can */
};

struct stage {
    struct stage_options o;
    struct host *host;
    struct watchdog *watchdog;
    struct scene *scene;
    struct render *render;
    struct ruler ruler;            /* kept by the scene */
    char language[24];             /* tag on screen; "": English, and each module in its own */
    const struct catalogue *words; /* of the interface in it; NULL English */
    struct spoken *spoken;         /* all once shown */
    size_t spoken_count;
    bool is_language_chosen; /* by the person, not by --lang or the machine */
    uint64_t turns;          /* other pages shown so far */
    char shown_page[200];    /* "name/step" of the one on screen */
    bool is_said_anew;       /* the language was switched above a step */
    struct store *record, *trial;
    char trial_person[40];
    char person[40]; /* "" nobody */
    bool is_trial, quit;
    struct session *stack[STACK_MAX];
    int depth;
    enum screen screen, below; /* below: what help and settings return to */
    struct session_row resume; /* SCREEN_RESUME */
    struct error trouble;      /* SCREEN_TROUBLE */
    bool can_retry;
    json_t *finished; /* ctx of SCREEN_FINISHED */
    json_t *problem;  /* of the step's last submit */
    json_t *draft;    /* not yet on disk */
    int64_t draft_due_ms, shown_ms, settle_ms;
    struct playing play;
    const struct media_api *media;
    int volume;
    bool captions_on;
    struct scene_live live;
    struct desk *desk; /* NULL: not opened */
    struct kiosk kiosk;
    struct aloud aloud;
    struct clip *voice; /* of a say step, while it plays */
    int64_t voice_ticked_ms;
    char help_part[16]; /* SCREEN_HELP: the small thing that is open; "" the choice */
    int64_t help_from_ms;
    char search[200];   /* SCREEN_NOTES */
    bool as_table;      /* SCREEN_PROGRESS */
    char calendar[600]; /* SCREEN_SETTINGS: where the calendar file is, or why not; said once */
    bool calendar_ok;
};

int64_t stage_now_ms(const struct stage *st);
/* Nobody's settings: as the program was started. */
void stage_plain_look(struct stage *st);
/* Builds the page of the current screen and gives it to the scene. */
void stage_show(struct stage *st);
void stage_go(struct stage *st, enum screen screen);
/* Shows the calm page for an error; retry: the same step again. */
void stage_trouble(struct stage *st, const struct error *err, bool can_retry);
struct session *stage_session(struct stage *st); /* top of the stack or NULL */
struct store *stage_store(struct stage *st);     /* of the person now at it; NULL none */
bool stage_begin(struct stage *st, struct bundle *bundle, struct error *err);
/* Opens a half-done session and those inside it, and shows nothing yet. */
bool stage_take_up(struct stage *st, const struct session_row *row, struct error *err);
bool stage_continue(struct stage *st, const struct session_row *row, struct error *err);
void stage_leave_sessions(struct stage *st);
void stage_after_move(struct stage *st); /* the session moved: step, end or trouble */
bool stage_flush_draft(struct stage *st, struct error *err);
json_t *stage_call(struct stage *st, const char *function, json_t *args, struct error *err); /* args taken over */

/* stage_step.c */
void stage_need_body(struct stage *st); /* stage.c */
/* measure_trajectory() of the person at the stage; given. */
json_t *stage_trajectory(struct stage *st, const char *id, const char *title);
json_t *step_page(struct stage *st, struct error *err);
bool step_act(struct stage *st, const struct scene_action *a); /* false: not an action of a step */

/* stage_practice.c */
bool practice_is_step(const struct session_view *v);
void practice_begin(struct stage *st, const struct session_view *v);
void practice_end(struct stage *st); /* saves and lets go of sound and film */
void practice_tick(struct stage *st);
/* What live nodes show now; `picture`: the film's frame too, which costs its decoding. */
void practice_fill_live(struct stage *st, bool picture);
void practice_pause(struct stage *st, enum phase phase);
void practice_play(struct stage *st);
bool practice_act(struct stage *st, const struct scene_action *a);
bool practice_save_now(struct stage *st, struct error *err);
json_t *practice_state(const struct stage *st); /* for steps.page; given */
json_t *media_state(struct stage *st);          /* for steps.page; given */
json_t *practice_value(const struct stage *st); /* what the step returns; given */
int64_t practice_wants_at(const struct stage *st);

/* stage_desk.c */
void desk_open(struct stage *st, struct error *err);
json_t *desk_page(struct stage *st, struct error *err);
bool desk_act(struct stage *st, const struct scene_action *a); /* false: not one of the desk's */
void desk_tick(struct stage *st);
int64_t desk_wants_at(const struct stage *st);

/* stage_kiosk.c */
void kiosk_open(struct stage *st);
json_t *kiosk_page(struct stage *st, struct error *err);
bool kiosk_act(struct stage *st, const struct scene_action *a);
void kiosk_touch(struct stage *st); /* somebody is there */
void kiosk_tick(struct stage *st);
int64_t kiosk_wants_at(const struct stage *st);
bool kiosk_asks_to_leave(struct stage *st); /* true: the window may not close yet */

/* stage_language.c */
/* Shows the interface in that language, the person's own, from the next page on; NULL: that of --lang or of the
 * machine.
 */
void language_use(struct stage *st, const char *tag);
/* The person chose it on the settings screen: also the sessions that are open, each at its place. */
void language_switch(struct stage *st, const char *tag);
void language_finish(struct stage *st);
const char *stage_language(const struct stage *st); /* tag, NULL: each module in its own */
/* [{"tag","name"}] of what the interface is there in, each named in itself; given. */
json_t *language_list(struct stage *st);
const char *language_chosen(struct stage *st, const json_t *list); /* tag of the list; borrowed from it */
/* Puts title and summary of a module into the language of the screen. */
void language_of_module(struct stage *st, const char *id, json_t *item);
json_t *language_modules(struct stage *st); /* library_list in the language of the screen; given */
/* "Tuesday 24 November" and "3 days ago" in words; months and weekdays from 0; given. */
char *language_day(struct stage *st, int weekday, int day, int month);
char *language_ago(struct stage *st, int64_t days);

/* stage_safety.c */
/* The safety card for the language of this screen, NULL none; given. */
json_t *stage_safety_card(struct stage *st);
/* Records that it is on the screen, in the session where there is one. */
void stage_safety_shown(struct stage *st, const char *by);

/* stage_record.c; all given */
/* {"sessions","notes","scores","seconds","today"} of the person now here; see screens/record.lua. */
json_t *record_context(struct stage *st);
int64_t record_practice_days(struct stage *st);
json_t *record_flare_plan(struct stage *st); /* notes, as above; empty: none was written */

/* stage_today.c */
json_t *today_context(struct stage *st);                 /* given */
json_t *library_context(struct stage *st);               /* given */
void today_snooze(struct stage *st, const char *module); /* not today any more */

/* stage_hands.c */
void hands_first(const struct stage *st, struct scene_look *look); /* before anybody chose */
void hands_load(const struct stage *st, const json_t *saved, struct scene_look *look);
void hands_save(const struct stage *st, const struct scene_look *look, json_t *to);
void hands_add(const struct stage *st, json_t *ctx); /* to the settings: screen_keys, scanning, scan_ms */
bool hands_act(const struct stage *st, const struct scene_action *a, struct scene_look *look);

/* stage_aloud.c */
void aloud_first(struct stage *st);
void aloud_load(struct stage *st, const json_t *saved);
void aloud_save(const struct stage *st, json_t *to);
void aloud_add(const struct stage *st, json_t *ctx); /* to the settings: read_aloud, speech_rate, speech_trouble */
bool aloud_settle(struct stage *st, const struct scene_action *a); /* false: not one of its settings */
void aloud_tick(struct stage *st);
int64_t aloud_wants_at(const struct stage *st);
bool aloud_event(struct stage *st, const struct event *event); /* true: the event was for the reader */
bool listen_act(struct stage *st, const struct scene_action *a);
void voice_stop(struct stage *st);
/* A page on its way to the scene: with reading on it gets Listen at the top. page may be NULL. */
void aloud_new_page(struct stage *st, json_t *page);
json_t *aloud_heard(struct stage *st); /* what was said since this was asked last; given */
void aloud_finish(struct stage *st);

/* stage_choices.c */
/* What course/suggest.h suggests to that person; given. */
json_t *choices_suggestion(struct store *s, struct library *l, const char *person, const json_t *plan,
                           const json_t *record, int64_t day);
void choices_add(struct stage *st, json_t *ctx); /* to the settings: suggestions, calendar, calendar_said */
bool choices_act(struct stage *st, const struct scene_action *a); /* false: not one of these */

/* stage_screens.c */
json_t *resume_context(struct stage *st, const struct session_row *row); /* given */
json_t *screen_page(struct stage *st, struct error *err);
bool screen_act(struct stage *st, const struct scene_action *a);
json_t *finished_context(struct stage *st, struct session *s);

#endif
