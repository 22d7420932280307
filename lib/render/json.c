#include "lib/record/json.h"
#include "lib/render/render.h"

static void add_cell(struct json *json, const struct cell *cell)
{
    char digits[HUNDREDTHS_TEXT_LENGTH];
    if (cell->kind == CELL_NUMBER)
        json_integer(json, cell->number);
    else if (cell->kind == CELL_HUNDREDTHS)
        json_raw(json, hundredths_write(cell->number, digits));
    else if (cell->kind == CELL_NONE)
        json_raw(json, SPAN("null"));
    else
        json_printable(json, cell->text);
}

static void add_table(struct json *json, const struct table *table)
{
    json_open(json, '{');
    json_member_string(json, "name", span_of(table->name));
    json_member_open(json, "columns", '[');
    for (size_t i = 0; i < table->column_count; i++)
        json_string(json, span_of(table->columns[i].id));
    json_close(json, ']');
    json_member_open(json, "rows", '[');
    for (size_t row = 0; row < table_rows(table); row++) {
        json_open(json, '[');
        for (size_t i = 0; i < table->column_count; i++)
            add_cell(json, table_cell(table, row, i));
        json_close(json, ']');
    }
    json_close(json, ']');
    json_close(json, '}');
}

void render_json(const struct document *document, enum language language, struct buffer *out)
{
    (void)language; /* identifiers only */
    struct json json = {.out = out};
    json_open(&json, '{');
    json_member_string(&json, "report", span_of(document->report));
    for (size_t i = 0; i < document->fact_count; i++) {
        json_key(&json, document->facts[i].id);
        add_cell(&json, &document->facts[i].value);
    }
    json_member_open(&json, "tables", '[');
    for (size_t i = 0; i < document->table_count; i++)
        add_table(&json, &document->tables[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    buffer_add_byte(out, '\n');
}
