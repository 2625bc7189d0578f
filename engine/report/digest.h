/* One person's record folded into what a report shows, a session at a time. Of sessions that were not shared only
 * figures, dates, scores and messages to the care team are taken over: no question (its text may hold the patient's
 * words) and no answer in words ever gets here. */
#ifndef REPORT_DIGEST_H
#define REPORT_DIGEST_H

#include "report/report.h"

struct digest {
    const struct report_facts *facts;
    char *name;
    char today[16];     /* local date of making */
    json_t *sessions;   /* [{"at","last","module","outcome","seconds","inside"}], oldest first */
    json_t *modules;    /* {id: {"title","kind","started","finished","early","open","seconds","last","easier"}} */
    json_t *days;       /* {"2026-04-14": seconds} */
    json_t *scores;     /* {instrument: [{"at","total"}]}, oldest first */
    json_t *titles;     /* {instrument: title} */
    json_t *risks;      /* [{"at","instrument","item","value","changed"}]: risk items answered at or above their mark */
    json_t *unanswered; /* {instrument.item: "date"}: risk items skipped when last asked */
    json_t *flags;      /* [{"at","level","text","module"}] */
    json_t *events;     /* [{"at","severity","step","module"}] */
    json_t *pairs;      /* {module/base: {"module","id","mean","points":[{"at","before","after"}]}}, thousandths */
    json_t *records;    /* {module/id: {"module","id","points":[{"at","value"}]}}, thousandths */
    json_t *shared;     /* whole sessions the patient shared, oldest first */
    json_t *seen;   /* flags that staff marked as seen; a risk, flag or event has its own as "seen": {"by","at_ms"} */
    json_t *flares; /* {"2026-04-14": true}: days with a flare-up, said or seen in a paced activity */
    json_t *medication; /* {"2026-04-14": "taken"|"partly"|"missed"}: the last answer of that day */
    json_t *packet;     /* newest answer to a packet step: {"at","session","parts":[...],"weeks"}; NULL none */
    char since[16];     /* of older sessions only the scores are here; "" all are */
    int64_t seconds;
    int started, finished;
};

/* since: a local date, or NULL for everything. */
bool digest_make(struct digest *d, struct store *s, const char *person, const char *since,
                 const struct report_facts *facts, struct error *err);
void digest_finish(struct digest *d);
/* Folds one session of export_session() in. */
void digest_add(struct digest *d, const json_t *session);
/* Title of a module for people: from the library, else its id in words. */
const char *digest_title(const struct digest *d, const char *module, char out[WORDS_MAX]);

/* Parts of digest_add in files of their own. */
void digest_add_safety(struct digest *d, const json_t *session);  /* digest_safety.c */
void digest_add_ratings(struct digest *d, const json_t *session); /* digest_ratings.c */
void digest_add_days(struct digest *d, const json_t *session);    /* digest_days.c: flares, medication, packet */
/* Puts item into a list that is in order of "at". Takes item. */
void digest_insert(json_t *list, json_t *item);
/* The list or object under name, made where missing. Borrowed. */
json_t *digest_list(json_t *object, const char *name);

#endif
