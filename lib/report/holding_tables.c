#include "lib/report/case_cells.h"
#include "lib/report/holding_part.h"

/* --------------------------------------------------------------------------------------- holders
 */

static void add_holder(struct table *table, const uint64_t counts[])
{
    table_number(table, (int64_t)counts[HELD_CASES]);
    table_number(table, (int64_t)counts[HELD_SPANS]);
    table_number(table, (int64_t)counts[HELD_RUNNING]);
    table_number(table, (int64_t)counts[HELD_WORKDAYS]);
    table_average(table, counts[HELD_WORKDAYS], counts[HELD_SPANS]);
    table_number(table, (int64_t)counts[HELD_LONGEST]);
}

static void add_holders(struct holdings *report, struct document *document)
{
    static const struct column columns[] = {
        {"code", false, CODE_COLUMNS}, {"name", false, NAME_COLUMNS},
        {"held_cases", true, 0},       {"spans", true, 0},
        {"running", true, 0},          {"workdays", true, 0},
        {"average", true, 0},          {"longest", true, 0},
    };
    uint64_t sums[HOLDER_MEASURES] = {0};
    struct table *table =
        document_table(document, "holders", columns, sizeof columns / sizeof *columns);
    groups_sort(&report->units, HELD_WORKDAYS);
    for (size_t i = 0; i < report->units.count; i++) {
        const struct group *group = &report->units.groups[i];
        code_cells(document, table, group->key, "unknown_unit",
                   counts_unit_name(report->terms->directory, group->key, 0));
        add_holder(table, group->counts);
    }
    table_none(table);
    table_label(table, "held_by_hotline");
    add_holder(table, report->hotline);
    holdings_sum_holders(report, sums);
    table_label(table, "total");
    table_none(table);
    add_holder(table, sums);
    table->has_total = true;
}

/* ------------------------------------------------------------------------------------- decisions
 */

static void add_decisions(const struct holdings *report, struct document *document)
{
    static const char *const ids[DECISION_MEASURES] = {
        [WAITING] = "waiting_now",         [WAITING_LATE] = "waiting_late",
        [WAITING_WORST] = "waiting_worst", [DECIDED] = "decided",
        [DECIDED_LATE] = "decided_late",   [DECIDED_LATE_WORKDAYS] = "decided_late_workdays",
    };
    static const int order[] = {WAITING, WAITING_LATE, WAITING_WORST,
                                DECIDED, DECIDED_LATE, DECIDED_LATE_WORKDAYS};
    static const struct measures measures = {ids, order, DECISION_MEASURES, NULL};
    static const struct column head[] = {{"state", false, 0}};
    uint64_t sums[DECISION_MEASURES] = {0};
    struct table *table = counts_table(document, "decisions", head, 1, &measures);
    for (int i = 0; i < DECISION_STATES; i++) {
        uint64_t counts[DECISION_MEASURES];
        memcpy(counts, report->decisions[i], sizeof counts);
        holdings_put_decisions(sums, counts);
        table_label(table, state_words[STATE_RETURNING + i]);
        counts_add(table, &measures, counts);
    }
    table_label(table, "total");
    counts_add(table, &measures, sums);
    table->has_total = true;
}

/* ----------------------------------------------------------------------------------------- cases
 */

static size_t add_cases(struct holdings *report, struct document *document, const char *name,
                        size_t limit)
{
    static const struct column columns[] = {
        CASE_NAME_COLUMNS,           {"due", false, 0},     {"late_workdays", true, 0},
        {"late_days", true, 0},      {"state", false, 0},   {"hotline_workdays", true, 0},
        {"units_workdays", true, 0}, {"held_by", false, 0},
    };
    struct table *table = document_table(document, name, columns, sizeof columns / sizeof *columns);
    size_t count = report->list.count < limit ? report->list.count : limit;
    for (size_t i = 0; i < count; i++) {
        struct listed_case listed = cases_get(&report->list, i);
        case_name_cells(document, table, &listed);
        day_cell(document, table, instant_day(listed.at, report->terms->rules->offset));
        table_number(table, listed.late_workdays);
        table_number(table, listed.late_days);
        table_label(table, state_words[listed.state]);
        shares_cells(document, table, listed.held, report->terms->directory);
    }
    return count;
}

void holdings_tables(void *context, struct document *document)
{
    struct holdings *report = context;
    cases_sort(&report->list);
    received_facts(&report->received, report->terms->rules->offset, document);
    document_fact_number(document, "repeats", (int64_t)report->sums[SUM_REPEATS]);
    document_fact_number(document, "overdue", (int64_t)report->sums[SUM_OVERDUE]);
    document_fact_number(document, "missed", (int64_t)report->sums[SUM_MISSED]);
    document_fact_number(document, "no_deadline", (int64_t)report->sums[SUM_NO_DEADLINE]);
    document_fact_number(document, "provisional", (int64_t)report->sums[SUM_PROVISIONAL]);
    add_holders(report, document);
    add_decisions(report, document);
    size_t listed = add_cases(report, document, "late_cases", report->terms->top);
    document_fact_number(document, "listed", (int64_t)listed);
}

void holdings_drill(void *context, struct document *document)
{
    struct holdings *report = context;
    cases_sort(&report->list);
    add_cases(report, document, "drill", SIZE_MAX);
}
