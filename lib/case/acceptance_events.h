/* What officers decide of acceptance (art.9, 10, 28), as events: accept, decline, bar, and later
 * corrections; that a citizen was told; a restriction of who occupies the hotline; a referral to
 * the police. Each needs an officer, and nothing here happens by itself. */
#ifndef H12_CASE_ACCEPTANCE_EVENTS_H
#define H12_CASE_ACCEPTANCE_EVENTS_H

#include "lib/case/acceptance.h"
#include "lib/case/event_log.h"
#include "lib/case/replaced.h"
#include "lib/case/state.h"
#include "lib/rules/directory.h"
#include "lib/rules/screening.h"

/* The columns of the decision file, behind the four that all event files have. */
enum {
    DECIDE_VERDICT = EVENT_OWN,
    DECIDE_GROUND,
    DECIDE_URGENCY,
    DECIDE_MATTER,
    DECIDE_DISTRICT,
    DECIDE_OFFICER,
    DECIDE_REASON,
    DECIDE_EXPLAINED_AT,
    DECIDE_FROM,
    DECIDE_UNTIL,
    DECIDE_COLUMNS
};
extern const struct event_plan acceptance_event_plan;

/* What does not change from case to case. */
struct acceptance_desk {
    const struct explaining *explaining;
    const struct screening *screening; /* for what its rows advise */
    const struct directory *directory; /* to check districts by */
    const struct catalogue *catalogue; /* to check matters by */
    int restriction_days;              /* the longest restriction */
    instant now;
};

/* One case while decisions are applied to it. */
struct acceptance_case {
    const struct acceptance_desk *desk;
    struct record *record;
    struct event_log log;     /* zero both once; their buffers are reused */
    struct replaced replaced; /* of intake's members by the decision at hand */
    enum state state;
    instant received_at;
    day_number received;
    int kind; /* -1: not known */
    enum urgency urgency;
    struct span verdict;   /* as the record has it */
    struct flags flags;    /* what is known of them */
    struct span flags_raw; /* as they stand */
    struct span proposal;  /* as it stands */
    bool bar_proposed;     /* and it is art.28(1)'s */
    struct acceptance_answer answer;
    struct span reason;
    instant explained_at;
    bool decided;                    /* the member has to be written */
    bool explained;                  /* only its explained_at has to */
    struct span restriction, police; /* new ones */
};

/* Reads a case; false with a fault in the record. */
bool acceptance_case_read(struct acceptance_case *c, const struct acceptance_desk *desk,
                          struct record *record, enum state state);
/* Applies one event. */
enum event_verdict acceptance_case_apply(struct acceptance_case *c, const struct event *event,
                                         struct fault *fault);
/* Writes what has changed back into the record. */
void acceptance_case_write(struct acceptance_case *c);
void acceptance_case_release(struct acceptance_case *c);

#endif
