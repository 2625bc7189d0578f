/* Finds font files and opens them when a character first needs them: the Debian folders, then assets/fonts, then
 * fontconfig, which is asked last because it costs time. Knows nothing of lines; layout.c cuts those. */
#include "render/fonts.h"

#include "base/file.h"
#include "base/xalloc.h"
#include "render/cache.h"

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 96, OPEN_FONTS = 32, CHARACTERS = 4096, LAYOUTS = 4096 };

struct font_file {
    char *path;
    int index; /* of the font in a collection */
    hb_font_t *shaper;
    float units_per_em;
};

struct open_font {
    int file, size_px;
    uint64_t used;
    TTF_Font *font;
};

struct fonts {
    char *own_folder; /* assets/fonts */
    struct font_file files[FILES];
    int count;
    int face_files[FACE_COUNT]; /* -1: not looked for yet */
    struct open_font open[OPEN_FONTS];
    size_t open_count;
    uint64_t tick;
    struct cache characters; /* face and character -> file + 1, for those a face lacks */
    struct cache layouts;
    bool ttf_started;
};

static const char *const face_names[FACE_COUNT] = {
    [FACE_UI] = "Inter-Regular.otf",           [FACE_UI_MEDIUM] = "Inter-Medium.otf",
    [FACE_UI_SEMIBOLD] = "Inter-SemiBold.otf", [FACE_UI_BOLD] = "Inter-Bold.otf",
    [FACE_VOICE] = "GentiumPlus-Regular.ttf",  [FACE_VOICE_BOLD] = "GentiumPlus-Bold.ttf",
};

static const char *const folders[] = {
    "/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/gentiumplus", "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/noto",  "/usr/share/fonts/truetype/sil-andika",  "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/truetype/wqy",
};

struct script_font {
    hb_script_t script;
    const char *stem; /* "-Regular.ttf" or "-Bold.ttf" follows, unless it is a whole name */
};

static const struct script_font script_fonts[] = {
    {HB_SCRIPT_ARABIC, "NotoSansArabic"},
    {HB_SCRIPT_HEBREW, "NotoSansHebrew"},
    {HB_SCRIPT_DEVANAGARI, "NotoSansDevanagari"},
    {HB_SCRIPT_BENGALI, "NotoSansBengali"},
    {HB_SCRIPT_GURMUKHI, "NotoSansGurmukhi"},
    {HB_SCRIPT_GUJARATI, "NotoSansGujarati"},
    {HB_SCRIPT_ORIYA, "NotoSansOriya"},
    {HB_SCRIPT_TAMIL, "NotoSansTamil"},
    {HB_SCRIPT_TELUGU, "NotoSansTelugu"},
    {HB_SCRIPT_KANNADA, "NotoSansKannada"},
    {HB_SCRIPT_MALAYALAM, "NotoSansMalayalam"},
    {HB_SCRIPT_SINHALA, "NotoSansSinhala"},
    {HB_SCRIPT_THAI, "NotoSansThai"},
    {HB_SCRIPT_LAO, "NotoSansLao"},
    {HB_SCRIPT_TIBETAN, "NotoSerifTibetan"},
    {HB_SCRIPT_MYANMAR, "NotoSansMyanmar"},
    {HB_SCRIPT_GEORGIAN, "NotoSansGeorgian"},
    {HB_SCRIPT_ARMENIAN, "NotoSansArmenian"},
    {HB_SCRIPT_ETHIOPIC, "NotoSansEthiopic"},
    {HB_SCRIPT_KHMER, "NotoSansKhmer"},
    {HB_SCRIPT_CHEROKEE, "NotoSansCherokee"},
    {HB_SCRIPT_CANADIAN_SYLLABICS, "NotoSansCanadianAboriginal"},
    {HB_SCRIPT_THAANA, "NotoSansThaana"},
    {HB_SCRIPT_SYRIAC, "NotoSansSyriac"},
    {HB_SCRIPT_NKO, "NotoSansNKo"},
    {HB_SCRIPT_TIFINAGH, "NotoSansTifinagh"},
    {HB_SCRIPT_ADLAM, "NotoSansAdlam"},
    {HB_SCRIPT_HAN, "NotoSansCJK"},
    {HB_SCRIPT_HIRAGANA, "NotoSansCJK"},
    {HB_SCRIPT_KATAKANA, "NotoSansCJK"},
    {HB_SCRIPT_HANGUL, "NotoSansCJK"},
    {HB_SCRIPT_BOPOMOFO, "NotoSansCJK"},
    {HB_SCRIPT_HAN, "wqy-microhei"},
    {HB_SCRIPT_HIRAGANA, "wqy-microhei"},
    {HB_SCRIPT_KATAKANA, "wqy-microhei"},
    {HB_SCRIPT_HANGUL, "wqy-microhei"},
    {HB_SCRIPT_BOPOMOFO, "wqy-microhei"},
};

static const char *const common_stems[] = {"NotoSans", "NotoSansSymbols", "NotoSansSymbols2", "NotoSansMath",
                                           "DejaVuSans"};

/* --- finding files --------------------------------------------------------------------------------------------------
 */

/* Given, or NULL. */
static char *name_find(const struct fonts *f, const char *name) {
    for (size_t i = 0; i <= sizeof folders / sizeof *folders; i++) {
        char *path = path_join(i < sizeof folders / sizeof *folders ? folders[i] : f->own_folder, name);
        if (file_exists(path))
            return path;
        free(path);
    }
    return NULL;
}

/* The number of a file by path, -1 when full. Takes path. */
static int file_add(struct fonts *f, char *path, int index) {
    for (int i = 0; i < f->count; i++) {
        if (strcmp(f->files[i].path, path) == 0 && f->files[i].index == index) {
            free(path);
            return i;
        }
    }
    if (f->count == FILES) {
        free(path);
        return -1;
    }
    f->files[f->count] = (struct font_file){.path = path, .index = index};
    return f->count++;
}

static int name_add(struct fonts *f, const char *name) {
    char *path = name_find(f, name);
    return path == NULL ? -1 : file_add(f, path, 0);
}

static bool face_is_bold(enum face face) {
    return face == FACE_UI_SEMIBOLD || face == FACE_UI_BOLD || face == FACE_VOICE_BOLD;
}

static int stem_add(struct fonts *f, const char *stem, bool bold) {
    static const char *const endings[2][4] = {{"-Regular.ttf", "-Regular.ttc", ".ttf", ".ttc"},
                                              {"-Bold.ttf", "-Bold.ttc", "-Regular.ttf", ".ttc"}};
    for (int i = 0; i < 4; i++) {
        char *name = xprintf("%s%s", stem, endings[bold ? 1 : 0][i]);
        int file = name_add(f, name);
        free(name);
        if (file >= 0)
            return file;
    }
    return -1;
}

/* Asks fontconfig for a font of this family that has the character (0: any). */
static int system_add(struct fonts *f, const char *family, bool bold, uint32_t character) {
    FcPattern *wish = FcPatternCreate();
    FcCharSet *set = FcCharSetCreate();
    if (character != 0)
        FcCharSetAddChar(set, character);
    FcPatternAddString(wish, FC_FAMILY, (const FcChar8 *)family);
    FcPatternAddInteger(wish, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddBool(wish, FC_SCALABLE, FcTrue);
    if (character != 0)
        FcPatternAddCharSet(wish, FC_CHARSET, set);
    FcConfigSubstitute(NULL, wish, FcMatchPattern);
    FcDefaultSubstitute(wish);
    FcResult result;
    FcPattern *found = FcFontMatch(NULL, wish, &result);
    FcChar8 *path = NULL;
    int index = 0, file = -1;
    if (found != NULL && FcPatternGetString(found, FC_FILE, 0, &path) == FcResultMatch) {
        FcPatternGetInteger(found, FC_INDEX, 0, &index);
        file = file_add(f, xstrdup((const char *)path), index & 0xFFFF);
    }
    if (found != NULL)
        FcPatternDestroy(found);
    FcCharSetDestroy(set);
    FcPatternDestroy(wish);
    return file;
}

int fonts_face_file(struct fonts *f, enum face face) {
    if (f->face_files[face] >= 0)
        return f->face_files[face];
    bool bold = face_is_bold(face), voice = face >= FACE_VOICE;
    int file = name_add(f, face_names[face]);
    if (file < 0 && (face == FACE_UI_MEDIUM || face == FACE_UI_SEMIBOLD))
        file = name_add(f, face_names[face == FACE_UI_MEDIUM ? FACE_UI : FACE_UI_BOLD]);
    if (file < 0)
        file = stem_add(f, voice ? "NotoSerif" : "NotoSans", bold);
    if (file < 0)
        file = stem_add(f, "DejaVuSans", bold);
    if (file < 0)
        file = system_add(f, voice ? "serif" : "sans-serif", bold, 0);
    if (file >= 0 && fonts_shaper(f, file) == NULL)
        file = -1;
    if (file < 0 && face != FACE_UI)
        file = fonts_face_file(f, FACE_UI);
    f->face_files[face] = file;
    return file;
}

/* --- emoji ----------------------------------------------------------------------------------------------------------
 */

/* First and last of what is a picture unless told otherwise (Emoji_Presentation of Unicode 15), a little widened. */
static const uint32_t emoji[][2] = {
    {0x231A, 0x231B},   {0x23E9, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},
    {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},
    {0x26C4, 0x26C5},   {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},
    {0x26F5, 0x26F5},   {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},
    {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},
    {0x2B55, 0x2B55},   {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F19A}, {0x1F1E6, 0x1F202},
    {0x1F21A, 0x1F251}, {0x1F300, 0x1FAFF},
};

static bool is_emoji(uint32_t character) {
    for (size_t i = 0; i < sizeof emoji / sizeof *emoji && emoji[i][0] <= character; i++)
        if (character <= emoji[i][1])
            return true;
    return false;
}

int fonts_emoji_file(struct fonts *f, uint32_t character) {
    int file = stem_add(f, "NotoColorEmoji", false);
    return file >= 0 && fonts_file_has(f, file, character) ? file : -1;
}

bool fonts_is_pictures(struct fonts *f, int file) {
    hb_font_t *shaper = fonts_shaper(f, file);
    return shaper != NULL && hb_ot_color_has_png(hb_font_get_face(shaper));
}

/* --- characters -----------------------------------------------------------------------------------------------------
 */

bool fonts_file_has(struct fonts *f, int file, uint32_t character) {
    hb_codepoint_t glyph;
    hb_font_t *shaper = fonts_shaper(f, file);
    return shaper != NULL && hb_font_get_nominal_glyph(shaper, character, &glyph);
}

static int if_has(struct fonts *f, int file, uint32_t character) {
    return file >= 0 && fonts_file_has(f, file, character) ? file : -1;
}

static int fallback_find(struct fonts *f, enum face face, uint32_t character, hb_script_t script) {
    bool bold = face_is_bold(face);
    int file = if_has(f,
                      fonts_face_file(f, face >= FACE_VOICE ? (bold ? FACE_UI_BOLD : FACE_UI)
                                                            : (bold ? FACE_VOICE_BOLD : FACE_VOICE)),
                      character);
    for (size_t i = 0; file < 0 && i < sizeof script_fonts / sizeof *script_fonts; i++) {
        if (script_fonts[i].script == script)
            file = if_has(f, stem_add(f, script_fonts[i].stem, bold), character);
    }
    for (size_t i = 0; file < 0 && i < sizeof common_stems / sizeof *common_stems; i++)
        file = if_has(f, stem_add(f, common_stems[i], bold), character);
    if (file < 0)
        file = if_has(f, system_add(f, "sans-serif", bold, character), character);
    return file >= 0 ? file : fonts_face_file(f, face);
}

int fonts_file_for(struct fonts *f, enum face face, uint32_t character, hb_script_t script) {
    int own = fonts_face_file(f, face), pictures = is_emoji(character) ? fonts_emoji_file(f, character) : -1;
    if (pictures >= 0)
        return pictures;
    if (fonts_file_has(f, own, character))
        return own;
    uint64_t key = (uint64_t)face << 32 | character;
    int *known = cache_find(&f->characters, key, NULL, 0);
    if (known == NULL) {
        known = xcalloc(1, sizeof *known);
        *known = fallback_find(f, face, character, script);
        cache_add(&f->characters, key, NULL, 0, known, 1);
    }
    return *known;
}

/* --- opening --------------------------------------------------------------------------------------------------------
 */

hb_font_t *fonts_shaper(struct fonts *f, int file) {
    if (file < 0 || file >= f->count)
        return NULL;
    struct font_file *one = &f->files[file];
    if (one->shaper == NULL) {
        hb_blob_t *blob = hb_blob_create_from_file(one->path);
        hb_face_t *face = hb_face_create(blob, (unsigned)one->index);
        one->shaper = hb_font_create(face);
        one->units_per_em = (float)hb_face_get_upem(face);
        hb_ot_font_set_funcs(one->shaper);
        hb_face_destroy(face);
        hb_blob_destroy(blob);
    }
    return hb_face_get_glyph_count(hb_font_get_face(one->shaper)) > 0 ? one->shaper : NULL;
}

float fonts_units_per_em(struct fonts *f, int file) {
    return fonts_shaper(f, file) == NULL ? 1000 : f->files[file].units_per_em;
}

static struct open_font *open_slot(struct fonts *f) {
    if (f->open_count < OPEN_FONTS)
        return &f->open[f->open_count++];
    struct open_font *oldest = &f->open[0];
    for (size_t i = 1; i < OPEN_FONTS; i++) {
        if (f->open[i].used < oldest->used)
            oldest = &f->open[i];
    }
    if (oldest->font != NULL)
        TTF_CloseFont(oldest->font);
    return oldest;
}

TTF_Font *fonts_open(struct fonts *f, int file, int size_px) {
    for (size_t i = 0; i < f->open_count; i++) {
        if (f->open[i].file == file && f->open[i].size_px == size_px) {
            f->open[i].used = ++f->tick;
            return f->open[i].font;
        }
    }
    if (!f->ttf_started && TTF_Init() != 0)
        return NULL;
    f->ttf_started = true;
    if (file < 0 || file >= f->count)
        return NULL;
    TTF_Font *font = TTF_OpenFontIndex(f->files[file].path, size_px, f->files[file].index);
    if (font != NULL)
        TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    *open_slot(f) = (struct open_font){file, size_px, ++f->tick, font};
    return font;
}

size_t fonts_open_count(const struct fonts *f) {
    return f->open_count;
}

struct cache *fonts_layouts(struct fonts *f) {
    return &f->layouts;
}

struct fonts *fonts_create(const char *assets, struct error *err) {
    struct fonts *f = xcalloc(1, sizeof *f);
    f->own_folder = path_join(assets, "fonts");
    cache_init(&f->characters, CHARACTERS, free);
    cache_init(&f->layouts, LAYOUTS, free);
    for (int i = 0; i < FACE_COUNT; i++)
        f->face_files[i] = -1;
    fonts_face_file(f, FACE_UI);
    if (f->face_files[FACE_UI] >= 0)
        return f;
    error_set(err, ERROR_MISSING, "No font was found. Install the packages fonts-inter and fonts-sil-gentiumplus.");
    fonts_destroy(f);
    return NULL;
}

void fonts_destroy(struct fonts *f) {
    if (f == NULL)
        return;
    for (size_t i = 0; i < f->open_count; i++) {
        if (f->open[i].font != NULL)
            TTF_CloseFont(f->open[i].font);
    }
    for (int i = 0; i < f->count; i++) {
        hb_font_destroy(f->files[i].shaper);
        free(f->files[i].path);
    }
    if (f->ttf_started)
        TTF_Quit();
    cache_finish(&f->characters);
    cache_finish(&f->layouts);
    free(f->own_folder);
    free(f);
}
