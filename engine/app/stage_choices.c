/* What a patient settles about their own plan: whether they want suggestions, which ones not, and the plan as a file
 * for their calendar. How a suggestion comes about is in course/suggest.h; how it is said, in the Lua files of
 * screens/. */
#include "app/calendar.h"
#include "app/stage_internal.h"
#include "course/suggest.h"

#include "base/log.h"

#include <stdlib.h>
#include <string.h>

static bool has_person(const struct stage *st) {
    return st->person[0] != '\0' && !st->is_trial;
}

json_t *choices_suggestion(struct store *s, struct library *l, const char *person, const json_t *plan,
                           const json_t *record, int64_t day) {
    json_t *modules = facts_modules(l), *choices = person_get(s, person, COURSE_SUGGESTIONS);
    json_t *suggestion = course_suggestion(plan, record, modules, choices, day);
    json_decref(choices);
    json_decref(modules);
    return suggestion;
}

static bool keep(struct stage *st, const json_t *choices) {
    struct error wrong = {0};
    bool ok = person_set(stage_store(st), st->person, COURSE_SUGGESTIONS, choices, &wrong);
    if (!ok)
        stage_trouble(st, &wrong, false);
    return ok;
}

/* Switched on again, it begins afresh: what was not wanted may come again. */
static void turn(struct stage *st) {
    json_t *choices = person_get(stage_store(st), st->person, COURSE_SUGGESTIONS);
    json_t *now = json_pack("{s:b}", "off", !value_bool(choices, "off", false));
    if (keep(st, now))
        stage_show(st);
    json_decref(now);
    json_decref(choices);
}

static void not_this(struct stage *st, const char *module) {
    json_t *choices = person_get(stage_store(st), st->person, COURSE_SUGGESTIONS);
    choices = choices != NULL ? choices : json_object();
    if (json_object_get(choices, "not") == NULL)
        json_object_set_new(choices, "not", json_array());
    json_array_append_new(json_object_get(choices, "not"), json_string(module));
    if (keep(st, choices))
        stage_show(st);
    json_decref(choices);
}

static void save_calendar(struct stage *st) {
    struct error wrong = {0};
    char *path = calendar_save(stage_store(st), st->o.library, st->person, st->language, &wrong);
    if (path == NULL)
        log_error("the calendar file could not be written", &wrong);
    snprintf(st->calendar, sizeof st->calendar, "%s", path != NULL ? path : wrong.text);
    st->calendar_ok = path != NULL;
    free(path);
    stage_show(st);
}

/* On a machine for many, no file of one person is left about. */
void choices_add(struct stage *st, json_t *ctx) {
    struct error quiet = {0};
    json_t *prescriptions = has_person(st) ? course_prescriptions(stage_store(st), st->person, false, &quiet) : NULL;
    if (json_array_size(prescriptions) > 0) {
        json_t *choices = person_get(stage_store(st), st->person, COURSE_SUGGESTIONS);
        value_set_bool(ctx, "suggestions", !value_bool(choices, "off", false));
        value_set_bool(ctx, "calendar", !st->kiosk.on);
        json_decref(choices);
    }
    if (st->calendar[0] != '\0')
        json_object_set_new(ctx, "calendar_said", json_pack("{s:s, s:b}", "text", st->calendar, "ok", st->calendar_ok));
    st->calendar[0] = '\0';
    json_decref(prescriptions);
}

bool choices_act(struct stage *st, const struct scene_action *a) {
    const char *word = json_string_value(a->arg);
    if (!has_person(st))
        return false;
    if (strcmp(a->name, "set_suggestions") == 0)
        turn(st);
    else if (strcmp(a->name, "suggest_not") == 0 && word != NULL)
        not_this(st, word);
    else if (strcmp(a->name, "save_calendar") == 0 && !st->kiosk.on)
        save_calendar(st);
    else
        return false;
    return true;
}
