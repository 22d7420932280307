/* Routing: an accepted case is answered (`answer`), given to a unit (`assignment`), handed over
 * (`handover`), or waits in `triage` with candidates; a critical one is alerted whatever becomes of
 * it. From the rules' answer back into the record. */
#ifndef H12_CASE_ROUTING_H
#define H12_CASE_ROUTING_H

#include "lib/case/alert.h"
#include "lib/case/reckoning.h"
#include "lib/case/replaced.h"

/* Buffers that are reused from case to case, and what is to be told of the case beside its record;
 * zero it once. */
struct route_scratch {
    struct buffer evidence;
    struct buffer history;
    struct buffer reason;
    struct buffer more; /* members of the history entry of the step */
    struct replaced replaced;
    struct knowledge_scratch asking;

    bool alerted;
    struct alert alert;
    bool asked;                        /* the knowledge base was, in vain */
    struct knowledge_answer knowledge; /* what it said */
    const struct unit *unit;           /* who will answer instead; NULL: not known yet */
};

/* Routes an accepted case: sets the state and the members of it; `matter` and `district` where the
 * text gave them. False with a fault. */
bool route_case(const struct dispatch_desk *desk, struct route_scratch *scratch,
                struct record *record);
void route_scratch_release(struct route_scratch *scratch);

/* Whom to alert: `unit`, or above it, or the hotline's duty unit, the first with a contact. */
const struct unit *alert_whom(const struct dispatch_desk *desk, const struct unit *unit);

#endif
