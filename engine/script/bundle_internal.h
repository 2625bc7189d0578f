/* A bundle from the inside, for bundle.c (what it is) and bundle_load.c (how a folder becomes one). */
#ifndef SCRIPT_BUNDLE_INTERNAL_H
#define SCRIPT_BUNDLE_INTERNAL_H

#include "script/bundle.h"

struct bundle_file {
    char *name; /* relative, "lang/de.po" */
    char *text; /* a text's content; NULL: media */
    char *path; /* media: absolute */
    int64_t bytes;
    char hash[65]; /* "" until worked out */
};

struct bundle {
    char *id, *folder;
    struct bundle_file *files; /* in order of names */
    size_t count, text_count;
    json_t *manifest, *sites; /* NULL until asked for */
    char hash[65];
};

struct bundle *bundle_create(const char *id, const char *folder);
struct bundle_file *bundle_find(const struct bundle *b, const char *name);
void bundle_add_media(struct bundle *b, const char *name, const char *path, int64_t bytes, const char *hash);

#endif
