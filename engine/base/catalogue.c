/* Reading PO; see catalogue.h. One pass over the lines: comments, then msgctxt, msgid, msgid_plural and msgstr, each a
 * quoted text with more quoted lines below it. An entry is found by context and text, parted by \4 as in gettext. */
#include "base/catalogue.h"

#include "base/file.h"
#include "base/plural.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMS_MOST = 8, FILE_MOST = 4 << 20 };

struct catalogue {
    json_t *entries;  /* list, in order */
    json_t *by_key;   /* key -> the entry of the list */
    json_t *header;   /* field -> text */
    const char *rule; /* Plural-Forms; borrowed from header */
    struct catalogue *next;
};

enum part { PART_NONE, PART_CONTEXT, PART_TEXT, PART_MANY, PART_FORM };

/* The entry being read, and the line it is read from. */
struct reader {
    struct catalogue *c;
    const char *name, *line, *end;
    int line_number, from_line;
    enum part part;
    size_t form;
    struct text context, text, many, forms[FORMS_MOST];
    bool has_context, has_many, fuzzy;
    size_t form_count;
};

/* --- a quoted text ------------------------------------------------------------------------------ */

static bool escape(struct reader *r, const char **at, struct text *out, struct error *err) {
    static const char from[] = "nrtab\"\\vf", to[] = "\n\r\t\a\b\"\\\v\f";
    const char *found = (*at < r->end && **at != '\0') ? strchr(from, **at) : NULL;
    if (found == NULL)
        return error_at(err, ERROR_FORMAT, r->name, r->line_number,
                        "A backslash stands before something that needs none. Write \\n, \\t, \\\" or \\\\.");
    text_add_char(out, to[found - from]);
    (*at)++;
    return true;
}

static bool quoted(struct reader *r, const char *at, struct text *out, struct error *err) {
    while (at < r->end && isspace((unsigned char)*at))
        at++;
    if (at == r->end || *at != '"')
        return error_at(err, ERROR_FORMAT, r->name, r->line_number, "A text in \"quotes\" is missing here.");
    for (at++; at < r->end && *at != '"';) {
        if (*at != '\\')
            text_add_char(out, *at++);
        else if (at++, !escape(r, &at, out, err))
            return false;
    }
    if (at == r->end)
        return error_at(err, ERROR_FORMAT, r->name, r->line_number,
                        "The text has no closing \". A \" inside a text is written \\\".");
    for (at++; at < r->end; at++)
        if (!isspace((unsigned char)*at))
            return error_at(err, ERROR_FORMAT, r->name, r->line_number,
                            "Something stands behind the closing \". A \" inside a text is written \\\".");
    return true;
}

/* --- an entry ----------------------------------------------------------------------------------- */

static char *key_of(const char *context, const char *text) {
    return context != NULL ? xprintf("%s\4%s", context, text) : xstrdup(text);
}

static void clear(struct reader *r) {
    text_clear(&r->context);
    text_clear(&r->text);
    text_clear(&r->many);
    for (size_t i = 0; i < FORMS_MOST; i++)
        text_clear(&r->forms[i]);
    r->part = PART_NONE;
    r->has_context = r->has_many = r->fuzzy = false;
    r->form_count = 0;
}

/* "Language: es\nPlural-Forms: ...\n" */
static bool keep_header(struct reader *r, struct error *err) {
    for (const char *at = r->forms[0].bytes; *at != '\0';) {
        size_t length = strcspn(at, "\n"), name = strcspn(at, ":\n");
        if (name < length) {
            char *field = xstrndup(at, name);
            size_t blank = strspn(at + name + 1, " \t");
            json_object_set_new(r->c->header, field, json_stringn(at + name + 1 + blank, length - name - 1 - blank));
            free(field);
        }
        at += length + (at[length] == '\n');
    }
    unsigned index, count;
    r->c->rule = value_string(r->c->header, "Plural-Forms", NULL);
    if (r->c->rule != NULL && !plural_form(r->c->rule, 1, &index, &count))
        return error_at(err, ERROR_FORMAT, r->name, r->from_line,
                        "The plural rule \"%s\" cannot be read. For example: nplurals=2; plural=(n != 1);", r->c->rule);
    const char *type = value_string(r->c->header, "Content-Type", "");
    if (strcasestr(type, "charset=") != NULL && strcasestr(type, "charset=utf-8") == NULL)
        return error_at(err, ERROR_FORMAT, r->name, r->from_line,
                        "Save this file as UTF-8, and say so: charset=UTF-8.");
    return true;
}

static bool keep(struct reader *r, struct error *err) {
    char *key = key_of(r->has_context ? r->context.bytes : NULL, r->text.bytes);
    json_t *entry = json_object(), *forms = json_array();
    bool twice = json_object_get(r->c->by_key, key) != NULL;
    if (r->has_context)
        value_set_string(entry, "context", r->context.bytes);
    value_set_string(entry, "text", r->text.bytes);
    if (r->has_many)
        value_set_string(entry, "many", r->many.bytes);
    for (size_t i = 0; i < r->form_count; i++)
        json_array_append_new(forms, json_string(r->fuzzy ? "" : r->forms[i].bytes));
    json_object_set_new(entry, "forms", forms);
    value_set_int(entry, "line", r->from_line);
    json_array_append(r->c->entries, entry);
    json_object_set_new(r->c->by_key, key, entry);
    free(key);
    return !twice || error_at(err, ERROR_FORMAT, r->name, r->from_line, "\"%.60s\" is translated twice in this file.",
                              r->text.bytes);
}

static bool finish_entry(struct reader *r, struct error *err) {
    bool ok = true;
    if (r->part != PART_NONE && r->part != PART_FORM)
        ok = error_at(err, ERROR_FORMAT, r->name, r->from_line, "The entry \"%.60s\" has no msgstr.", r->text.bytes);
    else if (r->part == PART_FORM && r->text.length_bytes == 0 && !r->has_context)
        ok = keep_header(r, err);
    else if (r->part == PART_FORM)
        ok = keep(r, err);
    clear(r);
    return ok;
}

/* --- lines -------------------------------------------------------------------------------------- */

static bool word(struct reader *r, const char *name, const char **out_rest) {
    size_t length = strlen(name);
    if ((size_t)(r->end - r->line) < length || memcmp(r->line, name, length) != 0 ||
        (r->line + length < r->end && isalnum((unsigned char)r->line[length])) || r->line[length] == '_')
        return false;
    *out_rest = r->line + length;
    return true;
}

static bool misplaced(struct reader *r, struct error *err) {
    return error_at(
        err, ERROR_FORMAT, r->name, r->line_number,
        "This does not belong here. An entry is msgctxt (where needed), msgid, msgid_plural (where needed), "
        "msgstr.");
}

/* msgstr "..." or msgstr[1] "..." */
static bool form_line(struct reader *r, const char *rest, struct error *err) {
    size_t form = 0;
    if (*rest == '[') {
        if (rest + 2 >= r->end || !isdigit((unsigned char)rest[1]) || rest[2] != ']')
            return misplaced(r, err);
        form = (size_t)(rest[1] - '0');
        rest += 3;
    } else if (r->has_many) {
        return misplaced(r, err);
    }
    bool in_turn = r->part == PART_FORM ? form == r->form_count : form == 0;
    if (r->part < PART_TEXT || !in_turn || form >= FORMS_MOST)
        return misplaced(r, err);
    r->part = PART_FORM;
    r->form = form;
    r->form_count = form + 1;
    return quoted(r, rest, &r->forms[form], err);
}

static bool begin_if_due(struct reader *r, enum part part, struct error *err) {
    if (r->part == PART_FORM && !finish_entry(r, err))
        return false;
    if (r->part >= part)
        return misplaced(r, err);
    if (r->part == PART_NONE)
        r->from_line = r->line_number;
    r->part = part;
    return true;
}

static struct text *current(struct reader *r) {
    return r->part == PART_CONTEXT ? &r->context
           : r->part == PART_TEXT  ? &r->text
           : r->part == PART_MANY  ? &r->many
                                   : &r->forms[r->form];
}

static bool comment(struct reader *r, struct error *err) {
    if (r->part == PART_FORM && !finish_entry(r, err))
        return false;
    if (r->end - r->line > 1 && r->line[1] == ',' && memmem(r->line, (size_t)(r->end - r->line), "fuzzy", 5) != NULL)
        r->fuzzy = true;
    return true;
}

static bool read_line(struct reader *r, struct error *err) {
    const char *rest;
    while (r->line < r->end && isspace((unsigned char)*r->line))
        r->line++;
    while (r->end > r->line && isspace((unsigned char)r->end[-1]))
        r->end--;
    if (r->line == r->end)
        return r->part != PART_FORM || finish_entry(r, err);
    if (*r->line == '#')
        return comment(r, err);
    if (*r->line == '"')
        return r->part == PART_NONE ? misplaced(r, err) : quoted(r, r->line, current(r), err);
    if (word(r, "msgctxt", &rest))
        return begin_if_due(r, PART_CONTEXT, err) && (r->has_context = true) && quoted(r, rest, &r->context, err);
    if (word(r, "msgid_plural", &rest)) {
        if (r->part != PART_TEXT)
            return misplaced(r, err);
        r->part = PART_MANY;
        r->has_many = true;
        return quoted(r, rest, &r->many, err);
    }
    if (word(r, "msgid", &rest))
        return begin_if_due(r, PART_TEXT, err) && quoted(r, rest, &r->text, err);
    if (word(r, "msgstr", &rest))
        return form_line(r, rest, err);
    return misplaced(r, err);
}

static bool read_all(struct reader *r, const char *text, size_t count_bytes, struct error *err) {
    const char *stop = text + count_bytes;
    bool marked = count_bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
    for (const char *at = text + (marked ? 3 : 0); at < stop;) {
        const char *end = memchr(at, '\n', (size_t)(stop - at));
        r->line = at;
        r->end = end != NULL ? end : stop;
        at = end != NULL ? end + 1 : stop;
        r->line_number++;
        if (!read_line(r, err))
            return false;
    }
    return finish_entry(r, err);
}

struct catalogue *catalogue_parse(const char *text, size_t count_bytes, const char *name, struct error *err) {
    if (!utf8_valid(text, count_bytes) || memchr(text, '\0', count_bytes) != NULL) {
        error_at(err, ERROR_FORMAT, name, 0, "This file is not UTF-8 text. Save it as UTF-8.");
        return NULL;
    }
    struct catalogue *c = xcalloc(1, sizeof *c);
    c->entries = json_array();
    c->by_key = json_object();
    c->header = json_object();
    struct reader r = {.c = c, .name = name};
    struct text *all[] = {&r.context, &r.text, &r.many};
    for (size_t i = 0; i < 3; i++)
        text_init(all[i]);
    for (size_t i = 0; i < FORMS_MOST; i++)
        text_init(&r.forms[i]);
    bool ok = read_all(&r, text, count_bytes, err);
    for (size_t i = 0; i < 3; i++)
        text_finish(all[i]);
    for (size_t i = 0; i < FORMS_MOST; i++)
        text_finish(&r.forms[i]);
    if (!ok) {
        catalogue_destroy(c);
        return NULL;
    }
    return c;
}

void catalogue_destroy(struct catalogue *c) {
    if (c == NULL)
        return;
    catalogue_destroy(c->next);
    json_decref(c->entries);
    json_decref(c->by_key);
    json_decref(c->header);
    free(c);
}

void catalogue_set_next(struct catalogue *c, struct catalogue *next) {
    catalogue_destroy(c->next);
    c->next = next;
}

/* --- lookups ------------------------------------------------------------------------------------ */

static const char *form(const struct catalogue *c, const char *key, size_t index) {
    const json_t *forms = json_object_get(json_object_get(c->by_key, key), "forms");
    const char *text = json_string_value(json_array_get(forms, json_array_size(forms) == 1 ? 0 : index));
    return text != NULL && text[0] != '\0' ? text : NULL;
}

const char *catalogue_text(const struct catalogue *c, const char *context, const char *text) {
    if (c == NULL || text[0] == '\0')
        return text;
    char *key = key_of(context, text);
    const char *found = NULL;
    for (; c != NULL && found == NULL; c = c->next)
        found = form(c, key, 0);
    free(key);
    return found != NULL ? found : text;
}

const char *catalogue_plural(const struct catalogue *c, const char *context, const char *one, const char *many,
                             int64_t n) {
    uint64_t count = n < 0 ? (uint64_t)-n : (uint64_t)n;
    char *key = key_of(context, one);
    const char *found = NULL;
    for (; c != NULL && found == NULL; c = c->next) {
        unsigned index = count != 1, forms;
        if (c->rule != NULL)
            (void)plural_form(c->rule, count, &index, &forms);
        found = form(c, key, index);
    }
    free(key);
    return found != NULL ? found : n == 1 ? one : many;
}

bool catalogue_has(const struct catalogue *c, const char *context, const char *text) {
    char *key = key_of(context, text);
    bool has = c != NULL && form(c, key, 0) != NULL;
    free(key);
    return has;
}

const char *catalogue_header(const struct catalogue *c, const char *field) {
    return c != NULL ? value_string(c->header, field, NULL) : NULL;
}

const json_t *catalogue_entries(const struct catalogue *c) {
    return c->entries;
}

/* --- from wherever it lies ----------------------------------------------------------------------- */

struct catalogue *catalogue_chain(const char *tag, catalogue_source_fn *source, void *context, struct error *err) {
    struct catalogue *first = NULL, *last = NULL;
    char wide[24];
    snprintf(wide, sizeof wide, "%s", tag);
    do {
        char *name = NULL, *text = source(context, wide, &name);
        struct catalogue *c = text != NULL ? catalogue_parse(text, strlen(text), name, err) : NULL;
        bool broken = text != NULL && c == NULL;
        free(text);
        free(name);
        if (broken) {
            catalogue_destroy(first);
            return NULL;
        }
        if (c != NULL && last != NULL)
            catalogue_set_next(last, c);
        first = first != NULL ? first : c;
        last = c != NULL ? c : last;
    } while (language_wider(wide));
    return first;
}

struct place {
    const char *folder, *prefix;
};

static char *from_file(void *context, const char *tag, char **out_name) {
    const struct place *place = context;
    struct error missing = {0};
    size_t length;
    char *name = xprintf("%s%s.po", place->prefix, tag), *path = path_join(place->folder, name);
    char *text = strchr(tag, '/') == NULL ? file_read(path, FILE_MOST, &length, &missing) : NULL;
    free(path);
    *out_name = name;
    return text;
}

struct catalogue *catalogue_open(const char *folder, const char *prefix, const char *tag, struct error *err) {
    struct place place = {folder, prefix};
    return catalogue_chain(tag, from_file, &place, err);
}

/* --- language tags ------------------------------------------------------------------------------ */

bool language_wider(char *tag) {
    char *last = NULL;
    for (char *p = tag; *p != '\0'; p++)
        last = *p == '-' || *p == '_' ? p : last;
    if (last == NULL)
        return false;
    *last = '\0';
    return true;
}

bool language_is_rtl(const char *tag) {
    static const char *const languages[] = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "arc", "syr"};
    static const char *const scripts[] = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"};
    size_t length = strcspn(tag, "-_");
    if (strlen(tag + length) == 5 || (strlen(tag) > length + 5 && strchr("-_", tag[length + 5]) != NULL)) {
        for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
            if (strncasecmp(tag + length + 1, scripts[i], 4) == 0)
                return true;
        return false; /* another script is named: az-Latn */
    }
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strlen(languages[i]) == length && strncasecmp(tag, languages[i], length) == 0)
            return true;
    return false;
}

bool language_from_locale(const char *locale, char out[24]) {
    size_t length = locale != NULL ? strcspn(locale, ".@") : 0;
    if (length < 2 || length > 23 || strncmp(locale, "POSIX", 5) == 0 ||
        strspn(locale, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") < length)
        return false;
    snprintf(out, 24, "%.*s", (int)length, locale);
    for (char *p = out; *p != '\0'; p++)
        *p = *p == '_' ? '-' : *p;
    return true;
}
