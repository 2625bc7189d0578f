/* Device, bells and ambience with SDL2_mixer; see device.h. */
#include "media/device.h"

#include "base/xalloc.h"
#include "media/source.h"
#include "media/voice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 8, AMBIENCE_CHANNELS = 2, KEPT = 8, AMBIENCE_FADE_MS = 1500, BELL_MAX_MS = 60000 };
enum { AMBIENCE_MAX_MS = 180000 };
static const float AMBIENCE_LEVEL = 0.35f;

struct kept_sound {
    char *path;
    Mix_Chunk *chunk;
    unsigned used; /* when, for throwing out the oldest */
};

static struct device {
    bool is_open;
    int volume_step;
    unsigned uses;
    int ambience_channel; /* the one that loops now, -1: none */
    struct kept_sound kept[KEPT];
} device = {.volume_step = 4, .ambience_channel = -1};

/* Quadratic: equal steps to the ear. */
static float gain(void) {
    float part = (float)device.volume_step / 5.0f;
    return part * part;
}

static void apply_volume(void) {
    voice_set_gain(gain());
    if (!device.is_open)
        return;
    for (int i = 0; i < CHANNELS; i++)
        Mix_Volume(i, (int)lrintf(gain() * (i < AMBIENCE_CHANNELS ? AMBIENCE_LEVEL : 1.0f) * MIX_MAX_VOLUME));
}

void device_set_volume(int step) {
    device.volume_step = step < 0 ? 0 : step > 5 ? 5 : step;
    apply_volume();
}

/* The drivers that only pretend have nothing between mixer and ear. */
static int latency_frames(void) {
    const char *driver = SDL_GetCurrentAudioDriver();
    bool is_pretended = driver != NULL && (strcmp(driver, "dummy") == 0 || strcmp(driver, "disk") == 0);
    return is_pretended ? 0 : VOICE_CHUNK;
}

bool device_open(void) {
    if (device.is_open)
        return true;
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
        return false;
    if (Mix_OpenAudioDevice(VOICE_RATE, AUDIO_S16SYS, VOICE_CHANNELS, VOICE_CHUNK, NULL, 0) != 0) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return false;
    }
    Mix_AllocateChannels(CHANNELS);
    Mix_ReserveChannels(AMBIENCE_CHANNELS);
    voice_connect(latency_frames());
    device.is_open = true;
    apply_volume();
    return true;
}

bool device_is_open(void) {
    return device.is_open;
}

static void forget(struct kept_sound *k) {
    Mix_FreeChunk(k->chunk); /* stops it where it plays */
    free(k->path);
    *k = (struct kept_sound){0};
}

void device_close(void) {
    if (!device.is_open)
        return;
    voice_end();
    Mix_HaltChannel(-1);
    for (int i = 0; i < KEPT; i++)
        forget(&device.kept[i]);
    device.ambience_channel = -1;
    Mix_CloseAudio();
    Mix_Quit();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    device.is_open = false;
}

static bool is_playing(const Mix_Chunk *chunk) {
    for (int i = 0; i < CHANNELS; i++)
        if (Mix_Playing(i) != 0 && Mix_GetChunk(i) == chunk)
            return true;
    return false;
}

/* An empty place, else that of the sound not used for longest. */
static struct kept_sound *free_place(void) {
    struct kept_sound *oldest = &device.kept[0];
    for (int i = 0; i < KEPT; i++) {
        struct kept_sound *k = &device.kept[i];
        if (k->chunk == NULL)
            return k;
        if (!is_playing(k->chunk) && (is_playing(oldest->chunk) || k->used < oldest->used))
            oldest = k;
    }
    forget(oldest);
    return oldest;
}

static bool is_short_sound(const char *path, int64_t max_ms) {
    struct source *s = source_open(path, 0, 1, NULL);
    bool is_good = s != NULL && s->info.has_sound && s->info.duration_ms <= max_ms;
    source_close(s);
    return is_good;
}

/* The decoded sound; NULL when it is missing, too long or no sound. Borrowed. */
static Mix_Chunk *load(const char *path, int64_t max_ms) {
    for (int i = 0; i < KEPT; i++) {
        struct kept_sound *k = &device.kept[i];
        if (k->chunk != NULL && strcmp(k->path, path) == 0) {
            k->used = ++device.uses;
            return k->chunk;
        }
    }
    Mix_Chunk *chunk = is_short_sound(path, max_ms) ? Mix_LoadWAV(path) : NULL;
    if (chunk == NULL)
        return NULL;
    *free_place() = (struct kept_sound){.path = xstrdup(path), .chunk = chunk, .used = ++device.uses};
    return chunk;
}

void device_sound_once(const char *path, bool silent) {
    if (silent || path == NULL || !device_open())
        return;
    Mix_Chunk *chunk = load(path, BELL_MAX_MS);
    if (chunk != NULL)
        Mix_PlayChannel(-1, chunk, 0);
}

static bool is_ambience(const char *path) {
    Mix_Chunk *now = device.ambience_channel >= 0 ? Mix_GetChunk(device.ambience_channel) : NULL;
    for (int i = 0; now != NULL && i < KEPT; i++)
        if (device.kept[i].chunk == now)
            return strcmp(device.kept[i].path, path) == 0;
    return false;
}

void device_ambience(const char *path, bool silent) {
    if (silent || (path == NULL && !device.is_open) || (path != NULL && !device_open()))
        return;
    if (path != NULL && is_ambience(path))
        return;
    int old = device.ambience_channel;
    if (old >= 0)
        Mix_FadeOutChannel(old, AMBIENCE_FADE_MS);
    device.ambience_channel = -1;
    Mix_Chunk *chunk = path != NULL ? load(path, AMBIENCE_MAX_MS) : NULL;
    if (chunk == NULL)
        return;
    device.ambience_channel = old == 0 ? 1 : 0;
    Mix_FadeInChannel(device.ambience_channel, chunk, -1, AMBIENCE_FADE_MS);
    apply_volume();
}

bool device_is_sounding(void) {
    return device.is_open && Mix_Playing(-1) > 0;
}
