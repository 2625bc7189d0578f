/* balm export: the record as JSON or CSV, to a file or standard output. */
#include "app/app.h"
#include "report/export.h"

#include <string.h>

int verb_export(struct app *app) {
    struct error err = {0};
    const char *format = app->o.format != NULL ? app->o.format : "json";
    bool json = strcmp(format, "json") == 0;
    if (!json && strcmp(format, "csv") != 0) {
        error_set(&err, ERROR_USAGE, "export --format takes json or csv, not \"%s\".", format);
        return app_fail(&err);
    }
    if (app->o.output == NULL) {
        error_set(&err, ERROR_USAGE, "export needs -o FILE (- is standard output).");
        return app_fail(&err);
    }
    char person[40];
    struct store *s = app_store(app, true, &err);
    bool ok = s != NULL && (app->o.patient == NULL || person_find(s, app->o.patient, person, &err));
    FILE *out = ok ? app_output_open(app->o.output, &err) : NULL;
    ok = ok && out != NULL;
    if (ok) {
        const char *who = app->o.patient != NULL ? person : NULL;
        ok = json ? export_json(s, who, out, &err) : export_csv(s, who, out, &err);
        ok = ok ? app_output_close(out, app->o.output, &err) : app_output_drop(out, app->o.output);
    }
    store_close(s);
    return ok ? EXIT_DONE : app_fail(&err);
}
