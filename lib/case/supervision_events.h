/* Applies the events of h12-supervise to one case: what the hotline does about it (art.11, 12, 19),
 * what became of that, what a person found of somebody's conduct (art.27), and that a leader's
 * session took the case in (art.26). */
#ifndef H12_CASE_SUPERVISION_EVENTS_H
#define H12_CASE_SUPERVISION_EVENTS_H

#include "lib/case/supervision_case.h"

extern const struct event_plan supervision_event_plan;

/* Applies one event; the fault says why it is rejected. */
enum event_verdict supervision_case_apply(struct supervision_case *c, const struct event *event,
                                          struct fault *fault);

#endif
