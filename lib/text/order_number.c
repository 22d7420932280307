#include "lib/text/order_number.h"

#include "lib/base/civil.h"
#include "lib/text/number_run.h"
#include "lib/text/plain_number.h"
#include "lib/text/service_numbers.h"

enum {
    FIRST_YEAR = 2000,
    LAST_YEAR = 2050,
    RUNNING_LEAST = 2, /* digits of a running number */
    RUNNING_MOST = 6,
    REGION_DIGITS = 6,        /* of an identity card, before the birthday */
    GAP_MOST = 8,             /* signs between the two */
    STEP_MOST = 3,            /* signs between two groups of one number */
    TELEPHONE_DIGITS = 7,     /* a telephone has no fewer */
    DIGITS_AHEAD_LOOKED = 12, /* more digits than that change nothing */
};

static bool is_digit_of_any_kind(char32_t sign)
{
    return sign_is_digit(sign) || sign_han_digit(sign) >= 0;
}

static bool follows_region(const struct signs *signs, size_t at)
{
    size_t end = at;
    while (end > 0 && at - end < GAP_MOST && sign_is_separator(sign_before(signs, end)))
        end--;
    size_t start = end;
    while (start > 0 && end - start <= REGION_DIGITS &&
           is_digit_of_any_kind(sign_before(signs, start)))
        start--;
    return end - start == REGION_DIGITS;
}

bool is_day_at(const struct signs *signs, size_t at)
{
    unsigned date;
    if (figures_end(signs, at, DAY_DIGITS, &date) != at + DAY_DIGITS)
        return false;
    struct civil day = {
        .year = (int)(date / 10000), .month = (int)(date / 100 % 100), .day = (int)(date % 100)};
    return day.year >= FIRST_YEAR && day.year <= LAST_YEAR && civil_is_valid(&day) &&
           !follows_region(signs, at);
}

/* Day, sign, running number, by themselves. */
static size_t shape_end(const struct signs *signs, size_t at)
{
    size_t sign = at + DAY_DIGITS;
    if (!is_day_at(signs, at) || !sign_is_of(sign_at(signs, sign), u"-_/"))
        return 0;
    size_t end = figures_end(signs, sign + 1, RUNNING_MOST, NULL);
    bool ends = end - sign > RUNNING_LEAST && !is_digit_of_any_kind(sign_at(signs, end));
    return ends ? end : 0;
}

/* The next digit, where no more than separators stand before it; else 0. */
static size_t next_digit(const struct signs *signs, size_t at)
{
    size_t next = at;
    while (next - at < STEP_MOST && sign_is_separator(sign_at(signs, next)))
        next++;
    return is_digit_of_any_kind(sign_at(signs, next)) ? next : 0;
}

/* The digits from there on that could be of one number. */
static size_t count_digits(const struct signs *signs, size_t at)
{
    size_t count = 0;
    for (; at != 0 && count < DIGITS_AHEAD_LOOKED; at = next_digit(signs, at + 1))
        count++;
    return count;
}

/* 20260921-0001、0002: the running number of another order. Neither a mobile telephone nor one with
 * its area has two groups that begin with 0. */
static bool is_next_of_list(const struct signs *signs, size_t running, size_t running_end,
                            size_t next)
{
    unsigned first, second;
    size_t length = running_end - running;
    if (next == 0 || sign_at(signs, running) != U'0' || sign_at(signs, next) != U'0')
        return false;
    figures_end(signs, running, length, &first);
    return figures_end(signs, next, length + 1, &second) == next + length && second > first;
}

/* Whether what begins there stays or is masked by itself, whatever stands before. */
static bool stands_by_itself(const struct signs *signs, size_t at)
{
    struct digit_run run;
    if (date_end(signs, at) != 0 || time_end(signs, at) != 0 || shape_end(signs, at) != 0)
        return true;
    read_digit_run(&run, signs, at);
    if (run.digits >= TELEPHONE_DIGITS)
        return !is_plain_number(&run, signs);
    bool service = run.count == 1 && is_service_number(run.groups[0].value, run.digits);
    return (service || sign_at(signs, run.end) == U'年') && next_digit(signs, run.end) == 0;
}

static bool is_called_order(const struct signs *signs, size_t at)
{
    static const char16_t *const cues[] = {u"工单号码", u"订单号码", u"受理号码",
                                           u"办件号码", u"案件号码", NULL};
    while (at > 0 && sign_is_of(sign_before(signs, at), u": 是"))
        at--;
    return signs_end_any(signs, at, cues);
}

size_t order_end(const struct signs *signs, size_t at)
{
    size_t running = at + DAY_DIGITS + 1;
    size_t end = shape_end(signs, at);
    if (end == 0 || (is_announced_number(signs, at) && !is_called_order(signs, at)))
        return 0;
    size_t length = end - running;
    size_t next = next_digit(signs, end);
    for (; is_next_of_list(signs, running, end, next); next = next_digit(signs, end)) {
        running = next;
        end = next + length;
    }
    bool stays = next == 0 || length + count_digits(signs, next) < TELEPHONE_DIGITS ||
                 stands_by_itself(signs, next);
    return stays ? end : 0;
}
