/* The thread that talks to speech-dispatcher; see speech.h. The caller leaves its newest wish in one place: a wish to
 * interrupt drops what waited, so that speech never lags behind the screen. */
#include "speech/speech.h"

#include "base/text.h"
#include "base/xalloc.h"

#include <libspeechd.h>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct speech {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wish;
    /* Under the lock. */
    struct text waiting;
    char language[24];
    int rate;
    bool hush, done;
    char trouble[300]; /* "" none */
    /* Of the thread alone. */
    SPDConnection *server;
    char server_language[24];
    int server_rate;
};

/* What the thread took to do. */
struct wish {
    char *text; /* owned; "" nothing */
    char language[24];
    int rate;
    bool hush;
};

static void note(struct speech *sp, const char *why) {
    pthread_mutex_lock(&sp->lock);
    snprintf(sp->trouble, sizeof sp->trouble, "%s", why);
    pthread_mutex_unlock(&sp->lock);
}

static void leave(struct speech *sp) {
    if (sp->server != NULL)
        spd_close(sp->server);
    sp->server = NULL;
    sp->server_language[0] = '\0';
    sp->server_rate = 0;
}

/* Each text tries anew: speech comes back as soon as the server does. */
static bool reach(struct speech *sp) {
    char *why = NULL;
    if (sp->server != NULL)
        return true;
    sp->server = spd_open2("balm", "reader", NULL, SPD_MODE_SINGLE, NULL, 1, &why);
    note(sp, sp->server != NULL ? "" : why != NULL ? why : "speech-dispatcher does not answer");
    free(why);
    return sp->server != NULL;
}

static bool set_voice(struct speech *sp, const struct wish *w) {
    if (strcmp(w->language, sp->server_language) != 0 && spd_set_language(sp->server, w->language) != 0)
        return false;
    snprintf(sp->server_language, sizeof sp->server_language, "%s", w->language);
    if (w->rate != sp->server_rate && spd_set_voice_rate(sp->server, w->rate) != 0)
        return false;
    sp->server_rate = w->rate;
    return true;
}

static bool tell(struct speech *sp, const struct wish *w) {
    if (w->hush && spd_cancel(sp->server) != 0)
        return false;
    return w->text[0] == '\0' || (set_voice(sp, w) && spd_say(sp->server, SPD_MESSAGE, w->text) >= 0);
}

/* A server that was started anew has forgotten us: once more, from the beginning. */
static void fulfil(struct speech *sp, const struct wish *w) {
    if (w->text[0] == '\0' && sp->server == NULL)
        return;
    for (int tries = 0; tries < 2 && reach(sp); tries++) {
        if (tell(sp, w))
            return;
        leave(sp);
        note(sp, "speech-dispatcher has stopped answering");
    }
}

static bool wait_for_wish(struct speech *sp, struct wish *out) {
    pthread_mutex_lock(&sp->lock);
    while (!sp->done && !sp->hush && sp->waiting.length_bytes == 0)
        pthread_cond_wait(&sp->wish, &sp->lock);
    bool go_on = !sp->done;
    *out = (struct wish){.text = text_take(&sp->waiting), .rate = sp->rate, .hush = sp->hush};
    snprintf(out->language, sizeof out->language, "%s", sp->language);
    text_init(&sp->waiting);
    sp->hush = false;
    pthread_mutex_unlock(&sp->lock);
    return go_on;
}

static void *talk(void *context) {
    struct speech *sp = context;
    struct wish w;
    bool go_on = true;
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, NULL); /* a server that died is an error to libspeechd, not our end */
    while (go_on) {
        go_on = wait_for_wish(sp, &w);
        if (go_on)
            fulfil(sp, &w);
        else if (sp->server != NULL)
            spd_cancel(sp->server);
        free(w.text);
    }
    leave(sp);
    return NULL;
}

static struct speech *create(struct error *err) {
    struct speech *sp = xcalloc(1, sizeof *sp);
    text_init(&sp->waiting);
    pthread_mutex_init(&sp->lock, NULL);
    pthread_cond_init(&sp->wish, NULL);
    if (pthread_create(&sp->thread, NULL, talk, sp) == 0)
        return sp;
    error_set(err, ERROR_IO, "Nothing can be read aloud: no thread could be made.");
    pthread_cond_destroy(&sp->wish);
    pthread_mutex_destroy(&sp->lock);
    text_finish(&sp->waiting);
    free(sp);
    return NULL;
}

static void destroy(struct speech *sp) {
    if (sp == NULL)
        return;
    pthread_mutex_lock(&sp->lock);
    sp->done = true;
    pthread_cond_signal(&sp->wish);
    pthread_mutex_unlock(&sp->lock);
    pthread_join(sp->thread, NULL);
    pthread_cond_destroy(&sp->wish);
    pthread_mutex_destroy(&sp->lock);
    text_finish(&sp->waiting);
    free(sp);
}

/* The server knows languages by their first subtag. */
static void keep_language(struct speech *sp, const char *tag) {
    snprintf(sp->language, sizeof sp->language, "%.*s", (int)strcspn(tag, "-_."), tag);
}

static void say(struct speech *sp, const char *text, const char *language, int rate, bool after) {
    pthread_mutex_lock(&sp->lock);
    if (!after) {
        text_clear(&sp->waiting);
        sp->hush = true;
    }
    text_addf(&sp->waiting, "%s%s", sp->waiting.length_bytes > 0 ? "\n" : "", text);
    keep_language(sp, language);
    sp->rate = rate;
    pthread_cond_signal(&sp->wish);
    pthread_mutex_unlock(&sp->lock);
}

static void hush(struct speech *sp) {
    pthread_mutex_lock(&sp->lock);
    text_clear(&sp->waiting);
    sp->hush = true;
    pthread_cond_signal(&sp->wish);
    pthread_mutex_unlock(&sp->lock);
}

static bool trouble(struct speech *sp, char *out, size_t room) {
    pthread_mutex_lock(&sp->lock);
    snprintf(out, room, "%s", sp->trouble);
    pthread_mutex_unlock(&sp->lock);
    return out[0] != '\0';
}

__attribute__((visibility("default"))) const struct speech_api balm_speech = {
    .version = SPEECH_API,
    .create = create,
    .destroy = destroy,
    .say = say,
    .hush = hush,
    .trouble = trouble,
};
