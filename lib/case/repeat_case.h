/* One case while h12-repeat changes it: a follower that goes with its earlier case, or the earlier
 * case that is told of it (art.28). What happens is an event that the tool makes itself, of all
 * that it knows of the other case, so that history alone tells it again. */
#ifndef H12_CASE_REPEAT_CASE_H
#define H12_CASE_REPEAT_CASE_H

#include "lib/case/assignment.h"
#include "lib/case/deadline.h"
#include "lib/case/event_log.h"
#include "lib/case/holding.h"

/* The members of such an event, as `input` in history has them. */
enum {
    REPEAT_KIND = EVENT_OWN,
    REPEAT_OTHER,    /* the other case */
    REPEAT_RECEIVED, /* of what repeats: when it came */
    REPEAT_NEW,      /* and whether it says anything new */
    REPEAT_LEAD,     /* of a round: the earlier case's units, cause and basis */
    REPEAT_CO,
    REPEAT_CAUSE,
    REPEAT_BASIS,
    REPEAT_STATE,   /* of an end: how the earlier case ended */
    REPEAT_STOPPED, /* and when its clock stopped */
    REPEAT_REASON,  /* of a parting */
    REPEAT_COLUMNS
};
extern const struct event_plan repeat_event_plan;

enum repeat_kind { REPEAT_REPEATED, REPEAT_MOVED, REPEAT_ENDED, REPEAT_PARTED, REPEAT_KINDS };
extern const char *const repeat_kind_words[REPEAT_KINDS];

/* What does not change from case to case. */
struct repeat_desk {
    const struct calendar *calendar; /* the city's */
    struct deadline_names names;
    instant now;
};

struct repeat_case {
    const struct repeat_desk *desk;
    struct record *record;
    struct event_log log; /* zero it once; its buffer is reused */
    enum state state;
    bool has_assignment;
    struct assignment assignment;
    struct holding holding;
    struct buffer told; /* elements of `repeats`; zero it once */
    struct json telling;
};

/* Reads a case; false with a fault in the record. */
bool repeat_case_read(struct repeat_case *c, const struct repeat_desk *desk, struct record *record,
                      enum state state);

/* Makes an event of now out of the columns from REPEAT_KIND on: fills in the others, and what goes
 * to history. What it is made of is in the record's arena. */
void repeat_event_make(struct repeat_case *c, struct event *event,
                       struct span values[REPEAT_COLUMNS]);

/* Applies an event; false with a fault where it is none of h12-repeat's. */
bool repeat_case_apply(struct repeat_case *c, const struct event *event, struct fault *fault);

/* Writes what has changed back into the record. */
void repeat_case_write(struct repeat_case *c);
void repeat_case_release(struct repeat_case *c);

#endif
