/* art.14 and 16 to 18: what becomes of a unit's request to be relieved of a case, in the order of
 * the regulation. Pure: plain facts and the directory in, a refusal or a proposal out; the decision
 * is a person's. */
#ifndef H12_RULES_RETURN_REQUEST_H
#define H12_RULES_RETURN_REQUEST_H

#include "lib/base/civil.h"
#include "lib/rules/directory.h"
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
    bool is_assistant; /* a co-handler of the current round: decided apart, never counted */
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

/* Within one house there is no "other department": a government answers for the department of its
 * own that holds a case, and the other way round (art.7). */
bool same_house(const struct unit *a, const struct unit *b);

enum return_decision {
    DECISION_NONE, /* nothing can be proposed: a person has to decide */
    DECISION_TRANSFER,
    DECISION_CONTINUE,
    DECISION_JOINT,
    DECISION_DESIGNATE,
    DECISION_CONSULT, /* the staffing office is asked */
    DECISION_GROUP,   /* the coordination group is */
    DECISIONS
};
/* none transfer continue joint designate consult group */
extern const char *const return_decision_words[DECISIONS];

/* art.17 is for cases that were returned often; these decisions are its own. */
bool decision_is_of_art17(enum return_decision decision);

enum { RESPONSIBLE_MAX = 8, RECEIVERS_MAX = 32, DISPUTED_MAX = 64 };

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
    const struct unit *disputed[DISPUTED_MAX]; /* who returned it, and who was named (art.17) */
    size_t disputed_count;
    struct span matter_line; /* SPAN_NONE: the matter is not known */
    const struct directory *directory;
    day_number day;          /* as of which the directory is asked */
    bool is_assistant;       /* a co-handler asks */
    int returns;             /* counted ones, with this */
    int designation_returns; /* policy: art.17 from this one on */
};

struct return_proposal {
    enum return_decision decision;
    const char *basis; /* "art.16(1)" */
    const char *reason;
    const struct unit *lead; /* of transfer, joint and designate */
    const struct unit *co[RESPONSIBLE_MAX];
    size_t co_count;
};

/* Adds a unit to those in dispute, once. NULL adds nothing. */
void disputed_add(struct return_question *question, const struct unit *unit);

/* art.7: between a government and its own departments it is the government's to say who acts. */
bool propose_within_house(const struct return_question *question, struct return_proposal *proposal);

/* art.16(1): a matter of other departments goes to them. */
bool propose_transfer(const struct return_question *question, struct return_proposal *proposal);
/* art.16(2): a matter of no other department stays, with an explanation. */
bool propose_continue(const struct return_question *question, struct return_proposal *proposal);
/* art.16(3): a matter of this unit and others is led by whoever received it first. */
bool propose_joint(const struct return_question *question, struct return_proposal *proposal);
/* art.16(3), for a co-handler that asks out: it stays where the matter is its own too. */
void propose_for_assistant(const struct return_question *question,
                           struct return_proposal *proposal);

/* art.17(1): districts in dispute over one line: the city department of that line. */
bool propose_one_line(const struct return_question *question, struct return_proposal *proposal);
/* art.17(2): over several: of their city departments, the one that received the case first. */
bool propose_several_lines(const struct return_question *question,
                           struct return_proposal *proposal);
/* art.17(3): whoever else it may be: the staffing office is asked. */
void propose_consultation(struct return_proposal *proposal);

/* What art.16 and 17 have the hotline do with a valid request. */
void return_propose(const struct return_question *question, struct return_proposal *proposal);

/* The basis of a decision, whoever takes it. */
const char *return_decision_basis(enum return_decision decision);

#endif
