/* The command line: one verb, its words, and the options every verb takes. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "base/clock.h"
#include "base/error.h"
#include "scene/scene.h"

enum { OPTION_LIST_MAX = 32 };

/* An option that may be said more than once. */
struct option_list {
    const char *at[OPTION_LIST_MAX];
    int count;
};

struct options {
    const char *verb; /* "" for the app itself */
    const char *words[OPTION_LIST_MAX];
    int word_count;
    struct option_list modules;
    char *data;              /* data folder; owned by the caller of options_finish */
    int width_px, height_px; /* 0: not said */
    enum theme theme;
    int text_percent;
    const char *language, *today, *patient, *name, *format, *output, *course;
    const char *start, *pace, *message, *by; /* prescribe */
    struct option_list skip, pause, substitute, limit;
    const char *base;                             /* export fhir */
    const char *since;                            /* report --packet */
    const char *number, *when, *say, *text, *pin; /* safety-card, patient */
    long runs, seed;
    bool headless, virtual_clock, watch, list, end, names, force, packet, version, help;
};

/* Strings are borrowed from argv. ERROR_USAGE names the word and the nearest known one. */
bool options_parse(struct options *o, int argc, char **argv, struct error *err);
void options_finish(struct options *o);
void options_help(const char *verb); /* prints to standard output */

#endif
