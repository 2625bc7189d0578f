/* Entries: what was asked and answered, appended in one transaction with the session's head, on disk before anybody
 * sees it. Values and notes are sealed; Balm's own marks (superseded, end, share) hold nothing personal and stay
 * readable when the person is gone. Works nothing out from them. */
#include "store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *entry_status_name(enum entry_status status) {
    static const char *const names[] = {
        [ENTRY_ANSWERED] = "answered",   [ENTRY_SKIPPED] = "skipped", [ENTRY_DECLINED] = "declined",
        [ENTRY_TIMED_OUT] = "timed_out", [ENTRY_STOPPED] = "stopped",
    };
    return (size_t)status < sizeof names / sizeof *names ? names[status] : "answered";
}

bool kind_is_mark(const char *kind) {
    return strncmp(kind, "mark.", 5) == 0 || strncmp(kind, "session.", 8) == 0;
}

struct seal_place entry_place(const char *session, int64_t seq) {
    return (struct seal_place){.table = "entry", .row = session, .number = seq};
}

/* What is sealed of an entry. The hashes too, since what was shown may quote an answer. */
struct content {
    uint8_t def_hash[16], shown_hash[16];
    uint32_t value_bytes; /* the value's JSON stands behind, and the note's up to the end (nothing: no note) */
};

/* ---- writing ---- */

/* One row behind the head, and the head moves on. The value's bytes are ready, sealed or (marks) clear. */
static bool link_insert(struct store *s, struct head *head, struct link *link, struct error *err) {
    uint8_t hash[HASH_BYTES];
    link->seq = head->count + 1;
    link_hash(head->hash, head->session, link, hash);
    if (!query_run(s, err, QUERY_ENTRY_ADD, "iiitttibiiib", head->number, link->seq, head->person, link->key, link->id,
                   link->kind, link->status, link->value, link->value_bytes, link->shown_ms, link->answered_ms,
                   link->active_ms, hash, (size_t)HASH_BYTES))
        return false;
    head->count = link->seq;
    memcpy(head->hash, hash, HASH_BYTES);
    return true;
}

static struct link link_of(const struct entry *e) {
    return (struct link){.key = e->key,
                         .id = e->id,
                         .kind = e->kind,
                         .status = (int64_t)e->status,
                         .shown_ms = e->shown_ms,
                         .answered_ms = e->answered_ms,
                         .active_ms = e->active_ms};
}

static void content_seal(const struct head *head, int64_t seq, const struct entry *e, const char *value,
                         const char *note, struct bytes *out) {
    struct content content = {.value_bytes = (uint32_t)strlen(value)};
    struct seal_place place = entry_place(head->session, seq);
    struct bytes plain = {0};
    size_t note_bytes = note != NULL ? strlen(note) : 0;
    size_t length = sizeof content + content.value_bytes + note_bytes;
    memcpy(content.def_hash, e->def_hash, sizeof content.def_hash);
    memcpy(content.shown_hash, e->shown_hash, sizeof content.shown_hash);
    bytes_room(&plain, length);
    memcpy(plain.at, &content, sizeof content);
    memcpy(plain.at + sizeof content, value, content.value_bytes);
    if (note_bytes > 0)
        memcpy(plain.at + sizeof content + content.value_bytes, note, note_bytes);
    seal_close(head->key, &place, plain.at, length, out);
    bytes_finish(&plain);
}

static void text_wipe(char *text) {
    if (text != NULL)
        seal_wipe(text, strlen(text));
    free(text);
}

static bool entry_insert(struct store *s, struct head *head, struct entry *e, struct error *err) {
    struct bytes sealed = {0};
    struct link link = link_of(e);
    char *value = json_text(e->value);
    char *note = e->note != NULL ? json_text(e->note) : NULL;
    bool ok = (value != NULL && (note != NULL || e->note == NULL)) ||
              error_set(err, ERROR_FORMAT, "The value of %s cannot be written down.", e->key);
    if (ok) {
        content_seal(head, head->count + 1, e, value, note, &sealed);
        link.value = sealed.at;
        link.value_bytes = sealed.length;
        ok = link_insert(s, head, &link, err) && query_run(s, err, QUERY_DRAFT_DELETE, "it", head->number, e->key);
    }
    bytes_finish(&sealed);
    text_wipe(value);
    text_wipe(note);
    return ok;
}

bool mark_append(struct store *s, struct head *head, const char *kind, const json_t *value, int64_t now_ms,
                 struct error *err) {
    char *text = json_text(value);
    if (text == NULL)
        return error_set(err, ERROR_FORMAT, "The mark %s cannot be written down.", kind);
    struct link link = {.key = kind,
                        .kind = kind,
                        .shown_ms = now_ms,
                        .answered_ms = now_ms,
                        .value = text,
                        .value_bytes = strlen(text)};
    bool ok = link_insert(s, head, &link, err);
    free(text);
    return ok;
}

static bool entries_check(const struct entry *entries, size_t count, struct error *err) {
    for (size_t i = 0; i < count; i++) {
        const struct entry *e = &entries[i];
        if (e->key == NULL || e->key[0] == '\0' || e->kind == NULL || e->kind[0] == '\0')
            return error_set(err, ERROR_FORMAT, "An entry needs a key and a kind.");
        if (kind_is_mark(e->kind))
            return error_set(err, ERROR_FORMAT, "Entries of kind %s are Balm's own.", e->kind);
        if ((int)e->status < ENTRY_ANSWERED || e->status > ENTRY_STOPPED)
            return error_set(err, ERROR_FORMAT, "Entry %s has no known status.", e->key);
    }
    return true;
}

/* "Something got worse" may be said on the finished screen too, and the safety card acknowledged there. */
static bool kind_may_follow_end(const char *kind) {
    return strncmp(kind, "adverse_event", 13) == 0 || strcmp(kind, "safety.ack") == 0;
}

static bool entries_insert(struct store *s, const char *session, struct entry *entries, size_t count, int64_t *out_from,
                           struct error *err) {
    struct head head = {0};
    bool ok = head_load_writable(s, session, &head, err);
    for (size_t i = 0; ok && head.ended_ms != 0 && i < count; i++)
        ok = kind_may_follow_end(entries[i].kind) ||
             error_set(err, ERROR_FORMAT, "Session %s has ended (%s); nothing can be added to it.", head.session,
                       head.outcome);
    *out_from = head.count + 1;
    for (size_t i = 0; ok && i < count; i++)
        ok = entry_insert(s, &head, &entries[i], err);
    ok = ok && head_save(s, &head, err);
    seal_wipe(head.key, sizeof head.key);
    return ok;
}

bool entry_append(struct store *s, const char *session, struct entry *entries, size_t count, struct error *err) {
    int64_t from = 0;
    if (!entries_check(entries, count, err) || !change_begin(s, err))
        return false;
    if (!change_end(s, entries_insert(s, session, entries, count, &from, err), err))
        return false;
    for (size_t i = 0; i < count; i++)
        entries[i].seq = from + (int64_t)i;
    return true;
}

static bool marks_set(struct store *s, const struct head *head, const int64_t *seqs, size_t count, struct error *err) {
    for (size_t i = 0; i < count; i++) {
        if (!query_run(s, err, QUERY_ENTRY_SUPERSEDE, "iii", head->count, head->number, seqs[i]))
            return false;
        if (sqlite3_changes(s->db) != 1)
            return error_set(err, ERROR_MISSING, "Session %s has no entry %lld.", head->session, (long long)seqs[i]);
    }
    return true;
}

bool entry_supersede(struct store *s, const char *session, const int64_t *seqs, size_t count, struct error *err) {
    struct head head = {0};
    if (count == 0)
        return true;
    if (!change_begin(s, err))
        return false;
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_integer(seqs[i]));
    bool ok = head_load_writable(s, session, &head, err) &&
              mark_append(s, &head, "mark.superseded", list, clock_wall_ms(s->clock), err) &&
              marks_set(s, &head, seqs, count, err) && head_save(s, &head, err);
    json_decref(list);
    seal_wipe(head.key, sizeof head.key);
    return change_end(s, ok, err);
}

/* ---- from another folder ---- */

static bool superseded_adopt(struct store *s, const struct head *head, const json_t *list, struct error *err) {
    json_t *seq;
    size_t i;
    json_array_foreach((json_t *)list, i, seq) {
        int64_t number = json_integer_value(seq);
        if (!marks_set(s, head, &number, 1, err))
            return false;
    }
    return true;
}

static bool mark_adopt(struct store *s, struct head *head, const struct entry *e, struct error *err) {
    struct link link = link_of(e);
    char *text = json_text(e->value);
    link.value = text;
    link.value_bytes = text != NULL ? strlen(text) : 0;
    bool ok = (text != NULL || error_set(err, ERROR_FORMAT, "A mark cannot be written down.")) &&
              link_insert(s, head, &link, err);
    free(text);
    if (ok && strcmp(e->kind, "mark.superseded") == 0)
        return superseded_adopt(s, head, e->value, err);
    if (ok && strcmp(e->kind, "session.share") == 0)
        head->shared = json_is_true(e->value);
    if (ok && strcmp(e->kind, "session.end") == 0) {
        snprintf(head->outcome, sizeof head->outcome, "%s",
                 json_is_string(e->value) ? json_string_value(e->value) : "");
        head->ended_ms = e->answered_ms != 0 ? e->answered_ms : 1;
    }
    return ok;
}

bool entry_adopt(struct store *s, struct head *head, struct entry *e, struct error *err) {
    return kind_is_mark(e->kind) ? mark_adopt(s, head, e, err)
                                 : entries_check(e, 1, err) && entry_insert(s, head, e, err);
}

/* ---- reading ---- */

/* Opens an entry's seal into plain: where its value and note stand, and its hashes. */
static bool content_open(const uint8_t key[KEY_BYTES], const struct seal_place *place, sqlite3_stmt *q, int column,
                         struct bytes *plain, struct content *out, struct error *err) {
    bool ok = seal_open(key, place, sqlite3_column_blob(q, column), (size_t)sqlite3_column_bytes(q, column), plain) &&
              plain->length >= sizeof *out;
    if (ok)
        memcpy(out, plain->at, sizeof *out);
    return (ok && out->value_bytes <= plain->length - sizeof *out) ||
           error_set(err, ERROR_SEALED, "Session %s, entry %lld: the sealed value was altered.", place->row,
                     (long long)place->number);
}

static json_t *content_value(const struct bytes *plain, const struct content *content, struct error *err) {
    return value_parse((const char *)plain->at + sizeof *content, content->value_bytes, err);
}

/* Opens one row; value and note become the caller's. */
static bool row_open(const struct head *head, sqlite3_stmt *q, struct bytes *plain, struct entry *e, json_t **value,
                     json_t **note, struct error *err) {
    struct content content;
    struct seal_place place = entry_place(head->session, e->seq);
    if (!content_open(head->key, &place, q, 5, plain, &content, err))
        return false;
    size_t note_at = sizeof content + content.value_bytes;
    memcpy(e->def_hash, content.def_hash, sizeof content.def_hash);
    memcpy(e->shown_hash, content.shown_hash, sizeof content.shown_hash);
    *value = content_value(plain, &content, err);
    if (*value == NULL || note_at == plain->length)
        return *value != NULL;
    *note = value_parse((const char *)plain->at + note_at, plain->length - note_at, err);
    return *note != NULL;
}

static bool row_show(const struct head *head, sqlite3_stmt *q, struct bytes *plain, bool raw, entry_fn *fn,
                     void *context, bool *go_on, struct error *err) {
    json_t *value = NULL, *note = NULL;
    struct entry e = {.seq = sqlite3_column_int64(q, 0),
                      .key = column_text(q, 1),
                      .id = (const char *)sqlite3_column_text(q, 2),
                      .kind = column_text(q, 3),
                      .status = (enum entry_status)sqlite3_column_int(q, 4),
                      .shown_ms = sqlite3_column_int64(q, 6),
                      .answered_ms = sqlite3_column_int64(q, 7),
                      .active_ms = sqlite3_column_int64(q, 8),
                      .superseded = sqlite3_column_type(q, 9) != SQLITE_NULL};
    bool mark = kind_is_mark(e.kind), ok = true;
    if (!mark)
        ok = row_open(head, q, plain, &e, &value, &note, err);
    else if (raw)
        ok = (value = value_parse(sqlite3_column_blob(q, 5), (size_t)sqlite3_column_bytes(q, 5), err)) != NULL;
    e.value = value;
    e.note = note;
    if (ok && (raw || !mark))
        *go_on = fn(context, &e);
    json_decref(value);
    json_decref(note);
    return ok;
}

static bool entries_walk(struct store *s, const char *session, bool raw, entry_fn *fn, void *context,
                         struct error *err) {
    struct head head = {0};
    struct bytes plain = {0};
    if (!head_load_writable(s, session, &head, err))
        return false;
    sqlite3_stmt *q = query_take(s, QUERY_ENTRY_ALL, err);
    bool ok = q != NULL, go_on = ok;
    if (ok)
        query_bind(q, "i", head.number);
    while (ok && go_on) {
        int row = query_step(s, q, err);
        ok = row >= 0 && (row == 0 || row_show(&head, q, &plain, raw, fn, context, &go_on, err));
        go_on = go_on && row == 1;
    }
    query_give(s, QUERY_ENTRY_ALL, q);
    bytes_finish(&plain);
    seal_wipe(head.key, sizeof head.key);
    return ok;
}

bool entry_each(struct store *s, const char *session, entry_fn *fn, void *context, struct error *err) {
    return entries_walk(s, session, false, fn, context, err);
}

bool entry_each_raw(struct store *s, const char *session, entry_fn *fn, void *context, struct error *err) {
    return entries_walk(s, session, true, fn, context, err);
}

/* Newest first, until one holds a value: a skipped question does not hide the answer before it. */
static json_t *last_value(struct store *s, sqlite3_stmt *q, const struct person_key *who, struct error *err) {
    struct bytes plain = {0};
    json_t *value = NULL;
    int row;
    while (value == NULL && (row = query_step(s, q, err)) == 1) {
        struct content content;
        struct seal_place place = entry_place(column_text(q, 0), sqlite3_column_int64(q, 1));
        if (!content_open(who->key, &place, q, 2, &plain, &content, err))
            break;
        value = content_value(&plain, &content, err);
        if (value == NULL)
            break;
        if (json_is_null(value))
            value = NULL; /* null is one and the same everywhere: nothing to give back */
    }
    bytes_finish(&plain);
    return value;
}

json_t *entry_last(struct store *s, const char *person, const char *module, const char *kind, const char *id,
                   struct error *err) {
    struct person_key who;
    error_clear(err);
    if (!person_key_get(s, person, &who, err))
        return NULL;
    json_t *value = NULL;
    sqlite3_stmt *q = query_take(s, QUERY_ENTRY_LAST, err);
    if (q != NULL) {
        query_bind(q, "ittt", who.number, id, kind, module);
        value = last_value(s, q, &who, err);
        query_give(s, QUERY_ENTRY_LAST, q);
    }
    seal_wipe(&who, sizeof who);
    return value;
}

static bool add_history(const struct person_key *who, sqlite3_stmt *q, struct bytes *plain, json_t *out,
                        struct error *err) {
    struct content content;
    struct seal_place place = entry_place(column_text(q, 0), sqlite3_column_int64(q, 1));
    if (!content_open(who->key, &place, q, 2, plain, &content, err))
        return false;
    json_t *value = content_value(plain, &content, err);
    if (value == NULL)
        return false;
    if (!json_is_null(value))
        json_array_append_new(out, json_pack("{s:I, s:s, s:O}", "at_ms", (json_int_t)sqlite3_column_int64(q, 3),
                                             "session", column_text(q, 0), "value", value));
    json_decref(value);
    return true;
}

json_t *entry_history(struct store *s, const char *person, const char *kind, const char *id, struct error *err) {
    struct person_key who;
    struct bytes plain = {0};
    if (!person_key_get(s, person, &who, err))
        return NULL;
    json_t *out = json_array();
    sqlite3_stmt *q = query_take(s, QUERY_ENTRY_HISTORY, err);
    bool ok = q != NULL;
    int row = 1;
    if (ok)
        query_bind(q, "itt", who.number, id, kind);
    while (ok && (row = query_step(s, q, err)) == 1)
        ok = add_history(&who, q, &plain, out, err);
    if (q != NULL)
        query_give(s, QUERY_ENTRY_HISTORY, q);
    bytes_finish(&plain);
    seal_wipe(&who, sizeof who);
    if (ok && row == 0)
        return out;
    json_decref(out);
    return NULL;
}
