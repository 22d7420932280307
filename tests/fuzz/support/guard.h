/* Runs code that may end the process, as a tool does where its tables are wrong, and comes back.
 * Whatever the code took until then (memory, files, converters) is taken back, so that a harness
 * can go on for millions of runs. What the code says on stderr is not shown, but has to be
 * harmless. The harnesses are linked with --wrap for the calls that this needs. */
#ifndef H12_TESTS_FUZZ_GUARD_H
#define H12_TESTS_FUZZ_GUARD_H

#include "tests/fuzz/support/fuzz.h"

enum { GUARD_RETURNED = -1 };

/* Lets the code find the file, whose bytes are set, under a path that need not exist (a literal):
 * so that a folder of tables can be had without one. Twice is no more than once. */
void guard_name(const char *path, const struct fuzz_file *file);

/* Returns the status of exit(), or GUARD_RETURNED. Code that returns has to have given back
 * whatever it took; an exit with another status than 2 is a finding. */
int guard_run(void (*work)(void *context), void *context);

#endif
