#include "lib/report/case_cells.h"

static void add_holder(struct document *document, struct table *table,
                       const struct listed_case *listed, const struct directory *directory)
{
    code_cells(document, table, listed->unit,
               state_holder(listed->state) == HOLDER_LEAD ? "unknown_unit" : "held_by_hotline",
               counts_unit_name(directory, listed->unit, 0));
}

void case_name_cells(struct document *document, struct table *table,
                     const struct listed_case *listed)
{
    table_text(document, table, listed->id);
    if (span_empty(listed->title))
        table_none(table);
    else
        table_text(document, table, listed->title);
}

void case_cells(struct document *document, struct table *table, const struct listed_case *listed,
                const struct directory *directory)
{
    case_name_cells(document, table, listed);
    add_holder(document, table, listed, directory);
}

void day_cell(struct document *document, struct table *table, day_number day)
{
    char text[DAY_TEXT_LENGTH];
    day_write(day, text);
    table_text(document, table, (struct span){text, sizeof text});
}
