/* Instruments: asked item by item in their published wording, each item an entry of its own, scored when all are done.
 * A risk item is acted on at once, whatever the total. */
#include "base/xalloc.h"
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
    return true;
}

void parts_leave(struct session *s) {
    json_decref(s->instrument_parts);
    s->instrument_parts = NULL;
    s->part_index = 0;
}

bool parts_next(struct session *s) {
    size_t count = json_array_size(s->instrument_parts);
    for (size_t i = 0; i < count; i++) {
        json_t *part = json_array_get(s->instrument_parts, i);
        const char *key = value_string(part, "key", "");
        struct kept *k = record_find(s, key, false);
        bool waits = k == NULL || (s->cursor != NULL && strcmp(s->cursor, key) == 0) || s->stop_next;
        if (k != NULL && k->on_path)
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
        json_decref(s->def);
        s->def = json_incref(part);
        return true;
    }
    return false;
}

/* Answers by item id, and all answers as the script sees them. */
static json_t *item_answers(struct session *s, bool *out_complete) {
    json_t *answers = json_object(), *part;
    size_t i;
    *out_complete = true;
    json_array_foreach(s->instrument_parts, i, part) {
        struct kept *k = record_find(s, value_string(part, "key", ""), false);
        const char *item = value_string(part, "item", "");
        if (k != NULL && k->value != NULL)
            json_object_set(answers, item, k->value);
        else if (!value_bool(part, "unscored", false))
            *out_complete = false;
    }
    return answers;
}

bool parts_finish(struct session *s, json_t **out_result, struct error *err) {
    const char *id = value_string(json_object_get(s->request, "args"), "id", "");
    const char *key = value_string(s->request, "key", "");
    struct instrument *in = s->setup.find_instrument(s->setup.find_context, id, err);
    bool complete;
    json_t *answers = item_answers(s, &complete), *total = NULL, *band = NULL;
    if (in == NULL || !instrument_score(in, answers, &total, &band, err)) {
        json_decref(answers);
        return false;
    }
    const json_t *table = instrument_table(in);
    json_t *result = json_object();
    json_object_set_new(result, "total", total != NULL ? total : json_null());
    json_object_set_new(result, "band", band != NULL ? band : json_null());
    json_object_set_new(result, "items", answers);
    value_set_bool(result, "complete", complete);
    json_t *score = json_pack("{s:O, s:O, s:b}", "total", json_object_get(result, "total"), "band",
                              json_object_get(result, "band"), "complete", complete);
    char *score_key = xprintf("score:%s", key);
    json_t *note = json_pack("{s:s, s:s}", "title", value_string(table, "title", id), "version",
                             value_string(table, "version", ""));
    inputs_queue(s, key, id, "instrument", ENTRY_ANSWERED, json_incref(result), json_incref(note),
                 json_object_get(s->request, "args"));
    if (json_is_number(json_object_get(result, "total")))
        inputs_queue(s, score_key, id, "score", ENTRY_ANSWERED, score, note, NULL);
    else
        json_decref(score), json_decref(note);
    free(score_key);
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
