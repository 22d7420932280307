/* Why a piece of input was refused: a code for programs, a field and a reason for people. The
 * reason never quotes what the input says. */
#ifndef H12_RECORD_FAULT_H
#define H12_RECORD_FAULT_H

#include <stdbool.h>
#include <stddef.h>

struct fault {
    const char *code; /* NULL: none; a literal such as "bad_date" */
    char field[80];   /* "" where no field is to blame; "assignment.at" */
    char reason[240];
};

/* Notes the first fault; later ones are not noted, since the first is the cause. Returns false,
 * so that a reader can end with `return fault_set(...)`. */
bool fault_set(struct fault *fault, const char *code, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static inline bool fault_none(const struct fault *fault)
{
    return fault->code == NULL;
}

#endif
