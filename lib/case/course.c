#include "lib/case/course.h"

#define ONLY(state) (1U << STATE_##state)
#define ANYWHERE    ((1U << STATES) - 1)

enum {
    HELD = ONLY(REVIEW) | ONLY(DECLINED) | ONLY(BARRED) | ONLY(ACCEPTED),
    IN_HAND = ONLY(ACCEPTED) | ONLY(TRIAGE) | ONLY(ASSIGNED) | ONLY(RETURNING) | ONLY(CONSULTING) |
              ONLY(COORDINATING) | ONLY(REPLIED) | ONLY(COMMITTED),
    UNROUTED = ONLY(ACCEPTED) | ONLY(TRIAGE),
    WITH_UNIT = ONLY(ASSIGNED) | ONLY(COMMITTED),
    OVER = ONLY(DECLINED) | ONLY(BARRED) | ONLY(CLOSED) | ONLY(WITHDRAWN),
    RATED = ONLY(ANSWERED) | ONLY(RESOLVED) | ONLY(VERIFYING) | ONLY(CLOSED),
};

/* Where an entry leads a case; 0: nowhere. */
typedef unsigned leads(const struct course *course, const struct reader *entry);

static unsigned to_review(const struct course *course, const struct reader *entry)
{
    (void)entry;
    return course->is_emergency ? ONLY(REVIEW) | ONLY(ACCEPTED) : ONLY(REVIEW);
}

/* What an officer accepts stays where it has come to, if it has gone on. */
static unsigned to_accepted(const struct course *course, const struct reader *entry)
{
    (void)entry;
    unsigned gone_on = course->may & ~(unsigned)HELD;
    return gone_on | (gone_on != course->may || gone_on == 0 ? ONLY(ACCEPTED) : 0);
}

/* art.14, 16: a request that is valid brings the case back, but for a co-handler's. */
static unsigned to_request(const struct course *course, const struct reader *entry)
{
    (void)course;
    bool stays = span_is(read_string(entry, "outcome"), "refused") ||
                 span_is(read_string(entry, "apart"), "co_handler");
    return stays ? 0 : ONLY(RETURNING);
}

static unsigned to_decided_return(const struct course *course, const struct reader *entry)
{
    (void)course;
    struct span decision = read_string(entry, "decision");
    if (span_is(decision, "consult"))
        return ONLY(CONSULTING);
    return span_is(decision, "group") ? ONLY(COORDINATING) : ONLY(ASSIGNED);
}

/* art.15: a reply that the citizen was not told leaves the case with the unit. */
static unsigned to_reply(const struct course *course, const struct reader *entry)
{
    (void)course;
    return span_is(read_string(entry, "outcome"), "refused") ? 0 : ONLY(REPLIED);
}

static unsigned to_reviewed_reply(const struct course *course, const struct reader *entry)
{
    (void)course;
    if (!span_is(read_string(entry, "decision"), "approve"))
        return ONLY(ASSIGNED);
    return read_member(entry, "until") != NULL ? ONLY(COMMITTED) : ONLY(RESOLVED);
}

static unsigned to_finding(const struct course *course, const struct reader *entry)
{
    (void)course;
    return span_is(read_string(entry, "finding"), "upheld") ? ONLY(CLOSED) : ONLY(ASSIGNED);
}

static const struct step {
    const char *event;
    unsigned from; /* the states in which it can be made */
    unsigned to;   /* the state that it leads to; 0: it leads nowhere, or `leads` says */
    leads *leads;
} steps[] = {
    {"accepted", ANYWHERE, 0, to_accepted},
    {"review", HELD, 0, to_review},
    {"declined", HELD | IN_HAND, ONLY(DECLINED), NULL},
    {"barred", HELD | IN_HAND, ONLY(BARRED), NULL},
    {"explained", ANYWHERE, 0, NULL},
    {"restricted", ANYWHERE, 0, NULL},
    {"referred", ANYWHERE, 0, NULL},
    {"assigned", UNROUTED | ONLY(ANSWERED) | ONLY(ASSIGNED) | ONLY(COORDINATING), ONLY(ASSIGNED),
     NULL},
    {"triage", ONLY(ACCEPTED), ONLY(TRIAGE), NULL},
    {"answered", ONLY(ACCEPTED), ONLY(ANSWERED), NULL},
    {"alerted", ANYWHERE, 0, NULL},
    {"alert_acknowledged", ANYWHERE, 0, NULL},
    {"route_decided", UNROUTED | ONLY(ASSIGNED), ONLY(ASSIGNED), NULL},
    {"handed_over", UNROUTED, ONLY(CLOSED), NULL},
    {"return_requested", ONLY(ASSIGNED), 0, to_request},
    {"return_decided", ONLY(RETURNING) | ONLY(ASSIGNED), 0, to_decided_return},
    {"staffing_opinion", ONLY(CONSULTING), ONLY(COORDINATING), NULL},
    {"group_decision", ONLY(COORDINATING), ONLY(COORDINATING), NULL},
    {"co_changed", ONLY(ASSIGNED), 0, NULL},
    {"replied", WITH_UNIT, 0, to_reply},
    {"part_replied", WITH_UNIT | ONLY(REPLIED), 0, NULL},
    {"stage_replied", WITH_UNIT, 0, NULL},
    {"reply_reviewed", ONLY(REPLIED), 0, to_reviewed_reply},
    {"extension_requested", ANYWHERE, 0, NULL},
    {"extension_decided", ANYWHERE, 0, NULL},
    {"rated", RATED, 0, NULL},
    {"verifying", RATED, ONLY(VERIFYING), NULL},
    {"reopened", RATED, ONLY(VERIFYING), NULL},
    {"verified", ONLY(VERIFYING), 0, to_finding},
    {"closed", ANYWHERE, ONLY(CLOSED), NULL},
    {"withdrawn", ANYWHERE & ~(unsigned)OVER, ONLY(WITHDRAWN), NULL},
    {"closing", ONLY(CLOSED), 0, NULL},
    {"supervision_item", ANYWHERE, 0, NULL},
    {"supervision_action", ANYWHERE, 0, NULL},
    {"urged", ANYWHERE, 0, NULL},
    {"repeated", ANYWHERE, 0, NULL},
    {"parted", ANYWHERE, 0, NULL},
};

enum { STEPS = sizeof steps / sizeof *steps };

static const struct step *step_of(struct span event)
{
    for (size_t i = 0; i < STEPS; i++) /* most differ at once */
        if (!span_empty(event) && *event.at == *steps[i].event && span_is(event, steps[i].event))
            return &steps[i];
    return NULL;
}

/* A decision on the acceptance, h12-intake's or an officer's. The first begins the course: what the
 * source told of the request before is none of ours. A case that has gone on is decided only where
 * it is under review. */
static void keep_decision(struct course *course, const struct reader *entry, int verdict)
{
    bool is_undecided = course->may & (HELD | ONLY(TRIAGE)) || course->verdict == VERDICT_REVIEW;
    if (!course->has_begun)
        course->may = ONLY(ACCEPTED);
    else if (!is_undecided)
        course->is_broken = true;
    course->has_begun = true;
    course->was_review |= verdict == VERDICT_REVIEW;
    course->verdict = (enum verdict)verdict;
    course->basis = read_string(entry, "basis");
}

void course_add(struct course *course, const struct reader *entry)
{
    struct span event = read_string(entry, "event");
    const struct step *step = step_of(event);
    int verdict = word_find(verdict_words, VERDICTS, event);
    if (step == NULL) {
        course->may = ANYWHERE;
        return;
    }
    if (verdict >= 0)
        keep_decision(course, entry, verdict);
    if (course->has_begun && (course->may & step->from) == 0)
        course->is_broken = true;
    unsigned to = step->leads != NULL ? step->leads(course, entry) : step->to;
    if (to != 0)
        course->may = to;
}

bool course_may(const struct course *course, enum state state)
{
    return (course->may & (1U << state)) != 0;
}
