/* The session against a record in memory: run, replay, Back, Edit, superseding, instruments' risk, effects once. */
#include "cmocka_all.h"

#include "session/practice.h"
#include "session/session.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct bed {
    struct clock clock;
    struct store *store;
    struct host *host;
    struct bundle *bundle;
    struct session *s;
    char person[40];
};

static struct instrument *find(void *context, const char *id, struct error *err) {
    (void)context;
    static struct instrument *loaded;
    char path[512];
    snprintf(path, sizeof path, "%s/modules/instruments/%s.lua", getenv("BALM_SOURCE"), id);
    instrument_destroy(loaded);
    loaded = instrument_load(path, err);
    return loaded;
}

static struct session_setup setup_of(struct bed *b) {
    return (struct session_setup){
        .store = b->store, .host = b->host, .bundle = b->bundle, .find_instrument = find, .person = b->person};
}

static void begin(struct bed *b, const char *source) {
    struct error err = {0};
    char engine[512];
    *b = (struct bed){0};
    snprintf(engine, sizeof engine, "%s/engine", getenv("BALM_SOURCE"));
    assert_true(clock_init(&b->clock, true, NULL));
    struct store_options o = {.clock = &b->clock};
    b->store = store_open(&o, &err);
    assert_non_null(b->store);
    assert_true(person_add(b->store, "Ana", b->person, &err));
    b->host = host_create(engine, &err);
    assert_non_null(b->host);
    b->bundle = bundle_from_text("t", source, strlen(source), &err);
    assert_non_null(b->bundle);
    struct session_setup setup = setup_of(b);
    b->s = session_begin(&setup, &err);
    assert_non_null(b->s);
}

static void end(struct bed *b) {
    session_close(b->s);
    bundle_destroy(b->bundle);
    host_destroy(b->host);
    store_close(b->store);
}

static void restart(struct bed *b) {
    struct error err = {0};
    struct session_row row;
    assert_true(session_get(b->store, session_row(b->s)->id, &row, &err));
    session_close(b->s);
    struct session_setup setup = setup_of(b);
    b->s = session_resume(&setup, &row, &err);
    assert_non_null(b->s);
}

static void expect_key(struct bed *b, const char *key) {
    const struct session_view *v = session_view(b->s);
    if (v->at == SESSION_AT_TROUBLE)
        fail_msg("trouble: %s:%d %s", v->trouble.file, v->trouble.line, v->trouble.text);
    assert_int_equal(v->at, SESSION_AT_STEP);
    assert_string_equal(v->key, key);
}

static void give(struct bed *b, const char *fields) {
    struct error err = {0};
    json_t *f = json_loads(fields, 0, NULL), *problem = NULL;
    assert_non_null(f);
    if (!session_submit(b->s, f, false, 10, &problem, &err))
        fail_msg("%s", err.text);
    if (problem != NULL)
        fail_msg("%s", value_string(problem, "text", ""));
    json_decref(f);
}

struct counted {
    int all, superseded;
    const char *key;
};

static bool count_key(void *context, const struct entry *e) {
    struct counted *c = context;
    if (strcmp(e->key, c->key) == 0) {
        c->all++;
        c->superseded += e->superseded;
    }
    return true;
}

static void expect_entries(struct bed *b, const char *key, int all, int superseded) {
    struct error err = {0};
    struct counted c = {.key = key};
    assert_true(entry_each(b->store, session_row(b->s)->id, count_key, &c, &err));
    if (c.all != all || c.superseded != superseded)
        fail_msg("%s: %d entries (%d superseded), expected %d (%d)", key, c.all, c.superseded, all, superseded);
}

static const char branch[] = "module { id='t', title='T', api=1 }\n"
                             "local a = ask.yes { id='a', text='A?' }\n"
                             "if a then ask.scale { id='b', text='B?' } else ask.scale { id='c', text='C?' } end\n"
                             "record { id='r', value=a and 1 or 0 }\n"
                             "ask.text { id='d', text='D? {a}', optional=true }\n"
                             "review { 'a', 'd' }\n";

static void goes_to_the_end(void **state) {
    (void)state;
    struct bed b;
    begin(&b, branch);
    expect_key(&b, "a#1");
    give(&b, "{\"a\":true}");
    expect_key(&b, "b#1");
    give(&b, "{\"b\":4}");
    expect_key(&b, "d#1");
    expect_entries(&b, "record:r#1", 1, 0);
    give(&b, "{\"d\":\"words\"}");
    expect_key(&b, "review#1");
    give(&b, "{}");
    assert_int_equal(session_view(b.s)->at, SESSION_AT_END);
    assert_string_equal(session_view(b.s)->outcome, "completed");
    end(&b);
}

static void resumes_where_it_was(void **state) {
    (void)state;
    struct bed b;
    begin(&b, branch);
    give(&b, "{\"a\":true}");
    give(&b, "{\"b\":4}");
    restart(&b);
    expect_key(&b, "d#1");
    expect_entries(&b, "record:r#1", 1, 0);
    assert_string_equal(value_string(session_view(b.s)->def, "text", ""), "D? Yes");
    end(&b);
}

static void back_without_change_keeps_all(void **state) {
    (void)state;
    struct error err = {0};
    struct bed b;
    begin(&b, branch);
    give(&b, "{\"a\":true}");
    give(&b, "{\"b\":4}");
    assert_true(session_back(b.s, &err));
    expect_key(&b, "b#1");
    assert_true(session_back(b.s, &err));
    expect_key(&b, "a#1");
    restart(&b);
    expect_key(&b, "a#1");
    give(&b, "{\"a\":true}");
    expect_key(&b, "b#1");
    assert_int_equal(json_integer_value(session_view(b.s)->value), 4);
    give(&b, "{\"b\":4}");
    expect_key(&b, "d#1");
    expect_entries(&b, "a#1", 1, 0);
    expect_entries(&b, "b#1", 1, 0);
    end(&b);
}

static void another_branch_supersedes(void **state) {
    (void)state;
    struct error err = {0};
    struct bed b;
    begin(&b, branch);
    give(&b, "{\"a\":true}");
    give(&b, "{\"b\":4}");
    session_back(b.s, &err);
    session_back(b.s, &err);
    give(&b, "{\"a\":false}");
    expect_key(&b, "c#1");
    expect_entries(&b, "a#1", 2, 1);
    expect_entries(&b, "b#1", 1, 1);
    expect_entries(&b, "record:r#1", 1, 1);
    give(&b, "{\"c\":7}");
    expect_key(&b, "d#1");
    expect_entries(&b, "record:r#1", 2, 1);
    end(&b);
}

static void edit_returns_to_the_review(void **state) {
    (void)state;
    struct error err = {0};
    struct bed b;
    begin(&b, branch);
    give(&b, "{\"a\":true}");
    give(&b, "{\"b\":4}");
    give(&b, "{\"d\":\"one\"}");
    expect_key(&b, "review#1");
    assert_true(session_edit(b.s, "d#1", &err));
    expect_key(&b, "d#1");
    give(&b, "{\"d\":\"two\"}");
    expect_key(&b, "review#1");
    expect_entries(&b, "d#1", 2, 1);
    assert_true(session_edit(b.s, "a#1", &err));
    give(&b, "{\"a\":false}");
    expect_key(&b, "c#1");
    give(&b, "{\"c\":1}");
    expect_key(&b, "d#1"); /* its text has the hole {a}, so it is another question now */
    assert_string_equal(json_string_value(session_view(b.s)->value), "two");
    end(&b);
}

static void risk_item_waits_for_the_safety_card(void **state) {
    (void)state;
    struct error err = {0};
    struct bed b;
    begin(&b, "module { id='t', title='T', api=1 }\nlocal r = instrument { id='phq-9' }\nsay 'Done'\n");
    for (int i = 0; i < 8; i++) {
        const char *key = session_view(b.s)->key;
        char field[160], id[64];
        snprintf(id, sizeof id, "%s", value_string(session_view(b.s)->def, "id", ""));
        snprintf(field, sizeof field, "{\"%s\":0}", id);
        (void)key;
        give(&b, field);
        assert_false(session_view(b.s)->wants_safety);
    }
    char field[160];
    snprintf(field, sizeof field, "{\"%s\":1}", value_string(session_view(b.s)->def, "id", ""));
    give(&b, field);
    assert_true(session_view(b.s)->wants_safety);
    restart(&b);
    assert_true(session_view(b.s)->wants_safety);
    assert_true(session_acknowledge_safety(b.s, &err));
    assert_false(session_view(b.s)->wants_safety);
    end(&b);
}

static void a_broken_line_is_trouble(void **state) {
    (void)state;
    struct bed b;
    begin(&b, "module { id='t', title='T', api=1 }\nsay 'One'\nask.scale { id='x', text='X', lwo='a' }\n");
    give(&b, "{}");
    const struct session_view *v = session_view(b.s);
    assert_int_equal(v->at, SESSION_AT_TROUBLE);
    assert_string_equal(v->trouble.file, "module.lua");
    assert_int_equal(v->trouble.line, 3);
    assert_non_null(strstr(v->trouble.text, "low"));
    end(&b);
}

static void loops_count_and_holes_take_the_latest(void **state) {
    (void)state;
    struct bed b;
    begin(&b, "module { id='t', title='T', api=1 }\nfor i = 1, 3 do ask.scale { id='x', text='X' } end\n"
              "say 'Last {x}, {{x}}'\n");
    give(&b, "{\"x\":1}");
    expect_key(&b, "x#2");
    give(&b, "{\"x\":2}");
    give(&b, "{\"x\":3}");
    expect_key(&b, "say#1");
    assert_string_equal(value_string(session_view(b.s)->def, "text", ""), "Last 3, {x}");
    end(&b);
}

static void replay_of_a_thousand_steps(void **state) {
    (void)state;
    struct bed b;
    begin(&b,
          "module { id='t', title='T', api=1 }\nfor i = 1, 1000 do ask.scale { id='x', text='How strong is it now?', "
          "low='None', high='All' } end\nsay 'End'\n");
    for (int i = 0; i < 1000; i++)
        give(&b, "{\"x\":5}");
    expect_key(&b, "say#1");
    struct timespec t0, t1;
    clock_gettime(CLOCK_MONOTONIC, &t0);
    restart(&b);
    clock_gettime(CLOCK_MONOTONIC, &t1);
    expect_key(&b, "say#1");
    print_message("replay of 1000 steps: %.1f ms\n",
                  (double)(t1.tv_sec - t0.tv_sec) * 1e3 + (double)(t1.tv_nsec - t0.tv_nsec) / 1e6);
    end(&b);
}

static void dose_is_distinct_seconds(void **state) {
    (void)state;
    struct practice p;
    practice_init(&p, NULL, 600000);
    practice_reach(&p, 60000);
    practice_jump(&p, 30000);
    practice_reach(&p, 90000);
    assert_int_equal(practice_seconds(&p), 90);
    practice_jump(&p, 300000);
    practice_reach(&p, 310000);
    json_t *saved = practice_save(&p);
    struct practice q;
    practice_init(&q, saved, 600000);
    assert_int_equal(practice_seconds(&q), 100);
    assert_int_equal(q.position_ms, 310000);
    practice_reach(&q, 700000);
    assert_true(practice_is_over(&q));
    json_decref(saved);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_to_the_end),
        cmocka_unit_test(resumes_where_it_was),
        cmocka_unit_test(back_without_change_keeps_all),
        cmocka_unit_test(another_branch_supersedes),
        cmocka_unit_test(edit_returns_to_the_review),
        cmocka_unit_test(risk_item_waits_for_the_safety_card),
        cmocka_unit_test(a_broken_line_is_trouble),
        cmocka_unit_test(loops_count_and_holes_take_the_latest),
        cmocka_unit_test(replay_of_a_thousand_steps),
        cmocka_unit_test(dose_is_distinct_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
