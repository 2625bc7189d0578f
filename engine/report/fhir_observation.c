/* Figures: an Observation for each score, each answered risk item, each value a module recorded, and the time of
 * practice. A score points at the response it was made of; nothing is worked out anew here. */
#include "report/fhir_inside.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

static json_t *observation(const struct fhir *f, char reference[REFERENCE_BYTES], const char *part, const char *at,
                           json_t *code, const char *words) {
    fhir_reference(reference, "Observation", value_string(f->session, "id", ""), part);
    json_t *made = fhir_resource("Observation", reference, "%s (%.10s)", words, at);
    value_set_string(made, "status", "final");
    json_object_set(made, "category", f->survey);
    json_object_set_new(made, "code", code);
    json_object_set_new(made, "subject", json_incref(f->to_patient));
    value_set_string(made, "effectiveDateTime", at);
    json_object_set_new(made, "performer", json_pack("[o]", json_incref(f->to_patient)));
    return made;
}

static json_t *quantity(const json_t *value, const char *unit, const char *ucum) {
    json_t *made = json_pack("{s:O}", "value", value);
    fhir_set(made, "unit", unit);
    if (ucum != NULL) {
        value_set_string(made, "system", FHIR_UCUM);
        value_set_string(made, "code", ucum);
    }
    return made;
}

static void derive(json_t *made, const char *from) {
    if (from != NULL)
        json_object_set_new(made, "derivedFrom", json_pack("[o]", fhir_to(from)));
}

/* ---- scores ---- */

static const char *band_label(const json_t *table, const char *id) {
    json_t *band;
    size_t i;
    json_array_foreach(json_object_get(table, "bands"), i,
                       band) if (strcmp(value_string(band, "id", ""), id) == 0) return value_string(band, "label", id);
    return id;
}

static void score_put(struct fhir *f, const json_t *score, const json_t *runs) {
    const char *id = value_string(score, "instrument", ""), *key = value_string(score, "key", "");
    const char *at = value_string(score, "at", ""), *band = value_string(score, "band", NULL);
    const json_t *table = fhir_instrument(f, id, value_string(score, "version", NULL));
    const char *title = value_string(table, "title", value_string(score, "title", id));
    const char *loinc = value_string(json_object_get(table, "codes"), "loinc_score", NULL);
    char reference[REFERENCE_BYTES], *part = xprintf("score:%s", key);
    char *total = value_text(json_object_get(score, "total")), *words = xprintf("%s: %s", title, total);
    json_t *made = observation(
        f, reference, part, at,
        loinc != NULL ? fhir_concept(FHIR_LOINC, loinc, NULL, title) : fhir_own(f, "scores", id, title), words);
    json_object_set_new(made, "valueQuantity", quantity(json_object_get(score, "total"), "score", "{score}"));
    if (band != NULL)
        json_object_set_new(made, "note", json_pack("[{s:s}]", "text", band_label(table, band)));
    derive(made, value_string(json_object_get(runs, key), "reference", NULL));
    fhir_put_of_session(f, reference, made);
    free(part);
    free(total);
    free(words);
}

/* An item that is followed up whatever the total stands on its own, where nobody overlooks it. */
static void risk_put(struct fhir *f, const char *key, const json_t *run, const json_t *item) {
    const char *id = value_string(item, "id", ""), *code = value_string(item, "code", NULL);
    const json_t *value = json_array_get(json_object_get(json_object_get(run, "answers"), id), 0);
    if (!json_is_object(json_object_get(item, "risk")) || !json_is_number(value))
        return;
    char reference[REFERENCE_BYTES], *part = xprintf("risk:%s/%s", key, id), *number = value_text(value);
    const char *text = value_string(item, "text", id);
    char *own = xprintf("%s.%s", value_string(run, "id", ""), id), *words = xprintf("%s: %s", text, number);
    json_t *made =
        observation(f, reference, part, value_string(run, "at", ""),
                    code != NULL ? fhir_concept(FHIR_LOINC, code, NULL, text) : fhir_own(f, "items", own, text), words);
    json_object_set_new(made, "valueInteger", json_incref((json_t *)value));
    derive(made, value_string(run, "reference", NULL));
    fhir_put_of_session(f, reference, made);
    free(part);
    free(number);
    free(own);
    free(words);
}

static void risks_put(struct fhir *f, const json_t *runs) {
    const char *key;
    json_t *run, *item;
    size_t i;
    json_object_foreach((json_t *)runs, key, run) {
        const json_t *table = fhir_instrument(f, value_string(run, "id", ""), value_string(run, "version", NULL));
        json_array_foreach(json_object_get(table, "items"), i, item) risk_put(f, key, run, item);
    }
}

/* ---- what a module recorded, and the dose ---- */

static void record_put(struct fhir *f, const char *id, const json_t *value) {
    const char *module = value_string(f->session, "module", "");
    const char *at = value_string(f->session, "ended_at", value_string(f->session, "started_at", ""));
    const char *unit = value_string(json_object_get(f->session, "units"), id, NULL);
    if (!json_is_number(value) && !json_is_string(value) && !json_is_boolean(value))
        return;
    char reference[REFERENCE_BYTES], *part = xprintf("record:%s", id), *kind = xprintf("records-%s", module);
    char *text = value_text(value), *words = xprintf("%s: %s", id, text), *clean = fhir_string(text);
    json_t *made = observation(f, reference, part, at, fhir_own(f, kind, id, id), words);
    if (json_is_number(value))
        json_object_set_new(made, "valueQuantity", quantity(value, unit, NULL));
    else if (json_is_boolean(value))
        value_set_bool(made, "valueBoolean", json_is_true(value));
    else if (clean != NULL)
        value_set_string(made, "valueString", clean);
    fhir_put_of_session(f, reference, made);
    free(part);
    free(kind);
    free(text);
    free(words);
    free(clean);
}

static void practice_put(struct fhir *f) {
    json_t *seconds = json_object_get(f->session, "practice_seconds");
    const char *at = value_string(f->session, "ended_at", value_string(f->session, "started_at", ""));
    char reference[REFERENCE_BYTES], *words;
    if (json_integer_value(seconds) <= 0)
        return;
    words = xprintf("Practice: %lld s", (long long)json_integer_value(seconds));
    json_t *made =
        observation(f, reference, "practice", at, fhir_own(f, "figures", "practice-time", "Time of practice"), words);
    json_object_set_new(made, "valueQuantity", quantity(seconds, "s", "s"));
    json_object_set_new(made, "partOf", json_pack("[o]", fhir_to(f->procedure)));
    fhir_put_of_session(f, reference, made);
    free(words);
}

void fhir_observations_put(struct fhir *f, const json_t *runs) {
    json_t *score, *value;
    const char *id;
    size_t i;
    json_array_foreach(json_object_get(f->session, "scores"), i, score) score_put(f, score, runs);
    risks_put(f, runs);
    json_object_foreach(json_object_get(f->session, "records"), id, value) record_put(f, id, value);
    practice_put(f);
}
