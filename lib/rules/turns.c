/* Which clock of a case runs: each turn of its story puts one in the place of another, and what
 * became of that one is kept. */
#include "lib/rules/deadline.h"

void deadline_add_turn(struct deadline_question *question, struct turn turn)
{
    size_t place = question->turn_count;
    if (place == TURNS_MAX)
        return; /* who reads a case leaves room for all that can be kept */
    while (place > 0 && question->turns[place - 1].at > turn.at) {
        question->turns[place] = question->turns[place - 1];
        place--;
    }
    question->turns[place] = turn;
    question->turn_count++;
}

bool deadline_is_promised(const struct deadline_question *question)
{
    for (size_t i = 0; i < question->turn_count; i++)
        if (question->turns[i].kind == TURN_PROMISED)
            return true;
    return false;
}

/* The instant that a statute's limit runs from; where the case has not come so far, the day of
 * receipt stands in, which can only be earlier. */
static instant statute_start(const struct statute *statute,
                             const struct deadline_question *question)
{
    instant start = question->received;
    if (statute->from == FROM_ASSIGNED && question->first_assigned != INSTANT_NONE)
        start = question->first_assigned;
    if (statute->from == FROM_ACCEPTED && question->accepted != INSTANT_NONE)
        start = question->accepted;
    return start;
}

/* The clock of art.14, or the other law's that art.14 yields to. */
static struct limit ordinary_limit(const struct deadline_rules *rules,
                                   const struct calendar *calendar,
                                   const struct deadline_question *question)
{
    const struct statute *statute = statute_for(rules, question->matter);
    if (statute == NULL)
        return limit_art14(rules, calendar, question->urgency, question->received);
    return limit_statute(rules, calendar, statute, statute_start(statute, question));
}

/* The clocks of one case while its turns are taken. */
struct running {
    struct limit *limit;  /* the one that runs */
    struct limit statute; /* another law's that runs beside it; .statute NULL: none does */
    struct limit citizens, citizens_statute; /* while a rating is verified: what ran before */
    int citizens_count;                      /* and how many earlier clocks there were then */
};

static bool is_kind(const struct turn *turn, enum turn_kind kind)
{
    return turn->kind == kind;
}

/* What became of a clock that another takes the place of. A verification is done with its finding.
 */
static enum earlier_verdict verdict_of(const struct limit *limit, const struct turn *turn)
{
    instant stopped = limit->clock == CLOCK_VERIFICATION ? turn->at : turn->stopped;
    if (stopped != INSTANT_NONE)
        return stopped > limit->due_at ? EARLIER_MISSED : EARLIER_MET;
    return turn->at > limit->due_at ? EARLIER_MISSED : EARLIER_LIFTED;
}

static void keep_earlier(struct deadline_answer *answer, const struct limit *limit,
                         const struct turn *turn)
{
    answer->earlier[answer->earlier_count++] = (struct earlier_clock){
        .limit = *limit,
        .replaced_at = turn->at,
        .verdict = verdict_of(limit, turn),
    };
}

/* Keeps the clock that ran, and the other law's beside it. That one is not replaced by a
 * designation (art.18(2) lifts art.14 only): it goes on beside, until a redo begins anew, a reply
 * is approved, or a rating is verified. */
static void keep_clocks(const struct turn *turn, struct running *running,
                        struct deadline_answer *answer)
{
    if (is_kind(turn, TURN_DESIGNATED) && running->limit->clock == CLOCK_STATUTE)
        running->statute = *running->limit;
    else
        keep_earlier(answer, running->limit, turn);
    if (running->statute.statute == NULL || is_kind(turn, TURN_DESIGNATED) ||
        is_kind(turn, TURN_EXTENDED))
        return;
    keep_earlier(answer, &running->statute, turn);
    running->statute.statute = NULL;
}

/* art.20: the hotline's own clock runs while a rating is verified. */
static void begin_verification(const struct turn *turn, struct running *running,
                               struct deadline_answer *answer)
{
    running->citizens = *running->limit;
    running->citizens_statute = running->statute;
    running->citizens_count = answer->earlier_count;
    keep_clocks(turn, running, answer);
}

/* What was done stands: the citizen's clock was not replaced after all. */
static void uphold(const struct turn *turn, struct running *running, struct deadline_answer *answer)
{
    struct limit verification = *running->limit;
    if (verification.clock != CLOCK_VERIFICATION)
        return;
    *running->limit = running->citizens;
    running->statute = running->citizens_statute;
    answer->earlier_count = running->citizens_count;
    keep_earlier(answer, &verification, turn);
}

/* One clock takes the place of another. */
static void take_turn(const struct deadline_rules *rules, const struct calendar *calendar,
                      const struct deadline_question *question, const struct turn *turn,
                      struct running *running, struct deadline_answer *answer)
{
    if (is_kind(turn, TURN_VERIFYING))
        begin_verification(turn, running, answer);
    else if (!is_kind(turn, TURN_UPHELD))
        keep_clocks(turn, running, answer);
    switch (turn->kind) {
    case TURN_DESIGNATED:
        *running->limit = limit_art18(rules, calendar, turn->at);
        break;
    case TURN_EXTENDED:
        *running->limit = limit_extension(rules, calendar, turn->asked, turn->at, turn->until);
        break;
    case TURN_REDO:
        *running->limit = limit_redo(rules, calendar, question->urgency, turn->at);
        break;
    case TURN_PROMISED:
        *running->limit = limit_promise(rules, calendar, turn->asked, turn->at, turn->until);
        break;
    case TURN_VERIFYING:
        *running->limit = limit_verification(rules, calendar, turn->at);
        break;
    case TURN_UPHELD:
        uphold(turn, running, answer);
        break;
    }
}

void deadline_reckon_clock(const struct deadline_rules *rules, const struct calendar *calendar,
                           const struct deadline_question *question, struct deadline_answer *answer)
{
    struct running running = {.limit = &answer->limit, .statute = {.statute = NULL}};
    answer->beside = NULL;
    answer->earlier_count = 0;
    answer->limit = ordinary_limit(rules, calendar, question);
    for (size_t i = 0; i < question->turn_count; i++)
        take_turn(rules, calendar, question, &question->turns[i], &running, answer);
    answer->limit_policy =
        answer->limit.clock == CLOCK_VERIFICATION ? "callback.verify_within" : NULL;
    if (running.statute.statute == NULL || running.statute.due_at >= answer->limit.due_at)
        return;
    answer->beside = running.statute.statute; /* the case is due at the earlier of the two */
    answer->limit.due = running.statute.due;
    answer->limit.due_at = running.statute.due_at;
    answer->limit.provisional = running.statute.provisional;
}
