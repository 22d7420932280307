#include "lib/case/check_parts.h"

#include <string.h>

/* An emergency goes on while its acceptance is reviewed, so `review` fits every state. */
static bool fits_state(enum verdict verdict, enum state state)
{
    static const int only_state[VERDICTS] = {-1, -1, STATE_DECLINED, STATE_BARRED};
    static const int only_verdict[STATES] = {[STATE_REVIEW] = VERDICT_REVIEW,
                                             [STATE_DECLINED] = VERDICT_DECLINED,
                                             [STATE_BARRED] = VERDICT_BARRED};
    if (only_state[verdict] >= 0 && only_state[verdict] != (int)state)
        return false;
    return only_verdict[state] == 0 || only_verdict[state] == (int)verdict;
}

/* art.8 has what is accepted, art.9 what an officer declines, art.28(1) what one bars; either of
 * the last two is what a review may be about. */
static bool fits_basis(enum verdict verdict, struct span basis)
{
    int ground = ground_find(basis);
    bool declines = ground >= 0 && ground_declines((enum ground)ground);
    switch (verdict) {
    case VERDICT_ACCEPTED:
        return ground < 0 && basis.length > 6 && memcmp(basis.at, "art.8(", 6) == 0;
    case VERDICT_DECLINED:
        return declines;
    case VERDICT_BARRED:
        return ground == GROUND_REPEATED;
    default:
        return declines || ground == GROUND_REPEATED;
    }
}

/* What the member says of itself. */
static void check_alone(struct check *check, const struct reader *acceptance, enum verdict verdict)
{
    if (!fits_basis(verdict, read_string(acceptance, "basis")))
        check_finding(check, "acceptance_basis", "acceptance.basis", "art.8",
                      "is not an article by which a request has that verdict");
    if (verdict != VERDICT_ACCEPTED && read_member(acceptance, "explanation") == NULL)
        check_finding(check, "state_requires", "acceptance.explanation", "art.9",
                      "is missing: whoever asked is told why");
    if (read_member(acceptance, "proposal") != NULL && check->course.has_begun &&
        !check->course.was_review)
        check_finding(check, "acceptance_differs", "acceptance.proposal", "art.8",
                      "stands in a case that no officer was asked to decide");
}

void check_acceptance(struct check *check)
{
    const struct course *course = &check->course;
    struct reader acceptance;
    if (!read_object(&check->top, "acceptance", &acceptance)) {
        check_finding(check, "state_requires", "acceptance", "art.8",
                      "is missing: every request was decided on");
        return;
    }
    int word = read_word(&acceptance, "verdict", verdict_words, VERDICTS, VERDICT_ACCEPTED);
    enum verdict verdict = (enum verdict)word;
    if (!fits_state(verdict, check->state)) {
        check_finding(check, "state_excludes", "acceptance.verdict", "art.8",
                      "is not the one that the state has");
        return;
    }
    if (course->has_begun && verdict != course->verdict) {
        check_finding(check, "acceptance_differs", "acceptance.verdict", "art.8",
                      "is not what was decided last, as history tells");
        return;
    }
    if (course->has_begun && course->basis.at != NULL &&
        !span_equal(read_string(&acceptance, "basis"), course->basis)) {
        check_finding(check, "acceptance_differs", "acceptance.basis", "art.8",
                      "is not that of what was decided last, as history tells");
        return;
    }
    check_alone(check, &acceptance, verdict);
}
