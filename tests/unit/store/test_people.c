/* People of the record: adding, listing, finding by name, small things of theirs, and being forgotten for good. */
#include "store_test.h"

static void test_add_and_list_sorted(void **state) {
    (void)state;
    struct world *w = world_make();
    char a[40], b[40], c[40];
    world_open(w);
    must(person_add(w->s, "Zoe", a, &w->err), &w->err);
    must(person_add(w->s, "Änne Östlund", b, &w->err), &w->err);
    must(person_add(w->s, "Bert", c, &w->err), &w->err);
    assert_int_equal(strlen(a), 8);
    assert_memory_equal(a, "p-", 2);
    json_t *list = person_list(w->s, &w->err);
    assert_int_equal(json_array_size(list), 3);
    assert_string_equal(value_string(json_array_get(list, 0), "name", ""), "Bert");
    assert_string_equal(value_string(json_array_get(list, 1), "id", ""), a);
    assert_string_equal(value_string(json_array_get(list, 2), "name", ""), "Änne Östlund");
    assert_memory_equal(value_string(json_array_get(list, 0), "added_at", ""), "2026-04-14T09:00:00", 19);
    json_decref(list);
    world_destroy(w);
}

static void test_names_that_are_none(void **state) {
    (void)state;
    struct world *w = world_make();
    char id[40] = "kept", *longest = xcalloc(1, 202);
    memset(longest, 'x', 201);
    const char *bad[] = {"", longest, "\xff\xfe", NULL};
    world_open(w);
    for (int i = 0; i < 4; i++) {
        assert_false(person_add(w->s, bad[i], id, &w->err));
        assert_int_equal(w->err.code, ERROR_FORMAT);
        assert_string_equal(id, "kept");
    }
    longest[200] = '\0';
    must(person_add(w->s, longest, id, &w->err), &w->err);
    free(longest);
    world_destroy(w);
}

static void test_find(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char id[40], again[40], third[40] = "untouched";
    must(person_find(w->s, "Ottilie Quandt", id, &w->err), &w->err);
    assert_string_equal(id, w->person);
    must(person_find(w->s, w->person, id, &w->err), &w->err);
    assert_string_equal(id, w->person);
    assert_false(person_find(w->s, "Otto", third, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_null(strstr(w->err.text, "Ottilie"));
    assert_non_null(strstr(w->err.text, "balm patient list"));
    must(person_add(w->s, "Ottilie Quandt", again, &w->err), &w->err);
    assert_false(person_find(w->s, "Ottilie Quandt", third, &w->err));
    assert_int_equal(w->err.code, ERROR_FORMAT);
    assert_non_null(strstr(w->err.text, w->person));
    assert_non_null(strstr(w->err.text, again));
    assert_string_equal(third, "untouched");
    assert_false(person_find(w->s, "", third, &w->err));
    assert_false(person_find(w->s, NULL, third, &w->err));
    world_destroy(w);
}

static void test_small_things(void **state) {
    (void)state;
    struct world *w = world_with_session();
    json_t *size = json_integer(150);
    assert_null(person_get(w->s, w->person, "text_size"));
    must(person_set(w->s, w->person, "text_size", size, &w->err), &w->err);
    must(person_set(w->s, w->person, "text_size", size, &w->err), &w->err);
    json_t *got = person_get(w->s, w->person, "text_size");
    assert_int_equal(json_integer_value(got), 150);
    json_decref(got);
    must(person_set(w->s, w->person, "text_size", NULL, &w->err), &w->err);
    assert_null(person_get(w->s, w->person, "text_size"));
    assert_false(person_set(w->s, "p-nobody", "text_size", size, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_false(person_set(w->s, w->person, "", size, &w->err));
    json_decref(size);
    world_destroy(w);
}

static bool any_entry(void *context, const struct entry *e) {
    (void)e;
    *(bool *)context = true;
    return true;
}

static bool any_session(void *context, const struct session_row *row) {
    assert_string_equal(row->outcome, "");
    ++*(int *)context;
    return true;
}

/* The bytes of the person's row before removal must be gone from every file. */
static void wrapped_key(struct world *w, char out[72]) {
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    char *path = record_path(w);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_prepare_v2(db, "SELECT wrapped_key FROM person", -1, &q, NULL);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    assert_true(sqlite3_column_bytes(q, 0) > 72);
    memcpy(out, sqlite3_column_blob(q, 0), 72);
    sqlite3_finalize(q);
    sqlite3_close(db);
    free(path);
}

static bool folder_has_bytes(struct world *w, const char bytes[72]) {
    static const char *const names[] = {"record.db", "record.db-wal"};
    bool found = false;
    for (int i = 0; i < 2; i++) {
        size_t length = 0;
        char *path = path_join(w->folder, names[i]);
        char *all = file_read(path, 1u << 30, &length, NULL);
        found = found || (all != NULL && memmem(all, length, bytes, 72) != NULL);
        free(all);
        free(path);
    }
    return found;
}

static void test_remove(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct verify_result result;
    char key[72];
    bool seen = false;
    int sessions = 0;
    json_t *text = json_string("half a thought");
    answer(w, w->session, "pain#1", "pain", json_integer(7));
    must(draft_set(w->s, w->session, "note#1", text, &w->err), &w->err);
    must(person_set(w->s, w->person, "safety_ack", text, &w->err), &w->err);
    json_decref(text);
    wrapped_key(w, key);
    assert_true(folder_has_bytes(w, key));
    must(person_remove(w->s, w->person, &w->err), &w->err);
    assert_false(folder_has_bytes(w, key));
    must(store_verify(w->s, &result, &w->err), &w->err);
    assert_int_equal(result.people, 1);
    assert_int_equal(result.entries, 1);
    json_t *list = person_list(w->s, &w->err);
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
    assert_null(person_name(w->s, w->person, &w->err));
    assert_null(person_get(w->s, w->person, "safety_ack"));
    assert_null(draft_get(w->s, w->session, "note#1"));
    assert_null(entry_last(w->s, w->person, NULL, "ask.scale", "pain", &w->err));
    assert_false(entry_each(w->s, w->session, any_entry, &seen, &w->err));
    assert_int_equal(w->err.code, ERROR_SEALED);
    assert_false(seen);
    must(session_each(w->s, NULL, any_session, &sessions, &w->err), &w->err);
    assert_int_equal(sessions, 1);
    assert_false(session_end(w->s, w->session, "stopped", &w->err));
    assert_false(person_remove(w->s, w->person, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    world_destroy(w);
}

static void test_name(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char *name = person_name(w->s, w->person, &w->err);
    assert_string_equal(name, "Ottilie Quandt");
    free(name);
    assert_null(person_name(w->s, "p-nobody", &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add_and_list_sorted),
        cmocka_unit_test(test_names_that_are_none),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_small_things),
        cmocka_unit_test(test_remove),
        cmocka_unit_test(test_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
