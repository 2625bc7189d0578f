/* The trusted Lua state of steps and screens; see host.h. Ours, so without budgets, but still without files, clock or
 * chance. Results leave as plain data; whatever goes wrong in Lua becomes an error, never a crash. */
#include "script/host.h"

#include "base/file.h"
#include "base/xalloc.h"
#include "script/convert.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOST_SOURCE_BYTES = 1 << 20, RESULT_BYTES = 8 << 20, RESULT_DEPTH = 64 };

/* Their addresses are the registry keys of what require has run: in the language of the screen, and in English. */
static const char LOADED = 0, LOADED_ENGLISH = 0;

struct host {
    lua_State *L;
    char *share;
    const struct catalogue *words;
    bool in_english; /* during host_call_in_english */
};

struct call {
    const char *function;
    const json_t *args;
    json_t *result;
    struct convert convert;
    struct error failure;
};

static struct host *host_of(lua_State *L) {
    return *(struct host **)lua_getextraspace(L);
}

/* "steps.kit" -> steps/kit.lua; "steps" -> steps/init.lua. False for any other name. */
static bool file_of(const char *name, char out[128]) {
    const char *dot = strchr(name, '.');
    size_t first = dot != NULL ? (size_t)(dot - name) : strlen(name);
    const char *second = dot != NULL ? dot + 1 : "init";
    bool known = (first == 5 && strncmp(name, "steps", 5) == 0) || (first == 7 && strncmp(name, "screens", 7) == 0);
    if (!known || strlen(second) > 60 || second[0] == '\0' ||
        strspn(second, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(second))
        return false;
    snprintf(out, 128, "%.*s/%s.lua", (int)first, name, second);
    return true;
}

static void compile(lua_State *L, const char *file) {
    char *path = path_join(host_of(L)->share, file), chunk[140];
    struct error err = {0};
    size_t length = 0;
    char *source = file_read(path, HOST_SOURCE_BYTES, &length, &err);
    free(path);
    if (source == NULL)
        luaL_error(L, "%s", err.text);
    snprintf(chunk, sizeof chunk, "@%s", file);
    int status = luaL_loadbufferx(L, source, length, chunk, "t");
    free(source);
    if (status != LUA_OK)
        lua_error(L);
}

static const void *loaded_key(const struct host *h) {
    return h->in_english && h->words != NULL ? &LOADED_ENGLISH : &LOADED;
}

/* Pushes what the file returns; runs it at the first call. */
static int host_require(lua_State *L) {
    char file[128];
    const char *name = luaL_checkstring(L, 1);
    if (!file_of(name, file))
        return luaL_error(L, "require \"%s\": only steps.<name> and screens.<name> are there", name);
    lua_settop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, loaded_key(host_of(L)));
    if (lua_getfield(L, 2, file) != LUA_TNIL)
        return 1;
    lua_pop(L, 1);
    compile(L, file);
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, true);
    }
    lua_pushvalue(L, -1);
    lua_setfield(L, 2, file);
    return 1;
}

static int host_object(lua_State *L) {
    lua_settop(L, 1);
    if (lua_isnoneornil(L, 1)) {
        lua_settop(L, 0);
        lua_newtable(L);
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    value_mark_object(L);
    return 1;
}

static const struct catalogue *words_now(lua_State *L) {
    const struct host *h = host_of(L);
    return h->in_english ? NULL : h->words;
}

/* translate(text, context?) */
static int host_translate(lua_State *L) {
    const char *text = luaL_checkstring(L, 1), *context = luaL_optstring(L, 2, NULL);
    lua_pushstring(L, catalogue_text(words_now(L), context, text));
    return 1;
}

/* translate_n(one, many, n) */
static int host_translate_n(lua_State *L) {
    const char *one = luaL_checkstring(L, 1), *many = luaL_checkstring(L, 2);
    lua_Number n = luaL_checknumber(L, 3);
    lua_Integer whole = n > -1e15 && n < 1e15 && n == (lua_Number)(lua_Integer)n ? (lua_Integer)n : 2;
    lua_pushstring(L, catalogue_plural(words_now(L), NULL, one, many, whole));
    return 1;
}

static void open_libraries(lua_State *L) {
    static const char *const closed[] = {"dofile", "loadfile", "load", "collectgarbage", "print", "warn"};
    luaL_requiref(L, LUA_GNAME, luaopen_base, 1);
    luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, 1);
    luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 1);
    luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 1);
    luaL_requiref(L, LUA_UTF8LIBNAME, luaopen_utf8, 1);
    lua_pushnil(L);
    lua_setfield(L, -3, "random"); /* chance and time are not the page's to have */
    lua_pushnil(L);
    lua_setfield(L, -3, "randomseed");
    lua_settop(L, 0);
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        lua_pushnil(L);
        lua_setglobal(L, closed[i]);
    }
}

/* Protected. */
static int open_host(lua_State *L) {
    open_libraries(L);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &LOADED);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &LOADED_ENGLISH);
    lua_pushcfunction(L, host_require);
    lua_setglobal(L, "require");
    lua_pushcfunction(L, host_object);
    lua_setglobal(L, "object");
    lua_pushcfunction(L, host_translate);
    lua_setglobal(L, "translate");
    lua_pushcfunction(L, host_translate_n);
    lua_setglobal(L, "translate_n");
    lua_pushlightuserdata(L, NULL);
    lua_setglobal(L, "null");
    lua_getglobal(L, "require");
    lua_pushliteral(L, "steps");
    lua_call(L, 1, 0);
    return 0;
}

/* What was raised, at the top: a table {message=, file=, line=}, or "steps/say.lua:12: ...". */
static void read_raised(lua_State *L, struct error *out) {
    int line = 0;
    if (lua_istable(L, -1)) {
        struct convert c = {.most_bytes = RESULT_BYTES, .most_depth = RESULT_DEPTH, .top_is_object = true};
        json_t *raised = value_from_lua(L, -1, &c);
        error_at(out, ERROR_SCRIPT, value_string(raised, "file", ""), (int)value_int(raised, "line", 0), "%s",
                 value_string(raised, "message", "A step's page could not be made."));
        json_decref(raised);
        return;
    }
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "A step's page could not be made.";
    char file[128] = "";
    int used = 0;
    if (sscanf(message, "%127[^:\n]:%d:%n", file, &line, &used) == 2 && used > 0)
        error_at(out, ERROR_SCRIPT, file, line, "%s", message + used + (message[used] == ' '));
    else
        error_set(out, ERROR_SCRIPT, "%s", message);
}

struct host *host_create(const char *share, struct error *err) {
    struct host *h = xcalloc(1, sizeof *h);
    h->share = xstrdup(share);
    h->L = luaL_newstate();
    if (h->L == NULL) {
        error_set(err, ERROR_FULL, "There is no memory for the steps.");
        host_destroy(h);
        return NULL;
    }
    *(struct host **)lua_getextraspace(h->L) = h;
    lua_pushcfunction(h->L, open_host);
    if (lua_pcall(h->L, 0, 0, 0) == LUA_OK)
        return h;
    read_raised(h->L, err);
    host_destroy(h);
    return NULL;
}

void host_destroy(struct host *h) {
    if (h == NULL)
        return;
    if (h->L != NULL)
        lua_close(h->L);
    free(h->share);
    free(h);
}

/* Protected: forgets what require has run. */
static int forget_loaded(lua_State *L) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &LOADED);
    return 0;
}

void host_set_catalogue(struct host *h, const struct catalogue *words) {
    if (h->words == words)
        return;
    h->words = words;
    lua_pushcfunction(h->L, forget_loaded);
    if (lua_pcall(h->L, 0, 0, 0) != LUA_OK)
        lua_settop(h->L, 0);
}

/* Pushes the function "steps.page" names: require "steps" .page. */
static void push_function(lua_State *L, const char *function) {
    const char *dot = strchr(function, '.');
    if (dot == NULL)
        luaL_error(L, "there is no function \"%s\"", function);
    lua_pushcfunction(L, host_require);
    lua_pushlstring(L, function, (size_t)(dot - function));
    lua_call(L, 1, 1);
    if (!lua_istable(L, -1) || lua_getfield(L, -1, dot + 1) != LUA_TFUNCTION)
        luaL_error(L, "there is no function \"%s\"", function);
}

/* Protected. The result is converted here, where Lua keeps it alive; conversion itself does not raise. */
static int call_function(lua_State *L) {
    struct call *call = lua_touserdata(L, 1);
    size_t count = json_array_size(call->args);
    push_function(L, call->function);
    luaL_checkstack(L, (int)count + 4, "too many arguments");
    for (size_t i = 0; i < count; i++)
        value_to_lua(L, json_array_get(call->args, i), true);
    lua_call(L, (int)count, 1);
    call->convert = (struct convert){.most_bytes = RESULT_BYTES, .most_depth = RESULT_DEPTH, .is_host = true};
    call->result = value_from_lua(L, -1, &call->convert);
    if (call->result == NULL)
        error_set(&call->failure, ERROR_SCRIPT, "%s returned what cannot be used: %s", call->function,
                  call->convert.problem);
    return 0;
}

bool host_call(struct host *h, const char *function, const json_t *args, json_t **out, struct error *err) {
    struct call call = {.function = function, .args = args};
    lua_pushcfunction(h->L, call_function);
    lua_pushlightuserdata(h->L, &call);
    if (lua_pcall(h->L, 1, 0, 0) != LUA_OK)
        read_raised(h->L, &call.failure);
    lua_settop(h->L, 0);
    if (call.failure.code == ERROR_NONE) {
        *out = call.result;
        return true;
    }
    if (err != NULL)
        *err = call.failure;
    return false;
}

bool host_call_in_english(struct host *h, const char *function, const json_t *args, json_t **out, struct error *err) {
    h->in_english = true;
    bool ok = host_call(h, function, args, out, err);
    h->in_english = false;
    return ok;
}
