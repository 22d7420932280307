/* lib/rules/return_request: the refusals one after the other, and the three outcomes of art.16, as
 * pure functions over plain facts. */
#include "lib/rules/return_request.h"

#include "tests/unit/check.h"

static const struct return_facts good = {
    .is_current_unit = true,
    .cause = CAUSE_DISPATCHED,
    .has_reason = true,
    .has_basis = true,
    .has_suggested_unit = true,
    .has_window = true,
    .window_end = 1000,
    .recorded = 1000,
};

static void expect_refusal(struct return_facts facts, enum refusal want, const char *name)
{
    enum refusal got = return_refusal(&facts);
    check(got == want, "%s: %s", name, refusal_words[got]);
}

/* All is wrong at first; mending one thing after the other shows the order in which they are
 * asked. */
static void test_order(void)
{
    struct return_facts facts = {.designated = true,
                                 .cause = CAUSE_REWORK,
                                 .has_window = true,
                                 .window_end = 1000,
                                 .recorded = 1001};
    expect_refusal(facts, REFUSAL_NOT_CURRENT_UNIT, "first, who asks");
    facts.is_current_unit = true;
    expect_refusal(facts, REFUSAL_DESIGNATED, "second, whether it was designated");
    facts.designated = false;
    expect_refusal(facts, REFUSAL_OWN_ROUND, "third, whether the round is its own to mend");
    facts.cause = CAUSE_TRANSFERRED;
    expect_refusal(facts, REFUSAL_INCOMPLETE, "fourth, what it says: the reason");
    facts.has_reason = true;
    expect_refusal(facts, REFUSAL_INCOMPLETE, "fourth, what it says: the basis");
    facts.has_basis = true;
    expect_refusal(facts, REFUSAL_INCOMPLETE, "fourth, what it says: whom it suggests");
    facts.has_suggested_unit = true;
    expect_refusal(facts, REFUSAL_LATE, "fifth, when");
    facts.recorded = 1000;
    expect_refusal(facts, REFUSAL_NONE, "nothing is left");
}

static void test_each(void)
{
    struct return_facts facts = good;
    expect_refusal(facts, REFUSAL_NONE, "a good request, in the last second");
    facts.recorded = 1001;
    expect_refusal(facts, REFUSAL_LATE, "one second later");
    facts.has_window = false;
    expect_refusal(facts, REFUSAL_NONE, "where there is no window nothing is late");
    facts = good;
    facts.is_current_unit = false;
    expect_refusal(facts, REFUSAL_NOT_CURRENT_UNIT, "another unit");
    facts = good;
    facts.designated = true;
    expect_refusal(facts, REFUSAL_DESIGNATED, "a designated case");
    static const struct {
        enum cause cause;
        enum refusal want;
    } causes[] = {
        {CAUSE_DISPATCHED, REFUSAL_NONE},  {CAUSE_TRANSFERRED, REFUSAL_NONE},
        {CAUSE_JOINT, REFUSAL_NONE},       {CAUSE_CORRECTED, REFUSAL_NONE},
        {CAUSE_REWORK, REFUSAL_OWN_ROUND}, {CAUSE_REDO, REFUSAL_OWN_ROUND},
    };
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
        facts = good;
        facts.cause = causes[i].cause;
        expect_refusal(facts, causes[i].want, cause_words[causes[i].cause]);
    }
    for (int missing = 0; missing < 3; missing++) {
        facts = good;
        facts.has_reason = missing != 0;
        facts.has_basis = missing != 1;
        facts.has_suggested_unit = missing != 2;
        expect_refusal(facts, REFUSAL_INCOMPLETE, "one thing is missing");
    }
}

static void test_bases(void)
{
    check_text(span_of(refusal_basis(REFUSAL_NOT_CURRENT_UNIT)), SPAN("art.14"), "not the unit");
    check_text(span_of(refusal_basis(REFUSAL_DESIGNATED)), SPAN("art.18"), "designated");
    check_text(span_of(refusal_basis(REFUSAL_OWN_ROUND)), SPAN("art.12(1)"), "own round");
    check_text(span_of(refusal_basis(REFUSAL_INCOMPLETE)), SPAN("art.14"), "incomplete");
    check_text(span_of(refusal_basis(REFUSAL_LATE)), SPAN("art.14"), "late");
    check_text(span_of(refusal_policy(REFUSAL_LATE)), SPAN("return.window"),
               "the window's length is ours, not the draft's");
    for (int refusal = REFUSAL_NONE; refusal < REFUSAL_LATE; refusal++)
        check(refusal_policy((enum refusal)refusal) == NULL, "%s: no number of ours",
              refusal_words[refusal]);
    check_text(span_of(return_decision_basis(DECISION_TRANSFER)), SPAN("art.16(1)"), "transfer");
    check_text(span_of(return_decision_basis(DECISION_CONTINUE)), SPAN("art.16(2)"), "continue");
    check_text(span_of(return_decision_basis(DECISION_JOINT)), SPAN("art.16(3)"), "joint");
    check_text(span_of(return_decision_basis(DECISION_DESIGNATE)), SPAN("art.17"), "designate");
}

/* Two districts, a department of the first, and two offices of the city. */
#define UNIT(words, unit_level, unit_parent)                                                       \
    {                                                                                              \
        .code = {words, sizeof words - 1}, .parent = {unit_parent, sizeof unit_parent - 1},        \
        .level = unit_level, .valid_from = INT32_MIN, .valid_to = INT32_MAX                        \
    }
static const struct unit west = UNIT("west", LEVEL_DISTRICT, "");
static const struct unit east = UNIT("east", LEVEL_DISTRICT, "");
static const struct unit west_market = UNIT("west-market", LEVEL_INSTITUTION, "west");
static const struct unit police = UNIT("police", LEVEL_CITY, "");
static const struct unit water = UNIT("water", LEVEL_ENTERPRISE, "");

static struct responsible responsible;

static struct return_question ask(const struct unit *unit, const struct unit *suggested,
                                  const struct unit *first, const struct unit *second)
{
    responsible = (struct responsible){.count = 0};
    responsible_add(&responsible, first);
    responsible_add(&responsible, second);
    return (struct return_question){
        .unit = unit,
        .suggested = suggested,
        .responsible = &responsible,
        .receivers = {unit},
        .receiver_count = 1,
        .returns = 1,
        .designation_returns = 3,
    };
}

static void expect(struct return_question question, enum return_decision decision,
                   const char *basis, const struct unit *lead, const struct unit *co,
                   const char *name)
{
    struct return_proposal proposal;
    return_propose(&question, &proposal);
    bool good_co =
        co == NULL ? proposal.co_count == 0 : proposal.co_count == 1 && proposal.co[0] == co;
    bool good_lead =
        proposal.lead == lead || (decision == DECISION_CONTINUE && proposal.lead == question.unit);
    check(proposal.decision == decision && good_lead && good_co &&
              span_is(span_of(basis), proposal.basis) && *proposal.reason != '\0',
          "%s: %s to %s, %zu more, %s", name, return_decision_words[proposal.decision],
          proposal.lead != NULL ? proposal.lead->code.at : "nobody", proposal.co_count,
          proposal.basis);
}

static void test_transfer(void)
{
    expect(ask(&west, &water, &water, NULL), DECISION_TRANSFER, "art.16(1)", &water, NULL,
           "another unit is responsible and was suggested");
    expect(ask(&west, &police, &water, NULL), DECISION_TRANSFER, "art.16(1)", &water, NULL,
           "another than the suggested one");
    expect(ask(&west, NULL, &water, NULL), DECISION_TRANSFER, "art.16(1)", &water, NULL,
           "the suggested one is not known");
    expect(ask(&west, &west, &water, NULL), DECISION_TRANSFER, "art.16(1)", &water, NULL,
           "it suggests itself");
    expect(ask(&west, &police, &east, &police), DECISION_TRANSFER, "art.16(1)", &police, NULL,
           "two are, and the second was suggested");
    expect(ask(&west, &water, &east, &police), DECISION_TRANSFER, "art.16(1)", &east, NULL,
           "two are, neither was suggested: the first");
    expect(ask(&water, &west_market, &west, &west_market), DECISION_TRANSFER, "art.16(1)",
           &west_market, NULL, "a district's own department of that line");
    expect(ask(&water, &west_market, &west, NULL), DECISION_TRANSFER, "art.16(1)", &west, NULL,
           "a district's department without that duty: the district");
}

static void test_continue(void)
{
    expect(ask(&west, &east, &west, NULL), DECISION_CONTINUE, "art.16(2)", NULL, NULL,
           "nobody else is responsible");
}

/* art.7: within one house it is the government's to say who acts. */
static void test_house(void)
{
    expect(ask(&west_market, &west, &west, NULL), DECISION_TRANSFER, "art.7", &west, NULL,
           "a department names its own district");
    expect(ask(&west, &west_market, &west, &west_market), DECISION_TRANSFER, "art.7", &west_market,
           NULL, "a district its own department");
}

static void test_joint(void)
{
    struct return_question question = ask(&west, &police, &west, &police);
    expect(question, DECISION_JOINT, "art.16(3)", &west, &police, "the first receiver asks");
    question = ask(&police, &west, &west, &police);
    expect(question, DECISION_JOINT, "art.16(3)", &police, &west, "the one that has it leads");
    question.receivers[0] = &west;
    question.receivers[1] = &police;
    question.receiver_count = 2;
    expect(question, DECISION_JOINT, "art.16(3)", &west, &police, "the second receiver asks");
    question.receivers[0] = &water;
    question.receivers[1] = &police;
    question.receivers[2] = &west;
    question.receiver_count = 3;
    expect(question, DECISION_JOINT, "art.16(3)", &police, &west,
           "the first receiver is not responsible");
    question.receivers[0] = &west;
    question.receivers[2] = &police;
    question.receivers[1] = &water;
    expect(question, DECISION_JOINT, "art.16(3)", &west, &police,
           "it came back to the second by way of a third");
}

static void test_nobody(void)
{
    expect(ask(&west, &police, NULL, NULL), DECISION_NONE, "art.16", NULL, NULL,
           "the tables name nobody");
    struct return_question question = ask(&west, &water, &water, NULL);
    question.returns = 2;
    expect(question, DECISION_TRANSFER, "art.16(1)", &water, NULL, "the second return");
    question.returns = 3;
    expect(question, DECISION_CONSULT, "art.17(3)", NULL, NULL, "the third return, itself counted");
    question.returns = 4;
    expect(question, DECISION_CONSULT, "art.17(3)", NULL, NULL, "the fourth");
    question.returns = 1;
    question.designation_returns = 1;
    expect(question, DECISION_CONSULT, "art.17(3)", NULL, NULL, "where the policy says the first");
}

/* Of the three outcomes of art.16 exactly one holds wherever somebody is responsible. */
static void test_one_outcome(void)
{
    static const struct unit *const units[] = {&west, &east, &west_market, &police, &water, NULL};
    int cases = 0, bad = 0;
    for (size_t a = 0; a < 5; a++)
        for (size_t b = 0; b < 5; b++)
            for (size_t c = 0; c < 6; c++)
                for (size_t d = 0; d < 6; d++) {
                    struct return_question question = ask(units[a], units[d], units[b], units[c]);
                    struct return_proposal proposal;
                    int holds = propose_transfer(&question, &proposal) +
                                propose_continue(&question, &proposal) +
                                propose_joint(&question, &proposal);
                    return_propose(&question, &proposal);
                    bool has_lead = proposal.lead != NULL;
                    bool leads_and_assists = false;
                    for (size_t i = 0; i < proposal.co_count; i++)
                        leads_and_assists = leads_and_assists || proposal.co[i] == proposal.lead;
                    bool to_itself =
                        proposal.decision == DECISION_TRANSFER && proposal.lead == question.unit;
                    bad += holds != 1 || !has_lead || leads_and_assists || to_itself;
                    cases++;
                }
    check(bad == 0, "one outcome, with one unit to lead, in %d cases: %d differ", cases, bad);
}

static void test_responsible(void)
{
    responsible = (struct responsible){.count = 0};
    responsible_add(&responsible, NULL);
    responsible_add(&responsible, &west);
    responsible_add(&responsible, &west);
    check(responsible.count == 1 && responsible_has(&responsible, &west) &&
              !responsible_has(&responsible, &east),
          "nobody twice, and not nobody");
    static const struct unit many[RESPONSIBLE_MAX + 2];
    for (size_t i = 0; i < RESPONSIBLE_MAX + 2; i++)
        responsible_add(&responsible, &many[i]);
    check(responsible.count == RESPONSIBLE_MAX, "no more than there is room for");
}

int main(void)
{
    test_order();
    test_each();
    test_bases();
    test_transfer();
    test_continue();
    test_house();
    test_joint();
    test_nobody();
    test_one_outcome();
    test_responsible();
    return check_end();
}
