/* The language on screen: which one, the words of the interface in it, and a switch in the middle of a module. The
 * interface's translations lie in assets/lang/<tag>.po, a module's in its own lang folder. */
#include "app/stage_internal.h"
#include "base/file.h"
#include "base/log.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

/* These mark what scripts/extract-strings takes. */
#define SAID(text) text
#define SAID_N(one, many) one, many

/* Every language once shown stays loaded, because pages and sessions borrow its words. */
struct spoken {
    char tag[24];
    struct catalogue *words; /* NULL: there is no translation */
};

static char *language_folder(void) {
    return path_join(share_folder(), "assets/lang");
}

static const struct catalogue *words_of(struct stage *st, const char *tag) {
    for (size_t i = 0; i < st->spoken_count; i++)
        if (strcmp(st->spoken[i].tag, tag) == 0)
            return st->spoken[i].words;
    char *folder = language_folder();
    struct error broken = {0};
    struct spoken one = {.words = catalogue_open(folder, "", tag, &broken)};
    if (broken.code != ERROR_NONE)
        log_error("the interface is shown in English", &broken);
    snprintf(one.tag, sizeof one.tag, "%s", tag);
    st->spoken = xrealloc(st->spoken, (st->spoken_count + 1) * sizeof *st->spoken);
    st->spoken[st->spoken_count++] = one;
    free(folder);
    return one.words;
}

void language_finish(struct stage *st) {
    for (size_t i = 0; i < st->spoken_count; i++)
        catalogue_destroy(st->spoken[i].words);
    free(st->spoken);
}

/* That of --lang, else the machine's where Balm has it, else none: English, and each module in its own. */
static bool at_first(struct stage *st, char out[24]) {
    if (st->o.language != NULL) {
        snprintf(out, 24, "%s", st->o.language);
        return true;
    }
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *locale = getenv(variables[i]);
        if (locale != NULL && locale[0] != '\0')
            return language_from_locale(locale, out) && words_of(st, out) != NULL;
    }
    return false;
}

void language_use(struct stage *st, const char *tag) {
    char first[24] = "";
    st->is_language_chosen = tag != NULL;
    if (tag == NULL)
        tag = at_first(st, first) ? first : "";
    snprintf(st->language, sizeof st->language, "%s", tag);
    st->words = st->language[0] != '\0' ? words_of(st, st->language) : NULL;
    host_set_catalogue(st->host, st->words);
    struct scene_look look = *scene_look(st->scene);
    look.words = st->words;
    snprintf(look.language, sizeof look.language, "%s", st->language);
    look.right_to_left = st->words != NULL && language_is_rtl(st->language);
    scene_set_look(st->scene, &look);
}

/* What the finished page says of the session, again. */
static void finished_again(struct stage *st) {
    json_t *again = stage_session(st) != NULL ? finished_context(st, stage_session(st)) : NULL;
    if (again != NULL && json_object_get(st->finished, "worse") != NULL)
        json_object_set(again, "worse", json_object_get(st->finished, "worse"));
    if (again != NULL) {
        json_decref(st->finished);
        st->finished = again;
    }
}

void language_switch(struct stage *st, const char *tag) {
    struct error wrong = {0};
    if (st->below == SCREEN_STEP)
        practice_end(st); /* its place is on disk; it begins there again */
    language_use(st, tag);
    for (int i = 0; i < st->depth; i++)
        if (!session_set_language(st->stack[i], stage_language(st), st->words, &wrong))
            log_error("the module could not be shown in another language", &wrong);
    if (st->below == SCREEN_FINISHED)
        finished_again(st);
    st->is_said_anew = true;
}

const char *stage_language(const struct stage *st) {
    return st->language[0] != '\0' ? st->language : NULL;
}

json_t *language_list(struct stage *st) {
    json_t *list = json_pack("[{s:s, s:s}]", "tag", "en", "name", "English");
    char *folder = language_folder();
    size_t count = 0;
    char **names = folder_list(folder, &count);
    for (size_t i = 0; names != NULL && i < count; i++) {
        size_t length = strlen(names[i]);
        if (length < 4 || strcmp(names[i] + length - 3, ".po") != 0)
            continue;
        char *tag = xstrndup(names[i], length - 3);
        const struct catalogue *words = words_of(st, tag);
        const char *name = catalogue_header(words, "X-Language-Name");
        if (words != NULL)
            json_array_append_new(list, json_pack("{s:s, s:s}", "tag", tag, "name", name != NULL ? name : tag));
        free(tag);
    }
    names_free(names, count);
    free(folder);
    return list;
}

/* The tag of the list that is shown now: es-MX is told as es. */
const char *language_chosen(struct stage *st, const json_t *list) {
    char tag[24];
    snprintf(tag, sizeof tag, "%s", st->words != NULL ? st->language : "en");
    do {
        size_t i;
        json_t *one;
        json_array_foreach(list, i, one) if (strcmp(value_string(one, "tag", ""), tag) ==
                                             0) return value_string(one, "tag", "en");
    } while (language_wider(tag));
    return "en";
}

void language_of_module(struct stage *st, const char *id, json_t *item) {
    library_module_in(st->o.library, st->language, id, item);
}

json_t *language_modules(struct stage *st) {
    json_t *list = library_list(st->o.library), *item;
    size_t i;
    json_array_foreach(list, i, item) language_of_module(st, value_string(item, "id", ""), item);
    return list;
}

/* "{weekday} {day} {month}" with words in place of the holes. */
static char *filled(const char *pattern, const char *const *names, const char *const *words, size_t count) {
    char *text = xstrdup(pattern);
    for (size_t i = 0; i < count; i++) {
        char *hole = strstr(text, names[i]);
        if (hole == NULL)
            continue;
        char *next = xprintf("%.*s%s%s", (int)(hole - text), text, words[i], hole + strlen(names[i]));
        free(text);
        text = next;
    }
    return text;
}

char *language_day(struct stage *st, int weekday, int day, int month) {
    static const char *const days[] = {SAID("Sunday"),   SAID("Monday"), SAID("Tuesday"), SAID("Wednesday"),
                                       SAID("Thursday"), SAID("Friday"), SAID("Saturday")};
    static const char *const months[] = {SAID("January"),   SAID("February"), SAID("March"),    SAID("April"),
                                         SAID("May"),       SAID("June"),     SAID("July"),     SAID("August"),
                                         SAID("September"), SAID("October"),  SAID("November"), SAID("December")};
    static const char *const holes[3] = {"{weekday}", "{day}", "{month}"};
    char digits[8];
    snprintf(digits, sizeof digits, "%d", day);
    const char *words[3] = {catalogue_text(st->words, NULL, days[weekday]), digits,
                            catalogue_text(st->words, NULL, months[month])};
    return filled(catalogue_text(st->words, NULL, SAID("{weekday} {day} {month}")), holes, words, 3);
}

char *language_ago(struct stage *st, int64_t days) {
    static const char *const hole = "%s";
    if (days <= 0)
        return xstrdup(catalogue_text(st->words, NULL, SAID("today")));
    if (days == 1)
        return xstrdup(catalogue_text(st->words, NULL, SAID("yesterday")));
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)days);
    const char *word = digits;
    return filled(catalogue_plural(st->words, NULL, SAID_N("%s day ago", "%s days ago"), days), &hole, &word, 1);
}
