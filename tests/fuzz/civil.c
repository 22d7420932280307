/* lib/base/civil: what is read as a time and written reads the same again, whatever the zone; so do
 * days and offsets. The first byte chooses the local zone, the rest is the text. */
#include "lib/base/civil.h"

#include "tests/fuzz/support/fuzz.h"

static void check_instant(struct span text, int offset)
{
    instant when = INSTANT_NONE;
    instant again = INSTANT_NONE;
    char out[INSTANT_TEXT_LENGTH];
    if (!instant_read(text, offset, &when))
        return;
    struct span written = {out, sizeof out};
    instant_write(when, offset, out);
    fuzz_expect(instant_read(written, offset, &again), "what is written reads");
    fuzz_expect(when == again, "what is written reads the same");
    fuzz_expect(
        instant_at(instant_day(when, offset), instant_second_of_day(when, offset), offset) == when,
        "an instant is its day and its second");
}

static void check_day(struct span text)
{
    day_number day = 0;
    day_number again = 0;
    char out[DAY_TEXT_LENGTH];
    int year, month, day_of_month;
    if (!day_read(text, &day))
        return;
    day_write(day, out);
    fuzz_expect(span_equal(text, (struct span){out, sizeof out}), "a day is written as it was");
    fuzz_expect(day_read((struct span){out, sizeof out}, &again) && day == again,
                "and reads again");
    day_to_date(day, &year, &month, &day_of_month);
    struct civil civil = {.year = year, .month = month, .day = day_of_month};
    fuzz_expect(civil_is_valid(&civil), "a day has a valid date");
    fuzz_expect(day_from_date(year, month, day_of_month) == day, "a day is its date");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const int offsets[] = {28800, 0, -12600, 50400, -86340, 86340, 20700, -3600};
    int offset;
    if (length == 0)
        return 0;
    struct span text = {(const char *)bytes + 1, length - 1};
    check_instant(text, offsets[bytes[0] % (sizeof offsets / sizeof *offsets)]);
    check_day(text);
    if (offset_read(text, &offset))
        fuzz_expect(offset > -86400 && offset < 86400 && offset % 60 == 0,
                    "an offset is less than a day");
    return 0;
}
