/* art.15: what a unit's reply to the citizen has to say, and art.12(1): what the hotline makes of
 * it. Pure: plain facts in; what is lacking, what is proposed and what shows a reviewer where to
 * look out. The decision is a person's. */
#ifndef H12_RULES_REPLY_H
#define H12_RULES_REPLY_H

#include "lib/rules/terms.h"

#include <stdbool.h>
#include <stddef.h>

/* What a unit says of its handling, as the record spells it. */
enum reply_field {
    REPLY_INFORMED_AT,
    REPLY_INFORMED_HOW,
    REPLY_FACTUAL,
    REPLY_PROCESS,
    REPLY_PROCESS_AT,
    REPLY_PROCESS_MANNER,
    REPLY_OPINION,
    REPLY_OPINION_LIMIT,
    REPLY_LAW,
    REPLY_LAW_LIMIT,
    REPLY_RESPONDER,
    REPLY_SUGGESTED_UNIT,
    REPLY_REASON,
    REPLY_BASIS,
    REPLY_PLAN,
    REPLY_SATISFACTION,
    REPLY_FIELDS
};
extern const char *const reply_field_words[REPLY_FIELDS];

enum reply_kind {
    REPLY_FINAL, /* of the unit that leads */
    REPLY_STAGE, /* art.18(2): how the case stands; stops nothing */
    REPLY_PART,  /* a co-handler's, to its part */
    REPLY_KINDS
};
extern const char *const reply_kind_words[REPLY_KINDS]; /* final stage part */

extern const char *const factual_words[];               /* yes partly no */
extern const char *const reported_satisfaction_words[]; /* satisfied basic dissatisfied unknown */
enum { FACTUAL_WORDS = 3, SATISFACTION_WORDS = 4 };

/* What the policy says of replies. */
struct reply_rules {
    int min_length;      /* signs; a shorter reply is flagged */
    int same_words;      /* as many cases with the same words are flagged */
    double min_likeness; /* to the request, 0 to 1; a reply that is less like it is flagged */
    bool automatic;      /* proposals are applied without a person */
};

/* A reply, and what of the case decides which items it has to have. */
struct reply_facts {
    bool has[REPLY_FIELDS];
    bool has_statute;     /* another law sets a limit for the matter */
    bool limit_after_due; /* the handling limit is after the day on which the case is due */
    bool limit_is_ahead;  /* and after the day of the reply: there is something left to do */
};

/* art.15(5): the unit has found that the case is not its own. */
bool reply_disclaims(const struct reply_facts *facts);
/* The reply promises later work: a plan, or a handling limit that is ahead. */
bool reply_promises(const struct reply_facts *facts);

/* What is due and not there. */
struct reply_lacks {
    bool fields[REPLY_FIELDS];
    size_t count;
};

/* art.15, opening words: the citizen is told. */
void reply_lacks_telling(const struct reply_facts *facts, struct reply_lacks *lacks);
/* art.15(1): whether it is true. */
void reply_lacks_truth(const struct reply_facts *facts, struct reply_lacks *lacks);
/* art.15(2): what was looked into or mediated and with what result, when and how. */
void reply_lacks_process(const struct reply_facts *facts, struct reply_lacks *lacks);
/* art.15(3): the opinion and by when; where a law sets a limit, its name and the limit. Not asked
 * of a unit that the case is not for. */
void reply_lacks_opinion(const struct reply_facts *facts, struct reply_lacks *lacks);
/* art.15(4): who replies; the time is the event's own. */
void reply_lacks_responder(const struct reply_facts *facts, struct reply_lacks *lacks);
/* art.15(5): whose it is instead, why and on what basis; only where it is not the unit's. */
void reply_lacks_transfer(const struct reply_facts *facts, struct reply_lacks *lacks);
/* art.15(6): a plan; only where there is something left to do, and it takes longer than the case's
 * limit. */
void reply_lacks_plan(const struct reply_facts *facts, struct reply_lacks *lacks);
/* art.15, closing words: the hotline is told how satisfied the citizen is. */
void reply_lacks_satisfaction(const struct reply_facts *facts, struct reply_lacks *lacks);

/* All of it, for a final reply or a co-handler's. */
struct reply_lacks reply_lacking(const struct reply_facts *facts);
/* art.18(2), for a report on how the case stands: the citizen is told, and what was done. */
struct reply_lacks stage_lacking(const struct reply_facts *facts);

/* The item that asks for a field: "art.15(2)". */
const char *reply_field_basis(enum reply_field field);

/* Where a reviewer may look: signs, no verdicts. */
enum reply_sign { SIGN_SHORT, SIGN_SAME_WORDS, SIGN_OFF_TOPIC, REPLY_SIGNS };
extern const char *const reply_sign_words[REPLY_SIGNS]; /* short same_words off_topic */

struct reply_measures {
    int length;       /* signs of what it says */
    int same_words;   /* cases with a reply of the same words, this one among them */
    double likeness;  /* to the request */
    bool has_request; /* the case has words to compare with */
};
/* Whether the sign shows. */
bool reply_shows(enum reply_sign sign, const struct reply_rules *rules,
                 const struct reply_measures *measures);
/* The policy member whose number decides. */
const char *reply_sign_policy(enum reply_sign sign);

enum reply_decision {
    REPLY_UNDECIDED,
    REPLY_APPROVE,
    REPLY_REWORK,
    REPLY_TRANSFER,
    REPLY_DECISIONS
};
extern const char *const reply_decision_words[REPLY_DECISIONS]; /* none approve rework transfer */

/* What a review is about. */
struct review_facts {
    bool is_complete;
    bool disclaims;  /* art.15(5) */
    bool promises;   /* later work */
    bool has_until;  /* and the day by which it is to be done is known, and ahead */
    bool designated; /* art.18: the unit must handle the case */
    bool names_unit; /* somebody else than who has it, and valid */
};

struct review_proposal {
    enum reply_decision decision;
    const char *reason;
};

/* What is proposed for a reply that waits. */
struct review_proposal review_propose(const struct review_facts *facts);

/* Why a decision can't be taken on a reply, and the member that it hangs on; NULL: it can. */
struct review_objection {
    const char *code, *field, *reason;
};
struct review_objection review_objection(enum reply_decision decision,
                                         const struct review_facts *facts);

/* The article that a decision rests on: art.11(1), 12(1), 15(5). */
const char *review_basis(enum reply_decision decision);
/* What becomes of the case. */
enum state review_state(enum reply_decision decision, bool promises);

#endif
