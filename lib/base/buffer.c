#include "lib/base/buffer.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buffer_reserve(struct buffer *buffer, size_t more)
{
    size_t needed = buffer->length + more;
    if (needed < more)
        die(STATUS_IO, "out of memory");
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (capacity < needed)
        capacity += capacity / 2;
    buffer->bytes = memory_resize(buffer->bytes, capacity, 1);
    buffer->capacity = capacity;
}

void buffer_release(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    buffer_reserve(buffer, (size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

char *integer_write(int64_t number, char out[INTEGER_TEXT_LENGTH])
{
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    if (number < 0)
        *out++ = '-';
    char *end = out + 1;
    for (uint64_t more = rest; more >= 10; more /= 10)
        end++;
    char *digit = end;
    do
        *--digit = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    return end;
}

void buffer_add_integer(struct buffer *buffer, int64_t number)
{
    if (buffer->capacity - buffer->length < INTEGER_TEXT_LENGTH)
        buffer_reserve(buffer, INTEGER_TEXT_LENGTH);
    buffer->length =
        (size_t)(integer_write(number, buffer->bytes + buffer->length) - buffer->bytes);
}
