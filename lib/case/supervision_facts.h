/* What a record says a case has gone through, for the rules of art.19, and how its clock and its
 * alert stand, for those of urging. */
#ifndef H12_CASE_SUPERVISION_FACTS_H
#define H12_CASE_SUPERVISION_FACTS_H

#include "lib/case/alert.h"
#include "lib/case/assignment.h"
#include "lib/case/callback.h"
#include "lib/case/replies.h"
#include "lib/case/returns.h"
#include "lib/rules/supervision.h"

/* What does not change from case to case. */
struct supervision_desk {
    const struct supervision_rules *rules;
    const struct deadline_rules *clock;
    const struct return_rules *returns;
    const struct directory *directory;
    const struct calendar *calendar; /* the city's */
    instant now;
};

/* What is looked at before the rest of a case is: whether there can be anything. */
struct supervision_glance {
    struct assignment assignment;
    bool has_assignment;
    bool critical;
    bool has_alert;
    struct alert alert;
};

/* Room for the members of a case, one after the other; large, so kept from case to case. */
struct supervision_papers {
    struct returns returns;
    struct callback callback;
    struct replies replies;
};

/* The clock of the case. */
struct supervision_clock {
    bool known; /* false: it has none, or what was promised is not known */
    instant due_at;
    instant stopped;
};

/* Reads the little that most cases need; false with a fault. */
bool supervision_glance(struct record *record, struct supervision_glance *glance);
/* Whether anything of the case can call for an item. */
bool supervision_may_be_due(struct record *record, const struct supervision_rules *rules,
                            const struct supervision_glance *glance);

/* The clock by the same rule as everywhere; false with a fault. */
bool supervision_read_clock(struct record *record, enum state state,
                            const struct supervision_desk *desk, struct supervision_clock *clock);

/* All but `overdue`; false with a fault. */
bool supervision_read_facts(struct record *record, const struct supervision_glance *glance,
                            struct supervision_papers *papers, struct supervision_facts *facts);
/* `overdue` as of an instant. */
void supervision_set_overdue(struct supervision_facts *facts, const struct supervision_desk *desk,
                             const struct supervision_clock *clock, instant now);

#endif
