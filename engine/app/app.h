/* What all verbs share: the parsed command line, the clock and the library. One file per verb; each returns the exit
 * status (0 done, 1 found problems, 2 wrong use, 3 data or a module could not be used). */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/library.h"
#include "app/options.h"
#include "app/stage.h"
#include "report/report.h"

#include <stdio.h>

#ifndef BALM_VERSION
#define BALM_VERSION "0.1.0"
#endif

enum { EXIT_DONE = 0, EXIT_PROBLEMS = 1, EXIT_USAGE = 2, EXIT_UNUSABLE = 3 };

struct app {
    struct options o;
    struct clock clock;
    struct library *library;
};

/* Says an error on standard error; EXIT_USAGE for ERROR_USAGE, else EXIT_UNUSABLE. */
int app_fail(const struct error *err);
struct stage_options app_stage_options(struct app *app, bool silent);
/* Opens the record for verbs that do not play. NULL and err. */
struct store *app_store(struct app *app, bool read_only, struct error *err);
/* Opens "-" as standard output, else a file that replaces `path` when app_output_close succeeds. */
FILE *app_output_open(const char *path, struct error *err);
bool app_output_close(FILE *file, const char *path, struct error *err);
/* After a failure: what stood at path stays as it was. Always false. */
bool app_output_drop(FILE *file, const char *path);
/* What the report and the FHIR export know of instruments and modules: given, app_facts_drop(). */
struct report_facts app_facts(struct app *app);
void app_facts_drop(struct report_facts *facts);

int verb_app(struct app *app); /* also play and kiosk */
int verb_robot(struct app *app);
int verb_demo(struct app *app);
int verb_patient(struct app *app);
int verb_staff(struct app *app);
int verb_safety_card(struct app *app);
int verb_check(struct app *app);
int verb_new(struct app *app);
int verb_report(struct app *app);
int verb_export(struct app *app);
int verb_verify(struct app *app);
int verb_backup(struct app *app); /* verb_backup.c */
int verb_restore(struct app *app);
int verb_prescribe(struct app *app);
int verb_import(struct app *app);

#endif
