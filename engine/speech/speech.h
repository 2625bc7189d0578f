/* Speech through speech-dispatcher, the desktop's own: voice, engine and sound are what the machine has. Knows
 * sentences and nothing of screens. It is balm-speech.so, opened when somebody first wants to be read to, so that
 * nobody else pays for it. Talking to the server waits for answers; a thread of its own does that, no call here does.
 */
#ifndef SPEECH_SPEECH_H
#define SPEECH_SPEECH_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { SPEECH_API = 1, SPEECH_SLOWEST = -100, SPEECH_FASTEST = 100 };

struct speech;

struct speech_api {
    int version; /* SPEECH_API */
    /* NULL: no thread could be made. The server is called, and started where it does not run, with the first text. */
    struct speech *(*create)(struct error *err);
    /* Ends at once what is being said. */
    void (*destroy)(struct speech *sp);
    /* text: UTF-8, copied. language: a BCP 47 tag. rate: SPEECH_SLOWEST to SPEECH_FASTEST, 0 as the machine is set.
     * after: when what is being said is done; else in its place. */
    void (*say)(struct speech *sp, const char *text, const char *language, int rate, bool after);
    void (*hush)(struct speech *sp);
    /* Whether it cannot speak, and why in words for staff (at most `room` bytes). Clears by itself when it can again.
     */
    bool (*trouble)(struct speech *sp, char *out, size_t room);
};

/* The one symbol of balm-speech.so. */
extern const struct speech_api balm_speech;

#endif
