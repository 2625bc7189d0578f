/* Sentences about files that cannot be played; see refuse.h. */
#include "media/refuse.h"

#include "base/text.h"

#include <libavutil/log.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static const int64_t MAX_FILE_BYTES = INT64_C(2) << 30;
static _Thread_local char last_message[256];

static void remember(void *who, int level, const char *format, va_list args) {
    (void)who;
    if (level <= AV_LOG_ERROR)
        vsnprintf(last_message, sizeof last_message, format, args);
}

void refuse_hush(void) {
    av_log_set_callback(remember);
}

void refuse_forget(void) {
    last_message[0] = '\0';
}

const char *refuse_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

bool refuse_because(const char *path, const char *what, const char *next, struct error *err) {
    return error_set(err, ERROR_FORMAT, "The file \"%.120s\" %s. %s", refuse_name(path), what, next);
}

bool refuse_check_file(const char *path, int64_t *out_bytes, struct error *err) {
    struct stat info;
    if (stat(path, &info) != 0)
        return error_set(err, ERROR_MISSING,
                         "There is no file \"%.120s\". Check its name, and that it was copied with the module.",
                         refuse_name(path));
    if (!S_ISREG(info.st_mode))
        return refuse_because(path, "is not a file but a folder or a device", "Name a sound or a film.", err);
    if (info.st_size == 0)
        return refuse_because(path, "is empty", "Copy or export it again.", err);
    if (info.st_size > MAX_FILE_BYTES)
        return refuse_because(path, "is larger than 2 GiB", "Export it again smaller, or cut it into parts.", err);
    *out_bytes = info.st_size;
    return true;
}

static bool is_film_name(const char *path) {
    static const char *const endings[] = {".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".ogv", ".mpg", ".mpeg"};
    const char *dot = strrchr(refuse_name(path), '.');
    for (size_t i = 0; dot != NULL && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

static bool looks_like_text(const char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if ((unsigned char)bytes[i] < ' ' && (bytes[i] == '\0' || strchr("\t\r\n\f", bytes[i]) == NULL))
            return false;
    while (count > 0 && ((unsigned char)bytes[count - 1] & 0x80) != 0) /* a character cut by the end of the buffer */
        count--;
    return count > 0 && utf8_valid(bytes, count);
}

static const char *first_bytes_say(const char *bytes, size_t count) {
    static const struct {
        const char *start;
        size_t length;
        const char *what;
    } known[] = {
        {"\x89PNG", 4, "it is a PNG picture"},
        {"\xff\xd8\xff", 3, "it is a JPEG picture"},
        {"GIF8", 4, "it is a GIF picture"},
        {"%PDF", 4, "it is a PDF document"},
        {"PK\x03\x04", 4, "it is a ZIP archive"},
        {"<!DOCTYPE", 9, "it is a web page"},
        {"<html", 5, "it is a web page"},
        {"\x7f"
         "ELF",
         4, "it is a program"},
        {"MThd", 4, "it is a MIDI file"},
        {"version https://git-lfs", 23, "it is a Git LFS pointer, not the file"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (count >= known[i].length && memcmp(bytes, known[i].start, known[i].length) == 0)
            return known[i].what;
    if (looks_like_text(bytes, count))
        return "it looks like text";
    return NULL;
}

static const char *guess(const char *path) {
    char bytes[512];
    FILE *file = fopen(path, "rb");
    size_t count = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file != NULL)
        fclose(file);
    const char *said = count > 0 ? first_bytes_say(bytes, count) : "it cannot be read";
    if (said != NULL)
        return said;
    if (strstr(last_message, "moov atom not found") != NULL)
        return "its index is missing: it was cut short while it was saved or copied";
    return "it is damaged, or of a kind Balm does not know";
}

bool refuse_file(const char *path, const char *why, struct error *err) {
    bool is_film = is_film_name(path);
    return error_set(err, ERROR_FORMAT, "The file \"%.120s\" is not %s that Balm can play (%s). Export it again as %s.",
                     refuse_name(path), is_film ? "a film" : "sound", why != NULL ? why : guess(path),
                     is_film ? "MP4 (H.264 and AAC) or WebM (VP9 and Opus)" : "Opus, MP3 or WAV");
}
