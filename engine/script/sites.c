/* The scanner of step calls; see sites.h. A call is a step's name followed by {, ( or a text, and not after a dot, a
 * colon or the word "function". It reads what the compiler reads, but needs no valid program. */
#include "script/sites.h"

#include "script/words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct scanner {
    const char *at;
    int line;
};

static bool is_name_char(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

static void step_on(struct scanner *s) {
    if (*s->at == '\0')
        return;
    s->line += *s->at == '\n';
    s->at++;
}

/* Level of a long bracket "[==[" at `at`, or -1. */
static int long_level(const char *at) {
    if (*at != '[')
        return -1;
    size_t level = strspn(at + 1, "=");
    return at[1 + level] == '[' ? (int)level : -1;
}

static void skip_long(struct scanner *s, int level) {
    for (int i = 0; i < level + 2; i++)
        step_on(s);
    while (*s->at != '\0') {
        bool closes = *s->at == ']' && (int)strspn(s->at + 1, "=") == level && s->at[1 + level] == ']';
        if (closes) {
            s->at += level + 2;
            return;
        }
        step_on(s);
    }
}

static void skip_text(struct scanner *s) {
    char quote = *s->at;
    for (step_on(s); *s->at != '\0' && *s->at != quote && *s->at != '\n'; step_on(s))
        if (*s->at == '\\')
            step_on(s);
    if (*s->at == quote)
        step_on(s);
}

static void skip_comment(struct scanner *s) {
    s->at += 2;
    int level = long_level(s->at);
    if (level >= 0)
        skip_long(s, level);
    else
        s->at += strcspn(s->at, "\n");
}

/* Skips blanks, comments and texts; false at the end of the source. `gap` only: stops before texts. */
static bool skip_gap(struct scanner *s, bool gap) {
    while (*s->at != '\0') {
        if (isspace((unsigned char)*s->at))
            step_on(s);
        else if (s->at[0] == '-' && s->at[1] == '-')
            skip_comment(s);
        else if (!gap && (*s->at == '"' || *s->at == '\''))
            skip_text(s);
        else if (!gap && long_level(s->at) >= 0)
            skip_long(s, long_level(s->at));
        else
            return true;
    }
    return false;
}

/* Reads "name" or "ask.name" (blanks around the dot are not looked for). */
static void read_name(struct scanner *s, char out[64]) {
    const char *from = s->at;
    while (is_name_char(*s->at) || (*s->at == '.' && s->at - from == 3 && strncmp(from, "ask", 3) == 0))
        s->at++;
    snprintf(out, 64, "%.*s", (int)(s->at - from < 63 ? s->at - from : 63), from);
}

/* The text after include, if it is a plain one. */
static void note_include(struct scanner *s, json_t *includes) {
    struct scanner look = *s;
    if (skip_gap(&look, true) && *look.at == '(')
        step_on(&look);
    if (!skip_gap(&look, true) || (*look.at != '"' && *look.at != '\''))
        return;
    size_t length = strcspn(look.at + 1, "\"'\\\n");
    if (length <= 80)
        json_array_append_new(includes, json_stringn(look.at + 1, length));
}

static bool is_called(const struct scanner *s) {
    struct scanner look = *s;
    return skip_gap(&look, true) && (strchr("{(\"'", *look.at) != NULL || long_level(look.at) >= 0);
}

static void note_step(const struct scanner *s, const char *file, const char *name, int line, json_t *sites) {
    const struct word *word = word_find(name);
    if (word == NULL || word->op != WORD_STEP || !is_called(s))
        return;
    json_array_append_new(sites, json_pack("{s:s, s:i, s:s}", "file", file, "line", line, "kind", name));
}

void sites_scan(const char *file, const char *source, json_t *sites, json_t *includes) {
    struct scanner s = {source, 1};
    bool is_member = false; /* after a dot, a colon or "function" */
    while (skip_gap(&s, false)) {
        if (!is_name_char(*s.at)) {
            bool joins = s.at[0] == '.' && s.at[1] == '.';
            is_member = !joins && (*s.at == '.' || *s.at == ':');
            s.at += joins ? 2 : 1;
            continue;
        }
        char name[64];
        int line = s.line;
        read_name(&s, name);
        if (!is_member && strcmp(name, "include") == 0)
            note_include(&s, includes);
        else if (!is_member)
            note_step(&s, file, name, line, sites);
        is_member = strcmp(name, "function") == 0;
    }
}
