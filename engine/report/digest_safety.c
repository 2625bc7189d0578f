/* What must not be missed: risk items, messages to the care team and what got worse. A positive risk answer stays in
 * the report when it was changed afterwards; a skipped one is unknown, not "no". No grade of risk is worked out. */
#include "course/flags.h"
#include "outcome/measure.h"
#include "report/digest.h"

#include <string.h>

/* "phq-9.self_harm#2" to its instrument and item; NULL when it is no risk item of a known instrument. */
static const json_t *risk_item(const struct digest *d, const char *id, char instrument[80], char item[80]) {
    const char *dot = strrchr(id, '.');
    int number;
    if (dot == NULL)
        return NULL;
    snprintf(instrument, 80, "%.*s", (int)(dot - id), id);
    snprintf(item, 80, "%.*s", (int)strcspn(dot + 1, "#"), dot + 1);
    const json_t *found = measure_item(json_object_get(d->facts->instruments, instrument), item, &number);
    return json_is_object(json_object_get(found, "risk")) ? found : NULL;
}

static json_t *mark_of(const struct digest *d, const char *kind, const char *session, const json_t *one) {
    return json_incref((json_t *)flag_seen_of(d->seen, kind, session, value_int(one, "seq", 0)));
}

static void add_risk(struct digest *d, const json_t *entry, const json_t *item, const char *instrument,
                     const char *session) {
    const json_t *value = json_object_get(entry, "value");
    const char *at = value_string(entry, "answered_at", ""), *id = value_string(entry, "id", "");
    bool changed = value_bool(entry, "superseded", false);
    if (!changed && json_is_null(value))
        value_set_string(d->unanswered, id, at);
    else if (!changed)
        json_object_del(d->unanswered, id);
    if (!json_is_number(value) || json_number_value(value) < value_number(json_object_get(item, "risk"), "from", 1))
        return;
    json_t *risk = json_pack("{s:s, s:s, s:s, s:O, s:b, s:o*}", "at", at, "instrument", instrument, "item",
                             value_string(item, "id", ""), "value", value, "changed", changed, "seen",
                             mark_of(d, "risk", session, entry));
    digest_insert(d->risks, risk);
}

/* A risk item's own message says what its entry says already. */
static bool is_told(const struct digest *d, const json_t *session, const json_t *flag) {
    char instrument[80], item[80];
    const char *id = value_string(flag, "id", "");
    size_t i;
    json_t *e;
    if (risk_item(d, id, instrument, item) == NULL)
        return false;
    json_array_foreach(json_object_get(session, "entries"), i,
                       e) if (strcmp(value_string(e, "id", ""), id) == 0) return true;
    return false;
}

void digest_add_safety(struct digest *d, const json_t *session) {
    const char *module = value_string(session, "module", ""), *id = value_string(session, "id", "");
    char instrument[80], item[80];
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(session, "entries"), i, one) {
        const json_t *risk = risk_item(d, value_string(one, "id", ""), instrument, item);
        if (risk != NULL && strcmp(value_string(one, "kind", ""), "instrument.item") == 0)
            add_risk(d, one, risk, instrument, id);
    }
    json_array_foreach(json_object_get(session, "flags"), i, one) {
        const char *level = value_string(one, "level", "info");
        const char *kind = strcmp(level, "urgent") == 0 ? "urgent" : "message";
        if (!is_told(d, session, one))
            digest_insert(d->flags, json_pack("{s:s, s:s, s:s, s:s, s:o*}", "at", value_string(one, "at", ""), "level",
                                              level, "text", value_string(one, "text", ""), "module", module, "seen",
                                              mark_of(d, kind, id, one)));
    }
    json_array_foreach(json_object_get(session, "adverse_events"), i, one)
        digest_insert(d->events, json_pack("{s:s, s:s, s:s, s:s, s:o*}", "at", value_string(one, "at", ""), "severity",
                                           value_string(one, "severity", ""), "step", value_string(one, "step", ""),
                                           "module", module, "seen", mark_of(d, "adverse_event", id, one)));
}
