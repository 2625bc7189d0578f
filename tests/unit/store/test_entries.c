/* Entries: what goes in comes out, in order and to the last digit; what is superseded is kept and flagged; a draft goes
 * with its answer; nothing is half written. */
#include "store_test.h"

#include <time.h>

struct seen {
    int count, superseded;
    char keys[4096];
    json_t *value, *note; /* of the last one */
    struct entry last;
};

static bool look(void *context, const struct entry *e) {
    struct seen *seen = context;
    size_t used = strlen(seen->keys);
    snprintf(seen->keys + used, sizeof seen->keys - used, "%s%s ", e->key, e->superseded ? "-" : "");
    seen->count++;
    seen->superseded += e->superseded ? 1 : 0;
    json_decref(seen->value);
    json_decref(seen->note);
    seen->value = json_deep_copy(e->value);
    seen->note = json_deep_copy(e->note);
    seen->last = *e;
    return true;
}

static void seen_finish(struct seen *seen) {
    json_decref(seen->value);
    json_decref(seen->note);
    *seen = (struct seen){0};
}

static void test_what_goes_in_comes_out(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct seen seen = {0};
    json_t *value = json_pack("{s:f,s:[i,b,n],s:s,s:I}", "z", 0.1 + 0.2, "list", 1, 1, "a", "ä\"\\\n", "big",
                              (json_int_t)9007199254740991);
    json_t *note = json_pack("{s:s}", "shown", "How are you, Ottilie?");
    struct entry e = {.key = "practice#2",
                      .id = "practice",
                      .kind = "practice",
                      .status = ENTRY_TIMED_OUT,
                      .value = value,
                      .note = note,
                      .shown_ms = 11,
                      .answered_ms = 22,
                      .active_ms = 33};
    memset(e.def_hash, 1, 16);
    memset(e.shown_hash, 2, 16);
    must(entry_append(w->s, w->session, &e, 1, &w->err), &w->err);
    assert_int_equal(e.seq, 1);
    must(entry_each(w->s, w->session, look, &seen, &w->err), &w->err);
    assert_int_equal(seen.count, 1);
    assert_true(json_equal(seen.value, value));
    assert_true(json_equal(seen.note, note));
    assert_string_equal(json_object_iter_key(json_object_iter(seen.value)), "z"); /* order is kept */
    assert_true(json_real_value(json_object_get(seen.value, "z")) == 0.1 + 0.2);  /* and every digit */
    assert_int_equal(seen.last.status, ENTRY_TIMED_OUT);
    assert_int_equal(seen.last.shown_ms, 11);
    assert_int_equal(seen.last.answered_ms, 22);
    assert_int_equal(seen.last.active_ms, 33);
    assert_memory_equal(seen.last.def_hash, e.def_hash, 16);
    assert_memory_equal(seen.last.shown_hash, e.shown_hash, 16);
    seen_finish(&seen);
    json_decref(value);
    json_decref(note);
    world_destroy(w);
}

static void test_null_is_a_value(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct seen seen = {0};
    struct entry e = {.key = "pain#1", .kind = "ask.scale", .status = ENTRY_DECLINED};
    must(entry_append(w->s, w->session, &e, 1, &w->err), &w->err);
    must(entry_each(w->s, w->session, look, &seen, &w->err), &w->err);
    assert_true(json_is_null(seen.value));
    assert_null(seen.note);
    assert_null(seen.last.id);
    assert_int_equal(seen.last.status, ENTRY_DECLINED);
    seen_finish(&seen);
    world_destroy(w);
}

static void test_several_at_once_and_superseded(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct seen seen = {0};
    struct entry e[3] = {{.key = "a#1", .id = "a", .kind = "ask.yesno"},
                         {.key = "b#1", .id = "b", .kind = "ask.yesno"},
                         {.key = "c#1", .id = "c", .kind = "record"}};
    const int64_t seqs[] = {2, 3}, wrong[] = {1, 99}, mark[] = {4};
    must(entry_append(w->s, w->session, e, 3, &w->err), &w->err);
    assert_int_equal(e[2].seq, 3);
    must(entry_append(w->s, w->session, e, 0, &w->err), &w->err);
    must(entry_supersede(w->s, w->session, seqs, 2, &w->err), &w->err);
    assert_int_equal(answer(w, w->session, "b#1", "b", json_true()), 5);
    assert_false(entry_supersede(w->s, w->session, wrong, 2, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_false(entry_supersede(w->s, w->session, mark, 1, &w->err));
    must(entry_supersede(w->s, w->session, NULL, 0, &w->err), &w->err);
    must(entry_each(w->s, w->session, look, &seen, &w->err), &w->err);
    assert_string_equal(seen.keys, "a#1 b#1- c#1- b#1 ");
    seen_finish(&seen);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

static void test_draft_goes_with_its_answer(void **state) {
    (void)state;
    struct world *w = world_with_session();
    json_t *fields = json_pack("{s:s}", "text", "not yet"), *got;
    must(draft_set(w->s, w->session, "mood#1", fields, &w->err), &w->err);
    must(draft_set(w->s, w->session, "other#1", fields, &w->err), &w->err);
    world_close(w);
    world_open(w);
    got = draft_get(w->s, w->session, "mood#1");
    assert_true(json_equal(got, fields));
    json_decref(got);
    answer(w, w->session, "mood#1", "mood", json_string("done"));
    assert_null(draft_get(w->s, w->session, "mood#1"));
    got = draft_get(w->s, w->session, "other#1");
    assert_non_null(got);
    json_decref(got);
    must(draft_set(w->s, w->session, "other#1", NULL, &w->err), &w->err);
    assert_null(draft_get(w->s, w->session, "other#1"));
    assert_false(draft_set(w->s, "s-none", "x", fields, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_false(draft_set(w->s, w->session, NULL, fields, &w->err));
    json_decref(fields);
    world_destroy(w);
}

static json_t *last(struct world *w, const char *module, const char *id) {
    json_t *value = entry_last(w->s, w->person, module, "ask.scale", id, &w->err);
    assert_int_equal(w->err.code, ERROR_NONE);
    return value;
}

static int64_t history_value(const json_t *history, size_t i) {
    return json_integer_value(json_object_get(json_array_get(history, i), "value"));
}

static void test_history(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char second[40];
    json_t *history = entry_history(w->s, w->person, "ask.scale", "pain", &w->err);
    assert_int_equal(json_array_size(history), 0);
    json_decref(history);
    answer(w, w->session, "pain#1", "pain", json_integer(3));
    session_start(w, "other", "", second);
    int64_t seq = answer(w, second, "pain#1", "pain", json_integer(5));
    answer(w, second, "pain#2", "pain", NULL);
    answer(w, second, "mood#1", "mood", json_integer(9));
    answer(w, w->session, "pain#3", "pain", json_integer(4));
    history = entry_history(w->s, w->person, "ask.scale", "pain", &w->err);
    assert_int_equal(json_array_size(history), 3);
    assert_int_equal(history_value(history, 0), 3);
    assert_int_equal(history_value(history, 1), 5);
    assert_int_equal(history_value(history, 2), 4);
    json_decref(history);
    must(entry_supersede(w->s, second, &seq, 1, &w->err), &w->err);
    history = entry_history(w->s, w->person, "ask.scale", "pain", &w->err);
    assert_int_equal(json_array_size(history), 2);
    json_decref(history);
    assert_null(entry_history(w->s, "p-nobody", "ask.scale", "pain", &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    world_destroy(w);
}

static void test_last(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char second[40];
    json_t *value;
    assert_null(last(w, NULL, "pain"));
    answer(w, w->session, "pain#1", "pain", json_integer(3));
    session_start(w, "other", "", second);
    int64_t seq = answer(w, second, "pain#1", "pain", json_integer(5));
    value = last(w, NULL, "pain");
    assert_int_equal(json_integer_value(value), 5);
    json_decref(value);
    value = last(w, "pain/relief", "pain");
    assert_int_equal(json_integer_value(value), 3);
    json_decref(value);
    must(entry_supersede(w->s, second, &seq, 1, &w->err), &w->err);
    value = last(w, NULL, "pain");
    assert_int_equal(json_integer_value(value), 3);
    json_decref(value);
    answer(w, w->session, "pain#2", "pain", NULL); /* skipped: does not hide the answer before it */
    value = last(w, NULL, "pain");
    assert_int_equal(json_integer_value(value), 3);
    json_decref(value);
    struct entry query = {.key = "query.last#1", .id = "pain", .kind = "query.last", .value = json_integer(77)};
    must(entry_append(w->s, w->session, &query, 1, &w->err), &w->err);
    json_decref((json_t *)query.value);
    value = entry_last(w->s, w->person, NULL, NULL, "pain", &w->err); /* any kind of answer */
    assert_int_equal(json_integer_value(value), 3);
    json_decref(value);
    assert_null(last(w, "nowhere", "pain"));
    assert_null(entry_last(w->s, "p-nobody", NULL, "ask.scale", "pain", &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    world_destroy(w);
}

static void test_large_values(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct seen seen = {0};
    for (size_t length = 9990; length < 10030; length += 13) {
        char *text = xcalloc(1, length + 1);
        memset(text, 'w', length);
        answer(w, w->session, "diary#1", "diary", json_string(text));
        must(entry_each(w->s, w->session, look, &seen, &w->err), &w->err);
        assert_int_equal(json_string_length(seen.value), length);
        seen_finish(&seen);
        free(text);
    }
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

static void test_wrong_arguments(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct verify_result result;
    struct entry bad[] = {
        {.key = NULL, .kind = "ask.scale"},  {.key = "", .kind = "ask.scale"},
        {.key = "a", .kind = NULL},          {.key = "a", .kind = "mark.superseded"},
        {.key = "a", .kind = "session.end"}, {.key = "a", .kind = "ask.scale", .status = (enum entry_status)17},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct entry two[] = {{.key = "good", .kind = "ask.scale"}, bad[i]};
        assert_false(entry_append(w->s, w->session, two, 2, &w->err));
        assert_int_equal(w->err.code, ERROR_FORMAT);
    }
    struct entry good = {.key = "a", .kind = "ask.scale"};
    assert_false(entry_append(w->s, "s-none", &good, 1, &w->err));
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_false(entry_append(w->s, NULL, &good, 1, &w->err));
    assert_false(entry_append(w->s, "s-none", &good, 1, NULL));
    must(session_end(w->s, w->session, "completed", &w->err), &w->err);
    assert_false(entry_append(w->s, w->session, &good, 1, &w->err));
    assert_int_equal(w->err.code, ERROR_FORMAT);
    must(store_verify(w->s, &result, &w->err), &w->err);
    assert_int_equal(result.entries, 1); /* the end, nothing half written */
    world_destroy(w);
}

static void test_clock_set_back(void **state) {
    (void)state;
    struct world *w = world_with_session();
    struct seen seen = {0};
    answer(w, w->session, "a#1", "pain", json_integer(1));
    assert_true(clock_init(&w->clock, true, "2019-01-01"));
    answer(w, w->session, "b#1", "pain", json_integer(2));
    must(entry_each(w->s, w->session, look, &seen, &w->err), &w->err);
    assert_string_equal(seen.keys, "a#1 b#1 ");
    seen_finish(&seen);
    json_t *value = last(w, NULL, "pain");
    assert_int_equal(json_integer_value(value), 2);
    json_decref(value);
    must(session_end(w->s, w->session, "completed", &w->err), &w->err);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    world_destroy(w);
}

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool count_only(void *context, const struct entry *e) {
    (void)e;
    ++*(int *)context;
    return true;
}

static bool stop_at_3(void *context, const struct entry *e) {
    ++*(int *)context;
    return e->seq < 3;
}

/* The figure is printed; the limit is loose, for sanitizers and busy machines. */
static void test_a_thousand(void **state) {
    (void)state;
    struct world *w = world_with_session();
    static struct entry e[1000];
    static char keys[1000][24];
    int count = 0;
    json_t *value = json_integer(6), *note = json_pack("{s:s}", "label", "How strong is the pain right now?");
    for (int i = 0; i < 1000; i++) {
        snprintf(keys[i], sizeof keys[i], "pain#%d", i);
        e[i] = (struct entry){.key = keys[i], .id = "pain", .kind = "ask.scale", .value = value, .note = note};
    }
    must(entry_append(w->s, w->session, e, 1000, &w->err), &w->err);
    double from = now_ms();
    must(entry_each(w->s, w->session, count_only, &count, &w->err), &w->err);
    double took = now_ms() - from;
    print_message("entry_each over 1000: %.2f ms\n", took);
    assert_int_equal(count, 1000);
    assert_true(took < 100);
    count = 0;
    must(entry_each(w->s, w->session, stop_at_3, &count, &w->err), &w->err);
    assert_int_equal(count, 3);
    json_decref(value);
    json_decref(note);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_goes_in_comes_out),
        cmocka_unit_test(test_null_is_a_value),
        cmocka_unit_test(test_several_at_once_and_superseded),
        cmocka_unit_test(test_draft_goes_with_its_answer),
        cmocka_unit_test(test_last),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_large_values),
        cmocka_unit_test(test_wrong_arguments),
        cmocka_unit_test(test_clock_set_back),
        cmocka_unit_test(test_a_thousand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
