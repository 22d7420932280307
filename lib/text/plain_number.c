#include "lib/text/plain_number.h"

#include "lib/text/order_number.h"
#include "lib/text/service_numbers.h"

enum {
    LONGEST_AMOUNT = 7,   /* digits before 元; telephones have more */
    LONGEST_QUANTITY = 6, /* digits before other units; telephones have more */
    POSTCODE_DIGITS = 6,
    FIRST_YEAR = 1950,
    LAST_YEAR = 2050,
    NEAR = 100,      /* what rooms of one list are apart at most */
    FLAT_DIGITS = 9, /* 128-3-1201室 and a little more */
    FLAT_GROUPS = 4,
    DATED_DIGITS = 12, /* a date and at least four more: an order's number */
    DATED_MOST = 20,
    CUE_SEPARATORS = 3, /* between 电话 and the number */
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
    return run->count > 1 && run->groups[0].digits <= 3 && !run->groups[0].in_words;
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

/* Behind ¥, or a word for money and without a telephone's length. */
static bool is_money_named(const struct digit_run *run, const struct signs *signs)
{
    static const char16_t *const cues[] = {u"违约金", u"金额", u"费用", u"工资", u"价格",   u"押金",
                                           u"定金",   u"订金", u"货款", u"房款", u"罚款",   u"共计",
                                           u"合计",   u"总价", u"补偿", u"赔偿", u"花费",   u"花了",
                                           u"付了",   u"交了", u"缴纳", u"本金", u"学费",   u"租金",
                                           u"欠款",   u"借款", u"贷款", u"rmb",  u"人民币", NULL};
    char32_t before = sign_before(signs, run->start);
    return before == 0xa5 || before == 0xffe5 ||
           (run->digits <= LONGEST_QUANTITY && signs_end_any(signs, run->start, cues));
}

bool is_amount(const struct digit_run *run, const struct signs *signs)
{
    size_t end = run->end;
    if (sign_at(signs, run->start) == U'0' || is_like_a_mobile(run, signs) ||
        !(is_in_thousands(run) || is_sum_or_span(run)))
        return false;
    if (is_money_named(run, signs))
        return true;
    if (sign_at(signs, end) == U'.')
        end = figures_end(signs, end + 1, 4, NULL);
    if (sign_at(signs, end) == U' ')
        end++;
    return signs_match_any(signs, end, money) > 0;
}

/* A number of other things, or a decimal. */
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
    if (sign_at(signs, end) == U'.' && sign_is_digit(sign_at(signs, end + 1)))
        return true; /* a decimal: read_digit_run() has not taken the point for a number's */
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

/* A letter before it makes it another number: VA12345, VA·12345, a plate of the army. */
static bool are_services(const struct digit_run *run, const struct signs *signs)
{
    size_t before = run->start;
    if (sign_is_of(sign_before(signs, before), u"·•"))
        before--;
    if (sign_is_letter(sign_before(signs, before)))
        return false;
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

static bool is_list(const struct digit_run *run)
{
    for (size_t i = 1; i < run->count; i++)
        if (!sign_is_of(run->groups[i].separator, u",、/-~·+"))
            return false;
    return run->count > 1;
}

/* Days of a month: 18.19.20.24.27日. */
static bool are_days(const struct digit_run *run, const struct signs *signs)
{
    for (size_t i = 0; i < run->count; i++)
        if (run->groups[i].digits > 2 || run->groups[i].value > 31 ||
            (i > 0 && run->groups[i].value <= run->groups[i - 1].value))
            return false;
    return run->count > 1 && sign_is_of(sign_at(signs, run->end), u"日号");
}

/* Lines and houses of up to three digits, each more than the one before: 118/119/122路. */
static bool are_lines(const struct digit_run *run, const struct signs *signs)
{
    static const char16_t *const units[] = {u"路",   u"号线", u"号楼", u"号", u"幢", u"栋",
                                            u"单元", u"层",   u"弄",   u"班", NULL};
    for (size_t i = 1; i < run->count; i++)
        if (run->groups[i].value <= run->groups[i - 1].value)
            return false;
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

/* A number that begins with a day of this century, 2026101212345: an order's. */
static bool is_dated(const struct digit_run *run, const struct signs *signs)
{
    if (run->count > 1 || run->groups[0].in_words || run->digits > DATED_MOST ||
        (run->digits != DAY_DIGITS && run->digits < DATED_DIGITS))
        return false;
    return is_day_at(signs, run->start);
}

/* 95xxx and 96xxx with up to one digit more are services, too many to list; only behind a word for
 * calling, since a QQ id may look the same. */
static bool is_called_service(const struct digit_run *run, const struct signs *signs)
{
    static const char16_t *const cues[] = {u"拨打", u"热线", u"客服", u"致电",
                                           u"电话", u"短信", NULL};
    size_t at = run->start;
    while (at > 0 && run->start - at < CUE_SEPARATORS && sign_is_separator(sign_before(signs, at)))
        at--;
    return run->count == 1 && (run->digits == 5 || run->digits == 6) &&
           sign_at(signs, run->start) == U'9' &&
           sign_is_of(sign_at(signs, run->start + 1), u"56") && signs_end_any(signs, at, cues);
}

bool is_announced_number(const struct signs *signs, size_t start)
{
    static const char16_t *const cues[] = {u"电话", u"手机", u"手机号",   u"号码",
                                           u"座机", u"短号", u"联系方式", u"传真",
                                           u"tel",  u"致电", NULL};
    size_t at = start;
    while (at > 0 && start - at < CUE_SEPARATORS &&
           (sign_is_separator(sign_before(signs, at)) || sign_before(signs, at) == U'是'))
        at--;
    return signs_end_any(signs, at, cues);
}

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
    if (is_amount(run, signs) || are_services(run, signs) || is_called_service(run, signs) ||
        is_postcode(run, signs))
        return true;
    if (is_dated(run, signs) && run->digits >= DATED_DIGITS)
        return true;
    if (is_announced_number(signs, run->start))
        return false;
    if (is_quantity(run, signs) || are_years(run) || is_dated(run, signs) ||
        is_counting_in_words(run, signs) || is_counting(run) || are_days(run, signs))
        return true;
    return is_list(run) && !is_like_a_mobile(run, signs) &&
           (are_lines(run, signs) || are_rooms(run, signs));
}
