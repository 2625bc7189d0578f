/* balm safety-card: the clinic's safety card from the command line: shown, a line added, a language taken away. */
#include "app/app.h"
#include "store/clinic.h"

#include <string.h>

/* For the staff log. */
static const char *who(const struct app *app) {
    return app->o.by != NULL ? app->o.by : "command line";
}

static void print_person(const json_t *person) {
    printf("  %s\t%s", value_string(person, "number", ""), value_string(person, "name", ""));
    if (value_string(person, "when", "")[0] != '\0')
        printf("\t%s", value_string(person, "when", ""));
    if (value_string(person, "say", "")[0] != '\0')
        printf("\t\"%s\"", value_string(person, "say", ""));
    printf("\n");
}

static bool show(struct store *s) {
    json_t *all = safety_card_all(s), *card, *person;
    const char *language;
    size_t i;
    json_object_foreach(all, language, card) {
        printf("%s\n", language);
        if (value_string(card, "text", "")[0] != '\0')
            printf("  %s\n", value_string(card, "text", ""));
        json_array_foreach(json_object_get(card, "people"), i, person) print_person(person);
    }
    if (json_object_size(all) == 0)
        printf("The safety card is empty, so no course can be prescribed yet. Add a line with\n"
               "balm safety-card add --name WHO --number NUMBER --when WHEN\n");
    json_decref(all);
    return true;
}

static void set_words(json_t *object, const char *name, const char *words) {
    if (words != NULL && words[0] != '\0')
        value_set_string(object, name, words);
}

static bool add(struct app *app, struct store *s, const char *language, struct error *err) {
    if (app->o.name == NULL || app->o.number == NULL)
        return error_set(err, ERROR_USAGE, "safety-card add needs --name WHO and --number NUMBER.");
    json_t *all = safety_card_all(s), *card = json_deep_copy(json_object_get(all, language));
    json_t *person = json_pack("{s:s, s:s}", "name", app->o.name, "number", app->o.number);
    if (card == NULL)
        card = json_pack("{s:[]}", "people");
    set_words(person, "when", app->o.when);
    set_words(person, "say", app->o.say);
    set_words(card, "text", app->o.text);
    json_array_append_new(json_object_get(card, "people"), person);
    bool ok = safety_card_set(s, language, card, who(app), err);
    json_decref(card);
    json_decref(all);
    return ok;
}

int verb_safety_card(struct app *app) {
    struct error err = {0};
    const char *what = app->o.word_count > 0 ? app->o.words[0] : "show";
    const char *language = app->o.language != NULL ? app->o.language : "en";
    bool is_show = strcmp(what, "show") == 0, is_add = strcmp(what, "add") == 0, is_clear = strcmp(what, "clear") == 0;
    if (!is_show && !is_add && !is_clear) {
        error_set(&err, ERROR_USAGE,
                  "safety-card takes show, add --name WHO --number NUMBER [--when WHEN] [--say WORDS], or clear; "
                  "--lang TAG names the language.");
        return app_fail(&err);
    }
    struct store *s = app_store(app, false, &err);
    bool ok = s != NULL && (is_show  ? show(s)
                            : is_add ? add(app, s, language, &err)
                                     : safety_card_set(s, language, NULL, who(app), &err));
    store_close(s);
    return ok ? EXIT_DONE : app_fail(&err);
}
