/* Says whether Balm can play a file, without a sound card and within a second. Stricter than playing: a file that is
 * cut short is refused here, but played as far as it goes. */
#ifndef MEDIA_PROBE_H
#define MEDIA_PROBE_H

#include "media/media.h"

bool probe_file(const char *path, struct clip_info *out_info, struct error *err);

#endif
