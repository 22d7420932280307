/* lib/record/csv_rows: each physical line is in exactly one row, a good row's fields are what a
 * plain reading of RFC 4180 finds in its raw bytes, and written anew they read the same. The first
 * byte of the input chooses the delimiter and the encoding, the rest is the file. */
#include "lib/record/csv_rows.h"

#include "lib/base/buffer.h"
#include "tests/fuzz/support/fuzz.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct source {
    int descriptor;
    struct lines lines;
    struct csv_rows *rows;
};

static void source_start(struct source *source, const char *path, enum encoding encoding,
                         char delimiter)
{
    source->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    fuzz_expect(source->descriptor >= 0, "the file can be opened");
    lines_start(&source->lines, source->descriptor, "fuzz", LINE_CAP);
    source->rows = csv_rows_new(&source->lines, encoding, delimiter);
}

static void source_end(struct source *source)
{
    csv_rows_free(source->rows);
    lines_release(&source->lines);
    close(source->descriptor);
}

static size_t count_newlines(struct span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.at[i] == '\n';
    return count;
}

/* The next field of a row of UTF-8 into `field`; false behind the last. A CR outside of quotes, at
 * the end of a field, belongs to no value. */
static bool plain_field(const char **at, const char *end, char delimiter, struct buffer *field)
{
    buffer_reset(field);
    if (*at > end)
        return false;
    const char *p = *at;
    while (p < end && *p == '\r')
        p++;
    if (p < end && *p == '"') {
        for (p++; p < end && (*p != '"' || (p + 1 < end && p[1] == '"')); p++) {
            p += *p == '"';
            buffer_add_byte(field, *p);
        }
        fuzz_expect(p < end, "a quoted field of a good row is closed");
        for (p++; p < end && *p == '\r'; p++)
            continue;
    } else {
        for (; p < end && *p != delimiter; p++)
            buffer_add_byte(field, *p);
        while (field->length > 0 && field->bytes[field->length - 1] == '\r')
            field->length--;
    }
    fuzz_expect(p == end || *p == delimiter, "behind a field is a delimiter or the end");
    *at = p + 1;
    return true;
}

static void check_fields(const struct csv_row *row, char delimiter)
{
    struct buffer field = {0};
    const char *at = row->raw.at;
    const char *end = row->raw.at + row->raw.length;
    size_t count = 0;
    for (; plain_field(&at, end, delimiter, &field); count++)
        fuzz_expect(count < row->count && span_equal(row->fields[count], buffer_span(&field)),
                    "a field is what the raw bytes say");
    fuzz_expect(count == row->count, "as many fields as the raw bytes say");
    buffer_release(&field);
}

/* A field in quotes: whatever is in it, it is to come back. */
static void write_row(const struct csv_row *row, char delimiter, struct buffer *out)
{
    for (size_t i = 0; i < row->count; i++) {
        struct span field = row->fields[i];
        fuzz_expect(field.at[field.length] == '\0', "a field is terminated");
        fuzz_expect(fuzz_is_utf8(field), "a field is UTF-8");
        fuzz_expect(field.length == 0 || memchr(field.at, '\0', field.length) == NULL, "no NUL");
        if (i > 0)
            buffer_add_byte(out, delimiter);
        buffer_add_byte(out, '"');
        for (size_t k = 0; k < field.length; k++) {
            if (field.at[k] == '"')
                buffer_add_byte(out, '"');
            buffer_add_byte(out, field.at[k]);
        }
        buffer_add_byte(out, '"');
    }
    buffer_add_byte(out, '\n');
}

/* What was written anew reads as so many rows, and written once more it is the same, but for a CR
 * before a newline: inside of quotes, too, both together are a line's end. */
static void check_again(struct span text, char delimiter, size_t count)
{
    static struct fuzz_file file;
    struct buffer again = {0};
    struct source source;
    struct csv_row row;
    struct fault fault = {0};
    source_start(&source, fuzz_file_set(&file, text), ENCODING_UTF8, delimiter);
    for (; count > 0; count--) {
        fuzz_expect(csv_rows_next(source.rows, &row, &fault) == CSV_ROW, "written anew it reads");
        write_row(&row, delimiter, &again);
    }
    fuzz_expect(csv_rows_next(source.rows, &row, &fault) == CSV_ENDED,
                "written anew: as many rows");
    fuzz_expect(memmem(text.at, text.length, "\r\n", 2) != NULL ||
                    span_equal(text, buffer_span(&again)),
                "written anew it reads the same");
    source_end(&source);
    buffer_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file file;
    static const char delimiters[] = {',', '\t', ';', '|'};
    struct source source;
    struct csv_row row;
    struct fault fault = {0};
    if (length == 0)
        return 0;
    char delimiter = delimiters[bytes[0] & 3];
    enum encoding encoding = (bytes[0] & 4) != 0 ? ENCODING_GB18030 : ENCODING_UTF8;
    struct span text = {(const char *)bytes + 1, length - 1};
    source_start(&source, fuzz_file_set(&file, text), encoding, delimiter);
    uint64_t next = 1;
    size_t raw_length = 0;
    size_t good = 0;
    struct buffer anew = {0};
    enum csv_status status;
    while ((status = csv_rows_next(source.rows, &row, &fault)) != CSV_ENDED) {
        fuzz_expect((status == CSV_BAD) == !fault_none(&fault), "a bad row has a reason");
        fuzz_expect(row.line >= next, "no line is in two rows");
        next = row.line + 1 + count_newlines(row.raw);
        raw_length += row.raw.length;
        if (status == CSV_ROW && encoding == ENCODING_UTF8)
            check_fields(&row, delimiter);
        if (status == CSV_ROW)
            write_row(&row, delimiter, &anew);
        good += status == CSV_ROW;
    }
    fuzz_expect(next <= count_newlines(text) + 2, "no more lines than there are");
    fuzz_expect(raw_length <= text.length, "no more bytes than there are");
    source_end(&source);
    if (good > 0)
        check_again(buffer_span(&anew), delimiter, good);
    buffer_release(&anew);
    csv_detect_delimiter(text);
    return 0;
}
