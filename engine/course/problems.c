/* What is wrong with a course file, as balm check says it: unknown modules and instruments, circles of after=, words
 * nobody knows, weeks that are not there. */
#include "course/inside.h"

#include "base/problems.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

struct problems {
    const json_t *course;
    const struct course_library *library;
    json_t *list;
};

static const json_t *unit_of(const json_t *course, const char *module) {
    size_t i;
    json_t *unit;
    json_array_foreach(json_object_get(course, "units"), i,
                       unit) if (strcmp(value_string(unit, "module", ""), module) == 0) return unit;
    return NULL;
}

static void check_text(struct problems *p, const char *name) {
    const char *text = value_string(p->course, name, "");
    if (text[0] == '\0')
        problems_add(p->list, "error", "", "The course needs %s=\"...\".", name);
}

static void check_practice(struct problems *p, const json_t *unit, const char *module) {
    const json_t *practice = json_object_get(unit, "practice");
    const char *words = json_is_string(practice) ? json_string_value(practice) : "";
    if (practice != NULL && course_practice_per_week(words) <= 0)
        problems_add(p->list, "error", words,
                     "practice=\"%s\" of %s says no number. Write \"daily\", \"5 per week\" or \"2 per day\".", words,
                     module);
}

static void check_after_one(struct problems *p, const char *module, const json_t *after) {
    const char *word = json_is_string(after) ? json_string_value(after) : "";
    if (unit_of(p->course, word) == NULL)
        problems_add(p->list, "error", word, "%s comes after \"%s\", which is no unit of this course (any more).",
                     module, word);
}

static void check_when(struct problems *p, const json_t *unit, const char *module) {
    static const char *const names[] = {"of", "below", "above", "at_most", "at_least", "weeks"};
    json_t *when = json_object_get(unit, "when");
    int limits = 0;
    if (when == NULL)
        return;
    problems_names(p->list, when, "when", names, sizeof names / sizeof *names);
    for (size_t i = 1; i < 5; i++)
        limits += json_is_number(json_object_get(when, names[i])) ? 1 : 0;
    if (!json_is_object(when) || value_string(when, "of", "")[0] == '\0' || limits != 1)
        problems_add(p->list, "error", "when",
                     "when= of %s takes of= and one of below=, above=, at_most=, at_least=, for example "
                     "when={ of=\"sleep\", below=5, weeks=2 }.",
                     module);
}

static void check_unit(struct problems *p, json_t *unit) {
    static const char *const names[] = {"module", "week", "after", "practice", "when", "because"};
    const char *module = value_string(unit, "module", "");
    int64_t week = value_int(unit, "week", 1), weeks = value_int(p->course, "weeks", 0);
    const json_t *after = json_object_get(unit, "after"), *one;
    size_t i;
    problems_names(p->list, unit, "A unit", names, sizeof names / sizeof *names);
    if (module[0] == '\0')
        problems_add(p->list, "error", "units", "A unit needs module=\"...\".");
    else if (!p->library->has_module(p->library->context, module))
        problems_add(p->list, "error", module, "There is no module \"%s\" (any more).", module);
    if (unit_of(p->course, module) != unit)
        problems_add(p->list, "error", module, "The module %s stands in this course twice.", module);
    if (week < 1 || (weeks > 0 && week > weeks))
        problems_add(p->list, "error", module, "%s is in week %lld of %lld.", module, (long long)week,
                     (long long)weeks);
    check_practice(p, unit, module);
    check_when(p, unit, module);
    if (json_is_string(after))
        check_after_one(p, module, after);
    json_array_foreach(after, i, one) check_after_one(p, module, one);
    if (json_object_get(unit, "when") != NULL && value_string(unit, "because", "")[0] == '\0')
        problems_add(p->list, "warning", module, "%s has a rule but no because=\"...\" for the patient.", module);
}

/* Walks after= from one unit; the way so far is a list of modules. True: it came back to where it began. */
static bool comes_back(const struct problems *p, const char *from, json_t *way) {
    const json_t *after = json_object_get(unit_of(p->course, from), "after"), *one;
    json_t *list = json_is_string(after) ? json_pack("[O]", after) : json_incref((json_t *)after);
    bool found = false;
    size_t i;
    json_array_foreach(list, i, one) {
        const char *to = json_is_string(one) ? json_string_value(one) : "";
        if (strcmp(to, json_string_value(json_array_get(way, 0))) == 0) {
            found = true;
            break;
        }
        if (text_in(way, to))
            continue;
        json_array_append_new(way, json_string(to));
        found = comes_back(p, to, way);
        if (found)
            break;
        json_array_remove(way, json_array_size(way) - 1);
    }
    json_decref(list);
    return found;
}

/* Each circle once: told of its member that stands first in the file. */
static void check_circles(struct problems *p) {
    json_t *told = json_array(), *unit, *one;
    size_t i, n;
    json_array_foreach(json_object_get(p->course, "units"), i, unit) {
        const char *module = value_string(unit, "module", "");
        json_t *way = json_pack("[s]", module);
        if (!text_in(told, module) && comes_back(p, module, way)) {
            char *words = xstrdup("");
            json_array_foreach(way, n, one) {
                char *more = xprintf("%s%s after ", words, json_string_value(one));
                free(words);
                words = more;
                json_array_append(told, one);
            }
            problems_add(p->list, "error", module, "Nobody can begin here: %s%s. Take one after= away.", words, module);
            free(words);
        }
        json_decref(way);
    }
    json_decref(told);
}

static void check_measure(struct problems *p, json_t *measure) {
    static const char *const names[] = {"instrument", "at", "module"};
    const char *instrument = value_string(measure, "instrument", "");
    const json_t *at = json_object_get(measure, "at"), *words;
    size_t i;
    problems_names(p->list, measure, "A measure", names, sizeof names / sizeof *names);
    if (!p->library->has_instrument(p->library->context, instrument))
        problems_add(p->list, "error", instrument, "There is no instrument \"%s\".", instrument);
    if (value_string(measure, "module", NULL) != NULL &&
        !p->library->has_module(p->library->context, value_string(measure, "module", "")))
        problems_add(p->list, "error", value_string(measure, "module", ""), "There is no module \"%s\" (any more).",
                     value_string(measure, "module", ""));
    if (!json_is_array(at) || json_array_size(at) == 0)
        problems_add(p->list, "error", instrument, "The measure %s needs at={ \"start\", \"every 2 weeks\", \"end\" }.",
                     instrument);
    json_array_foreach(at, i, words) if (!json_is_string(words) || !course_at_is_known(json_string_value(words)))
        problems_add(p->list, "error", json_is_string(words) ? json_string_value(words) : "",
                     "at=\"%s\" is not known. Write \"start\", \"end\", \"every 2 weeks\" or \"3 months\".",
                     json_is_string(words) ? json_string_value(words) : "?");
}

json_t *course_problems(const json_t *course, const struct course_library *library) {
    static const char *const names[] = {"id", "version", "title", "summary", "weeks", "measures", "units", "sources"};
    struct problems p = {.course = course, .library = library, .list = json_array()};
    size_t i;
    json_t *one;
    problems_names(p.list, course, "A course", names, sizeof names / sizeof *names);
    check_text(&p, "id");
    check_text(&p, "version");
    check_text(&p, "title");
    if (value_int(course, "weeks", 0) < 1 || value_int(course, "weeks", 0) > 104)
        problems_add(p.list, "error", "weeks", "A course needs weeks= from 1 to 104.");
    if (json_array_size(json_object_get(course, "units")) == 0)
        problems_add(p.list, "error", "units", "A course needs units={ { module=\"...\", week=1 } }.");
    json_array_foreach(json_object_get(course, "units"), i, one) check_unit(&p, one);
    json_array_foreach(json_object_get(course, "measures"), i, one) check_measure(&p, one);
    check_circles(&p);
    return p.list;
}
