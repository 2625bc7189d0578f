/* balm export: the record as JSON, CSV (and its dictionary) or a FHIR bundle, to a file or standard output. */
#include "app/app.h"
#include "app/calendar.h"
#include "report/export.h"
#include "report/fhir.h"

#include <stdlib.h>
#include <string.h>

static bool export_as_fhir(struct app *app, struct store *s, const char *person, FILE *out, struct error *err) {
    struct fhir_options o = {
        .facts = app_facts(app), .base = app->o.base, .program = BALM_VERSION, .names = app->o.names};
    bool ok = export_fhir(s, person, &o, out, err);
    app_facts_drop(&o.facts);
    return ok;
}

static bool export_as_json(struct app *app, struct store *s, const char *person, FILE *out, struct error *err) {
    struct report_facts facts = app_facts(app);
    bool ok = export_json(s, person, facts.instruments, out, err);
    app_facts_drop(&facts);
    return ok;
}

static bool export_as_csv(struct app *app, struct store *s, const char *person, FILE *out, struct error *err) {
    (void)app;
    return export_csv(s, person, out, err);
}

/* The plan of one person, for a calendar. */
static bool export_as_ics(struct app *app, struct store *s, const char *person, FILE *out, struct error *err) {
    char *file = person != NULL
                     ? calendar_make(s, app->library, person, app->o.language != NULL ? app->o.language : "", err)
                     : NULL;
    bool ok = file != NULL;
    if (person == NULL)
        error_set(err, ERROR_USAGE, "export --format ics needs --patient ID: a calendar holds one person's plan.");
    else if (ok && fputs(file, out) == EOF)
        ok = error_set(err, ERROR_IO, "The calendar file could not be written.");
    free(file);
    return ok;
}

/* Of nobody: what the CSV's columns and the instruments' items are. */
static bool export_words(struct app *app, struct store *s, const char *person, FILE *out, struct error *err) {
    (void)s, (void)person;
    struct report_facts facts = app_facts(app);
    bool ok = export_dictionary(facts.instruments, out, err);
    app_facts_drop(&facts);
    return ok;
}

typedef bool export_fn(struct app *app, struct store *s, const char *person, FILE *out, struct error *err);

static export_fn *format_find(const char *name) {
    static const struct {
        const char *name;
        export_fn *fn;
    } formats[] = {
        {"json", export_as_json}, {"csv", export_as_csv},       {"fhir", export_as_fhir},
        {"ics", export_as_ics},   {"dictionary", export_words},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(name, formats[i].name) == 0)
            return formats[i].fn;
    return NULL;
}

static bool words_check(const struct options *o, struct error *err) {
    if (format_find(o->format != NULL ? o->format : "json") == NULL)
        return error_set(err, ERROR_USAGE, "export --format takes csv, json, fhir, ics or dictionary, not \"%s\".",
                         o->format);
    if (o->output == NULL)
        return error_set(err, ERROR_USAGE, "export needs -o FILE (- is standard output).");
    if (o->base == NULL)
        return true;
    size_t length = strlen(o->base);
    return (strncmp(o->base, "https://", 8) == 0 && length > 8 && o->base[length - 1] != '/' &&
            strpbrk(o->base, " |#?\"<>\\") == NULL) ||
           error_set(err, ERROR_USAGE, "--base takes an address like https://clinic.example/fhir, not \"%s\".",
                     o->base);
}

int verb_export(struct app *app) {
    struct error err = {0};
    char person[40];
    if (!words_check(&app->o, &err))
        return app_fail(&err);
    export_fn *fn = format_find(app->o.format != NULL ? app->o.format : "json");
    struct store *s = fn != export_words ? app_store(app, true, &err) : NULL;
    bool ok = (s != NULL || fn == export_words) &&
              (s == NULL || app->o.patient == NULL || person_find(s, app->o.patient, person, &err));
    FILE *out = ok ? app_output_open(app->o.output, &err) : NULL;
    ok = ok && out != NULL;
    if (ok) {
        ok = fn(app, s, app->o.patient != NULL ? person : NULL, out, &err);
        ok = ok ? app_output_close(out, app->o.output, &err) : app_output_drop(out, app->o.output);
    }
    store_close(s);
    return ok ? EXIT_DONE : app_fail(&err);
}
