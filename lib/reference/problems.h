/* What is wrong with a reference table: all of it in one run, each as `file:line: what`, then exit
 * status 2. */
#ifndef H12_REFERENCE_PROBLEMS_H
#define H12_REFERENCE_PROBLEMS_H

#include <stddef.h>
#include <stdint.h>

struct problems {
    size_t count;
};

/* Says one problem on stderr and counts it; line 0 is left out. */
void problem_add(struct problems *problems, const char *file, uint64_t line, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));

/* Ends the program with status 2 if anything was wrong. */
void problems_end(const struct problems *problems);

#endif
