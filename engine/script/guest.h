/* The guest: a module's script in a Lua state of its own with the contract's environment and nothing else. It can only
 * ask: every step, query and effect comes out as a request (plain data), and the answer goes in with the next resume.
 * Budgets hold for every resume, so a guest can neither hang, crash nor grow the program. */
#ifndef SCRIPT_GUEST_H
#define SCRIPT_GUEST_H

#include "base/value.h"
#include "script/bundle.h"

struct guest;

enum guest_event {
    GUEST_REQUEST, /* *out_request is set */
    GUEST_ENDED,   /* the script ran to its end */
    GUEST_FAILED,  /* err tells file, line and what to do; only guest_destroy is left */
};

struct guest_options {
    uint64_t seed;            /* of pick{} and shuffle{} */
    const char *patient_name; /* patient.name; borrowed during create */
    int64_t cpu_ms;           /* per resume; 0: 250 */
    int64_t instructions;     /* per resume; 0: 5,000,000 */
    size_t memory_bytes;      /* 0: 16 MiB */
};

/* Compiles module.lua of the bundle (kept until guest_destroy). */
struct guest *guest_create(const struct bundle *bundle, const struct guest_options *options, struct error *err);
void guest_destroy(struct guest *g);

/* Runs until the script asks something. `answer` (borrowed, NULL or JSON null = nil) is what the request before
 * returns. The request is given:
 *   {"op":"module"|"step"|"query"|"effect", "kind":"ask.scale", "key":"pain_before#1", "id":"pain_before" or null,
 *    "args":{...}, "file":"module.lua", "line":12}
 * The first request always is op "module" (kind "module", no key). args: named arguments as written; the short form
 * say "x" is {"text":"x"}; last("peg") is {"id":"peg"}; answer("m","i") is {"module":"m","id":"i"};
 * times_done("m") is {"module":"m"}; a table with both a list part and names has its list part under "items"
 * (review{"a","b",title=} is {"items":["a","b"],"title":...}; a guide cue {"Tense",seconds=7} likewise).
 * Keys: id#n or kind#n, n counting from 1 in this run. Two call sites with one id are an error that names both. */
enum guest_event guest_resume(struct guest *g, const json_t *answer, json_t **out_request, struct error *err);
/* Stops the script with a message at the line of the last request (a wrong field, an unknown {hole}). Fills err as a
 * runtime error there would. Always returns false. */
bool guest_blame(struct guest *g, enum error_code code, struct error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
