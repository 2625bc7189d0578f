/* Values between Lua and jansson; see convert.h. A Lua table has no order of its own names, so an object's members come
 * in any order; whoever hashes or stores one writes it with value_dump, which sorts. */
#include "script/convert.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <lauxlib.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char OBJECT_MARK = 0; /* its address is the registry key of object()'s metatable */

struct shape {
    size_t names, numbers;
    lua_Integer most;
};

__attribute__((format(printf, 2, 3))) static json_t *refuse(struct convert *c, const char *format, ...) {
    char why[200];
    va_list args;
    va_start(args, format);
    vsnprintf(why, sizeof why, format, args);
    va_end(args);
    if (c->path_bytes > 0)
        snprintf(c->problem, sizeof c->problem, "\"%s\" %s", c->path, why);
    else
        snprintf(c->problem, sizeof c->problem, "The value %s", why);
    return NULL;
}

static bool take(struct convert *c, size_t bytes) {
    c->bytes += bytes;
    if (c->bytes <= c->most_bytes)
        return true;
    refuse(c, "makes this too large: more than %zu KB in one piece.", c->most_bytes / 1024);
    return false;
}

/* Adds ".name" or "[n]" to the path; returns the length to go back to. */
static size_t path_add(struct convert *c, const char *name, lua_Integer number) {
    size_t back = c->path_bytes, room = sizeof c->path - back;
    int put = name != NULL ? snprintf(c->path + back, room, "%s%.60s", back > 0 ? "." : "", name)
                           : snprintf(c->path + back, room, "[%lld]", (long long)number);
    if (put > 0)
        c->path_bytes = back + (size_t)put < sizeof c->path ? back + (size_t)put : sizeof c->path - 1;
    return back;
}

static void path_back(struct convert *c, size_t back) {
    c->path_bytes = back;
    c->path[back] = '\0';
}

static size_t dump_bytes(const char *s, size_t count_bytes, bool *has_controls) {
    size_t bytes = count_bytes + 3;
    for (size_t i = 0; i < count_bytes; i++) {
        unsigned char ch = (unsigned char)s[i];
        bytes += ch == '"' || ch == '\\' || ch == '\n' || ch == '\t';
        bool c1 = ch == 0xC2 && i + 1 < count_bytes && (unsigned char)s[i + 1] < 0xA0;
        *has_controls |= (ch < 0x20 && ch != '\n' && ch != '\t') || ch == 0x7F || c1;
    }
    return bytes;
}

static json_t *from_string(lua_State *L, int index, struct convert *c) {
    size_t length;
    const char *s = lua_tolstring(L, index, &length);
    bool has_controls = false;
    if (length > c->most_bytes)
        return refuse(c, "is too long a text: at most %zu KB.", c->most_bytes / 1024);
    if (!take(c, dump_bytes(s, length, &has_controls)))
        return NULL;
    if (!utf8_valid(s, length))
        return refuse(c, "is not valid text (UTF-8).");
    if (!has_controls)
        return json_stringn_nocheck(s, length);
    char *clean = utf8_clean(s, length);
    json_t *value = json_string_nocheck(clean);
    free(clean);
    return value;
}

static json_t *from_number(lua_State *L, int index, struct convert *c) {
    if (!take(c, 24))
        return NULL;
    if (lua_isinteger(L, index))
        return json_integer(lua_tointeger(L, index));
    double number = lua_tonumber(L, index);
    if (!isfinite(number))
        return refuse(c, "is not a number that can be kept (a division by zero?).");
    return value_from_number(number);
}

static bool is_marked(lua_State *L, int index) {
    if (!lua_getmetatable(L, index))
        return false;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &OBJECT_MARK);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same;
}

/* Counts names and numbers among the keys; false with a problem when there are others, or too many. */
static bool look(lua_State *L, int index, struct convert *c, struct shape *out) {
    *out = (struct shape){0};
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING) {
            out->names++;
        } else if (lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1) {
            out->numbers++;
            if (lua_tointeger(L, -2) > out->most)
                out->most = lua_tointeger(L, -2);
        } else {
            refuse(c, "has a member without a proper name: %s.", lua_typename(L, lua_type(L, -2)));
            lua_pop(L, 2);
            return false;
        }
        if (!take(c, 1)) {
            lua_pop(L, 2);
            return false;
        }
    }
    if (out->most > 2 * (lua_Integer)out->numbers + 16) {
        refuse(c, "is a list with gaps: number %lld is there, most before it are not.", (long long)out->most);
        return false;
    }
    return true;
}

static json_t *from_list(lua_State *L, int index, struct convert *c, lua_Integer most) {
    json_t *list = json_array();
    for (lua_Integer i = 1; i <= most; i++) {
        size_t back = path_add(c, NULL, i);
        lua_rawgeti(L, index, i);
        json_t *item = lua_isnil(L, -1) ? json_null() : value_from_lua(L, lua_gettop(L), c);
        lua_pop(L, 1);
        if (item == NULL) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, item);
        path_back(c, back);
    }
    return list;
}

/* Adds the member whose key is at -2 and value at -1. */
static bool add_member(lua_State *L, struct convert *c, json_t *object) {
    if (lua_type(L, -2) != LUA_TSTRING)
        return true; /* the list part */
    size_t length;
    bool has_controls = false;
    const char *name = lua_tolstring(L, -2, &length);
    if (c->depth == 1 && c->skip != NULL && strcmp(name, c->skip) == 0)
        return true;
    size_t bytes = length < 512 ? dump_bytes(name, length, &has_controls) : c->most_bytes + 1;
    if (has_controls || !utf8_valid(name, length)) {
        refuse(c, "has a member whose name is not valid text.");
        return false;
    }
    size_t back = path_add(c, name, 0);
    if (!take(c, bytes))
        return false;
    json_t *value = value_from_lua(L, lua_gettop(L), c);
    if (value == NULL)
        return false;
    json_object_set_new_nocheck(object, name, value);
    path_back(c, back);
    return true;
}

static json_t *from_names(lua_State *L, int index, struct convert *c) {
    json_t *object = json_object();
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (!add_member(L, c, object)) {
            lua_pop(L, 2);
            json_decref(object);
            return NULL;
        }
    }
    return object;
}

static json_t *with_items(lua_State *L, int index, struct convert *c, json_t *object, lua_Integer most) {
    if (object == NULL)
        return NULL;
    json_t *items = NULL;
    if (c->is_host)
        refuse(c, "mixes a list and names.");
    else if (json_object_get(object, "items") != NULL)
        refuse(c, "has both a list part and a member \"items\".");
    else
        items = from_list(L, index, c, most);
    if (items == NULL) {
        json_decref(object);
        return NULL;
    }
    json_object_set_new_nocheck(object, "items", items);
    return object;
}

static json_t *from_table(lua_State *L, int index, struct convert *c) {
    struct shape shape;
    if (c->depth >= c->most_depth)
        return refuse(c, "goes too deep: at most %d tables inside each other, and none inside itself.", c->most_depth);
    if (!lua_checkstack(L, 8))
        return refuse(c, "needs too much memory.");
    if (!take(c, 2) || !look(L, index, c, &shape))
        return NULL;
    c->depth++;
    bool object = shape.names > 0 || (c->depth == 1 && c->top_is_object) || (c->is_host && is_marked(L, index));
    json_t *value = object ? from_names(L, index, c) : from_list(L, index, c, shape.most);
    if (object && shape.numbers > 0)
        value = with_items(L, index, c, value, shape.most);
    c->depth--;
    return value;
}

json_t *value_from_lua(lua_State *L, int index, struct convert *c) {
    index = lua_absindex(L, index);
    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TNONE:
        return json_null();
    case LUA_TBOOLEAN:
        return take(c, 6) ? json_boolean(lua_toboolean(L, index)) : NULL;
    case LUA_TNUMBER:
        return from_number(L, index, c);
    case LUA_TSTRING:
        return from_string(L, index, c);
    case LUA_TTABLE:
        return from_table(L, index, c);
    case LUA_TLIGHTUSERDATA: /* the host's `null` */
        return lua_touserdata(L, index) == NULL ? json_null() : refuse(c, "is not plain data.");
    default:
        return refuse(c, "is a %s; only texts, numbers, true, false and tables of them can stand here.",
                      lua_typename(L, lua_type(L, index)));
    }
}

static void list_to_lua(lua_State *L, const json_t *value, bool is_host) {
    size_t i;
    json_t *item;
    lua_createtable(L, (int)json_array_size(value), 0);
    json_array_foreach(value, i, item) {
        if (is_host && json_is_null(item))
            lua_pushlightuserdata(L, NULL);
        else
            value_to_lua(L, item, is_host);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void object_to_lua(lua_State *L, const json_t *value, bool is_host) {
    const char *name;
    json_t *item;
    lua_createtable(L, 0, (int)json_object_size(value));
    if (is_host)
        value_mark_object(L);
    json_object_foreach((json_t *)(uintptr_t)value, name, item) {
        value_to_lua(L, item, is_host);
        lua_setfield(L, -2, name);
    }
}

void value_to_lua(lua_State *L, const json_t *value, bool is_host) {
    luaL_checkstack(L, 8, "too deep");
    switch (value != NULL ? json_typeof(value) : JSON_NULL) {
    case JSON_OBJECT:
        object_to_lua(L, value, is_host);
        break;
    case JSON_ARRAY:
        list_to_lua(L, value, is_host);
        break;
    case JSON_STRING:
        lua_pushlstring(L, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        lua_pushinteger(L, json_integer_value(value));
        break;
    case JSON_REAL:
        lua_pushnumber(L, json_real_value(value));
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        lua_pushboolean(L, json_is_true(value));
        break;
    default:
        lua_pushnil(L);
    }
}

void value_mark_object(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &OBJECT_MARK) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &OBJECT_MARK);
    }
    lua_setmetatable(L, -2);
}
