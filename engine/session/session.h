/* One patient, one module, from the first screen to the last: the one state machine of Balm. It runs the script, feeds
 * it the record, stops at the first step that has no answer, and appends each answer to the record before the script
 * sees it. Resume, Back, Review and reload are the same thing: run again from the top.
 * Knows nothing of pages' looks, windows or sound. Data in: requests of the guest, fields of a page. Data out: a view.
 */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "base/value.h"
#include "base/watchdog.h"
#include "script/bundle.h"
#include "script/data.h"
#include "script/host.h"
#include "store/store.h"

struct session;

enum session_at {
    SESSION_AT_STEP,    /* a step waits for the patient: see the view */
    SESSION_AT_END,     /* ended; view.outcome, view.closing */
    SESSION_AT_TROUBLE, /* the script failed; view.trouble. Everything that was answered is kept, the session stays open
                         */
};

/* Finds instruments/<id>.lua for a session; the result is borrowed and lives as long as the context. */
typedef struct instrument *instrument_find_fn(void *context, const char *id, struct error *err);

struct session_setup {
    struct store *store;   /* kept */
    struct host *host;     /* kept */
    struct bundle *bundle; /* kept */
    instrument_find_fn *find_instrument;
    void *find_context;
    const char *person;            /* id */
    const char *parent;            /* session id or NULL */
    const char *language;          /* NULL: that of the session, at first the module's own */
    const struct catalogue *fixed; /* fixed words (Yes, No) in that language; kept, NULL English */
    struct watchdog *watchdog;     /* kept; told of every run inside the guest; NULL none */
};

struct session_view {
    enum session_at at;
    const char *key, *kind; /* "pain_before#1", "ask.scale" */
    const json_t *def;      /* what steps.define made of it */
    const json_t *value;    /* earlier answer or suggestion, NULL none */
    json_t *draft;          /* fields typed so far, NULL none; owned by the view */
    const json_t *position; /* practice so far, NULL none */
    const json_t *context;  /* [{label,text}] to stand above the question */
    const json_t *rows;     /* review: [{label,text,key,words}] */
    const json_t *pace;     /* pacing_plan() of a pace step or a dosed exercise, NULL none */
    const json_t *part;     /* {index,count,labels} inside an instrument, NULL outside */
    int index, total;       /* "Step 2 of 11" */
    double progress;        /* 0..1, goes down only by Back */
    bool can_back;
    bool is_answered;     /* shown again by Back or Edit */
    bool wants_safety;    /* a risk item or an urgent message waits for the safety card to be acknowledged */
    const char *outcome;  /* SESSION_AT_END */
    const char *closing;  /* finish{text=}, NULL none */
    struct error trouble; /* SESSION_AT_TROUBLE */
};

/* Begins a session and runs to its first step. Given: session_close(). A script error is not a failure here but
 * SESSION_AT_TROUBLE; false only when the record cannot be written. */
struct session *session_begin(const struct session_setup *setup, struct error *err);
/* Takes up an open session where it was left. */
struct session *session_resume(const struct session_setup *setup, const struct session_row *row, struct error *err);
void session_close(struct session *s); /* leaves the record as it is */

const struct session_view *session_view(struct session *s); /* borrowed until the next call that moves */
const struct session_row *session_row(const struct session *s);
const json_t *session_manifest(const struct session *s);
struct bundle *session_bundle(const struct session *s);
/* True when a person wrote text in this session that is theirs to share. */
bool session_has_words(const struct session *s);
/* Seconds of practice so far, all steps. */
int64_t session_practice_seconds(struct session *s);

/* The patient pressed Continue (or Skip) with these fields: checks them by steps.accept, commits, runs on.
 * *out_problem (given, NULL none) is {text,field} when the answer cannot be taken; then nothing changed and the result
 * is true. False: the record could not be written, nothing changed. */
bool session_submit(struct session *s, const json_t *fields, bool skip, int64_t active_ms, json_t **out_problem,
                    struct error *err);
/* The same with a finished value (practices, offers). */
bool session_answer(struct session *s, enum entry_status status, const json_t *value, int64_t active_ms,
                    struct error *err);
bool session_back(struct session *s, struct error *err);
bool session_edit(struct session *s, const char *key, struct error *err); /* from a review; returns there by itself */
bool session_save_draft(struct session *s, const json_t *fields, struct error *err);
bool session_save_position(struct session *s, const json_t *position, struct error *err);
/* The safety card is on the screen; by: "risk" (an answer or an urgent message led there) or "help" (Help now). */
bool session_safety_shown(struct session *s, const char *by, struct error *err);
bool session_acknowledge_safety(struct session *s, struct error *err);
/* "Something got worse": an adverse event with its words, kept whatever happens later. */
bool session_adverse_event(struct session *s, const char *severity, struct error *err);
/* How bad the newest of them is, told right after it: "mild", "moderate" or "severe". */
bool session_adverse_severity(struct session *s, const char *severity, struct error *err);
/* Numbers asked again on the scale of an earlier question (same_as=), in order:
 * [{"label","before","after","from","to"}]. Given. */
json_t *session_changes(const struct session *s);
/* Ends it for good as "stopped": practice so far becomes an entry of status stopped. */
bool session_stop(struct session *s, struct error *err);
/* How often the program died at the place where this open session stands (2: offer to skip it or start again). Runs
 * nothing of the module. */
int session_crashes(struct store *store, const struct session_row *row);
/* Goes past the step now shown without an answer, and leaves staff a message. */
bool session_skip_crash(struct session *s, struct error *err);
/* Shows everything from now on in that language, at the same place: runs again from the top. What was recorded and what
 * it was asked with stay as they are, because questions are told apart by the text their author wrote. */
bool session_set_language(struct session *s, const char *language, const struct catalogue *fixed, struct error *err);
/* A text of the module (its title) in the language of the session; borrowed. */
const char *session_text(const struct session *s, const char *text);
/* Reload-on-save: the same record under a new bundle (by key; what fits is used again). Keeps the old one on failure.
 */
bool session_reload(struct session *s, struct bundle *bundle, struct error *err);

#endif
