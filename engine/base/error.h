/* An error as data: a code for programs, one plain sentence for people, and where in a module it happened.
 * A function that can fail takes `struct error *err` last, returns false or NULL, and leaves its out-parameters
 * untouched. Nothing here allocates. Lower rooms fill errors in; only session and app log or show them. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

enum error_code {
    ERROR_NONE,
    ERROR_USAGE,   /* wrong words on the command line: exit status 2 */
    ERROR_MISSING, /* a file, module, person or key that is not there */
    ERROR_FORMAT,  /* something was read and is not what it should be */
    ERROR_SCRIPT,  /* a module's Lua: syntax, wrong field, runtime error */
    ERROR_BUDGET,  /* a module took too long or too much memory */
    ERROR_REPLAY,  /* the script asks something else than the record says */
    ERROR_IO,      /* reading or writing failed */
    ERROR_FULL,    /* no space left */
    ERROR_READONLY,
    ERROR_BUSY,   /* another copy runs on the same data */
    ERROR_NEWER,  /* written by a newer version */
    ERROR_SEALED, /* key missing or wrong, or a sealed value was altered */
    ERROR_RECORD, /* the record's chain does not hold */
};

struct error {
    enum error_code code;
    char text[768]; /* one or two sentences: what is wrong, and what to do */
    char file[256]; /* relative to the module's folder where it concerns a module, "" when none */
    int line;       /* 0 when none */
};

/* Fills *err (which may be NULL) and returns false, so that a failing function can `return error_set(...)`. */
bool error_set(struct error *err, enum error_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same with a place in a module. */
bool error_at(struct error *err, enum error_code code, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void error_clear(struct error *err);
/* "script", "budget" ...: the stable word for a code, as the robot's `trouble` screen carries it. */
const char *error_code_name(enum error_code code);
/* "file:line: text", or text alone, into out. */
void error_format(const struct error *err, char *out, unsigned long out_bytes);

#endif
