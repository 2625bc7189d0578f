/* Checks module{...}; see manifest.h. One small check per field, in one table, so that a wrong manifest is told in the
 * author's words and nothing behind it needs to check again. */
#include "script/manifest.h"

#include "base/text.h"
#include "script/words.h"

#include <string.h>

enum { API_LEVEL = 1 };

static const char *const KINDS[] = {"education", "cbt", "mindfulness", "exercise", "diary", "measure", "plan"};
static const char *const OPEN_SESSIONS[] = {"finish_old", "migrate", "restart"};

static bool one_of(const char *field, const json_t *value, const char *const *known, size_t count, struct error *err) {
    const char *word = json_string_value(value);
    char all[200] = "";
    for (size_t i = 0; i < count; i++) {
        if (word != NULL && strcmp(word, known[i]) == 0)
            return true;
        size_t at = strlen(all);
        snprintf(all + at, sizeof all - at, "%s\"%s\"", i > 0 ? ", " : "", known[i]);
    }
    const char *nearest = word != NULL ? text_nearest(word, known, count) : NULL;
    if (nearest != NULL)
        return error_set(err, ERROR_SCRIPT, "%s = \"%s\" is not known. Did you mean \"%s\"?", field, word, nearest);
    return error_set(err, ERROR_SCRIPT, "%s is one of %s.", field, all);
}

static bool check_id(const json_t *value, struct error *err) {
    const char *id = json_string_value(value);
    if (id == NULL || id[0] == '\0' || strlen(id) > 79 ||
        strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(id))
        return error_set(err, ERROR_SCRIPT,
                         "module{} needs an id of small letters, digits and -, like the folder's "
                         "name.");
    return true;
}

static bool check_text(const char *field, const json_t *value, struct error *err) {
    if (json_is_string(value))
        return true;
    return error_set(err, ERROR_SCRIPT, "module{}: %s is a text in quotes.", field);
}

static bool check_version(const json_t *value, struct error *err) {
    const char *v = json_string_value(value);
    int parts = 0;
    for (const char *p = v; p != NULL && parts < 3; parts++) {
        size_t digits = strspn(p, "0123456789");
        if (digits == 0 || digits > 6)
            break;
        p += digits;
        if (*p == '\0')
            return true;
        if (*p++ != '.')
            break;
    }
    return error_set(err, ERROR_SCRIPT, "module{}: version is a text of three numbers, like \"1.2.0\".");
}

static bool check_minutes(const json_t *value, struct error *err) {
    double minutes = json_is_number(value) ? json_number_value(value) : 0;
    if (minutes > 0 && minutes <= 600)
        return true;
    return error_set(err, ERROR_SCRIPT, "module{}: minutes is a number from 1 to 600.");
}

static bool check_api(const json_t *value, struct error *err) {
    if (json_is_integer(value) && json_integer_value(value) > API_LEVEL)
        return error_set(err, ERROR_NEWER,
                         "This module needs a newer Balm: it is written for api = %lld, this Balm "
                         "knows %d.",
                         (long long)json_integer_value(value), API_LEVEL);
    if (json_is_integer(value) && json_integer_value(value) == API_LEVEL)
        return true;
    return error_set(err, ERROR_SCRIPT, "module{}: api is the number %d.", API_LEVEL);
}

static bool check_language(const json_t *value, struct error *err) {
    const char *tag = json_string_value(value);
    size_t length = tag != NULL ? strlen(tag) : 0;
    if (length >= 2 && length <= 20 &&
        strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == length)
        return true;
    return error_set(err, ERROR_SCRIPT, "module{}: language is a tag like \"en\" or \"pt-BR\".");
}

/* "7 days", "12 hours" */
static bool check_duration(const json_t *value, struct error *err) {
    static const char *const units[] = {"minute", "hour", "day", "week", "month"};
    const char *text = json_string_value(value);
    size_t digits = text != NULL ? strspn(text, "0123456789") : 0;
    if (digits > 0 && digits <= 4 && text[digits] == ' ') {
        const char *unit = text + digits + 1;
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            size_t n = strlen(units[i]);
            if (strncmp(unit, units[i], n) == 0 && (unit[n] == '\0' || strcmp(unit + n, "s") == 0))
                return true;
        }
    }
    return error_set(err, ERROR_SCRIPT, "module{}: resume_within is a text like \"7 days\" or \"12 hours\".");
}

static bool check_sources(const json_t *value, struct error *err) {
    if (json_is_array(value) || json_is_object(value) || json_is_string(value))
        return true;
    return error_set(err, ERROR_SCRIPT, "module{}: sources is a list of texts in braces.");
}

static bool check_updates(const json_t *value, struct error *err) {
    static const char *const fields[] = {"from", "open_sessions", NULL};
    if (json_is_array(value) && json_array_size(value) == 0)
        return true;
    if (!json_is_object(value))
        return error_set(err, ERROR_SCRIPT,
                         "module{}: updates is written updates = { from = \"1.0.0\", open_sessions = "
                         "\"finish_old\" }.");
    if (!fields_known("updates", value, fields, err))
        return false;
    const json_t *open = json_object_get(value, "open_sessions");
    return open == NULL ||
           one_of("open_sessions", open, OPEN_SESSIONS, sizeof OPEN_SESSIONS / sizeof *OPEN_SESSIONS, err);
}

static bool check_field(const char *name, const json_t *value, struct error *err) {
    if (strcmp(name, "id") == 0)
        return check_id(value, err);
    if (strcmp(name, "version") == 0)
        return check_version(value, err);
    if (strcmp(name, "minutes") == 0)
        return check_minutes(value, err);
    if (strcmp(name, "kind") == 0)
        return one_of("kind", value, KINDS, sizeof KINDS / sizeof *KINDS, err);
    if (strcmp(name, "language") == 0)
        return check_language(value, err);
    if (strcmp(name, "resume_within") == 0)
        return check_duration(value, err);
    if (strcmp(name, "sources") == 0)
        return check_sources(value, err);
    if (strcmp(name, "updates") == 0)
        return check_updates(value, err);
    return strcmp(name, "api") == 0 || check_text(name, value, err);
}

bool manifest_check(const json_t *args, const char *folder_id, struct error *err) {
    static const char *const fields[] = {"id",       "version",       "title",   "summary", "minutes", "kind", "api",
                                         "language", "resume_within", "sources", "region",  "updates", NULL};
    const json_t *api = json_object_get(args, "api");
    if (api != NULL && !check_api(api, err)) /* first: a newer module may have newer fields */
        return false;
    if (!fields_known("module{}", args, fields, err) || !check_id(json_object_get(args, "id"), err))
        return false;
    for (size_t i = 0; fields[i] != NULL; i++) {
        const json_t *value = json_object_get(args, fields[i]);
        if (value != NULL && !check_field(fields[i], value, err))
            return false;
    }
    const char *id = value_string(args, "id", "");
    if (value_string(args, "title", "")[0] == '\0')
        return error_set(err, ERROR_SCRIPT, "module{} needs a title, for example: title = \"Sleep well\".");
    if (folder_id != NULL && strcmp(folder_id, id) != 0)
        return error_set(err, ERROR_SCRIPT,
                         "module{}: the id is \"%s\", but the folder is named \"%s\". They must be "
                         "the same.",
                         id, folder_id);
    return true;
}

json_t *manifest_complete(const json_t *args) {
    json_t *made = json_pack("{s:s, s:s, s:i, s:i, s:{}}", "version", "1.0.0", "language", "en", "minutes", 10, "api",
                             API_LEVEL, "updates");
    json_object_update(made, (json_t *)(uintptr_t)args);
    if (!json_is_object(json_object_get(made, "updates")))
        json_object_set_new(made, "updates", json_object());
    return made;
}
