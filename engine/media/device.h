/* The sound device, opened at the first sound and closed when nothing plays, and what is heard besides the clip:
 * bells, and one ambience that loops under everything. A machine without a sound card is no error. */
#ifndef MEDIA_DEVICE_H
#define MEDIA_DEVICE_H

#include <stdbool.h>

bool device_open(void); /* false: there is none */
bool device_is_open(void);
void device_close(void);
void device_set_volume(int step); /* 0 .. 5 */
void device_sound_once(const char *path, bool silent);
void device_ambience(const char *path_or_null, bool silent);
bool device_is_sounding(void); /* bells or ambience */

#endif
