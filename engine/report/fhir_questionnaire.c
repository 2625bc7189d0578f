/* Questionnaires: what was asked, so that a reader (and a validator) can check the answers against it. An instrument
 * the library has in the version that was answered is written from its table, word for word; a module's own questions,
 * and an instrument of another version, are gathered from the answers themselves ("as asked") while they are written,
 * and stand at the end of the bundle. An item is known by its id, which is its linkId. */
#include "report/fhir_inside.h"

#include "base/xalloc.h"
#include "outcome/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const json_t *fhir_instrument(const struct fhir *f, const char *id, const char *version) {
    const json_t *table = json_object_get(f->o->facts.instruments, id);
    if (table == NULL || (version != NULL && strcmp(value_string(table, "version", ""), version) != 0))
        return NULL;
    return table;
}

char *fhir_canonical(const struct fhir *f, const char *id, const char *version) {
    return xprintf("%s/Questionnaire/%s|%s", f->base, id, version);
}

static void set_unless_empty(json_t *object, const char *name, json_t *list) {
    if (json_array_size(list) > 0)
        json_object_set(object, name, list);
    json_decref(list);
}

/* ---- items ---- */

static bool is_whole(const json_t *item) {
    double step = value_number(item, "step", 1), from = value_number(item, "from", 0);
    return step == floor(step) && from == floor(from);
}

const char *fhir_item_type(const json_t *item) {
    static const struct {
        const char *ask, *type;
    } types[] = {{"choice", "choice"},   {"many", "choice"},    {"number", "decimal"}, {"yes", "boolean"},
                 {"text", "text"},       {"list", "text"},      {"date", "date"},      {"time", "time"},
                 {"decimal", "decimal"}, {"display", "display"}};
    const char *ask = value_string(item, "ask", "scale");
    bool choice = strcmp(ask, "choice") == 0 || strcmp(ask, "many") == 0;
    if (choice && json_object_get(item, "other") != NULL)
        return "open-choice";
    if (strcmp(ask, "number") == 0 && value_bool(item, "whole", false))
        return "integer";
    if (strcmp(ask, "text") == 0 && value_int(item, "lines", 1) <= 1)
        return "string";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(ask, types[i].ask) == 0)
            return types[i].type;
    return strcmp(ask, "scale") == 0 && !is_whole(item) ? "decimal" : strcmp(ask, "scale") == 0 ? "integer" : "string";
}

json_t *fhir_option(struct fhir *f, const char *instrument, const json_t *item, const json_t *option) {
    const char *code = value_string(option, "code", NULL);
    const json_t *value = measure_option_part(option, 0), *label = measure_option_part(option, 1);
    const json_t *points = value_bool(item, "in_score", true) ? measure_option_points(option) : NULL;
    char *own = xprintf("%s/CodeSystem/answers-%s", f->base, instrument), *number = value_text(value),
         *words = value_text(label);
    json_t *coding = fhir_coding(code != NULL ? FHIR_LOINC : own, code != NULL ? code : number, words);
    if (points != NULL)
        json_object_set_new(coding, "extension",
                            json_pack("[{s:s, s:O}]", "url", FHIR_EXTENSION "ordinalValue", "valueDecimal", points));
    if (code == NULL)
        fhir_code_seen(f, own, number, words);
    free(own);
    free(number);
    free(words);
    return coding;
}

static void limit_add(json_t *item, const char *which, const json_t *number) {
    if (!json_is_number(number))
        return;
    json_t *list = json_object_get(item, "extension");
    if (list == NULL) {
        list = json_array();
        json_object_set_new(item, "extension", list);
    }
    char *url = xprintf("%s%s", FHIR_EXTENSION, which);
    bool whole = strcmp(value_string(item, "type", ""), "integer") == 0;
    json_array_append_new(list, json_pack("{s:s, s:O}", "url", url, whole ? "valueInteger" : "valueDecimal", number));
    free(url);
}

/* "0: No pain": the words at an end of a scale, as a line of its own below the question. */
static void end_add(json_t *below, const char *item, const char *which, const json_t *number, const char *words) {
    if (words == NULL || !json_is_number(number))
        return;
    char *link = xprintf("%s/%s", item, which), *value = value_text(number), *line = xprintf("%s: %s", value, words);
    json_t *display = json_pack("{s:s, s:s}", "linkId", link, "type", "display");
    fhir_set(display, "text", line);
    json_array_append_new(below, display);
    free(link);
    free(value);
    free(line);
}

const char *fhir_link(const json_t *item) {
    return value_string(item, "link_id", value_string(item, "id", ""));
}

/* ---- conditions and groups ---- */

/* Sets answer[x] as the question's type wants it. */
static void answer_set(struct fhir *f, const json_t *table, const json_t *asked, const json_t *value, json_t *into) {
    const char *type = fhir_item_type(asked), *member = "answerString";
    json_t *option;
    size_t i;
    json_array_foreach(json_object_get(asked, "options"), i, option) {
        if (!json_equal((json_t *)measure_option_part(option, 0), (json_t *)value))
            continue;
        json_object_set_new(into, "answerCoding", fhir_option(f, value_string(table, "id", ""), asked, option));
        return;
    }
    if (json_is_boolean(value))
        member = "answerBoolean";
    else if (json_is_number(value))
        member = strcmp(type, "integer") == 0 ? "answerInteger" : "answerDecimal";
    else if (strcmp(type, "date") == 0)
        member = "answerDate";
    else if (strcmp(type, "time") == 0)
        member = "answerTime";
    if (strcmp(member, "answerTime") == 0)
        json_object_set_new(into, member, json_sprintf("%s:00", json_string_value(value)));
    else
        json_object_set(into, member, (json_t *)value);
}

static void conditions_add(struct fhir *f, const json_t *table, const json_t *asked, json_t *item) {
    const json_t *when = json_object_get(asked, "when"), *any = json_object_get(when, "any");
    json_t *list = json_array(), *test;
    size_t i;
    json_array_foreach(any != NULL ? any : json_object_get(when, "all"), i, test) {
        int number;
        const char *op = value_string(test, "op", "=");
        const json_t *on = measure_item(table, value_string(test, "item", ""), &number);
        json_t *made = json_pack("{s:s, s:s}", "question", fhir_link(on), "operator", op);
        answer_set(f, table, strcmp(op, "exists") == 0 ? NULL : on, json_object_get(test, "value"), made);
        json_array_append_new(list, made);
    }
    if (json_array_size(list) > 1)
        value_set_string(item, "enableBehavior", any != NULL ? "any" : "all");
    set_unless_empty(item, "enableWhen", list);
}

static json_t *group_made(struct fhir *f, const json_t *table, const json_t *group, bool questionnaire) {
    json_t *made = json_pack("{s:s}", "linkId", fhir_link(group));
    const char *code = value_string(group, "code", NULL);
    if (questionnaire && code != NULL)
        json_object_set_new(made, "code", json_pack("[o]", fhir_coding(FHIR_LOINC, code, NULL)));
    fhir_set(made, "text", value_string(group, "text", NULL));
    if (questionnaire) {
        value_set_string(made, "type", "group");
        conditions_add(f, table, group, made);
    }
    json_object_set_new(made, "item", json_array());
    return made;
}

json_t *fhir_group_items(struct fhir *f, json_t *root, const json_t *table, const char *group, bool questionnaire) {
    json_t *found = NULL, *one;
    size_t i;
    if (group == NULL)
        return root;
    json_array_foreach(json_object_get(table, "groups"), i, one) if (strcmp(value_string(one, "id", ""), group) == 0)
        found = one;
    if (found == NULL)
        return root;
    json_t *outer = fhir_group_items(f, root, table, value_string(found, "group", NULL), questionnaire);
    size_t last = json_array_size(outer);
    json_t *made = last > 0 ? json_array_get(outer, last - 1) : NULL;
    if (strcmp(value_string(made, "linkId", ""), fhir_link(found)) != 0) {
        made = group_made(f, table, found, questionnaire);
        json_array_append_new(outer, made);
    }
    return json_object_get(made, "item");
}

/* ---- one item ---- */

/* Words to read with the question, as a line of its own below it. */
static void note_add(json_t *below, const json_t *asked) {
    const char *note = value_string(asked, "note", NULL);
    if (note == NULL)
        return;
    char *link = xprintf("%s/note", fhir_link(asked));
    json_t *display = json_pack("{s:s, s:s}", "linkId", link, "type", "display");
    fhir_set(display, "text", note);
    json_array_append_new(below, display);
    free(link);
}

static void unit_add(json_t *item, const char *unit) {
    if (unit == NULL)
        return;
    json_t *list = json_object_get(item, "extension");
    if (list == NULL) {
        list = json_array();
        json_object_set_new(item, "extension", list);
    }
    json_array_append_new(
        list, json_pack("{s:s, s:{s:s}}", "url", FHIR_EXTENSION "questionnaire-unit", "valueCoding", "display", unit));
}

static json_t *item_of(struct fhir *f, const json_t *table, const json_t *asked) {
    const char *id = fhir_link(asked), *instrument = value_string(table, "id", ""),
               *code = value_string(asked, "code", NULL);
    json_t *item = json_pack("{s:s}", "linkId", id), *below = json_array(), *options = json_array(), *option;
    size_t i;
    if (code != NULL)
        json_object_set_new(item, "code", json_pack("[o]", fhir_coding(FHIR_LOINC, code, NULL)));
    fhir_set(item, "text", value_string(asked, "text", id));
    value_set_string(item, "type", fhir_item_type(asked));
    conditions_add(f, table, asked, item);
    if (value_int(asked, "max_length", 0) > 0)
        json_object_set(item, "maxLength", json_object_get(asked, "max_length"));
    if (value_bool(asked, "repeats", false) || strcmp(value_string(asked, "ask", ""), "many") == 0 ||
        strcmp(value_string(asked, "ask", ""), "list") == 0)
        value_set_bool(item, "repeats", true);
    if (json_object_get(asked, "options") != NULL) {
        json_array_foreach(json_object_get(asked, "options"), i, option) json_array_append_new(
            options, json_pack("{s:o}", "valueCoding", fhir_option(f, instrument, asked, option)));
    } else {
        limit_add(item, "minValue", json_object_get(asked, "from"));
        limit_add(item, "maxValue", json_object_get(asked, "to"));
        unit_add(item, value_string(asked, "unit", NULL));
        end_add(below, id, "low", json_object_get(asked, "from"), value_string(asked, "low", NULL));
        end_add(below, id, "high", json_object_get(asked, "to"), value_string(asked, "high", NULL));
    }
    note_add(below, asked);
    set_unless_empty(item, "answerOption", options);
    set_unless_empty(item, "item", below);
    return item;
}

static int by_id(const void *a, const void *b) {
    const json_t *const *x = a, *const *y = b;
    return strcmp(value_string(*x, "id", ""), value_string(*y, "id", ""));
}

static json_t *sorted(const json_t *list) {
    size_t count = json_array_size(list);
    const json_t **rows = xcalloc(count + 1, sizeof *rows);
    json_t *made = json_array();
    for (size_t i = 0; i < count; i++)
        rows[i] = json_array_get(list, i);
    qsort(rows, count, sizeof *rows, by_id);
    for (size_t i = 0; i < count; i++)
        json_array_append(made, (json_t *)rows[i]);
    free(rows);
    return made;
}

static json_t *items_of(struct fhir *f, const json_t *table) {
    json_t *items = json_array(), *asked;
    size_t i;
    const char *intro = value_string(table, "intro", NULL);
    if (intro != NULL) {
        json_t *display = json_pack("{s:s, s:s}", "linkId", "intro", "type", "display");
        fhir_set(display, "text", intro);
        json_array_append_new(items, display);
    }
    json_t *list = json_object_get(table, "items");
    list = value_bool(table, "gathered", false) ? sorted(list) : json_incref(list);
    json_array_foreach(list, i, asked) json_array_append_new(
        fhir_group_items(f, items, table, value_string(asked, "group", NULL), true), item_of(f, table, asked));
    json_decref(list);
    return items;
}

/* ---- as asked ---- */

json_t *fhir_gathered(struct fhir *f, const char *canonical, const char *id, const char *title) {
    json_t *table = json_object_get(f->asked, canonical);
    if (table != NULL)
        return table;
    table = json_pack("{s:s, s:s, s:[], s:{}, s:b}", "id", id, "title", title, "items", "known", "gathered", 1);
    json_object_set_new(f->asked, canonical, table);
    return table;
}

json_t *fhir_gather(json_t *table, const char *id, const char *ask, const char *text) {
    json_t *known = json_object_get(table, "known"), *item = json_object_get(known, id);
    if (item != NULL)
        return item;
    item = json_pack("{s:s, s:s}", "id", id, "ask", ask);
    fhir_set(item, "text", text);
    value_set_int(item, "lines", 4); /* how long an answer was asked for is not known */
    json_object_set(known, id, item);
    json_array_append_new(json_object_get(table, "items"), item);
    return item;
}

/* ---- the resource ---- */

static char *notices(const json_t *table) {
    return xprintf("%s%s%s This material contains content from LOINC (http://loinc.org). LOINC is copyright "
                   "Regenstrief Institute, Inc. and the LOINC Committee and is available at no cost under the licence "
                   "at http://loinc.org/license.",
                   value_string(table, "licence", ""), value_string(table, "source", NULL) != NULL ? " " : "",
                   value_string(table, "source", ""));
}

static void questionnaire_put(struct fhir *f, const char *canonical, const json_t *table) {
    char reference[REFERENCE_BYTES], *name = fhir_computer_name("Q", value_string(table, "id", ""));
    char *url = xstrndup(canonical, strcspn(canonical, "|"));
    const char *title = value_string(table, "title", value_string(table, "id", ""));
    const char *panel = value_string(json_object_get(table, "codes"), "loinc_panel", NULL);
    fhir_reference(reference, "Questionnaire", canonical, "");
    json_t *made = fhir_resource("Questionnaire", reference, "%s", title);
    value_set_string(made, "url", url);
    value_set_string(made, "version", canonical + strlen(url) + 1);
    value_set_string(made, "name", name);
    fhir_set(made, "title", title);
    value_set_string(made, "status", "active");
    json_object_set_new(made, "subjectType", json_pack("[s]", "Patient"));
    if (value_string(table, "licence", NULL) != NULL) {
        char *copyright = notices(table);
        fhir_set(made, "copyright", copyright);
        free(copyright);
    }
    if (panel != NULL)
        json_object_set_new(made, "code", json_pack("[o]", fhir_coding(FHIR_LOINC, panel, NULL)));
    set_unless_empty(made, "item", items_of(f, table));
    fhir_put(f, reference, made);
    free(url);
    free(name);
}

void fhir_questionnaires_put(struct fhir *f) {
    const char *canonical;
    json_t *table;
    json_object_foreach(f->asked, canonical, table) questionnaire_put(f, canonical, table);
}
