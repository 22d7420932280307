/* An export as it comes in: one source of the pump's, as CSV rows behind a header or as JSON lines.
 * Whatever is wrong with a source as a whole is status 2. Knows nothing of what columns mean. */
#ifndef H12_RECORD_IMPORT_H
#define H12_RECORD_IMPORT_H

#include "lib/record/csv_rows.h"
#include "lib/record/form.h"
#include "lib/record/pump.h"

#include <stdbool.h>
#include <stdint.h>

struct import {
    struct lines lines;
    int64_t start; /* where in the file reading began; less than 0: in a stream */
    struct form form;
    struct csv_rows *rows; /* of CSV */
    struct csv_row header; /* of CSV; its fields stand until the next row */
};

/* Looks at the start of a source that the pump has opened and, where it is CSV, reads its header.
 * The pump's output is flushed before a read that may block. */
void import_start(struct import *import, const struct source *source, struct pump *pump,
                  const struct form_wish *wish);
/* The next line of NDJSON, as form_next_line() gives it. */
bool import_next_line(struct import *import, struct line *line);
/* Shows how far the pump has come. */
void import_progress(const struct import *import, struct pump *pump);
void import_end(struct import *import);

/* Whether a source can be looked at before its turn: a file, not a stream. import_rewind() ends the
 * look and goes back to where the source was. */
bool import_can_rewind(const struct source *source);
void import_rewind(struct import *import, const struct source *source);

#endif
