/* Growable UTF-8 strings and UTF-8 helpers; see text.h. */
#include "base/text.h"

#include "base/xalloc.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DISTANCE_MAX_CHARS = 64 };

static void grow(struct text *t, size_t extra) {
    size_t need = t->length_bytes + extra + 1;
    if (need <= t->room_bytes)
        return;
    size_t room = t->room_bytes != 0 ? t->room_bytes : 32;
    while (room < need)
        room *= 2;
    t->bytes = xrealloc(t->bytes, room);
    t->room_bytes = room;
    t->bytes[t->length_bytes] = '\0';
}

void text_init(struct text *t) {
    *t = (struct text){0};
    grow(t, 0);
    t->bytes[0] = '\0';
}

void text_finish(struct text *t) {
    free(t->bytes);
    *t = (struct text){0};
}

void text_clear(struct text *t) {
    t->length_bytes = 0;
    t->bytes[0] = '\0';
}

void text_add_bytes(struct text *t, const char *bytes, size_t count_bytes) {
    text_splice(t, t->length_bytes, t->length_bytes, bytes, count_bytes);
}

void text_add(struct text *t, const char *utf8) {
    text_add_bytes(t, utf8, strlen(utf8));
}

void text_add_char(struct text *t, char c) {
    text_add_bytes(t, &c, 1);
}

void text_addf(struct text *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length > 0) {
        grow(t, (size_t)length);
        vsnprintf(t->bytes + t->length_bytes, (size_t)length + 1, format, again);
        t->length_bytes += (size_t)length;
    }
    va_end(again);
}

void text_splice(struct text *t, size_t from, size_t to, const char *bytes, size_t count_bytes) {
    size_t removed = to - from;
    if (count_bytes > removed)
        grow(t, count_bytes - removed);
    memmove(t->bytes + from + count_bytes, t->bytes + to, t->length_bytes - to + 1);
    if (count_bytes > 0)
        memcpy(t->bytes + from, bytes, count_bytes);
    t->length_bytes = t->length_bytes - removed + count_bytes;
}

char *text_take(struct text *t) {
    char *bytes = t->bytes;
    *t = (struct text){0};
    return bytes;
}

/* Length of the valid sequence at s (1 to 4) and its character, or 0. */
static size_t sequence(const unsigned char *s, size_t left, uint32_t *out) {
    if (s[0] < 0x80) {
        *out = s[0];
        return 1;
    }
    size_t n = s[0] >= 0xF0 && s[0] <= 0xF4 ? 4 : s[0] >= 0xE0 && s[0] < 0xF0 ? 3 : s[0] >= 0xC2 && s[0] < 0xE0 ? 2 : 0;
    if (n == 0 || n > left)
        return 0;
    uint32_t c = s[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3Fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 0;
    *out = c;
    return n;
}

bool utf8_valid(const char *bytes, size_t count_bytes) {
    uint32_t c;
    for (size_t at = 0; at < count_bytes;) {
        size_t n = sequence((const unsigned char *)bytes + at, count_bytes - at, &c);
        if (n == 0)
            return false;
        at += n;
    }
    return true;
}

uint32_t utf8_next(const char *bytes, size_t end, size_t *at) {
    uint32_t c = 0xFFFD;
    size_t n = sequence((const unsigned char *)bytes + *at, end - *at, &c);
    *at += n != 0 ? n : 1;
    return n != 0 ? c : 0xFFFD;
}

char *utf8_clean(const char *bytes, size_t count_bytes) {
    struct text t;
    text_init(&t);
    for (size_t at = 0; at < count_bytes;) {
        uint32_t c = utf8_next(bytes, count_bytes, &at);
        bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
        if (control)
            continue;
        char out[4];
        text_add_bytes(&t, out, (size_t)utf8_put(c, out));
    }
    return text_take(&t);
}

size_t utf8_prev_offset(const char *bytes, size_t at) {
    if (at == 0)
        return 0;
    do
        at--;
    while (at > 0 && ((unsigned char)bytes[at] & 0xC0) == 0x80);
    return at;
}

size_t utf8_next_offset(const char *bytes, size_t length, size_t at) {
    if (at >= length)
        return length;
    do
        at++;
    while (at < length && ((unsigned char)bytes[at] & 0xC0) == 0x80);
    return at;
}

int utf8_put(uint32_t c, char out[4]) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

static int least_of(int a, int b, int c) {
    int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

int text_distance(const char *a, const char *b) {
    size_t na = strlen(a), nb = strlen(b);
    if (na > DISTANCE_MAX_CHARS || nb > DISTANCE_MAX_CHARS)
        return 99;
    int row[3][DISTANCE_MAX_CHARS + 1];
    for (size_t j = 0; j <= nb; j++)
        row[0][j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        int *now = row[i % 3], *before = row[(i + 2) % 3], *earlier = row[(i + 1) % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= nb; j++) {
            int ca = tolower((unsigned char)a[i - 1]), cb = tolower((unsigned char)b[j - 1]);
            now[j] = least_of(before[j] + 1, now[j - 1] + 1, before[j - 1] + (ca != cb));
            bool swapped =
                i > 1 && j > 1 && ca == tolower((unsigned char)b[j - 2]) && cb == tolower((unsigned char)a[i - 2]);
            if (swapped && earlier[j - 2] + 1 < now[j])
                now[j] = earlier[j - 2] + 1;
        }
    }
    return row[na % 3][nb];
}

const char *text_nearest(const char *word, const char *const *candidates, size_t count) {
    const char *best = NULL;
    int best_distance = 99, limit = strlen(word) < 4 ? 1 : strlen(word) < 9 ? 2 : 4;
    for (size_t i = 0; i < count; i++) {
        int d = text_distance(word, candidates[i]);
        if (d < best_distance) {
            best_distance = d;
            best = candidates[i];
        }
    }
    return best_distance <= limit ? best : NULL;
}
