/* A course fitted to one person at the desk: for each of its modules whether it is done, left out, or another is in its
 * place, and the therapist's limits. What a therapist sees there is what balm prescribe --skip, --substitute and
 * --limit say; the prescription is the same. */
#include "app/desk.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "script/host.h"

#include <stdlib.h>
#include <string.h>

/* Modules of the same kind that the course does not have itself: what could stand in its place. */
static json_t *others_of(const struct desk *d, const json_t *units, const char *module) {
    json_t *others = json_array(), *facts, *unit;
    const char *kind = value_string(json_object_get(d->modules, module), "kind", ""), *id;
    json_object_foreach(d->modules, id, facts) {
        bool is_in = strcmp(value_string(facts, "kind", "?"), kind) != 0;
        size_t i;
        json_array_foreach(units, i, unit) is_in = is_in || strcmp(value_string(unit, "module", ""), id) == 0;
        if (!is_in)
            json_array_append_new(others,
                                  json_pack("{s:s, s:s}", "module", id, "title", value_string(facts, "title", id)));
    }
    return others;
}

/* What of it is done by quota, with the limits that hold. */
static json_t *limits_of(struct stage *st, const json_t *prescription, const char *module) {
    struct error quiet = {0};
    struct bundle *b = library_bundle(st->o.library, module, false, &quiet);
    size_t length, i;
    const char *source = b != NULL ? bundle_text(b, "module.lua", &length) : NULL;
    json_t *args = json_pack("[s?]", source), *found = NULL, *one;
    const json_t *limits = json_object_get(prescription, "limits");
    if (source == NULL || !host_call(st->host, "steps.activities", args, &found, &quiet))
        found = json_array();
    json_array_foreach(found, i, one) {
        char *step = xprintf("%s_step", value_string(one, "id", ""));
        json_object_set(one, "most", json_object_get(limits, value_string(one, "id", "")));
        json_object_set(one, "step", json_object_get(limits, step));
        free(step);
    }
    json_decref(args);
    return found;
}

static const char *choice_of(const json_t *prescription, const char *module) {
    size_t i;
    json_t *skipped;
    json_array_foreach(json_object_get(prescription, "skip"), i,
                       skipped) if (strcmp(json_string_value(skipped), module) == 0) return "skip";
    return value_string(json_object_get(prescription, "substitute"), module, "keep");
}

json_t *desk_fit(struct stage *st, const char *course, const json_t *prescription) {
    struct error quiet = {0};
    json_t *whole = library_course(st->o.library, course, &quiet), *units = json_array(), *unit;
    const struct desk *d = st->desk;
    const json_t *listed = json_object_get(whole, "units");
    bool is_held = strcmp(value_string(prescription, "course", ""), course) == 0;
    size_t i;
    json_array_foreach(listed, i, unit) {
        const char *module = value_string(unit, "module", "");
        const json_t *held = is_held ? prescription : NULL;
        json_array_append_new(units,
                              json_pack("{s:s, s:s, s:s, s:I, s:s, s:o, s:o}", "module", module, "title",
                                        value_string(json_object_get(d->modules, module), "title", module), "practice",
                                        value_string(unit, "practice", ""), "week",
                                        (json_int_t)value_int(unit, "week", 1), "choice", choice_of(held, module),
                                        "others", others_of(d, listed, module), "limits", limits_of(st, held, module)));
    }
    json_decref(whole);
    return units;
}

static json_t *object_in(json_t *p, const char *name) {
    if (!json_is_object(json_object_get(p, name)))
        json_object_set_new(p, name, json_object());
    return json_object_get(p, name);
}

static void put_choice(json_t *p, const char *module, const char *choice) {
    json_t *kept = json_array(), *skipped;
    size_t i;
    json_array_foreach(json_object_get(p, "skip"), i, skipped) if (strcmp(json_string_value(skipped), module) != 0)
        json_array_append(kept, skipped);
    json_object_del(object_in(p, "substitute"), module);
    if (strcmp(choice, "skip") == 0)
        json_array_append_new(kept, json_string(module));
    else if (strcmp(choice, "keep") != 0)
        value_set_string(object_in(p, "substitute"), module, choice);
    json_object_set_new(p, "skip", kept);
}

void desk_fit_put(json_t *prescription, const json_t *fields) {
    static const char unit[] = "unit:", limit[] = "limit:";
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)fields, name, value) {
        if (strncmp(name, unit, sizeof unit - 1) == 0 && json_is_string(value))
            put_choice(prescription, name + sizeof unit - 1, json_string_value(value));
        else if (strncmp(name, limit, sizeof limit - 1) == 0 && json_is_number(value) && json_number_value(value) > 0)
            json_object_set(object_in(prescription, "limits"), name + sizeof limit - 1, value);
        else if (strncmp(name, limit, sizeof limit - 1) == 0)
            json_object_del(object_in(prescription, "limits"), name + sizeof limit - 1);
    }
}
