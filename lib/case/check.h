/* Whether what a case says of itself hangs together: its state and what the state requires, the
 * course and the rounds that history tells of, what is kept of requests, replies and ratings, the
 * clock that follows from all of it. The fsck of one
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
    const struct catalogue *catalogue; /* NULL: codes are not looked up */
    struct deadline_names names;       /* clocks set under another policy are not reckoned anew */
    instant now;
};

/* Holds a record against the schema and, where that is well, its members against each other, and
 * hands out what man h12-check(1) lists. Returns whether all was well. */
bool case_check(const struct check_desk *desk, struct record *record, finding_function *found,
                void *context);

#endif
