/* The English of scene's own labels, and times in words; see say.h.
 * The texts stand inside SAID() and SAID_AS() so that scripts/extract-strings finds them.
 * Patterns are filled by hand and never handed to printf, because some come from pages. */
#include "scene/say.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAID(text)                                                                                                     \
    { NULL, text }
#define SAID_AS(context, text)                                                                                         \
    { context, text }

static const struct {
    const char *context, *text;
} english[WORD_COUNT] = {
    [WORD_MORE] = SAID("More"),
    [WORD_CHOSE] = SAID("You chose"),
    [WORD_YES] = SAID("Yes"),
    [WORD_NO] = SAID("No"),
    [WORD_EDIT] = SAID("Edit"),
    [WORD_LISTEN] = SAID("Listen"),
    [WORD_SOUND] = SAID("Sound"),
    [WORD_TEXT_SIZE] = SAID("Text size"),
    [WORD_HELP] = SAID("Help now"),
    [WORD_HELP_SHORT] = SAID("Help"),
    [WORD_BACK15] = SAID("Back 15 s"),
    [WORD_AHEAD15] = SAID("Ahead 15 s"),
    [WORD_CAPTIONS_ON] = SAID("Captions on"),
    [WORD_CAPTIONS_OFF] = SAID("Captions off"),
    [WORD_QUIETER] = SAID("Quieter"),
    [WORD_LOUDER] = SAID("Louder"),
    [WORD_VOLUME] = SAID("Volume"),
    [WORD_LESS] = SAID("Minus"),
    [WORD_GREATER] = SAID("Plus"),
    [WORD_BEGIN_HINT] = SAID("Not sure how to begin? Tap one to start with it."),
    [WORD_BREATHE_IN] = SAID("Breathe in"),
    [WORD_HOLD] = SAID_AS("breathing", "Hold"),
    [WORD_BREATHE_OUT] = SAID("Breathe out"),
    [WORD_REST] = SAID_AS("breathing", "Rest"),
    [WORD_LEFT] = SAID("%s left"),
    [WORD_ANCHOR] = SAID_AS("scale: number = meaning", " = "),
    [WORD_TO_TOP] = SAID("To the top"),
    [WORD_KEY_CAPITALS] = SAID_AS("keyboard", "Capital letter"),
    [WORD_KEY_MARKS] = SAID_AS("keyboard", "Letters with accents"),
    [WORD_KEY_NUMBERS] = SAID_AS("keyboard", "Numbers and signs"),
    [WORD_KEY_LETTERS] = SAID_AS("keyboard", "Letters"),
    [WORD_KEY_LANGUAGE] = SAID_AS("keyboard", "Other language"),
    [WORD_KEY_SPACE] = SAID_AS("keyboard", "Space"),
    [WORD_KEY_DELETE] = SAID_AS("keyboard", "Delete"),
    [WORD_KEY_ENTER] = SAID_AS("keyboard", "Enter"),
    [WORD_KEY_HIDE] = SAID_AS("keyboard", "Hide keyboard"),
};

const char *say(const struct catalogue *words, enum word w) {
    return catalogue_text(words, english[w].context, english[w].text);
}

char *say_fill(const char *pattern, const char *with) {
    const char *hole = strstr(pattern, "%s");
    if (hole == NULL)
        return xstrdup(pattern);
    return xprintf("%.*s%s%s", (int)(hole - pattern), pattern, with, hole + 2);
}

static char *amount(const struct catalogue *words, const char *one, const char *many, int64_t count) {
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)count);
    return say_fill(catalogue_plural(words, NULL, one, many, count), digits);
}

char *say_more_seconds(const struct catalogue *words, int64_t seconds) {
    return amount(words, "%s more second", "%s more seconds", seconds);
}

char *say_duration(const struct catalogue *words, int64_t ms) {
    int64_t seconds = ms > 0 ? (ms + 999) / 1000 : 0;
    char *minutes = amount(words, "%s minute", "%s minutes", seconds / 60);
    char *rest = amount(words, "%s second", "%s seconds", seconds % 60);
    char *text = seconds < 60 ? xstrdup(rest) : seconds % 60 == 0 ? xstrdup(minutes) : xprintf("%s %s", minutes, rest);
    free(minutes);
    free(rest);
    return text;
}

char *say_time(int64_t ms) {
    int64_t seconds = ms > 0 ? ms / 1000 : 0;
    return xprintf("%lld:%02lld", (long long)(seconds / 60), (long long)(seconds % 60));
}
