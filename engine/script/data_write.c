/* An instrument's table as the source text of its file: the other direction of instrument_load. Texts are always
 * quoted with escapes, so that no wording can end them. */
#include "script/data.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

static void add_quoted(struct text *out, const char *words) {
    text_add_char(out, '"');
    for (const unsigned char *p = (const unsigned char *)words; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\')
            text_addf(out, "\\%c", *p);
        else if (*p == '\n')
            text_add(out, "\\n");
        else if (*p < 0x20 || *p == 0x7f)
            text_addf(out, "\\%03d", *p);
        else
            text_add_char(out, (char)*p);
    }
    text_add_char(out, '"');
}

char *source_quoted(const char *words) {
    struct text out;
    text_init(&out);
    add_quoted(&out, words);
    return text_take(&out);
}

static void add_value(struct text *out, const json_t *value);

/* {"items": [...], "code": ...} is { ..., code=... }, as the guest's tables come across. */
static void add_table(struct text *out, const json_t *value) {
    const json_t *list = json_is_array(value) ? value : json_object_get(value, "items");
    const char *name, *between = "";
    json_t *member;
    size_t i;
    text_add(out, "{ ");
    json_array_foreach(list, i, member) {
        text_add(out, between);
        add_value(out, member);
        between = ", ";
    }
    json_object_foreach((json_t *)(json_is_object(value) ? value : NULL), name, member) {
        if (strcmp(name, "items") == 0 && json_is_array(member))
            continue;
        text_addf(out, "%s%s=", between, name);
        add_value(out, member);
        between = ", ";
    }
    text_add(out, " }");
}

static void add_value(struct text *out, const json_t *value) {
    if (json_is_string(value)) {
        add_quoted(out, json_string_value(value));
    } else if (json_is_array(value) || json_is_object(value)) {
        add_table(out, value);
    } else {
        char *words = json_is_null(value) ? xstrdup("nil") : value_text(value);
        text_add(out, words);
        free(words);
    }
}

/* name={ one a line }, */
static void add_lines(struct text *out, const json_t *table, const char *name) {
    const json_t *list = json_object_get(table, name);
    json_t *one;
    size_t i;
    if (json_array_size(list) == 0)
        return;
    text_addf(out, "  %s={\n", name);
    json_array_foreach(list, i, one) {
        text_add(out, "    ");
        add_value(out, one);
        text_add(out, ",\n");
    }
    text_add(out, "  },\n");
}

/* points = { item = { [value] = points } } of the items whose options carry points beside their value. */
static void add_points(struct text *out, const json_t *items) {
    json_t *item, *option;
    size_t i, k;
    text_add(out, "local points = {\n");
    json_array_foreach(items, i, item) {
        const char *between = "";
        json_array_foreach(json_object_get(item, "options"), k, option) {
            const json_t *points = json_is_object(option) ? json_object_get(option, "points") : NULL;
            if (points == NULL)
                continue;
            if (between[0] == '\0')
                text_addf(out, "  %s={ ", value_string(item, "id", ""));
            text_addf(out, "%s[", between);
            add_value(out, json_array_get(json_object_get(option, "items"), 0));
            text_add(out, "]=");
            add_value(out, points);
            between = ", ";
        }
        text_add(out, between[0] != '\0' ? " },\n" : "");
    }
    text_add(out, "}\n");
}

static const char sum_of_all[] = "  score=function(answers)\n"
                                 "    local total = 0\n"
                                 "    for _, id in ipairs(in_total) do\n"
                                 "      local answer = answers[id]\n"
                                 "      if points[id] then answer = points[id][answer] end\n"
                                 "      if answer == nil then return nil, nil end\n"
                                 "      total = total + answer\n"
                                 "    end\n"
                                 "    return total, nil\n"
                                 "  end,\n";

char *instrument_source(const json_t *table, const char *comment) {
    static const char *const later[] = {"items", "groups", "in_total"};
    const json_t *sum = json_object_get(table, "in_total");
    const char *name;
    json_t *member;
    struct text out;
    text_init(&out);
    text_addf(&out, "-- %s\n", comment);
    if (sum != NULL) {
        text_add(&out, "local in_total = ");
        add_value(&out, sum);
        text_add(&out, "\n");
        add_points(&out, json_object_get(table, "items"));
        text_add(&out, "\n");
    }
    text_add(&out, "instrument {\n");
    json_object_foreach((json_t *)table, name, member) {
        size_t k = 0;
        while (k < sizeof later / sizeof *later && strcmp(name, later[k]) != 0)
            k++;
        if (k < sizeof later / sizeof *later)
            continue;
        text_addf(&out, "  %s=", name);
        add_value(&out, member);
        text_add(&out, ",\n");
    }
    add_lines(&out, table, "groups");
    add_lines(&out, table, "items");
    text_add(&out, sum != NULL ? sum_of_all : "");
    text_add(&out, "}\n");
    return text_take(&out);
}
