#include "lib/render/cell.h"

#include "lib/base/utf8.h"
#include "lib/render/labels.h"

/* One character of the data, harmless; a line's end or a tab would break the table. */
static size_t write_character(const char *at, size_t length, struct buffer *out)
{
    enum { ESCAPED_LENGTH = 16 };
    uint32_t code_point;
    size_t taken = utf8_decode(at, length, &code_point);
    if (code_point >= '\t' && code_point <= '\r') {
        buffer_add_byte(out, ' ');
        return taken;
    }
    buffer_reserve(out, ESCAPED_LENGTH);
    out->length += utf8_make_printable(at, taken, out->bytes + out->length, ESCAPED_LENGTH);
    return taken;
}

void cell_write(const struct cell *cell, enum language language, struct buffer *out)
{
    char digits[HUNDREDTHS_TEXT_LENGTH];
    switch (cell->kind) {
    case CELL_NONE:
        break;
    case CELL_NUMBER:
        buffer_add_integer(out, cell->number);
        break;
    case CELL_HUNDREDTHS:
        buffer_add_span(out, hundredths_write(cell->number, digits));
        break;
    case CELL_LABEL:
        buffer_add_span(out, label_of(cell->text, language));
        break;
    case CELL_TEXT:
        for (size_t i = 0; i < cell->text.length;)
            i += write_character(cell->text.at + i, cell->text.length - i, out);
        break;
    }
}
