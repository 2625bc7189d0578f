/* Device, bells and ambience with SDL2_mixer; see device.h. */
#include "media/device.h"

#include "base/xalloc.h"
#include "media/source.h"
#include "media/voice.h"

#include <SDL_mixer.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 6, KEPT = 6, AMBIENCE_FADE_MS = 1500, BELL_MAX_MS = 60000 };
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
    Mix_Music *ambience; /* loops, or fades out; NULL none */
    char *ambience_path; /* NULL: it was ended */
    struct kept_sound kept[KEPT];
} device = {.volume_step = 4};

/* Quadratic: equal steps to the ear. */
static float gain(void) {
    float part = (float)device.volume_step / 5.0f;
    return part * part;
}

static void apply_volume(void) {
    voice_set_gain(gain());
    if (!device.is_open)
        return;
    Mix_Volume(-1, (int)lrintf(gain() * MIX_MAX_VOLUME));
    Mix_VolumeMusic((int)lrintf(gain() * AMBIENCE_LEVEL * MIX_MAX_VOLUME));
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

/* Halted first: the mixer waits where it frees a music that fades. */
static void drop_ambience(void) {
    Mix_HaltMusic();
    Mix_FreeMusic(device.ambience);
    free(device.ambience_path);
    device.ambience = NULL;
    device.ambience_path = NULL;
}

void device_close(void) {
    if (!device.is_open)
        return;
    voice_end();
    Mix_HaltChannel(-1);
    for (int i = 0; i < KEPT; i++)
        forget(&device.kept[i]);
    drop_ambience();
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

static bool is_sound(const char *path, int64_t max_ms) {
    struct source *s = source_open(path, 0, 1, NULL);
    bool is_good = s != NULL && s->info.has_sound && (max_ms == 0 || s->info.duration_ms <= max_ms);
    source_close(s);
    return is_good;
}

/* The decoded sound; NULL when it is missing, too long or no sound. Borrowed. */
static Mix_Chunk *load(const char *path) {
    for (int i = 0; i < KEPT; i++) {
        struct kept_sound *k = &device.kept[i];
        if (k->chunk != NULL && strcmp(k->path, path) == 0) {
            k->used = ++device.uses;
            return k->chunk;
        }
    }
    Mix_Chunk *chunk = is_sound(path, BELL_MAX_MS) ? Mix_LoadWAV(path) : NULL;
    if (chunk == NULL)
        return NULL;
    *free_place() = (struct kept_sound){.path = xstrdup(path), .chunk = chunk, .used = ++device.uses};
    return chunk;
}

void device_sound_once(const char *path, bool silent) {
    if (silent || path == NULL || !device_open())
        return;
    Mix_Chunk *chunk = load(path);
    if (chunk != NULL)
        Mix_PlayChannel(-1, chunk, 0);
}

/* Streamed from its file, so its length costs neither memory nor time. */
static void begin_ambience(const char *path) {
    drop_ambience();
    device.ambience = is_sound(path, 0) ? Mix_LoadMUS(path) : NULL;
    if (device.ambience == NULL)
        return;
    device.ambience_path = xstrdup(path);
    apply_volume();
    Mix_FadeInMusic(device.ambience, -1, AMBIENCE_FADE_MS);
}

static void end_ambience(void) {
    if (device.ambience_path != NULL)
        Mix_FadeOutMusic(AMBIENCE_FADE_MS);
    free(device.ambience_path);
    device.ambience_path = NULL;
}

void device_ambience(const char *path, bool silent) {
    if (silent || (path == NULL && !device.is_open) || (path != NULL && !device_open()))
        return;
    if (path == NULL)
        end_ambience();
    else if (device.ambience_path == NULL || strcmp(device.ambience_path, path) != 0)
        begin_ambience(path);
}

bool device_is_sounding(void) {
    return device.is_open && (Mix_Playing(-1) > 0 || Mix_PlayingMusic() != 0);
}
