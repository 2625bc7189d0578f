/* How a person's hands reach the program: the on-screen keyboard and one-switch scanning, as settings of that person.
 * What they do is in scene/; here is what was chosen, kept with the look, and the words for the settings screen. */
#include "app/stage_internal.h"

#include <string.h>

enum { SCAN_FIRST_MS = 1500, SCAN_LEAST_MS = 500, SCAN_MOST_MS = 10000 };

static const char *const screen_keys[] = {"touched", "always", "never"};

/* A kiosk has no keyboard. */
static enum screen_keys keys_at_first(const struct stage *st) {
    return st->kiosk.on ? SCREEN_KEYS_ALWAYS : SCREEN_KEYS_TOUCHED;
}

static int scan_speed(int64_t ms) {
    return ms <= 0 ? 0 : ms < SCAN_LEAST_MS ? SCAN_LEAST_MS : ms > SCAN_MOST_MS ? SCAN_MOST_MS : (int)ms;
}

static enum screen_keys keys_named(const struct stage *st, const char *word) {
    for (size_t i = 0; i < sizeof screen_keys / sizeof screen_keys[0]; i++) {
        if (word != NULL && strcmp(screen_keys[i], word) == 0)
            return (enum screen_keys)i;
    }
    return keys_at_first(st);
}

void hands_first(const struct stage *st, struct scene_look *look) {
    look->screen_keys = keys_at_first(st);
    look->scan_ms = 0;
}

void hands_load(const struct stage *st, const json_t *saved, struct scene_look *look) {
    look->screen_keys = keys_named(st, value_string(saved, "screen_keys", NULL));
    look->scan_ms = scan_speed(value_int(saved, "scan_ms", 0));
}

void hands_save(const struct stage *st, const struct scene_look *look, json_t *to) {
    if (look->screen_keys != keys_at_first(st))
        value_set_string(to, "screen_keys", screen_keys[look->screen_keys]);
    if (look->scan_ms > 0)
        value_set_int(to, "scan_ms", look->scan_ms);
}

void hands_add(const struct stage *st, json_t *ctx) {
    const struct scene_look *look = scene_look(st->scene);
    value_set_string(ctx, "screen_keys", screen_keys[look->screen_keys]);
    value_set_bool(ctx, "scanning", look->scan_ms > 0);
    value_set_int(ctx, "scan_ms", look->scan_ms);
}

bool hands_act(const struct stage *st, const struct scene_action *a, struct scene_look *look) {
    if (strcmp(a->name, "set_screen_keys") == 0)
        look->screen_keys = keys_named(st, json_string_value(a->arg));
    else if (strcmp(a->name, "set_scanning") == 0)
        look->scan_ms = look->scan_ms > 0 ? 0 : SCAN_FIRST_MS;
    else if (strcmp(a->name, "set_scan_speed") == 0 && json_is_integer(a->arg))
        look->scan_ms = scan_speed(json_integer_value(a->arg));
    else
        return false;
    return true;
}
