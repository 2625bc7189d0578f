/* The plan as an iCalendar file: what is in it and what is not, pauses, long lines, ids that stay. */
#include "course/ics.h"

#include <stdlib.h>
#include <string.h>

#include "cmocka_all.h"

static const char PRESCRIPTIONS[] =
    "[{\"course\":\"c\",\"start\":\"2026-01-05\",\"pace\":1,\"versions\":2,\"skip\":[\"gone\"],"
    "\"pauses\":[{\"from\":\"2026-01-19\",\"to\":\"2026-01-25\"}],\"plan\":{\"title\":\"C\",\"weeks\":4,"
    "\"measures\":[{\"instrument\":\"peg\",\"at\":[\"start\",\"end\"]}],"
    "\"units\":[{\"module\":\"breath\",\"week\":1,\"practice\":\"5 per week\",\"because\":\"Pause, daily; a \\\\ "
    "base.\\n"
    "A very long reason that goes on for more than seventy-five octets, mit \xc3\xa4\xc3\xb6\xc3\xbc, to be folded.\"},"
    "{\"module\":\"thought\",\"week\":2,\"after\":\"breath\"},{\"module\":\"gone\",\"week\":1},"
    "{\"module\":\"sleep\",\"week\":1,\"when\":{\"of\":\"sleep\",\"below\":5}},"
    "{\"module\":\"walk\",\"week\":3,\"practice\":\"daily\"}]}}]";

static int64_t day(const char *date) {
    int64_t number;
    assert_true(date_parse(date, &number));
    return number;
}

static char *make(const char *today, const json_t *record) {
    struct error err = {0};
    json_t *prescriptions = value_parse(PRESCRIPTIONS, strlen(PRESCRIPTIONS), &err);
    json_t *modules = json_pack("{s:{s:s,s:i}}", "breath", "title", "Breathing, quiet", "minutes", 5);
    json_t *instruments = json_pack("{s:{s:s}}", "peg", "title", "PEG");
    assert_non_null(prescriptions);
    struct ics_setup setup = {.modules = modules, .instruments = instruments, .person = "p-secret", .hour = 10};
    char *ics = course_ics(prescriptions, record, day(today), &setup);
    json_decref(instruments);
    json_decref(modules);
    json_decref(prescriptions);
    return ics;
}

static char *fresh(const char *today) {
    json_t *record = json_pack("{s:[], s:{}}", "sessions", "values");
    char *ics = make(today, record);
    json_decref(record);
    return ics;
}

static int count(const char *text, const char *what) {
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
        n++;
    return n;
}

static void has(const char *ics, const char *what) {
    if (strstr(ics, what) == NULL)
        fail_msg("not there: %s\n%s", what, ics);
}

static void what_is_in_it(void **state) {
    (void)state;
    char *ics = fresh("2026-01-05");
    assert_int_equal(strncmp(ics, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", 30), 0);
    has(ics, "SUMMARY:Breathing\\, quiet\r\n");
    has(ics, "DTSTART:20260105T100000\r\nDTEND:20260105T100500\r\n"
             "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,FR,SA;UNTIL=20260118T235959\r\n");
    has(ics, "DTSTART:20260126T100000\r\nDTEND:20260126T100500\r\nRRULE:FREQ=WEEKLY"); /* after the pause */
    has(ics, "RRULE:FREQ=DAILY;UNTIL=20260208T235959\r\n");
    has(ics, "SUMMARY:thought\r\n");
    has(ics, "SUMMARY:PEG\r\n");
    has(ics, "Pause\\, daily\\; a \\\\ base.\\nA very");
    assert_null(strstr(ics, "gone"));
    assert_null(strstr(ics, "sleep"));
    assert_null(strstr(ics, "p-secret"));
    assert_int_equal(count(ics, "BEGIN:VEVENT"), 6);
    assert_int_equal(count(ics, "END:VEVENT"), count(ics, "UID:"));
    has(ics, "SEQUENCE:1\r\n");
    free(ics);
}

/* No line is longer than 75 octets, every one ends with CRLF, and folding cuts no character. */
static void lines(void **state) {
    (void)state;
    char *ics = fresh("2026-01-05");
    for (const char *at = ics; *at != '\0';) {
        const char *end = strstr(at, "\r\n");
        assert_non_null(end);
        assert_true(end - at <= 75);
        assert_null(memchr(at, '\n', (size_t)(end - at)));
        assert_true(((unsigned char)*at & 0xC0) != 0x80);
        assert_true(at[0] != ' ' || ((unsigned char)at[1] & 0xC0) != 0x80);
        at = end + 2;
    }
    free(ics);
}

/* A later file has the same ids for what is still to come, and nothing of what is over. */
static void later_files(void **state) {
    (void)state;
    char *first = fresh("2026-01-05"), *second = fresh("2026-01-28");
    int seen = 0;
    for (const char *at = second; (at = strstr(at, "UID:")) != NULL; at += 4) {
        char uid[48];
        snprintf(uid, sizeof uid, "%.41s", at);
        has(first, uid);
        seen++;
    }
    assert_int_equal(seen, 5); /* the stretch before the pause is over */
    has(second, "DTSTART:20260128T100000");
    assert_null(strstr(second, "UNTIL=20260118"));
    free(second);
    char *end = fresh("2027-01-01"); /* a year later only the last measure is still open */
    assert_int_equal(count(end, "RRULE"), 0);
    free(end);
    free(first);
}

static void nothing_prescribed(void **state) {
    (void)state;
    json_t *none = json_array();
    struct ics_setup setup = {.person = "p"};
    char *ics = course_ics(none, NULL, 20000, &setup);
    assert_int_equal(count(ics, "VEVENT"), 0);
    has(ics, "END:VCALENDAR\r\n");
    free(ics);
    json_decref(none);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_in_it),
        cmocka_unit_test(lines),
        cmocka_unit_test(later_files),
        cmocka_unit_test(nothing_prescribed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
