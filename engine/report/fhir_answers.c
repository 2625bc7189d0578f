/* What a session asked and was answered: one QuestionnaireResponse for each instrument and one for the module's own
 * questions. Half-done ones are there too (in-progress, or stopped). Answers that no longer count, and what the patient
 * has not shared, are not. Reads the session as exported; the scores made of it are fhir_observation.c's. */
#include "report/fhir_inside.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

/* ---- one answer ---- */

static const json_t *option_of(const json_t *asked, const json_t *value) {
    json_t *option;
    size_t i;
    json_array_foreach(json_object_get(asked, "options"), i,
                       option) if (json_equal((json_t *)measure_option_part(option, 0), (json_t *)value)) return option;
    return NULL;
}

static json_t *answer_words(const char *member, const json_t *value, const char *behind) {
    char *words = value_text(value), *whole = xprintf("%s%s", words, words[0] != '\0' ? behind : "");
    json_t *answer = json_object();
    fhir_set(answer, member, whole);
    free(words);
    free(whole);
    if (json_object_size(answer) > 0)
        return answer;
    json_decref(answer);
    return NULL;
}

/* {"valueInteger": 6}, as the item's type wants it; NULL when it is none the questionnaire offers. Given. */
static json_t *answer_of(struct fhir *f, const char *instrument, const json_t *asked, const json_t *value) {
    const char *type = fhir_item_type(asked);
    if (strcmp(type, "integer") == 0)
        return json_is_integer(value) ? json_pack("{s:O}", "valueInteger", value) : NULL;
    if (strcmp(type, "decimal") == 0)
        return json_is_number(value) ? json_pack("{s:O}", "valueDecimal", value) : NULL;
    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(value) ? json_pack("{s:O}", "valueBoolean", value) : NULL;
    if (strcmp(type, "time") == 0)
        return answer_words("valueTime", value, ":00");
    bool open = strcmp(type, "open-choice") == 0;
    if (strcmp(type, "choice") != 0 && (!open || (json_is_string(value) && option_of(asked, value) == NULL)))
        return answer_words(strcmp(type, "date") == 0 ? "valueDate" : "valueString", value, "");
    const json_t *option = option_of(asked, value);
    return option != NULL ? json_pack("{s:o}", "valueCoding", fhir_option(f, instrument, asked, option)) : NULL;
}

/* One item of a response with all its answers; NULL when none can be told. Given. */
static json_t *item_of(struct fhir *f, const char *instrument, const json_t *asked, const json_t *values) {
    json_t *answers = json_array(), *value, *part;
    size_t i, j;
    json_array_foreach(values, i, value) {
        const json_t *list = json_is_array(value) ? value : NULL;
        for (j = 0; j < (list != NULL ? json_array_size(list) : 1); j++) {
            part = list != NULL ? json_array_get(list, j) : value;
            json_t *answer = answer_of(f, instrument, asked, part);
            if (answer != NULL)
                json_array_append_new(answers, answer);
        }
    }
    json_t *item = NULL;
    if (json_array_size(answers) > 0) {
        item = json_pack("{s:s}", "linkId", fhir_link(asked));
        fhir_set(item, "text", value_string(asked, "text", NULL));
        json_object_set(item, "answer", answers);
    }
    json_decref(answers);
    return item;
}

/* ---- runs: one time of asking ---- */

/* {"id","version","title","at","done","answers":{item: [values]},"texts":{},"asks":{}} of an instrument's key. */
static json_t *run_get(json_t *runs, const char *key, const char *id) {
    json_t *run = json_object_get(runs, key);
    if (run == NULL) {
        run = json_pack("{s:s, s:{}, s:{}, s:{}, s:b}", "id", id, "answers", "texts", "asks", "done", 0);
        json_object_set_new(runs, key, run);
    }
    return run;
}

static void run_add(json_t *run, const char *item, const json_t *value, const char *ask, const json_t *entry) {
    json_t *answers = json_object_get(run, "answers"), *values = json_object_get(answers, item);
    if (values == NULL) {
        values = json_array();
        json_object_set_new(answers, item, values);
        value_set_string(json_object_get(run, "asks"), item, ask);
        value_set_string(json_object_get(run, "texts"), item, value_string(entry, "text", item));
    }
    json_array_append(values, (json_t *)value);
    json_object_set(run, "at", json_object_get(entry, "answered_at"));
}

static const char *ask_of_value(const json_t *value) {
    return json_is_number(value) ? "decimal" : json_is_boolean(value) ? "yes" : "text";
}

/* The instrument's item: its id is behind the key's slash, the instrument's before the last part of the entry's id. */
static void item_add(json_t *runs, const json_t *entry, const json_t *value) {
    const char *key = value_string(entry, "key", ""), *slash = strrchr(key, '/');
    const char *id = value_string(entry, "id", ""), *dot = slash != NULL ? strrchr(id, '.') : NULL;
    if (dot == NULL)
        return;
    char *prefix = xstrndup(key, (size_t)(slash - key)), *instrument = xstrndup(id, (size_t)(dot - id));
    run_add(run_get(runs, prefix, instrument), slash + 1, value, ask_of_value(value), entry);
    free(prefix);
    free(instrument);
}

static void instrument_add(json_t *runs, const json_t *entry) {
    json_t *run = run_get(runs, value_string(entry, "key", ""), value_string(entry, "id", ""));
    value_set_bool(run, "done", true);
    json_object_set(run, "version", json_object_get(entry, "version"));
    json_object_set(run, "at", json_object_get(entry, "answered_at"));
}

/* A region of the body and how much it hurts, as words. */
static json_t *region_words(const json_t *region) {
    char *pain = value_text(json_object_get(region, "pain"));
    json_t *words = json_sprintf("%s: %s", value_string(region, "region", ""), pain);
    free(pain);
    return words;
}

static void own_add(json_t *runs, const json_t *entry, const json_t *value) {
    static const char *const asks[][2] = {
        {"ask.scale", "decimal"}, {"ask.number", "decimal"}, {"ask.yes", "yes"},
        {"ask.date", "date"},     {"ask.time", "time"},      {"ask.text", "text"},
        {"ask.list", "text"},     {"ask.many", "text"},      {"ask.choice", "string"}};
    const char *kind = value_string(entry, "kind", ""), *id = value_string(entry, "id", NULL), *name;
    json_t *run = run_get(runs, "", ""), *part;
    size_t i;
    for (i = 0; id != NULL && i < sizeof asks / sizeof *asks; i++)
        if (strcmp(kind, asks[i][0]) == 0)
            run_add(run, id, value, asks[i][1], entry);
    if (id != NULL && strcmp(kind, "ask.body") == 0)
        json_array_foreach(value, i, part) {
            json_t *words = region_words(part);
            run_add(run, id, words, "text", entry);
            json_decref(words);
        }
    if (strcmp(kind, "form") == 0)
        json_object_foreach((json_t *)value, name, part) if (!json_is_null(part) && !json_is_object(part))
            run_add(run, name, part, ask_of_value(json_is_array(part) ? json_array_get(part, 0) : part), entry);
}

static json_t *runs_of(const json_t *session) {
    json_t *runs = json_object(), *entry;
    size_t i;
    json_array_foreach(json_object_get(session, "entries"), i, entry) {
        const char *kind = value_string(entry, "kind", "");
        const json_t *value = json_object_get(entry, "value");
        if (value_bool(entry, "superseded", false))
            continue;
        if (strcmp(kind, "instrument") == 0)
            instrument_add(runs, entry);
        else if (json_is_null(value))
            continue;
        else if (strcmp(kind, "instrument.item") == 0)
            item_add(runs, entry, value);
        else
            own_add(runs, entry, value);
    }
    return runs;
}

/* ---- the response ---- */

/* Answers in the order of a known instrument's items. */
static json_t *items_known(struct fhir *f, const json_t *run, const json_t *table) {
    json_t *items = json_array(), *asked;
    size_t i;
    json_array_foreach(json_object_get(table, "items"), i, asked) {
        const json_t *values = json_object_get(json_object_get(run, "answers"), value_string(asked, "id", ""));
        json_t *item = values != NULL ? item_of(f, value_string(run, "id", ""), asked, values) : NULL;
        if (item != NULL)
            json_array_append_new(fhir_group_items(f, items, table, value_string(asked, "group", NULL), false), item);
    }
    return items;
}

static int by_name(const void *a, const void *b) {
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* Answers sorted by id, and their questions gathered. */
static json_t *items_gathered(struct fhir *f, const json_t *run, json_t *table) {
    json_t *answers = json_object_get(run, "answers"), *items = json_array(), *values;
    const char *name, **names = xcalloc(json_object_size(answers) + 1, sizeof *names);
    size_t count = 0;
    json_object_foreach(answers, name, values) names[count++] = name;
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        values = json_object_get(answers, names[i]);
        json_t *asked = fhir_gather(table, names[i], value_string(json_object_get(run, "asks"), names[i], "text"),
                                    value_string(json_object_get(run, "texts"), names[i], names[i]));
        json_t *item = item_of(f, value_string(run, "id", ""), asked, values);
        if (item == NULL)
            continue;
        if (json_array_size(json_object_get(item, "answer")) > 1)
            value_set_bool(asked, "repeats", true);
        json_array_append_new(items, item);
    }
    free(names);
    return items;
}

static const char *status_of(const json_t *session, const json_t *run, bool own) {
    const char *outcome = value_string(session, "outcome", "open");
    if (value_bool(run, "done", false) || (own && strcmp(outcome, "completed") == 0))
        return "completed";
    return strcmp(outcome, "open") == 0             ? "in-progress"
           : own && strcmp(outcome, "stopped") != 0 ? "completed"
                                                    : "stopped";
}

/* The items of the response; the questionnaire goes to the bundle's end, known by its canonical name. */
static json_t *items_of(struct fhir *f, const json_t *run, bool own, char **out_canonical, const char **out_title) {
    const char *id = own ? value_string(f->session, "module", "") : value_string(run, "id", "");
    const char *version = own ? value_string(f->session, "version", "") : value_string(run, "version", NULL);
    const json_t *table = own ? NULL : fhir_instrument(f, id, version);
    if (table != NULL) {
        *out_title = value_string(table, "title", id);
        *out_canonical = fhir_canonical(f, id, value_string(table, "version", "1"));
        if (json_object_get(f->asked, *out_canonical) == NULL)
            json_object_set(f->asked, *out_canonical, (json_t *)table);
        return items_known(f, run, table);
    }
    char *name = xprintf("%s%s", own ? "module-" : "", id);
    *out_title = own ? value_string(json_object_get(f->o->facts.modules, id), "title", id) : id;
    *out_canonical = fhir_canonical(f, name, version != NULL && version[0] != '\0' ? version : "unknown");
    json_t *items = items_gathered(f, run, fhir_gathered(f, *out_canonical, name, *out_title));
    free(name);
    return items;
}

static void response_put(struct fhir *f, const char *key, json_t *run) {
    char reference[REFERENCE_BYTES], *canonical = NULL;
    const char *title = "", *at = value_string(run, "at", value_string(f->session, "started_at", ""));
    bool own = key[0] == '\0';
    json_t *items = items_of(f, run, own, &canonical, &title);
    fhir_reference(reference, "QuestionnaireResponse", value_string(f->session, "id", ""), key);
    if (json_array_size(items) > 0 || !own) {
        const char *status = status_of(f->session, run, own);
        json_t *made = fhir_resource("QuestionnaireResponse", reference, "%s, answered %.10s (%s)", title, at, status);
        value_set_string(made, "questionnaire", canonical);
        value_set_string(made, "status", status);
        json_object_set_new(made, "subject", json_incref(f->to_patient));
        value_set_string(made, "authored", at);
        json_object_set_new(made, "source", json_incref(f->to_patient));
        if (json_array_size(items) > 0)
            json_object_set(made, "item", items);
        fhir_put_of_session(f, reference, made);
        value_set_string(run, "reference", reference);
    }
    json_decref(items);
    free(canonical);
}

void fhir_answers_put(struct fhir *f) {
    json_t *runs = runs_of(f->session), *run;
    const char *key;
    json_object_foreach(runs, key, run) response_put(f, key, run);
    fhir_observations_put(f, runs);
    json_decref(runs);
}
