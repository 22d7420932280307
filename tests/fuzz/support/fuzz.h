/* What every harness of tests/fuzz shares. A harness is one function over bytes; it ends the
 * process where something does not hold. libFuzzer calls it with what it makes up (`make fuzz`),
 * replay.c with the files of tests/data/fuzz (`make test`). */
#ifndef H12_TESTS_FUZZ_H
#define H12_TESTS_FUZZ_H

#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The harness. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Says what does not hold, and aborts. */
void fuzz_fail(const char *what) __attribute__((noreturn));

static inline void fuzz_expect(bool holds, const char *what)
{
    if (!holds)
        fuzz_fail(what);
}

/* A copy in a block of its own, with the readable bytes behind it that the lexer needs and not one
 * more, so that a sanitizer sees a reader go too far; to be freed. */
char *fuzz_padded(struct span text);

/* A file in memory that can be opened by its path as often as one likes. Zero it first; it stays
 * until the process ends. */
struct fuzz_file {
    int descriptor;
    char path[32]; /* "": not made yet */
};

/* Gives the file these bytes; returns its path. */
const char *fuzz_file_set(struct fuzz_file *file, struct span bytes);
/* What the file holds now, to be freed. */
char *fuzz_file_get(const struct fuzz_file *file, size_t *length);

/* Whether all is valid UTF-8, told a byte at a time: another way than lib/base/utf8 goes. */
bool fuzz_is_utf8(struct span text);
/* Whether no character of a text, newlines apart, may do harm on a terminal. */
bool fuzz_is_harmless(struct span text);

#endif
