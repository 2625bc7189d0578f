/* Plays a module's source in a test: every request is noted as one line of text, every answer comes from a list. */
#ifndef TESTS_UNIT_SCRIPT_PLAY_H
#define TESTS_UNIT_SCRIPT_PLAY_H

#include "../cmocka_all.h"

#include "base/text.h"
#include "script/bundle.h"
#include "script/guest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "module { id = \"m\", title = \"M\" }\n"

struct play {
    struct error err;
    enum guest_event event;
    json_t *requests; /* of all, the first is module */
};

static inline struct bundle *bundle_of(const char *source, const char *words) {
    struct error err = {0};
    struct bundle *b = bundle_from_text("m", source, strlen(source), &err);
    assert_non_null(b);
    if (words != NULL)
        assert_true(bundle_add_text(b, "words.lua", words, strlen(words), &err));
    return b;
}

/* answers: JSON list for the requests after module; beyond its end nil. */
static inline struct play play_full(const char *source, const char *words, const char *answers,
                                    const struct guest_options *options, size_t most) {
    struct play p = {.requests = json_array()};
    struct bundle *b = bundle_of(source, words);
    json_t *list = answers != NULL ? value_parse(answers, strlen(answers), &p.err) : json_array(), *request;
    assert_non_null(list);
    struct guest *g = guest_create(b, options, &p.err);
    p.event = GUEST_FAILED;
    for (size_t i = 0; g != NULL && i < most; i++) {
        const json_t *answer = i >= 2 ? json_array_get(list, i - 2) : NULL;
        p.event = guest_resume(g, answer, &request, &p.err);
        if (p.event != GUEST_REQUEST)
            break;
        json_array_append_new(p.requests, request);
    }
    guest_destroy(g);
    bundle_destroy(b);
    json_decref(list);
    return p;
}

static inline struct play play(const char *source, const char *answers) {
    return play_full(source, NULL, answers, NULL, 300);
}

static inline void play_end(struct play *p) {
    json_decref(p->requests);
}

/* "kind key line" of request i (0 is module). */
static inline const char *play_line(const struct play *p, size_t i) {
    static char line[200];
    const json_t *r = json_array_get(p->requests, i);
    snprintf(line, sizeof line, "%s %s %d", value_string(r, "kind", "none"), value_string(r, "key", "-"),
             (int)value_int(r, "line", 0));
    return line;
}

static inline void assert_args(const struct play *p, size_t i, const char *json) {
    char *dump = value_dump(json_object_get(json_array_get(p->requests, i), "args"));
    if (dump == NULL)
        fail_msg("no request %zu; %s:%d: %s", i, p->err.file, p->err.line, p->err.text);
    assert_string_equal(dump, json);
    free(dump);
}

static inline void assert_ended(const struct play *p) {
    if (p->event == GUEST_FAILED)
        fail_msg("%s:%d: %s", p->err.file, p->err.line, p->err.text);
    assert_int_equal(p->event, GUEST_ENDED);
}

/* The whole source fails with this text, at this place. */
static inline void assert_fails(const char *source, const char *answers, int line, const char *text) {
    struct play p = play(source, answers);
    if (p.event != GUEST_FAILED)
        fail_msg("did not fail: %s", source);
    if (strcmp(p.err.text, text) != 0 || p.err.line != line)
        fail_msg("%s\n  expected %d: %s\n  got      %d: %s", source, line, text, p.err.line, p.err.text);
    assert_string_not_equal(p.err.file, "");
    play_end(&p);
}

#endif
