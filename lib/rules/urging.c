#include "lib/rules/urging.h"

enum { SECONDS_PER_HOUR = 3600 };

const char *const urge_level_words[URGE_LEVELS] = {"before", "critical", "alert", "late", "leader"};

/* Whether the last notice was to that unit and about that due time. */
static bool is_same(const struct urges *sent, struct span unit, instant due_at)
{
    return sent->count > 0 && span_equal(sent->unit, unit) && sent->due_at == due_at;
}

/* A notice once the time is over: the unit's own for so many, then through its leader. */
static void set_late(const struct supervision_rules *rules, const struct urges *sent,
                     enum urge_level level, struct urge *urge)
{
    int before = is_same(sent, urge->unit, urge->due_at) ? sent->late : 0;
    bool to_leader = before >= rules->leader_after;
    urge->level = to_leader ? URGE_LEADER : level;
    urge->late = before + 1;
    if (to_leader)
        urge->policy = "supervision.leader_after";
}

static bool hours_are_over(const struct supervision_rules *rules, const struct urges *sent,
                           instant now)
{
    return sent->count == 0 || now - sent->at >= (instant)rules->critical_hours * SECONDS_PER_HOUR;
}

/* art.13(3): nobody has answered the alert in time. */
static bool urge_alert(const struct supervision_rules *rules, const struct urges *sent,
                       const struct urge_facts *facts, struct urge *urge)
{
    if (facts->alerted.at == NULL || facts->now <= facts->response_due ||
        (is_same(sent, facts->alerted, facts->response_due) &&
         !hours_are_over(rules, sent, facts->now)))
        return false;
    *urge = (struct urge){.unit = facts->alerted,
                          .basis = "art.13(3)",
                          .policy = "supervision.critical_hours",
                          .due_at = facts->response_due,
                          .about_alert = true,
                          .in_hours = true};
    set_late(rules, sent, URGE_ALERT, urge);
    return true;
}

/* art.13(3): what is critical is followed and urged as it goes, hour by hour. */
static bool urge_critical(const struct supervision_rules *rules, const struct urges *sent,
                          const struct urge_facts *facts, struct urge *urge)
{
    instant wait = (instant)rules->critical_hours * SECONDS_PER_HOUR;
    if (facts->now - facts->since < wait || !hours_are_over(rules, sent, facts->now))
        return false;
    *urge = (struct urge){.level = URGE_CRITICAL,
                          .unit = facts->unit,
                          .basis = "art.13(3)",
                          .policy = "supervision.critical_hours",
                          .due_at = facts->due_at,
                          .in_hours = true};
    if (facts->now > facts->due_at)
        set_late(rules, sent, URGE_LATE, urge);
    return true;
}

/* art.11(3): on the day after the due day, and every so many working days. */
static bool urge_late(const struct supervision_rules *rules, const struct calendar *calendar,
                      const struct urges *sent, day_number last, day_number today,
                      struct urge *urge)
{
    bool again = is_same(sent, urge->unit, urge->due_at) && sent->late > 0;
    if (again && workday_count(calendar, last, today) < rules->urge_every)
        return false;
    urge->basis = "art.11(3)";
    urge->policy = again ? "supervision.urge_every" : NULL;
    set_late(rules, sent, URGE_LATE, urge);
    return true;
}

/* On working days, one a day. */
static bool urge_by_days(const struct supervision_rules *rules, const struct deadline_rules *clock,
                         const struct calendar *calendar, const struct urges *sent,
                         const struct urge_facts *facts, struct urge *urge)
{
    day_number today = instant_day(facts->now, clock->offset);
    day_number last = sent->count > 0 ? instant_day(sent->at, clock->offset) : today;
    if (!workday_is(calendar, today) || (sent->count > 0 && last >= today))
        return false;
    *urge = (struct urge){.level = URGE_BEFORE,
                          .unit = facts->unit,
                          .basis = "art.11(1)",
                          .policy = "supervision.urge_before",
                          .due_at = facts->due_at};
    if (facts->now > facts->due_at)
        return urge_late(rules, calendar, sent, last, today, urge);
    int left = workday_count(calendar, today, instant_day(facts->due_at, clock->offset));
    return left <= rules->urge_before && !is_same(sent, facts->unit, facts->due_at);
}

bool urge_is_due(const struct supervision_rules *rules, const struct deadline_rules *clock,
                 const struct calendar *calendar, const struct urges *sent,
                 const struct urge_facts *facts, struct urge *urge)
{
    if (facts->alerted.at != NULL)
        return urge_alert(rules, sent, facts, urge);
    if (facts->unit.at == NULL)
        return false;
    return facts->critical ? urge_critical(rules, sent, facts, urge)
                           : urge_by_days(rules, clock, calendar, sent, facts, urge);
}
