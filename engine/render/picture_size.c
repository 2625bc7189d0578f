/* Reads how large a picture is from the first bytes of its file, so that one that would not fit into memory is refused
 * before anything is decoded. Knows PNG, JPEG, WebP and SVG; everything else is refused. */
#include "render/internal.h"

#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 4096 };

static unsigned big16(const unsigned char *p) {
    return (unsigned)p[0] << 8 | p[1];
}

static unsigned little16(const unsigned char *p) {
    return (unsigned)p[1] << 8 | p[0];
}

static unsigned little24(const unsigned char *p) {
    return (unsigned)p[2] << 16 | (unsigned)p[1] << 8 | p[0];
}

static bool size_set(unsigned long w, unsigned long h, int *out_w, int *out_h) {
    if (w == 0 || h == 0 || w > 1000000 || h > 1000000)
        return false;
    *out_w = (int)w;
    *out_h = (int)h;
    return true;
}

static bool png_size(const unsigned char *b, size_t count, int *out_w, int *out_h) {
    if (count < 24 || memcmp(b, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(b + 12, "IHDR", 4) != 0)
        return false;
    return size_set((unsigned long)big16(b + 16) << 16 | big16(b + 18),
                    (unsigned long)big16(b + 20) << 16 | big16(b + 22), out_w, out_h);
}

static bool webp_size(const unsigned char *b, size_t count, int *out_w, int *out_h) {
    if (count < 30 || memcmp(b, "RIFF", 4) != 0 || memcmp(b + 8, "WEBP", 4) != 0)
        return false;
    if (memcmp(b + 12, "VP8X", 4) == 0)
        return size_set(little24(b + 24) + 1, little24(b + 27) + 1, out_w, out_h);
    if (memcmp(b + 12, "VP8L", 4) == 0) {
        unsigned long bits = little24(b + 21) | (unsigned long)b[24] << 24;
        return size_set((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, out_w, out_h);
    }
    if (memcmp(b + 12, "VP8 ", 4) == 0)
        return size_set(little16(b + 26) & 0x3FFF, little16(b + 28) & 0x3FFF, out_w, out_h);
    return false;
}

static bool is_frame_marker(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Steps from segment to segment until the one that holds the size. */
static bool jpeg_size(FILE *file, int *out_w, int *out_h) {
    unsigned char b[9];
    if (fseek(file, 2, SEEK_SET) != 0)
        return false;
    for (int i = 0; i < 500; i++) {
        int marker = getc(file);
        if (marker != 0xFF)
            return false;
        while (marker == 0xFF)
            marker = getc(file);
        if (marker == EOF || fread(b, 1, 2, file) != 2)
            return false;
        if (is_frame_marker(marker))
            return fread(b + 2, 1, 5, file) == 5 && size_set(big16(b + 5), big16(b + 3), out_w, out_h);
        if (big16(b) < 2 || fseek(file, (long)big16(b) - 2, SEEK_CUR) != 0)
            return false;
    }
    return false;
}

/* The number of an attribute of the first <svg> tag. */
static double svg_number(const char *tag, const char *name) {
    const char *at = strstr(tag, name);
    return at == NULL ? 0 : strtod(at + strlen(name), NULL);
}

static bool svg_size(char *head, int *out_w, int *out_h) {
    char *tag = strstr(head, "<svg");
    if (tag == NULL)
        return false;
    char *end = strchr(tag, '>');
    if (end != NULL)
        *end = '\0';
    double w = svg_number(tag, " width=\""), h = svg_number(tag, " height=\"");
    const char *box = strstr(tag, "viewBox=\"");
    if ((!(w > 0) || !(h > 0)) && (box == NULL || sscanf(box + 9, "%*f%*[ ,]%*f%*[ ,]%lf%*[ ,]%lf", &w, &h) != 2))
        return false;
    if (!(w > 0) || !(h > 0) || w > 1e6 || h > 1e6)
        return false;
    return size_set((unsigned long)ceil(w), (unsigned long)ceil(h), out_w, out_h);
}

bool picture_size(const char *path, int *out_w, int *out_h, bool *out_is_svg) {
    unsigned char head[HEAD_BYTES + 1];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    size_t count = fread(head, 1, HEAD_BYTES, file);
    head[count] = '\0';
    bool found = png_size(head, count, out_w, out_h) || webp_size(head, count, out_w, out_h);
    if (!found && count > 3 && head[0] == 0xFF && head[1] == 0xD8)
        found = jpeg_size(file, out_w, out_h);
    fclose(file);
    *out_is_svg = !found && svg_size((char *)head, out_w, out_h);
    return found || *out_is_svg;
}
