/* Civil dates and instants. A day is a count of days since 1970-01-01 in the proleptic Gregorian
 * calendar, a local date without a zone; an instant is seconds since 1970-01-01T00:00:00Z. The
 * zone is always an argument: a fixed offset in seconds east of UTC. Nothing here asks the clock,
 * the locale or TZ. */
#ifndef H12_BASE_CIVIL_H
#define H12_BASE_CIVIL_H

#include "lib/base/span.h"

#include <stdbool.h>
#include <stdint.h>

typedef int32_t day_number; /* days since 1970-01-01 */
typedef int64_t instant;    /* seconds since 1970-01-01T00:00:00Z */

enum {
    SECONDS_PER_DAY = 86400,
    INSTANT_TEXT_LENGTH = 25, /* 2026-10-12T23:59:59+08:00 */
    DAY_TEXT_LENGTH = 10,     /* 2026-10-12 */
};

/* No instant that a file can hold: for "there is none". */
#define INSTANT_NONE INT64_MIN

struct civil {
    int year, month, day;     /* 1.., 1..12, 1..31 */
    int hour, minute, second; /* 0..23, 0..59, 0..59 */
};

bool civil_is_valid(const struct civil *civil); /* years 1 to 9999 */
day_number day_from_date(int year, int month, int day);
void day_to_date(day_number day, int *year, int *month, int *day_of_month);
int day_year(day_number day);
int day_of_week(day_number day); /* 1 Monday to 7 Sunday */

/* The local date of an instant, and the instant of a local date and second of the day. */
day_number instant_day(instant when, int offset);
int instant_second_of_day(instant when, int offset);
instant instant_at(day_number day, int second_of_day, int offset);

/* Whether the local date is one of the years 1 to 9999, as a date has to be to be written: one zone
 * may have a date where another has none. */
bool instant_has_date(instant when, int offset);

/* Reads one of RFC 3339, `YYYY-MM-DD[ HH:MM[:SS]]`, `YYYY/M/D[ H:MM[:SS]]`, `YYYYMMDD[HHMMSS]`,
 * `YYYY年M月D日[ H时M分[S秒]]`. Fractions of a second are cut; a leap second counts as the 59th; a
 * text without a zone is local to `offset`; a date alone is its midnight. Returns false for
 * anything else; the whole text has to be a time, and one that has a date in `offset`. */
bool instant_read(struct span text, int offset, instant *when);

/* Whether the text reads as a date alone, `YYYY-MM-DD`. */
bool day_read(struct span text, day_number *day);

/* Reads `+08:00`, `-03:30` or `Z` into seconds east of UTC. */
bool offset_read(struct span text, int *offset);

/* Writes RFC 3339 with the offset, always INSTANT_TEXT_LENGTH bytes, and a date. No terminator. */
void instant_write(instant when, int offset, char out[INSTANT_TEXT_LENGTH]);
void day_write(day_number day, char out[DAY_TEXT_LENGTH]);

#endif
