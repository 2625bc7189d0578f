/* Scripts that mean harm, or were written badly: none may hang, crash or grow the program. Each must be over within a
 * second, whatever it does; most must fail with a budget error that names the line. */
#include "play.h"

#include <time.h>

/* Each ends within a second; the sanitizers cost about three times as much. */
#ifdef __SANITIZE_ADDRESS__
enum { LIMIT_MS = 4000 };
#else
enum { LIMIT_MS = 1000 };
#endif

struct hostile {
    const char *name, *source;
    enum error_code code; /* ERROR_NONE: it may simply end */
};

static const struct hostile SOURCES[] = {
    {"endless while", "while true do end", ERROR_BUDGET},
    {"endless for", "for i = 1, 1e18 do end", ERROR_BUDGET},
    {"endless goto", "::a:: goto a", ERROR_BUDGET},
    {"endless repeat", "repeat local x = 1 until false", ERROR_BUDGET},
    {"text doubling", "local s = \"x\" while true do s = s .. s end", ERROR_BUDGET},
    {"text doubling and throwing away",
     "local s = \"x\" for i = 1, 22 do s = s .. s end while true do local t = s .. \"y\" end", ERROR_BUDGET},
    {"comparing large texts",
     "local s = \"x\" for i = 1, 22 do s = s .. s end local a, b = s .. \"a\", s .. \"b\" while true do local c = a < "
     "b end",
     ERROR_BUDGET},
    {"equal large texts",
     "local s = \"x\" for i = 1, 21 do s = s .. s end local a, b = s .. \"a\", s .. \"a\" while true do local c = a == "
     "b end",
     ERROR_BUDGET},
    {"table flood", "local t = {} for i = 1, 1e9 do t[i] = i end", ERROR_BUDGET},
    {"name flood", "local t = {} for i = 1, 1e9 do t[\"k\" .. i] = true end", ERROR_BUDGET},
    {"nested tables", "local t = {} while true do t = { t } end", ERROR_BUDGET},
    {"deep calls", "local function f(n) return 1 + f(n + 1) end f(1)", ERROR_BUDGET},
    {"deep calls both ways", "local g local function f() g() return 1 end function g() f() return 1 end f()",
     ERROR_BUDGET},
    {"endless tail calls", "local function f() return f() end f()", ERROR_BUDGET},
    {"global flood", "for i = 1, 1e9 do _ENV[\"g\" .. i] = i end", ERROR_BUDGET},
    {"closures", "local t = {} while true do list.add(t, function() return t end) end", ERROR_BUDGET},
    {"pairs of a large table",
     "local t = {} for i = 1, 200000 do t[i] = i end while true do for k in pairs(t) do break end end", ERROR_BUDGET},
    {"pairs of large names",
     "local s = \"x\" for i = 1, 18 do s = s .. s end local t = {} for i = 1, 20 do t[s .. i] = 1 end while true do "
     "for k "
     "in pairs(t) do break end end",
     ERROR_BUDGET},
    {"pairs of an emptied table",
     "local t = {} for i = 1, 200000 do t[i] = i end for i = 1, 200000 do t[i] = nil end while true do for k in "
     "pairs(t) "
     "do end end",
     ERROR_BUDGET},
    {"an iterator called by hand", "local f, t = pairs({ a = 1, b = 2 }) f(5) f() f(nil, nil, 7) f()", ERROR_NONE},
    {"another iterator called by hand",
     "local f = ipairs({ 1 }) f() f(5) f({}, 9223372036854775807) f({}, \"x\") f(\"x\", {})", ERROR_NONE},
    {"list.join grows", "local t = { \"xxxxxxxx\" } while true do t = { list.join(t), list.join(t) } end",
     ERROR_BUDGET},
    {"list.join with a large separator",
     "local s = \"x\" for i = 1, 20 do s = s .. s end local t = {} for i = 1, 100000 do t[i] = \"\" end list.join(t, "
     "s)",
     ERROR_BUDGET},
    {"list.add of everything", "local t = {} while true do list.add(t, 1, 2, 3, 4, 5, 6, 7, 8) end", ERROR_BUDGET},
    {"text.words of a large text", "local s = \"a \" for i = 1, 20 do s = s .. s end while true do text.words(s) end",
     ERROR_BUDGET},
    {"text.upper of a large text", "local s = \"a \" for i = 1, 20 do s = s .. s end while true do text.upper(s) end",
     ERROR_BUDGET},
    {"text.contains of large texts",
     "local s = \"a\" for i = 1, 20 do s = s .. s end while true do text.contains(s .. \"b\", s .. \"c\") end",
     ERROR_BUDGET},
    {"text.trim of blanks", "local s = \" \" for i = 1, 21 do s = s .. s end while true do text.trim(s) end",
     ERROR_BUDGET},
    {"format width", "format(\"%99999d\", 1)", ERROR_SCRIPT},
    {"format stars", "format(\"%*d\", 1e9, 1)", ERROR_SCRIPT},
    {"format n", "format(\"%n\", 1)", ERROR_SCRIPT},
    {"format of a large text",
     "local s = \"%s\" for i = 1, 20 do s = s .. s end while true do format(\"%s%s\", s, s) end", ERROR_BUDGET},
    {"format of nothing", "local s = \"%%\" for i = 1, 20 do s = s .. s end while true do format(s) end", ERROR_BUDGET},
    {"tostring in a loop", "while true do tostring(1.5) end", ERROR_BUDGET},
    {"tonumber of a large text", "local s = \"1\" for i = 1, 21 do s = s .. s end while true do tonumber(s) end",
     ERROR_BUDGET},
    {"shuffle of a large list",
     "local t = {} for i = 1, 100000 do t[i] = i end for i = 1, 1e9 do shuffle { id = \"s\", list = t } end",
     ERROR_BUDGET},
    {"many draws", "for i = 1, 1e9 do pick { id = \"p\" .. i, from = { 1 } } end", ERROR_BUDGET},
    {"math.max of many", "local function f(...) return math.max(...) end while true do f(1, 2, 3) end", ERROR_BUDGET},
    {"a request of shared tables",
     "local t = { \"x\" } for i = 1, 15 do t = { t, t, t, t } end say { text = \"x\", a = t }", ERROR_SCRIPT},
    {"a request of itself", "local t = {} t[1] = t say { text = \"x\", a = t }", ERROR_SCRIPT},
    {"a request of many names", "local t = {} for i = 1, 100000 do t[\"n\" .. i] = 1 end say { text = \"x\", a = t }",
     ERROR_SCRIPT},
    {"a huge index", "say { text = \"x\", a = { [9007199254740993] = 1 } }", ERROR_SCRIPT},
    {"the smallest number", "say { text = tostring(math.abs(-9223372036854775807 - 1)) }", ERROR_NONE},
    {"a number to the end", "record { id = \"r\", value = 9223372036854775807 }", ERROR_NONE},
    {"infinite", "record { id = \"r\", value = 1 / 0 }", ERROR_SCRIPT},
    {"half a letter", "say(\"\\xC3\")", ERROR_SCRIPT},
    {"a surrogate", "say(\"\\u{D800}\")", ERROR_SCRIPT},
    {"endless asking", "while true do say \"x\" end", ERROR_NONE},
    {"endless include", "while true do include \"none\" end", ERROR_SCRIPT},
    {"another environment", "local _ENV = {} say \"x\"", ERROR_SCRIPT},
    {"the environment walked", "for k, v in pairs(_ENV) do say(k) end", ERROR_NONE},
    {"the environment indexed by itself", "_ENV[_ENV] = _ENV say(type(_ENV[_ENV]))", ERROR_NONE},
    {"words changed through the environment", "_ENV[\"say\"] = nil", ERROR_SCRIPT},
    {"words changed through a library", "list.add(ask, 1)", ERROR_SCRIPT},
    {"a to-be-closed variable", "local x <close> = {}", ERROR_SCRIPT},
    {"method of a text", "local f = (\"\").rep", ERROR_SCRIPT},
    {"method of a number", "local f = (1).x", ERROR_SCRIPT},
    {"include of a path", "include \"../../etc/passwd\"", ERROR_SCRIPT},
    {"include of a long name", "local s = \"x\" for i = 1, 20 do s = s .. s end include(s)", ERROR_SCRIPT},
    {"an unknown word of a megabyte", "local s = \"x\" for i = 1, 20 do s = s .. s end local y = _ENV[s]",
     ERROR_SCRIPT},
};

/* CPU time: how busy the machine is otherwise says nothing about a module. */
static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void check(const char *name, const char *source, enum error_code code) {
    int64_t began = now_ms();
    struct error err = {0};
    struct bundle *b = bundle_from_text("m", source, strlen(source), &err);
    struct guest *g = b != NULL ? guest_create(b, NULL, &err) : NULL;
    enum guest_event event = GUEST_FAILED;
    json_t *request;
    for (int i = 0; g != NULL && i < 50; i++) {
        event = guest_resume(g, NULL, &request, &err);
        if (event != GUEST_REQUEST)
            break;
        json_decref(request);
    }
    guest_destroy(g);
    bundle_destroy(b);
    int64_t took = now_ms() - began;
    if (took >= LIMIT_MS)
        fail_msg("%s took %lld ms: %s", name, (long long)took, err.text);
    if (code != ERROR_NONE && (event != GUEST_FAILED || err.code != code))
        fail_msg("%s: event %d, code %s: %s", name, (int)event, error_code_name(err.code), err.text);
    if (code == ERROR_BUDGET && (err.line != 2 || strcmp(err.file, "module.lua") != 0))
        fail_msg("%s: at %s:%d: %s", name, err.file, err.line, err.text);
    if (code == ERROR_NONE && event == GUEST_FAILED)
        fail_msg("%s failed: %s", name, err.text);
}

static void test_sources(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof SOURCES / sizeof *SOURCES; i++) {
        char source[1024];
        snprintf(source, sizeof source, HEAD "%s", SOURCES[i].source);
        check(SOURCES[i].name, source, SOURCES[i].code);
    }
}

/* head, then as many of `part` as go into a source file, then tail. */
static void repeated(const char *name, const char *head, const char *part, size_t count, const char *tail) {
    struct text t;
    text_init(&t);
    text_add(&t, HEAD);
    text_add(&t, head);
    for (size_t i = 0; i < count && t.length_bytes + strlen(part) + 16 < 262144; i++)
        text_addf(&t, part, (int)i);
    text_add(&t, tail);
    int64_t began = now_ms();
    struct play p = play_full(t.bytes, NULL, NULL, NULL, 50);
    int64_t took = now_ms() - began;
    if (took >= LIMIT_MS)
        fail_msg("%s took %lld ms: %s", name, (long long)took, p.err.text);
    assert_true(p.event == GUEST_ENDED || p.event == GUEST_FAILED || p.event == GUEST_REQUEST);
    play_end(&p);
    text_finish(&t);
}

/* What a compiler can be made to do. */
static void test_compile_bombs(void **state) {
    (void)state;
    repeated("brackets", "local x = ", "(", 1000000, "1");
    repeated("braces", "local x = ", "{", 1000000, "");
    repeated("long list", "local x = {", "1,", 1000000, "}");
    repeated("many texts", "local x = {", "\"a%d\",", 1000000, "}");
    repeated("labels", "", "::a%d::", 1000000, "");
    repeated("gotos", "", "goto a ", 1000000, "::a::");
    repeated("gotos and labels", "do ", "goto a%d ::a%d::", 1000000, " end");
    repeated("locals", "", "local a%d ", 1000000, "");
    repeated("functions", "", "function f() ", 1000000, "");
    repeated("closures", "", "local function f() end do ", 150, "");
    repeated("ands", "local x = true", " and true", 1000000, "");
    repeated("joins", "local x = 1", " .. 1", 1000000, "");
    repeated("minus", "local x = ", "- ", 1000000, "1");
    repeated("nots", "local x = ", "not ", 1000000, "1");
    repeated("dots", "local x = {} x", ".x", 1000000, " = 1");
    repeated("assignments", "", "x%d=1 ", 1000000, "");
    repeated("comma targets", "x", ",x", 1000000, " = 1");
    repeated("ifs", "", "if x then ", 1000000, "");
    repeated("elseifs", "if x then ", "elseif x then ", 1000000, " end");
    repeated("whiles", "", "while true do break ", 190, "");
    repeated("calls", "say", "{}", 1000000, "");
    repeated("comment", "--[[", "x", 1000000, "]]");
    repeated("long brackets", "local x = [", "=", 1000000, "[ x");
}

/* Where memory is short from the start. */
static void test_small_memory(void **state) {
    (void)state;
    for (size_t bytes = 1000; bytes < 60000; bytes += 997) {
        struct guest_options o = {.memory_bytes = bytes};
        struct play p = play_full(HEAD "say \"x\" local t = {} for i = 1, 500 do t[i] = \"n\" .. i end say(t[500])",
                                  NULL, "[null, {\"a\": [1, 2, 3]}]", &o, 20);
        assert_true(p.event == GUEST_ENDED || (p.event == GUEST_FAILED && p.err.code == ERROR_BUDGET));
        play_end(&p);
    }
}

/* The answer counts against the guest's memory as well. */
static void test_large_answer(void **state) {
    (void)state;
    struct error err = {0};
    struct bundle *b = bundle_of(HEAD "local x = ask.text { id = \"t\", text = \"?\" } say \"done\"", NULL);
    struct guest *g = guest_create(b, NULL, &err);
    json_t *request, *answer = json_array();
    for (int i = 0; i < 400000; i++)
        json_array_append_new(answer, json_string("12345678901234567890123456789012345678901234567890"));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(guest_resume(g, NULL, &request, &err), GUEST_REQUEST);
        json_decref(request);
    }
    enum guest_event event = guest_resume(g, answer, &request, &err);
    if (event == GUEST_REQUEST)
        json_decref(request);
    assert_true(event == GUEST_REQUEST || err.code == ERROR_BUDGET);
    json_decref(answer);
    guest_destroy(g);
    bundle_destroy(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_compile_bombs),
        cmocka_unit_test(test_small_memory),
        cmocka_unit_test(test_large_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
