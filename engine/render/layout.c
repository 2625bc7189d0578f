/* Cuts a line into runs of one font, script and direction, puts them in the order they are seen, and measures them.
 * Plain Latin text, which is most of it, takes a short way without FriBidi. Works in em, so any size shares it. */
#include "render/cache.h"
#include "render/fonts.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <fribidi.h>
#include <stdlib.h>
#include <string.h>

/* A line taken apart into characters. */
struct characters {
    size_t count;
    uint32_t *codes;
    uint32_t *starts; /* count + 1 byte offsets */
    hb_script_t *scripts;
    int *files;
    FriBidiLevel *levels;
};

/* --- the short way --------------------------------------------------------------------------------------------------
 */

static bool is_plain(uint32_t c) {
    return c < 0x250 || (c >= 0x2010 && c <= 0x2027) || c == 0x20AC || (c >= 0x1E00 && c < 0x1F00);
}

/* One font, Latin, left to right. */
static bool line_is_plain(struct fonts *f, enum face face, const char *utf8, size_t count) {
    size_t at = 0;
    int file = fonts_face_file(f, face);
    while (at < count) {
        if ((unsigned char)utf8[at] < 0x80) {
            at++;
            continue;
        }
        uint32_t c = utf8_next(utf8, count, &at);
        if (!is_plain(c) || !fonts_file_has(f, file, c))
            return false;
    }
    return true;
}

/* --- the long way ---------------------------------------------------------------------------------------------------
 */

static void characters_finish(struct characters *c) {
    free(c->codes);
    free(c->starts);
    free(c->scripts);
    free(c->files);
    free(c->levels);
}

static void characters_init(struct characters *c, const char *utf8, size_t count_bytes) {
    *c = (struct characters){.codes = xcalloc(count_bytes + 1, sizeof *c->codes),
                             .starts = xcalloc(count_bytes + 1, sizeof *c->starts),
                             .scripts = xcalloc(count_bytes + 1, sizeof *c->scripts),
                             .files = xcalloc(count_bytes + 1, sizeof *c->files),
                             .levels = xcalloc(count_bytes + 1, sizeof *c->levels)};
    for (size_t at = 0; at < count_bytes;) {
        c->starts[c->count] = (uint32_t)at;
        c->codes[c->count++] = utf8_next(utf8, count_bytes, &at);
    }
    c->starts[c->count] = (uint32_t)count_bytes;
}

static void levels_find(struct characters *c) {
    FriBidiStrIndex count = (FriBidiStrIndex)c->count;
    FriBidiCharType *types = xcalloc(c->count, sizeof *types);
    FriBidiBracketType *brackets = xcalloc(c->count, sizeof *brackets);
    FriBidiParType direction = FRIBIDI_PAR_ON;
    fribidi_get_bidi_types(c->codes, count, types);
    fribidi_get_bracket_types(c->codes, count, types, brackets);
    if (fribidi_get_par_embedding_levels_ex(types, brackets, count, &direction, c->levels) == 0)
        memset(c->levels, 0, c->count * sizeof *c->levels);
    free(types);
    free(brackets);
}

static bool script_is_shared(hb_script_t s) {
    return s == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED || s == HB_SCRIPT_UNKNOWN;
}

/* The first script of its own in [from, end), or `otherwise`. */
static hb_script_t first_script(const struct characters *c, size_t from, size_t end, hb_script_t otherwise) {
    for (size_t i = from; i < end; i++) {
        hb_script_t s = hb_unicode_script(hb_unicode_funcs_get_default(), c->codes[i]);
        if (!script_is_shared(s))
            return s;
    }
    return otherwise;
}

/* Shared characters (spaces, digits, marks) go with the script before them in the same direction, leading ones with
 * the one behind. */
static void scripts_find(struct characters *c) {
    hb_script_t last = first_script(c, 0, c->count, HB_SCRIPT_LATIN);
    for (size_t from = 0; from < c->count;) {
        size_t end = from + 1;
        while (end < c->count && c->levels[end] == c->levels[from])
            end++;
        last = first_script(c, from, end, last);
        for (; from < end; from++) {
            last = first_script(c, from, from + 1, last);
            c->scripts[from] = last;
        }
    }
}

static bool is_invisible(uint32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
           (c >= 0xFE00 && c <= 0xFE0F);
}

static bool is_mark(uint32_t c) {
    hb_unicode_general_category_t is = hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
    return is == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || is == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

/* Marks, joiners and spaces stay in the font of what is before them where it can draw them. */
static void files_find(struct fonts *f, enum face face, struct characters *c) {
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    for (size_t i = 0; i < c->count; i++) {
        bool follows = script_is_shared(hb_unicode_script(unicode, c->codes[i]));
        bool unseen = is_invisible(c->codes[i]);
        follows = follows && (i == 0 || is_mark(c->codes[i]) || !fonts_is_pictures(f, c->files[i - 1]));
        bool goes_on = i > 0 && c->levels[i] == c->levels[i - 1];
        bool as_emoji = i + 1 < c->count && c->codes[i + 1] == 0xFE0F && !unseen;
        int pictures = as_emoji ? fonts_emoji_file(f, c->codes[i]) : -1;
        if (pictures >= 0)
            c->files[i] = pictures;
        else if (i > 0 && (unseen || (goes_on && follows && fonts_file_has(f, c->files[i - 1], c->codes[i]))))
            c->files[i] = c->files[i - 1];
        else if (unseen)
            c->files[i] = fonts_face_file(f, face);
        else
            c->files[i] = fonts_file_for(f, face, c->codes[i], c->scripts[i]);
    }
}

static bool same_run(const struct characters *c, size_t a, size_t b) {
    return c->levels[a] == c->levels[b] && c->scripts[a] == c->scripts[b] && c->files[a] == c->files[b];
}

/* Rule L2: from the highest level down to the lowest odd one, what is at that level or above turns round. */
static void runs_order(struct run *runs, FriBidiLevel *levels, size_t count) {
    int highest = 0;
    for (size_t i = 0; i < count; i++)
        highest = levels[i] > highest ? levels[i] : highest;
    for (int level = highest; level >= 1; level--) {
        for (size_t i = 0; i < count; i++) {
            size_t end = i;
            while (end < count && levels[end] >= level)
                end++;
            for (size_t a = i, b = end; a + 1 < b; a++) {
                b--;
                struct run run = runs[a];
                runs[a] = runs[b];
                runs[b] = run;
                FriBidiLevel kept = levels[a];
                levels[a] = levels[b];
                levels[b] = kept;
            }
            i = end > i ? end - 1 : i;
        }
    }
}

static struct layout *runs_cut(const struct characters *c) {
    struct layout *made = xcalloc(1, sizeof *made + c->count * sizeof made->runs[0]);
    FriBidiLevel *levels = xcalloc(c->count, sizeof *levels);
    for (size_t i = 0; i < c->count;) {
        size_t end = i + 1;
        while (end < c->count && same_run(c, i, end))
            end++;
        levels[made->count] = c->levels[i];
        made->runs[made->count++] = (struct run){.file = c->files[i],
                                                 .from = c->starts[i],
                                                 .to = c->starts[end],
                                                 .is_rtl = FRIBIDI_LEVEL_IS_RTL(c->levels[i]),
                                                 .script = c->scripts[i]};
        i = end;
    }
    runs_order(made->runs, levels, made->count);
    free(levels);
    return made;
}

/* --- measuring ------------------------------------------------------------------------------------------------------
 */

static hb_buffer_t *run_shape(struct fonts *f, const struct run *run, const char *utf8) {
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_set_direction(buffer, run->is_rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, run->script);
    hb_buffer_add_utf8(buffer, utf8 + run->from, (int)(run->to - run->from), 0, -1);
    hb_shape(fonts_shaper(f, run->file), buffer, NULL, 0);
    return buffer;
}

static void run_measure(struct fonts *f, struct run *run, const char *utf8) {
    if (fonts_shaper(f, run->file) == NULL)
        return;
    hb_buffer_t *buffer = run_shape(f, run, utf8);
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(buffer, NULL);
    int x = 0, left = 0, top = 0;
    for (unsigned i = 0; i < count; i++) {
        hb_glyph_extents_t ink;
        if (hb_font_get_glyph_extents(fonts_shaper(f, run->file), infos[i].codepoint, &ink)) {
            int ink_x = x + places[i].x_offset + ink.x_bearing, ink_y = places[i].y_offset + ink.y_bearing;
            left = ink_x < left ? ink_x : left;
            top = ink_y > top ? ink_y : top;
        }
        x += places[i].x_advance;
    }
    hb_buffer_destroy(buffer);
    float em = fonts_units_per_em(f, run->file);
    run->width = (float)x / em;
    run->ink_left = (float)left / em;
    run->ink_top = (float)top / em;
}

static void layout_measure(struct fonts *f, struct layout *l, const char *utf8) {
    for (size_t i = 0; i < l->count; i++) {
        run_measure(f, &l->runs[i], utf8);
        l->runs[i].x = l->width;
        l->width += l->runs[i].width;
    }
}

static struct layout *layout_make(struct fonts *f, enum face face, const char *utf8, size_t count) {
    struct layout *made;
    if (count > 0 && line_is_plain(f, face, utf8, count)) {
        made = xcalloc(1, sizeof *made + sizeof made->runs[0]);
        made->count = 1;
        made->runs[0] =
            (struct run){.file = fonts_face_file(f, face), .to = (uint32_t)count, .script = HB_SCRIPT_LATIN};
    } else if (count > 0) {
        struct characters c;
        characters_init(&c, utf8, count);
        levels_find(&c);
        scripts_find(&c);
        files_find(f, face, &c);
        made = runs_cut(&c);
        characters_finish(&c);
    } else {
        made = xcalloc(1, sizeof *made);
    }
    layout_measure(f, made, utf8);
    return made;
}

const struct layout *layout_get(struct fonts *f, enum face face, const char *utf8, size_t count_bytes) {
    struct cache *cache = fonts_layouts(f);
    struct layout *known = cache_find(cache, (uint64_t)face, utf8, count_bytes);
    if (known == NULL) {
        known = layout_make(f, face, utf8, count_bytes);
        cache_add(cache, (uint64_t)face, utf8, count_bytes, known, 1);
    }
    return known;
}

/* --- caret ----------------------------------------------------------------------------------------------------------
 */

/* Advance of what comes before byte `offset` of the run, in em; inside a ligature a share of it. */
static float run_advance(struct fonts *f, const struct run *run, const char *utf8, size_t offset) {
    hb_buffer_t *buffer = run_shape(f, run, utf8);
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(buffer, NULL);
    size_t start = 0, end = run->to - run->from; /* the cluster that holds offset */
    for (unsigned i = 0; i < count; i++) {
        if (infos[i].cluster <= offset && infos[i].cluster > start)
            start = infos[i].cluster;
        if (infos[i].cluster > offset && infos[i].cluster < end)
            end = infos[i].cluster;
    }
    int before = 0, within = 0;
    for (unsigned i = 0; i < count; i++) {
        if (infos[i].cluster < start)
            before += places[i].x_advance;
        else if (infos[i].cluster == start)
            within += places[i].x_advance;
    }
    hb_buffer_destroy(buffer);
    float share = end > start ? (float)(offset - start) / (float)(end - start) : 0;
    return ((float)before + share * (float)within) / fonts_units_per_em(f, run->file);
}

float layout_caret(struct fonts *f, enum face face, const char *utf8, size_t count_bytes, size_t offset) {
    const struct layout *l = layout_get(f, face, utf8, count_bytes);
    for (size_t i = 0; i < l->count; i++) {
        const struct run *run = &l->runs[i];
        bool is_last = run->to == count_bytes;
        if (offset < run->from || (offset >= run->to && !(is_last && offset >= count_bytes)))
            continue;
        float before = offset >= run->to ? run->width : run_advance(f, run, utf8, offset - run->from);
        return run->is_rtl ? run->x + run->width - before : run->x + before;
    }
    return 0;
}
