#include "lib/base/memory.h"

#include "lib/base/die.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory)
{
    if (memory == NULL)
        die(STATUS_IO, "out of memory");
    return memory;
}

void *memory_get(size_t size)
{
    return checked(malloc(size > 0 ? size : 1));
}

void *memory_get_zeroed(size_t count, size_t size)
{
    return checked(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *memory_resize(void *old, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size)
        die(STATUS_IO, "out of memory");
    size_t bytes = count * size;
    return checked(realloc(old, bytes > 0 ? bytes : 1));
}

char *memory_copy_string(const char *text)
{
    return memory_copy_span(span_of(text));
}

char *memory_copy_span(struct span text)
{
    char *copy = memory_get(text.length + 1);
    if (text.length > 0)
        memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    return copy;
}

void *memory_grow(void *old, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return old;
    *capacity = *capacity == 0 ? 8 : 2 * *capacity;
    return memory_resize(old, *capacity, size);
}
