/* Physical lines out of one source, in blocks, without copying: a line is handed out where it
 * stands in the block, its newline overwritten by a NUL. */
#ifndef H12_RECORD_LINES_H
#define H12_RECORD_LINES_H

#include "lib/base/span.h"

#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LINE_CAP = 1024 * 1024, /* the default longest line, in bytes without its newline */
    LINE_KEPT = 64 * 1024,  /* what is kept of a longer one */
};

struct line {
    char *text;      /* followed by LEX_PADDING readable bytes, the first NUL */
    size_t length;   /* without newline, CR before it, and BOM */
    uint64_t number; /* from 1 */
    bool too_long;   /* text is the first LINE_KEPT bytes */
    uint64_t bytes;  /* the whole line's, where too long */
};

struct lines {
    int descriptor;
    const char *source; /* for messages */
    size_t cap;
    char *block;
    size_t capacity;
    size_t begin; /* of what is not handed out yet */
    size_t end;
    uint64_t number;
    uint64_t bytes_read;
    bool ended;
    /* Called before a read that may block, so that what is done so far can be written. */
    void (*before_wait)(void *context);
    void *context;
};

/* Opens a source to read: "-" is standard input. What can't be opened, and a folder, is status 2.
 */
int source_open(const char *name);

/* Nothing is opened: the descriptor is the caller's. `cap` is in bytes. */
void lines_start(struct lines *lines, int descriptor, const char *source, size_t cap);
/* The bytes that come next, at least `wanted` of them unless the source ends before; *whole (if not
 * NULL) says that it does. They are still to be handed out, and stand until the next call. */
struct span lines_peek(struct lines *lines, size_t wanted, bool *whole);
/* The next line; false at the end. The line stands until the next call. A read that fails ends
 * the program with status 3. */
bool lines_next(struct lines *lines, struct line *line);
/* Where the line begins in its source, in bytes; not of one that is too long. */
uint64_t lines_offset(const struct lines *lines, const struct line *line);
void lines_release(struct lines *lines);

#endif
