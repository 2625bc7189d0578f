/* Writing HTML that nobody's name or answer can break. The template of html_put is ours and goes out as it is; each ~
 * in it takes the next argument, escaped. Text is cleaned first: broken UTF-8 becomes U+FFFD, control characters go. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stdio.h>

void html_text(FILE *out, const char *utf8);
/* The same with line breaks kept: for what a patient wrote. */
void html_words(FILE *out, const char *utf8);
/* As many const char * as the template has ~; all given, none NULL. */
void html_put(FILE *out, const char *template, ...);

#endif
