/* What belongs to the clinic rather than to a patient: its safety card, and who may sit at the desk. Kept as settings
 * of the folder, sealed with the folder's key; every change leaves a line in the staff log. Patients' PINs are kept
 * beside them, because they are checked by the same rule. Knows nothing of screens. */
#ifndef STORE_CLINIC_H
#define STORE_CLINIC_H

#include "store/store.h"

/* ---- safety card: who to call, when, and what to say; one per language ---- */

enum { SAFETY_CARD_PEOPLE_MAX = 6 };

/* card: {"people":[{"name","number","when","say"}...], "text": words above them}; "when", "say" and "text" may be
 * missing. 1 to SAFETY_CARD_PEOPLE_MAX people, each with a name and a number that has a digit; every text at most 300
 * bytes. ERROR_FORMAT says which line is wrong. card NULL takes that language's card away. language: "en", "pt-BR". */
bool safety_card_set(struct store *s, const char *language, const json_t *card, const char *who, struct error *err);
/* The card for a language: its own, else that of its base language ("pt" for "pt-BR"), else English, else any. Given;
 * NULL when no card is filled in. */
json_t *safety_card_get(struct store *s, const char *language);
json_t *safety_card_all(struct store *s); /* {"en": card, ...}; given */
/* A course may be prescribed only when this is true. */
bool store_safety_card_is_filled(struct store *s);

/* ---- staff: a name and a passphrase (Argon2id) ---- */

enum { PASSPHRASE_LEAST = 8, PIN_LEAST = 4, PIN_MOST = 8 };

/* by: who adds, for the log ("" the first one adds themselves). name 1..80 bytes, not there yet; passphrase of 8
 * characters or more. */
bool staff_add_member(struct store *s, const char *by, const char *name, const char *passphrase, char out_id[40],
                      struct error *err);
json_t *staff_members(struct store *s); /* [{"id","name","added_at"}...] by name; given */
/* The last one stays: ERROR_FORMAT. */
bool staff_remove_member(struct store *s, const char *by, const char *id, struct error *err);
bool staff_set_passphrase(struct store *s, const char *by, const char *id, const char *passphrase, struct error *err);

/* The answer to a secret. After three wrong ones each further try has to wait a little (10, 20, 40, then 60 seconds);
 * nobody is ever locked out. */
struct sign_in {
    bool right;
    int64_t wait_ms; /* until the next try is looked at; 0 now. While it runs, right is false whatever was given */
};
bool staff_sign_in(struct store *s, const char *id, const char *passphrase, struct sign_in *out, struct error *err);

/* ---- PINs of patients ---- */

/* PIN_LEAST to PIN_MOST digits; NULL takes it away. Clears the count of wrong tries. */
bool pin_set(struct store *s, const char *person, const char *pin, struct error *err);
int pin_length(struct store *s, const char *person); /* 0: none is set */
bool pin_sign_in(struct store *s, const char *person, const char *pin, struct sign_in *out, struct error *err);

#endif
