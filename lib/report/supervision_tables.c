#include "lib/report/case_cells.h"
#include "lib/report/supervision_part.h"

/* ------------------------------------------------------------------------ classes, actions,
 * notices */

static void add_row(struct document *document, struct table *table, const char *label,
                    struct span basis)
{
    table_label(table, label);
    if (span_empty(basis))
        table_none(table);
    else
        table_text(document, table, basis);
}

static const struct column what_and_basis[] = {{"what", false, 0}, {"basis", false, 0}};

static void add_classes(struct supervised *report, struct document *document)
{
    static const char *const ids[CLASS_MEASURES] = {
        [CLASS_WITH_UNITS] = "with_units", [CLASS_WITH_HOTLINE] = "with_hotline",
        [CLASS_ANSWERED] = "answered",     [CLASS_LAPSED] = "lapsed",
        [CLASS_WAITING] = "waiting",       [CLASS_ITEMS] = "items",
    };
    static const int order[] = {CLASS_WITH_UNITS, CLASS_WITH_HOTLINE, CLASS_WAITING,
                                CLASS_ANSWERED,   CLASS_LAPSED,       CLASS_ITEMS};
    static const char *const labels[SUPERVISION_CLASSES] = {"passed_on", "unclear", "handed_over",
                                                            "danger", "joint"};
    static const struct measures measures = {ids, order, CLASS_MEASURES, supervised_derive_class};
    uint64_t sums[CLASS_MEASURES] = {0};
    struct table *table = counts_table(document, "classes", what_and_basis, 2, &measures);
    for (int i = 0; i < SUPERVISION_CLASSES; i++) {
        add_row(document, table, labels[i], span_of(supervision_bases[i]));
        counts_add(table, &measures, report->classes[i]);
        for (int j = 0; j < CLASS_WAITING; j++)
            sums[j] += report->classes[i][j];
    }
    add_row(document, table, "total", SPAN_NONE);
    counts_add(table, &measures, sums);
    table->has_total = true;
}

static const char *deed_basis(enum deed deed)
{
    if (deed < DEED_ATTITUDE)
        return supervision_kind_basis((enum supervision_kind)deed, CONDUCT_ATTITUDE);
    if (deed == DEED_SESSION)
        return supervision_kind_basis(ACTION_SESSION, CONDUCT_ATTITUDE);
    return supervision_kind_basis(ACTION_FINDING,
                                  deed == DEED_LEAK ? CONDUCT_LEAK : CONDUCT_ATTITUDE);
}

static void add_actions(struct supervised *report, struct document *document)
{
    static const char *const ids[DEED_MEASURES] = {[DEED_OVER] = "over",
                                                   [DEED_PENDING] = "pending",
                                                   [DEED_ADDRESSED] = "addressed",
                                                   [DEED_COUNT] = "count"};
    static const int order[] = {DEED_OVER, DEED_PENDING, DEED_COUNT, DEED_ADDRESSED};
    static const struct measures measures = {ids, order, DEED_MEASURES, supervised_derive_deed};
    uint64_t sums[DEED_MEASURES] = {0};
    struct table *table = counts_table(document, "actions", what_and_basis, 2, &measures);
    for (int i = 0; i < DEEDS; i++) {
        add_row(document, table, deed_ids[i], span_of(deed_basis((enum deed)i)));
        counts_add(table, &measures, report->deeds[i]);
        for (int j = 0; j < DEED_COUNT; j++)
            sums[j] += report->deeds[i][j];
    }
    add_row(document, table, "total", SPAN_NONE);
    counts_add(table, &measures, sums);
    table->has_total = true;
}

static void add_notices(const struct supervised *report, struct document *document)
{
    static const struct column columns[] = {{"level", false, 0}, {"notices", true, 0}};
    static const char *const labels[URGE_LEVELS] = {
        [URGE_BEFORE] = "urge_before", [URGE_CRITICAL] = "urge_critical",
        [URGE_ALERT] = "urge_alert",   [URGE_LATE] = "urge_late",
        [URGE_LEADER] = "urge_leader",
    };
    uint64_t sum = 0;
    struct table *table = document_table(document, "notices", columns, 2);
    for (int i = 0; i < URGE_LEVELS; i++) {
        table_label(table, labels[i]);
        table_number(table, (int64_t)report->notices[i]);
        sum += report->notices[i];
    }
    table_label(table, "total");
    table_number(table, (int64_t)sum);
    table->has_total = true;
    document_fact_number(document, "notices", (int64_t)sum);
}

/* -------------------------------------------------------------------------------- units and cases
 */

static void derive_unit(uint64_t counts[])
{
    counts[UNIT_WAITING] = 0;
    for (int i = 0; i < SUPERVISION_CLASSES; i++)
        counts[UNIT_WAITING] += counts[i];
}

static void add_units(struct supervised *report, struct document *document)
{
    static const char *const ids[UNIT_MEASURES] = {
        "passed_on", "unclear", "handed_over",      "danger",   "joint",
        "notices",   "urge",    "redo_opinion",     "files",    "report_required",
        "meeting",   "on_site", "joint_inspection", "attitude", "leak",
        "session",   "waiting",
    };
    static const int order[] = {0, 1, 2, 3, 4, UNIT_WAITING, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    static const struct measures measures = {ids, order, UNIT_MEASURES, derive_unit};
    struct group_rows rows = {
        .name = "units",
        .sort_by = UNIT_WAITING,
        .unknown = "unknown_unit",
        .name_of = counts_unit_name,
        .directory = report->terms->directory,
        .day = report->today,
    };
    counts_add_groups(document, &rows, &report->units, &measures);
}

static void add_case_classes(struct document *document, struct table *table, unsigned classes)
{
    struct buffer text = {0};
    for (unsigned i = 0; i < SUPERVISION_CLASSES; i++)
        if ((classes & SUPERVISION_BIT(i)) != 0)
            buffer_printf(&text, "%s%s", text.length > 0 ? " " : "", supervision_bases[i]);
    table_text(document, table, buffer_span(&text));
    buffer_release(&text);
}

static size_t add_cases(struct supervised *report, struct document *document, const char *name,
                        size_t limit)
{
    static const struct column columns[] = {
        CASE_COLUMNS,
        {"since", false, 0},
        {"basis", false, 0},
        {"state", false, 0},
    };
    struct table *table = document_table(document, name, columns, sizeof columns / sizeof *columns);
    size_t count = report->list.count < limit ? report->list.count : limit;
    for (size_t i = 0; i < count; i++) {
        struct listed_case listed = cases_get(&report->list, i);
        case_cells(document, table, &listed, report->terms->directory);
        day_cell(document, table, instant_day(listed.at, report->terms->rules->offset));
        add_case_classes(document, table, listed.classes);
        table_label(table, state_words[listed.state]);
    }
    return count;
}

void supervised_tables(void *context, struct document *document)
{
    struct supervised *report = context;
    cases_sort(&report->list);
    received_facts(&report->received, report->terms->rules->offset, document);
    document_fact_number(document, "supervised", (int64_t)report->waiting);
    document_fact_number(document, "joint", (int64_t)report->joint);
    add_classes(report, document);
    add_actions(report, document);
    add_notices(report, document);
    add_units(report, document);
    size_t listed = add_cases(report, document, "supervised_cases", report->terms->top);
    document_fact_number(document, "listed", (int64_t)listed);
}

void supervised_drill(void *context, struct document *document)
{
    struct supervised *report = context;
    cases_sort(&report->list);
    add_cases(report, document, "drill", SIZE_MAX);
}
