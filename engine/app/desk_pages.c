/* What each page of the desk knows, as plain data for screens/desk*.lua. Of a patient's own words only what they shared
 * is here. */
#include "app/desk.h"
#include "base/file.h"
#include "base/text.h"
#include "course/course.h"
#include "course/flags.h"
#include "report/export.h"
#include "store/clinic.h"

#include <stdlib.h>
#include <string.h>

/* ---- one patient ---- */

struct sharing {
    struct store *store;
    json_t *shared;
};

/* A text, or the lines of a list. Given. */
static char *words_of(const json_t *value) {
    struct text lines;
    size_t i;
    json_t *line;
    if (!json_is_array(value))
        return value_text(value);
    text_init(&lines);
    json_array_foreach(value, i, line)
        text_addf(&lines, "%s%s", i > 0 ? "; " : "", json_is_string(line) ? json_string_value(line) : "");
    return text_take(&lines);
}

/* What the patient wrote in sessions they shared, newest first. */
static bool take_shared(void *context, const struct session_row *row) {
    struct sharing *g = context;
    struct error quiet = {0};
    if (!session_is_shared(g->store, row->id))
        return true;
    json_t *session = export_session(g->store, row, &quiet), *e;
    size_t i;
    json_array_foreach(json_object_get(session, "entries"), i, e) {
        const char *kind = value_string(e, "kind", "");
        if (value_bool(e, "superseded", false) || json_is_null(json_object_get(e, "value")) ||
            (strcmp(kind, "ask.text") != 0 && strcmp(kind, "ask.list") != 0))
            continue;
        char *words = words_of(json_object_get(e, "value"));
        json_array_insert_new(g->shared, 0,
                              json_pack("{s:s, s:s, s:s, s:I}", "module", row->module, "label",
                                        value_string(e, "text", value_string(e, "id", "")), "text", words, "at_ms",
                                        (json_int_t)row->started_ms));
        free(words);
    }
    json_decref(session);
    return true;
}

/* What the measures of one person are called and how they are read. */
static json_t *scores_of(const struct desk *d, const json_t *history) {
    json_t *scores = json_array(), *points;
    const char *id;
    json_object_foreach(json_object_get(history, "scores"), id, points) {
        const json_t *table = json_object_get(d->instruments, id);
        json_t *one = json_pack("{s:s, s:s, s:O}", "id", id, "title",
                                value_string(table, "title", value_string(json_object_get(history, "titles"), id, id)),
                                "points", points);
        static const char *const names[] = {"range", "direction", "decimals", "important_change"};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (json_object_get(table, names[i]) != NULL)
                json_object_set(one, names[i], json_object_get(table, names[i]));
        json_array_append_new(scores, one);
    }
    return scores;
}

static json_t *plans_of(struct stage *st, const char *person, json_t *record, struct error *err) {
    json_t *prescriptions = course_prescriptions(st->record, person, false, err), *plans = json_array(), *one;
    json_t *snoozed = person_get(st->record, person, "snoozed");
    if (snoozed != NULL)
        json_object_set_new(record, "snoozed", snoozed);
    int64_t today = course_day(clock_wall_ms(st->o.clock));
    size_t i;
    json_array_foreach(prescriptions, i, one) {
        json_t *plan = course_plan(one, record, today);
        static const char *const names[] = {"pace", "pauses", "skip", "substitute", "by", "at_ms", "versions"};
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (json_object_get(one, names[n]) != NULL)
                json_object_set(plan, names[n], json_object_get(one, names[n]));
        json_object_set_new(plan, "suggestion",
                            choices_suggestion(st->record, st->o.library, person, plan, record, today));
        json_array_append_new(plans, plan);
    }
    json_decref(prescriptions);
    return plans;
}

static json_t *flags_now(const json_t *flags, int64_t now_ms) {
    json_t *raised = json_array(), *flag;
    size_t i;
    json_array_foreach(flags, i, flag) if (value_int(flag, "at_ms", 0) <= now_ms) json_array_append(raised, flag);
    return raised;
}

static json_t *patient_context(struct stage *st, struct error *err) {
    struct desk *d = st->desk;
    json_t *record = NULL, *history = history_make(st->record, d->person, d->instruments, &record, err);
    json_t *plans = history != NULL ? flags_plans(st->record, d->person, record, err) : NULL;
    if (plans == NULL) {
        json_decref(record);
        json_decref(history);
        return NULL;
    }
    json_t *flags = flags_of(history, d->instruments, plans);
    struct sharing sharing = {.store = st->record, .shared = json_array()};
    session_each(st->record, d->person, take_shared, &sharing, err);
    json_t *ctx = json_pack("{s:s, s:O, s:o, s:o, s:o, s:o, s:O, s:I, s:i}", "id", d->person, "name",
                            json_object_get(history, "name"), "flags", flags_now(flags, clock_wall_ms(st->o.clock)),
                            "scores", scores_of(d, history), "plans", plans_of(st, d->person, record, err), "shared",
                            sharing.shared, "sessions", json_object_get(history, "sessions"), "added_ms",
                            (json_int_t)value_int(history, "added_ms", 0), "pin", pin_length(st->record, d->person));
    if (json_object_get(history, "notes") != NULL)
        json_object_set(ctx, "notes", json_object_get(history, "notes"));
    json_decref(flags);
    json_decref(plans);
    json_decref(record);
    json_decref(history);
    return ctx;
}

/* ---- the others ---- */

static json_t *courses_of(struct stage *st) {
    json_t *ids = library_course_ids(st->o.library), *courses = json_array(), *id;
    size_t i;
    json_array_foreach(ids, i, id) {
        struct error wrong = {0};
        json_t *course = library_course(st->o.library, json_string_value(id), &wrong);
        json_t *one = json_pack(
            "{s:O, s:s, s:s, s:I}", "id", id, "title", value_string(course, "title", json_string_value(id)), "summary",
            value_string(course, "summary", ""), "weeks", (json_int_t)value_int(course, "weeks", 0));
        if (course == NULL)
            value_set_string(one, "problem", wrong.text);
        json_array_append_new(courses, one);
        json_decref(course);
    }
    json_decref(ids);
    return courses;
}

/* The courses there are, and the modules of the one that was chosen, that holds, or that is the only one. */
static void add_courses(struct stage *st, json_t *ctx) {
    const struct desk *d = st->desk;
    json_t *courses = courses_of(st), *held = json_array_get(json_object_get(ctx, "plans"), 0);
    const char *only = json_array_size(courses) == 1 ? value_string(json_array_get(courses, 0), "id", "") : "";
    const char *course = d->fit[0] != '\0' ? d->fit : value_string(held, "course", only);
    json_object_set_new(ctx, "courses", courses);
    value_set_string(ctx, "fit", course);
    json_object_set_new(ctx, "units", course[0] != '\0' ? desk_fit(st, course, held) : json_array());
}

static json_t *people_context(struct stage *st, struct error *err) {
    json_t *people = person_list(st->record, err), *person;
    size_t i, shown = 0;
    struct desk *d = st->desk;
    if (people == NULL)
        return NULL;
    json_t *rows = json_array();
    json_array_foreach(people, i, person) {
        if (d->search[0] != '\0' && strcasestr(value_string(person, "name", ""), d->search) == NULL)
            continue;
        if (shown++ < DESK_ROWS) {
            value_set_int(person, "pin", pin_length(st->record, value_string(person, "id", "")));
            json_array_append(rows, person);
        }
    }
    json_t *ctx = json_pack("{s:o, s:I, s:I}", "people", rows, "found", (json_int_t)shown, "all",
                            (json_int_t)json_array_size(people));
    json_decref(people);
    return ctx;
}

struct tail {
    json_t *lines;
};

static bool take_line(void *context, int64_t at_ms, const char *who, const char *what) {
    struct tail *t = context;
    if (json_array_size(t->lines) == 100)
        json_array_remove(t->lines, 99);
    json_array_insert_new(t->lines, 0,
                          json_pack("{s:I, s:s, s:s}", "at_ms", (json_int_t)at_ms, "who", who, "what", what));
    return true;
}

static json_t *log_context(struct stage *st, struct error *err) {
    struct tail t = {.lines = json_array()};
    staff_log_each(st->record, take_line, &t, err);
    return json_pack("{s:o}", "lines", t.lines);
}

static json_t *view_context(struct stage *st, struct error *err) {
    struct desk *d = st->desk;
    switch (d->view) {
    case DESK_CASELOAD:
        return desk_list_read(st, DESK_SUMMARIES, err) ? desk_list_page(st) : NULL;
    case DESK_PATIENT:
    case DESK_REMOVE:
        return patient_context(st, err);
    case DESK_PRESCRIBE: {
        json_t *ctx = patient_context(st, err);
        if (ctx != NULL)
            add_courses(st, ctx);
        return ctx;
    }
    case DESK_LIBRARY:
        return json_pack("{s:o, s:o}", "modules", library_list(st->o.library), "courses", courses_of(st));
    case DESK_SAFETY:
        return json_pack("{s:o, s:s}", "cards", safety_card_all(st->record), "language", d->language);
    case DESK_PEOPLE:
        return people_context(st, err);
    case DESK_STAFF:
        return json_pack("{s:o, s:s}", "members", staff_members(st->record), "me", d->staff_id);
    case DESK_LOG:
        return log_context(st, err);
    case DESK_EXPORT:
        break;
    }
    return json_object();
}

/* Beside every "at_ms" its local date and time, "at_on" and "at_time": pages know no calendar. */
static void add_dates(json_t *value) {
    const char *name;
    json_t *member;
    size_t i;
    void *tmp;
    json_array_foreach(value, i, member) add_dates(member);
    json_object_foreach_safe(value, tmp, name, member) {
        size_t length = strlen(name);
        add_dates(member);
        if (!json_is_integer(member) || length < 4 || length > 40 || strcmp(name + length - 3, "_ms") != 0)
            continue;
        char key[64], iso[40];
        clock_iso(json_integer_value(member), iso);
        snprintf(key, sizeof key, "%.*s_on", (int)length - 3, name);
        json_object_set_new(value, key, json_stringn(iso, 10));
        snprintf(key, sizeof key, "%.*s_time", (int)length - 3, name);
        json_object_set_new(value, key, json_stringn(iso + 11, 5));
    }
}

json_t *desk_context(struct stage *st, struct error *err) {
    struct desk *d = st->desk;
    char today[16];
    json_t *ctx = view_context(st, err);
    if (ctx == NULL)
        return NULL;
    value_set_string(ctx, "staff", d->staff);
    value_set_string(ctx, "search", d->search);
    value_set_string(ctx, "order", d->order);
    value_set_string(ctx, "filter", d->filter);
    value_set_string(ctx, "today", clock_date(clock_wall_ms(st->o.clock), today));
    add_dates(ctx);
    value_set_int(ctx, "waiting", (int64_t)d->waiting);
    value_set_bool(ctx, "card_filled", store_safety_card_is_filled(st->record));
    json_object_set(ctx, "modules_known", d->modules);
    json_object_set(ctx, "instruments", d->instruments);
    if (d->problem[0] != '\0')
        value_set_string(ctx, "problem", d->problem);
    if (d->done[0] != '\0')
        value_set_string(ctx, "notice", d->done);
    value_set_bool(ctx, "fresh", d->fresh);
    return ctx;
}
