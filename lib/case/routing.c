#include "lib/case/routing.h"

#include "lib/rules/duties.h"

static const struct event_column columns[ROUTE_COLUMNS] = {
    [EVENT_ID] = {"decision", "决定编号|编号", false},
    [EVENT_CASE] = {"case", "工单编号|工单号|受理编号|案件编号", false},
    [EVENT_AT] = {"at", "决定时间|时间", true},
    [EVENT_RECORDED_AT] = {"recorded_at", "登记时间|记录时间", true},
    [ROUTE_UNIT] = {"unit", "承办单位|单位", false},
    [ROUTE_CO] = {"co", "协办|协办单位", false},
    [ROUTE_MATTER] = {"matter", "事项编码", false},
    [ROUTE_DISTRICT] = {"district", "所属区域", false},
    [ROUTE_OFFICER] = {"officer", "经办人|处理人", false},
    [ROUTE_REASON] = {"reason", "理由|原因", false},
};

const struct event_plan route_event_plan = {columns, ROUTE_COLUMNS, NULL};

/* One case on its way through the rule. */
struct routing {
    const struct dispatch_desk *desk;
    struct record *record;
    day_number received;
    struct span district; /* code, as the record has it or the text gives it */
    struct span unit;     /* as the record names it */
    struct span matter;
    instant assigned_at; /* as the export has it */
    struct route_evidence evidence[ROUTE_EVIDENCE_MAX];
    size_t evidence_count;
    struct route_candidate candidates[ROUTE_CANDIDATES];
    struct route_question question;
    struct route_answer answer;
};

static void add_evidence(struct routing *r, struct route_evidence piece)
{
    if (r->evidence_count < ROUTE_EVIDENCE_MAX)
        r->evidence[r->evidence_count++] = piece;
}

/* What the record says outright. */
static void read_explicit(struct routing *r, const struct reader *top)
{
    const struct dispatch_desk *desk = r->desk;
    r->unit = read_string(top, "unit");
    r->matter = read_string(top, "matter");
    r->district = read_string(top, "district");
    r->assigned_at = read_instant(top, "assigned_at");
    const struct unit *unit =
        r->unit.at != NULL ? directory_find(desk->directory, r->unit, r->received) : NULL;
    const struct matter *matter = catalogue_find(desk->catalogue, r->matter);
    const struct unit *district = directory_district(desk->directory, r->district, r->received);
    r->question.names_unit = r->unit.at != NULL;
    r->question.unit = unit != NULL && unit_is_valid(unit, r->received) ? unit : NULL;
    r->question.names_matter = r->matter.at != NULL;
    r->question.knows_matter = matter != NULL && matter_is_valid(matter, r->received);
    if (r->question.unit != NULL)
        add_evidence(r,
                     (struct route_evidence){
                         .source = SOURCE_UNIT, .row = unit->row, .member = "unit", .weight = 1});
    if (r->question.knows_matter)
        add_evidence(r, (struct route_evidence){.source = SOURCE_MATTER,
                                                .matter = matter,
                                                .row = matter->row,
                                                .member = "matter",
                                                .weight = 1});
    if (district != NULL)
        add_evidence(r, (struct route_evidence){.source = SOURCE_DISTRICT,
                                                .district = district,
                                                .row = district->row,
                                                .member = "district",
                                                .weight = 1});
}

static void read_texts(struct routing *r, const struct reader *top)
{
    struct lexicon_text texts[] = {
        {"title", read_string(top, "title"), r->desk->rules->title_factor},
        {"text", read_string(top, "text"), 1},
        {"address", read_string(top, "address"), 1},
    };
    r->question.has_text = texts[0].text.at != NULL || texts[1].text.at != NULL;
    r->evidence_count +=
        lexicon_evidence(r->desk->lexicon, texts, 3, r->received, r->evidence + r->evidence_count,
                         ROUTE_EVIDENCE_MAX - r->evidence_count);
}

/* art.13(2): the first of the units responsible for a matter leads. */
static const struct unit *unit_for(const struct routing *r, const struct matter *matter)
{
    struct responsible responsible = {.count = 0};
    duties_of_matter(r->desk->directory, matter, r->district, r->received, &responsible);
    if (responsible.count == 0 ||
        (matter->to_district && !matter->to_city && responsible.units[0]->level != LEVEL_DISTRICT))
        return NULL;
    return responsible.units[0];
}

static bool read_routing(struct routing *r)
{
    struct reader top = read_top(r->record);
    instant received = read_required_instant(&top, "received_at");
    r->received = received != INSTANT_NONE ? instant_day(received, r->record->offset) : 0;
    r->question.kind = (enum kind)read_word(&top, "kind", kind_words, KINDS, KIND_HELP);
    r->question.min_score = r->desk->rules->min_score;
    read_explicit(r, &top);
    read_texts(r, &top);
    const struct unit *district = route_district(r->evidence, r->evidence_count);
    if (r->district.at == NULL && district != NULL)
        r->district = district->district;
    struct span respondent = read_string(&top, "respondent");
    if (respondent.at != NULL)
        r->question.respondent = directory_find(r->desk->directory, respondent, r->received);
    size_t count = route_rank(r->desk->rules, r->evidence, r->evidence_count, r->candidates);
    for (size_t i = 0; i < count; i++)
        r->candidates[i].unit = unit_for(r, r->candidates[i].matter);
    r->question.candidates = r->candidates;
    r->question.candidate_count = count;
    return fault_none(&r->record->fault);
}

static const char *table_of(const struct route_evidence *piece)
{
    if (piece->source == SOURCE_KEYWORD || piece->source == SOURCE_MATTER)
        return "matters.csv";
    return "units.csv";
}

static void write_evidence(struct json *json, const struct routing *r)
{
    json_open(json, '[');
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct route_evidence *piece = &r->evidence[i];
        json_open(json, '{');
        json_member_string(json, "source", span_of(route_source_words[piece->source]));
        json_member_string(json, "table", span_of(table_of(piece)));
        json_member_integer(json, "row", piece->row);
        json_member_string(json, "member", span_of(piece->member));
        if (piece->source == SOURCE_KEYWORD || piece->source == SOURCE_PLACE)
            json_member_integer(json, "offset", (int64_t)piece->offset);
        json_member_thousandths(json, "weight", piece->weight);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_candidates(struct json *json, const struct routing *r)
{
    json_member_open(json, "candidates", '[');
    for (size_t i = 0; i < r->question.candidate_count; i++) {
        const struct route_candidate *candidate = &r->candidates[i];
        json_open(json, '{');
        if (candidate->unit != NULL)
            json_member_string(json, "unit", candidate->unit->code);
        if (candidate->matter != NULL)
            json_member_string(json, "matter", candidate->matter->code);
        json_member_thousandths(json, "score", candidate->score);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* What the text told us stands in the record from now on; what the record said stays. */
static void keep_findings(const struct routing *r)
{
    const struct route_candidate *best = &r->candidates[0];
    bool sure = r->question.candidate_count > 0 && best->score >= r->question.min_score;
    /* In triage a matter is a candidate only: kept, it would move the clock to another law's. */
    if (r->matter.at == NULL && sure && r->answer.lead != NULL)
        record_set_string(r->record, "matter", best->matter->code);
    if (r->district.at != NULL)
        record_set_string(r->record, "district", r->district);
}

/* The instant of the dispatch: what the export says, where it fits between the last event and now;
 * else the automatic step's. */
static instant dispatched_at(const struct routing *r)
{
    instant last = history_last(r->record);
    if (r->question.unit != NULL && r->assigned_at != INSTANT_NONE &&
        r->assigned_at <= r->desk->now && (last == INSTANT_NONE || r->assigned_at >= last))
        return r->assigned_at;
    return history_step_at(r->record, r->desk->now);
}

static void write_assignment(const struct routing *r, struct route_scratch *scratch,
                             struct json *history)
{
    struct json json = {.out = &scratch->evidence};
    buffer_reset(&scratch->evidence);
    write_evidence(&json, r);
    struct assignment assignment = {
        .round = 1,
        .lead = r->answer.lead->code,
        .cause = CAUSE_DISPATCHED,
        .basis = span_of(r->answer.basis),
        .reason = span_of(r->answer.reason),
        .at = dispatched_at(r),
        .evidence = buffer_span(&scratch->evidence),
    };
    assignment_set(r->record, &assignment, SPAN("h12-route"), history);
    case_set_state(r->record, STATE_ASSIGNED);
}

static void write_triage(const struct routing *r, struct json *history)
{
    instant at = history_step_at(r->record, r->desk->now);
    history_begin(history, at, r->record->offset, "triage", SPAN("h12-route"),
                  span_of(r->answer.basis));
    json_key(history, "triage");
    size_t start = history->out->length;
    json_open(history, '{');
    json_member_instant(history, "at", at, r->record->offset);
    json_member_string(history, "basis", span_of(r->answer.basis));
    json_member_string(history, "reason", span_of(r->answer.reason));
    json_member_string(history, "policy", span_of(r->answer.policy));
    write_candidates(history, r);
    json_key(history, "evidence");
    write_evidence(history, r);
    json_close(history, '}');
    struct span value = {history->out->bytes + start, history->out->length - start};
    record_set(r->record, "triage", value);
    json_close(history, '}');
    case_set_state(r->record, STATE_TRIAGE);
}

/* A complaint about a unit is its superior's to judge: the only candidate, where there is one. */
static void propose_superior(struct routing *r)
{
    const struct unit *superior = directory_by_code(r->desk->directory, r->answer.about->parent);
    r->question.candidate_count = superior != NULL;
    r->candidates[0] = (struct route_candidate){.unit = superior, .score = 1};
}

bool route_case(const struct dispatch_desk *desk, struct route_scratch *scratch,
                struct record *record)
{
    struct routing r;
    r.desk = desk;
    r.record = record;
    r.evidence_count = 0;
    r.question = (struct route_question){0};
    if (!read_routing(&r))
        return false;
    route_decide(&r.question, &r.answer);
    buffer_reset(&scratch->history);
    struct json history = {.out = &scratch->history};
    keep_findings(&r);
    if (r.answer.about != NULL)
        propose_superior(&r);
    if (r.answer.lead != NULL)
        write_assignment(&r, scratch, &history);
    else
        write_triage(&r, &history);
    record_append(record, "history", buffer_span(&scratch->history));
    return fault_none(&record->fault); /* history is read while the answer is written */
}

void route_scratch_release(struct route_scratch *scratch)
{
    buffer_release(&scratch->evidence);
    buffer_release(&scratch->history);
}

static enum event_verdict reject(struct fault *fault, const char *code, const char *field,
                                 const char *reason)
{
    fault_set(fault, code, field, "%s", reason);
    return EVENT_REJECTED;
}

/* Checks the units and codes that an officer named, before anything is changed. */
static bool read_decided(const struct dispatch_desk *desk, const struct event *event,
                         day_number day, struct assignment *assignment, struct fault *fault)
{
    const struct span *values = event->values;
    const struct unit *lead = directory_find(desk->directory, values[ROUTE_UNIT], day);
    struct span rest = values[ROUTE_CO];
    struct span part;
    if (values[ROUTE_OFFICER].at == NULL)
        return fault_set(fault, "missing", "officer", "is missing: a person decides");
    if (lead == NULL || !unit_is_valid(lead, day))
        return fault_set(fault, "bad_value", "unit", "is no valid unit of the directory");
    assignment->lead = lead->code;
    while (span_next_part(&rest, &part)) {
        const struct unit *co = directory_find(desk->directory, part, day);
        bool fits =
            co != NULL && unit_is_valid(co, day) && co != lead && assignment->co_count < CO_MAX;
        for (size_t i = 0; fits && i < assignment->co_count; i++)
            fits = !span_equal(assignment->co[i], co->code);
        if (!fits)
            return fault_set(fault, "bad_value", "co",
                             "names no valid unit, the lead, or one unit twice");
        assignment->co[assignment->co_count++] = co->code;
    }
    if (values[ROUTE_MATTER].at != NULL &&
        catalogue_find(desk->catalogue, values[ROUTE_MATTER]) == NULL)
        return fault_set(fault, "bad_value", "matter", "is not in the catalogue");
    if (values[ROUTE_DISTRICT].at != NULL &&
        directory_district(desk->directory, values[ROUTE_DISTRICT], day) == NULL)
        return fault_set(fault, "bad_value", "district", "is not in the directory");
    return true;
}

static void keep_decided(struct record *record, const struct event *event)
{
    if (event->values[ROUTE_MATTER].at != NULL)
        record_set_string(record, "matter", event->values[ROUTE_MATTER]);
    if (event->values[ROUTE_DISTRICT].at != NULL)
        record_set_string(record, "district", event->values[ROUTE_DISTRICT]);
}

bool decided_case_read(struct decided_case *c, const struct dispatch_desk *desk,
                       struct record *record, enum state state)
{
    struct reader top = read_top(record);
    instant received = read_required_instant(&top, "received_at");
    c->desk = desk;
    c->record = record;
    c->state = state;
    c->kind = (enum kind)read_word(&top, "kind", kind_words, KINDS, KIND_HELP);
    c->designated = read_boolean(&top, "designated", false);
    c->received = received != INSTANT_NONE ? instant_day(received, record->offset) : 0;
    assignment_read(record, &c->assignment);
    event_log_start(&c->log, record, desk->now);
    return fault_none(&record->fault);
}

enum event_verdict decided_case_apply(struct decided_case *c, const struct event *event,
                                      struct fault *fault)
{
    struct span officer = event->values[ROUTE_OFFICER];
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    bool corrects = c->state == STATE_ASSIGNED;
    if (!corrects && c->state != STATE_ACCEPTED && c->state != STATE_TRIAGE)
        return reject(fault, "wrong_state", "case", "is not waiting to be routed nor with a unit");
    if (c->designated)
        return reject(fault, "wrong_state", "case", "has a designated unit (art.18)");
    struct assignment next = {
        .round = c->assignment.round + 1,
        .cause = corrects ? CAUSE_CORRECTED : CAUSE_DISPATCHED,
        .basis = span_of(route_basis(c->kind)),
        .reason = event->values[ROUTE_REASON].at != NULL ? event->values[ROUTE_REASON]
                                                         : SPAN("an officer's decision"),
        .at = event->recorded_at,
    };
    if (!read_decided(c->desk, event, c->received, &next, fault))
        return EVENT_REJECTED;
    event_log_begin(&c->log, event, "route_decided", officer, next.basis);
    event_log_end(&c->log, event);
    assignment_set(c->record, &next, officer, &c->log.added);
    keep_decided(c->record, event);
    c->assignment = next;
    c->state = STATE_ASSIGNED;
    return EVENT_APPLIED;
}

void decided_case_write(struct decided_case *c)
{
    case_set_state(c->record, c->state);
    record_remove(c->record, "triage");
    event_log_finish(&c->log);
}
