/* Page data to a node tree; see node.h and PAGE.md. The data is copied once and its strings are borrowed from that
 * copy, so a page may be changed or freed by its maker right after.
 * A row in kinds.c says which function completes a kind. */
#include "scene/inside.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

enum { ARENA_BYTES = 16 * 1024 };

void *arena_get(struct arena *a, size_t bytes) {
    bytes = (bytes + 15) & ~(size_t)15;
    if (a->first == NULL || a->first->used + bytes > a->first->room) {
        size_t room = bytes > ARENA_BYTES ? bytes : ARENA_BYTES;
        size_t head = (sizeof(struct arena_block) + 15) & ~(size_t)15;
        struct arena_block *block = xcalloc(1, head + room);
        block->room = head + room;
        block->used = head;
        block->next = a->first;
        a->first = block;
    }
    void *got = (char *)a->first + a->first->used;
    a->first->used += bytes;
    return got;
}

char *arena_text(struct arena *a, const char *utf8, size_t count_bytes) {
    char *copy = arena_get(a, count_bytes + 1);
    memcpy(copy, utf8, count_bytes);
    return copy;
}

void arena_finish(struct arena *a) {
    while (a->first != NULL) {
        struct arena_block *next = a->first->next;
        free(a->first);
        a->first = next;
    }
}

struct block *node_blocks(struct page *p, struct node *n, size_t count) {
    if (n->block_count != count) {
        n->blocks = arena_get(&p->text_arena, count * sizeof *n->blocks);
        n->block_count = count;
    }
    return n->blocks;
}

static void take_common(struct node *n, const json_t *data) {
    n->id = value_string(data, "id", NULL);
    n->label = value_string(data, "label", NULL);
    n->text = value_string(data, "text", NULL);
    n->action = value_string(data, "action", NULL);
    n->arg = json_object_get(data, "arg");
    n->icon = value_string(data, "icon", NULL);
    n->icon_after = value_string(data, "icon_after", NULL);
    n->enabled = value_bool(data, "enabled", true);
}

struct node *node_add(struct page *p, struct node *parent, enum kind kind, const json_t *data) {
    struct node *n = arena_get(&p->nodes_arena, sizeof *n);
    n->kind = kind;
    n->data = data;
    n->parent = parent;
    n->enabled = true;
    if (data != NULL)
        take_common(n, data);
    if (parent != NULL) {
        n->fixed = parent->fixed;
        if (parent->last != NULL)
            parent->last->next = n;
        else
            parent->first = n;
        parent->last = n;
    }
    if (p->count == p->room) {
        p->room = p->room != 0 ? p->room * 2 : 64;
        p->nodes = xrealloc(p->nodes, p->room * sizeof(struct node *));
    }
    n->serial = (int)p->count;
    p->nodes[p->count++] = n;
    return n;
}

static bool find_kind(const char *name, enum kind *out) {
    for (int i = 0; i < NODE_KINDS; i++) {
        if (node_kinds[i].name != NULL && strcmp(node_kinds[i].name, name) == 0) {
            *out = (enum kind)i;
            return true;
        }
    }
    return false;
}

static bool unknown_kind(const char *name, struct error *err) {
    const char *known[NODE_KINDS + 1];
    size_t count = 0;
    for (int i = 0; i < NODE_KINDS; i++) {
        if (node_kinds[i].name != NULL)
            known[count++] = node_kinds[i].name;
    }
    known[count++] = "yesno";
    const char *near = text_nearest(name, known, count);
    return error_set(err, ERROR_FORMAT, "A page has no node of the kind \"%s\".%s%s%s", name,
                     near != NULL ? " Did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
}

static bool add_from(struct page *p, struct node *parent, const json_t *data, struct node **out, struct error *err) {
    const char *name = value_string(data, "t", NULL);
    enum kind kind = NODE_CHOICE;
    if (name == NULL)
        return error_set(err, ERROR_FORMAT, "A node of page \"%s\" has no kind (\"t\").", p->name);
    bool yesno = strcmp(name, "yesno") == 0;
    if (!yesno && !find_kind(name, &kind))
        return unknown_kind(name, err);
    struct node *n = node_add(p, parent, kind, data);
    if (out != NULL)
        *out = n;
    if (yesno)
        return make_yesno(p, n, err);
    p->has_player |= kind == NODE_PLAYER || kind == NODE_CLOCK;
    p->has_pacer |= kind == NODE_PACER;
    p->has_film |= kind == NODE_FILM;
    return node_kinds[kind].make == NULL || node_kinds[kind].make(p, n, err);
}

bool make_parts(struct page *p, struct node *n, struct error *err) {
    size_t i;
    json_t *part;
    json_array_foreach(json_object_get(n->data, "body"), i, part) {
        if (!add_from(p, n, part, NULL, err))
            return false;
    }
    return true;
}

static bool add_bar(struct page *p, struct node *bar, const json_t *footer, const char *name, struct node **out,
                    struct error *err) {
    const json_t *data = json_object_get(footer, name);
    if (!json_is_object(data))
        return true;
    bool ok = add_from(p, bar, data, out, err);
    if (ok && strcmp(name, "primary") == 0 && value_string(data, "style", NULL) == NULL)
        (*out)->style = BUTTON_PRIMARY;
    return ok;
}

static bool add_footer(struct page *p, struct error *err) {
    const json_t *footer = json_object_get(p->data, "footer");
    struct node *bar = node_add(p, NULL, NODE_GROUP, NULL);
    bar->fixed = true;
    if (!add_bar(p, bar, footer, "back", &p->back, err) || !add_bar(p, bar, footer, "middle", &p->middle, err))
        return false;
    p->more = node_add(p, bar, NODE_BUTTON, NULL);
    p->more->label = say(p->words, WORD_MORE);
    p->more->action = "more";
    p->more->icon_after = "down";
    p->more->style = BUTTON_QUIET;
    p->more->hidden = true;
    return add_bar(p, bar, footer, "primary", &p->primary, err);
}

static void add_tool(struct page *p, const char *name) {
    static const struct {
        const char *name, *icon, *action;
        enum word label;
    } tools[] = {{"listen", "listen", "listen", WORD_LISTEN},
                 {"sound", "volume", "sound", WORD_SOUND},
                 {"text", "text", "text_size", WORD_TEXT_SIZE},
                 {"person", "person", "person", WORD_COUNT},
                 {"help", "help", "help", WORD_HELP}};
    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
        if (strcmp(name, tools[i].name) != 0)
            continue;
        struct node *n = node_add(p, p->tools, NODE_TOOL, NULL);
        n->icon = tools[i].icon;
        n->action = tools[i].action;
        n->label = tools[i].label != WORD_COUNT ? say(p->words, tools[i].label) : value_string(p->data, "person", "");
        n->text = tools[i].name;
    }
}

static bool add_bars(struct page *p, struct error *err) {
    const json_t *notice = json_object_get(p->data, "notice");
    if (json_is_object(notice)) {
        p->notice = node_add(p, NULL, NODE_NOTICE, notice);
        p->notice->fixed = true;
    }
    if (!add_footer(p, err))
        return false;
    p->tools = node_add(p, NULL, NODE_GROUP, NULL);
    p->tools->fixed = true;
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(p->data, "tools"), i, name) {
        if (json_is_string(name))
            add_tool(p, json_string_value(name));
    }
    return true;
}

/* Last in the page, blank until the keyboard comes (keyboard.c). */
static void add_keys(struct page *p) {
    bool types = false;
    for (size_t i = 0; i < p->count; i++)
        types |= p->nodes[i]->editor != NULL;
    if (!types)
        return;
    p->keys = node_add(p, NULL, NODE_GROUP, NULL);
    p->keys->fixed = true;
    p->keys->hidden = true;
    for (int row = 0; row < KEY_ROWS; row++) {
        struct node *line = node_add(p, p->keys, NODE_KEY_ROW, NULL);
        for (int i = 0; i < KEY_COLUMNS; i++)
            node_add(p, line, NODE_KEY, NULL)->hidden = true;
    }
}

static bool build(struct page *p, struct error *err) {
    if (json_is_number(json_object_get(p->data, "progress"))) {
        p->progress = node_add(p, NULL, NODE_PROGRESS, NULL);
        p->progress->fixed = true;
    }
    p->title = node_add(p, NULL, NODE_TITLE, NULL);
    p->title->fixed = true;
    p->title->label = value_string(p->data, "title", NULL);
    p->title->text = value_string(p->data, "sub", NULL);
    p->body = node_add(p, NULL, NODE_GROUP, p->data);
    p->body->id = p->body->label = p->body->text = p->body->action = NULL;
    if (!make_parts(p, p->body, err) || !add_bars(p, err))
        return false;
    add_keys(p);
    return true;
}

struct page *page_create(const json_t *data, const struct catalogue *words, struct error *err) {
    if (!json_is_object(data)) {
        error_set(err, ERROR_FORMAT, "A page is a table.");
        return NULL;
    }
    struct page *p = xcalloc(1, sizeof *p);
    p->data = json_deep_copy(data);
    p->words = words;
    p->name = value_string(p->data, "name", "");
    p->step = value_string(p->data, "step", "");
    p->center = value_bool(p->data, "center", false);
    p->brand = value_bool(p->data, "brand", false);
    p->decor = strcmp(value_string(p->data, "decor", "none"), "hills") == 0;
    if (build(p, err))
        return p;
    page_destroy(p);
    return NULL;
}

void page_destroy(struct page *p) {
    if (p == NULL)
        return;
    for (size_t i = 0; i < p->count; i++) {
        json_decref(p->nodes[i]->value);
        json_decref(p->nodes[i]->own);
        editor_destroy(p->nodes[i]->editor);
    }
    free(p->nodes);
    arena_finish(&p->nodes_arena);
    arena_finish(&p->text_arena);
    json_decref(p->data);
    free(p);
}

bool node_is_field(const struct node *n) {
    return n->id != NULL && (n->kind == NODE_CHOICE || n->kind == NODE_SCALE || n->kind == NODE_TEXTBOX ||
                             n->kind == NODE_NUMBER || n->kind == NODE_BODYMAP);
}

struct node *page_find_id(const struct page *p, const char *id) {
    for (size_t i = 0; i < p->count; i++) {
        if (node_is_field(p->nodes[i]) && strcmp(p->nodes[i]->id, id) == 0)
            return p->nodes[i];
    }
    return NULL;
}

struct node *node_field(struct node *n) {
    struct node *at = n;
    while (at != NULL && !node_is_field(at))
        at = at->parent;
    return at != NULL ? at : n;
}

bool node_is_shown(const struct node *n) {
    for (; n != NULL; n = n->parent) {
        if (n->hidden)
            return false;
    }
    return true;
}

bool node_is_target(const struct node *n) {
    switch (n->kind) {
    case NODE_BUTTON:
    case NODE_OPTION:
    case NODE_CELL:
    case NODE_TEXTBOX:
    case NODE_NUMBER:
    case NODE_CHIP:
    case NODE_STEPPER:
    case NODE_ZONE:
    case NODE_SLIDER:
    case NODE_ROUND:
    case NODE_TOGGLE:
    case NODE_TOOL:
    case NODE_PICK:
    case NODE_SWITCH:
    case NODE_KEY:
        return true;
    case NODE_ENTRY:
    case NODE_TABLE_ROW:
        return n->action != NULL;
    default:
        return false;
    }
}
