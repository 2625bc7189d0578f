/* Tokens to colours, fonts and lengths; see theme.h. Everything is read by tables, so that a new token is one line, and
 * a missing one is an error at the start instead of a black button later.
 * The steps of scaling are those of DESIGN-LANGUAGE.md section 3. */
#include "scene/theme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const colour_names[COLOUR_COUNT] = {
#define X(name) #name,
    COLOUR_ROLES(X)
#undef X
};
static const char *const theme_names[3] = {"light", "dark", "contrast"};
static const char *const style_names[STYLE_TOKENS] = {
    "display", "h1", "h2", "h3", "lead", "body", "words", "entry", "label", "tool", "small", "tiny", "scaleNumber"};

static const json_t *member(const json_t *object, const char *name, struct error *err) {
    const json_t *found = json_object_get(object, name);
    if (found == NULL)
        error_set(err, ERROR_FORMAT, "tokens.json has no \"%s\".", name);
    return found;
}

static bool load_colours(struct theme_data *out, const json_t *colours, struct error *err) {
    for (size_t t = 0; t < 3; t++) {
        const json_t *set = member(colours, theme_names[t], err);
        if (set == NULL)
            return false;
        for (size_t i = 0; i < COLOUR_COUNT; i++) {
            const char *hex = value_string(set, colour_names[i], "");
            if (hex[0] != '#' || strlen(hex) != 7)
                return error_set(err, ERROR_FORMAT, "tokens.json: color.%s.%s is not \"#RRGGBB\".", theme_names[t],
                                 colour_names[i]);
            out->colour[t][i] = 0xFF000000u | (uint32_t)strtoul(hex + 1, NULL, 16);
        }
    }
    return true;
}

static enum face face_of(bool voice, int64_t weight) {
    if (voice)
        return weight >= 600 ? FACE_VOICE_BOLD : FACE_VOICE;
    if (weight >= 700)
        return FACE_UI_BOLD;
    return weight >= 600 ? FACE_UI_SEMIBOLD : weight >= 500 ? FACE_UI_MEDIUM : FACE_UI;
}

static bool load_type(struct type *out, const json_t *type, const char *name, struct error *err) {
    double size = value_number(type, "size", 0);
    double line = value_number(type, "line", 0);
    if (size <= 0 || line <= 0)
        return error_set(err, ERROR_FORMAT, "tokens.json: type.%s needs size and line.", name);
    bool voice = strcmp(value_string(type, "face", "ui"), "voice") == 0;
    *out = (struct type){.face = face_of(voice, value_int(type, "weight", 400)),
                         .size = (float)size,
                         .line = (float)line,
                         .narrow_size = (float)value_number(type, "narrowSize", size),
                         .heading = value_bool(type, "heading", false)};
    return true;
}

static void derive(struct theme_data *out, enum style to, enum style from, enum face face) {
    out->type[to] = out->type[from];
    out->type[to].face = face;
}

static bool load_types(struct theme_data *out, const json_t *types, struct error *err) {
    for (size_t i = 0; i < STYLE_TOKENS; i++) {
        if (!load_type(&out->type[i], json_object_get(types, style_names[i]), style_names[i], err))
            return false;
    }
    derive(out, STYLE_LEAD_STRONG, STYLE_LEAD, FACE_UI_SEMIBOLD);
    derive(out, STYLE_LEAD_BOLD, STYLE_LEAD, FACE_UI_BOLD);
    derive(out, STYLE_BODY_MEDIUM, STYLE_BODY, FACE_UI_MEDIUM);
    derive(out, STYLE_TOOL_STRONG, STYLE_TOOL, FACE_UI_SEMIBOLD);
    return true;
}

static bool load_lengths(struct theme_data *d, const json_t *layout, struct error *err) {
    const struct {
        const char *name;
        float *to;
    } lengths[] = {{"margin", &d->margin},
                   {"marginPortrait", &d->margin_portrait},
                   {"progressBar", &d->progress_bar},
                   {"topBar", &d->top_bar},
                   {"footer", &d->footer},
                   {"contentTop", &d->content_top},
                   {"contentTopTight", &d->content_tight},
                   {"contentTopPortrait", &d->content_portrait},
                   {"reading", &d->reading},
                   {"question", &d->question},
                   {"wide", &d->wide},
                   {"full", &d->full},
                   {"table", &d->table}};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        const json_t *from = i < 8 ? layout : json_object_get(layout, "column");
        const json_t *number = member(from, lengths[i].name, err);
        if (number == NULL)
            return false;
        *lengths[i].to = (float)json_number_value(number);
    }
    return true;
}

bool theme_load(struct theme_data *out, const json_t *tokens, struct error *err) {
    const json_t *colours = member(tokens, "color", err);
    const json_t *types = member(tokens, "type", err);
    const json_t *layout = member(tokens, "layout", err);
    return colours != NULL && types != NULL && layout != NULL && load_colours(out, colours, err) &&
           load_types(out, types, err) && load_lengths(out, layout, err);
}

static float clamp(float x, float low, float high) {
    return x < low ? low : x > high ? high : x;
}

/* "Plain letters": no serifs anywhere. */
static enum face plain_face(enum face face) {
    return face == FACE_VOICE_BOLD ? FACE_UI_SEMIBOLD : face == FACE_VOICE ? FACE_UI : face;
}

static void set_font(struct measures *m, enum style style) {
    const struct type *type = &m->data->type[style];
    float factor = type->heading ? 1 + (m->t - 1) * 0.7f : m->t;
    float size = m->narrow ? type->narrow_size : type->size;
    int px = (int)lroundf(size * m->u * factor);
    m->font[style] = (struct font){.face = m->plain ? plain_face(type->face) : type->face,
                                   .size = px < 15 ? 15 : px,
                                   .line = (int)lroundf(type->line * size / type->size * m->u * factor)};
    if (m->font[style].line < m->font[style].size * 8 / 7)
        m->font[style].line = m->font[style].size * 8 / 7;
}

void measures_set(struct measures *out, const struct theme_data *data, const struct scene_look *look) {
    float w = (float)look->width_px;
    float h = (float)look->height_px;
    float u = clamp(fminf(fminf(w, h) / 1080, fmaxf(w, h) / 1920), 0.75f, 3);
    float t = clamp((float)look->text_percent / 100, 1, 2);
    *out = (struct measures){.data = data,
                             .colour = data->colour[look->theme],
                             .u = u,
                             .t = t,
                             .w = look->width_px,
                             .h = look->height_px,
                             .narrow = w / (u * t) < 800,
                             .compact = h / (u * t) < 900,
                             .portrait = h > w,
                             .contrast = look->theme == THEME_CONTRAST,
                             .dark = look->theme == THEME_DARK,
                             .calm = look->calm_motion,
                             .plain = look->plain_letters};
    for (int i = 0; i < STYLE_COUNT; i++)
        set_font(out, (enum style)i);
}

int measure_space(const struct measures *m, double logical) {
    return (int)lround(logical * (double)m->u);
}

int measure_icon(const struct measures *m, double logical) {
    return (int)lround(logical * (double)m->u * (double)m->t);
}

int measure_design_width(const struct measures *m, const char *name) {
    const struct theme_data *d = m->data;
    float logical = strcmp(name, "reading") == 0 ? d->reading
                    : strcmp(name, "wide") == 0  ? d->wide
                    : strcmp(name, "full") == 0  ? d->full
                    : strcmp(name, "table") == 0 ? d->table
                                                 : d->question;
    return (int)logical;
}

int measure_column(const struct measures *m, const char *name) {
    const struct theme_data *d = m->data;
    int margin = measure_space(m, m->portrait && !m->narrow ? (double)d->margin_portrait : (double)d->margin);
    int width = measure_icon(m, measure_design_width(m, name));
    return width < m->w - 2 * margin ? width : m->w - 2 * margin;
}

int measure_control(const struct measures *m, double least, int text_px, double padding) {
    int height = measure_space(m, least);
    int with_text = text_px + 2 * measure_space(m, padding);
    if (with_text > height)
        height = with_text;
    return height < 56 ? 56 : height;
}
