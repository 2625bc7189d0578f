/* balm verify: proves the record's chain; says what was walked, or where it breaks. */
#include "app/app.h"

int verb_verify(struct app *app) {
    struct error err = {0};
    struct verify_result walked;
    struct store *s = app_store(app, true, &err);
    if (s == NULL)
        return app_fail(&err);
    bool ok = store_verify(s, &walked, &err);
    store_close(s);
    if (!ok) {
        app_fail(&err);
        return EXIT_PROBLEMS;
    }
    printf("The record is whole: %lld people, %lld sessions, %lld entries.\n", (long long)walked.people,
           (long long)walked.sessions, (long long)walked.entries);
    return EXIT_DONE;
}
