/* The clinic's safety card on the patient's screen: which language of it, and the record that it was shown. Shows what
 * the clinic wrote and nothing else: nobody is called or told by Balm. */
#include "app/stage_internal.h"
#include "base/log.h"
#include "store/clinic.h"

#include <string.h>

/* A person's language is that of the module they are in, unless one was asked for. */
static const char *language_of(struct stage *st) {
    struct session *s = stage_session(st);
    if (stage_language(st) != NULL)
        return stage_language(st);
    return s != NULL && session_row(s)->language[0] != '\0' ? session_row(s)->language : "en";
}

json_t *stage_safety_card(struct stage *st) {
    return st->record != NULL ? safety_card_get(st->record, language_of(st)) : NULL; /* trial data opens no folder */
}

void stage_safety_shown(struct stage *st, const char *by) {
    struct error wrong = {0};
    struct session *s = stage_session(st);
    bool ok = true;
    if (s != NULL && session_row(s)->ended_ms == 0)
        ok = session_safety_shown(s, by, &wrong);
    else if (st->person[0] != '\0' && !st->is_trial) {
        json_t *value = json_pack("{s:s}", "by", by);
        ok = fact_append(stage_store(st), st->person, "safety.shown", value, NULL, &wrong);
        json_decref(value);
    }
    if (!ok)
        log_error("that the safety card was shown could not be recorded", &wrong);
}
