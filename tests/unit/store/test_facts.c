/* Facts about a person: in order, by kind, of that person only, sealed, and kept across versions of the record. */
#include "store_test.h"

#include "cmocka_all.h"

static bool collect(void *context, const struct fact *fact) {
    char line[200];
    snprintf(line, sizeof line, "%s %s", fact->kind, json_string_value(fact->value));
    json_array_append_new(context, json_string(line));
    return true;
}

static json_t *all(struct world *w, const char *person, const char *kind) {
    json_t *list = json_array();
    must(fact_each(w->s, person, kind, collect, list, &w->err), &w->err);
    return list;
}

static void add(struct world *w, const char *person, const char *kind, const char *text) {
    json_t *value = json_string(text);
    char id[40];
    must(fact_append(w->s, person, kind, value, id, &w->err), &w->err);
    assert_true(strncmp(id, "f-", 2) == 0);
    clock_advance(&w->clock, 1000);
    json_decref(value);
}

static void each_gives_them_in_order(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char other[40];
    must(person_add(w->s, "Somebody else", other, &w->err), &w->err);
    add(w, w->person, "prescription", "one");
    add(w, other, "prescription", "not this");
    add(w, w->person, "message", "two");
    add(w, w->person, "prescription", "three");
    world_close(w);
    world_open(w);
    json_t *list = all(w, w->person, NULL), *some = all(w, w->person, "prescription");
    assert_int_equal(json_array_size(list), 3);
    assert_string_equal(json_string_value(json_array_get(list, 1)), "message two");
    assert_int_equal(json_array_size(some), 2);
    assert_string_equal(json_string_value(json_array_get(some, 1)), "prescription three");
    must(store_verify(w->s, NULL, &w->err), &w->err);
    json_decref(list);
    json_decref(some);
    world_destroy(w);
}

static void a_removed_person_has_none(void **state) {
    (void)state;
    struct world *w = world_with_session();
    json_t *list = json_array();
    add(w, w->person, "message", "two");
    must(person_remove(w->s, w->person, &w->err), &w->err);
    assert_false(fact_each(w->s, w->person, NULL, collect, list, &w->err));
    must(store_verify(w->s, NULL, &w->err), &w->err);
    json_decref(list);
    world_destroy(w);
}

static void an_older_record_gets_the_table(void **state) {
    (void)state;
    struct world *w = world_with_session();
    world_close(w);
    char command[300];
    snprintf(command, sizeof command, "%s/record.db", w->folder);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(command, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            db,
            "DROP TRIGGER summary_person; DROP TRIGGER summary_session_new; DROP TRIGGER summary_session;"
            "DROP TABLE summary; DROP TABLE fact; DELETE FROM ledger WHERE name = 'fact'; PRAGMA user_version = 1",
            NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    world_open(w);
    add(w, w->person, "message", "two");
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_gives_them_in_order),
        cmocka_unit_test(a_removed_person_has_none),
        cmocka_unit_test(an_older_record_gets_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
