/* Lua's compile messages in plain words; see plain.h. They read "<what> near <token>"; the token, and the source line
 * itself (curly quotes, "!=", "&&"), tell what the author most likely meant. First rule that fits wins. */
#include "script/plain.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLON "A name and its value are joined by =, not by a colon: name = value."

struct wrong {
    char what[200]; /* the message without place and token */
    char near[80];  /* the token without its quotes; "" none */
    char opened[8]; /* "{", "if" ... of "(to close '{' at line 3)" */
    int line, opened_line;
    char source[400]; /* the source line */
    bool at_end;      /* near the end of the file */
};

static void take_line(const char *source, int line, char out[400]) {
    for (; line > 1 && source != NULL; line--) {
        source = strchr(source, '\n');
        source = source != NULL ? source + 1 : NULL;
    }
    snprintf(out, 400, "%.*s", source != NULL ? (int)strcspn(source, "\r\n") : 0, source != NULL ? source : "");
}

static void take_near(struct wrong *w) {
    char *near = NULL;
    for (char *at = w->what; (at = strstr(at, " near ")) != NULL; at++)
        near = near == NULL ? at : near; /* the first: a token may hold the word */
    if (near == NULL)
        return;
    const char *token = near + 6;
    size_t length = strlen(token);
    bool quoted = length >= 2 && token[0] == '\'' && token[length - 1] == '\'';
    snprintf(w->near, sizeof w->near, "%.*s", (int)(quoted ? length - 2 : length), token + quoted);
    w->at_end = strcmp(w->near, "<eof>") == 0;
    *near = '\0';
}

static void take_opened(struct wrong *w) {
    char *open = strstr(w->what, " (to close '");
    if (open == NULL)
        return;
    if (sscanf(open, " (to close '%7[^']' at line %d)", w->opened, &w->opened_line) == 2)
        *open = '\0';
}

static bool has(const char *text, const char *part) {
    return strstr(text, part) != NULL;
}

static bool has_curly(const char *line) {
    static const char *const quotes[] = {"\u201C", "\u201D", "\u201E", "\u2018", "\u2019", "\u00AB", "\u00BB"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (has(line, quotes[i]))
            return true;
    return false;
}

/* What a word processor or another language brings. */
static const char *foreign(const struct wrong *w) {
    bool broken_off = has(w->what, "unfinished string") || (w->near[0] == '<' && !w->at_end);
    if (broken_off && has_curly(w->source))
        return "This line has curly quotes, as a word processor makes them. Type straight quotes: \"...\".";
    if (w->near[0] == '<' && has(w->source, "\u00A0"))
        return "This line has a special space, as a word processor makes it. Delete it and type a plain space.";
    if (w->near[0] == '<' && (has(w->source, "\u2013") || has(w->source, "\u2212")))
        return "This line has a long dash, as a word processor makes it. Type a plain minus: -.";
    if (strcmp(w->near, "!") == 0)
        return has(w->source, "!=") ? "\"Not equal\" is written ~= here, not !=."
                                    : "\"Not\" is written not here, not !.";
    if (strcmp(w->near, "&") == 0 || strcmp(w->near, "&&") == 0)
        return "\"And\" is written and here, not &&.";
    if (strcmp(w->near, "|") == 0 || strcmp(w->near, "||") == 0)
        return "\"Or\" is written or here, not ||.";
    if (strcmp(w->near, "//") == 0 || (strcmp(w->near, "#") == 0 && w->source[strspn(w->source, " \t")] == '#'))
        return "A comment begins with two dashes: -- like this.";
    if (has(w->source, "+=") || has(w->source, "-="))
        return "There is no += here. Write it out: n = n + 1.";
    if (has(w->source, "++") && strcmp(w->near, "+") == 0)
        return "There is no ++ here. Write it out: n = n + 1.";
    return NULL;
}

/* "'}' expected near ..." */
static bool say_close(const struct wrong *w, char *out, size_t room) {
    static const char pairs[] = "}{)(][";
    const char *pair = w->what[0] == '\'' && w->what[1] != '\0' ? strchr(pairs, w->what[1]) : NULL;
    if (pair == NULL || (pair - pairs) % 2 != 0 || !has(w->what, "' expected"))
        return false;
    char close = pair[0], open = pair[1];
    if (w->at_end)
        snprintf(out, room, "The bracket %c opened at line %d is never closed. A closing bracket %c is missing.", open,
                 w->opened_line > 0 ? w->opened_line : w->line, close);
    else if (strcmp(w->near, ":") == 0)
        snprintf(out, room, COLON);
    else if (strcmp(w->near, "=") == 0)
        snprintf(out, room, "There is a = where none can stand. In a condition, equal is written ==.");
    else
        snprintf(out, room, "A comma or a closing bracket %c is missing before '%s'.", close, w->near);
    return true;
}

static bool say_end(const struct wrong *w, char *out, size_t room) {
    if (strncmp(w->what, "'end' expected", 14) != 0 && strncmp(w->what, "'until' expected", 16) != 0)
        return false;
    const char *missing = w->what[1] == 'u' ? "until" : "end";
    if (w->opened[0] != '\0')
        snprintf(out, room, "The \"%s\" at line %d has no \"%s\".%s", w->opened, w->opened_line, missing,
                 strcmp(w->opened, "if") == 0 ? " (Several cases are written elseif, in one word.)" : "");
    else
        snprintf(out, room, "An \"%s\" is missing before '%s'.", missing, w->near);
    return true;
}

static bool say_keyword(const struct wrong *w, char *out, size_t room) {
    if (strncmp(w->what, "'then' expected", 15) == 0) {
        if (strcmp(w->near, "=") == 0)
            snprintf(out, room, "In a condition, equal is written == (two signs), not =.");
        else
            snprintf(out, room, "The condition needs a \"then\" before '%s': if ... then.", w->near);
        return true;
    }
    if (strncmp(w->what, "'do' expected", 13) != 0)
        return false;
    snprintf(out, room, "The loop needs a \"do\" before '%s': for ... do, while ... do.", w->near);
    return true;
}

static bool say_text(const struct wrong *w, char *out, size_t room) {
    if (has(w->what, "unfinished long")) {
        const char *line = strstr(w->what, "at line ");
        snprintf(out, room, "The long text or comment that begins at line %ld is never closed with ]].",
                 line != NULL ? strtol(line + 8, NULL, 10) : (long)w->line);
        return true;
    }
    if (has(w->what, "unfinished string")) {
        snprintf(out, room,
                 "A text begins here and its closing quote is missing on the same line. A text of several "
                 "lines stands in [[ and ]].");
        return true;
    }
    if (has(w->what, "escape") || has(w->what, "missing '{' in \\u") || has(w->what, "hexadecimal digit")) {
        snprintf(out, room, "A \\ in a text has a special meaning. For a backslash itself write \\\\.");
        return true;
    }
    return false;
}

static bool say_label(const struct wrong *w, char *out, size_t room) {
    if (has(w->what, "break outside"))
        snprintf(out, room, "\"break\" stands here outside of a loop.");
    else if (has(w->what, "no visible label"))
        snprintf(out, room, "There is a \"goto\" here whose label does not exist.");
    else if (has(w->what, "already defined"))
        snprintf(out, room, "The same label stands twice.");
    else if (has(w->what, "const variable"))
        snprintf(out, room, "This name is marked <const> and cannot be changed.");
    else if (has(w->what, "too many") || has(w->what, "overflow") || has(w->what, "too long") || has(w->what, "limit"))
        snprintf(out, room,
                 "There is too much here for one piece (too many names, or too deep brackets). Split it up.");
    else
        return false;
    return true;
}

static void say_other(const struct wrong *w, char *out, size_t room) {
    if (strncmp(w->what, "<eof> expected", 14) == 0 ||
        (has(w->what, "unexpected symbol") && strcmp(w->near, "end") == 0))
        snprintf(out, room, "There is one '%s' too many here.", w->near);
    else if (strncmp(w->what, "'=' expected", 12) == 0 || strcmp(w->what, "syntax error") == 0)
        snprintf(out, room,
                 "This is no instruction. A call is written word { ... }, a value is set with name = value; "
                 "the trouble is before '%s'.",
                 w->at_end ? "the end of the file" : w->near);
    else if (strncmp(w->what, "<name> expected", 15) == 0 && has(w->source, ":") && !has(w->source, "goto") &&
             w->near[0] != '\0' && strchr("\"'{[-0123456789", w->near[0]) != NULL)
        snprintf(out, room, COLON);
    else if (strncmp(w->what, "<name> expected", 15) == 0)
        snprintf(out, room, "A name is expected before '%s'. (Words like end, and, or, not, if, for cannot be names.)",
                 w->near);
    else if (has(w->what, "malformed number"))
        snprintf(out, room, "'%s' is not a number. A text stands in quotes; a name begins with a letter.", w->near);
    else if (has(w->what, "unexpected symbol") && w->at_end)
        snprintf(out, room, "The file ends in the middle of an instruction: a value or a closing bracket is missing.");
    else if (has(w->what, "unexpected symbol"))
        snprintf(out, room, "'%s' cannot stand here. Something before it is missing or too much.", w->near);
    else
        snprintf(out, room, "Lua does not understand this line: %s%s%s.", w->what, w->near[0] != '\0' ? " near " : "",
                 w->near);
}

bool plain_syntax(const char *file, const char *message, const char *source, struct error *err) {
    struct wrong w = {0};
    char text[500];
    snprintf(w.what, sizeof w.what, "%s", plain_after_place(message, &w.line));
    take_line(source, w.line, w.source);
    take_near(&w);
    take_opened(&w);
    const char *known = foreign(&w);
    if (known != NULL)
        snprintf(text, sizeof text, "%s", known);
    else if (!say_close(&w, text, sizeof text) && !say_end(&w, text, sizeof text) &&
             !say_keyword(&w, text, sizeof text) && !say_text(&w, text, sizeof text) &&
             !say_label(&w, text, sizeof text))
        say_other(&w, text, sizeof text);
    return error_at(err, ERROR_SCRIPT, file, w.line, "%s", text);
}
