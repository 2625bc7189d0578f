/* pick and shuffle: chance as a function of the session's seed and the call's key, so that a replay draws the same and
 * nothing has to be asked or recorded; see base/rng.h. */
#include "script/internal.h"

#include "base/rng.h"
#include "script/words.h"

#include <stdio.h>
#include <string.h>

/* Checks { id=, <list_name>= }, leaves the list on top and a generator in *out. */
static lua_Integer open_draw(lua_State *L, const char *word, const char *list_name, struct rng *out) {
    lua_settop(L, 1);
    if (lua_type(L, 1) != LUA_TTABLE)
        guest_throw(L, ERROR_SCRIPT, "%s takes its parts in braces: %s { id = \"...\", %s = { ... } }.", word, word,
                    list_name);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        if (strcmp(name, "id") != 0 && strcmp(name, list_name) != 0)
            guest_throw(L, ERROR_SCRIPT, "%s has the fields id and %s, and no other.", word, list_name);
    }
    const char *id = lua_getfield(L, 1, "id") == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
    if (id == NULL || !id_is_plain(id))
        guest_throw(L, ERROR_SCRIPT, "%s needs an id of letters, digits, _ and -, for example: id = \"order\".", word);
    if (lua_getfield(L, 1, list_name) != LUA_TTABLE)
        guest_throw(L, ERROR_SCRIPT, "%s needs a list: %s = { ... }.", word, list_name);
    char key[128], drawn[160];
    guest_key(L, word, word, id, false, key);
    snprintf(drawn, sizeof drawn, "%s:%s", word, key);
    rng_init(out, guest_of(L)->seed, drawn);
    return (lua_Integer)lua_rawlen(L, -1);
}

static int word_pick(lua_State *L) {
    struct rng rng;
    lua_Integer count = open_draw(L, "pick", "from", &rng);
    if (count == 0)
        guest_throw(L, ERROR_SCRIPT, "pick has an empty list to draw from.");
    lua_rawgeti(L, -1, (lua_Integer)rng_below(&rng, (uint64_t)count) + 1);
    return 1;
}

static int word_shuffle(lua_State *L) {
    struct rng rng;
    lua_Integer count = open_draw(L, "shuffle", "list", &rng);
    int from = lua_gettop(L);
    guest_spend(L, 4 * count);
    lua_createtable(L, count < 100000 ? (int)count : 100000, 0);
    for (lua_Integer i = 1; i <= count; i++) { /* inside-out Fisher-Yates */
        lua_Integer j = (lua_Integer)rng_below(&rng, (uint64_t)i) + 1;
        lua_rawgeti(L, -1, j);
        lua_rawseti(L, -2, i);
        lua_rawgeti(L, from, i);
        lua_rawseti(L, -2, j);
    }
    return 1;
}

const struct env_entry CHANCE_WORDS[] = {{"pick", word_pick}, {"shuffle", word_shuffle}};
const size_t CHANCE_WORDS_COUNT = sizeof CHANCE_WORDS / sizeof *CHANCE_WORDS;
