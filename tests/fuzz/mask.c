/* lib/text/mask: what comes out is valid, says nothing that was not there, and no long number is
 * left. The first line of the input holds names, '|' between them, the rest is the text. */
#include "lib/text/mask.h"

#include "lib/base/utf8.h"
#include "tests/fuzz/support/fuzz.h"

enum { NAMES_MOST = 6, LONGEST_LEFT = 7, DAY_DIGITS = 8 };

static size_t count_controls(struct span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += (unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7f;
    return count;
}

/* An order's number begins with its day, 20261012...: it is left on purpose. */
static bool begins_with_day(const char *digits, size_t count)
{
    unsigned day = 0;
    if (count < DAY_DIGITS)
        return false;
    for (size_t i = 0; i < DAY_DIGITS; i++)
        day = day * 10 + (unsigned)(digits[i] - '0');
    return day / 10000 >= 2000 && day / 10000 <= 2050 && day / 100 % 100 >= 1 &&
           day / 100 % 100 <= 12 && day % 100 >= 1 && day % 100 <= 31;
}

/* What a reader sees of the digits: wide ones as others, '?' for a sign of a script that may have
 * digits of its own, a blank for one of Chinese; nothing of what is invisible. */
static char seen_as(uint32_t c)
{
    if (c >= 0xff10 && c <= 0xff19)
        return (char)('0' + (c - 0xff10));
    if (c < 0x80)
        return (char)c;
    return (c >= 0x3000 && c < 0xa000) || (c >= 0xff00 && c < 0xfff0) ? ' ' : '?';
}

/* The longest run of digits that does not begin with a day, or may not. */
static size_t longest_number(struct span text)
{
    struct buffer seen = {0};
    size_t longest = 0, run = 0;
    uint32_t c;
    for (size_t i = 0; i < text.length; i += utf8_decode(text.at + i, text.length - i, &c)) {
        utf8_decode(text.at + i, text.length - i, &c);
        if (c == '\t' || c == '\n' || c == '\r' || !utf8_is_unsafe(c))
            buffer_add_byte(&seen, seen_as(c));
    }
    for (size_t i = 0; i < seen.length; i += run + 1) {
        run = 0;
        while (i + run < seen.length && seen.bytes[i + run] >= '0' && seen.bytes[i + run] <= '9')
            run++;
        bool is_known = i == 0 || seen.bytes[i - 1] != '?';
        if (is_known && run > longest && !begins_with_day(seen.bytes + i, run))
            longest = run;
    }
    buffer_release(&seen);
    return longest;
}

static void check_text(struct span text, const struct span names[], size_t count)
{
    struct buffer out = {0};
    mask_text(text, names, count, &out);
    struct span masked = buffer_span(&out);
    fuzz_expect(fuzz_is_utf8(masked), "a masked text is valid");
    fuzz_expect(count_controls(masked) <= count_controls(text), "no control character is new");
    fuzz_expect(masked.length <= 2 * text.length, "a masked text is hardly longer");
    /* Behind an @ is the name of a machine; a known number may stand before an amount. */
    fuzz_expect(count > 0 || memchr(text.at, '@', text.length) != NULL ||
                    longest_number(masked) <= LONGEST_LEFT,
                "no long number is left");
    buffer_release(&out);
}

/* A name of one character keeps it: so what else is masked is masked as without it. */
static void check_short_name(struct span text, struct span name)
{
    struct buffer with = {0};
    struct buffer without = {0};
    mask_text(text, &name, 1, &with);
    mask_text(text, NULL, 0, &without);
    fuzz_expect(utf8_count(span_trim(name)) != 1 ||
                    span_equal(buffer_span(&with), buffer_span(&without)),
                "a name of one character unmasks nothing");
    buffer_release(&with);
    buffer_release(&without);
}

static void check_pieces(struct span name)
{
    struct buffer out = {0};
    mask_name(name, &out);
    fuzz_expect(fuzz_is_utf8(buffer_span(&out)), "a masked name is valid");
    fuzz_expect(utf8_count(buffer_span(&out)) == utf8_count(name), "a masked name is as long");
    buffer_reset(&out);
    mask_number(name, &out);
    fuzz_expect(fuzz_is_utf8(buffer_span(&out)), "a masked number is valid");
    fuzz_expect(utf8_count(buffer_span(&out)) == utf8_count(name), "a masked number is as long");
    buffer_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct span all = {(const char *)bytes, length};
    struct span names[NAMES_MOST];
    size_t count = 0;
    const char *newline = length > 0 ? memchr(all.at, '\n', length) : NULL;
    if (newline == NULL || !fuzz_is_utf8(all))
        return 0;
    struct span rest = {all.at, (size_t)(newline - all.at)};
    struct span text = {newline + 1, length - rest.length - 1};
    while (count < NAMES_MOST && span_next_part(&rest, &names[count]))
        count++;
    if (text.length == 0)
        return 0;
    check_text(text, names, count);
    check_text(text, NULL, 0);
    for (size_t i = 0; i < count; i++) {
        check_pieces(names[i]);
        check_short_name(text, names[i]);
    }
    return 0;
}
