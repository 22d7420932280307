/* art.18(2): a designated unit that needs more than its five days asks the hotline for them. Pure:
 * facts in, a refusal or a proposal out; the decision is a person's. */
#ifndef H12_RULES_EXTENSION_H
#define H12_RULES_EXTENSION_H

#include "lib/rules/deadline.h"

/* Why a request is refused, in the order in which they are asked. */
enum extension_refusal {
    EXTENSION_NOT_REFUSED,
    EXTENSION_NOT_CURRENT_UNIT, /* only who holds a case can ask */
    EXTENSION_NOT_DESIGNATED,   /* art.14 knows no extension */
    EXTENSION_INCOMPLETE,       /* a reason and a day have to be given */
    EXTENSION_LATE,             /* it is to be asked for before the case is due */
    EXTENSION_NOT_LATER,        /* the day is not after the one on which the case is due */
    EXTENSION_REFUSALS
};
extern const char *const extension_refusal_words[EXTENSION_REFUSALS];

struct extension_facts {
    bool is_current_unit;
    bool designated;
    bool has_reason, has_until;
    day_number until;     /* the day asked for */
    instant recorded;     /* timeliness goes by it */
    struct limit current; /* the clock as it runs */
};

enum extension_refusal extension_refusal(const struct extension_facts *facts);

struct extension_proposal {
    bool grants;      /* else an officer decides, the reason says why */
    day_number until; /* not after the policy's most */
    const char *reason;
    const char *policy; /* the member whose number decided; NULL: none */
};

/* What is proposed for a request that was not refused. `due` is the day on which the five days of
 * art.18 end: the policy's most is counted from it, however often a unit asks. */
struct extension_proposal extension_propose(const struct deadline_rules *rules,
                                            const struct calendar *calendar,
                                            const struct extension_facts *facts, day_number due);

#endif
