/* Works out a plural rule by recursive descent over its text, C's precedence; see plural.h. Both sides of ?: && and ||
 * are read, so a rule is checked as a whole at its first use. */
#include "base/plural.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 40, FORMS_MOST = 8 };

struct rule {
    const char *at;
    uint64_t n;
    int depth;
    bool broken;
};

static uint64_t choice(struct rule *r);

static void gap(struct rule *r) {
    while (isspace((unsigned char)*r->at))
        r->at++;
}

static bool take(struct rule *r, const char *word) {
    gap(r);
    size_t length = strlen(word);
    if (strncmp(r->at, word, length) != 0)
        return false;
    r->at += length;
    return true;
}

static uint64_t atom(struct rule *r) {
    if (++r->depth > DEEPEST)
        r->broken = true;
    uint64_t value = 0;
    gap(r);
    if (r->broken) {
    } else if (take(r, "!")) {
        value = !atom(r);
    } else if (take(r, "(")) {
        value = choice(r);
        r->broken = !take(r, ")") || r->broken;
    } else if (*r->at == 'n') {
        r->at++;
        value = r->n;
    } else if (isdigit((unsigned char)*r->at)) {
        char *end;
        value = strtoull(r->at, &end, 10);
        r->at = end;
    } else {
        r->broken = true;
    }
    r->depth--;
    return value;
}

/* From the loosest to the tightest; longer operators stand before those they begin with. */
static const struct {
    int level;
    const char *op;
} operators[] = {{0, "||"}, {1, "&&"}, {2, "=="}, {2, "!="}, {3, "<="}, {3, ">="}, {3, "<"},
                 {3, ">"},  {4, "+"},  {4, "-"},  {5, "*"},  {5, "/"},  {5, "%"}};
enum { OPERATORS = sizeof operators / sizeof *operators, TIGHTEST = 5 };

static uint64_t apply(struct rule *r, size_t op, uint64_t a, uint64_t b) {
    switch (op) {
    case 0:
        return a || b;
    case 1:
        return a && b;
    case 2:
        return a == b;
    case 3:
        return a != b;
    case 4:
        return a <= b;
    case 5:
        return a >= b;
    case 6:
        return a < b;
    case 7:
        return a > b;
    case 8:
        return a + b;
    case 9:
        return a - b;
    case 10:
        return a * b;
    default:
        if (b == 0) {
            r->broken = true;
            return 0;
        }
        return op == 11 ? a / b : a % b;
    }
}

static uint64_t binary(struct rule *r, int level) {
    if (level > TIGHTEST)
        return atom(r);
    uint64_t value = binary(r, level + 1);
    for (size_t i = 0; i < OPERATORS && !r->broken; i++) {
        if (operators[i].level != level || !take(r, operators[i].op))
            continue;
        value = apply(r, i, value, binary(r, level + 1));
        i = (size_t)-1; /* again from the first operator of this level */
    }
    return value;
}

static uint64_t choice(struct rule *r) {
    if (++r->depth > DEEPEST)
        r->broken = true;
    uint64_t value = r->broken ? 0 : binary(r, 0);
    if (!r->broken && take(r, "?")) {
        uint64_t yes = choice(r);
        r->broken = !take(r, ":") || r->broken;
        uint64_t no = r->broken ? 0 : choice(r);
        value = value ? yes : no;
    }
    r->depth--;
    return value;
}

bool plural_form(const char *rule, uint64_t n, unsigned *out_index, unsigned *out_count) {
    struct rule r = {.at = rule, .n = n};
    if (!take(&r, "nplurals") || !take(&r, "="))
        return false;
    gap(&r);
    char *end;
    unsigned long count = strtoul(r.at, &end, 10);
    r.at = end;
    if (count < 1 || count > FORMS_MOST || !take(&r, ";") || !take(&r, "plural") || !take(&r, "="))
        return false;
    uint64_t index = choice(&r);
    (void)take(&r, ";");
    gap(&r);
    if (r.broken || *r.at != '\0' || index >= count)
        return false;
    *out_index = (unsigned)index;
    *out_count = (unsigned)count;
    return true;
}
