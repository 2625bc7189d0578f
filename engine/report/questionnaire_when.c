/* enableWhen of a Questionnaire as when= of an instrument. A condition that cannot be carried over whole is left out
 * whole, so that a question is asked once too often rather than never. */
#include "report/questionnaire_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_operator(const char *op) {
    static const char *const known[] = {"exists", "=", "!=", ">", "<", ">=", "<="};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(op, known[i]) == 0)
            return true;
    return false;
}

/* answer[x] as the item's own value; given, NULL when it can never be one. */
static json_t *value_of(const json_t *item, const json_t *answer, const char *type) {
    const char *ask = value_string(item, "ask", "");
    const json_t *found = reading_option_value(item, answer);
    if (strcmp(ask, "choice") == 0 || strcmp(ask, "many") == 0)
        return json_incref((json_t *)found);
    if (strcmp(ask, "yes") == 0)
        return json_is_boolean(answer) ? json_incref((json_t *)answer) : NULL;
    if (strcmp(ask, "scale") == 0 || strcmp(ask, "number") == 0) {
        const json_t *number = strcmp(type, "Quantity") == 0 ? json_object_get(answer, "value") : answer;
        return json_is_number(number) ? value_from_number(json_number_value(number)) : NULL;
    }
    if (!json_is_string(answer))
        return NULL;
    bool time = strcmp(ask, "time") == 0 && json_string_length(answer) >= 5;
    return time ? json_stringn(json_string_value(answer), 5) : json_incref((json_t *)answer);
}

/* One condition, or NULL when it cannot be carried over (told). Given. */
static json_t *test_of(struct reading *r, const json_t *one, const json_t *waiting) {
    const char *link = value_string(waiting, "link", ""), *question = value_string(one, "question", "");
    const char *op = value_string(one, "operator", ""), *type;
    const json_t *target = json_object_get(r->links, question), *item = json_object_get(target, "item");
    const json_t *answer = reading_value(one, "answer", &type);
    if (!is_operator(op))
        reading_note(r, link, "its condition has the operator \"%.20s\", which is not known; it is always asked.", op);
    else if (target == NULL)
        reading_note(r, link, "its condition names \"%.80s\", which is not among the questions; it is always asked.",
                     question);
    else if (value_int(target, "at", 0) >= value_int(waiting, "at", 0))
        reading_note(r, link, "its condition names \"%.80s\", which comes later; it is always asked.", question);
    else {
        bool exists = strcmp(op, "exists") == 0;
        json_t *value = exists           ? (json_is_boolean(answer) ? json_incref((json_t *)answer) : NULL)
                        : answer != NULL ? value_of(item, answer, type)
                                         : NULL;
        if (value != NULL)
            return json_pack("{s:s, s:s, s:o}", "item", value_string(item, "id", ""), "op", op, "value", value);
        reading_note(r, link, "its condition waits for an answer \"%.80s\" cannot have; it is always asked.", question);
    }
    return NULL;
}

static void condition(struct reading *r, const json_t *waiting) {
    const json_t *asked = json_object_get(waiting, "asked");
    const char *behavior = value_string(asked, "enableBehavior", NULL);
    json_t *tests = json_array(), *one;
    size_t i, wanted = json_array_size(json_object_get(asked, "enableWhen"));
    json_array_foreach(json_object_get(asked, "enableWhen"), i, one) {
        json_t *test = test_of(r, one, waiting);
        if (test == NULL)
            break;
        json_array_append_new(tests, test);
    }
    if (json_array_size(tests) == wanted && wanted > 1 && behavior == NULL)
        reading_note(r, value_string(waiting, "link", ""),
                     "\"enableBehavior\" is missing; all conditions have to hold.");
    bool any = behavior != NULL && strcmp(behavior, "any") == 0;
    if (json_array_size(tests) == wanted)
        json_object_set_new(json_object_get(waiting, "into"), "when", json_pack("{s:O}", any ? "any" : "all", tests));
    json_decref(tests);
}

void reading_conditions(struct reading *r) {
    json_t *waiting, *item;
    size_t i;
    json_array_foreach(r->waiting, i, waiting) condition(r, waiting);
    json_array_foreach(r->items, i, item) if (json_is_array(json_object_get(item, "from")))
        json_object_del(item, "from");
}
