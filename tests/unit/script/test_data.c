/* Instruments with their score, courses and plays, from files; and the trusted state with its steps. */
#include "../cmocka_all.h"

#include "base/file.h"
#include "script/data.h"
#include "script/host.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char base[64];

static int drop(const char *path, const struct stat *info, int kind, struct FTW *at) {
    (void)info, (void)kind, (void)at;
    return remove(path);
}

static int set_up(void **state) {
    (void)state;
    snprintf(base, sizeof base, "/tmp/balm-data-XXXXXX");
    return mkdtemp(base) == NULL;
}

static int tear_down(void **state) {
    (void)state;
    return nftw(base, drop, 16, FTW_DEPTH | FTW_PHYS);
}

/* Given. */
static char *put(const char *name, const char *content) {
    char *path = path_join(base, name), *slash = strrchr(path, '/');
    *slash = '\0';
    assert_true(folder_make(path, NULL));
    *slash = '/';
    assert_true(file_write(path, content, strlen(content), NULL));
    return path;
}

static struct instrument *instrument_of(const char *content, struct error *err) {
    char *path = put("instruments/peg.lua", content);
    struct instrument *i = instrument_load(path, err);
    free(path);
    return i;
}

static void score(struct instrument *i, const char *answers, const char *total, const char *band) {
    struct error err = {0};
    json_t *given = value_parse(answers, strlen(answers), &err), *out = instrument_score(i, given, &err);
    if (out == NULL)
        fail_msg("%s:%d: %s", err.file, err.line, err.text);
    char *t = value_dump(json_object_get(out, "total")), *b = value_dump(json_object_get(out, "band"));
    assert_string_equal(t, total);
    assert_string_equal(b, band);
    free(t);
    free(b);
    json_decref(given);
    json_decref(out);
}

static void test_instrument(void **state) {
    (void)state;
    struct error err = {0};
    struct instrument *i = instrument_of("local function mean(a)\n local sum, n = 0, 0\n"
                                         " for _, v in pairs(a) do sum = sum + v n = n + 1 end\n"
                                         " if n == 0 then return nil end\n return round(sum / n, 1)\nend\n"
                                         "instrument { id = \"peg\", title = \"PEG\", items = { { id = \"a\" } },\n"
                                         " score = function(answers)\n  local m = mean(answers)\n"
                                         "  if m and m > 5 then return m, \"high\" end\n  return m\n end }",
                                         &err);
    assert_non_null(i);
    char *dump = value_dump(instrument_table(i));
    assert_string_equal(dump, "{\"id\":\"peg\",\"items\":[{\"id\":\"a\"}],\"title\":\"PEG\"}");
    free(dump);
    score(i, "{\"a\": 5, \"b\": 7, \"c\": 8}", "6.7", "\"high\"");
    score(i, "{\"a\": 1}", "1", "null");
    score(i, "{}", "null", "null");
    instrument_destroy(i);
    i = instrument_of("instrument { id = \"peg\" }", &err);
    score(i, "{}", "null", "null");
    instrument_destroy(i);
    i = instrument_of("instrument { id = \"peg\", score = function() return { total = 3, band = \"low\" } end }", &err);
    score(i, "{}", "3", "\"low\"");
    instrument_destroy(i);
}

static void test_instrument_wrong(void **state) {
    (void)state;
    struct error err = {0};
    assert_null(instrument_load("/nonexistent/peg.lua", &err));
    assert_int_equal(err.code, ERROR_MISSING);
    assert_null(instrument_of("\nsay \"x\"", &err));
    assert_string_equal(err.text, "There is no word \"say\". A text is written in quotes; a name must be set first.");
    assert_string_equal(err.file, "instruments/peg.lua");
    assert_int_equal(err.line, 2);
    assert_null(instrument_of("local x = 1", &err));
    assert_string_equal(err.text, "This file has no instrument { ... }.");
    assert_null(instrument_of("instrument { id = \"a\" } instrument { id = \"b\" }", &err));
    assert_null(instrument_of("instrument { title = \"a\" }", &err));
    assert_null(instrument_of("while true do end", &err));
    assert_int_equal(err.code, ERROR_BUDGET);
    struct instrument *i = instrument_of("instrument { id = \"a\", score = function(a)\n return a.x + 1 end }", &err);
    json_t *answers = json_object(), *made;
    assert_null(instrument_score(i, answers, &err));
    assert_int_equal(err.line, 2);
    assert_int_equal(err.code, ERROR_SCRIPT);
    assert_null(instrument_score(i, answers, &err));
    json_object_set_new(answers, "x", json_integer(2));
    made = instrument_score(i, answers, &err);
    assert_int_equal(value_int(made, "total", 0), 3);
    json_decref(made);
    instrument_destroy(i);
    i = instrument_of("instrument { id = \"a\", score = function(a) while true do end end }", &err);
    assert_null(instrument_score(i, answers, &err));
    assert_int_equal(err.code, ERROR_BUDGET);
    instrument_destroy(i);
    i = instrument_of("instrument { id = \"a\", score = function(a) return \"many\" end }", &err);
    assert_null(instrument_score(i, answers, &err));
    assert_string_equal(err.text, "The total that score returns is no number (and a band is a text).");
    instrument_destroy(i);
    i = instrument_of("instrument { id = \"a\", score = function(a) return { subscales = { x = { total = 2 } } } end }",
                      &err);
    made = instrument_score(i, answers, &err);
    assert_int_equal(value_int(json_object_get(json_object_get(made, "subscales"), "x"), "total", 0), 2);
    json_decref(made);
    instrument_destroy(i);
    i = instrument_of("instrument { id = \"a\", score = function(a) return function() end end }", &err);
    assert_null(instrument_score(i, answers, &err));
    instrument_destroy(i);
    json_decref(answers);
}

static void test_course_and_plays(void **state) {
    (void)state;
    struct error err = {0};
    char *path =
        put("back/course.lua", "course { id = \"back\", units = { { module = \"a\", week = 1 } }, measures = {} }");
    json_t *course = course_load(path, &err);
    char *dump = value_dump(course);
    assert_string_equal(dump, "{\"id\":\"back\",\"measures\":[],\"units\":[{\"module\":\"a\",\"week\":1}]}");
    free(dump);
    json_decref(course);
    free(path);
    path = put("back/tests.lua", "play { answers = { p = { 2, 8 } } }\n\nplay { expect = { outcome = \"x\" } }");
    json_t *plays = plays_load(path, &err);
    dump = value_dump(plays);
    assert_string_equal(dump, "[{\"answers\":{\"p\":[2,8]},\"line\":1},{\"expect\":{\"outcome\":\"x\"},\"line\":3}]");
    free(dump);
    json_decref(plays);
    free(path);
    path = put("back/tests.lua", "ply { }");
    assert_null(plays_load(path, &err));
    assert_string_equal(err.text, "There is no word \"ply\". Did you mean \"play\"?");
    assert_string_equal(err.file, "back/tests.lua");
    free(path);
}

static struct host *host_of(const char *init, struct error *err) {
    free(put("steps/init.lua", init));
    free(put("steps/kit.lua", "local kit = {} function kit.up(s) return s:upper() end return kit"));
    return host_create(base, err);
}

static void call(struct host *h, const char *function, const char *args, const char *result) {
    struct error err = {0};
    json_t *list = value_parse(args, strlen(args), &err), *out = NULL;
    if (!host_call(h, function, list, &out, &err))
        fail_msg("%s:%d: %s", err.file, err.line, err.text);
    char *dump = value_dump(out);
    assert_string_equal(dump, result);
    free(dump);
    json_decref(out);
    json_decref(list);
}

static void call_fails(struct host *h, const char *function, const char *file, int line, const char *text) {
    struct error err = {0};
    json_t *list = json_array(), *out = NULL;
    assert_false(host_call(h, function, list, &out, &err));
    assert_string_equal(err.text, text);
    assert_string_equal(err.file, file);
    assert_int_equal(err.line, line);
    assert_int_equal(err.code, ERROR_SCRIPT);
    json_decref(list);
}

static void test_host(void **state) {
    (void)state;
    struct error err = {0};
    struct host *h =
        host_of("local kit = require \"steps.kit\"\nlocal steps = {}\n"
                "function steps.up(s) return { text = kit.up(s), none = nil, list = {}, map = object {} } end\n"
                "function steps.same(...) return ... end\n"
                "function steps.second(a) return a[2] == null end\n"
                "function steps.nothing() end\n"
                "function steps.raise() error({ message = \"wrong\", file = \"module.lua\", line = 7 }, 0) end\n"
                "function steps.fault()\n local x\n return x.y\nend\n"
                "function steps.bad() return { a = { 1, print } } end\n"
                "function steps.code() return { a = { 1, steps.bad } } end\n"
                "function steps.away() require \"os.x\" end\n"
                "function steps.lib() return math.random == nil and load == nil and os == nil and io == nil "
                "and utf8.char(228) end\nreturn steps",
                &err);
    if (h == NULL)
        fail_msg("%s", err.text);
    call(h, "steps.up", "[\"abc\"]", "{\"list\":[],\"map\":{},\"text\":\"ABC\"}");
    call(h, "steps.same", "[{\"a\": {}, \"b\": [], \"c\": [1, null, 3], \"d\": null, \"e\": 1.5}]",
         "{\"a\":{},\"b\":[],\"c\":[1,null,3],\"e\":1.5}");
    call(h, "steps.second", "[[1, null, 3]]", "true");
    call(h, "steps.same", "[null, 1]", "null");
    call(h, "steps.nothing", "[]", "null");
    call(h, "steps.lib", "[]", "\"\u00E4\"");
    call_fails(h, "steps.raise", "module.lua", 7, "wrong");
    call_fails(h, "steps.fault", "steps/init.lua", 10, "attempt to index a nil value (local 'x')");
    call_fails(h, "steps.code", "", 0,
               "steps.code returned what cannot be used: \"a[2]\" is a function; only texts, numbers, true, false and "
               "tables of them can stand here.");
    call_fails(h, "steps.none", "", 0, "there is no function \"steps.none\"");
    call(h, "steps.up", "[\"again\"]", "{\"list\":[],\"map\":{},\"text\":\"AGAIN\"}");
    host_destroy(h);
    assert_null(host_of("local x = = 1", &err));
    assert_string_equal(err.file, "steps/init.lua");
    assert_int_equal(err.line, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_instrument, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_instrument_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_course_and_plays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_host, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
