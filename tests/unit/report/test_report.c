/* The report: what a person wrote and did not share is not in it, what must not be missed stands first, a hostile name
 * breaks nothing, and an empty record gives an honest page. */
#include "report_test.h"

static const char *const hostile = "</title><script>alert('x')</script>\"&~%s\xE2\x80\xAE";

static void one_peg(struct world *w, double total) {
    begin(w, "check-in");
    put_score(w, "peg", total);
    finish(w, "completed", false);
}

static void test_empty_record(void **state) {
    (void)state;
    struct world *w = world_make("Ottilie Quandt");
    char *html = page_of(w, w->person);
    assert_has(html, "<!doctype html>");
    assert_has(html, "<html lang=\"en\">");
    assert_has(html, "No session is on record yet.");
    assert_has(html, "Ottilie Quandt");
    assert_has(html, "</html>");
    assert_lacks(html, "<script");
    assert_lacks(html, "nan");
    free(html);
    world_destroy(w);
}

static void test_hostile_words_stay_words(void **state) {
    (void)state;
    struct world *w = world_make(hostile);
    begin(w, "thought-record");
    put_text(w, "thought", hostile, hostile);
    put_flag(w, "x", "urgent", hostile);
    put(w, "ask.list", "goals", json_pack("[s]", "<img src=x onerror=y>"), json_pack("{s:s}", "text", "<b>goals</b>"));
    put(w, "form", "day", json_pack("{s:s}", "<i>", "<u>"), NULL);
    put(w, "record", "<svg onload=z>", json_integer(3), NULL);
    put_score(w, "<i>made up</i>", 3);
    put(w, "adverse_event", NULL, json_pack("{s:s,s:s}", "severity", "<i>", "step", "<i>#1"), NULL);
    finish(w, "<i>odd</i>", true);
    for (int all = 0; all < 2; all++) {
        char *html = page_of(w, all ? NULL : w->person);
        assert_lacks(html, "<script");
        assert_lacks(html, "<img");
        assert_lacks(html, "<svg onload");
        assert_lacks(html, "<i>odd");
        assert_lacks(html, "<i>made");
        assert_lacks(html, "<u>");
        assert_has(html, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;~%s");
        assert_true(utf8_valid(html, strlen(html)));
        free(html);
    }
    world_destroy(w);
}

static void test_private_words_are_absent(void **state) {
    (void)state;
    struct world *w = world_make("A.K.");
    begin(w, "thought-record");
    put_text(w, "thought", "What went through your mind?", "SECRET-1");
    put(w, "ask.scale", "belief", json_integer(80), json_pack("{s:s}", "text", "How true is SECRET-2?"));
    put(w, "ask.scale", "belief_after", json_integer(50), json_pack("{s:s}", "text", "How true is SECRET-3?"));
    put(w, "ask.choice", "other", json_string("SECRET-4"), json_pack("{s:s}", "label", "SECRET-4"));
    put(w, "form", "day", json_pack("{s:s,s:i}", "note", "SECRET-5", "pain_before", 3), NULL);
    put(w, "record", "words", json_string("SECRET-6"), NULL);
    put(w, "remember", "thought", json_string("SECRET-7"), NULL);
    put(w, "ask.list", "goals", json_pack("[s]", "SECRET-8"), json_pack("{s:s}", "label", "SECRET-8"));
    finish(w, "SECRET 9", false);
    begin(w, "thought-record");
    put_text(w, "thought", "And today?", "I may say this");
    finish(w, "completed", true);
    char *html = page_of(w, w->person);
    assert_lacks(html, "SECRET");
    assert_lacks(html, "private");
    assert_has(html, "I may say this");
    assert_has(html, "And today?");
    assert_has(html, "belief, before and after");
    free(html);
    world_destroy(w);
}

static void test_taken_back_is_not_shown(void **state) {
    (void)state;
    struct world *w = world_make("A.K.");
    begin(w, "thought-record");
    put_text(w, "stays", "First?", "still stands");
    int64_t seq = put(w, "ask.text", "thought", json_string("taken back"), NULL);
    must(entry_supersede(w->s, w->session, &seq, 1, &w->err), &w->err);
    finish(w, "completed", true);
    char *html = page_of(w, w->person);
    assert_lacks(html, "taken back");
    assert_has(html, "still stands");
    free(html);
    world_destroy(w);
}

/* Before everything else in the body but the header, and with the words of the question and the answer. */
static void test_risk_stands_on_top(void **state) {
    (void)state;
    struct world *w = world_make("A.K.");
    one_peg(w, 6.7);
    begin(w, "check-in");
    put_flag(w, "noted", "attention", "Pain was high.");
    int64_t seq = put(w, "instrument.item", "phq-9.self_harm", json_integer(1), NULL);
    put_flag(w, "phq-9.self_harm", "urgent", "Risk item phq-9.self_harm was answered with 1.");
    put(w, "adverse_event", NULL, json_pack("{s:s,s:s}", "severity", "unknown", "step", "set#2"), NULL);
    put_flag(w, "red", "urgent", "Call now.");
    must(entry_supersede(w->s, w->session, &seq, 1, &w->err), &w->err);
    finish(w, "completed", false);
    char *html = page_of(w, w->person);
    const char *const order[] = {"</header>",       "Thoughts that you would be better off dead",
                                 "Call now.",       "Something got worse",
                                 "Pain was high.",  "class=\"sum\"",
                                 "class=\"facts\"", "How much pain got in the way"};
    const char *at = strstr(html, "<main>");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *next = strstr(at, order[i]);
        if (next == NULL)
            fail_msg("Not there, or too early: %s", order[i]);
        at = next;
    }
    assert_has(html, "PHQ-9, question 2");
    assert_has(html, "Several days");
    assert_has(html, "10 March 2026");
    assert_has(html, "The answer was changed afterwards.");
    assert_lacks(html, "Risk item phq-9.self_harm"); /* said once, in plain words */
    free(html);
    world_destroy(w);
}

static void test_skipped_risk_is_unknown(void **state) {
    (void)state;
    struct world *w = world_make("A.K.");
    begin(w, "check-in");
    put(w, "instrument.item", "phq-9.self_harm", NULL, NULL);
    finish(w, "completed", false);
    char *html = page_of(w, w->person);
    assert_has(html, "PHQ-9, question 2, was left out on 10 March 2026.");
    assert_lacks(html, "class=\"alert urgent");
    free(html);
    world_destroy(w);
}

static void test_peg_sentence(void **state) {
    (void)state;
    static const struct {
        double first, last;
        const char *says;
    } cases[] = {
        {6.7, 5.7,
         "Pain interferes less than at the start. The PEG score fell from 6.7 to 5.7. That is 1.0 point, which is "
         "exactly the 1.0 point usually seen as a real change (Reed DE et al. 2024)."},
        {5.3, 6.3,
         "Pain interferes more than at the start. The PEG score rose from 5.3 to 6.3. That is 1.0 point, which is "
         "exactly the 1.0 point"},
        {6.7, 4.7, "That is 2.0 points, which is more than the 1.0 point"},
        {6.7, 5.8,
         "Pain interferes about as much as at the start. The PEG score fell from 6.7 to 5.8. That is 0.9 points, "
         "which is less than"},
        {6.7, 6.7, "The PEG score is 6.7, the same as at the start."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world *w = world_make("A.K.");
        one_peg(w, cases[i].first);
        days_pass(w, 7);
        one_peg(w, cases[i].last);
        char *html = page_of(w, w->person);
        assert_has(html, cases[i].says);
        free(html);
        world_destroy(w);
    }
}

static void test_figures(void **state) {
    (void)state;
    struct world *w = world_make("A.K.");
    begin(w, "breathing-space");
    put(w, "ask.scale", "before", json_integer(6), NULL);
    put(w, "listen", "practice", json_pack("{s:b,s:i}", "finished", 1, "seconds", 180), NULL);
    put(w, "ask.scale", "after", json_integer(4), NULL);
    finish(w, "completed", false);
    days_pass(w, 1);
    begin(w, "breathing-space");
    put(w, "listen", "practice", json_pack("{s:b,s:i}", "finished", 0, "seconds", 20), NULL);
    finish(w, "stopped", false);
    char *html = page_of(w, w->person);
    assert_has(html, "<b>1 of 2</b>");
    assert_has(html, "1 ended early");
    assert_has(html, "<td class=\"did\">3</td>");
    assert_has(html, "<td class=\"did\">&lt;1</td>");
    assert_has(html, "<b>3</b> min");
    assert_has(html, "Breathing space: before and after");
    assert_has(html, "10 March: before 6, after 4.");
    free(html);
    world_destroy(w);
}

static void test_caseload_by_need(void **state) {
    (void)state;
    struct world *w = world_make("Calm Person");
    one_peg(w, 5);
    must(person_add(w->s, "Worse Person", w->person, &w->err), &w->err);
    one_peg(w, 5);
    one_peg(w, 6);
    must(person_add(w->s, "Urgent Person", w->person, &w->err), &w->err);
    begin(w, "check-in");
    put(w, "instrument.item", "phq-9.self_harm", json_integer(1), NULL);
    finish(w, "completed", false);
    must(person_add(w->s, "New Person", w->person, &w->err), &w->err);
    char *html = page_of(w, NULL);
    const char *urgent = strstr(html, "Urgent Person"), *worse = strstr(html, "Worse Person"),
               *fresh = strstr(html, "New Person"), *calm = strstr(html, "Calm Person");
    assert_true(urgent != NULL && worse != NULL && fresh != NULL && calm != NULL);
    assert_true(urgent < worse && worse < fresh && fresh < calm);
    assert_has(html, "1 risk answer");
    assert_has(html, "none yet");
    free(html);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_record),
        cmocka_unit_test(test_hostile_words_stay_words),
        cmocka_unit_test(test_private_words_are_absent),
        cmocka_unit_test(test_taken_back_is_not_shown),
        cmocka_unit_test(test_risk_stands_on_top),
        cmocka_unit_test(test_skipped_risk_is_unknown),
        cmocka_unit_test(test_peg_sentence),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_caseload_by_need),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
