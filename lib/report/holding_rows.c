#include "lib/report/holding_part.h"
#include "lib/report/rows.h"

/* The members of the row of sums. */
static const char *const sum_names[HOLDING_SUMS] = {
    [SUM_CASES] = "cases",
    [SUM_REPEATS] = "repeats",
    [SUM_HOLDERS] = "holders",
    [SUM_SPANS] = "spans",
    [SUM_WORKDAYS] = "workdays",
    [SUM_AT_UNITS] = "at_units",
    [SUM_AT_HOTLINE] = "at_hotline",
    [SUM_WAITING] = "waiting",
    [SUM_OVERDUE] = "overdue",
    [SUM_MISSED] = "missed",
    [SUM_NO_DEADLINE] = "no_deadline",
    [SUM_PROVISIONAL] = "provisional",
};

static void write_sums(const struct holdings *report, struct json *json)
{
    row_begin(json, "sums");
    for (int i = 0; i < HOLDING_SUMS; i++)
        json_member_integer(json, sum_names[i], (int64_t)report->sums[i]);
    received_write(&report->received, report->terms->rules->offset, json);
    row_end(json);
}

void holdings_write_rows(const struct holdings *report, struct buffer *out)
{
    struct json json = {.out = out};
    write_sums(report, &json);
    row_write_counts(&json, "hotline", SPAN_NONE, report->hotline, HOLDER_MEASURES);
    for (size_t i = 0; i < report->units.count; i++)
        row_write_counts(&json, "unit", report->units.groups[i].key, report->units.groups[i].counts,
                         HOLDER_MEASURES);
    for (int i = 0; i < DECISION_STATES; i++)
        row_write_counts(&json, "decisions", span_of(state_words[STATE_RETURNING + i]),
                         report->decisions[i], DECISION_MEASURES);
    for (size_t i = 0; i < report->list.count && i < report->terms->top; i++) {
        struct listed_case listed = cases_get(&report->list, i);
        row_begin_case(&json, &listed, "due_at", report->terms->rules->offset);
        json_member_integer(&json, "late_workdays", listed.late_workdays);
        json_member_integer(&json, "late_days", listed.late_days);
        shares_row(&json, "held", listed.held);
        row_end_case(&json, &listed);
    }
}

static bool read_days(const struct reader *row, const char *name, int *days)
{
    enum { DAYS_MAX = 200000 }; /* more than the calendar has */
    int64_t number = read_integer(row, name, -1);
    *days = (int)number;
    return number >= 0 && number <= DAYS_MAX;
}

static bool add_case(struct holdings *report, const struct reader *row)
{
    struct listed_case listed;
    if (!row_read_case(row, report->terms, "due_at", &listed) ||
        !read_days(row, "late_workdays", &listed.late_workdays) ||
        !read_days(row, "late_days", &listed.late_days) ||
        !shares_read_row(row, "held", &report->days))
        return false;
    listed.held = buffer_span(&report->days);
    cases_add(&report->list, report->limit, &listed);
    return true;
}

static bool add_sums(struct holdings *report, const struct reader *row)
{
    for (int i = 0; i < HOLDING_SUMS; i++) {
        int64_t number = read_integer(row, sum_names[i], -1);
        if (number < 0)
            return false;
        report->sums[i] += (uint64_t)number;
    }
    received_read(&report->received, row);
    return fault_none(&row->record->fault);
}

static bool add_counts(struct holdings *report, const struct reader *row, struct span name)
{
    uint64_t counts[MEASURES_MAX] = {0};
    struct span key = read_string(row, "key");
    if (!fault_none(&row->record->fault))
        return false;
    if (span_is(name, "decisions")) {
        int state = word_find(state_words, STATES, key) - STATE_RETURNING;
        if (state < 0 || state >= DECISION_STATES ||
            !row_add_counts(row, counts, DECISION_MEASURES))
            return false;
        holdings_put_decisions(report->decisions[state], counts);
        return true;
    }
    bool hotline = span_is(name, "hotline");
    if ((!hotline && !span_is(name, "unit")) || !row_add_counts(row, counts, HOLDER_MEASURES))
        return false;
    holdings_put_holder(report, hotline ? SPAN(SHARE_HOTLINE) : row_unit(report->terms, key),
                        counts);
    return true;
}

bool holdings_read_row(void *context, struct record *row)
{
    struct reader top = read_top(row);
    struct span name = read_required_string(&top, "row");
    if (span_is(name, "sums"))
        return add_sums(context, &top);
    if (span_is(name, "case"))
        return add_case(context, &top);
    return add_counts(context, &top, name);
}
