/* balm staff: members of staff from the command line (the passphrase is the first line of standard input), and the
 * staff log. For setting up a kiosk without a desk, and for the clinic's IT. */
#include "app/app.h"
#include "store/clinic.h"

#include <string.h>
#include <unistd.h>

static bool add(struct app *app, struct store *s, struct error *err) {
    char passphrase[256] = "", id[40];
    if (app->o.name == NULL)
        return error_set(err, ERROR_USAGE, "staff add needs --name NAME, and the passphrase on standard input.");
    if (isatty(STDIN_FILENO))
        fprintf(stderr, "Passphrase (it is shown as you type): ");
    if (fgets(passphrase, sizeof passphrase, stdin) == NULL)
        return error_set(err, ERROR_USAGE, "staff add reads the passphrase from standard input, one line.");
    passphrase[strcspn(passphrase, "\r\n")] = '\0';
    const char *by = app->o.by != NULL ? app->o.by : "command line";
    bool ok = staff_add_member(s, by, app->o.name, passphrase, id, err);
    memset(passphrase, 0, sizeof passphrase);
    if (ok)
        printf("%s\n", id);
    return ok;
}

static bool list(struct store *s) {
    json_t *members = staff_members(s), *one;
    size_t i;
    json_array_foreach(members, i, one) printf("%s\t%s\n", value_string(one, "id", ""), value_string(one, "name", ""));
    json_decref(members);
    return true;
}

static bool print_line(void *context, int64_t at_ms, const char *who, const char *what) {
    char when[40];
    (void)context;
    printf("%s\t%s\t%s\n", clock_iso(at_ms, when), who, what);
    return true;
}

int verb_staff(struct app *app) {
    struct error err = {0};
    const char *what = app->o.word_count > 0 ? app->o.words[0] : "";
    bool is_add = strcmp(what, "add") == 0, is_list = strcmp(what, "list") == 0, is_log = strcmp(what, "log") == 0;
    if (!is_add && !is_list && !is_log) {
        error_set(&err, ERROR_USAGE, "staff takes add --name NAME, list, or log.");
        return app_fail(&err);
    }
    struct store *s = app_store(app, !is_add, &err);
    bool ok = s != NULL && (is_add ? add(app, s, &err) : is_list ? list(s) : staff_log_each(s, print_line, NULL, &err));
    store_close(s);
    return ok ? EXIT_DONE : app_fail(&err);
}
