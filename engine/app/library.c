/* Finding modules, courses and instruments in the given folders; see library.h. Reads folders, runs no patient. */
#include "app/library.h"

#include "base/file.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

struct loaded {
    char *folder;
    struct bundle *bundle;
    struct loaded *next;
};

struct measured {
    char *path;
    struct instrument *instrument;
    struct measured *next;
};

struct library {
    char **folders;
    size_t folder_count;
    struct loaded *bundles;
    struct measured *instruments;
};

struct library *library_create(const char *const *folders, size_t count) {
    struct library *l = xcalloc(1, sizeof *l);
    l->folders = xcalloc(count + 1, sizeof *l->folders);
    for (size_t i = 0; i < count; i++)
        l->folders[l->folder_count++] = xstrdup(folders[i]);
    l->folders[l->folder_count++] = path_join(share_folder(), "modules");
    return l;
}

void library_destroy(struct library *l) {
    if (l == NULL)
        return;
    for (struct loaded *b = l->bundles, *next; b != NULL; b = next) {
        next = b->next;
        bundle_destroy(b->bundle);
        free(b->folder);
        free(b);
    }
    for (struct measured *m = l->instruments, *next; m != NULL; m = next) {
        next = m->next;
        instrument_destroy(m->instrument);
        free(m->path);
        free(m);
    }
    for (size_t i = 0; i < l->folder_count; i++)
        free(l->folders[i]);
    free(l->folders);
    free(l);
}

/* Names in all folders for which folder/name/file (or folder/sub/name.lua) is there, sorted and once each. */
static json_t *names_with(struct library *l, const char *file) {
    json_t *found = json_object();
    for (size_t i = 0; i < l->folder_count; i++) {
        size_t count = 0;
        char **names = folder_list(l->folders[i], &count);
        for (size_t n = 0; names != NULL && n < count; n++) {
            char *path = xprintf("%s/%s/%s", l->folders[i], names[n], file);
            if (file_exists(path))
                json_object_set_new(found, names[n], json_true());
            free(path);
        }
        names_free(names, count);
    }
    json_t *sorted = json_array();
    size_t count = json_object_size(found), at = 0;
    const char **keys = xcalloc(count + 1, sizeof *keys), *key;
    json_t *unused;
    json_object_foreach(found, key, unused) keys[at++] = key;
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && strcmp(keys[j - 1], keys[j]) > 0; j--) {
            const char *swap = keys[j];
            keys[j] = keys[j - 1];
            keys[j - 1] = swap;
        }
    for (size_t i = 0; i < count; i++)
        json_array_append_new(sorted, json_string(keys[i]));
    free(keys);
    json_decref(found);
    return sorted;
}

json_t *library_ids(struct library *l) {
    return names_with(l, "module.lua");
}

json_t *library_course_ids(struct library *l) {
    return names_with(l, "course.lua");
}

/* "There is no module X. Known: a, b. Did you mean b?" */
static bool not_found(const char *what, const char *name, json_t *known, struct error *err) {
    char *list = value_text(known);
    size_t count = json_array_size(known);
    const char **names = xcalloc(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = json_string_value(json_array_get(known, i));
    const char *near = text_nearest(name, names, count);
    error_set(err, ERROR_MISSING, "There is no %s \"%s\".%s%s%s Known: %s.", what, name,
              near != NULL ? " Did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "",
              list[0] != '\0' ? list : "none");
    free(names);
    free(list);
    json_decref(known);
    return false;
}

/* The module's folder for a name, or NULL. Given. */
static char *module_folder(struct library *l, const char *name) {
    size_t n = strlen(name);
    if (file_exists(name) && n >= 10 && strcmp(name + n - 10, "module.lua") == 0)
        return n > 11 ? xstrndup(name, n - 11) : xstrdup(".");
    if (strchr(name, '/') == NULL) {
        for (size_t i = 0; i < l->folder_count; i++) {
            char *folder = path_join(l->folders[i], name), *file = path_join(folder, "module.lua");
            bool there = path_is_plain(name) && file_exists(file);
            free(file);
            if (there)
                return folder;
            free(folder);
        }
    }
    char *file = path_join(name, "module.lua");
    bool there = file_exists(file);
    free(file);
    if (!there)
        return NULL;
    while (n > 1 && name[n - 1] == '/')
        n--;
    return xstrndup(name, n);
}

static char *generated_media(const char *folder) {
    char *real = realpath(folder, NULL);
    const char *slash = real != NULL ? strrchr(real, '/') : NULL;
    char *made = xprintf("%s/media/%s", share_folder(), slash != NULL ? slash + 1 : folder);
    free(real);
    if (!folder_exists(made)) {
        free(made);
        return NULL;
    }
    return made;
}

static struct bundle *keep(struct library *l, char *folder, struct bundle *bundle) {
    struct loaded *b = xcalloc(1, sizeof *b);
    *b = (struct loaded){.folder = folder, .bundle = bundle, .next = l->bundles};
    l->bundles = b;
    return bundle;
}

static struct bundle *kept(struct library *l, const char *folder) {
    for (struct loaded *b = l->bundles; b != NULL; b = b->next)
        if (b->folder != NULL && strcmp(b->folder, folder) == 0)
            return b->bundle;
    return NULL;
}

static const char measure_prefix[] = "measure-";

/* A version of numbers, as a module has it; the instrument's own goes into the record with its answers. */
static const char *module_version(const char *version) {
    unsigned a, b, c;
    char after;
    int parts = sscanf(version, "%5u.%5u.%5u%c", &a, &b, &c, &after);
    bool plain = strspn(version, "0123456789.") == strlen(version) && strstr(version, "..") == NULL;
    size_t length = strlen(version);
    return plain && parts >= 1 && parts <= 3 && version[length - 1] != '.' && length < 12 ? version : "1.0";
}

/* The script of a module that asks one instrument and nothing else. Given. */
static char *measure_script(const char *name, const char *instrument, const json_t *table) {
    size_t items = json_array_size(json_object_get(table, "items")), minutes = items / 5 + 1;
    char *title = source_quoted(value_string(table, "patient_title", value_string(table, "title", instrument)));
    char *source = source_quoted(value_string(table, "source", ""));
    char *script = xprintf("module { id=\"%s\", version=\"%s\", title=%s, kind=\"measure\", minutes=%zu, api=1,\n"
                           "  language=\"%s\", resume_within=\"1 day\", sources={ %s } }\n"
                           "instrument { id=\"%s\" }\n",
                           name, module_version(value_string(table, "version", "1.0")), title,
                           minutes < 120 ? minutes : 120, value_string(table, "language", "en"), source, instrument);
    free(title);
    free(source);
    return script;
}

/* "measure-phq-9": any instrument can be prescribed and played by itself. NULL: there is no such instrument. */
static struct bundle *measure_bundle(struct library *l, const char *name, struct error *err) {
    const char *id = name + sizeof measure_prefix - 1;
    struct error missing = {0};
    struct bundle *bundle = kept(l, name);
    if (bundle != NULL || strncmp(name, measure_prefix, sizeof measure_prefix - 1) != 0)
        return bundle;
    struct instrument *in = library_instrument(l, id, &missing);
    if (in == NULL)
        return NULL;
    char *script = measure_script(name, id, instrument_table(in));
    json_t *packed = json_pack("{s:s, s:{s:s}, s:[]}", "id", name, "texts", "module.lua", script, "media");
    bundle = bundle_unpack(packed, NULL, err);
    json_decref(packed);
    free(script);
    return bundle != NULL ? keep(l, xstrdup(name), bundle) : NULL;
}

struct bundle *library_bundle(struct library *l, const char *name, bool fresh, struct error *err) {
    char *folder = module_folder(l, name);
    struct bundle *measure = folder == NULL ? measure_bundle(l, name, err) : NULL;
    if (measure != NULL)
        return measure;
    if (folder == NULL) {
        not_found("module", name, library_ids(l), err);
        return NULL;
    }
    if (!fresh && kept(l, folder) != NULL) {
        struct bundle *known = kept(l, folder);
        free(folder);
        return known;
    }
    char *media = generated_media(folder);
    struct bundle *bundle = bundle_load(folder, media, err);
    free(media);
    if (bundle == NULL) {
        free(folder);
        return NULL;
    }
    return keep(l, folder, bundle);
}

struct bundle *library_adopt(struct library *l, const json_t *packed, const char *media_store, struct error *err) {
    struct bundle *bundle = bundle_unpack(packed, media_store, err);
    return bundle != NULL ? keep(l, NULL, bundle) : NULL;
}

json_t *library_list(struct library *l) {
    json_t *list = json_array(), *ids = library_ids(l), *id;
    size_t i;
    json_array_foreach(ids, i, id) {
        struct error wrong = {0};
        struct bundle *b = library_bundle(l, json_string_value(id), false, &wrong);
        const json_t *m = b != NULL ? bundle_manifest(b, &wrong) : NULL;
        json_t *item = json_object();
        json_object_set(item, "id", id);
        if (m == NULL) {
            value_set_string(item, "problem", wrong.text);
        } else {
            static const char *const names[] = {"title", "kind", "minutes", "summary", "version"};
            for (size_t n = 0; n < sizeof names / sizeof *names; n++)
                if (json_object_get(m, names[n]) != NULL)
                    json_object_set(item, names[n], json_object_get(m, names[n]));
            value_set_string(item, "folder", bundle_folder(b));
        }
        json_array_append_new(list, item);
    }
    json_decref(ids);
    return list;
}

/* path when there is such a file, else NULL; frees it then. */
static char *existing(char *path) {
    if (file_exists(path))
        return path;
    free(path);
    return NULL;
}

char *library_course_path(struct library *l, const char *name) {
    char *path = NULL;
    for (size_t i = 0; path == NULL && i < l->folder_count && path_is_plain(name); i++)
        path = existing(xprintf("%s/%s/course.lua", l->folders[i], name));
    if (path == NULL)
        path = existing(xprintf("%s/course.lua", name));
    size_t length = strlen(name);
    bool is_file = length >= 10 && strcmp(name + length - 10, "course.lua") == 0;
    return path == NULL && is_file ? existing(xstrdup(name)) : path;
}

json_t *library_course(struct library *l, const char *name, struct error *err) {
    char *path = library_course_path(l, name);
    json_t *course = path != NULL ? course_load(path, err) : NULL;
    if (path == NULL)
        not_found("course", name, library_course_ids(l), err);
    free(path);
    return course;
}

json_t *library_instrument_ids(struct library *l) {
    json_t *ids = json_array();
    for (size_t i = 0; i < l->folder_count; i++) {
        char *folder = path_join(l->folders[i], "instruments");
        size_t count = 0;
        char **names = folder_list(folder, &count);
        for (size_t n = 0; names != NULL && n < count; n++) {
            char *dot = strrchr(names[n], '.');
            if (dot != NULL && strcmp(dot, ".lua") == 0)
                json_array_append_new(ids, json_stringn(names[n], (size_t)(dot - names[n])));
        }
        names_free(names, count);
        free(folder);
    }
    return ids;
}

struct instrument *library_instrument(void *library, const char *id, struct error *err) {
    struct library *l = library;
    for (size_t i = 0; i < l->folder_count && path_is_plain(id); i++) {
        char *path = xprintf("%s/instruments/%s.lua", l->folders[i], id);
        for (struct measured *m = l->instruments; m != NULL; m = m->next) {
            if (strcmp(m->path, path) == 0) {
                free(path);
                return m->instrument;
            }
        }
        if (!file_exists(path)) {
            free(path);
            continue;
        }
        struct instrument *made = instrument_load(path, err);
        if (made == NULL) {
            free(path);
            return NULL;
        }
        struct measured *m = xcalloc(1, sizeof *m);
        *m = (struct measured){.path = path, .instrument = made, .next = l->instruments};
        l->instruments = m;
        return made;
    }
    not_found("instrument", id, library_instrument_ids(l), err);
    return NULL;
}

bool library_has_module(void *library, const char *id) {
    struct error missing = {0};
    return library_bundle(library, id, false, &missing) != NULL || missing.code != ERROR_MISSING;
}

bool library_has_instrument(void *library, const char *id) {
    struct error missing = {0};
    return library_instrument(library, id, &missing) != NULL || missing.code != ERROR_MISSING;
}
