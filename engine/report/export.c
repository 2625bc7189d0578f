/* The JSON export, streamed; see export.h. */
#include "report/export.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct stream {
    struct store *store;
    FILE *out;
    bool first;
    struct error *err;
    bool failed;
};

static bool written(FILE *out, struct error *err) {
    if (!ferror(out))
        return true;
    return error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO, "The export could not be written: %s.",
                     strerror(errno));
}

static bool json_session(void *context, const struct session_row *row) {
    struct stream *st = context;
    json_t *session = export_session(st->store, row, st->err);
    if (session == NULL) {
        st->failed = true;
        return false;
    }
    fputs(st->first ? "\n      " : ",\n      ", st->out);
    st->first = false;
    json_dumpf(session, st->out, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(session);
    return !ferror(st->out);
}

static void put_string(FILE *out, const char *s) {
    json_t *value = json_string(s);
    json_dumpf(value, out, JSON_ENCODE_ANY);
    json_decref(value);
}

bool export_json(struct store *s, const char *person, FILE *out, struct error *err) {
    char now[40];
    json_t *people = person_list(s, err), *one;
    size_t i;
    bool first = true, ok = people != NULL;
    fputs("{\"balm\":1,\"exported_at\":", out);
    put_string(out, clock_iso(clock_wall_ms(store_clock(s)), now));
    fputs(",\"people\":[", out);
    json_array_foreach(people, i, one) {
        const char *id = value_string(one, "id", "");
        if (!ok || (person != NULL && strcmp(person, id) != 0))
            continue;
        struct stream st = {.store = s, .out = out, .first = true, .err = err};
        fputs(first ? "\n  {\"id\":" : ",\n  {\"id\":", out);
        put_string(out, id);
        fputs(",\"name\":", out);
        put_string(out, value_string(one, "name", ""));
        fputs(",\"sessions\":[", out);
        ok = session_each(s, id, json_session, &st, err) && !st.failed;
        fputs("]}", out);
        first = false;
    }
    fputs("]}\n", out);
    json_decref(people);
    return ok && written(out, err);
}
