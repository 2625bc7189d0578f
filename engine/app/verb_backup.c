/* balm backup FILE, balm restore FILE: the data folder as one file, and back. */
#include "app/app.h"

#include "store/backup.h"

static bool word_check(const struct app *app, struct error *err) {
    return app->o.word_count == 1 ||
           error_set(err, ERROR_USAGE, "%s takes one file: balm %s FILE.", app->o.verb, app->o.verb);
}

static void whole(const struct verify_result *walked) {
    printf("It is whole: %lld people, %lld sessions, %lld entries.\n", (long long)walked->people,
           (long long)walked->sessions, (long long)walked->entries);
}

int verb_backup(struct app *app) {
    struct error err = {0};
    struct verify_result walked;
    if (!word_check(app, &err))
        return app_fail(&err);
    struct store *s = app_store(app, true, &err);
    bool ok = s != NULL && backup_write(s, app->o.words[0], &walked, &err);
    store_close(s);
    if (!ok)
        return app_fail(&err);
    printf("%s holds everything of %s, its key too: whoever has this file can read it.\n", app->o.words[0],
           app->o.data);
    whole(&walked);
    return EXIT_DONE;
}

int verb_restore(struct app *app) {
    struct error err = {0};
    struct verify_result walked;
    char aside[ASIDE_BYTES] = "";
    if (!word_check(app, &err) || !backup_restore(app->o.words[0], app->o.data, &app->clock, aside, &walked, &err))
        return app_fail(&err);
    printf("%s is as it was when %s was made.\n", app->o.data, app->o.words[0]);
    if (aside[0] != '\0')
        printf("What was there before is kept in %s.\n", aside);
    whole(&walked);
    return EXIT_DONE;
}
