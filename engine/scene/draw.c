/* The list of drawing commands; see draw.h. Each command owns a copy of its text, so that a list outlives the
 * page it came from and can be compared with the next one. Clearing keeps the array for the next frame. Nothing
 * is drawn here: the list is data until render reads it. */
#include "scene/draw.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

void draw_list_init(struct draw_list *list) {
    *list = (struct draw_list){0};
}

void draw_list_clear(struct draw_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free((void *)(uintptr_t)list->items[i].text);
        free((void *)(uintptr_t)list->items[i].points);
    }
    list->count = 0;
}

void draw_list_finish(struct draw_list *list) {
    draw_list_clear(list);
    free(list->items);
    *list = (struct draw_list){0};
}

void draw_list_add(struct draw_list *list, const struct draw *item) {
    if (list->count == list->room) {
        list->room = list->room != 0 ? list->room * 2 : 64;
        list->items = xrealloc(list->items, list->room * sizeof *list->items);
    }
    struct draw *copy = &list->items[list->count++];
    *copy = *item;
    copy->text = item->text != NULL ? xstrdup(item->text) : NULL;
    copy->points = NULL;
    if (item->points != NULL) {
        float *points = xcalloc(item->point_count, 2 * sizeof *points);
        memcpy(points, item->points, 2 * item->point_count * sizeof *points);
        copy->points = points;
    }
}
