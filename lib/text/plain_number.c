#include "lib/text/plain_number.h"

#include "lib/text/service_numbers.h"

enum {
    LONGEST_AMOUNT = 7,   /* digits before 元; telephones have more */
    LONGEST_QUANTITY = 6, /* digits before other units; telephones have more */
    MOBILE_DIGITS = 11,
    POSTCODE_DIGITS = 6,
    FIRST_YEAR = 1950,
    LAST_YEAR = 2050,
    NEAR = 100,      /* what rooms of one list are apart at most */
    FLAT_DIGITS = 9, /* 128-3-1201室 and a little more */
    FLAT_GROUPS = 4,
};

static const char16_t *const money[] = {u"元",   u"块",   u"万元", u"亿元", u"千元", u"百元",
                                        u"美元", u"万块", u"余元", u"多元", NULL};

/* ---------------------------------------------------------------------- amounts */

/* 12,345,678: three digits in each group but the first. */
static bool is_in_thousands(const struct digit_run *run)
{
    for (size_t i = 1; i < run->count; i++)
        if (run->groups[i].digits != 3 || run->groups[i].separator != U',')
            return false;
    return run->count > 1 && run->groups[0].digits <= 3;
}

/* 1000-2000: one, or two of which the first is no more than the second. */
static bool is_sum_or_span(const struct digit_run *run)
{
    const struct digit_group *second = &run->groups[1];
    if (run->longest > LONGEST_AMOUNT || run->groups[0].in_words)
        return false;
    if (run->count == 1)
        return true;
    return run->count == 2 && sign_is_of(second->separator, u"-~/、") &&
           run->groups[0].value <= second->value;
}

bool is_amount(const struct digit_run *run, const struct signs *signs)
{
    size_t end = run->end;
    char32_t before = sign_before(signs, run->start);
    if (sign_at(signs, run->start) == U'0' || !(is_in_thousands(run) || is_sum_or_span(run)))
        return false;
    if (before == 0xa5 || before == 0xffe5)
        return true;
    if (sign_at(signs, end) == U'.')
        end = figures_end(signs, end + 1, 4, NULL);
    if (sign_at(signs, end) == U' ')
        end++;
    return signs_match_any(signs, end, money) > 0;
}

static bool is_quantity(const struct digit_run *run, const struct signs *signs)
{
    static const char16_t *const units[] = {
        u"平方", u"平米", u"㎡",   u"人",   u"户",   u"名", u"次", u"件",   u"棵",
        u"辆",   u"套",   u"个",   u"余",   u"多",   u"度", u"吨", u"公里", u"米",
        u"km",   u"公斤", u"千瓦", u"小时", u"分钟", u"亩", u"票", u"家",   u"室",
        u"幢",   u"kwh",  u"立方", u"m²",   u"瓦",   u"步", NULL,
    };
    size_t end = run->end;
    if (run->count > 1 || run->digits > LONGEST_QUANTITY || sign_at(signs, run->start) == U'0')
        return false;
    if (sign_at(signs, end) == U' ')
        end++;
    return signs_match_any(signs, end, units) > 0;
}

/* ------------------------------------------------------------------------ lists */

static bool are_years(const struct digit_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        const struct digit_group *group = &run->groups[i];
        if (group->digits != 4 || group->value < FIRST_YEAR || group->value > LAST_YEAR ||
            (i > 0 && (group->separator == 0 || group->value < run->groups[i - 1].value)))
            return false;
    }
    return run->count > 1;
}

static bool are_services(const struct digit_run *run)
{
    for (size_t i = 0; i < run->count; i++)
        if (!is_service_number(run->groups[i].value, run->groups[i].digits))
            return false;
    return true;
}

/* One number in words, sign by sign, or numbers of one or two digits: each one more than the one
 * before, 一二三四五六七, or all as far apart, 5、7、9、11. Nobody's number goes like that. */
static bool is_counting_in_words(const struct digit_run *run, const struct signs *signs)
{
    if (run->count > 1 || !run->groups[0].in_words)
        return false;
    for (size_t at = run->start + 1; at < run->end; at++)
        if (sign_han_digit(sign_at(signs, at)) != sign_han_digit(sign_at(signs, at - 1)) + 1)
            return false;
    return true;
}

static bool is_counting(const struct digit_run *run)
{
    if (run->count < 3 || run->longest > 2 || run->groups[1].value <= run->groups[0].value)
        return false;
    unsigned step = run->groups[1].value - run->groups[0].value;
    for (size_t i = 1; i < run->count; i++)
        if (!sign_is_of(run->groups[i].separator, u",、/ -") ||
            run->groups[i].value != run->groups[i - 1].value + step)
            return false;
    return true;
}

/* Telephones, however they are cut: 138/123/45678. */
static bool is_like_a_mobile(const struct digit_run *run, const struct signs *signs)
{
    return run->digits == MOBILE_DIGITS && sign_at(signs, run->start) == U'1' &&
           sign_is_of(sign_at(signs, run->start + 1), u"3456789");
}

static bool is_list(const struct digit_run *run)
{
    for (size_t i = 1; i < run->count; i++)
        if (!sign_is_of(run->groups[i].separator, u",、/-~·+"))
            return false;
    return run->count > 1;
}

/* Lines and houses of up to three digits in any order: 118/119/122路. */
static bool are_lines(const struct digit_run *run, const struct signs *signs)
{
    static const char16_t *const units[] = {u"路",   u"号线", u"号楼", u"号", u"幢", u"栋",
                                            u"单元", u"层",   u"弄",   u"班", NULL};
    return run->longest <= 3 && signs_match_any(signs, run->end, units) > 0;
}

/* Rooms of one list, 1201-1208室, or one of them with its house, 128-3-1201室. */
static bool are_rooms(const struct digit_run *run, const struct signs *signs)
{
    static const char16_t *const units[] = {u"室", u"幢", u"栋", u"户", u"铺", NULL};
    bool near = true;
    if (run->longest > 4 || signs_match_any(signs, run->end, units) == 0)
        return false;
    for (size_t i = 1; i < run->count; i++) {
        unsigned before = run->groups[i - 1].value;
        near = near && run->groups[i].value > before && run->groups[i].value - before < NEAR;
    }
    bool flat = run->count > 2 && run->count <= FLAT_GROUPS && run->digits <= FLAT_DIGITS &&
                run->groups[1].digits <= 2;
    return near || flat;
}

/* --------------------------------------------------------------------- the rest */

static bool is_postcode(const struct digit_run *run, const struct signs *signs)
{
    static const char16_t *const cues[] = {u"邮编", u"邮政编码", NULL};
    size_t at = run->start;
    if (run->count > 1 || run->digits != POSTCODE_DIGITS)
        return false;
    while (at > 0 && run->start - at < 2 && sign_is_of(sign_before(signs, at), u": 是"))
        at--;
    return signs_end_any(signs, at, cues);
}

bool is_plain_number(const struct digit_run *run, const struct signs *signs)
{
    if (is_amount(run, signs) || is_quantity(run, signs) || are_years(run) || are_services(run) ||
        is_counting_in_words(run, signs) || is_counting(run) || is_postcode(run, signs))
        return true;
    return is_list(run) && !is_like_a_mobile(run, signs) &&
           (are_lines(run, signs) || are_rooms(run, signs));
}
