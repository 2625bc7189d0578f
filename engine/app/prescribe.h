/* Prescribing, for the verb and for the desk: the same rules behind both. */
#ifndef APP_PRESCRIBE_H
#define APP_PRESCRIBE_H

#include "app/library.h"
#include "store/store.h"

/* The prescription to be: the one that holds, with the course as it is in the library now; a course with errors is
 * refused. end: one whose course is no longer here can still be ended. To be changed, checked with
 * course_prescription_check() and appended. Given; NULL and err. */
json_t *prescribe_begin(struct library *l, struct store *s, const char *person, const char *name, bool end,
                        struct error *err);
/* False, with the sentence to show, while the safety card is empty. */
bool prescribe_card_is_filled(struct store *s, struct error *err);

#endif
