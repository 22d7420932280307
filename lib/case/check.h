/* Whether what a case says of itself hangs together: its state and what the state requires, the
 * rounds and the requests that history tells of, the clock that follows from both. The fsck of one
 * record; it judges no decision, only whether the members agree. */
#ifndef H12_CASE_CHECK_H
#define H12_CASE_CHECK_H

#include "lib/case/deadline.h"
#include "lib/case/schema.h"

struct check_desk {
    const struct deadline_rules *rules;
    const struct return_rules *returns;
    const struct calendar *calendar; /* the city's */
    struct deadline_names names;     /* clocks set under another policy are not reckoned anew */
    instant now;
};

/* Holds a record against the schema and, where that is well, its members against each other:
 * `state_requires`, `state_excludes`, `round_gap`, `round_differs`, `history_order`, `future`,
 * `return_count`, `return_outcome`, `return_holder`, `reply_review`, `reply_missing`, `designated`,
 * `clock`, `item_differs`, `item_closed`, `action_differs`, `urges_differ`, `repeats_differ`,
 * `repeat_end`. Returns whether all was
 * well. */
bool case_check(const struct check_desk *desk, struct record *record, finding_function *found,
                void *context);

#endif
