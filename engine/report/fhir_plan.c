/* What was prescribed: a CarePlan for each course and a Task for each of its modules, with how far it is today by
 * course_plan(), which the patient and the desk see too. A session of a module that is in a plan points back to it. */
#include "report/fhir_inside.h"

#include "base/xalloc.h"
#include "course/course.h"

#include <stdlib.h>
#include <string.h>

/* The word that goes with a state; the last pair's for any other. */
static const char *word_of(const char *const pairs[][2], size_t count, const char *state) {
    for (size_t i = 0; i + 1 < count; i++)
        if (strcmp(pairs[i][0], state) == 0)
            return pairs[i][1];
    return pairs[count - 1][1];
}

static const char *plan_status(const json_t *prescription, const json_t *plan) {
    static const char *const words[][2] = {
        {"paused", "on-hold"}, {"over", "completed"}, {"complete", "completed"}, {"", "active"}};
    if (value_string(prescription, "ended", NULL) != NULL)
        return "revoked";
    return word_of(words, sizeof words / sizeof *words, value_string(plan, "state", ""));
}

static const char *task_status(const json_t *unit, const char *of_plan) {
    const char *state = value_string(unit, "state", "");
    bool begun = value_int(unit, "finished", 0) > 0 || value_int(unit, "seconds", 0) > 0;
    if (strcmp(state, "done") == 0)
        return "completed";
    if (strcmp(state, "skipped") == 0 || (strcmp(of_plan, "revoked") == 0 && !begun))
        return "cancelled";
    if (strcmp(state, "over") == 0 || strcmp(of_plan, "completed") == 0 || strcmp(of_plan, "revoked") == 0)
        return begun ? "completed" : "failed";
    if (strcmp(of_plan, "on-hold") == 0)
        return "on-hold";
    return begun ? "in-progress" : "requested";
}

static json_t *output_of(const char *what, json_t *value) {
    return json_pack("{s:{s:s}, s:o}", "type", "text", what, "valueInteger", value);
}

static void task_put(struct fhir *f, const char *reference, const json_t *unit, const char *care_plan,
                     const char *of_plan, const char *authored) {
    const char *module = value_string(unit, "module", ""), *status = task_status(unit, of_plan);
    const char *title = value_string(json_object_get(f->o->facts.modules, module), "title", module);
    json_t *finished = json_object_get(unit, "finished"), *seconds = json_object_get(unit, "seconds");
    json_t *made = fhir_resource("Task", reference, "%s: %s", title, status);
    json_object_set_new(made, "basedOn", json_pack("[o]", fhir_to(care_plan)));
    value_set_string(made, "status", status);
    if (strcmp(status, "failed") == 0)
        json_object_set_new(made, "statusReason", json_pack("{s:s}", "text", "The course ended before it was begun"));
    value_set_string(made, "intent", "order");
    json_object_set_new(made, "code", fhir_own(f, "modules", module, title));
    json_object_set_new(made, "for", json_incref(f->to_patient));
    value_set_string(made, "authoredOn", authored);
    json_object_set_new(made, "owner", json_incref(f->to_patient));
    if (value_string(unit, "practice", NULL) != NULL)
        json_object_set_new(made, "note", json_pack("[{s:s}]", "text", value_string(unit, "practice", "")));
    if (json_integer_value(finished) > 0 || json_integer_value(seconds) > 0)
        json_object_set_new(made, "output",
                            json_pack("[o, o]", output_of("Times finished", json_incref(finished)),
                                      output_of("Seconds of practice", json_incref(seconds))));
    fhir_put(f, reference, made);
}

static json_t *tasks_put(struct fhir *f, const json_t *plan, const char *id, const char *care_plan, const char *status,
                         const char *authored) {
    json_t *activities = json_array(), *unit;
    size_t i;
    json_array_foreach(json_object_get(plan, "units"), i, unit) {
        char reference[REFERENCE_BYTES], *part = xprintf("%s#%zu", value_string(unit, "module", ""), i);
        fhir_reference(reference, "Task", id, part);
        task_put(f, reference, unit, care_plan, status, authored);
        json_array_append_new(activities, json_pack("{s:o}", "reference", fhir_to(reference)));
        json_object_set_new(f->plans, value_string(unit, "module", ""), json_string(care_plan));
        free(part);
    }
    return activities;
}

static void plan_put(struct fhir *f, const json_t *prescription, const json_t *record, int64_t day) {
    json_t *plan = course_plan(prescription, record, day);
    const char *course = value_string(prescription, "course", ""), *title = value_string(plan, "title", course);
    const char *status = plan_status(prescription, plan);
    char authored[40], reference[REFERENCE_BYTES], *of = xprintf("%s|%s", f->person, course);
    clock_iso(value_int(prescription, "at_ms", 0), authored);
    fhir_reference(reference, "CarePlan", of, "");
    json_t *activities = tasks_put(f, plan, of, reference, status, authored);
    json_t *made = fhir_resource("CarePlan", reference, "%s: %s", title, status);
    value_set_string(made, "status", status);
    value_set_string(made, "intent", "plan");
    fhir_set(made, "title", title);
    json_object_set_new(made, "category", json_pack("[o]", fhir_own(f, "courses", course, title)));
    json_object_set_new(made, "subject", json_incref(f->to_patient));
    json_object_set_new(made, "period",
                        json_pack("{s:s, s:s}", "start", value_string(prescription, "start", ""), "end",
                                  value_string(plan, "ends", value_string(prescription, "start", ""))));
    value_set_string(made, "created", authored);
    if (json_array_size(activities) > 0)
        json_object_set(made, "activity", activities);
    char *message = fhir_string(value_string(prescription, "message", NULL));
    if (message != NULL)
        json_object_set_new(made, "note", json_pack("[{s:s}]", "text", message));
    fhir_put(f, reference, made);
    free(message);
    free(of);
    json_decref(activities);
    json_decref(plan);
}

bool fhir_plans_put(struct fhir *f, struct store *s, struct error *err) {
    json_t *list = course_prescriptions(s, f->person, true, err), *one;
    size_t i;
    if (list == NULL)
        return false;
    json_t *record = json_array_size(list) > 0 ? course_record(s, f->person, err) : json_object();
    bool ok = record != NULL;
    int64_t today = course_day(clock_wall_ms(store_clock(s)));
    json_array_foreach(list, i, one) if (ok) plan_put(f, one, record, today);
    json_decref(record);
    json_decref(list);
    return ok;
}
