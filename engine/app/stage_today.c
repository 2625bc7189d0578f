/* Today and the library: what a person may do, and what is planned. The plan is worked out by course/, the looks are in
 * screens/home.lua; this file brings a person's prescriptions, record and modules together as plain data. */
#include "app/stage_internal.h"
#include "base/xalloc.h"
#include "course/course.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SHORT_MINUTES = 10, GENTLE_MINUTES = 5, NOTE_DAYS = 14, WEEK_DAYS = 7 };

static void add_day(struct stage *st, json_t *ctx) {
    time_t now = (time_t)(clock_wall_ms(st->o.clock) / 1000);
    struct tm tm;
    localtime_r(&now, &tm);
    char *words = language_day(st, tm.tm_wday, tm.tm_mday, tm.tm_mon);
    value_set_string(ctx, "date", words);
    value_set_string(ctx, "greeting", tm.tm_hour < 12 ? "morning" : tm.tm_hour < 18 ? "afternoon" : "evening");
    free(words);
}

static json_t *find_module(const json_t *list, const char *id) {
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) if (strcmp(value_string(item, "id", ""), id) == 0) return item;
    return NULL;
}

/* What a screen shows of a module; NULL when it cannot be played. Given. */
static json_t *module_info(struct stage *st, const json_t *list, const char *id) {
    const json_t *item = find_module(list, id);
    struct error quiet = {0};
    json_t *info = NULL;
    if (item != NULL && value_string(item, "problem", NULL) == NULL) {
        info = json_copy((json_t *)item);
    } else if (item == NULL) { /* not in the list: a questionnaire by itself */
        struct bundle *b = library_bundle(st->o.library, id, false, &quiet);
        const json_t *m = b != NULL ? bundle_manifest(b, &quiet) : NULL;
        info = m != NULL ? json_copy((json_t *)m) : NULL;
    }
    if (info == NULL)
        return NULL;
    value_set_string(info, "module", id);
    value_set_bool(info, "done", session_count_done(stage_store(st), st->person, id) > 0);
    return info;
}

/* ---- without a prescription: the first course there is gives the order ---- */

static void add_free_choice(struct stage *st, const json_t *list, json_t *ctx) {
    json_t *ids = library_course_ids(st->o.library), *others = json_array(), *unit, *info;
    struct error quiet = {0};
    const char *first = json_string_value(json_array_get(ids, 0));
    json_t *course = first != NULL ? library_course(st->o.library, first, &quiet) : NULL;
    size_t i;
    json_array_foreach(json_object_get(course, "units"), i, unit) {
        info = module_info(st, list, value_string(unit, "module", ""));
        if (info != NULL)
            json_array_append_new(others, info);
    }
    json_array_foreach(others, i, info) if (!value_bool(info, "done", false)) {
        json_object_set(ctx, "due", info);
        break;
    }
    if (course != NULL) {
        library_course_in(st->o.library, st->language, first, course);
        value_set_string(ctx, "course", value_string(course, "title", first));
    }
    json_object_set_new(ctx, "others", others);
    json_decref(course);
    json_decref(ids);
}

/* ---- with one: today's plan ---- */

struct planned {
    struct stage *st;
    const json_t *list; /* of modules */
    json_t *record, *plan, *ctx;
    int64_t day;
};

static const json_t *unit_of(const json_t *plan, const char *module) {
    size_t i;
    json_t *unit;
    json_array_foreach(json_object_get(plan, "units"), i,
                       unit) if (strcmp(value_string(unit, "module", ""), module) == 0) return unit;
    return NULL;
}

/* The module of what comes next; a questionnaire without a module of its own is one by itself. Given, NULL none. */
static char *next_module(const json_t *next) {
    const char *module = value_string(next, "module", NULL), *instrument = value_string(next, "instrument", NULL);
    if (module != NULL)
        return xstrdup(module);
    return instrument != NULL ? xprintf("measure-%s", instrument) : NULL;
}

static json_t *planned_info(const struct planned *p, const char *module, const json_t *why) {
    json_t *info = module_info(p->st, p->list, module);
    const json_t *unit = unit_of(p->plan, module);
    if (info == NULL)
        return NULL;
    value_set_string(info, "because", value_string(unit, "because", NULL));
    value_set_bool(info, "done", unit != NULL && strcmp(value_string(unit, "state", ""), "due") != 0);
    if (why != NULL)
        json_object_set(info, "why", (json_t *)why);
    return info;
}

/* Something small and calm instead, when today's thing asks more. */
static void add_gentler(const struct planned *p, json_t *due) {
    const char *kind = value_string(due, "kind", "");
    size_t i;
    json_t *item;
    if (strcmp(kind, "exercise") != 0 && strcmp(kind, "cbt") != 0)
        return;
    json_array_foreach(p->list, i, item) {
        if (strcmp(value_string(item, "kind", ""), "mindfulness") != 0 ||
            value_number(item, "minutes", 99) > GENTLE_MINUTES || value_string(item, "problem", NULL) != NULL)
            continue;
        json_object_set_new(
            due, "gentler",
            json_pack("{s:s, s:s}", "module", value_string(item, "id", ""), "title", value_string(item, "title", "")));
        return;
    }
}

/* What is long is there to be chosen, not put first while something short is due. */
static json_t *short_instead(const struct planned *p, json_t *due) {
    size_t i;
    json_t *unit;
    if (value_number(due, "minutes", 0) <= SHORT_MINUTES)
        return due;
    json_array_foreach(json_object_get(p->plan, "units"), i, unit) {
        if (strcmp(value_string(unit, "state", ""), "due") != 0)
            continue;
        json_t *other = planned_info(p, value_string(unit, "module", ""), json_object_get(unit, "reason"));
        if (other != NULL && value_number(other, "minutes", 99) <= SHORT_MINUTES) {
            json_decref(due);
            return other;
        }
        json_decref(other);
    }
    return due;
}

static void add_due(const struct planned *p) {
    const json_t *next = json_object_get(p->plan, "next");
    char *module = next_module(next);
    json_t *due = module != NULL ? planned_info(p, module, json_object_get(next, "why")) : NULL;
    if (due != NULL) {
        due = short_instead(p, due);
        value_set_bool(due, "planned", true);
        add_gentler(p, due);
        json_object_set_new(p->ctx, "due", due);
    }
    free(module);
}

static void add_others(const struct planned *p) {
    json_t *others = json_array(), *unit;
    const char *first = value_string(json_object_get(p->ctx, "due"), "module", "");
    size_t i;
    json_array_foreach(json_object_get(p->plan, "units"), i, unit) {
        const char *state = value_string(unit, "state", ""), *module = value_string(unit, "module", "");
        bool open = strcmp(state, "due") == 0 || strcmp(state, "enough") == 0 || strcmp(state, "over") == 0;
        json_t *info =
            open && strcmp(module, first) != 0 ? planned_info(p, module, json_object_get(unit, "reason")) : NULL;
        if (info != NULL)
            json_array_append_new(others, info);
    }
    json_object_set_new(p->ctx, "others", others);
}

static const char *title_of(const struct planned *p, const char *module) {
    return value_string(find_module(p->list, module), "title", module);
}

/* Monday to Sunday: what was done each day, and today's thing. */
static void add_week(const struct planned *p) {
    int64_t monday = p->day - (p->day + 3) % WEEK_DAYS; /* 1970-01-01 was a Thursday */
    json_t *week = json_array(), *session;
    for (int i = 0; i < WEEK_DAYS; i++) {
        const char *title = NULL;
        bool today = monday + i == p->day;
        size_t n;
        json_array_foreach(json_object_get(p->record, "sessions"), n, session) {
            const char *outcome = value_string(session, "outcome", "open");
            if (value_int(session, "day", 0) == monday + i && value_bool(session, "parent", true) &&
                strcmp(outcome, "open") != 0 && strcmp(outcome, "stopped") != 0)
                title = title_of(p, value_string(session, "module", ""));
        }
        bool done = title != NULL;
        if (title == NULL && today)
            title = value_string(json_object_get(p->ctx, "due"), "title", NULL);
        json_array_append_new(
            week, json_pack("{s:i, s:s?, s:b, s:b}", "weekday", i + 1, "title", title, "done", done, "today", today));
    }
    json_object_set_new(p->ctx, "week", week);
}

static void add_course(const struct planned *p) {
    int week = (int)value_int(p->plan, "week", 0), weeks = (int)value_int(p->plan, "weeks", 0);
    static const char *const kept[] = {"state", "paused_until", "start", "ends", "behind"};
    value_set_string(p->ctx, "course", value_string(p->plan, "title", ""));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        json_object_set(p->ctx, kept[i], json_object_get(p->plan, kept[i]));
    const json_t *soon = json_object_get(p->plan, "soon");
    if (json_is_object(soon))
        json_object_set_new(p->ctx, "soon",
                            json_pack("{s:s, s:O}", "title", title_of(p, value_string(soon, "module", "")), "on",
                                      json_object_get(soon, "on")));
    if (week > 0)
        json_object_set_new(
            p->ctx, "sprig",
            json_pack("{s:i, s:i, s:i, s:b}", "done", week - 1, "current", week, "of", weeks, "weeks", true));
}

struct newest {
    int64_t since_ms;
    json_t *note;
};

static bool take_note(void *context, const struct fact *fact) {
    struct newest *n = context;
    if (fact->at_ms < n->since_ms)
        return true;
    json_decref(n->note);
    n->note = json_deep_copy(fact->value);
    return true;
}

/* What staff wrote last, for two weeks; else what came with the prescription. */
static void add_note(struct stage *st, json_t *ctx, const json_t *prescription) {
    struct error quiet = {0};
    struct newest n = {.since_ms = clock_wall_ms(st->o.clock) - (int64_t)NOTE_DAYS * 86400000};
    fact_each(stage_store(st), st->person, "message", take_note, &n, &quiet);
    const char *text = value_string(prescription, "message", "");
    if (n.note == NULL && text[0] != '\0')
        n.note = json_pack("{s:s, s:s?}", "text", text, "by", value_string(prescription, "signed", NULL));
    if (n.note != NULL)
        json_object_set_new(ctx, "note", n.note);
}

/* Beside the plan, never in its place: what this person's own figures speak for, with the reason. */
static void add_suggestion(const struct planned *p) {
    json_t *suggestion =
        choices_suggestion(stage_store(p->st), p->st->o.library, p->st->person, p->plan, p->record, p->day);
    const char *module = value_string(suggestion, "module", NULL);
    const char *first = value_string(json_object_get(p->ctx, "due"), "module", "");
    json_t *info = module != NULL && strcmp(module, first) != 0 ? planned_info(p, module, NULL) : NULL;
    if (info != NULL) {
        static const char *const kept[] = {"reason", "sure", "extra"};
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
            json_object_set(info, kept[i], json_object_get(suggestion, kept[i]));
        json_object_set_new(p->ctx, "suggestion", info);
    }
    json_decref(suggestion);
}

/* Several courses: the first one with something due today is shown. */
static const json_t *choose(const json_t *prescriptions, const json_t *record, int64_t day, json_t **out_plan) {
    const json_t *chosen = NULL;
    size_t i;
    json_t *p;
    *out_plan = NULL;
    json_array_foreach(prescriptions, i, p) {
        json_t *plan = course_plan(p, record, day);
        bool has_next = json_is_object(json_object_get(plan, "next"));
        if (chosen == NULL || (has_next && !json_is_object(json_object_get(*out_plan, "next")))) {
            json_decref(*out_plan);
            *out_plan = json_incref(plan);
            chosen = p;
        }
        json_decref(plan);
    }
    return chosen;
}

static void in_language(struct stage *st, json_t *prescriptions) {
    size_t i;
    json_t *p;
    json_array_foreach(prescriptions, i, p)
        library_course_in(st->o.library, st->language, value_string(p, "course", ""), json_object_get(p, "plan"));
}

static bool add_planned(struct stage *st, const json_t *list, json_t *ctx) {
    struct error quiet = {0};
    json_t *prescriptions = st->is_trial ? NULL : course_prescriptions(stage_store(st), st->person, false, &quiet);
    struct planned p = {.st = st, .list = list, .ctx = ctx, .day = course_day(clock_wall_ms(st->o.clock))};
    if (json_array_size(prescriptions) > 0)
        p.record = course_record(stage_store(st), st->person, &quiet);
    if (p.record != NULL) {
        json_t *snoozed = person_get(stage_store(st), st->person, "snoozed");
        if (snoozed != NULL)
            json_object_set_new(p.record, "snoozed", snoozed);
        in_language(st, prescriptions);
        const json_t *prescription = choose(prescriptions, p.record, p.day, &p.plan);
        add_course(&p);
        add_due(&p);
        add_others(&p);
        add_suggestion(&p);
        add_week(&p);
        add_note(st, ctx, prescription);
    }
    bool is_planned = p.plan != NULL;
    json_decref(p.plan);
    json_decref(p.record);
    json_decref(prescriptions);
    return is_planned;
}

void today_snooze(struct stage *st, const char *module) {
    struct error quiet = {0};
    json_t *snoozed = person_get(stage_store(st), st->person, "snoozed");
    snoozed = snoozed != NULL ? snoozed : json_object();
    value_set_int(snoozed, module, course_day(clock_wall_ms(st->o.clock)));
    if (!person_set(stage_store(st), st->person, "snoozed", snoozed, &quiet))
        stage_trouble(st, &quiet, false);
    json_decref(snoozed);
}

json_t *today_context(struct stage *st) {
    json_t *ctx = json_object(), *list = language_modules(st);
    struct session_row open;
    struct error none = {0};
    add_day(st, ctx);
    if (!add_planned(st, list, ctx)) {
        add_free_choice(st, list, ctx);
        if (!st->is_trial && st->person[0] != '\0')
            add_note(st, ctx, NULL);
    }
    if (!st->is_trial && session_find_open(stage_store(st), st->person, NULL, &open, &none))
        json_object_set_new(ctx, "resume", resume_context(st, &open));
    json_object_set_new(ctx, "has", json_pack("{s:b, s:b, s:b}", "library", 1, "progress", 1, "notes", 1));
    json_decref(list);
    return ctx;
}

json_t *library_context(struct stage *st) {
    json_t *list = language_modules(st), *modules = json_array(), *item;
    size_t i;
    json_array_foreach(list, i, item) {
        json_t *info = module_info(st, list, value_string(item, "id", ""));
        if (info != NULL)
            json_array_append_new(modules, info);
    }
    json_decref(list);
    return json_pack("{s:o}", "modules", modules);
}
