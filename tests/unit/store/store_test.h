/* What the tests of the record share: a folder of one's own, a clock that stands still, a person with a session, and a
 * hand that changes the database behind Balm's back. Header only, so that each test stays one executable. */
#ifndef TESTS_STORE_TEST_H
#define TESTS_STORE_TEST_H

#include "base/file.h"
#include "base/xalloc.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
    char folder[64];
    struct clock clock;
    struct store *s;
    char person[40], session[40];
    struct error err;
};

static inline void must(bool ok, const struct error *err) {
    if (!ok)
        fail_msg("%s: %s", error_code_name(err->code), err->text);
}

static inline struct world *world_make(void) {
    struct world *w = xcalloc(1, sizeof *w);
    snprintf(w->folder, sizeof w->folder, "/tmp/balm-store-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    assert_true(clock_init(&w->clock, true, "2026-04-14"));
    return w;
}

static inline void world_open(struct world *w) {
    w->s = store_open(&(struct store_options){.folder = w->folder, .clock = &w->clock}, &w->err);
    must(w->s != NULL, &w->err);
}

static inline void world_close(struct world *w) {
    store_close(w->s);
    w->s = NULL;
}

static inline void session_start(struct world *w, const char *module, const char *parent, char out[40]) {
    struct session_row row = {.seed = 0xfedcba9876543210u};
    snprintf(row.person, sizeof row.person, "%s", w->person);
    snprintf(row.module, sizeof row.module, "%s", module);
    snprintf(row.version, sizeof row.version, "1.2");
    snprintf(row.bundle_hash, sizeof row.bundle_hash, "%064d", 7);
    snprintf(row.parent, sizeof row.parent, "%s", parent);
    snprintf(row.language, sizeof row.language, "en");
    must(session_insert(w->s, &row, &w->err), &w->err);
    memcpy(out, row.id, 40);
}

/* A person called Ottilie Quandt and a session of hers. */
static inline struct world *world_with_session(void) {
    struct world *w = world_make();
    world_open(w);
    must(person_add(w->s, "Ottilie Quandt", w->person, &w->err), &w->err);
    session_start(w, "pain/relief", "", w->session);
    return w;
}

static inline void world_destroy(struct world *w) {
    char command[200];
    store_close(w->s);
    snprintf(command, sizeof command, "chmod -R u+w %s; rm -rf %s", w->folder, w->folder);
    assert_int_equal(system(command), 0);
    free(w);
}

/* Appends one answered entry, and takes the value. */
static inline int64_t answer(struct world *w, const char *session, const char *key, const char *id, json_t *value) {
    struct entry e = {.key = key, .id = id, .kind = "ask.scale", .value = value, .shown_ms = 1000, .answered_ms = 2000};
    memset(e.def_hash, 0xd1, sizeof e.def_hash);
    memset(e.shown_hash, 0x5e, sizeof e.shown_hash);
    must(entry_append(w->s, session, &e, 1, &w->err), &w->err);
    json_decref(value);
    return e.seq;
}

static inline char *record_path(const struct world *w) {
    return path_join(w->folder, "record.db");
}

/* Runs SQL on the closed record, as somebody with a database tool would. */
static inline void meddle(const struct world *w, const char *sql) {
    sqlite3 *db = NULL;
    char *path = record_path(w), *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
    free(path);
}

/* True when the bytes stand in any file of the folder. */
static inline bool folder_contains(const struct world *w, const char *needle) {
    size_t count = 0;
    bool found = false;
    char **names = folder_list(w->folder, &count);
    for (size_t i = 0; i < count; i++) {
        size_t length = 0;
        char *path = path_join(w->folder, names[i]);
        char *bytes = file_read(path, 1u << 30, &length, NULL);
        found = found || (bytes != NULL && memmem(bytes, length, needle, strlen(needle)) != NULL);
        free(bytes);
        free(path);
    }
    names_free(names, count);
    return found;
}

#endif
