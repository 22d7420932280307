#include "lib/base/memory.h"
#include "lib/base/utf8.h"
#include "lib/render/cell.h"
#include "lib/render/labels.h"
#include "lib/render/render.h"

#include <stdlib.h>

#define ELLIPSIS "..."

enum { GAP = 2 };

static void add_spaces(struct buffer *out, size_t count)
{
    while (count-- > 0)
        buffer_add_byte(out, ' ');
}

/* A cell as this format shows it, in the scratch buffer: cut where the column has a limit. */
static struct span shown(const struct cell *cell, const struct column *column,
                         enum language language, struct buffer *scratch)
{
    buffer_reset(scratch);
    cell_write(cell, language, scratch);
    struct span text = buffer_span(scratch);
    if (column->widest == 0 || utf8_cut_to_width(text, column->widest).length == text.length)
        return text;
    scratch->length = utf8_cut_to_width(text, column->widest - strlen(ELLIPSIS)).length;
    buffer_add_string(scratch, ELLIPSIS);
    return buffer_span(scratch);
}

static struct span heading(const struct column *column, enum language language)
{
    return label_of(span_of(column->id), language);
}

static void measure(const struct table *table, enum language language, size_t *widths,
                    struct buffer *scratch)
{
    for (size_t i = 0; i < table->column_count; i++)
        widths[i] = utf8_width(heading(&table->columns[i], language));
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t column = i % table->column_count;
        size_t width =
            utf8_width(shown(&table->cells[i], &table->columns[column], language, scratch));
        if (width > widths[column])
            widths[column] = width;
    }
}

/* One field of a row; blanks that would end a line are left out. */
static void add_field(const struct table *table, size_t column, size_t width, struct span text,
                      struct buffer *out)
{
    size_t blanks = width - utf8_width(text);
    bool last = column + 1 == table->column_count;
    if (table->columns[column].is_number)
        add_spaces(out, blanks);
    buffer_add_span(out, text);
    if (!table->columns[column].is_number && !last)
        add_spaces(out, blanks);
    if (!last)
        add_spaces(out, GAP);
}

static void end_line(struct buffer *out)
{
    while (out->length > 0 && out->bytes[out->length - 1] == ' ')
        out->length--;
    buffer_add_byte(out, '\n');
}

static void add_rule(const struct table *table, const size_t *widths, struct buffer *out)
{
    for (size_t i = 0; i < table->column_count; i++) {
        for (size_t dash = 0; dash < widths[i]; dash++)
            buffer_add_byte(out, '-');
        if (i + 1 < table->column_count)
            add_spaces(out, GAP);
    }
    buffer_add_byte(out, '\n');
}

static void add_table(const struct table *table, enum language language, struct buffer *out,
                      struct buffer *scratch)
{
    size_t *widths = memory_get_zeroed(table->column_count, sizeof *widths);
    size_t rows = table_rows(table);
    measure(table, language, widths, scratch);
    for (size_t i = 0; i < table->column_count; i++)
        add_field(table, i, widths[i], heading(&table->columns[i], language), out);
    end_line(out);
    add_rule(table, widths, out);
    for (size_t row = 0; row < rows; row++) {
        if (table->has_total && row + 1 == rows && rows > 1)
            add_rule(table, widths, out);
        for (size_t i = 0; i < table->column_count; i++)
            add_field(table, i, widths[i],
                      shown(table_cell(table, row, i), &table->columns[i], language, scratch), out);
        end_line(out);
    }
    free(widths);
}

static void add_facts(const struct document *document, enum language language, struct buffer *out)
{
    size_t widest = 0;
    for (size_t i = 0; i < document->fact_count; i++) {
        size_t width = utf8_width(label_of(span_of(document->facts[i].id), language));
        if (width > widest)
            widest = width;
    }
    for (size_t i = 0; i < document->fact_count; i++) {
        struct span label = label_of(span_of(document->facts[i].id), language);
        buffer_add_span(out, label);
        add_spaces(out, widest - utf8_width(label) + GAP);
        cell_write(&document->facts[i].value, language, out);
        end_line(out);
    }
}

void render_text(const struct document *document, enum language language, struct buffer *out)
{
    struct buffer scratch = {0};
    buffer_printf(&scratch, "report_%s", document->report);
    buffer_add_span(out, label_of(buffer_span(&scratch), language));
    buffer_add(out, "\n\n", 2);
    add_facts(document, language, out);
    for (size_t i = 0; i < document->table_count; i++) {
        const struct table *table = &document->tables[i];
        buffer_add_byte(out, '\n');
        buffer_add_span(out, label_of(span_of(table->name), language));
        buffer_add_byte(out, '\n');
        add_table(table, language, out, &scratch);
    }
    buffer_release(&scratch);
}
