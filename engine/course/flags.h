/* Flags: what a member of staff has to look at, worked out from the record and nothing else. The desk, the report and
 * the exports all ask here. Each flag stays until a named member of staff has marked it as seen (a fact of kind
 * FLAG_SEEN); it then stays in the record with the name and the time.
 *
 * A flag may lie in the future: no contact is known to become a flag 14 days after the last session unless another
 * comes. So a list of flags stays true as time goes on, and may be kept until the record changes. */
#ifndef COURSE_FLAGS_H
#define COURSE_FLAGS_H

#include "base/value.h"
#include "store/store.h"

#include <stdint.h>

#define FLAG_SEEN "flag.seen" /* fact: {"flag": id, "by": name} */

enum { FLAG_QUIET_DAYS = 14, FLAG_BEHIND_DAY = 10, FLAG_STOPS = 2 };

/* One person's record as flags and the desk need it; times are Unix ms. Nothing the patient wrote is in it.
 *   {"name","added_ms",
 *    "sessions": [{"id","module","at_ms","last_ms","outcome","seconds","inside"}], oldest first; outcome "open" while
 * so "scores": {instrument: [{"at_ms","total","session"}]}, "titles": {instrument: title}, "risks":
 * [{"id","at_ms","instrument","item","value","changed"}], "messages": [{"id","at_ms","level","text","module"}],
 *    "events": [{"id","at_ms","severity","step","module"}], "stops": [{"id","at_ms","module"}],
 *    "notes": [{"at_ms","by","text"}]: messages from staff, "seen": {flag id: {"by","at_ms"}}}
 * instruments: {id: table}, which items are risk items. *out_record is course_record() of the same walk, since who
 * wants the flags wants the plans too. Both given; NULL and err. */
json_t *history_make(struct store *s, const char *person, const json_t *instruments, json_t **out_record,
                     struct error *err);

/* A person's prescriptions as flags need them, and how far each is by their course_record(): [{"id":
 * course,"title","start_ms","ends_ms", "behind_ms","pauses","done","of","state"}]; behind_ms is the morning after day
 * FLAG_BEHIND_DAY when by then they are behind (so far; nothing else may come), ends_ms the last session of one that is
 * complete. Given; NULL and err. */
json_t *flags_plans(struct store *s, const char *person, const json_t *record, struct error *err);

/* plans: what holds of a person's prescriptions, [{"id","start_ms","ends_ms","behind_ms","pauses":[[from_ms, to_ms]]}];
 * behind_ms is when they are behind by day 10, absent when they are not; NULL: none prescribed.
 * Flags, those that matter most first, then newest first:
 *   {"id","kind","at_ms","need", and by kind "instrument","item","value","from","to","text","module","severity",
 *    "back_ms","changed"; "seen_by","seen_ms" once seen}
 * kind: "risk", "urgent", "adverse_event", "stopped_for_pain", "worse", "message", "behind", "no_contact"; need is its
 * place in that order, from 0. Given. */
json_t *flags_of(const json_t *history, const json_t *instruments, const json_t *plans);
void flag_id(char out[80], const char *kind, const char *session, int64_t seq); /* of what one entry raised */
/* Raised by now and not yet seen. */
bool flag_is_open(const json_t *flag, int64_t now_ms);
/* {flag id: {"by","at_ms"}} of those that were marked; given. NULL and err. */
json_t *flags_seen(struct store *s, const char *person, struct error *err);
/* The mark of what one entry raised ("risk", "urgent", "message", "adverse_event"); NULL: not seen. Borrowed. */
const json_t *flag_seen_of(const json_t *seen, const char *kind, const char *session, int64_t seq);
/* Marks one as seen; a second mark changes nothing. */
bool flag_mark_seen(struct store *s, const char *person, const char *flag, const char *by, struct error *err);

#endif
