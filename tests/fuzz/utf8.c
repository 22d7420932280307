/* lib/base/utf8: strict as RFC 3629 is, and what goes to a terminal is harmless and fits. */
#include "lib/base/utf8.h"

#include "tests/fuzz/support/fuzz.h"

#include <stdlib.h>

/* By the bytes that begin a character. */
static size_t count_characters(struct span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.at[i] & 0xc0) != 0x80;
    return count;
}

static void check_characters(struct span text)
{
    char again[4];
    for (size_t i = 0; i < text.length;) {
        uint32_t code_point;
        size_t taken = utf8_decode(text.at + i, text.length - i, &code_point);
        fuzz_expect(taken == utf8_encode(code_point, again) &&
                        memcmp(again, text.at + i, taken) == 0,
                    "a character is encoded as it was");
        i += taken;
    }
}

static void check_valid(struct span text)
{
    size_t bad = SIZE_MAX;
    bool valid = utf8_valid(text.at, text.length, &bad);
    fuzz_expect(valid == fuzz_is_utf8(text), "validity is RFC 3629's");
    size_t whole = utf8_whole_length(text.at, text.length);
    fuzz_expect(whole <= text.length && text.length - whole <= 4, "a cut text loses one character");
    if (!valid) {
        fuzz_expect(bad < text.length && fuzz_is_utf8((struct span){text.at, bad}),
                    "before the bad byte all is valid");
        return;
    }
    fuzz_expect(whole == text.length, "a whole text is whole");
    fuzz_expect(utf8_count(text) == count_characters(text), "characters are counted right");
    check_characters(text);
    for (size_t cut = text.length; cut > 0 && text.length - cut < 4; cut--) {
        struct span start = {text.at, utf8_whole_length(text.at, cut)};
        fuzz_expect(fuzz_is_utf8(start), "a text that is cut whole is valid");
    }
}

static void check_printable(struct span text, size_t room)
{
    char *out = malloc(room + 1);
    fuzz_expect(out != NULL, "there is memory");
    size_t used = utf8_make_printable(text.at, text.length, out, room);
    fuzz_expect(used <= room, "what is printable fits");
    fuzz_expect(fuzz_is_harmless((struct span){out, used}), "what is printable is harmless");
    if (room >= 10 * text.length)
        fuzz_expect(count_characters((struct span){out, used}) >= count_characters(text),
                    "nothing is left out");
    free(out);
}

static void check_width(struct span text)
{
    size_t width = utf8_width(text);
    static const size_t columns[] = {0, 1, 2, 7, 40, SIZE_MAX};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        struct span cut = utf8_cut_to_width(text, columns[i]);
        fuzz_expect(utf8_width(cut) <= columns[i], "a text that is cut fits");
        bool many_marks = columns[i] < (text.length + 3) / 4; /* characters that take no column */
        fuzz_expect(cut.length == text.length || width > columns[i] || many_marks,
                    "no more is cut than has to be");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct span text = {(const char *)bytes, length};
    check_valid(text);
    check_printable(text, 10 * length + 16);
    check_printable(text, length / 2);
    check_width(text);
    return 0;
}
