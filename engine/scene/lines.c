/* Line breaking; see lines.h. A text becomes atoms (the stretches between two places where a line may end, cut at
 * changes of face), atoms are measured once, and lines are filled greedily. Balancing is the same filling with the
 * narrowest width that does not need more lines. */
#include "scene/lines.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <fribidi.h>
#include <linebreak.h>
#include <stdlib.h>
#include <string.h>

struct atom {
    size_t start, length;
    float width, trimmed; /* with and without the spaces at its end */
    bool may_end, must_end;
};

struct atoms {
    struct atom *items;
    size_t count, room;
};

void breaker_init(struct breaker *b, const struct ruler *ruler) {
    b->ruler = ruler;
    b->widths = xcalloc(WORD_WIDTHS, sizeof *b->widths);
}

void breaker_finish(struct breaker *b) {
    free(b->widths);
    b->widths = NULL;
}

static uint64_t hash_word(enum face face, int size_px, const char *utf8, size_t count_bytes) {
    uint64_t h = (1469598103934665603u ^ (uint64_t)face) * 1099511628211u;
    h = (h ^ (uint64_t)size_px << 8) * 0x9E3779B97F4A7C15u; /* mixed in, else "t" at 24 px is "T" at 56 px */
    for (size_t i = 0; i < count_bytes; i++)
        h = (h ^ (unsigned char)utf8[i]) * 1099511628211u;
    h ^= h >> 29;
    return h != 0 ? h : 1;
}

float breaker_width(struct breaker *b, enum face face, int size_px, const char *utf8, size_t count_bytes) {
    if (count_bytes == 0)
        return 0;
    if (b->widths == NULL || count_bytes > 64)
        return b->ruler->width(b->ruler->context, face, size_px, utf8, count_bytes);
    uint64_t key = hash_word(face, size_px, utf8, count_bytes);
    struct word_width *slot = &b->widths[key % WORD_WIDTHS];
    if (slot->key != key) {
        slot->key = key;
        slot->width = b->ruler->width(b->ruler->context, face, size_px, utf8, count_bytes);
    }
    return slot->width;
}

bool char_joins(uint32_t c) {
    if (c < 0x300)
        return false;
    bool mark = fribidi_get_bidi_type(c) == FRIBIDI_TYPE_NSM;
    return mark || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
}

size_t caret_next(const char *utf8, size_t length, size_t at) {
    bool joined = false;
    while (at < length) {
        uint32_t c = utf8_next(utf8, length, &at);
        joined = c == 0x200D;
        size_t peek = at;
        if (at < length && !joined && !char_joins(utf8_next(utf8, length, &peek)))
            break;
    }
    return at;
}

size_t caret_prev(const char *utf8, size_t length, size_t at) {
    while (at > 0) {
        at = utf8_prev_offset(utf8, at);
        size_t peek = at;
        uint32_t c = utf8_next(utf8, length, &peek);
        size_t before = at > 0 ? utf8_prev_offset(utf8, at) : 0;
        size_t before_end = before;
        bool after_joiner = at > 0 && utf8_next(utf8, length, &before_end) == 0x200D;
        if (!char_joins(c) && !after_joiner)
            break;
    }
    return at;
}

static void add_atom(struct atoms *list, struct atom a) {
    if (list->count == list->room) {
        list->room = list->room != 0 ? list->room * 2 : 32;
        list->items = xrealloc(list->items, list->room * sizeof *list->items);
    }
    list->items[list->count++] = a;
}

static size_t trim(const char *utf8, size_t start, size_t end) {
    while (end > start && (utf8[end - 1] == ' ' || utf8[end - 1] == '\n' || utf8[end - 1] == '\t'))
        end--;
    return end;
}

/* A word wider than a line: letters are collected while they fit. */
static void split_atom(struct breaker *b, struct atoms *list, struct atom a, enum face face, int size_px,
                       const char *utf8, float max_px) {
    size_t end = a.start + a.length;
    size_t from = a.start;
    while (from < end) {
        size_t to = caret_next(utf8, end, from);
        float width = breaker_width(b, face, size_px, utf8 + from, to - from);
        while (to < end) {
            size_t next = caret_next(utf8, end, to);
            float wider = b->ruler->width(b->ruler->context, face, size_px, utf8 + from, next - from);
            if (wider > max_px && next < end)
                break;
            if (wider > max_px && trim(utf8, from, next) == next)
                break;
            to = next;
            width = wider;
        }
        bool last = to == end;
        add_atom(list, (struct atom){from, to - from, width, width, last ? a.may_end : true, last && a.must_end});
        from = to;
    }
}

static void make_atom(struct breaker *b, struct atoms *list, struct atom a, enum face face, int size_px,
                      const char *utf8, float max_px) {
    size_t end = a.start + a.length;
    size_t inked = trim(utf8, a.start, end);
    size_t flat = end;
    while (flat > inked && utf8[flat - 1] == '\n')
        flat--;
    a.trimmed = breaker_width(b, face, size_px, utf8 + a.start, inked - a.start);
    a.width = flat == inked ? a.trimmed : breaker_width(b, face, size_px, utf8 + a.start, flat - a.start);
    if (a.trimmed > max_px && max_px > 0)
        split_atom(b, list, a, face, size_px, utf8, max_px);
    else
        add_atom(list, a);
}

static void make_atoms(struct breaker *b, const struct span *spans, size_t span_count, int size_px, const char *utf8,
                       size_t count_bytes, float max_px, struct atoms *out) {
    char *breaks = xcalloc(count_bytes + 1, 1);
    set_linebreaks_utf8((const utf8_t *)utf8, count_bytes, "en", breaks);
    for (size_t s = 0; s < span_count; s++) {
        size_t start = spans[s].start;
        size_t span_end = start + spans[s].length;
        for (size_t i = start; i < span_end; i++) {
            bool must = breaks[i] == LINEBREAK_MUSTBREAK && utf8[i] == '\n';
            bool may = breaks[i] == LINEBREAK_ALLOWBREAK || must;
            if (!may && i + 1 < span_end)
                continue;
            make_atom(b, out, (struct atom){start, i + 1 - start, 0, 0, may, must}, spans[s].face, size_px, utf8,
                      max_px);
            start = i + 1;
        }
    }
    free(breaks);
}

static void add_line(struct lines *out, const char *utf8, size_t start, size_t end, float width) {
    if (out->count == out->room) {
        out->room = out->room != 0 ? out->room * 2 : 8;
        out->items = xrealloc(out->items, out->room * sizeof *out->items);
    }
    size_t inked = trim(utf8, start, end);
    out->items[out->count++] = (struct line){start, inked - start, end, width};
}

/* Greedy filling. last_atom, where given, is filled with the first atom of the last line. */
static void fill(const struct atoms *atoms, const char *utf8, size_t count_bytes, float max_px, struct lines *out,
                 size_t *last_atom) {
    size_t line_from = 0;   /* first atom of the line */
    size_t good = 0;        /* atom behind the last place where the line may end, 0: none */
    float width = 0;        /* of the atoms from line_from on, with spaces */
    float good_width = 0;   /* trimmed width up to good */
    float good_advance = 0; /* with spaces up to good */
    out->count = 0;
    for (size_t i = 0; i < atoms->count; i++) {
        const struct atom *a = &atoms->items[i];
        if (good > line_from && width + a->trimmed > max_px + 0.01f) {
            add_line(out, utf8, atoms->items[line_from].start, atoms->items[good].start, good_width);
            line_from = good;
            width -= good_advance;
            good_advance = 0;
            good = 0;
        }
        if (a->may_end) {
            good = i + 1;
            good_width = width + a->trimmed;
            good_advance = width + a->width;
        }
        width += a->width;
        if (a->must_end) {
            add_line(out, utf8, atoms->items[line_from].start, a->start + a->length, good_width);
            line_from = i + 1;
            width = good_advance = 0;
            good = 0;
        }
    }
    bool open = line_from < atoms->count;
    if (last_atom != NULL)
        *last_atom = line_from;
    bool ends_in_break = count_bytes > 0 && utf8[count_bytes - 1] == '\n';
    if (open) {
        const struct atom *last = &atoms->items[atoms->count - 1];
        add_line(out, utf8, atoms->items[line_from].start, count_bytes, width - last->width + last->trimmed);
    } else if (out->count == 0 || ends_in_break) {
        add_line(out, utf8, count_bytes, count_bytes, 0);
    }
}

static void balance(const struct atoms *atoms, const char *utf8, size_t count_bytes, float max_px, struct lines *out) {
    size_t want = out->count;
    float low = 0;
    float high = max_px;
    for (size_t i = 0; i < atoms->count; i++)
        low = atoms->items[i].trimmed > low ? atoms->items[i].trimmed : low;
    while (high - low > 2) {
        float middle = (low + high) / 2;
        fill(atoms, utf8, count_bytes, middle, out, NULL);
        if (out->count <= want)
            high = middle;
        else
            low = middle;
    }
    fill(atoms, utf8, count_bytes, high, out, NULL);
}

/* Moves the last word of the line before into a last line of one word. */
static void join_widow(const struct atoms *atoms, size_t last_atom, float max_px, const char *utf8, struct lines *out) {
    if (out->count < 2 || last_atom + 1 != atoms->count || last_atom < 3)
        return;
    const struct atom *moved = &atoms->items[last_atom - 1];
    const struct atom *before = moved - 1;
    struct line *line = &out->items[out->count - 2];
    struct line *last = line + 1;
    if (!before->may_end || moved->must_end || before->must_end || before->start <= line->start ||
        moved->width + last->width > max_px)
        return;
    /* Not when that leaves a short line above: two words over two lines are no better. */
    if (line->width - moved->trimmed < max_px * 0.6f)
        return;
    line->next = moved->start;
    line->length = trim(utf8, line->start, line->next) - line->start;
    line->width -= moved->trimmed + (before->width - before->trimmed);
    last->length += last->start - moved->start;
    last->start = moved->start;
    last->width += moved->width;
}

void lines_break(struct breaker *b, const struct span *spans, size_t span_count, int size_px, const char *utf8,
                 size_t count_bytes, float max_width_px, unsigned flags, struct lines *out) {
    struct atoms atoms = {0};
    size_t last_atom = 0;
    make_atoms(b, spans, span_count, size_px, utf8, count_bytes, max_width_px, &atoms);
    fill(&atoms, utf8, count_bytes, max_width_px, out, &last_atom);
    if ((flags & BREAK_BALANCE) != 0 && out->count > 1)
        balance(&atoms, utf8, count_bytes, max_width_px, out);
    else if ((flags & BREAK_WIDOW) != 0)
        join_widow(&atoms, last_atom, max_width_px, utf8, out);
    free(atoms.items);
}

void lines_finish(struct lines *l) {
    free(l->items);
    *l = (struct lines){0};
}
