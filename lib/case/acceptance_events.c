#include "lib/case/acceptance_events.h"

#include "lib/case/acceptance_measures.h"

static const struct event_column columns[DECIDE_COLUMNS] = {
    [EVENT_ID] = {"decision", "决定编号|编号", false},
    [EVENT_CASE] = EVENT_CASE_COLUMN,
    [EVENT_AT] = {"at", "决定时间|时间", true},
    [EVENT_RECORDED_AT] = EVENT_RECORDED_AT_COLUMN,
    [DECIDE_VERDICT] = {"verdict", "action|outcome|kind|决定|受理决定|受理结果|受理意见|处理意见",
                        false},
    [DECIDE_GROUND] = {"ground", "basis|依据|不予受理依据|不受理依据|不予受理条款", false},
    [DECIDE_URGENCY] = {"urgency", "紧急程度", false},
    [DECIDE_MATTER] = {"matter", "事项编码", false},
    [DECIDE_DISTRICT] = {"district", "所属区域", false},
    [DECIDE_OFFICER] = {"officer", "经办人|处理人|审核人", false},
    [DECIDE_REASON] = {"reason", "理由|原因", false},
    [DECIDE_EXPLAINED_AT] = {"explained_at", "解释时间|告知时间", true},
    [DECIDE_FROM] = {"from", "限制开始|开始时间", true},
    [DECIDE_UNTIL] = {"until", "限制截止|截止时间", true},
};

const struct event_plan acceptance_event_plan = {columns, DECIDE_COLUMNS, NULL, NULL};

enum act { ACT_ACCEPT, ACT_DECLINE, ACT_BAR, ACT_EXPLAIN, ACT_RESTRICT, ACT_POLICE, ACTS };
static const char *const act_words[ACTS] = {"accept",  "decline",  "bar",
                                            "explain", "restrict", "police"};

/* ---------------------------------------------------------------------------- reading */

/* The advice of the row that raised a flag, if that row is still there and means the same. */
static struct span advice_of(const struct screening *screening, const struct flag *flag)
{
    for (size_t i = 0; i < screening->rule_count; i++)
        if (screening->rules[i].row == flag->row && screening->rules[i].code == flag->code)
            return screening->rules[i].advice;
    return SPAN_NONE;
}

static void read_flags(struct acceptance_case *c, const struct reader *acceptance)
{
    const char *cursor = NULL;
    size_t index = 0;
    struct reader inner;
    c->flags.count = 0;
    c->flags_raw = read_array(acceptance, "flags");
    while (read_next_object(acceptance, "flags", c->flags_raw, &cursor, &index, &inner)) {
        int code = word_find(flag_words, FLAG_CODES, read_string(&inner, "code"));
        if (code < 0)
            continue; /* of a later version: it stays as it is */
        struct flag flag = {.code = (enum flag_code)code,
                            .row = (int)read_integer(&inner, "row", 0)};
        flag.advice = advice_of(c->desk->screening, &flag);
        flags_add(&c->flags, &flag);
    }
}

static void read_acceptance(struct acceptance_case *c, const struct reader *top)
{
    struct reader acceptance, proposal;
    c->flags = (struct flags){.count = 0};
    c->flags_raw = c->proposal = c->verdict = SPAN_NONE;
    c->bar_proposed = false;
    c->explained_at = INSTANT_NONE;
    if (!read_object(top, "acceptance", &acceptance))
        return;
    c->verdict = read_string(&acceptance, "verdict");
    c->explained_at = read_instant(&acceptance, "explained_at");
    read_flags(c, &acceptance);
    if (!read_object(&acceptance, "proposal", &proposal))
        return;
    c->proposal = object_find(acceptance.object, SPAN("proposal"))->value;
    c->bar_proposed = span_is(read_string(&proposal, "decision"), "bar");
}

bool acceptance_case_read(struct acceptance_case *c, const struct acceptance_desk *desk,
                          struct record *record, enum state state)
{
    struct reader top = read_top(record);
    instant received = read_required_instant(&top, "received_at");
    c->desk = desk;
    c->record = record;
    c->state = state;
    c->received_at = received;
    c->received = received != INSTANT_NONE ? instant_day(received, record->offset) : 0;
    c->kind = read_word(&top, "kind", kind_words, KINDS, -1);
    c->urgency = case_urgency(&top);
    c->decided = c->explained = false;
    c->reason = c->restriction = c->police = SPAN_NONE;
    read_acceptance(c, &top);
    event_log_start(&c->log, record, desk->now);
    return fault_none(&record->fault);
}

/* --------------------------------------------------------------------------- deciding */

static bool is_under_review(const struct acceptance_case *c)
{
    return span_is(c->verdict, verdict_words[VERDICT_REVIEW]);
}

/* Whether a unit or the hotline still has the case, and nobody was answered yet. */
static bool is_in_hand(enum state state)
{
    return state >= STATE_ACCEPTED && state <= STATE_COMMITTED && state != STATE_ANSWERED;
}

/* Whether the hotline may still decide, or correct what it decided. A unit that has the case keeps
 * it, but for an emergency that went on while it was reviewed: that may be turned away as long as
 * it was not answered, and accepted wherever it has come to, for the review has to end. */
static bool fits_state(const struct acceptance_case *c, enum act act)
{
    switch (c->state) {
    case STATE_REVIEW:
        return true;
    case STATE_DECLINED:
        return act != ACT_DECLINE;
    case STATE_BARRED:
        return act != ACT_BAR;
    case STATE_ACCEPTED:
    case STATE_TRIAGE:
        return act != ACT_ACCEPT || is_under_review(c);
    default:
        return is_under_review(c) && (act == ACT_ACCEPT || is_in_hand(c->state));
    }
}

static bool check_accept(const struct acceptance_case *c, const struct event *event,
                         struct fault *fault)
{
    const struct span *values = event->values;
    struct span urgency = values[DECIDE_URGENCY];
    const struct matter *matter = catalogue_find(c->desk->catalogue, values[DECIDE_MATTER]);
    if (urgency.at != NULL && word_find(urgency_words, URGENCIES, urgency) < 0)
        return fault_set(fault, "bad_value", "urgency", "is not one of the known words");
    if (values[DECIDE_MATTER].at != NULL && matter == NULL)
        return fault_set(fault, "bad_value", "matter", "is not in the catalogue");
    if (values[DECIDE_DISTRICT].at != NULL &&
        directory_district(c->desk->directory, values[DECIDE_DISTRICT], c->received) == NULL)
        return fault_set(fault, "bad_value", "district", "is not in the directory");
    return true;
}

static bool check_decline(const struct event *event, enum ground *ground, struct fault *fault)
{
    struct span text = event->values[DECIDE_GROUND];
    int found = ground_find(text);
    if (text.at == NULL)
        return fault_set(fault, "missing", "ground", "is missing: a request is declined by art.9");
    if (found < 0 || !ground_declines((enum ground)found))
        return fault_set(fault, "bad_value", "ground", "is not one of art.9(1) to art.9(6)");
    *ground = (enum ground)found;
    return true;
}

/* art.28(1): only what was closed, documented, approved and told, and only where an officer finds
 * nothing new in it. */
static bool check_bar(const struct acceptance_case *c, const struct event *event,
                      struct fault *fault)
{
    struct span ground = event->values[DECIDE_GROUND];
    if (ground.at != NULL && !span_is(ground, ground_words[GROUND_REPEATED]))
        return fault_set(fault, "bad_value", "ground", "is not art.28(1)");
    if (event->values[DECIDE_REASON].at == NULL)
        return fault_set(fault, "missing", "reason",
                         "is missing: the finding that nothing in it is new");
    if (!c->bar_proposed)
        return fault_set(fault, "not_closed", "case",
                         "repeats no case that is known as closed, documented, approved and told");
    return true;
}

static enum decided decided_of(enum act act)
{
    return (enum decided)(DECIDED_ACCEPT + (int)act);
}

/* Sets what the officer has found, and keeps in the open entry what the citizen or the export said.
 */
static void keep_accepted(struct acceptance_case *c, const struct event *event)
{
    static const struct {
        const char *name;
        int column;
    } said[] = {
        {"urgency", DECIDE_URGENCY}, {"matter", DECIDE_MATTER}, {"district", DECIDE_DISTRICT}};
    int urgency = word_find(urgency_words, URGENCIES, event->values[DECIDE_URGENCY]);
    if (urgency >= 0)
        c->urgency = (enum urgency)urgency;
    replaced_start(&c->replaced);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (event->values[said[i].column].at != NULL)
            replaced_set(&c->replaced, c->record, said[i].name, event->values[said[i].column]);
    replaced_write(&c->replaced, &c->log.added);
}

/* An emergency that is accepted stays where it has come to. */
static enum state next_state(const struct acceptance_case *c)
{
    bool has_gone_on = c->state > STATE_ACCEPTED;
    return c->answer.state == STATE_ACCEPTED && has_gone_on ? c->state : c->answer.state;
}

/* When the citizen was told why, `otherwise` where the event does not say. */
static bool read_explained(struct acceptance_case *c, const struct event *event, instant otherwise,
                           struct fault *fault)
{
    struct span said = event->values[DECIDE_EXPLAINED_AT];
    const char *field = columns[said.at != NULL ? DECIDE_EXPLAINED_AT : (int)EVENT_AT].name;
    instant when = otherwise;
    if (said.at != NULL)
        instant_read(said, c->record->offset, &when);
    when = since_receipt(when, c->received_at, c->record->offset);
    const char *wrong =
        when != INSTANT_NONE ? explained_wrongly(when, c->received_at, c->desk->now) : NULL;
    if (wrong != NULL)
        return fault_set(fault, when < c->received_at ? "out_of_order" : "future", field, "%s",
                         wrong);
    c->explained_at = when;
    return true;
}

static bool decide(struct acceptance_case *c, const struct event *event, enum act act,
                   struct fault *fault)
{
    struct acceptance_question question = {
        .kind = c->kind, .flags = &c->flags, .decided = decided_of(act)};
    if (!fits_state(c, act))
        return fault_set(fault, "wrong_state", "case", "is not in a state to be decided so");
    if (act == ACT_ACCEPT && !check_accept(c, event, fault))
        return false;
    if (act == ACT_DECLINE && !check_decline(event, &question.ground, fault))
        return false;
    if (act == ACT_BAR && !check_bar(c, event, fault))
        return false;
    if (!read_explained(c, event, INSTANT_NONE, fault))
        return false;
    c->answer = acceptance_decide(&question);
    c->reason = event->values[DECIDE_REASON];
    c->state = next_state(c);
    c->verdict = span_of(verdict_words[c->answer.verdict]);
    c->decided = true;
    event_log_begin(&c->log, event, verdict_words[c->answer.verdict], event->values[DECIDE_OFFICER],
                    span_of(c->answer.basis));
    if (act == ACT_ACCEPT)
        keep_accepted(c, event);
    event_log_end(&c->log, event);
    return true;
}

/* --------------------------------------------------------------------- what else happens */

/* The citizen was told why. */
static bool explain(struct acceptance_case *c, const struct event *event, struct fault *fault)
{
    if (c->verdict.at == NULL || span_is(c->verdict, verdict_words[VERDICT_ACCEPTED]))
        return fault_set(fault, "wrong_state", "case", "was accepted: there is nothing to explain");
    bool barred = span_is(c->verdict, verdict_words[VERDICT_BARRED]);
    if (!read_explained(c, event, event->at, fault))
        return false;
    c->explained = true;
    event_log_begin(&c->log, event, "explained", event->values[DECIDE_OFFICER],
                    barred ? span_of(ground_words[GROUND_REPEATED]) : SPAN("art.9"));
    event_log_end(&c->log, event);
    return true;
}

enum event_verdict acceptance_case_apply(struct acceptance_case *c, const struct event *event,
                                         struct fault *fault)
{
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    int act = word_find(act_words, ACTS, event->values[DECIDE_VERDICT]);
    bool applied = false;
    if (verdict != EVENT_APPLIED)
        return verdict;
    if (event->values[DECIDE_OFFICER].at == NULL)
        fault_set(fault, "missing", "officer", "is missing: a person decides");
    else if (act < 0)
        fault_set(fault, event->values[DECIDE_VERDICT].at == NULL ? "missing" : "bad_value",
                  "verdict", "is none of accept, decline, bar, explain, restrict, police");
    else if (act <= ACT_BAR)
        applied = decide(c, event, (enum act)act, fault);
    else if (act == ACT_EXPLAIN)
        applied = explain(c, event, fault);
    else if (act == ACT_RESTRICT)
        applied = acceptance_restrict(c, event, fault);
    else
        applied = acceptance_refer(c, event, fault);
    return applied ? EVENT_APPLIED : EVENT_REJECTED;
}

/* ---------------------------------------------------------------------------- writing */

static void write_decided(const struct acceptance_case *c)
{
    struct buffer *value = &c->record->scratch;
    struct json json = {.out = value};
    struct acceptance acceptance = {
        .answer = &c->answer,
        .flags = &c->flags,
        .flags_raw = c->flags_raw,
        .proposal_raw = c->proposal,
        .reason = c->reason,
        .explained_at = c->explained_at,
    };
    buffer_reset(value);
    acceptance_write(&json, &acceptance, c->desk->explaining, c->record->offset);
    record_set(c->record, "acceptance", buffer_span(value));
    case_set_state(c->record, c->state);
    if (c->answer.verdict != VERDICT_ACCEPTED)
        acceptance_lapse(c->record);
}

/* Only `explained_at` is new: the member is the same but for it. */
static void write_explained(const struct acceptance_case *c)
{
    struct reader top = read_top(c->record);
    struct reader acceptance;
    struct buffer *value = &c->record->scratch;
    struct json json = {.out = value};
    if (!read_object(&top, "acceptance", &acceptance))
        return;
    buffer_reset(value);
    json_open(&json, '{');
    for (size_t i = 0; i < acceptance.object->count; i++) {
        const struct member *member = &acceptance.object->members[i];
        if (span_is(member->name, "explained_at"))
            continue;
        json_key(&json, arena_copy(&c->record->arena, member->name));
        json_raw(&json, member->value);
    }
    json_member_instant(&json, "explained_at", c->explained_at, c->record->offset);
    json_close(&json, '}');
    record_set(c->record, "acceptance", buffer_span(value));
}

void acceptance_case_write(struct acceptance_case *c)
{
    if (c->decided)
        write_decided(c);
    else if (c->explained)
        write_explained(c);
    if (c->restriction.at != NULL)
        record_set(c->record, "restriction", c->restriction);
    if (c->police.at != NULL)
        record_set(c->record, "police", c->police);
    event_log_finish(&c->log);
}

void acceptance_case_release(struct acceptance_case *c)
{
    buffer_release(&c->log.buffer);
    replaced_release(&c->replaced);
}
