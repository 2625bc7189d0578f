/* The body map as a field: two figures whose zones can be tapped and reached by arrows, and a row with minus and plus
 * for each chosen region. Tapping a chosen zone again takes it back. Every region is also a row of a list, for those
 * who do not point. Knows the art as numbers; looks are in body_look.c. */
#include "scene/body.h"

#include "base/xalloc.h"
#include "scene/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- art -------------------------------------------------------------------------------------- */

static float *take_points(const json_t *list, size_t *out_count) {
    size_t count = json_array_size(list), i;
    float *points = xcalloc(count + 1, 2 * sizeof *points);
    json_t *point;
    json_array_foreach(list, i, point) {
        points[2 * i] = (float)json_number_value(json_array_get(point, 0));
        points[2 * i + 1] = (float)json_number_value(json_array_get(point, 1));
    }
    *out_count = count;
    return points;
}

static void take_zones(struct body_art *art, const json_t *list, bool back) {
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one) {
        if (art->count == BODY_ZONES_MAX)
            return;
        struct body_zone *z = &art->zones[art->count++];
        const json_t *label = json_object_get(one, "label");
        snprintf(z->region, sizeof z->region, "%s", value_string(one, "id", ""));
        z->back = back;
        z->label_x = (float)json_number_value(json_array_get(label, 0));
        z->label_y = (float)json_number_value(json_array_get(label, 1));
        z->points = take_points(json_object_get(one, "poly"), &z->count);
    }
}

struct body_art *body_art_create(const json_t *json, struct error *err) {
    const json_t *front = json_object_get(json, "front"), *back = json_object_get(json, "back");
    if (json_array_size(front) == 0 || json_array_size(back) == 0) {
        error_set(err, ERROR_FORMAT, "The body map needs \"front\" and \"back\", each a list of zones.");
        return NULL;
    }
    struct body_art *art = xcalloc(1, sizeof *art);
    art->zones = xcalloc(BODY_ZONES_MAX, sizeof *art->zones);
    take_zones(art, front, false);
    take_zones(art, back, true);
    art->outline = take_points(json_object_get(json, "outline"), &art->outline_count);
    return art;
}

void body_art_destroy(struct body_art *art) {
    if (art == NULL)
        return;
    for (size_t i = 0; i < art->count; i++)
        free(art->zones[i].points);
    free(art->zones);
    free(art->outline);
    free(art);
}

const struct body_zone *body_art_find(const struct body_art *art, const char *region) {
    for (size_t i = 0; art != NULL && i < art->count; i++) {
        if (strcmp(art->zones[i].region, region) == 0)
            return &art->zones[i];
    }
    return NULL;
}

static float side_distance(const float *a, const float *b, float x, float y) {
    float vx = b[0] - a[0], vy = b[1] - a[1], length = vx * vx + vy * vy;
    float t = length > 0 ? ((x - a[0]) * vx + (y - a[1]) * vy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return hypotf(x - a[0] - t * vx, y - a[1] - t * vy);
}

float body_distance(const struct body_zone *z, float x, float y) {
    float nearest = INFINITY;
    bool inside = false;
    for (size_t i = 0, j = z->count - 1; i < z->count; j = i++) {
        const float *a = z->points + 2 * i, *b = z->points + 2 * j;
        nearest = fminf(nearest, side_distance(a, b, x, y));
        if ((a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]))
            inside = !inside;
    }
    return inside ? 0 : nearest;
}

/* --- making ----------------------------------------------------------------------------------- */

static const char *keep_text(struct page *p, char *given) {
    const char *kept = arena_text(&p->nodes_arena, given, strlen(given));
    free(given);
    return kept;
}

static struct node *add_part(struct page *p, struct node *parent, enum kind kind, const json_t *region) {
    struct node *n = node_add(p, parent, kind, NULL);
    n->means = json_object_get(region, "id");
    n->label = value_string(region, "label", "");
    return n;
}

static void add_row_button(struct page *p, struct node *row, int by, const char *icon, const char *pattern) {
    struct node *n = node_add(p, row, NODE_STEPPER, NULL);
    n->style = by;
    n->icon = icon;
    n->label = keep_text(p, say_fill(pattern, row->label));
}

static void add_row(struct page *p, struct node *field, const json_t *region) {
    struct node *row = add_part(p, field, NODE_BODY_ROW, region);
    add_row_button(p, row, -1, "minus", value_string(field->data, "less", "%s"));
    add_row_button(p, row, 1, "plus", value_string(field->data, "more", "%s"));
    add_row_button(p, row, 0, "close", value_string(field->data, "remove", "%s"));
}

static void add_figure(struct page *p, struct node *field, bool back) {
    struct node *figure = node_add(p, field, NODE_FIGURE, NULL);
    size_t i;
    json_t *region;
    figure->style = back;
    figure->label = value_string(field->data, back ? "back" : "front", "");
    json_array_foreach(json_object_get(field->data, "regions"), i, region) {
        if (value_bool(region, "back", false) == back)
            add_part(p, figure, NODE_ZONE, region);
    }
}

static void add_mode(struct page *p, struct node *field, const char *name, enum body_mode mode, const char *icon) {
    struct node *n = node_add(p, field, NODE_BUTTON, NULL);
    n->label = value_string(field->data, name, "");
    n->icon = icon;
    n->style = BUTTON_QUIET;
    n->aux = n->pad = 0;
    n->own = json_integer(mode);
    n->means = n->own;
}

bool make_bodymap(struct page *p, struct node *n, struct error *err) {
    if (n->id == NULL)
        return error_set(err, ERROR_FORMAT, "A field of page \"%s\" has no id.", p->name);
    const json_t *value = json_object_get(n->data, "value");
    n->value = json_is_array(value) ? json_deep_copy(value) : NULL;
    n->style = -1; /* layout chooses the mode until the patient does */
    if (!make_parts(p, n, err))
        return false;
    add_mode(p, n, "list", BODY_LIST, "filter");
    add_mode(p, n, "picture", BODY_FIT, "body");
    add_mode(p, n, "larger", BODY_LARGE, "search");
    add_mode(p, n, "smaller", BODY_FIT, "search");
    add_figure(p, n, false);
    add_figure(p, n, true);
    size_t i;
    json_t *region;
    json_array_foreach(json_object_get(n->data, "regions"), i, region) add_row(p, n, region);
    return true;
}

/* --- values ----------------------------------------------------------------------------------- */

const char *body_region(const struct node *n) {
    const char *region = json_string_value(n->means);
    return region != NULL ? region : "";
}

static size_t entry_of(const struct node *field, const char *region) {
    size_t count = json_array_size(field->value);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(value_string(json_array_get(field->value, i), "region", ""), region) == 0)
            return i;
    }
    return SIZE_MAX;
}

bool body_chosen(const struct node *field, const char *region, int *out_pain) {
    size_t at = entry_of(field, region);
    if (out_pain != NULL)
        *out_pain = at == SIZE_MAX ? -1 : (int)value_int(json_array_get(field->value, at), "pain", -1);
    return at != SIZE_MAX;
}

/* pain -1: chosen, not rated yet. */
static void choose(struct node *field, const char *region, int pain) {
    json_t *list = field->value != NULL ? json_deep_copy(field->value) : json_array();
    size_t at = entry_of(field, region);
    json_t *entry = json_object();
    value_set_string(entry, "region", region);
    if (pain >= 0)
        value_set_int(entry, "pain", pain);
    if (at == SIZE_MAX)
        json_array_append_new(list, entry);
    else
        json_array_set_new(list, at, entry);
    json_decref(field->value);
    field->value = list;
}

static void take_back(struct node *field, const char *region) {
    size_t at = entry_of(field, region);
    if (at == SIZE_MAX)
        return;
    json_t *list = json_deep_copy(field->value);
    json_array_remove(list, at);
    if (json_array_size(list) == 0) {
        json_decref(list);
        list = NULL;
    }
    json_decref(field->value);
    field->value = list;
}

static struct node *row_of(struct node *field, const char *region) {
    for (struct node *n = field->first; n != NULL; n = n->next) {
        if (n->kind == NODE_BODY_ROW && strcmp(body_region(n), region) == 0)
            return n;
    }
    return NULL;
}

struct node *body_unset_row(const struct node *field) {
    int pain;
    for (struct node *n = field->first; n != NULL; n = n->next) {
        if (n->kind == NODE_BODY_ROW && body_chosen(field, body_region(n), &pain) && pain < 0)
            return n;
    }
    return NULL;
}

void body_press_zone(struct scene *s, struct node *zone) {
    struct node *field = node_field(zone);
    const char *region = body_region(zone);
    s->dirty = true;
    if (body_chosen(field, region, NULL)) {
        take_back(field, region);
        return;
    }
    choose(field, region, -1);
    struct node *row = row_of(field, region);
    layout_ensure(s);
    if (row != NULL)
        scroll_show(s, row);
}

/* The first press on a region without a number begins in the middle; then one up or down. */
void body_press_step(struct scene *s, struct node *stepper) {
    struct node *field = node_field(stepper);
    const char *region = body_region(stepper->parent);
    int pain;
    body_chosen(field, region, &pain);
    s->dirty = true;
    if (stepper->style == 0) {
        take_back(field, region);
        return;
    }
    pain = pain < 0 ? 5 : pain + stepper->style;
    choose(field, region, pain < 0 ? 0 : pain > 10 ? 10 : pain);
}

void body_press_mode(struct scene *s, struct node *button) {
    struct node *field = button->parent;
    field->style = (int)json_integer_value(button->means);
    s->dirty = true;
    s->scroll = 0;
    layout_ensure(s);
    for (struct node *n = field->first; n != NULL && s->focus == button; n = n->next) {
        if (n->kind == NODE_BUTTON && !n->hidden)
            focus_set(s, n, true);
    }
}

/* --- keys ------------------------------------------------------------------------------------- */

struct node *body_figure(struct node *field, bool back) {
    for (struct node *n = field->first; n != NULL; n = n->next) {
        if (n->kind == NODE_FIGURE && n->style == back)
            return n;
    }
    return NULL;
}

/* Where Tab enters a figure: at its first chosen zone. */
const struct node *body_entry_zone(const struct node *figure) {
    const struct node *field = figure->parent;
    for (const struct node *z = figure->first; z != NULL; z = z->next) {
        if (body_chosen(field, body_region(z), NULL))
            return z;
    }
    return figure->first;
}

/* The nearest zone of a figure towards (dx, dy) from (x, y); sideways counts twice. */
static struct node *towards(struct scene *s, struct node *figure, float x, float y, int dx, int dy,
                            const struct node *without) {
    struct node *best = NULL;
    float least = INFINITY;
    for (struct node *z = figure != NULL ? figure->first : NULL; z != NULL; z = z->next) {
        const struct body_zone *art = body_art_of(s, z);
        if (art == NULL || z == without)
            continue;
        float along = (art->label_x - x) * (float)dx + (art->label_y - y) * (float)dy;
        float across = fabsf((art->label_x - x) * (float)dy) + fabsf((art->label_y - y) * (float)dx);
        if (along > 4 && along + 2 * across < least) {
            least = along + 2 * across;
            best = z;
        }
    }
    return best;
}

static bool move_key(struct scene *s, struct node *zone, const char *key) {
    int dx = (strcmp(key, "Right") == 0) - (strcmp(key, "Left") == 0);
    int dy = (strcmp(key, "Down") == 0) - (strcmp(key, "Up") == 0);
    const struct body_zone *art = body_art_of(s, zone);
    if ((dx == 0 && dy == 0) || art == NULL)
        return false;
    struct node *figure = zone->parent, *field = figure->parent;
    struct node *to = towards(s, figure, art->label_x, art->label_y, dx, dy, zone);
    bool crosses = to == NULL && dx != 0 && (dx > 0) != (figure->style == (s->look.right_to_left ? 0 : 1));
    if (crosses)
        to = towards(s, body_figure(field, figure->style == 0), art->label_x - (float)(BODY_W * dx), art->label_y, dx,
                     0, NULL);
    s->ring = true;
    if (to != NULL)
        focus_set(s, to, true);
    return true;
}

/* Digits as on a scale: 1, then 0 within a second, is 10. */
static bool pain_key(struct scene *s, struct node *zone, const char *key, int64_t now_ms, struct scene_action *out) {
    const char *digit = strncmp(key, "Keypad ", 7) == 0 ? key + 7 : key;
    struct node *field = node_field(zone);
    bool erase = strcmp(key, "Backspace") == 0 || strcmp(key, "Delete") == 0;
    bool number = digit[0] >= '0' && digit[0] <= '9' && digit[1] == '\0';
    if (!erase && !number)
        return false;
    bool ten = number && s->digit == '1' && digit[0] == '0' && now_ms - s->digit_ms < 1000;
    if (erase)
        take_back(field, body_region(zone));
    else
        choose(field, body_region(zone), ten ? 10 : digit[0] - '0');
    s->digit = number && !ten ? digit[0] : '\0';
    s->digit_ms = now_ms;
    s->dirty = s->ring = true;
    scene_emit(s, "changed", NULL, out);
    return true;
}

bool body_key(struct scene *s, const char *key, int64_t now_ms, struct scene_action *out) {
    struct node *zone = s->focus;
    if (zone == NULL || zone->kind != NODE_ZONE)
        return false;
    return move_key(s, zone, key) || pain_key(s, zone, key, now_ms, out);
}

/* --- pointing --------------------------------------------------------------------------------- */

/* A finger is 56 px wide: the nearest zone within its reach is meant. NULL: none of this figure. */
struct node *body_zone_at(struct scene *s, struct node *figure, float x, float y) {
    struct node *best = NULL;
    double scale = figure->step > 0 ? figure->step : 1;
    float least = (float)(28 / scale) > 12 ? (float)(28 / scale) : 12;
    float fx = x / (float)scale, fy = y / (float)scale;
    if (s->look.right_to_left)
        fx = BODY_W - fx;
    for (struct node *z = figure->first; z != NULL; z = z->next) {
        const struct body_zone *art = body_art_of(s, z);
        float d = art != NULL ? body_distance(art, fx, fy) : INFINITY;
        if (d < least) {
            least = d;
            best = z;
        }
        if (d <= 0)
            return z;
    }
    return best;
}

/* --- values from outside ---------------------------------------------------------------------- */

static const json_t *find_region(const struct node *field, const char *name) {
    size_t i;
    json_t *region;
    json_array_foreach(json_object_get(field->data, "regions"), i, region) {
        if (strcmp(value_string(region, "id", ""), name) == 0)
            return region;
    }
    return NULL;
}

static bool refuse(const struct node *field, const char *near_to, struct error *err) {
    const char *known[BODY_ZONES_MAX];
    size_t count = 0, i;
    json_t *region;
    json_array_foreach(json_object_get(field->data, "regions"), i, region) {
        if (count < BODY_ZONES_MAX)
            known[count++] = value_string(region, "id", "");
    }
    const char *near = near_to != NULL ? text_nearest(near_to, known, count) : NULL;
    struct text can;
    text_init(&can);
    for (i = 0; i < count; i++)
        text_addf(&can, "%s%s", i > 0 ? ", " : "", known[i]);
    error_set(
        err, ERROR_FORMAT,
        "The field \"%s\" cannot take this value.%s%s%s It takes a list of {region=, pain=} with pain from 0 to 10 "
        "and these regions: %s.",
        field->id, near != NULL ? " Did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "",
        can.bytes);
    text_finish(&can);
    return false;
}

bool body_take(struct scene *s, struct node *field, const json_t *value, struct error *err) {
    json_t *entry, *list = json_array();
    size_t i;
    bool ok = json_is_array(value);
    const char *name = NULL;
    json_array_foreach(value, i, entry) {
        name = value_string(entry, "region", NULL);
        const json_t *pain = json_object_get(entry, "pain");
        double number = json_number_value(pain);
        ok = ok && name != NULL && find_region(field, name) != NULL && json_is_number(pain) && number >= 0 &&
             number <= 10 && number == floor(number);
        if (!ok)
            break;
        json_array_append_new(list, json_pack("{s:s, s:i}", "region", name, "pain", (int)number));
    }
    if (!ok) {
        json_decref(list);
        return refuse(field, name != NULL && find_region(field, name) == NULL ? name : NULL, err);
    }
    json_decref(field->value);
    field->value = list;
    s->dirty = true;
    return true;
}
