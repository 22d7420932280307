#include "lib/text/signs.h"

#include "lib/base/memory.h"
#include "lib/base/utf8.h"

#include <stdlib.h>

/* ---------------------------------------------------------------------- folding */

struct range {
    char32_t first, last;
    char32_t to; /* what the first one means */
};

static const struct range *find_range(char32_t c, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return &ranges[i];
    return NULL;
}

#define FIND_RANGE(c, ranges) find_range(c, ranges, sizeof(ranges) / sizeof *(ranges))

/* Stand in a text without being seen: controls but for those that part words, zero width,
 * direction, joiners, marks over another sign. */
static bool is_invisible(char32_t c)
{
    static const struct range ranges[] = {
        {0xad, 0xad, 0},     {0x300, 0x36f, 0},     {0x61c, 0x61c, 0},   {0x180b, 0x180f, 0},
        {0x200b, 0x200f, 0}, {0x202a, 0x202e, 0},   {0x2060, 0x206f, 0}, {0x20d0, 0x20ff, 0},
        {0xfe00, 0xfe0f, 0}, {0xe0100, 0xe01ef, 0}, {0xfeff, 0xfeff, 0},
    };
    if (c < 0xa0)
        return (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r') || c >= 0x7f;
    return c >= 0xad && FIND_RANGE(c, ranges) != NULL;
}

/* Digits in circles, high and low, of other scripts, of mathematics. */
static char32_t fold_digit(char32_t c)
{
    static const struct range ranges[] = {
        {0xb2, 0xb3, '2'},       {0xb9, 0xb9, '1'},       {0x660, 0x669, '0'},
        {0x6f0, 0x6f9, '0'},     {0x966, 0x96f, '0'},     {0x2070, 0x2070, '0'},
        {0x2074, 0x2079, '4'},   {0x2080, 0x2089, '0'},   {0x2460, 0x2468, '1'},
        {0x2474, 0x247c, '1'},   {0x2488, 0x2490, '1'},   {0x24ea, 0x24ea, '0'},
        {0x24f5, 0x24fd, '1'},   {0x24ff, 0x24ff, '0'},   {0x2776, 0x277e, '1'},
        {0x2780, 0x2788, '1'},   {0x278a, 0x2792, '1'},   {0x1d7ce, 0x1d7d7, '0'},
        {0x1d7d8, 0x1d7e1, '0'}, {0x1d7e2, 0x1d7eb, '0'}, {0x1d7ec, 0x1d7f5, '0'},
        {0x1d7f6, 0x1d7ff, '0'},
    };
    const struct range *range = FIND_RANGE(c, ranges);
    return range != NULL ? range->to + (c - range->first) : c;
}

static bool is_dash(char32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043 || c == 0x2053 ||
           c == 0xfe58 || c == 0xfe63 || c == 0x2500 || c == 0x301c || c == 0x30fc;
}

static bool is_blank(char32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

static char32_t fold(char32_t c)
{
    if (c >= 0x4e00 && c <= 0x9fff)
        return c;
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - U'!';
    if (is_blank(c))
        return U' ';
    if (is_dash(c))
        return U'-';
    return c >= 0x80 ? fold_digit(c) : c;
}

void signs_read(struct signs *signs, struct span text)
{
    *signs = (struct signs){
        .text = text,
        .codes = memory_get((text.length + 1) * sizeof *signs->codes),
        .offsets = memory_get((text.length + 1) * sizeof *signs->offsets),
        .masked = memory_get_zeroed(text.length + 1, 1),
    };
    for (size_t at = 0; at < text.length;) {
        uint32_t c;
        size_t taken = utf8_decode(text.at + at, text.length - at, &c);
        if (!is_invisible(c)) {
            signs->codes[signs->count] = fold(c);
            signs->offsets[signs->count++] = (uint32_t)at;
        }
        at += taken;
    }
}

void signs_release(struct signs *signs)
{
    free(signs->codes);
    free(signs->offsets);
    free(signs->masked);
    *signs = (struct signs){0};
}

void signs_write(const struct signs *signs, struct buffer *out)
{
    struct span text = signs->text;
    size_t written = 0;
    for (size_t i = 0; i < signs->count; i++) {
        uint32_t c;
        size_t at = signs->offsets[i];
        if (!signs->masked[i])
            continue;
        buffer_add(out, text.at + written, at - written);
        buffer_add_byte(out, '*');
        written = at + utf8_decode(text.at + at, text.length - at, &c);
    }
    if (written < text.length)
        buffer_add(out, text.at + written, text.length - written);
}

void signs_mask(struct signs *signs, size_t from, size_t to)
{
    if (from < to)
        memset(signs->masked + from, 1, to - from);
}

/* ---------------------------------------------------------------------- asking */

int sign_han_digit(char32_t sign)
{
    /* Ten and ten, so that the place says the worth; then a circle for 0, and 幺 for 1. */
    static const char16_t digits[] = u"〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖○幺";
    for (int i = 0; digits[i] != 0; i++)
        if (digits[i] == sign)
            return i % 10;
    return -1;
}

bool sign_is_separator(char32_t sign)
{
    static const char16_t others[] = u"·•‧・･．、…‥【】〔〕《》〈〉「」『』“”‘’∙⋅●/";
    if (sign < 0x80)
        return sign != 0 && strchr(" -().,_/+:;|\\~#'\"[]{}<>=^`", (int)sign) != NULL;
    return sign_is_of(sign, others);
}

bool sign_is_of(char32_t sign, const char16_t *string)
{
    for (; *string != 0; string++)
        if (*string == sign)
            return true;
    return false;
}

bool sign_is_in(char32_t sign, const char16_t *sorted, size_t count)
{
    size_t low = 0;
    while (count > 0) {
        size_t half = count / 2;
        if (sorted[low + half] == sign)
            return true;
        if (sorted[low + half] < sign) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return false;
}

static char32_t lower(char32_t sign)
{
    return sign >= U'A' && sign <= U'Z' ? sign + ('a' - 'A') : sign;
}

size_t signs_match(const struct signs *signs, size_t at, const char16_t *word)
{
    size_t length = 0;
    for (; word[length] != 0; length++)
        if (lower(sign_at(signs, at + length)) != word[length])
            return 0;
    return length;
}

size_t signs_match_any(const struct signs *signs, size_t at, const char16_t *const *words)
{
    char32_t first = lower(sign_at(signs, at));
    size_t longest = 0;
    for (; *words != NULL; words++) {
        if (**words != first)
            continue;
        size_t length = signs_match(signs, at, *words);
        if (length > longest)
            longest = length;
    }
    return longest;
}

bool signs_end_any(const struct signs *signs, size_t end, const char16_t *const *words)
{
    for (; *words != NULL; words++) {
        size_t length = 0;
        while ((*words)[length] != 0)
            length++;
        if (length <= end && signs_match(signs, end - length, *words) == length)
            return true;
    }
    return false;
}

bool signs_are_pair(char32_t first, char32_t second, const char16_t *pairs, size_t count)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char16_t *pair = pairs + 2 * middle;
        if (pair[0] < first || (pair[0] == first && pair[1] < second))
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && pairs[2 * low] == first && pairs[2 * low + 1] == second;
}
