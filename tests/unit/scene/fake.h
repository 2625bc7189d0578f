/* What the tests of this room share: a ruler with letters of half an em, a scene on the real tokens, pages from
 * JSON with single quotes, and events in one line. The tests run in the source folder and read
 * assets/tokens.json. */
#ifndef TESTS_SCENE_FAKE_H
#define TESTS_SCENE_FAKE_H

#include "base/text.h"
#include "scene/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline size_t fake_letters(const char *utf8, size_t count_bytes) {
    size_t letters = 0;
    for (size_t at = 0; at < count_bytes; letters++)
        at = caret_next(utf8, count_bytes, at);
    return letters;
}

static inline float fake_width(void *context, enum face face, int size_px, const char *utf8, size_t count_bytes) {
    size_t *calls = context;
    (void)face;
    *calls += 1;
    return (float)fake_letters(utf8, count_bytes) * (float)size_px * 0.5f;
}

static inline float fake_caret(void *context, enum face face, int size_px, const char *utf8, size_t count_bytes,
                               size_t offset) {
    (void)context;
    (void)face;
    return (float)fake_letters(utf8, offset < count_bytes ? offset : count_bytes) * (float)size_px * 0.5f;
}

struct fake {
    size_t calls;
    struct ruler ruler;
    json_t *tokens;
    struct scene *scene;
    struct scene_action action; /* of the last event */
    int64_t now_ms;
};

/* JSON with ' for " */
static inline json_t *fake_json(const char *text) {
    char *copy = strdup(text);
    for (char *c = copy; *c != '\0'; c++)
        *c = *c == '\'' ? '"' : *c;
    json_error_t why;
    json_t *value = json_loads(copy, JSON_DECODE_ANY, &why);
    if (value == NULL)
        print_error("%s\n%s\n", why.text, copy);
    assert_non_null(value);
    free(copy);
    return value;
}

static inline void fake_look(struct fake *f, int w, int h, int percent) {
    struct scene_look look = {.width_px = w, .height_px = h, .text_percent = percent};
    scene_set_look(f->scene, &look);
}

static inline void fake_begin(struct fake *f) {
    *f = (struct fake){.now_ms = 1000};
    f->ruler = (struct ruler){&f->calls, fake_width, fake_caret};
    f->tokens = json_load_file("assets/tokens.json", 0, NULL);
    assert_non_null(f->tokens);
    struct error err;
    f->scene = scene_create(&f->ruler, f->tokens, &err);
    assert_non_null(f->scene);
    fake_look(f, 1920, 1080, 100);
}

static inline void fake_end(struct fake *f) {
    scene_action_finish(&f->action);
    scene_destroy(f->scene);
    json_decref(f->tokens);
}

static inline void fake_page(struct fake *f, const char *text) {
    struct error err = {0};
    json_t *page = fake_json(text);
    bool shown = scene_set_page(f->scene, page, f->now_ms, &err);
    if (!shown)
        print_error("%s\n", err.text);
    assert_true(shown);
    json_decref(page);
}

static inline const char *fake_event(struct fake *f, struct event e) {
    scene_action_finish(&f->action);
    scene_event(f->scene, &e, f->now_ms, &f->action);
    return f->action.name;
}

/* "Shift+Ctrl+Left" */
static inline const char *fake_key(struct fake *f, const char *key) {
    struct event e = {.kind = EVENT_KEY};
    for (;;) {
        if (strncmp(key, "Shift+", 6) == 0) {
            e.mods |= MOD_SHIFT;
            key += 6;
        } else if (strncmp(key, "Ctrl+", 5) == 0) {
            e.mods |= MOD_CTRL;
            key += 5;
        } else {
            break;
        }
    }
    snprintf(e.key, sizeof e.key, "%s", key);
    return fake_event(f, e);
}

static inline const char *fake_type(struct fake *f, const char *text) {
    struct event e = {.kind = EVENT_TEXT};
    snprintf(e.text, sizeof e.text, "%s", text);
    return fake_event(f, e);
}

static inline const char *fake_pointer(struct fake *f, enum event_kind kind, int x, int y) {
    return fake_event(f, (struct event){.kind = kind, .x = x, .y = y});
}

static inline const char *fake_tap_at(struct fake *f, int x, int y) {
    fake_pointer(f, EVENT_POINTER_DOWN, x, y);
    return fake_pointer(f, EVENT_POINTER_UP, x, y);
}

static inline void fake_find(struct fake *f, const char *label, int *x, int *y) {
    struct error err = {0};
    bool found = scene_find(f->scene, NULL, label, x, y, &err);
    if (!found)
        print_error("%s\n", err.text);
    assert_true(found);
}

static inline const char *fake_tap(struct fake *f, const char *label) {
    int x;
    int y;
    fake_find(f, label, &x, &y);
    return fake_tap_at(f, x, y);
}

/* All field values as one text. */
static inline void fake_fields(struct fake *f, const char *expected) {
    json_t *fields = scene_fields(f->scene);
    char *dump = value_dump(fields);
    for (char *c = dump; *c != '\0'; c++)
        *c = *c == '"' ? '\'' : *c;
    assert_string_equal(dump, expected);
    free(dump);
    json_decref(fields);
}

#define FAKE_FOOTER                                                                                                    \
    "'footer':{'back':{'t':'button','action':'back','label':'Back','icon':'arrow-left'},"                              \
    "'primary':{'t':'button','action':'continue','label':'Continue','icon_after':'arrow-right'}}"

#endif
