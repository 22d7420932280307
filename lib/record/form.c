#include "lib/record/form.h"

#include "lib/base/die.h"
#include "lib/record/csv_rows.h"
#include "lib/record/lex.h"

#include <string.h>

enum { LOOK_AT = 1024 * 1024 };

bool form_delimiter_from_name(const char *name, char *delimiter)
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
static struct span look_for_content(struct lines *lines)
{
    bool whole = false;
    struct span content = SPAN_NONE;
    for (size_t wanted = 4; span_empty(content) && !whole && wanted <= LOOK_AT; wanted *= 2)
        content = skip_to_content(lines_peek(lines, wanted, &whole));
    return content;
}

static void refuse_encoding(const struct lines *lines, enum encoding encoding,
                            const struct form_wish *wish)
{
    if (encoding == ENCODING_UTF16)
        die(STATUS_USAGE,
            "'%s' is in utf-16; convert it first: iconv -f utf-16 -t utf-8 FILE > NEW_FILE",
            lines->source);
    die(STATUS_USAGE, "'%s' is neither utf-8 nor gb18030; %sconvert it first", lines->source,
        wish != NULL ? "say --encoding, or " : "");
}

/* A stream of JSON lines that has to flow is held up for a whole MiB only if what has come so far
 * does not read as UTF-8. */
static enum encoding tell_encoding(enum form_kind kind, struct lines *lines,
                                   const struct form_wish *wish, bool flows)
{
    bool whole;
    bool said = wish != NULL && wish->has_encoding;
    bool enough = said || (flows && kind == FORM_NDJSON);
    struct span start = lines_peek(lines, enough ? 1 : LOOK_AT, &whole);
    enum encoding encoding = encoding_detect(start, whole);
    if (enough && !said && encoding != ENCODING_UTF8) {
        start = lines_peek(lines, LOOK_AT, &whole);
        encoding = encoding_detect(start, whole);
    }
    if (encoding == ENCODING_UTF16)
        refuse_encoding(lines, encoding, wish);
    if (said)
        return wish->encoding;
    if (encoding == ENCODING_UNKNOWN && kind == FORM_NDJSON)
        return ENCODING_UTF8; /* its lines are refused one by one */
    if (encoding == ENCODING_UNKNOWN)
        refuse_encoding(lines, encoding, wish);
    return encoding;
}

/* By the header, which may be longer than what has come so far, and may have to be converted. */
static char tell_delimiter(struct form *form, struct lines *lines)
{
    struct span content = look_for_content(lines);
    const char *newline;
    bool whole = false;
    while ((newline = memchr(content.at, '\n', content.length)) == NULL && !whole &&
           content.length < LOOK_AT)
        content = skip_to_content(lines_peek(lines, 2 * content.length + 64, &whole));
    if (newline != NULL)
        content.length = (size_t)(newline - content.at);
    buffer_reset(&form->text);
    if (!converter_convert(form->converter, content, &form->text, NULL))
        buffer_add_span(&form->text, content);
    return csv_detect_delimiter(buffer_span(&form->text));
}

void form_tell(struct form *form, struct lines *lines, const struct form_wish *wish, bool flows)
{
    struct span content = look_for_content(lines);
    *form = (struct form){.kind = FORM_EMPTY};
    if (span_empty(content))
        return;
    form->kind = *content.at == '{' ? FORM_NDJSON : FORM_CSV;
    form->encoding = tell_encoding(form->kind, lines, wish, flows);
    form->converter = converter_new(form->encoding);
    if (form->kind != FORM_CSV)
        return;
    form->delimiter = wish != NULL ? wish->delimiter : 0;
    if (form->delimiter == 0)
        form->delimiter = tell_delimiter(form, lines);
}

/* The line as UTF-8, with the readable bytes behind it that the lexer needs. */
static void convert_line(struct form *form, struct line *line)
{
    struct buffer *text = &form->text;
    buffer_reset(text);
    if (!converter_convert(form->converter, (struct span){line->text, line->length}, text, NULL))
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

bool form_next_line(struct form *form, struct lines *lines, struct line *line)
{
    do
        if (!lines_next(lines, line))
            return false;
    while (line->length == 0);
    if (form->encoding != ENCODING_UTF8 && !line->too_long)
        convert_line(form, line);
    return true;
}

void form_release(struct form *form)
{
    converter_free(form->converter);
    buffer_release(&form->text);
    *form = (struct form){0};
}
