#include "lib/text/number_run.h"

#include "lib/text/service_numbers.h"

enum {
    VALUE_DIGITS = 9,
    SEPARATORS_SEEN = 3, /* between two groups: "） - " */
    FIRST_GROUP = 3,     /* digits; so that 12-3-1201, a flat, is none */
    SURE_DIGITS = 10,    /* of groups of any size: a telephone with its area */
    PART_DIGITS = 7,     /* a telephone by itself: 周一88881234 */
    POINTS_GROUPS = 5,   /* 1.3.8.1.2 is a number, 2.5.1 a version */
    POINTS_DIGITS = 9,
    MOBILE_DIGITS = 11,
};

size_t figures_end(const struct signs *signs, size_t at, size_t most, unsigned *value)
{
    unsigned worth = 0;
    size_t end = at;
    for (; end - at < most && sign_is_digit(sign_at(signs, end)); end++)
        if (end - at < VALUE_DIGITS)
            worth = 10 * worth + (unsigned)(sign_at(signs, end) - U'0');
    if (value != NULL)
        *value = worth;
    return end;
}

static size_t words_end(const struct signs *signs, size_t at, size_t most, unsigned *value)
{
    unsigned worth = 0;
    size_t end = at;
    for (int digit; end - at < most && (digit = sign_han_digit(sign_at(signs, end))) >= 0; end++)
        if (end - at < VALUE_DIGITS)
            worth = 10 * worth + (unsigned)digit;
    *value = worth;
    return end;
}

/* ------------------------------------------------------------- dates and times */

/* Past the sign and one or two digits worth `least` to `most`; 0 where they are not there. */
static size_t part_end(const struct signs *signs, size_t at, char32_t sign, unsigned least,
                       unsigned most)
{
    unsigned value;
    if (sign_at(signs, at) != sign)
        return 0;
    size_t end = figures_end(signs, at + 1, 3, &value);
    size_t count = end - at - 1;
    return count >= 1 && count <= 2 && value >= least && value <= most ? end : 0;
}

static bool goes_on(const struct signs *signs, size_t at, char32_t sign)
{
    char32_t next = sign_at(signs, at + 1);
    return sign_at(signs, at) == sign && (sign_is_digit(next) || sign_han_digit(next) >= 0);
}

/* 12:30五六:7 is no time, 12:30一辆车 is one. */
static bool goes_on_in_words(const struct signs *signs, size_t at)
{
    char32_t next = sign_at(signs, at + 1);
    return sign_han_digit(sign_at(signs, at)) >= 0 &&
           (sign_is_digit(next) || sign_han_digit(next) >= 0 || sign_is_of(next, u":-/.,"));
}

/* Past year, month and perhaps day; *whole: the day is there. */
static size_t one_date_end(const struct signs *signs, size_t at, bool *whole)
{
    unsigned year;
    size_t end = figures_end(signs, at, 5, &year);
    char32_t sign = sign_at(signs, end);
    if (end - at != 4 || year < 1900 || year > 2099 || !sign_is_of(sign, u"-/.,"))
        return 0;
    end = part_end(signs, end, sign, 1, 12);
    if (end == 0)
        return 0;
    size_t day_end = part_end(signs, end, sign, 1, 31);
    *whole = day_end != 0;
    return *whole ? day_end : end;
}

size_t date_end(const struct signs *signs, size_t at)
{
    bool whole, next_whole;
    size_t end = one_date_end(signs, at, &whole);
    if (end == 0 || goes_on_in_words(signs, end))
        return 0;
    /* From one day to another is twice a date; else what goes on is a longer number. */
    char32_t sign = sign_at(signs, at + 4);
    if (goes_on(signs, end, sign) && (!whole || one_date_end(signs, end + 1, &next_whole) == 0))
        return 0;
    return end;
}

size_t time_end(const struct signs *signs, size_t at)
{
    unsigned hour;
    size_t end = figures_end(signs, at, 3, &hour);
    if (end == at || end - at > 2 || hour > 24)
        return 0;
    size_t minutes = part_end(signs, end, U':', 0, 59);
    if (minutes != end + 3)
        return 0;
    size_t seconds = part_end(signs, minutes, U':', 0, 59);
    end = seconds == minutes + 3 ? seconds : minutes;
    return goes_on(signs, end, U':') || goes_on_in_words(signs, end) ? 0 : end;
}

/* ----------------------------------------------------------------------- groups */

static void read_group(struct digit_group *group, const struct signs *signs, size_t at, size_t most)
{
    *group = (struct digit_group){.start = at, .in_words = !sign_is_digit(sign_at(signs, at))};
    group->end = group->in_words ? words_end(signs, at, most, &group->value)
                                 : figures_end(signs, at, most, &group->value);
    group->digits = group->end - at;
}

static void add_group(struct digit_run *run, struct digit_group group)
{
    run->groups[run->count++] = group;
    run->end = group.end;
    run->digits += group.digits;
    if (group.digits > run->longest)
        run->longest = group.digits;
}

/* 〔2026〕15号: the year of a document. */
static bool is_year_in_brackets(const struct digit_run *run, const struct signs *signs)
{
    const struct digit_group *first = &run->groups[0];
    return run->count == 1 && first->digits == 4 && first->value >= 1900 && first->value <= 2099 &&
           sign_is_of(sign_before(signs, first->start), u"〔[(【") &&
           sign_is_of(sign_at(signs, first->end), u"〕])】");
}

/* Whether the group may belong to the number so far. */
static bool belongs(const struct digit_run *run, const struct signs *signs,
                    const struct digit_group *group)
{
    if (group->digits == 0 || group->digits > LONGEST_GROUP)
        return false;
    if (group->digits >= PART_DIGITS && run->groups[run->count - 1].digits >= PART_DIGITS &&
        !sign_is_of(group->separator, u" -"))
        return false; /* one telephone after another */
    bool attached = group->start == run->end;
    bool few = run->digits <= 2; /* 周一 */
    if (attached && few && !group->in_words && group->digits >= PART_DIGITS)
        return false;
    /* A date or a time begins behind another sign than its own. */
    bool parted = attached ? few : group->separator != sign_at(signs, group->end);
    if (parted && (date_end(signs, group->start) != 0 || time_end(signs, group->start) != 0))
        return false;
    if (is_year_in_brackets(run, signs))
        return false;
    return group->digits != 4 || sign_at(signs, group->end) != U'年';
}

static bool read_next(const struct digit_run *run, const struct signs *signs,
                      struct digit_group *group)
{
    size_t at = run->end;
    while (at - run->end < SEPARATORS_SEEN && sign_is_separator(sign_at(signs, at)))
        at++;
    read_group(group, signs, at, LONGEST_GROUP + 1);
    group->separator = at == run->end + 1 ? sign_at(signs, run->end) : 0;
    return belongs(run, signs, group);
}

/* A point beside fewer than three digits may be of a decimal, a date, a version. */
static bool is_short_point(const struct digit_run *run, const struct digit_group *group)
{
    return group->separator == U'.' &&
           (group->digits < 3 || run->groups[run->count - 1].digits < 3);
}

/* No subscriber's number begins like one of the services of five digits. */
static bool stands_alone(const struct digit_group *first)
{
    return first->digits > LONGEST_GROUP ||
           (first->digits == 5 && is_service_number(first->value, first->digits));
}

static bool is_one_number(const struct digit_run *run)
{
    return run->digits >= SHORTEST_GROUPED && (run->groups[0].digits >= FIRST_GROUP ||
                                               run->longest == 1 || run->digits >= SURE_DIGITS);
}

bool is_like_a_mobile(const struct digit_run *run, const struct signs *signs)
{
    int digits[2] = {-1, -1};
    int count = 0;
    for (size_t at = run->start; at < run->end && count < 2; at++) {
        char32_t sign = sign_at(signs, at);
        int digit = sign_is_digit(sign) ? (int)(sign - U'0') : sign_han_digit(sign);
        if (digit >= 0)
            digits[count++] = digit;
    }
    return run->digits == MOBILE_DIGITS && digits[0] == 1 && digits[1] >= 3;
}

/* Leaves the first groups only. */
static void cut(struct digit_run *run, size_t count)
{
    run->count = run->digits = run->longest = 0;
    for (size_t i = 0; i < count; i++)
        add_group(run, run->groups[i]);
}

void read_digit_run(struct digit_run *run, const struct signs *signs, size_t at)
{
    struct digit_group group;
    size_t before_point = 0; /* groups; 0: no short point */
    run->start = at;
    run->count = run->digits = run->longest = 0;
    read_group(&group, signs, at, SIZE_MAX);
    add_group(run, group);
    while (!stands_alone(&run->groups[0]) && run->count < GROUPS_SEEN &&
           run->digits < DIGITS_SEEN && read_next(run, signs, &group)) {
        if (before_point == 0 && is_short_point(run, &group))
            before_point = run->count;
        add_group(run, group);
    }
    bool many = run->count >= POINTS_GROUPS && run->digits >= POINTS_DIGITS;
    if (before_point > 0 && !many && !is_like_a_mobile(run, signs))
        cut(run, before_point);
    if (run->count > 1 && !is_one_number(run))
        cut(run, 1);
}
