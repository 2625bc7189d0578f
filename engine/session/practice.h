/* The dose of one practice: where it stands and which seconds of it were really played. Distinct seconds: going back
 * and hearing a minute twice is one minute. Pure data, told the position; whoever plays the sound knows the clock. */
#ifndef SESSION_PRACTICE_H
#define SESSION_PRACTICE_H

#include "base/value.h"

enum { PRACTICE_RANGES_MAX = 256 };

struct practice {
    int64_t position_ms, duration_ms;
    bool playing;
    struct {
        int64_t from_ms, to_ms;
    } ranges[PRACTICE_RANGES_MAX]; /* sorted, apart from each other */
    int range_count;
};

/* saved: what practice_save gave before, or NULL; the position is clamped to the duration. */
void practice_init(struct practice *p, const json_t *saved, int64_t duration_ms);
/* Playback went on without a jump to this position: what lies between counts. Going backwards counts nothing. */
void practice_reach(struct practice *p, int64_t position_ms);
/* A jump: nothing between counts. */
void practice_jump(struct practice *p, int64_t position_ms);
int64_t practice_seconds(const struct practice *p);
bool practice_is_over(const struct practice *p);
/* {"position_ms","seconds","duration_ms","ranges":[[from,to],...]}; given. */
json_t *practice_save(const struct practice *p);

#endif
