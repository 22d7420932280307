#include "lib/record/json.h"

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

static void add_quoted(struct buffer *out, struct span text)
{
    buffer_add_byte(out, '"');
    size_t from = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        buffer_add(out, text.at + from, i - from);
        add_escape(out, byte);
        from = i + 1;
    }
    buffer_add(out, text.at + from, text.length - from);
    buffer_add_byte(out, '"');
}

void json_string(struct json *json, struct span text)
{
    before_value(json);
    add_quoted(json->out, text);
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

void json_member_thousandths(struct json *json, const char *name, double number)
{
    int64_t thousandths = (int64_t)(number * 1000 + 0.5);
    json_member_integer(json, name, thousandths / 1000);
    char places[4] = {'.', (char)('0' + thousandths / 100 % 10),
                      (char)('0' + thousandths / 10 % 10), (char)('0' + thousandths % 10)};
    buffer_add(json->out, places, sizeof places);
}

void json_instant(struct json *json, instant when, int offset)
{
    char text[INSTANT_TEXT_LENGTH + 2];
    text[0] = text[INSTANT_TEXT_LENGTH + 1] = '"';
    instant_write(when, offset, text + 1);
    json_raw(json, (struct span){text, sizeof text});
}

void json_day(struct json *json, day_number day)
{
    char text[DAY_TEXT_LENGTH + 2];
    text[0] = text[DAY_TEXT_LENGTH + 1] = '"';
    day_write(day, text + 1);
    json_raw(json, (struct span){text, sizeof text});
}
