#include "lib/tool/dispatch.h"

#include "lib/reference/agreement.h"
#include "lib/reference/directory.h"

#include <stdlib.h>

void dispatch_tables_load(struct dispatch_tables *tables, const struct run *run)
{
    struct problems problems = {0};
    const struct directory *directory = &tables->units.directory;
    char *places = run_share_path(run, "gazetteer.csv");
    tables->unit_path = run_share_path(run, "units.csv");
    tables->matter_path = run_share_path(run, "matters.csv");
    tables->entry_path = run_share_path(run, "knowledge.csv");
    unit_tables_load(&tables->units, run, &problems);
    catalogue_load(&tables->catalogue, tables->matter_path, &problems);
    gazetteer_load(&tables->gazetteer, directory, places, &problems);
    knowledge_load(&tables->knowledge, directory, tables->entry_path, &problems);
    agreement_check(&run->policy, directory, &tables->catalogue, tables->matter_path, &problems);
    problems_end(&problems);
    free(places);
    lexicon_build(&tables->lexicon, &tables->catalogue, directory, &tables->gazetteer,
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
        .directory = &tables->units.directory,
        .catalogue = &tables->catalogue,
        .lexicon = &tables->lexicon,
        .knowledge = &tables->knowledge,
        .calendar = &tables->units.calendars.city,
        .duty_unit = directory_by_code(&tables->units.directory, span_of(policy->duty_unit)),
        .now = run->now,
    };
}

void dispatch_tables_release(struct dispatch_tables *tables)
{
    unit_tables_release(&tables->units);
    catalogue_release(&tables->catalogue);
    gazetteer_release(&tables->gazetteer);
    knowledge_release(&tables->knowledge);
    lexicon_release(&tables->lexicon);
    free(tables->unit_path);
    free(tables->matter_path);
    free(tables->entry_path);
}
