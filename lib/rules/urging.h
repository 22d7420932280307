/* art.11(1), 11(3), 13(3): when the unit that has a case is urged, and how: reminded before the due
 * day, on the day after it, every so many days, then through its leader; what is critical in hours,
 * round the clock. Pure: how the case stands and what was sent in, what is to be sent out. */
#ifndef H12_RULES_URGING_H
#define H12_RULES_URGING_H

#include "lib/rules/deadline.h"
#include "lib/rules/supervision.h"

enum urge_level {
    URGE_BEFORE,   /* it will be due */
    URGE_CRITICAL, /* it is critical, and not late yet */
    URGE_ALERT,    /* nobody has said that they know of the alert */
    URGE_LATE,
    URGE_LEADER, /* late, and urged often enough */
    URGE_LEVELS
};
extern const char *const urge_level_words[URGE_LEVELS]; /* before critical alert late leader */

/* What was sent so far. The ladder begins anew with another unit or another due time. */
struct urges {
    int count;             /* all notices of the case */
    enum urge_level level; /* of the last, likewise below; nothing where count is 0 */
    struct span unit;
    instant at;
    instant due_at; /* what it was about: when the case, or the alert's answer, is due */
    int late;       /* notices of that unit and due time once it was over */
};

struct urge_facts {
    struct span unit; /* that leads; SPAN_NONE: no unit has the case, or its clock is not known */
    instant due_at;   /* of the case */
    bool critical;    /* hours, not working days */
    instant since;    /* a critical case: since when the unit knows of it */
    struct span alerted;  /* the unit of an alert without an answer; SPAN_NONE: there is none */
    instant response_due; /* of that answer */
    instant now;
};

/* What is to be sent now. */
struct urge {
    enum urge_level level;
    struct span unit;
    const char *basis;
    const char *policy; /* the member whose number decided; NULL: none */
    instant due_at;
    bool about_alert;
    bool in_hours; /* not on working days only */
    int late;      /* as `urges` counts, with this one */
};

/* Whether something is to be sent. */
bool urge_is_due(const struct supervision_rules *rules, const struct deadline_rules *clock,
                 const struct calendar *calendar, const struct urges *sent,
                 const struct urge_facts *facts, struct urge *urge);

#endif
