/* What every tool asks of a case first: who it is and where it stands. */
#ifndef H12_CASE_STATE_H
#define H12_CASE_STATE_H

#include "lib/record/read.h"
#include "lib/rules/terms.h"

struct case_head {
    struct span id;
    enum state state;
};

/* Reads `id` and `state`, both required; false with a fault in the record. */
bool case_read_head(struct record *record, struct case_head *head);

void case_set_state(struct record *record, enum state state);

/* `urgency`, normal where the record has none. */
enum urgency case_urgency(const struct reader *top);

#endif
