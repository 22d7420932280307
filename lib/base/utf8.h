/* UTF-8: strict checks, decoding, widths on a terminal, and making foreign text printable. */
#ifndef H12_BASE_UTF8_H
#define H12_BASE_UTF8_H

#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether all bytes are well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing
 * over U+10FFFF. Where not, *bad (if not NULL) is the offset of the first byte that is wrong. */
bool utf8_valid(const char *bytes, size_t length, size_t *bad);

/* Decodes one code point of valid or broken text; returns the bytes taken (at least 1, at most
 * `length`, which is at least 1). A byte that begins no sequence gives 0xFFFD and 1. */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *code_point);

/* Writes 1 to 4 bytes; returns how many. The code point is at most 0x10FFFF. */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* The length without an unfinished sequence at the end, for text that was cut at a byte. */
size_t utf8_whole_length(const char *bytes, size_t length);

/* How many code points the valid text has. */
size_t utf8_count(struct span text);

/* Terminal columns: Chinese characters two, combining marks none. Safe for any text. */
size_t utf8_width(struct span text);

/* The longest start of the text that fits into `columns`, and has at most four characters for each
 * of them: marks take no column. */
struct span utf8_cut_to_width(struct span text, size_t columns);

/* Whether a code point must never reach a terminal or a table cell as it is: controls, line and
 * paragraph separators, bidirectional controls, zero-width characters and blanks that look like
 * nothing, the BOM, the replacement for a broken byte. */
bool utf8_is_unsafe(uint32_t code_point);

/* Copies text with each unsafe code point written as \xNN or \u{NNNN}, a newline too. Returns
 * the bytes written, never more than `size`; what does not fit is cut at a character. */
size_t utf8_make_printable(const char *bytes, size_t length, char *out, size_t size);

#endif
