/* Notices when work that should take milliseconds does not come back: a thread that waits beside it. The work says
 * where it is (`at`) whenever it gets on; silence longer than the limit calls `expired` once, on the thread. Nothing
 * under way: the thread sleeps without waking. Knows nothing of what the work is. */
#ifndef BASE_WATCHDOG_H
#define BASE_WATCHDOG_H

#include "base/error.h"

#include <stdint.h>

struct watchdog;

typedef void watchdog_fn(void *context, const char *at); /* `at` borrowed; called on the watchdog's thread */

/* Given: watchdog_destroy. NULL and ERROR_IO when no thread can be made. */
struct watchdog *watchdog_create(int64_t limit_ms, watchdog_fn *expired, void *context, struct error *err);
void watchdog_destroy(struct watchdog *w);

/* Both do nothing with NULL. */
void watchdog_at(struct watchdog *w, const char *at); /* work begins or gets on, here: the limit counts anew */
void watchdog_leave(struct watchdog *w);              /* it came back */

#endif
