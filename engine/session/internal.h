/* Inside the session room: the session itself, the mirror of its record, and the path of the present run. */
#ifndef SESSION_INTERNAL_H
#define SESSION_INTERNAL_H

#include "script/guest.h"
#include "session/session.h"

/* One entry as it stands in the record. */
struct kept {
    int64_t seq;
    char *key, *id, *kind;
    enum entry_status status;
    json_t *value; /* NULL null */
    uint8_t def_hash[16], shown_hash[16];
    bool superseded;
    bool on_path; /* met in the present run */
};

/* One request of the present run that has its answer. */
struct passed {
    char *key;
    size_t entry; /* index into kept; SIZE_MAX: none (module) */
    bool shown;   /* a screen the patient can go back to */
};

struct session {
    struct session_setup setup;
    struct session_row row;
    struct bundle *bundle;
    struct guest *guest;
    bool is_new_bundle; /* replay by key only, definitions may differ */

    struct kept *kept;
    size_t kept_count;
    json_t *newest; /* key -> index of the newest entry, superseded or not */

    struct passed *path;
    size_t path_count;

    json_t *words;               /* id -> text for {holes}, in the author's language: what is recorded and compared */
    json_t *said;                /* the same in the language shown */
    struct catalogue *catalogue; /* the module's translation; NULL: shown as written */
    char language[24];           /* in which it is shown */
    json_t *private_ids;         /* ids whose words the patient wrote */
    json_t *asked;   /* id -> {kind, args, shown} of the step that asked it (newest); shown: args as shown */
    json_t *request; /* the request now waiting */
    json_t *def;
    json_t *instrument_parts; /* defs of the items while inside an instrument, in its own language */
    json_t *part_asked;       /* the one now shown, in its own language; s->def is it as shown */
    struct catalogue *part_catalogue;
    size_t part_index;
    json_t *context, *rows, *part, *position;
    json_t *pace; /* what the pacing rule says for this step, NULL none */

    char *cursor;    /* key at which replay stops (Back, Edit); NULL: at the first unanswered */
    char *until;     /* Edit: answers count as given up to this key */
    bool stop_next;  /* the step after this one is shown again even though it has its answer */
    json_t *pending; /* queries and effects of this run, written together at the next stop */
    int best_rank, site_total;
    int64_t shown_ms;
    int crashes;             /* deaths of the program at this place, as found when the session was opened */
    int64_t entries_at_open; /* the place */
    bool is_marked;
    struct session_view view;
    char outcome[80];
    char *closing;
};

/* record.c: the mirror */
bool record_load(struct session *s, struct error *err);
void record_free(struct session *s);
/* Newest entry of that key that counts, or NULL. `any`: superseded ones too. */
struct kept *record_find(struct session *s, const char *key, bool any);
/* Commits entries and mirrors them. */
bool record_append(struct session *s, struct entry *entries, size_t count, struct error *err);
/* Marks everything superseded that this run did not meet (safety and adverse events stay). */
bool record_supersede_unmet(struct session *s, struct error *err);

/* words.c: what the script's texts become */
/* args with all {holes} filled. Given; NULL and err (with the nearest id) when one names nothing that was asked. */
json_t *words_with_answers(struct session *s, const json_t *request, struct error *err);
/* The args of a request as staff may read them: what the patient wrote stands as "…". Given. */
json_t *words_for_others(struct session *s, const json_t *request);
/* True for a choice whose answer was typed (other=): words of the patient, in no option. */
bool words_are_own(const json_t *args, const char *kind, const json_t *value);
/* The text with whatever the patient wrote in this session as "…", however it came in (a script may build a text).
 * Given. */
char *words_hidden(struct session *s, const char *text);
/* fixed: the language of Yes, No and the comma of a list; NULL English. Given. */
char *words_label(struct session *s, const struct catalogue *fixed, const json_t *args, const char *kind,
                  const json_t *value);
/* The args of a step as they are shown: translated, holes filled in that language. Given; NULL and err as above. */
json_t *words_shown(struct session *s, const json_t *request, struct error *err);
void words_learn(struct session *s, const char *kind, const char *id, const json_t *args, const json_t *value);
json_t *words_context(struct session *s, const json_t *args); /* given, NULL none */
json_t *words_rows(struct session *s, const json_t *args);    /* given */
void words_hash(const char *kind, const json_t *args, uint8_t out_def[16], uint8_t out_shown[16]);
void words_hash_shown(const char *kind, const json_t *args, uint8_t out[16]);

/* language.c: translations */
/* What a patient reads in args (or a def), from the catalogue; ids, values and files stay. Given. */
json_t *language_args(const struct catalogue *c, const json_t *words, const json_t *args);
/* Loads the module's translation for s->language; a broken file is logged and the module shown as written. */
void language_load(struct session *s);

/* inputs.c: queries and effects */
/* Answers a query or carries out an effect that the record does not have yet; queued for the next commit. Given value.
 */
bool inputs_answer(struct session *s, const json_t *request, json_t **out_value, struct error *err);
bool inputs_flush(struct session *s, struct error *err);
void inputs_drop(struct session *s);
/* value and note are taken over (may be NULL); args are hashed, borrowed, may be NULL. */
void inputs_queue(struct session *s, const char *key, const char *id, const char *kind, enum entry_status status,
                  json_t *value, json_t *note, const json_t *args);

/* parts.c: instruments are asked item by item, each item an entry of its own */
/* Prepares the items of the instrument in s->def; false and err when there is no such instrument. */
bool parts_enter(struct session *s, struct error *err);
void parts_leave(struct session *s);
/* Moves to the first item that waits for an answer and puts its def into s->def; false when none does. */
bool parts_next(struct session *s);
/* Scores the answered items: queues the instrument's own entry and its score, gives what the script gets. */
bool parts_finish(struct session *s, json_t **out_result, struct error *err);
/* Puts the recorded items of an answered instrument on the path, so that Back finds them. */
void parts_pass_recorded(struct session *s, const char *key);
/* A risk item answered at or above its line: queues the urgent message that leads to the safety card. */
void parts_queue_risk(struct session *s, const json_t *value);

/* crash.c: deaths of the program */
#define CRASH_ID "program_stopped"    /* id of the message to staff */
void crash_mark(struct session *s);   /* on opening */
void crash_unmark(struct session *s); /* on leaving */

/* pace.c: pacing_plan() for a pace step or an exercise with a dose; given, NULL for any other step */
json_t *session_pace(struct session *s);

/* advance.c: the run */
bool session_rerun(struct session *s, struct error *err);
/* Resumes the guest with feed (taken over, NULL nil) and goes on to the next stop. */
bool session_run_on(struct session *s, json_t *feed, struct error *err);
void session_pass(struct session *s, const char *key, struct kept *entry, bool shown);
/* Makes the waiting request the one shown: value, draft, context, rows. */
bool session_show(struct session *s, struct error *err);
bool session_save_place(struct session *s, struct error *err);
int64_t session_wall_ms(const struct session *s);
const char *session_step_key(const struct session *s); /* key of the step or item now shown */

#endif
