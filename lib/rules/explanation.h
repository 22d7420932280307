/* What is said to a citizen whose request is not simply taken on: one template a ground and
 * language, with the place to turn to instead. Texts out of a table; pure. */
#ifndef H12_RULES_EXPLANATION_H
#define H12_RULES_EXPLANATION_H

#include "lib/base/buffer.h"
#include "lib/rules/acceptance.h"

enum { EXPLANATION_LANGUAGES = 2 }; /* zh, en */

/* Templates beyond those of the grounds. */
enum template {
    TEMPLATE_REVIEW = GROUNDS, /* an officer looks at it first */
    TEMPLATE_EMERGENCY,        /* it goes on, but 110, 119, 120 are faster */
    TEMPLATES
};
extern const char *const template_words[TEMPLATES]; /* "art.9(1)", ..., "review", "emergency" */

/* Where to turn to. */
struct advice {
    struct span code;
    struct span words[EXPLANATION_LANGUAGES];
};

struct explanations {
    struct span templates[TEMPLATES][EXPLANATION_LANGUAGES]; /* with {advice} in them */
    struct span default_advice[TEMPLATES];                   /* a code */
    struct advice *advice;
    size_t advice_count, advice_capacity;
};

const struct advice *explanations_advice(const struct explanations *explanations, struct span code);

/* Whether there is anything to explain: a request that is simply taken on needs no word. */
bool explanation_is_due(const struct acceptance_answer *answer);
/* Appends what an operator reads out for an answer; nothing where there is nothing to explain. */
void explanation_write(const struct explanations *explanations,
                       const struct acceptance_answer *answer, int language, struct buffer *out);

#endif
