/* Text blocks: a text, a style and a width become pieces, one per line and face. A block that was made for the
 * same width is left alone, so laying a page out again costs no text. Styles give face, size and line height;
 * alignment is within the width that was asked for. */
#include "scene/inside.h"

#include <math.h>
#include <string.h>

static int piece_width(struct scene *s, enum face face, int size, const char *text, size_t count) {
    return (int)ceilf(breaker_width(&s->breaker, face, size, text, count));
}

static size_t count_pieces(const struct lines *lines, const struct span *spans, size_t span_count) {
    size_t count = 0;
    for (size_t i = 0; i < lines->count; i++) {
        size_t from = lines->items[i].start;
        size_t to = from + lines->items[i].length;
        for (size_t k = 0; k < span_count; k++)
            count += spans[k].start < to && spans[k].start + spans[k].length > from;
    }
    return count;
}

/* The pieces of one line, left to right; returns the line's width. */
static int fill_line(struct scene *s, struct block *b, const struct line *line, const struct span *spans,
                     size_t span_count, const char *text, const struct font *font, int y) {
    int x = 0;
    size_t end = line->start + line->length;
    for (size_t k = 0; k < span_count; k++) {
        size_t from = spans[k].start > line->start ? spans[k].start : line->start;
        size_t to = spans[k].start + spans[k].length < end ? spans[k].start + spans[k].length : end;
        if (from >= to)
            continue;
        struct piece *p = &b->pieces[b->count++];
        float exact = breaker_width(&s->breaker, spans[k].face, font->size, text + from, to - from);
        *p = (struct piece){.x = x,
                            .y = y,
                            .w = (int)ceilf(exact),
                            .h = font->line,
                            .face = spans[k].face,
                            .size = font->size,
                            .text = arena_text(&s->page->text_arena, text + from, to - from)};
        x += (int)lroundf(exact);
    }
    if (b->count > 0 && x > 0 && x < b->pieces[b->count - 1].x + b->pieces[b->count - 1].w)
        x = b->pieces[b->count - 1].x + b->pieces[b->count - 1].w;
    return x;
}

static void align_line(struct block *b, size_t from, int width, int room, unsigned flags) {
    int shift = (flags & FIT_CENTER) != 0 ? (room - width) / 2 : (flags & FIT_RIGHT) != 0 ? room - width : 0;
    for (size_t i = from; i < b->count && shift > 0; i++)
        b->pieces[i].x += shift;
}

static void place_lines(struct scene *s, struct block *b, const struct lines *lines, const struct span *spans,
                        size_t span_count, const char *text, const struct font *font, int width, unsigned flags) {
    b->pieces = arena_get(&s->page->text_arena, count_pieces(lines, spans, span_count) * sizeof *b->pieces + 1);
    b->count = 0;
    b->w = 0;
    for (size_t i = 0; i < lines->count; i++) {
        size_t from = b->count;
        int line_w = fill_line(s, b, &lines->items[i], spans, span_count, text, font, (int)i * font->line);
        align_line(b, from, line_w, width, flags);
        b->w = line_w > b->w ? line_w : b->w;
    }
    if ((flags & (FIT_CENTER | FIT_RIGHT)) != 0)
        b->w = width;
    b->h = (int)lines->count * font->line;
}

void text_fit_spans(struct scene *s, struct block *b, enum style style, const char *text, const struct span *spans,
                    size_t span_count, int width, unsigned flags) {
    if (b->set && b->for_width == width && b->for_style == (int)style && b->flags == flags)
        return;
    const struct font *font = &s->m.font[style];
    struct lines lines = {0};
    unsigned how = (flags & FIT_BALANCE) != 0 ? BREAK_BALANCE : BREAK_WIDOW;
    float room = (flags & FIT_ONE_LINE) != 0 ? 1e9f : (float)(width > 1 ? width : 1);
    lines_break(&s->breaker, spans, span_count, font->size, text, strlen(text), room, how, &lines);
    place_lines(s, b, &lines, spans, span_count, text, font, width, flags);
    lines_finish(&lines);
    b->set = true;
    b->for_width = width;
    b->for_style = (int)style;
    b->flags = flags;
}

void text_fit(struct scene *s, struct block *b, enum style style, const char *text, int width, unsigned flags) {
    const char *shown = text != NULL ? text : "";
    struct span span = {0, strlen(shown), s->m.font[style].face};
    text_fit_spans(s, b, style, shown, &span, 1, width, flags);
}

int text_natural(struct scene *s, enum style style, const char *text) {
    const struct font *font = &s->m.font[style];
    return text != NULL ? piece_width(s, font->face, font->size, text, strlen(text)) : 0;
}
