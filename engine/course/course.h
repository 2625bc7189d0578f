/* What is due, and how it goes: pure functions of a course, its prescription, the record and a day. Nothing here is
 * stored and nothing here looks at a clock, so that patient, desk, report and export see the same truth, and tests may
 * ask for any day. Knows nothing of screens or of how words are said: reasons are codes with figures.
 *
 * Days are numbers since 1970-01-01 of the patient's own calendar; a day of practice turns at 04:00, so what is done
 * after midnight belongs to the evening before.
 */
#ifndef COURSE_COURSE_H
#define COURSE_COURSE_H

#include "base/value.h"
#include "store/store.h"

#include <stdint.h>

enum { COURSE_DAY_TURNS_AT = 4 }; /* o'clock, local time */

/* The day of practice of a moment, by the local time of this machine (also on days of 23 or 25 hours). */
int64_t course_day(int64_t wall_ms);

/* ---- course files ---- */

/* "5 per week", "daily", "twice a week", "2 per day", "every 2 days" ... as times a week; 0 when it says nothing known.
 */
double course_practice_per_week(const char *practice);
/* True when the words of measures at={...} are known: "start", "end", "every 2 weeks", "3 months" ... */
bool course_at_is_known(const char *at);

struct course_library {
    bool (*has_module)(void *context, const char *id);
    bool (*has_instrument)(void *context, const char *id);
    void *context;
};
/* Everything wrong with a course{...} table: [{"level":"error"|"warning","message","word"}], given. word: the text in
 * the file to point at, "" none. */
json_t *course_problems(const json_t *course, const struct course_library *library);

/* ---- prescriptions ---- */

/* A prescription is a fact of kind "prescription":
 *   {"course","version","start":"2026-01-05","pace":1.5,"skip":[module...],"substitute":{module: module},
 *    "pauses":[{"from","to","reason"}],"limits":{name: number},"message","signed","by","ended":date or absent,
 *    "plan": the course{...} as it was prescribed}
 * pace: how long a week of the course takes, 1 = 7 days. A pause's days (both ends in it) do not count. The newest fact
 * of a course is the one that holds; the older ones are its history. */
#define COURSE_PRESCRIPTION "prescription"

/* The ones that hold, oldest course first, each with "at_ms" and "versions" (how often it was changed + 1) added; those
 * that were ended are left out unless `ended`. Given; NULL and err. */
json_t *course_prescriptions(struct store *s, const char *person, bool ended, struct error *err);
/* What is wrong with one, as a sentence; false and err. Checks dates, pace 0.5..4, pauses, and names of its plan. */
bool course_prescription_check(const json_t *prescription, struct error *err);

/* ---- the record, as plans need it ---- */

/* {"sessions":[{"module","day","outcome","seconds","parent":bool,"change"}], oldest first,
 *  "values":{name: [{"day","value"}]}, "first_day","last_day"}; days as numbers. Names of values: an instrument's id
 * for its totals, "instrument.item" for an item, else the id of a record{}. change: points of 10 by which scales with
 * better= moved between their first asking and the same_as= of it, positive = better; null where none was. Given; NULL
 * and err. */
json_t *course_record(struct store *s, const char *person, struct error *err);

/* ---- the plan of a day ---- */

/* Given:
 * {"course","title","start":date,"ends":date,"day":n from 1 (0 before it
 * starts),"week","weeks","paused_until":date|null, "state":"before"|"running"|"paused"|"over"|"complete",
 *  "units":[{"module","instead_of":module|null,"week","practice":per week|null,"because":text|null,
 *            "state":"due"|"enough"|"done"|"later"|"locked"|"waiting"|"skipped"|"over",
 *            "reason":{"code":"week","on":date}|{"code":"after","module"}|{"code":"when",...}|{"code":"today"|"this_week"}|null,
 *            "opens":date|null,"finished":n,"week_done":n,"week_target":n,"planned":n,"counted":n,"seconds":n,
 *            "last":date|null,"behind":bool}],
 *  "measures":[{"instrument","module":module|null,"at":words,"on":date,"state":"due"|"done"|"later"|"missed"}],
 *  "next":{"kind":"unit"|"measure","module"|null,"instrument"|null,"why":reason}|null,
 *  "soon":{"module","on":date}|null,
 *  "planned":n,"counted":n,"adherence":0..1|null,"seconds":n,"days":n practice days,"finished":n,"behind":bool,
 *  "weeks_of":[{"week","seconds","finished"}],"limits":{...},"message":text|null}
 * A unit with practice= is due while this week's number is not reached and not yet done today. Without it, until done
 * once. "enough": for today or for this week. "over": the course has ended. Counts only grow with time. */
json_t *course_plan(const json_t *prescription, const json_t *record, int64_t day);

/* A when={ of=, below=|above=|at_most=|at_least=, weeks= } rule: true when every value of the last `weeks` weeks (2)
 * fits and there is one; *out_reason (given, may be NULL) then is {"code":"when","of","word","value","weeks"}. No rule:
 * true, no reason. */
bool course_when(const json_t *when, const json_t *record, int64_t day, json_t **out_reason);

#endif
