/* Whether what a case says of itself hangs together: its state and what the state requires, the
 * rounds and the requests that history tells of, the clock that follows from both. The fsck of one
 * record; it judges no decision, only whether the members agree. */
#ifndef H12_CASE_CHECK_H
#define H12_CASE_CHECK_H

#include "lib/case/deadline.h"
#include "lib/case/schema.h"
#include "lib/rules/directory.h"

struct check_desk {
    const struct deadline_rules *rules;
    const struct return_rules *returns;
    const struct calendars *calendars;
    const struct directory *directory; /* whose units may have a calendar of their own */
    struct deadline_names names;       /* clocks set under another policy are not reckoned anew */
    instant now;
};

/* Holds a record against the schema and, where that is well, its members against each other:
 * `state_requires`, `state_excludes`, `round_gap`, `round_differs`, `history_order`, `future`,
 * `history_gap`, `state_differs`, `acceptance_differs`, `acceptance_basis`,
 * `return_count`, `return_differs`, `return_outcome`, `return_holder`, `reply_differs`,
 * `reply_review`, `reply_missing`, `rating_differs`, `designated`, `clock`, `item_differs`,
 * `item_closed`, `action_differs`, `urges_differ`, `repeats_differ`, `repeat_end`. Returns whether
 * all was well. */
bool case_check(const struct check_desk *desk, struct record *record, finding_function *found,
                void *context);

#endif
