/* Applies the events of h12-callback to one case: ratings (art.11(4)), the hotline's findings on
 * bad ones (art.20), withdrawals, and closings (art.28(1)). */
#ifndef H12_CASE_CALLBACK_EVENTS_H
#define H12_CASE_CALLBACK_EVENTS_H

#include "lib/case/callback_case.h"

extern const struct event_plan callback_event_plan;

/* Applies one event; the fault says why it is rejected. */
enum event_verdict callback_case_apply(struct callback_case *c, const struct event *event,
                                       struct fault *fault);

#endif
