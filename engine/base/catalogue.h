/* Translations: gettext's PO format, read as it stands (therapists write it; nothing is compiled), plural forms and
 * contexts included. The text of a source is its own key, so what has no translation is shown as it was written.
 * Own reader instead of libgettextpo: that one reads named files only (a session's translation is bytes kept in the
 * record), ends the program on a fatal error, and cannot work out a plural form. `msgfmt --check` is the second
 * opinion, in the tests. Knows nothing of where files lie. */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include "base/value.h"

struct catalogue;

/* Reads PO text in UTF-8. name: for messages ("lang/es.po"). ERROR_FORMAT with the line: broken syntax, a doubled
 * entry, a plural rule that cannot be read. Fuzzy entries and obsolete ones (#~) count as untranslated. Given. */
struct catalogue *catalogue_parse(const char *text, size_t count_bytes, const char *name, struct error *err);
void catalogue_destroy(struct catalogue *c);
/* Where c has no translation, next is asked: es-MX, then es. next is taken over (NULL none). */
void catalogue_set_next(struct catalogue *c, struct catalogue *next);

/* All lookups: c NULL is the source language. context NULL: none. Borrowed; `text` itself where nothing is translated.
 */
const char *catalogue_text(const struct catalogue *c, const char *context, const char *text);
/* The form for n; one / many are the source's own two. */
const char *catalogue_plural(const struct catalogue *c, const char *context, const char *one, const char *many,
                             int64_t n);
/* Whether this catalogue itself (not the next) has the entry, translated. */
bool catalogue_has(const struct catalogue *c, const char *context, const char *text);
/* A field of the header ("Language", "X-Balm-Review"); NULL none. Borrowed from c. */
const char *catalogue_header(const struct catalogue *c, const char *field);
/* [{"context"?, "text", "many"?, "forms":[...], "line"}] of all entries but the header, in order; borrowed. */
const json_t *catalogue_entries(const struct catalogue *c);

/* Gives the PO text for one tag, NULL when there is none; *out_name is the name for messages. Both given. */
typedef char *catalogue_source_fn(void *context, const char *tag, char **out_name);
/* The catalogue of a language with its wider ones behind it (es-MX, es). NULL without err: there is none. NULL and err:
 * one of them cannot be read. Given. */
struct catalogue *catalogue_chain(const char *tag, catalogue_source_fn *source, void *context, struct error *err);
/* The same from files <folder>/<prefix><tag>.po. */
struct catalogue *catalogue_open(const char *folder, const char *prefix, const char *tag, struct error *err);

/* "es-MX" -> "es"; "es" -> false. In place. A tag's parts are parted by - or _. */
bool language_wider(char *tag);
/* Whether the script of this language runs from right to left. */
bool language_is_rtl(const char *tag);
/* "es_MX.UTF-8" -> "es-MX"; false for "C", "POSIX" and what is no tag. */
bool language_from_locale(const char *locale, char out[24]);

#endif
