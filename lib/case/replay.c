#include "lib/case/replay.h"

#include "lib/case/history.h"
#include "lib/case/replaced.h"
#include "lib/case/replay_parts.h"
#include "lib/rules/acceptance.h"

/* Members that the tools behind intake derive. The last are intake's, or officers': what a step
 * wrote over them stands in its entry's `replaced`. */
static const char *const derived[] = {
    "state",   "triage",      "handover",   "answer",  "promise",  "assignment", "designated",
    "alert",   "deadline",    "extensions", "returns", "replies",  "history",    "callback",
    "closing", "supervision", "repeats",    "matter",  "district", "urgency",
};
enum { DERIVED = sizeof derived / sizeof *derived, RESTORED = 3 };

static struct record *at_hand(struct replay *replay)
{
    return &replay->stages[replay->stage];
}

/* The record at hand has been changed: it is written, and read again as the next tool would. */
static bool settle(struct replay *replay, struct fault *fault)
{
    struct record *record = at_hand(replay);
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
    struct reader top = read_top(at_hand(replay));
    replay->state = (enum state)read_word(&top, "state", state_words, STATES, (int)replay->state);
    return true;
}

/* ------------------------------------------------------------------------- what intake left */

static bool is_derived(struct span name)
{
    for (size_t i = 0; i < DERIVED - RESTORED; i++)
        if (span_is(name, derived[i]))
            return true;
    return false;
}

/* The case as it stood when intake was done with it, its history yet empty. */
static bool start(struct replay *replay, struct record *record, struct fault *fault)
{
    struct buffer *line = &replay->lines[0];
    struct json json = {.out = line};
    buffer_reset(line);
    json_open(&json, '{');
    for (size_t i = 0; i < record->object.count; i++) {
        const struct member *member = &record->object.members[i];
        struct span value = is_derived(member->name) ? SPAN_NONE : replaced_first(record, member);
        if (value.at == NULL)
            continue;
        json_raw(&json, (struct span){member->start, (size_t)(member->value.at - member->start)});
        buffer_add_span(line, value);
    }
    json_member_word(&json, "state", state_words[STATE_ACCEPTED]);
    json_close(&json, '}');
    replay->stage = 0;
    replay->state = STATE_ACCEPTED;
    replay->stages[0].offset = record->offset;
    if (record_parse_buffer(&replay->stages[0], line))
        return true;
    *fault = replay->stages[0].fault;
    return false;
}

/* ----------------------------------------------------------------------------------- steps */

/* What an officer found when the request was accepted: the members that the entry says it wrote. */
static void take_over_found(struct record *record, const struct reader *entry)
{
    struct reader input;
    if (!read_object(entry, "input", &input))
        return;
    for (size_t i = DERIVED - RESTORED; i < DERIVED; i++) {
        struct span found = read_string(&input, derived[i]);
        if (found.at != NULL)
            record_set_string(record, derived[i], found);
    }
}

/* Intake's entry stands as it is; what it decided is the state, but for a case that has gone on. */
static bool take_over(struct replay *replay, const struct reader *entry, struct span raw,
                      struct fault *fault)
{
    struct record *record = at_hand(replay);
    int verdict = word_find(verdict_words, VERDICTS, read_string(entry, "event"));
    bool has_gone_on = replay->state > STATE_ACCEPTED && verdict == VERDICT_ACCEPTED;
    record_append(record, "history", raw);
    if (verdict == VERDICT_ACCEPTED)
        take_over_found(record, entry);
    if (verdict >= 0 && verdict != VERDICT_ACCEPTED)
        record_remove(record, "triage");
    if (verdict >= 0 && !has_gone_on) {
        static const enum state states[VERDICTS] = {[VERDICT_ACCEPTED] = STATE_ACCEPTED,
                                                    [VERDICT_REVIEW] = STATE_REVIEW,
                                                    [VERDICT_DECLINED] = STATE_DECLINED,
                                                    [VERDICT_BARRED] = STATE_BARRED};
        case_set_state(record, states[verdict]);
    }
    return settle(replay, fault);
}

/* art.7(2): a dispatch names who acts only where it was asked to. */
static bool was_delegated(const struct reader *entry)
{
    struct reader assignment;
    return read_object(entry, "assignment", &assignment) &&
           object_find(assignment.object, SPAN("acting")) != NULL;
}

/* An emergency is routed while its acceptance is reviewed. */
static bool route(struct replay *replay, const struct reader *entry, struct fault *fault)
{
    struct dispatch_desk *desk = &replay->desk.dispatch;
    desk->now = read_instant(entry, "at");
    desk->delegate = was_delegated(entry);
    if (replay->state == STATE_REVIEW) {
        case_set_state(at_hand(replay), STATE_ACCEPTED);
        if (!settle(replay, fault))
            return false;
    }
    if (replay->state != STATE_ACCEPTED)
        return true;
    route_case(desk, &replay->scratch, at_hand(replay));
    return settle(replay, fault);
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

static void count_verdict(struct replay *replay, enum event_verdict verdict)
{
    replay->not_applied += verdict == EVENT_REJECTED;
}

static bool decide_route(struct replay *replay, const struct event *event, struct fault *fault)
{
    struct record *record = at_hand(replay);
    struct fault why = {0};
    replay->desk.dispatch.now = event->recorded_at > event->at ? event->recorded_at : event->at;
    if (decided_case_read(&replay->decided, &replay->desk.dispatch, record, replay->state)) {
        enum event_verdict verdict = decided_case_apply(&replay->decided, event, &why);
        count_verdict(replay, verdict);
        if (verdict != EVENT_REJECTED)
            decided_case_write(&replay->decided);
    }
    return settle(replay, fault);
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
    if (return_case_read(&replay->returned, desk, at_hand(replay), replay->state)) {
        enum event_verdict verdict = return_case_apply(&replay->returned, event, &why);
        count_verdict(replay, verdict);
        if (verdict != EVENT_REJECTED)
            return_case_write(&replay->returned);
    }
    return settle(replay, fault);
}

static bool read_question(struct replay *replay, struct deadline_question *question,
                          struct span *lead)
{
    const struct replay_desk *desk = &replay->desk;
    return deadline_question(at_hand(replay), replay->state, desk->extensions.rules,
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
        extension_case_read(&replay->extended, desk, at_hand(replay), &question, lead)) {
        enum event_verdict verdict = extension_case_apply(&replay->extended, event, &why);
        count_verdict(replay, verdict);
        if (verdict != EVENT_REJECTED)
            extension_case_write(&replay->extended);
    }
    return settle(replay, fault);
}

static bool apply_callback(struct replay *replay, const struct event *event, struct fault *fault)
{
    struct callback_desk *desk = &replay->desk.callbacks;
    struct fault why = {0};
    desk->now = event->recorded_at > event->at ? event->recorded_at : event->at;
    if (callback_case_read(&replay->called, desk, at_hand(replay), replay->state)) {
        enum event_verdict verdict = callback_case_apply(&replay->called, event, &why);
        count_verdict(replay, verdict);
        if (verdict != EVENT_REJECTED)
            callback_case_write(&replay->called);
    }
    return settle(replay, fault);
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
    if (reply_case_read(&replay->replied, desk, at_hand(replay), replay->state)) {
        enum event_verdict verdict = reply_case_apply(&replay->replied, event, &why);
        count_verdict(replay, verdict);
        if (verdict != EVENT_REJECTED)
            reply_case_write(&replay->replied);
    }
    return settle(replay, fault);
}

static bool supervise_event(struct replay *replay, const struct event *event, struct fault *fault)
{
    struct supervision_desk *desk = &replay->desk.supervision;
    struct fault why = {0};
    desk->now = event->recorded_at > event->at ? event->recorded_at : event->at;
    if (supervision_case_read(&replay->supervised, desk, at_hand(replay), replay->state)) {
        count_verdict(replay, supervision_case_apply(&replay->supervised, event, &why));
        supervision_case_write(&replay->supervised);
    }
    return settle(replay, fault);
}

/* What h12-supervise noted or sent by itself, at the instant of the entry. */
static bool supervise_alone(struct replay *replay, enum replay_part part,
                            const struct reader *entry, struct fault *fault)
{
    struct supervision_desk *desk = &replay->desk.supervision;
    struct urge urge;
    desk->now = read_instant(entry, "at");
    if (supervision_case_read(&replay->supervised, desk, at_hand(replay), replay->state)) {
        if (part == REPLAY_ITEM)
            supervision_case_watch(&replay->supervised, desk->now);
        else
            supervision_case_urge(&replay->supervised, &urge);
        supervision_case_write(&replay->supervised);
    }
    return settle(replay, fault);
}

/* What the other case was like stands in the event. */
static bool apply_repeat(struct replay *replay, const struct event *event, struct fault *fault)
{
    struct repeat_desk *desk = &replay->desk.repeats;
    struct fault why = {0};
    desk->now = event->recorded_at;
    if (repeat_case_read(&replay->repeated, desk, at_hand(replay), replay->state)) {
        bool applied = repeat_case_apply(&replay->repeated, event, &why);
        count_verdict(replay, applied ? EVENT_APPLIED : EVENT_REJECTED);
        if (applied)
            repeat_case_write(&replay->repeated);
    }
    return settle(replay, fault);
}

/* A clock that is none, or the hotline's own. */
static bool set_other_clock(struct replay *replay, struct fault *fault)
{
    struct record *record = at_hand(replay);
    replay->desk.callbacks.now = replay->desk.now;
    if (replay->state == STATE_VERIFYING) {
        callback_clock_set(&replay->desk.callbacks, record);
        return settle(replay, fault);
    }
    record_set(record, "deadline", SPAN("{}")); /* it had one, or it would not be asked for */
    if (!settle(replay, fault))
        return false;
    deadline_clear(at_hand(replay), &replay->desk.names);
    return settle(replay, fault);
}

/* The clock as of now, where the case has one at all. */
static bool set_clock(struct replay *replay, struct fault *fault)
{
    const struct replay_desk *desk = &replay->desk;
    struct record *record = at_hand(replay);
    struct deadline_question question;
    struct deadline_answer answer;
    struct extensions extensions;
    struct span lead;
    if (!deadline_has_clock(replay->state) || replay->state == STATE_VERIFYING)
        return set_other_clock(replay, fault);
    if (!read_question(replay, &question, &lead) || !extensions_read(record, &extensions))
        return settle(replay, fault);
    extensions_add_turns(&extensions, &question);
    deadline_reckon(desk->extensions.rules, desk->extensions.calendar,
                    calendars_of(desk->calendars, desk->returns.directory, lead), &question,
                    desk->now, &answer);
    deadline_set(record, &answer, &desk->names);
    return settle(replay, fault);
}

/* ------------------------------------------------------------------------------------ all */

static bool apply_event(struct replay *replay, enum replay_part part, const struct reader *entry,
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
                          at_hand(replay)->offset, &replay->arena, fault))
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

/* One entry of the history as it was; `next` is the one behind it, or NULL. */
static bool step(struct replay *replay, const struct reader *entry, struct span raw,
                 const struct reader *next, struct fault *fault)
{
    enum replay_part part = replay_part_of(entry);
    switch (part) {
    case REPLAY_INTAKE:
        return take_over(replay, entry, raw, fault);
    case REPLAY_ROUTE:
        return route(replay, entry, fault);
    case REPLAY_CONSEQUENCE:
        return true;
    case REPLAY_ITEM:
    case REPLAY_URGE:
        return supervise_alone(replay, part, entry, fault);
    case REPLAY_UNKNOWN:
        return fault_set(fault, "cannot_replay", "history",
                         "has an entry that no tool of this version makes");
    default:
        return apply_event(replay, part, entry, next, fault);
    }
}

static bool tell_again(struct replay *replay, struct record *record, struct fault *fault)
{
    struct history_walk walk = {.record = record}, ahead = {.record = record};
    bool has_next = history_next(&ahead);
    while (history_next(&walk)) {
        struct span raw = history_raw(&walk);
        has_next = has_next && history_next(&ahead);
        if (!fault_none(&record->fault) ||
            !step(replay, &walk.entry, raw, has_next ? &ahead.entry : NULL, fault))
            return false;
    }
    return fault_none(&record->fault); /* else the walk ended at an entry that is none */
}

/* Puts each derived member into the record as it has become. */
static void hand_back(struct replay *replay, struct record *record)
{
    const struct object *made = &at_hand(replay)->object;
    for (size_t i = 0; i < DERIVED; i++) {
        const struct member *member = object_find(made, span_of(derived[i]));
        if (member != NULL)
            record_set(record, derived[i], member->value);
        else
            record_remove(record, derived[i]);
    }
}

bool replay_case(struct replay *replay, struct record *record)
{
    struct fault fault = {0};
    bool has_clock = object_find(&record->object, SPAN("deadline")) != NULL;
    arena_reset(&replay->arena);
    if (!start(replay, record, &fault) || !tell_again(replay, record, &fault) ||
        (has_clock && !set_clock(replay, &fault))) {
        if (fault_none(&record->fault))
            record->fault = fault;
        return false;
    }
    hand_back(replay, record);
    return true;
}

void replay_release(struct replay *replay)
{
    for (int i = 0; i < 2; i++) {
        record_release(&replay->stages[i]);
        buffer_release(&replay->lines[i]);
    }
    arena_release(&replay->arena);
    route_scratch_release(&replay->scratch);
    decided_case_release(&replay->decided);
    buffer_release(&replay->returned.log.buffer);
    buffer_release(&replay->extended.log.buffer);
    callback_case_release(&replay->called);
    buffer_release(&replay->replied.log.buffer);
    buffer_release(&replay->supervised.log.buffer);
    repeat_case_release(&replay->repeated);
    reply_signs_release(&replay->signs);
}
