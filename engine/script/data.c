/* Data files in Lua; see data.h. Each is a guest with the pure words and one more; what that word was given is the
 * data. An instrument's score function stays in the guest and runs there, under a fresh budget per call. */
#include "script/data.h"

#include "base/xalloc.h"
#include "script/convert.h"
#include "script/internal.h"
#include "script/source.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

struct instrument {
    struct guest *guest;
};

/* "instruments/peg.lua" of a whole path: enough for a message. */
static const char *short_path(const char *path) {
    const char *slash = strrchr(path, '/');
    while (slash != NULL && slash > path && slash[-1] != '/')
        slash--;
    return slash != NULL ? slash : path;
}

/* Runs the file to its end. NULL and err otherwise, also when its word was never used. */
static struct guest *load(enum guest_role role, const char *word, const char *path, struct error *err) {
    const char *shown = short_path(path);
    size_t length;
    char *source = source_read(path, shown, &length, err);
    if (source == NULL)
        return NULL;
    struct guest *g = guest_create_role(role, NULL, shown, source, length, NULL, err);
    free(source);
    if (g == NULL)
        return NULL;
    bool ok = guest_run(g, 0) == LUA_OK;
    if (ok && json_array_size(g->declared) == 0)
        ok = error_at(&g->failure, ERROR_SCRIPT, shown, 1, "This file has no %s { ... }.", word);
    if (ok)
        return g;
    if (err != NULL)
        *err = g->failure;
    guest_destroy(g);
    return NULL;
}

static json_t *first_declared(struct guest *g) {
    json_t *table = g != NULL ? json_incref(json_array_get(g->declared, 0)) : NULL;
    guest_destroy(g);
    return table;
}

json_t *course_load(const char *path, struct error *err) {
    return first_declared(load(ROLE_COURSE, "course", path, err));
}

json_t *plays_load(const char *path, struct error *err) {
    struct guest *g = load(ROLE_PLAYS, "play", path, err);
    json_t *list = g != NULL ? json_incref(g->declared) : NULL;
    guest_destroy(g);
    return list;
}

struct instrument *instrument_load(const char *path, struct error *err) {
    struct guest *g = load(ROLE_INSTRUMENT, "instrument", path, err);
    if (g == NULL)
        return NULL;
    if (!json_is_string(json_object_get(json_array_get(g->declared, 0), "id"))) {
        error_at(err, ERROR_SCRIPT, g->file, 1, "instrument { } needs an id, for example: id = \"peg\".");
        guest_destroy(g);
        return NULL;
    }
    struct instrument *i = xcalloc(1, sizeof *i);
    i->guest = g;
    return i;
}

void instrument_destroy(struct instrument *i) {
    if (i == NULL)
        return;
    guest_destroy(i->guest);
    free(i);
}

const json_t *instrument_table(const struct instrument *i) {
    return json_array_get(i->guest->declared, 0);
}

/* Protected: a new thread with score and its answers. */
static int prepare_score(lua_State *L) {
    struct guest *g = guest_of(L);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &g->declared) != LUA_TFUNCTION) {
        lua_pushboolean(L, false);
        return 1;
    }
    value_to_lua(L, g->answer, false);
    guest_new_thread(g, L, 1);
    lua_pushboolean(L, true);
    return 1;
}

static json_t *result(lua_State *thread, int index, const char *what, struct guest *g, struct error *err) {
    struct convert c = {.most_bytes = REQUEST_BYTES, .most_depth = REQUEST_DEPTH};
    json_t *value = value_from_lua(thread, index, &c);
    if (value == NULL)
        error_at(err, ERROR_SCRIPT, g->file, 0, "The %s that score returns: %s", what, c.problem);
    return value;
}

/* score returns total and band, or a table with these names. */
static bool take_results(struct guest *g, json_t **out_total, json_t **out_band, struct error *err) {
    lua_State *thread = g->thread;
    int first = lua_gettop(thread) > 0 ? 1 : 0;
    json_t *total = first ? result(thread, 1, "total", g, err) : json_null();
    json_t *band = total != NULL && lua_gettop(thread) >= 2 ? result(thread, 2, "band", g, err) : json_null();
    if (total == NULL || band == NULL) {
        json_decref(total);
        return false;
    }
    if (json_is_object(total)) {
        json_t *table = total;
        json_t *inner = json_object_get(table, "total"), *named = json_object_get(table, "band");
        total = inner != NULL ? json_incref(inner) : json_null();
        band = named != NULL ? json_incref(named) : json_null();
        json_decref(table);
    }
    *out_total = total;
    *out_band = band;
    return true;
}

bool instrument_score(struct instrument *i, const json_t *answers, json_t **out_total, json_t **out_band,
                      struct error *err) {
    struct guest *g = i->guest;
    g->failure = (struct error){0};
    g->answer = answers;
    lua_pushcfunction(g->L, prepare_score);
    bool ok = lua_pcall(g->L, 0, 1, 0) == LUA_OK, has_score = ok && lua_toboolean(g->L, -1);
    lua_settop(g->L, 0);
    g->answer = NULL;
    if (!ok)
        return error_at(err, ERROR_BUDGET, g->file, 0, "There is too little memory to work out this score.");
    if (!has_score) {
        *out_total = json_null();
        *out_band = json_null();
        return true;
    }
    if (guest_run(g, 1) == LUA_OK)
        return take_results(g, out_total, out_band, err);
    if (err != NULL)
        *err = g->failure;
    return false;
}
