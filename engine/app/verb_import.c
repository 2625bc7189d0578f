/* balm import questionnaire FILE.json: an instrument file of a FHIR Questionnaire. The file is written beside its
 * place, loaded and asked for its questions as a session would, and takes its name only then; what could not be carried
 * over goes to standard error, a line each. */
#include "app/app.h"

#include "base/file.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "report/questionnaire.h"
#include "script/host.h"
#include "script/source.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MAX_BYTES = 16 << 20 };

/* The JSON of a file; an error says file:line:column. Given. */
static json_t *read_json(const char *path, struct error *err) {
    size_t bytes;
    json_error_t wrong;
    char *text = file_read(path, FILE_MAX_BYTES, &bytes, err);
    if (text == NULL)
        return NULL;
    const char *from = bytes >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
    json_t *json = json_loadb(from, bytes - (size_t)(from - text), 0, &wrong);
    if (json == NULL)
        error_set(err, ERROR_FORMAT, "%s:%d:%d: This is not whole, correct JSON: %s.", path, wrong.line,
                  wrong.column > 0 ? wrong.column : 1, wrong.text);
    free(text);
    return json;
}

/* ---- where to ---- */

static bool ends_in(const char *word, const char *end) {
    size_t n = strlen(word), m = strlen(end);
    return n >= m && strcmp(word + n - m, end) == 0;
}

static char *stem_of(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path, *dot = strchr(name, '.');
    return dot != NULL && dot > name ? xstrndup(name, (size_t)(dot - name)) : xstrdup(name);
}

/* -o FILE.lua is that file; -o FOLDER is FOLDER/instruments/<id>.lua, as --modules FOLDER will find it. Given. */
static char *place_of(const struct app *app, const char *id) {
    const char *out = app->o.output;
    const char *folder = out != NULL ? out : app->o.modules.count > 0 ? app->o.modules.at[0] : ".";
    if (out != NULL && ends_in(out, ".lua"))
        return xstrdup(out);
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    char *plain = xstrndup(folder, n);
    bool inside = ends_in(plain, "/instruments") || strcmp(plain, "instruments") == 0;
    char *path = xprintf("%s/%s%s.lua", plain, inside ? "" : "instruments/", id);
    free(plain);
    return path;
}

/* The name of the instrument is that of its file, because that is how it is found. Given. */
static char *id_for(const struct app *app, const json_t *questionnaire, const char *from) {
    char *stem = stem_of(from), *id;
    if (app->o.output != NULL && ends_in(app->o.output, ".lua")) {
        free(stem);
        return stem_of(app->o.output);
    }
    id = questionnaire_id(questionnaire, stem);
    free(stem);
    return id;
}

static bool id_is_usable(const char *id, struct error *err) {
    size_t n = strlen(id);
    if (n > 0 && n <= 60 && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == n)
        return true;
    return error_set(err, ERROR_USAGE, "\"%s\" is no name for an instrument: small letters, digits and -, at most 60.",
                     id);
}

/* ---- the file ---- */

/* As a session would take it: loaded, its questions made, its score asked for. */
static bool try_out(const char *path, const char *id, struct error *err) {
    struct instrument *in = instrument_load(path, err);
    struct host *host = in != NULL ? host_create(share_folder(), err) : NULL;
    json_t *args = host != NULL ? json_pack("[{s:s, s:s, s:s}, O]", "kind", "instrument", "id", id, "key", "try",
                                            instrument_table(in))
                                : NULL;
    json_t *parts = NULL, *none = json_object();
    bool ok = args != NULL && host_call(host, "steps.parts", args, &parts, err);
    json_t *score = ok ? instrument_score(in, none, err) : NULL;
    json_decref(score);
    json_decref(none);
    json_decref(parts);
    json_decref(args);
    host_destroy(host);
    instrument_destroy(in);
    return score != NULL;
}

static bool save(const char *path, const char *id, const char *source, bool force, struct error *err) {
    char *slash = strrchr(path, '/'), *folder = slash != NULL ? xstrndup(path, (size_t)(slash - path)) : xstrdup(".");
    char *part = xprintf("%s/.%s.lua.part", folder, id);
    bool ok = force || !file_exists(path) ||
              error_set(err, ERROR_USAGE, "%s is already there; nothing was changed. --force replaces it.", path);
    ok = ok && folder_make(folder, err) && file_write(part, source, strlen(source), err);
    if (ok) {
        ok =
            try_out(part, id, err) && (rename(part, path) == 0 ||
                                       error_set(err, ERROR_IO, "%s could not be written; nothing was changed.", path));
        if (!ok)
            unlink(part);
    }
    free(part);
    free(folder);
    return ok;
}

/* Where it is, and how to look at it if it stands where modules are looked for. */
static void tell_place(const char *path, const char *id) {
    static const char folder[] = "instruments/";
    char *tail = xprintf("%s%s.lua", folder, id);
    size_t n = strlen(path) - (ends_in(path, tail) ? strlen(tail) : 0);
    bool found = ends_in(path, tail) && (n == 0 || path[n - 1] == '/');
    printf("%s\n", path);
    if (found)
        printf("Try it:   balm play measure-%s --modules %.*s\n", id, n > 1 ? (int)n - 1 : 1, n > 0 ? path : ".");
    free(tail);
}

static bool deliver(struct app *app, const char *id, const char *source, struct error *err) {
    if (app->o.output != NULL && strcmp(app->o.output, "-") == 0) {
        fputs(source, stdout);
        return true;
    }
    char *path = place_of(app, id);
    bool ok = strlen(source) <= SOURCE_MAX_BYTES ||
              error_set(err, ERROR_FORMAT,
                        "The instrument would be %zu KB, and at most %d KB can be read; nothing was written.",
                        strlen(source) / 1024, SOURCE_MAX_BYTES / 1024);
    ok = ok && save(path, id, source, app->o.force, err);
    if (ok)
        tell_place(path, id);
    free(path);
    return ok;
}

static bool import_one(struct app *app, const char *from, struct error *err) {
    json_t *json = read_json(from, err), *notes = NULL, *note;
    const json_t *found = json != NULL ? questionnaire_find(json, app->o.name, err) : NULL;
    char *id = found != NULL ? id_for(app, found, from) : NULL, *source = NULL;
    json_t *table = id != NULL && id_is_usable(id, err) ? questionnaire_read(found, id, &notes, err) : NULL;
    size_t i;
    json_array_foreach(notes, i, note) fprintf(stderr, "%s: %s\n", from, json_string_value(note));
    if (table != NULL)
        source = instrument_source(table, "Made from a FHIR Questionnaire by balm import. Read it through before use.");
    bool ok = source != NULL && deliver(app, id, source, err);
    free(source);
    free(id);
    json_decref(table);
    json_decref(notes);
    json_decref(json);
    if (!ok && strncmp(err->text, from, strlen(from)) != 0) {
        struct error why = *err;
        error_set(err, why.code, "%s: %.600s", from, why.text);
    }
    return ok;
}

int verb_import(struct app *app) {
    struct error err = {0};
    if (app->o.word_count != 2 || strcmp(app->o.words[0], "questionnaire") != 0) {
        error_set(&err, ERROR_USAGE, "import takes: balm import questionnaire FILE.json [-o FOLDER|FILE.lua].");
        return app_fail(&err);
    }
    return import_one(app, app->o.words[1], &err) ? EXIT_DONE : app_fail(&err);
}
