#include "lib/case/check_parts.h"

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
}
