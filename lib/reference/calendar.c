#include "lib/reference/calendar.h"

#include "lib/base/buffer.h"
#include "lib/base/memory.h"
#include "lib/reference/share.h"
#include "lib/reference/table.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"date", "kind", "name"};
static const char *const kinds[] = {"usual", "holiday", "workday"}; /* enum day_kind */

static void load_file(struct calendar *calendar, const char *path, struct problems *problems)
{
    struct span cells[3];
    struct table *table = table_open(path, columns, 3, problems);
    bool *seen = memory_get_zeroed((size_t)calendar->days, sizeof *seen);
    while (table_next(table, cells)) {
        day_number day;
        int kind = table_word(table, "kind", cells[1], kinds, 3);
        if (!day_read(cells[0], &day)) {
            table_problem(table, "date: is not a date such as 2026-10-01");
            continue;
        }
        if (kind < 0)
            continue;
        if (!calendar_set(calendar, day, (enum day_kind)kind))
            table_problem(table, "date: is not between the years %d and %d", CALENDAR_FIRST_YEAR,
                          CALENDAR_LAST_YEAR);
        else if (seen[day - calendar->first])
            table_problem(table, "date: stands twice");
        else
            seen[day - calendar->first] = true;
    }
    free(seen);
    table_close(table);
}

/* `share/calendar/cn.csv` is "cn"; a stack is joined by '+'. */
static void add_name(struct buffer *name, const char *path)
{
    char *copy = memory_copy_string(path);
    const char *file = basename(copy);
    size_t length = strlen(file);
    if (length > 4 && strcmp(file + length - 4, ".csv") == 0)
        length -= 4;
    if (name->length > 0)
        buffer_add_byte(name, '+');
    buffer_add(name, file, length);
    free(copy);
}

static void load_stack_with(struct calendar *calendar, const struct policy *policy,
                            const char *share, const char *const extra[], size_t extra_count,
                            const char *overlay, struct problems *problems)
{
    struct buffer name = {0};
    calendar_start(calendar);
    for (size_t i = 0; i < policy->calendar_count; i++) {
        char *path = share_path(share, policy->calendars[i]);
        load_file(calendar, path, problems);
        add_name(&name, path);
        free(path);
    }
    for (size_t i = 0; i < extra_count; i++) {
        load_file(calendar, extra[i], problems);
        add_name(&name, extra[i]);
    }
    if (overlay != NULL) {
        load_file(calendar, overlay, problems);
        add_name(&name, overlay);
    }
    calendar_finish(calendar);
    calendar->name = memory_copy_string(buffer_string(&name));
    buffer_release(&name);
}

void calendar_load_stack(struct calendar *calendar, const struct policy *policy, const char *share,
                         const char *const extra[], size_t extra_count, struct problems *problems)
{
    load_stack_with(calendar, policy, share, extra, extra_count, NULL, problems);
}

void calendars_load(struct calendars *calendars, const struct directory *directory,
                    const struct policy *policy, const char *share, const char *const extra[],
                    size_t extra_count, struct problems *problems)
{
    calendar_load_stack(&calendars->city, policy, share, extra, extra_count, problems);
    calendars->unit_count = directory->count;
    calendars->of_unit = memory_get_zeroed(directory->count, sizeof *calendars->of_unit);
    for (size_t i = 0; i < directory->count; i++) {
        struct span overlay = directory->units[i].calendar;
        if (span_empty(overlay))
            continue;
        char *path = share_path(share, overlay.at);
        load_stack_with(&calendars->of_unit[i], policy, share, extra, extra_count, path, problems);
        free(path);
    }
}

void calendars_release(struct calendars *calendars)
{
    for (size_t i = 0; i < calendars->unit_count; i++)
        calendar_release(&calendars->of_unit[i]);
    free(calendars->of_unit);
    calendar_release(&calendars->city);
}
