/* Compares pictures of screens with small references: golden_compare REFERENCES PICTURES DIFFERENT [--update].
 * A picture is reduced to a quarter or a sixth and to at most 32 colours, so that a set stays small and a hair's
 * breadth is no difference. What differs is written to DIFFERENT: reference, now, and where. Exit status 1 when
 * anything does. */
#include <SDL_image.h>
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { COLOURS = 32, DIFFERENT = 48 /* of 255, in one channel */, PER_TEN_THOUSAND = 15, PATH = 1024 };

static void die(const char *what, const char *path) {
    fprintf(stderr, "golden_compare: %s: %s (%s)\n", path, what, SDL_GetError());
    exit(2);
}

static SDL_Surface *load(const char *path) {
    SDL_Surface *s = IMG_Load(path);
    SDL_Surface *to = s != NULL ? SDL_ConvertSurfaceFormat(s, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(s);
    return to;
}

static uint32_t *pixel(const SDL_Surface *s, int x, int y) {
    return (uint32_t *)(void *)((uint8_t *)s->pixels + (ptrdiff_t)y * s->pitch) + x;
}

static SDL_Surface *blank(int w, int h) {
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (s == NULL)
        die("no memory", "");
    return s;
}

static uint32_t mean(const SDL_Surface *s, int x0, int y0, int side) {
    unsigned sum[3] = {0};
    for (int y = y0; y < y0 + side; y++)
        for (int x = x0; x < x0 + side; x++)
            for (int c = 0; c < 3; c++)
                sum[c] += *pixel(s, x, y) >> (8 * c) & 0xFF;
    uint32_t out = 0xFF000000u;
    for (int c = 0; c < 3; c++)
        out |= sum[c] / (unsigned)(side * side) << (8 * c);
    return out;
}

static SDL_Surface *reduced(const SDL_Surface *s) {
    int side = s->w > 1024 ? 6 : 4;
    SDL_Surface *to = blank(s->w / side, s->h / side);
    for (int y = 0; y < to->h; y++)
        for (int x = 0; x < to->w; x++)
            *pixel(to, x, y) = mean(s, x * side, y * side, side);
    return to;
}

static int apart(uint32_t a, uint32_t b) {
    int most = 0;
    for (int c = 0; c < 24; c += 8) {
        int d = abs((int)(a >> c & 0xFF) - (int)(b >> c & 0xFF));
        most = d > most ? d : most;
    }
    return most;
}

/* --- writing a reference ---------------------------------------------------------------------- */

struct tally {
    uint32_t colour;
    int count;
};

static int by_count(const void *a, const void *b) {
    return ((const struct tally *)b)->count - ((const struct tally *)a)->count;
}

/* The most frequent colours, each far enough from those taken before it. */
static int choose_colours(const SDL_Surface *s, uint32_t out[COLOURS]) {
    enum { BINS = 1 << 15 };
    struct tally *bins = calloc(BINS, sizeof *bins);
    if (bins == NULL)
        die("no memory", "");
    for (int y = 0; y < s->h; y++) {
        for (int x = 0; x < s->w; x++) {
            uint32_t p = *pixel(s, x, y);
            struct tally *t = &bins[(p >> 9 & 0x7C00) | (p >> 6 & 0x3E0) | (p >> 3 & 0x1F)];
            t->colour = p;
            t->count++;
        }
    }
    qsort(bins, BINS, sizeof *bins, by_count);
    int count = 0;
    for (int near = 24; near >= 6 && count < COLOURS; near /= 2) {
        for (int i = 0; i < BINS && bins[i].count > 0 && count < COLOURS; i++) {
            bool taken = false;
            for (int k = 0; k < count; k++)
                taken = taken || apart(out[k], bins[i].colour) < near;
            if (!taken)
                out[count++] = bins[i].colour;
        }
    }
    free(bins);
    return count;
}

static void save_reference(const SDL_Surface *s, const char *path) {
    uint32_t colours[COLOURS];
    SDL_Color palette[COLOURS];
    int count = choose_colours(s, colours);
    SDL_Surface *to = SDL_CreateRGBSurfaceWithFormat(0, s->w, s->h, 8, SDL_PIXELFORMAT_INDEX8);
    for (int i = 0; i < count; i++)
        palette[i] = (SDL_Color){colours[i] >> 16 & 0xFF, colours[i] >> 8 & 0xFF, colours[i] & 0xFF, 255};
    SDL_SetPaletteColors(to->format->palette, palette, 0, count);
    for (int y = 0; y < s->h; y++) {
        for (int x = 0; x < s->w; x++) {
            int best = 0;
            for (int i = 1; i < count; i++)
                best = apart(colours[i], *pixel(s, x, y)) < apart(colours[best], *pixel(s, x, y)) ? i : best;
            ((uint8_t *)to->pixels)[y * to->pitch + x] = (uint8_t)best;
        }
    }
    if (IMG_SavePNG(to, path) != 0)
        die("cannot be written", path);
    SDL_FreeSurface(to);
}

/* --- comparing -------------------------------------------------------------------------------- */

/* Reference, now, and the reference paled with red where they differ. */
static void save_difference(const SDL_Surface *ref, const SDL_Surface *now, const char *path) {
    SDL_Surface *to = blank(ref->w * 3 + 16, ref->h > now->h ? ref->h : now->h);
    for (int y = 0; y < ref->h; y++) {
        for (int x = 0; x < ref->w; x++) {
            uint32_t r = *pixel(ref, x, y);
            uint32_t n = x < now->w && y < now->h ? *pixel(now, x, y) : 0;
            *pixel(to, x, y) = r;
            *pixel(to, ref->w + 8 + x, y) = n;
            *pixel(to, 2 * (ref->w + 8) + x, y) =
                apart(r, n) > DIFFERENT ? 0xFFD02020u : (r >> 2 & 0x3F3F3F) | 0xFFC0C0C0u;
        }
    }
    if (IMG_SavePNG(to, path) != 0)
        die("cannot be written", path);
    SDL_FreeSurface(to);
}

static bool same(const SDL_Surface *ref, const SDL_Surface *now) {
    int wrong = 0;
    if (ref->w != now->w || ref->h != now->h)
        return false;
    for (int y = 0; y < ref->h; y++)
        for (int x = 0; x < ref->w; x++)
            wrong += apart(*pixel(ref, x, y), *pixel(now, x, y)) > DIFFERENT;
    return wrong * 10000 <= PER_TEN_THOUSAND * ref->w * ref->h;
}

static void make_folders(const char *path) {
    char part[PATH];
    for (size_t i = 1; path[i] != '\0' && i + 1 < sizeof part; i++) {
        if (path[i] != '/' && path[i + 1] != '\0')
            continue;
        snprintf(part, sizeof part, "%.*s", (int)i + (path[i] != '/'), path);
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            die("cannot be made", part);
    }
}

static bool check(const char *refs, const char *pictures, const char *different, const char *name, bool update) {
    char ref_path[PATH], path[PATH], diff[PATH];
    snprintf(ref_path, sizeof ref_path, "%s/%s", refs, name + strcspn(name, "-") + 1); /* without its number */
    snprintf(path, sizeof path, "%s/%s", pictures, name);
    snprintf(diff, sizeof diff, "%s-%s", different, name);
    SDL_Surface *whole = load(path);
    if (whole == NULL)
        die("cannot be read", path);
    SDL_Surface *now = reduced(whole), *ref = load(ref_path);
    bool good = ref != NULL && same(ref, now);
    if (update && !good) {
        save_reference(now, ref_path);
        printf("new reference: %s\n", ref_path);
    } else if (!good && ref == NULL) {
        printf("no reference: %s (tests/golden/screens --update makes it)\n", ref_path);
    } else if (!good) {
        save_difference(ref, now, diff);
        printf("different: %s, see %s\n", path, diff);
    }
    SDL_FreeSurface(whole);
    SDL_FreeSurface(now);
    SDL_FreeSurface(ref);
    return good || update;
}

int main(int argc, char **argv) {
    bool update = argc == 5 && strcmp(argv[4], "--update") == 0;
    if (argc != 4 && !update) {
        fputs("usage: golden_compare REFERENCES PICTURES DIFFERENT [--update]\n", stderr);
        return 2;
    }
    struct dirent **names;
    int count = scandir(argv[2], &names, NULL, alphasort), bad = 0, seen = 0;
    char parent[PATH];
    snprintf(parent, sizeof parent, "%.*s", (int)(strrchr(argv[3], '/') - argv[3]), argv[3]);
    make_folders(update ? argv[1] : parent);
    for (int i = 0; i < count; i++) {
        size_t length = strlen(names[i]->d_name);
        if (length > 4 && strcmp(names[i]->d_name + length - 4, ".png") == 0) {
            seen++;
            bad += !check(argv[1], argv[2], argv[3], names[i]->d_name, update);
        }
        free(names[i]);
    }
    if (count >= 0)
        free(names);
    printf("%s: %d pictures, %d different\n", argv[2], seen, bad);
    return bad == 0 && seen > 0 ? 0 : 1;
}
