#include "lib/tool/dispatch.h"

#include "lib/reference/agreement.h"
#include "lib/reference/calendar.h"
#include "lib/reference/directory.h"

#include <stdlib.h>

void dispatch_tables_load(struct dispatch_tables *tables, const struct run *run)
{
    struct problems problems = {0};
    const struct settings *settings = &run->settings;
    char *places = run_share_path(run, "gazetteer.csv");
    tables->units = run_share_path(run, "units.csv");
    tables->matters = run_share_path(run, "matters.csv");
    tables->entries = run_share_path(run, "knowledge.csv");
    directory_load(&tables->directory, tables->units, &problems);
    catalogue_load(&tables->catalogue, tables->matters, &problems);
    gazetteer_load(&tables->gazetteer, &tables->directory, places, &problems);
    knowledge_load(&tables->knowledge, &tables->directory, tables->entries, &problems);
    calendars_load(&tables->calendars, &tables->directory, &run->policy, run->share,
                   settings->calendars, settings->calendar_count, &problems);
    agreement_check(&run->policy, &tables->directory, &tables->catalogue, tables->matters,
                    &problems);
    problems_end(&problems);
    free(places);
    lexicon_build(&tables->lexicon, &tables->catalogue, &tables->directory, &tables->gazetteer,
                  &run->policy.routing);
}

struct dispatch_desk dispatch_desk_over(const struct dispatch_tables *tables, const struct run *run)
{
    const struct policy *policy = &run->policy;
    return (struct dispatch_desk){
        .rules = &policy->routing,
        .knowledge_rules = &policy->knowledge,
        .alerts = &policy->alert,
        .promises = &policy->promise,
        .limits = &policy->deadline,
        .directory = &tables->directory,
        .catalogue = &tables->catalogue,
        .lexicon = &tables->lexicon,
        .knowledge = &tables->knowledge,
        .calendar = &tables->calendars.city,
        .duty_unit = directory_by_code(&tables->directory, span_of(policy->duty_unit)),
        .now = run->now,
    };
}

void dispatch_tables_release(struct dispatch_tables *tables)
{
    directory_release(&tables->directory);
    catalogue_release(&tables->catalogue);
    gazetteer_release(&tables->gazetteer);
    knowledge_release(&tables->knowledge);
    calendars_release(&tables->calendars);
    lexicon_release(&tables->lexicon);
    free(tables->units);
    free(tables->matters);
    free(tables->entries);
}
