/* The cells that every list of cases begins with: id, title, and who has it. */
#ifndef H12_REPORT_CASE_CELLS_H
#define H12_REPORT_CASE_CELLS_H

#include "lib/base/document.h"
#include "lib/report/cases.h"
#include "lib/report/counts.h"

enum { TITLE_COLUMNS = 40, ID_COLUMNS = 40 };

/* The columns of the first two, and of all of them. */
#define CASE_NAME_COLUMNS                                                                          \
    {"id", false, ID_COLUMNS},                                                                     \
    {                                                                                              \
        "title", false, TITLE_COLUMNS                                                              \
    }
#define CASE_COLUMNS                                                                               \
    CASE_NAME_COLUMNS, {"unit", false, CODE_COLUMNS},                                              \
    {                                                                                              \
        "unit_name", false, NAME_COLUMNS                                                           \
    }

void case_name_cells(struct document *document, struct table *table,
                     const struct listed_case *listed);
void case_cells(struct document *document, struct table *table, const struct listed_case *listed,
                const struct directory *directory);
/* A cell with the day. */
void day_cell(struct document *document, struct table *table, day_number day);

#endif
