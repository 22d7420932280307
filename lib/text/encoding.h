/* Which encoding a file is in, and the way from it to UTF-8 (iconv of glibc). */
#ifndef H12_TEXT_ENCODING_H
#define H12_TEXT_ENCODING_H

#include "lib/base/buffer.h"
#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>

enum encoding {
    ENCODING_UTF8,
    ENCODING_GB18030,
    ENCODING_UTF16,   /* told, so that a message can name iconv; never converted */
    ENCODING_UNKNOWN, /* neither valid UTF-8 nor valid GB18030 */
};

/* Looks at the first bytes of a file (callers give up to 1 MiB). `whole` says that the file ends
 * there; otherwise an unfinished sequence at the end is no fault. A UTF-8 BOM decides for UTF-8, a
 * UTF-16 BOM or many NULs for UTF-16; text that is not UTF-8 is GB18030 where it is valid in it or
 * nearly so. A bad row must not turn a whole file unreadable: up to one bad sequence in a thousand
 * of those that are not ASCII, and four besides, are left to the rows, in UTF-8 as in GB18030; of
 * the two, the one with fewer wins. */
enum encoding encoding_detect(struct span start, bool whole);

/* Reads a name that a user typed: utf-8, utf8, gb18030, gbk, gb2312 (case ignored). */
bool encoding_from_name(const char *name, enum encoding *encoding);
const char *encoding_name(enum encoding encoding);

/* A converter to UTF-8; one that can't be made is status 3. */
struct converter;
struct converter *converter_new(enum encoding encoding);
/* Appends `text` as UTF-8 to `out`; false where it is not valid in the encoding, `out` then as it
 * was and *bad (if not NULL) the offset of the bad byte. UTF-8 is only checked. The bytes LF, CR,
 * comma and quote keep their places in the line structure of every encoding that is read. */
bool converter_convert(struct converter *converter, struct span text, struct buffer *out,
                       size_t *bad);
void converter_free(struct converter *converter);

#endif
