#include "lib/reference/table.h"

#include "lib/base/memory.h"
#include "lib/record/csv_rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct table {
    char *path;
    int descriptor;
    struct lines lines;
    struct csv_rows *rows;
    struct problems *problems;
    size_t column_count;
    size_t places[TABLE_COLUMNS]; /* of each wanted column in the file */
    size_t width;                 /* of the header */
    uint64_t line;
    bool usable;
    bool lost_rows;
};

static void place_columns(struct table *table, const struct csv_row *header,
                          const char *const columns[])
{
    table->usable = true;
    table->width = header->count;
    for (size_t i = 0; i < table->column_count; i++) {
        size_t found = header->count;
        for (size_t j = header->count; j-- > 0;)
            if (span_is(span_trim(header->fields[j]), columns[i]))
                found = j;
        if (found == header->count) {
            problem_add(table->problems, table->path, header->line, "no column '%s'", columns[i]);
            table->usable = false;
        }
        table->places[i] = found;
    }
}

struct table *table_open(const char *path, const char *const columns[], size_t count,
                         struct problems *problems)
{
    struct table *table = memory_get_zeroed(1, sizeof *table);
    struct csv_row header;
    struct fault fault = {0};
    table->path = memory_copy_string(path);
    table->problems = problems;
    table->column_count = count;
    table->descriptor = source_open(path);
    lines_start(&table->lines, table->descriptor, table->path, LINE_CAP);
    table->rows = csv_rows_new(&table->lines, ENCODING_UTF8, ',');
    switch (csv_rows_next(table->rows, &header, &fault)) {
    case CSV_ROW:
        place_columns(table, &header, columns);
        break;
    case CSV_BAD:
        problem_add(problems, path, header.line, "%s", fault.reason);
        break;
    case CSV_ENDED:
        problem_add(problems, path, 0, "is empty");
        break;
    }
    return table;
}

bool table_next(struct table *table, struct span cells[])
{
    struct csv_row row;
    while (table->usable) {
        struct fault fault = {0};
        enum csv_status status = csv_rows_next(table->rows, &row, &fault);
        if (status == CSV_ENDED)
            return false;
        table->line = row.line;
        if (status == CSV_BAD) {
            table_problem(table, "%s", fault.reason);
            table->lost_rows = true;
            continue;
        }
        if (row.count != table->width) {
            table_problem(table, "has %zu fields, the header %zu", row.count, table->width);
            table->lost_rows = true;
            continue;
        }
        for (size_t i = 0; i < table->column_count; i++)
            cells[i] = span_trim(row.fields[table->places[i]]);
        return true;
    }
    return false;
}

uint64_t table_line(const struct table *table)
{
    return table->line;
}

bool table_is_whole(const struct table *table)
{
    return table->usable && !table->lost_rows;
}

const char *table_path(const struct table *table)
{
    return table->path;
}

void table_close(struct table *table)
{
    csv_rows_free(table->rows);
    lines_release(&table->lines);
    close(table->descriptor);
    free(table->path);
    free(table);
}

void table_problem(struct table *table, const char *format, ...)
{
    char what[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    problem_add(table->problems, table->path, table->line, "%s", what);
}

day_number table_day(struct table *table, const char *column, struct span cell,
                     day_number otherwise)
{
    day_number day;
    if (span_empty(cell))
        return otherwise;
    if (day_read(cell, &day))
        return day;
    table_problem(table, "%s: is not a date such as 2026-10-12", column);
    return otherwise;
}

int table_word(struct table *table, const char *column, struct span cell, const char *const words[],
               int count)
{
    for (int i = 0; i < count; i++)
        if (span_is(cell, words[i]))
            return i;
    table_problem(table, "%s: is not one of the known words", column);
    return -1;
}
