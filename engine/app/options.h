/* The command line: one verb, its words, and the options every verb takes. */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include "base/clock.h"
#include "base/error.h"
#include "scene/scene.h"

enum { OPTION_LIST_MAX = 32 };

struct options {
    const char *verb; /* "" for the app itself */
    const char *words[OPTION_LIST_MAX];
    int word_count;
    const char *modules[OPTION_LIST_MAX];
    int module_count;
    char *data;              /* data folder; owned by the caller of options_finish */
    int width_px, height_px; /* 0: not said */
    enum theme theme;
    int text_percent;
    const char *language, *today, *patient, *name, *format, *output, *course, *start, *pace, *skip, *pause, *base;
    long runs, seed;
    bool headless, virtual_clock, watch, list, version, help, names;
};

/* Strings are borrowed from argv. ERROR_USAGE names the word and the nearest known one. */
bool options_parse(struct options *o, int argc, char **argv, struct error *err);
void options_finish(struct options *o);
void options_help(const char *verb); /* prints to standard output */

#endif
