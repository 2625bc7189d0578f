/* Breaking text into lines. Widths come from the ruler and are remembered per word, so that breaking a paragraph anew
 * after a key costs next to nothing. Break opportunities are those of UAX 14 (libunibreak); a word wider than the line
 * is broken between letters. */
#ifndef SCENE_LINES_H
#define SCENE_LINES_H

#include "scene/draw.h"

struct word_width {
    uint64_t key; /* 0: empty */
    float width;
};

enum { WORD_WIDTHS = 4096 };

struct breaker {
    const struct ruler *ruler;
    struct word_width *widths; /* WORD_WIDTHS of them, or NULL */
};

/* A stretch of one face. Spans cover a text from its start to its end, in order. */
struct span {
    size_t start, length;
    enum face face;
};

struct line {
    size_t start, length; /* bytes; length without the spaces at its end */
    size_t next;          /* where the next line starts */
    float width;          /* px, without the spaces at its end */
};

struct lines {
    struct line *items;
    size_t count, room;
};

void breaker_init(struct breaker *b, const struct ruler *ruler);
void breaker_finish(struct breaker *b);
float breaker_width(struct breaker *b, enum face face, int size_px, const char *utf8, size_t count_bytes);

enum break_flags {
    BREAK_BALANCE = 1u << 0, /* lines of about the same width, as few as greedy breaking needs */
    BREAK_WIDOW = 1u << 1,   /* no last line of one word */
};

/* Appends nothing, replaces: out holds the lines of text afterwards, at least one. */
void lines_break(struct breaker *b, const struct span *spans, size_t span_count, int size_px, const char *utf8,
                 size_t count_bytes, float max_width_px, unsigned flags, struct lines *out);
void lines_finish(struct lines *l);
/* True for characters that only modify the one before (combining marks, joiners, variation selectors). */
bool char_joins(uint32_t codepoint);
/* Offsets of what a reader takes for one character: the next or previous place for a caret. */
size_t caret_next(const char *utf8, size_t length, size_t at);
size_t caret_prev(const char *utf8, size_t length, size_t at);

#endif
