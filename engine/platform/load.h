/* Opens balm-media.so at the first sound or film and balm-speech.so at the first text read aloud, so that a program
 * that shows a question loads neither FFmpeg and SDL2_mixer nor the speech client. They stay for the rest of the run.
 */
#ifndef PLATFORM_LOAD_H
#define PLATFORM_LOAD_H

#include "base/error.h"
#include "media/media.h"
#include "speech/speech.h"

/* Borrowed, the same each time; NULL and err (ERROR_MISSING) when the library is not there or does not fit. */
const struct media_api *media_api_load(struct error *err);
const struct speech_api *speech_api_load(struct error *err);

#endif
