/* The proof: each entry's hash covers the entry before it, the first one the session's own row; the head of a session
 * (how many, last hash, how it ended) carries a MAC under the folder's key, so that a cut tail shows; ledgers do the
 * same for the lists of people, sessions and staff lines. Hashes cover sealed bytes, so they hold without any person's
 * key and tell nothing of what was answered. */
#include "store/internal.h"

#include <stdio.h>
#include <string.h>

void session_root(const struct session_row *row, uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, NULL, "session");
    hash_text(&h, row->id);
    hash_text(&h, row->person);
    hash_text(&h, row->module);
    hash_text(&h, row->version);
    hash_text(&h, row->bundle_hash);
    hash_text(&h, row->parent);
    hash_int(&h, (int64_t)row->seed);
    hash_text(&h, row->language);
    hash_int(&h, row->started_ms);
    hash_end(&h, out);
}

void link_hash(const uint8_t before[HASH_BYTES], const char *session, const struct link *link,
               uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, NULL, "entry");
    hash_add_bytes(&h, before, HASH_BYTES);
    hash_text(&h, session);
    hash_int(&h, link->seq);
    hash_text(&h, link->key);
    hash_text(&h, link->id);
    hash_text(&h, link->kind);
    hash_int(&h, link->status);
    hash_int(&h, link->shown_ms);
    hash_int(&h, link->answered_ms);
    hash_int(&h, link->active_ms);
    hash_add_bytes(&h, link->value, link->value_bytes);
    hash_end(&h, out);
}

void head_mac(struct store *s, const struct head *head, uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, s->mac_key, "head");
    hash_text(&h, head->session);
    hash_add_bytes(&h, head->root, HASH_BYTES);
    hash_int(&h, head->count);
    hash_add_bytes(&h, head->hash, HASH_BYTES);
    hash_int(&h, head->ended_ms);
    hash_text(&h, head->outcome);
    hash_int(&h, head->shared ? 1 : 0);
    hash_end(&h, out);
}

static bool head_fail(const struct head *head, struct error *err) {
    return error_set(err, ERROR_RECORD,
                     "Session %s: its count, end or last hash was changed outside Balm. Nothing is added to it; run "
                     "balm verify, and restore a backup.",
                     head->session);
}

static bool head_read(struct store *s, sqlite3_stmt *q, struct head *out, struct error *err) {
    uint8_t mac[HASH_BYTES], kept[HASH_BYTES];
    out->number = sqlite3_column_int64(q, 0);
    out->person = sqlite3_column_int64(q, 1);
    out->count = sqlite3_column_int64(q, 4);
    out->ended_ms = sqlite3_column_int64(q, 5);
    column_copy(q, 6, out->outcome, sizeof out->outcome);
    out->shared = sqlite3_column_int64(q, 7) != 0;
    column_copy(q, 9, out->person_id, sizeof out->person_id);
    if (!column_hash(q, 2, out->root) || !column_hash(q, 3, out->hash) || !column_hash(q, 8, kept))
        return head_fail(out, err);
    head_mac(s, out, mac);
    if (!seal_equal(mac, kept, HASH_BYTES))
        return head_fail(out, err);
    out->has_key = sqlite3_column_type(q, 10) != SQLITE_NULL;
    return !out->has_key || person_key_unwrap(s, out->person_id, sqlite3_column_blob(q, 10),
                                              (size_t)sqlite3_column_bytes(q, 10), out->key, err);
}

bool head_load(struct store *s, const char *session, struct head *out, struct error *err) {
    struct head head = {0};
    sqlite3_stmt *q = query_take(s, QUERY_HEAD_GET, err);
    if (q == NULL)
        return false;
    snprintf(head.session, sizeof head.session, "%s", session != NULL ? session : "");
    query_bind(q, "t", head.session);
    int row = query_step(s, q, err);
    bool ok = row == 1 && head_read(s, q, &head, err);
    query_give(s, QUERY_HEAD_GET, q);
    if (row == 0)
        error_set(err, ERROR_MISSING, "There is no session \"%s\" in this record.", head.session);
    if (ok)
        *out = head;
    seal_wipe(head.key, sizeof head.key);
    return ok;
}

bool head_load_writable(struct store *s, const char *session, struct head *out, struct error *err) {
    if (!head_load(s, session, out, err))
        return false;
    if (!out->has_key)
        return error_set(err, ERROR_SEALED, "The person of session %s was removed. Nothing can be added to it.",
                         out->session);
    return true;
}

bool head_save(struct store *s, const struct head *head, struct error *err) {
    uint8_t mac[HASH_BYTES];
    head_mac(s, head, mac);
    return query_run(s, err, QUERY_HEAD_SAVE, "biitibii", head->hash, (size_t)HASH_BYTES, head->count, head->ended_ms,
                     head->outcome, (int64_t)head->shared, mac, (size_t)HASH_BYTES, clock_wall_ms(s->clock),
                     head->number);
}

/* ---- ledgers ---- */

static void ledger_mac(struct store *s, const char *name, int64_t count, const uint8_t head[HASH_BYTES],
                       uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, s->mac_key, "ledger");
    hash_text(&h, name);
    hash_int(&h, count);
    hash_add_bytes(&h, head, HASH_BYTES);
    hash_end(&h, out);
}

static bool ledger_load(struct store *s, const char *name, int64_t *out_count, uint8_t head[HASH_BYTES],
                        struct error *err) {
    uint8_t kept[HASH_BYTES], mac[HASH_BYTES];
    sqlite3_stmt *q = query_take(s, QUERY_LEDGER_GET, err);
    if (q == NULL)
        return false;
    query_bind(q, "t", name);
    int row = query_step(s, q, err);
    *out_count = row == 1 ? sqlite3_column_int64(q, 0) : 0;
    bool ok = row == 1 && column_hash(q, 1, head) && column_hash(q, 2, kept);
    query_give(s, QUERY_LEDGER_GET, q);
    if (row < 0)
        return false;
    if (ok) {
        ledger_mac(s, name, *out_count, head, mac);
        ok = seal_equal(mac, kept, HASH_BYTES);
    }
    return ok || error_set(err, ERROR_RECORD,
                           "The ledger \"%s\" was changed outside Balm. Run balm verify, and restore a backup.", name);
}

static bool ledger_save(struct store *s, const char *name, int64_t count, const uint8_t head[HASH_BYTES],
                        struct error *err) {
    uint8_t mac[HASH_BYTES];
    ledger_mac(s, name, count, head, mac);
    return query_run(s, err, QUERY_LEDGER_SET, "tibb", name, count, head, (size_t)HASH_BYTES, mac, (size_t)HASH_BYTES);
}

bool ledger_begin(struct store *s, const char *name, struct error *err) {
    const uint8_t empty[HASH_BYTES] = {0};
    return ledger_save(s, name, 0, empty, err);
}

void ledger_fold(uint8_t head[HASH_BYTES], const uint8_t hash[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, NULL, "ledger");
    hash_add_bytes(&h, head, HASH_BYTES);
    hash_add_bytes(&h, hash, HASH_BYTES);
    hash_end(&h, head);
}

bool ledger_add(struct store *s, const char *name, const uint8_t hash[HASH_BYTES], struct error *err) {
    int64_t count = 0;
    uint8_t head[HASH_BYTES];
    if (!ledger_load(s, name, &count, head, err))
        return false;
    ledger_fold(head, hash);
    return ledger_save(s, name, count + 1, head, err);
}

bool ledger_check(struct store *s, const char *name, int64_t count, const uint8_t head[HASH_BYTES], struct error *err) {
    int64_t kept_count = 0;
    uint8_t kept[HASH_BYTES];
    if (!ledger_load(s, name, &kept_count, kept, err))
        return false;
    if (count != kept_count)
        return error_set(err, ERROR_RECORD, "The ledger \"%s\" says %lld rows, but there are %lld.", name,
                         (long long)kept_count, (long long)count);
    return seal_equal(head, kept, HASH_BYTES) ||
           error_set(err, ERROR_RECORD, "The ledger \"%s\" does not match its rows: one of them was changed.", name);
}

void person_link(const char *id, int64_t added_ms, uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, NULL, "person");
    hash_text(&h, id);
    hash_int(&h, added_ms);
    hash_end(&h, out);
}

void staff_link(int64_t at_ms, const void *line, size_t line_bytes, uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, NULL, "staff");
    hash_int(&h, at_ms);
    hash_add_bytes(&h, line, line_bytes);
    hash_end(&h, out);
}

void removed_mac(struct store *s, const char *id, uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, s->mac_key, "removed");
    hash_text(&h, id);
    hash_end(&h, out);
}

void bundle_mac(struct store *s, const char *hash, const char *packed, uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, s->mac_key, "bundle");
    hash_text(&h, hash);
    hash_text(&h, packed);
    hash_end(&h, out);
}
