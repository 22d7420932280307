/* Applies the events of h12-return to one case: requests of units (art.14), and the hotline's
 * decisions on them (art.16 to 18). */
#ifndef H12_CASE_RETURN_EVENTS_H
#define H12_CASE_RETURN_EVENTS_H

#include "lib/case/return_case.h"

/* The columns of the request file, behind the four that all event files have. */
enum {
    RETURN_KIND = EVENT_OWN,
    RETURN_REQUEST,
    RETURN_UNIT,
    RETURN_REASON,
    RETURN_BASIS,
    RETURN_SUGGESTED_UNIT,
    RETURN_DECISION,
    RETURN_TO,
    RETURN_CO,
    RETURN_OFFICER,
    RETURN_COLUMNS
};
extern const struct event_plan return_event_plan;

/* Applies one event; the fault says why it is rejected. */
enum event_verdict return_case_apply(struct return_case *c, const struct event *event,
                                     struct fault *fault);

#endif
