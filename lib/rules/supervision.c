#include "lib/rules/supervision.h"

const char *const supervision_bases[SUPERVISION_CLASSES] = {"art.19(1)", "art.19(2)", "art.19(3)",
                                                            "art.19(4)", "art.19"};
const char *const supervision_kind_words[ACTION_KINDS] = {
    "urge",    "redo_opinion",     "files",   "report", "meeting",
    "on_site", "joint_inspection", "finding", "session"};
const char *const conduct_words[CONDUCTS] = {"attitude", "leak"};

/* ------------------------------------------------------------------------------------- findings
 */

/* The earliest of all that calls for an item is kept. */
static void offer(struct supervision_finding *finding, const struct supervision_period *period,
                  instant at, const char *reason, const struct supervision_mark *first,
                  const struct supervision_mark *second)
{
    if (at <= period->after || at > period->now ||
        (finding->since != INSTANT_NONE && finding->since <= at))
        return;
    *finding = (struct supervision_finding){.since = at, .reason = reason};
    finding->evidence[finding->evidence_count++] = *first;
    if (second != NULL)
        finding->evidence[finding->evidence_count++] = *second;
}

static bool found(const struct supervision_finding *finding)
{
    return finding->since != INSTANT_NONE;
}

static instant later(instant a, instant b)
{
    return a > b ? a : b;
}

/* Since when several units or functions have had to do with a case. */
static const struct supervision_mark *first_of_several(const struct supervision_facts *facts,
                                                       bool *returned)
{
    const struct supervision_mark *first = NULL;
    for (size_t i = 0; i < facts->round_count && first == NULL; i++)
        if (facts->rounds[i].several)
            first = &facts->rounds[i].mark;
    *returned = facts->return_count > 0 && (first == NULL || facts->returns[0].at < first->at);
    return *returned ? &facts->returns[0] : first;
}

bool supervise_passed_on(const struct supervision_facts *facts,
                         const struct supervision_period *period,
                         struct supervision_finding *finding)
{
    bool returned;
    const struct supervision_mark *base = first_of_several(facts, &returned);
    finding->since = INSTANT_NONE;
    if (base == NULL)
        return false;
    for (size_t i = 0; i < facts->round_count; i++) {
        const struct supervision_round *round = &facts->rounds[i];
        if (round->cause == CAUSE_REWORK && round->mark.at > base->at)
            offer(finding, period, round->mark.at,
                  returned ? "returned, and reworked" : "several units, and reworked", base,
                  &round->mark);
    }
    for (size_t i = 1; i < facts->return_count; i++)
        if (facts->returns[i].at >= base->at)
            offer(finding, period, facts->returns[i].at,
                  returned ? "returned again" : "several units, and returned again", base,
                  &facts->returns[i]);
    if (facts->overdue.source != MARK_NONE)
        offer(finding, period, later(facts->overdue.at, base->at),
              returned ? "returned, and late" : "several units, and late", base, &facts->overdue);
    return found(finding);
}

bool supervise_unclear(const struct supervision_facts *facts,
                       const struct supervision_period *period, struct supervision_finding *finding)
{
    finding->since = INSTANT_NONE;
    for (size_t i = 0; i < facts->round_count; i++) {
        const struct supervision_round *round = &facts->rounds[i];
        if (round->cause == CAUSE_JOINT)
            offer(finding, period, round->mark.at, "the duties of several units meet", &round->mark,
                  NULL);
    }
    for (size_t i = 0; i < facts->asked_count; i++)
        offer(finding, period, facts->asked[i].at, "whose duty it is, is unclear", &facts->asked[i],
              NULL);
    for (size_t i = 0; i < facts->odds_count; i++)
        offer(finding, period, facts->odds[i].rating.at, "the reply is at odds with the rating",
              &facts->odds[i].reply, &facts->odds[i].rating);
    return found(finding);
}

bool supervise_handed_over(const struct supervision_rules *rules,
                           const struct supervision_facts *facts,
                           const struct supervision_period *period,
                           struct supervision_finding *finding)
{
    finding->since = INSTANT_NONE;
    for (size_t i = 0; i < facts->round_count; i++)
        if (facts->rounds[i].number >= rules->rounds)
            offer(finding, period, facts->rounds[i].mark.at, "handed over many times",
                  &facts->rounds[i].mark, NULL);
    finding->policy = "supervision.rounds";
    return found(finding);
}

bool supervise_danger(const struct supervision_facts *facts,
                      const struct supervision_period *period, struct supervision_finding *finding)
{
    finding->since = INSTANT_NONE;
    if (facts->danger.source != MARK_NONE)
        offer(finding, period, facts->danger.at, "the case is critical", &facts->danger, NULL);
    return found(finding);
}

bool supervise_joint(const struct supervision_rules *rules, const struct supervision_facts *facts,
                     const struct supervision_period *period, struct supervision_finding *finding)
{
    finding->since = INSTANT_NONE;
    for (size_t i = 0; i < facts->round_count && facts->overdue.source != MARK_NONE; i++)
        if (facts->rounds[i].number >= rules->rounds)
            offer(finding, period, later(facts->rounds[i].mark.at, facts->overdue.at),
                  "handed over many times, and late", &facts->rounds[i].mark, &facts->overdue);
    finding->policy = "supervision.rounds";
    return found(finding);
}

bool supervise(enum supervision_class class, const struct supervision_rules *rules,
               const struct supervision_facts *facts, const struct supervision_period *period,
               struct supervision_finding *finding)
{
    finding->policy = NULL;
    switch (class) {
    case SUPERVISION_PASSED_ON:
        return supervise_passed_on(facts, period, finding);
    case SUPERVISION_UNCLEAR:
        return supervise_unclear(facts, period, finding);
    case SUPERVISION_HANDED_OVER:
        return supervise_handed_over(rules, facts, period, finding);
    case SUPERVISION_DANGER:
        return supervise_danger(facts, period, finding);
    default:
        return supervise_joint(rules, facts, period, finding);
    }
}

/* -------------------------------------------------------------------------------------- actions
 */

const char *supervision_kind_basis(enum supervision_kind kind, enum conduct conduct)
{
    static const char *const bases[ACTION_KINDS] = {"art.11(1)", "art.12(1)", "art.12(2)",
                                                    "art.12(3)", "art.12(4)", "art.11(3)",
                                                    "art.19",    "art.27(1)", "art.26"};
    return kind == ACTION_FINDING && conduct == CONDUCT_LEAK ? "art.27(4)" : bases[kind];
}

unsigned supervision_kind_answers(enum supervision_kind kind)
{
    static const unsigned answers[ACTION_KINDS] = {
        [ACTION_REDO_OPINION] = SUPERVISION_BIT(SUPERVISION_PASSED_ON),
        [ACTION_REPORT] = SUPERVISION_BIT(SUPERVISION_DANGER),
        [ACTION_MEETING] =
            SUPERVISION_BIT(SUPERVISION_PASSED_ON) | SUPERVISION_BIT(SUPERVISION_HANDED_OVER),
        [ACTION_ON_SITE] =
            SUPERVISION_BIT(SUPERVISION_UNCLEAR) | SUPERVISION_BIT(SUPERVISION_DANGER),
        [ACTION_JOINT] =
            SUPERVISION_BIT(SUPERVISION_HANDED_OVER) | SUPERVISION_BIT(SUPERVISION_JOINT),
    };
    return answers[kind];
}

bool supervision_kind_is_instant(enum supervision_kind kind)
{
    return kind == ACTION_URGE || kind == ACTION_REDO_OPINION || kind == ACTION_FINDING ||
           kind == ACTION_SESSION;
}

bool supervision_kind_needs_open(enum supervision_kind kind)
{
    return kind != ACTION_FINDING && kind != ACTION_SESSION;
}

bool supervision_is_open(enum state state)
{
    return state != STATE_DECLINED && state != STATE_BARRED && state != STATE_ANSWERED &&
           state != STATE_CLOSED && state != STATE_WITHDRAWN;
}
