#include "lib/report/overdue.h"

#include "lib/base/memory.h"
#include "lib/case/disclosure.h"
#include "lib/case/follower.h"
#include "lib/case/state.h"
#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/report/counts.h"
#include "lib/report/overdue_part.h"
#include "lib/report/shown.h"

#include <stdlib.h>

static void *start(const struct report_terms *terms)
{
    struct overdue *report = memory_get_zeroed(1, sizeof *report);
    report->terms = terms;
    report->today = instant_day(terms->now, terms->rules->offset);
    report->next_workday = workday_after(terms->calendar, report->today, 1);
    report->next_is_guess =
        workday_count_is_guess(terms->calendar, report->today, report->next_workday);
    report->limit = terms->keep_all ? SIZE_MAX : terms->top;
    report->received = RECEIVED_NEVER;
    return report;
}

static void release(void *context)
{
    struct overdue *report = context;
    groups_release(&report->units);
    groups_release(&report->districts);
    cases_release(&report->cases);
    buffer_release(&report->title);
    free(report);
}

/* What is read of every open case. */
struct open_case {
    struct case_head head;
    enum holder holder;
    struct span unit, district; /* empty: not known */
    instant due_at;             /* INSTANT_NONE: no deadline */
    bool provisional;
};

/* What the directory doesn't know of unit and district goes, or stays where it may be shown. */
static void show_codes(const struct report_terms *terms, const struct reader *top,
                       struct open_case *open)
{
    struct span unit = shown_unit(terms->directory, open->unit);
    struct span district = shown_district(terms->directory, open->district);
    bool known = unit.length == open->unit.length && district.length == open->district.length;
    if (known || (terms->reveal && !disclosure_is_withheld(top)))
        return;
    open->unit = unit;
    open->district = district;
}

static bool read_open_case(const struct report_terms *terms, struct record *record,
                           struct open_case *open)
{
    struct reader top = read_top(record);
    struct reader inner;
    open->district = read_string(&top, "district");
    open->unit = SPAN_NONE;
    if (open->holder == HOLDER_LEAD && read_object(&top, "assignment", &inner))
        open->unit = read_string(&inner, "lead");
    show_codes(terms, &top, open);
    open->due_at = INSTANT_NONE;
    open->provisional = false;
    if (read_object(&top, "deadline", &inner)) {
        open->due_at = read_instant(&inner, "due_at");
        open->provisional = read_boolean(&inner, "provisional", false);
    }
    return fault_none(&record->fault);
}

static enum measure late_band(int workdays)
{
    if (workdays <= 0)
        return LATE_0;
    if (workdays == 1)
        return LATE_1;
    if (workdays <= 3)
        return LATE_2_3;
    return workdays <= 7 ? LATE_4_7 : LATE_OVER_7;
}

/* Where a case stands, from its due time and --now alone, by the rule that h12-deadline goes by: a
 * status in the record is of the day on which it was written. What is counted through a year
 * without a calendar makes the case provisional here, too. */
static enum measure judge(const struct overdue *report, struct open_case *open)
{
    const struct report_terms *terms = report->terms;
    day_number due;
    if (open->head.state == STATE_REPLIED)
        return STOPPED; /* art.15: until the review says otherwise */
    if (open->due_at == INSTANT_NONE)
        return NO_DEADLINE;
    due = instant_day(open->due_at, terms->rules->offset);
    switch (
        clock_status_at(terms->rules, terms->calendar, open->due_at, INSTANT_NONE, terms->now)) {
    case CLOCK_OVERDUE:
        open->provisional |= workday_count_is_guess(terms->calendar, due, report->today);
        return late_band(workday_count(terms->calendar, due, report->today));
    case CLOCK_DUE_TODAY:
        return DUE_TODAY;
    default:
        break;
    }
    open->provisional |= report->next_is_guess;
    return due <= report->next_workday ? DUE_NEXT : LATER;
}

static bool list_case(struct overdue *report, struct record *record, const struct open_case *open)
{
    struct listed_case listed = {
        .at = open->due_at,
        .id = open->head.id,
        .unit = open->unit,
        .state = open->head.state,
    };
    if (!cases_want(&report->cases, report->limit, &listed))
        return true;
    listed.title = shown_title(record, report->terms->reveal, &report->title);
    if (!fault_none(&record->fault))
        return false;
    cases_add(&report->cases, report->limit, &listed);
    return true;
}

static void count_case(struct overdue *report, const struct open_case *open, enum measure measure)
{
    uint64_t *by_district = groups_counts(&report->districts, open->district);
    uint64_t *by_holder = open->holder == HOLDER_LEAD ? groups_counts(&report->units, open->unit)
                                                      : report->states[open->head.state];
    by_district[measure]++;
    by_holder[measure]++;
    by_district[PROVISIONAL] += open->provisional;
    by_holder[PROVISIONAL] += open->provisional;
    report->open++;
}

static bool add(void *context, struct record *record)
{
    struct overdue *report = context;
    struct open_case open;
    struct reader top = read_top(record);
    instant received = read_instant(&top, "received_at");
    if (!case_read_head(record, &open.head))
        return false;
    open.holder = state_holder(open.head.state);
    if (open.holder == HOLDER_NOBODY || open.head.state == STATE_RESOLVED) {
        report->not_open++; /* no clock, or one that has stopped for good */
        received_widen(&report->received, received, received);
        return true;
    }
    bool follows = follower_is(record);
    if (!read_open_case(report->terms, record, &open))
        return false;
    report->contacts++;
    if (follows) { /* art.28: one order with its earlier case, which is the work */
        report->repeats++;
        received_widen(&report->received, received, received);
        return true;
    }
    enum measure measure = judge(report, &open);
    if (measure <= LATE_OVER_7 && !list_case(report, record, &open))
        return false;
    count_case(report, &open, measure);
    received_widen(&report->received, received, received);
    return true;
}

static void merge(void *context, const void *part_context)
{
    struct overdue *report = context;
    const struct overdue *part = part_context;
    groups_merge(&report->units, &part->units);
    groups_merge(&report->districts, &part->districts);
    for (int i = 0; i < STATES; i++)
        for (int j = 0; j < MEASURES; j++)
            report->states[i][j] += part->states[i][j];
    report->open += part->open;
    report->repeats += part->repeats;
    report->contacts += part->contacts;
    report->not_open += part->not_open;
    received_widen(&report->received, part->received.first, part->received.last);
    cases_merge(&report->cases, report->limit, &part->cases);
}

static uint64_t added(const void *context)
{
    const struct overdue *report = context;
    return report->open + report->not_open + report->repeats;
}

/* By units and by the hotline's states must give what the districts give, measure by measure, and
 * that each open case once; with the repeats that go with them, they are the open contacts. */
static bool sums_meet(const void *context)
{
    const struct overdue *report = context;
    uint64_t by_holder[MEASURES] = {0}, by_district[MEASURES] = {0};
    counts_sum(&report->units, by_holder, MEASURES);
    overdue_sum_states(report, by_holder);
    counts_sum(&report->districts, by_district, MEASURES);
    for (int i = 0; i <= PROVISIONAL; i++)
        if (by_holder[i] != by_district[i])
            return false;
    uint64_t late = overdue_sum_of(by_district, LATE_OVER_7);
    size_t listed = late < report->limit ? (size_t)late : report->limit;
    return overdue_sum_of(by_district, NO_DEADLINE) == report->open &&
           report->open + report->repeats == report->contacts && report->cases.count == listed;
}

static void note(const void *context, struct buffer *text)
{
    const struct overdue *report = context;
    uint64_t sums[MEASURES] = {0};
    counts_sum(&report->districts, sums, MEASURES);
    if (sums[NO_DEADLINE] > 0)
        buffer_printf(text, ", %llu without a deadline (run h12-deadline first)",
                      (unsigned long long)sums[NO_DEADLINE]);
    if (sums[PROVISIONAL] > 0)
        buffer_printf(text, ", %llu provisional (a year without a calendar)",
                      (unsigned long long)sums[PROVISIONAL]);
}

static void write_rows(void *context, struct buffer *out)
{
    struct overdue *report = context;
    cases_sort(&report->cases);
    overdue_write_rows(report, out);
}

const struct report_kind report_overdue = {
    .name = "overdue",
    .start = start,
    .add = add,
    .merge = merge,
    .added = added,
    .sums_meet = sums_meet,
    .note = note,
    .tables = overdue_tables,
    .drill = overdue_drill,
    .write_rows = write_rows,
    .read_row = overdue_read_row,
    .release = release,
};
