/* lib/reference/calendar: whatever the table says, the answers are those of a count day by day. The
 * input is the table. */
#include "lib/reference/calendar.h"

#include "tests/fuzz/support/guard.h"

static bool works(const struct calendar *calendar, day_number day)
{
    int kind = calendar->kinds[day - calendar->first];
    return kind == DAY_WORKDAY || (kind == DAY_USUAL && day_of_week(day) <= 5);
}

/* Ten days from this one on. */
static void check_days(const struct calendar *calendar, day_number start)
{
    enum { DAYS = 10 };
    int count = 0;
    for (day_number day = start + 1; day <= start + DAYS; day++) {
        fuzz_expect(workday_is(calendar, day) == works(calendar, day), "a day works or not");
        count += works(calendar, day);
        if (works(calendar, day))
            fuzz_expect(workday_after(calendar, start, count) == day, "the n-th working day");
        fuzz_expect(workday_count(calendar, start, day) == count, "working days are counted");
        fuzz_expect(workday_at_or_after(calendar, day) >= day, "a day off moves on");
    }
}

static void load(void *context)
{
    const char *extra[] = {context};
    struct policy policy = {0};
    struct problems problems = {0};
    struct calendar calendar;
    calendar_load_stack(&calendar, &policy, "fuzz", extra, 1, &problems);
    size_t checked = 0;
    for (int32_t i = 0; i + 40 < calendar.days && checked < 20; i++)
        if (calendar.kinds[i] != DAY_USUAL) {
            check_days(&calendar, calendar.first + i - (i > 5 ? 5 : 0));
            checked++;
        }
    fuzz_expect(workday_after(&calendar, INT32_MAX, 3) <= calendar.first + calendar.days, "a day");
    fuzz_expect(workday_after(&calendar, INT32_MIN, 3) >= calendar.first, "a day");
    calendar_release(&calendar);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct fuzz_file file;
    static char path[] = "fuzz/calendar.csv";
    fuzz_file_set(&file, (struct span){(const char *)bytes, length});
    guard_name(path, &file);
    guard_run(load, path);
    return 0;
}
