#include "lib/report/holding.h"

#include "lib/base/memory.h"
#include "lib/case/follower.h"
#include "lib/report/counts.h"
#include "lib/report/holding_part.h"
#include "lib/report/shown.h"

#include <stdlib.h>

enum { LARGEST_OF_HOLDER = LARGEST(HELD_LONGEST), LARGEST_OF_DECISIONS = LARGEST(WAITING_WORST) };

static void *start(const struct report_terms *terms)
{
    struct holdings *report = memory_get_zeroed(1, sizeof *report);
    report->terms = terms;
    report->limit = terms->keep_all ? SIZE_MAX : terms->top;
    report->received = RECEIVED_NEVER;
    report->units.largest = LARGEST_OF_HOLDER;
    return report;
}

static void release(void *context)
{
    struct holdings *report = context;
    groups_release(&report->units);
    cases_release(&report->list);
    free(report->held.shares.shares);
    buffer_release(&report->title);
    buffer_release(&report->days);
    free(report);
}

void holdings_put_holder(struct holdings *report, struct span holder,
                         const uint64_t counts[MEASURES_MAX])
{
    if (span_is(holder, SHARE_HOTLINE))
        counts_put(report->hotline, counts, HOLDER_MEASURES, LARGEST_OF_HOLDER);
    else
        groups_put(&report->units, holder, counts);
}

void holdings_put_decisions(uint64_t sums[], const uint64_t counts[])
{
    counts_put(sums, counts, DECISION_MEASURES, LARGEST_OF_DECISIONS);
}

void holdings_sum_holders(const struct holdings *report, uint64_t sums[HOLDER_MEASURES])
{
    counts_sum(&report->units, sums, HOLDER_MEASURES);
    counts_put(sums, report->hotline, HOLDER_MEASURES, LARGEST_OF_HOLDER);
}

/* ------------------------------------------------------------------------------------- one case */

static void count_holders(struct holdings *report, const struct held_case *held)
{
    for (size_t i = 0; i < held->shares.count; i++) {
        const struct share *share = &held->shares.shares[i];
        uint64_t counts[MEASURES_MAX] = {
            [HELD_CASES] = 1,
            [HELD_SPANS] = share->spans,
            [HELD_RUNNING] = share->running,
            [HELD_WORKDAYS] = share->workdays,
            [HELD_LONGEST] = share->longest,
        };
        holdings_put_holder(report, share->holder, counts);
        report->sums[SUM_SPANS] += share->spans;
        report->sums[SUM_WORKDAYS] += share->workdays;
        report->sums[SUM_HOLDERS]++;
    }
}

static void count_case(struct holdings *report, const struct held_case *held)
{
    enum state state = held->head.state;
    uint64_t *sums = report->sums;
    sums[SUM_CASES]++;
    sums[SUM_AT_UNITS] += state_holder(state) == HOLDER_LEAD;
    sums[SUM_AT_HOTLINE] += state_holder(state) == HOLDER_HOTLINE;
    sums[SUM_WAITING] += state >= STATE_RETURNING && state <= STATE_COORDINATING;
    sums[SUM_OVERDUE] += held->is_late && !held->is_over;
    sums[SUM_MISSED] += held->is_late && held->is_over;
    sums[SUM_NO_DEADLINE] += held->has_clock && !held->has_due;
    sums[SUM_PROVISIONAL] += held->provisional;
    for (int i = 0; i < DECISION_STATES; i++)
        holdings_put_decisions(report->decisions[i], held->decisions[i]);
    count_holders(report, held);
}

/* False with a fault. */
static bool list_case(struct holdings *report, struct record *record, struct held_case *held)
{
    struct listed_case listed = {
        .late_workdays = held->late_workdays,
        .late_days = held->late_days,
        .at = held->due_at,
        .id = held->head.id,
        .state = held->head.state,
    };
    if (!cases_want(&report->list, report->limit, &listed))
        return true;
    shares_write(&held->shares, &report->days);
    listed.held = buffer_span(&report->days);
    listed.title = shown_title(record, report->terms->reveal, &report->title);
    if (!fault_none(&record->fault))
        return false;
    cases_add(&report->list, report->limit, &listed);
    return true;
}

static bool add(void *context, struct record *record)
{
    struct holdings *report = context;
    struct held_case *held = &report->held;
    struct reader top = read_top(record);
    instant received = read_instant(&top, "received_at");
    bool follows = follower_is(record);
    if (!held_case_read(held, report->terms, record))
        return false;
    if (!follows && held->is_late && !list_case(report, record, held))
        return false;
    received_widen(&report->received, received, received);
    if (follows) /* art.28: one order with its earlier case */
        report->sums[SUM_REPEATS]++;
    else
        count_case(report, held);
    return true;
}

/* ------------------------------------------------------------------------------------- the whole
 */

static void merge(void *context, const void *part_context)
{
    struct holdings *report = context;
    const struct holdings *part = part_context;
    counts_put(report->sums, part->sums, HOLDING_SUMS, 0);
    groups_merge(&report->units, &part->units);
    counts_put(report->hotline, part->hotline, HOLDER_MEASURES, LARGEST_OF_HOLDER);
    for (int i = 0; i < DECISION_STATES; i++)
        holdings_put_decisions(report->decisions[i], part->decisions[i]);
    received_widen(&report->received, part->received.first, part->received.last);
    cases_merge(&report->list, report->limit, &part->list);
}

static uint64_t added(const void *context)
{
    const struct holdings *report = context;
    return report->sums[SUM_CASES] + report->sums[SUM_REPEATS];
}

/* By holders must come what the cases gave one by one; each case that somebody has is a span that
 * runs; and what was decided is a span of the hotline's that has ended. */
static bool holders_meet(const struct holdings *report)
{
    uint64_t units[HOLDER_MEASURES] = {0}, sums[HOLDER_MEASURES] = {0};
    counts_sum(&report->units, units, HOLDER_MEASURES);
    holdings_sum_holders(report, sums);
    return sums[HELD_CASES] == report->sums[SUM_HOLDERS] &&
           sums[HELD_SPANS] == report->sums[SUM_SPANS] &&
           sums[HELD_WORKDAYS] == report->sums[SUM_WORKDAYS] &&
           units[HELD_RUNNING] == report->sums[SUM_AT_UNITS] &&
           report->hotline[HELD_RUNNING] == report->sums[SUM_AT_HOTLINE];
}

static bool decisions_meet(const struct holdings *report)
{
    uint64_t sums[DECISION_MEASURES] = {0};
    for (int i = 0; i < DECISION_STATES; i++)
        holdings_put_decisions(sums, report->decisions[i]);
    return sums[WAITING] == report->sums[SUM_WAITING] && sums[WAITING_LATE] <= sums[WAITING] &&
           sums[DECIDED_LATE] <= sums[DECIDED] &&
           report->sums[SUM_WAITING] <= report->sums[SUM_AT_HOTLINE] &&
           sums[DECIDED] <= report->hotline[HELD_SPANS] - report->hotline[HELD_RUNNING];
}

static bool sums_meet(const void *context)
{
    const struct holdings *report = context;
    uint64_t late = report->sums[SUM_OVERDUE] + report->sums[SUM_MISSED];
    size_t listed = late < report->limit ? (size_t)late : report->limit;
    return holders_meet(report) && decisions_meet(report) && report->list.count == listed;
}

static void note(const void *context, struct buffer *text)
{
    const struct holdings *report = context;
    buffer_printf(text, ", %llu late",
                  (unsigned long long)(report->sums[SUM_OVERDUE] + report->sums[SUM_MISSED]));
    if (report->sums[SUM_NO_DEADLINE] > 0)
        buffer_printf(text, ", %llu without a deadline (run h12-deadline first)",
                      (unsigned long long)report->sums[SUM_NO_DEADLINE]);
    if (report->sums[SUM_PROVISIONAL] > 0)
        buffer_printf(text, ", %llu provisional (a year without a calendar)",
                      (unsigned long long)report->sums[SUM_PROVISIONAL]);
}

static void write_rows(void *context, struct buffer *out)
{
    struct holdings *report = context;
    cases_sort(&report->list);
    holdings_write_rows(report, out);
}

const struct report_kind report_holding = {
    .name = "holding",
    .start = start,
    .add = add,
    .merge = merge,
    .added = added,
    .sums_meet = sums_meet,
    .note = note,
    .tables = holdings_tables,
    .drill = holdings_drill,
    .write_rows = write_rows,
    .read_row = holdings_read_row,
    .release = release,
};
