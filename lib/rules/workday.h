/* Working days. The day itself never counts: "N working days from D" is the N-th working day after
 * D, whether or not D is one. Every question costs O(1): a table from day to ordinal and back.
 * Pure: knows no file, no clock, no record. */
#ifndef H12_RULES_WORKDAY_H
#define H12_RULES_WORKDAY_H

#include "lib/base/civil.h"

#include <stdbool.h>
#include <stdint.h>

enum { CALENDAR_FIRST_YEAR = 1900, CALENDAR_LAST_YEAR = 2199 };

enum day_kind { DAY_USUAL, DAY_HOLIDAY, DAY_WORKDAY }; /* usual: Monday to Friday work */

struct calendar {
    char *name;           /* of the stack, "cn" or "cn+hangzhou-2016" */
    day_number first;     /* 1900-01-01 */
    int32_t days;         /* to 2199-12-31 */
    uint8_t *kinds;       /* days entries of enum day_kind */
    int32_t *ordinals;    /* working days from `first` up to and with this day */
    day_number *workdays; /* the n-th working day, from 0 */
    int32_t workday_count;
    bool covered[CALENDAR_LAST_YEAR - CALENDAR_FIRST_YEAR + 1]; /* years that a table speaks of */
};

/* An empty calendar in which each day is usual; die() where memory ends. */
void calendar_start(struct calendar *calendar);
/* Sets one day, and its year as covered; false where it is out of range. */
bool calendar_set(struct calendar *calendar, day_number day, enum day_kind kind);
/* Reckons the tables; after it the calendar is const. */
void calendar_finish(struct calendar *calendar);
void calendar_release(struct calendar *calendar);

/* Whether a day is between the first and the last that the calendar can answer for, with
 * room for any limit behind it. */
bool calendar_reaches(const struct calendar *calendar, day_number day);

/* All below: days out of range are taken as the nearest in range. */
bool workday_is(const struct calendar *calendar, day_number day);
/* The n-th working day after `day`; n >= 0; 0 gives `day` itself. */
day_number workday_after(const struct calendar *calendar, day_number day, int n);
/* `day` where it is a working day, else the next one. */
day_number workday_at_or_after(const struct calendar *calendar, day_number day);
/* How many working days lie after `from` and not after `to`; negative where `to` is earlier. */
int workday_count(const struct calendar *calendar, day_number from, day_number to);
/* Whether a year that no table covers lies between the two days (both included): then the answer
 * rests on weekdays alone. */
bool workday_is_guess(const struct calendar *calendar, day_number from, day_number to);
/* The same of what workday_count() counts: the days after `from` up to `to`. */
bool workday_count_is_guess(const struct calendar *calendar, day_number from, day_number to);

#endif
