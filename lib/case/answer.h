/* `answer` and `promise`: art.13(1), what the knowledge base said to a question, or by when who
 * asked will be told. */
#ifndef H12_CASE_ANSWER_H
#define H12_CASE_ANSWER_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/rules/knowledge.h"

/* Sets `answer` and the state `answered`, and adds the entry that keeps them to `history`. `more`
 * are further members of the entry, joined by commas, or SPAN_NONE. */
void answer_set(struct record *record, const struct knowledge_answer *answer, instant at,
                struct span more, struct json *history);

/* Sets `promise`. `provisional`: a year without a calendar took part. */
void promise_set(struct record *record, day_number reply_by, bool provisional);

#endif
