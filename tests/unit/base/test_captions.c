/* Captions: what real WebVTT files contain, what authors get wrong, and finding the caption of a moment. */
#include "base/captions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct captions *parse(const char *vtt) {
    struct error err = {0};
    struct captions *c = captions_parse(vtt, strlen(vtt), "x.vtt", &err);
    if (c == NULL)
        fail_msg("line %d: %s", err.line, err.text);
    return c;
}

static void reads_cues(void **state) {
    (void)state;
    struct captions *c = parse("\xef\xbb\xbfWEBVTT - a title\r\nKind: captions\r\n\r\nNOTE no cue\r\nat all\r\n\r\n"
                               "STYLE\r\n::cue { color: red }\r\n\r\n"
                               "first\r\n00:01.000 --> 00:03.500 line:0 position:20%\r\n"
                               "<v Anna>Breathe <b>in</b></v>\r\nand out &amp; in&#33;\r\n\r\n"
                               "01:00:00.000 --> 01:00:01.000\r\n&lt;late&gt;&nbsp;\r\n");
    assert_int_equal(captions_count(c), 2);
    assert_int_equal(captions_get(c, 0)->from_ms, 1000);
    assert_int_equal(captions_get(c, 0)->to_ms, 3500);
    assert_string_equal(captions_get(c, 0)->text, "Breathe in\nand out & in!");
    assert_int_equal(captions_get(c, 1)->from_ms, 3600000);
    assert_string_equal(captions_get(c, 1)->text, "<late>\u00a0");
    assert_null(captions_get(c, 2));
    captions_destroy(c);
}

static void finds_moments(void **state) {
    (void)state;
    struct captions *c = parse("WEBVTT\n\n00:05.000 --> 00:06.000\nlast\n\n0:01,5 --> 0:02\nfirst\n\n"
                               "00:01.800 --> 00:03.000\nover it");
    assert_null(captions_at(c, 1499));
    assert_string_equal(captions_at(c, 1500)->text, "first");
    assert_string_equal(captions_at(c, 1900)->text, "over it");
    assert_string_equal(captions_at(c, 2999)->text, "over it");
    assert_null(captions_at(c, 3000));
    assert_null(captions_before(c, 1600));
    assert_string_equal(captions_before(c, 2000)->text, "first");
    assert_string_equal(captions_before(c, 5500)->text, "over it");
    assert_string_equal(captions_after(c, 0)->text, "first");
    assert_string_equal(captions_after(c, 4000)->text, "last");
    assert_null(captions_after(c, 5000));
    captions_destroy(c);
}

static void says_where_it_is_wrong(void **state) {
    (void)state;
    static const struct {
        const char *vtt;
        int line;
    } bad[] = {
        {"", 1},
        {"1\n00:00:01,000 --> 00:00:02,000\nsrt\n", 1},
        {"WEBVTTX\n", 1},
        {"WEBVTT\n\n00:01.000 -> 00:02.000\na\n", 4},
        {"WEBVTT\n\nname\n00:01.000 --> later\na\n", 4},
        {"WEBVTT\n\n00:05.000 --> 00:01.000\na\n", 3},
        {"WEBVTT\n\n00:01.000 --> 00:01.000\na\n", 3},
        {"WEBVTT\n\n00:61.000 --> 00:62.000\na\n", 3},
        {"WEBVTT\n\n123:00:01.000 --> 123:00:02.000\na\n", 3},
        {"WEBVTT\n\n00:01.000 --> 00:02.000x\na\n", 3},
        {"WEBVTT\n\n00:01.000 --> 00:02.0000\na\n", 3},
        {"WEBVTT\n\nonly a name\n\n", 4},
        {"WEBVTT\n\n00:01.000 --> 00:02.000\na \xff b\n", 4},
        {"WEBVTT\n\n-->\n", 3},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error err = {0};
        struct captions *c = captions_parse(bad[i].vtt, strlen(bad[i].vtt), "x.vtt", &err);
        if (c != NULL || err.code != ERROR_FORMAT || err.line != bad[i].line || strcmp(err.file, "x.vtt") != 0)
            fail_msg("case %zu: line %d, not %d: %s", i, err.line, bad[i].line, err.text);
    }
}

static void forgives(void **state) {
    (void)state;
    struct captions *c =
        parse("WEBVTT\n\n\n00:01.000 --> 00:02.000\n\n00:02.000 --> 00:03.000\na < b & c &bogus; &#0;\n");
    assert_int_equal(captions_count(c), 1); /* one without text is left out */
    assert_string_equal(captions_get(c, 0)->text, "a < b & c &bogus; &#0;");
    captions_destroy(c);
    c = parse("WEBVTT");
    assert_int_equal(captions_count(c), 0);
    assert_null(captions_at(c, 0));
    assert_null(captions_before(c, 9));
    assert_null(captions_after(c, -1));
    captions_destroy(c);
    captions_destroy(NULL);
}

/* Every prefix of a file, and every byte of it turned: no crash, an error or captions. */
static void survives_anything(void **state) {
    (void)state;
    static const char vtt[] =
        "WEBVTT\n\nid\n01:02:03.456 --> 01:02:04.5 line:1\n<i>a</i> &amp; &#8217;b\r\nc\n\nNOTE x\n";
    char copy[sizeof vtt];
    for (size_t i = 0; i < sizeof vtt; i++) {
        char *exact = malloc(i + 1);
        memcpy(exact, vtt, i);
        captions_destroy(captions_parse(exact, i, "x", NULL));
        free(exact);
        for (int b = 0; b < 256; b += 5) {
            memcpy(copy, vtt, sizeof vtt);
            copy[i] = (char)b;
            captions_destroy(captions_parse(copy, sizeof vtt - 1, "x", NULL));
        }
    }
}

static void loads_files(void **state) {
    (void)state;
    char path[] = "/tmp/balm-captions-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fputs("WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n", file);
    fclose(file);
    struct error err = {0};
    struct captions *c = captions_load(path, &err);
    assert_non_null(c);
    assert_string_equal(captions_at(c, 1000)->text, "hello");
    captions_destroy(c);
    assert_int_equal(truncate(path, (1 << 20) + 1), 0);
    assert_null(captions_load(path, &err));
    unlink(path);
    assert_null(captions_load(path, &err));
    assert_int_equal(err.code, ERROR_MISSING);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_cues), cmocka_unit_test(finds_moments),     cmocka_unit_test(says_where_it_is_wrong),
        cmocka_unit_test(forgives),   cmocka_unit_test(survives_anything), cmocka_unit_test(loads_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
