/* Where the program starts: finds its own files, reads the command line, hands over to a verb. */
#include "app/app.h"
#include "base/file.h"
#include "base/log.h"
#include "base/xalloc.h"

#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* BALM_SHARE, else share/ beside the program (build tree), else ../share/balm (installed). */
static void find_share(void) {
    char exe[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    exe[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(exe, '/');
    if (slash != NULL)
        *slash = '\0';
    const char *named = getenv("BALM_SHARE");
    char *beside = path_join(exe, "share"), *installed = path_join(exe, "../share/balm");
    share_set_folder(named != NULL ? named : folder_exists(beside) ? beside : installed);
    free(beside);
    free(installed);
}

static int run(struct app *app) {
    static const struct {
        const char *name;
        int (*verb)(struct app *);
    } verbs[] = {{"", verb_app},
                 {"play", verb_app},
                 {"kiosk", verb_app},
                 {"robot", verb_robot},
                 {"demo", verb_demo},
                 {"check", verb_check},
                 {"new", verb_new},
                 {"patient", verb_patient},
                 {"report", verb_report},
                 {"export", verb_export},
                 {"verify", verb_verify},
                 {"backup", verb_backup},
                 {"restore", verb_restore},
                 {"prescribe", verb_prescribe},
                 {"safety-card", verb_safety_card},
                 {"import", verb_import},
                 {"staff", verb_staff},
                 {"desk", verb_app}};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, app->o.verb) == 0)
            return verbs[i].verb(app);
    return EXIT_USAGE;
}

int main(int argc, char **argv) {
    struct app app = {0};
    struct error wrong = {0};
    setlocale(LC_CTYPE, "C.UTF-8");
    find_share();
    if (!options_parse(&app.o, argc, argv, &wrong)) {
        options_finish(&app.o);
        return app_fail(&wrong);
    }
    if (app.o.version)
        printf("balm %s\n", BALM_VERSION);
    else if (app.o.help)
        options_help(app.o.verb);
    int status = EXIT_DONE;
    if (!app.o.version && !app.o.help) {
        clock_init(&app.clock, app.o.virtual_clock, app.o.today);
        app.library = library_create(app.o.modules.at, (size_t)app.o.modules.count);
        status = run(&app);
        library_destroy(app.library);
    }
    options_finish(&app.o);
    return status;
}
