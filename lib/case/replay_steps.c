#include "lib/case/replay_steps.h"

bool replay_settle(struct replay *replay, struct fault *fault)
{
    struct record *record = replay_at_hand(replay);
    int next = 1 - replay->stage;
    if (!fault_none(&record->fault)) {
        *fault = record->fault;
        return false;
    }
    if (!record_as_written(record, &replay->stages[next], &replay->lines[next])) {
        *fault = replay->stages[next].fault;
        return false;
    }
    replay->stage = next;
    struct reader top = read_top(replay_at_hand(replay));
    replay->state = (enum state)read_word(&top, "state", state_words, STATES, (int)replay->state);
    return true;
}

/* art.7(2): a dispatch names who acts only where it was asked to. */
static bool was_delegated(const struct reader *entry)
{
    struct reader assignment;
    return read_object(entry, "assignment", &assignment) &&
           object_find(assignment.object, SPAN("acting")) != NULL;
}

bool replay_route(struct replay *replay, const struct reader *entry, struct fault *fault)
{
    struct dispatch_desk *desk = &replay->desk.dispatch;
    desk->now = read_instant(entry, "at");
    desk->delegate = was_delegated(entry);
    if (replay->state != STATE_ACCEPTED)
        return true;
    route_case(desk, &replay->scratch, replay_at_hand(replay));
    return replay_settle(replay, fault);
}

/* When the event's run was: at the automatic step that came with it, else when it was recorded. */
static instant run_at(const struct event *event, const struct reader *next, const char *tool,
                      bool *automatic)
{
    instant at = event->recorded_at > event->at ? event->recorded_at : event->at;
    *automatic = next != NULL && span_is(read_string(next, "by"), tool);
    return *automatic ? read_instant(next, "at") : at;
}

static bool is_decision(const struct event *event, int kind_column, int decision_column)
{
    struct span kind = event->values[kind_column];
    return kind.at != NULL ? span_is(kind, "decision") : event->values[decision_column].at != NULL;
}

/* Whether the rules at hand take the event, so that the case has changed; counts those that they do
 * not. */
static bool is_taken(struct replay *replay, enum event_verdict verdict)
{
    replay->not_applied += verdict == EVENT_REJECTED;
    return verdict != EVENT_REJECTED;
}

static bool decide_route(struct replay *replay, const struct event *event, struct fault *fault)
{
    struct record *record = replay_at_hand(replay);
    struct fault why = {0};
    replay->desk.dispatch.now = event->recorded_at > event->at ? event->recorded_at : event->at;
    if (decided_case_read(&replay->decided, &replay->desk.dispatch, record, replay->state) &&
        is_taken(replay, decided_case_apply(&replay->decided, event, &why)))
        decided_case_write(&replay->decided);
    return replay_settle(replay, fault);
}

static bool apply_return(struct replay *replay, struct event *event, const struct reader *next,
                         struct span values[], struct fault *fault)
{
    struct return_desk *desk = &replay->desk.returns;
    struct fault why = {0};
    desk->now = run_at(event, next, "h12-return", &desk->automatic);
    desk->automatic |= replay->desk.automatic;
    if (replay->desk.automatic && is_decision(event, RETURN_KIND, RETURN_DECISION)) {
        if (event->values[RETURN_KIND].at != NULL)
            return true; /* the proposal was applied instead */
        values[RETURN_DECISION] = SPAN_NONE;
    }
    if (return_case_read(&replay->returned, desk, replay_at_hand(replay), replay->state) &&
        is_taken(replay, return_case_apply(&replay->returned, event, &why)))
        return_case_write(&replay->returned);
    return replay_settle(replay, fault);
}

static bool read_question(struct replay *replay, struct deadline_question *question,
                          struct span *lead)
{
    const struct replay_desk *desk = &replay->desk;
    return deadline_question(replay_at_hand(replay), replay->state, desk->extensions.rules,
                             desk->returns.rules, desk->extensions.calendar, question, lead);
}

static bool apply_extension(struct replay *replay, const struct event *event,
                            const struct reader *next, struct fault *fault)
{
    struct extension_desk *desk = &replay->desk.extensions;
    struct deadline_question question;
    struct span lead;
    struct fault why = {0};
    desk->now = run_at(event, next, "h12-deadline", &desk->automatic);
    if (read_question(replay, &question, &lead) &&
        extension_case_read(&replay->extended, desk, replay_at_hand(replay), &question, lead) &&
        is_taken(replay, extension_case_apply(&replay->extended, event, &why)))
        extension_case_write(&replay->extended);
    return replay_settle(replay, fault);
}

static bool apply_callback(struct replay *replay, const struct event *event, struct fault *fault)
{
    struct callback_desk *desk = &replay->desk.callbacks;
    struct fault why = {0};
    desk->now = event->recorded_at > event->at ? event->recorded_at : event->at;
    if (callback_case_read(&replay->called, desk, replay_at_hand(replay), replay->state) &&
        is_taken(replay, callback_case_apply(&replay->called, event, &why)))
        callback_case_write(&replay->called);
    return replay_settle(replay, fault);
}

/* How many cases were told the same words stands in the entry: the other cases are not at hand. */
static bool apply_reply(struct replay *replay, struct event *event, const struct reader *entry,
                        const struct reader *next, struct fault *fault)
{
    struct reply_desk *desk = &replay->desk.replies;
    struct fault why = {0};
    desk->now = run_at(event, next, "h12-reply", &desk->automatic);
    desk->automatic |= replay->desk.automatic;
    desk->signs = &replay->signs;
    event->counted = read_integer(entry, "same_words", 1);
    if (replay->desk.automatic && span_is(event->values[REPLY_ROW_KIND], "review"))
        return true; /* the proposal was applied instead */
    if (reply_case_read(&replay->replied, desk, replay_at_hand(replay), replay->state) &&
        is_taken(replay, reply_case_apply(&replay->replied, event, &why)))
        reply_case_write(&replay->replied);
    return replay_settle(replay, fault);
}

static bool supervise_event(struct replay *replay, const struct event *event, struct fault *fault)
{
    struct supervision_desk *desk = &replay->desk.supervision;
    struct fault why = {0};
    desk->now = event->recorded_at > event->at ? event->recorded_at : event->at;
    if (supervision_case_read(&replay->supervised, desk, replay_at_hand(replay), replay->state)) {
        /* What was noted on the way to it stays. */
        (void)is_taken(replay, supervision_case_apply(&replay->supervised, event, &why));
        supervision_case_write(&replay->supervised);
    }
    return replay_settle(replay, fault);
}

/* What h12-supervise noted or sent by itself, at the instant of the entry. */
bool replay_supervise(struct replay *replay, enum replay_part part, const struct reader *entry,
                      struct fault *fault)
{
    struct supervision_desk *desk = &replay->desk.supervision;
    struct urge urge;
    desk->now = read_instant(entry, "at");
    if (supervision_case_read(&replay->supervised, desk, replay_at_hand(replay), replay->state)) {
        if (part == REPLAY_ITEM)
            supervision_case_watch(&replay->supervised, desk->now);
        else
            supervision_case_urge(&replay->supervised, &urge);
        supervision_case_write(&replay->supervised);
    }
    return replay_settle(replay, fault);
}

/* What the other case was like stands in the event. */
static bool apply_repeat(struct replay *replay, const struct event *event, struct fault *fault)
{
    struct repeat_desk *desk = &replay->desk.repeats;
    struct fault why = {0};
    desk->now = event->recorded_at;
    if (repeat_case_read(&replay->repeated, desk, replay_at_hand(replay), replay->state) &&
        is_taken(replay, repeat_case_apply(&replay->repeated, event, &why) ? EVENT_APPLIED
                                                                           : EVENT_REJECTED))
        repeat_case_write(&replay->repeated);
    return replay_settle(replay, fault);
}

/* A clock that is none, or the hotline's own. */
static bool set_other_clock(struct replay *replay, struct fault *fault)
{
    struct record *record = replay_at_hand(replay);
    replay->desk.callbacks.now = replay->desk.now;
    if (replay->state == STATE_VERIFYING) {
        callback_clock_set(&replay->desk.callbacks, record);
        return replay_settle(replay, fault);
    }
    record_set(record, "deadline", SPAN("{}")); /* it had one, or it would not be asked for */
    if (!replay_settle(replay, fault))
        return false;
    deadline_clear(replay_at_hand(replay), &replay->desk.names);
    return replay_settle(replay, fault);
}

/* The clock as of now, where the case has one at all. */
bool replay_set_clock(struct replay *replay, struct fault *fault)
{
    const struct replay_desk *desk = &replay->desk;
    struct record *record = replay_at_hand(replay);
    struct deadline_question question;
    struct deadline_answer answer;
    struct extensions extensions;
    struct span lead;
    if (!deadline_has_clock(replay->state) || replay->state == STATE_VERIFYING)
        return set_other_clock(replay, fault);
    if (!read_question(replay, &question, &lead) || !extensions_read(record, &extensions))
        return replay_settle(replay, fault);
    extensions_add_turns(&extensions, &question);
    deadline_reckon(desk->extensions.rules, desk->extensions.calendar,
                    calendars_of(desk->calendars, desk->returns.directory, lead), &question,
                    desk->now, &answer);
    deadline_set(record, &answer, &desk->names);
    return replay_settle(replay, fault);
}

bool replay_event(struct replay *replay, enum replay_part part, const struct reader *entry,
                  const struct reader *next, struct fault *fault)
{
    static const struct event_plan *const plans[] = {
        [REPLAY_DECISION] = &route_event_plan,      [REPLAY_RETURN] = &return_event_plan,
        [REPLAY_EXTENSION] = &extension_event_plan, [REPLAY_CALLBACK] = &callback_event_plan,
        [REPLAY_REPLY] = &reply_event_plan,         [REPLAY_SUPERVISION] = &supervision_event_plan,
        [REPLAY_REPEAT] = &repeat_event_plan};
    struct span values[EVENT_COLUMNS];
    struct event event;
    if (!event_from_input(&event, values, plans[part], replay_input_of(entry),
                          replay_at_hand(replay)->offset, &replay->arena, fault))
        return false;
    if (part == REPLAY_DECISION)
        return decide_route(replay, &event, fault);
    if (part == REPLAY_RETURN)
        return apply_return(replay, &event, next, values, fault);
    if (part == REPLAY_CALLBACK)
        return apply_callback(replay, &event, fault);
    if (part == REPLAY_REPEAT)
        return apply_repeat(replay, &event, fault);
    if (part == REPLAY_REPLY)
        return apply_reply(replay, &event, entry, next, fault);
    if (part == REPLAY_SUPERVISION)
        return supervise_event(replay, &event, fault);
    return apply_extension(replay, &event, next, fault);
}
