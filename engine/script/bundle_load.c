/* Reads a module's folder into a bundle; see bundle.h. Every file is resolved first, so that a link leading out of the
 * folder is refused here and nowhere else needs to ask. */
#include "script/bundle_internal.h"

#include "base/file.h"
#include "base/xalloc.h"
#include "script/source.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 5, FILES_MAX = 2000 };

struct loading {
    struct bundle *bundle;
    const char *root;
    bool is_extra; /* generated media: only what the module's own folder has not, and no texts */
    struct error *err;
};

static bool load_folder(struct loading *l, const char *relative, int depth);

static bool ends_with(const char *name, const char *end) {
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

static bool is_text(const char *name) {
    return ends_with(name, ".lua") || (strncmp(name, "lang/", 5) == 0 && ends_with(name, ".po"));
}

static bool load_text(struct loading *l, const char *name, const char *path) {
    size_t length;
    char *source = source_read(path, name, &length, l->err);
    bool ok = source != NULL && bundle_add_text(l->bundle, name, source, length, l->err);
    free(source);
    return ok;
}

static bool load_file(struct loading *l, const char *name) {
    bool skips = l->is_extra && (is_text(name) || bundle_find(l->bundle, name) != NULL);
    if (skips)
        return true;
    if (l->bundle->count >= FILES_MAX)
        return error_set(l->err, ERROR_FORMAT, "The module's folder has more than %d files.", FILES_MAX);
    char *path = path_inside(l->root, name, l->err);
    if (path == NULL)
        return false;
    bool ok = true;
    if (is_text(name))
        ok = load_text(l, name, path);
    else
        bundle_add_media(l->bundle, name, path, file_size(path), "");
    free(path);
    return ok;
}

static bool load_entry(struct loading *l, const char *name, int depth) {
    char *path = path_join(l->root, name);
    bool is_folder = folder_exists(path);
    free(path);
    if (!is_folder)
        return load_file(l, name);
    if (depth >= DEPTH_MAX)
        return error_set(l->err, ERROR_FORMAT, "The folder \"%s\" lies too deep in the module's folder.", name);
    return load_folder(l, name, depth + 1);
}

static bool load_folder(struct loading *l, const char *relative, int depth) {
    char *folder = relative[0] != '\0' ? path_join(l->root, relative) : xstrdup(l->root);
    size_t count = 0;
    char **names = folder_list(folder, &count);
    bool ok = names != NULL || error_set(l->err, ERROR_MISSING, "The folder %s cannot be read.", folder);
    for (size_t i = 0; ok && i < count; i++) {
        char *name = relative[0] != '\0' ? path_join(relative, names[i]) : xstrdup(names[i]);
        ok = ends_with(name, "~") || load_entry(l, name, depth);
        free(name);
    }
    names_free(names, count);
    free(folder);
    return ok;
}

static bool check_name(const char *id, struct error *err) {
    if (id[0] != '\0' && strlen(id) < 80 && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(id))
        return true;
    return error_set(err, ERROR_FORMAT,
                     "The folder \"%.80s\" is no module's name: small letters, digits and - only, at most 79.", id);
}

struct bundle *bundle_load(const char *folder, const char *extra_media, struct error *err) {
    char *root = realpath(folder, NULL), *source = path_join(folder, "module.lua");
    const char *slash = root != NULL ? strrchr(root, '/') : NULL;
    struct bundle *b = NULL;
    if (root == NULL || !file_exists(source)) {
        error_set(err, ERROR_MISSING, "There is no module in %s: it has no file module.lua.", folder);
        goto out;
    }
    if (!check_name(slash != NULL ? slash + 1 : root, err))
        goto out;
    b = bundle_create(slash != NULL ? slash + 1 : root, root);
    struct loading own = {b, root, false, err}, extra = {b, extra_media, true, err};
    bool has_extra = extra_media != NULL && folder_exists(extra_media);
    if (!load_folder(&own, "", 0) || (has_extra && !load_folder(&extra, "", 0))) {
        bundle_destroy(b);
        b = NULL;
    }
out:
    free(root);
    free(source);
    return b;
}
