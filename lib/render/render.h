/* The looks of a document: a text table for terminals and mail, CSV for spreadsheets, JSON for
 * programs. Each is a function from a document to bytes. Knows nothing of records and reports. */
#ifndef H12_RENDER_RENDER_H
#define H12_RENDER_RENDER_H

#include "lib/base/buffer.h"
#include "lib/base/document.h"
#include "lib/reference/policy.h"

typedef void render_function(const struct document *document, enum language language,
                             struct buffer *out);

struct render_format {
    const char *name;
    render_function *write;
};

/* text, csv or json; NULL where the name is none of them. */
const struct render_format *render_find(const char *name);

/* Facts line by line, then each table under its title, aligned by display width. */
render_function render_text;
/* RFC 4180 with CRLF. The facts and each table are blocks of their own, a header row first, the
 * table's identifier in the first column, an empty line between blocks. */
render_function render_csv;
/* One object on one line: report, the facts, `tables: [{name, columns, rows}]`. The identifiers of
 * columns and labels stay as they are, whatever the language; an empty cell is null. */
render_function render_json;

/* One table alone as CSV: header row and rows, no block's name. */
void render_csv_table(const struct table *table, enum language language, struct buffer *out);

/* What a spreadsheet wants to see first of a UTF-8 file. */
#define UTF8_BOM "\xef\xbb\xbf"

#endif
