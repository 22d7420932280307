/* `deadline`: from the record to the rule's question, and from its answer to the member. */
#ifndef H12_CASE_DEADLINE_H
#define H12_CASE_DEADLINE_H

#include "lib/record/record.h"
#include "lib/rules/deadline.h"
#include "lib/rules/return_request.h"

#include <stdbool.h>

/* Whether the clock of a case in this state is reckoned; declined, barred and withdrawn cases have
 * none. */
bool deadline_has_clock(enum state state);

/* Reads what the rule asks about, but for the extensions; `lead` is the unit that holds the case,
 * or SPAN_NONE. False with a fault. `rules` says whether a statute needs dates that only history
 * has, `returns` from which return on the hotline has to designate. */
bool deadline_question(struct record *record, enum state state, const struct deadline_rules *rules,
                       const struct return_rules *returns, const struct calendar *calendar,
                       struct deadline_question *question, struct span *lead);

/* The article that a clock rests on. */
const char *deadline_basis(enum clock clock);

/* What goes into the member beside the answer. */
struct deadline_names {
    struct span policy;   /* its id */
    struct span calendar; /* the stack's name */
};

/* Sets the member. */
void deadline_set(struct record *record, const struct deadline_answer *answer,
                  const struct deadline_names *names);

/* A case without a clock loses the one that it had: `{"status":"none"}`. */
void deadline_clear(struct record *record, const struct deadline_names *names);

#endif
