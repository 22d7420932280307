/* What the hotline makes of a final reply that waits: what is proposed, a person's review, or a
 * proposal applied at once (art.11(1), 12(1), 15(5)). */
#ifndef H12_CASE_REPLY_REVIEW_H
#define H12_CASE_REPLY_REVIEW_H

#include "lib/case/reply_case.h"

/* Sets the entry's proposal; what it is comes back. */
struct review_proposal reply_propose(const struct reply_case *c, struct reply_entry *entry);

/* A proposal, without a person; nothing where none could be made. */
void reply_apply_proposal(struct reply_case *c, struct reply_entry *entry,
                          const struct review_proposal *proposal);

/* A person's review. */
enum event_verdict reply_apply_review(struct reply_case *c, const struct event *event,
                                      struct fault *fault);

#endif
