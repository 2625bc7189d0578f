/* Escaping; see html.h. */
#include "report/html.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *entity(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void escaped(FILE *out, const char *utf8, bool breaks) {
    char *clean = utf8_clean(utf8, strlen(utf8));
    for (const char *p = clean; *p != '\0'; p++) {
        const char *name = *p == '\n' && breaks ? "<br>" : entity(*p);
        if (name != NULL)
            fputs(name, out);
        else
            fputc(*p, out);
    }
    free(clean);
}

void html_text(FILE *out, const char *utf8) {
    escaped(out, utf8, false);
}

void html_words(FILE *out, const char *utf8) {
    escaped(out, utf8, true);
}

void html_put(FILE *out, const char *template, ...) {
    va_list args;
    va_start(args, template);
    for (const char *p = template; *p != '\0'; p++) {
        if (*p == '~')
            escaped(out, va_arg(args, const char *), false);
        else
            fputc(*p, out);
    }
    va_end(args);
}
