#include "lib/record/import.h"

#include "lib/base/die.h"
#include "lib/base/utf8.h"
#include "lib/record/lex.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_AT = 1024 * 1024 };

bool import_delimiter_from_name(const char *name, char *delimiter)
{
    static const struct {
        const char *name;
        char delimiter;
    } names[] = {
        {"comma", ','}, {"tab", '\t'}, {"semicolon", ';'}, {"bar", '|'},  {",", ','},
        {"\t", '\t'},   {";", ';'},    {"|", '|'},         {"\\t", '\t'},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i].name) == 0) {
            *delimiter = names[i].delimiter;
            return true;
        }
    return false;
}

/* Without the byte order mark of UTF-8 or GB18030, and the blanks and empty lines behind it. */
static struct span skip_to_content(struct span start)
{
    static const struct span marks[] = {{"\xef\xbb\xbf", 3}, {"\x84\x31\x95\x33", 4}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (start.length >= marks[i].length &&
            memcmp(start.at, marks[i].at, marks[i].length) == 0) {
            start.at += marks[i].length;
            start.length -= marks[i].length;
            break;
        }
    while (start.length > 0 && memchr(" \t\r\n", *start.at, 4) != NULL) {
        start.at++;
        start.length--;
    }
    return start;
}

/* Reads on until something other than blanks is there. */
static struct span look_for_content(struct import *import)
{
    bool whole = false;
    struct span content = SPAN_NONE;
    for (size_t wanted = 4; span_empty(content) && !whole && wanted <= LOOK_AT; wanted *= 2)
        content = skip_to_content(lines_peek(&import->lines, wanted, &whole));
    return content;
}

/* A stream of JSON lines has to flow: it is not held up for a whole MiB, unless what has come so
 * far does not read as UTF-8. */
static enum encoding tell_encoding(struct import *import, const struct import_wish *wish)
{
    bool whole;
    bool enough = wish->has_encoding || import->form == IMPORT_NDJSON;
    struct span start = lines_peek(&import->lines, enough ? 1 : LOOK_AT, &whole);
    enum encoding encoding = encoding_detect(start, whole);
    if (enough && !wish->has_encoding && encoding != ENCODING_UTF8) {
        start = lines_peek(&import->lines, LOOK_AT, &whole);
        encoding = encoding_detect(start, whole);
    }
    if (encoding == ENCODING_UTF16)
        die(STATUS_USAGE,
            "'%s' is in utf-16; convert it first: iconv -f utf-16 -t utf-8 FILE > NEW_FILE",
            import->lines.source);
    if (wish->has_encoding)
        return wish->encoding;
    if (encoding == ENCODING_UNKNOWN && import->form == IMPORT_NDJSON)
        return ENCODING_UTF8; /* its lines are refused one by one */
    if (encoding == ENCODING_UNKNOWN)
        die(STATUS_USAGE, "'%s' is neither utf-8 nor gb18030; say --encoding, or convert it first",
            import->lines.source);
    return encoding;
}

static char tell_delimiter(struct import *import)
{
    struct span content = look_for_content(import);
    const char *newline;
    bool whole = false;
    /* The header may be longer than what has come so far. */
    while ((newline = memchr(content.at, '\n', content.length)) == NULL && !whole &&
           content.length < LOOK_AT)
        content = skip_to_content(lines_peek(&import->lines, 2 * content.length + 64, &whole));
    if (newline != NULL)
        content.length = (size_t)(newline - content.at);
    buffer_reset(&import->text);
    if (!converter_convert(import->converter, content, &import->text, NULL))
        buffer_add_span(&import->text, content);
    return csv_detect_delimiter(buffer_span(&import->text));
}

static void read_header(struct import *import, char delimiter)
{
    struct fault fault = {0};
    import->rows = csv_rows_new(&import->lines, import->encoding, delimiter);
    switch (csv_rows_next(import->rows, &import->header, &fault)) {
    case CSV_ROW:
        return;
    case CSV_BAD:
        die(STATUS_USAGE, "'%s': no header: line %llu: %s", import->lines.source,
            (unsigned long long)import->header.line, fault.reason);
    case CSV_ENDED:
        break;
    }
    die(STATUS_USAGE, "'%s': no header: it is empty", import->lines.source);
}

static void flush_before_wait(void *context)
{
    const struct pump *pump = context;
    output_flush(pump->output);
}

void import_start(struct import *import, const struct source *source, struct pump *pump,
                  const struct import_wish *wish)
{
    *import = (struct import){.start = lseek(source->descriptor, 0, SEEK_CUR)};
    lines_start(&import->lines, source->descriptor, source->name, pump->max_line);
    import->lines.before_wait = flush_before_wait;
    import->lines.context = pump;
    struct span content = look_for_content(import);
    if (span_empty(content))
        die(STATUS_USAGE, "'%s': no header: it is empty", source->name);
    import->form = *content.at == '{' ? IMPORT_NDJSON : IMPORT_CSV;
    import->encoding = tell_encoding(import, wish);
    import->converter = converter_new(import->encoding);
    if (import->form == IMPORT_CSV)
        read_header(import, wish->delimiter != 0 ? wish->delimiter : tell_delimiter(import));
}

/* The line as UTF-8, with the readable bytes behind it that the lexer needs. */
static void convert_line(struct import *import, struct line *line)
{
    struct buffer *text = &import->text;
    buffer_reset(text);
    if (!converter_convert(import->converter, (struct span){line->text, line->length}, text, NULL))
        return;
    size_t length = text->length;
    buffer_reserve(text, LEX_PADDING);
    memset(text->bytes + length, 0, LEX_PADDING);
    line->text = text->bytes;
    line->length = length;
    if (line->number == 1 && length >= 3 && memcmp(line->text, "\xef\xbb\xbf", 3) == 0) {
        line->text += 3; /* the byte order mark of GB18030, converted */
        line->length -= 3;
    }
}

bool import_next_line(struct import *import, struct line *line)
{
    do
        if (!lines_next(&import->lines, line))
            return false;
    while (line->length == 0);
    if (import->encoding != ENCODING_UTF8 && !line->too_long)
        convert_line(import, line);
    return true;
}

void import_progress(const struct import *import, struct pump *pump)
{
    progress_show(&pump->progress, pump->counts.read,
                  pump->progress_bytes + import->lines.bytes_read);
}

void import_end(struct import *import)
{
    csv_rows_free(import->rows);
    converter_free(import->converter);
    buffer_release(&import->text);
    lines_release(&import->lines);
}

bool import_can_rewind(const struct source *source)
{
    return S_ISREG(source->status.st_mode) && lseek(source->descriptor, 0, SEEK_CUR) >= 0;
}

void import_rewind(struct import *import, const struct source *source)
{
    off_t start = import->start;
    import_end(import);
    if (lseek(source->descriptor, start, SEEK_SET) != start)
        die(STATUS_IO, "'%s': %s", source->name, strerror(errno));
}
