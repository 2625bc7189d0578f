/* A running `balm robot` as seen by a test: start it, ask it one line, kill it, let it quit. Shared by the scenario
 * runner and the fault tests. Everything here gives up after a time limit, so that a hanging program is a failure. */
#ifndef SCENARIO_ROBOT_H
#define SCENARIO_ROBOT_H

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* These drivers live for one test and leave their strings to the system; what is looked at for leaks is balm itself. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void) {
    return 1;
}

enum { ROBOT_ARGS_MAX = 40, ROBOT_LIMIT_MS = 30000 };

struct robot {
    pid_t pid; /* 0: not running */
    int to, from;
    char *held; /* bytes read and not yet a line */
    size_t held_bytes, room;
};

static int64_t robot_now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* stderr goes to the end of that file. */
static bool robot_start(struct robot *r, const char *const *argv, const char *stderr_path) {
    int in[2], out[2];
    *r = (struct robot){0};
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
        return false;
    fflush(NULL);
    r->pid = fork();
    if (r->pid == 0) {
        int log = open(stderr_path, O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(in[0], 0);
        dup2(out[1], 1);
        if (log >= 0)
            dup2(log, 2);
        execv(argv[0], (char *const *)argv);
        fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    r->to = in[1];
    r->from = out[0];
    return r->pid > 0;
}

static void robot_forget(struct robot *r) {
    close(r->to);
    close(r->from);
    free(r->held);
    *r = (struct robot){0};
}

/* Exit status, 128 + signal, or -1 when it did not end in time (it is killed then). */
static inline int robot_wait_end(struct robot *r) {
    int status = 0;
    int64_t until = robot_now_ms() + ROBOT_LIMIT_MS;
    while (waitpid(r->pid, &status, WNOHANG) == 0) {
        if (robot_now_ms() > until) {
            kill(r->pid, SIGKILL);
            waitpid(r->pid, &status, 0);
            robot_forget(r);
            return -1;
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    robot_forget(r);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static inline void robot_kill(struct robot *r) {
    int status;
    if (r->pid == 0)
        return;
    kill(r->pid, SIGKILL);
    waitpid(r->pid, &status, 0);
    robot_forget(r);
}

static inline bool robot_send(struct robot *r, const char *line) {
    size_t left = strlen(line);
    signal(SIGPIPE, SIG_IGN);
    while (left > 0) {
        ssize_t n = write(r->to, line, left);
        if (n <= 0)
            return false;
        line += n;
        left -= (size_t)n;
    }
    return write(r->to, "\n", 1) == 1;
}

/* One line of output, or NULL: it ended or said nothing in time. Given. */
static inline char *robot_line(struct robot *r, int limit_ms) {
    int64_t until = robot_now_ms() + limit_ms;
    for (;;) {
        char *end = r->held_bytes > 0 ? memchr(r->held, '\n', r->held_bytes) : NULL;
        if (end != NULL) {
            size_t n = (size_t)(end - r->held);
            char *line = strndup(r->held, n);
            r->held_bytes -= n + 1;
            memmove(r->held, end + 1, r->held_bytes);
            return line;
        }
        if (r->room - r->held_bytes < 65536) {
            r->room += 65536 * 2;
            r->held = realloc(r->held, r->room);
        }
        int64_t left = until - robot_now_ms();
        struct pollfd p = {.fd = r->from, .events = POLLIN};
        if (left <= 0 || poll(&p, 1, (int)left) <= 0)
            return NULL;
        ssize_t n = read(r->from, r->held + r->held_bytes, r->room - r->held_bytes);
        if (n <= 0)
            return NULL;
        r->held_bytes += (size_t)n;
    }
}

/* The answer as JSON; NULL when the program ended, hung or did not speak JSON. Given. */
static inline json_t *robot_ask_within(struct robot *r, const char *request, int limit_ms) {
    if (r->pid == 0 || !robot_send(r, request))
        return NULL;
    char *line = robot_line(r, limit_ms);
    json_t *answer = line != NULL ? json_loads(line, JSON_DECODE_ANY, NULL) : NULL;
    free(line);
    return answer;
}

static inline json_t *robot_ask(struct robot *r, const char *request) {
    return robot_ask_within(r, request, ROBOT_LIMIT_MS);
}

static inline int robot_quit(struct robot *r) {
    if (r->pid == 0)
        return 0;
    json_decref(robot_ask(r, "{\"do\":\"quit\"}"));
    return robot_wait_end(r);
}

/* Makes an empty folder under TMPDIR. Given. */
static inline char *robot_folder(void) {
    const char *base = getenv("TMPDIR");
    char path[512];
    snprintf(path, sizeof path, "%s/balm-test-XXXXXX", base != NULL && base[0] == '/' ? base : "/tmp");
    return mkdtemp(path) != NULL ? strdup(path) : NULL;
}

/* Runs a shell command; its output (both streams) is given, its exit status goes to *out_status. */
static inline char *robot_shell(const char *command, int *out_status) {
    char *out = NULL, part[4096];
    size_t bytes = 0, n;
    FILE *p = popen(command, "r");
    if (p == NULL)
        return NULL;
    while ((n = fread(part, 1, sizeof part, p)) > 0) {
        out = realloc(out, bytes + n + 1);
        memcpy(out + bytes, part, n);
        bytes += n;
    }
    if (out == NULL)
        out = calloc(1, 1);
    out[bytes] = '\0';
    int status = pclose(p);
    *out_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return out;
}

#endif
