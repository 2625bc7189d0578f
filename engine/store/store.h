/* The record: one SQLite file (WAL, synchronous=FULL) and its key. Append-only where it counts: what a session asked
 * and what the patient answered is a chain of entries, each hashed over the one before; everything else is worked out
 * from it. What is personal (names, values, drafts, notes) is sealed per person before it is written. Knows nothing of
 * Lua, screens or modules' meaning. Not thread-safe: one thread, one store. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/clock.h"
#include "base/value.h"

#include <stdint.h>

struct store;

struct store_options {
    const char *folder;        /* data folder; NULL: a record in memory, thrown away (trial data) */
    const struct clock *clock; /* kept */
    bool read_only;            /* report, export, verify: no lock, no file made, nothing written */
    bool exclusive;            /* playing: refuse a second copy with ERROR_BUSY (a lock file with flock) */
};

/* Makes folder (0700), key file (0600) and database where missing. ERROR_BUSY another copy, ERROR_NEWER written by a
 * newer Balm (untouched), ERROR_READONLY / ERROR_FULL / ERROR_IO naming the path, ERROR_SEALED key missing or not the
 * right one (nothing is overwritten), ERROR_FORMAT no database. Given: store_close(). */
struct store *store_open(const struct store_options *options, struct error *err);
void store_close(struct store *s);
const char *store_folder(const struct store *s); /* NULL in memory */
const struct clock *store_clock(const struct store *s);

/* Many changes as one: all on disk when the batch ends, or none. For imports and generators; a patient's answers are
 * committed one by one. After a failure inside, the rest fails too. */
bool store_batch_begin(struct store *s, struct error *err);
bool store_batch_end(struct store *s, bool keep, struct error *err); /* keep = false takes everything back */

/* ---- people ---- */
/* Fills out_id (a short, speakable, random id: "p-7k3m9q"). name 1..200 bytes. */
bool person_add(struct store *s, const char *name, char out_id[40], struct error *err);
/* [{"id","name","added_at"}...] sorted by name; given. People whose key is gone are left out. */
json_t *person_list(struct store *s, struct error *err);
/* By id, or by name where it is unique. ERROR_MISSING lists nobody's name but says what to do; two of one name:
 * ERROR_FORMAT asks for the id and lists the ids. */
bool person_find(struct store *s, const char *id_or_name, char out_id[40], struct error *err);
/* Destroys the person's key: nothing of theirs can be read again. The chain stays whole. */
bool person_remove(struct store *s, const char *id, struct error *err);
struct person_row {
    char name[204];
    int64_t added_ms;
};
bool person_get_row(struct store *s, const char *id, struct person_row *out, struct error *err);
bool person_rename(struct store *s, const char *id, const char *name, struct error *err);
char *person_name(struct store *s, const char *id, struct error *err); /* given */
/* Sealed per-person settings and small things ("text_size", "safety_ack" ...): NULL value deletes. */
bool person_set(struct store *s, const char *person, const char *name, const json_t *value, struct error *err);
json_t *person_get(struct store *s, const char *person, const char *name); /* given, NULL when unset */

/* ---- facts: what is known of a person outside their sessions ---- */
struct fact {
    const char *id;      /* "f-..." random: the same fact on two machines is one */
    const char *kind;    /* "prescription", "flag.seen" ... */
    int64_t at_ms;       /* Unix */
    const json_t *value; /* sealed on disk */
};
/* Appends one; on disk when it returns. out_id may be NULL. A change is a new fact; none is ever taken back. */
bool fact_append(struct store *s, const char *person, const char *kind, const json_t *value, char out_id[40],
                 struct error *err);
typedef bool fact_fn(void *context, const struct fact *fact); /* borrowed; false stops */
/* Oldest first. kind NULL: all. */
bool fact_each(struct store *s, const char *person, const char *kind, fact_fn *fn, void *context, struct error *err);

/* ---- summaries: what a list of people shows, kept so that ten thousand need not be worked out again ---- */
/* A cache and nothing else: sealed with the folder's key, rebuilt from the record at any time, and gone by itself (a
 * trigger) as soon as anything of that person's record changes. */
bool summary_put(struct store *s, const char *person, const char *summary, struct error *err);
/* Everybody whose key is not gone, in the order they were added; summary NULL where there is none. Borrowed; false
 * stops. A summary is any text: reading ten thousand of them must not cost more than it has to. */
typedef bool summary_fn(void *context, const char *person, const char *summary);
bool summary_each(struct store *s, summary_fn *fn, void *context, struct error *err);

/* ---- settings of the folder (clinic name, safety card): not personal ---- */
bool setting_set(struct store *s, const char *name, const json_t *value, struct error *err);
json_t *setting_get(struct store *s, const char *name); /* given, NULL when unset */

/* ---- bundles ---- */
bool bundle_put(struct store *s, const char *hash, const json_t *packed, struct error *err);
json_t *bundle_get(struct store *s, const char *hash, struct error *err); /* given; ERROR_MISSING */

/* ---- sessions ---- */
struct session_row {
    char id[40]; /* "s-..." random */
    char person[40];
    char module[80], version[40];
    char bundle_hash[65];
    char parent[40]; /* "" none */
    uint64_t seed;
    char language[24];
    int64_t started_ms; /* Unix; ended_ms 0 while open */
    int64_t ended_ms;
    char outcome[80]; /* "" while open, else "completed", "stopped" or the finish outcome */
    int64_t last_ms;  /* last entry, draft or position written */
};
/* Fills id and started_ms of *row from the clock. */
bool session_insert(struct store *s, struct session_row *row, struct error *err);
bool session_get(struct store *s, const char *id, struct session_row *out, struct error *err);
/* Ends it: appends the chained entry kind "session.end" with the outcome, and sets ended_ms/outcome. `shared` = true
 * when the patient shared what they wrote. */
bool session_end(struct store *s, const char *id, const char *outcome, struct error *err);
bool session_share(struct store *s, const char *id, bool shared, struct error *err);
bool session_is_shared(struct store *s, const char *id);
/* The newest open session of that person and module (module NULL: any; parent sessions only). False with ERROR_NONE
 * when there is none. */
bool session_find_open(struct store *s, const char *person, const char *module, struct session_row *out,
                       struct error *err);
/* The open child of a session, if any. */
bool session_find_child(struct store *s, const char *parent, struct session_row *out, struct error *err);
/* All of a person (person NULL: everybody), oldest first; fn returns false to stop. */
typedef bool session_fn(void *context, const struct session_row *row);
bool session_each(struct store *s, const char *person, session_fn *fn, void *context, struct error *err);

/* ---- entries ---- */
enum entry_status { ENTRY_ANSWERED, ENTRY_SKIPPED, ENTRY_DECLINED, ENTRY_TIMED_OUT, ENTRY_STOPPED };
const char *entry_status_name(enum entry_status status);

struct entry {
    int64_t seq;     /* 1.. within the session, given by entry_append */
    const char *key; /* "pain_before#1" */
    const char *id;  /* "pain_before" or NULL */
    const char
        *kind; /* "ask.scale"; queries "query.last", effects "record", "tell_therapist", "remember", scores "score" */
    enum entry_status status;
    const json_t *value; /* NULL = null */
    const json_t *note;  /* sealed beside the value: label, text shown, what a report needs; NULL none */
    uint8_t def_hash[16], shown_hash[16];
    int64_t shown_ms, answered_ms; /* Unix */
    int64_t active_ms;
    bool superseded;
};

/* Appends `count` entries in one transaction, chained; on disk when it returns. Fills seq of each. Deletes the drafts
 * of their keys in the same transaction. ERROR_FULL / ERROR_READONLY / ERROR_IO: nothing was written. */
bool entry_append(struct store *s, const char *session, struct entry *entries, size_t count, struct error *err);
/* Marks entries superseded (a chained entry of its own, kind "mark.superseded", hidden from entry_each). */
bool entry_supersede(struct store *s, const char *session, const int64_t *seqs, size_t count, struct error *err);
/* All entries in order, superseded ones flagged; strings and values borrowed for the call. Marks and session.end are
 * not shown. */
typedef bool entry_fn(void *context, const struct entry *entry);
bool entry_each(struct store *s, const char *session, entry_fn *fn, void *context, struct error *err);
/* Newest entry that is not superseded, of any session of the person: by kind (NULL: any but queries, messages and
 * scores), id and module (NULL any). For last(), answer(), recall(). Value given; NULL with ERROR_NONE when there is
 * none. */
json_t *entry_last(struct store *s, const char *person, const char *module, const char *kind, const char *id,
                   struct error *err);
/* All entries of that kind and id that are not superseded and hold a value, of all sessions of the person, oldest
 * first:
 * [{"at_ms","session","value"}]. Given; NULL and err when the record cannot be read. */
json_t *entry_history(struct store *s, const char *person, const char *kind, const char *id, struct error *err);
int64_t session_count_done(struct store *s, const char *person, const char *module); /* sessions "completed" */

/* ---- what may change: drafts, place, media position ---- */
bool draft_set(struct store *s, const char *session, const char *key, const json_t *fields, struct error *err);
json_t *draft_get(struct store *s, const char *session, const char *key); /* given; NULL none */
/* Sealed JSON: {"position_ms","ranges":[[from,to],...],...}. */
bool position_set(struct store *s, const char *session, const char *key, const json_t *position, struct error *err);
typedef bool position_fn(void *context, const char *key, const json_t *position); /* borrowed; false stops */
bool position_each(struct store *s, const char *session, position_fn *fn, void *context, struct error *err);
json_t *position_get(struct store *s, const char *session, const char *key); /* given; NULL none */
/* Where the patient stands (cursor after Back or Edit); small JSON, not personal. */
bool place_set(struct store *s, const char *session, const json_t *place, struct error *err);
json_t *place_get(struct store *s, const char *session); /* given; NULL none */
/* That a session is being shown, and how often the program died there; leaves the session's last_ms as it is. */
bool running_set(struct store *s, const char *session, const json_t *mark, struct error *err);
json_t *running_get(struct store *s, const char *session); /* given; NULL none */

/* ---- proof ---- */
struct verify_result {
    int64_t people, sessions, entries;
};
/* Walks every chain, opens every seal, checks integrity_check. ERROR_RECORD names session and entry of the first break.
 */
bool store_verify(struct store *s, struct verify_result *out, struct error *err);
/* One line for the staff log (who, what, when): chained too. */
bool staff_log(struct store *s, const char *who, const char *what, struct error *err);
/* Its lines, oldest first; texts borrowed for the call, fn returns false to stop. */
typedef bool staff_fn(void *context, int64_t at_ms, const char *who, const char *what);
bool staff_log_each(struct store *s, staff_fn *fn, void *context, struct error *err);

#endif
