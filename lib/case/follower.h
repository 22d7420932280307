/* Whether a case is a follower: one order with an earlier case that it repeats (art.28). What
 * h12-intake found stands in the flag `repeat`, what h12-repeat has parted in `history`. Followers
 * have no requests, replies and ratings of their own, are not called back, and are no work. */
#ifndef H12_CASE_FOLLOWER_H
#define H12_CASE_FOLLOWER_H

#include "lib/case/event_log.h"

/* What a follower says of itself. */
struct follower {
    struct span earlier; /* `repeat_of`; SPAN_NONE: it follows none */
    bool is_new;         /* something in it is */
};

/* An emergency follows none, and so does what was parted. A case without `repeat_of` costs one
 * look. What can't be read is a fault in the record. */
struct follower follower_read(struct record *record);
bool follower_is(struct record *record);

/* The reject of an event for a follower: it is to be said of the earlier case. */
enum event_verdict follower_reject(struct fault *fault);

#endif
