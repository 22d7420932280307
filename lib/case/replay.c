#include "lib/case/replay.h"

#include "lib/case/acceptance.h"
#include "lib/case/history.h"
#include "lib/case/replaced.h"
#include "lib/case/replay_steps.h"
#include "lib/rules/acceptance.h"

/* Members that the tools behind intake derive. The last are intake's, or officers': what a step
 * wrote over them stands in its entry's `replaced`. */
static const char *const derived[] = {
    "state",   "triage",      "handover",   "answer",  "promise",  "assignment", "designated",
    "alert",   "deadline",    "extensions", "returns", "replies",  "history",    "callback",
    "closing", "supervision", "repeats",    "matter",  "district", "urgency",
};
enum { DERIVED = sizeof derived / sizeof *derived, RESTORED = 3 };

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

/* Where a verdict leads. What came as critical goes on at once while it is reviewed. */
static enum state led_to(struct record *record, enum verdict verdict)
{
    static const enum state states[VERDICTS] = {[VERDICT_ACCEPTED] = STATE_ACCEPTED,
                                                [VERDICT_REVIEW] = STATE_REVIEW,
                                                [VERDICT_DECLINED] = STATE_DECLINED,
                                                [VERDICT_BARRED] = STATE_BARRED};
    struct reader top = read_top(record);
    if (verdict == VERDICT_REVIEW && case_urgency(&top) == URGENCY_CRITICAL)
        return STATE_ACCEPTED;
    return states[verdict];
}

/* Intake's entry stands as it is; what it decided is the state, but for a case that has gone on. */
static bool take_over(struct replay *replay, const struct reader *entry, struct span raw,
                      struct fault *fault)
{
    struct record *record = replay_at_hand(replay);
    int verdict = word_find(verdict_words, VERDICTS, read_string(entry, "event"));
    bool has_gone_on = replay->state > STATE_ACCEPTED && verdict == VERDICT_ACCEPTED;
    record_append(record, "history", raw);
    if (verdict == VERDICT_ACCEPTED)
        take_over_found(record, entry);
    if (verdict == VERDICT_DECLINED || verdict == VERDICT_BARRED)
        acceptance_lapse(record);
    if (verdict >= 0 && !has_gone_on)
        case_set_state(record, led_to(record, (enum verdict)verdict));
    return replay_settle(replay, fault);
}

/* -------------------------------------------------------------------- what happened since */

/* One entry of the history as it was; `next` is the one behind it, or NULL. */
static bool step(struct replay *replay, const struct reader *entry, struct span raw,
                 const struct reader *next, struct fault *fault)
{
    enum replay_part part = replay_part_of(entry);
    switch (part) {
    case REPLAY_INTAKE:
        return take_over(replay, entry, raw, fault);
    case REPLAY_ROUTE:
        return replay_route(replay, entry, fault);
    case REPLAY_CONSEQUENCE:
        return true;
    case REPLAY_ITEM:
    case REPLAY_URGE:
        return replay_supervise(replay, part, entry, fault);
    case REPLAY_UNKNOWN:
        return fault_set(fault, "cannot_replay", "history",
                         "has an entry that no tool of this version makes");
    default:
        return replay_event(replay, part, entry, next, fault);
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
    const struct object *made = &replay_at_hand(replay)->object;
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
        (has_clock && !replay_set_clock(replay, &fault))) {
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
