/* The exports against their own documents: JSON against modules/export.schema.json (by a small reader of JSON Schema
 * that knows what that file uses and refuses the rest), CSV read back cell by cell as a spreadsheet would. */
#include "report_test.h"

#include "base/file.h"
#include "report/export.h"

#include <regex.h>

/* ---- JSON Schema, as far as it is used ---- */

struct schema {
    const json_t *root;
};

static void check(const struct schema *s, const json_t *rule, const json_t *value, const char *where, char *problem);

static bool is_type(const json_t *value, const char *type) {
    static const struct {
        const char *name;
        json_type type;
    } types[] = {{"object", JSON_OBJECT}, {"array", JSON_ARRAY}, {"string", JSON_STRING}, {"null", JSON_NULL}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i].name) == 0)
            return json_typeof(value) == types[i].type;
    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(value);
    return strcmp(type, "integer") == 0 ? json_is_integer(value) : strcmp(type, "number") == 0 && json_is_number(value);
}

static void check_type(const json_t *types, const json_t *value, const char *where, char *problem) {
    json_t *one;
    size_t i;
    bool ok = json_is_string(types) && is_type(value, json_string_value(types));
    json_array_foreach(types, i, one) ok = ok || is_type(value, json_string_value(one));
    if (!ok)
        snprintf(problem, 200, "%s has the wrong type", where);
}

static void check_object(const struct schema *s, const json_t *rule, const json_t *value, const char *where,
                         char *problem) {
    const char *name;
    json_t *one;
    size_t i;
    json_array_foreach(json_object_get(rule, "required"), i,
                       one) if (json_is_object(value) && json_object_get(value, json_string_value(one)) == NULL)
        snprintf(problem, 200, "%s lacks %s", where, json_string_value(one));
    json_object_foreach(json_object_get(rule, "properties"), name, one) {
        const json_t *member = json_object_get(value, name);
        if (member != NULL)
            check(s, one, member, name, problem);
    }
}

static void check_text(const char *pattern, const json_t *value, const char *where, char *problem) {
    regex_t r;
    char plain[200] = "";
    for (const char *p = pattern; *p != '\0' && strlen(plain) + 8 < sizeof plain; p++) {
        bool digit = p[0] == '\\' && p[1] == 'd';
        snprintf(plain + strlen(plain), 8, "%.*s", digit ? 5 : 1, digit ? "[0-9]" : p);
        p += digit;
    }
    assert_int_equal(regcomp(&r, plain, REG_EXTENDED | REG_NOSUB), 0);
    if (json_is_string(value) && regexec(&r, json_string_value(value), 0, NULL, 0) != 0)
        snprintf(problem, 200, "%s is \"%.80s\", which does not fit %.60s", where, json_string_value(value), pattern);
    regfree(&r);
}

static void check_any(const struct schema *s, const json_t *rules, const json_t *value, const char *where,
                      char *problem) {
    json_t *one;
    size_t i;
    char last[200] = "";
    json_array_foreach(rules, i, one) {
        last[0] = '\0';
        check(s, one, value, where, last);
        if (last[0] == '\0')
            return;
    }
    snprintf(problem, 200, "%s", last);
}

static void check_enum(const json_t *values, const json_t *value, const char *where, char *problem) {
    json_t *one;
    size_t i;
    json_array_foreach(values, i, one) if (json_equal(one, (json_t *)value)) return;
    snprintf(problem, 200, "%s is not one of its values", where);
}

static void known_words(const json_t *rule) {
    static const char *const words[] = {"$schema",    "title", "description", "type", "required",
                                        "properties", "items", "$defs",       "$ref", "pattern",
                                        "minimum",    "enum",  "const",       "anyOf"};
    const char *name;
    json_t *one;
    json_object_foreach((json_t *)rule, name, one) {
        bool known = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            known = known || strcmp(name, words[i]) == 0;
        if (!known)
            fail_msg("this test does not know the schema's word %s", name);
    }
}

/* problem: 200 bytes, "" as long as all is well. */
static void check(const struct schema *s, const json_t *rule, const json_t *value, const char *where, char *problem) {
    const char *ref = value_string(rule, "$ref", NULL);
    const json_t *word;
    json_t *one;
    size_t i;
    if (ref != NULL)
        rule = json_object_get(json_object_get(s->root, "$defs"), strrchr(ref, '/') + 1);
    assert_non_null(rule);
    known_words(rule);
    if ((word = json_object_get(rule, "type")) != NULL)
        check_type(word, value, where, problem);
    check_object(s, rule, value, where, problem);
    if ((word = json_object_get(rule, "items")) != NULL)
        json_array_foreach((json_t *)value, i, one) check(s, word, one, where, problem);
    if ((word = json_object_get(rule, "pattern")) != NULL)
        check_text(json_string_value(word), value, where, problem);
    if ((word = json_object_get(rule, "minimum")) != NULL && json_number_value(value) < json_number_value(word))
        snprintf(problem, 200, "%s is too small", where);
    if ((word = json_object_get(rule, "enum")) != NULL)
        check_enum(word, value, where, problem);
    if ((word = json_object_get(rule, "const")) != NULL && !json_equal((json_t *)word, (json_t *)value))
        snprintf(problem, 200, "%s is not what it always is", where);
    if ((word = json_object_get(rule, "anyOf")) != NULL)
        check_any(s, word, value, where, problem);
}

/* ---- a record with everything in it ---- */

static struct world *world_of_all(void) {
    struct world *w = world_make("=cmd|' /C calc'!A1");
    begin(w, "thought-record");
    put(w, "ask.scale", "pain", json_real(-2.5), json_pack("{s:s}", "text", "Pain?"));
    put(w, "ask.choice", "mood", json_string("+1"), json_pack("{s:s, s:s}", "text", "Mood?", "label", "@home"));
    put(w, "ask.many", "did", json_pack("[s, s]", "walk, slowly", "rest \"well\""), NULL);
    put_text(w, "thought", "What went through your mind?", "=HYPERLINK(\"http://x\")\r\nsecond line");
    put(w, "breathe", "calm", json_pack("{s:b, s:i, s:i}", "finished", 1, "seconds", 200, "breaths", 20), NULL);
    put(w, "record", "relief", json_integer(-3), json_pack("{s:s}", "unit", "points"));
    put(w, "record", "note", json_string("-not a number"), NULL);
    put_score(w, "peg", 5.7);
    put_flag(w, "low", "attention", "Mood is low");
    put(w, "adverse_event", "set", json_pack("{s:s, s:s}", "severity", "mild", "step", "set#1"), NULL);
    finish(w, "completed", true);
    days_pass(w, 1);
    begin(w, "breathing-space");
    put(w, "ask.scale", "pain", NULL, NULL);
    return w;
}

static bool json_alone(struct store *s, const char *person, FILE *out, struct error *err) {
    return export_json(s, person, NULL, out, err);
}

static char *export_of(struct world *w, bool (*export)(struct store *, const char *, FILE *, struct error *),
                       size_t *out_bytes) {
    char *text = NULL;
    FILE *out = open_memstream(&text, out_bytes);
    assert_non_null(out);
    must(export(w->s, NULL, out, &w->err), &w->err);
    fclose(out);
    return text;
}

static void test_json_fits_its_schema(void **state) {
    (void)state;
    struct error err = {0};
    size_t bytes = 0;
    char problem[200] = "",
         *path = path_join(getenv("BALM_SOURCE") != NULL ? getenv("BALM_SOURCE") : ".", "modules/export.schema.json");
    char *file = file_read(path, 1 << 20, &bytes, &err);
    must(file != NULL, &err);
    struct schema schema = {.root = value_parse(file, bytes, &err)};
    must(schema.root != NULL, &err);
    struct world *w = world_of_all();
    char *text = export_of(w, json_alone, &bytes);
    json_t *export = value_parse(text, bytes, &err), *spoilt;
    must(export != NULL, &err);
    check(&schema, schema.root, export, "the export", problem);
    assert_string_equal(problem, "");
    spoilt = json_deep_copy(export); /* and the reader does notice */
    json_t *session =
        json_array_get(json_object_get(json_array_get(json_object_get(spoilt, "people"), 0), "sessions"), 0);
    value_set_string(session, "started_at", "2026-03-10");
    check(&schema, schema.root, spoilt, "the export", problem);
    assert_string_not_equal(problem, "");
    json_decref(spoilt);
    json_decref(export);
    json_decref((json_t *)schema.root);
    free(text);
    free(file);
    free(path);
    world_destroy(w);
}

/* ---- CSV as a spreadsheet reads it ---- */

enum { CELL_MAX = 4096 };
struct sheet {
    char *cells[CELL_MAX];
    bool quoted[CELL_MAX];
    size_t count, columns;
};

/* RFC 4180; every line has to end in CRLF and have as many cells as the first. */
static void sheet_read(struct sheet *t, const char *text) {
    struct text cell;
    size_t in_line = 0;
    *t = (struct sheet){0};
    text_init(&cell);
    for (const char *p = text; *p != '\0';) {
        bool quoted = *p == '"';
        text_clear(&cell);
        if (quoted) {
            for (p++; *p != '\0' && (*p != '"' || p[1] == '"'); p++) {
                p += *p == '"';
                text_add_char(&cell, *p);
            }
            assert_int_equal(*p++, '"');
        } else {
            for (; strchr(",\r\n", *p) == NULL; p++)
                text_add_char(&cell, *p);
        }
        assert_true(t->count < CELL_MAX);
        t->quoted[t->count] = quoted;
        t->cells[t->count++] = xstrdup(cell.bytes);
        in_line++;
        if (*p == ',') {
            p++;
            continue;
        }
        assert_true(p[0] == '\r' && p[1] == '\n');
        p += 2;
        if (t->columns == 0)
            t->columns = in_line;
        assert_int_equal(in_line, t->columns);
        in_line = 0;
    }
    text_finish(&cell);
}

static void sheet_free(struct sheet *t) {
    for (size_t i = 0; i < t->count; i++)
        free(t->cells[i]);
}

/* What stands in a column of the first row where another column has that value. */
static const char *cell_of(const struct sheet *t, const char *where, const char *is, const char *column) {
    size_t a = 0, b = 0;
    for (size_t i = 0; i < t->columns; i++) {
        a = strcmp(t->cells[i], where) == 0 ? i : a;
        b = strcmp(t->cells[i], column) == 0 ? i : b;
    }
    for (size_t row = 1; row < t->count / t->columns; row++)
        if (strcmp(t->cells[row * t->columns + a], is) == 0)
            return t->cells[row * t->columns + b];
    fail_msg("no row where %s is %s", where, is);
    return "";
}

static const char mark[] = "\xef\xbb\xbf";

static void test_csv_opens_right(void **state) {
    (void)state;
    struct world *w = world_of_all();
    struct sheet t;
    size_t bytes = 0;
    char *text = export_of(w, export_csv, &bytes);
    assert_memory_equal(text, mark, 3); /* a spreadsheet takes it for UTF-8 */
    sheet_read(&t, text + 3);
    assert_string_equal(t.cells[0], "person");
    assert_string_equal(cell_of(&t, "id", "pain", "value"), "-2.5"); /* a number stays one */
    assert_string_equal(cell_of(&t, "id", "relief", "value"), "-3");
    assert_string_equal(cell_of(&t, "id", "relief", "unit"), "points");
    assert_string_equal(cell_of(&t, "id", "mood", "value"), "'+1");
    assert_string_equal(cell_of(&t, "id", "mood", "label"), "'@home");
    assert_string_equal(cell_of(&t, "id", "note", "value"), "'-not a number");
    assert_string_equal(cell_of(&t, "id", "did", "value"), "walk, slowly, rest \"well\"");
    assert_string_equal(cell_of(&t, "id", "thought", "value"), "'=HYPERLINK(\"http://x\")\r\nsecond line");
    assert_string_equal(cell_of(&t, "kind", "score", "value"), "5.7");
    assert_string_equal(cell_of(&t, "id", "calm", "seconds"), "200");
    for (size_t i = 0; i < t.count; i++) {
        char *end, first = t.cells[i][0];
        bool number = strtod(t.cells[i], &end) != 0 && *end == '\0';
        if (first != '\0' && strchr("=+-@\t\r", first) != NULL && !number)
            fail_msg("%s is a formula to a spreadsheet", t.cells[i]);
    }
    sheet_free(&t);
    free(text);
    world_destroy(w);
}

/* The dictionary says what every column is, and nothing else. */
static void test_dictionary(void **state) {
    (void)state;
    struct world *w = world_of_all();
    struct sheet data, words;
    size_t bytes = 0;
    char *text = export_of(w, export_csv, &bytes), *dictionary = NULL;
    FILE *out = open_memstream(&dictionary, &bytes);
    must(export_dictionary(w->instruments, out, &w->err), &w->err);
    fclose(out);
    assert_memory_equal(dictionary, mark, 3);
    sheet_read(&data, text + 3);
    sheet_read(&words, dictionary + 3);
    for (size_t i = 0; i < data.columns; i++)
        assert_true(strlen(cell_of(&words, "name", data.cells[i], "meaning")) > 5);
    assert_string_equal(cell_of(&words, "name", "phq-9.self_harm", "meaning"),
                        "Thoughts that you would be better off dead");
    assert_string_equal(cell_of(&words, "name", "phq-9.self_harm", "values"), "0 = Not at all; 1 = Several days");
    sheet_free(&data);
    sheet_free(&words);
    free(text);
    free(dictionary);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_fits_its_schema),
        cmocka_unit_test(test_csv_opens_right),
        cmocka_unit_test(test_dictionary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
