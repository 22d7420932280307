/* A growing run of bytes. Reset keeps the memory, so that one buffer serves a whole stream. */
#ifndef H12_BASE_BUFFER_H
#define H12_BASE_BUFFER_H

#include "lib/base/span.h"

#include <stddef.h>
#include <stdint.h>

struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
};

void buffer_reserve(struct buffer *buffer, size_t more); /* room for `more` bytes past length */
void buffer_release(struct buffer *buffer);              /* frees and empties */
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_add_integer(struct buffer *buffer, int64_t number);

enum { INTEGER_TEXT_LENGTH = 20 };
/* The decimal digits of a number, at most so many bytes with its sign; returns their end. */
char *integer_write(int64_t number, char out[INTEGER_TEXT_LENGTH]);

static inline void buffer_reset(struct buffer *buffer)
{
    buffer->length = 0;
}

static inline void buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
    if (buffer->capacity - buffer->length < length)
        buffer_reserve(buffer, length);
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
}

static inline void buffer_add_span(struct buffer *buffer, struct span span)
{
    buffer_add(buffer, span.at, span.length);
}

static inline void buffer_add_string(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

static inline void buffer_add_byte(struct buffer *buffer, char byte)
{
    if (buffer->capacity == buffer->length)
        buffer_reserve(buffer, 1);
    buffer->bytes[buffer->length++] = byte;
}

static inline struct span buffer_span(const struct buffer *buffer)
{
    return (struct span){buffer->bytes, buffer->length};
}

/* The bytes as a C string; valid until the buffer changes. */
static inline const char *buffer_string(struct buffer *buffer)
{
    buffer_reserve(buffer, 1);
    buffer->bytes[buffer->length] = '\0';
    return buffer->bytes;
}

#endif
