/* A module's folder in memory: texts whole, media by path, all named and sorted; see bundle.h. Hashes are worked out
 * when first asked for, because a folder of films takes longer to read than a module takes to start. Reading folders is
 * in bundle_load.c; nothing here runs a script but bundle_manifest. */
#include "script/bundle_internal.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "script/guest.h"
#include "script/manifest.h"
#include "script/sites.h"
#include "script/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS_MAX = 200 };

static void file_finish(struct bundle_file *f) {
    free(f->name);
    free(f->path);
    free(f->text);
}

void bundle_destroy(struct bundle *b) {
    if (b == NULL)
        return;
    for (size_t i = 0; i < b->count; i++)
        file_finish(&b->files[i]);
    free(b->files);
    free(b->id);
    free(b->folder);
    json_decref(b->manifest);
    json_decref(b->sites);
    free(b);
}

struct bundle_file *bundle_find(const struct bundle *b, const char *name) {
    for (size_t i = 0; i < b->count; i++)
        if (strcmp(b->files[i].name, name) == 0)
            return &b->files[i];
    return NULL;
}

/* In order of names. */
static struct bundle_file *insert(struct bundle *b, const char *name) {
    size_t at = 0;
    while (at < b->count && strcmp(b->files[at].name, name) < 0)
        at++;
    b->files = xrealloc(b->files, (b->count + 1) * sizeof *b->files);
    memmove(b->files + at + 1, b->files + at, (b->count - at) * sizeof *b->files);
    b->count++;
    b->files[at] = (struct bundle_file){.name = xstrdup(name)};
    return &b->files[at];
}

static void forget_derived(struct bundle *b) {
    json_decref(b->manifest);
    json_decref(b->sites);
    b->manifest = b->sites = NULL;
    b->hash[0] = '\0';
}

bool bundle_add_text(struct bundle *b, const char *name, const char *source, size_t count_bytes, struct error *err) {
    struct bundle_file *f = bundle_find(b, name);
    if (!path_is_plain(name) || (f != NULL && f->text == NULL))
        return error_set(err, ERROR_FORMAT, "\"%s\" is no name for a text of a module.", name);
    if (!source_check(name, &source, &count_bytes, err))
        return false;
    if (f == NULL && b->text_count++ >= TEXTS_MAX)
        return error_set(err, ERROR_FORMAT, "A module has at most %d texts.", TEXTS_MAX);
    if (f == NULL)
        f = insert(b, name);
    free(f->text);
    f->text = xstrndup(source, count_bytes);
    f->bytes = (int64_t)count_bytes;
    f->hash[0] = '\0';
    forget_derived(b);
    return true;
}

void bundle_add_media(struct bundle *b, const char *name, const char *path, int64_t bytes, const char *hash) {
    struct bundle_file *f = insert(b, name);
    f->path = xstrdup(path);
    f->bytes = bytes;
    snprintf(f->hash, sizeof f->hash, "%s", hash);
}

struct bundle *bundle_create(const char *id, const char *folder) {
    struct bundle *b = xcalloc(1, sizeof *b);
    b->id = xstrdup(id);
    b->folder = xstrdup(folder);
    return b;
}

struct bundle *bundle_from_text(const char *id, const char *source, size_t count_bytes, struct error *err) {
    struct bundle *b = bundle_create(id, "");
    if (bundle_add_text(b, "module.lua", source, count_bytes, err))
        return b;
    bundle_destroy(b);
    return NULL;
}

const char *bundle_id(const struct bundle *b) {
    return b->id;
}

const char *bundle_folder(const struct bundle *b) {
    return b->folder;
}

const char *bundle_text(const struct bundle *b, const char *name, size_t *out_bytes) {
    const struct bundle_file *f = bundle_find(b, name);
    if (f == NULL || f->text == NULL)
        return NULL;
    if (out_bytes != NULL)
        *out_bytes = (size_t)f->bytes;
    return f->text;
}

static bool ends_with(const char *name, const char *end) {
    size_t n = strlen(name), m = strlen(end);
    return n >= m && strcmp(name + n - m, end) == 0;
}

size_t bundle_source_names(const struct bundle *b, const char **out_names, size_t room) {
    size_t count = 0;
    for (size_t i = 0; i < b->count && count < room; i++)
        if (b->files[i].text != NULL && ends_with(b->files[i].name, ".lua"))
            out_names[count++] = b->files[i].name;
    return count;
}

/* ---- hash ---- */

static void hash_file(const char *path, char out[65]) {
    struct hash h;
    char block[16384];
    size_t got;
    hash_init(&h);
    FILE *file = fopen(path, "rb");
    while (file != NULL && (got = fread(block, 1, sizeof block, file)) > 0)
        hash_add(&h, block, got);
    if (file != NULL)
        fclose(file);
    hash_hex(&h, out);
}

static const char *hash_of(struct bundle_file *f) {
    if (f->hash[0] != '\0')
        return f->hash;
    struct hash h;
    hash_init(&h);
    if (f->text != NULL) {
        hash_add(&h, f->text, (size_t)f->bytes);
        hash_hex(&h, f->hash);
    } else {
        hash_file(f->path, f->hash);
    }
    return f->hash;
}

const char *bundle_hash(struct bundle *b) {
    if (b->hash[0] != '\0')
        return b->hash;
    struct hash h;
    hash_init(&h);
    hash_add(&h, b->id, strlen(b->id) + 1);
    for (size_t i = 0; i < b->count; i++) {
        struct bundle_file *f = &b->files[i];
        hash_add(&h, f->text != NULL ? "t" : "m", 1);
        hash_add(&h, f->name, strlen(f->name) + 1);
        hash_add(&h, hash_of(f), 64);
    }
    return hash_hex(&h, b->hash);
}

/* ---- packed ---- */

json_t *bundle_pack(struct bundle *b) {
    json_t *texts = json_object(), *media = json_array();
    for (size_t i = 0; i < b->count; i++) {
        struct bundle_file *f = &b->files[i];
        if (f->text != NULL)
            json_object_set_new(texts, f->name, json_stringn(f->text, (size_t)f->bytes));
        else
            json_array_append_new(media, json_pack("{s:s, s:I, s:s}", "name", f->name, "bytes", (json_int_t)f->bytes,
                                                   "hash", hash_of(f)));
    }
    return json_pack("{s:s, s:o, s:o}", "id", b->id, "texts", texts, "media", media);
}

static bool unpack_texts(struct bundle *b, const json_t *texts, struct error *err) {
    const char *name;
    json_t *text;
    json_object_foreach((json_t *)(uintptr_t)texts, name, text) {
        if (!json_is_string(text) || !bundle_add_text(b, name, json_string_value(text), json_string_length(text), err))
            return json_is_string(text) ? false : error_set(err, ERROR_FORMAT, "The text \"%s\" is none.", name);
    }
    return true;
}

static bool unpack_media(struct bundle *b, const json_t *media, const char *store, struct error *err) {
    size_t i;
    json_t *item;
    json_array_foreach(media, i, item) {
        const char *name = value_string(item, "name", ""), *hash = value_string(item, "hash", "");
        bool good = path_is_plain(name) && strlen(hash) == 64 && strspn(hash, "0123456789abcdef") == 64;
        if (!good || bundle_find(b, name) != NULL)
            return error_set(err, ERROR_FORMAT, "The list of media of the module %s is damaged.", b->id);
        char *path = path_join(store != NULL ? store : "/nonexistent", hash);
        bundle_add_media(b, name, path, value_int(item, "bytes", 0), hash);
        free(path);
    }
    return true;
}

struct bundle *bundle_unpack(const json_t *packed, const char *media_store, struct error *err) {
    const char *id = value_string(packed, "id", NULL);
    if (id == NULL) {
        error_set(err, ERROR_FORMAT, "This is not a module's bundle.");
        return NULL;
    }
    struct bundle *b = bundle_create(id, "");
    if (unpack_texts(b, json_object_get(packed, "texts"), err) &&
        unpack_media(b, json_object_get(packed, "media"), media_store, err) &&
        (bundle_text(b, "module.lua", NULL) != NULL ||
         error_set(err, ERROR_FORMAT, "The bundle of the module %s has no module.lua.", id)))
        return b;
    bundle_destroy(b);
    return NULL;
}

bool bundle_keep_media(struct bundle *b, const char *media_store, struct error *err) {
    if (!folder_make(media_store, err))
        return false;
    for (size_t i = 0; i < b->count; i++) {
        struct bundle_file *f = &b->files[i];
        if (f->text != NULL)
            continue;
        char *to = path_join(media_store, hash_of(f));
        bool ok = file_size(to) == f->bytes || file_copy(f->path, to, err);
        free(to);
        if (!ok)
            return false;
    }
    return true;
}

static const char *nearest_media(const struct bundle *b, const char *name) {
    const char **names = xcalloc(b->count + 1, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < b->count; i++)
        if (b->files[i].text == NULL)
            names[count++] = b->files[i].name;
    const char *nearest = text_nearest(name, names, count);
    free(names);
    return nearest;
}

char *bundle_media(struct bundle *b, const char *name, struct error *err) {
    const struct bundle_file *f = bundle_find(b, name);
    if (f != NULL && f->text == NULL && file_exists(f->path))
        return xstrdup(f->path);
    const char *nearest = f == NULL ? nearest_media(b, name) : NULL;
    if (!path_is_plain(name))
        error_set(err, ERROR_MISSING, "\"%.100s\" is not a file inside the module's folder.", name);
    else if (nearest != NULL)
        error_set(err, ERROR_MISSING, "The module's folder has no file \"%.100s\". Did you mean \"%s\"?", name,
                  nearest);
    else
        error_set(err, ERROR_MISSING, "The module's folder has no file \"%.100s\".", name);
    return NULL;
}

/* ---- what stands in it ---- */

const json_t *bundle_manifest(struct bundle *b, struct error *err) {
    if (b->manifest != NULL)
        return b->manifest;
    json_t *request = NULL;
    struct guest *g = guest_create(b, NULL, err);
    if (g != NULL && guest_resume(g, NULL, &request, err) == GUEST_REQUEST) /* the first is module{}, checked */
        b->manifest = manifest_complete(json_object_get(request, "args"));
    json_decref(request);
    guest_destroy(g);
    return b->manifest;
}

static void scan_with_includes(struct bundle *b) {
    json_t *files = json_pack("[s]", "module.lua"), *seen = json_object(), *name;
    for (size_t i = 0; (name = json_array_get(files, i)) != NULL; i++) {
        const char *file = json_string_value(name), *source = bundle_text(b, file, NULL);
        if (source == NULL || json_object_get(seen, file) != NULL)
            continue;
        json_object_set_new(seen, file, json_true());
        json_t *includes = json_array(), *included;
        size_t n;
        sites_scan(file, source, b->sites, includes);
        json_array_foreach(includes, n, included) {
            json_array_append_new(files, json_sprintf("%s.lua", json_string_value(included)));
        }
        json_decref(includes);
    }
    json_decref(files);
    json_decref(seen);
}

const json_t *bundle_step_sites(struct bundle *b) {
    if (b->sites == NULL) {
        b->sites = json_array();
        scan_with_includes(b);
    }
    return b->sites;
}

static char *po_of(void *context, const char *tag, char **out_name) {
    size_t length;
    *out_name = xprintf("lang/%s.po", tag);
    const char *text = bundle_text(context, *out_name, &length);
    return text != NULL ? xstrdup(text) : NULL;
}

struct catalogue *bundle_catalogue(struct bundle *b, const char *tag, struct error *err) {
    struct error quiet = {0};
    const json_t *manifest = bundle_manifest(b, &quiet);
    if (strcmp(tag, value_string(manifest, "language", "en")) == 0)
        return NULL;
    return catalogue_chain(tag, po_of, b, err);
}
