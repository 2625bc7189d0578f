/* What all verbs share; see app.h. */
#include "app/app.h"

#include "base/log.h"
#include "base/xalloc.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int app_fail(const struct error *err) {
    log_error("", err);
    return err->code == ERROR_USAGE ? EXIT_USAGE : EXIT_UNUSABLE;
}

struct stage_options app_stage_options(struct app *app, bool silent) {
    return (struct stage_options){
        .data_folder = app->o.data,
        .clock = &app->clock,
        .library = app->library,
        .look = {.width_px = app->o.width_px != 0 ? app->o.width_px : 1280,
                 .height_px = app->o.height_px != 0 ? app->o.height_px : 720,
                 .theme = app->o.theme,
                 .text_percent = app->o.text_percent},
        .language = app->o.language,
        .silent = silent,
        .exclusive = true,
    };
}

struct store *app_store(struct app *app, bool read_only, struct error *err) {
    struct store_options o = {.folder = app->o.data, .clock = &app->clock, .read_only = read_only};
    return store_open(&o, err);
}

static char *temporary_for(const char *path) {
    return xprintf("%s.part", path);
}

/* A pipe or a device is written to; only files are replaced. */
static bool is_replaced(const char *path) {
    struct stat info;
    return stat(path, &info) != 0 || S_ISREG(info.st_mode);
}

FILE *app_output_open(const char *path, struct error *err) {
    if (strcmp(path, "-") == 0)
        return stdout;
    char *temporary = is_replaced(path) ? temporary_for(path) : xstrdup(path);
    FILE *file = fopen(temporary, "wb");
    if (file == NULL)
        error_set(err, ERROR_IO, "%s could not be written: %s.", path, strerror(errno));
    free(temporary);
    return file;
}

bool app_output_close(FILE *file, const char *path, struct error *err) {
    bool ok = fflush(file) == 0 && !ferror(file);
    if (file == stdout)
        return ok || error_set(err, ERROR_IO, "Standard output could not be written.");
    if (!is_replaced(path)) {
        ok = fclose(file) == 0 && ok;
        return ok || error_set(err, ERROR_IO, "%s could not be written: %s.", path, strerror(errno));
    }
    char *temporary = temporary_for(path);
    ok = ok && fsync(fileno(file)) == 0;
    ok = fclose(file) == 0 && ok;
    ok = ok && rename(temporary, path) == 0;
    if (!ok) {
        error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO, "%s could not be written: %s.", path, strerror(errno));
        unlink(temporary);
    }
    free(temporary);
    return ok;
}

bool app_output_drop(FILE *file, const char *path) {
    if (file != NULL && file != stdout && !is_replaced(path)) {
        fclose(file);
    } else if (file != NULL && file != stdout) {
        char *temporary = temporary_for(path);
        fclose(file);
        unlink(temporary);
        free(temporary);
    }
    return false;
}
