#include "lib/text/mask_rules.h"
#include "lib/text/order_number.h"
#include "lib/text/plain_number.h"

/* Where a rule can't be sure, too much is masked rather than too little, but for what a complaint
 * is about: dates, times, amounts, rooms. */

enum {
    SHORTEST_NUMBER = 5, /* digits; house numbers and years have fewer */
    LONG_NUMBER = 11,    /* from here on, the ends can stay */
    HEAD = 3,
    TAIL = 4,
    SHORT_TAIL = 2,
    ID_DIGITS = 17,         /* before the X of an identity card */
    SHORTEST_TELEPHONE = 7, /* digits; a name may stand before it */
};

static size_t count_signs(const struct signs *signs, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t at = from; at < to; at++)
        count += !sign_is_separator(sign_at(signs, at));
    return count;
}

void mask_digits(struct signs *signs, size_t from, size_t to)
{
    size_t count = count_signs(signs, from, to);
    size_t head = count >= LONG_NUMBER ? HEAD : 0;
    size_t tail = count >= LONG_NUMBER ? TAIL : SHORT_TAIL;
    size_t seen = 0;
    for (size_t at = from; at < to; at++) {
        if (sign_is_separator(sign_at(signs, at)))
            continue;
        if (seen >= head && seen + tail < count)
            signs_mask(signs, at, at + 1);
        seen++;
    }
}

/* Past the X that ends an identity card's number, perhaps in a group of its own. */
static size_t card_end(const struct signs *signs, const struct digit_run *run)
{
    size_t at = run->end;
    if (run->digits != ID_DIGITS)
        return at;
    if (sign_is_separator(sign_at(signs, at)))
        at++;
    bool ends = sign_is_of(sign_at(signs, at), u"Xx") && !sign_is_letter(sign_at(signs, at + 1));
    return ends ? at + 1 : run->end;
}

static bool begins_number(char32_t sign)
{
    return sign_is_digit(sign) || sign_han_digit(sign) >= 0;
}

/* Words of one group are a number only if there are many: 一二三. */
static bool is_long_enough(const struct digit_run *run)
{
    bool in_words = run->count == 1 && run->groups[0].in_words;
    return run->digits >= (in_words ? (size_t)SHORTEST_GROUPED : (size_t)SHORTEST_NUMBER);
}

size_t mask_number_at(struct signs *signs, size_t at)
{
    struct digit_run run;
    if (!begins_number(sign_at(signs, at)))
        return 0;
    size_t end = date_end(signs, at);
    if (end == 0)
        end = time_end(signs, at);
    if (end == 0)
        end = order_end(signs, at);
    if (end != 0)
        return end - at;
    read_digit_run(&run, signs, at);
    if (!is_long_enough(&run)) /* words may yet begin a name: 万, 陆 */
        return run.groups[0].in_words ? 0 : run.end - at;
    if (is_plain_number(&run, signs))
        return run.end - at;
    end = card_end(signs, &run);
    mask_digits(signs, at, end);
    if (run.digits >= SHORTEST_TELEPHONE)
        mask_name_before(signs, at);
    return end - at;
}

size_t mask_account_number_at(struct signs *signs, size_t at)
{
    struct digit_run run;
    if (!begins_number(sign_at(signs, at)) || date_end(signs, at) != 0)
        return 0;
    read_digit_run(&run, signs, at);
    if (!is_long_enough(&run) || is_amount(&run, signs))
        return 0;
    size_t end = card_end(signs, &run);
    mask_digits(signs, at, end);
    return end - at;
}
