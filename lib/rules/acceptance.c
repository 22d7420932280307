#include "lib/rules/acceptance.h"

const char *const verdict_words[VERDICTS] = {"accepted", "review", "declined", "barred"};

struct acceptance_answer acceptance_decide(const struct acceptance_question *question)
{
    struct acceptance_answer answer = {.verdict = VERDICT_ACCEPTED, .state = STATE_ACCEPTED};
    switch (question->kind) {
    case KIND_CONSULTATION: /* laws, policies, how to get things done */
        answer.basis = SPAN("art.8(1)");
        answer.reason = SPAN("a consultation about public information");
        break;
    case KIND_SUGGESTION: /* economy, culture, society, environment */
        answer.basis = SPAN("art.8(2)");
        answer.reason = SPAN("an opinion or a suggestion");
        break;
    default: /* whatever else laws and rules allow to be asked; 8(3) can't be told by the kind */
        answer.basis = SPAN("art.8(4)");
        answer.reason = SPAN("a request that laws and rules allow");
        break;
    }
    return answer;
}
