/* One pass for several readers; see walk.h. */
#include "course/walk.h"

#include <string.h>

struct walk {
    struct store *store;
    const struct reader *readers;
    size_t count;
    json_t *answered; /* keys of the session under way that have an entry */
    int64_t seconds;
    struct error *err;
    bool failed;
};

/* What was asked may have seconds of its own, which are not practice. */
static bool is_practice(const struct entry *e) {
    return !e->superseded && json_is_object(e->value) && strncmp(e->kind, "ask.", 4) != 0 &&
           strcmp(e->kind, "form") != 0;
}

static bool take_entry(void *context, const struct entry *e) {
    struct walk *w = context;
    json_object_set_new(w->answered, e->key, json_true());
    if (is_practice(e))
        w->seconds += value_int(e->value, "seconds", 0);
    for (size_t i = 0; i < w->count; i++)
        w->readers[i].entry(w->readers[i].context, e);
    return true;
}

static bool take_position(void *context, const char *key, const json_t *position) {
    struct walk *w = context;
    if (json_object_get(w->answered, key) == NULL)
        w->seconds += value_int(position, "seconds", 0);
    return true;
}

static bool take_session(void *context, const struct session_row *row) {
    struct walk *w = context;
    w->seconds = 0;
    json_object_clear(w->answered);
    for (size_t i = 0; i < w->count; i++)
        if (w->readers[i].begin != NULL)
            w->readers[i].begin(w->readers[i].context, row);
    w->failed = !entry_each(w->store, row->id, take_entry, w, w->err) ||
                !position_each(w->store, row->id, take_position, w, w->err);
    for (size_t i = 0; i < w->count && !w->failed; i++)
        if (w->readers[i].end != NULL)
            w->readers[i].end(w->readers[i].context, row, w->seconds);
    return !w->failed;
}

bool walk_session(struct store *s, const struct session_row *row, const struct reader *readers, size_t count,
                  struct error *err) {
    struct walk w = {.store = s, .readers = readers, .count = count, .answered = json_object(), .err = err};
    bool ok = take_session(&w, row);
    json_decref(w.answered);
    return ok;
}

bool walk_person(struct store *s, const char *person, const struct reader *readers, size_t count, struct error *err) {
    struct walk w = {.store = s, .readers = readers, .count = count, .answered = json_object(), .err = err};
    bool ok = session_each(s, person, take_session, &w, err) && !w.failed;
    json_decref(w.answered);
    return ok;
}
