/* Takes what identifies a person out of free text that goes to people or units: numbers of
 * telephones, identity cards, bank cards, passports, licence plates, in figures or in words and
 * however they are cut, ids of WeChat and QQ behind their cues, e-mail addresses, the names that
 * the caller knows, and names behind a cue (我叫, 姓名), before a title (先生, 女士 …) or a
 * telephone. What is masked stays readable as masked: 138****5678, 张**, 张女士; what a complaint
 * is about stays: days, amounts, rooms, bus lines, the numbers of orders and services. Pure: text
 * in, text out, in linear time. */
#ifndef H12_TEXT_MASK_H
#define H12_TEXT_MASK_H

#include "lib/base/buffer.h"
#include "lib/base/span.h"

#include <stddef.h>

/* Appends the masked text to `out`. `names` are texts that must not leave (the requester's name and
 * numbers, as the record has them); empty ones are passed over. The text is valid UTF-8. */
void mask_text(struct span text, const struct span *names, size_t name_count, struct buffer *out);

/* A person's name: the first character stays, the rest become one `*` each, but for blanks. */
void mask_name(struct span name, struct buffer *out);
/* A number: the first three and last four characters stay where it has eleven or more, otherwise
 * only the last two. Blanks, dashes, points, brackets and the like stay and are not counted. */
void mask_number(struct span number, struct buffer *out);

#endif
