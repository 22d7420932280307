#include "lib/case/supervision_case.h"

#include "lib/case/state.h"

bool supervision_case_concerns(struct supervision_case *c, const struct supervision_desk *desk,
                               struct record *record, enum state state, bool urges)
{
    if (!supervision_is_open(state) || !supervision_glance(record, &c->glance))
        return false;
    if (supervision_may_be_due(record, desk->rules, &c->glance))
        return true;
    return urges && (state_holder(state) == HOLDER_LEAD || c->glance.has_alert);
}

/* Only where lateness can matter is the clock reckoned. */
static bool read_clock(struct supervision_case *c)
{
    if (c->has_clock)
        return true;
    c->has_clock = true;
    return supervision_read_clock(c->record, c->state, c->desk, &c->clock);
}

static bool lateness_matters(const struct supervision_case *c)
{
    for (size_t i = 0; i < c->facts.round_count; i++)
        if (c->facts.rounds[i].several || c->facts.rounds[i].number >= c->desk->rules->rounds)
            return true;
    return c->facts.return_count > 0;
}

static bool read_facts(struct supervision_case *c)
{
    c->may_be_due = supervision_is_open(c->state) &&
                    supervision_may_be_due(c->record, c->desk->rules, &c->glance);
    if (!c->may_be_due)
        return true;
    if (!supervision_read_facts(c->record, &c->glance, &c->papers, &c->facts))
        return false;
    return !lateness_matters(c) || read_clock(c);
}

bool supervision_case_read(struct supervision_case *c, const struct supervision_desk *desk,
                           struct record *record, enum state state)
{
    struct reader top = read_top(record);
    c->desk = desk;
    c->record = record;
    c->state = state;
    c->has_clock = c->changed = false;
    c->received_at = read_required_instant(&top, "received_at");
    event_log_start(&c->log, record, desk->now);
    return supervision_glance(record, &c->glance) && supervision_read(record, &c->supervision) &&
           read_facts(c) && fault_none(&record->fault);
}

/* ---------------------------------------------------------------------------------------- items
 */

/* Until when what happened has been answered. */
static instant answered_until(const struct supervision *supervision, enum supervision_class class)
{
    instant last = INSTANT_NONE;
    for (size_t i = 0; i < supervision->item_count; i++)
        if (supervision->items[i].class == class && supervision->items[i].closed_at > last)
            last = supervision->items[i].closed_at;
    return last;
}

static bool find(struct supervision_case *c, enum supervision_class class, instant at,
                 struct supervision_finding *finding)
{
    if (!c->may_be_due)
        return false;
    struct supervision_period period = {answered_until(&c->supervision, class), at};
    c->facts.overdue.source = MARK_NONE;
    if (c->has_clock)
        supervision_set_overdue(&c->facts, c->desk, &c->clock, at);
    return supervise(class, c->desk->rules, &c->facts, &period, finding);
}

bool supervision_case_waits(struct supervision_case *c, enum supervision_class class, instant at)
{
    struct supervision_finding finding;
    if (supervision_open_item(&c->supervision, class) != NULL)
        return supervision_item_by(&c->supervision, class, at) != NULL;
    return find(c, class, at, &finding);
}

static void add_item(struct supervision_case *c, enum supervision_class class,
                     const struct supervision_finding *finding, instant at)
{
    struct json *json = &c->log.added;
    struct supervision_item *item = &c->supervision.items[c->supervision.item_count++];
    *item = (struct supervision_item){
        .class = class,
        .reason = span_of(finding->reason),
        .policy = span_of(finding->policy),
        .since = finding->since,
        .mark_count = finding->evidence_count,
        .closed_at = INSTANT_NONE,
    };
    for (size_t i = 0; i < finding->evidence_count; i++)
        item->marks[i] = finding->evidence[i];
    history_begin(json, at, c->record->offset, "supervision_item", SPAN("h12-supervise"),
                  span_of(supervision_bases[class]));
    json_key(json, "item");
    supervision_write_item(json, item, c->record->offset);
    json_close(json, '}');
    c->changed = true;
}

void supervision_case_watch(struct supervision_case *c, instant at)
{
    struct supervision_finding finding;
    for (int class = 0; class < SUPERVISION_CLASSES && c->may_be_due; class ++) {
        if (c->supervision.item_count == ITEMS_MAX)
            return;
        if (supervision_open_item(&c->supervision, (enum supervision_class) class) == NULL &&
            find(c, (enum supervision_class) class, at, &finding))
            add_item(c, (enum supervision_class) class, &finding, at);
    }
}

void supervision_case_watch_now(struct supervision_case *c)
{
    if (c->may_be_due)
        supervision_case_watch(c, event_log_step(&c->log));
}

/* --------------------------------------------------------------------------------------- urging
 */

/* An alert waits for an answer until the case is replied to. */
static bool alert_waits(const struct supervision_case *c)
{
    return c->glance.has_alert && c->glance.alert.acknowledged_at == INSTANT_NONE &&
           c->glance.alert.unit.at != NULL && c->glance.alert.response_due != INSTANT_NONE &&
           (c->state < STATE_REPLIED || c->state == STATE_COMMITTED);
}

/* Since when the unit knows of a critical case. */
static instant known_since(const struct supervision_case *c)
{
    instant since = c->glance.assignment.at;
    instant acknowledged = c->glance.has_alert ? c->glance.alert.acknowledged_at : INSTANT_NONE;
    return acknowledged > since ? acknowledged : since;
}

static bool read_urge_facts(struct supervision_case *c, instant now, struct urge_facts *facts)
{
    *facts = (struct urge_facts){.critical = c->glance.critical, .now = now};
    if (alert_waits(c)) {
        facts->alerted = c->glance.alert.unit;
        facts->response_due = c->glance.alert.response_due;
    }
    if (state_holder(c->state) != HOLDER_LEAD || !c->glance.has_assignment)
        return true;
    if (!read_clock(c))
        return false;
    if (!c->clock.known)
        return true;
    facts->unit = c->glance.assignment.lead;
    facts->due_at = c->clock.due_at;
    facts->since = known_since(c);
    return true;
}

static void log_urge(struct supervision_case *c, const struct urge *urge, instant at)
{
    struct json *json = &c->log.added;
    history_begin(json, at, c->record->offset, "urged", SPAN("h12-supervise"),
                  span_of(urge->basis));
    json_member_word(json, "level", urge_level_words[urge->level]);
    json_member_string(json, "unit", urge->unit);
    json_member_instant(json, "due_at", urge->due_at, c->record->offset);
    json_member_string(json, "policy", span_of(urge->policy));
    json_close(json, '}');
}

bool supervision_case_urge(struct supervision_case *c, struct urge *urge)
{
    struct urge_facts facts;
    struct urges *sent = &c->supervision.urges;
    if (!supervision_is_open(c->state))
        return false;
    instant at = event_log_step(&c->log);
    if (!read_urge_facts(c, at, &facts) ||
        !urge_is_due(c->desk->rules, c->desk->clock, c->desk->calendar, sent, &facts, urge))
        return false;
    *sent = (struct urges){
        .count = sent->count + 1,
        .level = urge->level,
        .unit = urge->unit,
        .at = at,
        .due_at = urge->due_at,
        .late = urge->late,
    };
    log_urge(c, urge, at);
    c->changed = true;
    return true;
}

bool supervision_case_write(struct supervision_case *c)
{
    if (c->changed) {
        supervision_set(c->record, &c->supervision);
        event_log_finish(&c->log);
    }
    return fault_none(&c->record->fault);
}
