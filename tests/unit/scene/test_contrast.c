/* Contrast of the colours, computed from assets/tokens.json as WCAG 2 says: texts 7:1 (10:1 in the contrast theme),
 * icons on tints 4.5:1, edges of controls, focus and lines of charts 3:1 (10:1). What the tokens claim must be what
 * they are, and every colour that stands on another in the painting must be among the pairs. */
#include "cmocka_all.h"

#include "base/file.h"
#include "base/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const themes[] = {"light", "dark", "contrast"};

static json_t *load_tokens(void) {
    struct error err = {0};
    size_t length = 0;
    char *text = file_read("assets/tokens.json", 1 << 20, &length, &err);
    json_t *tokens = text != NULL ? value_parse(text, length, &err) : NULL;
    free(text);
    if (tokens == NULL)
        fail_msg("%s", err.text);
    return tokens;
}

static double channel(unsigned byte) {
    double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(const char *hex) {
    unsigned rgb = (unsigned)strtoul(hex + 1, NULL, 16);
    return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8 & 0xFF) + 0.0722 * channel(rgb & 0xFF);
}

static double ratio(const json_t *tokens, const char *theme, const char *fg, const char *bg) {
    const json_t *colours = json_object_get(json_object_get(tokens, "color"), theme);
    const char *front = value_string(colours, fg, NULL), *back = value_string(colours, bg, NULL);
    if (front == NULL || back == NULL)
        fail_msg("tokens.json: color.%s lacks %s or %s", theme, fg, bg);
    double a = luminance(front), b = luminance(back);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

static void claimed_ratios_are_true(void **state) {
    (void)state;
    json_t *tokens = load_tokens(), *pair;
    size_t i;
    assert_true(json_array_size(json_object_get(tokens, "ratios")) > 50);
    json_array_foreach(json_object_get(tokens, "ratios"), i, pair) {
        const char *fg = value_string(pair, "fg", ""), *bg = value_string(pair, "bg", "");
        for (size_t t = 0; t < 3; t++) {
            double is = ratio(tokens, themes[t], fg, bg), said = value_number(pair, themes[t], 0);
            double least = value_number(json_object_get(pair, "min"), themes[t], 99);
            if (is < least || fabs(is - said) > 0.05)
                fail_msg("%s: %s on %s is %.2f, must be %.1f, tokens.json says %.2f", themes[t], fg, bg, is, least,
                         said);
        }
    }
    json_decref(tokens);
}

struct floor {
    const char *fg, *bg;
    double usual, contrast;
};

/* The floors themselves, so that nobody lowers them in the tokens; and the pairs that only this program draws. */
static const struct floor FLOORS[] = {
    {"text", "bg", 7, 10},
    {"text", "surface", 7, 10},
    {"text", "sunken", 7, 10},
    {"text", "horizon1", 7, 10},
    {"text", "horizon2", 7, 10},
    {"muted", "bg", 7, 10},
    {"muted", "surface", 7, 10},
    {"muted", "horizon2", 7, 10},
    {"primary", "bg", 7, 10},
    {"primary", "surface", 7, 10},
    {"onPrimary", "primary", 7, 10},
    {"onPrimary", "primaryHover", 7, 10},
    {"onPrimary", "primaryPressed", 7, 10},
    {"onPrimarySoft", "primarySoft", 7, 10},
    {"onBreath", "breath3", 7, 10},
    {"danger", "surface", 7, 10},
    {"good", "surface", 7, 10},
    {"mind", "surface", 7, 10},
    {"calm", "surface", 7, 10},
    {"move", "surface", 7, 10},
    {"danger", "bg", 4.5, 10},
    {"border", "surface", 3, 10},
    {"border", "bg", 3, 10},
    {"border", "sunken", 3, 10},
    {"primary", "primarySoft", 3, 1}, /* edge of what is chosen; in the contrast theme its words are black on yellow */
    {"focus", "bg", 3, 10},
    {"focus", "surface", 3, 10},
    {"focusGap", "focus", 3, 10},
    {"chart1", "surface", 3, 10},
    {"chart2", "surface", 3, 10},
    {"chart3", "surface", 3, 10},
    {"chart4", "surface", 3, 10},
    {"primary", "hairline", 3, 1}, /* a ring on its track; the track is an edge of its own there */
    {"muted", "sunken", 7, 10},
    {"disabledText", "disabledFill", 4.5, 10},
};

static void floors_hold(void **state) {
    (void)state;
    json_t *tokens = load_tokens();
    for (size_t i = 0; i < sizeof FLOORS / sizeof *FLOORS; i++) {
        for (size_t t = 0; t < 3; t++) {
            double least = t == 2 ? FLOORS[i].contrast : FLOORS[i].usual;
            double is = ratio(tokens, themes[t], FLOORS[i].fg, FLOORS[i].bg);
            if (is < least)
                fail_msg("%s: %s on %s is %.2f, must be %.1f", themes[t], FLOORS[i].fg, FLOORS[i].bg, is, least);
        }
    }
    json_decref(tokens);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(claimed_ratios_are_true), cmocka_unit_test(floors_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
