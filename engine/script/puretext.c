/* Words on texts: text.upper, lower, trim, contains, words, and format. No patterns, nothing that can take longer than
 * the text is long. Letters beyond ASCII are turned by the table below (Latin, Greek, Cyrillic), the same on every
 * machine and in every locale. */
#include "script/internal.h"

#include "base/text.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

/* Small letters from..to and the distance to their capitals; 1: pairs capital, small, capital, small. */
static const struct {
    uint32_t small_from, small_to;
    int32_t up;
} CASES[] = {
    {'a', 'z', -32},     {0xE0, 0xF6, -32},   {0xF8, 0xFE, -32},   {0xFF, 0xFF, 121},   {0x101, 0x12F, 1},
    {0x133, 0x137, 1},   {0x13A, 0x148, 1},   {0x14B, 0x177, 1},   {0x17A, 0x17E, 1},   {0x219, 0x21B, 1},
    {0x3AC, 0x3AC, -38}, {0x3AD, 0x3AF, -37}, {0x3B1, 0x3C1, -32}, {0x3C3, 0x3CB, -32}, {0x3CC, 0x3CC, -64},
    {0x3CD, 0x3CE, -63}, {0x430, 0x44F, -32}, {0x450, 0x45F, -80}, {0x461, 0x481, 1},   {0x48B, 0x4BF, 1},
    {0x4D1, 0x52F, 1},   {0x1E01, 0x1E95, 1}, {0x1EA1, 0x1EFF, 1},
};

static uint32_t to_upper(uint32_t c) {
    if (c == 0x3C2) /* the final sigma */
        return 0x3A3;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        if (c < CASES[i].small_from || c > CASES[i].small_to)
            continue;
        if (CASES[i].up != 1)
            return (uint32_t)((int32_t)c + CASES[i].up);
        return (c - CASES[i].small_from) % 2 == 0 ? c - 1 : c;
    }
    return c;
}

static uint32_t to_lower(uint32_t c) {
    if (c == 0x1E9E) /* the capital sharp s has no pair of its own */
        return 0xDF;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        uint32_t from = CASES[i].small_from, to = CASES[i].small_to;
        if (CASES[i].up == 1) {
            if (c + 1 >= from && c + 1 <= to && (c + 1 - from) % 2 == 0)
                return c + 1;
            continue;
        }
        uint32_t small = (uint32_t)((int32_t)c - CASES[i].up);
        if (small >= from && small <= to)
            return small;
    }
    return c;
}

static void push_turned(lua_State *L, int index, uint32_t (*turn)(uint32_t)) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    for (size_t at = 0; at < length;) {
        char bytes[4];
        uint32_t c = utf8_next(text, length, &at);
        luaL_addlstring(&out, bytes, (size_t)utf8_put(c < 0x80 || c > 0xBF ? turn(c) : c, bytes));
    }
    luaL_pushresult(&out);
}

static int text_upper(lua_State *L) {
    size_t length;
    need_text(L, 1, "text.upper", &length);
    guest_spend(L, (int64_t)length);
    push_turned(L, 1, to_upper);
    return 1;
}

static int text_lower(lua_State *L) {
    size_t length;
    need_text(L, 1, "text.lower", &length);
    guest_spend(L, (int64_t)length);
    push_turned(L, 1, to_lower);
    return 1;
}

static bool is_space(uint32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x3000;
}

/* Marks that stand around words. */
static bool is_mark(uint32_t c) {
    return (c < 0x80 && c != 0 && strchr(".,;:!?\"'()[]{}<>/*-", (int)c) != NULL) || (c >= 0x2010 && c <= 0x2027) ||
           c == 0xAB || c == 0xBB || c == 0xBF || c == 0xA1;
}

static bool never(uint32_t c) {
    (void)c;
    return false;
}

/* Shrinks [*from, *to) by characters of either kind at both ends. */
static void strip(const char *text, size_t *from, size_t *to, bool (*other)(uint32_t)) {
    while (*from < *to) {
        size_t at = *from;
        uint32_t c = utf8_next(text, *to, &at);
        if (!is_space(c) && !other(c))
            break;
        *from = at;
    }
    while (*to > *from) {
        size_t at = utf8_prev_offset(text, *to), back = at;
        uint32_t c = utf8_next(text, *to, &at);
        if (back < *from || (!is_space(c) && !other(c)))
            break;
        *to = back;
    }
}

static int text_trim(lua_State *L) {
    size_t from = 0, to;
    const char *text = need_text(L, 1, "text.trim", &to);
    strip(text, &from, &to, never);
    lua_pushlstring(L, text + from, to - from);
    return 1;
}

/* Case does not matter; a skipped answer contains nothing. */
static int text_contains(lua_State *L) {
    size_t length, part_length;
    lua_settop(L, 2);
    need_text(L, 2, "text.contains", &part_length);
    if (lua_isnil(L, 1)) {
        lua_pushboolean(L, false);
        return 1;
    }
    need_text(L, 1, "text.contains", &length);
    guest_spend(L, 2 * (int64_t)(length + part_length));
    push_turned(L, 1, to_lower);
    push_turned(L, 2, to_lower);
    const char *text = lua_tolstring(L, 3, &length), *part = lua_tolstring(L, 4, &part_length);
    lua_pushboolean(L, memmem(text, length, part, part_length) != NULL);
    return 1;
}

static void add_word(lua_State *L, const char *text, size_t from, size_t to, lua_Integer *count) {
    strip(text, &from, &to, is_mark);
    if (from == to)
        return;
    guest_spend(L, 10);
    lua_pushlstring(L, text + from, to - from);
    lua_rawseti(L, 2, ++*count);
}

static int text_words(lua_State *L) {
    size_t length, from = 0;
    lua_Integer count = 0;
    lua_settop(L, 1);
    if (lua_isnil(L, 1)) { /* a skipped answer */
        lua_newtable(L);
        return 1;
    }
    const char *text = need_text(L, 1, "text.words", &length);
    guest_spend(L, (int64_t)length);
    lua_newtable(L);
    for (size_t at = 0; at < length;) {
        size_t here = at;
        if (!is_space(utf8_next(text, length, &at)))
            continue;
        add_word(L, text, from, here, &count);
        from = at;
    }
    add_word(L, text, from, length, &count);
    return 1;
}

/* ---- format ---- */

struct directive {
    char text[16]; /* "%-5.1f" as printf takes it */
    char kind;
};

/* Reads a directive behind its %; returns the place behind it. Width and precision have two digits at most. */
static const char *read_directive(lua_State *L, const char *at, struct directive *out) {
    const char *from = at;
    at += strspn(at, "-+ 0#");
    size_t width = strspn(at, "0123456789");
    at += width;
    size_t precision = 0;
    if (*at == '.')
        precision = strspn(++at, "0123456789"), at += precision;
    out->kind = *at;
    bool cuts = out->kind == 's' && memchr(from, '.', (size_t)(at - from)) != NULL; /* would cut letters in two */
    if (cuts || at - from > 10 || width > 2 || precision > 2 || *at == '\0' || strchr("sdifgx", *at) == NULL)
        guest_throw(L, ERROR_SCRIPT,
                    "format does not know \"%%%.12s\". It knows %%s, %%d, %%.1f and %%%%, with at most two digits.",
                    from);
    const char *length = *at == 'd' || *at == 'i' || *at == 'x' ? "ll" : "";
    snprintf(out->text, sizeof out->text, "%%%.*s%s%c", (int)(at - from), from, length, *at);
    return at + 1;
}

static lua_Integer need_whole(lua_State *L, int index) {
    int is_whole = 0;
    lua_Integer n = lua_type(L, index) == LUA_TNUMBER ? lua_tointegerx(L, index, &is_whole) : 0;
    if (!is_whole && lua_type(L, index) == LUA_TNUMBER)
        guest_throw(L, ERROR_SCRIPT, "format: %%d takes a whole number; for others write %%.1f.");
    if (!is_whole)
        guest_throw(L, ERROR_SCRIPT, "format: %%d needs a number, not %s.", plain_type(lua_type(L, index)));
    return n;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the directive was put together above */
static void add_number(lua_State *L, luaL_Buffer *out, const struct directive *d, int index) {
    char made[512]; /* the largest double has 309 digits, widths and precisions 99 */
    int length;
    if (d->kind == 'f' || d->kind == 'g') {
        if (lua_type(L, index) != LUA_TNUMBER)
            guest_throw(L, ERROR_SCRIPT, "format: %%%c needs a number, not %s.", d->kind,
                        plain_type(lua_type(L, index)));
        length = snprintf(made, sizeof made, d->text, lua_tonumber(L, index));
    } else {
        length = snprintf(made, sizeof made, d->text, (long long)need_whole(L, index));
    }
    luaL_addlstring(out, made, (size_t)length);
}

static void add_padded(lua_State *L, luaL_Buffer *out, const struct directive *d, const char *text) {
    char made[512];
    (void)L;
    int length = snprintf(made, sizeof made, d->text, text);
    luaL_addlstring(out, made, (size_t)length < sizeof made ? (size_t)length : sizeof made - 1);
}
#pragma GCC diagnostic pop

static void add_text(lua_State *L, luaL_Buffer *out, const struct directive *d, int index) {
    size_t length;
    if (lua_isnil(L, index))
        lua_pushliteral(L, ""); /* a skipped answer, as in a hole */
    else
        push_text(L, index);
    const char *text = lua_tolstring(L, -1, &length);
    guest_spend(L, 4 + (int64_t)(length / 8));
    bool plain = d->text[1] == 's' || length > 99;
    lua_replace(L, index); /* keeps it alive, and the buffer's place on the stack */
    if (plain)
        luaL_addlstring(out, text, length);
    else
        add_padded(L, out, d, text);
}

static int word_format(lua_State *L) {
    size_t length;
    const char *at = need_text(L, 1, "format", &length), *end = at + length;
    int count = lua_gettop(L), index = 1;
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    while (at < end) {
        const char *percent = memchr(at, '%', (size_t)(end - at));
        luaL_addlstring(&out, at, percent != NULL ? (size_t)(percent - at) : (size_t)(end - at));
        if (percent == NULL)
            break;
        at = percent + 1;
        if (*at == '%') {
            luaL_addchar(&out, '%');
            at++;
            continue;
        }
        struct directive d;
        at = read_directive(L, at, &d);
        if (++index > count)
            guest_throw(L, ERROR_SCRIPT, "format: there are more %% places in the text than values after it.");
        guest_spend(L, 10);
        if (d.kind == 's')
            add_text(L, &out, &d, index);
        else
            add_number(L, &out, &d, index);
    }
    luaL_pushresult(&out);
    return 1;
}

const struct env_entry TEXT_WORDS[] = {
    {"text.upper", text_upper},       {"text.lower", text_lower}, {"text.trim", text_trim},
    {"text.contains", text_contains}, {"text.words", text_words}, {"format", word_format},
};
const size_t TEXT_WORDS_COUNT = sizeof TEXT_WORDS / sizeof *TEXT_WORDS;
