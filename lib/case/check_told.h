/* What history tells of requests, replies, ratings and extensions, against what `returns`,
 * `replies`, `callback` and `extensions` keep of them: each entry is the next one of its member,
 * and says the same. Private to the check. */
#ifndef H12_CASE_CHECK_TOLD_H
#define H12_CASE_CHECK_TOLD_H

#include "lib/case/check_parts.h"

/* What was told so far. Zero it, but for `closed_at`, which is INSTANT_NONE. */
struct told {
    size_t replies, reviews, ratings, verifications, extensions, extended;
    unsigned outcomes[RETURNS_MAX]; /* that each request may have, one bit each; 0: undecided */
    struct span bases[RETURNS_MAX]; /* and the article by which it was decided */
    enum callback_outcome outcome;  /* what the ratings and findings have come to */
    int tries;                      /* without success, of the round */
    struct span rating;             /* the one that counts */
    instant closed_at;              /* with it; INSTANT_NONE: it is open */
    bool has_closing;               /* art.28(1): and what it says by now */
    struct span document, approved_by;
};

/* A request of history and the one that is kept, which is known to be of the same unit. */
void check_told_request(struct check *check, const struct reader *entry,
                        const struct return_entry *kept);
/* Takes one more entry in: replies, reviews, ratings, findings, extensions, and decisions
 * on requests. */
void check_told(struct check *check, struct told *told, const struct reader *entry);
/* At the end of history: whether all that is kept was told. */
void check_all_told(struct check *check, const struct told *told);

#endif
