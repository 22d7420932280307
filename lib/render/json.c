#include "lib/record/json.h"
#include "lib/base/utf8.h"
#include "lib/render/render.h"

#include <stdio.h>

static void add_unit(uint32_t unit, struct buffer *out)
{
    char escape[8];
    snprintf(escape, sizeof escape, "\\u%04x", (unsigned)(unit & 0xffff));
    buffer_add(out, escape, 6);
}

/* The same text to a program; yet nothing that a terminal would obey when somebody looks at the
 * file: what is unsafe to print is escaped. */
static void add_string(struct json *json, struct span text, struct buffer *scratch)
{
    buffer_reset(scratch);
    buffer_add_byte(scratch, '"');
    for (size_t i = 0; i < text.length;) {
        uint32_t code_point;
        size_t taken = utf8_decode(text.at + i, text.length - i, &code_point);
        if (code_point == '"' || code_point == '\\') {
            buffer_add_byte(scratch, '\\');
            buffer_add_byte(scratch, (char)code_point);
        } else if (utf8_is_unsafe(code_point) && code_point >= 0x10000) {
            add_unit(0xd800 + ((code_point - 0x10000) >> 10), scratch);
            add_unit(0xdc00 + ((code_point - 0x10000) & 0x3ff), scratch);
        } else if (utf8_is_unsafe(code_point)) {
            add_unit(code_point, scratch);
        } else {
            buffer_add(scratch, text.at + i, taken);
        }
        i += taken;
    }
    buffer_add_byte(scratch, '"');
    json_raw(json, buffer_span(scratch));
}

static void add_cell(struct json *json, const struct cell *cell, struct buffer *scratch)
{
    if (cell->kind == CELL_NUMBER)
        json_integer(json, cell->number);
    else if (cell->kind == CELL_NONE)
        json_raw(json, SPAN("null"));
    else
        add_string(json, cell->text, scratch);
}

static void add_table(struct json *json, const struct table *table, struct buffer *scratch)
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
            add_cell(json, table_cell(table, row, i), scratch);
        json_close(json, ']');
    }
    json_close(json, ']');
    json_close(json, '}');
}

void render_json(const struct document *document, enum language language, struct buffer *out)
{
    (void)language; /* identifiers only */
    struct buffer scratch = {0};
    struct json json = {.out = out};
    json_open(&json, '{');
    json_member_string(&json, "report", span_of(document->report));
    for (size_t i = 0; i < document->fact_count; i++) {
        json_key(&json, document->facts[i].id);
        add_cell(&json, &document->facts[i].value, &scratch);
    }
    json_member_open(&json, "tables", '[');
    for (size_t i = 0; i < document->table_count; i++)
        add_table(&json, &document->tables[i], &scratch);
    json_close(&json, ']');
    json_close(&json, '}');
    buffer_add_byte(out, '\n');
    buffer_release(&scratch);
}
