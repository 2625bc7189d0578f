/* See problems.h. */
#include "base/problems.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_MAX = 700 };

void problems_add(json_t *list, const char *level, const char *word, const char *format, ...) {
    char message[MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    char *clean = utf8_clean(message, strlen(message));
    json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "level", level, "message", clean, "word", word));
    free(clean);
}

void problems_names(json_t *list, const json_t *object, const char *what, const char *const *names, size_t count) {
    const char *name;
    json_t *unused;
    json_object_foreach((json_t *)object, name, unused) {
        bool known = false;
        for (size_t i = 0; i < count; i++)
            known = known || strcmp(name, names[i]) == 0;
        const char *near = known ? NULL : text_nearest(name, names, count);
        if (!known)
            problems_add(list, "error", name, "%s has no field \"%s\".%s%s%s", what, name,
                         near != NULL ? " Did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
    }
}
