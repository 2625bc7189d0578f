/* Drawing lists made by hand for tests: a question page and a breathing pacer like the target pictures, and a list of
 * chance items. Needs nothing of scene but the header. */
#ifndef HAND_LIST_H
#define HAND_LIST_H

#include "render/render.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hand {
    struct draw_list list;
    struct rect clip;
};

static inline void hand_init(struct hand *h, int width, int height, uint32_t background) {
    *h = (struct hand){.clip = {0, 0, width, height}};
    h->list.background = background;
}

static inline void hand_clear(struct hand *h) {
    for (size_t i = 0; i < h->list.count; i++)
        free((void *)(uintptr_t)h->list.items[i].text);
    h->list.count = 0;
}

static inline void hand_finish(struct hand *h) {
    hand_clear(h);
    free(h->list.items);
    *h = (struct hand){.clip = h->clip};
}

static inline struct draw *hand_add(struct hand *h, struct draw item) {
    if (h->list.count == h->list.room) {
        h->list.room = h->list.room * 2 + 16;
        h->list.items = realloc(h->list.items, h->list.room * sizeof item);
    }
    if (item.clip.w == 0)
        item.clip = h->clip;
    item.text = item.text == NULL ? NULL : strdup(item.text);
    h->list.items[h->list.count] = item;
    return &h->list.items[h->list.count++];
}

static inline void hand_box(struct hand *h, struct rect at, float radius, uint32_t fill, float edge_px, uint32_t edge) {
    hand_add(h, (struct draw){
                    .kind = DRAW_BOX, .at = at, .radius_px = radius, .fill = fill, .edge_px = edge_px, .edge = edge});
}

/* anchor: 0 left, 0.5 middle, 1 right of x. */
static inline void hand_text(struct hand *h, const struct ruler *ruler, const char *text, enum face face, int size,
                             float x, int y, int line, float anchor, uint32_t colour) {
    float w = ruler->width(ruler->context, face, size, text, strlen(text));
    hand_add(h, (struct draw){.kind = DRAW_TEXT,
                              .at = {(int)lroundf(x - anchor * w), y, (int)ceilf(w), line},
                              .text = text,
                              .face = face,
                              .size_px = size,
                              .fill = colour});
}

static inline void hand_icon(struct hand *h, const char *name, int x, int y, int size, uint32_t colour) {
    hand_add(h, (struct draw){.kind = DRAW_ICON, .at = {x, y, size, size}, .text = name, .fill = colour});
}

static inline void hand_frame(struct hand *h, const struct ruler *r, const char *title, const char *step) {
    hand_add(h, (struct draw){.kind = DRAW_HILLS, .at = {0, 700, 1920, 260}, .fill = 0xFFEAEDE3, .edge = 0xFFE2E7DB});
    hand_box(h, (struct rect){0, 0, 1920, 8}, 0, 0xFFE6EAE0, 0, 0);
    hand_box(h, (struct rect){0, 0, 346, 8}, 4, 0xFF1C5A54, 0, 0);
    hand_text(h, r, title, FACE_UI_SEMIBOLD, 22, 40, 27, 30, 0, 0xFF1B2A29);
    hand_text(h, r, step, FACE_UI, 20, 40, 55, 28, 0, 0xFF3E4D4A);
    hand_icon(h, "listen", 1356, 42, 28, 0xFF1C5A54);
    hand_text(h, r, "Listen", FACE_UI_MEDIUM, 21, 1396, 41, 30, 0, 0xFF1B2A29);
    hand_icon(h, "text", 1525, 42, 28, 0xFF1C5A54);
    hand_text(h, r, "Text size", FACE_UI_MEDIUM, 21, 1565, 41, 30, 0, 0xFF1B2A29);
    hand_box(h, (struct rect){1698, 24, 182, 64}, 32, 0xFFFCFCF8, 2, 0xFF6B7A74);
    hand_icon(h, "help", 1723, 42, 28, 0xFF1C5A54);
    hand_text(h, r, "Help now", FACE_UI_MEDIUM, 21, 1762, 41, 30, 0, 0xFF1B2A29);
    hand_box(h, (struct rect){0, 959, 1920, 121}, 0, 0xFFFCFCF8, 0, 0);
    hand_box(h, (struct rect){0, 959, 1920, 1}, 0, 0xFFD3D9CE, 0, 0);
}

static inline void hand_scale_page(struct hand *h, const struct ruler *r) {
    hand_clear(h);
    hand_frame(h, r, "Check-in", "Step 2 of 11");
    hand_text(h, r, "How strong is your pain right now?", FACE_VOICE_BOLD, 46, 440, 170, 55, 0, 0xFF1B2A29);
    hand_text(h, r, "Choose the number that fits best. There is no wrong answer.", FACE_UI, 28, 440, 239, 42, 0,
              0xFF3E4D4A);
    for (int i = 0; i <= 10; i++) {
        char digits[4] = {(char)('0' + i % 10), 0, 0, 0};
        if (i == 10)
            memcpy(digits, "10", 3);
        float x = 440 + (float)i * 95.6F;
        hand_box(h, (struct rect){(int)lroundf(x), 353, 84, 104}, 18, i == 6 ? 0xFF1C5A54 : 0xFFFCFCF8, 2,
                 i == 6 ? 0xFF1C5A54 : 0xFF6B7A74);
        hand_text(h, r, digits, FACE_UI_SEMIBOLD, 32, x + 42, 385, 40, 0.5F, i == 6 ? 0xFFFFFFFF : 0xFF1B2A29);
    }
    hand_add(h,
             (struct draw){
                 .kind = DRAW_WEDGE, .at = {440, 475, 1040, 26}, .a = 4, .b = 26, .radius_px = 4, .fill = 0xFFD3D9CE});
    hand_text(h, r, "No pain", FACE_UI_MEDIUM, 22, 440, 522, 30, 0, 0xFF1B2A29);
    hand_text(h, r, "You chose ", FACE_UI, 28, 878, 514, 42, 0, 0xFF1B2A29);
    hand_text(h, r, "6", FACE_UI_BOLD, 28, 1022, 514, 42, 0, 0xFF1B2A29);
    hand_text(h, r, "Pain as bad as you can imagine", FACE_UI_MEDIUM, 22, 1480, 522, 30, 1, 0xFF1B2A29);
    hand_box(h, (struct rect){440, 980, 177, 80}, 20, 0xFFFCFCF8, 2, 0xFF1C5A54);
    hand_icon(h, "arrow-left", 477, 1005, 30, 0xFF1C5A54);
    hand_text(h, r, "Back", FACE_UI_SEMIBOLD, 24, 522, 1005, 30, 0, 0xFF1C5A54);
    hand_text(h, r, "Skip this question", FACE_UI_SEMIBOLD, 24, 908, 1005, 30, 0.5F, 0xFF1C5A54);
    hand_box(h, (struct rect){1200, 980, 280, 80}, 20, 0xFF1C5A54, 0, 0);
    hand_text(h, r, "Continue", FACE_UI_SEMIBOLD, 24, 1265, 1005, 30, 0, 0xFFFFFFFF);
    hand_icon(h, "arrow-right", 1386, 1005, 30, 0xFFFFFFFF);
}

static inline void hand_disc(struct hand *h, double x, double y, double radius, uint32_t fill) {
    int reach = (int)ceil(radius);
    hand_add(h, (struct draw){.kind = DRAW_DISC,
                              .at = {(int)x - reach, (int)y - reach, 2 * reach, 2 * reach},
                              .a = (float)radius,
                              .fill = fill});
}

/* phase 0 to 1 of one breath, as the scene will draw it. */
static inline void hand_pacer_page(struct hand *h, const struct ruler *r, double phase) {
    hand_clear(h);
    hand_frame(h, r, "Calm breathing", "5 minutes");
    double radius = 132 + 88 * (1 - cos(2 * M_PI * phase)) / 2, x = 960, y = 394;
    struct rect field = {660, 94, 600, 600};
    hand_add(h,
             (struct draw){.kind = DRAW_ARC, .at = field, .a = 280, .b = 0, .c = 1, .edge_px = 8, .fill = 0xFFD3D9CE});
    hand_disc(h, x, y, radius + 66, 0x59D8E8E1);
    hand_disc(h, x, y, radius + 42, 0x99D8E8E1);
    hand_disc(h, x, y, radius + 20, 0xFFBCD8CD);
    hand_disc(h, x, y, radius, 0xFFA3C9BC);
    hand_add(h,
             (struct draw){
                 .kind = DRAW_ARC, .at = field, .a = 280, .b = 0, .c = (float)phase, .edge_px = 8, .fill = 0xFF1C5A54});
    hand_text(h, r, phase < 0.5 ? "Breathe in" : "Breathe out", FACE_VOICE_BOLD, 54, 960, 345, 66, 0.5F, 0xFF0E2F2B);
    char left[] = "2 more seconds";
    left[0] = (char)('0' + (int)(phase * 8) % 4);
    hand_text(h, r, left, FACE_UI_MEDIUM, 26, 960, 412, 36, 0.5F, 0xFF0E2F2B);
    hand_text(h, r, "3 minutes 20 seconds left", FACE_UI_SEMIBOLD, 28, 960, 708, 42, 0.5F, 0xFF1B2A29);
    hand_text(h, r, "In for 4, out for 6. Your own pace is fine too.", FACE_UI, 24, 960, 750, 37, 0.5F, 0xFF3E4D4A);
    hand_box(h, (struct rect){1080, 980, 280, 80}, 20, 0xFF1C5A54, 0, 0);
    hand_icon(h, "pause", 1163, 1005, 30, 0xFFFFFFFF);
    hand_text(h, r, "Pause", FACE_UI_SEMIBOLD, 24, 1206, 1005, 30, 0, 0xFFFFFFFF);
}

#endif
