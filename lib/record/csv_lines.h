/* The physical lines of a CSV row, kept until the row has ended well, so that those of one that
 * does not can be read again from its second line on. Knows nothing of fields and quotes. */
#ifndef H12_RECORD_CSV_LINES_H
#define H12_RECORD_CSV_LINES_H

#include "lib/base/buffer.h"
#include "lib/record/lines.h"

#include <stdbool.h>
#include <stdint.h>

/* A physical line as it came; its text stands in `kept`, each followed by a newline. */
struct csv_line {
    size_t start;
    size_t length;
    uint64_t number;
    uint64_t bytes; /* the whole length where the line is too long, else 0 */
};

/* Zero it, but for the source. */
struct csv_lines {
    struct lines *source;
    struct buffer kept;
    struct csv_line *list;
    size_t count, capacity;
    size_t first; /* where the row starts */
    size_t next;  /* to be read next; count: one out of the source */
};

/* The next line starts a row; what is before it is done with. */
void csv_lines_begin_row(struct csv_lines *lines);
/* The next line, out of those that are kept or out of the source; NULL at the end. It stands until
 * the next call. */
const struct csv_line *csv_lines_next(struct csv_lines *lines);
/* The row is its first line alone: the others are read again. */
void csv_lines_read_again(struct csv_lines *lines);

/* Of the row so far: its first line, whether it has none or one, and all its bytes. */
const struct csv_line *csv_lines_first(const struct csv_lines *lines);
bool csv_lines_none(const struct csv_lines *lines);
bool csv_lines_one(const struct csv_lines *lines);
struct span csv_lines_of_row(const struct csv_lines *lines);

/* The bytes of a line, without its newline. */
struct span csv_lines_text(const struct csv_lines *lines, const struct csv_line *line);

void csv_lines_release(struct csv_lines *lines);

#endif
