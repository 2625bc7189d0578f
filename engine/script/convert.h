/* Values between Lua and the house's plain data, for guest and host alike. Out of Lua never raises and never trusts:
 * size, depth, kinds and UTF-8 are checked while walking. Into Lua may raise (out of memory), so call it protected. */
#ifndef SCRIPT_CONVERT_H
#define SCRIPT_CONVERT_H

#include "base/value.h"

#include <lua.h>

struct convert {
    size_t most_bytes; /* of the value written as JSON */
    int most_depth;
    bool top_is_object; /* an argument table: {} is an object, its list part goes under "items" */
    bool is_host;       /* tables marked by object() are objects; mixed tables are refused */
    const char *skip;   /* member of the top table left out, or NULL */
    /* own */
    size_t bytes;
    int depth;
    size_t path_bytes;
    char path[160];
    char problem[400]; /* why it failed: a sentence */
};

/* Given; NULL with c->problem. Never raises. */
json_t *value_from_lua(lua_State *L, int index, struct convert *c);
/* Pushes one value. Absent and null: nil; in a host's lists null is the `null` word. May raise. */
void value_to_lua(lua_State *L, const json_t *value, bool is_host);
/* Sets the table on top as an object for value_from_lua (host). */
void value_mark_object(lua_State *L);

#endif
