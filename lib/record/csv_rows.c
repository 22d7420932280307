#include "lib/record/csv_rows.h"

#include "lib/base/memory.h"
#include "lib/record/csv_lines.h"

#include <csv.h>
#include <stdlib.h>

/* The physical lines of a row are kept until it has ended well. Where it does not, only its first
 * line is refused and the others are read again, each perhaps as the start of a row: a stray quote
 * costs one line, not the rest of the file. So it is with every fault that leaves open where the
 * row ends: a bad quote, an unclosed one, a field over the cap, a line over the cap inside quotes.
 * A NUL and a bad character do not hide the quotes and newlines around them (no byte of a GB18030
 * character but the first can be either), nor do too many fields; such a row is read to its end and
 * refused whole, with all its lines, so that no half of it is taken for a row.
 *
 * Reading again stays linear: each line is fed at most twice. A line that left a quoted field open
 * has an even number of quotes, so that by itself it is a row or a bad row, and keeps nothing. */

enum {
    ROW_CAP = 4 * 1024 * 1024, /* bytes of a row that has not ended */
    PARSER_BLOCK = 16 * 1024,  /* by which the field of the parser grows */
};

struct csv_rows {
    struct csv_lines lines;
    enum encoding encoding;
    struct converter *converter;
    struct csv_parser parser;
    char delimiter;

    struct buffer text;   /* a line as UTF-8 */
    struct buffer values; /* the fields of the row, a NUL after each */
    struct span *fields;  /* without `at` until the row has ended */
    size_t field_count;
    size_t field_capacity;
    bool row_ended;
    bool field_too_long;
    struct fault flaw; /* what makes the row bad although its end can be found */
};

/* ------------------------------------------------------------------- the parser */

/* Blanks before and behind fields are data. A CR is not: where lines end in CR CR LF, or a
 * newline was lost, no value is to carry one at its end. */
static int is_blank(unsigned char byte)
{
    return byte == '\r';
}

static int is_row_end(unsigned char byte)
{
    return byte == '\n';
}

static void *resize_field(void *old, size_t size)
{
    return size > CSV_FIELD_CAP + 2 * PARSER_BLOCK ? NULL : memory_resize(old, size, 1);
}

static void on_field(void *text, size_t length, void *context)
{
    struct csv_rows *rows = context;
    if (length > CSV_FIELD_CAP)
        rows->field_too_long = true;
    if (rows->field_count == CSV_FIELDS_MOST) {
        fault_set(&rows->flaw, "too_many_fields", "", "has over %d fields", CSV_FIELDS_MOST);
        return;
    }
    rows->fields =
        memory_grow(rows->fields, rows->field_count, &rows->field_capacity, sizeof *rows->fields);
    rows->fields[rows->field_count++].length = length;
    buffer_add(&rows->values, text, length + 1); /* CSV_APPEND_NULL */
}

static void on_row(int byte, void *context)
{
    struct csv_rows *rows = context;
    (void)byte;
    rows->row_ended = true;
}

static void start_parser(struct csv_rows *rows)
{
    /* Without STRICT_FINI a file that ends inside quotes would give half a row as a good one. */
    csv_init(&rows->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    csv_set_delim(&rows->parser, (unsigned char)rows->delimiter);
    csv_set_space_func(&rows->parser, is_blank);
    csv_set_term_func(&rows->parser, is_row_end);
    csv_set_realloc_func(&rows->parser, resize_field);
    csv_set_free_func(&rows->parser, free);
    csv_set_blk_size(&rows->parser, PARSER_BLOCK);
}

/* After an error csv_fini() would hand out the half row as a good one: the parser starts anew. */
static void restart_parser(struct csv_rows *rows)
{
    csv_free(&rows->parser);
    start_parser(rows);
}

struct csv_rows *csv_rows_new(struct lines *lines, enum encoding encoding, char delimiter)
{
    struct csv_rows *rows = memory_get_zeroed(1, sizeof *rows);
    rows->lines.source = lines;
    rows->encoding = encoding;
    rows->converter = converter_new(encoding);
    rows->delimiter = delimiter;
    start_parser(rows);
    return rows;
}

void csv_rows_free(struct csv_rows *rows)
{
    if (rows == NULL)
        return;
    csv_free(&rows->parser);
    converter_free(rows->converter);
    csv_lines_release(&rows->lines);
    buffer_release(&rows->text);
    buffer_release(&rows->values);
    free(rows->fields);
    free(rows);
}

/* ------------------------------------------------------------------------ rows */

static void begin_row(struct csv_rows *rows)
{
    csv_lines_begin_row(&rows->lines);
    rows->field_count = 0;
    buffer_reset(&rows->values);
    rows->row_ended = false;
    rows->field_too_long = false;
    rows->flaw.code = NULL;
}

/* Whether the parser would find nothing in it. */
static bool is_empty_line(struct span text)
{
    size_t i = 0;
    while (text.at[i] == '\r')
        i++;
    return text.at[i] == '\n';
}

/* Puts the line into `text` as UTF-8. A line with a NUL or a bad character is put there as it
 * came: good enough to find the end of the row, which is refused then. */
static void make_text(struct csv_rows *rows, const struct csv_line *line)
{
    struct span bytes = csv_lines_text(&rows->lines, line);
    unsigned long long number = line->number;
    size_t bad;
    buffer_reset(&rows->text);
    if (!converter_convert(rows->converter, bytes, &rows->text, &bad)) {
        fault_set(&rows->flaw, "bad_encoding", "", "line %llu is not valid %s at byte %zu", number,
                  encoding_name(rows->encoding), bad + 1);
        buffer_add_span(&rows->text, bytes);
    }
    const char *nul = bytes.length > 0 ? memchr(bytes.at, '\0', bytes.length) : NULL;
    if (nul != NULL)
        fault_set(&rows->flaw, "nul", "", "line %llu has a NUL at byte %zu", number,
                  (size_t)(nul - bytes.at) + 1);
    /* lines_next() drops the BOM of UTF-8, but not that of GB18030, which is the same by now. */
    if (line->number == 1 && rows->encoding == ENCODING_GB18030 && rows->text.length >= 3 &&
        memcmp(rows->text.bytes, "\xef\xbb\xbf", 3) == 0) {
        rows->text.length -= 3;
        memmove(rows->text.bytes, rows->text.bytes + 3, rows->text.length);
    }
    buffer_add_byte(&rows->text, '\n');
}

/* Past the field at `at`, up to its delimiter or the end of the line; NULL where quotes make it
 * more than one look: doubled, bad, or not closed on this line. */
static const char *plain_field(const char *at, const char *end, char delimiter, struct span *field)
{
    size_t left = (size_t)(end - at);
    if (left > 0 && *at == '"') {
        const char *quote = memchr(at + 1, '"', left - 1);
        if (quote == NULL || (quote + 1 < end && quote[1] != delimiter))
            return NULL;
        *field = (struct span){at + 1, (size_t)(quote - at) - 1};
        return quote + 1;
    }
    const char *stop = memchr(at, delimiter, left);
    if (stop == NULL)
        stop = end;
    *field = (struct span){at, (size_t)(stop - at)};
    return field->length == 0 || memchr(at, '"', field->length) == NULL ? stop : NULL;
}

/* Most lines are a row by themselves and have no doubled quotes: they are split where they stand,
 * in a fraction of the parser's time. Whatever is not so simple is left to the parser. */
static bool split_plain(struct csv_rows *rows)
{
    const char *at = rows->text.bytes;
    const char *end = at + rows->text.length - 1; /* the newline */
    size_t length = (size_t)(end - at);
    if (rows->flaw.code != NULL || length > CSV_FIELD_CAP || memchr(at, '\r', length) != NULL)
        return false;
    size_t count = 0;
    for (;; at++) {
        if (count == CSV_FIELDS_MOST)
            return false;
        rows->fields =
            memory_grow(rows->fields, count, &rows->field_capacity, sizeof *rows->fields);
        at = plain_field(at, end, rows->delimiter, &rows->fields[count++]);
        if (at == NULL)
            return false;
        if (at == end)
            break;
    }
    rows->field_count = count;
    for (size_t i = 0; i < rows->field_count; i++) {
        struct span field = rows->fields[i];
        rows->text.bytes[(size_t)(field.at - rows->text.bytes) + field.length] = '\0';
    }
    return true;
}

/* Feeds the line to the parser; false where the row can't go on, the fault then set. */
static bool feed(struct csv_rows *rows, const struct csv_line *line, struct fault *fault)
{
    size_t fed =
        csv_parse(&rows->parser, rows->text.bytes, rows->text.length, on_field, on_row, rows);
    if (fed == rows->text.length && !rows->field_too_long)
        return true;
    if (rows->field_too_long || csv_error(&rows->parser) != CSV_EPARSE)
        return fault_set(fault, "field_too_long", "",
                         "a field is over %d bytes (a quote that is not closed?)", CSV_FIELD_CAP);
    return fault_set(fault, "bad_quote", "", "a quote where none may be, at byte %zu of line %llu",
                     fed + 1, (unsigned long long)line->number);
}

/* Refuses the first line of the row; the others are read again. */
static enum csv_status refuse_first(struct csv_rows *rows, struct csv_row *row)
{
    const struct csv_line *first = csv_lines_first(&rows->lines);
    *row = (struct csv_row){.line = first->number,
                            .raw = csv_lines_text(&rows->lines, first),
                            .raw_bytes = first->bytes};
    csv_lines_read_again(&rows->lines);
    restart_parser(rows);
    return CSV_BAD;
}

/* The row has ended; one with a flaw is refused with all its lines. */
static enum csv_status finish(struct csv_rows *rows, struct csv_row *row, struct fault *fault)
{
    *row = (struct csv_row){.line = csv_lines_first(&rows->lines)->number,
                            .raw = csv_lines_of_row(&rows->lines)};
    if (rows->flaw.code != NULL) {
        *fault = rows->flaw;
        return CSV_BAD;
    }
    const char *at = rows->values.bytes;
    for (size_t i = 0; i < rows->field_count; i++) {
        rows->fields[i].at = at;
        at += rows->fields[i].length + 1;
    }
    row->fields = rows->fields;
    row->count = rows->field_count;
    return CSV_ROW;
}

static enum csv_status finish_plain(const struct csv_rows *rows, struct csv_row *row)
{
    *row = (struct csv_row){.line = csv_lines_first(&rows->lines)->number,
                            .fields = rows->fields,
                            .count = rows->field_count,
                            .raw = csv_lines_of_row(&rows->lines)};
    return CSV_ROW;
}

/* The source has ended. Each line was fed with a newline, so that a row is open only inside
 * quotes, and csv_fini() hands out none. */
static enum csv_status finish_source(struct csv_rows *rows, struct csv_row *row,
                                     struct fault *fault)
{
    if (csv_fini(&rows->parser, on_field, on_row, rows) == 0 && csv_lines_none(&rows->lines))
        return CSV_ENDED;
    fault_set(fault, "unclosed_quote", "", "a quoted field is not closed before the end");
    return refuse_first(rows, row);
}

/* A line over the cap: by itself it is refused, inside quotes the row has no end. */
static enum csv_status refuse_too_long(struct csv_rows *rows, const struct csv_line *line,
                                       struct csv_row *row, struct fault *fault)
{
    unsigned long long number = line->number;
    if (csv_lines_one(&rows->lines))
        fault_set(fault, "too_long", "", "a line of %llu bytes is over the cap of %zu",
                  (unsigned long long)line->bytes, rows->lines.source->cap);
    else
        fault_set(fault, "unclosed_quote", "",
                  "a quoted field is not closed before line %llu, which is too long", number);
    return refuse_first(rows, row);
}

enum csv_status csv_rows_next(struct csv_rows *rows, struct csv_row *row, struct fault *fault)
{
    fault->code = NULL;
    begin_row(rows);
    for (;;) {
        const struct csv_line *line = csv_lines_next(&rows->lines);
        if (line == NULL)
            return finish_source(rows, row, fault);
        if (line->bytes > 0)
            return refuse_too_long(rows, line, row, fault);
        bool starts = csv_lines_one(&rows->lines);
        make_text(rows, line);
        if (starts && is_empty_line(buffer_span(&rows->text))) {
            begin_row(rows);
            continue;
        }
        if (starts && split_plain(rows))
            return finish_plain(rows, row);
        if (!feed(rows, line, fault))
            return refuse_first(rows, row);
        if (rows->row_ended)
            return finish(rows, row, fault);
        if (csv_lines_of_row(&rows->lines).length > ROW_CAP) {
            fault_set(fault, "unclosed_quote", "", "a quoted field is not closed after %d bytes",
                      ROW_CAP);
            return refuse_first(rows, row);
        }
    }
}

/* ------------------------------------------------------------------- delimiters */

char csv_detect_delimiter(struct span header)
{
    static const char delimiters[] = {',', '\t', ';', '|'};
    size_t counts[sizeof delimiters] = {0};
    bool quoted = false;
    for (size_t i = 0; i < header.length; i++) {
        quoted ^= header.at[i] == '"';
        for (size_t k = 0; k < sizeof delimiters; k++)
            counts[k] += !quoted && header.at[i] == delimiters[k];
    }
    size_t best = 0;
    for (size_t k = 1; k < sizeof delimiters; k++)
        if (counts[k] > counts[best])
            best = k;
    return delimiters[best];
}
