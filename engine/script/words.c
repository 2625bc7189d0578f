/* The table of words that ask something (CONTRACT.md section 2), and advice for names that are none; see words.h.
 * Fields of steps are not here: each steps/<kind>.lua declares its own. */
#include "script/words.h"

#include "base/text.h"

#include <string.h>

#define FIELDS(...) ((const char *const[]){__VA_ARGS__, NULL})

const struct word WORDS[] = {
    {"module", WORD_MODULE, TAKES_TABLE, false, false, NULL},
    {"say", WORD_STEP, TAKES_TABLE_OR_TEXT, false, false, NULL},
    {"ask.text", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.choice", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.many", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.yes", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.scale", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.number", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.time", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.date", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.list", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"ask.body", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"form", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"instrument", WORD_STEP, TAKES_TABLE, true, true, NULL},
    {"listen", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"watch", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"breathe", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"guide", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"sit", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"rest", WORD_STEP, TAKES_TABLE, false, false, NULL},
    {"pace", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"review", WORD_STEP, TAKES_TABLE, false, false, NULL},
    {"chart", WORD_STEP, TAKES_TABLE, false, false, NULL},
    {"packet", WORD_STEP, TAKES_TABLE, true, false, NULL},
    {"offer", WORD_STEP, TAKES_TABLE, false, false, NULL},
    {"finish", WORD_STEP, TAKES_TABLE_OR_NONE, false, false, NULL},
    {"record", WORD_EFFECT, TAKES_TABLE, true, false, FIELDS("id", "value", "unit")},
    {"tell_therapist", WORD_EFFECT, TAKES_TABLE, true, false, FIELDS("id", "text", "level")},
    {"remember", WORD_EFFECT, TAKES_TABLE, true, false, FIELDS("id", "value")},
    {"last", WORD_QUERY, TAKES_NAMES, false, false, FIELDS("id")},
    {"answer", WORD_QUERY, TAKES_NAMES, false, false, FIELDS("module", "id")},
    {"times_done", WORD_QUERY, TAKES_NAMES, false, false, FIELDS("module")},
    {"recall", WORD_QUERY, TAKES_NAMES, false, false, FIELDS("id")},
    {"today", WORD_QUERY, TAKES_NAMES, false, false, (const char *const[]){NULL}},
};
const size_t WORDS_COUNT = sizeof WORDS / sizeof *WORDS;

static const struct {
    const char *name, *advice;
} ADVICE[] = {
    {"print", "To show something, write say \"...\"."},
    {"string", "For texts there are text.upper, text.lower, text.trim, text.contains, text.words and format."},
    {"table", "For lists there are list.add, list.count and list.join."},
    {"os", "For the date there is today()."},
    {"io", "A module cannot read or write files."},
    {"debug", "It is not part of a module."},
    {"load", "A module cannot run texts as code; include \"name\" runs name.lua of its folder."},
    {"loadstring", "A module cannot run texts as code; include \"name\" runs name.lua of its folder."},
    {"dofile", "Use include \"name\", which runs name.lua of the module's folder."},
    {"loadfile", "Use include \"name\", which runs name.lua of the module's folder."},
    {"require", "Use include \"name\", which runs name.lua of the module's folder."},
    {"pcall", "Errors cannot be caught in a module; balm check finds them."},
    {"xpcall", "Errors cannot be caught in a module; balm check finds them."},
    {"error", "To end the module, write finish { outcome = \"...\" }."},
    {"assert", "Test it with if ... then ... end."},
    {"select", "Use a list and list.count."},
    {"unpack", "Take the items one by one: items[1], items[2]."},
    {"next", "Use for name, value in pairs(t) do ... end."},
    {"coroutine", "It is not part of a module."},
    {"setmetatable", "It is not part of a module."},
    {"getmetatable", "It is not part of a module."},
    {"rawget", "It is not part of a module."},
    {"rawset", "It is not part of a module."},
    {"null", "In Lua nothing is written nil."},
    {"None", "In Lua nothing is written nil."},
    {"undefined", "In Lua nothing is written nil."},
    {"True", "It is written true, with a small t."},
    {"TRUE", "It is written true, with small letters."},
    {"False", "It is written false, with a small f."},
    {"FALSE", "It is written false, with small letters."},
    {"random", "To draw one of several, write pick { id = \"...\", from = { ... } }."},
    {"elif", "It is written elseif."},
    {"_G", "It is not part of a module."},
};

const char *word_op_name(enum word_op op) {
    static const char *const names[] = {"module", "step", "effect", "query"};
    return names[op];
}

const struct word *word_find(const char *name) {
    for (size_t i = 0; i < WORDS_COUNT; i++)
        if (strcmp(WORDS[i].name, name) == 0)
            return &WORDS[i];
    return NULL;
}

static bool listed(const char *const *fields, const char *name, size_t *out_count) {
    *out_count = 0;
    for (; fields[*out_count] != NULL; (*out_count)++)
        if (strcmp(fields[*out_count], name) == 0)
            return true;
    return false;
}

/* The first unknown member in order of names: the same message in every run. */
static const char *first_unknown(const json_t *object, const char *const *fields, size_t *out_count) {
    const char *name, *first = NULL;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        if (!listed(fields, name, out_count) && (first == NULL || strcmp(name, first) < 0))
            first = name;
    }
    return first;
}

bool fields_known(const char *what, const json_t *object, const char *const *fields, struct error *err) {
    size_t count = 0;
    const char *name = first_unknown(object, fields, &count);
    if (name == NULL)
        return true;
    while (fields[count] != NULL)
        count++;
    if (strcmp(name, "items") == 0)
        return error_set(err, ERROR_SCRIPT, "%s holds a value without a name; write name = value.", what);
    const char *nearest = text_nearest(name, fields, count);
    if (nearest != NULL)
        return error_set(err, ERROR_SCRIPT, "%s has no field \"%.80s\". Did you mean \"%s\"?", what, name, nearest);
    return error_set(err, ERROR_SCRIPT, "%s has no field \"%.80s\".", what, name);
}

const char *word_advice(const char *name) {
    for (size_t i = 0; i < sizeof ADVICE / sizeof *ADVICE; i++)
        if (strcmp(ADVICE[i].name, name) == 0)
            return ADVICE[i].advice;
    return NULL;
}

bool id_is_plain(const char *id) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t length = strlen(id);
    return length > 0 && length <= 80 && strspn(id, plain) == length;
}
