/* Acceptance: whether the hotline takes a request on, and by which article (art.8, 9, 10, 28).
 * Pure: asks nothing but the question. For now every request is accepted. What rules suspect
 * (art.9) and what is known of earlier cases (art.28) will join the question as flags; they lead
 * to `review`, and only an officer's decision, which will stand in the question too, declines. */
#ifndef H12_RULES_ACCEPTANCE_H
#define H12_RULES_ACCEPTANCE_H

#include "lib/base/span.h"
#include "lib/rules/terms.h"

enum verdict { VERDICT_ACCEPTED, VERDICT_REVIEW, VERDICT_DECLINED, VERDICT_BARRED, VERDICTS };
extern const char *const verdict_words[VERDICTS];

struct acceptance_question {
    int kind; /* enum kind; -1: the export does not say */
};

struct acceptance_answer {
    enum verdict verdict;
    enum state state; /* where the case stands by it */
    struct span basis;
    struct span reason;
};

struct acceptance_answer acceptance_decide(const struct acceptance_question *question);

#endif
