/* One CSV table of the share folder, read by column name. All that is wrong with it is said as
 * `file:line:` in one run. */
#ifndef H12_REFERENCE_TABLE_H
#define H12_REFERENCE_TABLE_H

#include "lib/base/civil.h"
#include "lib/base/span.h"
#include "lib/reference/problems.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TABLE_COLUMNS = 24 };

struct table;

/* Opens a table that has to have these columns, in any order; others are passed over. A file that
 * can't be read is status 2; a missing column is a problem, and no rows follow. */
struct table *table_open(const char *path, const char *const columns[], size_t count,
                         struct problems *problems);
/* The next good row: cells[i] is the trimmed cell of columns[i], empty where the cell is. Bad rows
 * are problems and passed over. The cells stand until the next call. */
bool table_next(struct table *table, struct span cells[]);
/* The line on which the row at hand starts. */
uint64_t table_line(const struct table *table);
/* Whether every row so far could be read. Where not, what another table refers to may stand in one
 * that could not, and is not to be judged. */
bool table_is_whole(const struct table *table);
const char *table_path(const struct table *table);
void table_close(struct table *table);

/* A problem of the row at hand. */
void table_problem(struct table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A `YYYY-MM-DD` cell; an empty one gives `otherwise`, a bad one is a problem. */
day_number table_day(struct table *table, const char *column, struct span cell,
                     day_number otherwise);
/* The index of a cell among words; a problem and -1 where it is none of them. */
int table_word(struct table *table, const char *column, struct span cell, const char *const words[],
               int count);

#endif
