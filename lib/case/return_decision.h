/* What the hotline does with a request that waits: a person's decision, a proposal applied at once,
 * the staffing office's opinion or the coordination group's decision (art.16, 17). */
#ifndef H12_CASE_RETURN_DECISION_H
#define H12_CASE_RETURN_DECISION_H

#include "lib/case/return_case.h"

/* A decision of its own on a request that is named. */
enum event_verdict return_apply_decision(struct return_case *c, const struct event *event,
                                         struct fault *fault);

/* The decision that stands in the request's own row; false with a fault, where nothing was done. */
bool return_apply_own_decision(struct return_case *c, const struct event *event,
                               struct return_entry *entry, const struct return_proposal *proposal,
                               struct fault *fault);

/* A proposal, without a person. */
void return_apply_proposal(struct return_case *c, struct return_entry *entry,
                           const struct return_proposal *proposal);

/* A body of art.17 whose word an event of that kind is: the staffing office's opinion (3), the
 * coordination group's decision (4). NULL where the kind is neither. */
struct body;
const struct body *return_body(struct span kind);
/* Its word: it names a unit, which is designated, or none. */
enum event_verdict return_apply_word(struct return_case *c, const struct body *body,
                                     const struct event *event, struct fault *fault);

#endif
