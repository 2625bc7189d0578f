/* What may change: drafts, positions in media, the place where the patient stands (sealed with the person's key), the
 * folder's settings (sealed with the folder's), and bundles (clear, with a MAC: they are modules, not people).
 * Knows nothing of what any of it means. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- three tables of one shape ---- */

struct shelf {
    const char *table;
    enum query set, get, remove;
    bool is_quiet; /* writing it is nothing the patient did: the session's last_ms stays */
};
static const struct shelf drafts = {"draft", QUERY_DRAFT_SET, QUERY_DRAFT_GET, QUERY_DRAFT_DELETE, false};
static const struct shelf positions = {"position", QUERY_POSITION_SET, QUERY_POSITION_GET, QUERY_POSITION_DELETE,
                                       false};
static const struct shelf places = {"place", QUERY_PLACE_SET, QUERY_PLACE_GET, QUERY_PLACE_DELETE, false};
static const struct shelf marks = {
    .table = "place", .set = QUERY_PLACE_SET, .get = QUERY_PLACE_GET, .remove = QUERY_PLACE_DELETE, .is_quiet = true};

static struct seal_place shelf_place(const struct shelf *shelf, const struct head *head, const char *key) {
    return (struct seal_place){.table = shelf->table, .row = head->session, .name = key};
}

static bool shelf_write(struct store *s, const struct shelf *shelf, const struct head *head, const char *key,
                        const json_t *value, struct error *err) {
    struct bytes sealed = {0};
    struct seal_place place = shelf_place(shelf, head, key);
    if (value == NULL)
        return query_run(s, err, shelf->remove, "it", head->number, key);
    bool ok = value_seal(head->key, &place, value, &sealed, err) &&
              query_run(s, err, shelf->set, "itb", head->number, key, sealed.at, sealed.length) &&
              (shelf->is_quiet || query_run(s, err, QUERY_SESSION_TOUCH, "ii", clock_wall_ms(s->clock), head->number));
    bytes_finish(&sealed);
    return ok;
}

static bool shelf_set(struct store *s, const struct shelf *shelf, const char *session, const char *key,
                      const json_t *value, struct error *err) {
    struct head head = {0};
    if (key == NULL)
        return error_set(err, ERROR_FORMAT, "A %s needs a key.", shelf->table);
    if (!change_begin(s, err))
        return false;
    bool ok = head_load_writable(s, session, &head, err) && shelf_write(s, shelf, &head, key, value, err);
    seal_wipe(head.key, sizeof head.key);
    return change_end(s, ok, err);
}

static json_t *shelf_get(struct store *s, const struct shelf *shelf, const char *session, const char *key) {
    struct head head = {0};
    json_t *value = NULL;
    if (key == NULL || !head_load_writable(s, session, &head, NULL))
        return NULL;
    struct seal_place place = shelf_place(shelf, &head, key);
    sqlite3_stmt *q = query_take(s, shelf->get, NULL);
    if (q != NULL) {
        query_bind(q, "it", head.number, key);
        if (query_step(s, q, NULL) == 1)
            value = value_unseal(head.key, &place, sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), NULL);
        query_give(s, shelf->get, q);
    }
    seal_wipe(head.key, sizeof head.key);
    return value;
}

bool position_write(struct store *s, const struct head *head, const char *key, const json_t *value, struct error *err) {
    return shelf_write(s, &positions, head, key, value, err);
}

bool elsewhere_write(struct store *s, const struct head *head, struct error *err) {
    json_t *yes = json_true();
    return shelf_write(s, &places, head, "elsewhere", yes, err);
}

bool draft_set(struct store *s, const char *session, const char *key, const json_t *fields, struct error *err) {
    return shelf_set(s, &drafts, session, key, fields, err);
}

json_t *draft_get(struct store *s, const char *session, const char *key) {
    return shelf_get(s, &drafts, session, key);
}

bool position_set(struct store *s, const char *session, const char *key, const json_t *position, struct error *err) {
    return shelf_set(s, &positions, session, key, position, err);
}

json_t *position_get(struct store *s, const char *session, const char *key) {
    return shelf_get(s, &positions, session, key);
}

bool position_each(struct store *s, const char *session, position_fn *fn, void *context, struct error *err) {
    struct head head = {0};
    if (!head_load_writable(s, session, &head, err))
        return false;
    sqlite3_stmt *q = query_take(s, QUERY_POSITION_ALL, err);
    bool ok = q != NULL, go_on = ok;
    if (ok)
        query_bind(q, "i", head.number);
    while (ok && go_on) {
        int row = query_step(s, q, err);
        ok = row >= 0;
        go_on = row == 1;
        if (!go_on)
            break;
        struct seal_place place = shelf_place(&positions, &head, column_text(q, 0));
        json_t *value =
            value_unseal(head.key, &place, sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1), err);
        ok = value != NULL;
        go_on = ok && fn(context, column_text(q, 0), value);
        json_decref(value);
    }
    query_give(s, QUERY_POSITION_ALL, q);
    seal_wipe(head.key, sizeof head.key);
    return ok;
}

bool place_set(struct store *s, const char *session, const json_t *place, struct error *err) {
    return shelf_set(s, &places, session, "", place, err);
}

json_t *place_get(struct store *s, const char *session) {
    return shelf_get(s, &places, session, "");
}

bool running_set(struct store *s, const char *session, const json_t *mark, struct error *err) {
    return shelf_set(s, &marks, session, "running", mark, err);
}

json_t *running_get(struct store *s, const char *session) {
    return shelf_get(s, &marks, session, "running");
}

/* ---- settings of the folder ---- */

static struct seal_place setting_place(const char *name) {
    return (struct seal_place){.table = "setting", .name = name};
}

bool setting_write(struct store *s, const char *name, const json_t *value, struct error *err) {
    struct bytes sealed = {0};
    struct seal_place place = setting_place(name);
    if (value == NULL)
        return query_run(s, err, QUERY_SETTING_DELETE, "t", name);
    bool ok = value_seal(s->folder_key, &place, value, &sealed, err) &&
              query_run(s, err, QUERY_SETTING_SET, "tb", name, sealed.at, sealed.length);
    bytes_finish(&sealed);
    return ok;
}

bool setting_set(struct store *s, const char *name, const json_t *value, struct error *err) {
    if (name == NULL || name[0] == '\0')
        return error_set(err, ERROR_FORMAT, "A setting needs a name.");
    return change_begin(s, err) && change_end(s, setting_write(s, name, value, err), err);
}

json_t *setting_get(struct store *s, const char *name) {
    json_t *value = NULL;
    struct seal_place place = setting_place(name);
    sqlite3_stmt *q = query_take(s, QUERY_SETTING_GET, NULL);
    if (q == NULL)
        return NULL;
    query_bind(q, "t", name);
    if (query_step(s, q, NULL) == 1)
        value =
            value_unseal(s->folder_key, &place, sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), NULL);
    query_give(s, QUERY_SETTING_GET, q);
    return value;
}

/* ---- bundles ---- */

static bool bundle_exists(struct store *s, const char *hash) {
    sqlite3_stmt *q = query_take(s, QUERY_BUNDLE_GET, NULL);
    if (q == NULL)
        return false;
    query_bind(q, "t", hash);
    bool exists = query_step(s, q, NULL) == 1;
    query_give(s, QUERY_BUNDLE_GET, q);
    return exists;
}

bool bundle_put(struct store *s, const char *hash, const json_t *packed, struct error *err) {
    uint8_t mac[HASH_BYTES];
    if (hash == NULL || hash[0] == '\0' || packed == NULL)
        return error_set(err, ERROR_FORMAT, "A bundle needs a hash and its contents.");
    if (bundle_exists(s, hash))
        return true;
    char *text = json_text(packed);
    if (text == NULL)
        return error_set(err, ERROR_FORMAT, "This bundle cannot be written down.");
    bundle_mac(s, hash, text, mac);
    bool ok = change_begin(s, err) &&
              change_end(s, query_run(s, err, QUERY_BUNDLE_PUT, "ttb", hash, text, mac, (size_t)HASH_BYTES), err);
    free(text);
    return ok;
}

static json_t *bundle_read(struct store *s, sqlite3_stmt *q, const char *hash, struct error *err) {
    uint8_t mac[HASH_BYTES], kept[HASH_BYTES];
    const char *text = column_text(q, 0);
    bundle_mac(s, hash, text, mac);
    if (!column_hash(q, 1, kept) || !seal_equal(mac, kept, HASH_BYTES)) {
        error_set(err, ERROR_RECORD, "The kept module %.12s was changed outside Balm. Restore a backup.", hash);
        return NULL;
    }
    return value_parse(text, strlen(text), err);
}

json_t *bundle_get(struct store *s, const char *hash, struct error *err) {
    json_t *packed = NULL;
    sqlite3_stmt *q = query_take(s, QUERY_BUNDLE_GET, err);
    if (q == NULL)
        return NULL;
    query_bind(q, "t", hash);
    int row = query_step(s, q, err);
    if (row == 1)
        packed = bundle_read(s, q, hash, err);
    else if (row == 0)
        error_set(err, ERROR_MISSING, "The module this session began with (%.12s) is not kept here.",
                  hash != NULL ? hash : "");
    query_give(s, QUERY_BUNDLE_GET, q);
    return packed;
}
