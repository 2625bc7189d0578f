/* Opens a file, decodes its first picture and its first sound, closes it; see probe.h. */
#include "media/probe.h"

#include "media/refuse.h"
#include "media/source.h"

#include <libavutil/time.h>
#include <stdio.h>

enum { DECODE_LIMIT_US = 400000 };

static bool decodes(struct source *s, struct lane *lane) {
    AVFrame *frame = av_frame_alloc();
    int64_t ms;
    bool is_good = lane->codec == NULL || source_next(s, lane, frame, &ms);
    av_frame_free(&frame);
    return is_good;
}

static bool refuse_short(const struct source *s, struct error *err) {
    char what[120];
    snprintf(what, sizeof what, "is cut short: only %.1f of %.1f seconds are there", (double)s->end_ms / 1000.0,
             (double)s->info.duration_ms / 1000.0);
    return refuse_because(s->path, what, "Copy or export it again.", err);
}

static bool check(struct source *s, struct error *err) {
    if (s->is_cut_short)
        return refuse_short(s, err);
    s->deadline_us = av_gettime_relative() + DECODE_LIMIT_US;
    if (!decodes(s, &s->video))
        return refuse_because(s->path, "has pictures that cannot be read", "Export it again.", err);
    if (!decodes(s, &s->sound))
        return refuse_because(s->path, "has sound that cannot be read", "Export it again.", err);
    return true;
}

bool probe_file(const char *path, struct clip_info *out_info, struct error *err) {
    struct source *s = source_open(path, SOURCE_VIDEO | SOURCE_SOUND, 1, err);
    bool is_good = s != NULL && check(s, err);
    if (is_good)
        *out_info = s->info;
    source_close(s);
    return is_good;
}
