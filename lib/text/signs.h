/* A text as the signs that a reader sees: one code point each, full-width forms, dashes, blanks and
 * digits of every shape folded into their plain ones, what is invisible left out. Rules look at
 * signs and mark those that must not leave; the text is then written with a star for each. Pure,
 * and linear in the text. */
#ifndef H12_TEXT_SIGNS_H
#define H12_TEXT_SIGNS_H

#include "lib/base/buffer.h"
#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

struct signs {
    struct span text; /* valid UTF-8, at most 4 GiB */
    char32_t *codes;
    uint32_t *offsets;     /* where the bytes of each begin */
    unsigned char *masked; /* 1 where a star will stand */
    size_t count;
};

void signs_read(struct signs *signs, struct span text);
void signs_release(struct signs *signs);
/* Appends the text: a star for each marked sign, every other byte as it came. */
void signs_write(const struct signs *signs, struct buffer *out);

/* The sign there; 0 behind the end. */
static inline char32_t sign_at(const struct signs *signs, size_t at)
{
    return at < signs->count ? signs->codes[at] : 0;
}

/* The sign before; 0 at the start. */
static inline char32_t sign_before(const struct signs *signs, size_t at)
{
    return at > 0 ? signs->codes[at - 1] : 0;
}

static inline bool sign_is_digit(char32_t sign)
{
    return sign >= U'0' && sign <= U'9';
}

static inline bool sign_is_letter(char32_t sign)
{
    return (sign >= U'a' && sign <= U'z') || (sign >= U'A' && sign <= U'Z');
}

static inline bool sign_is_han(char32_t sign)
{
    return (sign >= 0x4e00 && sign <= 0x9fff) || (sign >= 0x3400 && sign <= 0x4dbf) ||
           (sign >= 0x20000 && sign <= 0x323af) || sign == 0x3007;
}

/* What a digit in words is worth, 〇 to 九 with 幺 and the forms of bank notes; -1 for any other
 * sign. */
int sign_han_digit(char32_t sign);

/* What may stand between the groups of one number: blanks, dashes, points, brackets, commas and
 * other marks, but for the ends of sentences and those that mean something (*, %, @). */
bool sign_is_separator(char32_t sign);

/* Whether the sign is one of a string's. */
bool sign_is_of(char32_t sign, const char16_t *string);
/* The same for signs in the order of their numbers, by halves. */
bool sign_is_in(char32_t sign, const char16_t *sorted, size_t count);
#define SIGN_IS_IN(sign, sorted) sign_is_in(sign, sorted, sizeof(sorted) / sizeof *(sorted)-1)

/* How many signs the word takes where it stands there, whatever the case of its letters; else 0. */
size_t signs_match(const struct signs *signs, size_t at, const char16_t *word);
/* The longest of the words that stands there, in signs; the list ends with NULL. */
size_t signs_match_any(const struct signs *signs, size_t at, const char16_t *const *words);
/* Whether one of the words ends there. */
bool signs_end_any(const struct signs *signs, size_t end, const char16_t *const *words);
/* Whether the two signs are one of the words of two signs that stand in the string one after the
 * other, in the order of their numbers. */
bool signs_are_pair(char32_t first, char32_t second, const char16_t *pairs, size_t count);
#define SIGNS_ARE_PAIR(first, second, pairs)                                                       \
    signs_are_pair(first, second, pairs, (sizeof(pairs) / sizeof *(pairs)-1) / 2)

void signs_mask(struct signs *signs, size_t from, size_t to);

#endif
