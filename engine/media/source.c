/* Opening a media file and taking frames out of it; see source.h. */
#include "media/source.h"

#include "base/xalloc.h"
#include "media/refuse.h"

#include <libavutil/opt.h>
#include <libavutil/time.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WAITING_BYTES = 64 << 20, MAX_BAD_PACKETS = 200, OPEN_LIMIT_US = 900000, SKIP_FAR_MS = 2000 };
enum { QUIET_MS = 500, SMALL_PIXELS = 1280 * 720 };

static int is_too_late(void *arg) {
    const struct source *s = arg;
    return s->deadline_us != 0 && av_gettime_relative() > s->deadline_us;
}

/* Only the file itself, only what is on the lists, and not much of it before deciding. */
static bool open_format(struct source *s, struct error *err) {
    AVDictionary *options = NULL;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "format_whitelist", source_formats, 0);
    av_dict_set(&options, "codec_whitelist", source_codecs, 0);
    av_dict_set_int(&options, "probesize", 2 << 20, 0);
    av_dict_set_int(&options, "analyzeduration", 1000000, 0);
    av_dict_set_int(&options, "max_streams", 16, 0);
    s->format = avformat_alloc_context();
    s->format->interrupt_callback = (AVIOInterruptCB){.callback = is_too_late, .opaque = s};
    char *url = xprintf("file:%s", s->path);
    int opened = avformat_open_input(&s->format, url, NULL, &options); /* frees s->format when it fails */
    free(url);
    av_dict_free(&options);
    if (opened < 0)
        return refuse_file(s->path, NULL, err);
    if (avformat_find_stream_info(s->format, NULL) < 0)
        return refuse_file(s->path, NULL, err);
    return true;
}

static bool open_lane(struct source *s, struct lane *lane, int threads, struct error *err) {
    AVStream *stream = s->format->streams[lane->index];
    const AVCodec *codec = avcodec_find_decoder(stream->codecpar->codec_id);
    lane->codec = codec != NULL ? avcodec_alloc_context3(codec) : NULL;
    if (lane->codec == NULL)
        return refuse_file(s->path, "this computer has no decoder for it", err);
    avcodec_parameters_to_context(lane->codec, stream->codecpar);
    lane->codec->pkt_timebase = stream->time_base;
    lane->codec->thread_count = threads;
    lane->codec->max_pixels = SOURCE_MAX_PIXELS + 4096 * 16; /* decoders round heights up */
    lane->waiting = av_fifo_alloc2(64, sizeof(AVPacket *), AV_FIFO_FLAG_AUTO_GROW);
    if (avcodec_open2(lane->codec, codec, NULL) < 0)
        return refuse_file(s->path, NULL, err);
    return true;
}

static bool open_lanes(struct source *s, unsigned want, int threads, struct error *err) {
    for (unsigned i = 0; i < s->format->nb_streams; i++)
        s->format->streams[i]->discard = AVDISCARD_ALL;
    if ((want & SOURCE_VIDEO) != 0 && s->info.has_video) {
        s->format->streams[s->video.index]->discard = AVDISCARD_DEFAULT;
        bool is_small = s->info.width_px * s->info.height_px <= SMALL_PIXELS;
        if (!open_lane(s, &s->video, is_small ? 1 : threads, err))
            return false;
    }
    if ((want & SOURCE_SOUND) != 0 && s->info.has_sound) {
        s->format->streams[s->sound.index]->discard = AVDISCARD_DEFAULT;
        if (!open_lane(s, &s->sound, 1, err))
            return false;
    }
    return true;
}

struct source *source_open(const char *path, unsigned want, int threads, struct error *err) {
    struct source *s = xcalloc(1, sizeof *s);
    s->path = xstrdup(path);
    s->video.index = s->sound.index = -1;
    s->packet = av_packet_alloc();
    refuse_hush();
    refuse_forget();
    av_max_alloc(128 << 20);
    s->deadline_us = av_gettime_relative() + OPEN_LIMIT_US;
    if (!refuse_check_file(path, &s->file_bytes, err) || !open_format(s, err) || !source_check_streams(s, err) ||
        !source_check_length(s, err) || !open_lanes(s, want, threads, err)) {
        source_close(s);
        return NULL;
    }
    source_seek(s, 0);
    s->deadline_us = 0;
    return s;
}

static void lane_clear(struct lane *lane) {
    AVPacket *packet;
    while (lane->waiting != NULL && av_fifo_read(lane->waiting, &packet, 1) >= 0)
        av_packet_free(&packet);
    lane->waiting_bytes = 0;
    lane->is_over = false;
    if (lane->codec != NULL && avcodec_is_open(lane->codec))
        avcodec_flush_buffers(lane->codec);
}

static void lane_finish(struct lane *lane) {
    lane_clear(lane);
    av_fifo_freep2(&lane->waiting);
    avcodec_free_context(&lane->codec);
}

void source_close(struct source *s) {
    if (s == NULL)
        return;
    lane_finish(&s->video);
    lane_finish(&s->sound);
    av_packet_free(&s->packet);
    avformat_close_input(&s->format);
    free(s->path);
    free(s);
}

void source_note(struct source *s, const char *what, int64_t at_ms) {
    if (s->has_trouble || at_ms < s->quiet_until_ms)
        return;
    s->has_trouble = true;
    error_set(&s->trouble, ERROR_FORMAT, "The file \"%.120s\" %s at %d:%02d. Export or copy it again.",
              refuse_name(s->path), what, (int)(at_ms / 60000), (int)(at_ms / 1000 % 60));
}

void source_seek(struct source *s, int64_t to_ms) {
    int64_t at = s->start_us + to_ms * 1000;
    if (avformat_seek_file(s->format, -1, INT64_MIN, at, at, 0) < 0)
        av_seek_frame(s->format, -1, s->start_us, AVSEEK_FLAG_BACKWARD);
    lane_clear(&s->video);
    lane_clear(&s->sound);
    s->is_at_end = false;
    s->quiet_until_ms = to_ms > 0 ? to_ms + QUIET_MS : 0;
}

void source_drop_sound(struct source *s) {
    if (s->sound.codec == NULL)
        return;
    s->format->streams[s->sound.index]->discard = AVDISCARD_ALL;
    lane_finish(&s->sound);
}

static void lane_keep(struct source *s, struct lane *lane, AVPacket *packet) {
    if (lane->waiting_bytes > MAX_WAITING_BYTES) {
        source_note(s, "has its sound and its pictures too far apart", lane->next_ms);
        return;
    }
    AVPacket *kept = av_packet_alloc();
    av_packet_move_ref(kept, packet);
    lane->waiting_bytes += kept->size;
    av_fifo_write(lane->waiting, &kept, 1);
}

/* Reads until there is a packet for the lane; false at the end of the file. */
static bool lane_read(struct source *s, struct lane *lane, AVPacket *out) {
    AVPacket *packet;
    if (av_fifo_read(lane->waiting, &packet, 1) >= 0) {
        av_packet_move_ref(out, packet);
        av_packet_free(&packet);
        lane->waiting_bytes -= out->size;
        return true;
    }
    while (!s->is_at_end) {
        if (av_read_frame(s->format, out) < 0) {
            s->is_at_end = true;
            break;
        }
        if (out->stream_index == lane->index)
            return true;
        struct lane *other = lane == &s->video ? &s->sound : &s->video;
        if (other->codec != NULL && out->stream_index == other->index)
            lane_keep(s, other, out);
        av_packet_unref(out);
    }
    return false;
}

static void lane_feed(struct source *s, struct lane *lane) {
    if (!lane_read(s, lane, s->packet)) {
        avcodec_send_packet(lane->codec, NULL);
        return;
    }
    if (avcodec_send_packet(lane->codec, s->packet) == AVERROR_INVALIDDATA)
        source_note(s, lane == &s->video ? "has a picture that cannot be read" : "has sound that cannot be read",
                    lane->next_ms);
    av_packet_unref(s->packet);
}

static int64_t frame_ms(struct source *s, struct lane *lane, const AVFrame *frame) {
    AVStream *stream = s->format->streams[lane->index];
    int64_t ms = lane->next_ms;
    if (frame->best_effort_timestamp != AV_NOPTS_VALUE)
        ms = av_rescale_rnd(av_rescale_q(frame->best_effort_timestamp, stream->time_base, AV_TIME_BASE_Q) - s->start_us,
                            1, 1000, AV_ROUND_DOWN);
    int64_t lasts = av_rescale_q(frame->pkt_duration, stream->time_base, (AVRational){1, 1000});
    lane->next_ms = ms + (lasts > 0 ? lasts : 1);
    return ms;
}

bool source_next(struct source *s, struct lane *lane, AVFrame *out, int64_t *out_ms) {
    int bad = 0;
    while (!lane->is_over) {
        int got = avcodec_receive_frame(lane->codec, out);
        if (got == 0) {
            *out_ms = frame_ms(s, lane, out);
            if ((out->flags & AV_FRAME_FLAG_CORRUPT) != 0 || out->decode_error_flags != 0)
                source_note(s, "is damaged", *out_ms);
            return true;
        }
        if (got == AVERROR_EOF || (got != AVERROR(EAGAIN) && ++bad > MAX_BAD_PACKETS))
            lane->is_over = true;
        else
            lane_feed(s, lane);
    }
    return false;
}

void frame_pair_init(struct frame_pair *p) {
    *p = (struct frame_pair){.now = av_frame_alloc(), .next = av_frame_alloc(), .now_ms = -1, .next_ms = -1};
}

void frame_pair_finish(struct frame_pair *p) {
    av_frame_free(&p->now);
    av_frame_free(&p->next);
}

void source_step(struct source *s, struct frame_pair *p) {
    if (p->next_ms >= 0) {
        AVFrame *old = p->now;
        p->now = p->next;
        p->next = old;
        p->now_ms = p->next_ms;
    }
    av_frame_unref(p->next);
    int64_t ms;
    p->next_ms = source_next(s, &s->video, p->next, &ms) ? (ms > p->now_ms ? ms : p->now_ms + 1) : -1;
}

static void pair_from(struct source *s, struct frame_pair *p, int64_t seek_ms) {
    source_seek(s, seek_ms);
    p->now_ms = p->next_ms = -1;
    av_frame_unref(p->now);
    source_step(s, p); /* the first frame comes as `next` */
    if (p->next_ms >= 0)
        source_step(s, p);
}

void source_aim(struct source *s, struct frame_pair *p, int64_t to_ms, const atomic_bool *stop) {
    pair_from(s, p, to_ms);
    if (to_ms > 0 && (p->now_ms > to_ms || p->now_ms < 0)) /* an index that lies: from the start */
        pair_from(s, p, 0);
    while (p->next_ms >= 0 && p->next_ms <= to_ms && (stop == NULL || !atomic_load(stop))) {
        s->video.codec->skip_frame = p->next_ms < to_ms - SKIP_FAR_MS ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
        source_step(s, p);
    }
    s->video.codec->skip_frame = AVDISCARD_DEFAULT;
}
