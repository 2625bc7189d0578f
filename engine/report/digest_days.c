/* What happened on which day: flare-ups, medication, and what the patient chose for the visit; see digest.h. */
#include "outcome/measure.h"
#include "outcome/pacing.h"
#include "report/digest.h"

#include <string.h>

static const char *day_of(const json_t *entry, char out[16]) {
    snprintf(out, 16, "%.10s", value_string(entry, "answered_at", ""));
    return out;
}

/* Said to a question "flare", or seen in a paced activity (rule 5 of outcome/pacing.h). */
static bool is_flare(const json_t *entry) {
    const json_t *value = json_object_get(entry, "value");
    if (strcmp(value_string(entry, "kind", ""), "pace") == 0)
        return json_is_object(value) && pacing_is_flare(value);
    return strcmp(value_string(entry, "id", ""), "flare") == 0 && json_is_true(value);
}

/* An item whose table says which answer is which: adherence={ taken=2, partly=1, missed=0 }. */
static void add_medication(struct digest *d, const json_t *entry) {
    const char *id = value_string(entry, "id", ""), *dot = strrchr(id, '.'), *word;
    char instrument[80], item[80], day[16];
    int number;
    json_t *answer;
    if (dot == NULL || strcmp(value_string(entry, "kind", ""), "instrument.item") != 0)
        return;
    snprintf(instrument, sizeof instrument, "%.*s", (int)(dot - id), id);
    snprintf(item, sizeof item, "%.*s", (int)strcspn(dot + 1, "#"), dot + 1);
    const json_t *table = json_object_get(d->facts->instruments, instrument);
    const json_t *found = table != NULL ? measure_item(table, item, &number) : NULL;
    json_object_foreach(json_object_get(found, "adherence"), word,
                        answer) if (json_equal(answer, json_object_get(entry, "value")))
        value_set_string(d->medication, day_of(entry, day), word);
}

/* The newest one stands. */
static void add_packet(struct digest *d, const json_t *session, const json_t *entry) {
    const json_t *value = json_object_get(entry, "value");
    const char *at = value_string(entry, "answered_at", "");
    if (strcmp(value_string(entry, "kind", ""), "packet") != 0 || !json_is_object(value) ||
        strcmp(at, value_string(d->packet, "at", "")) < 0)
        return;
    json_decref(d->packet);
    d->packet = json_pack("{s:s, s:s, s:O?, s:I}", "at", at, "session", value_string(session, "id", ""), "parts",
                          json_object_get(value, "parts"), "weeks", (json_int_t)value_int(value, "weeks", 12));
}

void digest_add_days(struct digest *d, const json_t *session) {
    size_t i;
    json_t *entry;
    char day[16];
    json_array_foreach(json_object_get(session, "entries"), i, entry) {
        if (value_bool(entry, "superseded", false))
            continue;
        if (is_flare(entry))
            json_object_set_new(d->flares, day_of(entry, day), json_true());
        add_medication(d, entry);
        add_packet(d, session, entry);
    }
}
