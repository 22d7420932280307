#include "lib/report/counts.h"

struct table *counts_table(struct document *document, const char *name, const struct column *head,
                           size_t head_count, const struct measures *measures)
{
    size_t count = head_count + (size_t)measures->count;
    struct column *columns = arena_get(&document->arena, count * sizeof *columns);
    memcpy(columns, head, head_count * sizeof *columns);
    for (int i = 0; i < measures->count; i++)
        columns[head_count + (size_t)i] =
            (struct column){measures->ids[measures->order[i]], true, 0};
    return document_table(document, name, columns, count);
}

void counts_add(struct table *table, const struct measures *measures, uint64_t counts[])
{
    if (measures->derive != NULL)
        measures->derive(counts);
    for (int i = 0; i < measures->count; i++)
        table_number(table, (int64_t)counts[measures->order[i]]);
}

static struct span short_name(const struct unit *unit, struct span code)
{
    if (unit == NULL)
        return code;
    return span_empty(unit->short_name) ? unit->name : unit->short_name;
}

struct span counts_unit_name(const struct directory *directory, struct span code, day_number day)
{
    (void)day;
    return short_name(directory_by_code(directory, code), code);
}

struct span counts_district_name(const struct directory *directory, struct span code,
                                 day_number day)
{
    return short_name(directory_district(directory, code, day), code);
}

void counts_sum(const struct groups *groups, uint64_t sums[], size_t count)
{
    for (size_t i = 0; i < groups->count; i++)
        counts_put(sums, groups->groups[i].counts, count, groups->largest);
}

void code_cells(struct document *document, struct table *table, struct span code,
                const char *unknown, struct span name)
{
    if (span_empty(code)) {
        table_none(table);
        table_label(table, unknown);
        return;
    }
    table_text(document, table, code);
    table_text(document, table, name);
}

void counts_add_groups(struct document *document, const struct group_rows *rows,
                       struct groups *groups, const struct measures *measures)
{
    static const struct column head[] = {{"code", false, CODE_COLUMNS},
                                         {"name", false, NAME_COLUMNS}};
    uint64_t sums[MEASURES_MAX] = {0};
    struct table *table = counts_table(document, rows->name, head, 2, measures);
    counts_sum(groups, sums, MEASURES_MAX);
    for (size_t i = 0; i < groups->count && measures->derive != NULL; i++)
        measures->derive(groups->groups[i].counts);
    groups_sort(groups, (size_t)rows->sort_by);
    for (size_t i = 0; i < groups->count; i++) {
        struct group *group = &groups->groups[i];
        code_cells(document, table, group->key, rows->unknown,
                   rows->name_of(rows->directory, group->key, rows->day));
        counts_add(table, measures, group->counts);
    }
    table_label(table, "total");
    table_none(table);
    counts_add(table, measures, sums);
    table->has_total = true;
}
