/* What the guest's files share: the guest itself, how it fails, and how its environment is put together. Only guest.c,
 * env.c, request.c, chance.c, pure.c, words in text (puretext.c), data.c and their tests include this.
 * A rule for every lua_CFunction here: a Lua error jumps over C, so nothing that must be freed is held across a call
 * that can raise; what must live longer hangs on struct guest. */
#ifndef SCRIPT_INTERNAL_H
#define SCRIPT_INTERNAL_H

#include "script/budget.h"
#include "script/guest.h"

#include <lua.h>

/* Which words the environment has besides the pure ones. */
enum guest_role { ROLE_MODULE, ROLE_INSTRUMENT, ROLE_COURSE, ROLE_PLAYS };

enum { REQUEST_BYTES = 64 * 1024, REQUEST_DEPTH = 16, DATA_BYTES = 1024 * 1024, KEYS_MAX = 20000, NAME_MAX_BYTES = 40 };

/* An id or kind, how often it was used, and its one call site. */
struct key_use {
    int64_t times;
    char *file; /* NULL: may stand anywhere */
    int line;
    const char *word;
};

struct guest {
    lua_State *L;      /* the state; its main thread builds and never runs a script */
    lua_State *thread; /* what runs: the script's coroutine, or a score function's */
    struct budget budget;
    enum guest_role role;
    const struct bundle *bundle; /* kept; NULL for data files */
    char *file;                  /* chunk name of the first source */
    uint64_t seed;
    json_t *key_index; /* "space:id" -> index into keys */
    struct key_use *keys;
    size_t key_count;
    json_t *args;         /* of the request being made: anchored here while Lua may raise */
    json_t *request;      /* made, not yet handed out */
    const json_t *answer; /* borrowed during guest_resume */
    json_t *declared;     /* data files: what their one word was given, an array */
    size_t declared_bytes;
    bool has_module, has_ended, has_failed;
    struct error failure; /* set before a Lua error of ours is raised */
    char last_file[256];  /* place of the last request */
    int last_line;
};

/* ---- guest.c ---- */
/* A guest for one source text (checked, see source.h). Given. */
struct guest *guest_create_role(enum guest_role role, const struct bundle *bundle, const char *file, const char *source,
                                size_t count_bytes, const struct guest_options *options, struct error *err);
struct guest *guest_of(lua_State *L);
/* Runs g->thread with `arguments` values on its stack until it yields (LUA_YIELD) or ends (LUA_OK); anything else has
 * filled g->failure. */
int guest_run(struct guest *g, int arguments);
/* A new g->thread; the function (at -1 - arguments) and arguments on L move there. May raise. */
void guest_new_thread(struct guest *g, lua_State *L, int arguments);
/* Where the script is: the innermost Lua line. */
void guest_place(lua_State *L, char file[256], int *out_line);
/* Raises an error of ours at the script's line. */
_Noreturn void guest_throw(lua_State *L, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
_Noreturn void guest_throw_error(lua_State *L, const struct error *err);
/* Pays for work in C; raises when the budget is gone. */
void guest_spend(lua_State *L, int64_t instructions);

/* ---- env.c ---- */
/* Builds the contract's environment as the globals of L. May raise. */
void env_open(lua_State *L, enum guest_role role, const char *patient_name);
/* Sets function words by name ("math.floor" goes into the library "math") into the words table at `words`. */
struct env_entry {
    const char *name;
    lua_CFunction call;
};
void env_add(lua_State *L, int words, const struct env_entry *entries, size_t count);

/* ---- the words ---- */
extern const struct env_entry PURE_WORDS[], TEXT_WORDS[], CHANCE_WORDS[];
extern const size_t PURE_WORDS_COUNT, TEXT_WORDS_COUNT, CHANCE_WORDS_COUNT;
int word_ask(lua_State *L);     /* every step, effect and query; upvalue 1: index into WORDS */
int word_include(lua_State *L); /* include "name" */
int word_declare(lua_State *L); /* instrument, course, play of data files; upvalue 1: its name */
/* The key "base#n" of a call with this id (NULL: none): counts, and refuses a second call site. Into out. May raise. */
void guest_key(lua_State *L, const char *space, const char *word, const char *id, bool may_repeat, char out[128]);

/* ---- pure.c, for the others ---- */
/* Pushes the text for people of the value at index: whole numbers without ".0", no addresses. */
void push_text(lua_State *L, int index);
/* The argument as table / text; raises with the plain sentence otherwise. */
void need_table(lua_State *L, int index, const char *word);
const char *need_text(lua_State *L, int index, const char *word, size_t *out_bytes);
/* "nothing (nil)", "a number" ... */
const char *plain_type(int lua_type);

#endif
