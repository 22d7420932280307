/* What the hotline decided of a unit's return (art.16, 17), out of the entry of history that tells
 * it: since when it had been asked, and by which of its limits it was to decide. Judges nothing:
 * that is the rules' part. */
#ifndef H12_CASE_HOTLINE_DECISION_H
#define H12_CASE_HOTLINE_DECISION_H

#include "lib/case/returns.h"

struct hotline_decision {
    enum state waited_in; /* returning, consulting, coordinating */
    instant asked, at;
    bool must_designate; /* art.17's limit, not art.16's */
};

/* Whether the entry tells how such a decision ended a span of days that the hotline had the case
 * for; `held` is its member of that name. */
bool hotline_decision_read(const struct reader *entry, const struct reader *held,
                           const struct returns *returns, const struct return_rules *rules,
                           struct hotline_decision *decision);

#endif
