/* Reads the command line; see options.h. The only file that asks the environment where the data folder is. */
#include "app/options.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <stddef.h>
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
    {"prescribe", "prescribe PATIENT COURSE [--start DATE] ...",
     "gives a person a course, or changes it; --list shows theirs"},
    {"desk", "desk", "the therapist's area: caseload, one patient, prescribe, safety card, export"},
    {"staff", "staff add --name NAME | list | log", "who may sit at the desk, and what was done there"},
    {"safety-card", "safety-card show | add --name WHO --number N | clear",
     "who to call when it matters; --when WORDS --say WORDS --text WORDS --lang TAG"},
    {"patient", "patient key [FILE] | export ID -o FILE | import FILE",
     "one person as one sealed file, for the clinic"},
    {"report", "report [--patient ID [--packet]] -o FILE.html",
     "one patient or the caseload, for printing; --packet [--since DATE]: for a review visit"},
    {"export", "export --format csv|json|fhir|ics|dictionary [--patient ID] -o FILE",
     "the record as data (dictionary: what the csv's columns are); - is standard output"},
    {"import", "import questionnaire FILE.json [-o FOLDER|FILE.lua] [--force]",
     "makes an instrument of a FHIR Questionnaire; --name NAME: which one of a Bundle"},
    {"verify", "verify", "proves that the record is whole and unchanged"},
    {"backup", "backup FILE", "the whole data folder as one file, proved; Balm may go on running"},
    {"restore", "restore FILE", "puts a backup in the data folder's place; the old one is moved aside"},
    {"robot", "robot", "drives the program over standard input and output, a JSON object a line"},
    {"demo", "demo -o DIR", "plays the sample modules by itself; leaves screenshots, report and exports in DIR"},
    {"kiosk", "kiosk", "full screen, for a clinic's waiting room"},
};

enum { VERB_COUNT = sizeof verbs / sizeof *verbs };

/* Every option: how its word is read, and where it goes. */
enum reads { SWITCH, TEXT, LIST, NUMBER, PERCENT, SIZE, THEME, CLOCK, FOLDER };

struct option {
    const char *flag;
    enum reads reads;
    size_t into; /* offset in struct options */
    long least, most;
};

#define INTO(member) offsetof(struct options, member)
// clang-format off
static const struct option known_options[] = {
    {"--data",       FOLDER,  INTO(data), 0, 0},
    {"--modules",    LIST,    INTO(modules), 0, 0},
    {"--size",       SIZE,    0, 0, 0},
    {"--theme",      THEME,   INTO(theme), 0, 0},
    {"--text-size",  PERCENT, INTO(text_percent), 100, 200},
    {"--lang",       TEXT,    INTO(language), 0, 0},
    {"--headless",   SWITCH,  INTO(headless), 0, 0},
    {"--clock",      CLOCK,   INTO(virtual_clock), 0, 0},
    {"--today",      TEXT,    INTO(today), 0, 0},
    {"--version",    SWITCH,  INTO(version), 0, 0},
    {"--help",       SWITCH,  INTO(help), 0, 0},
    {"-h",           SWITCH,  INTO(help), 0, 0},
    {"-o",           TEXT,    INTO(output), 0, 0},
    {"--patient",    TEXT,    INTO(patient), 0, 0},
    {"--name",       TEXT,    INTO(name), 0, 0},
    {"--format",     TEXT,    INTO(format), 0, 0},
    {"--watch",      SWITCH,  INTO(watch), 0, 0},
    {"--list",       SWITCH,  INTO(list), 0, 0},
    {"--runs",       NUMBER,  INTO(runs), 1, 1000000},
    {"--seed",       NUMBER,  INTO(seed), 0, 2147483647},
    {"--course",     TEXT,    INTO(course), 0, 0},
    {"--start",      TEXT,    INTO(start), 0, 0},
    {"--pace",       TEXT,    INTO(pace), 0, 0},
    {"--skip",       LIST,    INTO(skip), 0, 0},
    {"--pause",      LIST,    INTO(pause), 0, 0},
    {"--substitute", LIST,    INTO(substitute), 0, 0},
    {"--limit",      LIST,    INTO(limit), 0, 0},
    {"--message",    TEXT,    INTO(message), 0, 0},
    {"--by",         TEXT,    INTO(by), 0, 0},
    {"--end",        SWITCH,  INTO(end), 0, 0},
    {"--number",     TEXT,    INTO(number), 0, 0},
    {"--when",       TEXT,    INTO(when), 0, 0},
    {"--say",        TEXT,    INTO(say), 0, 0},
    {"--text",       TEXT,    INTO(text), 0, 0},
    {"--pin",        TEXT,    INTO(pin), 0, 0},
    {"--base",       TEXT,    INTO(base), 0, 0},
    {"--names",      SWITCH,  INTO(names), 0, 0},
    {"--force",      SWITCH,  INTO(force), 0, 0},
    {"--packet",     SWITCH,  INTO(packet), 0, 0},
    {"--since",      TEXT,    INTO(since), 0, 0},
};
// clang-format on
enum { OPTION_COUNT = sizeof known_options / sizeof *known_options };

static bool unknown_flag(const char *word, struct error *err) {
    const char *names[OPTION_COUNT];
    for (size_t i = 0; i < OPTION_COUNT; i++)
        names[i] = known_options[i].flag;
    const char *near = text_nearest(word, names, OPTION_COUNT);
    if (near != NULL)
        return error_set(err, ERROR_USAGE, "There is no option %s. Did you mean %s?", word, near);
    return error_set(err, ERROR_USAGE, "There is no option %s. balm --help lists them.", word);
}

static bool take_number(const struct option *option, const char *word, long *out, struct error *err) {
    char *end;
    long n = strtol(word, &end, 10);
    if (*word == '\0' || *end != '\0' || n < option->least || n > option->most)
        return error_set(err, ERROR_USAGE, "%s takes a number from %ld to %ld, not \"%s\".", option->flag,
                         option->least, option->most, word);
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

static bool take_more(const char *flag, struct option_list *list, const char *word, struct error *err) {
    if (list->count == OPTION_LIST_MAX)
        return error_set(err, ERROR_USAGE, "%s was said more than %d times.", flag, OPTION_LIST_MAX);
    list->at[list->count++] = word;
    return true;
}

/* Reads the word of one option into its place. */
static bool take(struct options *o, const struct option *option, const char *word, struct error *err) {
    static const char *const themes[] = {"light", "dark", "contrast"};
    static const char *const clocks[] = {"real", "virtual"};
    void *into = (char *)o + option->into;
    int choice = 0;
    long number = 0;
    bool ok = true;
    switch (option->reads) {
    case SWITCH:
        *(bool *)into = true;
        return true;
    case TEXT:
        *(const char **)into = word;
        return true;
    case LIST:
        return take_more(option->flag, into, word, err);
    case NUMBER:
        return take_number(option, word, into, err);
    case PERCENT:
        ok = take_number(option, word, &number, err);
        *(int *)into = ok ? (int)number : *(int *)into;
        return ok;
    case SIZE:
        return take_size(o, word, err);
    case THEME:
        ok = take_choice(option->flag, word, themes, 3, &choice, err);
        o->theme = (enum theme)choice;
        return ok;
    case CLOCK:
        ok = take_choice(option->flag, word, clocks, 2, &choice, err);
        o->virtual_clock = choice == 1;
        return ok;
    case FOLDER:
        free(*(char **)into);
        *(char **)into = xstrdup(word);
        return true;
    }
    return false;
}

/* argv[*at] is an option: takes it, and the word behind it where it has one. */
static bool take_option(struct options *o, int argc, char **argv, int *at, struct error *err) {
    char *word = argv[*at], *equals = strncmp(word, "--", 2) == 0 ? strchr(word, '=') : NULL;
    size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option *option = &known_options[i];
        if (strlen(option->flag) != length || strncmp(word, option->flag, length) != 0)
            continue;
        if (option->reads == SWITCH && equals == NULL)
            return take(o, option, NULL, err);
        if (option->reads == SWITCH)
            return error_set(err, ERROR_USAGE, "%s stands alone: it takes no value.", option->flag);
        if (equals == NULL && *at + 1 >= argc)
            return error_set(err, ERROR_USAGE, "%s needs a value behind it.", option->flag);
        return take(o, option, equals != NULL ? equals + 1 : argv[++*at], err);
    }
    return unknown_flag(word, err);
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
        char *word = argv[i];
        if (word[0] == '-' && word[1] != '\0') {
            if (!take_option(o, argc, argv, &i, err))
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
