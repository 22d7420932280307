/* What a source is, told by looking at its start before a line is taken out of it: rows of CSV or
 * lines of JSON, in which encoding, with which delimiter. Exports and event files are told by the
 * same rules. Knows nothing of what stands in the rows. */
#ifndef H12_RECORD_FORM_H
#define H12_RECORD_FORM_H

#include "lib/base/buffer.h"
#include "lib/record/lines.h"
#include "lib/text/encoding.h"

#include <stdbool.h>

enum form_kind {
    FORM_EMPTY,  /* nothing but blanks: it can't be told which */
    FORM_CSV,    /* all else */
    FORM_NDJSON, /* the first byte that is not blank is '{' */
};

/* What the user says of a source; what is not said is told by looking. */
struct form_wish {
    bool has_encoding;
    enum encoding encoding;
    char delimiter; /* 0: not said */
};

struct form {
    enum form_kind kind;
    enum encoding encoding;
    char delimiter; /* of CSV */
    struct converter *converter;
    struct buffer text; /* of NDJSON: a line as UTF-8 */
};

/* Reads `comma`, `tab`, `semicolon`, `bar` or the character itself. */
bool form_delimiter_from_name(const char *name, char *delimiter);

/* Looks at what comes next in `lines`, up to 1 MiB; all of it is still to be handed out. With
 * `wish` NULL the user has no say. Where `flows`, lines of JSON are not held up for a whole MiB. An
 * encoding that is not read is status 2. */
void form_tell(struct form *form, struct lines *lines, const struct form_wish *wish, bool flows);
/* The next line of NDJSON that is not empty, as UTF-8, padded for the lexer; false at the end. A
 * line that is not valid in the encoding comes as it is, for the lexer to refuse. */
bool form_next_line(struct form *form, struct lines *lines, struct line *line);
void form_release(struct form *form);

#endif
