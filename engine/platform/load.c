/* dlopen of balm-media.so and balm-speech.so; see load.h. */
#include "platform/load.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool program_folder(char out[PATH_MAX]) {
    ssize_t length = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (length <= 0)
        return false;
    out[length] = '\0';
    char *slash = strrchr(out, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    return true;
}

/* Beside the program (a build tree), installed, and for test programs one folder below the program. */
static void *open_library(const char *name, char *out_reason, size_t reason_bytes) {
    static const char *const places[] = {"", "../lib/balm/", "../"};
    char folder[PATH_MAX], path[PATH_MAX + 64];
    snprintf(out_reason, reason_bytes, "it is not beside the program");
    for (size_t i = 0; program_folder(folder) && i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s/%s%s", folder, places[i], name);
        if (access(path, F_OK) != 0)
            continue;
        void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (library != NULL)
            return library;
        const char *said = dlerror();
        snprintf(out_reason, reason_bytes, "%s", said != NULL ? said : "it cannot be opened");
    }
    return NULL;
}

/* Every such library has one symbol: a table that begins with its version. NULL: `what` cannot be done, because. */
static const void *load(const char *name, const char *symbol, int version, const char *what, struct error *err) {
    char reason[400];
    void *library = open_library(name, reason, sizeof reason);
    const int *api = library != NULL ? dlsym(library, symbol) : NULL;
    if (api != NULL && *api == version)
        return api;
    if (library != NULL) {
        snprintf(reason, sizeof reason, "it belongs to another version of Balm");
        dlclose(library);
    }
    error_set(err, ERROR_MISSING, "%s, because %s cannot be used: %s. Install Balm again.", what, name, reason);
    return NULL;
}

const struct media_api *media_api_load(struct error *err) {
    static const struct media_api *loaded; /* once for the run */
    if (loaded == NULL)
        loaded = load("balm-media.so", "balm_media", MEDIA_API, "Sound and film cannot be played", err);
    return loaded;
}

const struct speech_api *speech_api_load(struct error *err) {
    static const struct speech_api *loaded; /* once for the run */
    if (loaded == NULL)
        loaded = load("balm-speech.so", "balm_speech", SPEECH_API, "Nothing can be read aloud", err);
    return loaded;
}
