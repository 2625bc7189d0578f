/* What the script's texts become: {holes} filled from earlier answers, answers in words, quotes and review rows, and
 * the hashes that say whether two runs asked the same. Plain data in, plain data out. */
#include "base/hash.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "session/internal.h"

#include <stdlib.h>
#include <string.h>

/* The label of one option value; the value itself where no option has it ("other"). Borrowed or NULL. */
static const char *option_label(const json_t *options, const json_t *value) {
    size_t i;
    json_t *option;
    json_array_foreach(options, i, option) {
        if (json_is_array(option) && json_equal(json_array_get(option, 0), value))
            return json_string_value(json_array_get(option, 1));
        if (json_is_object(option) && json_equal(json_object_get(option, "value"), value))
            return value_string(option, "label", NULL);
    }
    return NULL;
}

static void add_label(struct text *out, const json_t *options, const json_t *value) {
    const char *label = option_label(options, value);
    char *own = label == NULL ? value_text(value) : NULL;
    text_add(out, label != NULL ? label : own);
    free(own);
}

bool words_are_own(const json_t *args, const char *kind, const json_t *value) {
    const json_t *options = json_object_get(args, "options");
    size_t i;
    json_t *item;
    bool part = strcmp(kind, "instrument.item") == 0;
    if (part && strcmp(value_string(args, "ask", "text"), "text") == 0)
        return json_is_string(value);
    if (options == NULL || (!part && strcmp(kind, "ask.choice") != 0 && strcmp(kind, "ask.many") != 0))
        return false;
    json_array_foreach(value, i, item) if (option_label(options, item) == NULL) return true;
    return json_is_string(value) && option_label(options, value) == NULL;
}

char *words_hidden(struct session *s, const char *from) {
    enum { SHORTEST = 4 }; /* bytes; "yes" says nothing about anybody */
    struct text out;
    const char *id;
    json_t *unused;
    text_init(&out);
    text_add(&out, from);
    json_object_foreach(s->private_ids, id, unused) {
        const char *words = value_string(s->words, id, "");
        size_t n = strlen(words);
        for (char *at; n >= SHORTEST && (at = strstr(out.bytes, words)) != NULL;)
            text_splice(&out, (size_t)(at - out.bytes), (size_t)(at - out.bytes) + n, "\u2026", strlen("\u2026"));
    }
    return text_take(&out);
}

/* Answers that only their step kind can put into words; shown: in the language of the screen, else as it is recorded.
 * Given, NULL: it could not. */
static char *step_words(struct session *s, const char *kind, const json_t *value, bool shown) {
    struct error quiet = {0};
    json_t *call = json_pack("[{s:s}, O]", "kind", kind, value), *words = NULL;
    bool ok = shown ? host_call(s->setup.host, "steps.label", call, &words, &quiet)
                    : host_call_in_english(s->setup.host, "steps.label", call, &words, &quiet);
    char *text = ok && json_is_string(words) ? xstrdup(json_string_value(words)) : NULL;
    json_decref(call);
    json_decref(words);
    return text;
}

char *words_label(struct session *s, const struct catalogue *fixed, const json_t *args, const char *kind,
                  const json_t *value) {
    const json_t *options = json_object_get(args, "options");
    if (value == NULL || json_is_null(value))
        return xstrdup("");
    if (strcmp(kind, "ask.body") == 0 || strcmp(kind, "pace") == 0) {
        char *text = step_words(s, kind, value, fixed != NULL);
        if (text != NULL)
            return text;
    }
    if (json_is_boolean(value) && strcmp(kind, "ask.yes") == 0)
        return xstrdup(catalogue_text(fixed, NULL, json_is_true(value) ? "Yes" : "No"));
    if (options == NULL)
        return value_text(value);
    struct text out;
    text_init(&out);
    if (json_is_array(value)) {
        size_t i;
        json_t *item;
        json_array_foreach(value, i, item) {
            text_add(&out, i > 0 ? catalogue_text(fixed, "between items of a list", ", ") : "");
            add_label(&out, options, item);
        }
    } else {
        add_label(&out, options, value);
    }
    return text_take(&out);
}

/* Written by the patient, so theirs until they share it. */
static bool is_words(const char *kind) {
    return strcmp(kind, "ask.text") == 0 || strcmp(kind, "ask.list") == 0;
}

static void learn(struct session *s, const char *kind, const char *id, const json_t *args, const json_t *shown,
                  const json_t *value);

static void learn_field(struct session *s, const json_t *field, const json_t *shown, const json_t *value) {
    const char *id = value_string(field, "id", NULL);
    const char *ask = value_string(field, "ask", "text");
    char *kind = xprintf("ask.%s", ask + (strncmp(ask, "ask.", 4) == 0 ? 4 : 0));
    if (id != NULL)
        learn(s, kind, id, field, shown, json_object_get(value, id));
    free(kind);
}

/* args with what same_as takes over: range, end labels, options. which: "args" or "shown". Given. */
static json_t *with_inherited(struct session *s, const json_t *args, const char *which) {
    static const char *const taken[] = {"from", "to", "step", "low", "high", "options", "unit", "better"};
    const char *same = value_string(args, "same_as", NULL);
    const json_t *from = same != NULL ? json_object_get(json_object_get(s->asked, same), which) : NULL;
    if (from == NULL)
        return json_incref((json_t *)args);
    json_t *merged = json_copy((json_t *)args);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (json_object_get(merged, taken[i]) == NULL && json_object_get(from, taken[i]) != NULL)
            json_object_set(merged, taken[i], json_object_get(from, taken[i]));
    return merged;
}

static void learn_form(struct session *s, const json_t *args, const json_t *shown, const json_t *value) {
    size_t i;
    json_t *field;
    json_array_foreach(json_object_get(args, "fields"), i, field)
        learn_field(s, field, json_array_get(json_object_get(shown, "fields"), i), value);
}

static void learn(struct session *s, const char *kind, const char *id, const json_t *args, const json_t *shown,
                  const json_t *value) {
    if (strcmp(kind, "form") == 0)
        learn_form(s, args, shown, value);
    if (id == NULL)
        return;
    json_t *whole = with_inherited(s, args, "args"), *whole_shown = with_inherited(s, shown, "shown");
    char *label = NULL;
    if (strcmp(kind, "instrument") == 0)
        label = value_text(json_object_get(value, "total"));
    else if (strcmp(kind, "record") == 0 || strcmp(kind, "pace") == 0 || strncmp(kind, "ask.", 4) == 0 ||
             strcmp(kind, "remember") == 0)
        label = words_label(s, NULL, whole, kind, value);
    if (label != NULL) {
        bool as_it_is = strcmp(kind, "instrument") == 0 || strcmp(kind, "record") == 0;
        char *said = as_it_is ? xstrdup(label) : words_label(s, s->setup.fixed, whole_shown, kind, value);
        value_set_string(s->words, id, label);
        value_set_string(s->said, id, said);
        free(said);
    }
    if (is_words(kind) || words_are_own(whole, kind, value))
        json_object_set_new(s->private_ids, id, json_true());
    free(label);
    json_object_set_new(s->asked, id, json_pack("{s:s, s:o, s:o}", "kind", kind, "args", whole, "shown", whole_shown));
}

void words_learn(struct session *s, const char *kind, const char *id, const json_t *args, const json_t *value) {
    const json_t *shown = json_object_get(s->request, "shown");
    learn(s, kind, id, args, shown != NULL ? shown : args, value);
}

static bool unknown_hole(const json_t *words, const json_t *request, const char *name, struct error *err) {
    size_t count = 0;
    const char **ids = xcalloc(json_object_size(words) + 1, sizeof *ids);
    const char *id;
    json_t *unused;
    json_object_foreach((json_t *)words, id, unused) ids[count++] = id;
    const char *near = text_nearest(name, ids, count);
    const char *file = value_string(request, "file", "module.lua");
    int line = (int)value_int(request, "line", 0);
    if (near != NULL)
        error_at(err, ERROR_SCRIPT, file, line,
                 "The text has a hole {%s}, but nothing with that id was asked before. Did you mean {%s}?", name, near);
    else
        error_at(err, ERROR_SCRIPT, file, line,
                 "The text has a hole {%s}, but nothing with that id was asked before. Ask it first, or write {{ for a "
                 "brace.",
                 name);
    free(ids);
    return false;
}

/* What holes are filled with. */
struct filling {
    const json_t *words, *request;
    bool is_shown; /* for the eye: words of the other direction are kept apart */
    struct error *err;
};

static bool has_rtl(const char *utf8) {
    size_t length = strlen(utf8);
    for (size_t at = 0; at < length;) {
        uint32_t c = utf8_next(utf8, length, &at);
        if ((c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc) ||
            (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff))
            return true;
    }
    return false;
}

/* An answer inside a sentence that runs the other way stands between FSI and PDI, so that neither reorders the other.
 */
static void add_word(struct text *out, const char *word, bool isolated) {
    text_add(out, isolated ? "\u2068" : "");
    text_add(out, word);
    text_add(out, isolated ? "\u2069" : "");
}

/* Fills one string; given, NULL and err on an unknown hole. A brace that begins no name stays as it is. */
static char *fill_string(const struct filling *f, const char *from) {
    struct text out;
    bool from_rtl = f->is_shown && has_rtl(from);
    text_init(&out);
    for (const char *p = from; *p != '\0';) {
        if (p[0] == '{' && p[1] == '{') {
            text_add_char(&out, '{');
            p += 2;
            continue;
        }
        if (p[0] == '}' && p[1] == '}') {
            text_add_char(&out, '}');
            p += 2;
            continue;
        }
        size_t n = p[0] == '{' ? strspn(p + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") : 0;
        if (n == 0 || p[n + 1] != '}') {
            text_add_char(&out, *p++);
            continue;
        }
        char *name = xstrndup(p + 1, n);
        const char *word = value_string(f->words, name, NULL);
        if (word == NULL) {
            unknown_hole(f->words, f->request, name, f->err);
            free(name);
            text_finish(&out);
            return NULL;
        }
        add_word(&out, word, from_rtl || (f->is_shown && has_rtl(word)));
        free(name);
        p += n + 2;
    }
    return text_take(&out);
}

static json_t *fill_value(const struct filling *f, const json_t *value) {
    if (json_is_string(value)) {
        const char *from = json_string_value(value);
        if (strpbrk(from, "{}") == NULL)
            return json_incref((json_t *)value);
        char *filled = fill_string(f, from);
        json_t *made = filled != NULL ? json_string(filled) : NULL;
        free(filled);
        return made;
    }
    if (!json_is_object(value) && !json_is_array(value))
        return json_incref((json_t *)value);
    json_t *made = json_is_array(value) ? json_array() : json_object();
    const char *name;
    size_t i;
    json_t *member, *filled = made;
    if (json_is_array(value)) {
        json_array_foreach(value, i, member) {
            if ((filled = fill_value(f, member)) == NULL)
                break;
            json_array_append_new(made, filled);
        }
    } else {
        json_object_foreach((json_t *)value, name, member) {
            if ((filled = fill_value(f, member)) == NULL)
                break;
            json_object_set_new(made, name, filled);
        }
    }
    if (filled == NULL) {
        json_decref(made);
        return NULL;
    }
    return made;
}

/* Most steps have no hole at all: then the args are used as they are. */
static bool has_brace(const json_t *value) {
    size_t i;
    const char *name;
    json_t *member;
    if (json_is_string(value))
        return strpbrk(json_string_value(value), "{}") != NULL;
    if (json_is_array(value)) {
        json_array_foreach(value, i, member) if (has_brace(member)) return true;
    } else if (json_is_object(value)) {
        json_object_foreach((json_t *)value, name, member) if (has_brace(member)) return true;
    }
    return false;
}

json_t *words_with_answers(struct session *s, const json_t *request, struct error *err) {
    const json_t *args = json_object_get(request, "args");
    struct filling f = {s->words, request, false, err};
    return has_brace(args) ? fill_value(&f, args) : json_incref((json_t *)args);
}

json_t *words_shown(struct session *s, const json_t *request, struct error *err) {
    const json_t *written = json_object_get(request, "written");
    json_t *args = language_args(s->catalogue, s->said, written != NULL ? written : json_object_get(request, "args"));
    struct filling f = {s->said, request, true, err};
    json_t *shown = has_brace(args) ? fill_value(&f, args) : json_incref(args);
    json_decref(args);
    return shown;
}

json_t *words_for_others(struct session *s, const json_t *request) {
    const json_t *written = json_object_get(request, "written");
    const json_t *args = written != NULL ? written : json_object_get(request, "args");
    json_t *open = json_copy(s->words), *filled, *whole;
    const char *id;
    json_t *unused;
    struct error quiet = {0};
    json_object_foreach(s->private_ids, id, unused) if (json_object_get(open, id) != NULL)
        value_set_string(open, id, "\u2026");
    struct filling f = {open, request, false, &quiet};
    filled = fill_value(&f, args);
    whole = with_inherited(s, filled != NULL ? filled : args, "args");
    json_decref(open);
    json_decref(filled);
    return whole;
}

static const char *label_of(const json_t *args, const char *id) {
    const char *title = value_string(args, "label", NULL);
    return title != NULL ? title : value_string(args, "text", value_string(args, "title", id));
}

/* The items of a list that was written, a line each; NULL: it is none. Given. */
static char *list_lines(const struct session *s, const char *id) {
    for (size_t i = s->path_count; i-- > 0;) {
        const struct kept *k = s->path[i].entry != SIZE_MAX ? &s->kept[s->path[i].entry] : NULL;
        if (k == NULL || k->id == NULL || strcmp(k->id, id) != 0)
            continue;
        struct text lines;
        size_t n;
        json_t *item;
        if (strcmp(k->kind, "ask.list") != 0)
            return NULL;
        text_init(&lines);
        json_array_foreach(k->value, n, item)
            text_addf(&lines, "%s%s", n > 0 ? "\n" : "", json_is_string(item) ? json_string_value(item) : "");
        return text_take(&lines);
    }
    return NULL;
}

json_t *words_context(struct session *s, const json_t *args) {
    const json_t *ids = json_object_get(args, "context");
    json_t *list = json_array(), *id;
    size_t i;
    json_array_foreach(ids, i, id) {
        const char *name = json_string_value(id) != NULL ? json_string_value(id) : "";
        const char *text = value_string(s->said, name, "");
        if (text[0] == '\0')
            continue;
        const json_t *asked = json_object_get(json_object_get(s->asked, name), "shown");
        char *lines = list_lines(s, name);
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "label", label_of(asked, name), "text", lines != NULL ? lines : text));
        free(lines);
    }
    return list;
}

/* All times an id was asked on this run, as rows. */
static void add_rows(struct session *s, json_t *rows, const char *id) {
    const json_t *asked = json_object_get(s->asked, id);
    const json_t *args = json_object_get(asked, "shown");
    const char *kind = value_string(asked, "kind", "");
    for (size_t i = 0; i < s->path_count; i++) {
        const struct passed *p = &s->path[i];
        if (p->entry == SIZE_MAX)
            continue;
        const struct kept *k = &s->kept[p->entry];
        if (k->id == NULL)
            continue;
        bool own = strcmp(k->id, id) == 0;
        bool field = !own && strcmp(k->kind, "form") == 0 && json_object_get(k->value, id) != NULL;
        if (!own && !field)
            continue;
        char *text = words_label(s, s->setup.fixed, args, kind, field ? json_object_get(k->value, id) : k->value);
        json_t *row = json_pack("{s:s, s:s, s:s, s:b}", "label", label_of(args, id), "text",
                                text[0] != '\0' ? text : "-", "key", k->key, "words", is_words(kind));
        json_array_append_new(rows, row);
        free(text);
    }
}

json_t *words_rows(struct session *s, const json_t *args) {
    json_t *rows = json_array(), *id;
    size_t i;
    json_array_foreach(json_object_get(args, "items"), i, id) if (json_is_string(id))
        add_rows(s, rows, json_string_value(id));
    return rows;
}

/* The first 16 bytes of the SHA-256 over kind and text. */
static void hash_text(const char *kind, const char *dump, uint8_t out[16]) {
    static const char digits[] = "0123456789abcdef";
    char hex[65];
    struct hash h;
    hash_init(&h);
    hash_add(&h, kind, strlen(kind) + 1);
    hash_add(&h, dump, strlen(dump));
    hash_hex(&h, hex);
    for (int i = 0; i < 16; i++)
        out[i] = (uint8_t)((strchr(digits, hex[2 * i]) - digits) * 16 + (strchr(digits, hex[2 * i + 1]) - digits));
}

void words_hash_shown(const char *kind, const json_t *args, uint8_t out[16]) {
    char *dump = value_dump(args);
    hash_text(kind, dump, out);
    free(dump);
}

void words_hash(const char *kind, const json_t *args, uint8_t out_def[16], uint8_t out_shown[16]) {
    static const char *const looks[] = {"text",     "title",   "low",     "high",  "example",
                                        "starters", "alt",     "picture", "voice", "captions",
                                        "label",    "context", "lines",   "show",  "unit_text"};
    words_hash_shown(kind, args, out_shown);
    json_t *meaning = json_copy((json_t *)args);
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        json_object_del(meaning, looks[i]);
    json_t *options = json_object_get(meaning, "options");
    if (json_is_array(options)) {
        json_t *values = json_array(), *option;
        size_t i;
        json_array_foreach(options, i, option)
            json_array_append(values, json_is_array(option) ? json_array_get(option, 0) : option);
        json_object_set_new(meaning, "options", values);
    }
    words_hash_shown(kind, meaning, out_def);
    json_decref(meaning);
}
