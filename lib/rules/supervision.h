/* art.19: which cases the hotline pushes ahead, class by class, and what of its powers (art.11(3),
 * 12) answers which class. Pure: what a case has gone through in, what is to be supervised and
 * since when out; whether something is done about it, an officer decides. */
#ifndef H12_RULES_SUPERVISION_H
#define H12_RULES_SUPERVISION_H

#include "lib/base/civil.h"
#include "lib/base/span.h"
#include "lib/rules/terms.h"

#include <stdbool.h>
#include <stddef.h>

/* The draft gives none of these numbers. */
struct supervision_rules {
    int rounds;         /* from this handing over on it is many times (art.19(3)) */
    int urge_before;    /* working days before the due day on which a unit is reminded */
    int urge_every;     /* working days between notices once it is late */
    int leader_after;   /* so many notices of a late case, then one to the unit's leader */
    int critical_hours; /* hours between notices of a critical case, round the clock */
};

/* The four classes of art.19, and what its second paragraph hands to the inspection body. */
enum supervision_class {
    SUPERVISION_PASSED_ON,
    SUPERVISION_UNCLEAR,
    SUPERVISION_HANDED_OVER,
    SUPERVISION_DANGER,
    SUPERVISION_JOINT,
    SUPERVISION_CLASSES
};
extern const char *const supervision_bases[SUPERVISION_CLASSES]; /* art.19(1) ... art.19 */

/* A set of classes: a bit each. */
#define SUPERVISION_BIT(class) (1u << (class))

/* Where in a case something stands that supports an item. */
enum supervision_source {
    MARK_NONE,
    MARK_HISTORY, /* an entry, by its place from 0 */
    MARK_RETURN,  /* the rest by their ids */
    MARK_REPLY,
    MARK_RATING,
    MARK_ALERT,
    MARK_URGENCY,
    MARK_DEADLINE,
    SUPERVISION_SOURCES
};

struct supervision_mark {
    enum supervision_source source;
    size_t entry;
    struct span id;
    instant at; /* when it happened */
};

struct supervision_round {
    struct supervision_mark mark;
    int number; /* from 1 */
    enum cause cause;
    bool several; /* units: it has co-handlers, or is joint */
};

/* A rating that says another thing than the reply that it is about. */
struct supervision_odds {
    struct supervision_mark rating, reply;
};

enum { SUPERVISION_MARKS_MAX = 64, SUPERVISION_ROUNDS_MAX = 128, ITEM_EVIDENCE_MAX = 2 };

/* What a case has gone through, each list in the order of time. */
struct supervision_facts {
    struct supervision_round rounds[SUPERVISION_ROUNDS_MAX];
    size_t round_count;
    struct supervision_mark returns[SUPERVISION_MARKS_MAX]; /* those that count */
    size_t return_count;
    struct supervision_mark asked[SUPERVISION_MARKS_MAX]; /* the bodies of art.17(3), (4) */
    size_t asked_count;
    struct supervision_odds odds[SUPERVISION_MARKS_MAX];
    size_t odds_count;
    struct supervision_mark danger;  /* MARK_NONE: the case is not critical */
    struct supervision_mark overdue; /* MARK_NONE: it is not late; else since when */
};

/* After an item was answered, only what happened since calls for another: `after`, INSTANT_NONE at
 * first. Nothing that is later than `now` is looked at. */
struct supervision_period {
    instant after, now;
};

/* What is found; `reason` and `policy` are literals. */
struct supervision_finding {
    instant since;
    const char *reason;
    const char *policy; /* the member whose number decided; NULL: none */
    struct supervision_mark evidence[ITEM_EVIDENCE_MAX];
    size_t evidence_count;
};

/* art.19(1): several units or functions, and passed on or not handled as it should be: reworked,
 * returned again, or late. Each is false where there is nothing to supervise. */
bool supervise_passed_on(const struct supervision_facts *facts,
                         const struct supervision_period *period,
                         struct supervision_finding *finding);
/* art.19(2): whose it is is unclear, or the result is not what whoever asked says. */
bool supervise_unclear(const struct supervision_facts *facts,
                       const struct supervision_period *period,
                       struct supervision_finding *finding);
/* art.19(3): handed over many times. */
bool supervise_handed_over(const struct supervision_rules *rules,
                           const struct supervision_facts *facts,
                           const struct supervision_period *period,
                           struct supervision_finding *finding);
/* art.19(4): livelihood and safety, urgent. */
bool supervise_danger(const struct supervision_facts *facts,
                      const struct supervision_period *period, struct supervision_finding *finding);
/* art.19, the second paragraph: handed over many times, and late all the same. */
bool supervise_joint(const struct supervision_rules *rules, const struct supervision_facts *facts,
                     const struct supervision_period *period, struct supervision_finding *finding);
/* The one of a class. */
bool supervise(enum supervision_class class, const struct supervision_rules *rules,
               const struct supervision_facts *facts, const struct supervision_period *period,
               struct supervision_finding *finding);

/* What the hotline, or a person, did. */
enum supervision_kind {
    ACTION_URGE,         /* art.11(1) */
    ACTION_REDO_OPINION, /* art.12(1) */
    ACTION_FILES,        /* art.12(2) */
    ACTION_REPORT,       /* art.12(3) */
    ACTION_MEETING,      /* art.12(4) */
    ACTION_ON_SITE,      /* art.11(3) */
    ACTION_JOINT,        /* art.19 */
    ACTION_FINDING,      /* art.27 */
    ACTION_SESSION,      /* art.26 */
    ACTION_KINDS
};
extern const char *const supervision_kind_words[ACTION_KINDS];

/* art.27: what a person found of somebody's conduct. */
enum conduct { CONDUCT_ATTITUDE, CONDUCT_LEAK, CONDUCTS };
extern const char *const conduct_words[CONDUCTS]; /* attitude leak */

/* The article of an action; `conduct` only of a finding. */
const char *supervision_kind_basis(enum supervision_kind kind, enum conduct conduct);
/* The classes that it answers where nobody says otherwise. */
unsigned supervision_kind_answers(enum supervision_kind kind);
/* Whether it is over as it is made; the rest is once its outcome is known. */
bool supervision_kind_is_instant(enum supervision_kind kind);
/* Whether it concerns a case that is open; a finding and a session are facts of any. */
bool supervision_kind_needs_open(enum supervision_kind kind);

/* Whether a case in this state can be pushed ahead at all. */
bool supervision_is_open(enum state state);

#endif
