/* Helpers over jansson's json_t, the plain data that crosses the house; see value.h. */
#include "base/value.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *value_string(const json_t *object, const char *name, const char *otherwise) {
    const char *s = json_string_value(json_object_get(object, name));
    return s != NULL ? s : otherwise;
}

double value_number(const json_t *object, const char *name, double otherwise) {
    const json_t *v = json_object_get(object, name);
    return json_is_number(v) ? json_number_value(v) : otherwise;
}

int64_t value_int(const json_t *object, const char *name, int64_t otherwise) {
    const json_t *v = json_object_get(object, name);
    if (json_is_integer(v))
        return json_integer_value(v);
    return json_is_real(v) ? (int64_t)llround(json_real_value(v)) : otherwise;
}

bool value_bool(const json_t *object, const char *name, bool otherwise) {
    const json_t *v = json_object_get(object, name);
    return json_is_boolean(v) ? json_is_true(v) : otherwise;
}

json_t *value_from_number(double number) {
    if (!isfinite(number))
        return json_null();
    if (floor(number) == number && fabs(number) < 9007199254740992.0)
        return json_integer((json_int_t)number);
    return json_real(number);
}

static void add_text(struct text *out, const json_t *value) {
    if (json_is_string(value)) {
        text_add(out, json_string_value(value));
    } else if (json_is_integer(value)) {
        text_addf(out, "%lld", (long long)json_integer_value(value));
    } else if (json_is_real(value)) {
        text_addf(out, "%.10g", json_real_value(value));
    } else if (json_is_boolean(value)) {
        text_add(out, json_is_true(value) ? "true" : "false");
    } else if (json_is_array(value)) {
        size_t i;
        json_t *item;
        json_array_foreach(value, i, item) {
            if (i > 0)
                text_add(out, ", ");
            add_text(out, item);
        }
    }
}

char *value_text(const json_t *value) {
    struct text out;
    text_init(&out);
    add_text(&out, value);
    return text_take(&out);
}

char *value_dump(const json_t *value) {
    return json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
}

json_t *value_parse(const char *utf8, size_t count_bytes, struct error *err) {
    json_error_t problem;
    json_t *value = json_loadb(utf8, count_bytes, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &problem);
    if (value == NULL)
        error_set(err, ERROR_FORMAT, "This is not JSON: line %d, %s.", problem.line, problem.text);
    return value;
}

void value_set_string(json_t *object, const char *name, const char *utf8) {
    json_object_set_new(object, name, utf8 != NULL ? json_string(utf8) : json_null());
}

void value_set_number(json_t *object, const char *name, double number) {
    json_object_set_new(object, name, value_from_number(number));
}

void value_set_int(json_t *object, const char *name, int64_t number) {
    json_object_set_new(object, name, json_integer(number));
}

void value_set_bool(json_t *object, const char *name, bool truth) {
    json_object_set_new(object, name, json_boolean(truth));
}
