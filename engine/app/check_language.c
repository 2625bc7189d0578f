/* Checks of one PO file; see check_language.h. A hole is {id} in a module and %s in the interface: a translation names
 * the same ones, except a plural form, which may leave its number out ("one minute"). */
#include "app/check_language.h"

#include "base/catalogue.h"
#include "base/xalloc.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct checking {
    const struct catalogue *c;
    const char *file;
    json_t *problems;
};

static void add(struct checking *k, const char *level, int line, const char *message) {
    json_array_append_new(k->problems, json_pack("{s:s, s:s, s:i, s:s}", "level", level, "file", k->file, "line", line,
                                                 "message", message));
}

/* The hole at `at`: its length, 0 when there is none. */
static size_t hole_at(const char *at) {
    if (at[0] == '%' && (at[1] == 's' || at[1] == '%'))
        return 2;
    size_t n = at[0] == '{' ? strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") : 0;
    return n > 0 && at[n + 1] == '}' ? n + 2 : 0;
}

static size_t count_of(const char *text, const char *hole, size_t length) {
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += hole_at(text) == length && strncmp(text, hole, length) == 0;
    return count;
}

/* A hole of `text` that `other` does not have as often; NULL none. "%%" is a sign, not a hole. */
static const char *odd_hole(const char *text, const char *other, size_t *out_length) {
    for (; *text != '\0'; text += *out_length > 0 ? *out_length : 1) {
        *out_length = hole_at(text);
        if (*out_length > 0 && strncmp(text, "%%", 2) != 0 &&
            count_of(text, text, *out_length) > count_of(other, text, *out_length))
            return text;
    }
    return NULL;
}

static void check_form(struct checking *k, const json_t *entry, const char *form, bool may_leave_out) {
    const char *text = value_string(entry, "many", value_string(entry, "text", ""));
    size_t length;
    const char *extra = odd_hole(form, text, &length);
    const char *odd = extra != NULL || may_leave_out ? extra : odd_hole(text, form, &length);
    if (odd == NULL)
        return;
    char *message = xprintf("The hole %.*s %s. A translation has the same holes as the text: \"%.80s\"", (int)length,
                            odd, extra != NULL ? "is not in the text" : "is missing in the translation", text);
    add(k, "error", (int)value_int(entry, "line", 0), message);
    free(message);
}

static void check_entries(struct checking *k) {
    size_t i, f;
    json_t *entry, *form;
    json_array_foreach(catalogue_entries(k->c), i, entry) {
        const json_t *forms = json_object_get(entry, "forms");
        json_array_foreach(forms, f, form) if (json_string_value(form)[0] != '\0')
            check_form(k, entry, json_string_value(form), json_array_size(forms) > 1);
    }
}

static void check_missing(struct checking *k, const json_t *texts, bool all) {
    size_t i, missing = 0;
    json_t *one;
    json_array_foreach(texts, i, one) {
        if (catalogue_has(k->c, value_string(one, "context", NULL), value_string(one, "text", "")))
            continue;
        missing++;
        char *message =
            all ? xprintf("Not translated, so it is shown as it was written: \"%.120s\"", value_string(one, "text", ""))
                : NULL;
        if (message != NULL)
            add(k, "note", 0, message);
        free(message);
    }
    if (all || missing == 0)
        return;
    char *message = xprintf("%zu of %zu texts are not translated yet; they are shown as they were written.", missing,
                            json_array_size(texts));
    add(k, "note", 0, message);
    free(message);
}

static void check_header(struct checking *k, bool official) {
    const char *review = catalogue_header(k->c, "X-Balm-Review");
    const char *wording = catalogue_header(k->c, "X-Balm-Wording");
    if (review != NULL) {
        char *message = xprintf("This translation says: %s.", review);
        add(k, "note", 0, message);
        free(message);
    }
    if (official && (wording == NULL || strncmp(wording, "official", 8) != 0))
        add(k, "note", 0,
            "Not the official wording of this instrument in that language, so its scores cannot be compared with "
            "published ones. Where there is one, put it in and write X-Balm-Wording: official.");
}

json_t *translation_problems(const json_t *texts, const char *po, const char *file, bool all, bool official) {
    struct error broken = {0};
    struct catalogue *c = catalogue_parse(po, strlen(po), file, &broken);
    struct checking k = {.c = c, .file = file, .problems = json_array()};
    if (c == NULL) {
        add(&k, "error", broken.line, broken.text);
        return k.problems;
    }
    check_header(&k, official);
    check_entries(&k);
    check_missing(&k, texts, all);
    catalogue_destroy(c);
    return k.problems;
}
