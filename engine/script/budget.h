/* What a guest may use: memory in all, instructions and processor time per resume. The allocator refuses growth past
 * the limit; the count hook and every C word that walks guest data spend from one account, so that neither a loop nor
 * one long call can hold the program. Knows nothing of Lua's API beyond the shape of an allocator. */
#ifndef SCRIPT_BUDGET_H
#define SCRIPT_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct budget {
    size_t used_bytes, most_bytes;
    int64_t instructions, instructions_left;
    int64_t cpu_ns, cpu_started_ns;
    int64_t wall_due_ns; /* before it the processor time cannot be used up, so it is not asked for; 0: not begun */
};

/* 0 anywhere means the house's limit. */
void budget_init(struct budget *b, int64_t cpu_ms, int64_t instructions, size_t memory_bytes);
/* A resume begins: the full account again. */
void budget_start(struct budget *b);
/* False when the account is empty. */
bool budget_spend(struct budget *b, int64_t instructions);
/* A lua_Alloc; context is the budget. */
void *budget_alloc(void *context, void *old, size_t old_bytes, size_t new_bytes);

#endif
