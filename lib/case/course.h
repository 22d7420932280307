/* Where a case stands by its history: each entry takes the case from the states in which it can be
 * made to the state that it leads to. It knows nothing of the other members, and judges no
 * decision: only whether the entries follow on each other. */
#ifndef H12_CASE_COURSE_H
#define H12_CASE_COURSE_H

#include "lib/record/read.h"
#include "lib/rules/acceptance.h"

/* What the entries so far tell. Zero it, set `is_emergency`. */
struct course {
    bool is_emergency;    /* one goes on while its acceptance is reviewed */
    unsigned may;         /* the states that it can be in, one bit each; 0: nothing was told yet */
    bool has_begun;       /* h12-intake's decision was told */
    bool is_broken;       /* an entry was made of a case that was not where it has to be for it */
    bool was_review;      /* its acceptance was reviewed once */
    enum verdict verdict; /* of the last decision on it; where it has begun */
    struct span basis;    /* the article of that decision; SPAN_NONE: none */
};

/* Takes one more entry in. An entry that no tool makes may have led anywhere. */
void course_add(struct course *course, const struct reader *entry);

/* Whether the case can be in that state. */
bool course_may(const struct course *course, enum state state);

#endif
