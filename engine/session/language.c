/* A module in another language: what of a step's arguments is text for a patient, and its translation. Works on what
 * the author wrote, before holes are filled; what is recorded and compared never passes through here, so a switch of
 * language in the middle finds every answer again. */
#include "base/log.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "session/internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct language {
    const struct catalogue *c;
    const json_t *words; /* answers so far, for plural forms */
    const char *context; /* id of the step: a msgctxt tells apart what is written the same */
};

static bool is_text(const char *name) {
    static const char *const texts[] = {"text", "title", "low",   "high",   "example",     "alt",    "unit",  "other",
                                        "show", "label", "short", "easier", "instruction", "recall", "intro", "note"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(name, texts[i]) == 0)
            return true;
    return false;
}

static bool is_list(const char *name) {
    static const char *const lists[] = {"options", "starters", "cues", "fields", "labels", "lead"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(name, lists[i]) == 0)
            return true;
    return false;
}

/* The number in the first hole of a text: it decides the plural form. */
static bool number_in(const json_t *words, const char *text, int64_t *out_n) {
    const char *hole = strchr(text, '{');
    size_t length = hole != NULL ? strcspn(hole + 1, "}") : 0;
    char *id = xstrndup(hole != NULL ? hole + 1 : "", length), *end;
    const char *word = value_string(words, id, "");
    *out_n = strtoll(word, &end, 10);
    free(id);
    return end != word && *end == '\0';
}

static const char *whole(const struct language *l, const char *text) {
    const char *own = catalogue_text(l->c, l->context, text);
    if (own == text || strcmp(own, text) == 0)
        own = catalogue_text(l->c, NULL, text);
    return own;
}

/* A text that a script put together from lines, such as a list of helpers: line by line, marks of a list kept. */
static char *line_by_line(const struct language *l, const char *text) {
    struct text out;
    text_init(&out);
    while (*text != '\0') {
        size_t length = strcspn(text, "\n"), digits = strspn(text, "0123456789");
        size_t mark = text[0] == '-' && text[1] == ' '                     ? 2
                      : digits > 0 && strncmp(text + digits, ". ", 2) == 0 ? digits + 2
                                                                           : 0;
        char *line = xstrndup(text + mark, length - mark);
        text_add_bytes(&out, text, mark);
        text_add(&out, whole(l, line));
        free(line);
        text_add(&out, text[length] == '\n' ? "\n" : "");
        text += length + (text[length] == '\n');
    }
    return text_take(&out);
}

static json_t *said(const struct language *l, const json_t *value) {
    const char *text = json_string_value(value), *found;
    int64_t n;
    if (text == NULL)
        return json_incref((json_t *)value);
    if (strchr(text, '{') != NULL && number_in(l->words, text, &n))
        found = catalogue_plural(l->c, NULL, text, text, n);
    else
        found = whole(l, text);
    if (found != text && strcmp(found, text) != 0)
        return json_string(found);
    if (strchr(text, '\n') == NULL && strncmp(text, "- ", 2) != 0)
        return json_incref((json_t *)value);
    char *lines = line_by_line(l, text);
    json_t *made = json_string(lines);
    free(lines);
    return made;
}

static json_t *object(const struct language *l, const json_t *args);

/* {"sad", "Sad"}: the value stays, the label is translated. A lone label becomes such a pair. */
static json_t *option(const struct language *l, const json_t *value) {
    if (json_is_string(value)) {
        json_t *label = said(l, value);
        return json_pack("[O, o]", value, label);
    }
    if (!json_is_array(value))
        return object(l, value);
    json_t *made = json_copy((json_t *)value);
    if (json_array_size(made) > 1)
        json_array_set_new(made, 1, said(l, json_array_get(value, 1)));
    return made;
}

/* {"Tense your hands", seconds = 7} or {at =, show =}. */
static json_t *cue(const struct language *l, const json_t *value) {
    json_t *made = object(l, value), *items = json_object_get(value, "items");
    if (json_is_array(items) && json_array_size(items) > 0) {
        json_t *copy = json_copy(items);
        json_array_set_new(copy, 0, said(l, json_array_get(items, 0)));
        json_object_set_new(made, "items", copy);
    }
    return made;
}

static json_t *list(const struct language *l, const char *name, const json_t *value) {
    json_t *made = json_array(), *item;
    size_t i;
    json_array_foreach(value, i, item) {
        if (strcmp(name, "options") == 0)
            json_array_append_new(made, option(l, item));
        else if (strcmp(name, "cues") == 0)
            json_array_append_new(made, cue(l, item));
        else
            json_array_append_new(made, json_is_object(item) ? object(l, item) : said(l, item));
    }
    return made;
}

static json_t *object(const struct language *outer, const json_t *args) {
    struct language here = *outer;
    const struct language *l = &here;
    here.context = value_string(args, "id", outer->context);
    json_t *made = json_copy((json_t *)args), *member;
    const char *name;
    json_object_foreach((json_t *)args, name, member) {
        if (json_is_string(member) && is_text(name))
            json_object_set_new(made, name, said(l, member));
        else if (json_is_array(member) && is_list(name))
            json_object_set_new(made, name, list(l, name, member));
        else if (json_is_object(member) && strcmp(name, "easier") == 0)
            json_object_set_new(made, name, object(l, member));
    }
    return made;
}

json_t *language_args(const struct catalogue *c, const json_t *words, const json_t *args) {
    struct language l = {.c = c, .words = words};
    if (c != NULL && json_is_string(args))
        return said(&l, args);
    return c != NULL && json_is_object(args) ? object(&l, args) : json_incref((json_t *)args);
}

void language_load(struct session *s) {
    struct error broken = {0};
    const char *tag = s->setup.language != NULL ? s->setup.language : s->row.language;
    snprintf(s->language, sizeof s->language, "%s", tag);
    catalogue_destroy(s->catalogue);
    s->catalogue = bundle_catalogue(s->bundle, s->language, &broken);
    if (broken.code != ERROR_NONE)
        log_error(s->row.module, &broken);
}

bool session_set_language(struct session *s, const char *language, const struct catalogue *fixed, struct error *err) {
    s->setup.language = language;
    s->setup.fixed = fixed;
    language_load(s);
    return session_rerun(s, err);
}

const char *session_text(const struct session *s, const char *text) {
    return catalogue_text(s->catalogue, NULL, text);
}
