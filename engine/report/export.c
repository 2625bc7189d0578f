/* JSON and CSV, streamed; see export.h. */
#include "report/export.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct stream {
    struct store *store;
    FILE *out;
    const char *person, *name;
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

bool export_json(struct store *s, const char *person, FILE *out, struct error *err) {
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
        fputs("]}", out);
        first = false;
    }
    fputs("]}\n", out);
    json_decref(people);
    return ok && written(out, err);
}

/* A field that a spreadsheet cannot take for a formula: text that begins with = + - @ or a tab gets an apostrophe. */
static void csv_field(FILE *out, const char *text, bool is_number) {
    bool formula = !is_number && text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
    if (!formula && strpbrk(text, ",\"\r\n") == NULL) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    if (formula)
        fputc('\'', out);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            fputc('"', out);
        fputc(*p, out);
    }
    fputc('"', out);
}

static void csv_value(FILE *out, const json_t *value) {
    bool nested = json_is_object(value) || json_is_object(json_array_get(value, 0));
    char *text = nested ? value_dump(value) : value_text(value);
    csv_field(out, text, json_is_number(value));
    free(text);
}

static void csv_entry(struct stream *st, const json_t *session, const json_t *e) {
    static const char *const of_session[] = {"id", "module", "version", "started_at", "outcome"};
    static const char *const of_entry[] = {"seq",   "key",   "id",       "kind",        "status",
                                           "value", "label", "shown_at", "answered_at", "active_seconds"};
    csv_field(st->out, st->person, false);
    fputc(',', st->out);
    csv_field(st->out, st->name, false);
    for (size_t i = 0; i < sizeof of_session / sizeof *of_session; i++) {
        fputc(',', st->out);
        csv_value(st->out, json_object_get(session, of_session[i]));
    }
    for (size_t i = 0; i < sizeof of_entry / sizeof *of_entry; i++) {
        fputc(',', st->out);
        csv_value(st->out, json_object_get(e, of_entry[i]));
    }
    fputs("\r\n", st->out);
}

/* Records and scores as rows of their own kind, so that one table holds all there is to count. */
static void csv_derived(struct stream *st, const json_t *session) {
    const char *id;
    json_t *value, *score;
    size_t i;
    json_object_foreach(json_object_get(session, "records"), id, value) {
        json_t *row =
            json_pack("{s:s, s:s, s:s, s:O}", "id", id, "kind", "record", "status", "answered", "value", value);
        csv_entry(st, session, row);
        json_decref(row);
    }
    json_array_foreach(json_object_get(session, "scores"), i, score) {
        json_t *row = json_pack("{s:O, s:s, s:s, s:O, s:O, s:O}", "id", json_object_get(score, "instrument"), "kind",
                                "score", "status", "answered", "value", json_object_get(score, "total"), "label",
                                json_object_get(score, "band"), "answered_at", json_object_get(score, "at"));
        csv_entry(st, session, row);
        json_decref(row);
    }
}

static bool csv_session(void *context, const struct session_row *row) {
    struct stream *st = context;
    json_t *session = export_session(st->store, row, st->err), *e;
    size_t i;
    if (session == NULL) {
        st->failed = true;
        return false;
    }
    json_array_foreach(json_object_get(session, "entries"), i, e) if (!value_bool(e, "superseded", false))
        csv_entry(st, session, e);
    csv_derived(st, session);
    json_decref(session);
    return !ferror(st->out);
}

bool export_csv(struct store *s, const char *person, FILE *out, struct error *err) {
    json_t *people = person_list(s, err), *one;
    size_t i;
    bool ok = people != NULL;
    fputs("person,name,session,module,version,started_at,outcome,seq,key,id,kind,status,value,label,shown_at,"
          "answered_at,active_seconds\r\n",
          out);
    json_array_foreach(people, i, one) {
        const char *id = value_string(one, "id", "");
        if (!ok || (person != NULL && strcmp(person, id) != 0))
            continue;
        struct stream st = {.store = s, .out = out, .person = id, .name = value_string(one, "name", ""), .err = err};
        ok = session_each(s, id, csv_session, &st, err) && !st.failed;
    }
    json_decref(people);
    return ok && written(out, err);
}
