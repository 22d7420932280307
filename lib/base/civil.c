#include "lib/base/civil.h"

static bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

bool civil_is_valid(const struct civil *c)
{
    return c->year >= 1 && c->year <= 9999 && c->month >= 1 && c->month <= 12 && c->day >= 1 &&
           c->day <= days_in_month(c->year, c->month) && c->hour >= 0 && c->hour <= 23 &&
           c->minute >= 0 && c->minute <= 59 && c->second >= 0 && c->second <= 59;
}

/* Years that begin in March put the leap day last; 400 years (an era) are 146,097 days. */
day_number day_from_date(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

/* After C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar
 * algorithms" (2022): three multiplications in place of the divisions. Days are counted from a
 * March 1st that lies 82 eras of 400 years before, so that nothing is negative. */
void day_to_date(day_number day, int *year, int *month, int *day_of_month)
{
    enum { ERAS = 82 };
    uint32_t n = (uint32_t)(day + 719468 + 146097 * ERAS);
    uint32_t n1 = 4 * n + 3;
    uint32_t century = n1 / 146097;
    uint32_t n2 = n1 % 146097 / 4 * 4 + 3;
    uint64_t p2 = (uint64_t)2939745 * n2;
    uint32_t year_of_century = (uint32_t)(p2 >> 32);
    uint32_t day_of_year = (uint32_t)p2 / 2939745 / 4;
    uint32_t n3 = 2141 * day_of_year + 197913;
    uint32_t month_from_march = n3 >> 16;
    bool next_year = day_of_year >= 306;
    *year = (int)(100 * century + year_of_century) - 400 * ERAS + next_year;
    *month = (int)(next_year ? month_from_march - 12 : month_from_march);
    *day_of_month = (int)((n3 & 0xffff) / 2141) + 1;
}

int day_year(day_number day)
{
    int year, month, day_of_month;
    day_to_date(day, &year, &month, &day_of_month);
    return year;
}

int day_of_week(day_number day)
{
    int since_monday = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

day_number instant_day(instant when, int offset)
{
    instant local = when + offset;
    instant day = local / SECONDS_PER_DAY;
    return (day_number)(local % SECONDS_PER_DAY < 0 ? day - 1 : day);
}

int instant_second_of_day(instant when, int offset)
{
    return (int)(when + offset - (instant)instant_day(when, offset) * SECONDS_PER_DAY);
}

instant instant_at(day_number day, int second_of_day, int offset)
{
    return (instant)day * SECONDS_PER_DAY + second_of_day - offset;
}

bool instant_has_date(instant when, int offset)
{
    enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* 0001-01-01 and 9999-12-31 */
    instant local = when + offset;
    return local >= (instant)FIRST_DAY * SECONDS_PER_DAY &&
           local < ((instant)LAST_DAY + 1) * SECONDS_PER_DAY;
}

/* A cursor over the text; each reader takes what fits or leaves the cursor where it was. */
struct cursor {
    const char *at;
    const char *end;
};

static bool take(struct cursor *cursor, const char *literal)
{
    size_t length = strlen(literal);
    if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, literal, length) != 0)
        return false;
    cursor->at += length;
    return true;
}

static bool take_number(struct cursor *cursor, int least, int most, int *number)
{
    int digits = 0;
    int value = 0;
    while (digits < most && cursor->at + digits < cursor->end && cursor->at[digits] >= '0' &&
           cursor->at[digits] <= '9') {
        value = value * 10 + (cursor->at[digits] - '0');
        digits++;
    }
    if (digits < least)
        return false;
    cursor->at += digits;
    *number = value;
    return true;
}

static bool at_end(const struct cursor *cursor)
{
    return cursor->at == cursor->end;
}

static void take_blanks(struct cursor *cursor)
{
    while (take(cursor, " "))
        ;
}

/* `H:MM[:SS[.fraction]]`; an hour of one digit only where the form allows it. */
static bool take_clock(struct cursor *cursor, int least_hour_digits, struct civil *c)
{
    if (!take_number(cursor, least_hour_digits, 2, &c->hour) || !take(cursor, ":") ||
        !take_number(cursor, 2, 2, &c->minute))
        return false;
    if (!take(cursor, ":"))
        return true;
    if (!take_number(cursor, 2, 2, &c->second))
        return false;
    if (take(cursor, ".")) {
        int fraction;
        if (!take_number(cursor, 1, 1, &fraction))
            return false;
        while (take_number(cursor, 1, 1, &fraction))
            ;
    }
    if (c->second == 60)
        c->second = 59;
    return true;
}

static bool take_offset(struct cursor *cursor, int *offset)
{
    if (take(cursor, "Z") || take(cursor, "z")) {
        *offset = 0;
        return true;
    }
    int sign = take(cursor, "+") ? 1 : take(cursor, "-") ? -1 : 0;
    int hours, minutes;
    if (sign == 0 || !take_number(cursor, 2, 2, &hours) || !take(cursor, ":") ||
        !take_number(cursor, 2, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *offset = sign * (hours * 3600 + minutes * 60);
    return true;
}

static bool take_dashed(struct cursor *cursor, struct civil *c, int *offset)
{
    if (!take_number(cursor, 4, 4, &c->year) || !take(cursor, "-") ||
        !take_number(cursor, 2, 2, &c->month) || !take(cursor, "-") ||
        !take_number(cursor, 2, 2, &c->day))
        return false;
    if (at_end(cursor))
        return true;
    if (!take(cursor, "T") && !take(cursor, "t") && !take(cursor, " "))
        return false;
    take_blanks(cursor);
    if (!take_clock(cursor, 1, c))
        return false;
    return at_end(cursor) || take_offset(cursor, offset);
}

static bool take_slashed(struct cursor *cursor, struct civil *c)
{
    if (!take_number(cursor, 4, 4, &c->year) || !take(cursor, "/") ||
        !take_number(cursor, 1, 2, &c->month) || !take(cursor, "/") ||
        !take_number(cursor, 1, 2, &c->day))
        return false;
    if (at_end(cursor))
        return true;
    if (!take(cursor, " "))
        return false;
    take_blanks(cursor);
    return take_clock(cursor, 1, c);
}

static bool take_compact(struct cursor *cursor, struct civil *c)
{
    if (!take_number(cursor, 4, 4, &c->year) || !take_number(cursor, 2, 2, &c->month) ||
        !take_number(cursor, 2, 2, &c->day))
        return false;
    if (at_end(cursor))
        return true;
    return take_number(cursor, 2, 2, &c->hour) && take_number(cursor, 2, 2, &c->minute) &&
           take_number(cursor, 2, 2, &c->second);
}

static bool take_chinese(struct cursor *cursor, struct civil *c)
{
    if (!take_number(cursor, 4, 4, &c->year) || !take(cursor, "年") ||
        !take_number(cursor, 1, 2, &c->month) || !take(cursor, "月") ||
        !take_number(cursor, 1, 2, &c->day) || !take(cursor, "日"))
        return false;
    if (at_end(cursor))
        return true;
    take_blanks(cursor);
    if (take_number(cursor, 1, 2, &c->hour) && take(cursor, "时")) {
        if (at_end(cursor))
            return true;
        if (!take_number(cursor, 1, 2, &c->minute) || !take(cursor, "分"))
            return false;
        if (at_end(cursor))
            return true;
        return take_number(cursor, 1, 2, &c->second) && take(cursor, "秒");
    }
    return false;
}

/* The text is local to `zone`; what comes of it has to be a time where it will be written, too. */
static bool civil_to_instant(const struct civil *c, int zone, int offset, instant *when)
{
    if (!civil_is_valid(c))
        return false;
    int second = c->hour * 3600 + c->minute * 60 + c->second;
    *when = instant_at(day_from_date(c->year, c->month, c->day), second, zone);
    return instant_has_date(*when, offset);
}

/* Whether eight bytes have this shape: a digit where it has '0', the same byte elsewhere. All at
 * once: what differs from the shape is 0 to 9 for a digit and 0 for any other byte, and adding
 * 0x76 or 0x7f carries into the high bit of whatever is more. */
static bool has_shape(const char *text, const char *shape)
{
    const uint64_t highs = UINT64_C(0x8080808080808080);
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t bytes, shaped;
    memcpy(&bytes, text, sizeof bytes);
    memcpy(&shaped, shape, sizeof shaped);
    uint64_t differs = bytes ^ shaped;
    uint64_t not_zero = shaped ^ ones * '0'; /* other than 0 where no digit is wanted */
    uint64_t literal = ((not_zero + ones * 0x7f) & highs) >> 7;
    uint64_t room = ones * 0x76 + literal * 9;
    return (((differs & ~highs) + room) & highs) == 0 && (differs & highs) == 0;
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* The form that our own tools write, without a cursor: most times that are read are these. */
static bool read_own_form(struct span text, int offset, instant *when)
{
    const char *s = text.at;
    if (text.length != INSTANT_TEXT_LENGTH || !has_shape(s, "0000-00-") ||
        !has_shape(s + 8, "00T00:00") || !has_shape(s + 16, ":00+00:0") || s[24] < '0' ||
        s[24] > '9')
        return false;
    struct civil c = {
        .year = two_digits(s) * 100 + two_digits(s + 2),
        .month = two_digits(s + 5),
        .day = two_digits(s + 8),
        .hour = two_digits(s + 11),
        .minute = two_digits(s + 14),
        .second = two_digits(s + 17),
    };
    int hours = two_digits(s + 20);
    int minutes = two_digits(s + 23);
    if (hours > 23 || minutes > 59)
        return false;
    return civil_to_instant(&c, hours * 3600 + minutes * 60, offset, when);
}

bool instant_read(struct span text, int offset, instant *when)
{
    if (read_own_form(text, offset, when))
        return true;
    struct cursor start = {text.at, text.at + text.length};
    struct cursor cursor;
    struct civil c;
    int zone = offset;
    cursor = start, c = (struct civil){0};
    if (take_dashed(&cursor, &c, &zone) && at_end(&cursor))
        return civil_to_instant(&c, zone, offset, when);
    cursor = start, c = (struct civil){0};
    if (take_slashed(&cursor, &c) && at_end(&cursor))
        return civil_to_instant(&c, offset, offset, when);
    cursor = start, c = (struct civil){0};
    if (take_compact(&cursor, &c) && at_end(&cursor))
        return civil_to_instant(&c, offset, offset, when);
    cursor = start, c = (struct civil){0};
    if (take_chinese(&cursor, &c) && at_end(&cursor))
        return civil_to_instant(&c, offset, offset, when);
    return false;
}

bool day_read(struct span text, day_number *day)
{
    instant midnight;
    if (text.length != DAY_TEXT_LENGTH || !instant_read(text, 0, &midnight) || text.at[4] != '-')
        return false;
    *day = instant_day(midnight, 0);
    return true;
}

bool offset_read(struct span text, int *offset)
{
    struct cursor cursor = {text.at, text.at + text.length};
    return take_offset(&cursor, offset) && at_end(&cursor);
}

static void put_two(char *out, int number)
{
    static const char numbers[] = "00010203040506070809101112131415161718192021222324"
                                  "25262728293031323334353637383940414243444546474849"
                                  "50515253545556575859606162636465666768697071727374"
                                  "75767778798081828384858687888990919293949596979899";
    memcpy(out, numbers + 2 * number, 2);
}

void day_write(day_number day, char out[DAY_TEXT_LENGTH])
{
    int year, month, day_of_month;
    day_to_date(day, &year, &month, &day_of_month);
    put_two(out, year / 100);
    put_two(out + 2, year % 100);
    out[4] = '-';
    put_two(out + 5, month);
    out[7] = '-';
    put_two(out + 8, day_of_month);
}

void instant_write(instant when, int offset, char out[INSTANT_TEXT_LENGTH])
{
    int second = instant_second_of_day(when, offset);
    day_write(instant_day(when, offset), out);
    out[10] = 'T';
    put_two(out + 11, second / 3600);
    out[13] = ':';
    put_two(out + 14, second / 60 % 60);
    out[16] = ':';
    put_two(out + 17, second % 60);
    int minutes = (offset < 0 ? -offset : offset) / 60;
    out[19] = offset < 0 ? '-' : '+';
    put_two(out + 20, minutes / 60);
    out[22] = ':';
    put_two(out + 23, minutes % 60);
}
