/* What my progress, my notes, the finished screen and help now read from the record: sessions, scores with the range of
 * their instrument, and what the patient wrote. Read anew each time it is shown; only counted things, nothing judged.
 */
#include "app/stage_internal.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

struct gather {
    struct stage *st;
    json_t *sessions, *notes, *scores;
    const struct session_row *row;
    const char *title, *kind; /* of the row's module; borrowed from `manifests` */
    json_t *manifests;        /* module id: manifest */
    int64_t seconds;
    bool shared;
};

static const json_t *manifest_of(struct gather *g, const char *module) {
    const json_t *known = json_object_get(g->manifests, module);
    struct error quiet = {0};
    if (known != NULL)
        return known;
    struct bundle *b = library_bundle(g->st->o.library, module, false, &quiet);
    const json_t *m = b != NULL ? bundle_manifest(b, &quiet) : NULL;
    json_object_set_new(g->manifests, module, m != NULL ? json_deep_copy(m) : json_object());
    return json_object_get(g->manifests, module);
}

static void add_words(struct text *out, const json_t *value) {
    size_t i;
    json_t *item;
    if (json_is_string(value))
        text_addf(out, "%s%s", out->length_bytes > 0 ? "\n" : "", json_string_value(value));
    json_array_foreach(value, i, item) add_words(out, item);
}

/* What the patient wrote at this step, "" nothing. Given. */
static char *written(const struct entry *e) {
    struct text out;
    size_t i;
    json_t *id;
    text_init(&out);
    if (strcmp(e->kind, "ask.text") == 0 || strcmp(e->kind, "ask.list") == 0)
        add_words(&out, e->value);
    else if (strcmp(e->kind, "form") == 0)
        json_array_foreach(json_object_get(e->note, "words"), i, id)
            add_words(&out, json_object_get(e->value, json_string_value(id)));
    else if (strcmp(e->kind, "ask.choice") == 0 && value_bool(e->note, "own", false))
        add_words(&out, e->value);
    return text_take(&out);
}

static void add_note(struct gather *g, const struct entry *e) {
    char date[16];
    char *words = written(e);
    if (words[0] != '\0') {
        json_t *note =
            json_pack("{s:s, s:s, s:s, s:s, s:s}", "date", clock_date(e->answered_ms, date), "module", g->row->module,
                      "session", g->row->id, "label", value_string(e->note, "text", ""), "text", words);
        value_set_string(note, "title", g->title);
        value_set_string(note, "kind", g->kind);
        value_set_bool(note, "shared", g->shared);
        json_array_append_new(g->notes, note);
    }
    free(words);
}

static void add_score(struct gather *g, const struct entry *e) {
    char date[16];
    struct error quiet = {0};
    struct instrument *in = library_instrument(g->st->o.library, e->id, &quiet);
    const json_t *table = in != NULL ? instrument_table(in) : NULL;
    json_t *score = json_pack("{s:s, s:s, s:s, s:O}", "instrument", e->id, "title",
                              value_string(table, "patient_title", value_string(e->note, "title", e->id)), "date",
                              clock_date(e->answered_ms, date), "total", json_object_get(e->value, "total"));
    const json_t *range = json_object_get(table, "range");
    if (json_array_size(range) == 2) {
        json_object_set(score, "from", json_array_get(range, 0));
        json_object_set(score, "to", json_array_get(range, 1));
    }
    value_set_string(score, "direction", value_string(table, "direction", NULL));
    json_array_append_new(g->scores, score);
}

static bool gather_entry(void *context, const struct entry *e) {
    struct gather *g = context;
    if (e->superseded)
        return true;
    if (json_is_object(e->value) && strncmp(e->kind, "ask.", 4) != 0)
        g->seconds += value_int(e->value, "seconds", 0);
    if (strcmp(e->kind, "score") == 0 && e->id != NULL)
        add_score(g, e);
    else
        add_note(g, e);
    return true;
}

static bool gather_session(void *context, const struct session_row *row) {
    struct gather *g = context;
    struct error quiet = {0};
    char date[16];
    int64_t before = g->seconds;
    const json_t *manifest = manifest_of(g, row->module);
    g->row = row;
    g->title = value_string(manifest, "title", NULL);
    g->kind = value_string(manifest, "kind", NULL);
    g->shared = session_is_shared(stage_store(g->st), row->id);
    entry_each(stage_store(g->st), row->id, gather_entry, g, &quiet);
    json_t *item =
        json_pack("{s:s, s:s, s:s, s:I}", "date", clock_date(row->started_ms, date), "module", row->module, "outcome",
                  row->ended_ms != 0 ? row->outcome : "open", "seconds", (json_int_t)(g->seconds - before));
    value_set_string(item, "title", g->title);
    json_array_append_new(g->sessions, item);
    return true;
}

json_t *record_context(struct stage *st) {
    struct gather g = {
        .st = st, .sessions = json_array(), .notes = json_array(), .scores = json_array(), .manifests = json_object()};
    struct error quiet = {0};
    char today[16];
    if (st->person[0] != '\0')
        session_each(stage_store(st), st->person, gather_session, &g, &quiet);
    json_decref(g.manifests);
    return json_pack("{s:o, s:o, s:o, s:I, s:s}", "sessions", g.sessions, "notes", g.notes, "scores", g.scores,
                     "seconds", (json_int_t)g.seconds, "today", clock_date(clock_wall_ms(st->o.clock), today));
}

int64_t record_practice_days(struct stage *st) {
    json_t *record = record_context(st), *days = json_object(), *row;
    size_t i;
    json_array_foreach(json_object_get(record, "sessions"), i, row) if (value_int(row, "seconds", 0) > 0)
        json_object_set_new(days, value_string(row, "date", ""), json_true());
    int64_t count = (int64_t)json_object_size(days);
    json_decref(days);
    json_decref(record);
    return count;
}

/* The newest session of a module of the kind "plan" in which something was written: that is the flare-up plan. */
json_t *record_flare_plan(struct stage *st) {
    json_t *record = record_context(st), *plan = json_array(), *note;
    const json_t *notes = json_object_get(record, "notes");
    const char *newest = NULL;
    size_t i;
    json_array_foreach(notes, i, note) if (strcmp(value_string(note, "kind", ""), "plan") == 0) newest =
        value_string(note, "session", NULL);
    json_array_foreach(notes, i, note) if (newest != NULL && strcmp(value_string(note, "session", ""), newest) == 0)
        json_array_append(plan, note);
    json_decref(record);
    return plan;
}
