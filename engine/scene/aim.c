/* Which control lies above, below or beside another, as on a television: for the arrows of a game controller, and for
 * arrow keys on the on-screen keyboard and between buttons. What is scrolled out of sight counts; the frame comes only
 * when the content has nothing more that way. */
#include "scene/inside.h"

static bool can_take(const struct node *n) {
    return node_is_target(n) && n->enabled && node_is_shown(n);
}

/* Px from `from` to `to` when it lies in that direction (dx, dy: one of them -1 or 1); -1: it does not. Aside counts
 * double, so that a straight way wins. */
static int distance(struct rect from, struct rect to, int dx, int dy) {
    int ahead = dx > 0   ? to.x - (from.x + from.w)
                : dx < 0 ? from.x - (to.x + to.w)
                : dy > 0 ? to.y - (from.y + from.h)
                         : from.y - (to.y + to.h);
    int a = dx != 0 ? from.y : from.x, a_end = a + (dx != 0 ? from.h : from.w);
    int b = dx != 0 ? to.y : to.x, b_end = b + (dx != 0 ? to.h : to.w);
    int aside = b > a_end ? b - a_end : a > b_end ? a - b_end : 0;
    bool beside = aside == 0 && (b_end - a) > 0 && (a_end - b) > 0;
    int middle = (a + a_end) / 2 - (b + b_end) / 2;
    if (ahead < -4 || (dx != 0 && !beside))
        return -1;
    return (ahead < 0 ? 0 : ahead) + 2 * aside + (middle < 0 ? -middle : middle) / 8;
}

static struct node *nearest(struct scene *s, const struct node *from, int dx, int dy, bool fixed) {
    struct node *best = NULL;
    int best_far = 0;
    for (size_t i = 0; i < s->page->count; i++) {
        struct node *n = s->page->nodes[i];
        if (n == from || n->fixed != fixed || n->kind == NODE_ZONE || !can_take(n))
            continue;
        int far = distance(press_rect(s, from), press_rect(s, n), dx, dy);
        if (far >= 0 && (best == NULL || far < best_far)) {
            best = n;
            best_far = far;
        }
    }
    return best;
}

struct node *aim(struct scene *s, const struct node *from, int dx, int dy) {
    struct node *near = nearest(s, from, dx, dy, from->fixed);
    return near != NULL ? near : nearest(s, from, dx, dy, !from->fixed);
}
