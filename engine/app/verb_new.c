/* balm new KIND NAME: a working module from a template in assets/templates. balm new --list: the whole module language.
 */
#include "app/app.h"
#include "base/file.h"
#include "base/text.h"
#include "base/xalloc.h"
#include "script/host.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* "My new Module" -> "my-new-module" */
static char *id_of(const char *name) {
    struct text id;
    text_init(&id);
    for (const char *p = name; *p != '\0'; p++) {
        if (isalnum((unsigned char)*p))
            text_add_char(&id, (char)tolower((unsigned char)*p));
        else if (id.length_bytes > 0 && id.bytes[id.length_bytes - 1] != '-')
            text_add_char(&id, '-');
    }
    while (id.length_bytes > 0 && id.bytes[id.length_bytes - 1] == '-')
        text_splice(&id, id.length_bytes - 1, id.length_bytes, "", 0);
    return text_take(&id);
}

/* "my-new-module" -> "My new module" */
static char *title_of(const char *name) {
    char *title = xstrdup(name);
    for (char *p = title; *p != '\0'; p++)
        if (*p == '-' || *p == '_' || *p == '"' || *p == '\\')
            *p = ' ';
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

static void replace_all(struct text *t, const char *what, const char *with) {
    for (char *at; (at = strstr(t->bytes, what)) != NULL;) {
        size_t from = (size_t)(at - t->bytes);
        text_splice(t, from, from + strlen(what), with, strlen(with));
    }
}

static char *read_template(const char *kind, struct error *err) {
    char *name = xprintf("assets/templates/%s.lua", kind), *path = path_join(share_folder(), name);
    struct error missing = {0};
    char *source = path_is_plain(kind) ? file_read(path, 1 << 20, NULL, &missing) : NULL;
    if (source == NULL) {
        static const char *const kinds[] = {"lesson", "thought-record", "practice", "exercise", "diary", "measure"};
        const char *near = text_nearest(kind, kinds, sizeof kinds / sizeof *kinds);
        error_set(
            err, ERROR_USAGE,
            "There is no template \"%s\".%s%s%s Known: lesson, thought-record, practice, exercise, diary, measure.",
            kind, near != NULL ? " Did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
    }
    free(name);
    free(path);
    return source;
}

static bool write_module(const char *source, const char *parent, const char *name, struct error *err) {
    char *id = id_of(name), *title = title_of(name), *folder = path_join(parent, id);
    char *path = path_join(folder, "module.lua");
    struct text t;
    text_init(&t);
    text_add(&t, source);
    replace_all(&t, "@ID@", id);
    replace_all(&t, "@TITLE@", title);
    bool ok = id[0] != '\0' || error_set(err, ERROR_USAGE, "A module's name needs letters or digits.");
    if (ok && folder_exists(folder))
        ok = error_set(err, ERROR_USAGE, "%s is already there. Choose another name; nothing was changed.", folder);
    ok = ok && folder_make(folder, err) && file_write(path, t.bytes, t.length_bytes, err);
    if (ok)
        printf("%s\nTry it:   balm play %s --watch\nCheck it: balm check %s\n", path, folder, folder);
    text_finish(&t);
    free(id);
    free(title);
    free(folder);
    free(path);
    return ok;
}

static int print_reference(void) {
    struct error err = {0};
    struct host *h = host_create(share_folder(), &err);
    json_t *none = json_array(), *text = NULL;
    bool ok = h != NULL && host_call(h, "steps.reference", none, &text, &err);
    if (ok)
        fputs(json_string_value(text), stdout);
    json_decref(none);
    json_decref(text);
    host_destroy(h);
    return ok ? EXIT_DONE : app_fail(&err);
}

int verb_new(struct app *app) {
    struct error err = {0};
    if (app->o.list)
        return print_reference();
    if (app->o.word_count != 2) {
        error_set(&err, ERROR_USAGE, "new takes a kind and a name, for example: balm new lesson sleep-better");
        return app_fail(&err);
    }
    char *source = read_template(app->o.words[0], &err);
    const char *parent = app->o.modules.count > 0 ? app->o.modules.at[0] : ".";
    bool ok = source != NULL && write_module(source, parent, app->o.words[1], &err);
    free(source);
    return ok ? EXIT_DONE : app_fail(&err);
}
