/* One question of a Questionnaire as an item of an instrument: which kind of asking its type becomes, its options and
 * its limits. */
#include "report/questionnaire_inside.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_STEPS_MAX = 10 }; /* a row of more numbers is asked as a number, unless it has words at its ends */

/* ---- options ---- */

static const json_t *contained(const struct reading *r, const char *reference) {
    json_t *one;
    size_t i;
    if (reference[0] != '#')
        return NULL;
    json_array_foreach(json_object_get(r->resource, "contained"), i,
                       one) if (strcmp(value_string(one, "id", ""), reference + 1) == 0) return one;
    return NULL;
}

/* The options as {"valueCoding": ...} whatever way they are written; given. */
static json_t *options_listed(struct reading *r, const json_t *asked, const char *link) {
    json_t *list = json_array(), *include, *concept;
    const char *set = value_string(asked, "answerValueSet", NULL);
    const json_t *from = set != NULL ? contained(r, set) : NULL;
    size_t i, k;
    if (set != NULL && from == NULL)
        reading_note(r, link, "its answers are the value set %.200s, which is not in the file.", set);
    json_array_foreach(json_object_get(json_object_get(from, "compose"), "include"), i, include) {
        json_array_foreach(json_object_get(include, "concept"), k, concept) {
            json_t *coding = json_copy(concept);
            value_set_string(coding, "system", value_string(include, "system", ""));
            json_array_append_new(list, json_pack("{s:o}", "valueCoding", coding));
        }
    }
    json_array_foreach(json_object_get(asked, "answerOption"), i, concept) json_array_append(list, concept);
    return list;
}

/* The ordinal value of an option, at the option or at its coding; NULL. Borrowed. */
static const json_t *ordinal_of(const json_t *option, const json_t *value) {
    static const char *const names[] = {"ordinalValue", "questionnaire-ordinalValue", "valueset-ordinalValue",
                                        "codesystem-ordinalValue", "itemWeight"};
    const json_t *carriers[] = {value, option};
    for (size_t c = 0; c < 2; c++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const json_t *found = reading_extension(carriers[c], names[i]);
            const json_t *number = json_object_get(found, "valueDecimal");
            if (json_is_number(number))
                return number;
        }
    return NULL;
}

static bool holds(const json_t *list, const json_t *value) {
    json_t *one;
    size_t i;
    json_array_foreach(list, i, one) if (json_equal(one, (json_t *)value)) return true;
    return false;
}

/* The values of all options by one rule, NULL where it does not tell them all apart. Given. */
static json_t *values_by(const json_t *options, bool ordinals) {
    json_t *list = json_array(), *option;
    size_t i;
    json_array_foreach(options, i, option) {
        const char *type;
        const json_t *value = reading_value(option, "value", &type);
        const json_t *number = ordinal_of(option, value);
        json_t *made = NULL;
        if (ordinals && number != NULL)
            made = value_from_number(json_number_value(number));
        else if (!ordinals && json_is_object(value))
            made = json_string(value_string(value, "code", value_string(value, "display", "")));
        else if (!ordinals && (json_is_string(value) || json_is_integer(value)))
            made = json_incref((json_t *)value);
        bool tells = made != NULL && !holds(list, made) &&
                     !(json_is_string(made) && (json_string_length(made) == 0 || json_string_length(made) > 80));
        if (!tells) {
            json_decref(made);
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, made);
    }
    return list;
}

static json_t *values_counted(size_t count) {
    json_t *list = json_array();
    for (size_t i = 1; i <= count; i++)
        json_array_append_new(list, json_integer((json_int_t)i));
    return list;
}

/* {value, label, code=, points=}, and beside it the coding it came from, for conditions ("from", taken off again). */
static json_t *option_made(const json_t *value, const json_t *from, const json_t *points) {
    char *words =
        json_is_object(from) ? fhir_string(value_string(from, "display", value_string(from, "code", ""))) : NULL;
    char *plain = json_is_object(from) ? NULL : value_text(from);
    if (words == NULL)
        words = plain != NULL && plain[0] != '\0' ? xstrdup(plain) : xstrdup("?");
    json_t *made = json_pack("[O, s]", value, words);
    bool is_loinc = json_is_object(from) && strcmp(value_string(from, "system", ""), FHIR_LOINC) == 0;
    if (is_loinc || points != NULL)
        made = json_pack("{s:o, s:s*, s:o*}", "items", made, "code", is_loinc ? value_string(from, "code", NULL) : NULL,
                         "points", points != NULL ? value_from_number(json_number_value(points)) : NULL);
    free(words);
    free(plain);
    return made;
}

static bool take_options(struct reading *r, const json_t *asked, const char *link, json_t *item) {
    json_t *options = options_listed(r, asked, link), *made = json_array(), *from = json_array(), *option;
    json_t *ordinals = values_by(options, true), *values = ordinals;
    size_t count = json_array_size(options), i;
    bool scored = ordinals != NULL;
    if (values == NULL)
        values = values_by(options, false);
    if (values == NULL) {
        reading_note(r, link, "its options cannot be told apart by their codes; they are numbered from 1.");
        values = values_counted(count);
    }
    json_array_foreach(options, i, option) {
        const char *type, *system;
        const json_t *value = reading_value(option, "value", &type);
        system = value_string(value, "system", "");
        if (system[0] != '\0' && strcmp(system, FHIR_LOINC) != 0 && i == 0)
            reading_note(r, link, "its codes are kept without their system, %.200s.", system);
        const json_t *points = ordinals == NULL ? ordinal_of(option, value) : NULL;
        scored = scored || points != NULL;
        if (value_bool(option, "initialSelected", false))
            reading_note(r, link, "the option chosen beforehand is not carried over.");
        json_array_append_new(made, option_made(json_array_get(values, i), value, points));
        json_array_append(from, (json_t *)value);
    }
    if (count > 0) {
        json_object_set(item, "options", made);
        json_object_set(item, "from", from);
    }
    if (count > 0 && scored && !value_bool(asked, "repeats", false))
        value_set_bool(item, "ordinal", true);
    json_decref(values);
    json_decref(options);
    json_decref(made);
    json_decref(from);
    return count > 0;
}

const json_t *reading_option_value(const json_t *item, const json_t *coding) {
    json_t *from;
    size_t i;
    json_array_foreach(json_object_get(item, "from"), i, from) {
        bool same = json_is_object(coding)
                        ? strcmp(value_string(from, "code", "?"), value_string(coding, "code", "")) == 0 &&
                              (value_string(coding, "system", NULL) == NULL ||
                               strcmp(value_string(from, "system", ""), value_string(coding, "system", "")) == 0)
                        : json_equal(from, (json_t *)coding);
        if (same)
            return measure_option_part(json_array_get(json_object_get(item, "options"), i), 0);
    }
    return NULL;
}

static bool take_choice(struct reading *r, const json_t *asked, const char *link, json_t *item) {
    bool open = strcmp(value_string(asked, "type", ""), "open-choice") == 0;
    if (!take_options(r, asked, link, item)) {
        reading_note(r, link, "it has no options to choose from%s",
                     open ? "; it is asked as a text." : ", and is left out.");
        value_set_string(item, "ask", "text");
        return open;
    }
    value_set_string(item, "ask", value_bool(asked, "repeats", false) ? "many" : "choice");
    if (open)
        value_set_bool(item, "other", true);
    return true;
}

/* ---- numbers ---- */

static const json_t *limit_of(const json_t *asked, const char *name) {
    const char *type;
    const json_t *value = reading_value(reading_extension(asked, name), "value", &type);
    return json_is_number(value) ? value : NULL;
}

static bool has_ends(const json_t *asked) {
    json_t *one;
    size_t i;
    json_array_foreach(json_object_get(asked, "item"), i, one) {
        const char *link = value_string(one, "linkId", ""), *slash = strrchr(link, '/');
        if (slash != NULL && (strcmp(slash, "/low") == 0 || strcmp(slash, "/high") == 0))
            return true;
    }
    return false;
}

static bool is_slider(const json_t *asked) {
    const json_t *concept =
        json_object_get(reading_extension(asked, "questionnaire-itemControl"), "valueCodeableConcept");
    return strcmp(value_string(json_array_get(json_object_get(concept, "coding"), 0), "code", ""), "slider") == 0;
}

static void take_number(struct reading *r, const json_t *asked, const char *link, json_t *item, bool whole) {
    const json_t *from = limit_of(asked, "minValue"), *to = limit_of(asked, "maxValue");
    double span = from != NULL && to != NULL ? json_number_value(to) - json_number_value(from) : 0;
    bool row = whole && span > 0 && span <= 1000 && (span <= ROW_STEPS_MAX || has_ends(asked) || is_slider(asked));
    if (from != NULL && to != NULL && span <= 0) {
        reading_note(r, link, "its limits leave no number to enter; they are left out.");
        from = to = NULL;
    }
    const json_t *unit = json_object_get(reading_extension(asked, "questionnaire-unit"), "valueCoding");
    value_set_string(item, "ask", row ? "scale" : "number");
    if (whole && !row)
        value_set_bool(item, "whole", true);
    if (from != NULL)
        value_set_number(item, "from", json_number_value(from));
    if (to != NULL)
        value_set_number(item, "to", json_number_value(to));
    const char *words = value_string(unit, "display", value_string(unit, "code", NULL));
    if (words != NULL && !row)
        value_set_string(item, "unit", words);
}

static void take_words(struct reading *r, const json_t *asked, const char *link, json_t *item) {
    value_set_string(item, "ask", "text");
    if (strcmp(value_string(asked, "type", ""), "text") == 0)
        value_set_int(item, "lines", 4);
    if (value_int(asked, "maxLength", 0) > 0)
        value_set_int(item, "max_length", value_int(asked, "maxLength", 0));
    if (value_bool(asked, "repeats", false))
        reading_note(r, link, "it may be answered several times; here it is asked once.");
}

bool reading_question(struct reading *r, const json_t *asked, const char *link, json_t *item) {
    static const struct {
        const char *type, *ask;
    } plain[] = {{"boolean", "yes"}, {"date", "date"}, {"time", "time"}, {"display", "display"}};
    const char *type = value_string(asked, "type", "");
    bool options = json_object_get(asked, "answerOption") != NULL;
    if (strcmp(type, "choice") == 0 || strcmp(type, "open-choice") == 0 || (options && strcmp(type, "display") != 0))
        return take_choice(r, asked, link, item);
    if (strcmp(type, "string") == 0 || strcmp(type, "text") == 0) {
        take_words(r, asked, link, item);
        return true;
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(type, plain[i].type) == 0) {
            value_set_string(item, "ask", plain[i].ask);
            return true;
        }
    if (strcmp(type, "integer") != 0 && strcmp(type, "decimal") != 0 && strcmp(type, "quantity") != 0) {
        reading_note(r, link, "the type \"%.60s\" is not known here; the question is left out.",
                     type[0] != '\0' ? type : "(none)");
        return false;
    }
    take_number(r, asked, link, item, strcmp(type, "integer") == 0);
    return true;
}
