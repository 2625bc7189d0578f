/* What an author reads when something is wrong: source, line, sentence. */
#include "play.h"

struct wrong {
    const char *source; /* behind HEAD, so its first line is 2 */
    int line;
    const char *text;
};

#define NIL " An optional question that was skipped gives nil: test it first, for example: if x then ... end."

static const struct wrong SYNTAX[] = {
    {"say {\n text = \"x\"\n title = \"y\" }", 4, "A comma or a closing bracket } is missing before 'title'."},
    {"say { text = \"x\", title = \"y\"", 2,
     "The bracket { opened at line 2 is never closed. A closing bracket } is missing."},
    {"say(\"x\"\nsay \"y\"", 3, "A comma or a closing bracket ) is missing before 'say'."},
    {"say \"x", 2,
     "A text begins here and its closing quote is missing on the same line. A text of several lines stands in [[ and "
     "]]."},
    {"say [[x\n\ny", 4, "The long text or comment that begins at line 2 is never closed with ]]."},
    {"say \u201Cx\u201D", 2,
     "This line has curly quotes, as a word processor makes them. Type straight quotes: \"...\"."},
    {"say \"x\u201D", 2, "This line has curly quotes, as a word processor makes them. Type straight quotes: \"...\"."},
    {"say { text = \u2018x\u2019 }", 2,
     "This line has curly quotes, as a word processor makes them. Type straight quotes: \"...\"."},
    {"say\u00A0\"x\"", 2,
     "This line has a special space, as a word processor makes it. Delete it and type a plain space."},
    {"local n = 3 \u2013 1", 2, "This line has a long dash, as a word processor makes it. Type a plain minus: -."},
    {"if a != 3 then say \"x\" end", 2, "\"Not equal\" is written ~= here, not !=."},
    {"if !a then say \"x\" end", 2, "\"Not\" is written not here, not !."},
    {"if a = 3 then say \"x\" end", 2, "In a condition, equal is written == (two signs), not =."},
    {"if (a = 3) then say \"x\" end", 2, "There is a = where none can stand. In a condition, equal is written ==."},
    {"if a && b then end", 2, "\"And\" is written and here, not &&."},
    {"if a || b then end", 2, "\"Or\" is written or here, not ||."},
    {"// note", 2, "A comment begins with two dashes: -- like this."},
    {"# note", 2, "A comment begins with two dashes: -- like this."},
    {"local n = 1\nn += 1", 3, "There is no += here. Write it out: n = n + 1."},
    {"local n = 1\nn++", 3, "There is no ++ here. Write it out: n = n + 1."},
    {"if a then\n say \"x\"\n", 4,
     "The \"if\" at line 2 has no \"end\". (Several cases are written elseif, in one word.)"},
    {"for i = 1, 3 do\n say \"x\"\n", 4, "The \"for\" at line 2 has no \"end\"."},
    {"if a say \"x\" end", 2, "The condition needs a \"then\" before 'say': if ... then."},
    {"for i = 1, 3 say \"x\" end", 2, "The loop needs a \"do\" before 'say': for ... do, while ... do."},
    {"say \"x\"\nend", 3, "There is one 'end' too many here."},
    {"say { text: \"x\" }", 2, "A name and its value are joined by =, not by a colon: name = value."},
    {"say { text = 3abc }", 2, "'3abc' is not a number. A text stands in quotes; a name begins with a letter."},
    {"local end = 3", 2, "A name is expected before 'end'. (Words like end, and, or, not, if, for cannot be names.)"},
    {"pain 5", 2,
     "This is no instruction. A call is written word { ... }, a value is set with name = value; the trouble is before "
     "'5'."},
    {"say \"a\\qb\"", 2, "A \\ in a text has a special meaning. For a backslash itself write \\\\."},
    {"break", 2, "\"break\" stands here outside of a loop."},
    {"goto away", 2, "There is a \"goto\" here whose label does not exist."},
    {"say { text = }", 2, "'}' cannot stand here. Something before it is missing or too much."},
    {"local x =", 2, "The file ends in the middle of an instruction: a value or a closing bracket is missing."},
};

static const struct wrong RUNTIME[] = {
    {"local pain = ask.scale { id = \"p\", text = \"?\", optional = true }\nif pain > 5 then say \"x\" end", 3,
     "A number and nothing (nil) cannot be compared by size." NIL},
    {"local a, b\nif a < b then end", 3, "Nothing (nil) and nothing (nil) cannot be compared by size." NIL},
    {"if \"3\" < 4 then end", 2,
     "A text and a number cannot be compared by size. Write tonumber(...) around the text."},
    {"local r = last(\"peg\")\nsay(\"x\" .. r.total)", 3,
     "\"r\" is nothing (nil) here, so it has no parts to look at." NIL},
    {"local name = ask.text { id = \"n\", text = \"?\" }\nsay(\"Dear \" .. name)", 3,
     "\"name\" is nothing (nil), so it cannot be joined with the text." NIL},
    {"local n\nn = n + 1", 3, "\"n\" is nothing (nil), so it cannot be calculated with." NIL},
    {"local s = \"3\"\ns = s + 1", 3,
     "\"s\" is a text, not a number. Write tonumber(...) around it to calculate with it."},
    {"local t = {}\nsay(\"x\" .. t)", 3,
     "\"t\" is a list or table, so it cannot be joined with ... Write list.join(...) around it."},
    {"say(\"x\" .. true)", 2,
     "This value is true or false, so it cannot be joined with the text. Write tostring(...) around it."},
    {"local t = {}\nt.go()", 3, "\"go\" is nothing (nil) here, so it cannot be called."},
    {"local a = { 1 }\na { 2 }", 3,
     "\"a\" is a list or table and cannot be called. Perhaps a comma is missing before the next { or ( or text."},
    {"for i = 1, nil do end", 2, "The last number of this for loop is not a number." NIL},
    {"for i = 1, 3, 0 do end", 2, "The step of this for loop is zero, so it would never end."},
    {"local x = 1 // 0", 2, "This divides a whole number by zero."},
    {"local x = 1 % 0", 2, "This divides a whole number by zero."},
    {"local t = {}\nt[nil] = 1", 3, "The name in the brackets [ ] is nothing (nil), so nothing can be set there." NIL},
    {"local x\nsay(\"n\" .. #x)", 3, "\"x\" is nothing (nil), so it has no length (#)." NIL},
    {"local f\nfunction f() return 1 + f() end\nsay(\"x\" .. f())", 3,
     "A function calls itself again and again here, without an end."},
};

static void check(const struct wrong *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char source[1024];
        snprintf(source, sizeof source, HEAD "%s", cases[i].source);
        assert_fails(source, NULL, cases[i].line, cases[i].text);
    }
}

static void test_syntax(void **state) {
    (void)state;
    check(SYNTAX, sizeof SYNTAX / sizeof *SYNTAX);
}

static void test_runtime(void **state) {
    (void)state;
    check(RUNTIME, sizeof RUNTIME / sizeof *RUNTIME);
}

static void fails_to_load(const char *source, size_t count_bytes, int line, const char *text) {
    struct error err = {0};
    assert_null(bundle_from_text("m", source, count_bytes, &err));
    assert_string_equal(err.text, text);
    assert_string_equal(err.file, "module.lua");
    assert_int_equal(err.line, line);
    assert_int_equal(err.code, ERROR_FORMAT);
}

static void test_bytes(void **state) {
    (void)state;
    fails_to_load("\033Lua", 4, 1, "This is compiled Lua. A module is plain text.");
    fails_to_load("\xEF\xBB\xBF\033Lua", 7, 1, "This is compiled Lua. A module is plain text.");
    fails_to_load("a\n\nsay \"\xE9\"", 9, 3, "This line is not UTF-8 text. Save the file with the encoding UTF-8.");
    fails_to_load("a\n\0", 3, 2, "This line holds a zero byte. Save the file as plain text with the encoding UTF-8.");
    char *large = calloc(1, 300000);
    memset(large, ' ', 299999);
    fails_to_load(large, 299999, 0, "This file is too large: 292 KB, at most 256 KB.");
    free(large);
    struct play p = play("\xEF\xBB\xBFmodule { id = \"m\", title = \"M\" }\r\nsay [[a\r\nb]]\r\nsay \"c\"\r\n", NULL);
    assert_ended(&p);
    assert_args(&p, 1, "{\"text\":\"a\\nb\"}");
    assert_string_equal(play_line(&p, 2), "say say#2 4");
    play_end(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_syntax),
        cmocka_unit_test(test_runtime),
        cmocka_unit_test(test_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
