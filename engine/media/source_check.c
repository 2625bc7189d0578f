/* What a file must be to be played: containers, codecs, sizes, lengths; and whether all of it is there. These lists
 * are the only ones. Works on an opened demuxer; decodes nothing. */
#include "media/refuse.h"
#include "media/source.h"

#include <libavutil/avstring.h>
#include <libavutil/display.h>
#include <libavutil/time.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SIDE = 4096, MAX_LENGTH_MS = 4 * 60 * 60 * 1000, SLACK_MS = 1000 };

const char source_formats[] = "mov,matroska,ogg,flac,wav,mp3";
const char source_codecs[] =
    "h264,vp8,vp9,libdav1d,av1,aac,opus,vorbis,flac,mp3float,mp3,pcm_s16le,pcm_s24le,pcm_s32le,"
    "pcm_u8,pcm_f32le,pcm_s16be";

static const enum AVCodecID video_ids[] = {AV_CODEC_ID_H264, AV_CODEC_ID_VP8, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1};
static const enum AVCodecID sound_ids[] = {AV_CODEC_ID_AAC,       AV_CODEC_ID_OPUS,      AV_CODEC_ID_VORBIS,
                                           AV_CODEC_ID_FLAC,      AV_CODEC_ID_MP3,       AV_CODEC_ID_PCM_S16LE,
                                           AV_CODEC_ID_PCM_S24LE, AV_CODEC_ID_PCM_S32LE, AV_CODEC_ID_PCM_U8,
                                           AV_CODEC_ID_PCM_F32LE, AV_CODEC_ID_PCM_S16BE};

static bool is_listed(enum AVCodecID id, const enum AVCodecID *ids, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static int best_stream(const struct source *s, enum AVMediaType kind) {
    int index = av_find_best_stream(s->format, kind, -1, -1, NULL, 0);
    if (index >= 0 && (s->format->streams[index]->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0)
        return -1; /* the cover of an album is no film */
    return index;
}

static int turns_of(const AVStream *stream) {
    const uint8_t *matrix = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, NULL);
    if (matrix == NULL)
        return 0;
    double degrees = -av_display_rotation_get((const int32_t *)(const void *)matrix); /* ours are clockwise */
    return isnan(degrees) ? 0 : (int)lround(degrees / 90.0) & 3;
}

static bool check_video(struct source *s, struct error *err) {
    const AVStream *stream = s->format->streams[s->video.index];
    const AVCodecParameters *p = stream->codecpar;
    const char *codec = avcodec_get_name(p->codec_id);
    char what[200];
    if (!is_listed(p->codec_id, video_ids, sizeof video_ids / sizeof *video_ids)) {
        snprintf(what, sizeof what, "has pictures of the kind %.40s, which Balm does not play", codec);
        return refuse_because(s->path, what, "Export it again as MP4 (H.264 and AAC) or WebM (VP9 and Opus).", err);
    }
    if (p->width < 1 || p->height < 1 || p->width > MAX_SIDE || p->height > MAX_SIDE ||
        (int64_t)p->width * p->height > SOURCE_MAX_PIXELS) {
        snprintf(what, sizeof what, "has pictures of %d x %d, which is too large", p->width, p->height);
        return refuse_because(s->path, what, "Export it again with at most 1920 x 1080.", err);
    }
    s->quarter_turns = turns_of(stream);
    bool is_upright = (s->quarter_turns & 1) == 0;
    s->info.has_video = true;
    s->info.width_px = is_upright ? p->width : p->height;
    s->info.height_px = is_upright ? p->height : p->width;
    snprintf(s->info.video_codec, sizeof s->info.video_codec, "%s", codec);
    return true;
}

static bool check_sound(struct source *s, struct error *err) {
    const AVCodecParameters *p = s->format->streams[s->sound.index]->codecpar;
    const char *codec = avcodec_get_name(p->codec_id);
    char what[200];
    if (!is_listed(p->codec_id, sound_ids, sizeof sound_ids / sizeof *sound_ids)) {
        snprintf(what, sizeof what, "has sound of the kind %.40s, which Balm does not play", codec);
        return refuse_because(s->path, what, "Export it again with AAC, Opus or MP3 sound.", err);
    }
    if (p->sample_rate < 4000 || p->sample_rate > 192000 || p->ch_layout.nb_channels < 1 ||
        p->ch_layout.nb_channels > 8)
        return refuse_because(s->path, "has sound with a sample rate or a number of channels that makes no sense",
                              "Export it again as 48 kHz stereo.", err);
    s->info.has_sound = true;
    snprintf(s->info.sound_codec, sizeof s->info.sound_codec, "%s", codec);
    return true;
}

bool source_check_streams(struct source *s, struct error *err) {
    const char *name = s->format->iformat->name;
    snprintf(s->info.container, sizeof s->info.container, "%s",
             strncmp(name, "mov", 3) == 0        ? "mp4"
             : strncmp(name, "matroska", 8) == 0 ? "webm"
                                                 : name);
    s->video.index = best_stream(s, AVMEDIA_TYPE_VIDEO);
    s->sound.index = best_stream(s, AVMEDIA_TYPE_AUDIO);
    if (s->video.index < 0 && s->sound.index < 0)
        return refuse_file(s->path, "it holds neither sound nor pictures", err);
    if (s->video.index >= 0 && !check_video(s, err))
        return false;
    return s->sound.index < 0 || check_sound(s, err);
}

static int64_t to_clip_ms(const struct source *s, int64_t time, AVRational base) {
    return av_rescale(av_rescale_q(time, base, AV_TIME_BASE_Q) - s->start_us, 1, 1000);
}

/* Where the last packet from here on ends; -1 when none was read. */
static int64_t read_to_end(struct source *s) {
    int64_t last_ms = -1;
    while (av_read_frame(s->format, s->packet) >= 0) {
        const AVPacket *p = s->packet;
        int64_t at = p->pts != AV_NOPTS_VALUE ? p->pts : p->dts;
        if (at != AV_NOPTS_VALUE && (p->flags & AV_PKT_FLAG_CORRUPT) == 0) {
            int64_t ms = to_clip_ms(s, at + p->duration, s->format->streams[p->stream_index]->time_base);
            last_ms = ms > last_ms ? ms : last_ms;
        }
        av_packet_unref(s->packet);
        if (s->deadline_us != 0 && av_gettime_relative() > s->deadline_us)
            break;
    }
    return last_ms;
}

static bool rewind_to(struct source *s, int64_t ms) {
    int64_t at = s->start_us + ms * 1000;
    return avformat_seek_file(s->format, -1, INT64_MIN, at, at, 0) >= 0;
}

/* MP4 lists where each packet lies: true when one lies behind the end of the file; *out_ms is what comes before. */
static bool index_leads_out(const struct source *s, int index, int64_t *out_ms) {
    AVStream *stream = s->format->streams[index];
    bool leads_out = false;
    int64_t inside = -1;
    for (int i = 0; i < avformat_index_get_entries_count(stream); i++) {
        const AVIndexEntry *e = avformat_index_get_entry(stream, i);
        if (e->pos + e->size > s->file_bytes)
            leads_out = true;
        else if (!leads_out)
            inside = e->timestamp;
    }
    if (leads_out)
        *out_ms = inside >= 0 ? to_clip_ms(s, inside, stream->time_base) : 0;
    return leads_out;
}

/* WAV says how long it is in its first bytes; FFmpeg goes by the file's length alone. */
static int64_t wav_bytes(const struct source *s) {
    unsigned char head[8];
    FILE *file = fopen(s->path, "rb");
    size_t count = file != NULL ? fread(head, 1, sizeof head, file) : 0;
    if (file != NULL)
        fclose(file);
    if (count < sizeof head || memcmp(head, "RIFF", 4) != 0)
        return 0;
    uint32_t said = head[4] | (uint32_t)head[5] << 8 | (uint32_t)head[6] << 16 | (uint32_t)head[7] << 24;
    return said < 0x80000000u ? (int64_t)said + 8 : 0; /* a recorder that was killed leaves 0 or all ones */
}

static void find_end(struct source *s) {
    int64_t length = s->info.duration_ms, there = length;
    int main_index = s->video.index >= 0 ? s->video.index : s->sound.index;
    s->end_ms = length;
    int64_t said = strcmp(s->info.container, "wav") == 0 ? wav_bytes(s) : 0;
    if (said > s->file_bytes + 64) {
        s->info.duration_ms = length * said / s->file_bytes;
        s->is_cut_short = true;
        return;
    }
    if (strcmp(s->info.container, "mp4") == 0 && index_leads_out(s, main_index, &there)) {
        s->end_ms = there < length ? there : length;
        s->is_cut_short = true;
        return;
    }
    there = rewind_to(s, length > SLACK_MS ? length - SLACK_MS : 0) ? read_to_end(s) : -1;
    if (there < 0 && rewind_to(s, 0))
        there = read_to_end(s);
    bool is_in_time = s->deadline_us == 0 || av_gettime_relative() < s->deadline_us;
    if (is_in_time && there < length - SLACK_MS - length / 200) {
        s->end_ms = there > 0 ? there : 0;
        s->is_cut_short = true;
    }
}

/* Lengths that are guessed from the bit rate, or not written at all: count the packets. */
static void measure_length(struct source *s) {
    int64_t length = read_to_end(s);
    if (length > 0)
        s->format->duration = length * 1000;
}

bool source_check_length(struct source *s, struct error *err) {
    AVFormatContext *f = s->format;
    s->start_us = f->start_time != AV_NOPTS_VALUE ? f->start_time : 0;
    if (f->duration == AV_NOPTS_VALUE || f->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE)
        measure_length(s);
    if (f->duration == AV_NOPTS_VALUE || f->duration <= 0)
        return refuse_because(s->path, "does not say how long it is", "Export it again as MP4, WebM, Opus or MP3.",
                              err);
    if (f->duration / 1000 > MAX_LENGTH_MS)
        return refuse_because(s->path, "is longer than 4 hours", "Cut it into parts.", err);
    s->info.duration_ms = f->duration / 1000;
    find_end(s);
    return true;
}
