/* Sentences of an outline; see aloud.h. "Pain now. Slider, 0 = No pain, 10 = Worst pain, 4." */
#include "app/aloud.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

#define SAID_AS(context, text) context, text

struct word {
    const char *name, *context, *text;
};

static const struct word roles[] = {
    {"button", SAID_AS("read aloud", "button")},    {"link", SAID_AS("read aloud", "link")},
    {"image", SAID_AS("read aloud", "picture")},    {"scale", SAID_AS("read aloud", "scale")},
    {"textbox", SAID_AS("read aloud", "text box")}, {"number", SAID_AS("read aloud", "number")},
    {"time", SAID_AS("read aloud", "time")},        {"date", SAID_AS("read aloud", "date")},
    {"list", SAID_AS("read aloud", "list")},        {"bodymap", SAID_AS("read aloud", "body map")},
    {"chart", SAID_AS("read aloud", "chart")},      {"table", SAID_AS("read aloud", "table")},
    {"pin", SAID_AS("read aloud", "PIN")},          {"player", SAID_AS("read aloud", "player")},
};

static const char *word(const struct catalogue *words, const char *context, const char *text) {
    return catalogue_text(words, context, text);
}

static const char *role_word(const char *role, const struct catalogue *words) {
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (strcmp(roles[i].name, role) == 0)
            return word(words, roles[i].context, roles[i].text);
    }
    return NULL;
}

static void add(struct text *to, const char *part) {
    if (part == NULL || part[0] == '\0')
        return;
    text_addf(to, "%s%s", to->length_bytes > 0 ? ", " : "", part);
}

static bool is_one_of(const char *role, const char *const *list) {
    for (; *list != NULL; list++) {
        if (strcmp(role, *list) == 0)
            return true;
    }
    return false;
}

static bool is_field(const char *role) {
    static const char *const fields[] = {"scale", "textbox", "number", "time", "date", "list", "pin", NULL};
    return is_one_of(role, fields);
}

/* On and off of a switch, chosen or not, the answer of a field, and whether it can be used. */
static void add_state(struct text *to, const json_t *node, const struct catalogue *words) {
    const json_t *value = json_object_get(node, "value"), *selected = json_object_get(node, "selected");
    const char *role = value_string(node, "role", "");
    if (json_is_boolean(selected))
        add(to, json_is_true(selected) ? word(words, SAID_AS("read aloud", "chosen"))
                                       : word(words, SAID_AS("read aloud", "not chosen")));
    else if (strcmp(role, "button") == 0 && json_is_boolean(value))
        add(to,
            json_is_true(value) ? word(words, SAID_AS("read aloud", "on")) : word(words, SAID_AS("read aloud", "off")));
    if (is_field(role) && (json_is_null(value) || value == NULL)) {
        add(to, word(words, SAID_AS("read aloud", "not answered")));
    } else if (is_field(role)) {
        char *answer = value_text(value);
        add(to, answer);
        free(answer);
    }
    if (!value_bool(node, "enabled", true))
        add(to, word(words, SAID_AS("read aloud", "not available now")));
}

/* heading: what was just said, so that a field is not called by it once more; "" nothing. Given. */
static char *in_words(const json_t *node, const char *heading, const struct catalogue *words) {
    const char *label = value_string(node, "label", ""), *text = value_string(node, "text", "");
    struct text out;
    text_init(&out);
    const char *role = value_string(node, "role", "");
    if (strcmp(role, "pacer") != 0 && (!is_field(role) || strcmp(label, heading) != 0))
        add(&out, label);
    if (strcmp(label, text) != 0)
        add(&out, text);
    add(&out, role_word(role, words));
    if (out.length_bytes > 0)
        add_state(&out, node, words);
    add(&out, value_string(node, "problem", NULL));
    for (char *p = out.bytes; *p != '\0'; p++) {
        if (*p == '\t')
            *p = ' ';
    }
    return text_take(&out);
}

/* How far one has come is seen at a glance and tires when heard on each screen. A problem is said with its field. */
static bool is_read(const json_t *node) {
    const char *ref = value_string(node, "ref", "");
    bool of_field = ref[0] != '\0' && ref[strlen(ref) - 1] == 'p';
    return strcmp(value_string(node, "role", ""), "progress") != 0 && !of_field &&
           strcmp(value_string(node, "part", ""), "keyboard") != 0 &&
           strcmp(value_string(node, "part", ""), "scale") != 0;
}

static void add_line(struct text *to, char *given) {
    if (given[0] != '\0')
        text_addf(to, "%s%s", to->length_bytes > 0 ? "\n" : "", given);
    free(given);
}

char *aloud_screen(const json_t *outline, const struct catalogue *words) {
    struct text out;
    size_t i;
    json_t *node;
    const char *heading = "";
    text_init(&out);
    for (int tools = 0; tools < 2; tools++) {
        json_array_foreach(json_object_get(outline, "nodes"), i, node) {
            bool is_tool = strcmp(value_string(node, "part", ""), "tools") == 0;
            if (!is_read(node) || is_tool != (tools == 1))
                continue;
            add_line(&out, in_words(node, heading, words));
            if (strcmp(value_string(node, "role", ""), "heading") == 0)
                heading = value_string(node, "label", "");
        }
    }
    return text_take(&out);
}

static const json_t *focus_of(const json_t *outline) {
    size_t i;
    json_t *node;
    json_array_foreach(json_object_get(outline, "nodes"), i, node) {
        if (value_bool(node, "focused", false))
            return node;
    }
    return NULL;
}

char *aloud_focus(const json_t *outline, const struct catalogue *words) {
    const json_t *node = focus_of(outline);
    return node != NULL ? in_words(node, "", words) : xstrdup("");
}

static const json_t *same_node(const json_t *outline, const json_t *node) {
    size_t i;
    json_t *other;
    const char *ref = value_string(node, "ref", "");
    json_array_foreach(json_object_get(outline, "nodes"), i, other) {
        if (strcmp(value_string(other, "ref", ""), ref) == 0)
            return other;
    }
    return NULL;
}

/* What comes by itself: a sentence that something happened, the next breath, a cue. */
static bool is_news(const json_t *node) {
    static const char *const roles_of_news[] = {"status", "pacer", "text", NULL};
    return is_one_of(value_string(node, "role", ""), roles_of_news) &&
           strcmp(value_string(node, "part", ""), "clock") != 0;
}

/* While somebody writes, only the words of others are said. */
static bool is_written(const json_t *node) {
    static const char *const written[] = {"textbox", "list", "pin", NULL};
    return is_one_of(value_string(node, "role", ""), written);
}

/* A button that came: Play where Pause was, Continue when a practice is over. */
static bool is_new_button(const json_t *node, const json_t *old) {
    return old == NULL && strcmp(value_string(node, "role", ""), "button") == 0 &&
           value_string(node, "part", NULL) == NULL;
}

static void add_if_new(struct text *to, const json_t *node, const json_t *old, const struct catalogue *words) {
    char *now = in_words(node, "", words), *before = old != NULL ? in_words(old, "", words) : NULL;
    if (before != NULL && strcmp(now, before) == 0)
        now[0] = '\0';
    free(before);
    add_line(to, now);
}

char *aloud_changes(const json_t *before, const json_t *now, const struct catalogue *words, bool *out_moved) {
    struct text out;
    size_t i;
    json_t *node;
    const json_t *focus = focus_of(now), *was = focus_of(before);
    const char *ref = value_string(focus, "ref", ""), *old_ref = value_string(was, "ref", "");
    text_init(&out);
    *out_moved = focus != NULL && strcmp(ref, old_ref) != 0;
    if (*out_moved)
        add_line(&out, in_words(focus, "", words));
    else if (focus != NULL && !is_written(focus))
        add_if_new(&out, focus, was, words);
    json_array_foreach(json_object_get(now, "nodes"), i, node) {
        const json_t *old = same_node(before, node);
        bool pressed = json_is_boolean(json_object_get(node, "selected")) && old != NULL;
        if (node != focus && (is_news(node) || pressed || is_new_button(node, old)))
            add_if_new(&out, node, old, words);
    }
    return text_take(&out);
}
