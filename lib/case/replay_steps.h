/* The steps of a replay: what each tool behind intake did to a case, done anew. Private to the
 * replay. */
#ifndef H12_CASE_REPLAY_STEPS_H
#define H12_CASE_REPLAY_STEPS_H

#include "lib/case/replay.h"
#include "lib/case/replay_parts.h"

/* The case as it has become so far. */
static inline struct record *replay_at_hand(struct replay *replay)
{
    return &replay->stages[replay->stage];
}

/* The case at hand has been changed: it is written, and read again as the next tool would. */
bool replay_settle(struct replay *replay, struct fault *fault);

/* Each of these is one entry of history, and settles. False with a fault where the case can't be
 * read. */

/* h12-route by itself. */
bool replay_route(struct replay *replay, const struct reader *entry, struct fault *fault);
/* h12-supervise by itself: an item, or an urge. */
bool replay_supervise(struct replay *replay, enum replay_part part, const struct reader *entry,
                      struct fault *fault);
/* The event that the entry keeps; `next` is the entry behind it, or NULL. One that the rules at
 * hand would not take is counted. */
bool replay_event(struct replay *replay, enum replay_part part, const struct reader *entry,
                  const struct reader *next, struct fault *fault);
/* The clock as of the desk's now, where the case has one at all. */
bool replay_set_clock(struct replay *replay, struct fault *fault);

#endif
