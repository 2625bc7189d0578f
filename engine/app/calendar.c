/* A person's plan as an iCalendar file; what is in it is worked out by course/ics.h. Knows no screens. */
#include "app/calendar.h"
#include "app/app.h"
#include "base/file.h"
#include "base/xalloc.h"
#include "course/ics.h"

#include <stdlib.h>
#include <string.h>

enum { REMIND_AT = 10 }; /* o'clock; the patient moves it in their own calendar */

static json_t *modules_in(struct library *l, const char *tag) {
    json_t *facts = facts_modules(l), *one;
    const char *id;
    json_object_foreach(facts, id, one) library_module_in(l, tag, id, one);
    return facts;
}

/* The tables are the library's own, so what is translated is a copy. */
static json_t *instruments_in(struct library *l, const char *tag) {
    json_t *tables = facts_instruments(l), *facts = json_object(), *table;
    const char *id;
    json_object_foreach(tables, id, table) {
        const char *title = value_string(table, "patient_title", value_string(table, "title", id));
        json_object_set_new(facts, id, json_pack("{s:s}", "title", title));
        library_instrument_in(l, tag, id, json_object_get(facts, id));
    }
    json_decref(tables);
    return facts;
}

char *calendar_make(struct store *s, struct library *l, const char *person, const char *tag, struct error *err) {
    json_t *prescriptions = course_prescriptions(s, person, false, err);
    json_t *record = prescriptions != NULL ? course_record(s, person, err) : NULL;
    char *file = NULL;
    if (record != NULL && json_array_size(prescriptions) == 0)
        error_set(err, ERROR_MISSING, "There is no plan to put into a calendar: no course is prescribed.");
    else if (record != NULL) {
        int64_t now_ms = clock_wall_ms(store_clock(s));
        json_t *modules = modules_in(l, tag), *instruments = instruments_in(l, tag), *p;
        size_t i;
        json_array_foreach(prescriptions, i, p)
            library_course_in(l, tag, value_string(p, "course", ""), json_object_get(p, "plan"));
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

char *calendar_save(struct store *s, struct library *l, const char *person, const char *tag, struct error *err) {
    char *file = calendar_make(s, l, person, tag, err), *folder = file != NULL ? documents(err) : NULL;
    char *path = folder != NULL ? path_join(folder, "balm-plan.ics") : NULL;
    bool ok = path != NULL && file_write(path, file, strlen(file), err);
    free(folder);
    free(file);
    if (ok)
        return path;
    free(path);
    return NULL;
}
