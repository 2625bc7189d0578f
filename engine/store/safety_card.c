/* The clinic's safety card, one per language; see clinic.h. Whether it is filled in decides if a course may be
 * prescribed, so that nobody is asked a risk question where no number to call stands behind it. */
#include "store/clinic.h"
#include "store/internal.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

enum { LINE_MAX_BYTES = 300 };
static const char setting[] = "safety_card";

static bool is_short(const json_t *object, const char *name) {
    return strlen(value_string(object, name, "")) <= LINE_MAX_BYTES;
}

static bool has_digit(const char *text) {
    return text[strcspn(text, "0123456789")] != '\0';
}

static bool person_check(const json_t *person, size_t line, struct error *err) {
    if (value_string(person, "name", "")[0] == '\0')
        return error_set(err, ERROR_FORMAT, "Line %zu of the safety card has nobody's name.", line);
    if (!has_digit(value_string(person, "number", "")))
        return error_set(err, ERROR_FORMAT, "Line %zu of the safety card (%s) has no number to call.", line,
                         value_string(person, "name", ""));
    if (!is_short(person, "name") || !is_short(person, "number") || !is_short(person, "when") ||
        !is_short(person, "say"))
        return error_set(err, ERROR_FORMAT, "Line %zu of the safety card is too long: %d bytes at most.", line,
                         LINE_MAX_BYTES);
    return true;
}

static bool card_check(const json_t *card, struct error *err) {
    const json_t *people = json_object_get(card, "people"), *person;
    size_t i;
    if (json_array_size(people) < 1 || json_array_size(people) > SAFETY_CARD_PEOPLE_MAX)
        return error_set(err, ERROR_FORMAT, "A safety card names 1 to %d people or lines to call.",
                         SAFETY_CARD_PEOPLE_MAX);
    json_array_foreach(people, i, person) if (!person_check(person, i + 1, err)) return false;
    return is_short(card, "text") ||
           error_set(err, ERROR_FORMAT, "The words of the safety card are too long: %d bytes at most.", LINE_MAX_BYTES);
}

/* "en", "pt-BR", "zh-Hant": what may name a card. */
static bool language_check(const char *language, struct error *err) {
    size_t n = language != NULL ? strlen(language) : 0;
    bool ok = n >= 2 && n <= 20 && isalpha((unsigned char)language[0]);
    for (size_t i = 0; ok && i < n; i++)
        ok = isalnum((unsigned char)language[i]) || language[i] == '-';
    return ok || error_set(err, ERROR_FORMAT, "A safety card's language is a tag like \"en\" or \"pt-BR\".");
}

json_t *safety_card_all(struct store *s) {
    json_t *all = setting_get(s, setting);
    return json_is_object(all) ? all : json_object();
}

bool safety_card_set(struct store *s, const char *language, const json_t *card, const char *who, struct error *err) {
    char line[80];
    if (!language_check(language, err) || (card != NULL && !card_check(card, err)))
        return false;
    if (!store_batch_begin(s, err))
        return false;
    json_t *all = safety_card_all(s);
    if (card != NULL)
        json_object_set_new(all, language, json_deep_copy(card));
    else
        json_object_del(all, language);
    snprintf(line, sizeof line, "safety card (%s) %s", language, card != NULL ? "changed" : "removed");
    bool ok = setting_set(s, setting, all, err) && staff_log(s, who, line, err);
    json_decref(all);
    return store_batch_end(s, ok, err) && ok;
}

/* The card of exactly that tag, or of the tag up to its first hyphen. Borrowed. */
static const json_t *card_for(const json_t *all, const char *language) {
    char base[24];
    const json_t *card = json_object_get(all, language);
    if (card != NULL)
        return card;
    snprintf(base, sizeof base, "%.*s", (int)strcspn(language, "-"), language);
    return json_object_get(all, base);
}

json_t *safety_card_get(struct store *s, const char *language) {
    json_t *all = safety_card_all(s), *given = NULL;
    const json_t *card = language != NULL ? card_for(all, language) : NULL;
    if (card == NULL)
        card = card_for(all, "en");
    if (card == NULL)
        card = json_object_iter_value(json_object_iter(all));
    if (card != NULL)
        given = json_deep_copy(card);
    json_decref(all);
    return given;
}

bool store_safety_card_is_filled(struct store *s) {
    json_t *card = safety_card_get(s, NULL);
    bool filled = card != NULL;
    json_decref(card);
    return filled;
}
