/* The guest's life: a state with the contract's environment, one coroutine that runs the script, resumed with answers;
 * see guest.h. Requests are made in request.c. Everything that can raise runs inside lua_pcall or lua_resume, so a
 * script that fails, by its own doing or by its budget, only ever fills an error here. */
#include "script/internal.h"

#include "base/xalloc.h"
#include "script/plain.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOOK_EVERY = 100, DEEP_CALLS = 2000 };

struct setup {
    const char *source;
    size_t count_bytes;
    const char *patient_name;
};

struct guest *guest_of(lua_State *L) {
    return *(struct guest **)lua_getextraspace(L);
}

void guest_place(lua_State *L, char file[256], int *out_line) {
    lua_Debug at;
    file[0] = '\0';
    *out_line = 0;
    for (int level = 0; lua_getstack(L, level, &at); level++) {
        lua_getinfo(L, "Sl", &at);
        if (at.currentline <= 0)
            continue;
        snprintf(file, 256, "%s", at.source + (*at.source == '='));
        *out_line = at.currentline;
        return;
    }
}

void guest_throw(lua_State *L, enum error_code code, const char *format, ...) {
    struct guest *g = guest_of(L);
    struct error made = {.code = code};
    va_list args;
    va_start(args, format);
    vsnprintf(made.text, sizeof made.text, format, args);
    va_end(args);
    guest_place(L, made.file, &made.line);
    g->failure = made;
    lua_pushnil(L);
    lua_error(L);
    abort();
}

void guest_throw_error(lua_State *L, const struct error *err) {
    guest_throw(L, err->code, "%s", err->text);
}

void guest_spend(lua_State *L, int64_t instructions) {
    if (!budget_spend(&guest_of(L)->budget, instructions))
        guest_throw(L, ERROR_BUDGET,
                    "The module took too long here. Probably a loop that never ends, or far too much work at once.");
}

static void hook(lua_State *L, lua_Debug *at) {
    (void)at;
    guest_spend(L, HOOK_EVERY);
}

static void fail_memory(struct guest *g) {
    lua_Debug at;
    const char *text = "The module used too much memory here. Probably a loop that never ends, or a text or list that "
                       "grows without end.";
    if (lua_getstack(g->thread, DEEP_CALLS, &at))
        text = "A function calls itself again and again here, without an end.";
    g->failure = (struct error){.code = ERROR_BUDGET};
    snprintf(g->failure.text, sizeof g->failure.text, "%s", text);
    guest_place(g->thread, g->failure.file, &g->failure.line);
}

/* Turns what a failed run left into g->failure. A thread that failed keeps its stack, so the place is still there. */
static void fail(struct guest *g, int status) {
    g->has_failed = true;
    if (status == LUA_ERRMEM) {
        fail_memory(g);
        return;
    }
    if (g->failure.code != ERROR_NONE)
        return;
    const char *message = lua_type(g->thread, -1) == LUA_TSTRING ? lua_tostring(g->thread, -1) : "";
    bool deep = strstr(message, "stack overflow") != NULL;
    g->failure = (struct error){.code = deep ? ERROR_BUDGET : ERROR_SCRIPT};
    plain_runtime(message, g->failure.text, sizeof g->failure.text);
    guest_place(g->thread, g->failure.file, &g->failure.line);
}

int guest_run(struct guest *g, int arguments) {
    int results = 0;
    budget_start(&g->budget);
    int status = lua_resume(g->thread, g->L, arguments, &results);
    if (status != LUA_OK && status != LUA_YIELD)
        fail(g, status);
    return status;
}

void guest_new_thread(struct guest *g, lua_State *L, int arguments) {
    lua_State *thread = lua_newthread(L);
    lua_sethook(thread, hook, LUA_MASKCOUNT, HOOK_EVERY);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &g->thread); /* one at a time */
    lua_xmove(L, thread, arguments + 1);
    g->thread = thread;
}

/* Protected: environment, compiled source, thread. */
static int build(lua_State *L) {
    struct guest *g = guest_of(L);
    struct setup *setup = lua_touserdata(L, 1);
    env_open(L, g->role, setup->patient_name);
    const char *name = lua_pushfstring(L, "=%s", g->file);
    if (luaL_loadbufferx(L, setup->source, setup->count_bytes, name, "t") != LUA_OK) {
        if (lua_type(L, -1) == LUA_TSTRING)
            plain_syntax(g->file, lua_tostring(L, -1), setup->source, &g->failure);
        return lua_error(L);
    }
    guest_new_thread(g, L, 0);
    return 0;
}

struct guest *guest_create_role(enum guest_role role, const struct bundle *bundle, const char *file, const char *source,
                                size_t count_bytes, const struct guest_options *options, struct error *err) {
    static const struct guest_options none = {0};
    const struct guest_options *o = options != NULL ? options : &none;
    struct guest *g = xcalloc(1, sizeof *g);
    *g = (struct guest){.role = role, .bundle = bundle, .file = xstrdup(file), .seed = o->seed};
    g->key_index = json_object();
    g->declared = json_array();
    budget_init(&g->budget, o->cpu_ms, o->instructions, o->memory_bytes);
    struct setup setup = {source, count_bytes, o->patient_name != NULL ? o->patient_name : ""};
    g->L = lua_newstate(budget_alloc, &g->budget);
    int status = LUA_ERRMEM;
    if (g->L != NULL) {
        *(struct guest **)lua_getextraspace(g->L) = g;
        lua_pushcfunction(g->L, build); /* a light C function: no allocation */
        lua_pushlightuserdata(g->L, &setup);
        status = lua_pcall(g->L, 1, 0, 0);
    }
    if (status == LUA_OK)
        return g;
    if (status == LUA_ERRMEM || g->failure.code == ERROR_NONE)
        error_at(&g->failure, ERROR_BUDGET, file, 0, "This file needs too much memory to be read.");
    if (err != NULL)
        *err = g->failure;
    guest_destroy(g);
    return NULL;
}

struct guest *guest_create(const struct bundle *bundle, const struct guest_options *options, struct error *err) {
    size_t length;
    const char *source = bundle_text(bundle, "module.lua", &length);
    if (source == NULL) {
        error_at(err, ERROR_MISSING, "module.lua", 0, "The module has no file module.lua.");
        return NULL;
    }
    return guest_create_role(ROLE_MODULE, bundle, "module.lua", source, length, options, err);
}

void guest_destroy(struct guest *g) {
    if (g == NULL)
        return;
    if (g->L != NULL)
        lua_close(g->L);
    for (size_t i = 0; i < g->key_count; i++)
        free(g->keys[i].file);
    free(g->keys);
    json_decref(g->key_index);
    json_decref(g->declared);
    json_decref(g->args);
    json_decref(g->request);
    free(g->file);
    free(g);
}

static enum guest_event failed(const struct guest *g, struct error *err) {
    if (err != NULL)
        *err = g->failure;
    return GUEST_FAILED;
}

static enum guest_event ended(struct guest *g, struct error *err) {
    if (!g->has_module) {
        error_at(&g->failure, ERROR_SCRIPT, g->file, 1,
                 "A module begins with module { id = \"...\", title = \"...\" }.");
        g->has_failed = true;
        return failed(g, err);
    }
    g->has_ended = true;
    return GUEST_ENDED;
}

enum guest_event guest_resume(struct guest *g, const json_t *answer, json_t **out_request, struct error *err) {
    if (g->has_failed)
        return failed(g, err);
    if (g->has_ended)
        return GUEST_ENDED;
    g->answer = answer;
    int status = guest_run(g, 0);
    g->answer = NULL;
    if (status == LUA_OK)
        return ended(g, err);
    if (status != LUA_YIELD)
        return failed(g, err);
    *out_request = g->request;
    g->request = NULL;
    return GUEST_REQUEST;
}

bool guest_blame(struct guest *g, enum error_code code, struct error *err, const char *format, ...) {
    char text[768];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    error_at(&g->failure, code, g->last_file, g->last_line, "%s", text);
    g->has_failed = true;
    if (err != NULL)
        *err = g->failure;
    return false;
}
