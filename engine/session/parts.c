/* Instruments: asked item by item in their published wording, each item an entry of its own, scored when all are done.
 * A risk item is acted on at once, whatever the total. */
#include "base/log.h"
#include "base/xalloc.h"
#include "outcome/condition.h"
#include "session/internal.h"

#include <stdlib.h>
#include <string.h>

bool parts_enter(struct session *s, struct error *err) {
    const char *id = value_string(json_object_get(s->request, "args"), "id", "");
    struct instrument *in = s->setup.find_instrument(s->setup.find_context, id, err);
    if (in == NULL) {
        if (err->file[0] == '\0') {
            snprintf(err->file, sizeof err->file, "%s", value_string(s->request, "file", ""));
            err->line = (int)value_int(s->request, "line", 0);
        }
        return false;
    }
    json_t *args = json_array();
    json_array_append(args, s->def);
    json_array_append(args, (json_t *)instrument_table(in));
    json_t *parts = NULL;
    bool ok = host_call(s->setup.host, "steps.parts", args, &parts, err);
    json_decref(args);
    if (!ok)
        return false;
    parts_leave(s);
    s->instrument_parts = parts;
    struct error broken = {0};
    if ((s->part_catalogue = instrument_catalogue(in, s->language, &broken)) == NULL && broken.code != ERROR_NONE)
        log_error(id, &broken);
    return true;
}

void parts_leave(struct session *s) {
    json_decref(s->instrument_parts);
    json_decref(s->part_asked);
    catalogue_destroy(s->part_catalogue);
    s->instrument_parts = s->part_asked = NULL;
    s->part_catalogue = NULL;
    s->part_index = 0;
}

/* The answer an item stands for: "about" names the question whose words it is about. NULL: it was skipped. */
static const json_t *about(struct session *s, const json_t *part) {
    size_t i;
    json_t *other;
    json_array_foreach(s->instrument_parts, i, other) {
        if (strcmp(value_string(other, "item", ""), value_string(part, "about", "")) != 0)
            continue;
        struct kept *k = record_find(s, value_string(other, "key", ""), false);
        return k != NULL ? k->value : NULL;
    }
    return NULL;
}

static bool is_moot(struct session *s, const json_t *part);

struct before {
    struct session *s;
    int64_t index; /* of the item that asks: only what stands before it counts */
};

static const json_t *answer_before(void *context, const char *item) {
    const struct before *b = context;
    size_t i;
    json_t *other;
    json_array_foreach(b->s->instrument_parts, i, other) {
        if (value_int(other, "index", 0) >= b->index || strcmp(value_string(other, "item", ""), item) != 0)
            continue;
        struct kept *k = is_moot(b->s, other) ? NULL : record_find(b->s, value_string(other, "key", ""), false);
        return k != NULL ? k->value : NULL;
    }
    return NULL;
}

/* An item is not asked whose condition (or that of a group it stands in) does not hold, or that is about words the
 * patient left out. */
static bool is_moot(struct session *s, const json_t *part) {
    struct before before = {s, value_int(part, "index", 0)};
    json_t *condition;
    size_t i;
    json_array_foreach(json_object_get(part, "conditions"), i,
                       condition) if (!condition_holds(condition, answer_before, &before)) return true;
    return json_is_string(json_object_get(part, "about")) && about(s, part) == NULL;
}

/* The item as it is asked now: with the words it is about, and for kept words those of the last time. */
static json_t *asked_now(struct session *s, json_t *part) {
    struct error none = {0};
    const json_t *words = about(s, part);
    json_t *def = json_copy(part), *last = NULL;
    if (json_is_string(words))
        value_set_string(def, "quote", json_string_value(words));
    if (value_bool(part, "keep", false))
        last = entry_last(s->setup.store, s->row.person, NULL, "instrument.item", value_string(part, "id", ""), &none);
    if (last != NULL)
        json_object_set_new(def, "last", last);
    return def;
}

bool parts_next(struct session *s) {
    size_t count = json_array_size(s->instrument_parts);
    for (size_t i = 0; i < count; i++) {
        json_t *part = json_array_get(s->instrument_parts, i);
        const char *key = value_string(part, "key", "");
        struct kept *k = record_find(s, key, false);
        bool waits = k == NULL || (s->cursor != NULL && strcmp(s->cursor, key) == 0) || s->stop_next;
        if ((k != NULL && k->on_path) || is_moot(s, part))
            continue;
        if (!waits) {
            session_pass(s, key, k, true);
            continue;
        }
        if (s->stop_next && k != NULL) {
            free(s->cursor);
            s->cursor = xstrdup(key);
        }
        s->stop_next = false;
        s->part_index = i;
        json_decref(s->part_asked);
        json_decref(s->def);
        s->part_asked = asked_now(s, part);
        s->def = language_args(s->part_catalogue, s->said, s->part_asked);
        return true;
    }
    return false;
}

/* What score gets: a time is minutes after midnight, and the patient's own words stay out. */
static json_t *for_score(const json_t *part, json_t *value) {
    int hour, minute;
    const char *ask = value_string(part, "ask", "");
    if (strcmp(ask, "text") == 0 || words_are_own(part, "instrument.item", value))
        return NULL;
    if (strcmp(ask, "time") == 0 && json_is_string(value) &&
        sscanf(json_string_value(value), "%d:%d", &hour, &minute) == 2)
        return json_integer(hour * 60 + minute);
    return json_incref(value);
}

/* Answers by item id: as they were given (words left out), and as score gets them. */
static json_t *item_answers(struct session *s, json_t **out_for_score, bool *out_complete) {
    json_t *answers = json_object(), *part;
    size_t i;
    *out_for_score = json_object();
    *out_complete = true;
    json_array_foreach(s->instrument_parts, i, part) {
        if (is_moot(s, part) && !json_is_string(json_object_get(part, "about")))
            continue;
        struct kept *k = record_find(s, value_string(part, "key", ""), false);
        const char *item = value_string(part, "item", "");
        bool counts = !value_bool(part, "unscored", false) && !json_is_string(json_object_get(part, "about"));
        json_t *scored = k != NULL && k->value != NULL ? for_score(part, k->value) : NULL;
        if (scored != NULL) {
            json_object_set(answers, item, k->value);
            json_object_set_new(*out_for_score, item, scored);
        } else if (counts && strcmp(value_string(part, "ask", ""), "text") != 0) {
            *out_complete = false;
        }
    }
    return answers;
}

/* What the script gets, and what is recorded. Given; NULL and err. */
static json_t *result_of(struct session *s, struct instrument *in, struct error *err) {
    bool complete;
    json_t *for_score, *answers = item_answers(s, &for_score, &complete);
    json_t *result = instrument_score(in, for_score, err);
    json_decref(for_score);
    if (result != NULL) {
        json_object_set(result, "items", answers);
        value_set_bool(result, "complete", complete);
    }
    json_decref(answers);
    return result;
}

bool parts_finish(struct session *s, json_t **out_result, struct error *err) {
    const char *id = value_string(json_object_get(s->request, "args"), "id", "");
    const char *key = value_string(s->request, "key", "");
    struct instrument *in = s->setup.find_instrument(s->setup.find_context, id, err);
    json_t *result = in != NULL ? result_of(s, in, err) : NULL;
    if (result == NULL)
        return false;
    const json_t *table = instrument_table(in);
    json_t *note = json_pack("{s:s, s:s}", "title", value_string(table, "title", id), "version",
                             value_string(table, "version", ""));
    inputs_queue(s, key, id, "instrument", ENTRY_ANSWERED, json_incref(result), json_incref(note),
                 json_object_get(s->request, "args"));
    if (json_is_number(json_object_get(result, "total")) ||
        json_object_size(json_object_get(result, "subscales")) > 0) {
        char *score_key = xprintf("score:%s", key);
        json_t *score = json_copy(result);
        json_object_del(score, "items");
        inputs_queue(s, score_key, id, "score", ENTRY_ANSWERED, score, json_incref(note), NULL);
        free(score_key);
    }
    json_decref(note);
    *out_result = result;
    return true;
}

void parts_pass_recorded(struct session *s, const char *key) {
    size_t n = strlen(key);
    for (size_t i = 0; i < s->kept_count; i++) {
        struct kept *k = &s->kept[i];
        if (k->superseded || k->on_path || strncmp(k->key, key, n) != 0 || k->key[n] != '/')
            continue;
        session_pass(s, k->key, k, true);
    }
    char *score_key = xprintf("score:%s", key);
    struct kept *score = record_find(s, score_key, false);
    if (score != NULL)
        score->on_path = true; /* it stands and falls with its instrument */
    free(score_key);
}

void parts_queue_risk(struct session *s, const json_t *value) {
    const json_t *risk = json_object_get(s->def, "risk");
    if (!json_is_object(risk) || !json_is_number(value) || json_number_value(value) < value_number(risk, "from", 1))
        return;
    const char *id = value_string(s->def, "id", "");
    char *key = xprintf("risk:%s@%zu", session_step_key(s), s->kept_count);
    char *text =
        xprintf("Risk item %s was answered with %g. Please speak with this person.", id, json_number_value(value));
    json_t *message = json_pack("{s:s, s:s, s:b}", "text", text, "level", "urgent", "risk", true);
    inputs_queue(s, key, id, "tell_therapist", ENTRY_ANSWERED, message, NULL, NULL);
    free(key);
    free(text);
}
