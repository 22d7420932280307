/* Whether a new ledger has every case of the old one: the ids of both compared in step while the
 * new one comes in. While the old order holds, memory does not grow; cases that are new, or out of
 * order, take at most 24 bytes each. Ids are told apart by their 64-bit hash where they do not come
 * in step. */
#ifndef H12_CASE_SUCCESSION_H
#define H12_CASE_SUCCESSION_H

#include "lib/base/hash.h"
#include "lib/record/lines.h"
#include "lib/record/record.h"

struct succession {
    const char *ledger; /* the old one's name, for messages */
    int descriptor;     /* -1: there is none */
    size_t max_line;
    int offset;
    struct lines lines;
    struct record record;         /* the old case that is awaited */
    struct span awaited;          /* its id; SPAN_NONE: the old ledger is at its end */
    bool scanning;                /* `lines` is open */
    uint64_t position;            /* how many old cases are done with */
    struct hash_set *others;      /* ids that came and were not awaited */
    struct hash_set *passed_over; /* ids that may be gone and did not come when they were awaited */
    uint64_t other_count;
    struct hash_set *allowed; /* ids that may be gone; NULL: none */
    uint64_t kept, removed, missing, twice;
    bool identical; /* so far, byte by byte */
};

/* `ledger` is opened to be read, if it is there; a line of it that is no case is status 3: it could
 * not be shown that it is kept. */
void succession_start(struct succession *succession, const char *ledger, size_t max_line,
                      int offset, struct hash_set *allowed);
/* Takes one case of the new ledger in; false where its id has come before (as far as memory tells:
 * the rest is told by succession_end()). */
bool succession_take(struct succession *succession, struct span id, struct span line);
/* Looks at what is left of the old ledger; says on stderr which cases are missing, and which stand
 * twice, at most ten of each. Sets the counts. */
void succession_end(struct succession *succession);
void succession_release(struct succession *succession);

#endif
