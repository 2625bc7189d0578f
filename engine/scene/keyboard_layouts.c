/* The letters of the on-screen keyboard, language by language: a new language is a new entry here. Letters stand where
 * that language's own keyboards have them, so that a typist finds them; the last row is the same everywhere. */
#include "scene/keyboard.h"

#include <string.h>

/* clang-format off */
#define LAST_ROW(first, comma, stop) {first, "<marks>", "<layout>", comma, "<space>", stop, "<enter>", "<hide>"}

static const struct key_layout layouts[] = {
    {.tag = "en", .marks = "\u00E1\u00E9", .decimal = ".", .width = 10, .planes = {
        [PLANE_LETTERS] = {
            {"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"},
            {"a", "s", "d", "f", "g", "h", "j", "k", "l", "'"},
            {"<shift>", "z", "x", "c", "v", "b", "n", "m", "<delete>"},
            LAST_ROW("<numbers>", ",", ".")},
        [PLANE_CAPITALS] = {
            {"Q", "W", "E", "R", "T", "Y", "U", "I", "O", "P"},
            {"A", "S", "D", "F", "G", "H", "J", "K", "L", "'"},
            {"<shift>", "Z", "X", "C", "V", "B", "N", "M", "<delete>"},
            LAST_ROW("<numbers>", ",", ".")},
        [PLANE_MARKS] = {
            {"\u00E1", "\u00E9", "\u00ED", "\u00F3", "\u00FA", "\u00E0", "\u00E8", "\u00EC", "\u00F2", "\u00F9"},
            {"\u00E4", "\u00EB", "\u00EF", "\u00F6", "\u00FC", "\u00E2", "\u00EA", "\u00EE", "\u00F4", "\u00FB"},
            {"<shift>", "\u00E7", "\u00F1", "\u00E6", "\u00F8", "\u00E5", "\u0153", "\u00DF", "<delete>"},
            LAST_ROW("<letters>", ",", ".")},
        [PLANE_MARKED_CAPITALS] = {
            {"\u00C1", "\u00C9", "\u00CD", "\u00D3", "\u00DA", "\u00C0", "\u00C8", "\u00CC", "\u00D2", "\u00D9"},
            {"\u00C4", "\u00CB", "\u00CF", "\u00D6", "\u00DC", "\u00C2", "\u00CA", "\u00CE", "\u00D4", "\u00DB"},
            {"<shift>", "\u00C7", "\u00D1", "\u00C6", "\u00D8", "\u00C5", "\u0152", "\u1E9E", "<delete>"},
            LAST_ROW("<letters>", ",", ".")},
        [PLANE_NUMBERS] = {
            {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"},
            {"-", "/", ":", ";", "(", ")", "&", "@", "\"", "'"},
            {"!", "?", "%", "+", "=", "*", "#", "\u00A3", "<delete>"},
            LAST_ROW("<letters>", ",", ".")}}},
    {.tag = "es", .marks = "\u00E1\u00E9", .decimal = ",", .width = 10, .planes = {
        [PLANE_LETTERS] = {
            {"q", "w", "e", "r", "t", "y", "u", "i", "o", "p"},
            {"a", "s", "d", "f", "g", "h", "j", "k", "l", "\u00F1"},
            {"<shift>", "z", "x", "c", "v", "b", "n", "m", "<delete>"},
            LAST_ROW("<numbers>", ",", ".")},
        [PLANE_CAPITALS] = {
            {"Q", "W", "E", "R", "T", "Y", "U", "I", "O", "P"},
            {"A", "S", "D", "F", "G", "H", "J", "K", "L", "\u00D1"},
            {"<shift>", "Z", "X", "C", "V", "B", "N", "M", "<delete>"},
            LAST_ROW("<numbers>", ",", ".")},
        [PLANE_MARKS] = {
            {"\u00E1", "\u00E9", "\u00ED", "\u00F3", "\u00FA", "\u00FC", "\u00F1", "\u00BF", "\u00A1", "\u00E7"},
            {"\u00E0", "\u00E8", "\u00EF", "\u00F2", "\u00F9", "\u00AB", "\u00BB", "\u00BA", "\u00AA", "\u2014"},
            {"<shift>", "?", "!", "\"", "'", "(", ")", ":", "<delete>"},
            LAST_ROW("<letters>", ",", ".")},
        [PLANE_MARKED_CAPITALS] = {
            {"\u00C1", "\u00C9", "\u00CD", "\u00D3", "\u00DA", "\u00DC", "\u00D1", "\u00BF", "\u00A1", "\u00C7"},
            {"\u00C0", "\u00C8", "\u00CF", "\u00D2", "\u00D9", "\u00AB", "\u00BB", "\u00BA", "\u00AA", "\u2014"},
            {"<shift>", "?", "!", "\"", "'", "(", ")", ":", "<delete>"},
            LAST_ROW("<letters>", ",", ".")},
        [PLANE_NUMBERS] = {
            {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"},
            {"-", "/", ":", ";", "(", ")", "&", "@", "\"", "'"},
            {"\u00BF", "?", "\u00A1", "!", "%", "+", "=", "\u20AC", "<delete>"},
            LAST_ROW("<letters>", ",", ".")}}},
    {.tag = "ar", .marks = "\u0623\u0625", .decimal = ".", .width = 12, .planes = {
        [PLANE_LETTERS] = {
            {"\u0636", "\u0635", "\u062B", "\u0642", "\u0641", "\u063A", "\u0639", "\u0647", "\u062E", "\u062D", "\u062C", "\u062F"},
            {"\u0634", "\u0633", "\u064A", "\u0628", "\u0644", "\u0627", "\u062A", "\u0646", "\u0645", "\u0643", "\u0637", "\u0630"},
            {"\u0626", "\u0621", "\u0624", "\u0631", "\u0649", "\u0629", "\u0648", "\u0632", "\u0638", "\u0623", "<delete>"},
            LAST_ROW("<numbers>", "\u060C", ".")},
        [PLANE_MARKS] = {
            {"\u0623", "\u0625", "\u0622", "\u0671", "\u0624", "\u0626", "\u0621", "\u0649", "\u0629", "\u061F", "\u061B", ":"},
            {"\u064E", "\u064B", "\u064F", "\u064C", "\u0650", "\u064D", "\u0652", "\u0651", "\u0640", "(", ")", "-"},
            {"\u00AB", "\u00BB", "\"", "'", "/", "@", "%", "+", "!", "*", "<delete>"},
            LAST_ROW("<letters>", "\u060C", ".")},
        [PLANE_NUMBERS] = {
            {"\u0661", "\u0662", "\u0663", "\u0664", "\u0665", "\u0666", "\u0667", "\u0668", "\u0669", "\u0660"},
            {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"},
            {"-", "/", ":", "(", ")", "+", "%", "\u061F", "!", "<delete>"},
            LAST_ROW("<letters>", "\u060C", ".")}}},
};
/* clang-format on */

enum { LAYOUTS = sizeof layouts / sizeof layouts[0] };

const struct key_layout *key_layout_for(const char *tag) {
    for (size_t i = 0; i < LAYOUTS; i++) {
        size_t length = strlen(layouts[i].tag);
        if (strncmp(tag, layouts[i].tag, length) == 0 && (tag[length] == '\0' || strchr("-_", tag[length]) != NULL))
            return &layouts[i];
    }
    return &layouts[0];
}

const struct key_layout *key_layout_after(const struct key_layout *layout) {
    return &layouts[(size_t)(layout - layouts + 1) % LAYOUTS];
}

void key_pad_rows(const char *mark, const char *out[KEY_ROWS][KEY_COLUMNS + 1]) {
    static const char *const pad[KEY_ROWS][KEY_COLUMNS + 1] = {
        {"1", "2", "3", "<delete>"}, {"4", "5", "6", "<enter>"}, {"7", "8", "9", "<hide>"}, {"-", "0"}};
    memcpy(out, pad, sizeof pad);
    out[KEY_ROWS - 1][2] = mark;
}

enum key_deed key_deed_of(const char *key) {
    static const struct {
        const char *name;
        enum key_deed deed;
    } deeds[] = {{"<shift>", KEY_SHIFT},     {"<marks>", KEY_MARKS},   {"<numbers>", KEY_NUMBERS},
                 {"<letters>", KEY_LETTERS}, {"<layout>", KEY_LAYOUT}, {"<space>", KEY_SPACE},
                 {"<delete>", KEY_DELETE},   {"<enter>", KEY_ENTER},   {"<hide>", KEY_HIDE}};
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if (strcmp(deeds[i].name, key) == 0)
            return deeds[i].deed;
    }
    return KEY_TYPES;
}
