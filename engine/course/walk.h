/* One pass over a person's sessions for several readers at once: opening the seals is what reading a record costs, so
 * nothing is opened twice. Readers borrow what they are handed for the call. */
#ifndef COURSE_WALK_H
#define COURSE_WALK_H

#include "store/store.h"

struct reader {
    void *context;
    void (*begin)(void *context, const struct session_row *row);
    void (*entry)(void *context, const struct entry *e); /* superseded ones too */
    /* seconds of practice in this session: of every answer that counts, and of a practice under way as it accrues. */
    void (*end)(void *context, const struct session_row *row, int64_t seconds);
};

/* Begin and end may be NULL. False and err when the record cannot be read. */
bool walk_session(struct store *s, const struct session_row *row, const struct reader *readers, size_t count,
                  struct error *err);
/* Every session of the person, oldest first. */
bool walk_person(struct store *s, const char *person, const struct reader *readers, size_t count, struct error *err);

#endif
