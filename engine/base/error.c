/* Errors as data; see error.h. Knows nothing of where errors are shown. */
#include "base/error.h"

#include <stdio.h>
#include <string.h>

static void fill(struct error *err, enum error_code code, const char *file, int line, const char *format,
                 va_list args) {
    struct error made = {.code = code, .line = line};
    vsnprintf(made.text, sizeof made.text, format, args);
    if (file != NULL)
        snprintf(made.file, sizeof made.file, "%s", file);
    *err = made;
}

bool error_set(struct error *err, enum error_code code, const char *format, ...) {
    if (err == NULL)
        return false;
    va_list args;
    va_start(args, format);
    fill(err, code, NULL, 0, format, args);
    va_end(args);
    return false;
}

bool error_at(struct error *err, enum error_code code, const char *file, int line, const char *format, ...) {
    if (err == NULL)
        return false;
    va_list args;
    va_start(args, format);
    fill(err, code, file, line, format, args);
    va_end(args);
    return false;
}

void error_clear(struct error *err) {
    if (err != NULL)
        *err = (struct error){.code = ERROR_NONE};
}

const char *error_code_name(enum error_code code) {
    static const char *const names[] = {
        [ERROR_NONE] = "none",     [ERROR_USAGE] = "usage",   [ERROR_MISSING] = "missing",   [ERROR_FORMAT] = "format",
        [ERROR_SCRIPT] = "script", [ERROR_BUDGET] = "budget", [ERROR_REPLAY] = "replay",     [ERROR_IO] = "io",
        [ERROR_FULL] = "full",     [ERROR_BUSY] = "busy",     [ERROR_READONLY] = "readonly", [ERROR_NEWER] = "newer",
        [ERROR_SEALED] = "sealed", [ERROR_RECORD] = "record",
    };
    return (size_t)code < sizeof names / sizeof *names ? names[code] : "none";
}

void error_format(const struct error *err, char *out, unsigned long out_bytes) {
    if (err->file[0] != '\0' && err->line > 0)
        snprintf(out, out_bytes, "%s:%d: %s", err->file, err->line, err->text);
    else if (err->file[0] != '\0')
        snprintf(out, out_bytes, "%s: %s", err->file, err->text);
    else
        snprintf(out, out_bytes, "%s", err->text);
}
