/* Writes compact JSON into a buffer, commas and escapes included. Members whose value is absent
 * (SPAN_NONE, INSTANT_NONE) are left out, as the record has it. */
#ifndef H12_RECORD_JSON_H
#define H12_RECORD_JSON_H

#include "lib/base/buffer.h"
#include "lib/base/civil.h"

#include <stdbool.h>
#include <stdint.h>

struct json {
    struct buffer *out;
    bool comma; /* the next value or member needs one before it */
};

/* `"name":`; inline, so that the length of a literal is known where it is written. */
static inline void json_key(struct json *json, const char *name)
{
    struct buffer *out = json->out;
    size_t length = strlen(name);
    if (out->capacity - out->length < length + 4)
        buffer_reserve(out, length + 4);
    char *at = out->bytes + out->length;
    char *end = at;
    if (json->comma)
        *end++ = ',';
    *end++ = '"';
    memcpy(end, name, length);
    end += length;
    *end++ = '"';
    *end++ = ':';
    out->length += (size_t)(end - at);
    json->comma = false;
}

void json_open(struct json *json, char bracket);       /* '{' or '[', as a value */
void json_close(struct json *json, char bracket);      /* '}' or ']' */
void json_string(struct json *json, struct span text); /* valid UTF-8 */
/* The same text to a program, yet nothing that a terminal would obey when somebody looks at the
 * file: what is unsafe to print is escaped. For what people look at, not for records. */
void json_printable(struct json *json, struct span text);
void json_integer(struct json *json, int64_t number);
void json_boolean(struct json *json, bool value);
void json_raw(struct json *json, struct span value); /* JSON text as it is */

/* A number of zero or more, rounded to three places: the same text on every machine. Returns its
 * end. */
enum { THOUSANDTHS_TEXT_LENGTH = INTEGER_TEXT_LENGTH + 4 };
char *thousandths_write(double number, char out[THOUSANDTHS_TEXT_LENGTH]);
void json_member_thousandths(struct json *json, const char *name, double number);

void json_instant(struct json *json, instant when, int offset);
void json_day(struct json *json, day_number day);

static inline void json_member_string(struct json *json, const char *name, struct span text)
{
    if (text.at == NULL)
        return;
    json_key(json, name);
    json_string(json, text);
}

static inline void json_member_printable(struct json *json, const char *name, struct span text)
{
    if (text.at == NULL)
        return;
    json_key(json, name);
    json_printable(json, text);
}

/* A word of our own, which needs no escapes. */
static inline void json_member_word(struct json *json, const char *name, const char *word)
{
    json_key(json, name);
    buffer_add_byte(json->out, '"');
    buffer_add_string(json->out, word);
    buffer_add_byte(json->out, '"');
    json->comma = true;
}

static inline void json_member_integer(struct json *json, const char *name, int64_t number)
{
    json_key(json, name);
    json_integer(json, number);
}

static inline void json_member_boolean(struct json *json, const char *name, bool value)
{
    json_key(json, name);
    json_boolean(json, value);
}

static inline void json_member_instant(struct json *json, const char *name, instant when,
                                       int offset)
{
    if (when == INSTANT_NONE)
        return;
    json_key(json, name);
    json_instant(json, when, offset);
}

static inline void json_member_day(struct json *json, const char *name, day_number day)
{
    json_key(json, name);
    json_day(json, day);
}

static inline void json_member_raw(struct json *json, const char *name, struct span value)
{
    if (value.at == NULL)
        return;
    json_key(json, name);
    json_raw(json, value);
}

static inline void json_member_open(struct json *json, const char *name, char bracket)
{
    json_key(json, name);
    json_open(json, bracket);
}

#endif
