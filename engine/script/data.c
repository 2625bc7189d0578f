/* Data files in Lua; see data.h. Each is a guest with the pure words and one more; what that word was given is the
 * data. An instrument's score function stays in the guest and runs there, under a fresh budget per call. */
#include "script/data.h"

#include "base/file.h"
#include "base/xalloc.h"
#include "script/convert.h"
#include "script/internal.h"
#include "script/source.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

struct instrument {
    struct guest *guest;
    char *folder;
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
    const char *slash = strrchr(path, '/');
    i->folder = slash != NULL ? xstrndup(path, (size_t)(slash - path)) : xstrdup(".");
    return i;
}

void instrument_destroy(struct instrument *i) {
    if (i == NULL)
        return;
    guest_destroy(i->guest);
    free(i->folder);
    free(i);
}

const json_t *instrument_table(const struct instrument *i) {
    return json_array_get(i->guest->declared, 0);
}

const char *instrument_folder(const struct instrument *i) {
    return i->folder;
}

struct catalogue *instrument_catalogue(const struct instrument *i, const char *tag, struct error *err) {
    char *folder = path_join(i->folder, "lang");
    char *prefix = xprintf("%s.", value_string(instrument_table(i), "id", ""));
    struct catalogue *c = catalogue_open(folder, prefix, tag, err);
    free(prefix);
    free(folder);
    return c;
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

static bool is_number_or_nil(const json_t *value) {
    return value == NULL || json_is_null(value) || json_is_number(value);
}

static bool is_text_or_nil(const json_t *value) {
    return value == NULL || json_is_null(value) || json_is_string(value);
}

static void keep(json_t *into, const char *name, json_t *value) {
    json_object_set_new(into, name, value != NULL ? json_incref(value) : json_null());
}

/* {total=, band=} of the whole or of a subscale, and nothing else. Given; NULL and err. */
static json_t *take_score(const json_t *table, const char *what, struct guest *g, struct error *err) {
    json_t *total = json_object_get(table, "total"), *band = json_object_get(table, "band");
    if (!is_number_or_nil(total) || !is_text_or_nil(band)) {
        error_at(err, ERROR_SCRIPT, g->file, 0, "The %s that score returns is no number (and a band is a text).", what);
        return NULL;
    }
    json_t *out = json_object();
    keep(out, "total", total);
    keep(out, "band", band);
    return out;
}

static bool take_subscales(json_t *out, json_t *given, struct guest *g, struct error *err) {
    json_t *taken = given != NULL ? json_object() : NULL, *table;
    const char *id;
    json_object_foreach(given, id, table) {
        json_t *one = take_score(table, id, g, err);
        if (one == NULL) {
            json_decref(taken);
            return false;
        }
        json_object_set_new(taken, id, one);
    }
    if (taken != NULL)
        json_object_set_new(out, "subscales", taken);
    return true;
}

/* score returns total and band, or one table with these names. */
static json_t *take_results(struct guest *g, struct error *err) {
    lua_State *thread = g->thread;
    int count = lua_gettop(thread);
    json_t *first = count > 0 ? result(thread, 1, "total", g, err) : json_null();
    json_t *second = first != NULL && count > 1 ? result(thread, 2, "band", g, err) : json_null(), *out = NULL;
    if (first != NULL && second != NULL) {
        json_t *table =
            json_is_object(first) ? json_incref(first) : json_pack("{s:O, s:O}", "total", first, "band", second);
        out = take_score(table, "total", g, err);
        if (out != NULL && !take_subscales(out, json_object_get(table, "subscales"), g, err)) {
            json_decref(out);
            out = NULL;
        }
        json_decref(table);
    }
    json_decref(first);
    json_decref(second);
    return out;
}

json_t *instrument_score(struct instrument *i, const json_t *answers, struct error *err) {
    struct guest *g = i->guest;
    g->failure = (struct error){0};
    g->answer = answers;
    lua_pushcfunction(g->L, prepare_score);
    bool ok = lua_pcall(g->L, 0, 1, 0) == LUA_OK, has_score = ok && lua_toboolean(g->L, -1);
    lua_settop(g->L, 0);
    g->answer = NULL;
    if (!ok) {
        error_at(err, ERROR_BUDGET, g->file, 0, "There is too little memory to work out this score.");
        return NULL;
    }
    if (!has_score)
        return json_pack("{s:n, s:n}", "total", "band");
    if (guest_run(g, 1) == LUA_OK)
        return take_results(g, err);
    if (err != NULL)
        *err = g->failure;
    return NULL;
}
