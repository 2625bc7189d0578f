/* Reading WebVTT; see captions.h. One pass over the lines: header, then blocks parted by empty lines. */
#include "base/captions.h"

#include "base/file.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1 << 20, MAX_HOURS = 99 };

struct captions {
    struct caption *items;
    size_t count, room;
};

/* The lines of the file, one at a time. */
struct reader {
    const char *bytes;
    size_t end, at;
    int line; /* of the current line, from 1 */
    const char *now;
    size_t length; /* without the line's end */
    const char *name;
};

static bool next_line(struct reader *r) {
    if (r->at >= r->end)
        return false;
    size_t from = r->at;
    while (r->at < r->end && r->bytes[r->at] != '\n' && r->bytes[r->at] != '\r')
        r->at++;
    r->now = r->bytes + from;
    r->length = r->at - from;
    if (r->at + 1 < r->end && r->bytes[r->at] == '\r' && r->bytes[r->at + 1] == '\n')
        r->at++;
    r->at++;
    r->line++;
    return true;
}

static bool is_blank(const struct reader *r) {
    for (size_t i = 0; i < r->length; i++)
        if (r->now[i] != ' ' && r->now[i] != '\t')
            return false;
    return true;
}

static bool starts_with(const struct reader *r, const char *word) {
    size_t length = strlen(word);
    return r->length >= length && memcmp(r->now, word, length) == 0 &&
           (r->length == length || r->now[length] == ' ' || r->now[length] == '\t');
}

static bool has_arrow(const struct reader *r) {
    return r->length >= 3 && memmem(r->now, r->length, "-->", 3) != NULL;
}

static void skip_block(struct reader *r) {
    while (next_line(r) && !is_blank(r))
        continue;
}

static void skip_spaces(const char **at, const char *end) {
    while (*at < end && (**at == ' ' || **at == '\t'))
        (*at)++;
}

/* Digits up to `most` of them; -1: none, or too many. */
static int64_t read_digits(const char **at, const char *end, int most) {
    int64_t number = 0;
    int count = 0;
    while (*at < end && **at >= '0' && **at <= '9') {
        if (++count > most)
            return -1;
        number = number * 10 + (*(*at)++ - '0');
    }
    return count > 0 ? number : -1;
}

/* ".5", ".50", ".500" behind the seconds; a comma as in SRT does no harm. */
static int64_t read_fraction(const char **at, const char *end) {
    if (*at >= end || (**at != '.' && **at != ','))
        return 0;
    const char *from = ++*at;
    int64_t ms = read_digits(at, end, 3);
    for (ptrdiff_t i = *at - from; ms >= 0 && i < 3; i++)
        ms *= 10;
    return ms;
}

/* "1:02:03.400" or "02:03.400"; false: no time. */
static bool read_time(const char **at, const char *end, int64_t *out_ms) {
    int64_t parts[3];
    int count = 0;
    do {
        parts[count] = read_digits(at, end, 2);
        if (parts[count++] < 0)
            return false;
    } while (count < 3 && *at < end && **at == ':' && (*at)++ != NULL);
    int64_t fraction = read_fraction(at, end);
    int64_t hours = count == 3 ? parts[0] : 0;
    if (count < 2 || fraction < 0 || parts[count - 1] > 59 || (count == 3 && parts[1] > 59) || hours > MAX_HOURS)
        return false;
    *out_ms = ((hours * 60 + parts[count - 2]) * 60 + parts[count - 1]) * 1000 + fraction;
    return true;
}

static bool read_timing(const struct reader *r, struct caption *out, struct error *err) {
    const char *at = r->now, *end = r->now + r->length;
    skip_spaces(&at, end);
    bool is_good = read_time(&at, end, &out->from_ms);
    skip_spaces(&at, end);
    is_good = is_good && end - at >= 3 && memcmp(at, "-->", 3) == 0;
    at += is_good ? 3 : 0;
    skip_spaces(&at, end);
    is_good = is_good && read_time(&at, end, &out->to_ms) && (at == end || *at == ' ' || *at == '\t');
    if (!is_good)
        return error_at(err, ERROR_FORMAT, r->name, r->line,
                        "This should be a time line like \"00:05.000 --> 00:08.500\".");
    if (out->to_ms <= out->from_ms)
        return error_at(err, ERROR_FORMAT, r->name, r->line, "This caption ends before it begins.");
    return true;
}

/* "&amp;" and its like at the start of bytes: adds what it stands for and returns its length, 0: it is none. */
static size_t add_entity(struct text *out, const char *bytes, size_t count) {
    static const struct {
        const char *name, *stands_for;
    } known[] = {{"&amp;", "&"},  {"&lt;", "<"},        {"&gt;", ">"},       {"&quot;", "\""},
                 {"&apos;", "'"}, {"&nbsp;", "\u00a0"}, {"&lrm;", "\u200e"}, {"&rlm;", "\u200f"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].name);
        if (count >= length && memcmp(bytes, known[i].name, length) == 0) {
            text_add(out, known[i].stands_for);
            return length;
        }
    }
    if (count < 4 || bytes[1] != '#')
        return 0;
    const char *at = bytes + 2, *end = bytes + count;
    int64_t codepoint = read_digits(&at, end, 7);
    if (codepoint < 32 || codepoint > 0x10ffff || (codepoint >= 0xd800 && codepoint < 0xe000) || at >= end ||
        *at != ';')
        return 0;
    char utf8[4];
    text_add_bytes(out, utf8, (size_t)utf8_put((uint32_t)codepoint, utf8));
    return (size_t)(at + 1 - bytes);
}

/* Adds the block's text without tags and entities; a tag may go over a line's end. */
static char *clean_text(const char *bytes, size_t count) {
    struct text out;
    text_init(&out);
    for (size_t i = 0; i < count;) {
        const char *close = bytes[i] == '<' ? memchr(bytes + i, '>', count - i) : NULL;
        size_t entity = bytes[i] == '&' ? add_entity(&out, bytes + i, count - i) : 0;
        if (close != NULL)
            i = (size_t)(close + 1 - bytes);
        else if (entity > 0)
            i += entity;
        else
            text_add_char(&out, bytes[i++]);
    }
    return text_take(&out);
}

static char *read_text(struct reader *r) {
    struct text raw;
    text_init(&raw);
    while (next_line(r) && !is_blank(r)) {
        if (raw.length_bytes > 0)
            text_add_char(&raw, '\n');
        text_add_bytes(&raw, r->now, r->length);
    }
    char *valid = utf8_clean(raw.bytes, raw.length_bytes);
    char *clean = clean_text(valid, strlen(valid));
    free(valid);
    text_finish(&raw);
    return clean;
}

static void keep(struct captions *c, struct caption item) {
    if (item.text[0] == '\0') {
        free(item.text);
        return;
    }
    if (c->count == c->room) {
        c->room = c->room == 0 ? 64 : c->room * 2;
        c->items = xrealloc(c->items, c->room * sizeof *c->items);
    }
    c->items[c->count++] = item;
}

/* A block begins at the current line: a note, a style, or a cue with or without a name. */
static bool read_block(struct captions *c, struct reader *r, struct error *err) {
    if (starts_with(r, "NOTE") || starts_with(r, "STYLE") || starts_with(r, "REGION")) {
        skip_block(r);
        return true;
    }
    struct caption item = {0};
    bool is_there = true;
    if (!has_arrow(r))
        is_there = next_line(r) && !is_blank(r);
    if (!is_there)
        return error_at(err, ERROR_FORMAT, r->name, r->line,
                        "Here a time line like \"00:05.000 --> 00:08.500\" is missing.");
    if (!read_timing(r, &item, err))
        return false;
    item.text = read_text(r);
    keep(c, item);
    return true;
}

static bool read_header(struct reader *r, struct error *err) {
    if (r->end >= 3 && memcmp(r->bytes, "\xef\xbb\xbf", 3) == 0)
        r->at = 3;
    if (!next_line(r) || !starts_with(r, "WEBVTT"))
        return error_at(err, ERROR_FORMAT, r->name, 1, "The first line of a caption file must be \"WEBVTT\".");
    skip_block(r);
    return true;
}

static bool check_utf8(struct reader r, struct error *err) {
    while (next_line(&r))
        if (!utf8_valid(r.now, r.length))
            return error_at(err, ERROR_FORMAT, r.name, r.line, "This line is not UTF-8. Save the file as UTF-8.");
    return true;
}

static int by_beginning(const void *a, const void *b) {
    const struct caption *x = a, *y = b;
    return x->from_ms != y->from_ms ? (x->from_ms < y->from_ms ? -1 : 1)
                                    : (x->to_ms > y->to_ms) - (x->to_ms < y->to_ms);
}

struct captions *captions_parse(const char *bytes, size_t count_bytes, const char *name, struct error *err) {
    struct captions *c = xcalloc(1, sizeof *c);
    struct reader r = {.bytes = bytes, .end = count_bytes, .name = name};
    bool is_good = check_utf8(r, err) && read_header(&r, err);
    while (is_good && next_line(&r))
        is_good = is_blank(&r) || read_block(c, &r, err);
    if (!is_good) {
        captions_destroy(c);
        return NULL;
    }
    if (c->count > 1)
        qsort(c->items, c->count, sizeof *c->items, by_beginning);
    return c;
}

struct captions *captions_load(const char *path, struct error *err) {
    size_t count_bytes;
    char *bytes = file_read(path, MAX_BYTES, &count_bytes, err);
    if (bytes == NULL)
        return NULL;
    const char *slash = strrchr(path, '/');
    struct captions *c = captions_parse(bytes, count_bytes, slash != NULL ? slash + 1 : path, err);
    free(bytes);
    return c;
}

void captions_destroy(struct captions *c) {
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->count; i++)
        free(c->items[i].text);
    free(c->items);
    free(c);
}

size_t captions_count(const struct captions *c) {
    return c->count;
}

const struct caption *captions_get(const struct captions *c, size_t index) {
    return index < c->count ? &c->items[index] : NULL;
}

/* How many begin at or before at_ms. */
static size_t begun(const struct captions *c, int64_t at_ms) {
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->items[middle].from_ms <= at_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct caption *captions_at(const struct captions *c, int64_t at_ms) {
    for (size_t i = begun(c, at_ms); i > 0; i--)
        if (c->items[i - 1].to_ms > at_ms)
            return &c->items[i - 1];
    return NULL;
}

const struct caption *captions_before(const struct captions *c, int64_t at_ms) {
    for (size_t i = begun(c, at_ms); i > 0; i--)
        if (c->items[i - 1].to_ms <= at_ms)
            return &c->items[i - 1];
    return NULL;
}

const struct caption *captions_after(const struct captions *c, int64_t at_ms) {
    size_t i = begun(c, at_ms);
    return i < c->count ? &c->items[i] : NULL;
}
