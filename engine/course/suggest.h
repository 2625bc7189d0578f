/* What this person may like to practise next, out of their own ratings before and after: a suggestion beside the plan,
 * never in its place. A pure function like the rest of course/. It always carries its reason and how sure it is, for
 * the patient and for the therapist, as codes and figures; how they are said is for the screens.
 *
 * How it judges. A rated session has a change: points of 10 by which its scales with better= moved, positive = better
 * (record: "change"). Older sessions weigh less (half after 8 weeks). What a practice is expected to do is the mean of
 * its changes, drawn towards what all practices of its kind do for this person on average, as if 4 more sessions had
 * shown that: the course takes them for equally good until the person's own figures say otherwise. What somebody tends
 * to finish moves that average by at most a quarter of a point. Kinds are never weighed against each other: a quiet
 * breath calms now, an exercise makes stronger over weeks and may sting today, and nobody is to be led away from it.
 * The spread of changes is drawn towards 1.5 points in the same way. This is the normal model with a common mean
 * (partial pooling) used for series of n-of-1 trials: Zucker DR et al., J Clin Epidemiol 1997;50(4):401-410; Duan N,
 * Kravitz RL, Schmid CH, J Clin Epidemiol 2013;66(8 Suppl):S21-S28.
 */
#ifndef COURSE_SUGGEST_H
#define COURSE_SUGGEST_H

#include "course/course.h"

/* A change is judged from so many rated sessions on. */
enum { SUGGEST_RATED_LEAST = 3 };
/* What is kept for a person under this name: {"off": bool, "not": [module...]}; `not`: no suggestion for them. */
#define COURSE_SUGGESTIONS "suggestions"

/* plan: course_plan() of that day. modules: {id: {"kind",...}}. choices: as kept under COURSE_SUGGESTIONS, or NULL.
 * Given; JSON null when it is switched off or the course is not running, else
 *   {"module": id|null,                 null: none is better than what is planned
 *    "extra": bool,                     true: all of today is done; this would be on top
 *    "instead_of": id|null,             what the plan would put first
 *    "sure": "not_yet"|"a_little"|"fairly"|"very",
 *    "probability": 0..1|null,          that it does more good than instead_of (for an extra: than the others of its
 * kind, or than nothing where there are none) "reason":
 * {"code":"helps_more","rated":n,"mean":points,"change":points,"others":points} mean: as it was rated; change, others:
 * what is expected, of it and of the rest | {"code":"too_few","rated":n,"wanted":n} | {"code":"no_difference"} |
 * {"code":"plan_agrees"}    what the plan puts first is also what has done most good | {"code":"plan_first"}     a
 * measure comes first, or there is nothing to choose between "evidence":
 * [{"module","rated","finished","left","seconds","mean"|null,"expected","low","high",
 *                  "left_out":null|"hurt"|"worse"|"not_wanted"|"enough"|"snoozed"|
 *                             "other_kind"}]}  one per unit that has opened
 * low..high: the middle 90 %. Suggested is only what the prescription has opened and that is due today; when nothing
 * is, a practice that is not an exercise, so that no exercise goes past its dose. Left out: what was stopped for pain
 * in the last 7 days, what makes things worse, what this person does not want. */
json_t *course_suggestion(const json_t *plan, const json_t *record, const json_t *modules, const json_t *choices,
                          int64_t day);

#endif
