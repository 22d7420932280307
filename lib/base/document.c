#include "lib/base/document.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

void document_start(struct document *document, const char *report)
{
    *document = (struct document){.report = report};
}

void document_release(struct document *document)
{
    for (size_t i = 0; i < document->table_count; i++)
        free(document->tables[i].cells);
    arena_release(&document->arena);
    *document = (struct document){0};
}

static void add_fact(struct document *document, const char *id, struct cell value)
{
    if (document->fact_count == DOCUMENT_FACTS)
        die(STATUS_IO, "internal error: a report of more than %d facts", DOCUMENT_FACTS);
    document->facts[document->fact_count++] = (struct fact){id, value};
}

void document_fact_text(struct document *document, const char *id, struct span text)
{
    struct cell value = {.kind = CELL_TEXT, .text = arena_span(&document->arena, text)};
    add_fact(document, id, value);
}

void document_fact_number(struct document *document, const char *id, int64_t number)
{
    add_fact(document, id, (struct cell){.kind = CELL_NUMBER, .number = number});
}

struct table *document_table(struct document *document, const char *name,
                             const struct column *columns, size_t column_count)
{
    if (document->table_count == DOCUMENT_TABLES)
        die(STATUS_IO, "internal error: a report of more than %d tables", DOCUMENT_TABLES);
    struct table *table = &document->tables[document->table_count++];
    *table = (struct table){.name = name, .columns = columns, .column_count = column_count};
    return table;
}

const struct table *document_find(const struct document *document, struct span name)
{
    for (size_t i = 0; i < document->table_count; i++)
        if (span_is(name, document->tables[i].name))
            return &document->tables[i];
    return NULL;
}

static void add_cell(struct table *table, struct cell cell)
{
    table->cells =
        memory_grow(table->cells, table->cell_count, &table->capacity, sizeof *table->cells);
    table->cells[table->cell_count++] = cell;
}

void table_text(struct document *document, struct table *table, struct span text)
{
    add_cell(table, (struct cell){.kind = CELL_TEXT, .text = arena_span(&document->arena, text)});
}

void table_number(struct table *table, int64_t number)
{
    add_cell(table, (struct cell){.kind = CELL_NUMBER, .number = number});
}

void table_average(struct table *table, uint64_t sum, uint64_t count)
{
    if (count == 0) {
        table_label(table, "n/a");
        return;
    }
    uint64_t hundredths = (200 * sum + count) / (2 * count);
    add_cell(table, (struct cell){.kind = CELL_HUNDREDTHS, .number = (int64_t)hundredths});
}

struct span hundredths_write(int64_t hundredths, char out[HUNDREDTHS_TEXT_LENGTH])
{
    int length = snprintf(out, HUNDREDTHS_TEXT_LENGTH, "%" PRId64 ".%02d", hundredths / 100,
                          (int)(hundredths % 100));
    return (struct span){out, (size_t)length};
}

void table_label(struct table *table, const char *id)
{
    add_cell(table, (struct cell){.kind = CELL_LABEL, .text = span_of(id)});
}

void table_none(struct table *table)
{
    add_cell(table, (struct cell){.kind = CELL_NONE});
}

size_t table_rows(const struct table *table)
{
    return table->cell_count / table->column_count;
}

const struct cell *table_cell(const struct table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}
