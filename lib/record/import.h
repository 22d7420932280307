/* An export as it comes in: CSV rows or JSON lines, told apart by the first byte, in an encoding
 * that is told by the first 1 MiB. Whatever is wrong with a source as a whole is status 2. Knows
 * nothing of what columns mean. */
#ifndef H12_RECORD_IMPORT_H
#define H12_RECORD_IMPORT_H

#include "lib/record/csv_rows.h"
#include "lib/record/pump.h"
#include "lib/text/encoding.h"

#include <stdbool.h>
#include <stdint.h>

enum import_form { IMPORT_CSV, IMPORT_NDJSON };

/* What the user says of the sources; what is not said is told by looking. */
struct import_wish {
    bool has_encoding;
    enum encoding encoding;
    char delimiter; /* 0: not said */
};

struct import {
    struct lines lines;
    int64_t start; /* where in the file reading began; less than 0: in a stream */
    enum import_form form;
    enum encoding encoding;
    struct csv_rows *rows; /* of CSV */
    struct csv_row header; /* of CSV; its fields stand until the next row */
    struct converter *converter;
    struct buffer text; /* of NDJSON: a line as UTF-8 */
};

/* Reads `comma`, `tab`, `semicolon`, `bar` or the character itself. */
bool import_delimiter_from_name(const char *name, char *delimiter);

/* Looks at the start of a source that the pump has opened and, where it is CSV, reads its header.
 * The pump's output is flushed before a read that may block. */
void import_start(struct import *import, const struct source *source, struct pump *pump,
                  const struct import_wish *wish);
/* The next line of NDJSON that is not empty, as UTF-8, padded for the lexer; false at the end. A
 * line that is not valid in the encoding comes as it is, for the lexer to refuse. */
bool import_next_line(struct import *import, struct line *line);
/* Shows how far the pump has come. */
void import_progress(const struct import *import, struct pump *pump);
void import_end(struct import *import);

/* Whether a source can be looked at before its turn: a file, not a stream. import_rewind() ends the
 * look and goes back to where the source was. */
bool import_can_rewind(const struct source *source);
void import_rewind(struct import *import, const struct source *source);

#endif
