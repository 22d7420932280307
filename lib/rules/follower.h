/* One order for repeats (art.28): what becomes of a request that repeats a case which was open when
 * it came, a follower, as that earlier case goes on. Pure. The draft says nothing of repeats of
 * what is still open; only art.28(1) speaks of those of what is finished, and h12-intake goes by
 * it. */
#ifndef H12_RULES_FOLLOWER_H
#define H12_RULES_FOLLOWER_H

#include "lib/rules/terms.h"

#include <stdbool.h>

/* Where the earlier case is. */
enum earlier_place { EARLIER_HERE, EARLIER_ELSEWHERE, EARLIER_NOWHERE };

struct follower_facts {
    enum state follower;
    bool is_new;    /* it says more than the earlier one did */
    bool passed_on; /* and the earlier case tells of it already */
    enum earlier_place place;
    enum state earlier; /* where it is here */
    bool has_unit;      /* a unit has or had the earlier case */
    bool same_units;    /* who is the follower's, lead and co-handlers */
};

enum follow {
    FOLLOW_NOTHING, /* it waits, or it is no concern */
    FOLLOW_MOVE,    /* a new round with the units of the earlier case */
    FOLLOW_END,     /* it ends as the earlier case did */
    FOLLOW_PART,    /* it is a case of its own from now on */
};

struct follower_answer {
    enum follow follow;
    bool pass_on;       /* the earlier case is to tell of it */
    const char *reason; /* of a parting, one of part_reasons */
};

/* Why a follower parts from its earlier case. */
enum part_reason {
    PART_ABSENT,
    PART_NOT_ACCEPTED,
    PART_NEWS,
    PART_OWN_WAY,
    PART_CIRCLE,
    PART_REASONS
};
extern const char *const part_reasons[PART_REASONS];

/* Whether a follower in that state still has somewhere to go: it is a link to its earlier case. */
bool follower_is_open(enum state state);
/* Whether it is accepted, and nobody but the hotline and the tools has moved it yet. */
bool follower_goes_along(enum state state);

struct follower_answer follower_decide(const struct follower_facts *facts);

#endif
