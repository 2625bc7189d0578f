/* The staff log: who did what and when, one sealed line each (it may hold names), chained by a ledger so that no line
 * can be changed or left out. Sealed with the folder's key: staff can read it, the database alone tells nothing. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

static struct seal_place staff_place(int64_t number) {
    return (struct seal_place){.table = "staff_log", .number = number};
}

static bool next_number(struct store *s, int64_t *out, struct error *err) {
    sqlite3_stmt *q = query_take(s, QUERY_LEDGER_GET, err);
    if (q == NULL)
        return false;
    query_bind(q, "t", "staff");
    int row = query_step(s, q, err);
    *out = row == 1 ? sqlite3_column_int64(q, 0) + 1 : 1;
    query_give(s, QUERY_LEDGER_GET, q);
    return row >= 0;
}

bool staff_add(struct store *s, const char *who, const char *what, struct error *err) {
    int64_t number = 0, now_ms = clock_wall_ms(s->clock);
    uint8_t hash[HASH_BYTES];
    struct bytes sealed = {0};
    if (!next_number(s, &number, err))
        return false;
    struct seal_place place = staff_place(number);
    json_t *line = json_pack("{s:s,s:s}", "who", who, "what", what);
    if (line == NULL)
        return error_set(err, ERROR_FORMAT, "A line of the staff log needs who and what, as UTF-8 text.");
    bool ok = value_seal(s->folder_key, &place, line, &sealed, err);
    if (ok) {
        staff_link(now_ms, sealed.at, sealed.length, hash);
        ok = query_run(s, err, QUERY_STAFF_ADD, "iib", number, now_ms, sealed.at, sealed.length) &&
             ledger_add(s, "staff", hash, err);
    }
    json_decref(line);
    bytes_finish(&sealed);
    return ok;
}

bool staff_log(struct store *s, const char *who, const char *what, struct error *err) {
    if (who == NULL || what == NULL)
        return error_set(err, ERROR_FORMAT, "A line of the staff log needs who and what.");
    return change_begin(s, err) && change_end(s, staff_add(s, who, what, err), err);
}

bool staff_log_each(struct store *s, staff_fn *fn, void *context, struct error *err) {
    sqlite3_stmt *q = query_take(s, QUERY_STAFF_ALL, err);
    if (q == NULL)
        return false;
    int row;
    bool go_on = true, ok = true;
    while (go_on && (row = query_step(s, q, err)) != 0) {
        struct seal_place place = staff_place(row == 1 ? sqlite3_column_int64(q, 0) : 0);
        json_t *line = row == 1 ? value_unseal(s->folder_key, &place, sqlite3_column_blob(q, 2),
                                               (size_t)sqlite3_column_bytes(q, 2), err)
                                : NULL;
        ok = line != NULL;
        go_on = ok &&
                fn(context, sqlite3_column_int64(q, 1), value_string(line, "who", ""), value_string(line, "what", ""));
        json_decref(line);
    }
    query_give(s, QUERY_STAFF_ALL, q);
    return ok;
}
