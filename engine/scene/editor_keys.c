/* Moving about in an editor: keys, words, wrapped lines, places; see editor.h.
 * The editor must have been broken into lines before a place is asked for; editor_key() does that itself.
 */
#include "scene/editor.h"

#include "base/xalloc.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

size_t editor_line_count(const struct editor *e) {
    size_t count = 0;
    for (size_t i = 0; i < e->paragraph_count; i++)
        count += e->paragraphs[i].lines.count;
    return count;
}

/* The paragraph and the line within it of a wrapped line. */
static const struct paragraph *find_line(const struct editor *e, size_t line, size_t *out_within) {
    for (size_t i = 0; i < e->paragraph_count; i++) {
        if (line < e->paragraphs[i].lines.count) {
            *out_within = line;
            return &e->paragraphs[i];
        }
        line -= e->paragraphs[i].lines.count;
    }
    return NULL;
}

bool editor_line(const struct editor *e, size_t line, size_t *out_start, size_t *out_length) {
    size_t within;
    const struct paragraph *p = find_line(e, line, &within);
    if (p == NULL)
        return false;
    *out_start = p->start + p->lines.items[within].start;
    *out_length = p->lines.items[within].length;
    return true;
}

static float line_x(const struct editor *e, struct breaker *b, size_t start, size_t length, size_t at) {
    return b->ruler->caret(b->ruler->context, e->face, e->size_px, e->text.bytes + start, length, at - start);
}

void editor_place(const struct editor *e, struct breaker *b, size_t at, size_t *out_line, float *out_x) {
    size_t line = 0;
    size_t i = 0;
    for (; i + 1 < e->paragraph_count && e->paragraphs[i + 1].start <= at; i++)
        line += e->paragraphs[i].lines.count;
    const struct paragraph *p = &e->paragraphs[i];
    size_t within = 0;
    while (within + 1 < p->lines.count && p->start + p->lines.items[within + 1].start <= at)
        within++;
    size_t start = p->start + p->lines.items[within].start;
    /* Spaces at a line's end count for the caret, so that it moves when a space is typed. */
    size_t end = p->start + p->lines.items[within].next;
    size_t length = at > end ? end - start : at - start;
    size_t whole = p->lines.items[within].length;
    *out_line = line + within;
    *out_x = line_x(e, b, start, length > whole ? length : whole, start + length);
}

size_t editor_at(const struct editor *e, struct breaker *b, size_t line, float x) {
    size_t start;
    size_t length;
    size_t count = editor_line_count(e);
    if (!editor_line(e, line < count ? line : count - 1, &start, &length))
        return 0;
    size_t best = start;
    float best_far = -1;
    for (size_t at = start;; at = caret_next(e->text.bytes, start + length, at)) {
        float far = line_x(e, b, start, length, at) - x;
        far = far < 0 ? -far : far;
        if (best_far < 0 || far < best_far) {
            best_far = far;
            best = at;
        }
        if (at >= start + length)
            return best;
    }
}

void editor_move(struct editor *e, size_t to, bool select) {
    e->caret = to <= e->text.length_bytes ? to : e->text.length_bytes;
    if (!select)
        e->anchor = e->caret;
    e->typing = false;
    e->goal_px = -1;
}

static bool is_word(const char *bytes, size_t at) {
    unsigned char c = (unsigned char)bytes[at];
    return c >= 0x80 || isalnum(c) || c == '\'' || c == '_';
}

static size_t word_left(const struct editor *e, size_t at) {
    const char *s = e->text.bytes;
    while (at > 0 && !is_word(s, at - 1))
        at--;
    while (at > 0 && is_word(s, at - 1))
        at--;
    return at;
}

static size_t word_right(const struct editor *e, size_t at) {
    const char *s = e->text.bytes;
    while (at < e->text.length_bytes && is_word(s, at))
        at++;
    while (at < e->text.length_bytes && !is_word(s, at))
        at++;
    return at;
}

void editor_select_word(struct editor *e, size_t at) {
    size_t from = at;
    size_t to = at;
    while (from > 0 && is_word(e->text.bytes, from - 1))
        from--;
    while (to < e->text.length_bytes && is_word(e->text.bytes, to))
        to++;
    editor_move(e, to, false);
    e->anchor = from;
}

static unsigned step_lines(struct editor *e, struct breaker *b, int by, bool select) {
    size_t line;
    float x;
    editor_place(e, b, e->caret, &line, &x);
    float goal = e->goal_px >= 0 ? e->goal_px : x;
    size_t to = by < 0 ? 0 : e->text.length_bytes;
    if (by > 0 ? line + 1 < editor_line_count(e) : line > 0)
        to = editor_at(e, b, by > 0 ? line + 1 : line - 1, goal);
    editor_move(e, to, select);
    e->goal_px = goal;
    return EDIT_MOVED | EDIT_USED;
}

static unsigned line_edge(struct editor *e, struct breaker *b, bool end, bool select) {
    size_t line;
    float x;
    size_t start;
    size_t length;
    editor_place(e, b, e->caret, &line, &x);
    editor_line(e, line, &start, &length);
    editor_move(e, end ? start + length : start, select);
    return EDIT_MOVED | EDIT_USED;
}

/* Removes the selection, or what lies between the caret and `to`. */
static unsigned erase(struct editor *e, size_t to) {
    if (e->caret != e->anchor)
        return editor_insert(e, "", false, 0);
    return to < e->caret ? editor_remove(e, to, e->caret) : editor_remove(e, e->caret, to);
}

static char *selection(const struct editor *e) {
    size_t from = e->caret < e->anchor ? e->caret : e->anchor;
    size_t to = e->caret < e->anchor ? e->anchor : e->caret;
    return to > from ? xstrndup(e->text.bytes + from, to - from) : NULL;
}

static unsigned copy(struct editor *e, bool cut, char **out_copied) {
    char *chosen = selection(e);
    if (chosen == NULL)
        return EDIT_USED;
    *out_copied = chosen;
    return EDIT_COPIED | EDIT_USED | (cut ? editor_insert(e, "", false, 0) : 0u);
}

static unsigned control_key(struct editor *e, const char *key, bool shift, char **out_copied) {
    if (strcmp(key, "A") == 0) {
        editor_move(e, e->text.length_bytes, false);
        e->anchor = 0;
        return EDIT_MOVED | EDIT_USED;
    }
    if (strcmp(key, "C") == 0 || strcmp(key, "X") == 0)
        return copy(e, key[0] == 'X', out_copied);
    if (strcmp(key, "V") == 0)
        return EDIT_PASTE | EDIT_USED;
    if (strcmp(key, "Z") == 0)
        return editor_undo(e, shift);
    if (strcmp(key, "Y") == 0)
        return editor_undo(e, true);
    return EDIT_NOTHING;
}

static unsigned move_key(struct editor *e, bool left, bool words, bool select) {
    size_t from = e->caret < e->anchor ? e->caret : e->anchor;
    size_t to = e->caret < e->anchor ? e->anchor : e->caret;
    size_t at = left ? caret_prev(e->text.bytes, e->text.length_bytes, e->caret)
                     : caret_next(e->text.bytes, e->text.length_bytes, e->caret);
    if (words)
        at = left ? word_left(e, e->caret) : word_right(e, e->caret);
    else if (!select && from != to)
        at = left ? from : to;
    editor_move(e, at, select);
    return EDIT_MOVED | EDIT_USED;
}

static unsigned erase_key(struct editor *e, bool left, bool words) {
    if (words)
        return erase(e, left ? word_left(e, e->caret) : word_right(e, e->caret));
    return erase(e, left ? caret_prev(e->text.bytes, e->text.length_bytes, e->caret)
                         : caret_next(e->text.bytes, e->text.length_bytes, e->caret));
}

unsigned editor_key(struct editor *e, struct breaker *b, const struct event *event, int64_t now_ms, char **out_copied) {
    const char *key = event->key;
    bool shift = (event->mods & MOD_SHIFT) != 0;
    bool ctrl = (event->mods & MOD_CTRL) != 0;
    bool left = strcmp(key, "Left") == 0;
    bool up = strcmp(key, "Up") == 0;
    bool end = strcmp(key, "End") == 0;
    bool back = strcmp(key, "Backspace") == 0;
    if (e->pre_size != 0)
        return EDIT_USED; /* the input method has the keys */
    editor_break(e, b, e->face, e->size_px, e->width_px);
    if (left || strcmp(key, "Right") == 0)
        return move_key(e, left, ctrl, shift);
    if (end || strcmp(key, "Home") == 0) {
        if (!ctrl)
            return line_edge(e, b, end, shift);
        editor_move(e, end ? e->text.length_bytes : 0, shift);
        return EDIT_MOVED | EDIT_USED;
    }
    if (e->many_lines && (up || strcmp(key, "Down") == 0))
        return step_lines(e, b, up ? -1 : 1, shift);
    if (back || strcmp(key, "Delete") == 0)
        return erase_key(e, back, ctrl);
    if (e->many_lines && !ctrl && (strcmp(key, "Return") == 0 || strcmp(key, "Keypad Enter") == 0))
        return editor_insert(e, "\n", false, now_ms);
    return ctrl ? control_key(e, key, shift, out_copied) : EDIT_NOTHING;
}
