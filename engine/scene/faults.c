/* What is wrong with a layout, in sentences: for tests and authors, never for patients. It looks at the page as it is
 * laid out now: every node inside its parent, no text outside its node or over another text, every target large enough
 * and apart from the next, and places in the order in which they are read. */
#include "scene/inside.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <stdlib.h>

enum { SLACK_PX = 2, TARGET_PX = 56 };

struct faults {
    struct scene *s;
    json_t *out;
};

static void say_fault(struct faults *f, const struct node *n, const char *what) {
    char *label = outline_label(f->s, n);
    const char *kind = node_kinds[n->kind].name != NULL ? node_kinds[n->kind].name : node_kinds[n->kind].role;
    char *words = label[0] != '\0' || n->text == NULL ? xstrdup(label) : xstrdup(n->text);
    char *line = xprintf("%s \"%.60s\" %s (%d,%d %dx%d)", kind != NULL ? kind : "node", words, what, n->at.x, n->at.y,
                         n->at.w, n->at.h);
    json_array_append_new(f->out, json_string(line));
    free(line);
    free(words);
    free(label);
}

static bool inside(struct rect in, struct rect out) {
    return in.x >= out.x - SLACK_PX && in.y >= out.y - SLACK_PX && in.x + in.w <= out.x + out.w + SLACK_PX &&
           in.y + in.h <= out.y + out.h + SLACK_PX;
}

/* By more than the slack in both directions. */
static bool overlap(struct rect a, struct rect b) {
    int w = (a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w) - (a.x > b.x ? a.x : b.x);
    int h = (a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h) - (a.y > b.y ? a.y : b.y);
    return w > SLACK_PX && h > SLACK_PX;
}

static bool is_seen(const struct faults *f, const struct node *n) {
    if (!node_is_shown(n) || n->at.w == 0 || n->at.h == 0)
        return false;
    return n != f->s->page->more || !n->hidden;
}

static void check_place(struct faults *f, const struct node *n) {
    const struct scene *s = f->s;
    struct rect window = {0, 0, s->m.w, s->m.h};
    struct rect body = {s->column_x, 0, s->column_w, s->content_h};
    if (n->parent != NULL && n->parent != s->page->tools && !n->fixed && !inside(n->at, n->parent->at))
        say_fault(f, n, "reaches out of its parent");
    if (n->fixed ? !inside(n->at, window) : !inside(n->at, body))
        say_fault(f, n, n->fixed ? "reaches out of the window" : "reaches out of the column");
}

/* --- texts ------------------------------------------------------------------------------------ */

struct shown {
    const struct node *node;
    struct rect at; /* of its letters: less than the line box, whose edges may touch */
};

/* Blocks of which only one is drawn at a time, or whose place only painting knows. */
static bool is_drawn(const struct faults *f, const struct node *n, size_t block) {
    switch (n->kind) {
    case NODE_OPTION:
        return block == (size_t)option_chosen(n);
    case NODE_TOGGLE:
        return block == (size_t)!f->s->live.captions_on;
    case NODE_TEXTBOX:
        return block != 0 || (n->editor != NULL && editor_is_empty(n->editor));
    default:
        return true;
    }
}

static void check_button_text(struct faults *f, const struct node *n) {
    const struct block *b = &n->blocks[0];
    int icon = n->aux > 0 ? n->aux : 0;
    if (b->w + icon > n->at.w + SLACK_PX || b->h > n->at.h + SLACK_PX)
        say_fault(f, n, "is too small for its words");
}

static size_t add_texts(struct faults *f, const struct node *n, struct shown *out, size_t count, size_t room) {
    for (size_t b = 0; b < n->block_count; b++) {
        const struct block *block = &n->blocks[b];
        for (size_t i = 0; i < block->count && is_drawn(f, n, b) && block->h > 0; i++) {
            const struct piece *p = &block->pieces[i];
            struct rect r = {n->at.x + block->x + p->x, n->at.y + block->y + p->y, p->w, p->h};
            if (p->text[0] == '\0')
                continue;
            bool below = n->kind == NODE_VOLUME; /* its word stands in line with those of the round buttons */
            if (!below && !inside((struct rect){r.x, r.y + r.h / 5, r.w, r.h * 3 / 5}, n->at))
                say_fault(f, n, "has text outside of it");
            if (count < room)
                out[count++] = (struct shown){n, {r.x, r.y + r.h / 5, r.w, r.h * 3 / 5}};
        }
    }
    return count;
}

static void check_texts(struct faults *f, bool fixed) {
    enum { TEXTS_MAX = 4000 };
    struct shown *texts = xcalloc(TEXTS_MAX, sizeof *texts);
    size_t count = 0;
    for (size_t i = 0; i < f->s->page->count; i++) {
        const struct node *n = f->s->page->nodes[i];
        if (n->fixed != fixed || !is_seen(f, n))
            continue;
        if (n->kind == NODE_BUTTON)
            check_button_text(f, n);
        else
            count = add_texts(f, n, texts, count, TEXTS_MAX);
    }
    for (size_t a = 0; a < count; a++) {
        for (size_t b = a + 1; b < count; b++) {
            if (overlap(texts[a].at, texts[b].at))
                say_fault(f, texts[b].node, "has text over another text");
        }
    }
    free(texts);
}

/* --- targets and order ------------------------------------------------------------------------ */

static void check_target(struct faults *f, const struct node *n) {
    if (!node_is_target(n) || n->kind == NODE_SLIDER || n->kind == NODE_ZONE) /* zones are a figure, and a list too */
        return;
    struct rect r = press_rect(f->s, n);
    if (r.w < TARGET_PX || r.h < TARGET_PX)
        say_fault(f, n, "is a small target");
    for (size_t i = (size_t)n->serial + 1; i < f->s->page->count; i++) {
        const struct node *m = f->s->page->nodes[i];
        if (m->fixed == n->fixed && m->kind != NODE_ZONE && node_is_target(m) && is_seen(f, m) &&
            overlap(r, press_rect(f->s, m)))
            say_fault(f, m, "lies over another target");
    }
}

/* Focus goes through nodes as they are read; the eye goes down, and along a line. The footer is read from its primary.
 */
static void check_order(struct faults *f, const struct node *parent) {
    const struct node *before = NULL;
    if (parent->kind == NODE_BODYMAP) /* a figure, beside the list of what was chosen on it */
        return;
    if (value_bool(parent->data, "keys", false)) /* digits, from left to right in every language */
        return;
    for (const struct node *n = parent->first; n != NULL; n = n->next) {
        if (!is_seen(f, n))
            continue;
        if (before != NULL && !n->fixed && n->kind != NODE_ZONE) {
            bool above = n->at.y + n->at.h <= before->at.y;
            bool beside = n->at.y < before->at.y + before->at.h && before->at.y < n->at.y + n->at.h;
            if (above || (beside && n->at.x < before->at.x))
                say_fault(f, n, "comes after what stands below or beyond it");
        }
        before = n;
    }
}

json_t *scene_faults(struct scene *s) {
    struct faults f = {.s = s, .out = json_array()};
    layout_ensure(s);
    for (size_t i = 0; s->page != NULL && i < s->page->count; i++) {
        const struct node *n = s->page->nodes[i];
        if (!is_seen(&f, n) || n->kind == NODE_PROGRESS)
            continue;
        check_place(&f, n);
        check_target(&f, n);
        check_order(&f, n);
    }
    if (s->page != NULL) {
        check_texts(&f, false);
        check_texts(&f, true);
    }
    return f.out;
}
