/* Nodes that consist of parts: choices, scales, text boxes, numbers, players, reviews. Parts are nodes of their own,
 * because each can be pressed, has the focus and stands in the outline.
 * Values are taken from the page only; nothing is ever chosen beforehand. */
#include "scene/inside.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool need_id(const struct page *p, const struct node *n, struct error *err) {
    if (n->id != NULL)
        return true;
    return error_set(err, ERROR_FORMAT, "A field of page \"%s\" has no id.", p->name);
}

static void take_value(struct node *n) {
    json_t *value = json_object_get(n->data, "value");
    n->value = json_is_null(value) ? NULL : json_incref(value);
}

static struct node *add_option(struct page *p, struct node *choice, const json_t *value, const char *label) {
    struct node *n = node_add(p, choice, NODE_OPTION, NULL);
    n->means = value;
    n->label = label;
    n->multi = choice->multi;
    return n;
}

/* A value of the field that is none of its options is what was typed into "other". */
static const char *typed_value(const struct node *choice) {
    const json_t *value = choice->value;
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    for (size_t i = 0; i < count; i++) {
        const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
        bool known = !json_is_string(one);
        for (const struct node *o = choice->first; o != NULL && !known; o = o->next)
            known = o->means != NULL && json_equal(o->means, one);
        if (!known)
            return json_string_value(one);
    }
    return NULL;
}

static void add_other(struct page *p, struct node *choice) {
    const json_t *other = json_object_get(choice->data, "other");
    if (!json_is_object(other))
        return;
    struct node *option = add_option(p, choice, NULL, value_string(other, "label", ""));
    option->is_other = true;
    struct node *box = node_add(p, choice, NODE_TEXTBOX, NULL);
    box->label = option->label;
    box->is_other = true;
    box->editor = editor_create(false, false);
    const char *typed = choice->value != NULL ? typed_value(choice) : NULL;
    box->hidden = typed == NULL;
    choice->other_open = typed != NULL;
    if (typed != NULL)
        editor_set(box->editor, typed);
}

bool make_choice(struct page *p, struct node *n, struct error *err) {
    if (!need_id(p, n, err))
        return false;
    n->multi = value_bool(n->data, "multi", false);
    take_value(n);
    size_t i;
    json_t *option;
    json_array_foreach(json_object_get(n->data, "options"), i, option) {
        const json_t *value = json_object_get(option, "value");
        if (value == NULL)
            return error_set(err, ERROR_FORMAT, "An option of \"%s\" has no value.", n->id);
        add_option(p, n, value, value_string(option, "label", ""));
    }
    add_other(p, n);
    return true;
}

bool make_yesno(struct page *p, struct node *n, struct error *err) {
    if (!need_id(p, n, err))
        return false;
    take_value(n);
    add_option(p, n, json_true(), say(p->words, WORD_YES));
    add_option(p, n, json_false(), say(p->words, WORD_NO));
    return true;
}

static void take_range(struct node *n, double to) {
    n->from = value_number(n->data, "from", 0);
    n->to = value_number(n->data, "to", to);
    n->step = value_number(n->data, "step", 1);
    if (n->step <= 0 || !isfinite(n->step))
        n->step = 1;
}

static struct node *add_stepper(struct page *p, struct node *n, int by) {
    struct node *stepper = node_add(p, n, NODE_STEPPER, NULL);
    stepper->style = by;
    stepper->icon = by < 0 ? "minus" : "plus";
    stepper->label = say(p->words, by < 0 ? WORD_LESS : WORD_GREATER);
    return stepper;
}

bool make_scale(struct page *p, struct node *n, struct error *err) {
    if (!need_id(p, n, err))
        return false;
    take_range(n, 10);
    take_value(n);
    double cells = floor((n->to - n->from) / n->step + 1e-9) + 1;
    if (!(cells >= 1) || cells > 100001)
        return error_set(err, ERROR_FORMAT, "The scale \"%s\" needs from < to.", n->id);
    if (cells > 11) {
        add_stepper(p, n, -1);
        node_add(p, n, NODE_SLIDER, NULL)->label = n->label;
        add_stepper(p, n, 1);
        return true;
    }
    for (int i = 0; i < (int)cells; i++) {
        struct node *cell = node_add(p, n, NODE_CELL, NULL);
        cell->own = value_from_number(round((n->from + i * n->step) * 1e6) / 1e6);
        cell->means = cell->own;
        char *text = value_text(cell->own);
        cell->label = arena_text(&p->nodes_arena, text, strlen(text));
        free(text);
    }
    return true;
}

bool make_textbox(struct page *p, struct node *n, struct error *err) {
    if (!need_id(p, n, err))
        return false;
    take_value(n);
    n->editor = editor_create(value_int(n->data, "lines", 1) > 1, value_bool(n->data, "pin", false));
    if (json_is_string(n->value))
        editor_set(n->editor, json_string_value(n->value));
    n->text = value_string(n->data, "example", NULL);
    size_t i;
    json_t *starter;
    json_array_foreach(json_object_get(n->data, "starters"), i, starter) {
        struct node *chip = node_add(p, n, NODE_CHIP, NULL);
        chip->label = json_string_value(starter);
    }
    return true;
}

bool make_number(struct page *p, struct node *n, struct error *err) {
    if (!need_id(p, n, err))
        return false;
    take_range(n, INFINITY);
    if (json_object_get(n->data, "from") == NULL)
        n->from = -INFINITY;
    take_value(n);
    n->editor = editor_create(false, true);
    if (n->value != NULL) {
        char *text = value_text(n->value);
        editor_set(n->editor, text);
        free(text);
    }
    add_stepper(p, n, -1);
    add_stepper(p, n, 1);
    return true;
}

static struct node *add_control(struct page *p, struct node *player, enum kind kind, const char *action,
                                const char *icon, enum word label) {
    struct node *n = node_add(p, player, kind, NULL);
    n->action = action;
    n->icon = icon;
    n->label = say(p->words, label);
    return n;
}

bool make_player(struct page *p, struct node *n, struct error *err) {
    (void)err;
    n->style = strcmp(value_string(n->data, "kind", "audio"), "video") == 0;
    struct node *slider = node_add(p, n, NODE_SLIDER, NULL);
    slider->action = "seek";
    slider->label = n->label;
    add_control(p, n, NODE_ROUND, "volume_down", "volume-low", WORD_QUIETER);
    node_add(p, n, NODE_VOLUME, NULL)->label = say(p->words, WORD_VOLUME);
    add_control(p, n, NODE_ROUND, "volume_up", "volume", WORD_LOUDER);
    add_control(p, n, NODE_ROUND, "back15", "skip-back", WORD_BACK15);
    add_control(p, n, NODE_ROUND, "ahead15", "skip-forward", WORD_AHEAD15);
    add_control(p, n, NODE_TOGGLE, "captions", "check", WORD_CAPTIONS_ON);
    return true;
}
