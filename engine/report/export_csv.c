/* The record as one tidy table, one row an answer, record or score, and the dictionary that says what its columns and
 * the instruments' items are. UTF-8 with a byte order mark and CRLF, so that a spreadsheet opens it right. Streamed a
 * session at a time. See export.h. */
#include "report/export.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char byte_order_mark[] = "\xef\xbb\xbf";

enum column_of { OF_PERSON, OF_SESSION, OF_ENTRY };

/* The table and its dictionary, in one list. */
static const struct column {
    enum column_of of;
    const char *name, *member, *type, *values, *meaning;
} columns[] = {
    {OF_PERSON, "person", "id", "text", "", "Id of the person; the same in every export."},
    {OF_PERSON, "name", "name", "text", "", "Name of the person, as the clinic entered it."},
    {OF_SESSION, "session", "id", "text", "", "Id of the session: one time of doing a module."},
    {OF_SESSION, "module", "module", "text", "", "Id of the module."},
    {OF_SESSION, "version", "version", "text", "", "Version of the module."},
    {OF_SESSION, "started_at", "started_at", "time", "ISO 8601 with zone", "When the session began."},
    {OF_SESSION, "outcome", "outcome", "text", "completed; stopped; open; or the module's own word",
     "How the session ended; open: not yet."},
    {OF_ENTRY, "seq", "seq", "integer", "1 and up",
     "Number of the entry in its session; empty for records and scores."},
    {OF_ENTRY, "key", "key", "text", "", "The question in its session: id#n, counted where it is asked in a loop."},
    {OF_ENTRY, "id", "id", "text", "",
     "Id of the question, record or instrument; with module it names a variable. Items of instruments are listed "
     "below."},
    {OF_ENTRY, "kind", "kind", "text", "the step's kind; instrument.item; record; score",
     "What the row is: an answer or a practice by the kind of its step, a value the module recorded, or a total."},
    {OF_ENTRY, "status", "status", "text", "answered; skipped; declined; timed_out; stopped",
     "Whether there is an answer, and why not."},
    {OF_ENTRY, "value", "value", "number or text", "decimal point",
     "The answer. Empty when skipped, or when the patient wrote it and has not shared it. Several answers stand in one "
     "cell, parted by commas. Text that a spreadsheet would take for a formula has an apostrophe before it."},
    {OF_ENTRY, "label", "label", "text", "", "The answer in the words the patient chose from; the band of a score."},
    {OF_ENTRY, "shown_at", "shown_at", "time", "ISO 8601 with zone", "When the question was shown."},
    {OF_ENTRY, "answered_at", "answered_at", "time", "ISO 8601 with zone", "When it was answered."},
    {OF_ENTRY, "active_seconds", "active_seconds", "number", "seconds", "How long the patient was at it."},
    {OF_ENTRY, "unit", "unit", "text", "", "Unit of a recorded value, where the module names one."},
    {OF_ENTRY, "seconds", "seconds", "integer", "seconds", "Practice: how long it was played."},
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static bool written(FILE *out, struct error *err) {
    return !ferror(out) || error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO,
                                     "The export could not be written: %s.", strerror(errno));
}

/* ---- cells ---- */

/* What a spreadsheet cannot take for a formula: text that begins with = + - @ tab or CR gets an apostrophe. */
static void cell(FILE *out, const char *text, bool is_number) {
    bool formula = !is_number && text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
    if (!formula && strpbrk(text, ",;\"\r\n") == NULL) {
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

static void value_cell(FILE *out, const json_t *value) {
    bool nested = json_is_object(value) || json_is_object(json_array_get(value, 0));
    char *text = nested ? value_dump(value) : value_text(value);
    cell(out, text, json_is_number(value));
    free(text);
}

/* ---- rows ---- */

struct stream {
    struct store *store;
    FILE *out;
    const json_t *person;
    struct error *err;
    bool failed;
};

static void row_put(struct stream *st, const json_t *session, const json_t *entry) {
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        const json_t *from = columns[i].of == OF_PERSON ? st->person : columns[i].of == OF_SESSION ? session : entry;
        if (i > 0)
            fputc(',', st->out);
        value_cell(st->out, json_object_get(from, columns[i].member));
    }
    fputs("\r\n", st->out);
}

static void entry_put(struct stream *st, const json_t *session, json_t *entry) {
    json_t *seconds = json_object_get(json_object_get(entry, "value"), "seconds");
    if (json_is_number(seconds) && strcmp(value_string(entry, "kind", ""), "form") != 0)
        json_object_set(entry, "seconds", seconds);
    row_put(st, session, entry);
}

/* Records and scores as rows of their own kind, so that one table holds all there is to count. */
static void derived_put(struct stream *st, const json_t *session) {
    const char *id;
    json_t *value, *score;
    size_t i;
    json_object_foreach(json_object_get(session, "records"), id, value) {
        json_t *row =
            json_pack("{s:s, s:s, s:s, s:O}", "id", id, "kind", "record", "status", "answered", "value", value);
        json_object_set(row, "unit", json_object_get(json_object_get(session, "units"), id));
        row_put(st, session, row);
        json_decref(row);
    }
    json_array_foreach(json_object_get(session, "scores"), i, score) {
        json_t *row = json_pack("{s:O, s:s, s:s, s:O, s:O, s:O}", "id", json_object_get(score, "instrument"), "kind",
                                "score", "status", "answered", "value", json_object_get(score, "total"), "label",
                                json_object_get(score, "band"), "answered_at", json_object_get(score, "at"));
        row_put(st, session, row);
        json_decref(row);
    }
}

static bool session_put(void *context, const struct session_row *row) {
    struct stream *st = context;
    json_t *session = export_session(st->store, row, st->err), *e;
    size_t i;
    if (session == NULL) {
        st->failed = true;
        return false;
    }
    json_array_foreach(json_object_get(session, "entries"), i, e) if (!value_bool(e, "superseded", false))
        entry_put(st, session, e);
    derived_put(st, session);
    json_decref(session);
    return !ferror(st->out);
}

bool export_csv(struct store *s, const char *person, FILE *out, struct error *err) {
    json_t *people = person_list(s, err), *one;
    size_t i;
    bool ok = people != NULL;
    fputs(byte_order_mark, out);
    for (i = 0; i < COLUMN_COUNT; i++)
        fprintf(out, "%s%s", i > 0 ? "," : "", columns[i].name);
    fputs("\r\n", out);
    json_array_foreach(people, i, one) {
        const char *id = value_string(one, "id", "");
        if (!ok || (person != NULL && strcmp(person, id) != 0))
            continue;
        struct stream st = {.store = s, .out = out, .person = one, .err = err};
        ok = session_each(s, id, session_put, &st, err) && !st.failed;
    }
    json_decref(people);
    return ok && written(out, err);
}

/* ---- the dictionary ---- */

static void words_put(FILE *out, const char *what, const char *name, const char *type, const char *values,
                      const char *meaning) {
    const char *const all[] = {what, name, type, values, meaning};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (i > 0)
            fputc(',', out);
        cell(out, all[i], false);
    }
    fputs("\r\n", out);
}

/* "0 = Not at all; 1 = Several days", or "0 to 10; 0 = No pain; 10 = Worst". Given (free()). */
static char *item_values(const json_t *item) {
    struct text out;
    size_t i;
    json_t *option;
    text_init(&out);
    json_array_foreach(json_object_get(item, "options"), i, option) {
        const json_t *pair = json_is_object(option) ? json_object_get(option, "items") : option;
        char *value = value_text(json_array_get(pair, 0)), *label = value_text(json_array_get(pair, 1));
        text_addf(&out, "%s%s = %s", i > 0 ? "; " : "", value, label);
        free(value);
        free(label);
    }
    char *from = value_text(json_object_get(item, "from")), *to = value_text(json_object_get(item, "to"));
    if (out.length_bytes == 0 && to[0] != '\0')
        text_addf(&out, "%s to %s", from[0] != '\0' ? from : "0", to);
    if (to[0] != '\0' && value_string(item, "low", NULL) != NULL)
        text_addf(&out, "; %s = %s", from[0] != '\0' ? from : "0", value_string(item, "low", ""));
    if (to[0] != '\0' && value_string(item, "high", NULL) != NULL)
        text_addf(&out, "; %s = %s", to, value_string(item, "high", ""));
    free(from);
    free(to);
    return text_take(&out);
}

static void instrument_put(FILE *out, const char *id, const json_t *table) {
    const json_t *range = json_object_get(table, "range");
    char *from = value_text(json_array_get(range, 0)), *to = value_text(json_array_get(range, 1));
    char *values = xprintf("%s to %s; %s", from, to, value_string(table, "direction", ""));
    json_t *item;
    size_t i;
    words_put(out, "score", id, "number", values, value_string(table, "title", id));
    json_array_foreach(json_object_get(table, "items"), i, item) {
        char *name = xprintf("%s.%s", id, value_string(item, "id", "")), *of = item_values(item);
        words_put(out, "item", name, "integer", of, value_string(item, "text", ""));
        free(name);
        free(of);
    }
    free(values);
    free(from);
    free(to);
}

bool export_dictionary(const json_t *instruments, FILE *out, struct error *err) {
    const char *id;
    json_t *table;
    fputs(byte_order_mark, out);
    fputs("what,name,type,values,meaning\r\n", out);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        words_put(out, "column", columns[i].name, columns[i].type, columns[i].values, columns[i].meaning);
    json_object_foreach((json_t *)instruments, id, table) instrument_put(out, id, table);
    return written(out, err);
}
