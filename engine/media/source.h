/* One media file, opened with every limit on: containers, codecs, sizes and lengths that are not on the list are
 * refused, nothing but the file itself is read, and what is read is bounded. Gives decoded frames of the picture and
 * of the sound, each with its time in the clip. Not for two threads at once. */
#ifndef MEDIA_SOURCE_H
#define MEDIA_SOURCE_H

#include "media/media.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/fifo.h>
#include <stdatomic.h>

enum source_want { SOURCE_VIDEO = 1u << 0, SOURCE_SOUND = 1u << 1 };

/* One stream on its way to frames. */
struct lane {
    AVCodecContext *codec; /* NULL: not wanted or not there */
    int index;
    AVFifo *waiting; /* AVPacket*: read while looking for the other lane's */
    int64_t waiting_bytes;
    int64_t next_ms; /* the time of a frame that carries none */
    bool is_over;
};

struct source {
    AVFormatContext *format;
    AVPacket *packet;
    struct lane video, sound;
    struct clip_info info;
    int64_t start_us, deadline_us; /* what the file calls the beginning; monotonic time to give up at, 0: none */
    int64_t end_ms;                /* how much is really there */
    int64_t file_bytes;
    int quarter_turns;      /* clockwise, as phones write them */
    int64_t quiet_until_ms; /* pictures just behind a jump may lack what they refer to: no trouble */
    bool is_at_end, is_cut_short, has_trouble;
    struct error trouble;
    char *path;
};

/* Two neighbouring frames of the picture. */
struct frame_pair {
    AVFrame *now, *next;
    int64_t now_ms, next_ms; /* -1: none */
};

/* Given: source_close(). NULL and err for anything not on the list. Large pictures are
 * decoded with up to `threads` threads. */
struct source *source_open(const char *path, unsigned want, int threads, struct error *err);
void source_close(struct source *s);
/* The next frame of a lane, with its time; false: there are no more. */
bool source_next(struct source *s, struct lane *lane, AVFrame *out, int64_t *out_ms);
/* Goes to the key frame at or before to_ms. */
void source_seek(struct source *s, int64_t to_ms);
/* From now on no packet of the sound is kept. */
void source_drop_sound(struct source *s);
/* Records what went wrong, the first time. */
void source_note(struct source *s, const char *what, int64_t at_ms);

void frame_pair_init(struct frame_pair *p);
void frame_pair_finish(struct frame_pair *p);
/* Fills the pair so that p->now is what is seen at to_ms. `stop` (may be NULL) ends the search early. */
void source_aim(struct source *s, struct frame_pair *p, int64_t to_ms, const atomic_bool *stop);
/* One frame on. */
void source_step(struct source *s, struct frame_pair *p);

/* source_check.c: the limits. */
bool source_check_streams(struct source *s, struct error *err);
/* Fills s->info.duration_ms, s->end_ms and s->is_cut_short. */
bool source_check_length(struct source *s, struct error *err);
extern const char source_formats[], source_codecs[];

enum { SOURCE_MAX_PIXELS = 4096 * 2304 };

#endif
