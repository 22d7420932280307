/* What h12-return proposes for a request: gathers what art.16 and 17 look at, asks the rules, and
 * writes the proposal with its evidence. */
#ifndef H12_CASE_RETURN_PROPOSAL_H
#define H12_CASE_RETURN_PROPOSAL_H

#include "lib/case/return_case.h"

/* Fills the rule's answer for a request that waits. `responsible` is who the tables say is
 * responsible, the proposal's evidence. */
void return_case_propose(const struct return_case *c, const struct return_entry *entry,
                         struct responsible *responsible, struct return_proposal *proposal);

/* The proposal as JSON, kept as long as the record. */
struct span return_proposal_json(const struct return_case *c, const struct responsible *responsible,
                                 const struct return_proposal *proposal);

#endif
