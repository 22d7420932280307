#include "lib/report/case_cells.h"
#include "lib/report/overdue_part.h"

static const char *const measure_ids[MEASURES] = {
    [LATE_0] = "late_0",           [LATE_1] = "late_1",           [LATE_2_3] = "late_2_3",
    [LATE_4_7] = "late_4_7",       [LATE_OVER_7] = "late_over_7", [OVERDUE] = "overdue",
    [DUE_TODAY] = "due_today",     [DUE_NEXT] = "due_next",       [LATER] = "later",
    [STOPPED] = "stopped",         [NO_DEADLINE] = "no_deadline", [OPEN] = "open",
    [PROVISIONAL] = "provisional",
};

void overdue_sum_states(const struct overdue *report, uint64_t sums[MEASURES])
{
    for (int i = 0; i < STATES; i++)
        for (int j = 0; j < MEASURES; j++)
            sums[j] += report->states[i][j];
}

uint64_t overdue_sum_of(const uint64_t counts[], enum measure last)
{
    uint64_t sum = 0;
    for (int i = 0; i <= (int)last; i++)
        sum += counts[i];
    return sum;
}

/* What follows from the other measures, for one row. */
static void derive(uint64_t counts[])
{
    counts[OVERDUE] = overdue_sum_of(counts, LATE_OVER_7);
    counts[OPEN] = overdue_sum_of(counts, NO_DEADLINE);
}

/* As they stand in a row, from the left. */
static const int row_order[] = {
    LATE_0,   LATE_1, LATE_2_3, LATE_4_7,    LATE_OVER_7, OVERDUE,     DUE_TODAY,
    DUE_NEXT, LATER,  STOPPED,  NO_DEADLINE, OPEN,        PROVISIONAL,
};

static const struct measures measures = {
    .ids = measure_ids,
    .order = row_order,
    .count = sizeof row_order / sizeof *row_order,
    .derive = derive,
};

static void add_states(struct overdue *report, struct document *document)
{
    static const struct column head[] = {{"state", false, 0}};
    uint64_t sums[MEASURES] = {0};
    struct table *table = counts_table(document, "hotline", head, 1, &measures);
    overdue_sum_states(report, sums);
    for (int i = 0; i < STATES; i++) {
        if (state_holder((enum state)i) != HOLDER_HOTLINE || i == STATE_RESOLVED)
            continue;
        table_label(table, state_words[i]);
        counts_add(table, &measures, report->states[i]);
    }
    table_label(table, "total");
    counts_add(table, &measures, sums);
    table->has_total = true;
}

static void add_sums(const struct overdue *report, struct document *document)
{
    static const struct column head[] = {{"holder", false, 0}};
    uint64_t units[MEASURES] = {0}, hotline[MEASURES] = {0}, all[MEASURES] = {0};
    struct table *table = counts_table(document, "sums", head, 1, &measures);
    counts_sum(&report->units, units, MEASURES);
    overdue_sum_states(report, hotline);
    for (int i = 0; i < MEASURES; i++)
        all[i] = units[i] + hotline[i];
    table_label(table, "held_by_units");
    counts_add(table, &measures, units);
    table_label(table, "held_by_hotline");
    counts_add(table, &measures, hotline);
    table_label(table, "total");
    counts_add(table, &measures, all);
    table->has_total = true;
    document_fact_number(document, "open", (int64_t)all[OPEN]);
    document_fact_number(document, "overdue", (int64_t)all[OVERDUE]);
    document_fact_number(document, "repeats", (int64_t)report->repeats);
    document_fact_number(document, "contacts", (int64_t)report->contacts);
}

static size_t add_cases(struct overdue *report, struct document *document, const char *name,
                        size_t limit)
{
    static const struct column columns[] = {
        CASE_COLUMNS,           {"due", false, 0},   {"late_workdays", true, 0},
        {"late_days", true, 0}, {"state", false, 0},
    };
    struct table *table = document_table(document, name, columns, sizeof columns / sizeof *columns);
    size_t count = report->cases.count < limit ? report->cases.count : limit;
    for (size_t i = 0; i < count; i++) {
        struct listed_case listed = cases_get(&report->cases, i);
        day_number due = instant_day(listed.at, report->terms->rules->offset);
        case_cells(document, table, &listed, report->terms->directory);
        day_cell(document, table, due);
        table_number(table, workday_count(report->terms->calendar, due, report->today));
        table_number(table, report->today - due);
        table_label(table, state_words[listed.state]);
    }
    return count;
}

static void add_groups(struct overdue *report, struct document *document, const char *name)
{
    bool units = strcmp(name, "units") == 0;
    struct group_rows rows = {
        .name = name,
        .sort_by = OVERDUE,
        .unknown = units ? "unknown_unit" : "unknown_district",
        .name_of = units ? counts_unit_name : counts_district_name,
        .directory = report->terms->directory,
        .day = report->today,
    };
    counts_add_groups(document, &rows, units ? &report->units : &report->districts, &measures);
}

void overdue_tables(void *context, struct document *document)
{
    struct overdue *report = context;
    cases_sort(&report->cases);
    received_facts(&report->received, report->terms->rules->offset, document);
    document_fact_number(document, "not_open", (int64_t)report->not_open);
    add_sums(report, document);
    add_groups(report, document, "units");
    add_states(report, document);
    add_groups(report, document, "districts");
    size_t listed = add_cases(report, document, "oldest", report->terms->top);
    document_fact_number(document, "listed", (int64_t)listed);
}

void overdue_drill(void *context, struct document *document)
{
    struct overdue *report = context;
    cases_sort(&report->cases);
    add_cases(report, document, "drill", SIZE_MAX);
}
