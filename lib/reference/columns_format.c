#include "lib/reference/columns_format.h"

#include <limits.h>
#include <string.h>
#include <time.h>

enum { TIME_TEXT_MOST = 128, TM_FIRST_YEAR = 1900, LAST_YEAR = 9999 };

/* Reads the whole text. What the format does not read is that of no real time: 1900-01-01. */
static bool read_parts(const char *text, const char *format, struct tm *tm)
{
    *tm = (struct tm){.tm_mday = 1, .tm_gmtoff = LONG_MIN};
    const char *end = strptime(text, format, tm);
    return end != NULL && *end == '\0';
}

/* The format is a map's: that it is no literal is the point. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static size_t write_parts(char *text, size_t room, const char *format, const struct tm *tm)
{
    return strftime(text, room, format, tm);
}
#pragma GCC diagnostic pop

bool columns_format_is_whole(const char *format)
{
    /* Of each part another than what read_parts() starts from. */
    static const struct tm sample = {.tm_year = 2026 - TM_FIRST_YEAR,
                                     .tm_mon = 10 - 1,
                                     .tm_mday = 12,
                                     .tm_hour = 21,
                                     .tm_min = 30,
                                     .tm_sec = 45,
                                     .tm_wday = 1,
                                     .tm_yday = 284,
                                     .tm_gmtoff = 8L * 3600,
                                     .tm_zone = "CST"};
    char text[TIME_TEXT_MOST];
    struct tm tm;
    return write_parts(text, sizeof text, format, &sample) > 0 && read_parts(text, format, &tm) &&
           tm.tm_year == sample.tm_year && tm.tm_mon == sample.tm_mon &&
           tm.tm_mday == sample.tm_mday;
}

instant columns_format_read(struct span text, const char *format, int offset)
{
    char copy[TIME_TEXT_MOST];
    struct tm tm;
    if (text.length >= sizeof copy)
        return INSTANT_NONE;
    memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    if (!read_parts(copy, format, &tm) || tm.tm_year > LAST_YEAR - TM_FIRST_YEAR)
        return INSTANT_NONE; /* %s reads years that no int holds, counted from year 0 */
    struct civil civil = {
        tm.tm_year + TM_FIRST_YEAR,     tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
        tm.tm_sec < 60 ? tm.tm_sec : 59};
    if (!civil_is_valid(&civil))
        return INSTANT_NONE;
    int zone = tm.tm_gmtoff != LONG_MIN ? (int)tm.tm_gmtoff : offset;
    instant when = instant_at(day_from_date(civil.year, civil.month, civil.day),
                              civil.hour * 3600 + civil.minute * 60 + civil.second, zone);
    return instant_has_date(when, offset) ? when : INSTANT_NONE;
}
