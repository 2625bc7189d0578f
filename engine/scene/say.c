/* The English of scene's own labels, and times in words; see say.h.
 * Another language would be a second table beside this one.
 * Patterns are filled by hand and never handed to printf, because some come from pages. */
#include "scene/say.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

static const char *const english[WORD_COUNT] = {
    [WORD_MORE] = "More",
    [WORD_CHOSE] = "You chose",
    [WORD_YES] = "Yes",
    [WORD_NO] = "No",
    [WORD_EDIT] = "Edit",
    [WORD_LISTEN] = "Listen",
    [WORD_SOUND] = "Sound",
    [WORD_TEXT_SIZE] = "Text size",
    [WORD_HELP] = "Help now",
    [WORD_HELP_SHORT] = "Help",
    [WORD_BACK15] = "Back 15 s",
    [WORD_AHEAD15] = "Ahead 15 s",
    [WORD_CAPTIONS_ON] = "Captions on",
    [WORD_CAPTIONS_OFF] = "Captions off",
    [WORD_QUIETER] = "Quieter",
    [WORD_LOUDER] = "Louder",
    [WORD_VOLUME] = "Volume",
    [WORD_LESS] = "Minus",
    [WORD_GREATER] = "Plus",
    [WORD_BEGIN_HINT] = "Not sure how to begin? Tap one to start with it.",
    [WORD_BREATHE_IN] = "Breathe in",
    [WORD_HOLD] = "Hold",
    [WORD_BREATHE_OUT] = "Breathe out",
    [WORD_REST] = "Rest",
    [WORD_MORE_SECOND] = "1 more second",
    [WORD_MORE_SECONDS] = "%s more seconds",
    [WORD_MINUTE] = "1 minute",
    [WORD_MINUTES] = "%s minutes",
    [WORD_SECOND] = "1 second",
    [WORD_SECONDS] = "%s seconds",
    [WORD_LEFT] = "%s left",
    [WORD_TIME_OF] = " of ",
    [WORD_ANCHOR] = " = ",
};

const char *say(enum word w) {
    return english[w];
}

char *say_fill(const char *pattern, const char *with) {
    const char *hole = strstr(pattern, "%s");
    if (hole == NULL)
        return xstrdup(pattern);
    return xprintf("%.*s%s%s", (int)(hole - pattern), pattern, with, hole + 2);
}

static void add_amount(struct text *out, int64_t count, enum word one, enum word many) {
    struct text number;
    text_init(&number);
    text_addf(&number, "%lld", (long long)count);
    char *filled = say_fill(say(count == 1 ? one : many), number.bytes);
    text_add(out, filled);
    free(filled);
    text_finish(&number);
}

char *say_duration(int64_t ms) {
    int64_t seconds = ms > 0 ? (ms + 999) / 1000 : 0;
    struct text out;
    text_init(&out);
    if (seconds >= 60)
        add_amount(&out, seconds / 60, WORD_MINUTE, WORD_MINUTES);
    if (seconds >= 60 && seconds % 60 != 0)
        text_add_char(&out, ' ');
    if (seconds < 60 || seconds % 60 != 0)
        add_amount(&out, seconds % 60, WORD_SECOND, WORD_SECONDS);
    return text_take(&out);
}

char *say_time(int64_t ms) {
    int64_t seconds = ms > 0 ? ms / 1000 : 0;
    return xprintf("%lld:%02lld", (long long)(seconds / 60), (long long)(seconds % 60));
}
