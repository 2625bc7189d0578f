/* A script as the session sees it: requests, keys, answers, includes, and what is refused with which words. */
#include "play.h"

static void test_requests(void **state) {
    (void)state;
    struct play p = play("module { id = \"m\", title = \"M\", minutes = 5 }\n"
                         "say \"Hello\"\n"
                         "local pain = ask.scale { id = \"pain\", text = \"Now?\",\n from = 0, to = 10 }\n"
                         "say { text = \"You said \" .. pain }\n"
                         "review { \"pain\", title = \"All\" }\n"
                         "guide { id = \"g\", cues = { { \"Tense\", seconds = 7 }, { \"Rest\" } } }\n"
                         "finish { outcome = \"done_early\" }\n"
                         "say \"never\"\n",
                         "[null, 4]");
    assert_ended(&p);
    assert_int_equal(json_array_size(p.requests), 7);
    assert_string_equal(play_line(&p, 0), "module - 1");
    assert_string_equal(play_line(&p, 1), "say say#1 2");
    assert_string_equal(play_line(&p, 2), "ask.scale pain#1 3");
    assert_args(&p, 1, "{\"text\":\"Hello\"}");
    assert_args(&p, 3, "{\"text\":\"You said 4\"}");
    assert_args(&p, 4, "{\"items\":[\"pain\"],\"title\":\"All\"}");
    assert_args(&p, 5, "{\"cues\":[{\"items\":[\"Tense\"],\"seconds\":7},[\"Rest\"]],\"id\":\"g\"}");
    const json_t *say = json_array_get(p.requests, 1);
    assert_string_equal(value_string(say, "op", ""), "step");
    assert_true(json_is_null(json_object_get(say, "id")));
    assert_string_equal(value_string(say, "file", ""), "module.lua");
    assert_string_equal(value_string(json_array_get(p.requests, 2), "id", ""), "pain");
    play_end(&p);
}

static void test_keys_count(void **state) {
    (void)state;
    struct play p = play(HEAD "for i = 1, 3 do\n local p = ask.scale { id = \"during\", text = \"?\" }\n"
                              " record { id = \"during\", value = p }\n rest { seconds = 1 }\nend\n"
                              "instrument { id = \"peg\" }\ninstrument { id = \"peg\" }\nsay \"x\"",
                         "[1, null, null, 2]");
    assert_ended(&p);
    assert_string_equal(play_line(&p, 1), "ask.scale during#1 3");
    assert_string_equal(play_line(&p, 2), "record during#1 4");
    assert_string_equal(play_line(&p, 3), "rest rest#1 5");
    assert_string_equal(play_line(&p, 4), "ask.scale during#2 3");
    assert_string_equal(play_line(&p, 7), "ask.scale during#3 3");
    assert_args(&p, 5, "{\"id\":\"during\",\"value\":2}");
    assert_args(&p, 8, "{\"id\":\"during\",\"value\":null}");
    assert_string_equal(play_line(&p, 10), "instrument peg#1 7");
    assert_string_equal(play_line(&p, 11), "instrument peg#2 8");
    play_end(&p);
}

static void test_queries_and_effects(void **state) {
    (void)state;
    struct play p = play(HEAD "local s = last(\"peg\")\nlocal a = answer(\"other\", \"goal\")\n"
                              "local n = times_done \"other\"\nlocal r = recall(\"goal\")\nlocal d = today()\n"
                              "remember { id = \"n\", value = { a, r, n + 1, s.total, d } }\n"
                              "tell_therapist { id = \"t\", text = \"Worse\", level = \"urgent\" }\n"
                              "say(patient.name)",
                         "[{\"total\": 5.5}, \"walk\", 3, null, \"2026-01-05\"]");
    assert_ended(&p);
    assert_string_equal(play_line(&p, 1), "last last#1 2");
    assert_args(&p, 1, "{\"id\":\"peg\"}");
    assert_args(&p, 2, "{\"id\":\"goal\",\"module\":\"other\"}");
    assert_args(&p, 3, "{\"module\":\"other\"}");
    assert_args(&p, 5, "{}");
    assert_args(&p, 6, "{\"id\":\"n\",\"value\":[\"walk\",null,4,5.5,\"2026-01-05\"]}");
    assert_string_equal(value_string(json_array_get(p.requests, 6), "op", ""), "effect");
    assert_args(&p, 8, "{\"text\":\"\"}");
    play_end(&p);
}

static void test_include_yields(void **state) {
    (void)state;
    const char *words = "local w = {}\nfunction w.ask()\n  return ask.yes { id = \"ok\", text = \"?\" }\nend\n"
                        "say \"inside\"\nw.name = ask.text { id = \"name\", text = \"Name\" }\nreturn w, 7\n";
    struct play p = play_full(HEAD "local w, seven = include \"words\"\nlocal again, eight = include \"words\"\n"
                                   "local ok = w.ask()\nsay(w.name .. tostring(ok) .. seven .. eight)\n"
                                   "say(tostring(w == again))",
                              words, "[null, \"Ann\", true]", NULL, 100);
    assert_ended(&p);
    assert_string_equal(play_line(&p, 1), "say say#1 5");
    assert_string_equal(value_string(json_array_get(p.requests, 1), "file", ""), "words.lua");
    assert_string_equal(play_line(&p, 3), "ask.yes ok#1 3");
    assert_args(&p, 4, "{\"text\":\"Anntrue77\"}");
    assert_args(&p, 5, "{\"text\":\"true\"}");
    play_end(&p);
}

static void test_include_refused(void **state) {
    (void)state;
    assert_fails(HEAD "include \"word\"", NULL, 2, "There is no file \"word.lua\" in the module's folder.");
    assert_fails(HEAD "include \"../x\"", NULL, 2, "There is no file \"../x.lua\" in the module's folder.");
    assert_fails(HEAD "include(nil)", NULL, 2,
                 "include needs a text here, not nothing (nil). An optional question that was skipped gives nil: test "
                 "it first.");
    struct play p = play_full(HEAD "include \"words\"", "\n\ninclude \"words\"", NULL, NULL, 10);
    assert_string_equal(p.err.text, "The file \"words.lua\" includes itself.");
    assert_string_equal(p.err.file, "words.lua");
    assert_int_equal(p.err.line, 3);
    play_end(&p);
    p = play_full(HEAD "include \"words\"", "local x = {\n 1\n", NULL, NULL, 10);
    assert_string_equal(p.err.text, "The bracket { opened at line 1 is never closed. A closing bracket } is missing.");
    assert_string_equal(p.err.file, "words.lua");
    play_end(&p);
    p = play_full(HEAD "include \"word\"", "", NULL, NULL, 10);
    assert_string_equal(p.err.text, "There is no file \"word.lua\" in the module's folder. Did you mean \"words\"?");
    play_end(&p);
}

static void test_ids(void **state) {
    (void)state;
    assert_fails(HEAD "ask.text { id = \"a\", text = \"1\" }\n\nask.text { id = \"a\", text = \"2\" }", NULL, 4,
                 "The id \"a\" stands twice: at module.lua line 2 (ask.text) and at module.lua line 4 (ask.text). Each "
                 "needs an id of its own.");
    assert_fails(HEAD "\nlisten { audio = \"x.opus\" }", NULL, 3,
                 "listen needs an id, for example: id = \"my_answer\".");
    assert_fails(HEAD "ask.text { id = 5, text = \"1\" }", NULL, 2, "The id of ask.text is a text in quotes.");
    assert_fails(HEAD "ask.text { id = \"a b\" }", NULL, 2,
                 "The id \"a b\" cannot be used: at most 80 letters (a to z), digits, _ and -, and nothing else.");
    assert_fails(HEAD "record { value = 5 }", NULL, 2, "record needs an id, for example: id = \"my_answer\".");
    assert_fails(HEAD "pick { from = { 1 } }", NULL, 2,
                 "pick needs an id of letters, digits, _ and -, for example: id = \"order\".");
}

static void test_module_first(void **state) {
    (void)state;
    assert_fails("say \"x\"", NULL, 1,
                 "A module begins with module { id = \"...\", title = \"...\" }; say comes after it.");
    assert_fails("", NULL, 1, "A module begins with module { id = \"...\", title = \"...\" }.");
    assert_fails(HEAD "module { id = \"m\", title = \"M\" }", NULL, 2, "module { } stands only once, at the top.");
    assert_fails("module { id = \"m\", titel = \"M\" }", NULL, 1,
                 "module{} has no field \"titel\". Did you mean \"title\"?");
    assert_fails("\nmodule { id = \"n\", title = \"M\" }", NULL, 2,
                 "module{}: the id is \"n\", but the folder is named \"m\". They must be the same.");
    assert_fails("module { id = \"m\" }", NULL, 1, "module{} needs a title, for example: title = \"Sleep well\".");
    assert_fails("module { id = \"m\", title = \"M\", kind = \"educatoin\" }", NULL, 1,
                 "kind = \"educatoin\" is not known. Did you mean \"education\"?");
    assert_fails("module { id = \"m\", title = \"M\", api = 2, new_field = 1 }", NULL, 1,
                 "This module needs a newer Balm: it is written for api = 2, this Balm knows 1.");
    assert_fails("module { id = \"m\", title = \"M\", version = \"1.x\" }", NULL, 1,
                 "module{}: version is a text of three numbers, like \"1.2.0\".");
    assert_fails("module { id = \"m\", title = \"M\", resume_within = \"soon\" }", NULL, 1,
                 "module{}: resume_within is a text like \"7 days\" or \"12 hours\".");
    assert_fails("module { id = \"m\", title = \"M\", updates = { open_sessions = \"migrat\" } }", NULL, 1,
                 "open_sessions = \"migrat\" is not known. Did you mean \"migrate\"?");
}

static void test_words_and_names(void **state) {
    (void)state;
    assert_fails(HEAD "lisen { id = \"a\" }", NULL, 2, "There is no word \"lisen\". Did you mean \"listen\"?");
    assert_fails(HEAD "ask.scal { id = \"a\" }", NULL, 2, "There is no word \"ask.scal\". Did you mean \"ask.scale\"?");
    assert_fails(HEAD "scale { id = \"a\" }", NULL, 2, "There is no word \"scale\". Did you mean \"ask.scale\"?");
    assert_fails(HEAD "say(math.sin(1))", NULL, 2, "There is no word \"math.sin\". Did you mean \"math.min\"?");
    assert_fails(HEAD "print(\"x\")", NULL, 2, "There is no word \"print\". To show something, write say \"...\".");
    assert_fails(HEAD "pain_score = 1\nsay(\"x\" .. pain_scor)", NULL, 3,
                 "There is no word \"pain_scor\". Did you mean \"pain_score\"?");
    assert_fails(HEAD "say = 5", NULL, 2, "\"say\" is a word of Balm and cannot be changed. Take another name.");
    assert_fails(HEAD "ask.mood = 5", NULL, 2, "ask belongs to Balm and cannot be changed.");
    assert_fails(HEAD "ask { id = \"a\" }", NULL, 2,
                 "ask is no word by itself: it is followed by a dot and a name, like ask.text or ask.scale.");
    assert_fails(HEAD "say((\"x\"):rep(3))", NULL, 2, "This is a text; it has no \"rep\".");
    assert_fails(HEAD "say((\"x\"):upper())", NULL, 2, "A text has no :upper(). Write text.upper(x).");
    assert_fails(HEAD "tell_therapist { id = \"t\", text = \"x\", levl = \"info\" }", NULL, 2,
                 "tell_therapist has no field \"levl\". Did you mean \"level\"?");
    assert_fails(HEAD "tell_therapist { id = \"t\", text = \"x\", level = \"red\" }", NULL, 2,
                 "The level of tell_therapist is \"info\", \"attention\" or \"urgent\".");
    assert_fails(HEAD "last()", NULL, 2, "last needs the id as a text in quotes, not nothing (nil).");
    assert_fails(HEAD "today(5)", NULL, 2, "today takes 0 values, not 1.");
    assert_fails(HEAD "ask.text \"How?\"", NULL, 2,
                 "ask.text takes its parts in braces: ask.text { id = \"...\", ... }.");
}

static void test_nothing_else_exists(void **state) {
    (void)state;
    static const char *const names[] = {"string",  "table",          "os",        "io",     "debug",   "load",
                                        "require", "pcall",          "xpcall",    "select", "next",    "error",
                                        "assert",  "setmetatable",   "rawget",    "rawset", "_G",      "getmetatable",
                                        "dofile",  "loadfile",       "coroutine", "utf8",   "unpack",  "rawequal",
                                        "rawlen",  "collectgarbage", "package",   "warn",   "_VERSION"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char source[200], begins[100];
        snprintf(source, sizeof source, HEAD "local x = %s", names[i]);
        snprintf(begins, sizeof begins, "There is no word \"%s\".", names[i]);
        struct play p = play(source, NULL);
        assert_int_equal(p.event, GUEST_FAILED);
        assert_memory_equal(p.err.text, begins, strlen(begins));
        play_end(&p);
    }
}

static void test_globals(void **state) {
    (void)state;
    struct play p = play(HEAD "note = ask.text { id = \"n\", text = \"?\", optional = true }\n"
                              "if note == nil then say \"skipped\" end\ncount = 1\ncount = count + 1\n"
                              "say(\"n\" .. count)\ncount = nil\nsay(type(count))",
                         NULL);
    assert_ended(&p);
    assert_args(&p, 2, "{\"text\":\"skipped\"}");
    assert_args(&p, 3, "{\"text\":\"n2\"}");
    assert_args(&p, 4, "{\"text\":\"nil\"}");
    play_end(&p);
}

static void test_values_refused(void **state) {
    (void)state;
    assert_fails(HEAD "local t = {} t.t = t say { text = \"x\", context = t }", NULL, 2,
                 "In say: \"context.t.t.t.t.t.t.t.t.t.t.t.t.t.t.t\" goes too deep: at most 16 tables inside each "
                 "other, and none inside itself.");
    assert_fails(HEAD "say { text = say }", NULL, 2,
                 "In say: \"text\" is a function; only texts, numbers, true, false and tables of them can stand here.");
    assert_fails(HEAD "say { text = \"a\\xFFb\" }", NULL, 2, "In say: \"text\" is not valid text (UTF-8).");
    assert_fails(HEAD "record { id = \"r\", value = 0/0 }", NULL, 2,
                 "In record: \"value\" is not a number that can be kept (a division by zero?).");
    assert_fails(HEAD "say { text = \"x\", context = { [1000] = \"y\" } }", NULL, 2,
                 "In say: \"context\" is a list with gaps: number 1000 is there, most before it are not.");
    assert_fails(HEAD "say { text = \"x\", [true] = \"y\" }", NULL, 2,
                 "In say: The value has a member without a proper name: boolean.");
    struct play p = play(HEAD "say(\"a\\0\\27[2Jb\\u{85}c\\n\\td\")", NULL);
    assert_ended(&p);
    assert_args(&p, 1, "{\"text\":\"a[2Jbc\\n\\td\"}");
    play_end(&p);
}

static void test_too_large(void **state) {
    (void)state;
    assert_fails(HEAD "local s = \"0123456789\" for i = 1, 13 do s = s .. s end say(s)", NULL, 2,
                 "In say: The value is too long a text: at most 64 KB.");
    assert_fails(HEAD "local t = {} for i = 1, 9000 do t[i] = \"01234567\" end say { context = t }", NULL, 2,
                 "In say: \"context[5139]\" makes this too large: more than 64 KB in one piece.");
}

static void test_chance(void **state) {
    (void)state;
    const char *source = HEAD "local l = shuffle { id = \"s\", list = { 1, 2, 3, 4, 5, 6, 7, 8 } }\n"
                              "local p = {} for i = 1, 8 do p[i] = pick { id = \"p\", from = l } end\n"
                              "say(list.join(l, \"\") .. \" \" .. list.join(p, \"\"))";
    char drawn[3][64];
    static const uint64_t seeds[] = {1, 1, 2};
    for (int i = 0; i < 3; i++) {
        struct guest_options o = {.seed = seeds[i]};
        struct play p = play_full(source, NULL, NULL, &o, 10);
        assert_ended(&p);
        snprintf(drawn[i], sizeof drawn[i], "%s",
                 value_string(json_object_get(json_array_get(p.requests, 1), "args"), "text", ""));
        assert_int_equal(strlen(drawn[i]), 17);
        play_end(&p);
    }
    assert_string_equal(drawn[0], drawn[1]);
    assert_string_not_equal(drawn[0], drawn[2]);
}

static void test_blame(void **state) {
    (void)state;
    struct error err = {0};
    struct bundle *b = bundle_of(HEAD "\nsay { txt = \"x\" }\nsay \"y\"", NULL);
    struct guest *g = guest_create(b, NULL, &err);
    json_t *request;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(guest_resume(g, NULL, &request, &err), GUEST_REQUEST);
        json_decref(request);
    }
    assert_false(guest_blame(g, ERROR_SCRIPT, &err, "say has no field \"%s\".", "txt"));
    assert_int_equal(err.line, 3);
    assert_string_equal(err.file, "module.lua");
    err = (struct error){0};
    assert_int_equal(guest_resume(g, NULL, &request, &err), GUEST_FAILED);
    assert_string_equal(err.text, "say has no field \"txt\".");
    guest_destroy(g);
    bundle_destroy(b);
}

static void test_patient_name(void **state) {
    (void)state;
    struct guest_options o = {.patient_name = "Zoë"};
    struct play p = play_full(HEAD "say(\"Hello \" .. patient.name)", NULL, NULL, &o, 10);
    assert_ended(&p);
    assert_args(&p, 1, "{\"text\":\"Hello Zo\u00EB\"}");
    play_end(&p);
    assert_fails(HEAD "say(patient.nam)", NULL, 2, "There is no word \"patient.nam\". Did you mean \"patient.name\"?");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_requests),
        cmocka_unit_test(test_keys_count),
        cmocka_unit_test(test_queries_and_effects),
        cmocka_unit_test(test_include_yields),
        cmocka_unit_test(test_include_refused),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_module_first),
        cmocka_unit_test(test_words_and_names),
        cmocka_unit_test(test_nothing_else_exists),
        cmocka_unit_test(test_globals),
        cmocka_unit_test(test_values_refused),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_chance),
        cmocka_unit_test(test_blame),
        cmocka_unit_test(test_patient_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
