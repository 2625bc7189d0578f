/* The words of a course file: how often, and when a measure is due. */
#include "course/words.h"
#include "course/inside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *word;
    double days;
} units[] = {{"day", 1}, {"week", 7}, {"month", 0}};

/* "weeks" -> the unit "week"; -1. */
static int unit_of(const char *word) {
    for (int i = 0; i < (int)(sizeof units / sizeof *units); i++) {
        size_t n = strlen(units[i].word);
        if (strncasecmp(word, units[i].word, n) == 0 && (word[n] == '\0' || strcasecmp(word + n, "s") == 0))
            return i;
    }
    return -1;
}

/* The words of a text in lower case; returns how many, at most WORDS_MOST. */
enum { WORDS_MOST = 6, WORD_BYTES = 24 };
static int split(const char *text, char words[WORDS_MOST][WORD_BYTES]) {
    int count = 0;
    while (count < WORDS_MOST) {
        text += strspn(text, " \t");
        size_t n = strcspn(text, " \t");
        if (n == 0 || n >= WORD_BYTES)
            break;
        for (size_t i = 0; i < n; i++)
            words[count][i] = (char)tolower((unsigned char)text[i]);
        words[count++][n] = '\0';
        text += n;
    }
    return *text != '\0' ? 0 : count;
}

static int count_of(const char *word) {
    static const char *const names[] = {"", "one", "two", "three", "four", "five", "six", "seven"};
    if (strcmp(word, "once") == 0)
        return 1;
    if (strcmp(word, "twice") == 0)
        return 2;
    for (int i = 1; i < 8; i++)
        if (strcmp(word, names[i]) == 0)
            return i;
    char *end;
    long number = strtol(word, &end, 10);
    return *end == '\0' && number > 0 && number < 100 ? (int)number : 0;
}

static bool is_any(const char *word, const char *a, const char *b, const char *c) {
    return strcmp(word, a) == 0 || strcmp(word, b) == 0 || strcmp(word, c) == 0;
}

/* "every day", "every 2 days": days between, 0. */
static int every(char words[WORDS_MOST][WORD_BYTES], int count, int *out_unit) {
    bool bare = count == 2, counted = count == 3;
    if ((!bare && !counted) || strcmp(words[0], "every") != 0)
        return 0;
    *out_unit = unit_of(words[count - 1]);
    return *out_unit < 0 ? 0 : bare ? 1 : count_of(words[1]);
}

double course_practice_per_week(const char *practice) {
    char words[WORDS_MOST][WORD_BYTES];
    int unit = -1, count = split(practice != NULL ? practice : "", words), between = every(words, count, &unit);
    if (between > 0 && units[unit].days > 0)
        return 7 / (between * units[unit].days);
    if (count == 1)
        return strcmp(words[0], "daily") == 0 ? 7 : strcmp(words[0], "weekly") == 0 ? 1 : 0;
    /* N [times] per|a|each day|week */
    int times = count > 0 ? count_of(words[0]) : 0, at = count == 4 && is_any(words[1], "times", "time", "x") ? 2 : 1;
    if (times == 0 || count != at + 2 || !is_any(words[at], "per", "a", "each"))
        return 0;
    unit = unit_of(words[at + 1]);
    return unit < 0 || units[unit].days == 0 ? 0 : times * 7 / units[unit].days;
}

bool at_read(const char *text, struct at *out) {
    char words[WORDS_MOST][WORD_BYTES];
    int unit = -1, count = split(text != NULL ? text : "", words), between = every(words, count, &unit);
    *out = (struct at){.kind = AT_AFTER};
    if (between > 0) {
        out->kind = AT_EVERY;
        out->days = unit == 2 ? 0 : between * (int)units[unit].days;
        out->months = unit == 2 ? between : 0;
        return true;
    }
    if (count == 1) {
        out->kind = strcmp(words[0], "start") == 0 ? AT_START : AT_END;
        return out->kind == AT_START || strcmp(words[0], "end") == 0;
    }
    int number = count == 2 ? count_of(words[0]) : 0;
    unit = count == 2 ? unit_of(words[1]) : -1;
    if (number == 0 || unit < 0)
        return false;
    out->days = unit == 2 ? 0 : number * (int)units[unit].days;
    out->months = unit == 2 ? number : 0;
    return true;
}

bool course_at_is_known(const char *at) {
    struct at unused;
    return at_read(at, &unused);
}
