#include "lib/base/utf8.h"
#include "lib/base/die.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <wchar.h>

/* The length of one well-formed sequence at `s`, 0 if there is none. Table 3-7 of Unicode. */
static inline size_t sequence_length(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xc2 && s[0] <= 0xdf)
        return left >= 2 && (s[1] & 0xc0) == 0x80 ? 2 : 0;
    if ((s[0] & 0xf0) == 0xe0) {
        if (left < 3 || (s[1] & 0xc0) != 0x80 || (s[2] & 0xc0) != 0x80)
            return 0;
        if (s[0] == 0xe0 && s[1] < 0xa0)
            return 0; /* overlong */
        if (s[0] == 0xed && s[1] > 0x9f)
            return 0; /* surrogate */
        return 3;
    }
    if (s[0] >= 0xf0 && s[0] <= 0xf4) {
        if (left < 4 || (s[1] & 0xc0) != 0x80 || (s[2] & 0xc0) != 0x80 || (s[3] & 0xc0) != 0x80)
            return 0;
        if ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
            return 0;
        return 4;
    }
    return 0;
}

static uint64_t load_8(const unsigned char *s)
{
    uint64_t word;
    memcpy(&word, s, sizeof word);
    return word;
}

/* Two three-byte characters of the plain kind (E1..EC, EE, EF: no extra rule for the second
 * byte) in six bytes. Chinese text is nearly nothing else, so it is worth a path of its own. */
static bool two_plain_triples(const unsigned char *s)
{
    static const unsigned char mask_bytes[8] = {0xf0, 0xc0, 0xc0, 0xf0, 0xc0, 0xc0, 0, 0};
    static const unsigned char want_bytes[8] = {0xe0, 0x80, 0x80, 0xe0, 0x80, 0x80, 0, 0};
    if ((load_8(s) & load_8(mask_bytes)) != load_8(want_bytes))
        return false;
    return s[0] != 0xe0 && s[0] != 0xed && s[3] != 0xe0 && s[3] != 0xed;
}

bool utf8_valid(const char *bytes, size_t length, size_t *bad)
{
    const unsigned char *start = (const unsigned char *)bytes;
    const unsigned char *s = start;
    if (length == 0)
        return true; /* and no arithmetic on what may be no pointer */
    const unsigned char *end = start + length;
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    while (s < end) {
        while (end - s >= 8 && (load_8(s) & high_bits) == 0)
            s += 8;
        while (end - s >= 8 && two_plain_triples(s))
            s += 6;
        if (s == end)
            break;
        if (*s < 0x80) {
            s++;
            continue;
        }
        size_t taken = sequence_length(s, (size_t)(end - s));
        if (taken == 0) {
            if (bad != NULL)
                *bad = (size_t)(s - start);
            return false;
        }
        s += taken;
    }
    return true;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *code_point)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t taken = sequence_length(s, length);
    switch (taken) {
    case 1:
        *code_point = s[0];
        return 1;
    case 2:
        *code_point = (uint32_t)(s[0] & 0x1f) << 6 | (s[1] & 0x3f);
        return 2;
    case 3:
        *code_point = (uint32_t)(s[0] & 0x0f) << 12 | (uint32_t)(s[1] & 0x3f) << 6 | (s[2] & 0x3f);
        return 3;
    case 4:
        *code_point = (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3f) << 12 |
                      (uint32_t)(s[2] & 0x3f) << 6 | (s[3] & 0x3f);
        return 4;
    default:
        *code_point = 0xfffd;
        return 1;
    }
}

size_t utf8_encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

size_t utf8_whole_length(const char *bytes, size_t length)
{
    size_t tail = 0;
    while (tail < 3 && tail < length && ((unsigned char)bytes[length - tail - 1] & 0xc0) == 0x80)
        tail++;
    if (tail == length)
        return length;
    const unsigned char *lead = (const unsigned char *)bytes + length - tail - 1;
    return *lead >= 0xc0 && sequence_length(lead, tail + 1) == 0 ? length - tail - 1 : length;
}

size_t utf8_count(struct span text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t count = text.length;
    size_t i = 0;
    for (; i + 8 <= text.length; i += 8) { /* less the bytes 10xxxxxx, eight at a time */
        uint64_t word = load_8((const unsigned char *)text.at + i);
        uint64_t continuations = word >> 7 & ~word >> 6 & ones;
        count -= (size_t)(continuations * ones >> 56);
    }
    for (; i < text.length; i++)
        count -= ((unsigned char)text.at[i] & 0xc0) == 0x80;
    return count;
}

/* wcwidth() answers by locale; the tools never set one for the process, so the C.UTF-8 that
 * glibc brings along is used for this question alone. */
static int code_point_width(uint32_t code_point)
{
    static locale_t utf8_locale;
    if (utf8_locale == (locale_t)0)
        utf8_locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (utf8_locale == (locale_t)0 && errno == ENOMEM)
        die(STATUS_IO, "out of memory");
    if (utf8_locale == (locale_t)0)
        return code_point >= 0x1100 ? 2 : 1;
    locale_t before = uselocale(utf8_locale);
    int width = wcwidth((wchar_t)code_point);
    uselocale(before);
    return width < 0 ? 0 : width;
}

size_t utf8_width(struct span text)
{
    size_t width = 0;
    while (text.length > 0) {
        uint32_t code_point;
        size_t taken = utf8_decode(text.at, text.length, &code_point);
        width += (size_t)code_point_width(code_point);
        text.at += taken;
        text.length -= taken;
    }
    return width;
}

enum { MARKS_MOST = 4 }; /* characters a column */

struct span utf8_cut_to_width(struct span text, size_t columns)
{
    size_t width = 0;
    size_t used = 0;
    size_t count = 0; /* marks that take no column must not go on for ever */
    while (used < text.length && count++ < MARKS_MOST * columns) {
        uint32_t code_point;
        size_t taken = utf8_decode(text.at + used, text.length - used, &code_point);
        width += (size_t)code_point_width(code_point);
        if (width > columns)
            break;
        used += taken;
    }
    return (struct span){text.at, used};
}

bool utf8_is_unsafe(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return true;
    return c == 0xad || c == 0x34f || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x3164 ||
           c == 0xffa0 || (c >= 0x17b4 && c <= 0x17b5) || (c >= 0x1d173 && c <= 0x1d17a) ||
           c == 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xfffd ||
           (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

size_t utf8_make_printable(const char *bytes, size_t length, char *out, size_t size)
{
    size_t used = 0;
    while (length > 0) {
        uint32_t code_point;
        char piece[16];
        const char *from = bytes;
        size_t taken = utf8_decode(bytes, length, &code_point);
        size_t wide = taken;
        if (taken == 1 && (unsigned char)*bytes >= 0x80) {
            wide = (size_t)snprintf(piece, sizeof piece, "\\x%02x", (unsigned char)*bytes);
            from = piece;
        } else if (utf8_is_unsafe(code_point)) {
            wide = (size_t)(code_point < 0x100
                                ? snprintf(piece, sizeof piece, "\\x%02x", (unsigned)code_point)
                                : snprintf(piece, sizeof piece, "\\u{%04x}", (unsigned)code_point));
            from = piece;
        }
        if (used + wide > size)
            break;
        memcpy(out + used, from, wide);
        used += wide;
        bytes += taken;
        length -= taken;
    }
    return used;
}
