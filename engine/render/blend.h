/* Pixels: straight alpha over opaque 0xFFRRGGBB, in sRGB, whole numbers only, so that two runs give the same bytes.
 * Coverage and alpha are 0 to 255. */
#ifndef RENDER_BLEND_H
#define RENDER_BLEND_H

#include <stdint.h>

static inline unsigned colour_alpha(uint32_t argb) {
    return argb >> 24;
}

/* a * b / 255, rounded. */
static inline unsigned byte_times(unsigned a, unsigned b) {
    unsigned t = a * b + 128;
    return (t + (t >> 8)) >> 8;
}

static inline unsigned byte_to_256(unsigned a) {
    return a + (a >> 7);
}

static inline uint8_t coverage_byte(float c) {
    return c <= 0 ? 0 : c >= 1 ? 255 : (uint8_t)(c * 255.0F + 0.5F);
}

static inline uint32_t pixel_over(uint32_t below, uint32_t colour, unsigned alpha) {
    unsigned a = byte_to_256(alpha), b = 256 - a;
    uint32_t rb = ((below & 0xFF00FF) * b + (colour & 0xFF00FF) * a + 0x800080) >> 8 & 0xFF00FF;
    uint32_t g = ((below & 0xFF00) * b + (colour & 0xFF00) * a + 0x8000) >> 8 & 0xFF00;
    return 0xFF000000u | rb | g;
}

/* Two colours that share a pixel: each covers its own part of it. */
static inline uint32_t pixel_over_two(uint32_t below, uint32_t fill, unsigned fill_alpha, uint32_t edge,
                                      unsigned edge_alpha) {
    if (edge_alpha > 255 - fill_alpha)
        edge_alpha = 255 - fill_alpha;
    unsigned f = byte_to_256(fill_alpha), e = byte_to_256(edge_alpha), b = 256 - f - e;
    uint32_t rb = ((below & 0xFF00FF) * b + (fill & 0xFF00FF) * f + (edge & 0xFF00FF) * e + 0x800080) >> 8 & 0xFF00FF;
    uint32_t g = ((below & 0xFF00) * b + (fill & 0xFF00) * f + (edge & 0xFF00) * e + 0x8000) >> 8 & 0xFF00;
    return 0xFF000000u | rb | g;
}

/* `colour` with its own alpha over `count` pixels. */
static inline void span_fill(uint32_t *at, int count, uint32_t colour) {
    unsigned alpha = colour_alpha(colour);
    if (alpha == 255) {
        for (int i = 0; i < count; i++)
            at[i] = colour;
    } else if (alpha > 0) {
        for (int i = 0; i < count; i++)
            at[i] = pixel_over(at[i], colour, alpha);
    }
}

/* `colour` where the mask says. */
static inline void span_mask(uint32_t *at, const uint8_t *mask, int count, uint32_t colour) {
    unsigned alpha = colour_alpha(colour);
    for (int i = 0; i < count; i++) {
        if (mask[i] != 0)
            at[i] = pixel_over(at[i], colour, byte_times(mask[i], alpha));
    }
}

#endif
