/* Applies the events of h12-reply to one case: the units' replies (art.15, 18(2)), and the
 * hotline's reviews of them (art.11(1), 12(1)). */
#ifndef H12_CASE_REPLY_EVENTS_H
#define H12_CASE_REPLY_EVENTS_H

#include "lib/case/reply_case.h"

extern const struct event_plan reply_event_plan;

/* Applies one event; the fault says why it is rejected. */
enum event_verdict reply_case_apply(struct reply_case *c, const struct event *event,
                                    struct fault *fault);

#endif
