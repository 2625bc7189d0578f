/* Pacing by quota: how much of an activity today, from what was logged, so that good days do not end in bad ones. Pure:
 * the same log and rule give the same answer for patient, therapist and tests.
 *
 * The rule, after Fordyce's operant quotas (Behavioral Methods for Chronic Pain and Illness, 1976) and activity pacing
 * as therapists teach it (Antcliff D et al. 2018, an activity pacing framework; NICE NG193 on paced activity):
 *   1. Baseline: the first three tries, each ended before pain climbs. Their mean is what is tolerated.
 *   2. The first quota is 80 % of it. Stopping is by the quota (time, count), not by pain; rest is planned as well.
 *   3. After three times at the quota without rising pain it grows by a tenth, at least one unit, never past a limit.
 *   4. Pain that rises by a point holds it; so does doing too little or a fifth too much.
 *   5. A flare-up (reported, pain up by 2 or more, 7 or more, or stopped) takes a fifth off, and it holds for three
 * good times before it may grow again. A gap of two weeks takes a fifth off too.
 */
#ifndef OUTCOME_PACING_H
#define OUTCOME_PACING_H

#include "base/value.h"

struct pacing_rule {
    double start;   /* first quota where no baseline is tried (the author's own), 0: baseline first */
    double least;   /* quotas never go below; at least 1 */
    double most;    /* nor above; 0: no limit */
    double largest; /* largest single increase; 0: a tenth */
};

/* log: [{"day","did","pain_before","pain_after","stopped","flare"}], oldest first; a pain may be absent. day: today.
 * flare_today: reported before today's turn. Given:
 * {"phase":"baseline"|"quota", "quota":number|null while baseline, "tries":n so far of the baseline, "of":3,
 *  "baseline":number|null, "reason":"try"|"first"|"steady"|"up"|"hold_rise"|"hold_less"|"hold_more"|"hold_after"|
 *  "back_flare"|"gap"|"limit", "good":n times at the quota since it last changed} */
json_t *pacing_plan(const struct pacing_rule *rule, const json_t *log, int64_t day, bool flare_today);
/* Of one logged turn: a flare-up as rule 5 has it. */
bool pacing_is_flare(const json_t *turn);

#endif
