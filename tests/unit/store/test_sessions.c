/* Sessions, and what may change beside them: where the patient stands, settings, bundles, the staff log. */
#include "store_test.h"

static void test_insert_and_get(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct session_row row = {0}, kept = {.id = "kept"};
    must(session_get(w->s, w->session, &row, &w->err), &w->err);
    assert_string_equal(row.person, w->person);
    assert_string_equal(row.module, "pain/relief");
    assert_string_equal(row.version, "1.2");
    assert_int_equal(strlen(row.bundle_hash), 64);
    assert_string_equal(row.parent, "");
    assert_true(row.seed == 0xfedcba9876543210u);
    assert_string_equal(row.language, "en");
    assert_int_equal(row.started_ms, clock_wall_ms(&w->clock));
    assert_int_equal(row.ended_ms, 0);
    assert_string_equal(row.outcome, "");
    assert_int_equal(row.last_ms, row.started_ms);
    assert_false(session_get(w->s, "s-none", &kept, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_string_equal(kept.id, "kept");
    world_destroy(w);
}

static void test_insert_refuses(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char other[40];
    struct session_row row = {.person = "p-nobody", .module = "m"};
    assert_false(session_insert(w->s, &row, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_string_equal(row.id, "");
    must(person_add(w->s, "Bert", other, &w->err), &w->err);
    memcpy(row.person, other, sizeof row.person);
    memcpy(row.parent, w->session, sizeof row.parent);
    assert_false(session_insert(w->s, &row, &w->err)); /* inside somebody else's session */
    assert_int_equal(w->err.code, ERROR_FORMAT);
    snprintf(row.parent, sizeof row.parent, "s-none");
    assert_false(session_insert(w->s, &row, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    row.parent[0] = row.module[0] = '\0';
    assert_false(session_insert(w->s, &row, &w->err));
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

static void test_open_and_child(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char newer[40], child[40];
    struct session_row row;
    session_start(w, "sleep", "", newer);
    session_start(w, "measure", newer, child);
    must(session_find_open(w->s, w->person, NULL, &row, &w->err), &w->err);
    assert_string_equal(row.id, newer);
    must(session_find_open(w->s, w->person, "pain/relief", &row, &w->err), &w->err);
    assert_string_equal(row.id, w->session);
    must(session_find_child(w->s, newer, &row, &w->err), &w->err);
    assert_string_equal(row.id, child);
    assert_string_equal(row.parent, newer);
    must(session_end(w->s, child, "completed", &w->err), &w->err);
    assert_false(session_find_child(w->s, newer, &row, &w->err));
    assert_int_equal(w->err.code, ERROR_NONE);
    assert_false(session_find_open(w->s, w->person, "measure", &row, &w->err));
    assert_int_equal(w->err.code, ERROR_NONE);
    assert_false(session_find_open(w->s, "p-nobody", NULL, &row, &w->err));
    assert_int_equal(w->err.code, ERROR_NONE);
    world_destroy(w);
}

static void test_end_and_count(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct session_row row;
    char second[40];
    clock_advance(&w->clock, 60000);
    must(session_end(w->s, w->session, "completed", &w->err), &w->err);
    must(session_get(w->s, w->session, &row, &w->err), &w->err);
    assert_string_equal(row.outcome, "completed");
    assert_int_equal(row.ended_ms - row.started_ms, 60000);
    assert_false(session_end(w->s, w->session, "stopped", &w->err));
    assert_int_equal(w->err.code, ERROR_FORMAT);
    session_start(w, "pain/relief", "", second);
    assert_false(session_end(w->s, second, "", &w->err));
    assert_false(session_end(w->s, second, NULL, &w->err));
    must(session_end(w->s, second, "stopped_pain", &w->err), &w->err);
    assert_int_equal(session_count_done(w->s, w->person, "pain/relief"), 1);
    assert_int_equal(session_count_done(w->s, w->person, NULL), 1);
    assert_int_equal(session_count_done(w->s, w->person, "other"), 0);
    assert_int_equal(session_count_done(w->s, "p-nobody", NULL), 0);
    world_destroy(w);
}

static void test_share(void **state) {
    (void)state;
    struct world *w = world_with_session();
    assert_false(session_is_shared(w->s, w->session));
    must(session_end(w->s, w->session, "completed", &w->err), &w->err);
    must(session_share(w->s, w->session, true, &w->err), &w->err); /* after the end is when it is asked */
    assert_true(session_is_shared(w->s, w->session));
    must(session_share(w->s, w->session, true, &w->err), &w->err);
    must(session_share(w->s, w->session, false, &w->err), &w->err);
    assert_false(session_is_shared(w->s, w->session));
    assert_false(session_is_shared(w->s, "s-none"));
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

struct walk {
    struct world *w;
    int sessions, entries, stop_at;
};

static bool count_entry(void *context, const struct entry *e) {
    struct walk *walk = context;
    assert_non_null(e->key);
    walk->entries++;
    return true;
}

/* A walk inside the walk, and writing meanwhile. */
static bool count_session(void *context, const struct session_row *row) {
    struct walk *walk = context;
    struct walk inner = {.w = walk->w, .stop_at = -1};
    struct session_row again;
    json_t *place = json_pack("{s:i}", "seen", walk->sessions);
    if (walk->stop_at >= 0) {
        must(session_each(walk->w->s, row->person, count_session, &inner, &walk->w->err), &walk->w->err);
        assert_int_equal(inner.sessions, 3);
    }
    must(entry_each(walk->w->s, row->id, count_entry, walk, &walk->w->err), &walk->w->err);
    must(session_get(walk->w->s, row->id, &again, &walk->w->err), &walk->w->err);
    assert_string_equal(again.id, row->id);
    must(place_set(walk->w->s, row->id, place, &walk->w->err), &walk->w->err);
    json_decref(place);
    return ++walk->sessions != walk->stop_at;
}

static void test_each_nested(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char id[40];
    struct walk walk = {.w = w, .stop_at = 100};
    for (int i = 0; i < 2; i++) {
        session_start(w, "m", "", id);
        answer(w, id, "a#1", "a", json_integer(i));
    }
    must(session_each(w->s, NULL, count_session, &walk, &w->err), &w->err);
    assert_int_equal(walk.sessions, 3);
    assert_int_equal(walk.entries, 2);
    walk = (struct walk){.w = w, .stop_at = 2};
    must(session_each(w->s, w->person, count_session, &walk, &w->err), &w->err);
    assert_int_equal(walk.sessions, 2);
    walk = (struct walk){.w = w, .stop_at = 2};
    must(session_each(w->s, "p-nobody", count_session, &walk, &w->err), &w->err);
    assert_int_equal(walk.sessions, 0);
    world_destroy(w);
}

static bool see_position(void *context, const char *key, const json_t *position) {
    char *keys = context;
    size_t used = strlen(keys);
    snprintf(keys + used, 100 - used, "%s=%lld;", key, (long long)json_integer_value(position));
    return strcmp(key, "b#1") != 0;
}

static void test_position_each(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char keys[100] = "";
    static const char *const names[] = {"c#1", "a#1", "b#1"};
    must(position_each(w->s, w->session, see_position, keys, &w->err), &w->err);
    assert_string_equal(keys, "");
    for (int i = 0; i < 3; i++) {
        json_t *value = json_integer(i);
        must(position_set(w->s, w->session, names[i], value, &w->err), &w->err);
        json_decref(value);
    }
    must(position_each(w->s, w->session, see_position, keys, &w->err), &w->err);
    assert_string_equal(keys, "a#1=1;b#1=2;");
    assert_false(position_each(w->s, "s-none", see_position, keys, &w->err));
    world_destroy(w);
}

static void test_position_place_setting(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct session_row row;
    json_t *value = json_pack("{s:i,s:[[i,i]]}", "position_ms", 240000, "ranges", 0, 240000), *got;
    assert_null(position_get(w->s, w->session, "sound#1"));
    assert_null(place_get(w->s, w->session));
    assert_null(setting_get(w->s, "clinic"));
    clock_advance(&w->clock, 5000);
    must(position_set(w->s, w->session, "sound#1", value, &w->err), &w->err);
    must(session_get(w->s, w->session, &row, &w->err), &w->err);
    assert_int_equal(row.last_ms - row.started_ms, 5000);
    must(place_set(w->s, w->session, value, &w->err), &w->err);
    must(setting_set(w->s, "clinic", value, &w->err), &w->err);
    world_close(w);
    world_open(w);
    got = position_get(w->s, w->session, "sound#1");
    assert_true(json_equal(got, value));
    json_decref(got);
    got = place_get(w->s, w->session);
    assert_true(json_equal(got, value));
    json_decref(got);
    got = setting_get(w->s, "clinic");
    assert_true(json_equal(got, value));
    json_decref(got);
    must(position_set(w->s, w->session, "sound#1", NULL, &w->err), &w->err);
    must(place_set(w->s, w->session, NULL, &w->err), &w->err);
    must(setting_set(w->s, "clinic", NULL, &w->err), &w->err);
    assert_null(position_get(w->s, w->session, "sound#1"));
    assert_null(place_get(w->s, w->session));
    assert_null(setting_get(w->s, "clinic"));
    json_decref(value);
    world_destroy(w);
}

static void test_bundle(void **state) {
    (void)state;
    struct world *w = world_with_session();
    json_t *packed = json_pack("{s:{s:s}}", "files", "module.lua", "say { \"Hello\" }"), *other = json_string("x"),
           *got;
    assert_null(bundle_get(w->s, "abc", &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    must(bundle_put(w->s, "abc", packed, &w->err), &w->err);
    must(bundle_put(w->s, "abc", other, &w->err), &w->err); /* kept by its hash: the first stays */
    got = bundle_get(w->s, "abc", &w->err);
    assert_true(json_equal(got, packed));
    assert_false(bundle_put(w->s, "", packed, &w->err));
    assert_false(bundle_put(w->s, "abd", NULL, &w->err));
    json_decref(got);
    json_decref(packed);
    json_decref(other);
    world_destroy(w);
}

static bool see_line(void *context, int64_t at_ms, const char *who, const char *what) {
    char *lines = context;
    assert_true(at_ms > 0);
    size_t used = strlen(lines);
    snprintf(lines + used, 200 - used, "%s:%s;", who, what);
    return strcmp(what, "stop") != 0;
}

static void test_staff_log(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char lines[200] = "";
    must(staff_log(w->s, "Dr. A", "opened", &w->err), &w->err);
    must(staff_log(w->s, "Dr. B", "stop", &w->err), &w->err);
    must(staff_log(w->s, "Dr. C", "unseen", &w->err), &w->err);
    assert_false(staff_log(w->s, NULL, "x", &w->err));
    assert_false(staff_log(w->s, "\xff", "x", &w->err));
    must(staff_log_each(w->s, see_line, lines, &w->err), &w->err);
    assert_string_equal(lines, "Dr. A:opened;Dr. B:stop;");
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_insert_and_get), cmocka_unit_test(test_insert_refuses),
        cmocka_unit_test(test_open_and_child), cmocka_unit_test(test_end_and_count),
        cmocka_unit_test(test_share),          cmocka_unit_test(test_each_nested),
        cmocka_unit_test(test_bundle),         cmocka_unit_test(test_position_place_setting),
        cmocka_unit_test(test_staff_log),      cmocka_unit_test(test_position_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
