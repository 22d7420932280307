/* Tables of counts, the same in every report: a row a group or a word of ours, a column a measure,
 * and a total that sums the rows up. */
#ifndef H12_REPORT_COUNTS_H
#define H12_REPORT_COUNTS_H

#include "lib/base/document.h"
#include "lib/report/groups.h"
#include "lib/rules/directory.h"

enum { CODE_COLUMNS = 24, NAME_COLUMNS = 24 }; /* what stands in a record may be of any length */

/* What a report counts. */
struct measures {
    const char *const *ids;            /* by measure */
    const int *order;                  /* the measures as they stand in a row, from the left */
    int count;                         /* of the order */
    void (*derive)(uint64_t counts[]); /* what follows from the other measures; NULL: nothing */
};

/* A table of `head` and then the measures. */
struct table *counts_table(struct document *document, const char *name, const struct column *head,
                           size_t head_count, const struct measures *measures);
/* The measures of one row, behind its head. */
void counts_add(struct table *table, const struct measures *measures, uint64_t counts[]);

/* The name of what has a code; the code itself where none is known. */
typedef struct span name_function(const struct directory *directory, struct span code,
                                  day_number day);
name_function counts_unit_name, counts_district_name;

/* Two cells, the code and its name; in the place of an empty code, that label. */
void code_cells(struct document *document, struct table *table, struct span code,
                const char *unknown, struct span name);

/* How a table of groups is made. */
struct group_rows {
    const char *name;
    int sort_by;         /* a measure: the most of it first, ties by code */
    const char *unknown; /* the label of the group without a key */
    name_function *name_of;
    const struct directory *directory;
    day_number day;
};

/* One row a group, and their total. */
void counts_add_groups(struct document *document, const struct group_rows *rows,
                       struct groups *groups, const struct measures *measures);
/* Puts all groups' counts to the sums. */
void counts_sum(const struct groups *groups, uint64_t sums[], size_t count);

#endif
