#include "lib/case/callback_events.h"

#include "lib/case/follower.h"

/* The columns of the rating file, behind the four that all event files have. */
enum {
    RATING_KIND = EVENT_OWN,
    RATING_BY,
    RATING_REACHED,
    RATING_RESOLVED,
    RATING_SATISFIED,
    RATING_REASON,
    RATING_FINDING,
    RATING_OFFICER,
    RATING_UNIT,
    RATING_FINISHED_AT,
    RATING_DOCUMENT,
    RATING_APPROVED_BY,
    RATING_INFORMED_AT,
    RATING_INFORMED_BY,
    RATING_COLUMNS
};

static const struct event_column columns[RATING_COLUMNS] = {
    [EVENT_ID] = {"rating", "event|评价编号|回访编号|事件编号", false},
    [EVENT_CASE] = EVENT_CASE_COLUMN,
    [EVENT_AT] = {"at", "评价时间|回访时间|时间|发生时间", true},
    [EVENT_RECORDED_AT] = EVENT_RECORDED_AT_COLUMN,
    [RATING_KIND] = {"kind", "类型|事件类型", false},
    [RATING_BY] = {"by", "评价方|评价来源", false},
    [RATING_REACHED] = {"reached", "是否接通|接通", false},
    [RATING_RESOLVED] = {"resolved", "是否解决|解决情况", false},
    [RATING_SATISFIED] = {"satisfied", "满意度|满意程度|满意情况", false},
    [RATING_REASON] = {"reason", "原因|理由", false},
    [RATING_FINDING] = {"finding", "核实结论|核查结论", false},
    [RATING_OFFICER] = {"officer", "经办人|处理人|回访人", false},
    [RATING_UNIT] = {"unit", "单位|承办单位", false},
    [RATING_FINISHED_AT] = {"finished_at", "办结时间", true},
    [RATING_DOCUMENT] = {"document", "书面材料|办结材料", false},
    [RATING_APPROVED_BY] = {"approved_by", "审核人", false},
    [RATING_INFORMED_AT] = {"informed_at", "告知时间", true},
    [RATING_INFORMED_BY] = {"informed_by", "告知单位", false},
};

const struct event_plan callback_event_plan = {columns, RATING_COLUMNS, NULL, NULL};

static const struct unit *unit_of(const struct callback_case *c, struct span text)
{
    return text.at != NULL ? directory_find(c->desk->directory, text, c->received) : NULL;
}

/* --------------------------------------------------------------------------------------- ratings
 */

/* One of the words of a column; -1 where it is empty. False with a fault. */
static bool read_cell(const struct event *event, int column, const char *const words[], int count,
                      int *word, struct fault *fault)
{
    struct span cell = event->values[column];
    *word = cell.at != NULL ? word_find(words, count, cell) : -1;
    if (cell.at != NULL && *word < 0)
        return fault_set(fault, "bad_value", columns[column].name, "is not one of its words");
    return true;
}

/* Whether somebody was reached: who rates by themselves was. */
static bool read_reached(const struct event *event, struct rating_entry *entry, struct fault *fault)
{
    static const char *const words[] = {"yes", "no"};
    int word;
    if (!read_cell(event, RATING_REACHED, words, 2, &word, fault))
        return false;
    if (word < 0 && entry->by == RATER_HOTLINE)
        return fault_set(fault, "missing", "reached", "is missing: yes or no");
    if (word == 1 && entry->by == RATER_REQUESTER)
        return fault_set(fault, "bad_value", "reached", "is no, though it is who asked that rates");
    entry->reached = word != 1;
    return true;
}

static bool read_rating(const struct callback_case *c, const struct event *event,
                        struct rating_entry *entry, struct fault *fault)
{
    int by, settled, satisfied;
    const struct unit *unit = unit_of(c, event->values[RATING_UNIT]);
    *entry = (struct rating_entry){
        .rating = event->id,
        .round = c->has_assignment ? c->assignment.round : 0,
        .at = event->at,
        .recorded_at = event->recorded_at,
        .reason = event->values[RATING_REASON],
    };
    if (!read_cell(event, RATING_BY, rater_words, RATERS, &by, fault) ||
        !read_cell(event, RATING_RESOLVED, settled_words, SETTLED_WORDS, &settled, fault) ||
        !read_cell(event, RATING_SATISFIED, satisfaction_words, SATISFACTIONS, &satisfied, fault))
        return false;
    if (by < 0)
        return fault_set(fault, "missing", "by", "is missing: requester, hotline or unit");
    entry->by = (enum rater)by;
    if (!read_reached(event, entry, fault))
        return false;
    if (entry->reached && satisfied < 0)
        return fault_set(fault, "missing", "satisfied", "is missing, though somebody was reached");
    if (!entry->reached && (satisfied >= 0 || settled >= 0))
        return fault_set(fault, "bad_value", "reached", "is no, though there are answers");
    entry->has_settled = settled >= 0;
    entry->settled = settled >= 0 ? (enum settled)settled : SETTLED_YES;
    entry->has_satisfied = satisfied >= 0;
    entry->satisfied = satisfied >= 0 ? (enum satisfaction)satisfied : SATISFIED;
    if (entry->by == RATER_UNIT)
        entry->unit = unit != NULL ? unit->code : event->values[RATING_UNIT];
    return true;
}

static bool may_rate(const struct callback_case *c, const struct event *event, struct fault *fault)
{
    if (!rating_is_open(c->state))
        return fault_set(fault, "wrong_state", "case", "is neither answered nor replied to");
    if (c->has_assignment && event->at < c->assignment.at)
        return fault_set(fault, "out_of_order", "at", "is before the case was assigned");
    if (c->callback.rating_count == RATINGS_MAX)
        return fault_set(fault, "wrong_state", "case", "has more ratings than can be kept");
    return true;
}

/* Who said it, as history names them. */
static struct span rater_of(const struct event *event, const struct rating_entry *entry)
{
    if (entry->by == RATER_HOTLINE && event->values[RATING_OFFICER].at != NULL)
        return event->values[RATING_OFFICER];
    return entry->by == RATER_UNIT && entry->unit.at != NULL ? entry->unit
                                                             : span_of(rater_words[entry->by]);
}

static void log_rating(struct callback_case *c, const struct event *event,
                       const struct rating_entry *entry)
{
    struct json *json = &c->log.added;
    event_log_begin(&c->log, event, "rated", rater_of(event, entry), SPAN("art.11(4)"));
    json_member_word(json, "outcome", rating_outcome_words[entry->outcome]);
    if (entry->refusal != RATING_NOT_REFUSED)
        json_member_word(json, "refusal", rating_refusal_words[entry->refusal]);
    json_member_string(json, "policy", entry->policy);
    event_log_end(&c->log, event);
}

/* What follows from a rating. */
static void follow(struct callback_case *c, const struct rating_entry *entry)
{
    struct callback *callback = &c->callback;
    struct callback_step step = {
        .by = SPAN("h12-callback"),
        .basis = SPAN("art.11(4)"),
        .policy = entry->policy,
        .at = entry->recorded_at,
    };
    if (entry->counted)
        callback->rating = entry->rating;
    if (entry->outcome == RATING_TRIED || entry->outcome == RATING_UNREACHED)
        callback->tries++;
    if (entry->outcome == RATING_UNREACHED) {
        step.reason = SPAN("nobody was reached");
        callback_case_close(c, CALLBACK_UNREACHED, &step);
    } else if (entry->outcome == RATING_CLOSED && c->state == STATE_CLOSED) {
        callback->outcome = CALLBACK_SATISFIED;
    } else if (entry->outcome == RATING_CLOSED) {
        step.reason = SPAN("rated, and not as bad");
        callback_case_close(c, CALLBACK_SATISFIED, &step);
    } else if (entry->outcome == RATING_VERIFYING) {
        step.basis = SPAN("art.20");
        step.reason = SPAN("who asked is not satisfied");
        callback_case_verify(c, &step);
    }
}

static enum event_verdict apply_rating(struct callback_case *c, const struct event *event,
                                       struct fault *fault)
{
    struct rating_entry entry;
    if (!may_rate(c, event, fault) || !read_rating(c, event, &entry, fault))
        return EVENT_REJECTED;
    struct rating_facts facts = {
        .state = c->state,
        .by = entry.by,
        .reached = entry.reached,
        .satisfied = entry.satisfied,
        .tries = c->callback.tries,
        .unrated = c->callback.rating.at == NULL,
        .recorded = event->recorded_at,
        .closed = c->state == STATE_CLOSED ? callback_case_closed(c) : INSTANT_NONE,
    };
    struct rating_answer answer =
        rating_judge(c->desk->rules, c->desk->clock, &c->desk->calendars->city, &facts);
    entry.outcome = answer.outcome;
    entry.refusal = answer.refusal;
    entry.counted = answer.counted;
    entry.policy = span_of(answer.policy);
    c->callback.ratings[c->callback.rating_count++] = entry;
    c->rated = true;
    log_rating(c, event, &entry);
    follow(c, &entry);
    return answer.outcome == RATING_REFUSED ? EVENT_REFUSED : EVENT_APPLIED;
}

/* --------------------------------------------------------------------------------- verifications
 */

/* Who is to do it again: whom the officer names, else who had it. False with a fault. */
static bool read_redo_unit(const struct callback_case *c, const struct event *event,
                           const struct unit **unit, struct fault *fault)
{
    struct span named = event->values[RATING_UNIT];
    *unit = unit_of(c, named);
    if (named.at != NULL && (*unit == NULL || !unit_is_valid(*unit, c->received)))
        return fault_set(fault, "bad_value", "unit", "is no valid unit of the directory");
    if (named.at == NULL && !c->has_assignment)
        return fault_set(fault, "missing", "unit", "is missing, and no unit ever had the case");
    return true;
}

static bool may_verify(const struct callback_case *c, const struct event *event, int *finding,
                       struct fault *fault)
{
    if (c->state != STATE_VERIFYING)
        return fault_set(fault, "wrong_state", "case", "has no rating to verify");
    if (!read_cell(event, RATING_FINDING, finding_words, FINDINGS, finding, fault))
        return false;
    if (*finding < 0)
        return fault_set(fault, "missing", "finding", "is missing: redo or upheld");
    if (event->values[RATING_OFFICER].at == NULL)
        return fault_set(fault, "missing", "officer", "is missing: a person decides");
    if (event->values[RATING_REASON].at == NULL)
        return fault_set(fault, "missing", "reason", "is missing: why it was found so");
    if (c->callback.verification_count == VERIFICATIONS_MAX)
        return fault_set(fault, "wrong_state", "case", "has more findings than can be kept");
    return true;
}

/* art.20: what an officer found after a bad rating. */
static enum event_verdict apply_verification(struct callback_case *c, const struct event *event,
                                             struct fault *fault)
{
    int finding = FINDING_UPHELD;
    const struct unit *unit = NULL;
    struct callback_step step = {
        .by = event->values[RATING_OFFICER],
        .basis = SPAN("art.20"),
        .reason = event->values[RATING_REASON],
        .at = event->recorded_at,
    };
    if (!may_verify(c, event, &finding, fault) ||
        (finding == FINDING_REDO && !read_redo_unit(c, event, &unit, fault)))
        return EVENT_REJECTED;
    c->callback.verifications[c->callback.verification_count++] = (struct verification_entry){
        .verification = event->id,
        .round = c->has_assignment ? c->assignment.round : 0,
        .finding = (enum finding_word)finding,
        .officer = step.by,
        .reason = step.reason,
        .at = event->recorded_at,
    };
    c->rated = true;
    event_log_begin(&c->log, event, "verified", step.by, step.basis);
    json_member_word(&c->log.added, "finding", finding_words[finding]);
    json_member_string(&c->log.added, "reason", step.reason);
    if (finding == FINDING_REDO) {
        if (unit != NULL)
            callback_case_choose(c, unit);
        callback_case_pass(c, step.at, STATE_ASSIGNED);
    }
    event_log_end(&c->log, event);
    if (finding == FINDING_REDO)
        callback_case_redo(c, &step);
    else
        callback_case_close(c, CALLBACK_UPHELD, &step);
    return EVENT_APPLIED;
}

/* ------------------------------------------------------------------------ withdrawal and closing
 */

/* Who asked needs it no more. */
static enum event_verdict apply_withdrawal(struct callback_case *c, const struct event *event,
                                           struct fault *fault)
{
    int by;
    if (!withdrawal_is_open(c->state))
        return event_reject(fault, "wrong_state", "case", "is over already");
    if (!read_cell(event, RATING_BY, rater_words, RATERS, &by, fault))
        return EVENT_REJECTED;
    if (by == RATER_UNIT)
        return event_reject(fault, "bad_value", "by", "is a unit: only who asked withdraws");
    struct span taker = event->values[RATING_OFFICER];
    bool taken = by == RATER_HOTLINE && taker.at != NULL;
    event_log_begin(&c->log, event, "withdrawn", taken ? taker : SPAN("requester"), SPAN_NONE);
    json_member_string(&c->log.added, "reason", event->values[RATING_REASON]);
    callback_case_pass(c, event->recorded_at, STATE_WITHDRAWN);
    event_log_end(&c->log, event);
    c->callback.since = INSTANT_NONE;
    c->rated |= c->callback.present;
    return EVENT_APPLIED;
}

static instant cell_instant(const struct callback_case *c, struct span cell, instant otherwise)
{
    instant at;
    return cell.at != NULL && instant_read(cell, c->record->offset, &at) ? at : otherwise;
}

/* What the event says goes over what the closing says already. */
static void read_closing(const struct callback_case *c, const struct event *event,
                         struct closing *closing)
{
    const struct span *values = event->values;
    *closing = c->closing;
    closing->present = true;
    closing->unit = c->assignment.lead;
    if (closing->finished_at == INSTANT_NONE)
        closing->finished_at = callback_case_closed(c);
    closing->finished_at = cell_instant(c, values[RATING_FINISHED_AT], closing->finished_at);
    if (values[RATING_DOCUMENT].at != NULL)
        closing->document = values[RATING_DOCUMENT];
    if (values[RATING_APPROVED_BY].at != NULL)
        closing->approved_by = values[RATING_APPROVED_BY];
    closing->informed_at = cell_instant(c, values[RATING_INFORMED_AT], closing->informed_at);
    if (values[RATING_INFORMED_BY].at != NULL) {
        const struct unit *unit = unit_of(c, values[RATING_INFORMED_BY]);
        closing->informed_by = unit != NULL ? unit->code : values[RATING_INFORMED_BY];
    }
}

static bool closing_is_sound(const struct closing *closing, const struct event *event,
                             struct fault *fault)
{
    const char *reason;
    struct closing_facts facts = {
        .has_document = closing->document.at != NULL,
        .has_approval = closing->approved_by.at != NULL,
        .is_told = closing->informed_at != INSTANT_NONE || closing->informed_by.at != NULL,
        .by_unit = span_equal(closing->informed_by, closing->unit),
        .finished = closing->finished_at,
        .told = closing->informed_at,
        .recorded = event->recorded_at,
    };
    const char *column = closing_fault(&facts, &reason);
    if (column == NULL)
        return true;
    bool missing = strncmp(reason, "is missing", 10) == 0;
    return fault_set(fault, missing ? "missing" : "bad_value", column, "%s", reason);
}

/* art.28(1): the outcome in writing, approved, and told: whole, or a step at a time. */
static enum event_verdict apply_closing(struct callback_case *c, const struct event *event,
                                        struct fault *fault)
{
    struct closing closing;
    struct span unit = event->values[RATING_UNIT];
    if (c->state != STATE_CLOSED || !c->has_assignment)
        return event_reject(fault, "wrong_state", "case", "is not closed, or no unit ever had it");
    const struct unit *named = unit_of(c, unit);
    if (unit.at != NULL && (named == NULL || !span_equal(named->code, c->assignment.lead)))
        return event_reject(fault, "bad_value", "unit", "is not the unit that handled the case");
    read_closing(c, event, &closing);
    if (!closing_is_sound(&closing, event, fault))
        return EVENT_REJECTED;
    bool approves = event->values[RATING_APPROVED_BY].at != NULL;
    event_log_begin(&c->log, event, "closing", approves ? closing.approved_by : closing.unit,
                    SPAN("art.28(1)"));
    event_log_end(&c->log, event);
    c->closing = closing;
    c->closing_changed = true;
    return EVENT_APPLIED;
}

enum event_verdict callback_case_apply(struct callback_case *c, const struct event *event,
                                       struct fault *fault)
{
    struct span kind = event->values[RATING_KIND];
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    if (follower_is(c->record))
        return follower_reject(fault);
    if (kind.at == NULL || span_is(kind, "rating"))
        return apply_rating(c, event, fault);
    if (span_is(kind, "verification"))
        return apply_verification(c, event, fault);
    if (span_is(kind, "withdrawal"))
        return apply_withdrawal(c, event, fault);
    if (span_is(kind, "closing"))
        return apply_closing(c, event, fault);
    return event_reject(fault, "bad_value", "kind",
                        "is not rating, verification, withdrawal or closing");
}
