#include "lib/case/reply_events.h"

#include "lib/case/follower.h"
#include "lib/case/reply_review.h"
#include "lib/case/reply_signs.h"

#define FIELD(field) (REPLY_ROW_FIELDS + (field))

static const struct event_column columns[REPLY_ROW_COLUMNS] = {
    [EVENT_ID] = {"event", "事件编号", false},
    [EVENT_CASE] = EVENT_CASE_COLUMN,
    [EVENT_AT] = {"at", "答复时间|反馈时间|时间|发生时间", true},
    [EVENT_RECORDED_AT] = EVENT_RECORDED_AT_COLUMN,
    [REPLY_ROW_NAME] = {"reply", "答复编号|针对答复", false},
    [REPLY_ROW_KIND] = {"kind", "类型|事件类型", false},
    [REPLY_ROW_UNIT] = {"unit", "承办单位|答复单位|单位", false},
    [FIELD(REPLY_INFORMED_AT)] = {"informed_at", "告知时间", true},
    [FIELD(REPLY_INFORMED_HOW)] = {"informed_how", "告知方式", false},
    [FIELD(REPLY_FACTUAL)] = {"factual", "是否属实", false},
    [FIELD(REPLY_PROCESS)] = {"process", "调查过程及结果|办理过程|办理情况", false},
    [FIELD(REPLY_PROCESS_AT)] = {"process_at", "调查时间|核实时间|调解时间", true},
    [FIELD(REPLY_PROCESS_MANNER)] = {"process_manner", "调查方式|核实方式|调解方式", false},
    [FIELD(REPLY_OPINION)] = {"opinion", "办理意见", false},
    [FIELD(REPLY_OPINION_LIMIT)] = {"opinion_limit", "办理时限", true},
    [FIELD(REPLY_LAW)] = {"law", "法定依据|依据名称", false},
    [FIELD(REPLY_LAW_LIMIT)] = {"law_limit", "法定时限", false},
    [FIELD(REPLY_RESPONDER)] = {"responder", "反馈人|答复人", false},
    [FIELD(REPLY_SUGGESTED_UNIT)] = {"suggested_unit", "建议单位|建议转交单位", false},
    [FIELD(REPLY_REASON)] = {"reason", "理由|转交理由", false},
    [FIELD(REPLY_BASIS)] = {"basis", "依据|转交依据", false},
    [FIELD(REPLY_PLAN)] = {"plan", "解决方案", false},
    [FIELD(REPLY_SATISFACTION)] = {"unit_reported_satisfaction", "满意程度|反映人满意程度", false},
    [REPLY_ROW_DECISION] = {"decision", "决定|审核决定", false},
    [REPLY_ROW_TO] = {"to", "转交|转办单位", false},
    [REPLY_ROW_UNTIL] = {"until", "承诺期限|承诺时限", true},
    [REPLY_ROW_OFFICER] = {"officer", "经办人|审核人", false},
};

/* A reply's event is named as the reply; its review is another event. */
static struct span name_event(const struct span values[], struct arena *arena)
{
    bool is_review = span_is(values[REPLY_ROW_KIND], "review");
    return event_name_of(values[REPLY_ROW_NAME], is_review ? values[REPLY_ROW_KIND] : SPAN_NONE,
                         arena);
}

const struct event_plan reply_event_plan = {columns, REPLY_ROW_COLUMNS, name_event, NULL};

static struct span name_of(const struct event *event)
{
    struct span name = event->values[REPLY_ROW_NAME];
    return name.at != NULL ? name : event->id;
}

/* The instant from which on events of this round may be dated: a step of the toolkit's in the last
 * second of a day stands for the day. */
static instant round_start(const struct reply_case *c)
{
    struct history_end end = {INSTANT_NONE, INSTANT_NONE};
    history_end_add(&end, c->assignment.at, false, c->record->offset);
    return end.next_from;
}

/* A time that a reply tells of; INSTANT_NONE: it does not. */
static instant told_time(const struct reply_case *c, const struct event *event,
                         enum reply_field field)
{
    instant at;
    struct span cell = event->values[FIELD(field)];
    return cell.at != NULL && instant_read(cell, c->record->offset, &at) ? at : INSTANT_NONE;
}

/* What a reply says was done, was done by then; its limit alone is ahead. */
static bool check_times(const struct reply_case *c, const struct event *event, struct fault *fault)
{
    static const enum reply_field done[] = {REPLY_INFORMED_AT, REPLY_PROCESS_AT};
    instant start = round_start(c), informed = told_time(c, event, REPLY_INFORMED_AT);
    if (event->at < start)
        return fault_set(fault, "out_of_order", "at", "is before the unit had the case");
    if (c->assignment.cause == CAUSE_REWORK) /* the citizen may have been told all along */
        start = c->question.received;
    if (informed != INSTANT_NONE && informed < start)
        return fault_set(fault, "out_of_order", "informed_at", "is before the unit had the case");
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        if (told_time(c, event, done[i]) > event->recorded_at)
            return fault_set(fault, "future", reply_field_words[done[i]],
                             "is later than the reply was recorded");
    return true;
}

static bool check_words(const struct event *event, struct fault *fault)
{
    struct span factual = event->values[FIELD(REPLY_FACTUAL)];
    struct span satisfaction = event->values[FIELD(REPLY_SATISFACTION)];
    if (factual.at != NULL && word_find(factual_words, FACTUAL_WORDS, factual) < 0)
        return fault_set(fault, "bad_value", "factual", "is not yes, partly or no");
    if (satisfaction.at != NULL &&
        word_find(reported_satisfaction_words, SATISFACTION_WORDS, satisfaction) < 0)
        return fault_set(fault, "bad_value", "unit_reported_satisfaction",
                         "is not satisfied, basic, dissatisfied or unknown");
    if (event->values[REPLY_ROW_DECISION].at != NULL)
        return fault_set(fault, "bad_value", "decision", "belongs to a review of its own");
    return true;
}

/* Who replies, and to what: only the lead, or who acts for it, replies for the case; a co-handler's
 * goes to its part. False with a fault where the unit does not hold the case. */
static bool place_reply(const struct reply_case *c, struct span code, enum reply_kind *kind,
                        struct fault *fault)
{
    acting_for_lead(&c->assignment.acting, c->assignment.lead, &code);
    if (span_equal(code, c->assignment.lead))
        return true;
    if (assignment_assistant(&c->assignment, code) == c->assignment.co_count)
        return fault_set(fault, "not_current_unit", "unit", "is not one that has the case");
    if (*kind == REPLY_STAGE)
        return fault_set(fault, "not_current_unit", "unit",
                         "assists: only the lead reports how the case stands");
    *kind = REPLY_PART;
    return true;
}

static struct span code_of(const struct reply_case *c, struct span text)
{
    const struct unit *unit = reply_case_unit(c, text);
    return unit != NULL ? unit->code : text;
}

/* Whether the reply can be taken at all; says what kind it is. */
static bool may_reply(struct reply_case *c, const struct event *event, enum reply_kind *kind,
                      struct fault *fault)
{
    struct span unit = event->values[REPLY_ROW_UNIT];
    bool is_with_unit = c->state == STATE_ASSIGNED || c->state == STATE_COMMITTED;
    if ((!is_with_unit && c->state != STATE_REPLIED) || c->assignment.round == 0)
        return fault_set(fault, "wrong_state", "case", "is not with a unit");
    if (unit.at == NULL)
        return fault_set(fault, "missing", "unit", "is missing");
    if (!place_reply(c, code_of(c, unit), kind, fault))
        return false;
    if (!is_with_unit && *kind != REPLY_PART)
        return fault_set(fault, "wrong_state", "case", "has a reply that waits for its review");
    if (c->replies.count == REPLIES_MAX)
        return fault_set(fault, "wrong_state", "case", "has more replies than can be kept");
    if (replies_find(&c->replies, name_of(event)) != NULL)
        return fault_set(fault, "id_conflict", "reply", "the case has a reply of this name");
    return check_times(c, event, fault) && check_words(event, fault);
}

/* The handling limit is a day. */
static struct span day_text(const struct reply_case *c, struct span cell)
{
    instant at;
    char text[DAY_TEXT_LENGTH];
    if (cell.at == NULL || !instant_read(cell, c->record->offset, &at))
        return SPAN_NONE;
    day_write(instant_day(at, c->record->offset), text);
    return arena_span(&c->record->arena, (struct span){text, sizeof text});
}

static struct reply_entry *add_entry(struct reply_case *c, const struct event *event,
                                     enum reply_kind kind)
{
    struct reply_entry *entry = &c->replies.entries[c->replies.count++];
    struct span unit = code_of(c, event->values[REPLY_ROW_UNIT]);
    struct span acting = acting_for_lead(&c->assignment.acting, c->assignment.lead, &unit);
    *entry = (struct reply_entry){
        .reply = name_of(event),
        .kind = kind,
        .round = c->assignment.round,
        .unit = unit,
        .acting = acting,
        .at = event->at,
        .recorded_at = event->recorded_at,
        .told = true,
        .review = {.decision = REPLY_UNDECIDED, .at = INSTANT_NONE},
    };
    for (int field = 0; field < REPLY_FIELDS; field++)
        entry->fields[field] = event->values[FIELD(field)];
    entry->fields[REPLY_OPINION_LIMIT] = day_text(c, entry->fields[REPLY_OPINION_LIMIT]);
    return entry;
}

/* art.15: what it has to say and does not. */
static void judge(const struct reply_case *c, struct reply_entry *entry, int64_t counted)
{
    struct reply_facts facts = reply_case_facts(c, entry);
    struct reply_lacks lacks =
        entry->kind == REPLY_STAGE ? stage_lacking(&facts) : reply_lacking(&facts);
    memcpy(entry->lacks, lacks.fields, sizeof entry->lacks);
    entry->is_judged = true;
    entry->is_complete = lacks.count == 0;
    if (entry->kind == REPLY_STAGE)
        return;
    struct reply_measures measures =
        reply_signs_measure(c->desk->signs, c->record, entry->fields, counted);
    entry->same_words = measures.same_words;
    entry->flags = reply_signs_json(c->desk->rules, &measures, c->record);
}

static void write_judgement(struct json *json, const struct reply_entry *entry)
{
    json_member_string(json, "reply", entry->reply);
    json_member_boolean(json, "complete", entry->is_complete);
    reply_write_missing(json, entry);
    if (entry->has_verdict)
        json_member_boolean(json, "on_time", entry->on_time);
    if (entry->same_words > 1)
        json_member_integer(json, "same_words", entry->same_words);
}

static void begin_reply(struct reply_case *c, const struct event *event,
                        const struct reply_entry *entry, const char *word, struct span basis)
{
    event_log_begin(&c->log, event, word, entry->unit, basis);
    json_member_string(&c->log.added, "acting", entry->acting);
}

/* A report on how the case stands, or a co-handler's part: nothing stops. */
static enum event_verdict take_beside(struct reply_case *c, const struct event *event,
                                      struct reply_entry *entry)
{
    bool is_stage = entry->kind == REPLY_STAGE;
    begin_reply(c, event, entry, is_stage ? "stage_replied" : "part_replied",
                is_stage ? SPAN("art.18") : SPAN("art.15"));
    write_judgement(&c->log.added, entry);
    event_log_end(&c->log, event);
    return EVENT_APPLIED;
}

/* art.15: a reply is what the citizen is told. One that was not is kept and stops nothing; the unit
 * goes on having the case. */
static enum event_verdict refuse_untold(struct reply_case *c, const struct event *event,
                                        struct reply_entry *entry)
{
    entry->told = false;
    begin_reply(c, event, entry, "replied", SPAN("art.15"));
    json_member_word(&c->log.added, "outcome", "refused");
    json_member_word(&c->log.added, "refusal", "not_told");
    write_judgement(&c->log.added, entry);
    event_log_end(&c->log, event);
    return EVENT_REFUSED;
}

/* A reply to the case: it stops the clock until the review, and waits for it. */
static enum event_verdict take_final(struct reply_case *c, const struct event *event,
                                     struct reply_entry *entry)
{
    if (entry->fields[REPLY_INFORMED_AT].at == NULL)
        return refuse_untold(c, event, entry);
    entry->has_verdict = true;
    entry->on_time = entry->recorded_at <= reply_case_limit(c).due_at;
    reply_case_note_parts(c, entry);
    struct review_proposal proposal = reply_propose(c, entry);
    begin_reply(c, event, entry, "replied", SPAN("art.15"));
    write_judgement(&c->log.added, entry);
    event_log_input(&c->log, event);
    reply_case_pass(c, event->recorded_at, STATE_REPLIED, c->assignment.lead);
    json_close(&c->log.added, '}');
    if (c->desk->automatic)
        reply_apply_proposal(c, entry, &proposal);
    return EVENT_APPLIED;
}

static enum event_verdict apply_reply(struct reply_case *c, const struct event *event,
                                      enum reply_kind kind, struct fault *fault)
{
    if (!may_reply(c, event, &kind, fault))
        return EVENT_REJECTED;
    struct reply_entry *entry = add_entry(c, event, kind);
    judge(c, entry, event->counted);
    return kind == REPLY_FINAL ? take_final(c, event, entry) : take_beside(c, event, entry);
}

enum event_verdict reply_case_apply(struct reply_case *c, const struct event *event,
                                    struct fault *fault)
{
    struct span kind = event->values[REPLY_ROW_KIND];
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    if (follower_is(c->record))
        return follower_reject(fault);
    if (kind.at == NULL || span_is(kind, "final"))
        return apply_reply(c, event, REPLY_FINAL, fault);
    if (span_is(kind, "stage"))
        return apply_reply(c, event, REPLY_STAGE, fault);
    if (span_is(kind, "review"))
        return reply_apply_review(c, event, fault);
    return event_reject(fault, "bad_value", "kind", "is not final, stage or review");
}
