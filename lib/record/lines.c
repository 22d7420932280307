#include "lib/record/lines.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/base/utf8.h"
#include "lib/record/lex.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Fuzzers are built with small blocks, so that a small input goes over their ends. */
#ifndef LINES_BLOCK
#define LINES_BLOCK (256 * 1024)
#endif

enum { BLOCK = LINES_BLOCK };

int source_open(const char *name)
{
    struct stat status;
    int descriptor = strcmp(name, "-") == 0 ? STDIN_FILENO : descriptor_open(name, O_RDONLY, 0);
    if (descriptor < 0 || fstat(descriptor, &status) != 0)
        die(STATUS_USAGE, "'%s': %s", name, strerror(errno));
    if (S_ISDIR(status.st_mode))
        die(STATUS_USAGE, "'%s': %s", name, strerror(EISDIR));
    return descriptor;
}

void lines_start(struct lines *lines, int descriptor, const char *source, size_t cap)
{
    *lines = (struct lines){.descriptor = descriptor, .source = source, .cap = cap};
}

uint64_t lines_offset(const struct lines *lines, const struct line *line)
{
    return lines->bytes_read - lines->end + (uint64_t)(line->text - lines->block);
}

void lines_release(struct lines *lines)
{
    free(lines->block);
    lines->block = NULL;
}

static bool would_wait(int descriptor)
{
    struct pollfd ask = {.fd = descriptor, .events = POLLIN};
    return poll(&ask, 1, 0) == 0;
}

/* Moves what is left to the front and reads more behind it. */
static void fill(struct lines *lines)
{
    size_t left = lines->end - lines->begin;
    if (left > 0 && lines->begin > 0)
        memmove(lines->block, lines->block + lines->begin, left);
    lines->begin = 0;
    lines->end = left;
    if (lines->capacity - left < BLOCK + LEX_PADDING) {
        lines->capacity = left + left / 2 + BLOCK + LEX_PADDING;
        lines->block = memory_resize(lines->block, lines->capacity, 1);
    }
    if (lines->before_wait != NULL && would_wait(lines->descriptor))
        lines->before_wait(lines->context);
    ssize_t got;
    do
        got = read(lines->descriptor, lines->block + left, lines->capacity - left - LEX_PADDING);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        die(STATUS_IO, "'%s': %s", lines->source, strerror(errno));
    lines->ended = got == 0;
    lines->end += (size_t)got;
    lines->bytes_read += (uint64_t)got;
    memset(lines->block + lines->end, 0, LEX_PADDING);
}

/* Reads on until a newline or the end, keeping only the start of the line. */
static void skip_too_long(struct lines *lines, struct line *line)
{
    char kept[LINE_KEPT];
    memcpy(kept, lines->block + lines->begin, LINE_KEPT);
    line->bytes = 0;
    for (;;) {
        size_t left = lines->end - lines->begin;
        char *newline = memchr(lines->block + lines->begin, '\n', left);
        size_t taken = newline != NULL ? (size_t)(newline - lines->block) - lines->begin : left;
        line->bytes += taken;
        lines->begin += taken;
        if (newline != NULL || lines->ended)
            break;
        fill(lines);
    }
    if (lines->begin < lines->end)
        lines->begin++; /* the newline */
    /* The room before `begin` is free; where it is too small, the block is not: it starts anew. */
    if (lines->begin < LINE_KEPT + LEX_PADDING) {
        size_t left = lines->end - lines->begin;
        size_t needed = LINE_KEPT + LEX_PADDING + left + LEX_PADDING;
        if (lines->capacity < needed) {
            lines->capacity = needed;
            lines->block = memory_resize(lines->block, needed, 1);
        }
        memmove(lines->block + LINE_KEPT + LEX_PADDING, lines->block + lines->begin,
                left + LEX_PADDING);
        lines->begin = LINE_KEPT + LEX_PADDING;
        lines->end = lines->begin + left;
    }
    memcpy(lines->block, kept, LINE_KEPT);
    memset(lines->block + LINE_KEPT, 0, LEX_PADDING);
    line->text = lines->block;
    line->length = utf8_whole_length(kept, LINE_KEPT);
    line->text[line->length] = '\0';
    line->too_long = true;
}

/* The bytes of a line that do not count towards the cap: a BOM on the first, a CR before LF. */
static size_t uncounted(const struct lines *lines, size_t length)
{
    const char *text = lines->block + lines->begin;
    size_t bom = lines->number == 1 && length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return bom + (length > 0 && text[length - 1] == '\r');
}

static void drop_bom_and_cr(struct line *line)
{
    if (line->number == 1 && line->length >= 3 && memcmp(line->text, "\xef\xbb\xbf", 3) == 0) {
        line->text += 3;
        line->length -= 3;
    }
    if (line->length > 0 && line->text[line->length - 1] == '\r')
        line->text[--line->length] = '\0';
}

struct span lines_peek(struct lines *lines, size_t wanted, bool *whole)
{
    while (!lines->ended && lines->end - lines->begin < wanted)
        fill(lines);
    if (whole != NULL)
        *whole = lines->ended;
    return (struct span){lines->block + lines->begin, lines->end - lines->begin};
}

bool lines_next(struct lines *lines, struct line *line)
{
    /* As much as is kept of a longer line is there before it is called one. */
    const size_t enough = lines->cap + 4 > LINE_KEPT ? lines->cap + 4 : LINE_KEPT;
    size_t searched = 0;
    char *newline = NULL;
    for (;;) {
        size_t left = lines->end - lines->begin;
        if (left > searched) {
            char *start = lines->block + lines->begin;
            newline = memchr(start + searched, '\n', left - searched);
            searched = left;
        }
        if (newline != NULL || lines->ended || searched > enough)
            break;
        fill(lines);
    }
    if (newline == NULL && lines->begin == lines->end)
        return false;
    *line = (struct line){.number = ++lines->number};
    size_t length = newline != NULL ? (size_t)(newline - lines->block) - lines->begin : searched;
    if (length > lines->cap + uncounted(lines, length)) {
        if (length >= LINE_KEPT) {
            skip_too_long(lines, line);
            return true;
        }
        line->too_long = true;
        line->bytes = length;
    }
    line->text = lines->block + lines->begin;
    line->length = length;
    line->text[length] = '\0';
    lines->begin += length + (newline != NULL);
    drop_bom_and_cr(line);
    return true;
}
