#include "lib/case/supervision_events.h"

/* The columns of the action file, behind the four that all event files have. */
enum {
    ACTION_KIND = EVENT_OWN,
    ACTION_OF,
    ACTION_OFFICER,
    ACTION_UNIT,
    ACTION_REASON,
    ACTION_FOUND,
    ACTION_OUTCOME,
    ACTION_ANSWERS,
    ACTION_COLUMNS
};

static const struct event_column columns[ACTION_COLUMNS] = {
    [EVENT_ID] = {"action", "event|督办编号|事件编号", false},
    [EVENT_CASE] = EVENT_CASE_COLUMN,
    [EVENT_AT] = {"at", "督办时间|时间|发生时间", true},
    [EVENT_RECORDED_AT] = EVENT_RECORDED_AT_COLUMN,
    [ACTION_KIND] = {"kind", "类型|事件类型|督办方式", false},
    [ACTION_OF] = {"of", "所办督办|针对督办", false},
    [ACTION_OFFICER] = {"officer", "经办人|处理人|督办人", false},
    [ACTION_UNIT] = {"unit", "单位|承办单位|督办单位", false},
    [ACTION_REASON] = {"reason", "原因|理由|督办意见", false},
    [ACTION_FOUND] = {"finding", "核查结论|核实结论|认定", false},
    [ACTION_OUTCOME] = {"outcome", "结果|督办结果|办理结果", false},
    [ACTION_ANSWERS] = {"answers", "针对事项|督办事项", false},
};

const struct event_plan supervision_event_plan = {columns, ACTION_COLUMNS, NULL, NULL};

/* ---------------------------------------------------------------------------------------- units
 */

static bool has_the_case(const struct supervision_case *c, struct span code)
{
    const struct assignment *assignment = &c->glance.assignment;
    return c->glance.has_assignment &&
           (span_equal(assignment->lead, code) ||
            assignment_assistant(assignment, code) < assignment->co_count);
}

/* The kinds that address whoever has the case now; files and a report may be another's. */
static bool is_for_the_holder(enum supervision_kind kind)
{
    return kind == ACTION_URGE || kind == ACTION_REDO_OPINION;
}

static bool defaults_to_lead(enum supervision_kind kind)
{
    return is_for_the_holder(kind) || kind == ACTION_FILES || kind == ACTION_REPORT;
}

/* The units that are addressed: those that are named, else whoever leads. False with a fault. */
static bool read_units(const struct supervision_case *c, const struct event *event,
                       struct supervision_action *action, struct fault *fault)
{
    const struct unit *units[ACTION_UNITS_MAX];
    struct span cell = event->values[ACTION_UNIT];
    day_number day = instant_day(c->received_at, c->record->offset);
    if (cell.at == NULL && defaults_to_lead(action->kind) && c->glance.has_assignment)
        action->units[action->unit_count++] = c->glance.assignment.lead;
    if (cell.at == NULL && action->unit_count == 0 &&
        (defaults_to_lead(action->kind) || action->kind == ACTION_SESSION))
        return fault_set(fault, "missing", "unit", "is missing, and no unit has the case");
    if (cell.at == NULL)
        return true;
    if (!directory_find_all(c->desk->directory, cell, day, NULL, units, ACTION_UNITS_MAX,
                            &action->unit_count))
        return fault_set(fault, "bad_value", "unit", "names no valid unit, or one twice");
    for (size_t i = 0; i < action->unit_count; i++) {
        action->units[i] = units[i]->code;
        if (is_for_the_holder(action->kind) && !has_the_case(c, units[i]->code))
            return fault_set(fault, "bad_value", "unit", "is not a unit that has the case");
    }
    return true;
}

/* ---------------------------------------------------------------------------------- what it says
 */

/* The items that it is about: `art.19(1)|art.19(3)`, `none`, else by its kind. */
static bool read_answers(struct supervision_case *c, const struct event *event, unsigned otherwise,
                         unsigned *answers, struct fault *fault)
{
    struct span rest = event->values[ACTION_ANSWERS], part;
    *answers = otherwise;
    if (rest.at == NULL)
        return true;
    *answers = 0;
    if (span_is(rest, "none"))
        return true;
    while (span_next_part(&rest, &part)) {
        int class = word_find(supervision_bases, SUPERVISION_CLASSES, part);
        if (class < 0)
            return fault_set(fault, "bad_value", "answers", "names what is no class of art.19");
        if (!supervision_case_waits(c, (enum supervision_class) class, event->recorded_at))
            return fault_set(fault, "bad_value", "answers",
                             "names a class of which the case has no item that waits");
        *answers |= SUPERVISION_BIT((unsigned)class);
    }
    return true;
}

static bool read_conduct(const struct event *event, struct supervision_action *action,
                         struct fault *fault)
{
    struct span cell = event->values[ACTION_FOUND];
    int word = cell.at != NULL ? word_find(conduct_words, CONDUCTS, cell) : -1;
    if (action->kind != ACTION_FINDING)
        return true;
    if (cell.at == NULL)
        return fault_set(fault, "missing", "finding", "is missing: attitude or leak");
    if (word < 0)
        return fault_set(fault, "bad_value", "finding", "is neither attitude nor leak");
    action->conduct = (enum conduct)word;
    return true;
}

/* art.12(1) is about a result: what the unit told whoever asked. */
static bool has_result(struct supervision_case *c)
{
    struct replies *replies = &c->papers.replies;
    if (!replies_read(c->record, replies))
        return false;
    for (size_t i = 0; i < replies->count; i++)
        if (replies->entries[i].kind == REPLY_FINAL && replies->entries[i].told)
            return true;
    return false;
}

static bool may_act(struct supervision_case *c, const struct event *event,
                    enum supervision_kind kind, struct fault *fault)
{
    if (supervision_kind_needs_open(kind) && !supervision_is_open(c->state))
        return fault_set(fault, "wrong_state", "case", "is over, or was never taken in");
    if (kind == ACTION_URGE && state_holder(c->state) != HOLDER_LEAD)
        return fault_set(fault, "wrong_state", "case", "is with no unit that could be urged");
    if (kind == ACTION_REDO_OPINION && !has_result(c))
        return fault_set(fault, "wrong_state", "case", "has no result to be done again");
    if (is_for_the_holder(kind) && c->glance.has_assignment && event->at < c->glance.assignment.at)
        return fault_set(fault, "out_of_order", "at", "is before the case was assigned");
    if (c->supervision.action_count == ACTIONS_MAX)
        return fault_set(fault, "wrong_state", "case", "has more actions than can be kept");
    return true;
}

/* ------------------------------------------------------------------------------------- applying
 */

/* The item of a class that an action that is over answers; NULL: none. */
static struct supervision_item *answered_item(struct supervision_case *c, unsigned class,
                                              const struct supervision_action *action)
{
    if ((action->answers & SUPERVISION_BIT(class)) == 0)
        return NULL;
    return supervision_item_by(&c->supervision, (enum supervision_class) class,
                               action->completed_at);
}

static unsigned open_answers(struct supervision_case *c, const struct supervision_action *action)
{
    unsigned open = 0;
    for (unsigned class = 0; class < SUPERVISION_CLASSES; class ++)
        if (answered_item(c, class, action) != NULL)
            open |= SUPERVISION_BIT(class);
    return open;
}

/* What an action that is over answers is closed by it. */
static void close_items(struct supervision_case *c, const struct supervision_action *action)
{
    for (unsigned class = 0; class < SUPERVISION_CLASSES; class ++) {
        struct supervision_item *item = answered_item(c, class, action);
        if (item == NULL)
            continue;
        item->closed_at = action->completed_at;
        item->closed_by = action->action;
    }
}

/* What calls for supervision as of the event is noted first, so that it can be answered. */
static void carry_out(struct supervision_case *c, const struct event *event, const char *kind,
                      struct supervision_action *action)
{
    struct json *json = &c->log.added;
    supervision_case_watch(c, event->recorded_at);
    event_log_begin(&c->log, event, "supervision_action", event->values[ACTION_OFFICER],
                    span_of(supervision_kind_basis(action->kind, action->conduct)));
    json_member_word(json, "kind", kind);
    if (action->completed_at != INSTANT_NONE)
        supervision_write_classes(json, "closes", open_answers(c, action));
    event_log_end(&c->log, event);
    if (action->completed_at != INSTANT_NONE)
        close_items(c, action);
    c->changed = true;
}

static enum event_verdict apply_action(struct supervision_case *c, const struct event *event,
                                       enum supervision_kind kind, struct fault *fault)
{
    struct supervision_action action = {
        .action = event->id,
        .kind = kind,
        .at = event->at,
        .recorded_at = event->recorded_at,
        .officer = event->values[ACTION_OFFICER],
        .completed_at = INSTANT_NONE,
    };
    bool found = kind == ACTION_ON_SITE && event->values[ACTION_FOUND].at != NULL;
    if (event->values[ACTION_OF].at != NULL)
        return event_reject(fault, "bad_value", "of", "is of what became of an action alone");
    if (!may_act(c, event, kind, fault) || !read_conduct(event, &action, fault) ||
        !read_units(c, event, &action, fault) ||
        !read_answers(c, event, supervision_kind_answers(kind), &action.answers, fault))
        return EVENT_REJECTED;
    if (supervision_kind_is_instant(kind) || found || event->values[ACTION_OUTCOME].at != NULL) {
        action.completed_at = event->recorded_at;
        action.completed_by = event->id;
    }
    c->supervision.actions[c->supervision.action_count++] = action;
    carry_out(c, event, supervision_kind_words[kind], &action);
    return EVENT_APPLIED;
}

/* What became of an action that was under way. */
static enum event_verdict apply_completion(struct supervision_case *c, const struct event *event,
                                           struct fault *fault)
{
    struct span of = event->values[ACTION_OF];
    if (of.at == NULL)
        return event_reject(fault, "missing", "of", "is missing: which action it is of");
    struct supervision_action *action = supervision_find_action(&c->supervision, of);
    if (action == NULL)
        return event_reject(fault, "wrong_state", "of", "the case has no such action");
    if (action->completed_at != INSTANT_NONE)
        return event_reject(fault, "wrong_state", "of", "is of an action that is over");
    if (!supervision_is_open(c->state))
        return event_reject(fault, "wrong_state", "case", "is over, or was never taken in");
    if (event->at < action->at)
        return event_reject(fault, "out_of_order", "at", "is before the action");
    if (event->values[ACTION_OUTCOME].at == NULL &&
        (action->kind != ACTION_ON_SITE || event->values[ACTION_FOUND].at == NULL))
        return event_reject(fault, "missing", "outcome", "is missing: what came of it");
    unsigned answers;
    if (!read_answers(c, event, action->answers, &answers, fault))
        return EVENT_REJECTED;
    action->answers = answers;
    action->completed_at = event->recorded_at;
    action->completed_by = event->id;
    carry_out(c, event, "completed", action);
    return EVENT_APPLIED;
}

enum event_verdict supervision_case_apply(struct supervision_case *c, const struct event *event,
                                          struct fault *fault)
{
    struct span word = event->values[ACTION_KIND];
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    if (word.at == NULL)
        return event_reject(fault, "missing", "kind", "is missing");
    int kind = word_find(supervision_kind_words, ACTION_KINDS, word);
    if (kind < 0 && !span_is(word, "completed"))
        return event_reject(fault, "bad_value", "kind", "is not one of its words");
    if (event->values[ACTION_OFFICER].at == NULL)
        return event_reject(fault, "missing", "officer", "is missing: a person acts");
    return kind < 0 ? apply_completion(c, event, fault)
                    : apply_action(c, event, (enum supervision_kind)kind, fault);
}
