/* A Questionnaire's own fields and the walk through its items; see questionnaire.h. Groups become a list beside the
 * items, so that depth is no matter to those who ask them one by one. */
#include "report/questionnaire_inside.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_BYTES_MAX = 60, LINK_BYTES_MAX = 60, NOTE_BYTES_MAX = 600 };

void reading_note(struct reading *r, const char *link, const char *format, ...) {
    char words[NOTE_BYTES_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(words, sizeof words, format, args);
    va_end(args);
    char *line = link != NULL ? xprintf("linkId \"%.100s\": %s", link, words) : xstrdup(words);
    char *clean = utf8_clean(line, strlen(line));
    for (char *p = clean; *p != '\0'; p++)
        *p = *p == '\n' || *p == '\t' ? ' ' : *p;
    json_array_append_new(r->notes, json_string(clean));
    free(clean);
    free(line);
}

const json_t *reading_extension(const json_t *element, const char *name) {
    json_t *one;
    size_t i;
    json_array_foreach(json_object_get(element, "extension"), i, one) {
        const char *url = value_string(one, "url", ""), *slash = strrchr(url, '/');
        if (strcmp(slash != NULL ? slash + 1 : url, name) == 0)
            return one;
    }
    return NULL;
}

const json_t *reading_value(const json_t *element, const char *prefix, const char **out_type) {
    const char *name;
    json_t *value;
    size_t n = strlen(prefix);
    json_object_foreach((json_t *)element, name,
                        value) if (strncmp(name, prefix, n) == 0 && isupper((unsigned char)name[n])) {
        *out_type = name + n;
        return value;
    }
    *out_type = "";
    return NULL;
}

char *reading_slug(const char *words, char joint, size_t most_bytes) {
    struct text slug;
    text_init(&slug);
    for (const unsigned char *p = (const unsigned char *)words; *p != '\0' && slug.length_bytes < most_bytes; p++) {
        if (*p < 0x80 && isalnum(*p))
            text_add_char(&slug, (char)tolower(*p));
        else if (slug.length_bytes > 0 && slug.bytes[slug.length_bytes - 1] != joint)
            text_add_char(&slug, joint);
    }
    while (slug.length_bytes > 0 && slug.bytes[slug.length_bytes - 1] == joint)
        text_splice(&slug, slug.length_bytes - 1, slug.length_bytes, "", 0);
    return text_take(&slug);
}

/* ---- which one ---- */

static const char *tail_of(const char *url) {
    const char *slash = strrchr(url, '/');
    return slash != NULL ? slash + 1 : url;
}

static bool is_uuid(const char *word) {
    return strlen(word) >= 36 && strspn(word + strlen(word) - 36, "0123456789abcdefABCDEF-") == 36;
}

static bool is_meant(const json_t *resource, const char *which) {
    static const char *const names[] = {"name", "title", "id", "url"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(value_string(resource, names[i], ""), which) == 0)
            return true;
    return strcmp(tail_of(value_string(resource, "url", "")), which) == 0;
}

static const json_t *find_in_bundle(const json_t *bundle, const char *which, struct error *err) {
    const json_t *found = NULL;
    json_t *entry;
    size_t i, count = 0;
    char names[300] = "";
    json_array_foreach(json_object_get(bundle, "entry"), i, entry) {
        const json_t *one = json_object_get(entry, "resource");
        if (strcmp(value_string(one, "resourceType", ""), "Questionnaire") != 0)
            continue;
        size_t at = strlen(names);
        snprintf(names + at, sizeof names - at, "%s%s", at > 0 ? ", " : "",
                 tail_of(value_string(one, "url", value_string(one, "id", "?"))));
        if (which != NULL && !is_meant(one, which))
            continue;
        found = one;
        count++;
    }
    if (count == 1)
        return found;
    if (names[0] == '\0')
        error_set(err, ERROR_FORMAT, "This Bundle holds no Questionnaire.");
    else if (count == 0)
        error_set(err, ERROR_MISSING, "This Bundle holds no Questionnaire \"%.60s\". It holds: %s.", which, names);
    else
        error_set(err, ERROR_USAGE, "This Bundle holds several Questionnaires: %s. Say which: --name NAME.", names);
    return NULL;
}

const json_t *questionnaire_find(const json_t *resource, const char *which, struct error *err) {
    const char *type = value_string(resource, "resourceType", NULL);
    if (type == NULL)
        error_set(err, ERROR_FORMAT,
                  "This is no FHIR resource: it has no \"resourceType\". A Questionnaire is needed.");
    else if (strcmp(type, "Bundle") == 0)
        return find_in_bundle(resource, which, err);
    else if (strcmp(type, "Questionnaire") != 0)
        error_set(err, ERROR_FORMAT, "This is a FHIR resource of the type \"%.60s\". A Questionnaire is needed.", type);
    else
        return resource;
    return NULL;
}

char *questionnaire_id(const json_t *resource, const char *otherwise) {
    const char *from[] = {tail_of(value_string(resource, "url", "")), value_string(resource, "id", ""),
                          value_string(resource, "name", ""), value_string(resource, "title", ""), otherwise};
    for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
        char *slug = is_uuid(from[i]) ? xstrdup("") : reading_slug(from[i], '-', ID_BYTES_MAX);
        if (slug[0] != '\0')
            return slug;
        free(slug);
    }
    return xstrdup("questionnaire");
}

/* ---- items ---- */

/* A name nobody else has: of the linkId, with a number where it is taken. Given. */
static char *free_id(struct reading *r, const char *link, const char *otherwise) {
    char *slug = reading_slug(link, '_', LINK_BYTES_MAX), *id;
    const char *stem = slug[0] != '\0' ? slug : otherwise;
    id = xstrdup(stem);
    for (int n = 2; json_object_get(r->ids, id) != NULL; n++) {
        free(id);
        id = xprintf("%s_%d", stem, n);
    }
    json_object_set_new(r->ids, id, json_true());
    free(slug);
    return id;
}

/* What an item of any type has that is told when it is left out. */
static void tell_left_out(struct reading *r, const json_t *asked, const char *link) {
    static const char *const known[] = {"linkId",    "text",         "type",           "item",      "id",
                                        "code",      "enableWhen",   "enableBehavior", "required",  "repeats",
                                        "maxLength", "answerOption", "answerValueSet", "extension", "definition"};
    static const char *const said[] = {"minValue", "maxValue", "questionnaire-unit", "questionnaire-itemControl",
                                       "questionnaire-hidden"};
    const char *name;
    json_t *value;
    size_t i, k;
    json_object_foreach((json_t *)asked, name, value) {
        for (k = 0; k < sizeof known / sizeof *known && strcmp(name, known[k]) != 0; k++)
            ;
        if (k == sizeof known / sizeof *known && !json_is_false(value))
            reading_note(r, link, "\"%s\" is not carried over.", name);
    }
    json_array_foreach(json_object_get(asked, "extension"), i, value) {
        const char *url = tail_of(value_string(value, "url", "?"));
        for (k = 0; k < sizeof said / sizeof *said && strcmp(url, said[k]) != 0; k++)
            ;
        if (k == sizeof said / sizeof *said)
            reading_note(r, link, "the extension %s is not carried over.", url);
    }
    if (value_bool(asked, "required", false))
        reading_note(r, link, "\"required\" is not carried over: every question may be skipped here.");
}

static void take_code(struct reading *r, const json_t *asked, const char *link, json_t *into) {
    json_t *coding;
    size_t i;
    json_array_foreach(json_object_get(asked, "code"), i, coding) {
        if (strcmp(value_string(coding, "system", ""), FHIR_LOINC) == 0 && json_object_get(into, "code") == NULL)
            value_set_string(into, "code", value_string(coding, "code", ""));
        else
            reading_note(r, link, "the code %s of %s is not carried over; a LOINC code is.",
                         value_string(coding, "code", "?"), value_string(coding, "system", "no system"));
    }
}

static void take_text(struct reading *r, const json_t *asked, const char *link, json_t *item) {
    char *text = fhir_string(value_string(asked, "text", NULL));
    if (text == NULL)
        reading_note(r, link, "it has no text; its linkId stands in its place.");
    value_set_string(item, "text", text != NULL ? text : link);
    free(text);
}

/* Conditions wait until all items are known. */
static void wait_for_conditions(struct reading *r, const json_t *asked, const char *link, json_t *into) {
    if (json_array_size(json_object_get(asked, "enableWhen")) > 0)
        json_array_append_new(r->waiting, json_pack("{s:O, s:O, s:I, s:s}", "into", into, "asked", asked, "at",
                                                    (json_int_t)json_array_size(r->items), "link", link));
}

/* "0: No pain" below a question, as our own export writes it: the words at an end of its scale. */
static bool take_end(const json_t *shown, json_t *item) {
    static const char *const ends[] = {"low", "high"};
    const char *tail = tail_of(value_string(shown, "linkId", "")), *text = value_string(shown, "text", "");
    const char *colon = strstr(text, ": ");
    for (size_t i = 0; i < 2; i++)
        if (colon != NULL && strcmp(tail, ends[i]) == 0 && strspn(text, "-.0123456789") == (size_t)(colon - text)) {
            value_set_string(item, ends[i], colon + 2);
            return true;
        }
    return false;
}

static void walk(struct reading *r, const json_t *list, const char *group);

/* What stands below a question: help to read with it, and questions of their own. */
static void take_below(struct reading *r, const json_t *asked, const char *link, json_t *item, const char *group) {
    json_t *one, *questions = json_array();
    struct text note;
    size_t i;
    text_init(&note);
    json_array_foreach(json_object_get(asked, "item"), i, one) {
        if (strcmp(value_string(one, "type", ""), "display") != 0) {
            json_array_append(questions, one);
            reading_note(r, value_string(one, "linkId", "?"), "it stood below \"%.60s\"; it now stands behind it.",
                         link);
        } else if (!take_end(one, item)) {
            char *text = fhir_string(value_string(one, "text", NULL));
            text_addf(&note, "%s%s", note.length_bytes > 0 ? "\n\n" : "", text != NULL ? text : "");
            free(text);
            if (json_object_get(one, "enableWhen") != NULL)
                reading_note(r, value_string(one, "linkId", "?"), "its condition is left out: it is always shown.");
        }
    }
    if (note.length_bytes > 0)
        value_set_string(item, "note", note.bytes);
    text_finish(&note);
    walk(r, questions, group);
    json_decref(questions);
}

static void take_group(struct reading *r, const json_t *asked, const char *link, const char *group) {
    char *id = free_id(r, link, "group"), *text = fhir_string(value_string(asked, "text", NULL));
    json_t *made = json_pack("{s:s, s:s*, s:s*}", "id", id, "text", text, "group", group);
    if (strcmp(id, link) != 0)
        value_set_string(made, "link_id", link);
    if (value_bool(asked, "repeats", false))
        reading_note(r, link, "the group repeats; here it is asked once.");
    take_code(r, asked, link, made);
    wait_for_conditions(r, asked, link, made);
    json_array_append_new(r->groups, made);
    walk(r, json_object_get(asked, "item"), id);
    free(text);
    free(id);
}

static void take_item(struct reading *r, const json_t *asked, const char *link, const char *group) {
    json_t *item = json_pack("{s:s, s:s}", "id", "", "ask", "");
    size_t at = json_array_size(r->items);
    take_text(r, asked, link, item);
    if (!reading_question(r, asked, link, item)) {
        json_decref(item);
        walk(r, json_object_get(asked, "item"), group);
        return;
    }
    char *id = free_id(r, link, "item");
    value_set_string(item, "id", id);
    if (strcmp(id, link) != 0)
        value_set_string(item, "link_id", link);
    if (group != NULL)
        value_set_string(item, "group", group);
    take_code(r, asked, link, item);
    wait_for_conditions(r, asked, link, item);
    if (strcmp(value_string(item, "ask", ""), "display") != 0)
        json_object_set_new(r->links, link, json_pack("{s:I, s:O}", "at", (json_int_t)at, "item", item));
    json_array_append(r->items, item);
    take_below(r, asked, link, item, group);
    json_decref(item);
    free(id);
}

/* True when the item is one to take; its linkId, made up where there is none, is given. */
static bool take_link(struct reading *r, const json_t *asked, size_t i, char **out_link) {
    const char *link = value_string(asked, "linkId", "");
    if (!json_is_object(asked)) {
        reading_note(r, NULL, "Item %zu of a list is no item; it is left out.", i + 1);
        return false;
    }
    *out_link = link[0] != '\0' ? xstrdup(link) : xprintf("item_%zu", i + 1);
    if (link[0] == '\0')
        reading_note(r, *out_link, "the item had no linkId; it got this one.");
    char *stem = xstrdup(*out_link);
    for (int n = 2; json_object_get(r->seen, *out_link) != NULL; n++) {
        if (n == 2)
            reading_note(r, stem, "it is there more than once; the later ones got names of their own.");
        free(*out_link);
        *out_link = xprintf("%s_%d", stem, n);
    }
    json_object_set_new(r->seen, *out_link, json_true());
    free(stem);
    return true;
}

static void walk(struct reading *r, const json_t *list, const char *group) {
    json_t *asked;
    size_t i;
    json_array_foreach(list, i, asked) {
        const char *type = value_string(asked, "type", "");
        char *link = NULL;
        if (!take_link(r, asked, i, &link))
            continue;
        tell_left_out(r, asked, link);
        if (value_bool(reading_extension(asked, "questionnaire-hidden"), "valueBoolean", false))
            reading_note(r, link, "it is hidden, and left out.");
        else if (strcmp(type, "group") == 0)
            take_group(r, asked, link, group);
        else
            take_item(r, asked, link, group);
        free(link);
    }
}

/* ---- the resource ---- */

/* Our own export puts the published lead-in first. */
static void take_intro(struct reading *r, json_t *table) {
    const json_t *first = json_array_get(r->items, 0);
    if (strcmp(value_string(first, "id", ""), "intro") != 0 || strcmp(value_string(first, "ask", ""), "display") != 0)
        return;
    json_object_set(table, "intro", json_object_get(first, "text"));
    json_array_remove(r->items, 0);
}

/* True when the item, or a group it stands in, is asked only sometimes. */
static bool is_conditional(const struct reading *r, const json_t *item) {
    const char *name = value_string(item, "group", NULL);
    bool conditional = json_object_get(item, "when") != NULL;
    json_t *group;
    size_t i;
    while (!conditional && name != NULL) {
        const char *wanted = name;
        name = NULL;
        json_array_foreach(r->groups, i, group) {
            if (strcmp(value_string(group, "id", ""), wanted) != 0)
                continue;
            conditional = json_object_get(group, "when") != NULL;
            name = value_string(group, "group", NULL);
            break;
        }
    }
    return conditional;
}

static void add_range(const json_t *item, double *low, double *high) {
    json_t *option;
    size_t i;
    double least = 0, most = 0;
    bool first = true;
    json_array_foreach(json_object_get(item, "options"), i, option) {
        const json_t *points = measure_option_points(option);
        double value = json_number_value(points);
        if (points == NULL)
            continue;
        least = first || value < least ? value : least;
        most = first || value > most ? value : most;
        first = false;
    }
    *low += least;
    *high += most;
}

/* The items whose ordinal values add up; all others are asked and kept, and never in a total. A sum that leaves out an
 * item, or that cannot tell an item not asked from one not answered, would be a wrong number: then there is none. */
static void add_total(struct reading *r, json_t *table) {
    json_t *list = json_array(), *item;
    double low = 0, high = 0;
    bool whole = true;
    size_t i;
    json_array_foreach(r->items, i, item) {
        bool counts = value_bool(item, "ordinal", false);
        json_object_del(item, "ordinal");
        if (counts && is_conditional(r, item)) {
            reading_note(r, value_string(item, "link_id", value_string(item, "id", "")),
                         "it has ordinal values and is asked only sometimes, so there is no total.");
            whole = false;
        }
        if (counts) {
            json_array_append(list, json_object_get(item, "id"));
            add_range(item, &low, &high);
        } else if (strcmp(value_string(item, "ask", ""), "display") != 0) {
            value_set_bool(item, "in_score", false);
        }
    }
    if (json_array_size(list) > 0 && whole) {
        json_object_set(table, "in_total", list);
        json_object_set_new(table, "range", json_pack("[o, o]", value_from_number(low), value_from_number(high)));
        reading_note(
            r, NULL,
            "A Questionnaire holds no scoring rule. The total is the sum of the ordinal values; compare it with "
            "the publication before anybody is given it.");
    } else if (whole) {
        reading_note(r, NULL, "A Questionnaire holds no scoring rule, and there are no ordinal values: no total.");
    } else {
        reading_note(r, NULL, "A Questionnaire holds no scoring rule: write score(answers) after the publication.");
    }
    json_decref(list);
}

static void set_clean(json_t *table, const char *name, const char *words, const char *otherwise) {
    char *clean = words != NULL ? fhir_string(words) : NULL;
    value_set_string(table, name, clean != NULL ? clean : otherwise);
    free(clean);
}

static const char *language_of(const json_t *q) {
    const char *tag = value_string(q, "language", "en");
    size_t n = strlen(tag);
    bool fits =
        n >= 2 && n <= 20 && strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == n;
    return fits ? tag : "en";
}

static json_t *table_start(struct reading *r, const char *id) {
    const json_t *q = r->resource;
    json_t *table = json_pack("{s:s}", "id", id), *coding;
    size_t i;
    set_clean(table, "version", value_string(q, "version", NULL), "1.0");
    value_set_string(table, "language", language_of(q));
    set_clean(table, "title", value_string(q, "title", value_string(q, "name", NULL)), id);
    if (value_string(q, "copyright", NULL) == NULL)
        reading_note(r, NULL, "It names no copyright or licence: find out before it is used.");
    set_clean(table, "licence", value_string(q, "copyright", NULL), "The questionnaire names no licence.");
    set_clean(table, "source", value_string(q, "url", NULL), "A FHIR Questionnaire");
    json_array_foreach(json_object_get(q, "code"), i,
                       coding) if (strcmp(value_string(coding, "system", ""), FHIR_LOINC) == 0)
        json_object_set_new(table, "codes", json_pack("{s:s}", "loinc_panel", value_string(coding, "code", "")));
    if (strcmp(value_string(q, "status", "active"), "active") != 0)
        reading_note(r, NULL, "Its status is \"%.40s\", not \"active\".", value_string(q, "status", ""));
    return table;
}

static void tell_own_left_out(struct reading *r) {
    static const char *const known[] = {"resourceType", "id",   "meta",     "text",   "url",
                                        "version",      "name", "title",    "status", "subjectType",
                                        "copyright",    "code", "language", "item",   "date"};
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)r->resource, name, value) {
        size_t k = 0;
        while (k < sizeof known / sizeof *known && strcmp(name, known[k]) != 0)
            k++;
        if (k == sizeof known / sizeof *known)
            reading_note(r, NULL, "The questionnaire's \"%s\" is not carried over.", name);
    }
}

json_t *questionnaire_read(const json_t *resource, const char *id, json_t **out_notes, struct error *err) {
    struct reading r = {.resource = resource,
                        .items = json_array(),
                        .groups = json_array(),
                        .notes = json_array(),
                        .ids = json_object(),
                        .seen = json_object(),
                        .links = json_object(),
                        .waiting = json_array()};
    json_t *table = table_start(&r, id);
    bool questions = false;
    tell_own_left_out(&r);
    walk(&r, json_object_get(resource, "item"), NULL);
    reading_conditions(&r);
    questions = json_object_size(r.links) > 0;
    if (questions) {
        take_intro(&r, table);
        add_total(&r, table);
    }
    json_object_set(table, "groups", r.groups);
    json_object_set(table, "items", r.items);
    json_decref(r.items);
    json_decref(r.groups);
    json_decref(r.ids);
    json_decref(r.seen);
    json_decref(r.links);
    json_decref(r.waiting);
    *out_notes = r.notes;
    if (questions)
        return table;
    json_decref(table);
    error_set(err, ERROR_FORMAT, "There is no question in it that can be asked; nothing was written.");
    return NULL;
}
