#include "lib/tool/unit_tables.h"

#include "lib/reference/calendar.h"
#include "lib/reference/directory.h"

#include <stdlib.h>

void unit_tables_load(struct unit_tables *tables, const struct run *run, struct problems *problems)
{
    const struct settings *settings = &run->settings;
    char *units = run_share_path(run, "units.csv");
    directory_load(&tables->directory, units, problems);
    calendars_load(&tables->calendars, &tables->directory, &run->policy, run->share,
                   settings->calendars, settings->calendar_count, problems);
    free(units);
}

void unit_tables_load_alone(struct unit_tables *tables, const struct run *run)
{
    struct problems problems = {0};
    unit_tables_load(tables, run, &problems);
    problems_end(&problems);
}

void unit_tables_release(struct unit_tables *tables)
{
    directory_release(&tables->directory);
    calendars_release(&tables->calendars);
}
