#include "lib/case/check_parts.h"

#include "lib/rules/acceptance.h"

/* A unit has the case, or had it last. A rating that is verified may as well be of an answer, or of
 * a handover. */
static bool has_been_assigned(const struct check *check)
{
    if (check->state == STATE_VERIFYING &&
        (check_has(check, "answer") || check_has(check, "handover")))
        return true;
    return check_has(check, "assignment");
}

void check_state(struct check *check)
{
    struct reader acceptance;
    if (check->state >= STATE_ASSIGNED && check->state <= STATE_VERIFYING &&
        !has_been_assigned(check))
        check_finding(check, "state_requires", "assignment", "art.13",
                      "is missing: the state is one of a case that a unit has or had");
    if (check->state == STATE_TRIAGE && !check_has(check, "triage"))
        check_finding(check, "state_requires", "triage", "art.13",
                      "is missing: the state says that the hotline could not tell the unit");
    if (check->state != STATE_TRIAGE && check_has(check, "triage"))
        check_finding(check, "state_excludes", "triage", "art.13",
                      "stands in a case that is not in triage");
    if (check->state == STATE_ANSWERED && !check_has(check, "answer"))
        check_finding(check, "state_requires", "answer", "art.13(1)",
                      "is missing: the state says that the knowledge base answered");
    if (!read_object(&check->top, "acceptance", &acceptance))
        return;
    /* An emergency goes on while its acceptance is reviewed, so `review` fits every state. */
    static const int only_state[VERDICTS] = {-1, -1, STATE_DECLINED, STATE_BARRED};
    static const int only_verdict[STATES] = {[STATE_REVIEW] = VERDICT_REVIEW,
                                             [STATE_DECLINED] = VERDICT_DECLINED,
                                             [STATE_BARRED] = VERDICT_BARRED};
    int verdict = read_word(&acceptance, "verdict", verdict_words, VERDICTS, VERDICT_ACCEPTED);
    bool fits = only_state[verdict] < 0 || only_state[verdict] == (int)check->state;
    if (only_verdict[check->state] != 0 && only_verdict[check->state] != verdict)
        fits = false;
    if (!fits)
        check_finding(check, "state_excludes", "acceptance.verdict", "art.8",
                      "is not the one that the state has");
}
