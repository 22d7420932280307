/* h12-replay: derives a ledger anew from intake's members and history, by the policy and the tables
 * at hand. */
#include "lib/case/replay.h"
#include "lib/case/state.h"
#include "lib/tool/dispatch.h"
#include "lib/tool/run.h"

static const char usage[] =
    "usage: h12-replay [OPTION]... [FILE]...\n"
    "\n"
    "Derives each case anew from intake's members and its history: the same events, by the\n"
    "rules at hand. Under the policy that made them the cases are the same byte for byte;\n"
    "under another (--policy) they are what it would have made of them. See h12-diff.\n"
    "\n";

static const struct tool tool = {.usage = usage, .takes = TAKES_AUTO | TAKES_CALENDAR};

struct replaying {
    struct run run;
    struct dispatch_tables tables;
    struct replay replay;
    uint64_t changed;
};

static void open_desks(struct replaying *work)
{
    const struct run *run = &work->run;
    const struct dispatch_tables *tables = &work->tables;
    const struct unit_tables *units = &tables->units;
    const struct policy *policy = &run->policy;
    work->replay.desk = (struct replay_desk){
        .dispatch = dispatch_desk_over(tables, run),
        .returns =
            {
                .rules = &policy->returns,
                .clock = &policy->deadline,
                .directory = &units->directory,
                .catalogue = &tables->catalogue,
                .calendars = &units->calendars,
            },
        .extensions =
            {
                .rules = &policy->deadline,
                .directory = &units->directory,
                .calendar = &units->calendars.city,
            },
        .callbacks =
            {
                .rules = &policy->callback,
                .clock = &policy->deadline,
                .returns = &policy->returns,
                .directory = &units->directory,
                .calendars = &units->calendars,
                .names = {span_of(policy->id), span_of(units->calendars.city.name)},
            },
        .replies =
            {
                .rules = &policy->reply,
                .clock = &policy->deadline,
                .returns = &policy->returns,
                .directory = &units->directory,
                .calendar = &units->calendars.city,
            },
        .supervision =
            {
                .rules = &policy->supervision,
                .clock = &policy->deadline,
                .returns = &policy->returns,
                .directory = &units->directory,
                .calendar = &units->calendars.city,
            },
        .repeats =
            {
                .calendar = &units->calendars.city,
                .names = {span_of(policy->id), span_of(units->calendars.city.name)},
            },
        .names = {span_of(policy->id), span_of(units->calendars.city.name)},
        .calendars = &units->calendars,
        .now = run->now,
        .automatic = run->settings.automatic,
    };
}

/* The filter: a case as it would have become. */
static enum outcome derive(void *context, struct record *record)
{
    struct replaying *work = context;
    struct case_head head;
    if (!case_read_head(record, &head) || !replay_case(&work->replay, record))
        return OUTCOME_REJECT;
    work->changed += record_is_changed(record);
    return OUTCOME_PASS;
}

int main(int argc, char **argv)
{
    static struct replaying work;
    run_start(&work.run, &tool, argc, argv, &work, time(NULL));
    dispatch_tables_load(&work.tables, &work.run);
    open_desks(&work);
    run_open(&work.run);
    run_pump(&work.run, derive, &work);
    buffer_printf(&work.run.note, ", %llu changed, %llu events no longer applied",
                  (unsigned long long)work.changed, (unsigned long long)work.replay.not_applied);
    replay_release(&work.replay);
    dispatch_tables_release(&work.tables);
    return run_finish(&work.run);
}
