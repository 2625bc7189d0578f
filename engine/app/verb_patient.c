/* balm patient add|list|remove: people on this machine. */
#include "app/app.h"
#include "store/clinic.h"

#include <stdlib.h>
#include <string.h>

static bool add(struct app *app, struct store *s, struct error *err) {
    char id[40];
    if (app->o.name == NULL || app->o.name[0] == '\0')
        return error_set(err, ERROR_USAGE, "patient add needs --name NAME.");
    if (!store_batch_begin(s, err))
        return false;
    bool ok = person_add(s, app->o.name, id, err) && (app->o.pin == NULL || pin_set(s, id, app->o.pin, err));
    if (!store_batch_end(s, ok, err) || !ok)
        return false;
    printf("%s\n", id);
    return true;
}

static bool list(struct store *s, struct error *err) {
    json_t *people = person_list(s, err), *person;
    size_t i;
    if (people == NULL)
        return false;
    json_array_foreach(people, i, person)
        printf("%s\t%s\n", value_string(person, "id", ""), value_string(person, "name", ""));
    json_decref(people);
    return true;
}

static bool drop(struct app *app, struct store *s, struct error *err) {
    char id[40];
    const char *who = app->o.word_count > 1 ? app->o.words[1] : app->o.patient;
    if (who == NULL)
        return error_set(err, ERROR_USAGE, "patient remove needs the person's id or name.");
    return person_find(s, who, id, err) && person_remove(s, id, err);
}

int verb_patient(struct app *app) {
    struct error err = {0};
    const char *what = app->o.word_count > 0 ? app->o.words[0] : "";
    bool is_list = strcmp(what, "list") == 0, is_add = strcmp(what, "add") == 0,
         is_remove = strcmp(what, "remove") == 0;
    if (!is_list && !is_add && !is_remove) {
        error_set(&err, ERROR_USAGE, "patient takes add --name NAME, list, or remove ID.");
        return app_fail(&err);
    }
    struct store *s = app_store(app, is_list, &err);
    bool ok = s != NULL && (is_add ? add(app, s, &err) : is_list ? list(s, &err) : drop(app, s, &err));
    store_close(s);
    if (is_list && s == NULL && err.code == ERROR_MISSING)
        return EXIT_DONE; /* no record yet: nobody */
    return ok ? EXIT_DONE : app_fail(&err);
}
