#include "lib/rules/workday.h"

#include "lib/base/memory.h"

#include <stdlib.h>

void calendar_start(struct calendar *calendar)
{
    *calendar = (struct calendar){.first = day_from_date(CALENDAR_FIRST_YEAR, 1, 1)};
    calendar->days = day_from_date(CALENDAR_LAST_YEAR, 12, 31) - calendar->first + 1;
    size_t days = (size_t)calendar->days;
    calendar->kinds = memory_get_zeroed(days, sizeof *calendar->kinds);
    calendar->ordinals = memory_get_zeroed(days, sizeof *calendar->ordinals);
    calendar->workdays = memory_get_zeroed(days, sizeof *calendar->workdays);
}

bool calendar_set(struct calendar *calendar, day_number day, enum day_kind kind)
{
    if (day < calendar->first || day >= calendar->first + calendar->days)
        return false;
    calendar->kinds[day - calendar->first] = (uint8_t)kind;
    calendar->covered[day_year(day) - CALENDAR_FIRST_YEAR] = true;
    return true;
}

void calendar_finish(struct calendar *calendar)
{
    int weekday = day_of_week(calendar->first);
    int32_t count = 0;
    for (int32_t i = 0; i < calendar->days; i++) {
        enum day_kind kind = calendar->kinds[i];
        if (kind == DAY_WORKDAY || (kind == DAY_USUAL && weekday <= 5))
            calendar->workdays[count++] = calendar->first + i;
        calendar->ordinals[i] = count;
        weekday = weekday == 7 ? 1 : weekday + 1;
    }
    calendar->workday_count = count;
}

void calendar_release(struct calendar *calendar)
{
    free(calendar->name);
    free(calendar->kinds);
    free(calendar->ordinals);
    free(calendar->workdays);
    *calendar = (struct calendar){0};
}

bool calendar_reaches(const struct calendar *calendar, day_number day)
{
    enum { ROOM = 20 * 366 };
    return day >= calendar->first && day < calendar->first + calendar->days - ROOM;
}

static int32_t index_of(const struct calendar *calendar, day_number day)
{
    if (day < calendar->first)
        return 0;
    /* Compared before it is subtracted: a day may be as far off as INT32_MAX. */
    return day < calendar->first + calendar->days ? day - calendar->first : calendar->days - 1;
}

bool workday_is(const struct calendar *calendar, day_number day)
{
    int32_t index = index_of(calendar, day);
    int32_t before = index > 0 ? calendar->ordinals[index - 1] : 0;
    return calendar->ordinals[index] != before;
}

day_number workday_after(const struct calendar *calendar, day_number day, int n)
{
    if (n <= 0)
        return day;
    /* The ordinal counts the working days up to this one: the next has it as its index. */
    int32_t target = calendar->ordinals[index_of(calendar, day)] + n - 1;
    if (target >= calendar->workday_count)
        target = calendar->workday_count - 1;
    return calendar->workdays[target];
}

day_number workday_at_or_after(const struct calendar *calendar, day_number day)
{
    return workday_is(calendar, day) ? day : workday_after(calendar, day, 1);
}

int workday_count(const struct calendar *calendar, day_number from, day_number to)
{
    return calendar->ordinals[index_of(calendar, to)] -
           calendar->ordinals[index_of(calendar, from)];
}

bool workday_count_is_guess(const struct calendar *calendar, day_number from, day_number to)
{
    return to > from && workday_is_guess(calendar, from + 1, to);
}

bool workday_is_guess(const struct calendar *calendar, day_number from, day_number to)
{
    int last = day_year(calendar->first + index_of(calendar, to));
    for (int year = day_year(calendar->first + index_of(calendar, from)); year <= last; year++)
        if (!calendar->covered[year - CALENDAR_FIRST_YEAR])
            return true;
    return false;
}
