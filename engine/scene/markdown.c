/* The small Markdown of text nodes: paragraphs, "- " and "1. " lists, "## headings", **bold** and *emphasis* (medium
 * weight, no italics). Each paragraph, heading or list item becomes one block, a list mark one more.
 * A line that begins no list and no heading continues the paragraph before it. */
#include "scene/inside.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SPANS_MAX = 64, BLOCKS_MAX = 400 };

struct part {
    const char *start;
    size_t length;
    const char *mark; /* of a list item, NULL: none */
    size_t mark_length;
    int heading; /* 0: none */
};

struct styled {
    struct text text;
    struct span spans[SPANS_MAX];
    size_t count;
};

static size_t list_mark(const char *line, size_t length) {
    if (length > 2 && (line[0] == '-' || line[0] == '*') && line[1] == ' ')
        return 2;
    size_t digits = 0;
    while (digits < length && isdigit((unsigned char)line[digits]))
        digits++;
    bool numbered = digits > 0 && digits < 4 && digits + 1 < length && line[digits] == '.' && line[digits + 1] == ' ';
    return numbered ? digits + 2 : 0;
}

static int heading_level(const char *line, size_t length) {
    int level = 0;
    while ((size_t)level < length && level < 3 && line[level] == '#')
        level++;
    return level > 0 && (size_t)level < length && line[level] == ' ' ? level : 0;
}

/* Adds a line to the parts: opens a new part, or lengthens the last. */
static size_t take_line(struct part *parts, size_t count, const char *line, size_t length, bool *open) {
    size_t mark = list_mark(line, length);
    int heading = heading_level(line, length);
    if (length == 0) {
        *open = false;
        return count;
    }
    if (*open && mark == 0 && heading == 0) {
        parts[count - 1].length = (size_t)(line + length - parts[count - 1].start);
        return count;
    }
    size_t skip = heading != 0 ? (size_t)heading + 1 : mark;
    parts[count] = (struct part){line + skip, length - skip, mark != 0 ? line : NULL, mark, heading};
    *open = heading == 0;
    return count + 1;
}

static size_t cut_parts(const char *text, struct part *parts) {
    size_t count = 0;
    bool open = false;
    while (*text != '\0' && count < BLOCKS_MAX) {
        size_t length = strcspn(text, "\n");
        const char *line = text;
        text += length + (text[length] == '\n');
        while (length > 0 && (line[0] == ' ' || line[0] == '\t')) {
            line++;
            length--;
        }
        while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\r'))
            length--;
        count = take_line(parts, count, line, length, &open);
    }
    return count;
}

static void end_span(struct styled *out, enum face face) {
    size_t from = out->count > 0 ? out->spans[out->count - 1].start + out->spans[out->count - 1].length : 0;
    if (out->text.length_bytes == from || out->count == SPANS_MAX)
        return;
    out->spans[out->count++] = (struct span){from, out->text.length_bytes - from, face};
}

/* True when the stars at `at` have a partner further on in the part. */
static bool has_partner(const struct part *part, size_t at, size_t stars) {
    if (at + stars >= part->length || part->start[at + stars] == ' ')
        return false;
    for (size_t i = at + stars + 1; i + stars <= part->length; i++) {
        if (memcmp(part->start + i, "**", stars) == 0 && part->start[i - 1] != ' ')
            return true;
    }
    return false;
}

static void style_part(const struct part *part, enum face plain, struct styled *out) {
    size_t stars_open = 0;
    enum face face = plain;
    for (size_t i = 0; i < part->length;) {
        char c = part->start[i];
        size_t stars = c != '*' ? 0 : i + 1 < part->length && part->start[i + 1] == '*' ? 2 : 1;
        bool closes = stars != 0 && stars == stars_open;
        bool opens = stars != 0 && stars_open == 0 && has_partner(part, i, stars);
        if ((opens || closes) && out->count + 2 < SPANS_MAX) {
            end_span(out, face);
            stars_open = opens ? stars : 0;
            face = closes ? plain : stars == 2 ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM;
            i += stars;
            continue;
        }
        if (c == '\\' && i + 1 < part->length && ispunct((unsigned char)part->start[i + 1]))
            c = part->start[++i];
        text_add_char(&out->text, c == '\n' ? ' ' : c);
        i++;
    }
    end_span(out, face);
}

static enum style part_style(const struct part *part) {
    return part->heading == 0 ? STYLE_BODY : part->heading <= 2 ? STYLE_H2 : STYLE_H3;
}

static void fit_part(struct scene *s, struct block *b, const struct part *part, int width, unsigned flags) {
    enum style style = part_style(part);
    struct styled styled = {.count = 0};
    text_init(&styled.text);
    style_part(part, s->m.font[style].face, &styled);
    text_fit_spans(s, b, style, styled.text.bytes, styled.spans, styled.count, width,
                   flags | (part->heading != 0 ? FIT_BALANCE : 0u));
    b->colour = COLOUR_text;
    text_finish(&styled.text);
}

static void fit_mark(struct scene *s, struct block *b, const struct part *part) {
    char mark[8] = "\xE2\x80\xA2";
    if (isdigit((unsigned char)part->mark[0])) {
        memcpy(mark, part->mark, part->mark_length - 1);
        mark[part->mark_length - 1] = '\0';
    }
    text_fit(s, b, STYLE_BODY, mark, measure_icon(&s->m, 40), FIT_ONE_LINE);
    b->colour = COLOUR_primary;
}

static int gap_before(const struct scene *s, const struct part *parts, size_t i) {
    if (i == 0)
        return 0;
    bool tight = parts[i].mark != NULL && parts[i - 1].mark != NULL;
    bool small = s->m.narrow && s->m.compact;
    double gap = tight ? 10 : parts[i].heading != 0 ? 32 : parts[i - 1].heading != 0 ? 8 : 24;
    return measure_space(&s->m, small && gap > 16 ? 16 : gap);
}

void markdown_layout(struct scene *s, struct node *n, int width) {
    struct part *parts = xcalloc(BLOCKS_MAX, sizeof *parts);
    size_t count = n->text != NULL ? cut_parts(n->text, parts) : 0;
    struct block *blocks = node_blocks(s->page, n, count * 2);
    unsigned flags = s->page->center ? FIT_CENTER : 0;
    int indent = measure_icon(&s->m, 34);
    int y = 0;
    for (size_t i = 0; i < count; i++) {
        struct block *b = &blocks[i * 2];
        bool item = parts[i].mark != NULL;
        y += gap_before(s, parts, i);
        fit_part(s, b, &parts[i], item ? width - indent : width, item ? 0 : flags);
        b->x = item ? indent : 0;
        b->y = y;
        if (item) {
            fit_mark(s, b + 1, &parts[i]);
            b[1].y = y;
        }
        y += b->h;
    }
    free(parts);
    n->box.w = width;
    n->box.h = y;
}
