/* The words that scene says by itself: labels of controls that no page names. One table, so that another
 * language is one table more. A "%d" or "%s" in a word is filled in by say_fill(). Given texts are freed by the
 * caller; words themselves are constant. */
#ifndef SCENE_SAY_H
#define SCENE_SAY_H

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
    WORD_MORE_SECOND,
    WORD_MORE_SECONDS,
    WORD_MINUTE,
    WORD_MINUTES,
    WORD_SECOND,
    WORD_SECONDS,
    WORD_LEFT,
    WORD_TIME_OF,
    WORD_ANCHOR,
    WORD_COUNT
};

const char *say(enum word w);
/* "3 minutes 20 seconds"; given (free()). */
char *say_duration(int64_t ms);
/* Replaces the first "%s" of a pattern; given (free()). */
char *say_fill(const char *pattern, const char *with);
/* "4:12"; given (free()). */
char *say_time(int64_t ms);

#endif
