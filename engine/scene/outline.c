/* The outline: what the robot and speech read, in reading order, and the numbers by which they name a node. A
 * number stays with its node while the screen (name and step) stays, also when the page is built anew. Nodes
 * that a small window leaves out are read all the same. scene_find() aims at a node by ref or label. */
#include "scene/body.h"
#include "scene/inside.h"

#include "base/xalloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- numbers ---------------------------------------------------------------------------------- */

static void node_key(const struct node *n, struct text *out) {
    text_addf(out, "%d", (int)n->kind);
    for (const struct node *at = n; at != NULL; at = at->parent) {
        if (at->id != NULL)
            text_addf(out, ":%s", at->id);
    }
    if (n->action != NULL)
        text_addf(out, "!%s", n->action);
    const json_t *value = n->means != NULL ? n->means : n->arg;
    if (value != NULL) {
        char *dump = value_dump(value);
        text_addf(out, "=%s", dump);
        free(dump);
    }
}

void outline_refs(struct scene *s, struct page *p) {
    json_t *seen = json_object();
    struct text key;
    text_init(&key);
    for (size_t i = 0; i < p->count; i++) {
        struct node *n = p->nodes[i];
        text_clear(&key);
        node_key(n, &key);
        json_int_t again = json_integer_value(json_object_get(seen, key.bytes));
        json_object_set_new(seen, key.bytes, json_integer(again + 1));
        text_addf(&key, "#%lld", (long long)again);
        const json_t *known = json_object_get(s->refs, key.bytes);
        n->ref = known != NULL ? (int)json_integer_value(known) : ++s->next_ref;
        if (known == NULL)
            json_object_set_new(s->refs, key.bytes, json_integer(n->ref));
    }
    text_finish(&key);
    json_decref(seen);
}

/* --- labels, values, texts -------------------------------------------------------------------- */

/* A field without a label is called by the heading above it. */
static const char *heading_above(const struct scene *s, const struct node *n) {
    const char *found = NULL;
    for (int i = 0; i < n->serial; i++) {
        if (s->page->nodes[i]->kind == NODE_HEADING)
            found = s->page->nodes[i]->text;
    }
    return found;
}

char *outline_label(const struct scene *s, const struct node *n) {
    const char *label = n->label;
    switch (n->kind) {
    case NODE_TOGGLE:
        label = say(s->look.words, s->live.captions_on ? WORD_CAPTIONS_ON : WORD_CAPTIONS_OFF);
        break;
    case NODE_PICTURE:
        label = value_string(n->data, "alt", "");
        break;
    case NODE_HEADING:
        label = n->text;
        break;
    case NODE_CHART:
    case NODE_CALENDAR:
        label = n->label != NULL ? n->label : value_string(n->data, "title", "");
        break;
    default:
        break;
    }
    if (label == NULL && node_is_field(n))
        label = heading_above(s, n);
    return xstrdup(label != NULL ? label : "");
}

/* A list is its lines. */
static json_t *textbox_value(const struct node *n) {
    const char *text = json_string_value(n->value);
    if (text == NULL)
        return json_null();
    if (strcmp(value_string(n->data, "as", ""), "list") != 0)
        return json_incref(n->value);
    json_t *lines = json_array();
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        if (strspn(text, " \t") < length)
            json_array_append_new(lines, json_stringn(text, length));
        text += length + (text[length] == '\n');
    }
    return lines;
}

static json_t *node_value(const struct scene *s, const struct node *n) {
    switch (n->kind) {
    case NODE_OPTION:
    case NODE_ZONE:
    case NODE_CELL:
        return n->means != NULL ? json_incref((json_t *)(uintptr_t)n->means) : json_null();
    case NODE_PLAYER:
    case NODE_PACER:
        return value_from_number(floor((double)s->live.position_ms / 100) / 10);
    case NODE_PROGRESS:
        return value_from_number(value_number(s->page->data, "progress", 0));
    case NODE_SPRIG:
        return value_from_number(value_number(n->data, "current", 0));
    case NODE_SWITCH:
        return json_boolean(value_bool(n->data, "on", false));
    case NODE_BODY_ROW: {
        int pain;
        body_chosen(n->parent, body_region(n), &pain);
        return pain >= 0 ? json_integer(pain) : json_null();
    }
    case NODE_RING:
        return value_from_number(value_number(n->data, "value", 0));
    case NODE_TEXTBOX:
        if (n->value != NULL && (value_bool(n->data, "secret", false) || value_bool(n->data, "pin", false)))
            return json_string("\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2"); /* something is there, not what */
        return textbox_value(n);
    default:
        return n->value != NULL ? json_incref(n->value) : json_null();
    }
}

static char *joined_texts(const json_t *list, const char *between) {
    struct text out;
    size_t i;
    json_t *item;
    text_init(&out);
    json_array_foreach(list, i, item) {
        char *one = json_is_object(item) ? xstrdup(value_string(item, "text", "")) : value_text(item);
        text_addf(&out, "%s%s", i > 0 ? between : "", one);
        free(one);
    }
    return text_take(&out);
}

static char *pacer_text(const struct scene *s, const struct node *n) {
    if (value_bool(n->data, "plain", false))
        return say_duration(s->look.words, s->live.duration_ms - s->live.position_ms);
    return xstrdup(say(s->look.words, live_breath(s, n).label));
}

static char *clock_text(const struct scene *s, const struct node *n) {
    char *left = say_duration(s->look.words, s->live.duration_ms - s->live.position_ms);
    char *text = say_fill(value_string(n->data, "text_left", say(s->look.words, WORD_LEFT)), left);
    free(left);
    return text;
}

/* "0 = No pain, 10 = Worst pain": what the ends of a scale mean. */
static char *scale_text(const struct node *n) {
    const char *low = value_string(n->data, "low", NULL), *high = value_string(n->data, "high", NULL);
    struct text out;
    text_init(&out);
    if (low != NULL)
        text_addf(&out, "%g = %s", value_number(n->data, "from", 0), low);
    if (high != NULL)
        text_addf(&out, "%s%g = %s", low != NULL ? ", " : "", value_number(n->data, "to", 10), high);
    return text_take(&out);
}

/* Small Markdown as it is read aloud: without its signs. */
static char *plain_text(const char *markdown) {
    struct text out;
    bool line_start = true;
    text_init(&out);
    for (const char *p = markdown; *p != '\0'; p++) {
        if (line_start && *p == '#')
            p += strspn(p, "# ");
        else if (line_start && (strncmp(p, "- ", 2) == 0 || strncmp(p, "* ", 2) == 0))
            p += 2;
        line_start = *p == '\n';
        if (*p == '\0')
            break;
        if (*p != '*')
            text_add_char(&out, *p);
    }
    return text_take(&out);
}

/* What the picture says: its sentence, then every point ("10 March 2026: 6.7"). */
static char *chart_text(const struct node *n) {
    struct text out;
    size_t i;
    json_t *point;
    text_init(&out);
    text_add(&out, value_string(n->data, "summary", ""));
    json_array_foreach(json_object_get(n->data, "points"), i, point) {
        const char *words = value_string(point, "say", NULL);
        if (words == NULL && !json_is_number(json_object_get(point, "y")))
            continue;
        text_add(&out, out.length_bytes > 0 ? " " : "");
        if (words != NULL)
            text_addf(&out, "%s.", words);
        else
            text_addf(&out, "%s: %.4g.", value_string(point, "label", ""), value_number(point, "y", 0));
    }
    if (i == 0 && out.length_bytes == 0)
        text_add(&out, value_string(n->data, "empty", ""));
    return text_take(&out);
}

/* NULL: none. Given. */
static char *node_text(const struct scene *s, const struct node *n) {
    const char *text = n->text;
    switch (n->kind) {
    case NODE_PACER:
        return pacer_text(s, n);
    case NODE_CLOCK:
        return clock_text(s, n);
    case NODE_TABLE_ROW:
        return joined_texts(row_cells(n), "\t");
    case NODE_SCALE:
        return scale_text(n);
    case NODE_TEXT:
        return n->text != NULL ? plain_text(n->text) : NULL;
    case NODE_STEPS:
        return joined_texts(json_object_get(n->data, "items"), ", ");
    case NODE_CAPTIONS:
    case NODE_FILM:
        text = s->live.captions_on || value_bool(n->data, "always", false) ? s->live.caption : NULL;
        break;
    case NODE_ENTRY:
    case NODE_SWITCH:
        text = value_string(n->data, "sub", NULL);
        break;
    case NODE_CHART:
        return chart_text(n);
    case NODE_CALENDAR:
        text = value_string(n->data, "summary", NULL);
        break;
    case NODE_TOOL:
    case NODE_KEY:
        text = NULL;
        break;
    default:
        break;
    }
    return text != NULL ? xstrdup(text) : NULL;
}

/* --- nodes ------------------------------------------------------------------------------------ */

static json_t *bounds_of(const struct scene *s, const struct node *n) {
    struct rect r = node_rect(s, n);
    if (s->look.right_to_left)
        r.x = s->m.w - r.x - r.w;
    return json_pack("[iiii]", r.x, r.y, r.w, r.h);
}

static void set_text(json_t *to, const char *name, char *given) {
    value_set_string(to, name, given);
    free(given);
}

static void add_trouble(json_t *to, const struct node *n) {
    static const char *const names[] = {"code", "file", "line", "message", "problem", "trailing", "day"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        json_t *value = json_object_get(n->data, names[i]);
        if (value != NULL)
            json_object_set(to, names[i], value);
    }
}

/* A text box may stand for a PIN, a time, a date or a list. */
static const char *role_of(const struct node *n) {
    if (value_bool(n->data, "pin", false))
        return "pin";
    return n->kind == NODE_TEXTBOX ? value_string(n->data, "as", "textbox") : node_kinds[n->kind].role;
}

/* What the frame of one-switch scanning is around; of a slider, the value that a press would give. */
static void add_scan(const struct scene *s, const struct node *n, json_t *o) {
    const struct scan *scan = &s->scan;
    bool slides =
        n->kind == NODE_SCALE && n->first != NULL && n->first->next != NULL && n->first->next->kind == NODE_SLIDER;
    value_set_bool(o, "scanned", scan_holds(s, slides ? n->first->next : n));
    if (slides && scan->shown_count == 1 && scan->shown[0] == n->first->next)
        json_object_set_new(o, "scan_value", scan_slider_value(n, scan->part));
}

/* What a reader does not read in its place: the keyboard's keys, the tools at the top, the numbers of
 * a scale, clocks that always change. */
static const char *part_of(const struct node *n) {
    switch (n->kind) {
    case NODE_KEY:
        return "keyboard";
    case NODE_TOOL:
        return "tools";
    case NODE_CELL:
        return "scale";
    case NODE_CLOCK:
    case NODE_PLAYER:
        return "clock";
    default:
        return NULL;
    }
}

static json_t *outline_node(const struct scene *s, const struct node *n) {
    json_t *o = json_object();
    char ref[16];
    snprintf(ref, sizeof ref, "n%d", n->ref);
    value_set_string(o, "ref", ref);
    value_set_string(o, "role", role_of(n));
    if (node_is_field(n))
        value_set_string(o, "id", n->id);
    set_text(o, "label", outline_label(s, n));
    json_object_set_new(o, "value", node_value(s, n));
    char *text = node_text(s, n);
    set_text(o, "text", text != NULL ? text : xstrdup(""));
    value_set_bool(o, "focused", s->focus == n);
    value_set_bool(o, "enabled", n->enabled);
    if (part_of(n) != NULL)
        value_set_string(o, "part", part_of(n));
    if (scan_is_on(s))
        add_scan(s, n, o);
    if (n->kind == NODE_OPTION)
        value_set_bool(o, "selected", option_chosen(n));
    if (n->kind == NODE_PICK)
        value_set_bool(o, "selected", value_bool(n->data, "chosen", false));
    if (n->kind == NODE_ZONE)
        value_set_bool(o, "selected", body_chosen(n->parent->parent, body_region(n), NULL));
    if (n->kind == NODE_CELL)
        value_set_bool(o, "selected", n->parent->value != NULL && json_equal(n->parent->value, n->means));
    add_trouble(o, n);
    json_object_set_new(o, "bounds", bounds_of(s, n));
    return o;
}

/* The sentence under a field: what to do, read right after it. */
static json_t *problem_node(const struct scene *s, const struct node *n) {
    json_t *o = json_object();
    char ref[24];
    snprintf(ref, sizeof ref, "n%dp", n->ref);
    value_set_string(o, "ref", ref);
    value_set_string(o, "role", "status");
    value_set_string(o, "label", "");
    value_set_string(o, "text", value_string(n->data, "problem", ""));
    json_object_set_new(o, "value", json_null());
    value_set_bool(o, "focused", false);
    value_set_bool(o, "enabled", true);
    json_object_set_new(o, "bounds", bounds_of(s, n));
    return o;
}

/* What is left out of the picture in a small window is still read. */
static bool in_outline(const struct scene *s, const struct node *n) {
    if (node_kinds[n->kind].role == NULL || (n == s->page->more && !more_is_shown(s)))
        return false;
    if (n->kind == NODE_TITLE)
        return n->text != NULL;
    if (n->kind == NODE_KEY)
        return node_is_shown(n);
    if (n->kind == NODE_BODY_ROW || n->kind == NODE_ZONE ||
        (n->parent != NULL && (n->parent->kind == NODE_BODY_ROW || n->parent->kind == NODE_BODYMAP)))
        return node_is_shown(n);
    if (n->kind == NODE_TEXTBOX && n->is_other && n->hidden)
        return false;
    return n->kind != NODE_PICTURE || value_string(n->data, "alt", "")[0] != '\0';
}

json_t *scene_outline(struct scene *s) {
    json_t *nodes = json_array();
    json_t *out = json_object();
    layout_ensure(s);
    scan_refresh(s);
    for (size_t i = 0; s->page != NULL && i < s->page->count; i++) {
        const struct node *n = s->page->nodes[i];
        if (in_outline(s, n))
            json_array_append_new(nodes, outline_node(s, n));
        if (value_string(n->data, "problem", NULL) != NULL)
            json_array_append_new(nodes, problem_node(s, n));
    }
    const json_t *data = s->page != NULL ? s->page->data : NULL;
    value_set_string(out, "name", value_string(data, "name", ""));
    value_set_string(out, "step", value_string(data, "step", NULL));
    value_set_string(out, "title", value_string(data, "title", NULL));
    json_t *progress = json_object_get(data, "progress");
    json_object_set(out, "progress", progress != NULL ? progress : json_null());
    if (scan_is_on(s))
        value_set_string(out, "scan", s->scan.waiting ? "waits" : "goes");
    json_object_set_new(out, "nodes", nodes);
    return out;
}

/* --- finding ---------------------------------------------------------------------------------- */

static bool matches(const struct scene *s, const struct node *n, const char *ref, const char *label) {
    if (ref != NULL)
        return ref[0] == 'n' && strtol(ref + 1, NULL, 10) == n->ref;
    char *own = outline_label(s, n);
    bool same = strcmp(own, label) == 0;
    free(own);
    return same;
}

static struct node *find_node(struct scene *s, const char *ref, const char *label) {
    struct node *second = NULL;
    for (size_t i = 0; i < s->page->count; i++) {
        struct node *n = s->page->nodes[i];
        if (!in_outline(s, n) || !matches(s, n, ref, label))
            continue;
        if (node_is_target(n) && n->enabled)
            return n;
        second = second != NULL ? second : n;
    }
    return second;
}

static bool not_found(struct scene *s, const char *ref, const char *label, struct error *err) {
    struct text known;
    const char *between = "";
    text_init(&known);
    for (size_t i = 0; i < s->page->count && known.length_bytes < 400; i++) {
        const struct node *n = s->page->nodes[i];
        if (!in_outline(s, n) || !node_is_target(n))
            continue;
        char *own = outline_label(s, n);
        text_addf(&known, "%s\"%s\"", between, own);
        between = ", ";
        free(own);
    }
    error_set(err, ERROR_MISSING, "This screen has no %s \"%s\". It has %s.", ref != NULL ? "ref" : "label",
              ref != NULL ? ref : label, known.bytes);
    text_finish(&known);
    return false;
}

/* The middle of a zone's shape, which its box may not be. */
static void body_aim(const struct scene *s, const struct node *zone, int *out_x, int *out_y) {
    const struct body_zone *art = body_art_of(s, zone);
    struct rect r = node_rect(s, zone->parent);
    float x, y;
    if (art == NULL)
        return;
    body_place(s, zone->parent, art->label_x, art->label_y, &x, &y);
    *out_x = r.x + (int)x;
    *out_y = r.y + (int)y;
}

bool scene_find(struct scene *s, const char *ref, const char *label, int *out_x, int *out_y, struct error *err) {
    if (s->page == NULL || (ref == NULL && label == NULL))
        return error_set(err, ERROR_MISSING, "There is no page yet.");
    layout_ensure(s);
    struct node *n = find_node(s, ref, label);
    if (n == NULL)
        return not_found(s, ref, label, err);
    if (n->fixed && !node_is_shown(n) && keys_open(s)) {
        keys_go(s, true); /* it stands below the keyboard */
        layout_ensure(s);
    }
    scroll_show(s, n);
    s->tap_ref = 0; /* aimed: not a trembling hand */
    s->tap_action[0] = '\0';
    struct rect r = press_rect(s, n);
    int x = r.x + r.w / 2, y = r.y + r.h / 2;
    if (n->kind == NODE_ZONE)
        body_aim(s, n, &x, &y);
    *out_x = s->look.right_to_left ? s->m.w - 1 - x : x;
    *out_y = y;
    return true;
}
