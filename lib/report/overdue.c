#include "lib/report/overdue.h"

#include "lib/base/memory.h"
#include "lib/case/disclosure.h"
#include "lib/case/follower.h"
#include "lib/case/state.h"
#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/report/cases.h"
#include "lib/report/groups.h"
#include "lib/report/overdue_rows.h"
#include "lib/report/shown_codes.h"

#include <stdlib.h>

static const char *const measure_ids[MEASURES] = {
    [LATE_0] = "late_0",           [LATE_1] = "late_1",           [LATE_2_3] = "late_2_3",
    [LATE_4_7] = "late_4_7",       [LATE_OVER_7] = "late_over_7", [OVERDUE] = "overdue",
    [DUE_TODAY] = "due_today",     [DUE_NEXT] = "due_next",       [LATER] = "later",
    [STOPPED] = "stopped",         [NO_DEADLINE] = "no_deadline", [OPEN] = "open",
    [PROVISIONAL] = "provisional",
};

static void *start(const struct report_terms *terms)
{
    struct overdue *report = memory_get_zeroed(1, sizeof *report);
    report->terms = terms;
    report->today = instant_day(terms->now, terms->rules->offset);
    report->next_workday = workday_after(terms->calendar, report->today, 1);
    report->next_is_guess =
        workday_count_is_guess(terms->calendar, report->today, report->next_workday);
    report->limit = terms->keep_all ? SIZE_MAX : terms->top;
    report->first_received = report->last_received = INSTANT_NONE;
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

/* The title as it may leave. */
static struct span read_title(struct overdue *report, struct record *record)
{
    struct reader top = read_top(record);
    struct span title = read_string(&top, "title");
    if (title.at == NULL)
        return title;
    struct disclosure disclosure = disclosure_of(record, report->terms->reveal);
    buffer_reset(&report->title);
    disclosure_add(&disclosure, title, &report->title);
    return buffer_span(&report->title);
}

static bool list_case(struct overdue *report, struct record *record, const struct open_case *open)
{
    if (!cases_want(&report->cases, report->limit, open->due_at, open->head.id))
        return true;
    struct late_case late = {
        .due_at = open->due_at,
        .id = open->head.id,
        .unit = open->unit,
        .title = read_title(report, record),
        .state = open->head.state,
    };
    if (!fault_none(&record->fault))
        return false;
    cases_add(&report->cases, report->limit, &late);
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
        overdue_span(report, received, received);
        return true;
    }
    bool follows = follower_is(record);
    if (!read_open_case(report->terms, record, &open))
        return false;
    report->contacts++;
    if (follows) { /* art.28: one order with its earlier case, which is the work */
        report->repeats++;
        overdue_span(report, received, received);
        return true;
    }
    enum measure measure = judge(report, &open);
    if (measure <= LATE_OVER_7 && !list_case(report, record, &open))
        return false;
    count_case(report, &open, measure);
    overdue_span(report, received, received);
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
    overdue_span(report, part->first_received, part->last_received);
    cases_merge(&report->cases, report->limit, &part->cases);
}

static uint64_t added(const void *context)
{
    const struct overdue *report = context;
    return report->open + report->not_open + report->repeats;
}

static void sum_groups(const struct groups *groups, uint64_t sums[MEASURES])
{
    for (size_t i = 0; i < groups->count; i++)
        for (int j = 0; j < MEASURES; j++)
            sums[j] += groups->groups[i].counts[j];
}

static void sum_states(const struct overdue *report, uint64_t sums[MEASURES])
{
    for (int i = 0; i < STATES; i++)
        for (int j = 0; j < MEASURES; j++)
            sums[j] += report->states[i][j];
}

static uint64_t sum_of(const uint64_t counts[], enum measure last)
{
    uint64_t sum = 0;
    for (int i = 0; i <= (int)last; i++)
        sum += counts[i];
    return sum;
}

/* By units and by the hotline's states must give what the districts give, measure by measure, and
 * that each open case once; with the repeats that go with them, they are the open contacts. */
static bool sums_meet(const void *context)
{
    const struct overdue *report = context;
    uint64_t by_holder[MEASURES] = {0}, by_district[MEASURES] = {0};
    sum_groups(&report->units, by_holder);
    sum_states(report, by_holder);
    sum_groups(&report->districts, by_district);
    for (int i = 0; i <= PROVISIONAL; i++)
        if (by_holder[i] != by_district[i])
            return false;
    uint64_t late = sum_of(by_district, LATE_OVER_7);
    size_t listed = late < report->limit ? (size_t)late : report->limit;
    return sum_of(by_district, NO_DEADLINE) == report->open &&
           report->open + report->repeats == report->contacts && report->cases.count == listed;
}

static void note(const void *context, struct buffer *text)
{
    const struct overdue *report = context;
    uint64_t sums[MEASURES] = {0};
    sum_groups(&report->districts, sums);
    if (sums[NO_DEADLINE] > 0)
        buffer_printf(text, ", %llu without a deadline (run h12-deadline first)",
                      (unsigned long long)sums[NO_DEADLINE]);
    if (sums[PROVISIONAL] > 0)
        buffer_printf(text, ", %llu provisional (a year without a calendar)",
                      (unsigned long long)sums[PROVISIONAL]);
}

/* What follows from the other measures, for one row. */
static void derive(uint64_t counts[])
{
    counts[OVERDUE] = sum_of(counts, LATE_OVER_7);
    counts[OPEN] = sum_of(counts, NO_DEADLINE);
}

/* The measures as they stand in a row, from the left. */
static const enum measure row_order[] = {
    LATE_0,   LATE_1, LATE_2_3, LATE_4_7,    LATE_OVER_7, OVERDUE,     DUE_TODAY,
    DUE_NEXT, LATER,  STOPPED,  NO_DEADLINE, OPEN,        PROVISIONAL,
};

enum { ROW_MEASURES = sizeof row_order / sizeof *row_order };

static void add_counts(struct table *table, uint64_t counts[])
{
    derive(counts);
    for (size_t i = 0; i < ROW_MEASURES; i++)
        table_number(table, (int64_t)counts[row_order[i]]);
}

/* A table of `head` and then the measures. */
static struct table *counts_table(struct document *document, const char *name,
                                  const struct column *head, size_t head_count)
{
    size_t count = head_count + ROW_MEASURES;
    struct column *columns = arena_get(&document->arena, count * sizeof *columns);
    memcpy(columns, head, head_count * sizeof *columns);
    for (size_t i = 0; i < ROW_MEASURES; i++)
        columns[head_count + i] = (struct column){measure_ids[row_order[i]], true, 0};
    return document_table(document, name, columns, count);
}

enum { CODE_COLUMNS = 24 }; /* what stands in a record may be of any length */

static const struct column code_and_name[] = {{"code", false, CODE_COLUMNS}, {"name", false, 24}};

static struct span short_name(const struct unit *unit, struct span code)
{
    if (unit == NULL)
        return code;
    return span_empty(unit->short_name) ? unit->name : unit->short_name;
}

static struct span unit_name(const struct overdue *report, struct span code)
{
    return short_name(directory_by_code(report->terms->directory, code), code);
}

static struct span district_name(const struct overdue *report, struct span code)
{
    return short_name(directory_district(report->terms->directory, code, report->today), code);
}

typedef struct span name_function(const struct overdue *report, struct span code);

/* One row a group, the most overdue first, and their total. */
static void add_groups(const struct overdue *report, struct document *document, const char *name,
                       struct groups *groups, const char *unknown, name_function *name_of)
{
    uint64_t sums[MEASURES] = {0};
    struct table *table = counts_table(document, name, code_and_name, 2);
    sum_groups(groups, sums);
    for (size_t i = 0; i < groups->count; i++)
        derive(groups->groups[i].counts);
    groups_sort(groups, OVERDUE);
    for (size_t i = 0; i < groups->count; i++) {
        struct group *group = &groups->groups[i];
        if (span_empty(group->key)) {
            table_none(table);
            table_label(table, unknown);
        } else {
            table_text(document, table, group->key);
            table_text(document, table, name_of(report, group->key));
        }
        add_counts(table, group->counts);
    }
    table_label(table, "total");
    table_none(table);
    add_counts(table, sums);
    table->has_total = true;
}

static void add_states(struct overdue *report, struct document *document)
{
    static const struct column head[] = {{"state", false, 0}};
    uint64_t sums[MEASURES] = {0};
    struct table *table = counts_table(document, "hotline", head, 1);
    sum_states(report, sums);
    for (int i = 0; i < STATES; i++) {
        if (state_holder((enum state)i) != HOLDER_HOTLINE || i == STATE_RESOLVED)
            continue;
        table_label(table, state_words[i]);
        add_counts(table, report->states[i]);
    }
    table_label(table, "total");
    add_counts(table, sums);
    table->has_total = true;
}

static void add_sums(const struct overdue *report, struct document *document)
{
    static const struct column head[] = {{"holder", false, 0}};
    uint64_t units[MEASURES] = {0}, hotline[MEASURES] = {0}, all[MEASURES] = {0};
    struct table *table = counts_table(document, "sums", head, 1);
    sum_groups(&report->units, units);
    sum_states(report, hotline);
    for (int i = 0; i < MEASURES; i++)
        all[i] = units[i] + hotline[i];
    table_label(table, "held_by_units");
    add_counts(table, units);
    table_label(table, "held_by_hotline");
    add_counts(table, hotline);
    table_label(table, "total");
    add_counts(table, all);
    table->has_total = true;
    document_fact_number(document, "open", (int64_t)all[OPEN]);
    document_fact_number(document, "overdue", (int64_t)all[OVERDUE]);
    document_fact_number(document, "repeats", (int64_t)report->repeats);
    document_fact_number(document, "contacts", (int64_t)report->contacts);
}

static void add_holder(const struct overdue *report, struct document *document, struct table *table,
                       const struct late_case *late)
{
    if (!span_empty(late->unit)) {
        table_text(document, table, late->unit);
        table_text(document, table, unit_name(report, late->unit));
        return;
    }
    table_none(table);
    table_label(table,
                state_holder(late->state) == HOLDER_LEAD ? "unknown_unit" : "held_by_hotline");
}

static size_t add_cases(struct overdue *report, struct document *document, const char *name,
                        size_t limit)
{
    enum { TITLE_COLUMNS = 40, ID_COLUMNS = 40 };
    static const struct column columns[] = {
        {"id", false, ID_COLUMNS},
        {"title", false, TITLE_COLUMNS},
        {"unit", false, CODE_COLUMNS},
        {"unit_name", false, 24},
        {"due", false, 0},
        {"late_workdays", true, 0},
        {"late_days", true, 0},
        {"state", false, 0},
    };
    struct table *table = document_table(document, name, columns, sizeof columns / sizeof *columns);
    size_t count = report->cases.count < limit ? report->cases.count : limit;
    for (size_t i = 0; i < count; i++) {
        struct late_case late = cases_get(&report->cases, i);
        day_number due = instant_day(late.due_at, report->terms->rules->offset);
        char day[DAY_TEXT_LENGTH];
        day_write(due, day);
        table_text(document, table, late.id);
        if (span_empty(late.title))
            table_none(table);
        else
            table_text(document, table, late.title);
        add_holder(report, document, table, &late);
        table_text(document, table, (struct span){day, sizeof day});
        table_number(table, workday_count(report->terms->calendar, due, report->today));
        table_number(table, report->today - due);
        table_label(table, state_words[late.state]);
    }
    return count;
}

/* The days from which the cases are, so that it is seen whether an archive was counted in. */
static void add_span(const struct overdue *report, struct document *document)
{
    int offset = report->terms->rules->offset;
    char first[DAY_TEXT_LENGTH], last[DAY_TEXT_LENGTH];
    if (report->first_received == INSTANT_NONE)
        return;
    day_write(instant_day(report->first_received, offset), first);
    day_write(instant_day(report->last_received, offset), last);
    document_fact_text(document, "received_from", (struct span){first, sizeof first});
    document_fact_text(document, "received_to", (struct span){last, sizeof last});
}

static void tables(void *context, struct document *document)
{
    struct overdue *report = context;
    cases_sort(&report->cases);
    add_span(report, document);
    document_fact_number(document, "not_open", (int64_t)report->not_open);
    add_sums(report, document);
    add_groups(report, document, "units", &report->units, "unknown_unit", unit_name);
    add_states(report, document);
    add_groups(report, document, "districts", &report->districts, "unknown_district",
               district_name);
    size_t listed = add_cases(report, document, "oldest", report->terms->top);
    document_fact_number(document, "listed", (int64_t)listed);
}

static void drill(void *context, struct document *document)
{
    struct overdue *report = context;
    cases_sort(&report->cases);
    add_cases(report, document, "drill", SIZE_MAX);
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
    .tables = tables,
    .drill = drill,
    .write_rows = write_rows,
    .read_row = overdue_read_row,
    .release = release,
};
