/* What an officer does about a requester beside deciding on the request (art.28(2), (3)):
 * `restriction` and `police`. Never by itself, and nothing that is done to the case. */
#ifndef H12_CASE_ACCEPTANCE_MEASURES_H
#define H12_CASE_ACCEPTANCE_MEASURES_H

#include "lib/case/acceptance_events.h"

/* art.28(2): for a short time, with an end, and never where somebody is in danger. False with a
 * fault where it is not so. */
bool acceptance_restrict(struct acceptance_case *c, const struct event *event, struct fault *fault);

/* art.28(3): what may be unlawful goes to the police. False with a fault without a reason. */
bool acceptance_refer(struct acceptance_case *c, const struct event *event, struct fault *fault);

#endif
