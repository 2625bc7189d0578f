/* balm prescribe: gives a person a course, or changes one they have. Only what was said changes; the rest stays as it
 * was prescribed before. Each change is kept, with the day and who made it. */
#include "app/app.h"
#include "app/prescribe.h"

#include "base/log.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "store/clinic.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER_MOST = 100000 };

/* The one that holds now, or NULL. Given. */
static json_t *held(struct store *s, const char *person, const char *course, struct error *err) {
    json_t *list = course_prescriptions(s, person, true, err), *one, *found = NULL;
    size_t i;
    json_array_foreach(list, i, one) if (strcmp(value_string(one, "course", ""), course) == 0) found = json_incref(one);
    json_decref(list);
    return found;
}

static bool number_of(const char *flag, const char *word, double *out, struct error *err) {
    char *end;
    double number = strtod(word, &end);
    if (*word == '\0' || *end != '\0' || !(number >= 0 && number <= NUMBER_MOST))
        return error_set(err, ERROR_USAGE, "%s takes a number, not \"%s\".", flag, word);
    *out = number;
    return true;
}

/* Every --skip may name several, with commas between. */
static void add_skips(json_t *p, const struct option_list *list) {
    json_t *skips = list->count > 0 ? json_array() : NULL;
    for (int i = 0; i < list->count; i++) {
        for (const char *at = list->at[i]; *at != '\0'; at += strspn(at, ",")) {
            size_t n = strcspn(at, ",");
            json_array_append_new(skips, json_stringn(at, n));
            at += n;
        }
    }
    if (skips != NULL)
        json_object_set_new(p, "skip", skips);
}

/* FROM..TO, or FROM..TO:reason; added to the pauses there are. */
static bool add_pauses(json_t *p, const struct option_list *list, struct error *err) {
    json_t *pauses = json_object_get(p, "pauses");
    pauses = pauses != NULL ? json_incref(pauses) : json_array();
    for (int i = 0; i < list->count; i++) {
        const char *word = list->at[i], *dots = strstr(word, ".."), *reason = dots != NULL ? strchr(dots, ':') : NULL;
        if (dots == NULL) {
            json_decref(pauses);
            return error_set(err, ERROR_USAGE,
                             "--pause takes FROM..TO, for example 2026-03-02..2026-03-15, not \"%s\".", word);
        }
        const char *to = dots + 2;
        json_t *pause = json_pack("{s:s%, s:s%}", "from", word, (size_t)(dots - word), "to", to,
                                  reason != NULL ? (size_t)(reason - to) : strlen(to));
        if (reason != NULL)
            value_set_string(pause, "reason", reason + 1);
        json_array_append_new(pauses, pause);
    }
    json_object_set_new(p, "pauses", pauses);
    return true;
}

/* NAME=VALUE of --substitute (a module) or --limit (a number). */
static bool add_pairs(json_t *p, const char *name, const char *flag, const struct option_list *list, bool numbers,
                      struct error *err) {
    json_t *pairs = json_object_get(p, name);
    pairs = pairs != NULL ? json_incref(pairs) : json_object();
    bool ok = true;
    for (int i = 0; ok && i < list->count; i++) {
        const char *word = list->at[i], *equals = strchr(word, '=');
        double number = 0;
        ok = equals != NULL && equals > word && equals[1] != '\0';
        if (!ok)
            error_set(err, ERROR_USAGE, "%s takes NAME=%s, not \"%s\".", flag, numbers ? "NUMBER" : "MODULE", word);
        ok = ok && (!numbers || number_of(flag, equals + 1, &number, err));
        if (!ok)
            break;
        char *key = xprintf("%.*s", (int)(equals - word), word);
        json_object_set_new(pairs, key, numbers ? value_from_number(number) : json_string(equals + 1));
        free(key);
    }
    json_object_set_new(p, name, pairs);
    return ok;
}

static bool substitutes_exist(struct library *l, const json_t *p, struct error *err) {
    const char *old;
    json_t *module;
    json_object_foreach(json_object_get(p, "substitute"), old,
                        module) if (library_bundle(l, json_string_value(module), false, err) == NULL) return false;
    return true;
}

static bool apply(struct app *app, json_t *p, struct error *err) {
    const struct options *o = &app->o;
    char today[16];
    double pace = value_number(p, "pace", 1);
    clock_date(clock_wall_ms(&app->clock), today);
    if (o->pace != NULL && !number_of("--pace", o->pace, &pace, err))
        return false;
    value_set_number(p, "pace", pace);
    value_set_string(p, "start", o->start != NULL ? o->start : value_string(p, "start", today));
    if (o->message != NULL)
        value_set_string(p, "message", o->message), value_set_string(p, "signed", o->by);
    value_set_string(p, "by", o->by != NULL ? o->by : "command line");
    add_skips(p, &o->skip);
    if (!add_pauses(p, &o->pause, err) || !add_pairs(p, "substitute", "--substitute", &o->substitute, false, err) ||
        !add_pairs(p, "limits", "--limit", &o->limit, true, err))
        return false;
    json_object_del(p, "ended");
    if (o->end)
        value_set_string(p, "ended", today);
    return course_prescription_check(p, err) && substitutes_exist(app->library, p, err);
}

/* A course with errors is not given to anybody. */
static bool course_is_whole(struct library *l, const json_t *course, struct error *err) {
    const struct course_library library = {library_has_module, library_has_instrument, l};
    json_t *problems = course_problems(course, &library), *problem;
    bool ok = true;
    size_t i;
    json_array_foreach(problems, i, problem) if (ok && strcmp(value_string(problem, "level", ""), "error") == 0) ok =
        error_set(err, ERROR_FORMAT, "The course %s cannot be prescribed: %s balm check says more.",
                  value_string(course, "id", ""), value_string(problem, "message", ""));
    json_decref(problems);
    return ok;
}

/* The safety card stands behind every course: who to call, when, what to say. */
bool prescribe_card_is_filled(struct store *s, struct error *err) {
    return store_safety_card_is_filled(s) ||
           error_set(err, ERROR_MISSING,
                     "The safety card is empty. Fill it in first (balm desk, Safety card; or balm safety-card), so "
                     "that a patient in danger knows who to call. Then prescribe.");
}

static void take_course(json_t *p, json_t *course) {
    value_set_string(p, "course", value_string(course, "id", ""));
    value_set_string(p, "version", value_string(course, "version", ""));
    json_object_set(p, "plan", course);
}

/* The prescription to be: the one that holds, with the course as it is now. Given. One whose course is no longer here
 * can still be ended. */
json_t *prescribe_begin(struct library *l, struct store *s, const char *person, const char *name, bool end,
                        struct error *err) {
    static const char *const derived[] = {"id", "at_ms", "versions"};
    struct error missing = {0};
    json_t *course = library_course(l, name, &missing);
    json_t *p = held(s, person, course != NULL ? value_string(course, "id", name) : name, err);
    bool ok = err->code == ERROR_NONE;
    if (ok && course == NULL && (p == NULL || !end)) {
        *err = missing;
        ok = false;
    }
    ok = ok && (course == NULL || course_is_whole(l, course, err));
    p = p != NULL ? p : json_object();
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++)
        json_object_del(p, derived[i]);
    if (course != NULL)
        take_course(p, course);
    json_decref(course);
    if (ok)
        return p;
    json_decref(p);
    return NULL;
}

static void say(const json_t *p, const char *who, const json_t *plan) {
    if (value_string(p, "ended", NULL) != NULL)
        printf("%s: %s ended on %s. What was done stays in the record.\n", who, value_string(p, "course", ""),
               value_string(p, "ended", ""));
    else
        printf("%s: %s from %s to %s, %lld weeks at pace %g.\n", who, value_string(p, "course", ""),
               value_string(p, "start", ""), value_string(plan, "ends", ""), (long long)value_int(plan, "weeks", 0),
               value_number(p, "pace", 1));
}

static bool prescribe(struct app *app, struct store *s, const char *person, struct error *err) {
    json_t *p = prescribe_begin(app->library, s, person, app->o.words[1], app->o.end, err), *plan = NULL,
           *record = NULL;
    bool ok = p != NULL && apply(app, p, err) && (app->o.end || prescribe_card_is_filled(s, err)) &&
              fact_append(s, person, COURSE_PRESCRIPTION, p, NULL, err);
    if (ok) {
        char *line = xprintf("prescribed %s to %s", value_string(p, "course", ""), person);
        ok = staff_log(s, value_string(p, "by", ""), line, err);
        free(line);
        record = json_object();
        plan = course_plan(p, record, course_day(clock_wall_ms(&app->clock)));
        say(p, app->o.words[0], plan);
    }
    json_decref(plan);
    json_decref(record);
    json_decref(p);
    return ok;
}

static bool list(struct app *app, struct store *s, const char *person, struct error *err) {
    json_t *all = course_prescriptions(s, person, true, err), *p;
    json_t *record = all != NULL ? course_record(s, person, err) : NULL;
    size_t i;
    bool ok = record != NULL;
    json_array_foreach(all, i, p) {
        json_t *plan = ok ? course_plan(p, record, course_day(clock_wall_ms(&app->clock))) : NULL;
        if (plan != NULL)
            say(p, app->o.words[0], plan);
        json_decref(plan);
    }
    json_decref(record);
    json_decref(all);
    return ok;
}

int verb_prescribe(struct app *app) {
    struct error err = {0};
    char person[40];
    int wanted = app->o.list ? 1 : 2;
    if (app->o.word_count != wanted) {
        error_set(&err, ERROR_USAGE,
                  "prescribe takes PATIENT COURSE, and as needed --start DATE --pace 1.5 --skip MODULE "
                  "--pause FROM..TO --substitute OLD=NEW --limit NAME=NUMBER --message TEXT --by NAME "
                  "--end; or PATIENT --list.");
        return app_fail(&err);
    }
    struct store *s = app_store(app, app->o.list, &err);
    bool ok = s != NULL && person_find(s, app->o.words[0], person, &err) &&
              (app->o.list ? list(app, s, person, &err) : prescribe(app, s, person, &err));
    store_close(s);
    return ok ? EXIT_DONE : app_fail(&err);
}
