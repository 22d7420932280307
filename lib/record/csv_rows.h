/* CSV rows out of one source (RFC 4180; the only module that knows libcsv). Physical lines are fed
 * one at a time, so that each row knows the line where it starts and a bad row costs only itself:
 * where it has no end that can be told, reading goes on at the physical line behind the one where
 * it started. Each physical line stands in the raw of exactly one row, good or bad; empty lines
 * outside quotes are passed over. */
#ifndef H12_RECORD_CSV_ROWS_H
#define H12_RECORD_CSV_ROWS_H

#include "lib/base/buffer.h"
#include "lib/record/fault.h"
#include "lib/record/lines.h"
#include "lib/text/encoding.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    CSV_FIELD_CAP = 1024 * 1024, /* bytes of a field */
    CSV_FIELDS_MOST = 4096,      /* of a row, as many as a record has members */
};

struct csv_row {
    uint64_t line;       /* physical line where the row starts, from 1 */
    struct span *fields; /* UTF-8, unquoted, each followed by a NUL; until the next call */
    size_t count;
    struct span raw;    /* the row's bytes as they came, in the source's encoding, its lines joined
                           by LF, without the last one's; a row that is cut short keeps at least
                           LINE_KEPT bytes */
    uint64_t raw_bytes; /* the whole length where more came than raw has, else 0 */
};

enum csv_status {
    CSV_ROW, /* a row */
    CSV_BAD, /* a row that can't be read: fault says why (bad_quote, unclosed_quote, bad_encoding,
                nul, field_too_long, too_many_fields, too_long); row->line and row->raw are set */
    CSV_ENDED,
};

struct csv_rows;

/* `lines` has been started and is not released here. The delimiter is ',', '\t', ';' or '|'. */
struct csv_rows *csv_rows_new(struct lines *lines, enum encoding encoding, char delimiter);
enum csv_status csv_rows_next(struct csv_rows *rows, struct csv_row *row, struct fault *fault);
void csv_rows_free(struct csv_rows *rows);

/* The delimiter that a header line (UTF-8) uses: of comma, tab, semicolon and bar the one that
 * stands most often outside quotes; comma where none does. */
char csv_detect_delimiter(struct span header);

#endif
