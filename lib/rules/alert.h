/* art.13(3): what is critical is said to the unit at once, beside the dispatch, and its answer is
 * due in hours, round the clock. art.13(1): by when who asked is told. Pure. */
#ifndef H12_RULES_ALERT_H
#define H12_RULES_ALERT_H

#include "lib/rules/deadline.h"
#include "lib/rules/routing.h"

/* What the policy says; all ours. */
struct alert_rules {
    int response_hours; /* from the alert on */
};

/* Whether a case is alerted: it is critical itself, or its matter always is. */
bool alert_is_due(enum urgency urgency, const struct matter *matter);
instant alert_response_due(const struct alert_rules *rules, instant at);

struct promise_rules {
    int reply_workdays; /* from the receipt */
};

/* The day by which a question that is not answered outright is answered: so many working days from
 * the receipt, and never after the limit of art.14. */
day_number promise_reply_by(const struct promise_rules *rules, const struct deadline_rules *limits,
                            const struct calendar *calendar, enum urgency urgency,
                            day_number received);

#endif
