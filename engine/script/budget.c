/* The guest's account of memory, instructions and processor time; see budget.h. The processor clock is a system call,
 * so it is asked only when the (cheap) wall clock says the time could be used up. */
#include "script/budget.h"

#include <stdlib.h>
#include <time.h>

enum { CPU_MS = 250, INSTRUCTIONS = 5000000, MEMORY_BYTES = 16 << 20 };

static int64_t read_ns(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void budget_init(struct budget *b, int64_t cpu_ms, int64_t instructions, size_t memory_bytes) {
    *b = (struct budget){0};
    b->cpu_ns = (cpu_ms > 0 ? cpu_ms : CPU_MS) * 1000000;
    b->instructions = instructions > 0 ? instructions : INSTRUCTIONS;
    b->most_bytes = memory_bytes > 0 ? memory_bytes : MEMORY_BYTES;
    budget_start(b);
}

void budget_start(struct budget *b) {
    b->instructions_left = b->instructions;
    b->wall_due_ns = 0;
}

bool budget_spend(struct budget *b, int64_t instructions) {
    b->instructions_left -= instructions;
    if (b->instructions_left < 0)
        return false;
    int64_t wall = read_ns(CLOCK_MONOTONIC);
    if (wall < b->wall_due_ns)
        return true;
    int64_t cpu = read_ns(CLOCK_THREAD_CPUTIME_ID);
    if (b->wall_due_ns == 0) /* the first spending of this resume; most resumes never come here */
        b->cpu_started_ns = cpu;
    int64_t used = cpu - b->cpu_started_ns;
    b->wall_due_ns = wall + b->cpu_ns - used;
    return used < b->cpu_ns;
}

void *budget_alloc(void *context, void *old, size_t old_bytes, size_t new_bytes) {
    struct budget *b = context;
    if (old == NULL)
        old_bytes = 0; /* Lua passes the kind of object here */
    if (new_bytes == 0) {
        free(old);
        b->used_bytes -= old_bytes;
        return NULL;
    }
    bool grows = new_bytes > old_bytes;
    if (grows && new_bytes - old_bytes > b->most_bytes - b->used_bytes)
        return NULL;
    void *made = realloc(old, new_bytes);
    if (made == NULL)
        return grows ? NULL : old; /* Lua counts on it that shrinking works */
    b->used_bytes += new_bytes - old_bytes;
    return made;
}
