/* One session: the Procedure that was done, what it asked and measured, messages to the therapist as Flags, what got
 * worse as AdverseEvents, and the Provenance that says from which module, version and bytes all of it came. */
#include "report/fhir_inside.h"

#include "base/xalloc.h"
#include "course/flags.h"

#include <stdlib.h>
#include <string.h>

static const char *title_of(const struct fhir *f, const char *module) {
    return value_string(json_object_get(f->o->facts.modules, module), "title", module);
}

/* "stopped" and every outcome of a module that begins so: stopped_pain. */
static bool was_stopped(const char *outcome) {
    return strncmp(outcome, "stopped", 7) == 0;
}

static void procedure_put(struct fhir *f) {
    const char *module = value_string(f->session, "module", ""), *outcome = value_string(f->session, "outcome", "");
    const char *started = value_string(f->session, "started_at", ""),
               *ended = value_string(f->session, "ended_at", NULL);
    bool open = strcmp(outcome, "open") == 0;
    json_t *made = fhir_resource("Procedure", f->procedure, "%s, %.10s: %s", title_of(f, module), started, outcome);
    const char *plan = value_string(f->plans, module, NULL);
    if (plan != NULL)
        json_object_set_new(made, "basedOn", json_pack("[o]", fhir_to(plan)));
    value_set_string(made, "status", open ? "in-progress" : was_stopped(outcome) ? "stopped" : "completed");
    if (was_stopped(outcome))
        json_object_set_new(made, "statusReason", fhir_own(f, "outcomes", outcome, outcome));
    else if (!open && strcmp(outcome, "completed") != 0)
        json_object_set_new(made, "outcome", fhir_own(f, "outcomes", outcome, outcome));
    json_object_set_new(made, "code", fhir_own(f, "modules", module, title_of(f, module)));
    json_object_set_new(made, "subject", json_incref(f->to_patient));
    json_t *period = json_pack("{s:s}", "start", started);
    if (ended != NULL && strcmp(ended, started) >= 0)
        value_set_string(period, "end", ended);
    json_object_set_new(made, "performedPeriod", period);
    json_object_set_new(made, "performer", json_pack("[{s:o}]", "actor", json_incref(f->to_patient)));
    json_object_set_new(made, "usedReference", json_pack("[o]", json_incref(f->to_device)));
    fhir_put_of_session(f, f->procedure, made);
}

/* Its own mark, or that of the risk answer whose message it is. */
static const json_t *mark_of(const struct fhir *f, const json_t *flag) {
    const char *session = value_string(f->session, "id", ""), *id = value_string(flag, "id", "");
    bool urgent = strcmp(value_string(flag, "level", ""), "urgent") == 0;
    const json_t *mark = flag_seen_of(f->seen, urgent ? "urgent" : "message", session, value_int(flag, "seq", 0));
    size_t i;
    json_t *e;
    json_array_foreach(json_object_get(f->session, "entries"), i,
                       e) if (mark == NULL && strcmp(value_string(e, "id", ""), id) == 0) mark =
        flag_seen_of(f->seen, "risk", session, value_int(e, "seq", 0));
    return mark;
}

static void flag_put(struct fhir *f, const json_t *flag, size_t index) {
    const char *text = value_string(flag, "text", ""), *level = value_string(flag, "level", "info");
    char reference[REFERENCE_BYTES], *part = xprintf("%s#%zu", value_string(flag, "id", ""), index);
    char *clean = fhir_string(text), seen_at[40];
    fhir_reference(reference, "Flag", value_string(f->session, "id", ""), part);
    json_t *made = fhir_resource("Flag", reference, "%s: %s", level, text);
    const json_t *mark = json_object_size(f->seen) > 0 ? mark_of(f, flag) : NULL;
    value_set_string(made, "status", mark != NULL ? "inactive" : "active");
    json_object_set_new(made, "category", json_pack("[o]", fhir_own(f, "flag-levels", level, level)));
    json_object_set_new(made, "code", json_pack("{s:s}", "text", clean != NULL ? clean : level));
    json_object_set_new(made, "subject", json_incref(f->to_patient));
    json_t *period = json_pack("{s:s}", "start", value_string(flag, "at", ""));
    if (mark != NULL)
        value_set_string(period, "end", clock_iso(value_int(mark, "at_ms", 0), seen_at));
    json_object_set_new(made, "period", period);
    json_object_set_new(made, "author", json_incref(f->to_device));
    fhir_put_of_session(f, reference, made);
    free(part);
    free(clean);
}

static void event_put(struct fhir *f, const json_t *event, size_t index) {
    static const char *const grades[] = {"mild", "moderate", "severe"};
    const char *severity = value_string(event, "severity", ""), *at = value_string(event, "at", "");
    const char *module = value_string(f->session, "module", "");
    char reference[REFERENCE_BYTES], *part = xprintf("%zu", index);
    fhir_reference(reference, "AdverseEvent", value_string(f->session, "id", ""), part);
    json_t *made =
        fhir_resource("AdverseEvent", reference, "Something got worse during %s, %.10s", title_of(f, module), at);
    value_set_string(made, "actuality", "actual");
    json_object_set_new(made, "event", fhir_own(f, "events", "got-worse", "Something got worse"));
    json_object_set_new(made, "subject", json_incref(f->to_patient));
    value_set_string(made, "date", at);
    value_set_string(made, "recordedDate", at);
    for (size_t i = 0; i < sizeof grades / sizeof *grades; i++)
        if (strcmp(severity, grades[i]) == 0)
            json_object_set_new(made, "severity",
                                fhir_concept(FHIR_HL7 "adverse-event-severity", severity, NULL, NULL));
    json_object_set_new(made, "recorder", json_incref(f->to_patient));
    json_object_set_new(made, "suspectEntity", json_pack("[{s:o}]", "instance", fhir_to(f->procedure)));
    fhir_put_of_session(f, reference, made);
    free(part);
}

static void provenance_put(struct fhir *f) {
    char reference[REFERENCE_BYTES], *system = fhir_url(f, "NamingSystem", "module-sha256");
    const char *module = value_string(f->session, "module", ""), *version = value_string(f->session, "version", "");
    char *name = xprintf("%s %s", module, version);
    fhir_reference(reference, "Provenance", value_string(f->session, "id", ""), "");
    json_t *made = fhir_resource("Provenance", reference, "Answered by the patient with Balm, module %s", name);
    json_object_set(made, "target", f->targets);
    value_set_string(made, "recorded",
                     value_string(f->session, "ended_at", value_string(f->session, "started_at", "")));
    json_object_set_new(made, "agent",
                        json_pack("[{s:o, s:o}, {s:o, s:o}]", "type",
                                  fhir_concept(FHIR_HL7 "provenance-participant-type", "author", "Author", NULL), "who",
                                  json_incref(f->to_patient), "type",
                                  fhir_concept(FHIR_HL7 "provenance-participant-type", "assembler", "Assembler", NULL),
                                  "who", json_incref(f->to_device)));
    json_object_set_new(made, "entity",
                        json_pack("[{s:s, s:{s:{s:s, s:s}, s:s}}]", "role", "source", "what", "identifier", "system",
                                  system, "value", value_string(f->session, "bundle", ""), "display", name));
    fhir_put(f, reference, made);
    free(system);
    free(name);
}

void fhir_session_put(struct fhir *f, const json_t *session) {
    json_t *each;
    size_t i;
    f->session = session;
    f->targets = json_array();
    fhir_reference(f->procedure, "Procedure", value_string(session, "id", ""), "");
    procedure_put(f);
    fhir_answers_put(f);
    json_array_foreach(json_object_get(session, "flags"), i, each) flag_put(f, each, i);
    json_array_foreach(json_object_get(session, "adverse_events"), i, each) event_put(f, each, i);
    provenance_put(f);
    json_decref(f->targets);
    f->targets = NULL;
}
