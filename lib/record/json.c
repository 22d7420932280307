#include "lib/record/json.h"

#include "lib/base/utf8.h"

#include <stdio.h>

static void before_value(struct json *json)
{
    if (json->comma)
        buffer_add_byte(json->out, ',');
    json->comma = true;
}

void json_open(struct json *json, char bracket)
{
    before_value(json);
    buffer_add_byte(json->out, bracket);
    json->comma = false;
}

void json_close(struct json *json, char bracket)
{
    buffer_add_byte(json->out, bracket);
    json->comma = true;
}

static void add_escape(struct buffer *out, unsigned char byte)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr"; /* for 8 to 13 */
    buffer_add_byte(out, '\\');
    if (byte == '"' || byte == '\\') {
        buffer_add_byte(out, (char)byte);
    } else if (byte >= 8 && byte <= 13 && letters[byte - 8] != '\0') {
        buffer_add_byte(out, letters[byte - 8]);
    } else {
        buffer_add(out, "u00", 3);
        buffer_add_byte(out, hex[byte >> 4]);
        buffer_add_byte(out, hex[byte & 15]);
    }
}

/* How many bytes from the start need no escape; eight at a time, by the arithmetic that finds a
 * byte of a kind in a word (a byte too many may be called special, never one too few). */
static size_t plain_length(const char *text, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t highs = UINT64_C(0x8080808080808080);
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, text + i, sizeof word);
        uint64_t quotes = word ^ ones * '"';
        uint64_t backslashes = word ^ ones * '\\';
        uint64_t special = ((word - ones * 0x20) & ~word) | ((quotes - ones) & ~quotes) |
                           ((backslashes - ones) & ~backslashes);
        if ((special & highs) != 0)
            break;
    }
    for (; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 0x20 || byte == '"' || byte == '\\')
            break;
    }
    return i;
}

static void add_quoted(struct buffer *out, struct span text)
{
    if (out->capacity - out->length < text.length + 2)
        buffer_reserve(out, text.length + 2);
    buffer_add_byte(out, '"');
    size_t from = plain_length(text.at, text.length);
    buffer_add(out, text.at, from);
    while (from < text.length) {
        add_escape(out, (unsigned char)text.at[from++]);
        size_t plain = plain_length(text.at + from, text.length - from);
        buffer_add(out, text.at + from, plain);
        from += plain;
    }
    buffer_add_byte(out, '"');
}

void json_string(struct json *json, struct span text)
{
    before_value(json);
    add_quoted(json->out, text);
}

static void add_unit(uint32_t unit, struct buffer *out)
{
    char escape[8];
    snprintf(escape, sizeof escape, "\\u%04x", (unsigned)(unit & 0xffff));
    buffer_add(out, escape, 6);
}

void json_printable(struct json *json, struct span text)
{
    struct buffer *out = json->out;
    before_value(json);
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.length;) {
        uint32_t code_point;
        size_t taken = utf8_decode(text.at + i, text.length - i, &code_point);
        if (code_point == '"' || code_point == '\\') {
            add_escape(out, (unsigned char)code_point);
        } else if (utf8_is_unsafe(code_point) && code_point >= 0x10000) {
            add_unit(0xd800 + ((code_point - 0x10000) >> 10), out);
            add_unit(0xdc00 + ((code_point - 0x10000) & 0x3ff), out);
        } else if (utf8_is_unsafe(code_point)) {
            add_unit(code_point, out);
        } else {
            buffer_add(out, text.at + i, taken);
        }
        i += taken;
    }
    buffer_add_byte(out, '"');
}

void json_integer(struct json *json, int64_t number)
{
    before_value(json);
    buffer_add_integer(json->out, number);
}

void json_boolean(struct json *json, bool value)
{
    json_raw(json, value ? SPAN("true") : SPAN("false"));
}

void json_raw(struct json *json, struct span value)
{
    before_value(json);
    buffer_add_span(json->out, value);
}

char *thousandths_write(double number, char out[THOUSANDTHS_TEXT_LENGTH])
{
    int64_t thousandths = (int64_t)(number * 1000 + 0.5);
    unsigned places = (unsigned)(thousandths % 1000);
    if (thousandths < 10000)
        *out++ = (char)('0' + (unsigned)thousandths / 1000);
    else
        out = integer_write(thousandths / 1000, out);
    out[0] = '.';
    out[1] = (char)('0' + places / 100);
    out[2] = (char)('0' + places / 10 % 10);
    out[3] = (char)('0' + places % 10);
    return out + 4;
}

void json_member_thousandths(struct json *json, const char *name, double number)
{
    char text[THOUSANDTHS_TEXT_LENGTH];
    const char *end = thousandths_write(number, text);
    json_key(json, name);
    json_raw(json, (struct span){text, (size_t)(end - text)});
}

/* Room for a quoted text of a known length, as a value; returns where the text goes. */
static char *quoted_room(struct json *json, size_t length)
{
    struct buffer *out = json->out;
    if (out->capacity - out->length < length + 3)
        buffer_reserve(out, length + 3);
    before_value(json);
    char *start = out->bytes + out->length;
    start[0] = start[length + 1] = '"';
    out->length += length + 2;
    return start + 1;
}

void json_instant(struct json *json, instant when, int offset)
{
    instant_write(when, offset, quoted_room(json, INSTANT_TEXT_LENGTH));
}

void json_day(struct json *json, day_number day)
{
    day_write(day, quoted_room(json, DAY_TEXT_LENGTH));
}
