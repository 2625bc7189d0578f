/* One person on a list; see summary.h. */
#include "course/summary.h"

#include "base/text.h"
#include "base/xalloc.h"
#include "course/flags.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_POINTS = 12, BATCH = 500 };
#define RECENT_MS (SUMMARY_RECENT_DAYS * INT64_C(86400000))

/* What a line of the list says of a flag, and no more. */
static json_t *open_flags(const json_t *flags) {
    static const char *const names[] = {"kind", "need", "at_ms", "instrument", "from_ms", "back_ms"};
    json_t *open = json_array(), *flag;
    size_t i;
    json_array_foreach(flags, i, flag) {
        if (json_object_get(flag, "seen_ms") != NULL)
            continue;
        json_t *kept = json_object();
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (json_object_get(flag, names[n]) != NULL)
                json_object_set(kept, names[n], json_object_get(flag, names[n]));
        json_array_append_new(open, kept);
    }
    return open;
}

static int64_t last_contact(const json_t *history) {
    int64_t last = 0;
    size_t i;
    json_t *session;
    json_array_foreach(json_object_get(history, "sessions"), i, session) {
        int64_t at = value_int(session, "last_ms", 0);
        last = at > last ? at : last;
    }
    return last;
}

/* The last totals of the PEG, or of the first score there is. */
static void add_line(json_t *summary, const json_t *history) {
    json_t *scores = json_object_get(history, "scores"), *points = json_object_get(scores, "peg"), *line = json_array();
    const char *id = "peg";
    if (points == NULL) {
        void *first = json_object_iter(scores);
        id = first != NULL ? json_object_iter_key(first) : "";
        points = first != NULL ? json_object_iter_value(first) : NULL;
    }
    size_t count = json_array_size(points);
    for (size_t i = count > LINE_POINTS ? count - LINE_POINTS : 0; i < count; i++)
        json_array_append(line, json_object_get(json_array_get(points, i), "total"));
    if (count > 0) {
        value_set_string(summary, "score", id);
        json_object_set(summary, "first", json_object_get(json_array_get(points, 0), "total"));
        json_object_set(summary, "line", line);
    }
    json_decref(line);
}

static json_t *recent(const json_t *history) {
    int64_t newest = 0;
    size_t i;
    json_t *sessions = json_object_get(history, "sessions"), *session, *list = json_array();
    json_array_foreach(sessions, i, session) newest =
        value_int(session, "at_ms", 0) > newest ? value_int(session, "at_ms", 0) : newest;
    json_array_foreach(sessions, i, session) if (value_int(session, "at_ms", 0) > newest - RECENT_MS)
        json_array_append_new(list, json_pack("[I, I]", (json_int_t)value_int(session, "at_ms", 0),
                                              (json_int_t)value_int(session, "seconds", 0)));
    return list;
}

static json_t *detail_of(struct store *s, const char *person, const json_t *instruments, struct error *err) {
    json_t *record = NULL, *history = history_make(s, person, instruments, &record, err);
    json_t *plans = history != NULL ? flags_plans(s, person, record, err) : NULL, *summary = NULL;
    if (plans != NULL) {
        json_t *flags = flags_of(history, instruments, plans), *plan = json_array_get(plans, 0);
        summary = json_pack("{s:O, s:I, s:o, s:o}", "name", json_object_get(history, "name"), "last_ms",
                            (json_int_t)last_contact(history), "flags", open_flags(flags), "recent", recent(history));
        if (plan != NULL) {
            json_object_set(summary, "course", json_object_get(plan, "title"));
            json_object_set(summary, "done", json_object_get(plan, "done"));
            json_object_set(summary, "of", json_object_get(plan, "of"));
        }
        add_line(summary, history);
        json_decref(flags);
    }
    json_decref(plans);
    json_decref(record);
    json_decref(history);
    return summary;
}

char *summary_make(struct store *s, const char *person, const json_t *instruments, struct error *err) {
    json_t *detail = detail_of(s, person, instruments, err), *flag;
    struct text t;
    size_t i;
    if (detail == NULL)
        return NULL;
    text_init(&t);
    text_addf(&t, "%lld ", (long long)value_int(detail, "last_ms", 0));
    json_array_foreach(json_object_get(detail, "flags"), i, flag)
        text_addf(&t, "%s%lld:%lld", i > 0 ? "," : "", (long long)value_int(flag, "need", 0),
                  (long long)value_int(flag, "at_ms", 0));
    char *name = xstrdup(value_string(detail, "name", "")), *course = xstrdup(value_string(detail, "course", ""));
    for (char *p = name; (p = strpbrk(p, "\t\n")) != NULL; p++)
        *p = ' ';
    for (char *p = course; (p = strpbrk(p, "\t\n")) != NULL; p++)
        *p = ' ';
    text_addf(&t, "\t%s\t%s\n", name, course);
    char *json = value_dump(detail);
    text_add(&t, json);
    free(json);
    free(name);
    free(course);
    json_decref(detail);
    return text_take(&t);
}

json_t *summary_shown(const char *summary) {
    const char *line = summary != NULL ? strchr(summary, '\n') : NULL;
    struct error quiet = {0};
    json_t *shown = line != NULL ? value_parse(line + 1, strlen(line + 1), &quiet) : NULL;
    if (json_is_array(json_object_get(shown, "recent")))
        return shown;
    json_decref(shown);
    return NULL;
}

/* ---- everybody ---- */

static bool take_one(void *context, const char *person, const char *summary) {
    json_t *shown = summary_shown(summary);
    bool is_known = shown != NULL;
    shown = is_known ? shown : json_object();
    value_set_string(shown, "id", person);
    value_set_bool(shown, "known", is_known);
    json_array_append_new(context, shown);
    return true;
}

static bool make_one(struct store *s, json_t *into, const json_t *instruments, bool keep, struct error *err) {
    struct error quiet = {0};
    const char *person = value_string(into, "id", "");
    char *summary = summary_make(s, person, instruments, err);
    json_t *shown = summary_shown(summary);
    if (shown != NULL)
        json_object_update(into, shown);
    if (shown != NULL && keep)
        summary_put(s, person, summary, &quiet);
    json_decref(shown);
    free(summary);
    return shown != NULL;
}

json_t *summaries_all(struct store *s, const json_t *instruments, struct error *err) {
    json_t *list = json_array(), *one;
    bool ok = summary_each(s, take_one, list, err), keep = false;
    size_t i, made = 0;
    json_array_foreach(list, i, one) {
        struct error quiet = {0};
        if (!ok || value_bool(one, "known", false))
            continue;
        if (made++ % BATCH == 0) {
            ok = !keep || store_batch_end(s, true, err);
            keep = ok && store_batch_begin(s, &quiet);
        }
        ok = ok && make_one(s, one, instruments, keep, err);
    }
    ok = (!keep || store_batch_end(s, ok, err)) && ok;
    if (ok)
        return list;
    json_decref(list);
    return NULL;
}
