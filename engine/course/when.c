/* when={...}: a unit that waits for the patient's own figures. */
#include "course/inside.h"

#include <string.h>

static bool fits(const char *word, double value, double limit) {
    return strcmp(word, "below") == 0     ? value < limit
           : strcmp(word, "above") == 0   ? value > limit
           : strcmp(word, "at_most") == 0 ? value <= limit
                                          : value >= limit;
}

static const char *word_of(const json_t *when) {
    static const char *const words[] = {"below", "above", "at_most", "at_least"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (json_is_number(json_object_get(when, words[i])))
            return words[i];
    return NULL;
}

bool course_when(const json_t *when, const json_t *record, int64_t day, json_t **out_reason) {
    *out_reason = NULL;
    if (!json_is_object(when))
        return true;
    const char *of = value_string(when, "of", ""), *word = word_of(when);
    int64_t weeks = value_int(when, "weeks", 2), count = 0;
    size_t i;
    json_t *value;
    if (word == NULL)
        return false;
    json_array_foreach(json_object_get(json_object_get(record, "values"), of), i, value) {
        int64_t at = value_int(value, "day", 0);
        if (at <= day - weeks * 7 || at > day)
            continue;
        if (!fits(word, value_number(value, "value", 0), value_number(when, word, 0)))
            return false;
        count++;
    }
    if (count == 0)
        return false;
    *out_reason = json_pack("{s:s, s:s, s:s, s:O, s:I}", "code", "when", "of", of, "word", word, "value",
                            json_object_get(when, word), "weeks", (json_int_t)weeks);
    return true;
}
