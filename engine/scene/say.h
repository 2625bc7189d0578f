/* The words that scene says by itself: labels of controls that no page names, in the language of a catalogue (NULL:
 * English). A "%s" in a word is filled in by say_fill(). Given texts are freed by the caller; words live as long as the
 * catalogue. */
#ifndef SCENE_SAY_H
#define SCENE_SAY_H

#include "base/catalogue.h"

#include <stdint.h>

enum word {
    WORD_MORE,
    WORD_CHOSE,
    WORD_YES,
    WORD_NO,
    WORD_EDIT,
    WORD_LISTEN,
    WORD_SOUND,
    WORD_TEXT_SIZE,
    WORD_HELP,
    WORD_HELP_SHORT,
    WORD_BACK15,
    WORD_AHEAD15,
    WORD_CAPTIONS_ON,
    WORD_CAPTIONS_OFF,
    WORD_QUIETER,
    WORD_LOUDER,
    WORD_VOLUME,
    WORD_LESS,
    WORD_GREATER,
    WORD_BEGIN_HINT,
    WORD_BREATHE_IN,
    WORD_HOLD,
    WORD_BREATHE_OUT,
    WORD_REST,
    WORD_LEFT,
    WORD_ANCHOR,
    WORD_TO_TOP,
    WORD_KEY_CAPITALS,
    WORD_KEY_MARKS,
    WORD_KEY_NUMBERS,
    WORD_KEY_LETTERS,
    WORD_KEY_LANGUAGE,
    WORD_KEY_SPACE,
    WORD_KEY_DELETE,
    WORD_KEY_ENTER,
    WORD_KEY_HIDE,
    WORD_COUNT
};

const char *say(const struct catalogue *words, enum word w);
/* "3 minutes 20 seconds"; given (free()). */
char *say_duration(const struct catalogue *words, int64_t ms);
/* "3 more seconds"; given. */
char *say_more_seconds(const struct catalogue *words, int64_t seconds);
/* Replaces the first "%s" of a pattern; given (free()). */
char *say_fill(const char *pattern, const char *with);
/* "4:12"; given (free()). */
char *say_time(int64_t ms);

#endif
