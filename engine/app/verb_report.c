/* balm report: one patient's record, or the caseload, as an HTML file. What instruments and modules are called comes
 * from the library and crosses as plain JSON (facts.c). */
#include "app/app.h"

#include "report/packet.h"

#include <stdlib.h>

/* Made whole before the file is touched: a report that fails leaves the old one as it was. */
static bool make(struct app *app, struct store *s, const char *person, char **out_html, size_t *out_bytes,
                 struct error *err) {
    struct report_facts facts = app_facts(app);
    FILE *memory = open_memstream(out_html, out_bytes);
    bool ok = memory != NULL || error_set(err, ERROR_IO, "There is no memory left for the report.");
    if (ok) {
        if (app->o.packet)
            ok = report_packet(s, person, app->o.since, &facts, memory, err);
        else
            ok = person != NULL ? report_patient(s, person, &facts, memory, err)
                                : report_caseload(s, &facts, memory, err);
        fclose(memory);
    }
    app_facts_drop(&facts);
    return ok;
}

static bool save(const char *path, const char *html, size_t bytes, struct error *err) {
    FILE *out = app_output_open(path, err);
    if (out == NULL)
        return false;
    fwrite(html, 1, bytes, out);
    return app_output_close(out, path, err);
}

/* What a caseload is worked out from is kept for the next time, where the folder may be written. */
static struct store *caseload_store(struct app *app, struct error *err) {
    struct error quiet = {0};
    struct store *s = app_store(app, false, &quiet);
    return s != NULL ? s : app_store(app, true, err);
}

int verb_report(struct app *app) {
    struct error err = {0};
    if (app->o.output == NULL) {
        error_set(&err, ERROR_USAGE, "report needs -o FILE.html (- is standard output).");
        return app_fail(&err);
    }
    int64_t day;
    if (app->o.packet && app->o.patient == NULL)
        error_set(&err, ERROR_USAGE, "report --packet is for one person: --patient ID.");
    else if (app->o.since != NULL && !app->o.packet)
        error_set(&err, ERROR_USAGE, "--since goes with report --packet.");
    else if (app->o.since != NULL && !date_parse(app->o.since, &day))
        error_set(&err, ERROR_USAGE, "--since takes a date like 2026-04-14, not \"%s\".", app->o.since);
    if (err.code != ERROR_NONE)
        return app_fail(&err);
    char person[40], *html = NULL;
    size_t bytes = 0;
    bool one = app->o.patient != NULL;
    struct store *s = one ? app_store(app, true, &err) : caseload_store(app, &err);
    bool ok = s != NULL && (!one || person_find(s, app->o.patient, person, &err)) &&
              make(app, s, one ? person : NULL, &html, &bytes, &err) && save(app->o.output, html, bytes, &err);
    free(html);
    store_close(s);
    return ok ? EXIT_DONE : app_fail(&err);
}
