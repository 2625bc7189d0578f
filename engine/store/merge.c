/* Takes a packed person into this record: the union of entries, in one change. What is here already must be what the
 * pack says, entry by entry; what is new is sealed with this folder's key for that person and chained here. */
#include "store/merge.h"

#include "base/xalloc.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(struct error *err, const char *what) {
    return error_set(err, ERROR_FORMAT, "This is not a person as Balm packs one: %s. Nothing was taken in.", what);
}

/* ---- reading the pack ---- */

static bool id_is_plain(const char *id, char letter) {
    size_t length = strlen(id);
    bool ok = length >= 4 && length < 40 && id[0] == letter && id[1] == '-';
    for (size_t i = 2; ok && i < length; i++)
        ok = isalnum((unsigned char)id[i]) != 0;
    return ok;
}

static bool text_copy(const json_t *object, const char *name, char *out, size_t out_bytes) {
    const char *text = value_string(object, name, NULL);
    return text != NULL && strlen(text) < out_bytes && snprintf(out, out_bytes, "%s", text) >= 0;
}

static bool row_read(const json_t *packed, const char *person, struct session_row *row, struct error *err) {
    *row = (struct session_row){.seed = (uint64_t)value_int(packed, "seed", 0),
                                .started_ms = value_int(packed, "started_ms", 0),
                                .last_ms = value_int(packed, "last_ms", 0)};
    snprintf(row->person, sizeof row->person, "%s", person);
    bool ok = text_copy(packed, "id", row->id, sizeof row->id) && id_is_plain(row->id, 's') &&
              text_copy(packed, "module", row->module, sizeof row->module) &&
              text_copy(packed, "version", row->version, sizeof row->version) &&
              text_copy(packed, "bundle", row->bundle_hash, sizeof row->bundle_hash) &&
              text_copy(packed, "parent", row->parent, sizeof row->parent) &&
              text_copy(packed, "language", row->language, sizeof row->language) &&
              json_is_array(json_object_get(packed, "entries"));
    return ok || refuse(err, "a session lacks something, or holds what is too long");
}

static bool hash_read(const json_t *packed, const char *name, uint8_t out[16]) {
    const char *hex = value_string(packed, name, "");
    if (strlen(hex) != 32)
        return false;
    for (int i = 0; i < 16; i++) {
        unsigned byte;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1)
            return false;
        out[i] = (uint8_t)byte;
    }
    return true;
}

/* Strings and values borrowed from the pack. */
static bool entry_read(const json_t *packed, struct entry *e, struct error *err) {
    const json_t *note = json_object_get(packed, "note");
    int64_t status = value_int(packed, "status", -1);
    *e = (struct entry){.key = value_string(packed, "key", ""),
                        .id = value_string(packed, "id", NULL),
                        .kind = value_string(packed, "kind", ""),
                        .value = json_object_get(packed, "value"),
                        .note = json_is_null(note) ? NULL : note,
                        .shown_ms = value_int(packed, "shown_ms", 0),
                        .answered_ms = value_int(packed, "answered_ms", 0),
                        .active_ms = value_int(packed, "active_ms", 0)};
    if (status < ENTRY_ANSWERED || status > ENTRY_STOPPED || e->key[0] == '\0' || e->kind[0] == '\0' ||
        !hash_read(packed, "def", e->def_hash) || !hash_read(packed, "shown", e->shown_hash))
        return refuse(err, "an entry lacks something");
    e->status = (enum entry_status)status;
    return true;
}

/* ---- one session ---- */

/* How many entries at the beginning are the same in both. */
static size_t same_count(const json_t *here, const json_t *there) {
    size_t count = 0, most = json_array_size(here);
    while (count < most && count < json_array_size(there) &&
           json_equal(json_array_get(here, count), json_array_get(there, count)))
        count++;
    return count;
}

static bool entries_adopt(struct store *s, const char *session, const json_t *entries, size_t from,
                          struct merge_result *m, struct error *err) {
    struct head head = {0};
    bool ok = head_load_writable(s, session, &head, err);
    for (size_t i = from; ok && i < json_array_size(entries); i++) {
        struct entry e;
        ok = entry_read(json_array_get(entries, i), &e, err) && entry_adopt(s, &head, &e, err);
        m->entries_new += !kind_is_mark(e.kind);
    }
    ok = ok && head_save(s, &head, err);
    seal_wipe(head.key, sizeof head.key);
    return ok;
}

/* Of two places in one practice the later counts; of two equally late ones, either, but always the same. */
static bool position_is_later(const json_t *here, const json_t *there) {
    int64_t a = value_int(here, "seconds", 0), b = value_int(there, "seconds", 0);
    if (here == NULL || a != b)
        return here == NULL || b > a;
    char *x = value_dump(here), *y = value_dump(there);
    bool later = strcmp(y, x) > 0;
    free(x);
    free(y);
    return later;
}

static bool positions_adopt(struct store *s, const char *session, const json_t *packed, struct error *err) {
    const char *key;
    json_t *there;
    struct head head = {0};
    bool ok = head_load_writable(s, session, &head, err);
    json_object_foreach(json_object_get(packed, "positions"), key, there) {
        json_t *here = ok ? position_get(s, session, key) : NULL;
        if (ok && position_is_later(here, there))
            ok = position_write(s, &head, key, there, err);
        json_decref(here);
    }
    seal_wipe(head.key, sizeof head.key);
    return ok;
}

/* The id of the other way of a session that went on differently in two places: always the same for the same way. */
static void fork_id(char id[40], const json_t *entry) {
    static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyz";
    uint8_t hash[HASH_BYTES];
    struct hasher h;
    char *text = value_dump(entry);
    hash_start(&h, NULL, "fork");
    hash_text(&h, id);
    hash_text(&h, text);
    hash_end(&h, hash);
    free(text);
    for (int i = 0; i < 14; i++)
        id[2 + i] = letters[hash[i] % (sizeof letters - 1)];
    id[16] = '\0';
}

static bool session_is_here(struct store *s, const char *id, struct session_row *out) {
    struct error absent = {0};
    return session_get(s, id, out, &absent);
}

static bool session_begin(struct store *s, const struct session_row *row, const struct person_key *who,
                          const json_t *packed, struct merge_result *m, struct error *err) {
    struct head head = {0};
    if (!session_adopt(s, row, who, err) || !entries_adopt(s, row->id, json_object_get(packed, "entries"), 0, m, err))
        return false;
    bool ok = head_load_writable(s, row->id, &head, err) && (head.ended_ms != 0 || elsewhere_write(s, &head, err));
    m->sessions_new++;
    seal_wipe(head.key, sizeof head.key);
    return ok;
}

static bool row_is_same(const struct session_row *a, const struct session_row *b) {
    return strcmp(a->module, b->module) == 0 && strcmp(a->version, b->version) == 0 &&
           strcmp(a->bundle_hash, b->bundle_hash) == 0 && strcmp(a->parent, b->parent) == 0 && a->seed == b->seed &&
           strcmp(a->language, b->language) == 0 && a->started_ms == b->started_ms;
}

/* The session as it is here: what is missing is added. out_fork: they went different ways; nothing was done. */
static bool session_grow(struct store *s, const struct session_row *here, const json_t *packed, size_t *out_fork,
                         struct merge_result *m, struct error *err) {
    json_t *mine = session_pack(s, here, err);
    if (mine == NULL)
        return false;
    const json_t *old = json_object_get(mine, "entries"), *new = json_object_get(packed, "entries");
    size_t same = same_count(old, new), old_count = json_array_size(old), new_count = json_array_size(new);
    bool ok = true;
    *out_fork = same < old_count && same < new_count ? same + 1 : 0;
    if (same == old_count && new_count > same) {
        m->sessions_grown++;
        ok = entries_adopt(s, here->id, new, same, m, err);
    }
    json_decref(mine);
    return ok;
}

static bool touch(struct store *s, const char *session, int64_t last_ms, struct error *err) {
    struct head head = {0};
    bool ok = head_load(s, session, &head, err) && query_run(s, err, QUERY_SESSION_TOUCH, "ii", last_ms, head.number);
    seal_wipe(head.key, sizeof head.key);
    return ok;
}

static bool session_merge(struct store *s, const json_t *packed, const struct person_key *who, struct merge_result *m,
                          struct error *err) {
    struct session_row row, here;
    size_t fork = 0;
    bool ok = row_read(packed, who->id, &row, err);
    while (ok && session_is_here(s, row.id, &here)) {
        if (strcmp(here.person, who->id) != 0)
            return error_set(err, ERROR_FORMAT, "Session %s belongs to %s here, not to %s. Nothing was taken in.",
                             row.id, here.person, who->id);
        if (!row_is_same(&here, &row))
            return refuse(err, "a session of it is here with another beginning");
        ok = session_grow(s, &here, packed, &fork, m, err);
        if (!ok || fork == 0)
            return ok && positions_adopt(s, row.id, packed, err) &&
                   touch(s, row.id, here.last_ms > row.last_ms ? here.last_ms : row.last_ms, err);
        fork_id(row.id, json_array_get(json_object_get(packed, "entries"), fork - 1));
    }
    return ok && session_begin(s, &row, who, packed, m, err) && positions_adopt(s, row.id, packed, err) &&
           touch(s, row.id, row.last_ms, err);
}

/* ---- the person ---- */

/* Whose record it becomes: the one named, the one it was joined to before, or its own id. */
static bool person_choose(struct store *s, const char *id, const char *into, char out[40], struct error *err) {
    json_t *same = setting_get(s, "same_person");
    if (into == NULL)
        into = value_string(same, id, id);
    snprintf(out, 40, "%s", into);
    json_decref(same);
    return !person_is_removed(s, out) ||
           error_set(err, ERROR_SEALED,
                     "Person %s was removed from this record; what they answered is not taken in again.", out);
}

static bool person_join(struct store *s, const char *id, const char *into, struct error *err) {
    json_t *same = setting_get(s, "same_person");
    bool ok = true;
    if (same == NULL)
        same = json_object();
    if (strcmp(id, into) != 0 && strcmp(value_string(same, id, ""), into) != 0) {
        value_set_string(same, id, into);
        ok = setting_write(s, "same_person", same, err);
    }
    json_decref(same);
    return ok;
}

static bool person_ready(struct store *s, const json_t *person, const char *into, struct person_key *who,
                         struct merge_result *m, struct error *err) {
    char id[40];
    struct error absent = {0};
    if (!text_copy(person, "id", id, sizeof id) || !id_is_plain(id, 'p'))
        return refuse(err, "it names nobody");
    if (!person_choose(s, id, into, m->person, err))
        return false;
    m->person_is_new = !person_key_get(s, m->person, who, &absent);
    if (m->person_is_new && (absent.code != ERROR_MISSING || into != NULL))
        return error_set(err, absent.code, "%s", absent.text);
    if (m->person_is_new &&
        !person_adopt(s, m->person, value_string(person, "name", ""), value_int(person, "added_ms", 0), err))
        return false;
    return person_key_get(s, m->person, who, err) && person_join(s, id, m->person, err);
}

static bool fact_merge(struct store *s, const json_t *packed, const struct person_key *who, struct merge_result *m,
                       struct error *err) {
    bool new = false;
    struct fact fact = {.id = value_string(packed, "id", ""),
                        .kind = value_string(packed, "kind", ""),
                        .at_ms = value_int(packed, "at_ms", 0),
                        .value = json_object_get(packed, "value")};
    if (!id_is_plain(fact.id, 'f') || fact.kind[0] == '\0' || fact.value == NULL)
        return refuse(err, "a fact lacks something");
    bool ok = fact_adopt(s, who, &fact, &new, err);
    m->facts_new += new;
    return ok;
}

static bool bundles_merge(struct store *s, const json_t *bundles, struct error *err) {
    const char *hash;
    json_t *packed;
    bool ok = true;
    json_object_foreach((json_t *)bundles, hash, packed) ok = ok && bundle_put(s, hash, packed, err);
    return ok;
}

static bool all_merge(struct store *s, const json_t *packed, const char *into, struct merge_result *m,
                      struct error *err) {
    struct person_key who = {0};
    json_t *session, *fact;
    size_t i;
    bool ok = person_ready(s, json_object_get(packed, "person"), into, &who, m, err) &&
              bundles_merge(s, json_object_get(packed, "bundles"), err);
    json_array_foreach(json_object_get(packed, "sessions"), i, session) ok =
        ok && session_merge(s, session, &who, m, err);
    json_array_foreach(json_object_get(packed, "facts"), i, fact) ok = ok && fact_merge(s, fact, &who, m, err);
    seal_wipe(&who, sizeof who);
    return ok;
}

bool person_merge(struct store *s, const json_t *packed, const char *into, struct merge_result *out,
                  struct error *err) {
    struct merge_result m = {0};
    int64_t format = value_int(packed, "balm_person", 0);
    if (format > PACK_FORMAT)
        return error_set(err, ERROR_NEWER,
                         "This person was packed by a newer Balm (format %lld; this one knows %d). "
                         "Nothing was taken in. Install the newer Balm.",
                         (long long)format, PACK_FORMAT);
    if (format < 1)
        return refuse(err, "it does not say its format");
    if (!change_begin(s, err) || !change_end(s, all_merge(s, packed, into, &m, err), err))
        return false;
    *out = m;
    return true;
}
