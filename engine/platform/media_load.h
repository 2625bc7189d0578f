/* Opens balm-media.so at the first sound or film, so that a program that shows a question never loads FFmpeg and
 * SDL2_mixer. The library stays for the rest of the run. */
#ifndef PLATFORM_MEDIA_LOAD_H
#define PLATFORM_MEDIA_LOAD_H

#include "base/error.h"
#include "media/media.h"

/* Borrowed, the same each time; NULL and err (ERROR_MISSING) when the library is not there or does not fit. */
const struct media_api *media_api_load(struct error *err);

#endif
