/* Source texts: read, and checked before the compiler; see source.h. What a word processor or a wrong file brings is
 * told apart, because each needs another remedy. */
#include "script/source.h"

#include "base/file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static int line_at(const char *bytes, size_t at) {
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

static bool check_bytes(const char *file, const char *bytes, size_t count_bytes, struct error *err) {
    for (size_t at = 0, next; at < count_bytes; at = next) {
        next = at;
        utf8_next(bytes, count_bytes, &next);
        if (!utf8_valid(bytes + at, next - at))
            return error_at(err, ERROR_FORMAT, file, line_at(bytes, at),
                            "This line is not UTF-8 text. Save the file with the encoding UTF-8.");
        if (bytes[at] == '\0')
            return error_at(err, ERROR_FORMAT, file, line_at(bytes, at),
                            "This line holds a zero byte. Save the file as plain text with the encoding UTF-8.");
    }
    return true;
}

bool source_check(const char *file, const char **bytes, size_t *count_bytes, struct error *err) {
    if (*count_bytes > SOURCE_MAX_BYTES)
        return error_at(err, ERROR_FORMAT, file, 0, "This file is too large: %zu KB, at most %d KB.",
                        *count_bytes / 1024, SOURCE_MAX_BYTES / 1024);
    if (*count_bytes > 0 && **bytes == '\033')
        return error_at(err, ERROR_FORMAT, file, 1, "This is compiled Lua. A module is plain text.");
    if (!check_bytes(file, *bytes, *count_bytes, err))
        return false;
    if (*count_bytes >= 3 && memcmp(*bytes, "\xEF\xBB\xBF", 3) == 0) {
        *bytes += 3;
        *count_bytes -= 3;
    }
    if (*count_bytes > 0 && **bytes == '\033')
        return error_at(err, ERROR_FORMAT, file, 1, "This is compiled Lua. A module is plain text.");
    return true;
}

char *source_read(const char *path, const char *shown, size_t *out_bytes, struct error *err) {
    size_t length;
    char *bytes = file_read(path, SOURCE_MAX_BYTES, &length, err);
    if (bytes == NULL) {
        if (err != NULL)
            error_at(err, err->code, shown, 0, "%s", err->text);
        return NULL;
    }
    const char *from = bytes;
    if (!source_check(shown, &from, &length, err)) {
        free(bytes);
        return NULL;
    }
    memmove(bytes, from, length);
    bytes[length] = '\0';
    *out_bytes = length;
    return bytes;
}
