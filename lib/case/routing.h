/* Routing: from an accepted record to the rule's evidence and question, and from its answer to
 * `assignment`, or to `triage` with candidates. Also the officers' decisions that release triage or
 * correct a dispatch. */
#ifndef H12_CASE_ROUTING_H
#define H12_CASE_ROUTING_H

#include "lib/case/assignment.h"
#include "lib/case/event_log.h"
#include "lib/case/state.h"
#include "lib/rules/directory.h"
#include "lib/rules/lexicon.h"

/* The columns of the decision file, behind the four that all event files have. */
enum {
    ROUTE_UNIT = EVENT_OWN,
    ROUTE_CO,
    ROUTE_MATTER,
    ROUTE_DISTRICT,
    ROUTE_OFFICER,
    ROUTE_REASON,
    ROUTE_COLUMNS
};
extern const struct event_plan route_event_plan;

/* What does not change from case to case. */
struct dispatch_desk {
    const struct route_rules *rules;
    const struct directory *directory;
    const struct catalogue *catalogue;
    const struct lexicon *lexicon;
    instant now;
};

/* Buffers that are reused from case to case; zero it once. */
struct route_scratch {
    struct buffer evidence;
    struct buffer history;
};

/* Routes an accepted case: sets `assignment` and the state `assigned`, or `triage` and the state
 * `triage`; `matter` and `district` where the text gave them. False with a fault. */
bool route_case(const struct dispatch_desk *desk, struct route_scratch *scratch,
                struct record *record);
void route_scratch_release(struct route_scratch *scratch);

/* One case while officers' decisions are applied to it. */
struct decided_case {
    const struct dispatch_desk *desk;
    struct record *record;
    struct event_log log; /* zero it once; its buffer is reused */
    enum state state;
    enum kind kind;
    bool designated;
    day_number received;
    struct assignment assignment;
};

/* Reads a case; false with a fault in the record. */
bool decided_case_read(struct decided_case *c, const struct dispatch_desk *desk,
                       struct record *record, enum state state);
/* Applies one officer's decision to a case in `accepted`, `triage` or `assigned`. */
enum event_verdict decided_case_apply(struct decided_case *c, const struct event *event,
                                      struct fault *fault);
/* Writes what has changed back into the record. */
void decided_case_write(struct decided_case *c);

#endif
