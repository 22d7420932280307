/* art.11(4), art.20 and art.28(1): what the citizen's rating of a case makes of it, the hotline's
 * own limit to verify one that is not satisfied, and what a closing has to have. Pure: facts in, an
 * answer out; that a case is to be done again, or was done well, an officer finds. */
#ifndef H12_RULES_CALLBACK_H
#define H12_RULES_CALLBACK_H

#include "lib/rules/deadline.h"

/* The draft gives none of these numbers. */
struct callback_rules {
    int attempts;    /* tries to reach who asked, before a case is closed without a rating */
    int reopen_days; /* calendar days in which a bad rating reopens a closed case */
};

enum rater { RATER_REQUESTER, RATER_HOTLINE, RATER_UNIT, RATERS };
extern const char *const rater_words[RATERS];

/* Whether the matter is settled, and how satisfied who asked is, are two questions. */
enum settled { SETTLED_YES, SETTLED_PARTLY, SETTLED_NO, SETTLED_WORDS };
extern const char *const settled_words[SETTLED_WORDS]; /* yes partly no */

enum satisfaction { SATISFIED, SATISFIED_BASIC, DISSATISFIED, SATISFACTIONS };
extern const char *const satisfaction_words[SATISFACTIONS]; /* satisfied basic dissatisfied */

/* art.20: what the officer finds. */
enum finding_word { FINDING_REDO, FINDING_UPHELD, FINDINGS };
extern const char *const finding_words[FINDINGS];

/* What a rating makes of the case. */
enum rating_outcome {
    RATING_REFUSED,
    RATING_TRIED,     /* nobody was reached, there are tries left */
    RATING_UNREACHED, /* nobody was reached at the last try: closed without a rating */
    RATING_CLOSED,    /* satisfied: closed, or it was already */
    RATING_VERIFYING, /* not satisfied: the hotline verifies (art.20) */
    RATING_NOTED,     /* kept for whoever reads the case; it changes nothing */
    RATING_OUTCOMES
};
extern const char *const rating_outcome_words[RATING_OUTCOMES];

enum rating_refusal {
    RATING_NOT_REFUSED,
    RATING_OWN,  /* a unit's rating of itself */
    RATING_LATE, /* the case was closed too long ago */
    RATING_REFUSALS
};
extern const char *const rating_refusal_words[RATING_REFUSALS];

struct rating_facts {
    enum state state;
    enum rater by;
    bool reached;
    enum satisfaction satisfied; /* where somebody was reached */
    int tries;                   /* without success, of this round, before this one */
    bool unrated;                /* no rating counts so far */
    instant recorded;            /* timeliness goes by it */
    instant closed;              /* of a closed case */
};

struct rating_answer {
    enum rating_outcome outcome;
    enum rating_refusal refusal;
    bool counted;       /* in the rate of satisfaction */
    const char *policy; /* the member whose number decided; NULL: none */
};

/* Whether a case in this state can be rated at all. */
bool rating_is_open(enum state state);

struct rating_answer rating_judge(const struct callback_rules *rules,
                                  const struct deadline_rules *clock,
                                  const struct calendar *calendar,
                                  const struct rating_facts *facts);

/* The last instant at which a bad rating reopens a case that was closed then. */
instant reopen_end(const struct callback_rules *rules, const struct deadline_rules *clock,
                   const struct calendar *calendar, instant closed);

/* Whether who asked can still withdraw the request. */
bool withdrawal_is_open(enum state state);

/* art.28(1): what a closing says so far, and is told now. */
struct closing_facts {
    bool has_document; /* the unit's, in writing */
    bool has_approval; /* the hotline's */
    bool is_told;      /* to who asked */
    bool by_unit;      /* by the unit that handled the case */
    instant finished, told;
    instant recorded;
};

/* Which column is at fault: each step needs the one before it. NULL: none. `reason` says why. */
const char *closing_fault(const struct closing_facts *facts, const char **reason);

#endif
