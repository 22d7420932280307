/* The whole reckoning of one case's routing as text for a person: what the record says, which rows
 * of which tables speak for what and how much, who would have it, and why it goes where it goes.
 * Rows and places only: the words of the citizen stay in the record. */
#ifndef H12_CASE_EXPLANATION_H
#define H12_CASE_EXPLANATION_H

#include "lib/case/routing.h"

/* Appends the text, whatever the state of the case: as if it were routed now. False with a fault.
 */
bool explain_case(const struct dispatch_desk *desk, struct route_scratch *scratch,
                  struct record *record, struct buffer *out);

#endif
