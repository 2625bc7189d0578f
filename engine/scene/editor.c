/* The text of an editor: changes, undo, pre-edit; see editor.h. Keys and places are in editor_keys.c.
 * Every change goes through change(), which notes it for undo; the pre-edit goes through replace() and is never noted.
 */
#include "scene/editor.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX_BYTES = 100000, GROUP_MS = 1000 };

struct editor *editor_create(bool many_lines, bool digits_only) {
    struct editor *e = xcalloc(1, sizeof *e);
    text_init(&e->text);
    e->many_lines = many_lines;
    e->digits_only = digits_only;
    e->goal_px = -1;
    e->paragraphs = xcalloc(1, sizeof *e->paragraphs);
    e->paragraph_count = e->paragraph_room = 1;
    return e;
}

static void forget_edits(struct editor *e, size_t from) {
    for (size_t i = from; i < e->edit_count; i++) {
        free(e->edits[i].removed);
        free(e->edits[i].added);
    }
    e->edit_count = from;
}

void editor_destroy(struct editor *e) {
    if (e == NULL)
        return;
    forget_edits(e, 0);
    free(e->edits);
    for (size_t i = 0; i < e->paragraph_count; i++)
        lines_finish(&e->paragraphs[i].lines);
    free(e->paragraphs);
    text_finish(&e->text);
    free(e);
}

/* The paragraph that holds an offset. */
static size_t paragraph_at(const struct editor *e, size_t at) {
    size_t low = 0;
    size_t high = e->paragraph_count - 1;
    while (low < high) {
        size_t middle = (low + high + 1) / 2;
        if (e->paragraphs[middle].start <= at)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static size_t count_newlines(const char *bytes, size_t from, size_t to) {
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += bytes[i] == '\n';
    return count;
}

/* Makes room for `count` fresh paragraphs in the place of first .. last. */
static void renew_paragraphs(struct editor *e, size_t first, size_t last, size_t count) {
    for (size_t i = first; i <= last; i++)
        lines_finish(&e->paragraphs[i].lines);
    size_t total = e->paragraph_count - (last - first + 1) + count;
    if (total > e->paragraph_room) {
        e->paragraph_room = total * 2;
        e->paragraphs = xrealloc(e->paragraphs, e->paragraph_room * sizeof *e->paragraphs);
    }
    memmove(&e->paragraphs[first + count], &e->paragraphs[last + 1],
            (e->paragraph_count - last - 1) * sizeof *e->paragraphs);
    memset(&e->paragraphs[first], 0, count * sizeof *e->paragraphs);
    e->paragraph_count = total;
}

static void cut_paragraphs(struct editor *e, size_t first, size_t count, size_t start, size_t end) {
    const char *bytes = e->text.bytes;
    for (size_t i = 0; i < count; i++) {
        size_t stop = start;
        while (stop < end && bytes[stop] != '\n')
            stop++;
        e->paragraphs[first + i].start = start;
        e->paragraphs[first + i].length = stop - start;
        start = stop + 1;
    }
}

/* The one place where the text changes. */
static void replace(struct editor *e, size_t from, size_t to, const char *bytes, size_t count) {
    size_t first = paragraph_at(e, from);
    size_t last = paragraph_at(e, to);
    size_t start = e->paragraphs[first].start;
    size_t end = e->paragraphs[last].start + e->paragraphs[last].length - (to - from) + count;
    text_splice(&e->text, from, to, bytes, count);
    size_t fresh = count_newlines(e->text.bytes, start, end) + 1;
    renew_paragraphs(e, first, last, fresh);
    cut_paragraphs(e, first, fresh, start, end);
    for (size_t i = first + fresh; i < e->paragraph_count; i++)
        e->paragraphs[i].start = e->paragraphs[i].start - (to - from) + count;
    e->broken = false;
}

static void drop_pre(struct editor *e) {
    if (e->pre_size == 0)
        return;
    replace(e, e->pre_at, e->pre_at + e->pre_size, "", 0);
    e->caret = e->anchor = e->pre_at;
    e->pre_size = 0;
}

void editor_set(struct editor *e, const char *utf8) {
    char *clean = utf8_clean(utf8, strlen(utf8));
    forget_edits(e, 0);
    e->done = 0;
    e->typing = false;
    e->pre_size = 0;
    replace(e, 0, e->text.length_bytes, clean, strlen(clean));
    e->caret = e->anchor = e->text.length_bytes;
    e->scroll_px = 0;
    free(clean);
}

char *editor_value(const struct editor *e) {
    char *value = xstrndup(e->text.bytes, e->text.length_bytes);
    if (e->pre_size != 0)
        memmove(value + e->pre_at, value + e->pre_at + e->pre_size, e->text.length_bytes - e->pre_at - e->pre_size + 1);
    return value;
}

bool editor_is_empty(const struct editor *e) {
    return e->text.length_bytes == e->pre_size;
}

/* True when the new letters could be added to the edit before. */
static bool joins_last(const struct editor *e, size_t at, size_t to, const char *bytes) {
    if (!e->typing || e->done == 0 || at != to)
        return false;
    const struct edit *last = &e->edits[e->done - 1];
    return last->group == e->group && last->removed[0] == '\0' && last->at + strlen(last->added) == at &&
           strchr(bytes, '\n') == NULL;
}

static void note(struct editor *e, size_t at, size_t to, const char *bytes) {
    forget_edits(e, e->done);
    if (joins_last(e, at, to, bytes)) {
        struct edit *last = &e->edits[e->done - 1];
        size_t have = strlen(last->added);
        last->added = xrealloc(last->added, have + strlen(bytes) + 1);
        memcpy(last->added + have, bytes, strlen(bytes) + 1);
        return;
    }
    if (e->edit_count == e->edit_room) {
        e->edit_room = e->edit_room != 0 ? e->edit_room * 2 : 16;
        e->edits = xrealloc(e->edits, e->edit_room * sizeof *e->edits);
    }
    e->edits[e->edit_count++] = (struct edit){.at = at,
                                              .removed = xstrndup(e->text.bytes + at, to - at),
                                              .added = xstrdup(bytes),
                                              .caret_before = e->caret,
                                              .anchor_before = e->anchor,
                                              .group = e->group};
    e->done = e->edit_count;
}

static unsigned change(struct editor *e, size_t from, size_t to, const char *bytes) {
    note(e, from, to, bytes);
    replace(e, from, to, bytes, strlen(bytes));
    e->caret = e->anchor = from + strlen(bytes);
    e->goal_px = -1;
    return EDIT_CHANGED | EDIT_MOVED | EDIT_USED;
}

/* Takes out what this editor does not hold: line ends in one line, letters in a number. */
static char *allowed(const struct editor *e, const char *utf8) {
    char *clean = utf8_clean(utf8, strlen(utf8));
    size_t kept = 0;
    for (size_t i = 0; clean[i] != '\0'; i++) {
        char c = clean[i];
        if (c == '\n' && !e->many_lines)
            c = ' ';
        if (e->digits_only && strchr("0123456789.,-", c) == NULL)
            continue;
        clean[kept++] = c;
    }
    clean[kept] = '\0';
    return clean;
}

/* A run of typing is one step of undo until a pause, a new line, or anything but typing. */
static void begin_group(struct editor *e, bool typed, int64_t now_ms) {
    if (!typed || !e->typing || now_ms - e->typed_ms > GROUP_MS || e->caret != e->anchor)
        e->group++;
    e->typing = typed;
    e->typed_ms = now_ms;
}

unsigned editor_insert(struct editor *e, const char *utf8, bool typed, int64_t now_ms) {
    drop_pre(e);
    char *clean = allowed(e, utf8);
    size_t from = e->caret < e->anchor ? e->caret : e->anchor;
    size_t to = e->caret < e->anchor ? e->anchor : e->caret;
    unsigned result = EDIT_USED;
    bool fits = e->text.length_bytes - (to - from) + strlen(clean) <= TEXT_MAX_BYTES;
    if (fits && (clean[0] != '\0' || from != to)) {
        begin_group(e, typed && strcmp(clean, "\n") != 0, now_ms);
        result = change(e, from, to, clean);
    }
    free(clean);
    return result;
}

unsigned editor_remove(struct editor *e, size_t from, size_t to) {
    if (from >= to)
        return EDIT_USED;
    begin_group(e, false, 0);
    return change(e, from, to, "");
}

unsigned editor_keep_pre(struct editor *e, int64_t now_ms) {
    if (e->pre_size == 0)
        return EDIT_NOTHING;
    char *pre = xstrndup(e->text.bytes + e->pre_at, e->pre_size);
    unsigned result = editor_insert(e, pre, true, now_ms);
    free(pre);
    return result;
}

void editor_compose(struct editor *e, const char *utf8, int caret) {
    drop_pre(e);
    if (utf8[0] == '\0')
        return;
    if (e->caret != e->anchor)
        editor_insert(e, "", false, 0);
    char *clean = allowed(e, utf8);
    e->pre_at = e->caret;
    e->pre_size = strlen(clean);
    replace(e, e->caret, e->caret, clean, e->pre_size);
    size_t at = caret < 0 ? e->pre_size : 0;
    for (int i = 0; i < caret && at < e->pre_size; i++)
        utf8_next(clean, e->pre_size, &at);
    e->caret = e->anchor = e->pre_at + at;
    e->typing = false;
    free(clean);
}

/* Takes back the last group of edits, or puts it in again. */
unsigned editor_undo(struct editor *e, bool redo) {
    drop_pre(e);
    if (redo ? e->done == e->edit_count : e->done == 0)
        return EDIT_USED;
    unsigned group = e->edits[redo ? e->done : e->done - 1].group;
    while (redo ? e->done < e->edit_count : e->done > 0) {
        const struct edit *step = &e->edits[redo ? e->done : e->done - 1];
        if (step->group != group)
            break;
        const char *out = redo ? step->removed : step->added;
        const char *in = redo ? step->added : step->removed;
        replace(e, step->at, step->at + strlen(out), in, strlen(in));
        e->caret = redo ? step->at + strlen(in) : step->caret_before;
        e->anchor = redo ? e->caret : step->anchor_before;
        e->done = redo ? e->done + 1 : e->done - 1;
    }
    e->typing = false;
    e->goal_px = -1;
    return EDIT_CHANGED | EDIT_MOVED | EDIT_USED;
}

void editor_break(struct editor *e, struct breaker *b, enum face face, int size_px, int width_px) {
    bool same = e->face == face && e->size_px == size_px && e->width_px == width_px;
    if (same && e->broken)
        return;
    for (size_t i = 0; i < e->paragraph_count; i++) {
        struct paragraph *p = &e->paragraphs[i];
        if (same && p->lines.count != 0)
            continue;
        struct span span = {0, p->length, face};
        float width = e->many_lines ? (float)width_px : 1e9f;
        lines_break(b, &span, 1, size_px, e->text.bytes + p->start, p->length, width, 0, &p->lines);
    }
    e->face = face;
    e->size_px = size_px;
    e->width_px = width_px;
    e->broken = true;
}
