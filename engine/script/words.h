/* The vocabulary of a module: every word of the contract that asks something, with what it takes, and the wordings that
 * help with a wrong name. One table, read by the guest's environment, its requests and the step scanner. */
#ifndef SCRIPT_WORDS_H
#define SCRIPT_WORDS_H

#include "base/value.h"

enum word_op { WORD_MODULE, WORD_STEP, WORD_EFFECT, WORD_QUERY };
enum word_takes {
    TAKES_TABLE,         /* word { ... } */
    TAKES_TABLE_OR_TEXT, /* say "text" */
    TAKES_TABLE_OR_NONE, /* finish() */
    TAKES_NAMES,         /* last("peg"): texts, named in `fields` */
};

struct word {
    const char *name;
    enum word_op op;
    enum word_takes takes;
    bool needs_id;
    bool may_repeat;           /* one id at several call sites is fine (an instrument's id names the instrument) */
    const char *const *fields; /* NULL-terminated; NULL: any (steps are checked by steps/<kind>.lua) */
};

extern const struct word WORDS[];
extern const size_t WORDS_COUNT;

/* "module" ... for requests. */
const char *word_op_name(enum word_op op);
const struct word *word_find(const char *name);
/* True when every member of the object is a field of the list; else fills err (code ERROR_SCRIPT, no place) with the
 * nearest name. `what` is the word, e.g. "module". */
bool fields_known(const char *what, const json_t *object, const char *const *fields, struct error *err);
/* What to write instead of a Lua or other-language name that does not exist here; NULL when there is no such advice. */
const char *word_advice(const char *name);
/* Id of a step or effect: letters, digits, _ and -, at most 80. */
bool id_is_plain(const char *id);

#endif
