/* Deaths of the program. A session being shown carries a mark in the record; one that is found again with its mark was
 * not left but died. Deaths with no answer between them happened at one place: the stage then offers to skip the step
 * or to start again, and staff are told. Writing the mark may fail (full disk): that is no reason not to go on. */
#include "base/xalloc.h"
#include "session/internal.h"

#include <stdlib.h>
#include <string.h>

static bool count_one(void *context, const struct entry *e) {
    (void)e;
    ++*(int64_t *)context;
    return true;
}

static int count_from(const json_t *mark, int64_t entries) {
    bool died = value_bool(mark, "running", false), same = value_int(mark, "entries", -1) == entries;
    return (same ? (int)value_int(mark, "count", 0) : 0) + (died ? 1 : 0);
}

int session_crashes(struct store *store, const struct session_row *row) {
    json_t *mark = running_get(store, row->id);
    int64_t entries = 0;
    struct error quiet = {0};
    if (mark != NULL)
        entry_each(store, row->id, count_one, &entries, &quiet);
    int count = mark != NULL ? count_from(mark, entries) : 0;
    json_decref(mark);
    return count;
}

static void set_mark(struct session *s, bool running) {
    struct error quiet = {0};
    json_t *mark = json_pack("{s:b, s:i, s:I}", "running", running, "count", s->crashes, "entries",
                             (json_int_t)s->entries_at_open);
    running_set(s->setup.store, s->row.id, mark, &quiet);
    json_decref(mark);
}

void crash_mark(struct session *s) {
    json_t *mark = running_get(s->setup.store, s->row.id);
    s->entries_at_open = (int64_t)s->kept_count;
    s->crashes = mark != NULL ? count_from(mark, s->entries_at_open) : 0;
    s->is_marked = true;
    set_mark(s, true);
    json_decref(mark);
}

void crash_unmark(struct session *s) {
    if (s->is_marked && s->row.ended_ms == 0)
        set_mark(s, false);
}

/* True when it was told in this session already. */
static bool is_told(struct session *s, const char *key) {
    char *told = xprintf("tell_therapist:crash/%s", key);
    bool is = record_find(s, told, true) != NULL;
    free(told);
    return is;
}

static bool tell_staff(struct session *s, struct error *err) {
    const char *key = session_step_key(s);
    if (is_told(s, key))
        return true;
    char *entry_key = xprintf("tell_therapist:crash/%s", key);
    char *text = xprintf("The program stopped %d times at the step %s of %s, so the step was skipped. Please have the "
                         "module and its media checked.",
                         s->crashes, key, s->row.module);
    json_t *value = json_pack("{s:s, s:s}", "text", text, "level", "attention");
    int64_t now = session_wall_ms(s);
    struct entry e = {.key = entry_key,
                      .id = CRASH_ID,
                      .kind = "tell_therapist",
                      .value = value,
                      .shown_ms = now,
                      .answered_ms = now};
    bool ok = record_append(s, &e, 1, err);
    json_decref(value);
    free(text);
    free(entry_key);
    return ok;
}

bool session_skip_crash(struct session *s, struct error *err) {
    if (s->view.at != SESSION_AT_STEP)
        return true;
    json_t *value = NULL;
    if (value_bool(s->def, "practice", false))
        value = json_pack("{s:b, s:I}", "finished", false, "seconds", (json_int_t)value_int(s->position, "seconds", 0));
    bool ok = tell_staff(s, err) && session_answer(s, ENTRY_SKIPPED, value, 0, err);
    json_decref(value);
    return ok;
}
