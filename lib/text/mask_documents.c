#include "lib/text/mask_rules.h"
#include "lib/text/number_run.h"

/* Passports and the like whose numbers the other rules would leave: those that look like a day, and
 * those of soldiers, which may be short. The longer ones are masked as any number is. */

enum {
    LINKS_MOST = 4,
    LETTERS_MOST = 3,
    DIGITS_MOST = 10,
    PASSPORT_DIGITS = 8,
    SERIES_LEAST = 4, /* digits behind 军字第 */
};

static const char16_t *const documents[] = {
    u"护照",   u"通行证", u"回乡证", u"台胞证", u"旅行证", u"居留证", u"居住证", u"军官证",
    u"士兵证", u"士官证", u"军人证", u"警官证", u"文职证", u"证件",   u"证号",   NULL,
};

/* Past what leads to the number; *named: it says that a number comes. */
static size_t links_end(const struct signs *signs, size_t at, bool *named)
{
    static const char16_t *const names[] = {u"号", u"号码", u"编号", u":", NULL};
    static const char16_t *const blanks[] = {u" ", u"(", u"是", u"为", NULL};
    *named = false;
    for (int i = 0; i < LINKS_MOST; i++) {
        size_t name = signs_match_any(signs, at, names);
        *named = *named || name > 0;
        at += name > 0 ? name : signs_match_any(signs, at, blanks);
    }
    return at;
}

/* Past 军字第, 字第; the place itself where they are not there. */
static size_t series_end(const struct signs *signs, size_t at)
{
    size_t word = signs_match(signs, at, u"字第") > 0 ? at : at + 1;
    size_t length = sign_is_han(sign_at(signs, at)) ? signs_match(signs, word, u"字第") : 0;
    return length > 0 ? word + length : at;
}

static size_t letters_end(const struct signs *signs, size_t at)
{
    size_t end = at;
    while (end - at < LETTERS_MOST && sign_is_letter(sign_at(signs, end)))
        end++;
    return end;
}

size_t mask_document_at(struct signs *signs, size_t at)
{
    bool named;
    size_t cue = signs_match_any(signs, at, documents);
    if (cue == 0)
        return 0;
    size_t start = links_end(signs, at + cue, &named);
    size_t series = series_end(signs, start);
    size_t digits = letters_end(signs, series);
    size_t end = figures_end(signs, digits, DIGITS_MOST + 1, NULL);
    size_t count = end - digits;
    bool like_a_day = count == PASSPORT_DIGITS && (named || digits > series);
    bool of_series = series > start && count >= SERIES_LEAST && count <= DIGITS_MOST;
    if (!like_a_day && !of_series)
        return 0;
    mask_digits(signs, digits, end);
    return end - at;
}
