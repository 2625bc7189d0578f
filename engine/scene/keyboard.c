/* The on-screen keyboard at work: when it comes and goes, what stands on its keys, and what pressing one does. It comes
 * when a text box is touched (or has the focus, where it is always wanted) and goes with the focus, with Escape and its
 * own key. A press becomes an event for the field, by the way of real typing. */
#include "scene/inside.h"

#include <string.h>

enum { END_OF_SENTENCE = 2 /* bytes: ". " */ };

bool keys_open(const struct scene *s) {
    return s->keys.field != NULL;
}

static const struct key_layout *layout_now(const struct scene *s) {
    return s->keys.layout != NULL ? s->keys.layout : key_layout_for(s->look.language);
}

/* --- what stands on the keys ------------------------------------------------------------------- */

static bool is_numbers_only(const struct node *field) {
    const char *as = value_string(field->data, "as", "");
    return field->kind == NODE_NUMBER || strcmp(as, "time") == 0 || value_bool(field->data, "pin", false);
}

bool keys_are_pad(const struct scene *s) {
    return keys_open(s) && is_numbers_only(s->keys.field);
}

double keys_width(const struct scene *s) {
    return keys_are_pad(s) ? 4 : layout_now(s)->width;
}

static void name_key(const struct scene *s, struct node *key, const char *text) {
    static const struct {
        enum word word;
        const char *icon;
    } deeds[] = {[KEY_SHIFT] = {WORD_KEY_CAPITALS, "shift"},    [KEY_MARKS] = {WORD_KEY_MARKS, NULL},
                 [KEY_NUMBERS] = {WORD_KEY_NUMBERS, NULL},      [KEY_LETTERS] = {WORD_KEY_LETTERS, NULL},
                 [KEY_LAYOUT] = {WORD_KEY_LANGUAGE, "globe"},   [KEY_SPACE] = {WORD_KEY_SPACE, "space"},
                 [KEY_DELETE] = {WORD_KEY_DELETE, "backspace"}, [KEY_ENTER] = {WORD_KEY_ENTER, "enter"},
                 [KEY_HIDE] = {WORD_KEY_HIDE, "keyboard-hide"}};
    enum key_deed deed = key_deed_of(text);
    key->style = (int)deed;
    key->text = deed == KEY_TYPES ? text : NULL;
    key->label = deed == KEY_TYPES ? text : say(s->look.words, deeds[deed].word);
    key->icon = deed == KEY_TYPES ? NULL : deeds[deed].icon;
    if (deed == KEY_MARKS)
        key->text = layout_now(s)->marks;
    else if (deed == KEY_NUMBERS)
        key->text = "123";
    else if (deed == KEY_LETTERS)
        key->text = layout_now(s)->planes[PLANE_LETTERS][0][0];
}

static void fill(struct scene *s) {
    const char *pad[KEY_ROWS][KEY_COLUMNS + 1];
    const char *as = keys_open(s) ? value_string(s->keys.field->data, "as", "") : "";
    key_pad_rows(strcmp(as, "time") == 0 ? ":" : layout_now(s)->decimal, pad);
    int row = 0;
    for (struct node *line = s->page->keys->first; line != NULL; line = line->next, row++) {
        const char *const *texts = keys_are_pad(s) ? pad[row] : layout_now(s)->planes[s->keys.plane][row];
        bool more = keys_open(s);
        for (struct node *key = line->first; key != NULL; key = key->next) {
            more = more && *texts != NULL;
            key->hidden = !more;
            if (more)
                name_key(s, key, *texts++);
        }
    }
    s->page->keys->hidden = !keys_open(s);
    s->dirty = true;
}

static bool has_plane(const struct scene *s, enum key_plane plane) {
    return layout_now(s)->planes[plane][0][0] != NULL;
}

static void set_plane(struct scene *s, enum key_plane plane, bool once) {
    if (!has_plane(s, plane))
        return;
    s->keys.plane = plane;
    s->keys.once = once;
    fill(s);
}

/* A sentence begins with a capital, as the patient would write it. */
static void begin_sentence(struct scene *s) {
    const struct node *n = s->keys.field;
    const struct text *t = &n->editor->text;
    size_t at = n->editor->caret;
    bool starts = at == 0 || t->bytes[at - 1] == '\n' ||
                  (at >= END_OF_SENTENCE && t->bytes[at - 1] == ' ' && strchr(".!?", t->bytes[at - 2]) != NULL);
    bool prose = !value_bool(n->data, "secret", false) && value_string(n->data, "as", NULL) == NULL;
    if (s->keys.plane == PLANE_LETTERS && starts && prose)
        set_plane(s, PLANE_CAPITALS, true);
    else if (s->keys.plane == PLANE_CAPITALS && s->keys.once && !starts)
        set_plane(s, PLANE_LETTERS, false);
}

void keys_typed(struct scene *s) {
    if (keys_open(s) && !keys_are_pad(s))
        begin_sentence(s);
}

/* --- coming and going -------------------------------------------------------------------------- */

static bool has_own_keys(const struct node *n) {
    return value_bool(n->data, "own_keys", false);
}

void keys_come(struct scene *s, struct node *field) {
    if (s->page->keys == NULL || field->editor == NULL || has_own_keys(field))
        return;
    s->keys.field = field;
    s->keys.hushed = NULL;
    s->keys.plane = strcmp(value_string(field->data, "as", ""), "date") == 0 ? PLANE_NUMBERS : PLANE_LETTERS;
    s->keys.once = false;
    fill(s);
    begin_sentence(s);
    layout_ensure(s);
    scroll_show(s, field);
    if (s->focus == field)
        scroll_show_caret(s);
}

void keys_go(struct scene *s, bool by_hand) {
    struct node *field = s->keys.field;
    if (field == NULL)
        return;
    s->keys.field = NULL;
    s->keys.hushed = by_hand ? field : NULL;
    if (s->focus != NULL && s->focus->kind == NODE_KEY)
        s->focus = field;
    fill(s);
}

void keys_follow_focus(struct scene *s, struct node *n) {
    if (n != NULL && n->kind == NODE_KEY)
        return;
    if (n == s->keys.field)
        return;
    if (n != s->keys.hushed)
        s->keys.hushed = NULL;
    bool wanted = keys_open(s) || s->look.screen_keys == SCREEN_KEYS_ALWAYS;
    if (n != NULL && n->editor != NULL && wanted && n != s->keys.hushed && !has_own_keys(n))
        keys_come(s, n);
    else
        keys_go(s, false);
}

void keys_touched(struct scene *s, struct node *field, bool by_finger) {
    bool always = s->look.screen_keys == SCREEN_KEYS_ALWAYS;
    if (always || (by_finger && s->look.screen_keys == SCREEN_KEYS_TOUCHED))
        keys_come(s, field);
}

/* The same screen built anew: the field is another node, and the new page's keys are blank. */
void keys_renew(struct scene *s, struct node *field, struct node *hushed) {
    s->keys.hushed = hushed;
    s->keys.field = s->page->keys != NULL ? field : NULL;
    if (s->page->keys != NULL)
        fill(s);
}

void keys_begin(struct scene *s) {
    if (s->focus != NULL && s->focus->editor != NULL && s->look.screen_keys == SCREEN_KEYS_ALWAYS)
        keys_come(s, s->focus);
}

/* --- pressing ---------------------------------------------------------------------------------- */

/* As if a real key had been pressed while the field has the focus. */
static void send(struct scene *s, const struct event *event, int64_t now_ms, struct scene_action *out) {
    struct node *hand = s->focus;
    struct node *field = s->keys.field;
    s->focus = field;
    if (event->kind == EVENT_KEY)
        focus_key(s, event, now_ms, out);
    else
        text_event(s, event, now_ms, out);
    if (s->focus == field && hand != NULL && hand->kind == NODE_KEY)
        s->focus = hand;
}

static void type_text(struct scene *s, const char *text, int64_t now_ms, struct scene_action *out) {
    struct event event = {.kind = EVENT_TEXT};
    snprintf(event.text, sizeof event.text, "%s", text);
    send(s, &event, now_ms, out);
}

static void type_key(struct scene *s, const char *name, int64_t now_ms, struct scene_action *out) {
    struct event event = {.kind = EVENT_KEY};
    snprintf(event.key, sizeof event.key, "%s", name);
    send(s, &event, now_ms, out);
}

/* Once for one letter, twice until it is pressed again. */
static void shift(struct scene *s) {
    bool marked = s->keys.plane == PLANE_MARKS || s->keys.plane == PLANE_MARKED_CAPITALS;
    enum key_plane small = marked ? PLANE_MARKS : PLANE_LETTERS;
    enum key_plane large = marked ? PLANE_MARKED_CAPITALS : PLANE_CAPITALS;
    if (s->keys.plane == small)
        set_plane(s, large, true);
    else
        set_plane(s, s->keys.once ? large : small, false);
}

static void next_layout(struct scene *s) {
    s->keys.layout = key_layout_after(layout_now(s));
    set_plane(s, PLANE_LETTERS, false);
}

static bool turn_plane(struct scene *s, enum key_deed deed) {
    switch (deed) {
    case KEY_SHIFT:
        shift(s);
        return true;
    case KEY_MARKS:
        set_plane(s, s->keys.plane == PLANE_MARKS ? PLANE_LETTERS : PLANE_MARKS, true);
        return true;
    case KEY_NUMBERS:
        set_plane(s, PLANE_NUMBERS, false);
        return true;
    case KEY_LETTERS:
        set_plane(s, PLANE_LETTERS, false);
        return true;
    case KEY_LAYOUT:
        next_layout(s);
        return true;
    default:
        return false;
    }
}

void keys_press(struct scene *s, struct node *key, int64_t now_ms, struct scene_action *out) {
    enum key_deed deed = (enum key_deed)key->style;
    if (!keys_open(s) || turn_plane(s, deed))
        return;
    if (deed == KEY_HIDE) {
        keys_go(s, true);
        return;
    }
    if (deed == KEY_DELETE)
        type_key(s, "Backspace", now_ms, out);
    else if (deed == KEY_ENTER)
        type_key(s, "Return", now_ms, out);
    else
        type_text(s, deed == KEY_SPACE ? " " : key->text, now_ms, out);
    if (!keys_open(s) || keys_are_pad(s))
        return;
    if (deed == KEY_TYPES && s->keys.once)
        set_plane(s, PLANE_LETTERS, false);
    begin_sentence(s);
}
