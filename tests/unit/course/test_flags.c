/* Flags from histories made by hand: each rule, what stays, what lies in the future, and the order of need. */
#include "cmocka_all.h"
#include "course/flags.h"

#include <string.h>

#define DAY INT64_C(86400000)

static json_t *parse(const char *text) {
    struct error err = {0};
    json_t *value = value_parse(text, strlen(text), &err);
    if (value == NULL)
        fail_msg("%s", err.text);
    return value;
}

static json_t *tables(void) {
    return parse("{\"peg\":{\"direction\":\"lower is better\",\"decimals\":1,\"important_change\":{\"value\":1.0}},"
                 "\"psfs\":{\"direction\":\"higher is better\",\"decimals\":1,\"important_change\":{\"value\":2}}}");
}

static json_t *flags_from(const char *history_text, const char *plans_text) {
    json_t *history = parse(history_text), *plans = plans_text != NULL ? parse(plans_text) : NULL, *known = tables();
    json_t *flags = flags_of(history, known, plans);
    json_decref(history);
    json_decref(plans);
    json_decref(known);
    return flags;
}

/* The flag of that kind, or NULL. Borrowed. */
static json_t *find(json_t *flags, const char *kind) {
    size_t i;
    json_t *flag;
    json_array_foreach(flags, i, flag) if (strcmp(value_string(flag, "kind", ""), kind) == 0) return flag;
    return NULL;
}

static int count(json_t *flags, const char *kind) {
    int n = 0;
    size_t i;
    json_t *flag;
    json_array_foreach(flags, i, flag) n += strcmp(value_string(flag, "kind", ""), kind) == 0;
    return n;
}

static void test_order_of_need(void **state) {
    (void)state;
    json_t *flags = flags_from("{\"added_ms\":0,\"sessions\":[{\"id\":\"s\",\"at_ms\":1,\"last_ms\":2}],"
                               "\"messages\":[{\"id\":\"m\",\"at_ms\":9,\"level\":\"attention\",\"text\":\"Call me\"},"
                               "{\"id\":\"u\",\"at_ms\":3,\"level\":\"urgent\",\"text\":\"Now\"},"
                               "{\"id\":\"i\",\"at_ms\":3,\"level\":\"info\",\"text\":\"Fine\"}],"
                               "\"risks\":[{\"id\":\"r\",\"at_ms\":1,\"value\":1}],"
                               "\"events\":[{\"id\":\"e\",\"at_ms\":5,\"severity\":\"mild\"}]}",
                               NULL);
    static const char *const order[] = {"risk", "urgent", "adverse_event", "message", "no_contact"};
    assert_int_equal(json_array_size(flags), 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(value_string(json_array_get(flags, i), "kind", ""), order[i]);
    assert_true(flag_is_open(json_array_get(flags, 0), 10));
    assert_false(flag_is_open(json_array_get(flags, 0), 0));
    json_decref(flags);
}

static void test_stopped_twice(void **state) {
    (void)state;
    json_t *flags = flags_from("{\"stops\":[{\"id\":\"a\",\"at_ms\":1},{\"id\":\"b\",\"at_ms\":2},"
                               "{\"id\":\"c\",\"at_ms\":3}]}",
                               NULL);
    assert_int_equal(count(flags, "stopped_for_pain"), 1);
    assert_int_equal(value_int(find(flags, "stopped_for_pain"), "at_ms", 0), 2);
    json_decref(flags);
    flags = flags_from("{\"stops\":[{\"id\":\"a\",\"at_ms\":1}]}", NULL);
    assert_null(find(flags, "stopped_for_pain"));
    json_decref(flags);
}

/* Worse counts from the important change on, each time the line is crossed, and in the instrument's own direction. */
static void test_worse(void **state) {
    (void)state;
    json_t *flags =
        flags_from("{\"scores\":{\"peg\":[{\"at_ms\":1,\"total\":5,\"session\":\"a\"},"
                   "{\"at_ms\":2,\"total\":5.9,\"session\":\"b\"},{\"at_ms\":3,\"total\":6,\"session\":\"c\"},"
                   "{\"at_ms\":4,\"total\":8,\"session\":\"d\"},{\"at_ms\":5,\"total\":5,\"session\":\"e\"},"
                   "{\"at_ms\":6,\"total\":7,\"session\":\"f\"}],"
                   "\"psfs\":[{\"at_ms\":1,\"total\":5,\"session\":\"a\"},"
                   "{\"at_ms\":2,\"total\":9,\"session\":\"b\"},{\"at_ms\":7,\"total\":3,\"session\":\"g\"}],"
                   "\"own\":[{\"at_ms\":1,\"total\":0,\"session\":\"a\"},"
                   "{\"at_ms\":2,\"total\":99,\"session\":\"b\"}]}}",
                   NULL);
    assert_int_equal(count(flags, "worse"), 3);
    assert_string_equal(value_string(json_array_get(flags, 0), "instrument", ""), "psfs");
    assert_int_equal(value_int(json_array_get(flags, 1), "at_ms", 0), 6);
    assert_int_equal(value_int(json_array_get(flags, 2), "at_ms", 0), 3);
    json_decref(flags);
}

static void test_no_contact(void **state) {
    (void)state;
    char text[400];
    snprintf(text, sizeof text,
             "{\"added_ms\":0,\"sessions\":[{\"id\":\"a\",\"at_ms\":%lld,\"last_ms\":%lld},"
             "{\"id\":\"b\",\"at_ms\":%lld,\"last_ms\":%lld}]}",
             (long long)DAY, (long long)DAY, (long long)(16 * DAY), (long long)(16 * DAY));
    json_t *flags = flags_from(text, NULL);
    assert_int_equal(count(flags, "no_contact"), 2);
    const json_t *coming = json_array_get(flags, 0), *past = json_array_get(flags, 1);
    assert_int_equal(value_int(coming, "at_ms", 0), 30 * DAY);
    assert_false(flag_is_open(coming, 30 * DAY - 1));
    assert_true(flag_is_open(coming, 30 * DAY));
    assert_int_equal(value_int(past, "back_ms", 0), 16 * DAY);
    json_decref(flags);
}

/* A pause moves it, the end of the course ends it; without any session the start counts. */
static void test_no_contact_and_plans(void **state) {
    (void)state;
    char plans[300];
    snprintf(plans, sizeof plans, "[{\"id\":\"c\",\"start_ms\":%lld,\"ends_ms\":%lld,\"pauses\":[[%lld,%lld]]}]",
             (long long)(2 * DAY), (long long)(60 * DAY), (long long)(10 * DAY), (long long)(20 * DAY));
    json_t *flags = flags_from("{\"added_ms\":0,\"sessions\":[]}", plans);
    assert_int_equal(value_int(find(flags, "no_contact"), "at_ms", 0), 20 * DAY);
    json_decref(flags);
    snprintf(plans, sizeof plans, "[{\"id\":\"c\",\"start_ms\":0,\"ends_ms\":%lld}]", (long long)(10 * DAY));
    flags = flags_from("{\"added_ms\":0,\"sessions\":[]}", plans);
    assert_null(find(flags, "no_contact"));
    json_decref(flags);
}

static void test_behind_and_seen(void **state) {
    (void)state;
    json_t *flags = flags_from("{\"added_ms\":0,\"seen\":{\"behind:c\":{\"by\":\"Tom\",\"at_ms\":77}}}",
                               "[{\"id\":\"c\",\"start_ms\":0,\"ends_ms\":1,\"behind_ms\":50}]");
    json_t *flag = find(flags, "behind");
    assert_string_equal(value_string(flag, "seen_by", ""), "Tom");
    assert_int_equal(value_int(flag, "seen_ms", 0), 77);
    assert_false(flag_is_open(flag, 100));
    json_decref(flags);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_of_need),
        cmocka_unit_test(test_stopped_twice),
        cmocka_unit_test(test_worse),
        cmocka_unit_test(test_no_contact),
        cmocka_unit_test(test_no_contact_and_plans),
        cmocka_unit_test(test_behind_and_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
