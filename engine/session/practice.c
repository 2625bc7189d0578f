/* The dose of one practice as a sorted set of played ranges; see practice.h. */
#include "session/practice.h"

#include <string.h>

static int64_t clamp(int64_t v, int64_t least, int64_t most) {
    return v < least ? least : v > most ? most : v;
}

/* Adds [from, to) and melts what it touches. When the set is full the new range is melted into its neighbour's end. */
static void add(struct practice *p, int64_t from, int64_t to) {
    int first = 0;
    while (first < p->range_count && p->ranges[first].to_ms < from)
        first++;
    int last = first;
    for (; last < p->range_count && p->ranges[last].from_ms <= to; last++) {
        if (p->ranges[last].from_ms < from)
            from = p->ranges[last].from_ms;
        if (p->ranges[last].to_ms > to)
            to = p->ranges[last].to_ms;
    }
    if (last == first && p->range_count == PRACTICE_RANGES_MAX)
        return;
    memmove(&p->ranges[first + 1], &p->ranges[last], (size_t)(p->range_count - last) * sizeof *p->ranges);
    p->ranges[first].from_ms = from;
    p->ranges[first].to_ms = to;
    p->range_count += 1 - (last - first);
}

void practice_init(struct practice *p, const json_t *saved, int64_t duration_ms) {
    *p = (struct practice){.duration_ms = duration_ms > 0 ? duration_ms : 0};
    p->position_ms = clamp(value_int(saved, "position_ms", 0), 0, p->duration_ms);
    size_t i;
    json_t *range;
    json_array_foreach(json_object_get(saved, "ranges"), i, range) {
        int64_t from = json_integer_value(json_array_get(range, 0)), to = json_integer_value(json_array_get(range, 1));
        if (from >= 0 && from < to)
            add(p, from, to);
    }
}

void practice_reach(struct practice *p, int64_t position_ms) {
    position_ms = clamp(position_ms, 0, p->duration_ms);
    if (position_ms > p->position_ms)
        add(p, p->position_ms, position_ms);
    p->position_ms = position_ms;
}

void practice_jump(struct practice *p, int64_t position_ms) {
    p->position_ms = clamp(position_ms, 0, p->duration_ms);
}

int64_t practice_seconds(const struct practice *p) {
    int64_t ms = 0;
    for (int i = 0; i < p->range_count; i++)
        ms += p->ranges[i].to_ms - p->ranges[i].from_ms;
    return (ms + 500) / 1000;
}

bool practice_is_over(const struct practice *p) {
    return p->duration_ms > 0 && p->position_ms >= p->duration_ms;
}

json_t *practice_save(const struct practice *p) {
    json_t *ranges = json_array();
    for (int i = 0; i < p->range_count; i++)
        json_array_append_new(ranges,
                              json_pack("[I,I]", (json_int_t)p->ranges[i].from_ms, (json_int_t)p->ranges[i].to_ms));
    return json_pack("{s:I, s:I, s:I, s:o}", "position_ms", (json_int_t)p->position_ms, "seconds",
                     (json_int_t)practice_seconds(p), "duration_ms", (json_int_t)p->duration_ms, "ranges", ranges);
}
