/* Sessions: one row each, whose fixed part is the root of its chain and whose end is an entry in it. Reads rows for
 * resume, the caseload and reports. Knows nothing of entries' values. */
#include "store/internal.h"

#include <stdio.h>
#include <string.h>

/* ---- making ---- */

static bool row_check(const struct session_row *row, struct error *err) {
    return row->module[0] != '\0' || error_set(err, ERROR_FORMAT, "A session needs a module.");
}

static bool parent_check(struct store *s, const char *parent, const struct person_key *who, struct error *err) {
    struct session_row row;
    if (parent[0] == '\0')
        return true;
    if (!session_get(s, parent, &row, err))
        return false;
    return strcmp(row.person, who->id) == 0 ||
           error_set(err, ERROR_FORMAT, "Session %s belongs to another person.", parent);
}

static bool row_insert(struct store *s, const struct session_row *row, const struct person_key *who,
                       struct error *err) {
    uint8_t mac[HASH_BYTES];
    struct head head = {0};
    session_root(row, head.root);
    memcpy(head.hash, head.root, HASH_BYTES);
    memcpy(head.session, row->id, sizeof head.session);
    head_mac(s, &head, mac);
    return query_run(s, err, QUERY_SESSION_ADD, "tittttitibibb", row->id, who->number, row->module, row->version,
                     row->bundle_hash, row->parent, (int64_t)row->seed, row->language, row->started_ms, head.root,
                     (size_t)HASH_BYTES, row->started_ms, head.hash, (size_t)HASH_BYTES, mac, (size_t)HASH_BYTES) &&
           ledger_add(s, "session", head.root, err);
}

bool session_adopt(struct store *s, const struct session_row *row, const struct person_key *who, struct error *err) {
    return row_check(row, err) && parent_check(s, row->parent, who, err) && row_insert(s, row, who, err);
}

/* Sessions of a person are told in the order of their beginnings, wherever they were made: no two begin at once. */
static int64_t moment_of_its_own(struct store *s, const struct person_key *who, int64_t at_ms) {
    while (query_any(s, QUERY_SESSION_MADE, "ii", who->number, at_ms))
        at_ms++;
    return at_ms;
}

bool session_insert(struct store *s, struct session_row *row, struct error *err) {
    struct person_key who;
    struct session_row made = *row;
    if (!row_check(row, err) || !change_begin(s, err))
        return false;
    id_make(made.id, 's', 14);
    made.ended_ms = 0;
    made.outcome[0] = '\0';
    bool ok = person_key_get(s, row->person, &who, err);
    if (ok) {
        made.started_ms = made.last_ms = moment_of_its_own(s, &who, clock_wall_ms(s->clock));
        ok = session_adopt(s, &made, &who, err);
    }
    seal_wipe(&who, sizeof who);
    if (!change_end(s, ok, err))
        return false;
    *row = made;
    return true;
}

bool session_end(struct store *s, const char *id, const char *outcome, struct error *err) {
    struct head head = {0};
    if (outcome == NULL || outcome[0] == '\0' || strlen(outcome) >= sizeof head.outcome)
        return error_set(err, ERROR_FORMAT, "The outcome of a session has 1 to %zu bytes.", sizeof head.outcome - 1);
    if (!change_begin(s, err))
        return false;
    bool ok = head_load_writable(s, id, &head, err);
    if (ok && head.ended_ms != 0)
        ok = error_set(err, ERROR_FORMAT, "Session %s has ended already (%s).", head.session, head.outcome);
    if (ok) {
        json_t *value = json_string(outcome);
        int64_t now_ms = clock_wall_ms(s->clock);
        head.ended_ms = now_ms != 0 ? now_ms : 1; /* the mark's time: what another folder will read */
        snprintf(head.outcome, sizeof head.outcome, "%s", outcome);
        ok = value != NULL ? mark_append(s, &head, "session.end", value, now_ms, err) && head_save(s, &head, err)
                           : error_set(err, ERROR_FORMAT, "An outcome is UTF-8 text.");
        json_decref(value);
    }
    seal_wipe(head.key, sizeof head.key);
    return change_end(s, ok, err);
}

bool session_share(struct store *s, const char *id, bool shared, struct error *err) {
    struct head head = {0};
    if (!change_begin(s, err))
        return false;
    bool ok = head_load_writable(s, id, &head, err);
    if (ok && head.shared != shared) {
        head.shared = shared;
        ok =
            mark_append(s, &head, "session.share", shared ? json_true() : json_false(), clock_wall_ms(s->clock), err) &&
            head_save(s, &head, err);
    }
    seal_wipe(head.key, sizeof head.key);
    return change_end(s, ok, err);
}

/* ---- reading ---- */

void session_read(sqlite3_stmt *q, struct session_row *out) {
    *out = (struct session_row){0};
    column_copy(q, 0, out->id, sizeof out->id);
    column_copy(q, 1, out->person, sizeof out->person);
    column_copy(q, 2, out->module, sizeof out->module);
    column_copy(q, 3, out->version, sizeof out->version);
    column_copy(q, 4, out->bundle_hash, sizeof out->bundle_hash);
    column_copy(q, 5, out->parent, sizeof out->parent);
    out->seed = (uint64_t)sqlite3_column_int64(q, 6);
    column_copy(q, 7, out->language, sizeof out->language);
    out->started_ms = sqlite3_column_int64(q, 8);
    out->ended_ms = sqlite3_column_int64(q, 9);
    column_copy(q, 10, out->outcome, sizeof out->outcome);
    out->last_ms = sqlite3_column_int64(q, 11);
}

/* The first row of a bound query. 1, 0, -1 as query_step. */
static int session_first(struct store *s, sqlite3_stmt *q, struct session_row *out, struct error *err) {
    int row = query_step(s, q, err);
    if (row == 1)
        session_read(q, out);
    return row;
}

bool session_get(struct store *s, const char *id, struct session_row *out, struct error *err) {
    sqlite3_stmt *q = query_take(s, QUERY_SESSION_GET, err);
    if (q == NULL)
        return false;
    query_bind(q, "t", id);
    int row = session_first(s, q, out, err);
    query_give(s, QUERY_SESSION_GET, q);
    if (row == 0)
        error_set(err, ERROR_MISSING, "There is no session \"%s\" in this record.", id != NULL ? id : "");
    return row == 1;
}

bool session_find_open(struct store *s, const char *person, const char *module, struct session_row *out,
                       struct error *err) {
    sqlite3_stmt *q = query_take(s, QUERY_SESSION_OPEN, err);
    if (q == NULL)
        return false;
    query_bind(q, "tt", person, module);
    int row = session_first(s, q, out, err);
    query_give(s, QUERY_SESSION_OPEN, q);
    if (row == 0)
        error_clear(err);
    return row == 1;
}

bool session_find_child(struct store *s, const char *parent, struct session_row *out, struct error *err) {
    sqlite3_stmt *q = query_take(s, QUERY_SESSION_CHILD, err);
    if (q == NULL)
        return false;
    query_bind(q, "t", parent);
    int row = session_first(s, q, out, err);
    query_give(s, QUERY_SESSION_CHILD, q);
    if (row == 0)
        error_clear(err);
    return row == 1;
}

bool session_each(struct store *s, const char *person, session_fn *fn, void *context, struct error *err) {
    enum query which = person != NULL ? QUERY_SESSION_OF : QUERY_SESSION_ALL;
    sqlite3_stmt *q = query_take(s, which, err);
    struct session_row row;
    int found;
    if (q == NULL)
        return false;
    if (person != NULL)
        query_bind(q, "t", person);
    while ((found = session_first(s, q, &row, err)) == 1 && fn(context, &row))
        continue;
    query_give(s, which, q);
    return found >= 0;
}

/* The first number of a query with up to two texts, 0 when there is none. */
static int64_t number_of(struct store *s, enum query which, const char *types, const char *a, const char *b) {
    int64_t number = 0;
    sqlite3_stmt *q = query_take(s, which, NULL);
    if (q == NULL)
        return 0;
    query_bind(q, types, a, b);
    if (query_step(s, q, NULL) == 1)
        number = sqlite3_column_int64(q, 0);
    query_give(s, which, q);
    return number;
}

bool session_is_shared(struct store *s, const char *id) {
    return number_of(s, QUERY_SESSION_SHARED, "t", id, NULL) != 0;
}

int64_t session_count_done(struct store *s, const char *person, const char *module) {
    return number_of(s, QUERY_SESSION_DONE, "tt", person, module);
}
