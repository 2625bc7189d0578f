/* Reads the command line; see options.h. The only file that asks the environment where the data folder is. */
#include "app/options.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct verb {
    const char *name, *usage, *does;
};

static const struct verb verbs[] = {
    {"play", "play MODULE [--patient ID] [--watch]", "plays one module; trial data unless --patient"},
    {"check", "check [PATH...] [--format text|json]",
     "says everything about modules that can be known without a patient"},
    {"new", "new KIND NAME | --list",
     "makes a working module: lesson, thought-record, practice, exercise, diary, measure"},
    {"patient", "patient add --name NAME | list | remove ID", "people on this machine"},
    {"report", "report --patient ID -o FILE.html", "one patient's report, for printing or a browser"},
    {"export", "export --format csv|json|fhir [--patient ID] -o FILE", "the record as data; - is standard output"},
    {"verify", "verify", "proves that the record is whole and unchanged"},
    {"robot", "robot", "drives the program over standard input and output, a JSON object a line"},
    {"demo", "demo -o DIR", "plays the sample modules by itself; leaves screenshots, report and exports in DIR"},
    {"kiosk", "kiosk", "full screen, for a clinic's waiting room"},
};

enum { VERB_COUNT = sizeof verbs / sizeof *verbs };

static const char *const flags[] = {
    "--data",    "--modules", "--size",    "--theme", "--text-size", "--lang",  "--headless", "--clock", "--today",
    "--version", "--help",    "--patient", "--name",  "--format",    "--watch", "--runs",     "--seed",  "-o",
    "--course",  "--start",   "--pace",    "--skip",  "--pause",     "--base",  "--names"};

static bool unknown_flag(const char *word, struct error *err) {
    const char *near = text_nearest(word, flags, sizeof flags / sizeof *flags);
    if (near != NULL)
        return error_set(err, ERROR_USAGE, "There is no option %s. Did you mean %s?", word, near);
    return error_set(err, ERROR_USAGE, "There is no option %s. balm --help lists them.", word);
}

static bool take_number(const char *flag, const char *word, long least, long most, long *out, struct error *err) {
    char *end;
    long n = strtol(word, &end, 10);
    if (*word == '\0' || *end != '\0' || n < least || n > most)
        return error_set(err, ERROR_USAGE, "%s takes a number from %ld to %ld, not \"%s\".", flag, least, most, word);
    *out = n;
    return true;
}

static bool take_size(struct options *o, const char *word, struct error *err) {
    char after;
    if (sscanf(word, "%dx%d%c", &o->width_px, &o->height_px, &after) != 2 || o->width_px < 320 || o->height_px < 240 ||
        o->width_px > 7680 || o->height_px > 7680)
        return error_set(err, ERROR_USAGE, "--size takes WIDTHxHEIGHT, for example 1920x1080, not \"%s\".", word);
    return true;
}

static bool take_choice(const char *flag, const char *word, const char *const *choices, int count, int *out,
                        struct error *err) {
    for (int i = 0; i < count; i++) {
        if (strcmp(word, choices[i]) == 0) {
            *out = i;
            return true;
        }
    }
    return error_set(err, ERROR_USAGE, "%s takes %s, %s%s%s, not \"%s\".", flag, choices[0], choices[1],
                     count > 2 ? " or " : "", count > 2 ? choices[2] : "", word);
}

static bool take_flag(struct options *o, const char *flag, const char *word, struct error *err) {
    static const char *const themes[] = {"light", "dark", "contrast"};
    static const char *const clocks[] = {"real", "virtual"};
    struct {
        const char *flag, **into;
    } plain[] = {{"--lang", &o->language}, {"--today", &o->today}, {"--patient", &o->patient}, {"--name", &o->name},
                 {"--format", &o->format}, {"-o", &o->output},     {"--course", &o->course},   {"--start", &o->start},
                 {"--pace", &o->pace},     {"--skip", &o->skip},   {"--pause", &o->pause},     {"--base", &o->base}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strcmp(flag, plain[i].flag) == 0) {
            *plain[i].into = word;
            return true;
        }
    }
    int choice = 0;
    long number = o->text_percent;
    bool ok = true;
    if (strcmp(flag, "--data") == 0) {
        free(o->data);
        o->data = xstrdup(word);
    } else if (strcmp(flag, "--modules") == 0 && o->module_count < OPTION_LIST_MAX) {
        o->modules[o->module_count++] = word;
    } else if (strcmp(flag, "--size") == 0) {
        ok = take_size(o, word, err);
    } else if (strcmp(flag, "--theme") == 0) {
        ok = take_choice(flag, word, themes, 3, &choice, err);
        o->theme = (enum theme)choice;
    } else if (strcmp(flag, "--clock") == 0) {
        ok = take_choice(flag, word, clocks, 2, &choice, err);
        o->virtual_clock = choice == 1;
    } else if (strcmp(flag, "--text-size") == 0) {
        ok = take_number(flag, word, 100, 200, &number, err);
        o->text_percent = (int)number;
    } else if (strcmp(flag, "--runs") == 0) {
        ok = take_number(flag, word, 1, 1000000, &o->runs, err);
    } else if (strcmp(flag, "--seed") == 0) {
        ok = take_number(flag, word, 0, 2147483647, &o->seed, err);
    } else {
        ok = unknown_flag(flag, err);
    }
    return ok;
}

/* Options that stand alone. */
static bool take_switch(struct options *o, const char *word) {
    struct {
        const char *flag;
        bool *into;
    } switches[] = {{"--headless", &o->headless}, {"--watch", &o->watch}, {"--list", &o->list}, {"--names", &o->names},
                    {"--version", &o->version},   {"--help", &o->help},   {"-h", &o->help}};
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        if (strcmp(word, switches[i].flag) == 0) {
            *switches[i].into = true;
            return true;
        }
    }
    return false;
}

static char *default_data(void) {
    const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (xdg != NULL && xdg[0] == '/')
        return xprintf("%s/balm", xdg);
    return xprintf("%s/.local/share/balm", home != NULL ? home : ".");
}

static bool check_verb(const struct options *o, struct error *err) {
    const char *known[VERB_COUNT];
    if (o->verb[0] == '\0')
        return true;
    for (size_t i = 0; i < VERB_COUNT; i++) {
        known[i] = verbs[i].name;
        if (strcmp(o->verb, verbs[i].name) == 0)
            return true;
    }
    const char *near = text_nearest(o->verb, known, VERB_COUNT);
    return error_set(err, ERROR_USAGE, "balm has no verb \"%s\".%s%s%s balm --help lists them.", o->verb,
                     near != NULL ? " Did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
}

bool options_parse(struct options *o, int argc, char **argv, struct error *err) {
    *o = (struct options){.verb = "", .text_percent = 100, .runs = 1000};
    for (int i = 1; i < argc; i++) {
        char *word = argv[i], *equals = strchr(word, '=');
        if (take_switch(o, word))
            continue;
        if (word[0] == '-' && word[1] != '\0') {
            char flag[32];
            bool joined = word[1] == '-' && equals != NULL && equals - word < (long)sizeof flag;
            snprintf(flag, sizeof flag, "%.*s", joined ? (int)(equals - word) : 31, word);
            bool known = false;
            for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
                known = known || strcmp(flag, flags[f]) == 0;
            if (!known)
                return unknown_flag(word, err);
            if (!joined && i + 1 >= argc)
                return error_set(err, ERROR_USAGE, "%s needs a value behind it.", flag);
            if (!take_flag(o, flag, joined ? equals + 1 : argv[++i], err))
                return false;
        } else if (o->verb[0] == '\0') {
            o->verb = word;
        } else if (o->word_count < OPTION_LIST_MAX) {
            o->words[o->word_count++] = word;
        } else {
            return error_set(err, ERROR_USAGE, "Too many words on the command line.");
        }
    }
    if (o->data == NULL)
        o->data = default_data();
    int64_t day;
    if (o->today != NULL && !date_parse(o->today, &day))
        return error_set(err, ERROR_USAGE, "--today takes a date like 2026-04-14, not \"%s\".", o->today);
    bool self_moving = strcmp(o->verb, "robot") == 0 || strcmp(o->verb, "demo") == 0;
    if (o->virtual_clock && !self_moving)
        return error_set(err, ERROR_USAGE, "--clock virtual needs robot, or a verb that plays by itself.");
    return check_verb(o, err);
}

void options_finish(struct options *o) {
    free(o->data);
    o->data = NULL;
}

void options_help(const char *verb) {
    if (verb[0] == '\0')
        printf("balm - plays therapy modules for people living with pain, and keeps what they answer\n\n"
               "  %-52s%s\n",
               "balm", "the patient app");
    for (size_t i = 0; i < VERB_COUNT; i++)
        if (verb[0] == '\0' || strcmp(verb, verbs[i].name) == 0)
            printf("  balm %-47s%s\n", verbs[i].usage, verbs[i].does);
    printf("\nOptions of every verb:\n"
           "  --data DIR            where the record is (default: the XDG data folder)\n"
           "  --modules DIR         searched before the shipped modules; may be said more than once\n"
           "  --size WxH  --theme light|dark|contrast  --text-size 100..200  --lang TAG\n"
           "  --headless            draw to memory: no window, no display needed\n"
           "  --clock real|virtual  virtual: time moves only when the driver says so\n"
           "  --today DATE  --version  --help\n");
}
