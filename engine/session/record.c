/* The mirror of a session's record: every entry in memory, found by key, and the rule by which an entry stops counting.
 * Data comes from store and goes back to it; nothing here decides what is asked. */
#include "base/xalloc.h"
#include "session/internal.h"

#include <stdlib.h>
#include <string.h>

static void mirror(struct session *s, const struct entry *e) {
    s->kept = xrealloc(s->kept, (s->kept_count + 1) * sizeof *s->kept);
    struct kept *k = &s->kept[s->kept_count];
    *k = (struct kept){.seq = e->seq,
                       .key = xstrdup(e->key),
                       .id = e->id != NULL ? xstrdup(e->id) : NULL,
                       .kind = xstrdup(e->kind),
                       .status = e->status,
                       .value = json_is_null(e->value) ? NULL : json_deep_copy(e->value),
                       .superseded = e->superseded};
    memcpy(k->shown_hash, e->shown_hash, sizeof k->shown_hash);
    memcpy(k->def_hash, e->def_hash, sizeof k->def_hash);
    json_object_set_new(s->newest, e->key, json_integer((json_int_t)s->kept_count));
    s->kept_count++;
}

static bool mirror_one(void *context, const struct entry *e) {
    mirror(context, e);
    return true;
}

bool record_load(struct session *s, struct error *err) {
    record_free(s);
    s->newest = json_object();
    return entry_each(s->setup.store, s->row.id, mirror_one, s, err);
}

void record_free(struct session *s) {
    for (size_t i = 0; i < s->kept_count; i++) {
        free(s->kept[i].key);
        free(s->kept[i].id);
        free(s->kept[i].kind);
        json_decref(s->kept[i].value);
    }
    free(s->kept);
    json_decref(s->newest);
    s->kept = NULL;
    s->newest = NULL;
    s->kept_count = 0;
}

struct kept *record_find(struct session *s, const char *key, bool any) {
    json_t *at = json_object_get(s->newest, key);
    if (at == NULL)
        return NULL;
    struct kept *k = &s->kept[json_integer_value(at)];
    return any || !k->superseded ? k : NULL;
}

bool record_append(struct session *s, struct entry *entries, size_t count, struct error *err) {
    if (count == 0)
        return true;
    if (!entry_append(s->setup.store, s->row.id, entries, count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct kept *old = record_find(s, entries[i].key, false);
        if (old != NULL)
            old->on_path = false;
        mirror(s, &entries[i]);
        s->kept[s->kept_count - 1].on_path = true;
    }
    return true;
}

/* What happened to the patient stays true even when the answer that led there is taken back. */
static bool stays(const struct kept *k) {
    if (strncmp(k->kind, "safety.", 7) == 0 || strncmp(k->kind, "adverse_event", 13) == 0)
        return true;
    if (strcmp(k->kind, "tell_therapist") != 0)
        return false;
    return strcmp(value_string(k->value, "level", ""), "urgent") == 0 ||
           (k->id != NULL && strcmp(k->id, CRASH_ID) == 0);
}

bool record_supersede_unmet(struct session *s, struct error *err) {
    int64_t *seqs = xcalloc(s->kept_count + 1, sizeof *seqs);
    size_t count = 0;
    for (size_t i = 0; i < s->kept_count; i++)
        if (!s->kept[i].superseded && !s->kept[i].on_path && !stays(&s->kept[i]))
            seqs[count++] = s->kept[i].seq;
    bool ok = count == 0 || entry_supersede(s->setup.store, s->row.id, seqs, count, err);
    for (size_t i = 0; ok && i < s->kept_count; i++)
        if (!s->kept[i].on_path && !stays(&s->kept[i]))
            s->kept[i].superseded = true;
    free(seqs);
    return ok;
}
