/* Summaries of people for lists: a cache beside the record, sealed with the folder's key; see store.h. What makes one
 * stale is in the triggers of schema.c. A summary that does not open is no summary: it is made again. */
#include "store/internal.h"

#include <string.h>

static struct seal_place summary_place(int64_t person) {
    return (struct seal_place){.table = "summary", .number = person};
}

static bool summary_write(struct store *s, int64_t person, const char *summary, struct error *err) {
    struct bytes sealed = {0};
    struct seal_place place = summary_place(person);
    seal_close(s->folder_key, &place, summary, strlen(summary), &sealed);
    bool ok = query_run(s, err, QUERY_SUMMARY_PUT, "ib", person, sealed.at, sealed.length);
    bytes_finish(&sealed);
    return ok;
}

bool summary_put(struct store *s, const char *person, const char *summary, struct error *err) {
    struct person_key who;
    if (!change_begin(s, err))
        return false;
    bool ok = person_key_get(s, person, &who, err) && summary_write(s, who.number, summary, err);
    seal_wipe(&who, sizeof who);
    return change_end(s, ok, err);
}

bool summary_each(struct store *s, summary_fn *fn, void *context, struct error *err) {
    sqlite3_stmt *q = query_take(s, QUERY_SUMMARY_ALL, err);
    struct bytes plain = {0};
    int row = 0;
    bool go_on = true;
    if (q == NULL)
        return false;
    while (go_on && (row = query_step(s, q, err)) == 1) {
        struct seal_place place = summary_place(sqlite3_column_int64(q, 0));
        const void *sealed = sqlite3_column_blob(q, 2);
        bool is_there =
            sealed != NULL && seal_open(s->folder_key, &place, sealed, (size_t)sqlite3_column_bytes(q, 2), &plain);
        go_on = fn(context, column_text(q, 1), is_there ? (const char *)plain.at : NULL);
    }
    bytes_finish(&plain);
    query_give(s, QUERY_SUMMARY_ALL, q);
    return row >= 0;
}
