/* Lua's runtime messages in plain words; see plain.h. Lua says "attempt to <do> a <type> value (<kind> '<name>')"; what
 * an author needs is the name, that a skipped answer is nil, and what to write. Compile errors are in plain_syntax.c.
 */
#include "script/plain.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SKIPPED " An optional question that was skipped gives nil: test it first, for example: if x then ... end."

struct fault {
    char doing[40]; /* "index", "perform arithmetic on" ... */
    char type[20];
    char kind[20]; /* "local", "field" ... or "" */
    char name[80]; /* in quotes, or "This value" */
};

const char *plain_after_place(const char *message, int *out_line) {
    *out_line = 0;
    for (const char *colon = strchr(message, ':'); colon != NULL; colon = strchr(colon + 1, ':')) {
        char *end;
        long line = strtol(colon + 1, &end, 10);
        if (end > colon + 1 && *end == ':' && line > 0 && line < 10000000) {
            *out_line = (int)line;
            return end + 1 + (end[1] == ' ');
        }
        if (colon - message > 80)
            break;
    }
    return message;
}

static void copy(char *out, size_t room, const char *from, size_t length) {
    snprintf(out, room, "%.*s", (int)(length < room ? length : room - 1), from);
}

/* "attempt to index a nil value (field 'x')" */
static bool read_fault(const char *message, struct fault *out) {
    static const char start[] = "attempt to ", value[] = " value";
    *out = (struct fault){0};
    snprintf(out->name, sizeof out->name, "This value");
    if (strncmp(message, start, sizeof start - 1) != 0)
        return false;
    const char *doing = message + sizeof start - 1, *a = strstr(doing, " a "), *end;
    if (a == NULL || (end = strstr(a + 3, value)) == NULL)
        return false;
    copy(out->doing, sizeof out->doing, doing, (size_t)(a - doing));
    copy(out->type, sizeof out->type, a + 3, (size_t)(end - a - 3));
    const char *open = strstr(end, " ("), *quote = open != NULL ? strchr(open, '\'') : NULL;
    const char *close = quote != NULL ? strrchr(quote + 1, '\'') : NULL;
    if (close == NULL || quote < open + 3)
        return true;
    copy(out->kind, sizeof out->kind, open + 2, (size_t)(quote - open - 3));
    if (close > quote + 1 && quote[1] != '?')
        snprintf(out->name, sizeof out->name, "\"%.*s\"", (int)(close - quote - 1 < 60 ? close - quote - 1 : 60),
                 quote + 1);
    return true;
}

static const char *plain_name(const char *type) {
    static const char *const names[][2] = {{"nil", "nothing (nil)"},     {"boolean", "true or false"},
                                           {"number", "a number"},       {"string", "a text"},
                                           {"table", "a list or table"}, {"function", "a function"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i][0], type) == 0)
            return names[i][1];
    return "something else";
}

static void say_call(const struct fault *f, char *out, size_t room) {
    if (strcmp(f->type, "nil") == 0)
        snprintf(out, room, "%s is nothing (nil) here, so it cannot be called.", f->name);
    else
        snprintf(out, room, "%s is %s and cannot be called. Perhaps a comma is missing before the next { or ( or text.",
                 f->name, plain_name(f->type));
}

static void say_arithmetic(const struct fault *f, char *out, size_t room) {
    if (strcmp(f->type, "string") == 0)
        snprintf(out, room, "%s is a text, not a number. Write tonumber(...) around it to calculate with it.", f->name);
    else
        snprintf(out, room, "%s is %s, so it cannot be calculated with.%s", f->name, plain_name(f->type),
                 strcmp(f->type, "nil") == 0 ? SKIPPED : "");
}

static void say_join(const struct fault *f, char *out, size_t room) {
    if (strcmp(f->type, "table") == 0)
        snprintf(out, room, "%s is a list or table, so it cannot be joined with ... Write list.join(...) around it.",
                 f->name);
    else if (strcmp(f->type, "nil") == 0)
        snprintf(out, room, "%s is nothing (nil), so it cannot be joined with the text.%s", f->name, SKIPPED);
    else
        snprintf(out, room, "%s is %s, so it cannot be joined with the text. Write tostring(...) around it.", f->name,
                 plain_name(f->type));
}

static void say_fault(const struct fault *f, char *out, size_t room) {
    if (strcmp(f->doing, "call") == 0)
        say_call(f, out, room);
    else if (strcmp(f->doing, "concatenate") == 0)
        say_join(f, out, room);
    else if (strcmp(f->doing, "index") == 0)
        snprintf(out, room, "%s is %s here, so it has no parts to look at.%s", f->name, plain_name(f->type),
                 strcmp(f->type, "nil") == 0 ? SKIPPED : "");
    else if (strcmp(f->doing, "get length of") == 0)
        snprintf(out, room, "%s is %s, so it has no length (#).%s", f->name, plain_name(f->type),
                 strcmp(f->type, "nil") == 0 ? SKIPPED : "");
    else
        say_arithmetic(f, out, room);
}

/* "attempt to compare nil with number", "attempt to compare two nil values" */
static bool say_compare(const char *message, char *out, size_t room) {
    char a[20], b[20];
    if (sscanf(message, "attempt to compare two %19s values", a) == 1)
        snprintf(b, sizeof b, "%s", a);
    else if (sscanf(message, "attempt to compare %19s with %19s", a, b) != 2)
        return false;
    bool has_nil = strcmp(a, "nil") == 0 || strcmp(b, "nil") == 0;
    bool mixed = strcmp(a, "string") == 0 || strcmp(b, "string") == 0;
    snprintf(out, room, "%s and %s cannot be compared by size.%s", plain_name(a), plain_name(b),
             has_nil ? SKIPPED
             : mixed ? " Write tonumber(...) around the text."
                     : "");
    out[0] = (char)(out[0] >= 'a' && out[0] <= 'z' ? out[0] - 'a' + 'A' : out[0]);
    return true;
}

void plain_runtime(const char *message, char *out, size_t out_bytes) {
    static const char *const others[][2] = {
        {"stack overflow", "A function calls itself again and again here, without an end."},
        {"divide by zero", "This divides a whole number by zero."},
        {"attempt to perform 'n//0'", "This divides a whole number by zero."},
        {"attempt to perform 'n%", "This divides a whole number by zero."},
        {"'for' initial value", "The first number of this for loop is not a number." SKIPPED},
        {"'for' limit", "The last number of this for loop is not a number." SKIPPED},
        {"'for' step is zero", "The step of this for loop is zero, so it would never end."},
        {"'for' step", "The step of this for loop is not a number."},
        {"index is nil", "The name in the brackets [ ] is nothing (nil), so nothing can be set there." SKIPPED},
        {"index is NaN", "The number in the brackets [ ] is not a number (a division of zero by zero)."},
        {"no integer representation", "This needs a whole number. Write math.floor(...) or round(...) around it."},
        {"string length overflow", "The text grows far too long here."},
    };
    int line;
    message = plain_after_place(message, &line);
    struct fault f;
    if (say_compare(message, out, out_bytes))
        return;
    if (read_fault(message, &f)) {
        say_fault(&f, out, out_bytes);
        return;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (strstr(message, others[i][0]) == NULL)
            continue;
        snprintf(out, out_bytes, "%s", others[i][1]);
        return;
    }
    snprintf(out, out_bytes, "This does not work here. Lua says: %.300s", message[0] != '\0' ? message : "nothing");
}
