/* The trusted Lua state: the Lua files of steps/ and screens/, which are ours. They get data and return data; they own
 * no file, clock or pixel either, but may use Lua's string, table, math and utf8. */
#ifndef SCRIPT_HOST_H
#define SCRIPT_HOST_H

#include "base/catalogue.h"

struct host;

/* share: the folder with steps/ and screens/. Loads steps/init.lua, which loads the others when first asked for. */
struct host *host_create(const char *share, struct error *err);
void host_destroy(struct host *h);
/* The language of fixed words: what translate() and translate_n() (steps/kit.lua: tr, tr_n) look up from now on. Files
 * are loaded anew, because some keep words they looked up. Borrowed until the next call; NULL: as they are written. */
void host_set_catalogue(struct host *h, const struct catalogue *words);
/* Calls a function that steps/init.lua or screens/init.lua returns, e.g. "steps.page"; args is an array, borrowed.
 * Given result (JSON null for nil). An error raised with a table {message=,file=,line=} or a string becomes err. */
bool host_call(struct host *h, const char *function, const json_t *args, json_t **out, struct error *err);
/* The same without a translation, whatever the language: what is recorded and compared. */
bool host_call_in_english(struct host *h, const char *function, const json_t *args, json_t **out, struct error *err);

#endif
