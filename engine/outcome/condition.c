/* when= of an instrument's item; see condition.h. */
#include "outcome/condition.h"

#include <string.h>

/* -1, 0, 1; 2 when they cannot be compared. */
static int compare(const json_t *a, const json_t *b) {
    if (json_is_number(a) && json_is_number(b)) {
        double x = json_number_value(a), y = json_number_value(b);
        return x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
    }
    if (json_is_string(a) && json_is_string(b)) {
        int order = strcmp(json_string_value(a), json_string_value(b));
        return order < 0 ? -1 : order > 0;
    }
    return json_is_boolean(a) && json_is_boolean(b) && json_is_true(a) == json_is_true(b) ? 0 : 2;
}

static bool one_holds(const char *op, const json_t *answer, const json_t *wanted) {
    int order = compare(answer, wanted);
    if (strcmp(op, "=") == 0)
        return order == 0;
    if (strcmp(op, ">") == 0)
        return order == 1;
    if (strcmp(op, "<") == 0)
        return order == -1;
    if (strcmp(op, ">=") == 0)
        return order == 0 || order == 1;
    return strcmp(op, "<=") == 0 && (order == 0 || order == -1);
}

static bool some_holds(const char *op, const json_t *answer, const json_t *wanted) {
    json_t *one;
    size_t i;
    if (!json_is_array(answer))
        return answer != NULL && one_holds(op, answer, wanted);
    json_array_foreach(answer, i, one) if (one_holds(op, one, wanted)) return true;
    return false;
}

static bool test_holds(const json_t *test, condition_answer_fn *answer, void *context) {
    const char *op = value_string(test, "op", "=");
    const json_t *given = answer(context, value_string(test, "item", "")), *wanted = json_object_get(test, "value");
    if (given != NULL && json_is_null(given))
        given = NULL;
    if (strcmp(op, "exists") == 0)
        return (given != NULL) == !json_is_false(wanted);
    if (strcmp(op, "!=") == 0)
        return !some_holds("=", given, wanted);
    return some_holds(op, given, wanted);
}

bool condition_holds(const json_t *when, condition_answer_fn *answer, void *context) {
    const json_t *any = json_object_get(when, "any"), *all = json_object_get(when, "all");
    json_t *test;
    size_t i;
    json_array_foreach(all, i, test) if (!test_holds(test, answer, context)) return false;
    json_array_foreach(any, i, test) if (test_holds(test, answer, context)) return true;
    return json_array_size(any) == 0;
}
