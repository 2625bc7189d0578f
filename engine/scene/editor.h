/* A text being edited: caret, selection, undo, wrapped lines, the pre-edit text of an input method. Knows pixels only
 * through a breaker; draws nothing. Offsets are bytes and always at the edge of what a reader calls a character.
 * Only the paragraphs that a change touches are broken into lines again. */
#ifndef SCENE_EDITOR_H
#define SCENE_EDITOR_H

#include "base/event.h"
#include "base/text.h"
#include "scene/lines.h"

struct paragraph {
    size_t start, length; /* without its newline */
    struct lines lines;   /* offsets from the paragraph's start */
};

struct edit {
    size_t at;
    char *removed, *added; /* zero-terminated */
    size_t caret_before, anchor_before;
    unsigned group;
};

struct editor {
    struct text text;
    size_t caret, anchor; /* anchor == caret: nothing selected */
    bool many_lines;
    bool digits_only;
    struct paragraph *paragraphs;
    size_t paragraph_count, paragraph_room;
    struct edit *edits; /* undo and redo in one row: `done` of them are in the text */
    size_t edit_count, edit_room, done;
    unsigned group;
    bool typing;             /* the next letter joins the group */
    int64_t typed_ms;        /* when the last letter came */
    size_t pre_at, pre_size; /* pre-edit text within text; size 0: none */
    float goal_px;           /* column kept by Up and Down, < 0: none */
    int scroll_px;           /* own scrolling: down, or right for one line */
    /* How it was last broken. */
    enum face face;
    int size_px, width_px;
    bool broken;
};

enum edit_result {
    EDIT_NOTHING = 0,
    EDIT_MOVED = 1u << 0,   /* caret or selection */
    EDIT_CHANGED = 1u << 1, /* the text */
    EDIT_COPIED = 1u << 2,  /* *out_copied was given */
    EDIT_PASTE = 1u << 3,   /* wants EVENT_PASTE */
    EDIT_USED = 1u << 4,    /* the key was for the editor, even when nothing happened */
};

struct editor *editor_create(bool many_lines, bool digits_only);
void editor_destroy(struct editor *e);
/* Replaces all of it; undo is forgotten, the caret goes to the end. */
void editor_set(struct editor *e, const char *utf8);
/* The text without the pre-edit; given (free()). */
char *editor_value(const struct editor *e);
bool editor_is_empty(const struct editor *e);
/* Breaks into lines for this font and width; cheap when nothing changed. */
void editor_break(struct editor *e, struct breaker *b, enum face face, int size_px, int width_px);
/* Puts text over the selection, as typed or pasted. */
unsigned editor_insert(struct editor *e, const char *utf8, bool typed, int64_t now_ms);
unsigned editor_remove(struct editor *e, size_t from, size_t to);
/* An input method's pre-edit at the caret, in place of the one before; caret: characters of it before its caret, -1
 * all. */
void editor_compose(struct editor *e, const char *utf8, int caret);
/* The pre-edit becomes text, as if typed: when the focus goes, nothing that stands there is lost. */
unsigned editor_keep_pre(struct editor *e, int64_t now_ms);
unsigned editor_key(struct editor *e, struct breaker *b, const struct event *event, int64_t now_ms, char **out_copied);
unsigned editor_undo(struct editor *e, bool redo);
void editor_move(struct editor *e, size_t to, bool select);
void editor_select_word(struct editor *e, size_t at);
/* Number of wrapped lines; the line and the x of an offset; the offset nearest to a point. */
size_t editor_line_count(const struct editor *e);
void editor_place(const struct editor *e, struct breaker *b, size_t at, size_t *out_line, float *out_x);
size_t editor_at(const struct editor *e, struct breaker *b, size_t line, float x);
/* The line's text within e->text; false behind the last. */
bool editor_line(const struct editor *e, size_t line, size_t *out_start, size_t *out_length);

#endif
