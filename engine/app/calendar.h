/* A person's plan as an iCalendar file: for balm export --format ics and for the button in the patient's settings. */
#ifndef APP_CALENDAR_H
#define APP_CALENDAR_H

#include "app/library.h"
#include "store/store.h"

/* The whole file, given (free()). ERROR_MISSING: no course is prescribed. NULL and err. */
char *calendar_make(struct store *s, struct library *l, const char *person, const char *tag, struct error *err);
/* Writes it as balm-plan.ics where this user keeps documents ($XDG_DOCUMENTS_DIR, else ~/Documents, else ~), in the
 * place of an older one. The path, given (free()); NULL and err. */
char *calendar_save(struct store *s, struct library *l, const char *person, const char *tag, struct error *err);

#endif
