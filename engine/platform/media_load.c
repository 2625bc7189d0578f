/* dlopen of balm-media.so; see media_load.h. */
#include "platform/media_load.h"

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
static void *open_library(char *out_reason, size_t reason_bytes) {
    static const char *const places[] = {"balm-media.so", "../lib/balm/balm-media.so", "../balm-media.so"};
    char folder[PATH_MAX], path[PATH_MAX + 64];
    snprintf(out_reason, reason_bytes, "it is not beside the program");
    for (size_t i = 0; program_folder(folder) && i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, places[i]);
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

const struct media_api *media_api_load(struct error *err) {
    static const struct media_api *loaded; /* once for the run */
    char reason[400];
    if (loaded != NULL)
        return loaded;
    void *library = open_library(reason, sizeof reason);
    const struct media_api *api = library != NULL ? dlsym(library, "balm_media") : NULL;
    if (api != NULL && api->version == MEDIA_API)
        return loaded = api;
    if (library != NULL) {
        snprintf(reason, sizeof reason, "it belongs to another version of Balm");
        dlclose(library);
    }
    error_set(err, ERROR_MISSING,
              "Sound and film cannot be played, because balm-media.so cannot be used: %s. Install Balm again.", reason);
    return NULL;
}
