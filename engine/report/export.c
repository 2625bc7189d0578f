/* The JSON export, streamed; see export.h. */
#include "report/export.h"

#include "base/text.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "course/flags.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct stream {
    struct store *store;
    FILE *out;
    bool first;
    struct error *err;
    bool failed;
};

static bool written(FILE *out, struct error *err) {
    if (!ferror(out))
        return true;
    return error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO, "The export could not be written: %s.",
                     strerror(errno));
}

static bool json_session(void *context, const struct session_row *row) {
    struct stream *st = context;
    json_t *session = export_session(st->store, row, st->err);
    if (session == NULL) {
        st->failed = true;
        return false;
    }
    fputs(st->first ? "\n      " : ",\n      ", st->out);
    st->first = false;
    json_dumpf(session, st->out, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(session);
    return !ferror(st->out);
}

static void put_string(FILE *out, const char *s) {
    json_t *value = json_string(s);
    json_dumpf(value, out, JSON_ENCODE_ANY);
    json_decref(value);
}

static void set_time(json_t *to, const char *name, int64_t wall_ms) {
    char iso[40];
    json_object_set_new(to, name, wall_ms > 0 ? json_string(clock_iso(wall_ms, iso)) : json_null());
}

/* The flags raised by now, as the desk shows them, and who has seen them. */
static bool put_flags(struct store *s, const char *person, const json_t *instruments, FILE *out, struct error *err) {
    static const char *const names[] = {"id", "kind", "module", "instrument", "item", "from", "to"};
    int64_t now_ms = clock_wall_ms(store_clock(s));
    json_t *record = NULL, *history = history_make(s, person, instruments, &record, err);
    json_t *plans = history != NULL ? flags_plans(s, person, record, err) : NULL, *shown = json_array(), *flag;
    json_t *flags = plans != NULL ? flags_of(history, instruments, plans) : NULL;
    size_t i;
    json_array_foreach(flags, i, flag) {
        json_t *one = json_object();
        if (value_int(flag, "at_ms", 0) <= now_ms)
            json_array_append(shown, one);
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (json_object_get(flag, names[n]) != NULL)
                json_object_set(one, names[n], json_object_get(flag, names[n]));
        set_time(one, "at", value_int(flag, "at_ms", 0));
        value_set_string(one, "seen_by", value_string(flag, "seen_by", NULL));
        set_time(one, "seen_at", value_int(flag, "seen_ms", 0));
        json_decref(one);
    }
    bool ok = flags != NULL;
    if (ok)
        json_dumpf(shown, out, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(flags);
    json_decref(plans);
    json_decref(record);
    json_decref(history);
    json_decref(shown);
    return ok;
}

/* What was prescribed, as it holds now: the newest of each course, those that ended too. */
static bool put_prescriptions(struct store *s, const char *person, FILE *out, struct error *err) {
    static const char *const names[] = {"course", "version",    "start",  "ended",   "pace",   "skip",
                                        "pauses", "substitute", "limits", "message", "signed", "by"};
    json_t *list = course_prescriptions(s, person, true, err), *shown = json_array(), *p;
    size_t i;
    json_array_foreach(list, i, p) {
        json_t *one = json_object();
        for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
            json_t *member = json_object_get(p, names[n]);
            if (member != NULL && !json_is_null(member))
                json_object_set(one, names[n], member);
        }
        value_set_string(one, "title", value_string(json_object_get(p, "plan"), "title", NULL));
        set_time(one, "at", value_int(p, "at_ms", 0));
        json_array_append_new(shown, one);
    }
    bool ok = list != NULL;
    if (ok)
        json_dumpf(shown, out, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(shown);
    json_decref(list);
    return ok;
}

bool export_json(struct store *s, const char *person, const json_t *instruments, FILE *out, struct error *err) {
    char now[40];
    json_t *people = person_list(s, err), *one;
    size_t i;
    bool first = true, ok = people != NULL;
    fputs("{\"balm\":1,\"exported_at\":", out);
    put_string(out, clock_iso(clock_wall_ms(store_clock(s)), now));
    fputs(",\"people\":[", out);
    json_array_foreach(people, i, one) {
        const char *id = value_string(one, "id", "");
        if (!ok || (person != NULL && strcmp(person, id) != 0))
            continue;
        struct stream st = {.store = s, .out = out, .first = true, .err = err};
        fputs(first ? "\n  {\"id\":" : ",\n  {\"id\":", out);
        put_string(out, id);
        fputs(",\"name\":", out);
        put_string(out, value_string(one, "name", ""));
        fputs(",\"sessions\":[", out);
        ok = session_each(s, id, json_session, &st, err) && !st.failed;
        fputs("],\"flags\":", out);
        ok = ok && put_flags(s, id, instruments, out, err);
        fputs(",\"prescriptions\":", out);
        ok = ok && put_prescriptions(s, id, out, err);
        fputs("}", out);
        first = false;
    }
    fputs("]}\n", out);
    json_decref(people);
    return ok && written(out, err);
}
