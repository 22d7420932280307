/* The officers' and units' word on a case's routing, as events: a dispatch that releases triage or
 * corrects the hotline's own (art.13), a handover to a linked service (art.24), and the
 * acknowledgement of an alert (art.13(3)). */
#ifndef H12_CASE_ROUTE_DECISIONS_H
#define H12_CASE_ROUTE_DECISIONS_H

#include "lib/case/assignment.h"
#include "lib/case/event_log.h"
#include "lib/case/holding.h"
#include "lib/case/replaced.h"
#include "lib/case/routing.h"

/* The columns of the decision file, behind the four that all event files have. */
enum {
    ROUTE_KIND = EVENT_OWN,
    ROUTE_UNIT,
    ROUTE_CO,
    ROUTE_MATTER,
    ROUTE_DISTRICT,
    ROUTE_TO,
    ROUTE_OFFICER,
    ROUTE_REASON,
    ROUTE_COLUMNS
};
extern const struct event_plan route_event_plan;

/* One case while decisions are applied to it. */
struct decided_case {
    const struct dispatch_desk *desk;
    struct record *record;
    struct event_log log; /* zero it once; its buffer is reused */
    enum state state;
    enum kind kind;
    enum urgency urgency;
    bool designated;
    day_number received;
    struct span matter; /* a code */
    struct assignment assignment;
    bool has_alert;
    struct alert alert;
    struct holding holding;
    struct replaced replaced;
    bool alerted; /* anew, by a decision: the alert is to be told */
};

/* Reads a case; false with a fault in the record. */
bool decided_case_read(struct decided_case *c, const struct dispatch_desk *desk,
                       struct record *record, enum state state);
/* Applies one event. A dispatch is for a case in `accepted`, `triage` or `assigned`, a handover for
 * one in `accepted` or `triage`, an acknowledgement for one with an alert that nobody has
 * acknowledged. */
enum event_verdict decided_case_apply(struct decided_case *c, const struct event *event,
                                      struct fault *fault);
/* Writes what has changed back into the record. */
void decided_case_write(struct decided_case *c);
void decided_case_release(struct decided_case *c);

#endif
