/* The words that ask: a call becomes a request (plain data with key and place) and a yield, the next resume's answer is
 * what the call returns. Also keys, include, and the words of data files. What a step's fields mean is not known here;
 * the fields of module{}, effects and queries are. */
#include "script/internal.h"

#include "base/text.h"
#include "base/xalloc.h"
#include "script/convert.h"
#include "script/manifest.h"
#include "script/plain.h"
#include "script/words.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char INCLUDED = 0; /* its address is the registry key of what include has run */

/* ---- keys ---- */

static struct key_use *key_use(lua_State *L, struct guest *g, const char *base) {
    const json_t *index = json_object_get(g->key_index, base);
    if (index != NULL)
        return &g->keys[json_integer_value(index)];
    if (g->key_count >= KEYS_MAX)
        guest_throw(L, ERROR_BUDGET, "The module asks for more than %d different things.", KEYS_MAX);
    if ((g->key_count & (g->key_count - 1)) == 0) /* 0, 1, 2, 4 ...: full */
        g->keys = xrealloc(g->keys, (g->key_count * 2 + 1) * sizeof *g->keys);
    value_set_int(g->key_index, base, (int64_t)g->key_count);
    struct key_use *use = &g->keys[g->key_count++];
    *use = (struct key_use){0};
    return use;
}

static void check_site(lua_State *L, struct guest *g, struct key_use *use, const char *word, const char *id) {
    guest_place(L, g->last_file, &g->last_line);
    if (use->file == NULL) {
        use->file = xstrdup(g->last_file);
        use->line = g->last_line;
        use->word = word;
    } else if (use->line != g->last_line || strcmp(use->word, word) != 0 || strcmp(use->file, g->last_file) != 0) {
        guest_throw(L, ERROR_SCRIPT,
                    "The id \"%s\" stands twice: at %s line %d (%s) and at %s line %d (%s). Each needs an id of its "
                    "own.",
                    id, use->file, use->line, use->word, g->last_file, g->last_line, word);
    }
}

void guest_key(lua_State *L, const char *space, const char *word, const char *id, bool may_repeat, char out[128]) {
    struct guest *g = guest_of(L);
    char base[160];
    snprintf(base, sizeof base, "%s:%s", id != NULL ? space : "", id != NULL ? id : word);
    struct key_use *use = key_use(L, g, base);
    if (id != NULL && !may_repeat)
        check_site(L, g, use, word, id);
    snprintf(out, 128, "%s#%lld", id != NULL ? id : word, (long long)++use->times);
}

/* ---- arguments ---- */

static void keep_args(struct guest *g, json_t *args) {
    json_decref(g->args);
    g->args = args;
}

static void table_args(lua_State *L, struct guest *g, const struct word *w) {
    if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
        guest_throw(L, ERROR_SCRIPT, "%s takes its parts in braces: %s { %s... }.", w->name, w->name,
                    w->needs_id ? "id = \"...\", " : "");
    struct convert c = {.most_bytes = REQUEST_BYTES, .most_depth = REQUEST_DEPTH, .top_is_object = true};
    json_t *args = value_from_lua(L, 1, &c);
    if (args == NULL)
        guest_throw(L, ERROR_SCRIPT, "In %s: %s", w->name, c.problem);
    keep_args(g, args);
}

static void text_arg(lua_State *L, struct guest *g, const struct word *w, int index, const char *name) {
    struct convert c = {.most_bytes = REQUEST_BYTES, .most_depth = 1};
    json_t *text = lua_type(L, index) == LUA_TSTRING ? value_from_lua(L, index, &c) : NULL;
    if (lua_type(L, index) != LUA_TSTRING)
        guest_throw(L, ERROR_SCRIPT, "%s needs the %s as a text in quotes, not %s.", w->name, name,
                    plain_type(lua_type(L, index)));
    if (text == NULL)
        guest_throw(L, ERROR_SCRIPT, "In %s: %s", w->name, c.problem);
    json_object_set_new(g->args, name, text);
}

static void name_args(lua_State *L, struct guest *g, const struct word *w) {
    int count = 0;
    keep_args(g, json_object());
    for (; w->fields[count] != NULL; count++)
        text_arg(L, g, w, count + 1, w->fields[count]);
    if (lua_gettop(L) > count)
        guest_throw(L, ERROR_SCRIPT, "%s takes %d value%s, not %d.", w->name, count, count == 1 ? "" : "s",
                    lua_gettop(L));
}

static void read_args(lua_State *L, struct guest *g, const struct word *w) {
    if (w->takes == TAKES_NAMES) {
        name_args(L, g, w);
    } else if (w->takes == TAKES_TABLE_OR_TEXT && lua_gettop(L) == 1 && lua_type(L, 1) == LUA_TSTRING) {
        keep_args(g, json_object());
        text_arg(L, g, w, 1, "text");
    } else if (w->takes == TAKES_TABLE_OR_NONE && lua_gettop(L) == 0) {
        keep_args(g, json_object());
    } else {
        table_args(L, g, w);
    }
}

/* ---- checks ---- */

static void check_turn(lua_State *L, struct guest *g, const struct word *w) {
    bool is_module = w->op == WORD_MODULE;
    if (is_module && g->has_module)
        guest_throw(L, ERROR_SCRIPT, "module { } stands only once, at the top.");
    if (!is_module && !g->has_module)
        guest_throw(L, ERROR_SCRIPT,
                    "A module begins with module { id = \"...\", title = \"...\" }; %s comes after it.", w->name);
    g->has_module = true;
}

static const char *check_id(lua_State *L, struct guest *g, const struct word *w) {
    if (w->op == WORD_MODULE || w->op == WORD_QUERY)
        return NULL;
    const json_t *id = json_object_get(g->args, "id");
    if (id == NULL && !w->needs_id)
        return NULL;
    if (id == NULL)
        guest_throw(L, ERROR_SCRIPT, "%s needs an id, for example: id = \"my_answer\".", w->name);
    if (!json_is_string(id))
        guest_throw(L, ERROR_SCRIPT, "The id of %s is a text in quotes.", w->name);
    if (!id_is_plain(json_string_value(id)))
        guest_throw(L, ERROR_SCRIPT,
                    "The id \"%.80s\" cannot be used: at most 80 letters (a to z), digits, _ and -, and nothing else.",
                    json_string_value(id));
    return json_string_value(id);
}

static void check_therapist(lua_State *L, struct guest *g) {
    static const char *const levels[] = {"info", "attention", "urgent"};
    const char *level = value_string(g->args, "level", json_object_get(g->args, "level") == NULL ? "info" : "");
    bool known = false;
    for (size_t i = 0; i < 3; i++)
        known |= strcmp(levels[i], level) == 0;
    if (!json_is_string(json_object_get(g->args, "text")))
        guest_throw(L, ERROR_SCRIPT, "tell_therapist needs a text, for example: text = \"...\".");
    if (!known)
        guest_throw(L, ERROR_SCRIPT, "The level of tell_therapist is \"info\", \"attention\" or \"urgent\".");
}

static void check_fields(lua_State *L, struct guest *g, const struct word *w) {
    struct error err;
    bool known = w->op == WORD_MODULE
                     ? manifest_check(g->args, g->bundle != NULL ? bundle_id(g->bundle) : NULL, &err)
                     : w->fields == NULL || w->op != WORD_EFFECT || fields_known(w->name, g->args, w->fields, &err);
    if (!known)
        guest_throw_error(L, &err);
    if (strcmp(w->name, "tell_therapist") == 0)
        check_therapist(L, g);
    bool has_value = w->op == WORD_EFFECT && strcmp(w->name, "tell_therapist") != 0;
    if (has_value && json_object_get(g->args, "value") == NULL) /* a skipped answer */
        json_object_set_new(g->args, "value", json_null());
}

/* ---- asking ---- */

static void set_text(json_t *object, const char *name, const char *text) {
    json_object_set_new_nocheck(object, name, text != NULL ? json_string_nocheck(text) : json_null());
}

static void make_request(lua_State *L, struct guest *g, const struct word *w, const char *id) {
    char key[128];
    json_decref(g->request);
    g->request = json_object();
    if (w->op != WORD_MODULE) {
        guest_key(L, w->op == WORD_STEP ? "step" : w->name, w->name, id, w->may_repeat, key);
        set_text(g->request, "key", key);
    }
    if (id == NULL || w->may_repeat) /* else guest_key has looked */
        guest_place(L, g->last_file, &g->last_line);
    set_text(g->request, "op", word_op_name(w->op));
    set_text(g->request, "kind", w->name);
    set_text(g->request, "id", id);
    json_object_set_nocheck(g->request, "args", g->args);
    set_text(g->request, "file", g->last_file);
    value_set_int(g->request, "line", g->last_line);
}

static int answered(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    value_to_lua(L, guest_of(L)->answer, false);
    return 1;
}

int word_ask(lua_State *L) {
    struct guest *g = guest_of(L);
    const struct word *w = &WORDS[lua_tointeger(L, lua_upvalueindex(1))];
    if (!lua_isyieldable(L))
        guest_throw(L, ERROR_SCRIPT, "%s cannot be used here.", w->name);
    read_args(L, g, w);
    check_turn(L, g, w);
    const char *id = check_id(L, g, w);
    check_fields(L, g, w);
    make_request(L, g, w, id);
    if (strcmp(w->name, "finish") == 0)
        g->has_ended = true; /* the request goes out; there is no resume after it */
    return lua_yieldk(L, 0, 0, answered);
}

/* ---- include ---- */

static void no_such_file(lua_State *L, struct guest *g, const char *name) {
    const char *names[256], *nearest;
    size_t count = g->bundle != NULL ? bundle_source_names(g->bundle, names, 256) : 0;
    char file[NAME_MAX_BYTES + 8];
    snprintf(file, sizeof file, "%.40s.lua", name);
    nearest = text_nearest(file, names, count);
    if (nearest != NULL)
        guest_throw(L, ERROR_SCRIPT, "There is no file \"%s\" in the module's folder. Did you mean \"%.*s\"?", file,
                    (int)strlen(nearest) - 4, nearest);
    guest_throw(L, ERROR_SCRIPT, "There is no file \"%s\" in the module's folder.", file);
}

/* Returns what the file returned; a table {n=, ...} with it stays in the registry. */
static int included(lua_State *L, int status, lua_KContext context) {
    (void)status;
    (void)context;
    int results = lua_gettop(L) - 2; /* name, done table */
    lua_createtable(L, results, 1);
    for (int i = 1; i <= results; i++) {
        lua_pushvalue(L, 2 + i);
        lua_rawseti(L, -2, i);
    }
    lua_pushinteger(L, results);
    lua_setfield(L, -2, "n");
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_rawset(L, 2);
    return results;
}

static int included_before(lua_State *L) {
    if (lua_type(L, -1) != LUA_TTABLE)
        guest_throw(L, ERROR_SCRIPT, "The file \"%s.lua\" includes itself.", lua_tostring(L, 1));
    lua_getfield(L, -1, "n");
    int results = (int)lua_tointeger(L, -1);
    luaL_checkstack(L, results + 4, "too many results");
    lua_pop(L, 1);
    for (int i = 1; i <= results; i++)
        lua_rawgeti(L, 3, i);
    return results;
}

static void compile(lua_State *L, struct guest *g, const char *name) {
    size_t length = 0;
    const char *file = lua_pushfstring(L, "=%s.lua", name), *source = NULL;
    if (strlen(name) <= NAME_MAX_BYTES && id_is_plain(name) && g->bundle != NULL)
        source = bundle_text(g->bundle, file + 1, &length);
    if (source == NULL)
        no_such_file(L, g, name);
    guest_spend(L, 1000 + (int64_t)length);
    if (luaL_loadbufferx(L, source, length, file, "t") != LUA_OK) {
        if (lua_type(L, -1) == LUA_TSTRING && g->failure.code == ERROR_NONE)
            plain_syntax(file + 1, lua_tostring(L, -1), source, &g->failure);
        lua_error(L);
    }
    lua_remove(L, -2);
    guest_spend(L, 1);
}

int word_include(lua_State *L) {
    struct guest *g = guest_of(L);
    size_t length;
    const char *name = need_text(L, 1, "include", &length);
    lua_settop(L, 1);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &INCLUDED) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &INCLUDED);
    }
    lua_pushvalue(L, 1);
    if (lua_rawget(L, 2) != LUA_TNIL)
        return included_before(L);
    lua_pop(L, 1);
    compile(L, g, name);
    lua_pushvalue(L, 1);
    lua_pushboolean(L, true); /* running */
    lua_rawset(L, 2);
    lua_callk(L, 0, LUA_MULTRET, 0, included);
    return included(L, LUA_OK, 0);
}

/* ---- data files ---- */

int word_declare(lua_State *L) {
    struct guest *g = guest_of(L);
    const char *name = lua_tostring(L, lua_upvalueindex(1));
    if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
        guest_throw(L, ERROR_SCRIPT, "%s takes its parts in braces: %s { ... }.", name, name);
    if (g->role != ROLE_PLAYS && json_array_size(g->declared) > 0)
        guest_throw(L, ERROR_SCRIPT, "%s { } stands only once in a file.", name);
    if (json_array_size(g->declared) >= 1000)
        guest_throw(L, ERROR_BUDGET, "This file has more than 1000 times %s { }.", name);
    struct convert c = {
        .most_bytes = DATA_BYTES - g->declared_bytes, .most_depth = REQUEST_DEPTH, .top_is_object = true};
    c.skip = g->role == ROLE_INSTRUMENT ? "score" : NULL;
    json_t *made = value_from_lua(L, 1, &c);
    if (made == NULL)
        guest_throw(L, ERROR_SCRIPT, "In %s: %s", name, c.problem);
    g->declared_bytes += c.bytes;
    char file[256];
    int line;
    guest_place(L, file, &line);
    if (g->role == ROLE_PLAYS)
        value_set_int(made, "line", line);
    json_array_append_new(g->declared, made);
    if (g->role == ROLE_INSTRUMENT) {
        lua_getfield(L, 1, "score");
        lua_rawsetp(L, LUA_REGISTRYINDEX, &g->declared);
    }
    return 0;
}
