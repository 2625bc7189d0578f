/* Words without effect: numbers, lists, going through tables. Each pays for the guest data it walks, and none can find
 * out an address, an order or a time: the same script does the same in every run. */
#include "script/internal.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *plain_type(int lua_type) {
    switch (lua_type) {
    case LUA_TNIL:
    case LUA_TNONE:
        return "nothing (nil)";
    case LUA_TBOOLEAN:
        return "true or false";
    case LUA_TNUMBER:
        return "a number";
    case LUA_TSTRING:
        return "a text";
    case LUA_TTABLE:
        return "a list or table";
    default:
        return "a function";
    }
}

static const char *nil_advice(int type) {
    return type == LUA_TNIL || type == LUA_TNONE ? " An optional question that was skipped gives nil: test it first."
                                                 : "";
}

void need_table(lua_State *L, int index, const char *word) {
    int type = lua_type(L, index);
    if (type != LUA_TTABLE)
        guest_throw(L, ERROR_SCRIPT, "%s needs a list or table here, not %s.%s", word, plain_type(type),
                    nil_advice(type));
}

const char *need_text(lua_State *L, int index, const char *word, size_t *out_bytes) {
    int type = lua_type(L, index);
    if (type != LUA_TSTRING && type != LUA_TNUMBER)
        guest_throw(L, ERROR_SCRIPT, "%s needs a text here, not %s.%s", word, plain_type(type), nil_advice(type));
    if (type == LUA_TNUMBER) {
        push_text(L, index);
        lua_replace(L, index);
    }
    const char *text = lua_tolstring(L, index, out_bytes);
    guest_spend(L, 4 + (int64_t)(*out_bytes / 8));
    return text;
}

static void need_number(lua_State *L, int index, const char *word) {
    int type = lua_type(L, index);
    if (type != LUA_TNUMBER)
        guest_throw(L, ERROR_SCRIPT, "%s needs a number here, not %s.%s", word, plain_type(type), nil_advice(type));
}

/* ---- numbers ---- */

/* Whole numbers are integers, so that they read "6" and not "6.0". */
static int push_whole(lua_State *L, double x) {
    if (x >= -9007199254740992.0 && x <= 9007199254740992.0)
        lua_pushinteger(L, (lua_Integer)x);
    else
        lua_pushnumber(L, x);
    return 1;
}

static int math_abs(lua_State *L) {
    need_number(L, 1, "math.abs");
    lua_Integer n = lua_isinteger(L, 1) ? lua_tointeger(L, 1) : 0;
    if (lua_isinteger(L, 1) && n != LUA_MININTEGER)
        lua_pushinteger(L, n < 0 ? -n : n);
    else
        lua_pushnumber(L, fabs(lua_tonumber(L, 1)));
    return 1;
}

static int math_floor(lua_State *L) {
    need_number(L, 1, "math.floor");
    lua_settop(L, 1);
    return lua_isinteger(L, 1) ? 1 : push_whole(L, floor(lua_tonumber(L, 1)));
}

static int math_ceil(lua_State *L) {
    need_number(L, 1, "math.ceil");
    lua_settop(L, 1);
    return lua_isinteger(L, 1) ? 1 : push_whole(L, ceil(lua_tonumber(L, 1)));
}

static int extreme(lua_State *L, const char *word, bool most) {
    int count = lua_gettop(L), best = 1;
    if (count == 0)
        guest_throw(L, ERROR_SCRIPT, "%s needs at least one number.", word);
    for (int i = 1; i <= count; i++) {
        need_number(L, i, word);
        bool better = most ? lua_compare(L, best, i, LUA_OPLT) : lua_compare(L, i, best, LUA_OPLT);
        if (better)
            best = i;
    }
    guest_spend(L, count);
    lua_pushvalue(L, best);
    return 1;
}

static int math_min(lua_State *L) {
    return extreme(L, "math.min", false);
}

static int math_max(lua_State *L) {
    return extreme(L, "math.max", true);
}

/* round(3.456) is 3, round(3.456, 1) is 3.5; halves go away from zero. */
static int word_round(lua_State *L) {
    need_number(L, 1, "round");
    if (!lua_isnoneornil(L, 2))
        need_number(L, 2, "round");
    double digits = lua_isnoneornil(L, 2) ? 0 : lua_tonumber(L, 2);
    if (!(digits >= 0 && digits <= 10))
        guest_throw(L, ERROR_SCRIPT, "round takes 0 to 10 digits after the point.");
    double scale = pow(10, floor(digits)), x = lua_tonumber(L, 1);
    if (scale == 1 || floor(x) == x)
        return lua_isinteger(L, 1) ? (lua_settop(L, 1), 1) : push_whole(L, round(x));
    lua_pushnumber(L, round(x * scale) / scale);
    return 1;
}

static int word_tonumber(lua_State *L) {
    size_t length;
    if (lua_type(L, 1) == LUA_TNUMBER) {
        lua_settop(L, 1);
        return 1;
    }
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    bool is_number = text != NULL && length <= 200 && lua_stringtonumber(L, text) == length + 1;
    if (!is_number)
        lua_pushnil(L);
    return 1;
}

void push_text(lua_State *L, int index) {
    double x;
    char digits[64];
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        lua_pushvalue(L, index);
        break;
    case LUA_TNUMBER:
        x = lua_tonumber(L, index);
        if (lua_isinteger(L, index))
            snprintf(digits, sizeof digits, "%lld", (long long)lua_tointeger(L, index));
        else
            snprintf(digits, sizeof digits, floor(x) == x && fabs(x) < 1e15 ? "%.0f" : "%.14g", x);
        lua_pushstring(L, digits);
        break;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
        break;
    default:
        lua_pushstring(L, lua_typename(L, lua_type(L, index) == LUA_TNONE ? LUA_TNIL : lua_type(L, index)));
    }
}

static int word_tostring(lua_State *L) {
    push_text(L, 1);
    return 1;
}

static int word_type(lua_State *L) {
    lua_pushstring(L, lua_typename(L, lua_type(L, 1) == LUA_TNONE ? LUA_TNIL : lua_type(L, 1)));
    return 1;
}

/* ---- going through tables ---- */

static int ipairs_step(lua_State *L) {
    lua_Integer i = (lua_Integer)((lua_Unsigned)lua_tointeger(L, 2) + 1); /* a script may call this itself */
    lua_pushinteger(L, i);
    return lua_type(L, 1) == LUA_TTABLE && lua_rawgeti(L, 1, i) != LUA_TNIL ? 2 : 0;
}

static int word_ipairs(lua_State *L) {
    need_table(L, 1, "ipairs");
    lua_pushcfunction(L, ipairs_step);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

struct key {
    const char *text; /* borrowed from the list of keys; NULL for a number */
    size_t bytes;
    double number;
    lua_Integer integer;
    bool is_integer;
    int index; /* in the list of keys */
};

static int by_number(const struct key *a, const struct key *b) {
    if (a->is_integer && b->is_integer)
        return (a->integer > b->integer) - (a->integer < b->integer);
    return (a->number > b->number) - (a->number < b->number);
}

static int by_key(const void *left, const void *right) {
    const struct key *a = left, *b = right;
    if (a->text == NULL || b->text == NULL)
        return a->text == NULL && b->text == NULL ? by_number(a, b) : a->text == NULL ? -1 : 1;
    int order = memcmp(a->text, b->text, a->bytes < b->bytes ? a->bytes : b->bytes);
    return order != 0 ? order : (a->bytes > b->bytes) - (a->bytes < b->bytes);
}

static void read_key(lua_State *L, struct key *key) {
    int type = lua_type(L, -1);
    *key = (struct key){0};
    if (type == LUA_TSTRING) {
        key->text = lua_tolstring(L, -1, &key->bytes);
    } else if (type == LUA_TNUMBER) {
        key->number = lua_tonumber(L, -1);
        key->is_integer = lua_isinteger(L, -1);
        key->integer = key->is_integer ? lua_tointeger(L, -1) : 0;
    } else {
        guest_throw(L, ERROR_SCRIPT, "pairs goes through names and numbers; this table has %s as a name.",
                    plain_type(type));
    }
}

/* Pushes the list of the keys of the table at 1; returns their count. */
static int push_keys(lua_State *L) {
    int count = 0;
    lua_newtable(L);
    int list = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, 1);) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, list, ++count);
        if (count % 1000 == 0)
            guest_spend(L, 1000);
    }
    return count;
}

/* Pays for sorting before it is done: qsort cannot be stopped. */
static void pay_sort(lua_State *L, int count, size_t bytes) {
    int64_t levels = 1;
    for (int n = count; n > 1; n /= 2)
        levels++;
    guest_spend(L, levels * (count + (int64_t)(bytes / 32)));
}

/* Upvalues: keys in hash order, struct key[] in sorted order, count, position, the table. A script may call this with
 * anything, so it takes no arguments. */
static int pairs_step(lua_State *L) {
    const struct key *keys = lua_touserdata(L, lua_upvalueindex(2));
    lua_settop(L, 0);
    lua_Integer count = lua_tointeger(L, lua_upvalueindex(3)), at = lua_tointeger(L, lua_upvalueindex(4));
    for (; at < count; at++) {
        lua_rawgeti(L, lua_upvalueindex(1), keys[at].index);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(5)) != LUA_TNIL) {
            lua_pushinteger(L, at + 1);
            lua_replace(L, lua_upvalueindex(4));
            return 2;
        }
        lua_settop(L, 0); /* taken out since */
        if (at % 1000 == 999)
            guest_spend(L, 1000);
    }
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(4));
    return 0;
}

static int word_pairs(lua_State *L) {
    need_table(L, 1, "pairs");
    lua_settop(L, 1);
    int count = push_keys(L);
    size_t bytes = 0;
    struct key *keys = lua_newuserdatauv(L, sizeof *keys * (size_t)(count > 0 ? count : 1), 0);
    for (int i = 0; i < count; i++) {
        lua_rawgeti(L, 2, i + 1);
        read_key(L, &keys[i]);
        keys[i].index = i + 1;
        bytes += keys[i].bytes;
        lua_pop(L, 1);
    }
    pay_sort(L, count, bytes);
    qsort(keys, (size_t)count, sizeof *keys, by_key);
    lua_pushinteger(L, count);
    lua_pushinteger(L, 0);
    lua_pushvalue(L, 1);
    lua_pushcclosure(L, pairs_step, 5);
    return 1;
}

/* ---- lists ---- */

static int list_add(lua_State *L) {
    need_table(L, 1, "list.add");
    int count = lua_gettop(L);
    if (lua_getmetatable(L, 1))
        guest_throw(L, ERROR_SCRIPT, "list.add cannot add to a word of Balm.");
    lua_Integer length = (lua_Integer)lua_rawlen(L, 1);
    for (int i = 2; i <= count; i++) {
        if (lua_isnil(L, i))
            continue; /* a skipped answer adds nothing */
        lua_pushvalue(L, i);
        lua_rawseti(L, 1, ++length);
    }
    return 0;
}

/* A skipped question's nil counts as an empty list. */
static int list_count(lua_State *L) {
    if (!lua_isnoneornil(L, 1))
        need_table(L, 1, "list.count");
    lua_pushinteger(L, lua_type(L, 1) == LUA_TTABLE ? (lua_Integer)lua_rawlen(L, 1) : 0);
    return 1;
}

static int list_join(lua_State *L) {
    size_t between_bytes = 2;
    const char *between = ", ";
    lua_settop(L, 2);
    if (!lua_isnil(L, 1))
        need_table(L, 1, "list.join");
    if (!lua_isnil(L, 2))
        between = need_text(L, 2, "list.join", &between_bytes);
    lua_Integer count = lua_isnil(L, 1) ? 0 : (lua_Integer)lua_rawlen(L, 1);
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    for (lua_Integer i = 1; i <= count; i++) {
        if (i > 1)
            luaL_addlstring(&out, between, between_bytes);
        lua_rawgeti(L, 1, i);
        push_text(L, -1);
        lua_remove(L, -2);
        guest_spend(L, 8 + (int64_t)((lua_rawlen(L, -1) + between_bytes) / 8));
        luaL_addvalue(&out);
    }
    luaL_pushresult(&out);
    return 1;
}

const struct env_entry PURE_WORDS[] = {
    {"ipairs", word_ipairs},    {"pairs", word_pairs},    {"tonumber", word_tonumber}, {"tostring", word_tostring},
    {"type", word_type},        {"math.abs", math_abs},   {"math.floor", math_floor},  {"math.ceil", math_ceil},
    {"math.min", math_min},     {"math.max", math_max},   {"round", word_round},       {"list.add", list_add},
    {"list.count", list_count}, {"list.join", list_join},
};
const size_t PURE_WORDS_COUNT = sizeof PURE_WORDS / sizeof *PURE_WORDS;
