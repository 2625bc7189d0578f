/* Many changes as one: nothing is there before the end, everything after it, nothing when a part failed. */
#include "store_test.h"

static bool count_session(void *context, const struct session_row *row) {
    (void)row;
    ++*(int *)context;
    return true;
}

static int sessions(struct world *w) {
    int count = 0;
    must(session_each(w->s, w->person, count_session, &count, &w->err), &w->err);
    return count;
}

static void world_with_person(struct world *w) {
    world_open(w);
    must(person_add(w->s, "A. K.", w->person, &w->err), &w->err);
}

static void test_kept(void **state) {
    (void)state;
    struct world *w = world_make();
    char session[40];
    world_with_person(w);
    must(store_batch_begin(w->s, &w->err), &w->err);
    session_start(w, "peg", "", session);
    session_start(w, "peg", "", session);
    must(store_batch_end(w->s, true, &w->err), &w->err);
    assert_int_equal(sessions(w), 2);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

static void test_taken_back(void **state) {
    (void)state;
    struct world *w = world_make();
    char session[40];
    world_with_person(w);
    must(store_batch_begin(w->s, &w->err), &w->err);
    session_start(w, "peg", "", session);
    assert_false(store_batch_end(w->s, false, &w->err));
    assert_int_equal(sessions(w), 0);
    session_start(w, "peg", "", session);
    assert_int_equal(sessions(w), 1);
    world_destroy(w);
}

static void test_a_failure_spoils_the_rest(void **state) {
    (void)state;
    struct world *w = world_make();
    char session[40];
    struct session_row bad = {.module = "peg"};
    world_with_person(w);
    must(store_batch_begin(w->s, &w->err), &w->err);
    session_start(w, "peg", "", session);
    assert_false(session_insert(w->s, &bad, &w->err)); /* nobody's */
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_false(session_end(w->s, session, "completed", &w->err));
    assert_false(store_batch_end(w->s, true, &w->err));
    assert_int_equal(sessions(w), 0);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept),
        cmocka_unit_test(test_taken_back),
        cmocka_unit_test(test_a_failure_spoils_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
