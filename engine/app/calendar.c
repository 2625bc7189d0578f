/* A person's plan as an iCalendar file; what is in it is worked out by course/ics.h. Knows no screens. */
#include "app/calendar.h"
#include "app/app.h"
#include "base/file.h"
#include "base/xalloc.h"
#include "course/ics.h"

#include <stdlib.h>
#include <string.h>

enum { REMIND_AT = 10 }; /* o'clock; the patient moves it in their own calendar */

char *calendar_make(struct store *s, struct library *l, const char *person, struct error *err) {
    json_t *prescriptions = course_prescriptions(s, person, false, err);
    json_t *record = prescriptions != NULL ? course_record(s, person, err) : NULL;
    char *file = NULL;
    if (record != NULL && json_array_size(prescriptions) == 0)
        error_set(err, ERROR_MISSING, "There is no plan to put into a calendar: no course is prescribed.");
    else if (record != NULL) {
        int64_t now_ms = clock_wall_ms(store_clock(s));
        json_t *modules = facts_modules(l), *instruments = facts_instruments(l);
        struct ics_setup setup = {
            .modules = modules, .instruments = instruments, .person = person, .stamp_ms = now_ms, .hour = REMIND_AT};
        file = course_ics(prescriptions, record, course_day(now_ms), &setup);
        json_decref(instruments);
        json_decref(modules);
    }
    json_decref(record);
    json_decref(prescriptions);
    return file;
}

static char *documents(struct error *err) {
    const char *xdg = getenv("XDG_DOCUMENTS_DIR"), *home = getenv("HOME");
    if (xdg != NULL && xdg[0] == '/')
        return xstrdup(xdg);
    if (home == NULL || home[0] != '/') {
        error_set(err, ERROR_IO, "There is no home folder to put the calendar file into.");
        return NULL;
    }
    char *folder = path_join(home, "Documents");
    if (folder_exists(folder))
        return folder;
    free(folder);
    return xstrdup(home);
}

char *calendar_save(struct store *s, struct library *l, const char *person, struct error *err) {
    char *file = calendar_make(s, l, person, err), *folder = file != NULL ? documents(err) : NULL;
    char *path = folder != NULL ? path_join(folder, "balm-plan.ics") : NULL;
    bool ok = path != NULL && file_write(path, file, strlen(file), err);
    free(folder);
    free(file);
    if (ok)
        return path;
    free(path);
    return NULL;
}
