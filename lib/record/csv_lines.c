#include "lib/record/csv_lines.h"

#include "lib/base/memory.h"

#include <stdlib.h>
#include <string.h>

void csv_lines_begin_row(struct csv_lines *lines)
{
    if (lines->next == lines->count) {
        lines->next = 0;
        lines->count = 0;
        buffer_reset(&lines->kept);
    }
    lines->first = lines->next;
}

/* Moves the lines of the row to the front: once a row at most, since `first` is 0 then. */
static void drop_done(struct csv_lines *lines)
{
    size_t start = lines->list[lines->first].start;
    lines->kept.length -= start;
    memmove(lines->kept.bytes, lines->kept.bytes + start, lines->kept.length);
    lines->count -= lines->first;
    lines->next -= lines->first;
    memmove(lines->list, lines->list + lines->first, lines->count * sizeof *lines->list);
    for (size_t i = 0; i < lines->count; i++)
        lines->list[i].start -= start;
    lines->first = 0;
}

const struct csv_line *csv_lines_next(struct csv_lines *lines)
{
    if (lines->next < lines->count)
        return &lines->list[lines->next++];
    struct line line;
    if (!lines_next(lines->source, &line))
        return NULL;
    if (lines->first > 0)
        drop_done(lines);
    lines->list = memory_grow(lines->list, lines->count, &lines->capacity, sizeof *lines->list);
    struct csv_line *kept = &lines->list[lines->count++];
    *kept = (struct csv_line){lines->kept.length, line.length, line.number,
                              line.too_long ? line.bytes : 0};
    buffer_add(&lines->kept, line.text, line.length);
    buffer_add_byte(&lines->kept, '\n');
    lines->next = lines->count;
    return kept;
}

void csv_lines_read_again(struct csv_lines *lines)
{
    lines->next = lines->first + 1;
}

const struct csv_line *csv_lines_first(const struct csv_lines *lines)
{
    return &lines->list[lines->first];
}

bool csv_lines_none(const struct csv_lines *lines)
{
    return lines->next == lines->first;
}

bool csv_lines_one(const struct csv_lines *lines)
{
    return lines->next == lines->first + 1;
}

struct span csv_lines_of_row(const struct csv_lines *lines)
{
    const struct csv_line *first = &lines->list[lines->first];
    const struct csv_line *last = &lines->list[lines->next - 1];
    return (struct span){lines->kept.bytes + first->start,
                         last->start + last->length - first->start};
}

struct span csv_lines_text(const struct csv_lines *lines, const struct csv_line *line)
{
    return (struct span){lines->kept.bytes + line->start, line->length};
}

void csv_lines_release(struct csv_lines *lines)
{
    buffer_release(&lines->kept);
    free(lines->list);
}
