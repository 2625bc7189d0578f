/* The environment of a script: the contract's words and nothing else. The globals table a script sees is empty; its
 * metatable looks words up in a table the script cannot reach, tells the nearest word for an unknown one, and refuses
 * to overwrite a word. Libraries (ask, math, list, text, patient) are empty tables locked the same way. */
#include "script/internal.h"

#include "base/text.h"
#include "script/words.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_MAX = 400 };

/* Collects the text keys of the table at index. */
static size_t names_of(lua_State *L, int index, const char **names, size_t count) {
    index = lua_absindex(L, index);
    for (lua_pushnil(L); count < NAMES_MAX && lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING)
            names[count++] = lua_tostring(L, -2);
    }
    return count;
}

/* "math.floor" for "floor"; NULL when no library has it. */
static const char *in_library(lua_State *L, int words, const char *name) {
    static const char *const libraries[] = {"ask", "math", "list", "text", "patient"};
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        lua_pushstring(L, libraries[i]);
        lua_rawget(L, words);
        bool there = lua_getmetatable(L, -1) && lua_getfield(L, -1, "__index") == LUA_TTABLE &&
                     (lua_pushstring(L, name), lua_rawget(L, -2) != LUA_TNIL);
        if (there)
            return lua_pushfstring(L, "%s.%s", libraries[i], name);
        lua_settop(L, words);
    }
    return NULL;
}

/* __index of the words: (words, name); upvalue 1: names the script has assigned. */
static int unknown_word(lua_State *L) {
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
        lua_pushnil(L);
        return 1;
    }
    lua_settop(L, 2);
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?", *names[NAMES_MAX];
    const char *advice = word_advice(name);
    if (advice != NULL)
        guest_throw(L, ERROR_SCRIPT, "There is no word \"%.80s\". %s", name, advice);
    lua_insert(L, 1); /* name, words */
    const char *member = in_library(L, 2, name);
    if (member != NULL)
        guest_throw(L, ERROR_SCRIPT, "There is no word \"%.80s\". Did you mean \"%s\"?", name, member);
    size_t count = names_of(L, 2, names, 0);
    count = names_of(L, lua_upvalueindex(1), names, count);
    const char *nearest = text_nearest(name, names, count);
    if (nearest != NULL)
        guest_throw(L, ERROR_SCRIPT, "There is no word \"%.80s\". Did you mean \"%.80s\"?", name, nearest);
    guest_throw(L, ERROR_SCRIPT, "There is no word \"%.80s\". A text is written in quotes; a name must be set first.",
                name);
}

/* __index of a library's members: (members, name); upvalue 1: the library's name. */
static int unknown_member(lua_State *L) {
    lua_settop(L, 2);
    const char *library = lua_tostring(L, lua_upvalueindex(1)), *names[NAMES_MAX];
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    const char *nearest = text_nearest(name, names, names_of(L, 1, names, 0));
    if (nearest != NULL)
        guest_throw(L, ERROR_SCRIPT, "There is no word \"%s.%.80s\". Did you mean \"%s.%s\"?", library, name, library,
                    nearest);
    guest_throw(L, ERROR_SCRIPT, "There is no word \"%s.%.80s\".", library, name);
}

static int library_called(lua_State *L) {
    const char *library = lua_tostring(L, lua_upvalueindex(1));
    guest_throw(L, ERROR_SCRIPT, "%s is no word by itself: it is followed by a dot and a name%s.", library,
                strcmp(library, "ask") == 0 ? ", like ask.text or ask.scale" : "");
}

static int locked(lua_State *L) {
    guest_throw(L, ERROR_SCRIPT, "%s belongs to Balm and cannot be changed.", lua_tostring(L, lua_upvalueindex(1)));
}

/* __newindex of the globals: (globals, name, value); upvalues: words, assigned names. */
static int assign_global(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        guest_throw(L, ERROR_SCRIPT, "\"%s\" is a word of Balm and cannot be changed. Take another name.",
                    lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?");
    lua_pop(L, 1);
    lua_pushvalue(L, 2);
    lua_pushboolean(L, true);
    lua_rawset(L, lua_upvalueindex(2));
    lua_rawset(L, 1);
    return 0;
}

/* __index of texts: ("abc"):rep(3). */
static int text_method(lua_State *L) {
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    static const char *const known[] = {"upper", "lower", "trim", "contains", "words"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i], name) == 0)
            guest_throw(L, ERROR_SCRIPT, "A text has no :%s(). Write text.%s(x).", name, name);
    guest_throw(L, ERROR_SCRIPT, "This is a text; it has no \"%.80s\".", name);
}

static void set_closure(lua_State *L, int table, const char *field, const char *name, lua_CFunction call) {
    table = lua_absindex(L, table);
    lua_pushstring(L, name);
    lua_pushcclosure(L, call, 1);
    lua_setfield(L, table, field);
}

/* Members at -1 become a locked library: pops them, pushes the empty table a script sees. */
static void lock_library(lua_State *L, const char *name) {
    lua_createtable(L, 0, 1); /* metatable of the members */
    set_closure(L, -1, "__index", name, unknown_member);
    lua_setmetatable(L, -2);
    lua_newtable(L);          /* what a script sees */
    lua_createtable(L, 0, 3); /* its metatable */
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    set_closure(L, -1, "__newindex", name, locked);
    set_closure(L, -1, "__call", name, library_called);
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

/* Sets the value on top under "name" or "library.name" among the plain words table; pops it. */
static void set_word(lua_State *L, int words, const char *name) {
    const char *dot = strchr(name, '.');
    if (dot == NULL) {
        lua_setfield(L, words, name);
        return;
    }
    lua_pushlstring(L, name, (size_t)(dot - name));
    if (lua_rawget(L, words) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushlstring(L, name, (size_t)(dot - name));
        lua_pushvalue(L, -2);
        lua_rawset(L, words);
    }
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, dot + 1);
    lua_pop(L, 2);
}

void env_add(lua_State *L, int words, const struct env_entry *entries, size_t count) {
    for (size_t i = 0; i < count; i++) {
        lua_pushcfunction(L, entries[i].call);
        set_word(L, words, entries[i].name);
    }
}

static void add_module_words(lua_State *L, int words, const char *patient_name) {
    for (size_t i = 0; i < WORDS_COUNT; i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_pushcclosure(L, word_ask, 1);
        set_word(L, words, WORDS[i].name);
    }
    lua_pushcfunction(L, word_include);
    set_word(L, words, "include");
    lua_pushstring(L, patient_name);
    set_word(L, words, "patient.name");
    env_add(L, words, CHANCE_WORDS, CHANCE_WORDS_COUNT);
}

static void add_words(lua_State *L, int words, enum guest_role role, const char *patient_name) {
    static const char *const declares[] = {NULL, "instrument", "course", "play"};
    env_add(L, words, PURE_WORDS, PURE_WORDS_COUNT);
    env_add(L, words, TEXT_WORDS, TEXT_WORDS_COUNT);
    if (role == ROLE_MODULE) {
        add_module_words(L, words, patient_name);
        return;
    }
    lua_pushstring(L, declares[role]);
    lua_pushcclosure(L, word_declare, 1);
    lua_setfield(L, words, declares[role]);
}

static void lock_libraries(lua_State *L, int words) {
    static const char *const libraries[] = {"ask", "math", "list", "text", "patient"};
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        if (lua_getfield(L, words, libraries[i]) != LUA_TTABLE) {
            lua_pop(L, 1);
            continue;
        }
        lock_library(L, libraries[i]);
        lua_setfield(L, words, libraries[i]);
    }
}

static void lock_texts(lua_State *L) {
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, text_method);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void env_open(lua_State *L, enum guest_role role, const char *patient_name) {
    lua_newtable(L);
    int words = lua_gettop(L);
    add_words(L, words, role, patient_name);
    lock_libraries(L, words);
    lua_newtable(L); /* names the script assigned */
    int assigned = lua_gettop(L);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, assigned);
    lua_pushcclosure(L, unknown_word, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, words);
    lua_newtable(L); /* the globals */
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, words);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, words);
    lua_pushvalue(L, assigned);
    lua_pushcclosure(L, assign_global, 2);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lock_texts(L);
    lua_settop(L, words - 1);
}
