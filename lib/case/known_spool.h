/* The cases of this run as lines that can be read again: in memory, and beyond a piece of it in a
 * file without a name that is gone when the program ends. */
#ifndef H12_CASE_KNOWN_SPOOL_H
#define H12_CASE_KNOWN_SPOOL_H

#include "lib/base/buffer.h"

#include <stdbool.h>

/* The longest line of a known ledger. */
enum { KNOWN_LINE_CAP = 16 * 1024 * 1024 };

/* Zero it, but for `descriptor`, which spool_add() opens. */
struct spool {
    int descriptor;
    char *name; /* of the file, for messages */
    bool opened;
    uint64_t flushed; /* bytes in the file */
    struct buffer buffer;
};

uint64_t spool_end(const struct spool *spool);
void spool_add(struct spool *spool, struct span line);
/* Appends the line that begins there, without its newline. */
void spool_read(const struct spool *spool, uint64_t at, struct buffer *out);
void spool_release(struct spool *spool);

/* The same out of a file; a failure is status 3 and names it. */
void descriptor_read_line(int descriptor, const char *name, uint64_t at, struct buffer *out);

#endif
