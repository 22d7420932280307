#include "lib/base/utf8.h"
#include "lib/render/cell.h"
#include "lib/render/labels.h"
#include "lib/render/render.h"

/* The blanks of ASCII, and those of Unicode that have a width. */
static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Whether a spreadsheet would take the text for a formula: it begins with one of = + - @, also in
 * the full-width forms that Chinese editions take for the same, also behind blanks, or with a tab
 * or a line's end, which some drop before they look. */
static bool is_formula(struct span text)
{
    if (!span_empty(text) && (*text.at == '\t' || *text.at == '\r' || *text.at == '\n'))
        return true;
    uint32_t first = ' ';
    while (is_blank(first) && text.length > 0) {
        size_t taken = utf8_decode(text.at, text.length, &first);
        text = (struct span){text.at + taken, text.length - taken};
    }
    switch (first) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xff1d: /* ＝ */
    case 0xff0b: /* ＋ */
    case 0xff0d: /* － */
    case 0xff20: /* ＠ */
        return true;
    default:
        return false;
    }
}

/* RFC 4180: quotes where a field has a quote, a comma or a line's end, and doubled inside. */
static void add_field(struct span text, struct buffer *out)
{
    bool quoted = false;
    for (size_t i = 0; i < text.length && !quoted; i++)
        quoted = strchr("\",\r\n", text.at[i]) != NULL;
    if (!quoted) {
        buffer_add_span(out, text);
        return;
    }
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, text.at[i]);
    }
    buffer_add_byte(out, '"');
}

static void add_cell(const struct cell *cell, enum language language, struct buffer *out,
                     struct buffer *scratch)
{
    buffer_reset(scratch);
    if (cell->kind == CELL_TEXT && is_formula(cell->text))
        buffer_add_byte(scratch, '\'');
    cell_write(cell, language, scratch);
    add_field(buffer_span(scratch), out);
}

static void add_label(const char *id, enum language language, struct buffer *out)
{
    add_field(label_of(span_of(id), language), out);
}

static void end_row(struct buffer *out)
{
    buffer_add(out, "\r\n", 2);
}

/* `block` goes before each row, the header's as well; NULL: nothing does. */
static void add_table(const struct table *table, const char *block, enum language language,
                      struct buffer *out)
{
    struct buffer scratch = {0};
    if (block != NULL) {
        add_label("table", language, out);
        buffer_add_byte(out, ',');
    }
    for (size_t i = 0; i < table->column_count; i++) {
        if (i > 0)
            buffer_add_byte(out, ',');
        add_label(table->columns[i].id, language, out);
    }
    end_row(out);
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t column = i % table->column_count;
        if (column == 0 && block != NULL)
            buffer_add_string(out, block);
        if (column > 0 || block != NULL)
            buffer_add_byte(out, ',');
        add_cell(&table->cells[i], language, out, &scratch);
        if (column + 1 == table->column_count)
            end_row(out);
    }
    buffer_release(&scratch);
}

void render_csv_table(const struct table *table, enum language language, struct buffer *out)
{
    add_table(table, NULL, language, out);
}

void render_csv(const struct document *document, enum language language, struct buffer *out)
{
    struct buffer scratch = {0};
    static const char *const columns[] = {"table", "fact", "value"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (i > 0)
            buffer_add_byte(out, ',');
        add_label(columns[i], language, out);
    }
    end_row(out);
    for (size_t i = 0; i < document->fact_count; i++) {
        buffer_add_string(out, "facts,");
        add_label(document->facts[i].id, language, out);
        buffer_add_byte(out, ',');
        add_cell(&document->facts[i].value, language, out, &scratch);
        end_row(out);
    }
    for (size_t i = 0; i < document->table_count; i++) {
        end_row(out);
        add_table(&document->tables[i], document->tables[i].name, language, out);
    }
    buffer_release(&scratch);
}
