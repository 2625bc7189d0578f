/* Translations: what PO files contain, what authors get wrong, plural rules, and the way from es-MX to es. */
#include "base/catalogue.h"

#include "base/plural.h"
#include "cmocka_all.h"

#include <string.h>

static const char header[] = "msgid \"\"\nmsgstr \"\"\n\"Language: ar\\n\"\n"
                             "\"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && "
                             "n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n\"\n";

static struct catalogue *parse(const char *body) {
    char text[4096];
    struct error err = {0};
    snprintf(text, sizeof text, "%s\n%s", header, body);
    struct catalogue *c = catalogue_parse(text, strlen(text), "x.po", &err);
    if (c == NULL)
        fail_msg("line %d: %s", err.line, err.text);
    return c;
}

static void finds_texts(void **state) {
    (void)state;
    struct catalogue *c = parse("# a comment\n#: where.lua:3\nmsgid \"Back\"\nmsgstr \"A\"\n\n"
                                "msgctxt \"body\"\nmsgid \"Back\"\nmsgstr \"B\"\n"
                                "msgid \"\"\n\"two \"\n\"parts\\n\"\nmsgstr \"\"\n\"with \\\"quotes\\\"\\n\"\n\n"
                                "#, fuzzy\nmsgid \"unsure\"\nmsgstr \"x\"\n\n#~ msgid \"old\"\n#~ msgstr \"y\"\n");
    assert_string_equal(catalogue_text(c, NULL, "Back"), "A");
    assert_string_equal(catalogue_text(c, "body", "Back"), "B");
    assert_string_equal(catalogue_text(c, "other", "Back"), "Back");
    assert_string_equal(catalogue_text(c, NULL, "two parts\n"), "with \"quotes\"\n");
    assert_string_equal(catalogue_text(c, NULL, "unsure"), "unsure");
    assert_string_equal(catalogue_text(c, NULL, "old"), "old");
    assert_string_equal(catalogue_text(NULL, NULL, "Back"), "Back");
    assert_string_equal(catalogue_header(c, "Language"), "ar");
    catalogue_destroy(c);
}

static void counts_in_arabic(void **state) {
    (void)state;
    struct catalogue *c = parse("msgid \"%s day\"\nmsgid_plural \"%s days\"\nmsgstr[0] \"f0\"\nmsgstr[1] \"f1\"\n"
                                "msgstr[2] \"f2\"\nmsgstr[3] \"f3\"\nmsgstr[4] \"f4\"\nmsgstr[5] \"f5\"\n");
    static const struct {
        int n;
        const char *form;
    } is[] = {{0, "f0"}, {1, "f1"}, {2, "f2"}, {3, "f3"}, {10, "f3"}, {11, "f4"}, {99, "f4"}, {100, "f5"}, {103, "f3"}};
    for (size_t i = 0; i < sizeof is / sizeof *is; i++)
        assert_string_equal(catalogue_plural(c, NULL, "%s day", "%s days", is[i].n), is[i].form);
    assert_string_equal(catalogue_plural(c, NULL, "%s leg", "%s legs", 1), "%s leg");
    assert_string_equal(catalogue_plural(NULL, NULL, "%s leg", "%s legs", 2), "%s legs");
    catalogue_destroy(c);
}

static void asks_the_wider_language(void **state) {
    (void)state;
    struct catalogue *c = parse("msgid \"Back\"\nmsgstr \"A\"\n");
    catalogue_set_next(c, parse("msgid \"Back\"\nmsgstr \"wide\"\n\nmsgid \"Skip\"\nmsgstr \"S\"\n"));
    assert_string_equal(catalogue_text(c, NULL, "Back"), "A");
    assert_string_equal(catalogue_text(c, NULL, "Skip"), "S");
    assert_false(catalogue_has(c, NULL, "Skip"));
    catalogue_destroy(c);
    char tag[24] = "zh-Hant-TW";
    assert_true(language_wider(tag) && strcmp(tag, "zh-Hant") == 0);
    assert_true(language_wider(tag) && strcmp(tag, "zh") == 0);
    assert_false(language_wider(tag));
}

static void says_where_it_is_wrong(void **state) {
    (void)state;
    static const struct {
        const char *po;
        int line;
        const char *says;
    } wrong[] = {
        {"msgid \"a\nmsgstr \"b\"\n", 1, "closing"},
        {"msgid \"a\" x\nmsgstr \"b\"\n", 1, "behind"},
        {"msgid \"a\\q\"\nmsgstr \"b\"\n", 1, "backslash"},
        {"msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"c\"\n", 3, "belong"},
        {"msgid \"a\"\n", 1, "no msgstr"},
        {"msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n", 4, "twice"},
        {"msgstr \"b\"\n", 1, "belong"},
        {"hello\n", 1, "belong"},
        {"msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=n !! 1;\\n\"\n", 1, "plural rule"},
        {"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n", 1, "UTF-8"},
        {"msgid \"\xff\"\nmsgstr \"b\"\n", 0, "UTF-8"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error err = {0};
        assert_null(catalogue_parse(wrong[i].po, strlen(wrong[i].po), "lang/es.po", &err));
        assert_int_equal(err.line, wrong[i].line);
        assert_non_null(strstr(err.text, wrong[i].says));
        assert_string_equal(err.file, "lang/es.po");
    }
}

static void reads_plural_rules(void **state) {
    (void)state;
    unsigned index, count;
    assert_true(plural_form("nplurals=1; plural=0;", 7, &index, &count) && index == 0 && count == 1);
    assert_true(plural_form("nplurals=2; plural=n>1;", 1, &index, &count) && index == 0);
    assert_true(plural_form("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
                            "n%100>=20) ? 1 : 2);",
                            22, &index, &count) &&
                index == 1);
    static const char *const broken[] = {"",
                                         "nplurals=2;",
                                         "nplurals=2; plural=n ==",
                                         "nplurals=2; plural=5",
                                         "nplurals=2; plural=n/0",
                                         "nplurals=2; plural=(n",
                                         "nplurals=99; plural=0"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_false(plural_form(broken[i], 3, &index, &count));
}

static void knows_directions_and_locales(void **state) {
    (void)state;
    char tag[24];
    assert_true(language_is_rtl("ar") && language_is_rtl("he-IL") && language_is_rtl("pa-Arab-PK"));
    assert_false(language_is_rtl("es") || language_is_rtl("az-Latn") || language_is_rtl("arn"));
    assert_true(language_from_locale("es_MX.UTF-8", tag) && strcmp(tag, "es-MX") == 0);
    assert_false(language_from_locale("C.UTF-8", tag) || language_from_locale("POSIX", tag));
    assert_false(language_from_locale("../x", tag) || language_from_locale(NULL, tag));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_texts),
        cmocka_unit_test(counts_in_arabic),
        cmocka_unit_test(asks_the_wider_language),
        cmocka_unit_test(says_where_it_is_wrong),
        cmocka_unit_test(reads_plural_rules),
        cmocka_unit_test(knows_directions_and_locales),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
