/* The words without effect: one expression, one expected text, each. And pairs in order, which replay stands on. */
#include "play.h"

static const char *const CASES[][2] = {
    {"tostring(6.0)", "6"},
    {"tostring(3.5)", "3.5"},
    {"tostring(nil)", "nil"},
    {"tostring({})", "table"},
    {"tostring(say)", "function"},
    {"tostring(1e300)", "1e+300"},
    {"tonumber(\" 42 \") + 1", "43"},
    {"tostring(tonumber(\"x\"))", "nil"},
    {"tostring(tonumber(nil))", "nil"},
    {"type(1) .. type(\"\") .. type({}) .. type(nil) .. type(true) .. type(type)",
     "numberstringtablenilbooleanfunction"},
    {"math.floor(-3.5) .. math.ceil(3.2) .. math.abs(-2)", "-442"},
    {"math.min(3, 1.5, 2) .. math.max(1, 7)", "1.57"},
    {"round(2.5) .. round(-2.5) .. round(2.4)", "3-32"},
    {"round(3.456, 1)", "3.5"},
    {"round(7, 2)", "7"},
    {"list.count({ 1, 2, 3 }) .. list.count(nil)", "30"},
    {"list.join({ \"a\", 2, 3.5, true })", "a, 2, 3.5, true"},
    {"list.join({ \"a\", \"b\" }, \" and \") .. list.join(nil)", "a and b"},
    {"text.upper(\"Größe éñ жд αβς ÿ ł\")", "GRÖßE ÉÑ ЖД ΑΒΣ Ÿ Ł"},
    {"text.lower(\"GRÖẞE ÉÑ ЖД ΑΒ Ÿ Ł Ő\")", "größe éñ жд αβ ÿ ł ő"},
    {"\"[\" .. text.trim(\" \\t x y\\u{A0}\\n\") .. \"]\"", "[x y]"},
    {"tostring(text.contains(\"Ich fühle MÜDE\", \"müde\"))", "true"},
    {"tostring(text.contains(\"a.b\", \"a%.b\")) .. tostring(text.contains(nil, \"x\"))", "falsefalse"},
    {"tostring(text.contains(\"abc\", \"\"))", "true"},
    {"list.join(text.words(\"Well, \\u{201E}I\\u{201D} don't  know - (yet)!\"), \"|\")", "Well|I|don't|know|yet"},
    {"list.count(text.words(\"\")) .. list.count(text.words(nil))", "00"},
    {"format(\"%s is %d of %.1f%% %5.2f|%-4s|%s\", \"x\", 3, 2.25, 1.5, \"ab\", nil)", "x is 3 of 2.2%  1.50|ab  |"},
    {"format(\"%03d %x %g\", 7, 255, 0.5)", "007 ff 0.5"},
    {"format(\"%s\", 4.0) .. 1 .. 2", "412"},
    {"7 // 2 .. 7 % 2 .. 2 ^ 2", "314.0"},
};

static void test_expressions(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char source[512];
        snprintf(source, sizeof source, HEAD "say(tostring(%s))", CASES[i][0]);
        struct play p = play(source, NULL);
        if (p.event == GUEST_FAILED)
            fail_msg("%s: %s", CASES[i][0], p.err.text);
        const char *got = value_string(json_object_get(json_array_get(p.requests, 1), "args"), "text", "(none)");
        if (strcmp(got, CASES[i][1]) != 0)
            fail_msg("%s\n  expected %s\n  got      %s", CASES[i][0], CASES[i][1], got);
        play_end(&p);
    }
}

static void test_refused(void **state) {
    (void)state;
    static const char *const wrong[][2] = {
        {"round(nil)", "round needs a number here, not nothing (nil). An optional question that was skipped gives nil: "
                       "test it first."},
        {"math.max()", "math.max needs at least one number."},
        {"math.floor(\"3\")", "math.floor needs a number here, not a text."},
        {"round(1, 20)", "round takes 0 to 10 digits after the point."},
        {"format(\"%d\", 1.5)", "format: %d takes a whole number; for others write %.1f."},
        {"format(\"%d\")", "format: there are more % places in the text than values after it."},
        {"format(\"%99999d\", 1)",
         "format does not know \"%99999d\". It knows %s, %d, %.1f and %%, with at most two digits."},
        {"format(\"%\")", "format does not know \"%\". It knows %s, %d, %.1f and %%, with at most two digits."},
        {"format(\"%.3s\", \"x\")",
         "format does not know \"%.3s\". It knows %s, %d, %.1f and %%, with at most two digits."},
        {"text.upper({})", "text.upper needs a text here, not a list or table."},
        {"list.add(nil, 1)", "list.add needs a list or table here, not nothing (nil). An optional question that was "
                             "skipped gives nil: test it first."},
        {"list.add(ask, 1)", "list.add cannot add to a word of Balm."},
        {"pick { id = \"p\", from = {} }", "pick has an empty list to draw from."},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char source[512];
        snprintf(source, sizeof source, HEAD "local x = %s", wrong[i][0]);
        assert_fails(source, NULL, 2, wrong[i][1]);
    }
}

static void test_pairs_sorted(void **state) {
    (void)state;
    struct play p =
        play(HEAD "local t = { zebra = 1, apple = 2, [10] = 3, [2] = 4, [2.5] = 5, [-1] = 6, [\"10\"] = 7, Ä = 8 }\n"
                  "t[1] = 0\n",
             NULL);
    play_end(&p);
    p = play(
        HEAD
        "local t = { zebra = 1, apple = 2, [10] = 3, [2] = 4, [2.5] = 5, [-1] = 6, [\"10\"] = 7, [\"\\u{C4}\"] = 8 }\n"
        "t[1] = 0\nlocal out = {}\n"
        "for k, v in pairs(t) do\n list.add(out, k .. \"=\" .. v)\n t.apple = nil\n t.new = 9\nend\n"
        "say(list.join(out, \" \"))\nlocal n = 0\nfor _ in pairs({}) do n = n + 1 end\n"
        "for i, v in ipairs({ \"a\", \"b\", nil, \"d\" }) do n = n + i end\nsay(\"n\" .. n)",
        NULL);
    assert_ended(&p);
    assert_args(&p, 1, "{\"text\":\"-1=6 1=0 2=4 2.5=5 10=3 10=7 zebra=1 \u00C4=8\"}");
    assert_args(&p, 2, "{\"text\":\"n3\"}");
    play_end(&p);
    assert_fails(HEAD "for k in pairs({ [true] = 1 }) do end", NULL, 2,
                 "pairs goes through names and numbers; this table has true or false as a name.");
}

static void test_steps_inside_pairs(void **state) {
    (void)state;
    struct play p =
        play(HEAD "for name, text in pairs({ b = \"B\", a = \"A\", c = \"C\" }) do say(name .. text) end", NULL);
    assert_ended(&p);
    assert_args(&p, 1, "{\"text\":\"aA\"}");
    assert_args(&p, 3, "{\"text\":\"cC\"}");
    assert_string_equal(play_line(&p, 3), "say say#3 2");
    play_end(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expressions),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_pairs_sorted),
        cmocka_unit_test(test_steps_inside_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
