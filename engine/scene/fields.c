/* Field values: what is chosen and typed, setting them, and keeping them over a new version of the same page. A
 * value is NULL until the patient answers; nothing here invents one. The three ways in (a press, typing, the
 * robot) all end in a value that option_chosen() and the outline read back. */
#include "scene/inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct node *other_box(const struct node *choice) {
    for (struct node *c = choice->first; c != NULL; c = c->next) {
        if (c->kind == NODE_TEXTBOX)
            return c;
    }
    return NULL;
}

static bool holds(const json_t *value, const json_t *one) {
    if (one == NULL || value == NULL)
        return false;
    if (!json_is_array(value))
        return json_equal(value, one);
    size_t i;
    json_t *item;
    json_array_foreach(value, i, item) {
        if (json_equal(item, one))
            return true;
    }
    return false;
}

bool option_chosen(const struct node *option) {
    const struct node *field = option->parent;
    return option->is_other ? field->other_open : holds(field->value, option->means);
}

/* The typed text as a value, NULL when there is none. */
static json_t *typed(const struct node *n) {
    char *text = editor_value(n->editor);
    json_t *value = text[strspn(text, " \n\t")] != '\0' ? json_string(text) : NULL;
    free(text);
    return value;
}

static json_t *typed_number(const struct node *n) {
    char *text = editor_value(n->editor);
    for (char *c = text; *c != '\0'; c++)
        *c = *c == ',' ? '.' : *c;
    char *end;
    double number = strtod(text, &end);
    json_t *value = end != text && *end == '\0' && isfinite(number) ? value_from_number(number) : NULL;
    free(text);
    return value;
}

static void replace_value(struct node *n, json_t *value) {
    json_decref(n->value);
    n->value = value;
}

json_t *fields_value(const struct node *n) {
    return n->value != NULL ? json_incref(n->value) : NULL;
}

/* Puts a multiple choice together from its rows, in their order; `flip` is turned over. */
static void collect(struct node *choice, const struct node *flip) {
    json_t *list = json_array();
    for (const struct node *o = choice->first; o != NULL; o = o->next) {
        if (o->kind == NODE_OPTION && o->means != NULL && option_chosen(o) != (o == flip))
            json_array_append(list, (json_t *)(uintptr_t)o->means);
    }
    const struct node *box = other_box(choice);
    json_t *text = box != NULL && choice->other_open ? typed(box) : NULL;
    if (text != NULL)
        json_array_append_new(list, text);
    if (json_array_size(list) == 0) {
        json_decref(list);
        list = NULL;
    }
    replace_value(choice, list);
}

static bool is_full(const struct node *choice, const struct node *option) {
    int64_t most = value_int(choice->data, "at_most", 0);
    size_t count = json_array_size(choice->value);
    const struct node *box = other_box(choice);
    if (box != NULL && choice->other_open && editor_is_empty(box->editor))
        count++;
    return most > 0 && !option_chosen(option) && count >= (size_t)most;
}

static void open_other(struct scene *s, struct node *choice, bool open) {
    struct node *box = other_box(choice);
    if (box == NULL || choice->other_open == open)
        return;
    choice->other_open = open;
    box->hidden = !open;
    s->dirty = true;
    if (open)
        focus_set(s, box, true);
    else if (s->focus == box)
        focus_set(s, NULL, false);
}

void option_press(struct scene *s, struct node *option) {
    struct node *choice = option->parent;
    if (choice->multi) {
        if (is_full(choice, option))
            return;
        if (option->is_other)
            open_other(s, choice, !choice->other_open);
        collect(choice, option->is_other ? NULL : option);
        return;
    }
    struct node *box = other_box(choice);
    if (option->is_other) {
        open_other(s, choice, true);
        replace_value(choice, typed(box));
        return;
    }
    open_other(s, choice, false);
    replace_value(choice, json_incref((json_t *)(uintptr_t)option->means));
}

void editor_changed(struct scene *s, struct node *n) {
    struct node *field = node_field(n);
    (void)s;
    if (field->kind == NODE_CHOICE && field->multi)
        collect(field, NULL);
    else if (field->kind == NODE_NUMBER)
        replace_value(field, typed_number(field));
    else
        replace_value(field, typed(n));
}

void chip_press(struct scene *s, struct node *chip, int64_t now_ms) {
    struct node *box = chip->parent;
    const char *text = chip->label != NULL ? chip->label : "";
    size_t length = strlen(text);
    /* "If this happens, then ..." is inserted up to the dots, with a space to go on from. */
    const char *dots = strstr(text, "...");
    dots = dots != NULL ? dots : strstr(text, "\xE2\x80\xA6");
    if (dots != NULL && strlen(dots) <= 4)
        length = (size_t)(dots - text);
    while (length > 0 && text[length - 1] == ' ')
        length--;
    struct text start;
    text_init(&start);
    size_t at = box->editor->caret;
    char before = at > 0 ? box->editor->text.bytes[at - 1] : '\n';
    if (before != '\n' && before != ' ')
        text_add_char(&start, ' ');
    text_add_bytes(&start, text, length);
    text_add_char(&start, ' ');
    editor_insert(box->editor, start.bytes, false, now_ms);
    text_finish(&start);
    editor_changed(s, box);
    focus_set(s, box, true);
}

void number_step(struct scene *s, struct node *n, int by) {
    double now = n->value != NULL ? json_number_value(n->value) + by * n->step : isfinite(n->from) ? n->from : 0;
    now = now < n->from ? n->from : now > n->to ? n->to : now;
    field_set(s, n, value_from_number(round(now * 1e6) / 1e6));
}

static void show_value(struct node *n) {
    if (n->kind != NODE_TEXTBOX && n->kind != NODE_NUMBER)
        return;
    char *text = n->value != NULL ? value_text(n->value) : NULL;
    editor_set(n->editor, text != NULL ? text : "");
    free(text);
}

/* Text of a choice that is none of its options goes into "other". */
static void show_other(struct scene *s, struct node *choice) {
    struct node *box = other_box(choice);
    if (box == NULL)
        return;
    const json_t *found = NULL;
    size_t count = json_is_array(choice->value) ? json_array_size(choice->value) : 1;
    for (size_t i = 0; i < count && choice->value != NULL; i++) {
        const json_t *one = json_is_array(choice->value) ? json_array_get(choice->value, i) : choice->value;
        bool known = false;
        for (const struct node *o = choice->first; o != NULL; o = o->next)
            known = known || (o->means != NULL && json_equal(o->means, one));
        if (!known)
            found = one;
    }
    if (found != NULL)
        editor_set(box->editor, json_string_value(found));
    choice->other_open = found != NULL;
    box->hidden = found == NULL;
    s->dirty = true;
}

void field_set(struct scene *s, struct node *n, json_t *value) {
    replace_value(n, value);
    show_value(n);
    if (n->kind == NODE_CHOICE)
        show_other(s, n);
    s->dirty |= n->kind == NODE_BODYMAP;
}

/* --- values from the robot -------------------------------------------------------------------- */

static bool refuse(const struct node *n, const char *can, struct error *err) {
    return error_set(err, ERROR_FORMAT, "The field \"%s\" cannot take this value. It takes %s.", n->id, can);
}

static json_t *plain(const json_t *value) {
    if (json_is_number(value))
        return value_from_number(json_number_value(value));
    return json_incref((json_t *)(uintptr_t)value);
}

static bool refuse_choice(const struct node *n, struct error *err) {
    struct text can;
    text_init(&can);
    text_add(&can, n->multi ? "a list of " : "one of ");
    const char *between = "";
    for (const struct node *o = n->first; o != NULL; o = o->next) {
        if (o->means == NULL)
            continue;
        char *dump = value_dump(o->means);
        text_addf(&can, "%s%s", between, dump);
        between = ", ";
        free(dump);
    }
    if (other_box(n) != NULL)
        text_add(&can, ", or a text of one's own");
    refuse(n, can.bytes, err);
    text_finish(&can);
    return false;
}

static bool option_known(const struct node *n, const json_t *value) {
    for (const struct node *o = n->first; o != NULL; o = o->next) {
        if (o->means != NULL && json_equal(o->means, value))
            return true;
    }
    return other_box(n) != NULL && json_is_string(value);
}

static bool take_choice(struct scene *s, struct node *n, const json_t *value, struct error *err) {
    if (!n->multi) {
        json_t *one = plain(value);
        bool known = option_known(n, one);
        if (known)
            field_set(s, n, json_incref(one));
        json_decref(one);
        return known || refuse_choice(n, err);
    }
    int64_t most = value_int(n->data, "at_most", 0);
    if (!json_is_array(value) || (most > 0 && json_array_size(value) > (size_t)most))
        return refuse_choice(n, err);
    size_t i;
    json_t *item;
    json_t *list = json_array();
    json_array_foreach(value, i, item) json_array_append_new(list, plain(item));
    json_array_foreach(list, i, item) {
        if (!option_known(n, item)) {
            json_decref(list);
            return refuse_choice(n, err);
        }
    }
    field_set(s, n, list);
    return true;
}

static bool take_number(struct scene *s, struct node *n, const json_t *value, struct error *err) {
    double number = json_number_value(value);
    double steps = n->kind == NODE_SCALE ? (number - n->from) / n->step : 0;
    if (json_is_number(value) && number >= n->from && number <= n->to && fabs(steps - round(steps)) < 1e-6) {
        field_set(s, n, value_from_number(number));
        return true;
    }
    char can[120];
    if (isfinite(n->from) && isfinite(n->to))
        snprintf(can, sizeof can, "a number from %.10g to %.10g in steps of %.10g", n->from, n->to, n->step);
    else
        snprintf(can, sizeof can, "a number");
    return refuse(n, can, err);
}

/* A box for a list takes its lines as a list too. Given, NULL: it is none. */
static char *list_as_lines(const struct node *n, const json_t *value) {
    if (strcmp(value_string(n->data, "as", ""), "list") != 0 || !json_is_array(value))
        return NULL;
    struct text out;
    size_t i;
    json_t *line;
    text_init(&out);
    json_array_foreach(value, i, line) {
        if (!json_is_string(line)) {
            text_finish(&out);
            return NULL;
        }
        text_addf(&out, "%s%s", i > 0 ? "\n" : "", json_string_value(line));
    }
    return text_take(&out);
}

bool field_take(struct scene *s, struct node *n, const json_t *value, struct error *err) {
    if (value == NULL || json_is_null(value)) {
        field_set(s, n, NULL);
        return true;
    }
    if (n->kind == NODE_CHOICE)
        return take_choice(s, n, value, err);
    if (n->kind == NODE_BODYMAP)
        return body_take(s, n, value, err);
    if (n->kind != NODE_TEXTBOX)
        return take_number(s, n, value, err);
    char *lines = list_as_lines(n, value);
    if (!json_is_string(value) && lines == NULL)
        return refuse(n, "a text", err);
    editor_set(n->editor, lines != NULL ? lines : json_string_value(value));
    free(lines);
    editor_changed(s, n);
    return true;
}

/* --- the same page again ---------------------------------------------------------------------- */

static void swap_editors(struct node *a, struct node *b) {
    struct editor *e = a->editor;
    a->editor = b->editor;
    b->editor = e;
}

static bool same_text(const struct node *a, const struct node *b) {
    char *x = editor_value(a->editor);
    char *y = editor_value(b->editor);
    bool same = strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}

static void keep(struct node *now, struct node *before) {
    bool given = now->value != NULL;
    if (!given && before->value != NULL)
        now->value = json_incref(before->value);
    if (now->kind == NODE_BODYMAP)
        now->style = before->style;
    if (now->editor != NULL && before->editor != NULL && (!given || same_text(now, before)))
        swap_editors(now, before);
    struct node *box = now->kind == NODE_CHOICE ? other_box(now) : NULL;
    struct node *old = before->kind == NODE_CHOICE ? other_box(before) : NULL;
    if (box == NULL || old == NULL || (given && !same_text(box, old)))
        return;
    swap_editors(box, old);
    now->other_open = before->other_open;
    box->hidden = !now->other_open;
}

void fields_keep(struct scene *s, struct page *now, struct page *before) {
    (void)s;
    for (size_t i = 0; i < now->count; i++) {
        struct node *n = now->nodes[i];
        struct node *old = node_is_field(n) ? page_find_id(before, n->id) : NULL;
        if (old != NULL && old->kind == n->kind)
            keep(n, old);
    }
}

/* --- editors and where they stand ------------------------------------------------------------- */

struct editor *node_editor(struct scene *s, const struct node *n) {
    if (n == NULL || n->editor == NULL)
        return NULL;
    editor_fit(s, n);
    return n->editor;
}

struct rect editor_area(const struct scene *s, const struct node *n) {
    const struct font *font = &s->m.font[STYLE_ENTRY];
    struct rect r = {n->at.x + n->pad, n->at.y, n->at.w - 2 * n->pad, n->aux};
    if (n->kind == NODE_NUMBER) {
        int edge = measure_space(&s->m, 24);
        int unit = n->block_count > 0 && n->blocks[0].count > 0 ? n->blocks[0].w + edge / 2 : 0;
        r = (struct rect){n->at.x + n->pad + edge, n->at.y, n->aux - 2 * edge - unit, n->style};
    }
    int lines = n->editor->many_lines ? (r.h - measure_space(&s->m, 36)) / font->line : 1;
    int h = (lines < 1 ? 1 : lines) * font->line;
    r.y += n->editor->many_lines ? measure_space(&s->m, 24) : (r.h - h) / 2;
    r.h = h;
    return r;
}

/* Breaks the text for the box and scrolls so that the caret is in it. */
void editor_fit(struct scene *s, const struct node *n) {
    struct editor *e = n->editor;
    const struct font *font = &s->m.font[STYLE_ENTRY];
    struct rect area = editor_area(s, n);
    editor_break(e, &s->breaker, font->face, font->size, area.w);
    size_t line;
    float x;
    editor_place(e, &s->breaker, e->caret, &line, &x);
    int at = e->many_lines ? (int)line * font->line : (int)x;
    int room = e->many_lines ? area.h - font->line : area.w - 3;
    int shown = e->scroll_px;
    shown = at < shown ? at : at > shown + room ? at - room : shown;
    int most = e->many_lines ? (int)editor_line_count(e) * font->line - area.h : at;
    e->scroll_px = shown > most ? (most > 0 ? most : 0) : shown;
}
