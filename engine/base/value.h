/* The plain data that crosses the house: nil, booleans, numbers, strings, lists and tables. It is jansson's json_t:
 * counted references, insertion order kept, and JSON for free. Nothing else is passed between script, session,
 * scene and store. These helpers read with a default, so that callers need no ladder of checks.
 * Numbers that are whole (|x| < 2^53) are always JSON integers, so that one number has one spelling. */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed members; the default where the member is absent or of another type. `object` may be NULL. */
const char *value_string(const json_t *object, const char *name, const char *otherwise);
double value_number(const json_t *object, const char *name, double otherwise);
int64_t value_int(const json_t *object, const char *name, int64_t otherwise);
bool value_bool(const json_t *object, const char *name, bool otherwise);
/* A number as a value, whole ones as integers. Given. */
json_t *value_from_number(double number);
/* Text for people: "6", "3.5", "true", the string itself, lists joined by ", ". Given (free()). */
char *value_text(const json_t *value);
/* One spelling per value: sorted keys, no spaces. What is hashed and stored. Given (free()). */
char *value_dump(const json_t *value);
/* Parses one JSON text of any type. Given, NULL and err on failure. */
json_t *value_parse(const char *utf8, size_t count_bytes, struct error *err);
/* Sets a member to a new string, number or boolean; the object is borrowed. */
void value_set_string(json_t *object, const char *name, const char *utf8); /* NULL utf8 sets null */
void value_set_number(json_t *object, const char *name, double number);
void value_set_int(json_t *object, const char *name, int64_t number);
void value_set_bool(json_t *object, const char *name, bool truth);

#endif
