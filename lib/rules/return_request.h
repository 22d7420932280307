/* art.14 and 16 to 18: what becomes of a unit's request to be relieved of a case. Pure: plain facts
 * in, a refusal or a proposal out; the decision is a person's. */
#ifndef H12_RULES_RETURN_REQUEST_H
#define H12_RULES_RETURN_REQUEST_H

#include "lib/base/civil.h"
#include "lib/rules/routing.h"
#include "lib/rules/terms.h"

#include <stdbool.h>
#include <stddef.h>

/* Why a request is refused; the clock runs on. In the order in which they are asked. */
enum refusal {
    REFUSAL_NONE,
    REFUSAL_NOT_CURRENT_UNIT, /* only who holds a case can give it back (art.14) */
    REFUSAL_DESIGNATED,       /* art.18: may not be returned */
    REFUSAL_OWN_ROUND,        /* a rework (12(1)) or redo (20) is the unit's own to mend */
    REFUSAL_INCOMPLETE,       /* reason, basis and suggested unit have to be given (art.14) */
    REFUSAL_LATE,             /* after the window (art.14) */
    REFUSALS
};
extern const char *const refusal_words[REFUSALS];

/* What the policy says of returns. */
struct return_rules {
    int designation_returns; /* art.17: from this return on, 3 */
    bool count_continued;    /* whether one that ended in art.16(2) counts */
    bool automatic;          /* proposals are applied without a person */
};

struct return_facts {
    bool is_current_unit;
    bool designated;
    enum cause cause; /* of the current round */
    bool has_reason, has_basis, has_suggested_unit;
    bool has_window;
    instant window_end; /* the last instant of the window */
    instant recorded;   /* when the hotline had the request: timeliness goes by it */
};

enum refusal return_refusal(const struct return_facts *facts);
/* The article that a refusal rests on. */
const char *refusal_basis(enum refusal refusal);
/* The policy member whose number a refusal rests on; NULL where it is the regulation's own. */
const char *refusal_policy(enum refusal refusal);

enum return_decision {
    DECISION_NONE, /* nothing can be proposed: a person has to decide */
    DECISION_TRANSFER,
    DECISION_CONTINUE,
    DECISION_JOINT,
    DECISION_DESIGNATE,
    DECISIONS
};
extern const char *const return_decision_words[DECISIONS];

enum { RESPONSIBLE_MAX = 8, RECEIVERS_MAX = 32 };

/* Units that are responsible for a case, without repeats. */
struct responsible {
    const struct unit *units[RESPONSIBLE_MAX];
    size_t count;
};

void responsible_add(struct responsible *responsible, const struct unit *unit);
bool responsible_has(const struct responsible *responsible, const struct unit *unit);

struct return_question {
    const struct unit *unit;                     /* that asks */
    const struct unit *suggested;                /* NULL: a name that the directory does not know */
    const struct responsible *responsible;       /* by the directory and the matter */
    const struct unit *receivers[RECEIVERS_MAX]; /* who received the case, the first first */
    size_t receiver_count;
    int returns;             /* counted ones, with this */
    int designation_returns; /* policy: art.17 from this one on */
};

struct return_proposal {
    enum return_decision decision;
    const char *basis; /* "art.16(1)" */
    const char *reason;
    const struct unit *lead; /* of transfer and joint */
    const struct unit *co[RESPONSIBLE_MAX];
    size_t co_count;
};

/* art.16(1): a matter of other departments goes to them. */
bool propose_transfer(const struct return_question *question, struct return_proposal *proposal);
/* art.16(2): a matter of no other department stays, with an explanation. */
bool propose_continue(const struct return_question *question, struct return_proposal *proposal);
/* art.16(3): a matter of this unit and others is led by whoever received it first. */
bool propose_joint(const struct return_question *question, struct return_proposal *proposal);
/* What art.16 and 17 have the hotline do with a valid request. */
void return_propose(const struct return_question *question, struct return_proposal *proposal);

/* The basis of a decision, whoever takes it. */
const char *return_decision_basis(enum return_decision decision);

#endif
