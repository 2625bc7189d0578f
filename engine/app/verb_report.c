/* balm report: one patient's record, or the caseload, as an HTML file. What instruments and modules are called comes
 * from the library and crosses as plain JSON. */
#include "app/app.h"

#include "base/log.h"
#include "report/report.h"

#include <stdlib.h>

/* {id: table}; an instrument that cannot be read is left out and said. */
static json_t *instrument_tables(struct library *l) {
    json_t *tables = json_object(), *ids = library_instrument_ids(l), *id;
    size_t i;
    json_array_foreach(ids, i, id) {
        struct error wrong = {0};
        struct instrument *in = library_instrument(l, json_string_value(id), &wrong);
        if (in == NULL)
            log_line("The instrument %s could not be read: %s", json_string_value(id), wrong.text);
        else
            json_object_set(tables, json_string_value(id), (json_t *)instrument_table(in));
    }
    json_decref(ids);
    return tables;
}

/* {id: {"title","kind","minutes"}} */
static json_t *module_facts(struct library *l) {
    json_t *facts = json_object(), *list = library_list(l), *module;
    size_t i;
    json_array_foreach(list, i, module) json_object_set(facts, value_string(module, "id", ""), module);
    json_decref(list);
    return facts;
}

/* Made whole before the file is touched: a report that fails leaves the old one as it was. */
static bool make(struct app *app, struct store *s, const char *person, char **out_html, size_t *out_bytes,
                 struct error *err) {
    json_t *instruments = instrument_tables(app->library), *modules = module_facts(app->library);
    struct report_facts facts = {.instruments = instruments, .modules = modules};
    FILE *memory = open_memstream(out_html, out_bytes);
    bool ok = memory != NULL || error_set(err, ERROR_IO, "There is no memory left for the report.");
    if (ok) {
        ok = person != NULL ? report_patient(s, person, &facts, memory, err) : report_caseload(s, &facts, memory, err);
        fclose(memory);
    }
    json_decref(instruments);
    json_decref(modules);
    return ok;
}

static bool save(const char *path, const char *html, size_t bytes, struct error *err) {
    FILE *out = app_output_open(path, err);
    if (out == NULL)
        return false;
    fwrite(html, 1, bytes, out);
    return app_output_close(out, path, err);
}

int verb_report(struct app *app) {
    struct error err = {0};
    if (app->o.output == NULL) {
        error_set(&err, ERROR_USAGE, "report needs -o FILE.html (- is standard output).");
        return app_fail(&err);
    }
    char person[40], *html = NULL;
    size_t bytes = 0;
    bool one = app->o.patient != NULL;
    struct store *s = app_store(app, true, &err);
    bool ok = s != NULL && (!one || person_find(s, app->o.patient, person, &err)) &&
              make(app, s, one ? person : NULL, &html, &bytes, &err) && save(app->o.output, html, bytes, &err);
    free(html);
    store_close(s);
    return ok ? EXIT_DONE : app_fail(&err);
}
