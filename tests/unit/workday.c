/* lib/rules/workday and deadline, and lib/reference/calendar: every due day of twenty years against
 * a count that goes day by day, over the same tables read by a reader that is as plain as can be.
 * It shares no date arithmetic with the code under test. */
#include "lib/reference/calendar.h"
#include "lib/rules/deadline.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_YEAR = 2007,
    LAST_COVERED = 2026,
    DAYS = 21 * 366,   /* 2007-01-01 and on, past 2027-12 */
    FIRST_DAY = 13514, /* 2007-01-01 in days since 1970-01-01: 37 years and 9 leap days */
    LIMIT_MOST = 30,
};

struct naive_day {
    char date[32];
    int year;
    bool works;
};

static struct naive_day days[DAYS];
static int last_start; /* 2026-12-31 */

static int days_in_month(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

/* 2007-01-01 was a Monday; every day is the one after the day before. */
static void naive_start(void)
{
    int year = FIRST_YEAR, month = 1, day = 1, weekday = 1;
    for (int i = 0; i < DAYS; i++) {
        snprintf(days[i].date, sizeof days[i].date, "%04d-%02d-%02d", year, month, day);
        days[i].year = year;
        days[i].works = weekday < 6;
        if (strcmp(days[i].date, "2026-12-31") == 0)
            last_start = i;
        weekday = weekday % 7 + 1;
        if (++day > days_in_month(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
}

static int naive_read(const char *path)
{
    char line[256];
    int rows = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0;
    while (fgets(line, sizeof line, file) != NULL)
        for (int i = 0; i < DAYS; i++)
            if (strncmp(line, days[i].date, 10) == 0) {
                days[i].works = strncmp(line + 11, "workday", 7) == 0;
                rows++;
            }
    fclose(file);
    return rows;
}

/* The n-th working day after day i; i itself never counts. */
static int naive_after(int i, int n)
{
    while (n > 0)
        if (days[++i].works)
            n--;
    return i;
}

static int naive_count(int from, int to)
{
    int count = 0;
    for (int i = from + 1; i <= to; i++)
        count += days[i].works;
    return count;
}

static const char *share(void)
{
    const char *folder = getenv("H12_SHARE");
    return folder != NULL ? folder : "share";
}

/* The instants of a day at which a case may come: its first and its last second, and noon. */
static instant at_second(int i, int second)
{
    return ((instant)FIRST_DAY + i) * 86400 + second - 8 * 3600;
}

static const int seconds[] = {0, 12 * 3600, 86399};

static void test_days(const struct calendar *calendar, const char *name)
{
    int bad = 0;
    for (int i = 0; i < DAYS; i++)
        bad += workday_is(calendar, FIRST_DAY + i) != days[i].works;
    check(bad == 0, "%s: which days are working days: %d of %d differ", name, bad, DAYS);
}

static void test_limits(const struct calendar *calendar, const char *name)
{
    for (int n = 1; n <= LIMIT_MOST; n++) {
        struct deadline_rules rules = {
            .limits = {n, n, n, n}, .day_end = 86399, .offset = 8 * 3600, .designated_limit = n};
        int bad_days = 0, bad_limits = 0, bad_counts = 0, bad_guesses = 0;
        for (int i = 0; i <= last_start; i++) {
            int due = naive_after(i, n);
            bool guess = days[due].year > LAST_COVERED;
            bad_days += workday_after(calendar, FIRST_DAY + i, n) != FIRST_DAY + due;
            bad_counts += workday_count(calendar, FIRST_DAY + i, FIRST_DAY + due) != n ||
                          workday_count(calendar, FIRST_DAY + due, FIRST_DAY + i) != -n;
            for (int s = 0; s < 3; s++) {
                instant received = at_second(i, seconds[s]);
                struct limit limit = limit_art14(&rules, calendar, URGENCY_NORMAL, received);
                struct limit other = limit_art18(&rules, calendar, received);
                bad_limits += limit.due != FIRST_DAY + due ||
                              limit.due_at != at_second(due, 86399) || other.due != limit.due;
                bad_guesses += limit.provisional != guess;
            }
        }
        check(bad_days + bad_limits + bad_counts + bad_guesses == 0,
              "%s: %d working days from each of %d days: %d days, %d limits, %d counts, "
              "%d provisional differ",
              name, n, last_start + 1, bad_days, bad_limits, bad_counts, bad_guesses);
    }
}

static void test_calendar_days(const struct calendar *calendar, const char *name)
{
    struct deadline_rules rules = {.day_end = 86399, .offset = 8 * 3600};
    for (int n = 1; n <= LIMIT_MOST; n++) {
        struct statute statute = {.limit = n, .unit = LIMIT_DAY};
        int bad = 0;
        for (int i = 0; i <= last_start; i++) {
            int due = i + n;
            while (!days[due].works)
                due++;
            struct limit limit = limit_statute(&rules, calendar, &statute, at_second(i, 86399));
            bad += limit.due != FIRST_DAY + due || limit.due_at != at_second(due, 86399) ||
                   limit.provisional != (days[due].year > LAST_COVERED);
        }
        check(bad == 0, "%s: %d calendar days, moved off days off: %d differ", name, n, bad);
    }
}

static void test_windows(const struct calendar *calendar, const char *name)
{
    for (int n = 1; n <= LIMIT_MOST; n++) {
        struct deadline_rules rules = {
            .return_windows = {n, n, n, n}, .day_end = 86399, .offset = 8 * 3600};
        int bad = 0;
        for (int i = 0; i <= last_start; i++) {
            day_number day;
            instant last;
            bool has = return_window(&rules, calendar, URGENCY_NORMAL, CAUSE_DISPATCHED, false,
                                     at_second(i, 43200), &day, &last);
            int due = naive_after(i, n);
            bad += !has || day != FIRST_DAY + due || last != at_second(due, 86399);
        }
        check(bad == 0, "%s: windows of %d working days: %d differ", name, n, bad);
    }
}

static void test_counts(const struct calendar *calendar, const char *name)
{
    int bad = 0;
    for (int i = 0; i <= last_start; i++)
        for (int j = i; j < i + 45; j += 1 + (i + j) % 5) {
            int want = naive_count(i, j);
            bad += workday_count(calendar, FIRST_DAY + i, FIRST_DAY + j) != want ||
                   workday_count(calendar, FIRST_DAY + j, FIRST_DAY + i) != -want;
        }
    check(bad == 0, "%s: working days between two days: %d differ", name, bad);
    bad = 0;
    for (int i = 0; i <= last_start; i++) {
        int next = i;
        while (!days[next].works)
            next++;
        bad += workday_at_or_after(calendar, FIRST_DAY + i) != FIRST_DAY + next ||
               workday_after(calendar, FIRST_DAY + i, 0) != FIRST_DAY + i;
    }
    check(bad == 0, "%s: the working day at or after a day: %d differ", name, bad);
}

static void test_all(const struct calendar *calendar, const char *name)
{
    test_days(calendar, name);
    test_limits(calendar, name);
    test_calendar_days(calendar, name);
    test_windows(calendar, name);
    test_counts(calendar, name);
}

/* The days of which the rest of the suite says that it knows them by heart. */
static void test_by_hand(const struct calendar *calendar)
{
    day_number day;
    check(day_read(SPAN("2007-01-01"), &day) && day == FIRST_DAY, "2007-01-01 is day 13514");
    check(strcmp(days[last_start].date, "2026-12-31") == 0, "the last start is 2026-12-31");
    struct {
        struct span from;
        int n;
        struct span due;
    } cases[] = {
        {SPAN("2026-09-28"), 5, SPAN("2026-10-10")}, {SPAN("2026-09-30"), 1, SPAN("2026-10-08")},
        {SPAN("2026-10-09"), 2, SPAN("2026-10-12")}, {SPAN("2026-09-20"), 5, SPAN("2026-09-28")},
        {SPAN("2026-12-30"), 2, SPAN("2027-01-01")}, {SPAN("2020-01-23"), 1, SPAN("2020-02-03")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day_number from, due;
        bool read = day_read(cases[i].from, &from) && day_read(cases[i].due, &due);
        check(read && workday_after(calendar, from, cases[i].n) == due, "%d after %s", cases[i].n,
              cases[i].from.at);
    }
}

static void test_edges(const struct calendar *calendar)
{
    day_number first = calendar->first, last = calendar->first + calendar->days - 1;
    check(workday_after(calendar, first - 1000, 1) >= first, "before the first day: in range");
    check(workday_after(calendar, last + 1000, 30) <= last, "after the last day: in range");
    check(workday_after(calendar, INT32_MAX, 7) <= last, "the last day that a number can be");
    check(workday_after(calendar, INT32_MIN, 7) >= first, "the first day that a number can be");
    check(!calendar_reaches(calendar, last) && !calendar_reaches(calendar, first - 1) &&
              calendar_reaches(calendar, FIRST_DAY),
          "which days can be answered for");
}

int main(void)
{
    static char country[] = "calendar/cn.csv";
    static char *stack[] = {country};
    const struct policy policy = {.calendars = stack, .calendar_count = 1};
    struct calendar calendar;
    struct problems problems = {0};
    char path[4096], extra_path[4096];
    snprintf(path, sizeof path, "%s/calendar/cn.csv", share());
    snprintf(extra_path, sizeof extra_path, "%s/calendar/hangzhou-2016.csv", share());
    const char *const extra[] = {extra_path};

    naive_start();
    check(naive_read(path) == 685, "the plain reader finds the 685 rows of cn.csv");
    calendar_load_stack(&calendar, &policy, share(), NULL, 0, &problems);
    test_by_hand(&calendar);
    test_all(&calendar, "cn");
    test_edges(&calendar);
    calendar_release(&calendar);
    free((void *)(uintptr_t)calendar.name);

    check(naive_read(extra_path) == 10, "the plain reader finds the 10 rows of hangzhou-2016.csv");
    calendar_load_stack(&calendar, &policy, share(), extra, 1, &problems);
    test_all(&calendar, "cn+hangzhou-2016");
    calendar_release(&calendar);
    check(problems.count == 0, "the tables are without fault");
    return check_end();
}
