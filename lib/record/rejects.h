/* Where refused input goes: a file of NDJSON, one write each, or one line each on stderr. */
#ifndef H12_RECORD_REJECTS_H
#define H12_RECORD_REJECTS_H

#include "lib/base/buffer.h"
#include "lib/record/fault.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct rejects {
    const char *path; /* NULL: stderr */
    int descriptor;
    struct buffer buffer;
    uint64_t count;
};

/* A piece of input that is refused. */
struct refused {
    const char *source;
    uint64_t line;      /* where the row starts */
    struct span raw;    /* the input as it came, as far as it was kept */
    uint64_t raw_bytes; /* the whole length where more came than was kept, else 0 */
};

/* Opens for appending, mode 0600 if new; NULL is stderr. A file that can't be opened is status
 * 2. */
void rejects_open(struct rejects *rejects, const char *path);
bool rejects_is_same_file(const struct rejects *rejects, const struct stat *other);
/* `{"source","line","code","field","reason","raw"}`; `raw_base64` where raw is not UTF-8. */
void rejects_add(struct rejects *rejects, const struct refused *refused, const struct fault *fault);

#endif
