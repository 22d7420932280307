/* A record is its line. It is checked and indexed where it stands; what a tool changes is noted as
 * an edit, and the writer splices the edits into the bytes that came. What nobody touched leaves
 * byte for byte. Knows nothing of what the members mean. */
#ifndef H12_RECORD_RECORD_H
#define H12_RECORD_RECORD_H

#include "lib/base/arena.h"
#include "lib/base/buffer.h"
#include "lib/record/fault.h"
#include "lib/record/lex.h"

#include <stdbool.h>
#include <stddef.h>

enum { RECORD_EDITS = 64, RECORD_NESTED = 16 };

struct edit {
    const char *name;            /* a literal */
    const struct member *member; /* NULL: a new one */
    struct span value;           /* in the arena; .at NULL: the member goes */
};

struct record {
    const char *line;
    size_t length;
    struct object object;
    struct arena arena; /* lives until the next record_parse() */
    struct fault fault; /* why it is refused, where it is */
    int offset;         /* seconds east of UTC, for times without a zone */
    struct edit edits[RECORD_EDITS];
    size_t edit_count;
    struct buffer scratch; /* for whoever makes a value for record_set() */
};

/* Checks and indexes a line, forgetting the one before. The line is followed by LEX_PADDING
 * readable bytes, the first NUL, and must stay until the record is written. On false, record->fault
 * says why. */
bool record_parse(struct record *record, const char *line, size_t length);

/* The same with a line in a buffer, which gets its padding here and must stay as it is. */
bool record_parse_buffer(struct record *record, struct buffer *line);

/* Frees what the record holds; the offset stays. */
void record_release(struct record *record);

/* Gives a top-level member a new value (JSON text, copied without blanks around it), in its place
 * or as the last one. The same bytes as before are no change. `name` is a literal without escapes.
 */
void record_set(struct record *record, const char *name, struct span value);
/* The same with a string, quoted and escaped. */
void record_set_string(struct record *record, const char *name, struct span text);
/* Takes a member out; nothing happens where there is none. */
void record_remove(struct record *record, const char *name);
/* Adds elements (JSON texts joined by commas) to the end of an array member, or makes one. */
void record_append(struct record *record, const char *name, struct span elements);

/* A member's value as it would be written: what was set last, else what came; SPAN_NONE where it is
 * not there. The record's object tells only what came. */
struct span record_value(const struct record *record, const char *name);

bool record_is_changed(const struct record *record);

/* Writes the line with its edits, without a newline. */
void record_write(const struct record *record, struct buffer *out);

/* Parses into `outgoing` the record as record_write() would write it; `line` keeps its bytes. False
 * with a fault in `outgoing`. */
bool record_as_written(const struct record *record, struct record *outgoing, struct buffer *line);

#endif
