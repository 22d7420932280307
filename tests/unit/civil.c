/* Dates against a count day by day, times against the forms of contract section 3. */
#include "lib/base/civil.h"

#include "tests/unit/check.h"

#include <stdlib.h>

enum { SHANGHAI = 8 * 3600 };

/* The whole count is done by hand from one day that everybody knows: 1970-01-01, a Thursday. */
static int month_length(int year, int month)
{
    switch (month) {
    case 4:
    case 6:
    case 9:
    case 11:
        return 30;
    case 2:
        if (year % 400 == 0)
            return 29;
        if (year % 100 == 0)
            return 28;
        return year % 4 == 0 ? 29 : 28;
    default:
        return 31;
    }
}

struct day {
    int year, month, day, weekday;
    day_number number;
};

static void step(struct day *d)
{
    d->number++;
    d->weekday = d->weekday == 7 ? 1 : d->weekday + 1;
    if (++d->day <= month_length(d->year, d->month))
        return;
    d->day = 1;
    if (++d->month <= 12)
        return;
    d->month = 1;
    d->year++;
}

static void step_back(struct day *d)
{
    d->number--;
    d->weekday = d->weekday == 1 ? 7 : d->weekday - 1;
    if (--d->day > 0)
        return;
    if (--d->month == 0) {
        d->month = 12;
        d->year--;
    }
    d->day = month_length(d->year, d->month);
}

static bool day_is_right(const struct day *d)
{
    int year, month, day_of_month;
    day_number read;
    char want[32], text[DAY_TEXT_LENGTH];
    day_to_date(d->number, &year, &month, &day_of_month);
    snprintf(want, sizeof want, "%04d-%02d-%02d", d->year, d->month, d->day);
    day_write(d->number, text);
    return day_from_date(d->year, d->month, d->day) == d->number && year == d->year &&
           month == d->month && day_of_month == d->day && day_year(d->number) == d->year &&
           day_of_week(d->number) == d->weekday && memcmp(text, want, DAY_TEXT_LENGTH) == 0 &&
           day_read((struct span){text, sizeof text}, &read) && read == d->number;
}

static void check_days(void)
{
    struct day d = {1970, 1, 1, 4, 0};
    size_t wrong = 0, seen = 0;
    while (d.year >= 1) { /* back to the first year that can be written */
        wrong += !day_is_right(&d);
        seen++;
        step_back(&d);
    }
    check(wrong == 0, "0001-01-01 to 1970-01-01, day by day: %zu of %zu wrong", wrong, seen);
    for (int century = 1900; century < 2200; century += 100) {
        d = (struct day){1970, 1, 1, 4, 0};
        while (d.year >= century)
            step_back(&d);
        for (step(&d); d.year < century; step(&d))
            ;
        wrong = seen = 0;
        for (; d.year < century + 100; step(&d), seen++)
            wrong += !day_is_right(&d);
        check(wrong == 0 && seen >= 36524, "%d to %d, day by day: %zu of %zu wrong", century,
              century + 99, wrong, seen);
    }
    d = (struct day){1970, 1, 1, 4, 0};
    wrong = 0;
    for (; d.year <= 9999; step(&d))
        wrong += !day_is_right(&d);
    check(wrong == 0, "1970 to 9999, day by day: %zu wrong", wrong);
}

/* Seconds round midnight, in several zones and before 1970. */
static void check_instants(void)
{
    static const int offsets[] = {0, SHANGHAI, -5 * 3600, 5 * 3600 + 1800, -43200, 14 * 3600};
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
        for (day_number day = -40000; day < 80000; day += 97)
            for (int second = 0; second < SECONDS_PER_DAY; second += 8639) {
                instant when = instant_at(day, second, offsets[i]);
                wrong += when != (instant)day * 86400 + second - offsets[i];
                wrong += instant_day(when, offsets[i]) != day;
                wrong += instant_second_of_day(when, offsets[i]) != second;
            }
    check(wrong == 0, "an instant is a day and a second of it, in any zone");
    check(instant_day(-1, 0) == -1 && instant_second_of_day(-1, 0) == 86399,
          "the second before 1970 is of 1969-12-31");
}

/* A text and the time that it is in +08:00, RFC 3339; NULL: refused. */
static const struct {
    const char *text;
    const char *time;
} times[] = {
    /* RFC 3339 */
    {"2026-10-12T08:30:00+08:00", "2026-10-12T08:30:00+08:00"},
    {"2026-10-12T00:30:00Z", "2026-10-12T08:30:00+08:00"},
    {"2026-10-12t00:30:00z", "2026-10-12T08:30:00+08:00"},
    {"2026-10-11T20:30:00-04:00", "2026-10-12T08:30:00+08:00"},
    {"2026-10-12T06:00:00+05:30", "2026-10-12T08:30:00+08:00"},
    {"2026-10-12T08:30:00.5+08:00", "2026-10-12T08:30:00+08:00"},
    {"2026-10-12T08:30:00.999999999Z", "2026-10-12T16:30:00+08:00"},
    {"2026-12-31T23:59:59Z", "2027-01-01T07:59:59+08:00"},
    {"2016-12-31T23:59:60Z", "2017-01-01T07:59:59+08:00"}, /* a leap second is the 59th */
    {"2026-10-12T08:30:00", "2026-10-12T08:30:00+08:00"},  /* without zone: local */
    {"2026-10-12 08:30:00+08:00", "2026-10-12T08:30:00+08:00"},
    {"2026-10-12T08:30:00-00:00", "2026-10-12T16:30:00+08:00"},
    {"0001-01-02T00:00:00Z", "0001-01-02T08:00:00+08:00"},
    {"9999-12-31T15:59:59Z", "9999-12-31T23:59:59+08:00"},
    {"0001-01-01T00:00:00+08:00", "0001-01-01T00:00:00+08:00"},
    {"2000-02-29T00:00:00+08:00", "2000-02-29T00:00:00+08:00"},
    /* YYYY-MM-DD HH:MM[:SS] */
    {"2026-10-12 08:30", "2026-10-12T08:30:00+08:00"},
    {"2026-10-12 08:30:15", "2026-10-12T08:30:15+08:00"},
    {"2026-10-12", "2026-10-12T00:00:00+08:00"},
    {"2026-10-12 00:00:00", "2026-10-12T00:00:00+08:00"},
    {"2026-10-12 23:59:59", "2026-10-12T23:59:59+08:00"},
    {"2026-10-12 08:30:15.123", "2026-10-12T08:30:15+08:00"},
    {"2024-02-29 01:02:03", "2024-02-29T01:02:03+08:00"},
    /* YYYY/M/D H:MM[:SS] */
    {"2026/1/2 3:04", "2026-01-02T03:04:00+08:00"},
    {"2026/01/02 03:04:05", "2026-01-02T03:04:05+08:00"},
    {"2026/10/12 18:30", "2026-10-12T18:30:00+08:00"},
    {"2026/1/2", "2026-01-02T00:00:00+08:00"},
    {"2026/12/31 0:00:00", "2026-12-31T00:00:00+08:00"},
    /* YYYYMMDDHHMMSS */
    {"20261012083015", "2026-10-12T08:30:15+08:00"},
    {"20240229235959", "2024-02-29T23:59:59+08:00"},
    {"20261012", "2026-10-12T00:00:00+08:00"},
    /* YYYY年M月D日[ H时M分] */
    {"2026年10月12日", "2026-10-12T00:00:00+08:00"},
    {"2026年1月2日", "2026-01-02T00:00:00+08:00"},
    {"2026年10月12日 8时30分", "2026-10-12T08:30:00+08:00"},
    {"2026年10月12日8时30分", "2026-10-12T08:30:00+08:00"},
    {"2026年01月02日 03时04分", "2026-01-02T03:04:00+08:00"},
    {"2026年1月2日 23时59分59秒", "2026-01-02T23:59:59+08:00"},
    /* dates that are none */
    {"2026-02-29", NULL},
    {"2100-02-29 00:00", NULL},
    {"1900-02-29", NULL},
    {"2026-00-10", NULL},
    {"2026-13-10", NULL},
    {"2026-04-31", NULL},
    {"2026-10-00", NULL},
    {"2026-10-32", NULL},
    {"0000-01-01", NULL},
    {"2026/2/30", NULL},
    /* dates that are none here */
    {"9999-12-31T16:00:00Z", NULL},
    {"9999-12-31T23:59:59+07:59", NULL},
    {"9999-12-31 23:59:59-14:00", NULL},
    {"0001-01-01T00:00:00+09:00", NULL},
    {"0001-01-01 00:00:00+08:01", NULL},
    {"20260230120000", NULL},
    {"2026年2月30日", NULL},
    {"2026年13月1日 8时30分", NULL},
    /* times that are none */
    {"2026-10-12 24:00", NULL},
    {"2026-10-12 08:60", NULL},
    {"2026-10-12 08:30:61", NULL},
    {"2026-10-12T08:30:00+24:00", NULL},
    {"2026-10-12T08:30:00+08:60", NULL},
    {"20261012240000", NULL},
    {"20261012086000", NULL},
    {"2026年10月12日 24时00分", NULL},
    {"2026年10月12日 8时60分", NULL},
    {"2026/1/2 25:00", NULL},
    /* not the whole text, or another form */
    {"", NULL},
    {" ", NULL},
    {"now", NULL},
    {"2026", NULL},
    {"2026-10", NULL},
    {"202610", NULL},
    {"2026101208", NULL},
    {"202610120830", NULL},
    {"20261012083", NULL},
    {"2026101208301", NULL},
    {"202610120830150", NULL},
    {"20261012T083015", NULL},
    {"2026-10-12x", NULL},
    {"2026-10-12 ", NULL},
    {" 2026-10-12", NULL},
    {"2026-10-12 08", NULL},
    {"2026-10-12 08:3", NULL},
    {"2026-10-12 08:30:1", NULL},
    {"2026-10-12 08:30:", NULL},
    {"2026-10-12 08:30:15.", NULL},
    {"2026-10-12 08:30 pm", NULL},
    {"2026-10-12T", NULL},
    {"2026-10-12T08:30:00+08", NULL},
    {"2026-10-12T08:30:00+0800", NULL},
    {"2026-10-12T08:30:00+8:00", NULL},
    {"2026-10-12T08:30:00+08:00 ", NULL},
    {"2026-10-12T08:30:00+08:00Z", NULL},
    {"2026-10-12T08:30:00 Z x", NULL},
    {"26-10-12", NULL},
    {"12/10/2026", NULL},
    {"2026-1-2", NULL},
    {"2026/1/2T3:04", NULL},
    {"2026/123/1", NULL},
    {"2026/1/123", NULL},
    {"2026/1/", NULL},
    {"2026.10.12", NULL},
    {"12026-10-12", NULL},
    {"-2026-10-12", NULL},
    {"+2026-10-12", NULL},
    {"2026年10月12", NULL},
    {"2026年10月", NULL},
    {"2026年10月12号", NULL},
    {"2026年10月12日 8时30", NULL},
    {"2026年10月12日 8:3", NULL},
    {"2026年10月12日 8时30分5", NULL},
    {"２０２６-10-12", NULL},
    {"2026-10-12T08:30:00\xef\xbc\x8b"
     "08:00",
     NULL},
};

static void check_times(void)
{
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char got[INSTANT_TEXT_LENGTH] = "";
        instant when;
        bool read = instant_read(span_of(times[i].text), SHANGHAI, &when);
        if (read)
            instant_write(when, SHANGHAI, got);
        bool right = read == (times[i].time != NULL) &&
                     (!read || memcmp(got, times[i].time, INSTANT_TEXT_LENGTH) == 0);
        check(right, "'%s' is %s", times[i].text,
              times[i].time != NULL ? times[i].time : "no time");
        if (!right)
            printf("#   read: %d, as %.25s\n", read, got);
    }
    instant when;
    check(!instant_read((struct span){"2026-10-12\0", 11}, SHANGHAI, &when), "a NUL is refused");
    check(!instant_read(SPAN_NONE, SHANGHAI, &when), "no text is no time");
}

/* All that is written is read again, in every zone, and never past the end of the text. */
static void check_round_trips(void)
{
    static const int offsets[] = {0, SHANGHAI, -(3 * 3600 + 1800), 14 * 3600, -12 * 3600};
    uint64_t state = 11;
    size_t wrong = 0;
    for (size_t i = 0; i < 50000; i++) {
        int offset = offsets[i % 5];
        instant when = (instant)(check_random(&state) % 250000000000) - 60000000000;
        instant read;
        char *text =
            malloc(INSTANT_TEXT_LENGTH); /* no byte more: a sanitizer sees a step too far */
        instant_write(when, offset, text);
        wrong += !instant_read((struct span){text, INSTANT_TEXT_LENGTH}, 0, &read) || read != when;
        free(text);
    }
    check(wrong == 0, "what is written reads back: %zu wrong", wrong);
    size_t read_too_far = 0;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        for (size_t length = 0; length <= strlen(times[i].text); length++) {
            char *text = malloc(length > 0 ? length : 1);
            instant when;
            memcpy(text, times[i].text, length);
            read_too_far += instant_read((struct span){text, length}, 0, &when) && length < 8;
            free(text);
        }
    check(read_too_far == 0, "no start of a time is a time of under 8 characters");
}

static void check_parts(void)
{
    static const struct {
        const char *text;
        bool good;
        int offset;
    } offsets[] = {
        {"+08:00", true, SHANGHAI}, {"Z", true, 0},      {"z", true, 0},
        {"-03:30", true, -12600},   {"+00:00", true, 0}, {"+14:00", true, 50400},
        {"+8:00", false, 0},        {"08:00", false, 0}, {"+0800", false, 0},
        {"+08:00x", false, 0},      {"", false, 0},      {"+24:00", false, 0},
        {"+08:60", false, 0},       {"+08", false, 0},   {"ZZ", false, 0},
        {" +08:00", false, 0},
    };
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        int offset = -1;
        bool good = offset_read(span_of(offsets[i].text), &offset);
        check(good == offsets[i].good && (!good || offset == offsets[i].offset),
              "offset '%s' is %s", offsets[i].text, offsets[i].good ? "read" : "refused");
    }
    static const char *const no_days[] = {
        "2026-1-2",   "2026/01/02",  "20261012",   "2026-10-12T", "2026-02-30", "2026-10-1",  "",
        "2026年1月2", "2026-10-12 ", "0000-01-01", "2026-10-123", "2026/1/2  ", "2026/10/12",
    };
    for (size_t i = 0; i < sizeof no_days / sizeof *no_days; i++) {
        day_number day;
        check(!day_read(span_of(no_days[i]), &day), "no date alone: number %zu", i);
    }
}

static void check_validity(void)
{
    static const struct {
        struct civil civil;
        bool valid;
    } rows[] = {
        {{2026, 10, 12, 0, 0, 0}, true},    {{1, 1, 1, 0, 0, 0}, true},
        {{9999, 12, 31, 23, 59, 59}, true}, {{0, 1, 1, 0, 0, 0}, false},
        {{10000, 1, 1, 0, 0, 0}, false},    {{2026, 0, 1, 0, 0, 0}, false},
        {{2026, 13, 1, 0, 0, 0}, false},    {{2026, 1, 0, 0, 0, 0}, false},
        {{2026, 2, 29, 0, 0, 0}, false},    {{2024, 2, 29, 0, 0, 0}, true},
        {{2000, 2, 29, 0, 0, 0}, true},     {{1900, 2, 29, 0, 0, 0}, false},
        {{2026, 1, 1, 24, 0, 0}, false},    {{2026, 1, 1, -1, 0, 0}, false},
        {{2026, 1, 1, 0, 60, 0}, false},    {{2026, 1, 1, 0, 0, 60}, false},
        {{2026, -1, 1, 0, 0, 0}, false},    {{2026, 6, 31, 0, 0, 0}, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(civil_is_valid(&rows[i].civil) == rows[i].valid, "row %zu is %s", i,
              rows[i].valid ? "valid" : "not valid");
}

int main(void)
{
    check_days();
    check_instants();
    check_times();
    check_round_trips();
    check_parts();
    check_validity();
    return check_end();
}
