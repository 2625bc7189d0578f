/* The bundle around everything: the program as Device, then person by person, session by session, and at the end the
 * questionnaires that were asked. See fhir.h. */
#include "course/flags.h"
#include "report/export.h"
#include "report/fhir_inside.h"

#include "base/xalloc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void device_put(struct fhir *f) {
    const char *version = f->o->program;
    fhir_reference(f->device, "Device", "balm", version);
    json_t *device =
        fhir_resource("Device", f->device, "Balm %s, which asked the questions and kept the answers", version);
    json_object_set_new(device, "status", json_string("active"));
    json_object_set_new(device, "deviceName", json_pack("[{s:s, s:s}]", "name", "Balm", "type", "model-name"));
    json_object_set_new(device, "version", json_pack("[{s:s}]", "value", version));
    fhir_put(f, f->device, device);
    f->to_device = fhir_to(f->device);
    f->survey = json_pack("[o]", fhir_concept(FHIR_HL7 "observation-category", "survey", "Survey", NULL));
}

static void patient_put(struct fhir *f, const char *name) {
    bool named = f->o->names && name[0] != '\0';
    char *system = fhir_url(f, "NamingSystem", "person");
    json_t *patient = fhir_resource("Patient", f->patient, "%s", named ? name : f->person);
    json_object_set_new(patient, "identifier",
                        json_pack("[{s:s, s:s, s:s}]", "use", "secondary", "system", system, "value", f->person));
    value_set_bool(patient, "active", true);
    if (named) {
        json_t *human = json_object();
        fhir_set(human, "text", name);
        if (json_object_size(human) > 0)
            json_object_set_new(patient, "name", json_pack("[O]", human));
        json_decref(human);
    }
    fhir_put(f, f->patient, patient);
    free(system);
}

/* ---- one person ---- */

struct walk {
    struct fhir *f;
    struct store *store;
    struct error *err;
    bool failed;
};

static bool session_one(void *context, const struct session_row *row) {
    struct walk *w = context;
    json_t *session = export_session(w->store, row, w->err);
    if (session == NULL) {
        w->failed = true;
        return false;
    }
    fhir_session_put(w->f, session);
    json_decref(session);
    return !ferror(w->f->out);
}

static bool person_put(struct fhir *f, struct store *s, const json_t *person, bool alone, struct error *err) {
    struct walk w = {.f = f, .store = s, .err = err};
    f->person = value_string(person, "id", "");
    fhir_reference(f->patient, "Patient", f->person, "");
    f->to_patient = fhir_to(f->patient);
    patient_put(f, value_string(person, "name", ""));
    f->plans = json_object();
    f->seen = flags_seen(s, f->person, err);
    bool ok = f->seen != NULL && fhir_plans_put(f, s, err) && session_each(s, f->person, session_one, &w, err) &&
              !w.failed && (!alone || fhir_report_put(f, s, err));
    json_decref(f->to_patient);
    json_decref(f->plans);
    json_decref(f->seen);
    f->plans = f->seen = NULL;
    return ok;
}

/* ---- the bundle ---- */

static bool written(FILE *out, struct error *err) {
    return !ferror(out) || error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO,
                                     "The export could not be written: %s.", strerror(errno));
}

bool export_fhir(struct store *s, const char *person, const struct fhir_options *options, FILE *out,
                 struct error *err) {
    char now[40];
    struct fhir f = {.o = options,
                     .base = options->base != NULL ? options->base : FHIR_BASE,
                     .out = out,
                     .first = true,
                     .asked = json_object(),
                     .codes = json_object()};
    json_t *people = person_list(s, err), *one;
    size_t i;
    bool ok = people != NULL;
    fprintf(out, "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"timestamp\":\"%s\",\"entry\":[",
            clock_iso(clock_wall_ms(store_clock(s)), now));
    device_put(&f);
    json_array_foreach(people, i, one) if (ok && (person == NULL || strcmp(person, value_string(one, "id", "")) == 0))
        ok = person_put(&f, s, one, person != NULL, err);
    if (ok) {
        fhir_questionnaires_put(&f);
        fhir_codes_put(&f);
    }
    fputs("\n]}\n", out);
    free(f.line);
    json_decref(f.to_device);
    json_decref(f.survey);
    json_decref(f.asked);
    json_decref(f.codes);
    json_decref(people);
    return ok && written(out, err);
}
